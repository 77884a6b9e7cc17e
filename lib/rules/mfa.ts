import { MfaAuthenticator, MfaPreset, SshKeyType } from '../organization-props';
import { type Finding, type Rule, type Subject, when } from './rule';
import { knownElements, knownList, knownText, show } from './text';

const MFA_DOCUMENTATION = 'Cloudflare One documentation, "Independent MFA"';
const REQUIRED_SCHEMA = 'API schema, `mfa_required_for_all_apps`: at least one method and a session duration';

/** Authenticators of SSH logins only: no browser can use them. */
const INFRASTRUCTURE_ONLY: readonly MfaAuthenticator[] = [MfaAuthenticator.PIV_KEY, MfaAuthenticator.SSH_FIDO2_KEY];

/** The key sizes that a type has. */
const KEY_SIZES: Readonly<Record<SshKeyType, readonly number[]>> = {
  [SshKeyType.ECDSA]: [256, 384, 521],
  [SshKeyType.ED25519]: [],
  [SshKeyType.RSA]: [2048, 3072, 4096],
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const MFA_RULES: readonly Rule[] = [
  {
    id: 'mfa-required-needs-authenticators',
    guards: 'mfa.requiredForAllApps',
    severity: 'hard',
    statement: 'MFA required for all applications needs an allowed authenticator',
    source: REQUIRED_SCHEMA,
    check: (subject) =>
      when(
        isRequired(subject) && authenticators(subject)?.length === 0,
        'mfa.requiredForAllApps',
        () =>
          'received true, but no authenticator is allowed; needed: at least one: write mfa: { preset: MfaPreset.PHISHING_RESISTANT }, or requiredForAllApps: false',
      ),
  },
  {
    id: 'mfa-required-needs-session',
    guards: 'mfa.requiredForAllApps',
    severity: 'hard',
    statement: 'MFA required for all applications needs an MFA session duration',
    source: REQUIRED_SCHEMA,
    check: (subject) =>
      when(
        isRequired(subject) && subject.effective.mfa?.sessionDuration === undefined,
        'mfa.requiredForAllApps',
        () => "received true without mfa.sessionDuration; the API needs one: write sessionDuration: '12h' beside it",
      ),
  },
  {
    id: 'mfa-required-infrastructure-only',
    guards: 'mfa.requiredForAllApps',
    severity: 'hard',
    statement: 'MFA required for all applications is not satisfied by `piv_key` and `ssh_fido2_key` alone',
    source: 'API schema, `mfa_required_for_all_apps`: these are compatible with infrastructure applications only',
    check: (subject) => {
      const allowed = authenticators(subject) ?? [];
      return when(
        isRequired(subject) && allowed.length > 0 && allowed.every((name) => INFRASTRUCTURE_ONLY.includes(name)),
        'mfa.requiredForAllApps',
        () =>
          `received true with ${allowed.join(' and ')} only, made for infrastructure (SSH) applications; needed: an authenticator for browsers: add MfaAuthenticator.SECURITY_KEY to mfa.allowedAuthenticators`,
      );
    },
  },
  {
    id: 'mfa-required-aaguids-format',
    guards: 'mfa.requiredAaguids',
    severity: 'hard',
    statement: 'the id (a UUID) of a Zero Trust list of type `AAGUID`; not an AAGUID itself, not the name of the list',
    source: 'API schema, `mfa_config.required_aaguids`: format uuid',
    check: (subject) => {
      const id = knownText(subject, subject.effective.mfa?.requiredAaguids);
      return when(
        id !== undefined && !UUID.test(id),
        'mfa.requiredAaguids',
        () =>
          `${show(id)} is no list id; allowed: the UUID of a Zero Trust list of type AAGUID (not an AAGUID itself, not the list's name): write the list's id, such as new ZeroTrustList(…, { type: 'AAGUID', … }).id`,
      );
    },
  },
  {
    id: 'mfa-aaguids-bypassed',
    guards: 'mfa.requiredAaguids',
    severity: 'warning',
    statement: 'AMR matching and `totp` let people in without a listed key',
    source: `${MFA_DOCUMENTATION}: AMR matching does not look at AAGUIDs; TOTP has none`,
    check: (subject) => {
      const { requiredAaguids, amrMatchingSessionDuration } = subject.effective.mfa ?? {};
      const ways = [
        ...(amrMatchingSessionDuration === undefined ? [] : ['mfa.amrMatchingSessionDuration']),
        ...(knownAuthenticators(subject).includes(MfaAuthenticator.TOTP) ? ['totp'] : []),
      ];
      return when(
        requiredAaguids !== undefined && ways.length > 0,
        'mfa.requiredAaguids',
        () =>
          `${show(requiredAaguids)} does not bind people who come by ${ways.join(' or ')}; a listed key is needed on the other ways only: leave ${ways.join(' and ')} out, or acknowledge`,
      );
    },
  },
  {
    id: 'mfa-hardware-key-any-model',
    guards: 'mfa.preset',
    severity: 'warning',
    statement: '`HARDWARE_KEY` without `requiredAaguids` takes any FIDO2 key',
    source: `${MFA_DOCUMENTATION}: AAGUIDs name the models; NIST SP 800-63B-4, AAL3: a non-exportable key in hardware`,
    check: (subject) =>
      when(
        subject.effective.mfa?.preset === MfaPreset.HARDWARE_KEY &&
          subject.effective.mfa.requiredAaguids === undefined &&
          authenticators(subject)?.includes(MfaAuthenticator.SECURITY_KEY) !== false,
        'mfa.preset',
        () =>
          'received MfaPreset.HARDWARE_KEY without mfa.requiredAaguids; any FIDO2 key can be enrolled, also one in software: write requiredAaguids with the id of a Zero Trust list of the models you hand out, or acknowledge',
      ),
  },
  {
    id: 'mfa-single-authenticator',
    guards: 'mfa.allowedAuthenticators',
    severity: 'warning',
    statement: 'with one method only, a lost key locks its owner out',
    source: `${MFA_DOCUMENTATION}: "users should enroll multiple authenticators"`,
    check: (subject) => {
      const allowed = authenticators(subject) ?? [];
      return when(
        allowed.length === 1,
        'mfa.allowedAuthenticators',
        () =>
          `received only ${allowed[0]}; a person who loses it is locked out until an administrator deletes it: allow a second method, or hand out two each and acknowledge`,
      );
    },
  },
  {
    id: 'piv-requirements-unused',
    guards: 'mfa.pivKeyRequirements',
    severity: 'warning',
    statement: 'PIV requirements matter only when `piv_key` is allowed',
    source: MFA_DOCUMENTATION,
    check: (subject) => {
      const requirements = Object.values(subject.effective.mfa?.pivKeyRequirements ?? {});
      return when(
        requirements.some((value) => value !== undefined) &&
          authenticators(subject)?.includes(MfaAuthenticator.PIV_KEY) === false,
        'mfa.pivKeyRequirements',
        () =>
          'received, but piv_key is not allowed; without it they do nothing: add MfaAuthenticator.PIV_KEY to mfa.allowedAuthenticators, or leave them out',
      );
    },
  },
  {
    id: 'piv-key-size',
    guards: 'mfa.pivKeyRequirements.sshKeySize',
    severity: 'hard',
    statement:
      'each size fits an allowed key type: 256, 384, 521 for ECDSA; 2048, 3072, 4096 for RSA; none for Ed25519',
    source:
      'API and provider schema, `ssh_key_size`; "Ed25519 has a fixed key size and does not accept this parameter"',
    check: checkKeySizes,
  },
];

function isRequired({ effective }: Subject): boolean {
  return effective.mfa?.requiredForAllApps === true;
}

/** All allowed authenticators, when all are known now. */
function authenticators(subject: Subject): MfaAuthenticator[] | undefined {
  return knownList(subject, subject.effective.mfa?.allowedAuthenticators);
}

function knownAuthenticators(subject: Subject): MfaAuthenticator[] {
  return knownElements(subject, subject.effective.mfa?.allowedAuthenticators) ?? [];
}

function checkKeySizes(subject: Subject): readonly Finding[] {
  const { sshKeySize, sshKeyType } = subject.effective.mfa?.pivKeyRequirements ?? {};
  const types = sshKeyType === undefined ? Object.values(SshKeyType) : knownList(subject, sshKeyType);
  if (types === undefined) {
    return [];
  }
  const allowed = types.flatMap((type) => KEY_SIZES[type]);
  const strangers = (knownElements(subject, sshKeySize) ?? []).filter((size) => !allowed.includes(size));
  return when(
    strangers.length > 0,
    'mfa.pivKeyRequirements.sshKeySize',
    () =>
      `received ${show(strangers)} for the key types ${types.join(', ') || 'none'}; allowed: ${allowed.join(', ') || 'no size'}: ${allowed.length > 0 ? 'write one of these' : 'leave sshKeySize out'}`,
  );
}
