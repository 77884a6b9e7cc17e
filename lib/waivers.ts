import type { IConstruct } from 'constructs';
import type { Waiver } from './guardrail-props';
import { GUARDRAILS } from './guardrails/guardrails-table';
import { addWaiver, isDate, TODAY } from './guardrails/waiver-matching';
import { RULES } from './rules';
import { checkReason, show, throwProblems } from './values/messages';
import { checkProps, literal, type Shape, STRING, structOf, synonymsOf } from './values/shapes';
import { missingId, unknownId } from './values/suggestions';

const SHAPE: Shape = structOf<Waiver>(
  { guardrail: literal(STRING), reason: literal(STRING), expires: literal(STRING) },
  synonymsOf({
    guardrail: ['id', 'rule'],
    reason: ['comment', 'justification'],
    expires: ['end', 'endDate', 'expiration', 'expiry', 'until'],
  }),
);

/**
 * Exceptions from guardrails, for a construct and everything below it.
 *
 * They can be added before or after the organization. A waiver that nothing needs is a warning (`waiver-unused`).
 */
export class Waivers {
  /**
   * The context key of the day on which waivers are evaluated, such as `2026-11-22`, for tests and reproducible builds.
   * The default is today (UTC). Only the context of the app is read.
   */
  public static readonly TODAY: string = TODAY;

  /**
   * The waivers of a scope.
   *
   * @param scope an organization, a resource, or a scope above it, such as a stack or the app
   */
  public static of(scope: IConstruct): Waivers {
    return new Waivers(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Waives a guardrail for the scope and everything below it.
   *
   * Throws if a prop is unknown or has the wrong type, the guardrail does not exist, the reason is blank, or `expires` is
   * not a date.
   *
   * @param waiver guardrail, reason and end
   */
  public add(waiver: Waiver): void {
    throwProblems('Waiver', checkProps('Waiver', SHAPE, waiver));
    const { guardrail, reason, expires } = waiver;
    checkGuardrail(guardrail);
    checkReason(reason, `Explain why ${show(guardrail)} is waived here`);
    if (expires !== undefined && !isDate(expires)) {
      throw new Error(
        `expires ${show(expires)} is not a date. Use the last valid day in the format YYYY-MM-DD, for example '2027-03-31'.`,
      );
    }
    addWaiver(this.scope, waiver);
  }
}

function checkGuardrail(guardrail: string): void {
  const ids = GUARDRAILS.map(({ id }) => id);
  if (!ids.includes(guardrail)) {
    const isRule = RULES.some(({ id }) => id === guardrail);
    throw new Error(
      isRule
        ? missingId('guardrail', guardrail, 'Acknowledge the rule with Acknowledgements.of')
        : unknownId('guardrail', guardrail, ids),
    );
  }
}
