/** Live checks: data sources, locals and preconditions that compare an organization with its account at plan time. */
import { type TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { LiveCheck, ZeroTrustOrganizationProps } from '../organization-props';
import { LateValue } from '../values/late-value';
import { isStruct, valueAt } from '../values/structs';
import { resolveTokens } from '../values/unresolved';
import type { VersionRequirement } from './attributes';
import { blocksIn } from './blocks';
import { type Attributes, attributesIn, type Fragment, overridesOf } from './fragments';
import { LIVE_CHECK_ROWS, type LiveData } from './live-check-rows';
import { LiveDataSource } from './live-data-source';
import { LiveRendering } from './live-rendering';
import { applyOverrides, hasOwnOverrides } from './overrides';

/** The live checks of an organization's resource. */
export class LiveChecks {
  /** Creates the checks of a resource and their data sources; undefined if there are none. */
  public static of(
    scope: Construct,
    resource: TerraformResource,
    props: ZeroTrustOrganizationProps,
  ): LiveChecks | undefined {
    const { liveChecks = [] } = props;
    return liveChecks.length === 0 ? undefined : new LiveChecks(scope, resource, props, [...new Set(liveChecks)]);
  }

  private readonly sources: ReadonlyMap<LiveData, LiveDataSource>;
  private latest?: LiveRendering;

  private constructor(
    scope: Construct,
    private readonly resource: TerraformResource,
    private readonly props: ZeroTrustOrganizationProps,
    private readonly names: readonly LiveCheck[],
  ) {
    const data = new Set(names.flatMap((name) => LIVE_CHECK_ROWS[name].data));
    this.sources = new Map(
      [...data].map((each) => [each, new LiveDataSource(scope, each, () => this.rendering.data.get(each))]),
    );
  }

  /** The provider versions that the checks require. */
  public get requirements(): VersionRequirement[] {
    return this.names.flatMap((name) => {
      const { since } = LIVE_CHECK_ROWS[name];
      return since === undefined ? [] : [{ prop: 'liveChecks', value: name, since }];
    });
  }

  /** Adds locals and preconditions to the fragment of the resource: they are rendered when the stack is written. */
  public addTo(fragment: Fragment): void {
    this.latest = undefined;
    const attributes = attributesIn(fragment, this.resource);
    if (attributes !== undefined) {
      const { lifecycle } = attributes;
      const uses = [lifecycle, this.props.liveCheckOptions];
      fragment.locals = new LateValue(() => presentOrNone(this.rendering.locals), uses);
      attributes.lifecycle = new LateValue(() => this.withPreconditions(lifecycle), uses);
    }
  }

  /** The checks whose data sources, locals and preconditions no override changes. */
  public intact(fragmentOf: () => Fragment): readonly LiveCheck[] {
    const overrides = overridesOf(TerraformStack.of(this.resource));
    const isStackOverridden = ['resource', 'data', 'locals'].some((kind) => Object.hasOwn(overrides, kind));
    if (!isStackOverridden && ![...this.sources.values()].some(hasOwnOverrides)) {
      return this.names; // rendering them takes time
    }
    const rendered = attributesIn(fragmentOf(), this.resource);
    const { attributes } = (rendered && applyOverrides(this.resource, rendered)) ?? {};
    return attributes === undefined ? [] : this.intactIn(attributes, overrides);
  }

  private intactIn(attributes: Attributes, overrides: Fragment): LiveCheck[] {
    const { locals, preconditions } = this.rendering;
    const lifecycle = resolveTokens(TerraformStack.of(this.resource), attributes.lifecycle);
    const kept = new Set(blocksIn(isStruct(lifecycle) ? lifecycle.precondition : undefined).map(textOf));
    const isIntact =
      preconditions.every((precondition) => kept.has(textOf(precondition))) &&
      Object.keys(locals).every((name) => valueAt(overrides, ['locals', name]) === undefined);
    return isIntact
      ? this.names.filter((name) => !LIVE_CHECK_ROWS[name].data.some((data) => this.sources.get(data)?.isOverridden))
      : [];
  }

  /** What the checks render for the values that are sent now: computed once each time that the resource is rendered. */
  private get rendering(): LiveRendering {
    if (this.latest === undefined) {
      this.latest = new LiveRendering(this.sources, this.resource, this.props.liveCheckOptions);
      for (const name of this.names) {
        this.latest.add(name, LIVE_CHECK_ROWS[name]);
      }
    }
    return this.latest;
  }

  /** The resolved lifecycle with additional preconditions; rules report one that the engine cannot read. */
  private withPreconditions(given: unknown): unknown {
    const lifecycle = resolveTokens(TerraformStack.of(this.resource), given);
    const [block = {}, ...others] = blocksIn(lifecycle);
    const { preconditions } = this.rendering;
    return others.length > 0 || preconditions.length === 0
      ? lifecycle
      : { ...block, precondition: [block.precondition ?? [], preconditions].flat() };
  }
}

/** The fields of an object; undefined if it has none. */
function presentOrNone(fields: Attributes): Attributes | undefined {
  return Object.keys(fields).length === 0 ? undefined : fields;
}

function textOf(precondition: Attributes | undefined): string {
  return JSON.stringify([precondition?.condition, precondition?.error_message]);
}
