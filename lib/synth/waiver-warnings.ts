import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { type GuardrailResult, guardrailIds } from '../guardrails/evaluation';
import { daysLeft, type PlacedWaiver, today, waiversOn } from '../guardrails/waiver-matching';
import { show } from '../values/messages';
import type { Warn } from './warnings';

/** The number of days before the end of a waiver in which a warning is printed. */
const WARNING_DAYS = 14;

/** The state of a waiver on a day. */
export type WaiverState = 'active' | 'ends soon' | 'expired' | 'rejected' | 'unused';

/** The state of a waiver, given the results that it may apply to. */
export function waiverState({ waiver }: PlacedWaiver, results: readonly GuardrailResult[], day: string): WaiverState {
  const matching = results.filter((result) => result.waiver?.waiver === waiver);
  if (matching.length === 0) {
    return 'unused';
  }
  const left = daysLeft(waiver, day);
  if (left < 0) {
    return 'expired';
  }
  if (matching.every(({ outcome }) => outcome !== 'waived')) {
    return 'rejected';
  }
  return left > WARNING_DAYS ? 'active' : 'ends soon';
}

/** The waivers in a stack, without those of nested stacks. */
export function waiversIn(stack: TerraformStack): PlacedWaiver[] {
  return stack.node
    .findAll()
    .flatMap(waiversOn)
    .filter(({ scope }) => TerraformStack.of(scope) === stack);
}

/** The waivers above the stacks: on the app, and on scopes between the app and its stacks. */
export function waiversAboveStacks(scope: IConstruct): PlacedWaiver[] {
  return TerraformStack.isStack(scope) ? [] : [...waiversOn(scope), ...scope.node.children.flatMap(waiversAboveStacks)];
}

/** Warns of waivers that are unused or end soon; expired ones are reported with the violation they no longer cover. */
export function warnOfWaivers(waivers: readonly PlacedWaiver[], results: readonly GuardrailResult[], warn: Warn): void {
  for (const placed of waivers) {
    const { scope, waiver } = placed;
    const where = scope.node.path === '' ? 'the app' : show(scope.node.path);
    const name = `Waiver of ${show(waiver.guardrail)} on ${where} (${show(waiver.reason)})`;
    const day = today(scope);
    const state = waiverState(placed, results, day);
    // A guardrail that does not exist is an error of its own.
    if (state === 'unused' && guardrailIds(scope).includes(waiver.guardrail)) {
      warn(scope, `${name} is unused. Remove it. [waiver-unused]`);
    }
    if (state === 'ends soon') {
      const left = daysLeft(waiver, day);
      const when = left === 0 ? 'today' : `in ${left} day${left === 1 ? '' : 's'}`;
      const problem = `expires on ${waiver.expires as string}, ${when}`;
      warn(scope, `${name} ${problem}. Correct the setting or extend the waiver. [waiver-ends-soon]`);
    }
  }
}
