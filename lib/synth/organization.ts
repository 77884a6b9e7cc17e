import type { TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import { requirementsOf } from '../provider/attributes';
import { addressOf, isOrganizationResource } from '../provider/fragments';
import type { OrganizationResource } from '../provider/organization-resource';
import type { VersionFit, VersionNeeds } from '../provider/provider-version';
import { renderedAttributes, renderedSettings } from '../provider/rendered-settings';
import type { OrganizationView } from '../rules/rule';
import type { DeclaredSettings } from '../settings/declared-settings';
import type { RenderedSettings } from '../settings/provenance';
import { isUnresolved } from '../values/unresolved';

/** A `ZeroTrustOrganization`, as far as its evaluation needs it. */
export interface DeclaredConstruct extends IConstruct {
  readonly resource: TerraformResource;
  /** @internal */
  readonly _declared: DeclaredSettings;
}

/** The most duplicates that a message names. */
const MAX_DUPLICATES = 3;

/** The members of a resource of this library that concern the provider version. */
type VersionedResource = Pick<OrganizationResource, 'versionFit' | 'versionNeeds'>;

/** An organization in the construct tree at one point in synthesis. */
class Organization implements OrganizationView {
  public readonly path: string;
  public readonly declared?: DeclaredSettings;
  private renderedOnce?: { readonly settings: RenderedSettings | undefined };

  /**
   * @param construct the construct, or the resource if it is a bare one
   * @param resource the resource that it renders
   * @param accounts the constructs of the app by account id
   */
  public constructor(
    public readonly construct: IConstruct,
    public readonly resource: TerraformResource,
    private readonly accounts: Accounts,
  ) {
    this.path = construct.node.path;
    this.declared = construct === resource ? undefined : (construct as DeclaredConstruct)._declared;
  }

  public get address(): string {
    return addressOf(this.resource);
  }

  public get rendered(): RenderedSettings | undefined {
    this.renderedOnce ??= { settings: renderedSettings(this.resource) };
    return this.renderedOnce.settings;
  }

  public get duplicates(): readonly string[] {
    const constructs = this.accounts.get(this.declared?.merged.accountId ?? '') ?? [];
    const others = constructs.slice(0, MAX_DUPLICATES + 1).filter((other) => other !== this.construct);
    return others.slice(0, MAX_DUPLICATES).map((other) => other.node.path);
  }

  public get versionFit(): VersionFit {
    return this.own.versionFit?.() ?? { unmet: [], unprotected: [] };
  }

  /** The provider versions that the organization requires. */
  public get versionNeeds(): VersionNeeds {
    const needs = this.own.versionNeeds?.();
    return needs ?? { requirements: requirementsOf(renderedAttributes(this.resource) ?? {}), ignorable: [] };
  }

  private get own(): Partial<VersionedResource> {
    return this.resource as Partial<VersionedResource>;
  }
}

export type { Organization };

/** The organizations at and below a scope. */
export function organizationsIn(scope: IConstruct, accounts: Accounts): Organization[] {
  return scope.node
    .findAll()
    .filter(isOrganizationResource)
    .map((resource) => {
      const parent = resource.node.scope as Partial<DeclaredConstruct> | undefined;
      const isOwn = parent?._declared !== undefined && parent.resource === resource;
      return new Organization(isOwn ? (parent as DeclaredConstruct) : resource, resource, accounts);
    });
}

/** The constructs of an app by their account id, without ids that are unresolved. */
export type Accounts = Map<string, IConstruct[]>;

/** Adds a construct to those with its account id. */
export function addAccount(accounts: Accounts, construct: DeclaredConstruct): void {
  const { accountId } = construct._declared.merged;
  if (accountId !== undefined && !isUnresolved(accountId)) {
    accounts.set(accountId, accounts.get(accountId) ?? []);
    accounts.get(accountId)?.push(construct);
  }
}
