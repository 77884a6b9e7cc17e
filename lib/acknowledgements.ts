import type { IConstruct } from 'constructs';
import { RULES } from './rules';
import { GUARDRAILS } from './rules/guardrails';
import { isBlank, show } from './rules/text';

const METADATA_TYPE = 'cdktf-cloudflare-zero-trust:acknowledgement';

/**
 * That a warning or a documented limit is known and accepted, and why.
 */
export interface Acknowledgement {
  /** The id of the rule, as the message shows it in brackets: `mfa-single-authenticator`. */
  readonly rule: string;
  /** Why it is accepted: free text, not blank. It stands in the construct tree's metadata for audits. */
  readonly reason: string;
}

/**
 * Accepts warnings and documented limits, with a reason, on a construct and everything below it.
 *
 * It does not matter whether this comes before or after the organization is constructed. Hard errors, which the
 * API or the engine is known to refuse, cannot be acknowledged.
 */
export class Acknowledgements {
  /**
   * The acknowledgements of a scope.
   *
   * @param scope an organization, or any scope above it: a stack, or the app
   */
  public static of(scope: IConstruct): Acknowledgements {
    return new Acknowledgements(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Accepts a rule here and below.
   *
   * Throws when the rule does not exist or is a hard error, and when the reason is blank.
   */
  public add(acknowledgement: Acknowledgement): void {
    const { rule, reason } = acknowledgement;
    const known = RULES.filter(({ id }) => id === rule);
    if (known.length === 0) {
      const all = [...new Set(RULES.filter(isAcknowledgeable).map(({ id }) => id))];
      const hint = GUARDRAILS.some(({ id }) => id === rule) ? ': a guardrail is waived, with Waivers.of' : '';
      throw new Error(`rule: received ${show(rule)}, which is no rule; allowed: ${all.join(', ')}${hint}`);
    }
    if (!known.some(isAcknowledgeable)) {
      throw new Error(
        `rule: ${show(rule)} cannot be acknowledged: the API or the engine refuses such a value; correct the setting that the message names`,
      );
    }
    if (typeof reason !== 'string' || isBlank(reason)) {
      throw new Error(
        `reason: received ${show(reason)}; allowed: text that is not blank: write why ${show(rule)} is accepted here`,
      );
    }
    this.scope.node.addMetadata(METADATA_TYPE, { rule, reason });
  }
}

function isAcknowledgeable({ severity }: { readonly severity: string }): boolean {
  return severity !== 'hard';
}

/** An acknowledgement, and where it stands. */
export interface PlacedAcknowledgement {
  readonly reason: string;
  readonly scope: IConstruct;
}

/** Where a rule was accepted, and why: on a construct, or on the nearest scope above it. */
export function acknowledgementOf(construct: IConstruct, rule: string): PlacedAcknowledgement | undefined {
  for (const scope of construct.node.scopes.reverse()) {
    for (const { type, data } of scope.node.metadata) {
      const acknowledgement = data as Acknowledgement;
      if (type === METADATA_TYPE && acknowledgement.rule === rule) {
        return { reason: acknowledgement.reason, scope };
      }
    }
  }
  return undefined;
}
