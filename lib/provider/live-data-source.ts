import { TerraformDataSource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { LateValue } from '../values/late-value';
import { isStruct, valueAt } from '../values/structs';
import { resolveTokens } from '../values/unresolved';
import { type Attributes, type Fragment, overridesOf } from './fragments';
import { hclResource } from './hcl';
import type { LiveData } from './live-check-rows';
import { hasOwnOverrides, mergeOverrides } from './overrides';
import { CLOUDFLARE } from './provider-version';

/** The number of results that a data source reads at most. The provider's default is 1,000. */
export const MAX_ITEMS = 10_000;

/** A data source of live checks. It renders nothing if no check needs it. */
export class LiveDataSource extends TerraformDataSource {
  public constructor(
    scope: Construct,
    { type, id }: LiveData,
    private readonly argumentsNow: () => Attributes | undefined,
  ) {
    super(scope, id, { terraformResourceType: type, terraformGeneratorMetadata: { providerName: CLOUDFLARE } });
  }

  public get address(): string {
    return this.path.join('.');
  }

  public get maxItems(): unknown {
    const stack = TerraformStack.of(this);
    const overrides = [valueAt(overridesOf(stack), this.path), overridesOf(this)] as (Attributes | undefined)[];
    return resolveTokens(stack, overrides.find((each) => each?.max_items !== undefined)?.max_items ?? MAX_ITEMS);
  }

  /** Whether an override changes more than the number of results that are read. */
  public get isOverridden(): boolean {
    return [overridesOf(this), valueAt(overridesOf(TerraformStack.of(this)), this.path) ?? {}].some(
      (override) => !isStruct(override) || Object.keys(override).some((name) => name !== 'max_items'),
    );
  }

  public override toTerraform(): Fragment {
    return { data: new LateValue(() => this.rendered(), overridesOf(this)) };
  }

  public override toHclTerraform(): Fragment {
    const fragment = resolveTokens(TerraformStack.of(this), this.toTerraform()) as object;
    const attributes = valueAt(fragment, this.path) as Attributes | undefined;
    return attributes === undefined ? {} : { data: this.named(hclResource(attributes)) };
  }

  private rendered(): unknown {
    const now = this.argumentsNow();
    if (now === undefined) {
      return undefined;
    }
    const attributes = hasOwnOverrides(this) ? (mergeOverrides(now, overridesOf(this)) as Attributes) : now;
    const resolved = resolveTokens(TerraformStack.of(this), attributes) as Attributes;
    return this.named({ ...resolved, '//': this.constructNodeMetadata });
  }

  private named(attributes: Attributes): unknown {
    return { [this.terraformResourceType]: { [this.friendlyUniqueId]: attributes } };
  }

  private get path(): string[] {
    return ['data', this.terraformResourceType, this.friendlyUniqueId];
  }
}
