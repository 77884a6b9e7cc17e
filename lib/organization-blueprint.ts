import type { Construct } from 'constructs';
import type { OrganizationGuardrails } from './organization-guardrails';
import type {
  IOrganizationBlueprint,
  OrganizationSetting,
  OrganizationSettings,
  ZeroTrustOrganizationProps,
} from './organization-props';
import { declares, LIVE_CHECKS_PROP, mergeSettings, settingsIn } from './settings/declared-settings';
import { BLUEPRINT, ORGANIZATION_SHAPE, SETTING_NAMES, SETTINGS_SHAPE } from './settings/organization-shapes';
import { show, throwProblems, userError } from './values/messages';
import {
  BOOLEAN,
  checkName,
  checkProps,
  copyOf,
  instanceOf,
  isOfShape,
  literal,
  type Shape,
  STRING,
  structOf,
} from './values/shapes';
import { isStruct } from './values/structs';
import { ZeroTrustOrganization } from './zero-trust-organization';

/**
 * Props of `OrganizationBlueprint`.
 */
export interface OrganizationBlueprintProps {
  /** The name shown in messages and in the report. Free text, not blank. */
  readonly name: string;
  /**
   * The settings of its organizations. The rules check them with each organization.
   *
   * @default - none: the library's defaults
   */
  readonly settings?: OrganizationSettings;
  /**
   * Settings that its organizations can neither set nor make unmanaged, in addition to those that are fixed by the
   * blueprint it extends. Doing so is an error that names the blueprint (`blueprint-fixed`). A setting that the blueprint
   * does not set is fixed to the library's default.
   *
   * @default []
   */
  readonly fixed?: OrganizationSetting[];
  /**
   * Whether its organizations can change neither `liveChecks` nor `liveCheckOptions.onUnreadable`. Doing so is an error
   * that names the blueprint (`blueprint-fixed`). The other options are exceptions of single organizations.
   *
   * @default - that of the blueprint it extends, or `false`; a blueprint cannot loosen it
   */
  readonly fixedLiveChecks?: boolean;
  /**
   * The guardrails for its organizations, in addition to those of the blueprint it extends.
   *
   * @default - no additional guardrails
   */
  readonly guardrails?: OrganizationGuardrails;
  /**
   * The blueprint that this one extends. Same as `base.extend(props)`.
   *
   * @default - none: the library's defaults
   */
  readonly base?: OrganizationBlueprint;
}

const SHAPE: Shape = structOf<OrganizationBlueprintProps>({
  name: literal(STRING),
  settings: SETTINGS_SHAPE as Shape<OrganizationSettings>,
  fixed: SETTING_NAMES,
  fixedLiveChecks: literal(BOOLEAN),
  guardrails: instanceOf<OrganizationGuardrails>('OrganizationGuardrails', ['applyTo', '_limits']),
  base: BLUEPRINT as Shape<OrganizationBlueprint>,
});

/**
 * A named set of settings that many organizations share.
 *
 * An organization's own settings override the blueprint's. Settings are merged one by one, structs field by field, and
 * lists replace. A value replaces an unmanaged setting, and an unmanaged setting replaces a value.
 */
export class OrganizationBlueprint implements IOrganizationBlueprint {
  /** The name shown in messages and in the report. */
  public readonly name: string;

  /**
   * The settings, including those of the blueprint it extends.
   *
   * @internal
   */
  public readonly _settings: OrganizationSettings;
  /**
   * The guardrails, including those of the blueprint it extends.
   *
   * @internal
   */
  public readonly _guardrails: readonly OrganizationGuardrails[];
  private readonly own: OrganizationSettings;
  private readonly fixed: readonly string[];
  private readonly base?: OrganizationBlueprint;

  /**
   * Throws if a prop is unknown or has the wrong type, or the name is blank.
   *
   * @param props settings, fixed settings and guardrails
   */
  public constructor(props: OrganizationBlueprintProps) {
    const given = copyOf(SHAPE, props);
    throwProblems('OrganizationBlueprint', [...checkProps('OrganizationBlueprint', SHAPE, given), ...checkName(given)]);
    const { name, base, settings = {}, fixed = [], fixedLiveChecks = false, guardrails } = given;
    this.name = name;
    this.base = base;
    this.own = settingsIn(settings);
    this._settings = mergeSettings(base?._settings ?? {}, this.own);
    this.fixed = fixedLiveChecks ? [...fixed, LIVE_CHECKS_PROP] : fixed;
    this._guardrails = [...(base?._guardrails ?? []), ...(guardrails === undefined ? [] : [guardrails])];
  }

  /**
   * Creates an organization with the settings of this blueprint. Same as `new ZeroTrustOrganization` with this blueprint
   * in its props.
   *
   * Throws if the props name another blueprint.
   *
   * @param scope the parent construct: a stack, or a scope in a stack
   * @param id the id in the scope
   * @param props identity of the organization, and its own settings
   */
  public organization(scope: Construct, id: string, props: ZeroTrustOrganizationProps): ZeroTrustOrganization {
    const given = copyOf(ORGANIZATION_SHAPE, props);
    if (!isStruct(given)) {
      return new ZeroTrustOrganization(scope, id, given); // which reports this
    }
    const { blueprint = this } = given;
    if (blueprint !== this && isOfShape(BLUEPRINT, blueprint)) {
      throw userError(
        `blueprint ${show(blueprint.name)} contradicts blueprint ${show(this.name)}, which creates the organization. Remove the prop blueprint.`,
      );
    }
    return new ZeroTrustOrganization(scope, id, { ...given, blueprint });
  }

  /**
   * Creates a blueprint that extends this one. Its settings override these; `fixed` and `guardrails` add to these. Fixed
   * settings bind organizations, not blueprints.
   *
   * Throws if the props name another base.
   *
   * @param props the differences
   */
  public extend(props: OrganizationBlueprintProps): OrganizationBlueprint {
    const given = copyOf(SHAPE, props);
    if (!isStruct(given)) {
      return new OrganizationBlueprint(given); // which reports this
    }
    const { base = this } = given;
    if (base !== this && isOfShape(BLUEPRINT, base)) {
      throw userError(
        `base ${show(base.name)} contradicts blueprint ${show(this.name)}, which is extended. Remove the prop base.`,
      );
    }
    return new OrganizationBlueprint({ ...given, base });
  }

  /** The guardrails for its organizations: those of the blueprint it extends, then its own. */
  public get guardrails(): OrganizationGuardrails[] {
    return [...this._guardrails];
  }

  /**
   * The name of the blueprint, this one or one that it extends, that fixed a setting.
   *
   * @internal
   */
  public _fixedBy(setting: string): string | undefined {
    return this.fixed.includes(setting) ? this.name : this.base?._fixedBy(setting);
  }

  /**
   * The name of the blueprint, this one or one that it extends, that provides a value or makes a setting unmanaged.
   *
   * @internal
   */
  public _sourceOf(prop: string): string | undefined {
    return declares(this.own, prop) ? this.name : this.base?._sourceOf(prop);
  }
}
