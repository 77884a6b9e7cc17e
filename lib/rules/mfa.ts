import { MfaAuthenticator, MfaPreset, SshKeyType } from '../organization-props';
import type { EffectiveSettings } from '../settings/effective-settings';
import { show } from '../values/messages';
import { resolvedElements, resolvedList } from '../values/unresolved';
import { checkTexts, type EvaluatedSettings, findingIf, type Rule, type RuleFinding } from './rule';

const MFA_DOCUMENTATION = 'Cloudflare One documentation, "Independent MFA"';
const REQUIRED_SCHEMA = 'API schema, `mfa_required_for_all_apps`: at least one method and a session duration';

/** Authenticators for SSH logins, which browsers cannot use. */
const INFRASTRUCTURE_ONLY: readonly MfaAuthenticator[] = [MfaAuthenticator.PIV_KEY, MfaAuthenticator.SSH_FIDO2_KEY];

const KEY_SIZES: Readonly<Record<SshKeyType, readonly number[]>> = {
  [SshKeyType.ECDSA]: [256, 384, 521],
  [SshKeyType.ED25519]: [],
  [SshKeyType.RSA]: [2048, 3072, 4096],
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const MFA_RULES: readonly Rule[] = [
  {
    id: 'mfa-required-needs-authenticators',
    props: ['mfa.requiredForAllApps'],
    severity: 'hard',
    evidence: 'API schema',
    statement: 'MFA required for all applications needs an allowed authenticator',
    source: REQUIRED_SCHEMA,
    check: ({ effective }) =>
      findingIf(isRequired(effective) && allAuthenticators(effective)?.length === 0, () => ({
        received: 'true',
        problem: 'requires at least one allowed authenticator',
        fix: 'Add an authenticator to mfa.allowedAuthenticators, or use requiredForAllApps: false',
      })),
  },
  {
    id: 'mfa-required-needs-session',
    props: ['mfa.requiredForAllApps'],
    severity: 'hard',
    evidence: 'API schema',
    statement: 'MFA required for all applications needs an MFA session duration',
    source: REQUIRED_SCHEMA,
    check: ({ effective }) =>
      findingIf(isRequired(effective) && effective.mfa?.sessionDuration === undefined, () => ({
        received: 'true',
        problem: 'requires mfa.sessionDuration',
        fix: "Add sessionDuration, for example '12h'",
      })),
  },
  {
    id: 'mfa-required-infrastructure-only',
    props: ['mfa.requiredForAllApps'],
    severity: 'hard',
    evidence: 'API schema',
    statement: 'MFA required for all applications is not satisfied by `piv_key` and `ssh_fido2_key` alone',
    source: 'API schema, `mfa_required_for_all_apps`: these are compatible with infrastructure applications only',
    check: ({ effective }) => {
      const allowed = allAuthenticators(effective) ?? [];
      const isInfrastructureOnly = allowed.length > 0 && allowed.every((name) => INFRASTRUCTURE_ONLY.includes(name));
      return findingIf(isRequired(effective) && isInfrastructureOnly, () => ({
        received: 'true',
        problem: `requires an authenticator for browsers, but only ${allowed.join(' and ')} (infrastructure applications) ${allowed.length === 1 ? 'is' : 'are'} allowed`,
        fix: 'Add MfaAuthenticator.SECURITY_KEY to mfa.allowedAuthenticators',
      }));
    },
  },
  {
    id: 'mfa-required-aaguids-format',
    props: ['mfa.requiredAaguids'],
    severity: 'hard',
    evidence: 'API schema',
    statement: 'the id (a UUID) of a Zero Trust list of type `AAGUID`, neither an AAGUID nor the name of the list',
    source: 'API schema, `mfa_config.required_aaguids`: format uuid',
    check: checkTexts(
      (id) =>
        !UUID.test(id) && {
          problem: 'is not the id (a UUID) of a Zero Trust list of type AAGUID',
          fix: "Use the id of the list, for example new ZeroTrustList(…, { type: 'AAGUID', … }).id, and neither its name nor an AAGUID",
        },
    ),
  },
  {
    id: 'mfa-aaguids-bypassed',
    props: ['mfa.requiredAaguids'],
    severity: 'warning',
    evidence: 'documentation',
    statement: 'AMR matching and `totp` do not require a listed authenticator model',
    source: `${MFA_DOCUMENTATION}: AMR matching does not check AAGUIDs; TOTP has none`,
    check: ({ effective }) => {
      const { requiredAaguids, amrMatchingSessionDuration, allowedAuthenticators } = effective.mfa ?? {};
      const bypasses = [
        ...(amrMatchingSessionDuration === undefined ? [] : ['mfa.amrMatchingSessionDuration']),
        ...(resolvedElements(allowedAuthenticators)?.includes(MfaAuthenticator.TOTP) ? ['totp'] : []),
      ];
      return findingIf(requiredAaguids !== undefined && bypasses.length > 0, () => ({
        received: show(requiredAaguids),
        problem: `does not apply to users of ${bypasses.join(' or ')}`,
        fix: `Remove ${bypasses.join(' and ')}, or acknowledge this`,
      }));
    },
  },
  {
    id: 'mfa-hardware-key-any-model',
    props: ['mfa.preset'],
    severity: 'warning',
    evidence: 'documentation',
    statement: '`HARDWARE_KEY` without `requiredAaguids` accepts any FIDO2 key',
    source: `${MFA_DOCUMENTATION}: AAGUIDs name the models; NIST SP 800-63B-4, AAL3: a non-exportable hardware key`,
    check: ({ effective }) =>
      findingIf(
        effective.mfa?.preset === MfaPreset.HARDWARE_KEY &&
          effective.mfa.requiredAaguids === undefined &&
          allAuthenticators(effective)?.includes(MfaAuthenticator.SECURITY_KEY) !== false,
        () => ({
          received: 'MfaPreset.HARDWARE_KEY',
          problem: 'without mfa.requiredAaguids accepts any FIDO2 key, including software keys',
          fix: 'Set requiredAaguids to the id of a Zero Trust list of the models in use, or acknowledge this',
        }),
      ),
  },
  {
    id: 'mfa-single-authenticator',
    props: ['mfa.allowedAuthenticators'],
    severity: 'warning',
    evidence: 'documentation',
    statement: 'at least two authenticators are allowed: losing the only one locks its owner out',
    source: `${MFA_DOCUMENTATION}: "users should enroll multiple authenticators"`,
    check: ({ effective }) => {
      const allowed = allAuthenticators(effective) ?? [];
      return findingIf(allowed.length === 1, () => ({
        received: show(allowed[0]),
        problem:
          'is the only allowed authenticator, so users who lose it are locked out until an administrator removes it',
        fix: 'Allow a second authenticator, or give every user two and acknowledge this',
      }));
    },
  },
  {
    id: 'piv-requirements-unused',
    props: ['mfa.pivKeyRequirements'],
    severity: 'warning',
    evidence: 'documentation',
    statement: 'PIV requirements apply only if `piv_key` is allowed',
    source: MFA_DOCUMENTATION,
    check: ({ effective }) => {
      const requirements = Object.values(effective.mfa?.pivKeyRequirements ?? {});
      const isAllowed = allAuthenticators(effective)?.includes(MfaAuthenticator.PIV_KEY);
      return findingIf(requirements.length > 0 && isAllowed === false, () => ({
        problem: 'has no effect, because piv_key is not allowed',
        fix: 'Add MfaAuthenticator.PIV_KEY to mfa.allowedAuthenticators, or remove the requirements',
      }));
    },
  },
  {
    id: 'piv-key-size',
    props: ['mfa.pivKeyRequirements.sshKeySize'],
    severity: 'hard',
    evidence: 'API schema',
    statement:
      'each size fits an allowed key type: 256, 384, 521 for ECDSA; 2048, 3072, 4096 for RSA; none for Ed25519',
    source:
      'API and provider schema, `ssh_key_size`; "Ed25519 has a fixed key size and does not accept this parameter"',
    check: checkKeySizes,
  },
];

function isRequired({ mfa }: EffectiveSettings): boolean {
  return mfa?.requiredForAllApps === true;
}

/** The allowed authenticators if all of them are resolved. */
function allAuthenticators({ mfa }: EffectiveSettings): MfaAuthenticator[] | undefined {
  return resolvedList(mfa?.allowedAuthenticators);
}

function checkKeySizes({ effective }: EvaluatedSettings): readonly RuleFinding[] {
  const { sshKeySize, sshKeyType } = effective.mfa?.pivKeyRequirements ?? {};
  const types = sshKeyType === undefined ? Object.values(SshKeyType) : resolvedList(sshKeyType);
  if (types === undefined) {
    return [];
  }
  const allowed = types.flatMap((type) => KEY_SIZES[type]);
  const others = (resolvedElements(sshKeySize) ?? []).filter((size) => !allowed.includes(size));
  const sizes = allowed.length > 0 ? `the sizes ${allowed.join(', ')}` : 'no size';
  return findingIf(others.length > 0, () => ({
    problem: `contains ${others.join(', ')}, but the allowed key types (${types.join(', ') || 'none'}) have ${sizes}`,
    fix: allowed.length > 0 ? 'Use these sizes' : 'Remove sshKeySize',
  }));
}
