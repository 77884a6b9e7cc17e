import type { Construct } from 'constructs';
import type { OrganizationGuardrails } from './guardrails/organization-guardrails';
import { mergeSettings, says, settingsOf } from './layers';
import type { OrganizationSetting, OrganizationSettings, ZeroTrustOrganizationProps } from './organization-props';
import { refuse } from './refuse';
import { nameProblems, shapeProblems } from './rules/shape';
import { show } from './rules/text';
import { isUnknown } from './unknown';
import { ZeroTrustOrganization } from './zero-trust-organization';

/**
 * What a blueprint says about every organization that is made with it.
 */
export interface OrganizationBlueprintProps {
  /** Its name, as messages and the report show it: free text, not blank. */
  readonly name: string;
  /**
   * The settings of its organizations. They are held against the rules with each organization.
   *
   * @default - none: the library's defaults
   */
  readonly settings?: OrganizationSettings;
  /**
   * Settings that its organizations cannot set, nor leave to the dashboard: giving one is an error that names the
   * blueprint (`blueprint-fixed`). One that the blueprint does not set is fixed at the library's default.
   *
   * @default - what the blueprint fixed that this one extends; otherwise none
   */
  readonly fixed?: OrganizationSetting[];
  /**
   * The guardrails that judge each organization made with it.
   *
   * @default - those of the blueprint that this one extends; otherwise none
   */
  readonly guardrails?: OrganizationGuardrails;
  /**
   * The blueprint that this one begins with; `base.extend(props)` gives it for you.
   *
   * @default - none: the library's defaults
   */
  readonly base?: OrganizationBlueprint;
}

/**
 * A named set of settings for many organizations: what a platform team says once, and other teams fill in.
 *
 * An organization's own settings stand above those of its blueprint. They are merged by setting and, inside structs,
 * by field; lists replace. A setting that one of them leaves to the dashboard (`unmanaged`) replaces the other's
 * value, and the other way round.
 */
export class OrganizationBlueprint {
  /** Its name, as messages and the report show it. */
  public readonly name: string;
  /** The guardrails that judge each organization made with it. */
  public readonly guardrails?: OrganizationGuardrails;

  /**
   * What its organizations begin with.
   *
   * @internal
   */
  public readonly _settings: OrganizationSettings;
  private readonly own: OrganizationSettings;
  private readonly fixed?: readonly string[];
  private readonly base?: OrganizationBlueprint;

  /**
   * Throws when a prop has the wrong type, and when the name is blank.
   *
   * @param props what it says
   */
  public constructor(props: OrganizationBlueprintProps) {
    refuse('the blueprint', [...shapeProblems('blueprint', props, isUnknown), ...nameProblems(props)]);
    this.name = props.name;
    this.base = props.base;
    this.own = settingsOf(props.settings ?? {});
    this._settings = mergeSettings(this.base?._settings ?? {}, this.own);
    this.fixed = props.fixed;
    this.guardrails = props.guardrails ?? this.base?.guardrails;
  }

  /**
   * An organization with the settings of this blueprint under its own: the same as `new ZeroTrustOrganization` with
   * this blueprint in its props.
   *
   * Throws when the props name another blueprint.
   *
   * @param scope where it belongs: a stack, or anything below one
   * @param id its id in the scope
   * @param props which organization it is, and its own settings
   */
  public organization(scope: Construct, id: string, props: ZeroTrustOrganizationProps): ZeroTrustOrganization {
    if (props.blueprint !== undefined && props.blueprint !== this) {
      throw new Error(
        `blueprint: received ${show(props.blueprint.name)} for an organization of the blueprint ${show(this.name)}; allowed: one blueprint: leave it out`,
      );
    }
    return new ZeroTrustOrganization(scope, id, { ...props, blueprint: this });
  }

  /**
   * A blueprint of its own that begins with this one: stricter, or looser. Its settings stand above these; `fixed` and
   * `guardrails`, when given, replace these. What is fixed here binds organizations, not blueprints.
   *
   * @param props what it says otherwise
   */
  public extend(props: OrganizationBlueprintProps): OrganizationBlueprint {
    return new OrganizationBlueprint({ ...props, base: this });
  }

  /**
   * The name of the blueprint, this one or one below it, that fixed a setting.
   *
   * @internal
   */
  public _fixedBy(setting: string): string | undefined {
    if (this.fixed === undefined) {
      return this.base?._fixedBy(setting);
    }
    return this.fixed.includes(setting) ? this.name : undefined;
  }

  /**
   * The name of the blueprint, this one or one below it, that gave a value, or left a setting to the dashboard.
   *
   * @internal
   */
  public _saidBy(prop: string): string | undefined {
    return says(this.own, prop) ? this.name : this.base?._saidBy(prop);
  }
}
