/** Exceptions: waivers of guardrails, and acknowledgements of rules. */
import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { acknowledgementsOn, type PlacedAcknowledgement } from '../acknowledgements';
import { type GuardrailResult, guardrailIds } from '../guardrails/evaluation';
import { daysLeft, type PlacedWaiver, today, waiversOn } from '../guardrails/waiver-matching';
import { show } from '../values/messages';
import type { Evaluation } from './evaluation';
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

/** Waivers and acknowledgements, and the scopes to which they were added. */
export interface Exceptions {
  readonly waivers: readonly PlacedWaiver[];
  readonly acknowledgements: readonly PlacedAcknowledgement[];
}

/** The exceptions in a stack, without those of nested stacks. */
export function exceptionsIn(stack: TerraformStack): Exceptions {
  return exceptionsOn(stack.node.findAll().filter((scope) => TerraformStack.of(scope) === stack));
}

/** The exceptions above the stacks: on the app, and on scopes between the app and its stacks. */
export function exceptionsAboveStacks(root: IConstruct): Exceptions {
  return exceptionsOn(scopesAboveStacks(root));
}

function scopesAboveStacks(scope: IConstruct): IConstruct[] {
  return TerraformStack.isStack(scope) ? [] : [scope, ...scope.node.children.flatMap(scopesAboveStacks)];
}

function exceptionsOn(scopes: readonly IConstruct[]): Exceptions {
  return { waivers: scopes.flatMap(waiversOn), acknowledgements: scopes.flatMap(acknowledgementsOn) };
}

/**
 * Warns of exceptions that are unused, and of waivers that end soon. Expired waivers are reported with the violation that
 * they no longer cover.
 */
export function warnOfExceptions(
  { waivers, acknowledgements }: Exceptions,
  evaluations: readonly Evaluation[],
  warn: Warn,
): void {
  const results = evaluations.flatMap((evaluation) => evaluation.results);
  for (const placed of waivers) {
    warnOfWaiver(placed, results, warn);
  }
  const used = new Set(
    evaluations.flatMap(({ violations }) => violations.map(({ acknowledgement }) => acknowledgement?.acknowledgement)),
  );
  for (const { acknowledgement, scope } of acknowledgements) {
    if (!used.has(acknowledgement)) {
      const name = `Acknowledgement of ${show(acknowledgement.rule)} on ${where(scope)} (${show(acknowledgement.reason)})`;
      warn(scope, `${name} is unused. Remove it. [acknowledgement-unused]`);
    }
  }
}

function warnOfWaiver(placed: PlacedWaiver, results: readonly GuardrailResult[], warn: Warn): void {
  const { scope, waiver } = placed;
  const name = `Waiver of ${show(waiver.guardrail)} on ${where(scope)} (${show(waiver.reason)})`;
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

function where({ node: { path } }: IConstruct): string {
  return path === '' ? 'the app' : show(path);
}
