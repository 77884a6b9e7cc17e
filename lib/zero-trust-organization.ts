import { DataCloudflareZeroTrustOrganization } from '@cdktf/provider-cloudflare/lib/data-cloudflare-zero-trust-organization';
import type { ZeroTrustOrganization as OrganizationL1 } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { Construct, type IConstruct } from 'constructs';
import type { SettingProvenance, ZeroTrustOrganizationProps } from './organization-props';
import { OrganizationResource } from './provider/organization-resource';
import { renderedSettings } from './provider/rendered-settings';
import { type DeclaredSettings, declaredSettings } from './settings/declared-settings';
import { ORGANIZATION_SHAPE } from './settings/organization-shapes';
import { provenanceOf } from './settings/provenance';
import { evaluateAtSynthesis } from './synth/stack-evaluation';
import { checkAccountId } from './values/cloudflare-ids';
import { recordCreation } from './values/creation';
import { throwProblems } from './values/messages';
import { checkProps, copyOf } from './values/shapes';

const SYMBOL = Symbol.for('cloudflare-zero-trust/ZeroTrustOrganization');

/**
 * A Cloudflare Zero Trust organization, managed by this app or read by it.
 */
export interface IZeroTrustOrganization extends IConstruct {
  /** The name of the organization. */
  readonly organizationName: string;
  /** The login domain, for example `widget-corp.cloudflareaccess.com`. */
  readonly authDomain: string;
  /** The URL of the login page and the App Launcher: `https://<auth domain>`. */
  readonly loginUrl: string;
  /** The redirect URI for identity providers: `https://<auth domain>/cdn-cgi/access/callback`. */
  readonly idpCallbackUrl: string;
  /** The issuer (`iss`) of the JWTs for applications: `https://<auth domain>`. */
  readonly issuer: string;
  /** The URL of the public keys that verify these JWTs: `https://<auth domain>/cdn-cgi/access/certs`. */
  readonly certsUrl: string;
}

/** The attributes that the resource and the data source share. */
type OrganizationAttributes = Pick<OrganizationL1, 'authDomain' | 'name'>;

/**
 * The members derived from the name and the login domain.
 *
 * They are getters because a reference fixes the logical id of the resource, which can be overridden until then.
 */
abstract class OrganizationBase extends Construct implements IZeroTrustOrganization {
  /** @internal */
  protected abstract readonly _attributes: OrganizationAttributes;

  /** The name of the organization, as a reference. */
  public get organizationName(): string {
    return this._attributes.name;
  }

  /** The login domain, for example `widget-corp.cloudflareaccess.com`, as a reference. */
  public get authDomain(): string {
    return this._attributes.authDomain;
  }

  /** The URL of the login page and the App Launcher: `https://<auth domain>`. */
  public get loginUrl(): string {
    return `https://${this.authDomain}`;
  }

  /** The redirect URI for identity providers: `https://<auth domain>/cdn-cgi/access/callback`. */
  public get idpCallbackUrl(): string {
    return `https://${this.authDomain}/cdn-cgi/access/callback`;
  }

  /** The issuer (`iss`) of the JWTs for applications: `https://<auth domain>`. */
  public get issuer(): string {
    return `https://${this.authDomain}`;
  }

  /** The URL of the public keys that verify these JWTs: `https://<auth domain>/cdn-cgi/access/certs`. */
  public get certsUrl(): string {
    return `https://${this.authDomain}/cdn-cgi/access/certs`;
  }
}

/**
 * A Cloudflare Zero Trust organization.
 *
 * Renders one `cloudflare_zero_trust_organization` resource. The constructor checks the names and types of props; all
 * other problems are reported at synthesis.
 */
export class ZeroTrustOrganization extends OrganizationBase {
  /**
   * Whether a value is a `ZeroTrustOrganization`, including one of another copy of this package.
   *
   * @param x any value
   */
  public static isZeroTrustOrganization(x: unknown): x is ZeroTrustOrganization {
    return typeof x === 'object' && x !== null && SYMBOL in x;
  }

  /**
   * Reads an organization that is managed elsewhere, through the data source.
   *
   * @param scope the parent construct
   * @param id the id in the scope
   * @param accountId the id of the account: 32 lowercase hex digits
   */
  public static fromAccountId(scope: Construct, id: string, accountId: string): IZeroTrustOrganization {
    checkAccountId(accountId);
    return new ImportedOrganization(scope, id, accountId);
  }

  /**
   * The underlying resource: the escape hatch (`resource.addOverride`, `resource.overrideLogicalId`).
   */
  public readonly resource: OrganizationL1;

  /** @internal */
  public readonly _declared: DeclaredSettings;
  /** @internal */
  protected readonly _attributes: OrganizationAttributes;

  /**
   * Throws if a prop is unknown or has the wrong type.
   *
   * @param scope the parent construct: a stack, or a scope in a stack
   * @param id the id in the scope; directly in a stack, it is also the name of the resource
   * @param props identity, settings and management of the organization
   */
  public constructor(scope: Construct, id: string, props: ZeroTrustOrganizationProps) {
    super(scope, id);
    const own = copyOf(ORGANIZATION_SHAPE, props);
    Object.defineProperty(this, SYMBOL, { value: true });
    throwProblems(`'${this.node.path}'`, checkProps('ZeroTrustOrganization', ORGANIZATION_SHAPE, own));

    recordCreation(this);
    this._declared = declaredSettings(own);
    const resource = OrganizationResource.create(this, 'Default', this._declared);
    this.resource = resource;
    this._attributes = resource;

    for (const guardrails of own.blueprint?._guardrails ?? []) {
      guardrails.applyTo(this);
    }
    evaluateAtSynthesis(this);
  }

  /**
   * All values that are sent and all unmanaged settings, with the source of each: the library's defaults, a blueprint,
   * or the organization's own props and overrides.
   */
  public get provenance(): SettingProvenance[] {
    const rendered = renderedSettings(this.resource);
    return rendered === undefined ? [] : provenanceOf(rendered, this._declared);
  }
}

/** An organization that is only read. */
class ImportedOrganization extends OrganizationBase {
  protected readonly _attributes: OrganizationAttributes;

  public constructor(scope: Construct, id: string, accountId: string) {
    super(scope, id);
    this._attributes = new DataCloudflareZeroTrustOrganization(this, 'Default', { accountId });
  }
}
