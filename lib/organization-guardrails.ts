import type { IConstruct } from 'constructs';
import type { OrganizationGuardrailsProps } from './guardrail-props';
import { applyGuardrails } from './guardrails/evaluation';
import { checkLimits, copyOfLimits } from './guardrails/limits';
import { evaluateBelow } from './synth/stack-evaluation';
import { throwProblems } from './values/messages';

/**
 * Limits for the organizations in a scope: those of this library, and bare resources of the Cloudflare provider's
 * bindings. Guardrails check what is rendered, including overrides.
 *
 * Exceptions are waivers: see `Waivers`.
 */
export class OrganizationGuardrails {
  /** The name shown in messages and in the report. */
  public readonly name: string;

  /** @internal */
  public readonly _limits: OrganizationGuardrailsProps;

  /**
   * Throws if a prop is unknown or has the wrong type, if a duration or a pattern is not valid, if no organization could
   * satisfy the limits, or if a rule has the id of another one.
   *
   * @param props the limits and rules
   */
  public constructor(props: OrganizationGuardrailsProps) {
    const limits = copyOfLimits(props);
    throwProblems('OrganizationGuardrails', checkLimits(limits));
    this.name = limits.name;
    this._limits = limits;
  }

  /**
   * Applies the guardrails to all organizations at and below a scope, whether they are added before or after.
   *
   * @param scope an organization, a stack, the app, or any scope between them
   */
  public applyTo(scope: IConstruct): void {
    applyGuardrails(scope, this);
    evaluateBelow(scope);
  }
}
