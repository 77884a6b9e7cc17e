import type { IConstruct } from 'constructs';
import type { Waiver } from './guardrail-props';
import { guardrailIds } from './guardrails/evaluation';
import { addWaiver, isDate, TODAY } from './guardrails/waiver-matching';
import { RULES } from './rules';
import { checkReason, isBlank, show, throwProblems, userError } from './values/messages';
import { checkProps, copyOf, literal, type Shape, STRING, structOf, synonymsOf } from './values/shapes';
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
   * Throws if a prop is unknown or has the wrong type, the id is that of a rule of this library, the reason is blank, or
   * `expires` is not a date. A guardrail that does not exist is an error at synthesis (`waiver-guardrail`), when custom
   * rules are known.
   *
   * @param waiver guardrail, reason and end
   */
  public add(waiver: Waiver): void {
    const given = copyOf(SHAPE, waiver);
    throwProblems('Waiver', checkProps('Waiver', SHAPE, given));
    const { guardrail, reason, expires } = given;
    checkGuardrail(guardrail);
    checkReason(reason, `Explain why ${show(guardrail)} is waived here`);
    if (expires !== undefined && !isDate(expires)) {
      throw userError(
        `expires ${show(expires)} is not a date. Use the last valid day in the format YYYY-MM-DD, for example '2027-03-31'.`,
      );
    }
    addWaiver(this.scope, given);
    this.scope.node.addValidation({
      validate: () => {
        const problem = unknownGuardrail(this.scope, guardrail);
        return problem === undefined ? [] : [problem];
      },
    });
  }
}

/** Checks what is known when the waiver is added: any other id can be that of a custom rule. */
function checkGuardrail(guardrail: string | undefined): void {
  if (guardrail === undefined || isBlank(guardrail)) {
    throw userError(missingId('guardrail', undefined, "Use the id of a guardrail, for example 'max-session-duration'"));
  }
  if (RULES.some(({ id }) => id === guardrail)) {
    throw userError(missingId('guardrail', guardrail, 'Acknowledge the rule with Acknowledgements.of'));
  }
}

/** The error of a waiver whose guardrail does not exist; undefined if it exists. */
export function unknownGuardrail(scope: IConstruct, guardrail: string): string | undefined {
  const ids = guardrailIds(scope);
  return ids.includes(guardrail) ? undefined : `${unknownId('guardrail', guardrail, ids)} [waiver-guardrail]`;
}
