import type { TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { LiveCheck } from '../organization-props';
import { requirementsOf } from '../provider/attributes';
import { addressOf } from '../provider/fragments';
import type { OrganizationResource } from '../provider/organization-resource';
import type { VersionFit, VersionNeeds } from '../provider/provider-version';
import { renderedAttributes, renderedSettings } from '../provider/rendered-settings';
import type { EvaluatedOrganization } from '../rules/rule';
import type { DeclaredSettings } from '../settings/declared-settings';
import type { RenderedSettings } from '../settings/provenance';
import type { Identities } from './identities';

/** A `ZeroTrustOrganization`, as far as its evaluation needs it. */
export interface DeclaredConstruct extends IConstruct {
  readonly resource: TerraformResource;
  /** @internal */
  readonly _declared: DeclaredSettings;
}

/** The members of a resource of this library that evaluations read. */
type OwnResource = Pick<OrganizationResource, 'liveChecks' | 'versionFit' | 'versionNeeds'>;

/** An organization in the construct tree at one point in synthesis. */
class Organization implements EvaluatedOrganization {
  public readonly declared?: DeclaredSettings;
  private renderedOnce?: { readonly settings: RenderedSettings | undefined };

  /**
   * @param construct the construct, or the resource if it is a bare one
   * @param resource the resource that it renders
   * @param identities the identities of all organizations of the app
   */
  public constructor(
    public readonly construct: IConstruct,
    public readonly resource: TerraformResource,
    private readonly identities: Identities,
  ) {
    this.declared = (construct as Partial<DeclaredConstruct>)._declared;
  }

  public get path(): string {
    return this.construct.node.path;
  }

  public get address(): string {
    return addressOf(this.resource);
  }

  public get rendered(): RenderedSettings | undefined {
    this.renderedOnce ??= { settings: renderedSettings(this.resource) };
    return this.renderedOnce.settings;
  }

  public get sameAccount(): readonly string[] {
    return this.identities.sameAccount(this.resource).map(pathOf);
  }

  public get sameDomain(): readonly string[] {
    return this.identities.sameDomain(this.resource).map(pathOf);
  }

  public get sameAddress(): readonly string[] {
    return this.identities.sameAddress(this.resource).map(pathOf);
  }

  /** Only rules read it, and there are none for bare resources, which do not have it. */
  public get versionFit(): VersionFit {
    return (this.resource as unknown as OwnResource).versionFit();
  }

  /** A bare resource, or one of an older copy of this package, has none. */
  public get liveChecks(): readonly LiveCheck[] {
    return (this.resource as Partial<OwnResource>).liveChecks?.() ?? [];
  }

  /** The provider versions that the organization requires. */
  public get versionNeeds(): VersionNeeds {
    const needs = (this.resource as Partial<OwnResource>).versionNeeds?.();
    return needs ?? { requirements: requirementsOf(renderedAttributes(this.resource) ?? {}), ignorable: [] };
  }
}

export type { Organization };

/** The organizations of a stack. */
export function organizationsIn(stack: TerraformStack, identities: Identities): Organization[] {
  return identities.resourcesOf(stack).map((resource) => new Organization(constructOf(resource), resource, identities));
}

/** The construct of this library that renders a resource, or else the resource itself. */
function constructOf(resource: TerraformResource): IConstruct {
  const parent = resource.node.scope as Partial<DeclaredConstruct> | undefined;
  const isOwn = parent?._declared !== undefined && parent.resource === resource;
  return isOwn ? (parent as DeclaredConstruct) : resource;
}

function pathOf(resource: TerraformResource): string {
  return constructOf(resource).node.path;
}
