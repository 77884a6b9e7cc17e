/**
 * Rejects organizations with the error codes of Cloudflare's API, as far as its documentation or public reports show; the
 * sources are in docs/rules.md. It shares no code with lib/, so that tests reveal contradictions.
 */
import type { Body } from './emulator';

/** An error of the API: HTTP status, Cloudflare's error code and its message. */
export class ApiError extends Error {
  public constructor(
    public readonly status: number,
    public readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

const GENERAL_UNITS = ['ns', 'us', 'µs', 'μs', 'ms', 's', 'm', 'h'];
const UNITS_IN_HOURS: Readonly<Record<string, number>> = {
  ns: 1 / 3.6e12,
  us: 1 / 3.6e9,
  µs: 1 / 3.6e9,
  μs: 1 / 3.6e9,
  ms: 1 / 3.6e6,
  s: 1 / 3600,
  m: 1 / 60,
  h: 1,
};

/** Throws if the API is known or documented to reject an organization. */
export function validateOrganization(settings: Body): void {
  const mfa = (settings.mfa_config ?? {}) as Body;
  if (typeof settings.auth_domain !== 'string' || settings.auth_domain.trim() === '') {
    throw new ApiError(400, 11_004, 'access.api.error.invalid_auth_domain');
  }
  const seat = hours(settings.user_seat_expiration_inactive_time, GENERAL_UNITS);
  if (seat !== undefined && !(seat >= 730)) {
    throw new ApiError(400, 12_123, 'access.api.error.user_seat_expiration_invalid_time');
  }
  if (settings.allow_authenticate_via_warp === true && settings.warp_auth_session_duration === undefined) {
    throw invalidRequest(
      'allow_authenticate_via_warp cannot be set if the Warp Auth Session Duration is not set for the account',
    );
  }
  validateDuration('session_duration', settings.session_duration, GENERAL_UNITS, (value) => !Number.isNaN(value));
  validateDuration(
    'warp_auth_session_duration',
    settings.warp_auth_session_duration,
    ['m', 'h'],
    (value) => value >= 0,
  );
  for (const name of ['session_duration', 'amr_matching_session_duration']) {
    validateDuration(`mfa_config.${name}`, mfa[name], ['m', 'h'], (value) => value >= 0 && value <= 720);
  }
  validateMfa(settings, mfa);
  validatePivKeys((settings.mfa_piv_key_requirements ?? {}) as Body);
  validateAaguidList(mfa);
  validateServiceTokens(settings.service_token_inactivity as Body | undefined);
}

function invalidRequest(message: string): ApiError {
  return new ApiError(400, 12_130, `access.api.error.invalid_request: ${message}`);
}

function validateDuration(
  name: string,
  value: unknown,
  units: readonly string[],
  isAllowed: (hours: number) => boolean,
): void {
  const parsed = hours(value, units);
  if (parsed !== undefined && !isAllowed(parsed)) {
    throw invalidRequest(`${name} is not an allowed duration`);
  }
}

/** A Go duration in hours; NaN if it is not valid. */
function hours(value: unknown, units: readonly string[]): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  const part = `(\\d+\\.?\\d*|\\.\\d+)(${[...units].sort((a, b) => b.length - a.length).join('|')})`;
  if (!new RegExp(`^[-+]?(0|(${part})+)$`).test(text(value))) {
    return Number.NaN;
  }
  const sum = [...text(value).matchAll(new RegExp(part, 'g'))]
    .map(([, number, unit = '']) => Number(number) * (UNITS_IN_HOURS[unit] ?? Number.NaN))
    .reduce((a, b) => a + b, 0);
  return text(value).startsWith('-') ? -sum : sum;
}

/** A value as text, so that values of other types match no pattern of durations and ids. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function validateMfa(settings: Body, mfa: Body): void {
  const allowed = (mfa.allowed_authenticators ?? []) as string[];
  const known = ['totp', 'biometrics', 'security_key', 'piv_key', 'ssh_piv_key', 'ssh_fido2_key'];
  const unknown = allowed.find((each) => !known.includes(each));
  if (unknown !== undefined) {
    throw invalidRequest(`unknown authenticator ${unknown}`);
  }
  if (settings.mfa_required_for_all_apps === true) {
    if (!allowed.some((each) => known.slice(0, 3).includes(each))) {
      throw invalidRequest(
        'mfa_required_for_all_apps requires an allowed authenticator that is not for infrastructure only',
      );
    }
    if (mfa.session_duration === undefined) {
      throw invalidRequest('mfa_required_for_all_apps requires a session duration');
    }
  }
}

function validatePivKeys({ ssh_key_size: sizes = [], ssh_key_type: types }: Body): void {
  const sizesByType: Readonly<Record<string, readonly number[]>> = {
    ecdsa: [256, 384, 521],
    rsa: [2048, 3072, 4096],
    ed25519: [],
  };
  const allowed = ((types ?? Object.keys(sizesByType)) as string[]).flatMap((type) => sizesByType[type] ?? []);
  const invalid = (sizes as number[]).find((size) => !allowed.includes(size));
  if (invalid !== undefined) {
    throw invalidRequest(`ssh_key_size ${invalid} does not fit any key type`);
  }
}

function validateAaguidList(mfa: Body): void {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  if (mfa.required_aaguids !== undefined && !uuid.test(text(mfa.required_aaguids))) {
    throw invalidRequest('required_aaguids is not a UUID');
  }
}

function validateServiceTokens(inactivity: Body | undefined): void {
  const required = inactivity === undefined ? [] : ['action', 'enabled', 'inactivity_threshold_days'];
  const missing = required.find((name) => inactivity?.[name] === undefined);
  if (missing !== undefined) {
    throw invalidRequest(`service_token_inactivity.${missing} is required`);
  }
}
