import {
  ZeroTrustOrganization as StockOrganization,
  type ZeroTrustOrganizationConfig,
} from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { type TerraformResourceLifecycle, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { LiveCheck, OrganizationSetting } from '../organization-props';
import type { DeclaredSettings } from '../settings/declared-settings';
import { stateOf } from '../values/state';
import { isStruct, mapValues } from '../values/structs';
import { resolveTokens } from '../values/unresolved';
import { importDecision, isImported } from './adoption';
import {
  type IgnorableAttribute,
  ignorableAttributes,
  renderSettings,
  requirementsOf,
  type VersionRequirement,
} from './attributes';
import { type Attributes, addressOf, attributesIn, type Fragment } from './fragments';
import { hclAttribute, hclLocal, hclReference, hclResource } from './hcl';
import { LiveChecks } from './live-checks';
import { applyOverrides, hasOwnOverrides, isOverridden } from './overrides';
import {
  decideProviderVersion,
  ignoredAttributes,
  type VersionFit,
  type VersionNeeds,
  versionFit,
} from './provider-version';

const FIRST = Symbol('first organization');

/** The environment variable with which CDK Terrain records no stack traces. */
const STACKS_DISABLED = 'CDKTN_DISABLE_CREATION_STACK';

/** The first provider version that can import an organization. */
const IMPORT_SINCE = '5.8.0';
/** The first provider version that can move the state of a provider v4 resource. */
const MOVE_SINCE = '5.19.0';

/**
 * The stock L1 with the attributes that its bindings do not have yet, rendered so that HCL and JSON are equivalent.
 */
export class OrganizationResource extends StockOrganization {
  /**
   * Creates a resource without the stack traces that CDK Terrain records for each of its structs: they all lead here, and
   * take a fifth of the time of a synthesis.
   */
  public static create(scope: Construct, id: string, organization: DeclaredSettings): OrganizationResource {
    const setByUser = process.env[STACKS_DISABLED];
    process.env[STACKS_DISABLED] = setByUser ?? 'true';
    try {
      return new OrganizationResource(scope, id, organization);
    } finally {
      if (setByUser === undefined) {
        Reflect.deleteProperty(process.env, STACKS_DISABLED);
      }
    }
  }

  public readonly unmanaged: readonly OrganizationSetting[];
  private readonly newer: Attributes;
  private readonly ignorable: readonly IgnorableAttribute[];
  private readonly live?: LiveChecks;
  /** The first organization of a stack decides the provider version when it is rendered, also without validation. */
  private readonly decidesVersion: boolean;

  private constructor(
    scope: Construct,
    id: string,
    private readonly organization: DeclaredSettings,
  ) {
    const { provider, dependsOn, unmanaged = [], lifecycle: given } = organization.merged;
    const { config, newer } = renderSettings(organization.effective);
    const preventDestroy = organization.merged.preventDestroy ?? given?.preventDestroy ?? true;
    const lifecycle = { ...given, preventDestroy };
    super(scope, id, { ...(config as ZeroTrustOrganizationConfig), provider, dependsOn, lifecycle });
    this.newer = newer;
    this.unmanaged = unmanaged;
    this.ignorable = unmanaged.length === 0 ? [] : ignorableAttributes(unmanaged);
    this.live = LiveChecks.of(scope, this, organization.merged);
    this.decidesVersion = stateOf(TerraformStack.of(this), FIRST, () => this) === this;
  }

  /** The checks that the engine runs when it makes the plan. */
  public liveChecks(): readonly LiveCheck[] {
    return this.live?.intact(() => this.toTerraform()) ?? [];
  }

  /** The provider versions that the rendered resource requires. */
  public versionNeeds(): VersionNeeds {
    const requirements = [...this.settingRequirements(), ...(this.live?.requirements ?? [])];
    if (isImported(this, this.organization.merged)) {
      requirements.push({ prop: 'importExisting', since: IMPORT_SINCE });
    }
    if (this.organization.merged.migrateFrom !== undefined) {
      requirements.push({ prop: 'migrateFrom', since: MOVE_SINCE });
    }
    return { requirements, ignorable: this.ignorable };
  }

  /** Compares the required versions with the provider version of the stack. */
  public versionFit(): VersionFit {
    return versionFit(TerraformStack.of(this), () => this.versionNeeds());
  }

  /**
   * The attributes with the overrides of the resource and without those of its stack; undefined if it was moved away.
   * Without overrides they are rendered with less work than by `toTerraform`.
   */
  public ownAttributes(): Attributes | undefined {
    if (hasOwnOverrides(this) || this.hasResourceMove()) {
      return attributesIn(super.toTerraform() as Fragment, this);
    }
    const lifecycle = this.ignorable.length === 0 ? this.lifecycle : this.mergedLifecycle(this.lifecycle);
    return { ...this.synthesizeAttributes(), lifecycle: { ignore_changes: lifecycle?.ignoreChanges } };
  }

  public override get terraformMetaArguments(): Record<string, unknown> {
    const meta = present(super.terraformMetaArguments);
    return this.ignorable.length === 0 ? meta : { ...meta, lifecycle: this.mergedLifecycle(meta.lifecycle) };
  }

  protected override get constructNodeMetadata(): Attributes {
    const { metadata } = super.constructNodeMetadata as { readonly metadata: Attributes };
    return { metadata: present(metadata) };
  }

  public override toMetadata(): Attributes {
    return present(super.toMetadata() as Attributes);
  }

  public override toTerraform(): Fragment {
    if (this.decidesVersion) {
      decideProviderVersion(TerraformStack.of(this));
    }
    const fragment: Fragment = present(super.toTerraform() as Attributes);
    const { migrateFrom } = this.organization.merged;
    const { id } = importDecision(this, this.organization.merged);
    // `importFrom` and `moveTo`, called by the user, take precedence.
    if (id !== undefined) {
      fragment.import ??= [{ to: addressOf(this), id }];
    }
    if (attributesIn(fragment, this) === undefined) {
      delete fragment.import; // the engine rejects one for a resource that was moved away
    }
    if (migrateFrom !== undefined) {
      fragment.moved ??= [{ to: addressOf(this), from: migrateFrom }];
    }
    this.live?.addTo(fragment);
    return fragment;
  }

  /** The same as `toTerraform`, with the overrides of the stack, which CDKTF drops when it writes HCL. */
  public override toHclTerraform(): Fragment {
    const fragment = resolveTokens(TerraformStack.of(this), this.toTerraform()) as Fragment;
    const rendered = attributesIn(fragment, this);
    const attributes = rendered && applyOverrides(this, rendered).attributes;
    return {
      resource: attributes && {
        [this.terraformResourceType]: { [this.friendlyUniqueId]: hclResource(attributes) },
      },
      import: fragment.import?.map(({ id, ...references }) => ({ ...hclReferences(references), id: hclAttribute(id) })),
      moved: fragment.moved?.map(hclReferences),
      locals: fragment.locals && mapValues(fragment.locals as Attributes, hclLocal),
    };
  }

  protected override synthesizeAttributes(): Attributes {
    // CDKTF merges overrides of single elements into the lists themselves.
    return Object.assign(
      present(super.synthesizeAttributes()),
      hasOwnOverrides(this) ? deepCopyOf(this.newer) : this.newer,
    );
  }

  /** The requirements of the attributes that are rendered. */
  private settingRequirements(): readonly VersionRequirement[] {
    if (!isOverridden(this)) {
      return requirementsOf(this.synthesizeAttributes());
    }
    const rendered = this.ownAttributes();
    return requirementsOf((rendered && applyOverrides(this, rendered).attributes) ?? {});
  }

  private mergedLifecycle(lifecycle: unknown): Attributes {
    const { ignoreChanges = [], ...rest } = (lifecycle ?? {}) as TerraformResourceLifecycle;
    const ignored = ignoredAttributes(TerraformStack.of(this), this.ignorable);
    const all = ignoreChanges === 'all' ? ignoreChanges : [...new Set([...ignoreChanges, ...ignored])];
    return { ...rest, ignoreChanges: all.length > 0 ? all : undefined };
  }
}

/** The fields that have a value: CDKTF would convert and resolve the names of the others, too, which is slow. */
function present(fields: Attributes): Attributes {
  const withValue: Attributes = {};
  for (const name of Object.keys(fields)) {
    if (fields[name] !== undefined) {
      withValue[name] = fields[name];
    }
  }
  return withValue;
}

function hclReferences(references: Attributes): Attributes {
  return mapValues(references as Record<string, string>, hclReference);
}

/** A copy of a value's structs and lists. */
function deepCopyOf<T>(value: T): T {
  const copy: unknown = Array.isArray(value)
    ? value.map(deepCopyOf)
    : isStruct(value)
      ? mapValues(value, deepCopyOf)
      : value;
  return copy as T;
}
