import type { OrganizationSetting, SettingProvenance } from './organization-props';

/**
 * A guardrail of your own, for `rules` of `OrganizationGuardrails`.
 *
 * It is checked once per synthesis for each organization, as it is rendered. It must be a pure function: no network, no
 * files, the same findings for the same organization.
 */
export interface IOrganizationRule {
  /**
   * The id, which messages show and waivers name: lowercase letters, digits and hyphens, such as `logo-host`. Neither a
   * guardrail nor a rule of this library has it.
   */
  readonly id: string;
  /** What must hold, in one line, for the report: `Logos are hosted on assets.example.com`. Not blank. */
  readonly statement: string;
  /**
   * Checks an organization. An exception becomes an error of the organization, with the id and the message.
   *
   * @param organization the organization as it is rendered
   * @returns a finding for each violation; an empty list if the organization satisfies the rule
   */
  check(organization: OrganizationView): RuleFinding[];
}

/**
 * A violation of a rule of your own.
 *
 * `loginDesign.logoPath 'https://…' is not allowed by guardrails 'brand'. Use a file on assets.example.com or add a
 * waiver. [guardrail logo-host]`
 */
export interface RuleFinding {
  /** The prop, such as `loginDesign.logoPath`. */
  readonly prop: string;
  /**
   * The value that is not allowed.
   *
   * @default - the rendered value of the prop
   */
  readonly received?: unknown;
  /** What is allowed: completes the sentence "Use …", such as `a file on assets.example.com`. */
  readonly allowed: string;
  /**
   * How to solve it, in one sentence.
   *
   * @default - "Use" and what is allowed
   */
  readonly fix?: string;
}

/**
 * An organization as it is rendered, for a rule of your own: after presets, blueprint, props, overrides and aspects.
 */
export abstract class OrganizationView {
  /** The path in the construct tree. */
  public abstract readonly path: string;
  /** The address of the resource in the stack, such as `cloudflare_zero_trust_organization.this`. */
  public abstract readonly address: string;
  /**
   * The id of the account; undefined at zone scope, or if it is unresolved.
   */
  public abstract readonly accountId?: string;
  /**
   * The id of the zone; undefined at account scope, or if it is unresolved.
   */
  public abstract readonly zoneId?: string;
  /** All values that are sent and all unmanaged settings, with the source of each. */
  public abstract readonly provenance: SettingProvenance[];

  /**
   * The rendered value of a prop; undefined if it is absent, unresolved until apply, or unmanaged.
   *
   * If a rule reads a prop that is unresolved or unmanaged, and has no finding for it, the rule is indeterminate and
   * `onUnresolved` decides, unless the rule has asked `isUnresolved` or `isUnmanaged`, too. Throws if the prop does not
   * exist.
   *
   * @param prop the path of the prop, such as `mfa.sessionDuration` or `accountId`
   */
  public abstract value(prop: string): unknown;

  /**
   * Whether a prop, or an element of its list, is unresolved until apply. Throws if the prop does not exist.
   *
   * @param prop the path of the prop, such as `mfa.sessionDuration`
   */
  public abstract isUnresolved(prop: string): boolean;

  /**
   * Whether a setting is unmanaged, so that its live value remains.
   *
   * @param setting the setting
   */
  public abstract isUnmanaged(setting: OrganizationSetting): boolean;
}
