import { Aspects, type IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { OrganizationGuardrailsProps } from './guardrail-props';
import { GUARDRAILS_SYMBOL } from './guardrails/evaluation';
import { checkLimits } from './guardrails/limits';
import { evaluateBelow, evaluateStackOf } from './synth/stack-evaluation';
import { throwProblems } from './values/messages';

/**
 * Limits for the organizations in a scope: those of this library, and bare resources of the Cloudflare provider's
 * bindings. Guardrails check what is rendered, including overrides.
 *
 * Exceptions are waivers: see `Waivers`.
 */
export class OrganizationGuardrails implements IAspect {
  /** The name shown in messages and in the report. */
  public readonly name: string;

  /** @internal */
  public readonly _limits: OrganizationGuardrailsProps;

  /**
   * Throws if a prop is unknown or has the wrong type, if a duration or a pattern is not valid, or if no organization
   * could satisfy the limits.
   *
   * @param props the limits
   */
  public constructor(props: OrganizationGuardrailsProps) {
    throwProblems('OrganizationGuardrails', checkLimits(props));
    Object.defineProperty(this, GUARDRAILS_SYMBOL, { value: true });
    this.name = props.name;
    this._limits = props;
  }

  /**
   * Applies the guardrails to all organizations at and below a scope, whether they are added before or after.
   *
   * CDKTF invokes aspects in stacks only: unlike `Aspects.of(scope).add(…)`, this also works for the app, and for scopes
   * between the app and its stacks.
   *
   * @param scope an organization, a stack, the app, or any scope between them
   */
  public applyTo(scope: IConstruct): void {
    Aspects.of(scope).add(this);
    evaluateBelow(scope);
  }

  /**
   * Called by CDKTF if the guardrails were added with `Aspects.of(scope).add(…)`.
   *
   * @param node a construct in the scope
   */
  public visit(node: IConstruct): void {
    if (Aspects.of(node).all.includes(this)) {
      evaluateStackOf(node);
    }
  }
}
