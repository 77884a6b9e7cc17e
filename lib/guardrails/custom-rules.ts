/** Guardrails that users write themselves: `rules` of `OrganizationGuardrails`. */
import type { IOrganizationRule, RuleFinding } from '../organization-rule';
import { isBlank, oneLine, show, withoutTokens } from '../values/messages';
import { ANY, checkProps, copyOf, listOf, literal, type Shape, STRING, structOf } from '../values/shapes';
import { type GuardrailFinding, indeterminate, type RequiredGuardrail, unmanagedFinding } from './guardrails-table';
import { isProp, RecordingView } from './organization-view';

const FINDINGS: Shape<RuleFinding[]> = literal(
  listOf(structOf<RuleFinding>({ prop: STRING, received: ANY, allowed: STRING, fix: STRING })),
);

/** A custom rule as a guardrail of the guardrails with a name. */
export function customGuardrail(name: string, rule: IOrganizationRule): RequiredGuardrail {
  const { id, statement } = rule;
  return {
    id,
    statement,
    props: [],
    check: (rendered, organization) => {
      const view = new RecordingView(organization, rendered);
      try {
        const violations = findingsOf(rule, view).map((finding) => violation(name, finding, view));
        const found = new Set(violations.map(({ prop }) => prop));
        const unknown = view.unhandled.filter(({ prop }) => !found.has(prop));
        return [
          ...violations,
          ...unknown.map(({ prop, value }) =>
            value === undefined ? unmanagedFinding(name, prop) : indeterminate(name, prop, value, statement),
          ),
        ];
      } catch (error) {
        return [failure(name, id, error)];
      }
    },
  };
}

/** Calls the rule, and checks what it returns: it may be written without a type checker. */
function findingsOf(rule: IOrganizationRule, view: RecordingView): RuleFinding[] {
  const findings = copyOf(FINDINGS, rule.check(view));
  const wrongTypes = checkProps('a finding', FINDINGS, findings);
  const problems = wrongTypes.length > 0 ? wrongTypes : findings.flatMap(missingFields);
  if (problems.length > 0) {
    throw new Error(`its result is not valid: ${problems.join(' ')}`);
  }
  return findings;
}

function missingFields({ prop = '', allowed = '' }: Partial<RuleFinding>): string[] {
  return Object.entries({ prop, allowed })
    .filter(([, text]) => isBlank(text))
    .map(([field]) => `a finding lacks ${field}.`);
}

function violation(name: string, { prop, received, allowed, fix }: RuleFinding, view: RecordingView): GuardrailFinding {
  const value = received ?? (isProp(prop) ? view.renderedValue(prop) : undefined);
  const requirement = sentence(allowed);
  return {
    prop: oneLine(prop),
    received: value === undefined ? undefined : show(value),
    problem:
      value === undefined && isProp(prop)
        ? `is not given, but guardrails ${show(name)} require ${requirement}`
        : `is not allowed by guardrails ${show(name)}`,
    fix: fix === undefined ? `Use ${requirement}` : sentence(fix),
  };
}

/** A rule that fails is an error at any level: nobody knows what it would have found. */
function failure(name: string, id: string, error: unknown): GuardrailFinding {
  const message = error instanceof Error ? error.message : String(error);
  return {
    prop: `rule ${show(id)}`,
    problem: `of guardrails ${show(name)} failed: ${sentence(message)}`,
    fix: 'Correct the rule',
    isFailure: true,
  };
}

/** A sentence of a user on one line, without its full stop. */
function sentence(text: string): string {
  return oneLine(withoutTokens(text.trim().replace(/\s+/g, ' '))).replace(/\.+$/, '');
}
