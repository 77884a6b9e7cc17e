import { canonicalList } from './canonical';
import {
  MfaAuthenticator,
  MfaPreset,
  type MfaSettings,
  type PivKeyRequirements,
  SshKeyType,
} from './organization-props';

/** What a preset stands for, and why. */
export interface Preset {
  readonly allowedAuthenticators: MfaAuthenticator[];
  readonly sessionDuration?: string;
  readonly requiredForAllApps: boolean;
  /** For whom it is, with its source: shown in the documentation. */
  readonly purpose: string;
}

const { TOTP, BIOMETRICS, SECURITY_KEY } = MfaAuthenticator;

/** The presets, and their values. */
export const MFA_PRESETS: Readonly<Record<MfaPreset, Preset>> = {
  [MfaPreset.BALANCED]: {
    allowedAuthenticators: [TOTP, BIOMETRICS, SECURITY_KEY],
    sessionDuration: '24h',
    requiredForAllApps: false,
    purpose: 'nobody is locked out; the reauthentication time of NIST SP 800-63B-4 for AAL2',
  },
  [MfaPreset.PHISHING_RESISTANT]: {
    allowedAuthenticators: [BIOMETRICS, SECURITY_KEY],
    sessionDuration: '12h',
    requiredForAllApps: true,
    purpose: "CISA's definition of phishing-resistant MFA: only WebAuthn",
  },
  [MfaPreset.HARDWARE_KEY]: {
    allowedAuthenticators: [SECURITY_KEY],
    sessionDuration: '1h',
    requiredForAllApps: true,
    purpose: 'comparable with NIST AAL3 when `requiredAaguids` names the models; a lost key locks its owner out',
  },
  [MfaPreset.DISABLED]: {
    allowedAuthenticators: [],
    requiredForAllApps: false,
    purpose: 'MFA happens in the identity provider',
  },
};

/** What a preset and the values given beside it come to. */
export function effectiveMfa(given: MfaSettings): MfaSettings {
  const preset = MFA_PRESETS[given.preset ?? MfaPreset.BALANCED];
  return {
    ...given,
    allowedAuthenticators: canonicalList(
      given.allowedAuthenticators ?? preset.allowedAuthenticators,
      Object.values(MfaAuthenticator),
    ),
    sessionDuration: given.sessionDuration ?? preset.sessionDuration,
    requiredForAllApps: given.requiredForAllApps ?? preset.requiredForAllApps,
    pivKeyRequirements: given.pivKeyRequirements && effectivePivKeyRequirements(given.pivKeyRequirements),
  };
}

function effectivePivKeyRequirements(given: PivKeyRequirements): PivKeyRequirements {
  return {
    ...given,
    sshKeySize: given.sshKeySize && canonicalList(given.sshKeySize),
    sshKeyType: given.sshKeyType && canonicalList(given.sshKeyType, Object.values(SshKeyType)),
  };
}
