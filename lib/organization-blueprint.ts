import type { Construct } from 'constructs';
import type { OrganizationGuardrails } from './organization-guardrails';
import type {
  IOrganizationBlueprint,
  OrganizationSetting,
  OrganizationSettings,
  ZeroTrustOrganizationProps,
} from './organization-props';
import { declares, mergeSettings, settingsIn } from './settings/declared-settings';
import { BLUEPRINT, SETTING_NAMES, SETTINGS_SHAPE } from './settings/organization-shapes';
import { show, throwProblems } from './values/messages';
import { checkName, checkProps, instanceOf, isOfShape, literal, type Shape, STRING, structOf } from './values/shapes';
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
   * Settings that its organizations can neither set nor make unmanaged. Doing so is an error that names the blueprint
   * (`blueprint-fixed`). A setting that the blueprint does not set is fixed to the library's default.
   *
   * @default - the settings fixed by the blueprint that this one extends; otherwise none
   */
  readonly fixed?: OrganizationSetting[];
  /**
   * The guardrails for its organizations.
   *
   * @default - the guardrails of the blueprint that this one extends; otherwise none
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
  /** The guardrails for its organizations. */
  public readonly guardrails?: OrganizationGuardrails;

  /**
   * The settings, including those of the blueprint it extends.
   *
   * @internal
   */
  public readonly _settings: OrganizationSettings;
  private readonly own: OrganizationSettings;
  private readonly fixed?: readonly string[];
  private readonly base?: OrganizationBlueprint;

  /**
   * Throws if a prop is unknown or has the wrong type, or the name is blank.
   *
   * @param props settings, fixed settings and guardrails
   */
  public constructor(props: OrganizationBlueprintProps) {
    throwProblems('OrganizationBlueprint', [...checkProps('OrganizationBlueprint', SHAPE, props), ...checkName(props)]);
    this.name = props.name;
    this.base = props.base;
    this.own = settingsIn(props.settings ?? {});
    this._settings = mergeSettings(this.base?._settings ?? {}, this.own);
    this.fixed = props.fixed;
    this.guardrails = props.guardrails ?? this.base?.guardrails;
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
    if (!isStruct(props)) {
      return new ZeroTrustOrganization(scope, id, props); // which reports this
    }
    const { blueprint = this } = props;
    if (blueprint !== this && isOfShape(BLUEPRINT, blueprint)) {
      throw new Error(
        `blueprint ${show(blueprint.name)} contradicts blueprint ${show(this.name)}, which creates the organization. Remove the prop blueprint.`,
      );
    }
    return new ZeroTrustOrganization(scope, id, { ...props, blueprint });
  }

  /**
   * Creates a blueprint that extends this one. Its settings override these; `fixed` and `guardrails`, if given, replace
   * these. Fixed settings bind organizations, not blueprints.
   *
   * @param props the differences
   */
  public extend(props: OrganizationBlueprintProps): OrganizationBlueprint {
    return new OrganizationBlueprint(isStruct(props) ? { ...props, base: this } : props);
  }

  /**
   * The guardrails for its organizations.
   *
   * @internal
   */
  public get _guardrails(): OrganizationGuardrails | undefined {
    return this.guardrails;
  }

  /**
   * The name of the blueprint, this one or one that it extends, that fixed a setting.
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
   * The name of the blueprint, this one or one that it extends, that provides a value or makes a setting unmanaged.
   *
   * @internal
   */
  public _sourceOf(prop: string): string | undefined {
    return declares(this.own, prop) ? this.name : this.base?._sourceOf(prop);
  }
}
