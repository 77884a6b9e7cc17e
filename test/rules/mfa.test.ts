import {
  MfaAuthenticator,
  MfaPreset,
  type MfaSettings,
  OrganizationSetting,
  type PivKeyRequirements,
  PivPinPolicy,
  PivTouchPolicy,
  SshKeyType,
} from '../../lib';
import { errorsOf, organization, warningsOf } from '../organization';
import {
  type Findings,
  findings,
  findingsOf,
  NOTHING,
  UNRESOLVED_BOOLEANS,
  UNRESOLVED_LISTS,
  UNRESOLVED_TEXTS,
  type Variables,
  withVariables,
} from './helpers';

const { TOTP, BIOMETRICS, SECURITY_KEY, PIV_KEY, SSH_FIDO2_KEY } = MfaAuthenticator;
const LIST_ID = '0132d110-5654-4a5e-9a2b-1f0b2b0a0a0a';

const found = (mfa: MfaSettings): Findings => findingsOf({ mfa });

/** The findings for MFA settings from Terraform variables. */
const foundUnresolved = (mfa: (variables: Variables) => MfaSettings): Findings =>
  findings(withVariables((variables) => ({ mfa: mfa(variables) })));

const authenticators = (list: string[]): MfaAuthenticator[] => list as unknown as MfaAuthenticator[];

const error = (...errors: string[]): Findings => ({ errors, warnings: [] });
const warning = (...warnings: string[]): Findings => ({ errors: [], warnings });

describe('presets', () => {
  test.each([MfaPreset.BALANCED, MfaPreset.PHISHING_RESISTANT, MfaPreset.DISABLED])('%s has no findings', (preset) => {
    expect(found({ preset })).toEqual(NOTHING);
  });

  test('hardware_key warns about any model and about a single authenticator', () => {
    expect(found({ preset: MfaPreset.HARDWARE_KEY })).toEqual(
      warning('mfa-hardware-key-any-model mfa.preset', 'mfa-single-authenticator mfa.allowedAuthenticators'),
    );
  });

  test('no rule applies to unmanaged MFA', () => {
    expect(findingsOf({ unmanaged: [OrganizationSetting.MFA] })).toEqual(NOTHING);
  });

  test('no rule applies to a preset that is not rendered', () => {
    const construct = organization({ mfa: { preset: MfaPreset.HARDWARE_KEY } });
    construct.resource.addOverride('mfa_config', undefined);
    construct.resource.addOverride('mfa_required_for_all_apps', undefined);
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('MFA required for all applications', () => {
  const WITHOUT_AUTHENTICATORS: MfaSettings = { requiredForAllApps: true, allowedAuthenticators: [] };
  const WITHOUT_SESSION: MfaSettings = {
    preset: MfaPreset.DISABLED,
    requiredForAllApps: true,
    allowedAuthenticators: [TOTP, BIOMETRICS],
  };
  const INFRASTRUCTURE_ONLY: MfaSettings = {
    requiredForAllApps: true,
    allowedAuthenticators: [SSH_FIDO2_KEY, PIV_KEY],
  };

  describe('mfa-required-needs-authenticators', () => {
    test.each<[string, MfaSettings]>([
      ['an empty list', WITHOUT_AUTHENTICATORS],
      ['an empty list with a preset', { preset: MfaPreset.PHISHING_RESISTANT, allowedAuthenticators: [] }],
      [
        'a preset without authenticators',
        { preset: MfaPreset.DISABLED, requiredForAllApps: true, sessionDuration: '1h' },
      ],
    ])('rejects %s', (_, mfa) => {
      expect(found(mfa)).toEqual(error('mfa-required-needs-authenticators mfa.requiredForAllApps'));
    });

    test.each<[string, MfaSettings]>([
      ['allowed authenticators', { requiredForAllApps: true, allowedAuthenticators: [TOTP, BIOMETRICS] }],
      ['a preset with authenticators', { preset: MfaPreset.PHISHING_RESISTANT }],
      ['an empty list without the requirement', { requiredForAllApps: false, allowedAuthenticators: [] }],
    ])('accepts %s', (_, mfa) => {
      expect(found(mfa)).toEqual(NOTHING);
    });

    test.each(UNRESOLVED_LISTS)('accepts %s', (_, value) => {
      const mfa = (variables: Variables) => ({
        requiredForAllApps: true,
        allowedAuthenticators: authenticators(value(variables)),
      });
      expect(foundUnresolved(mfa)).toEqual(NOTHING);
    });
  });

  describe('mfa-required-needs-session', () => {
    test('rejects a preset without a session duration', () => {
      expect(found(WITHOUT_SESSION)).toEqual(error('mfa-required-needs-session mfa.requiredForAllApps'));
    });

    test.each<[string, MfaSettings]>([
      ['a session duration', { sessionDuration: '12h' }],
      ['a session duration of zero', { sessionDuration: '0m' }],
      ['a preset with a session duration', { preset: MfaPreset.BALANCED }],
      ['no session duration without the requirement', { requiredForAllApps: false }],
    ])('accepts %s', (_, mfa) => {
      expect(found({ ...WITHOUT_SESSION, ...mfa })).toEqual(NOTHING);
    });

    test.each(UNRESOLVED_TEXTS)('accepts %s', (_, value) => {
      const mfa = (variables: Variables) => ({ ...WITHOUT_SESSION, sessionDuration: value(variables) });
      expect(foundUnresolved(mfa)).toEqual(NOTHING);
    });
  });

  describe('mfa-required-infrastructure-only', () => {
    const VIOLATION = 'mfa-required-infrastructure-only mfa.requiredForAllApps';

    test('rejects the authenticators of infrastructure applications', () => {
      expect(found(INFRASTRUCTURE_ONLY)).toEqual(error(VIOLATION));
    });

    test.each([PIV_KEY, SSH_FIDO2_KEY])('rejects %s alone', (authenticator) => {
      const mfa = { requiredForAllApps: true, allowedAuthenticators: [authenticator] };
      expect(found(mfa)).toEqual({
        errors: [VIOLATION],
        warnings: ['mfa-single-authenticator mfa.allowedAuthenticators'],
      });
      expect(errorsOf({ mfa })).toEqual([
        expect.stringContaining(`only ${authenticator} (infrastructure applications) is allowed`),
      ]);
    });

    test.each([TOTP, BIOMETRICS, SECURITY_KEY])('accepts them in combination with %s', (authenticator) => {
      const allowedAuthenticators = [PIV_KEY, SSH_FIDO2_KEY, authenticator];
      expect(found({ requiredForAllApps: true, allowedAuthenticators })).toEqual(NOTHING);
    });

    test('accepts them without the requirement', () => {
      expect(found({ ...INFRASTRUCTURE_ONLY, requiredForAllApps: false })).toEqual(NOTHING);
    });

    test.each(UNRESOLVED_TEXTS)('accepts them in combination with %s', (_, value) => {
      const mfa = (variables: Variables) => ({
        requiredForAllApps: true,
        allowedAuthenticators: authenticators([PIV_KEY, SSH_FIDO2_KEY, value(variables)]),
      });
      expect(foundUnresolved(mfa)).toEqual(NOTHING);
    });
  });

  test.each(UNRESOLVED_BOOLEANS)('accepts %s as the requirement', (_, value) => {
    for (const mfa of [WITHOUT_AUTHENTICATORS, WITHOUT_SESSION, INFRASTRUCTURE_ONLY]) {
      const unresolved = (variables: Variables) => ({ ...mfa, requiredForAllApps: value(variables) });
      expect(foundUnresolved(unresolved)).toEqual(NOTHING);
    }
  });
});

describe('mfa-required-aaguids-format', () => {
  const mfa = (requiredAaguids: string) => ({ preset: MfaPreset.PHISHING_RESISTANT, requiredAaguids });

  test.each([
    '',
    'company keys',
    LIST_ID.replaceAll('-', ''),
    `{${LIST_ID}}`,
    `${LIST_ID}\n`,
    LIST_ID.slice(1),
    `${LIST_ID}0`,
    `g${LIST_ID.slice(1)}`,
    `${LIST_ID},${LIST_ID}`,
  ])('rejects %j', (id) => {
    expect(found(mfa(id))).toEqual(error('mfa-required-aaguids-format mfa.requiredAaguids'));
  });

  test.each([LIST_ID, LIST_ID.toUpperCase(), '00000000-0000-0000-0000-000000000000'])('accepts %s', (id) => {
    expect(found(mfa(id))).toEqual(NOTHING);
  });

  test.each(UNRESOLVED_TEXTS)('accepts %s', (_, value) => {
    expect(foundUnresolved((variables) => mfa(value(variables)))).toEqual(NOTHING);
  });
});

describe('mfa-aaguids-bypassed', () => {
  const preset = MfaPreset.PHISHING_RESISTANT;
  const requiredAaguids = LIST_ID;
  const VIOLATION = 'mfa-aaguids-bypassed mfa.requiredAaguids';

  test.each<[string, MfaSettings, string]>([
    ['AMR matching', { preset, amrMatchingSessionDuration: '24h' }, 'mfa.amrMatchingSessionDuration'],
    ['TOTP', {}, 'totp'],
    ['both', { amrMatchingSessionDuration: '0m' }, 'mfa.amrMatchingSessionDuration and totp'],
  ])('warns about %s and suggests to remove what bypasses the list', (_, mfa, bypasses) => {
    expect(found({ requiredAaguids, ...mfa })).toEqual(warning(VIOLATION));
    expect(warningsOf({ mfa: { requiredAaguids, ...mfa } })).toEqual([
      expect.stringContaining(`users of ${bypasses.replace(' and ', ' or ')}. Remove ${bypasses}, or acknowledge`),
    ]);
  });

  test.each<[string, MfaSettings]>([
    ['WebAuthn with a list', { preset, requiredAaguids }],
    ['TOTP and AMR matching without a list', { amrMatchingSessionDuration: '24h' }],
  ])('accepts %s', (_, mfa) => {
    expect(found(mfa)).toEqual(NOTHING);
  });

  test('warns about TOTP in combination with an unresolved authenticator', () => {
    const mfa = ({ text }: Variables) => ({
      requiredAaguids,
      allowedAuthenticators: authenticators([text.stringValue, TOTP]),
    });
    expect(foundUnresolved(mfa)).toEqual(warning(VIOLATION));
  });

  test.each(UNRESOLVED_LISTS)('accepts %s as the authenticators', (_, value) => {
    const mfa = (variables: Variables) => ({
      requiredAaguids,
      allowedAuthenticators: authenticators(value(variables)),
    });
    expect(foundUnresolved(mfa)).toEqual(NOTHING);
  });
});

describe('mfa-hardware-key-any-model', () => {
  const VIOLATION = 'mfa-hardware-key-any-model mfa.preset';
  const HARDWARE_KEY: MfaSettings = {
    preset: MfaPreset.HARDWARE_KEY,
    allowedAuthenticators: [SECURITY_KEY, BIOMETRICS],
  };

  test('warns about hardware keys without a list of models', () => {
    expect(found(HARDWARE_KEY)).toEqual(warning(VIOLATION));
  });

  test.each<[string, MfaSettings]>([
    ['a list of models', { requiredAaguids: LIST_ID }],
    ['another preset', { preset: MfaPreset.PHISHING_RESISTANT }],
    ['no preset', { preset: undefined }],
    ['authenticators without security_key', { allowedAuthenticators: [TOTP, BIOMETRICS] }],
    ['no authenticators', { requiredForAllApps: false, allowedAuthenticators: [] }],
  ])('accepts %s', (_, mfa) => {
    expect(found({ ...HARDWARE_KEY, ...mfa })).toEqual(NOTHING);
  });

  test.each(UNRESOLVED_LISTS)('warns about %s, which can contain security_key', (_, value) => {
    const mfa = (variables: Variables) => ({
      ...HARDWARE_KEY,
      allowedAuthenticators: authenticators(value(variables)),
    });
    expect(foundUnresolved(mfa)).toEqual(warning(VIOLATION));
  });

  test.each(UNRESOLVED_TEXTS)('accepts %s as the list of models', (_, value) => {
    const mfa = (variables: Variables) => ({ ...HARDWARE_KEY, requiredAaguids: value(variables) });
    expect(foundUnresolved(mfa)).toEqual(NOTHING);
  });
});

describe('mfa-single-authenticator', () => {
  test.each([...Object.values(MfaAuthenticator).map((name) => [name]), [TOTP, TOTP]])('warns about %s', (...list) => {
    expect(found({ allowedAuthenticators: list })).toEqual(
      warning('mfa-single-authenticator mfa.allowedAuthenticators'),
    );
  });

  test.each([[[]], [[TOTP, BIOMETRICS]], [Object.values(MfaAuthenticator)]])('accepts %j', (list) => {
    expect(found({ allowedAuthenticators: list })).toEqual(NOTHING);
  });

  test.each(UNRESOLVED_LISTS)('accepts %s', (_, value) => {
    const mfa = (variables: Variables) => ({ allowedAuthenticators: authenticators(value(variables)) });
    expect(foundUnresolved(mfa)).toEqual(NOTHING);
  });

  test('accepts one authenticator in combination with an unresolved one', () => {
    const mfa = ({ text }: Variables) => ({ allowedAuthenticators: authenticators([TOTP, text.stringValue]) });
    expect(foundUnresolved(mfa)).toEqual(NOTHING);
  });
});

describe('piv-requirements-unused', () => {
  const EACH: readonly PivKeyRequirements[] = [
    { pinPolicy: PivPinPolicy.ONCE },
    { touchPolicy: PivTouchPolicy.CACHED },
    { requireFipsDevice: false },
    { sshKeySize: [256] },
    { sshKeyType: [SshKeyType.RSA] },
  ];

  test.each(EACH)('warns about %j unless piv_key is allowed', (pivKeyRequirements) => {
    const unused = warning('piv-requirements-unused mfa.pivKeyRequirements');
    expect(found({ pivKeyRequirements })).toEqual(unused);
    expect(found({ pivKeyRequirements, allowedAuthenticators: [] })).toEqual(unused);
    expect(found({ pivKeyRequirements, allowedAuthenticators: [PIV_KEY, TOTP] })).toEqual(NOTHING);
  });

  test.each([{}, { pinPolicy: undefined }])('accepts the empty requirements %p', (pivKeyRequirements) => {
    expect(found({ pivKeyRequirements })).toEqual(NOTHING);
  });

  test.each(UNRESOLVED_LISTS)('accepts %s as the authenticators', (_, value) => {
    const mfa = (variables: Variables) => ({
      allowedAuthenticators: authenticators(value(variables)),
      pivKeyRequirements: { pinPolicy: PivPinPolicy.ONCE },
    });
    expect(foundUnresolved(mfa)).toEqual(NOTHING);
  });
});

describe('piv-key-size', () => {
  const { ECDSA, ED25519, RSA } = SshKeyType;
  const SIZES = [256, 384, 521, 2048, 3072, 4096];
  const VIOLATION = 'piv-key-size mfa.pivKeyRequirements.sshKeySize';

  const mfa = (sshKeySize: number[] | undefined, sshKeyType?: SshKeyType[]): MfaSettings => ({
    allowedAuthenticators: [PIV_KEY, TOTP],
    pivKeyRequirements: { sshKeySize, sshKeyType },
  });

  test.each<[SshKeyType[] | undefined, number[]]>([
    [undefined, SIZES],
    [[ECDSA], [256, 384, 521]],
    [[RSA], [2048, 3072, 4096]],
    [[ED25519], []],
    [[RSA, ECDSA], SIZES],
    [
      [RSA, ED25519],
      [2048, 3072, 4096],
    ],
    [
      [ED25519, ECDSA],
      [256, 384, 521],
    ],
    [[], []],
  ])('key types %j allow only the sizes %j', (types, sizes) => {
    expect(found(mfa(undefined, types))).toEqual(NOTHING);
    expect(found(mfa([], types))).toEqual(NOTHING);
    expect(found(mfa(sizes, types))).toEqual(NOTHING);
    for (const size of [...SIZES, 512, -256, 256.5].filter((number) => !sizes.includes(number))) {
      expect(found(mfa([size], types))).toEqual(error(VIOLATION));
      expect(found(mfa([...sizes, size], types))).toEqual(error(VIOLATION));
    }
  });

  test.each([
    [[256, 512, 512], '512'],
    [[1024, 256, 255], '255, 1024'],
  ])('of the sizes %j names only the wrong ones: %s', (sizes, wrong) => {
    expect(errorsOf({ mfa: mfa(sizes) })).toEqual([expect.stringContaining(`sshKeySize contains ${wrong}, but `)]);
  });

  test.each<[SshKeyType[], string]>([
    [[RSA, ED25519], '(ed25519, rsa) have the sizes 2048, 3072, 4096. Use these sizes.'],
    [[ED25519], '(ed25519) have no size. Remove sshKeySize.'],
    [[], '(none) have no size. Remove sshKeySize.'],
  ])('for the key types %j explains the sizes: %s', (types, explanation) => {
    expect(errorsOf({ mfa: mfa([256], types) })).toEqual([expect.stringContaining(`key types ${explanation} [`)]);
  });

  test.each(UNRESOLVED_LISTS)('accepts %s as the key types', (_, value) => {
    expect(foundUnresolved((variables) => mfa([1], value(variables) as unknown as SshKeyType[]))).toEqual(NOTHING);
  });

  test('accepts unresolved key types and sizes', () => {
    expect(foundUnresolved(({ text }) => mfa([2048], [ECDSA, text.stringValue as unknown as SshKeyType]))).toEqual(
      NOTHING,
    );
    expect(foundUnresolved(({ numbers }) => mfa(numbers.value as number[]))).toEqual(NOTHING);
    expect(foundUnresolved(({ number }) => mfa([256, number.numberValue]))).toEqual(NOTHING);
  });

  test('rejects a wrong size in combination with an unresolved one', () => {
    expect(foundUnresolved(({ number }) => mfa([512, number.numberValue]))).toEqual(error(VIOLATION));
  });
});
