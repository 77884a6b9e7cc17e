import { MfaAuthenticator, MfaPreset, type MfaSettings } from '../organization-props';
import { HOUR } from '../values/go-duration';

/** The values of an MFA preset. */
interface Preset extends Pick<Required<MfaSettings>, 'allowedAuthenticators'>, Pick<MfaSettings, 'sessionDuration'> {
  readonly requiredForAllApps: boolean;
  /** Who it is intended for, and its source: shown in the documentation. */
  readonly purpose: string;
}

/** The longest MFA session that the API schema permits, in nanoseconds. */
export const MAX_MFA_SESSION = 720n * HOUR;

const { TOTP, BIOMETRICS, SECURITY_KEY } = MfaAuthenticator;

export const MFA_PRESETS: Readonly<Record<MfaPreset, Preset>> = {
  [MfaPreset.BALANCED]: {
    allowedAuthenticators: [TOTP, BIOMETRICS, SECURITY_KEY],
    sessionDuration: '24h',
    requiredForAllApps: false,
    purpose: 'locks nobody out; the reauthentication time of NIST SP 800-63B-4 for AAL2',
  },
  [MfaPreset.PHISHING_RESISTANT]: {
    allowedAuthenticators: [BIOMETRICS, SECURITY_KEY],
    sessionDuration: '12h',
    requiredForAllApps: true,
    purpose: "WebAuthn only, which meets CISA's definition of phishing-resistant MFA",
  },
  [MfaPreset.HARDWARE_KEY]: {
    allowedAuthenticators: [SECURITY_KEY],
    sessionDuration: '1h',
    requiredForAllApps: true,
    purpose: 'comparable to NIST AAL3 with `requiredAaguids`; losing the only key locks its owner out',
  },
  [MfaPreset.DISABLED]: {
    allowedAuthenticators: [],
    requiredForAllApps: false,
    purpose: 'the identity provider is responsible for MFA',
  },
};

/** Adds the values of the preset to the MFA settings that are given. */
export function applyPreset(given: MfaSettings): MfaSettings {
  const preset = MFA_PRESETS[given.preset ?? MfaPreset.BALANCED];
  return {
    ...given,
    allowedAuthenticators: given.allowedAuthenticators ?? preset.allowedAuthenticators,
    sessionDuration: given.sessionDuration ?? preset.sessionDuration,
    requiredForAllApps: given.requiredForAllApps ?? preset.requiredForAllApps,
  };
}
