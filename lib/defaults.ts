import { canonicalList } from './canonical';
import { effectiveMfa } from './mfa';
import {
  MfaPreset,
  OrganizationSetting,
  type ReadOnlyLock,
  type ServiceTokenInactivity,
  type ZeroTrustOrganizationProps,
} from './organization-props';
import { isUnknown } from './unknown';

/** The settings that will be sent, in the vocabulary of the props; what is undefined is not sent. */
export type EffectiveSettings = Partial<
  Omit<
    ZeroTrustOrganizationProps,
    | 'readOnlyLock'
    | 'serviceTokenInactivity'
    | 'unmanaged'
    | 'importExisting'
    | 'preventDestroy'
    | 'migrateFrom'
    | 'provider'
    | 'dependsOn'
    | 'lifecycle'
  >
> & {
  // Plain JavaScript can leave out what is required: the rules find it.
  readonly readOnlyLock?: Partial<ReadOnlyLock>;
  readonly serviceTokenInactivity?: Partial<ServiceTokenInactivity>;
};

/** A setting that is sent although nobody gave it, or deliberately is not. */
export interface Default {
  readonly setting: OrganizationSetting;
  /** The value as a prop; undefined when the setting is not sent. */
  readonly value?: EffectiveSettings[OrganizationSetting];
  /** Whether the API knows the setting at zone scope. */
  readonly atZone?: true;
  /** Why: shown in the documentation. */
  readonly why: string;
}

/** Every setting, its default and the reason for it. */
export const DEFAULTS: readonly Default[] = [
  {
    setting: OrganizationSetting.SESSION_DURATION,
    value: '24h',
    why: "Cloudflare's own default, and the reauthentication time of NIST SP 800-63B-4 for AAL2; the API answers with a value, so leaving it out is a permanent diff",
  },
  {
    setting: OrganizationSetting.WARP_AUTH_SESSION_DURATION,
    why: 'authenticating with WARP is a decision, not a default',
  },
  {
    setting: OrganizationSetting.USER_SEAT_EXPIRATION_INACTIVE_TIME,
    atZone: true,
    why: "Cloudflare's own default: seats do not expire, so nobody loses one unasked",
  },
  {
    setting: OrganizationSetting.ALLOW_AUTHENTICATE_VIA_WARP,
    value: false,
    why: 'the provider sends `false` when it is unset; said openly, it shows in the plan',
  },
  {
    setting: OrganizationSetting.AUTO_REDIRECT_TO_IDENTITY,
    value: false,
    why: 'the provider sends `false` when it is unset; sensible with exactly one identity provider only',
  },
  {
    setting: OrganizationSetting.READ_ONLY_LOCK,
    value: { locked: false },
    atZone: true,
    why: 'the provider sends `false` when it is unset; a lock needs a reason, which only you know: the warning `read-only-lock-unset` says so',
  },
  {
    setting: OrganizationSetting.MFA,
    value: { preset: MfaPreset.BALANCED },
    why: 'applications can ask for a second factor, and none has to: nobody is locked out',
  },
  {
    setting: OrganizationSetting.DENY_UNMATCHED_REQUESTS,
    value: { enabled: false },
    why: 'on, it blocks every host name without an Access application; sent as `false`, it cannot be left on unseen',
  },
  { setting: OrganizationSetting.CUSTOM_PAGES, why: "Cloudflare's own pages" },
  { setting: OrganizationSetting.LOGIN_DESIGN, atZone: true, why: "Cloudflare's own look" },
  {
    setting: OrganizationSetting.SERVICE_TOKEN_INACTIVITY,
    why: 'disabling or deleting tokens stops machines: a decision, not a default',
  },
  {
    setting: OrganizationSetting.STRICT_SERVICE_TOKEN_AUTH,
    why: 'organizations made since 2026-10-05 have it on and cannot turn it off',
  },
  { setting: OrganizationSetting.WARP_AUTH_NON_BROWSER_401, why: "Cloudflare's own default: a redirect" },
];

/** Fills in what a struct leaves out, and puts its lists into canonical form. */
const COMPLETE: { readonly [S in OrganizationSetting]?: (given: NonNullable<EffectiveSettings[S]>) => unknown } = {
  mfa: effectiveMfa,
  readOnlyLock: (given) => ({ ...given, locked: given.locked ?? true }),
  serviceTokenInactivity: (given) => ({ ...given, enabled: given.enabled ?? true }),
  denyUnmatchedRequests: ({ enabled = true, exemptedZoneNames }) => ({
    enabled,
    exemptedZoneNames: exemptedZoneNames && canonicalList(zoneNames(exemptedZoneNames)),
  }),
};

function zoneNames(given: string[]): string[] {
  return isUnknown(given) ? given : given.map((zone) => (isUnknown(zone) ? zone : zone.toLowerCase()));
}

/** What the props come to: given values in canonical form, defaults for the rest, nothing for unmanaged settings. */
export function effectiveSettings(props: ZeroTrustOrganizationProps): EffectiveSettings {
  const { accountId, zoneId, name, authDomain, unmanaged = [] } = props;
  const settings: Record<string, unknown> = { accountId, zoneId, name, authDomain };
  for (const { setting, value: preset, atZone = false } of DEFAULTS) {
    const value = props[setting] ?? (zoneId === undefined || atZone ? preset : undefined);
    if (value !== undefined && !unmanaged.includes(setting)) {
      const complete = COMPLETE[setting] as ((given: unknown) => unknown) | undefined;
      settings[setting] = complete ? complete(value) : value;
    }
  }
  return settings;
}
