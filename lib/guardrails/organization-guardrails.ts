import { Aspects, type IAspect, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { refuse } from '../refuse';
import { limitProblems } from '../rules/guardrails';
import { nameProblems, shapeProblems } from '../rules/shape';
import { isUnknown } from '../unknown';
import { inspectGuardrails, isWatched, watchBelow } from './guardrail-inspection';
import type { OrganizationGuardrailsProps } from './guardrail-props';
import { GUARDRAILS_SYMBOL } from './judgement';

/**
 * What a platform demands of the organizations below a scope: those of this library, and bare resources of the
 * Cloudflare provider's bindings. They are judged by what they render, with all overrides.
 *
 * An exception is a waiver: see `Waivers`.
 */
export class OrganizationGuardrails implements IAspect {
  /** Their name, as messages and the report show it. */
  public readonly name: string;

  /** @internal */
  public readonly _limits: OrganizationGuardrailsProps;

  /**
   * Throws when a prop has the wrong type, a duration or a pattern cannot be read, or nothing could keep within them.
   *
   * @param props what is demanded
   */
  public constructor(props: OrganizationGuardrailsProps) {
    const wrongTypes = [...shapeProblems('guardrails', props, isUnknown), ...nameProblems(props)];
    refuse('the guardrails', wrongTypes.length > 0 ? wrongTypes : limitProblems(props));
    Object.defineProperty(this, GUARDRAILS_SYMBOL, { value: true });
    this.name = props.name;
    this._limits = props;
  }

  /**
   * Judges every organization at and below a scope when the app is synthesized.
   *
   * Unlike `Aspects.of(scope).add(…)`, which CDKTF looks at in stacks only, this works on the app too, and on
   * whatever stands between the app and its stacks.
   *
   * @param scope an organization, a stack, the app, or anything between
   */
  public applyTo(scope: IConstruct): void {
    Aspects.of(scope).add(this);
    watchBelow(scope);
  }

  /**
   * Called by CDKTF, when these guardrails were added with `Aspects.of(scope).add(…)`.
   *
   * @param node a construct of the tree
   */
  public visit(node: IConstruct): void {
    const stack = TerraformStack.of(node);
    if (!isWatched(stack) && Aspects.of(node).all.includes(this)) {
      inspectGuardrails(stack);
    }
  }
}
