import type { IConstruct } from 'constructs';
import { GUARDRAILS } from './guardrails/guardrails-table';
import { RULES } from './rules';
import { checkReason, show, throwProblems, userError } from './values/messages';
import { checkProps, copyOf, literal, type Shape, STRING, structOf, synonymsOf } from './values/shapes';
import { missingId, unknownId } from './values/suggestions';

const METADATA_TYPE = 'cloudflare-zero-trust:acknowledgement';

/**
 * The acknowledgement of a warning or a documented limit.
 */
export interface Acknowledgement {
  /** The id of the rule, shown in brackets at the end of its messages: `mfa-single-authenticator`. */
  readonly rule: string;
  /** Why it is acceptable. Free text, not blank. Shown in the report and in the metadata of the construct. */
  readonly reason: string;
}

const SHAPE: Shape = structOf<Acknowledgement>(
  { rule: literal(STRING), reason: literal(STRING) },
  synonymsOf({ rule: ['guardrail', 'id'], reason: ['comment', 'justification'] }),
);

/**
 * Acknowledges warnings and documented limits, with a reason, for a construct and everything below it.
 *
 * They can be added before or after the organization. Hard errors cannot be acknowledged: the API, the engine or this
 * library rejects the value, or it would be lost.
 */
export class Acknowledgements {
  /**
   * The acknowledgements of a scope.
   *
   * @param scope an organization, or a scope above it, such as a stack or the app
   */
  public static of(scope: IConstruct): Acknowledgements {
    return new Acknowledgements(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Acknowledges a rule for the scope and everything below it.
   *
   * Throws if a prop is unknown or has the wrong type, if the rule does not exist or is a hard error, or if the reason is
   * blank.
   *
   * @param acknowledgement rule and reason
   */
  public add(acknowledgement: Acknowledgement): void {
    const given = copyOf(SHAPE, acknowledgement);
    throwProblems('Acknowledgement', checkProps('Acknowledgement', SHAPE, given));
    const { rule, reason } = given;
    checkRule(rule);
    checkReason(reason, `Explain why ${show(rule)} is acceptable here`);
    this.scope.node.addMetadata(METADATA_TYPE, { rule, reason });
  }
}

function checkRule(rule: string): void {
  const known = RULES.filter(({ id }) => id === rule);
  if (known.some(isAcknowledgeable)) {
    return;
  }
  if (known.length > 0) {
    throw userError(
      `rule ${show(rule)} cannot be acknowledged, because it is a hard error. Correct the prop that the message names.`,
    );
  }
  const isGuardrail = GUARDRAILS.some(({ id }) => id === rule);
  const ids = [...new Set(RULES.filter(isAcknowledgeable).map(({ id }) => id))];
  throw userError(
    isGuardrail ? missingId('rule', rule, 'Waive the guardrail with Waivers.of') : unknownId('rule', rule, ids),
  );
}

function isAcknowledgeable({ severity }: { readonly severity: string }): boolean {
  return severity !== 'hard';
}

/** An acknowledgement, and the scope to which it was added. */
export interface PlacedAcknowledgement {
  readonly acknowledgement: Acknowledgement;
  readonly scope: IConstruct;
}

/** The acknowledgements that were added to a scope. */
export function acknowledgementsOn(scope: IConstruct): PlacedAcknowledgement[] {
  return scope.node.metadata
    .filter(({ type }) => type === METADATA_TYPE)
    .map(({ data }) => ({ acknowledgement: data as Acknowledgement, scope }));
}

/** The acknowledgement of a rule that applies to a construct: its own, or that of the nearest scope above it. */
export function acknowledgementOf(construct: IConstruct, rule: string): PlacedAcknowledgement | undefined {
  for (const scope of construct.node.scopes.reverse()) {
    const found = acknowledgementsOn(scope).find(({ acknowledgement }) => acknowledgement.rule === rule);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
