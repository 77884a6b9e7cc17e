import type { EffectiveSettings } from '../defaults';
import type { OrganizationSetting } from '../organization-props';
import { isNewer } from './versions';

/** The provider version that the prebuilt bindings know: attributes up to it are arguments of the stock L1. */
const BINDINGS_VERSION = '5.14.0';

/** An attribute of the resource `cloudflare_zero_trust_organization`. */
interface Attribute {
  /** Its path in the provider's schema. */
  readonly path: string;
  /** The prop it comes from, as the user types it. */
  readonly prop: string;
  /** The first provider version whose schema has it. */
  readonly since?: string;
  /** The first provider version that takes a value, where that is later. */
  readonly valuesSince?: Readonly<Record<string, string>>;
}

/** Every attribute the library renders: a new setting of Cloudflare's is a row here. */
export const ATTRIBUTES: readonly Attribute[] = [
  { path: 'account_id', prop: 'accountId' },
  { path: 'zone_id', prop: 'zoneId' },
  { path: 'name', prop: 'name' },
  { path: 'auth_domain', prop: 'authDomain' },
  { path: 'session_duration', prop: 'sessionDuration' },
  { path: 'warp_auth_session_duration', prop: 'warpAuthSessionDuration' },
  { path: 'user_seat_expiration_inactive_time', prop: 'userSeatExpirationInactiveTime' },
  { path: 'allow_authenticate_via_warp', prop: 'allowAuthenticateViaWarp' },
  { path: 'auto_redirect_to_identity', prop: 'autoRedirectToIdentity' },
  { path: 'is_ui_read_only', prop: 'readOnlyLock.locked' },
  { path: 'ui_read_only_toggle_reason', prop: 'readOnlyLock.reason' },
  {
    path: 'mfa_config.allowed_authenticators',
    prop: 'mfa.allowedAuthenticators',
    since: '5.18.0',
    valuesSince: { piv_key: '5.24.0', ssh_fido2_key: '5.24.0' },
  },
  { path: 'mfa_config.session_duration', prop: 'mfa.sessionDuration', since: '5.18.0' },
  { path: 'mfa_config.amr_matching_session_duration', prop: 'mfa.amrMatchingSessionDuration', since: '5.19.0' },
  { path: 'mfa_config.required_aaguids', prop: 'mfa.requiredAaguids', since: '5.19.0' },
  { path: 'mfa_required_for_all_apps', prop: 'mfa.requiredForAllApps', since: '5.18.0' },
  ...[
    { path: 'pin_policy', prop: 'pinPolicy' },
    { path: 'touch_policy', prop: 'touchPolicy' },
    { path: 'require_fips_device', prop: 'requireFipsDevice' },
    { path: 'ssh_key_size', prop: 'sshKeySize' },
    { path: 'ssh_key_type', prop: 'sshKeyType' },
  ].map(({ path, prop }) => ({
    // `mfa_ssh_piv_key_requirements` until 5.27: that sends a key which the API ignores, and so wipes the live value.
    path: `mfa_piv_key_requirements.${path}`,
    prop: `mfa.pivKeyRequirements.${prop}`,
    since: '5.28.0',
  })),
  { path: 'deny_unmatched_requests', prop: 'denyUnmatchedRequests.enabled', since: '5.17.0' },
  {
    path: 'deny_unmatched_requests_exempted_zone_names',
    prop: 'denyUnmatchedRequests.exemptedZoneNames',
    since: '5.17.0',
  },
  { path: 'custom_pages.forbidden', prop: 'customPages.forbidden' },
  { path: 'custom_pages.identity_denied', prop: 'customPages.identityDenied' },
  { path: 'login_design.background_color', prop: 'loginDesign.backgroundColor' },
  { path: 'login_design.text_color', prop: 'loginDesign.textColor' },
  { path: 'login_design.logo_path', prop: 'loginDesign.logoPath' },
  { path: 'login_design.header_text', prop: 'loginDesign.headerText' },
  { path: 'login_design.footer_text', prop: 'loginDesign.footerText' },
  { path: 'service_token_inactivity.action', prop: 'serviceTokenInactivity.action', since: '5.26.0' },
  {
    path: 'service_token_inactivity.inactivity_threshold_days',
    prop: 'serviceTokenInactivity.inactivityThresholdDays',
    since: '5.26.0',
  },
  { path: 'service_token_inactivity.enabled', prop: 'serviceTokenInactivity.enabled', since: '5.26.0' },
  { path: 'strict_service_token_auth', prop: 'strictServiceTokenAuth', since: '5.27.0' },
  { path: 'warp_auth_non_browser_401', prop: 'warpAuthNonBrowser401', since: '5.24.0' },
];

/** Attributes of one resource: nested objects, whose keys are in camelCase for the L1 and in snake_case elsewhere. */
export type Attributes = Record<string, unknown>;

/** The table's paths, taken apart once. */
const ROWS = ATTRIBUTES.map((row) => {
  const inBindings = !isNewer(row.since ?? BINDINGS_VERSION, BINDINGS_VERSION);
  return {
    inBindings,
    from: row.prop.split('.'),
    to: (inBindings ? row.path.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) : row.path).split('.'),
  };
});

/** What the settings come to: arguments of the stock L1, and attributes that it does not know yet. */
export function renderSettings(settings: EffectiveSettings): {
  readonly config: Attributes;
  readonly newer: Attributes;
} {
  const config: Attributes = {};
  const newer: Attributes = {};
  for (const { inBindings, from, to } of ROWS) {
    const value = valueAt(settings, from);
    if (value !== undefined) {
      setValueAt(inBindings ? config : newer, to, value);
    }
  }
  return { config, newer };
}

function valueAt(object: object, path: readonly string[]): unknown {
  let value: unknown = object;
  for (const key of path) {
    value = (value as Attributes | undefined)?.[key];
  }
  return value;
}

export function setValueAt(object: Attributes, path: readonly string[], value: unknown): void {
  let inner = object;
  for (const key of path.slice(0, -1)) {
    inner[key] ??= {};
    inner = inner[key] as Attributes;
  }
  inner[path.at(-1) as string] = value;
}

/** That a prop needs a provider version. */
export interface Requirement {
  readonly prop: string;
  readonly since: string;
}

/** The attributes that are not in every provider version, and what each of them needs. */
const RECENT = ATTRIBUTES.flatMap(({ path, prop, since, valuesSince = {} }) =>
  since === undefined ? [] : [{ path: path.split('.'), requirement: { prop, since }, valuesSince }],
);

/** The provider versions that rendered attributes need. */
export function requirementsOf(attributes: Attributes): Requirement[] {
  const requirements: Requirement[] = [];
  for (const { path, requirement, valuesSince } of RECENT) {
    const value = valueAt(attributes, path);
    if (value === undefined || value === null) {
      continue;
    }
    requirements.push(requirement);
    for (const [element, since] of Object.entries(valuesSince)) {
      if (Array.isArray(value) && value.includes(element)) {
        requirements.push({ ...requirement, since });
      }
    }
  }
  return requirements;
}

/** A top-level attribute of an unmanaged setting: what `ignore_changes` can name. */
export interface IgnorableAttribute {
  readonly name: string;
  readonly setting: OrganizationSetting;
  /** The first provider version that has it; undefined when all have. */
  readonly since?: string;
}

/** The top-level attributes of settings. */
export function attributesOf(settings: readonly OrganizationSetting[]): IgnorableAttribute[] {
  const attributes = new Map<string, IgnorableAttribute>();
  for (const { path, prop, since } of ATTRIBUTES) {
    const name = path.split('.')[0] as string;
    const setting = settings.find((candidate) => candidate === prop.split('.')[0]);
    if (setting !== undefined && !attributes.has(name)) {
      attributes.set(name, { name, setting, since });
    }
  }
  return [...attributes.values()];
}
