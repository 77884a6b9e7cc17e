import { acknowledgementOf, type PlacedAcknowledgement } from '../acknowledgements';
import {
  type AppliedGuardrails,
  evaluateGuardrails,
  type GuardrailResult,
  guardrailsFor,
} from '../guardrails/evaluation';
import type { RequiredGuardrail } from '../guardrails/guardrails-table';
import { evaluateRules, type Violation } from '../rules';
import type { Organization } from './organization';

/** How a finding is reported. */
export type Level = 'error' | 'warning';

/** A violation, and how it is reported. */
export interface EvaluatedViolation extends Violation {
  readonly acknowledgement?: PlacedAcknowledgement;
  /** Undefined if it is acknowledged. */
  readonly level?: Level;
}

/** The result of evaluating an organization. */
export interface Evaluation {
  readonly organization: Organization;
  readonly violations: readonly EvaluatedViolation[];
  /** The guardrails that apply to it. */
  readonly guardrails: readonly AppliedGuardrails[];
  readonly results: readonly GuardrailResult[];
}

/**
 * Evaluates the rules and guardrails of an organization.
 *
 * @param organization the organization
 * @param isStrict whether warnings of rules are errors unless they are acknowledged
 * @param requiredBy the guardrails that are required by applied ones
 */
export function evaluateOrganization(
  organization: Organization,
  isStrict: boolean,
  requiredBy: (applied: AppliedGuardrails) => readonly RequiredGuardrail[],
): Evaluation {
  const guardrails = guardrailsFor(organization.resource);
  return {
    organization,
    violations: evaluateRules(organization).map((violation) => withLevel(violation, organization, isStrict)),
    guardrails,
    results: guardrails.flatMap((applied) => evaluateGuardrails(organization, applied, requiredBy(applied))),
  };
}

function withLevel(violation: Violation, { construct }: Organization, isStrict: boolean): EvaluatedViolation {
  const { rule, severity } = violation;
  const acknowledgement = severity === 'hard' ? undefined : acknowledgementOf(construct, rule);
  if (acknowledgement !== undefined) {
    return { ...violation, acknowledgement };
  }
  return { ...violation, level: severity === 'warning' && !isStrict ? 'warning' : 'error' };
}

/** The messages at a level: of rules, then of guardrails. */
export function messagesOf({ violations, results }: Evaluation, level: Level): string[] {
  return [...violations, ...results].filter((finding) => finding.level === level).map(({ message }) => message);
}
