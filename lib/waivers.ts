import type { IConstruct } from 'constructs';
import type { Waiver } from './guardrail-props';
import { GUARDRAILS } from './guardrails/guardrails-table';
import { addWaiver, isDate, TODAY } from './guardrails/waiver-matching';
import { RULES } from './rules';
import { checkReason, show } from './values/messages';

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
   * Throws if the guardrail does not exist, the reason is blank, or `expires` is not a date.
   *
   * @param waiver guardrail, reason and end
   */
  public add(waiver: Waiver): void {
    const { guardrail, reason, expires } = waiver;
    if (!GUARDRAILS.some(({ id }) => id === guardrail)) {
      const isRule = RULES.some(({ id }) => id === guardrail);
      const fix = isRule
        ? 'Acknowledge the rule with Acknowledgements.of'
        : `Use one of ${GUARDRAILS.map(({ id }) => id).join(', ')}`;
      throw new Error(`guardrail ${show(guardrail)} does not exist. ${fix}.`);
    }
    checkReason(reason, `Explain why ${show(guardrail)} is waived here`);
    if (expires !== undefined && !isDate(expires)) {
      throw new Error(
        `expires ${show(expires)} is not a date. Use the last valid day in the format YYYY-MM-DD, for example '2027-03-31'.`,
      );
    }
    addWaiver(this.scope, waiver);
  }
}
