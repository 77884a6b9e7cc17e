/** Exceptions: waivers of guardrails, and acknowledgements of rules. */
import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { acknowledgementsOn, type PlacedAcknowledgement } from '../acknowledgements';
import type { GuardrailResult } from '../guardrails/evaluation';
import { daysLeft, type PlacedWaiver, today, waiversOn } from '../guardrails/waiver-matching';
import { show } from '../values/messages';
import { unknownGuardrail } from '../waivers';
import type { Evaluation } from './evaluation';
import type { Warn } from './warnings';

/** The number of days before the end of a waiver in which a warning is printed. */
const WARNING_DAYS = 14;

/** The state of a waiver on a day. The guardrail of an invalid one does not exist. */
export type WaiverState = 'active' | 'ends soon' | 'expired' | 'invalid' | 'rejected' | 'unused';

/** The state of a waiver, given the results that it may apply to. */
export function waiverState(
  { waiver, scope }: PlacedWaiver,
  results: readonly GuardrailResult[],
  day: string,
): WaiverState {
  const matching = results.filter((result) => result.waiver?.waiver === waiver);
  if (matching.length === 0) {
    return unknownGuardrail(scope, waiver.guardrail) === undefined ? 'unused' : 'invalid';
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

/** The exceptions on scopes. */
export function exceptionsOn(scopes: readonly IConstruct[]): Exceptions {
  return { waivers: scopes.flatMap(waiversOn), acknowledgements: scopes.flatMap(acknowledgementsOn) };
}

/**
 * Warns of exceptions that are unused, and of waivers that end soon. Expired waivers are reported with the violation that
 * they no longer cover, and invalid ones are errors of their scope.
 */
export function warnOfExceptions(
  { waivers, acknowledgements }: Exceptions,
  evaluations: readonly Evaluation[],
  warn: Warn,
): void {
  const results = evaluations.flatMap((evaluation) => evaluation.results);
  for (const placed of waivers) {
    const state = waiverState(placed, results, today(placed.scope));
    const message = state === 'invalid' ? undefined : waiverMessage(placed, state);
    if (message !== undefined) {
      warn(placed.scope, message);
    }
  }
  for (const placed of unusedOf(acknowledgements, evaluations)) {
    warn(placed.scope, unusedMessage(placed));
  }
}

/** The acknowledgements that no evaluation needs. */
export function unusedOf(
  acknowledgements: readonly PlacedAcknowledgement[],
  evaluations: readonly Evaluation[],
): PlacedAcknowledgement[] {
  const used = new Set(
    evaluations.flatMap(({ violations }) => violations.map(({ acknowledgement }) => acknowledgement?.acknowledgement)),
  );
  return acknowledgements.filter(({ acknowledgement }) => !used.has(acknowledgement));
}

/** The finding about an unused acknowledgement. */
export function unusedMessage({ scope, acknowledgement: { rule, reason } }: PlacedAcknowledgement): string {
  return `Acknowledgement of ${show(rule)} on ${where(scope)} (${show(reason)}) is unused. Remove it. [acknowledgement-unused]`;
}

/** The finding about a waiver in a state; undefined if it needs no attention of its own. */
export function waiverMessage({ scope, waiver }: PlacedWaiver, state: WaiverState): string | undefined {
  const name = `Waiver of ${show(waiver.guardrail)} on ${where(scope)} (${show(waiver.reason)})`;
  switch (state) {
    case 'invalid':
      return unknownGuardrail(scope, waiver.guardrail);
    case 'unused':
      return `${name} is unused. Remove it. [waiver-unused]`;
    case 'ends soon': {
      const left = daysLeft(waiver, today(scope));
      const when = left === 0 ? 'today' : `in ${left} day${left === 1 ? '' : 's'}`;
      const problem = `expires on ${waiver.expires as string}, ${when}`;
      return `${name} ${problem}. Correct the setting or extend the waiver. [waiver-ends-soon]`;
    }
    default:
      return undefined;
  }
}

function where({ node: { path } }: IConstruct): string {
  return path === '' ? 'the app' : show(path);
}
