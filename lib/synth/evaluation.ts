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
  /** The acknowledgement of the rule. */
  readonly acknowledgement?: PlacedAcknowledgement;
  /** Whether the acknowledgement covers the violation, which hard errors prevent. */
  readonly isAcknowledged: boolean;
  /** Undefined if it is acknowledged, or if the error of a guardrail about the same prop is reported in its place. */
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
  const violations = evaluateRules(organization).map((violation) => withLevel(violation, organization, isStrict));
  const invalidProps = new Set(violations.filter(({ level }) => level === 'error').map(({ prop }) => prop));
  const guardrails = guardrailsFor(organization.resource);
  const results = guardrails.flatMap((applied) =>
    evaluateGuardrails(organization, applied, requiredBy(applied), invalidProps),
  );
  return { organization, violations: withoutContradictions(violations, results), guardrails, results };
}

function withLevel(violation: Violation, { construct }: Organization, isStrict: boolean): EvaluatedViolation {
  const { rule, severity } = violation;
  const acknowledgement = acknowledgementOf(construct, rule);
  const isAcknowledged = acknowledgement !== undefined && severity !== 'hard';
  const level = severity === 'warning' && !isStrict ? 'warning' : 'error';
  return { ...violation, acknowledgement, isAcknowledged, level: isAcknowledged ? undefined : level };
}

/**
 * Does not report that a value is invalid if it also violates a guardrail: a value that the guardrail allows is valid,
 * but a valid value can violate the guardrail.
 */
function withoutContradictions(
  violations: readonly EvaluatedViolation[],
  results: readonly GuardrailResult[],
): EvaluatedViolation[] {
  const limited = new Set(
    results.filter(({ level, outcome }) => level === 'error' && outcome === 'violated').map(({ prop }) => prop),
  );
  return violations.map((violation) =>
    violation.isForProp && limited.has(violation.prop) ? { ...violation, level: undefined } : violation,
  );
}

/** The messages at a level: of rules, then of guardrails. */
export function messagesOf({ violations, results }: Evaluation, level: Level): string[] {
  return [...violations, ...results].filter((finding) => finding.level === level).map(({ message }) => message);
}
