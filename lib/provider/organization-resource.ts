import {
  ZeroTrustOrganization as Organization,
  type ZeroTrustOrganizationConfig,
} from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import {
  DefaultTokenResolver,
  type ITerraformDependable,
  StringConcat,
  type TerraformProvider,
  type TerraformResourceLifecycle,
  TerraformStack,
  Tokenization,
} from 'cdktf';
import type { Construct } from 'constructs';
import type { EffectiveSettings } from '../defaults';
import { mapValues } from '../map-values';
import type { OrganizationSetting } from '../organization-props';
import { type Attributes, attributesOf, type IgnorableAttribute, renderSettings, requirementsOf } from './attributes';
import { hclAttribute, hclBlocks, hclReference, hclReferences } from './hcl';
import { addressOf, attributesIn } from './rendered-settings';
import { fitToProvider, ignoredAttributes, type VersionDemand, type VersionFit } from './version-pin';

/** What the resource is made of, besides the settings. */
export interface OrganizationResourceConfig {
  readonly settings: EffectiveSettings;
  readonly unmanaged: readonly OrganizationSetting[];
  readonly importId?: string;
  readonly migrateFrom?: string;
  readonly preventDestroy: boolean;
  readonly provider?: TerraformProvider;
  readonly dependsOn?: ITerraformDependable[];
  readonly lifecycle?: TerraformResourceLifecycle;
}

/** The first provider version that takes over the state of a provider-v4 resource. */
const MOVE_SINCE = '5.19.0';

/** One rendered element, as CDKTF merges it into the stack's configuration. */
interface Fragment {
  readonly resource?: Record<string, Record<string, Attributes>>;
  moved?: readonly Attributes[];
  import?: readonly Attributes[];
}

/**
 * The stock L1, with the attributes that its provider version does not know yet, and rendered so that HCL says
 * what JSON says.
 */
export class OrganizationResource extends Organization {
  /** Settings that are left to the dashboard. */
  public readonly unmanaged: readonly OrganizationSetting[];
  private readonly newer: Attributes;
  private readonly unmanagedAttributes: readonly IgnorableAttribute[];

  public constructor(
    scope: Construct,
    id: string,
    private readonly organization: OrganizationResourceConfig,
  ) {
    const { config, newer } = renderSettings(organization.settings);
    const { provider, dependsOn, preventDestroy } = organization;
    const lifecycle = { ...organization.lifecycle, preventDestroy };
    super(scope, id, { ...(config as ZeroTrustOrganizationConfig), provider, dependsOn, lifecycle });
    this.newer = newer;
    this.unmanaged = organization.unmanaged;
    this.unmanagedAttributes = this.unmanaged.length === 0 ? [] : attributesOf(this.unmanaged);
  }

  /** What the resource, as it is rendered, asks of the provider's version. */
  public versionDemand(): VersionDemand {
    const requirements = requirementsOf(this.renderedAttributes());
    if (this.organization.migrateFrom !== undefined) {
      requirements.push({ prop: 'migrateFrom', since: MOVE_SINCE });
    }
    return { requirements, ignorable: this.unmanagedAttributes };
  }

  /** How that fits the version decided for the stack. */
  public versionFit(): VersionFit {
    return fitToProvider(TerraformStack.of(this), () => this.versionDemand());
  }

  /** The attributes that it renders, made with less work than `toTerraform`; undefined when it is overridden or moved. */
  public plainAttributes(): Attributes | undefined {
    if (this.isOverridden() || this.hasResourceMove()) {
      return undefined;
    }
    return { ...this.synthesizeAttributes(), lifecycle: { ignore_changes: this.lifecycle?.ignoreChanges } };
  }

  private isOverridden(): boolean {
    return Object.keys(this.rawOverrides as object).length > 0;
  }

  public override get terraformMetaArguments(): Record<string, unknown> {
    const meta = super.terraformMetaArguments as Record<string, unknown>;
    return this.unmanagedAttributes.length === 0 ? meta : { ...meta, lifecycle: this.mergedLifecycle(meta.lifecycle) };
  }

  public override toTerraform(): Fragment {
    const fragment = super.toTerraform() as Fragment;
    const { importId, migrateFrom } = this.organization;
    // What the user asked the resource for wins.
    if (importId !== undefined) {
      fragment.import ??= [{ to: addressOf(this), id: importId }];
    }
    if (migrateFrom !== undefined) {
      fragment.moved ??= [{ to: addressOf(this), from: migrateFrom }];
    }
    return fragment;
  }

  public override toHclTerraform(): Fragment {
    const stock = super.toHclTerraform() as Fragment;
    const { resource, ...blocks } = this.resolve(this.toTerraform());
    const attributes = attributesIn({ resource }, this);
    const stockAttributes = attributesIn(stock, this);
    return {
      resource: attributes && {
        [this.terraformResourceType]: { [this.friendlyUniqueId]: toHcl(attributes, stockAttributes ?? {}) },
      },
      import: blocks.import?.map(({ id, ...references }) => ({
        ...hclReferenceEach(references),
        id: hclAttribute(id),
      })),
      moved: blocks.moved?.map(hclReferenceEach),
    };
  }

  protected override synthesizeAttributes(): Attributes {
    return Object.assign(super.synthesizeAttributes(), this.newer);
  }

  /** The attributes that the stock L1 does not know; only a user's override can add to them, or take away. */
  private renderedAttributes(): Attributes {
    if (!this.isOverridden()) {
      return this.newer;
    }
    return attributesIn(super.toTerraform() as Fragment, this) ?? {};
  }

  private mergedLifecycle(lifecycle: unknown): Attributes {
    const { ignoreChanges = [], ...rest } = (lifecycle ?? {}) as TerraformResourceLifecycle;
    const ignored = ignoredAttributes(TerraformStack.of(this), this.unmanagedAttributes);
    const all = ignoreChanges === 'all' ? ignoreChanges : [...new Set([...ignoreChanges, ...ignored])];
    return { ...rest, ignoreChanges: all.length > 0 ? all : undefined };
  }

  private resolve(fragment: Fragment): Fragment {
    return Tokenization.resolve(fragment, {
      scope: this,
      resolver: new DefaultTokenResolver(new StringConcat()),
      preparing: false,
    }) as Fragment;
  }
}

function hclReferenceEach(references: Attributes): Attributes {
  return mapValues(references as Record<string, string>, hclReference);
}

/** Attributes that are not the provider's, and how they are written. */
const META: ReadonlyMap<string, (value: never) => unknown> = new Map<string, (value: never) => unknown>([
  ['//', (metadata: unknown) => metadata],
  ['depends_on', hclReferences],
  ['provider', hclReference],
  ['lifecycle', hclLifecycle],
]);

/** Blocks that CDKTF renders rightly: they are left to it. */
const STOCK = ['provisioner', 'connection', 'dynamic'];

function toHcl(attributes: Attributes, stock: Attributes): Attributes {
  const rendered = Object.entries(attributes).map(([name, value]) => {
    const render = META.get(name) ?? hclAttribute;
    return [name, STOCK.includes(name) ? stock[name] : render(value as never)];
  });
  return Object.fromEntries(rendered) as Attributes;
}

/** The parts of a rendered lifecycle that HCL writes in a way of its own. */
interface RenderedLifecycle {
  readonly ignore_changes?: string[] | string;
  readonly replace_triggered_by?: string[];
  readonly precondition?: Attributes[];
  readonly postcondition?: Attributes[];
}

/** The lifecycle block: references without quotes, conditions as blocks. */
function hclLifecycle(lifecycle: Attributes): Attributes {
  const {
    ignore_changes: ignored,
    replace_triggered_by: triggers,
    precondition: before,
    postcondition: after,
    ...flags
  } = lifecycle as RenderedLifecycle;
  return {
    value: {
      ...flags,
      ignore_changes: ignored && hclReferences(ignored),
      replace_triggered_by: triggers && hclReferences(triggers),
      precondition: before && hclBlocks(before),
      postcondition: after && hclBlocks(after),
    },
  };
}
