/** The settings whose guarantees depend on a behavior of the API, by name, with the reason. */
import type { Behavior, Body } from './behavior';

export interface Exception {
  /** The settings, for the documentation. */
  readonly settings: string;
  readonly attributes: readonly string[];
  /** The behavior of the API under which the guarantee does not hold. */
  readonly behavior: Partial<Behavior>;
  /** The first provider version in which the guarantee holds; absent if it holds in none. */
  readonly until?: string;
  /** Whether a planned value is concerned, which is undefined if it is known after apply only. */
  readonly applies: (value: unknown, live: unknown) => boolean;
  readonly reason: string;
}

const isFalse = (value: unknown): boolean => value === false;

const isReset = (value: unknown, live: unknown): boolean => value === undefined && Boolean(live);

/** Whether a value, or a duration in it, lacks the zeros that Go prints. */
function hasShortDuration(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? Object.values(value).some(hasShortDuration)
    : typeof value === 'string' && /^\d+[hm]/.test(value) && !value.endsWith('s');
}

/** Settings that every plan shows as changed. */
export const PLAN_EXCEPTIONS: readonly Exception[] = [
  {
    settings: 'every duration',
    attributes: ['session_duration', 'warp_auth_session_duration', 'user_seat_expiration_inactive_time', 'mfa_config'],
    behavior: { durations: 'normalized' },
    applies: hasShortDuration,
    reason:
      "no text is right for both behaviors, and the provider's own acceptance tests expect empty plans for `12h`, `24h` and `1460h`",
  },
  {
    settings: '`mfa` without authenticators, as in `MfaPreset.DISABLED`',
    attributes: ['mfa_config'],
    behavior: { emptyLists: 'dropped' },
    applies: (value) => ((value as Body | null)?.allowed_authenticators as unknown[] | undefined)?.length === 0,
    reason:
      'an empty list is what Cloudflare documents to turn MFA off, and the provider distinguishes it from none; without it, MFA would stay on if an update merges',
  },
  {
    settings: '`mfa.pivKeyRequirements.requireFipsDevice`, set to `false`',
    attributes: ['mfa_piv_key_requirements'],
    behavior: { falseValues: 'dropped' },
    applies: (value) => (value as Body | null)?.require_fips_device === false,
    reason: 'the provider distinguishes `false` from none; omit it instead',
  },
  {
    settings: '`mfa` that is not required for all apps, with a provider before 5.26.0',
    attributes: ['mfa_required_for_all_apps'],
    behavior: { falseValues: 'dropped' },
    until: '5.26.0',
    applies: isFalse,
    reason: 'these versions distinguish `false` from none; use 5.26.0 or later',
  },
  {
    settings: '`strictServiceTokenAuth` and `warpAuthNonBrowser401`, set to `false`',
    attributes: ['strict_service_token_auth', 'warp_auth_non_browser_401'],
    behavior: { falseValues: 'dropped' },
    applies: isFalse,
    reason: 'the provider distinguishes `false` from none; omit them instead',
  },
  {
    settings: '`name` with spaces around it',
    attributes: ['name'],
    behavior: { text: 'trimmed' },
    applies: (value) => String(value).trim() !== value,
    reason: 'text passes through unchanged; remove the spaces',
  },
];

/** Live settings that an apply resets although the plan shows no new value, only `(known after apply)`. */
export const SILENT_EXCEPTIONS: readonly Exception[] = [
  {
    settings: '`strictServiceTokenAuth` and `warpAuthNonBrowser401`, not set',
    attributes: ['strict_service_token_auth', 'warp_auth_non_browser_401'],
    behavior: { put: 'replaces' },
    applies: isReset,
    reason: 'the provider omits them from an update that changes another setting; set them, or leave them unmanaged',
  },
  {
    settings: '`readOnlyLock`, not set',
    attributes: ['ui_read_only_toggle_reason'],
    behavior: { put: 'replaces' },
    applies: isReset,
    reason: 'the plan shows that the lock opens, but not that its reason is removed (rule `read-only-lock-unset`)',
  },
];
