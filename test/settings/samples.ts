import { MfaAuthenticator } from '../../lib';
import type { AnyRow } from '../../lib/settings/settings-table';
import type { Shape } from '../../lib/values/shapes';

const UUID = '01234567-89ab-cdef-0123-456789abcdef';

/** Values of attributes that do not accept every value of their type. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  session_duration: '12h',
  warp_auth_session_duration: '12h',
  user_seat_expiration_inactive_time: '730h',
  // `totp` would bypass `requiredAaguids`, and `pivKeyRequirements` need `piv_key`.
  'mfa_config.allowed_authenticators': [MfaAuthenticator.SECURITY_KEY, MfaAuthenticator.PIV_KEY],
  'mfa_config.session_duration': '12h',
  'mfa_config.amr_matching_session_duration': '12h',
  'mfa_config.required_aaguids': UUID,
  ssh_key_size: [256],
  // `false` would make exempted zones unused.
  deny_unmatched_requests: true,
  deny_unmatched_requests_exempted_zone_names: ['example.com'],
  forbidden: UUID,
  identity_denied: UUID,
  background_color: '#fff',
  text_color: '#000',
  logo_path: 'https://widget-corp.com/logo.png',
  inactivity_threshold_days: 90,
};

/** Optional attributes that conflict with others of their struct: AMR matching does not check `requiredAaguids`. */
const CONFLICTING: readonly unknown[] = ['mfa_config.amr_matching_session_duration'];

/** A value of a setting, or of a field of a setting, that violates no rule. */
export function sampleFor({ attribute, fields, shape }: AnyRow): unknown {
  if (fields !== undefined) {
    const compatible = Object.entries(fields).filter(([, field]) => !CONFLICTING.includes(field.attribute));
    return Object.fromEntries(compatible.map(([name, field]) => [name, sampleFor(field)]));
  }
  return SAMPLES[attribute ?? ''] ?? sampleOf(shape as Shape);
}

function sampleOf(shape: Shape): unknown {
  switch (shape.kind) {
    case 'enum':
      return shape.values[0];
    case 'list':
      return [sampleOf(shape.element)];
    default: {
      const simple = [false, 1, 'Widget Corp'].find((value) => shape.kind === 'simple' && shape.isOfType(value));
      if (simple === undefined) {
        throw new Error(`Add a sample of the kind '${shape.kind}'.`);
      }
      return simple;
    }
  }
}
