import { DataCloudflareZeroTrustOrganization } from '@cdktf/provider-cloudflare/lib/data-cloudflare-zero-trust-organization';
import type { ZeroTrustOrganization as OrganizationL1 } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { Aspects } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { effectiveSettings } from './defaults';
import type { Inspected } from './inspected';
import { inspectAtSynth } from './inspection';
import { underBlueprint } from './layers';
import type { ZeroTrustOrganizationProps } from './organization-props';
import { provenanceOf, type SettingProvenance } from './provenance';
import { OrganizationResource } from './provider/organization-resource';
import { renderedSettings } from './provider/rendered-settings';
import { refuse } from './refuse';
import { shapeProblems } from './rules/shape';
import { isUnknown } from './unknown';

const SYMBOL = Symbol.for('cdktf-cloudflare-zero-trust/ZeroTrustOrganization');

/**
 * A Cloudflare Zero Trust organization: one that this app manages, or one that it only reads.
 */
export interface IZeroTrustOrganization extends IConstruct {
  /** The organization's name. */
  readonly organizationName: string;
  /** The login domain, such as `widget-corp.cloudflareaccess.com`. */
  readonly authDomain: string;
  /** The address people log in at, which shows their applications: `https://<auth domain>`. */
  readonly loginUrl: string;
  /** The redirect URI that an identity provider wants to know: `https://<auth domain>/cdn-cgi/access/callback`. */
  readonly idpCallbackUrl: string;
  /** The issuer (`iss`) of the JWTs that applications get: `https://<auth domain>`. */
  readonly issuer: string;
  /** Where the public keys are that verify these JWTs: `https://<auth domain>/cdn-cgi/access/certs`. */
  readonly certsUrl: string;
}

/** What the resource and the data source both tell. */
interface OrganizationAttributes {
  readonly name: string;
  readonly authDomain: string;
}

/**
 * The members that follow from the name and the login domain.
 *
 * They are getters because a reference fixes the resource's logical id, which can be overridden until then.
 */
abstract class OrganizationBase extends Construct implements IZeroTrustOrganization {
  /** @internal */
  protected abstract readonly _attributes: OrganizationAttributes;

  /** The organization's name, as a reference. */
  public get organizationName(): string {
    return this._attributes.name;
  }

  /** The login domain, such as `widget-corp.cloudflareaccess.com`, as a reference. */
  public get authDomain(): string {
    return this._attributes.authDomain;
  }

  /** The address people log in at, which shows their applications: `https://<auth domain>`. */
  public get loginUrl(): string {
    return `https://${this.authDomain}`;
  }

  /** The redirect URI that an identity provider wants to know: `https://<auth domain>/cdn-cgi/access/callback`. */
  public get idpCallbackUrl(): string {
    return `https://${this.authDomain}/cdn-cgi/access/callback`;
  }

  /** The issuer (`iss`) of the JWTs that applications get: `https://<auth domain>`. */
  public get issuer(): string {
    return `https://${this.authDomain}`;
  }

  /** Where the public keys are that verify these JWTs: `https://<auth domain>/cdn-cgi/access/certs`. */
  public get certsUrl(): string {
    return `https://${this.authDomain}/cdn-cgi/access/certs`;
  }
}

/**
 * The settings of a Cloudflare Zero Trust organization, managed by this app.
 *
 * Renders one `cloudflare_zero_trust_organization` resource. Every problem is found when the app is synthesized;
 * values of a wrong type are refused at once.
 */
export class ZeroTrustOrganization extends OrganizationBase {
  /**
   * Whether something is a `ZeroTrustOrganization`, also one of another copy of this package.
   *
   * @param x anything
   */
  public static isZeroTrustOrganization(x: unknown): x is ZeroTrustOrganization {
    return typeof x === 'object' && x !== null && SYMBOL in x;
  }

  /**
   * An organization that is managed elsewhere: read through the data source, never changed.
   *
   * @param scope where it belongs
   * @param id its id in the scope
   * @param accountId the account whose organization it is: 32 lower-case hex digits
   */
  public static fromAccountId(scope: Construct, id: string, accountId: string): IZeroTrustOrganization {
    return new ImportedOrganization(scope, id, accountId);
  }

  /**
   * The underlying resource: the escape hatch (`resource.addOverride`, `resource.overrideLogicalId`).
   */
  public readonly resource: OrganizationL1;

  /** @internal */
  public readonly _inspected: Inspected;
  /** @internal */
  protected readonly _attributes: OrganizationAttributes;

  /**
   * @param scope where it belongs: a stack, or anything below one
   * @param id its id in the scope; at the top of a stack it is the resource's name too
   * @param props the settings
   */
  public constructor(scope: Construct, id: string, props: ZeroTrustOrganizationProps) {
    super(scope, id);
    Object.defineProperty(this, SYMBOL, { value: true });
    refuse(`'${this.node.path}'`, shapeProblems('organization', props, isUnknown));

    const given = underBlueprint(props);
    const effective = effectiveSettings(given);
    const resource = new OrganizationResource(this, 'Default', {
      settings: effective,
      unmanaged: given.unmanaged ?? [],
      importId: importsExisting(props) ? props.accountId : undefined,
      migrateFrom: props.migrateFrom,
      preventDestroy: props.preventDestroy ?? props.lifecycle?.preventDestroy ?? true,
      provider: props.provider,
      dependsOn: props.dependsOn,
      lifecycle: props.lifecycle,
    });
    this.resource = resource;
    this._attributes = resource;
    this._inspected = { construct: this, own: props, given, effective, resource };

    if (props.blueprint?.guardrails !== undefined) {
      Aspects.of(this).add(props.blueprint.guardrails);
    }
    inspectAtSynth(this._inspected);
  }

  /**
   * Every value that is sent, and every setting that is left to the dashboard, with where it comes from: the library,
   * a blueprint, or this organization's own props and overrides.
   */
  public get provenance(): SettingProvenance[] {
    const rendered = renderedSettings(this.resource);
    return rendered === undefined ? [] : provenanceOf(this._inspected, rendered);
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

/** By default an organization is imported where that is possible at the first plan. */
function importsExisting({ importExisting, accountId, migrateFrom }: ZeroTrustOrganizationProps): boolean {
  return importExisting ?? (accountId !== undefined && !isUnknown(accountId) && migrateFrom === undefined);
}
