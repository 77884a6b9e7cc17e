/**
 * The settings table: one row per attribute of the provider's resource. Type checks, defaults, rendering, provider
 * versions, reading back a rendered resource and the documentation are derived from it.
 */
import type { IResolvable } from 'cdktf';
import {
  MfaAuthenticator,
  MfaPreset,
  type OrganizationSetting,
  type OrganizationSettings,
  PivPinPolicy,
  PivTouchPolicy,
  ServiceTokenAction,
  SshKeyType,
} from '../organization-props';
import { AAGUID_LIST_ID, BOOLEAN, enumOf, listOf, literal, NUMBER, type Shape, STRING } from '../values/shapes';
import { applyPreset } from './mfa-presets';

/** A prop that renders an attribute. */
interface AttributeRow<T> {
  /** The path in the provider's schema, within that of the struct; `null` for a prop that provides values of others. */
  readonly attribute: string | null;
  /** The first provider version that has the attribute; absent if all of 5.x have it. */
  readonly since?: string;
  /** The first provider version that accepts a value, if that is a later one. */
  readonly valuesSince?: T extends readonly (infer E extends string)[] ? { readonly [V in E]?: string } : never;
  readonly shape: Shape<T>;
  /** The value if the prop is not given; within a struct, only if the struct is given. */
  readonly default?: T;
  /** Whether the elements of the list are rendered in lower case. */
  readonly lowerCase?: true;
}

/** A struct of props. */
interface StructRow<T> {
  /** The nested attribute whose attributes the fields render; absent if they render several. */
  readonly attribute?: string;
  /** The first provider version that has the nested attribute. */
  readonly since?: string;
  readonly fields: { readonly [F in keyof T]-?: Row<NonNullable<T[F]>> };
  readonly default?: Partial<T>;
  /** Adds the values that depend on others, such as those of a preset. */
  readonly complete?: (given: T) => T;
}

type Row<T> = [T] extends [IResolvable | boolean | number | string | readonly unknown[]]
  ? AttributeRow<T>
  : StructRow<T>;

interface Setting {
  /** Why the default is what it is. */
  readonly rationale: string;
  /** Whether the API supports the setting at zone scope. */
  readonly atZone?: true;
}

/** The props of `OrganizationSettings` that render no attribute. */
type WithoutAttribute = 'liveCheckOptions' | 'liveChecks' | 'unmanaged';

/** The name of a setting: its prop, and its value in the enum `OrganizationSetting`. */
export type SettingName = Exclude<keyof OrganizationSettings, WithoutAttribute>;

/**
 * A row for each setting. A missing, misspelled or mistyped row, field or column is a compile error, and so is a setting
 * without a member in the enum `OrganizationSetting`, or a member without a setting.
 */
export type SettingRows<Props = OrganizationSettings, Members extends string = `${OrganizationSetting}`> = {
  readonly [S in Exclude<keyof Props, WithoutAttribute>]-?: S extends Members
    ? Row<NonNullable<Props[S]>> & Setting
    : never;
} & { readonly [S in Members]: Setting };

/** The props that identify an organization. */
type IdentityName = 'accountId' | 'authDomain' | 'name' | 'zoneId';

export const IDENTITY_ROWS: { readonly [P in IdentityName]: AttributeRow<string> } = {
  accountId: { attribute: 'account_id', shape: STRING },
  zoneId: { attribute: 'zone_id', shape: STRING },
  name: { attribute: 'name', shape: STRING },
  authDomain: { attribute: 'auth_domain', shape: STRING },
};

export const SETTING_ROWS: SettingRows = {
  sessionDuration: {
    attribute: 'session_duration',
    shape: STRING,
    default: '24h',
    rationale:
      "Cloudflare's default, and the reauthentication time of NIST SP 800-63B-4 for AAL2; the API always returns a value, so omitting it causes a permanent diff",
  },
  warpAuthSessionDuration: {
    attribute: 'warp_auth_session_duration',
    shape: STRING,
    rationale: 'authentication with WARP is an explicit decision',
  },
  userSeatExpirationInactiveTime: {
    attribute: 'user_seat_expiration_inactive_time',
    shape: STRING,
    atZone: true,
    rationale: "Cloudflare's default: seats do not expire",
  },
  allowAuthenticateViaWarp: {
    attribute: 'allow_authenticate_via_warp',
    shape: BOOLEAN,
    default: false,
    rationale: 'the provider sends `false` if it is omitted; an explicit value is visible in the plan',
  },
  autoRedirectToIdentity: {
    attribute: 'auto_redirect_to_identity',
    shape: BOOLEAN,
    default: false,
    rationale: 'the provider sends `false` if it is omitted; useful with exactly one identity provider only',
  },
  readOnlyLock: {
    fields: {
      reason: { attribute: 'ui_read_only_toggle_reason', shape: STRING },
      locked: { attribute: 'is_ui_read_only', shape: BOOLEAN, default: true },
    },
    default: { locked: false },
    atZone: true,
    rationale:
      'the provider sends `false` if it is omitted; a lock requires a reason, which has no default (warning `read-only-lock-unset`)',
  },
  mfa: {
    fields: {
      preset: { attribute: null, shape: literal(enumOf(MfaPreset)) },
      allowedAuthenticators: {
        attribute: 'mfa_config.allowed_authenticators',
        since: '5.18.0',
        valuesSince: { [MfaAuthenticator.PIV_KEY]: '5.24.0', [MfaAuthenticator.SSH_FIDO2_KEY]: '5.24.0' },
        shape: listOf(enumOf(MfaAuthenticator)),
      },
      sessionDuration: { attribute: 'mfa_config.session_duration', since: '5.18.0', shape: STRING },
      amrMatchingSessionDuration: {
        attribute: 'mfa_config.amr_matching_session_duration',
        since: '5.19.0',
        shape: STRING,
      },
      requiredAaguids: { attribute: 'mfa_config.required_aaguids', since: '5.19.0', shape: AAGUID_LIST_ID },
      requiredForAllApps: { attribute: 'mfa_required_for_all_apps', since: '5.18.0', shape: BOOLEAN },
      pivKeyRequirements: {
        // Until 5.27, `mfa_ssh_piv_key_requirements`, which the API ignores, so that it resets the live value.
        attribute: 'mfa_piv_key_requirements',
        since: '5.28.0',
        fields: {
          pinPolicy: { attribute: 'pin_policy', shape: enumOf(PivPinPolicy) },
          touchPolicy: { attribute: 'touch_policy', shape: enumOf(PivTouchPolicy) },
          requireFipsDevice: { attribute: 'require_fips_device', shape: BOOLEAN },
          sshKeySize: { attribute: 'ssh_key_size', shape: listOf(NUMBER) },
          sshKeyType: { attribute: 'ssh_key_type', shape: listOf(enumOf(SshKeyType)) },
        },
      },
    },
    default: { preset: MfaPreset.BALANCED },
    complete: applyPreset,
    rationale: 'applications can require MFA, and none does by default: nobody is locked out',
  },
  denyUnmatchedRequests: {
    fields: {
      enabled: { attribute: 'deny_unmatched_requests', since: '5.17.0', shape: BOOLEAN, default: true },
      exemptedZoneNames: {
        attribute: 'deny_unmatched_requests_exempted_zone_names',
        since: '5.17.0',
        shape: listOf(STRING),
        lowerCase: true,
      },
    },
    default: { enabled: false },
    rationale:
      'if enabled, it blocks every hostname without an Access application; sent as `false`, it cannot remain enabled unnoticed',
  },
  customPages: {
    attribute: 'custom_pages',
    fields: {
      forbidden: { attribute: 'forbidden', shape: STRING },
      identityDenied: { attribute: 'identity_denied', shape: STRING },
    },
    rationale: "Cloudflare's pages",
  },
  loginDesign: {
    attribute: 'login_design',
    fields: {
      backgroundColor: { attribute: 'background_color', shape: STRING },
      textColor: { attribute: 'text_color', shape: STRING },
      logoPath: { attribute: 'logo_path', shape: STRING },
      headerText: { attribute: 'header_text', shape: STRING },
      footerText: { attribute: 'footer_text', shape: STRING },
    },
    atZone: true,
    rationale: "Cloudflare's design",
  },
  serviceTokenInactivity: {
    attribute: 'service_token_inactivity',
    since: '5.26.0',
    fields: {
      action: { attribute: 'action', shape: enumOf(ServiceTokenAction) },
      inactivityThresholdDays: { attribute: 'inactivity_threshold_days', shape: NUMBER },
      enabled: { attribute: 'enabled', shape: BOOLEAN, default: true },
    },
    rationale: 'disabling or deleting tokens interrupts machines: an explicit decision',
  },
  strictServiceTokenAuth: {
    attribute: 'strict_service_token_auth',
    since: '5.27.0',
    shape: BOOLEAN,
    rationale: 'always on, and read-only, for organizations created since 2026-10-05',
  },
  warpAuthNonBrowser401: {
    attribute: 'warp_auth_non_browser_401',
    since: '5.24.0',
    shape: BOOLEAN,
    rationale: "Cloudflare's default: a redirect",
  },
};

/** A row without the TypeScript types of its props, for code that handles all rows alike. */
export interface AnyRow {
  readonly attribute?: string | null;
  readonly since?: string;
  readonly valuesSince?: Readonly<Record<string, string | undefined>>;
  readonly shape?: Shape;
  readonly fields?: Readonly<Record<string, AnyRow>>;
  readonly default?: unknown;
  readonly lowerCase?: true;
  readonly complete?: (given: never) => object;
}

/** Rows by the name of their prop. */
type Rows = Readonly<Record<string, AnyRow>>;

/** An attribute of the resource, and the prop that sets it. */
export interface Attribute {
  /** The prop, such as `mfa.sessionDuration`. */
  readonly prop: string;
  /** The prop as a path. */
  readonly keys: readonly string[];
  /** The setting, or the prop that identifies the organization: `mfa`. */
  readonly setting: string;
  /** The attribute in the provider's schema, such as `mfa_config.session_duration`. */
  readonly attribute: string;
  /** The attribute as a path. */
  readonly path: readonly string[];
  readonly shape: Shape;
  readonly since?: string;
  readonly valuesSince: readonly (readonly [value: string, since: string])[];
}

/** All attributes, in the order of the table. */
export const ATTRIBUTES: readonly Attribute[] = attributesIn({ ...IDENTITY_ROWS, ...SETTING_ROWS }, [], [], undefined);

function attributesIn(
  rows: Rows,
  parentKeys: readonly string[],
  parentPath: readonly string[],
  parentSince: string | undefined,
): Attribute[] {
  return Object.entries(rows).flatMap(([name, { attribute, fields, shape, since = parentSince, valuesSince = {} }]) => {
    const keys = [...parentKeys, name];
    const path = attribute ? [...parentPath, ...attribute.split('.')] : parentPath;
    if (fields !== undefined) {
      return attributesIn(fields, keys, path, since);
    }
    return attribute === null || shape === undefined
      ? []
      : {
          prop: keys.join('.'),
          keys,
          setting: keys[0] as string,
          attribute: path.join('.'),
          path,
          shape,
          since,
          valuesSince: Object.entries(valuesSince) as [string, string][],
        };
  });
}

const KEYS: ReadonlyMap<string, readonly string[]> = new Map(ATTRIBUTES.map(({ prop, keys }) => [prop, keys]));

/** The path of a prop: `['mfa', 'sessionDuration']` for `mfa.sessionDuration`. */
export function keysOf(prop: string): readonly string[] {
  return KEYS.get(prop) ?? prop.split('.');
}

/** All settings, in the order of the table. */
export const SETTINGS: readonly OrganizationSetting[] = Object.keys(SETTING_ROWS).filter(isSetting);

/** The row of a setting. */
export function settingRow(setting: OrganizationSetting): AnyRow & Setting {
  return SETTING_ROWS[setting];
}

/** The setting of a prop: `mfa` for `mfa.sessionDuration`. */
export function settingOf(prop: string): string {
  return prop.split('.', 1)[0] as string;
}

/** Whether a name is that of a setting. */
export function isSetting(name: string): name is OrganizationSetting {
  return Object.hasOwn(SETTING_ROWS, name);
}

/** The shapes of the props in rows. */
export function shapesOf(rows: Rows): Record<string, Shape> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, { shape, fields = {} }]): [string, Shape] => [
      name,
      shape ?? { kind: 'struct', fields: shapesOf(fields), literal: true },
    ]),
  );
}
