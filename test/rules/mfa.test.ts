import {
  Acknowledgements,
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
  idsOf,
  NOTHING,
  TEXT_TOKENS,
  UNKNOWN_FLAGS,
  UNKNOWN_LISTS,
  UNKNOWN_TEXTS,
  withVariables,
} from './helpers';

const { TOTP, BIOMETRICS, SECURITY_KEY, PIV_KEY, SSH_FIDO2_KEY } = MfaAuthenticator;
const LIST_ID = '0132d110-5654-4a5e-9a2b-1f0b2b0a0a0a';

const found = (mfa: MfaSettings): Findings => findingsOf({ mfa });

describe('the presets', () => {
  test.each([MfaPreset.BALANCED, MfaPreset.PHISHING_RESISTANT, MfaPreset.DISABLED])('%s draws nothing', (preset) => {
    expect(found({ preset })).toEqual(NOTHING);
  });

  test('hardware_key draws two warnings', () => {
    const { errors, warnings } = found({ preset: MfaPreset.HARDWARE_KEY });
    expect(errors).toEqual([]);
    expect(idsOf(warnings)).toEqual(['mfa-hardware-key-any-model', 'mfa-single-authenticator']);
  });

  test('no rule looks at MFA that is not managed here', () => {
    expect(findingsOf({ unmanaged: [OrganizationSetting.MFA] })).toEqual(NOTHING);
  });
});

describe('mfa-required-needs-authenticators', () => {
  const message =
    'mfa.requiredForAllApps: received true, but no authenticator is allowed; needed: at least one: write mfa: { preset: MfaPreset.PHISHING_RESISTANT }, or requiredForAllApps: false [mfa-required-needs-authenticators]';

  test.each<[string, MfaSettings]>([
    ['an empty list', { requiredForAllApps: true, allowedAuthenticators: [] }],
    ['an empty list beside a preset', { preset: MfaPreset.PHISHING_RESISTANT, allowedAuthenticators: [] }],
    ['a preset without any', { preset: MfaPreset.DISABLED, requiredForAllApps: true, sessionDuration: '1h' }],
  ])('%s', (_, mfa) => {
    expect(found(mfa)).toEqual({ errors: [message], warnings: [] });
  });

  test.each<[string, MfaSettings]>([
    ['an authenticator', { requiredForAllApps: true, allowedAuthenticators: [TOTP, BIOMETRICS] }],
    ['a preset with some', { preset: MfaPreset.PHISHING_RESISTANT }],
    ['no requirement', { requiredForAllApps: false, allowedAuthenticators: [] }],
    ['a preset without any, and no requirement', { preset: MfaPreset.DISABLED }],
  ])('nothing is said with %s', (_, mfa) => {
    expect(found(mfa)).toEqual(NOTHING);
  });

  test.each(UNKNOWN_FLAGS)('nothing is said when the requirement is %s', (_, value) => {
    const construct = withVariables((variables) => ({
      mfa: { requiredForAllApps: value(variables), allowedAuthenticators: [] },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each(UNKNOWN_LISTS)('nothing is said when the authenticators are %s', (_, value) => {
    const construct = withVariables((variables) => ({
      mfa: { requiredForAllApps: true, allowedAuthenticators: value(variables) as unknown as MfaAuthenticator[] },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('mfa-required-needs-session', () => {
  const message =
    "mfa.requiredForAllApps: received true without mfa.sessionDuration; the API needs one: write sessionDuration: '12h' beside it [mfa-required-needs-session]";
  const mfa = { preset: MfaPreset.DISABLED, requiredForAllApps: true, allowedAuthenticators: [TOTP, BIOMETRICS] };

  test('a preset without a session', () => {
    expect(found(mfa)).toEqual({ errors: [message], warnings: [] });
  });

  test.each<[string, MfaSettings]>([
    ['a session', { ...mfa, sessionDuration: '12h' }],
    ['a session of no length', { ...mfa, sessionDuration: '0m' }],
    ['the session of a preset', { ...mfa, preset: MfaPreset.BALANCED }],
    ['no requirement', { ...mfa, requiredForAllApps: false }],
  ])('nothing is said with %s', (_, settings) => {
    expect(found(settings)).toEqual(NOTHING);
  });

  test.each(UNKNOWN_FLAGS)('nothing is said when the requirement is %s', (_, value) => {
    const construct = withVariables((variables) => ({ mfa: { ...mfa, requiredForAllApps: value(variables) } }));
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each(UNKNOWN_TEXTS)('%s is a session', (_, value) => {
    const construct = withVariables((variables) => ({ mfa: { ...mfa, sessionDuration: value(variables) } }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('mfa-required-infrastructure-only', () => {
  test('both authenticators of SSH logins', () => {
    expect(found({ requiredForAllApps: true, allowedAuthenticators: [SSH_FIDO2_KEY, PIV_KEY] })).toEqual({
      errors: [
        'mfa.requiredForAllApps: received true with piv_key and ssh_fido2_key only, made for infrastructure (SSH) applications; needed: an authenticator for browsers: add MfaAuthenticator.SECURITY_KEY to mfa.allowedAuthenticators [mfa-required-infrastructure-only]',
      ],
      warnings: [],
    });
  });

  test.each([PIV_KEY, SSH_FIDO2_KEY])('%s alone', (authenticator) => {
    const { errors } = found({ requiredForAllApps: true, allowedAuthenticators: [authenticator] });
    expect(errors).toEqual([
      `mfa.requiredForAllApps: received true with ${authenticator} only, made for infrastructure (SSH) applications; needed: an authenticator for browsers: add MfaAuthenticator.SECURITY_KEY to mfa.allowedAuthenticators [mfa-required-infrastructure-only]`,
    ]);
  });

  test.each([TOTP, BIOMETRICS, SECURITY_KEY])('nothing is said with %s among them', (authenticator) => {
    const allowedAuthenticators = [PIV_KEY, SSH_FIDO2_KEY, authenticator];
    expect(found({ requiredForAllApps: true, allowedAuthenticators })).toEqual(NOTHING);
  });

  test('nothing is said without the requirement', () => {
    expect(found({ allowedAuthenticators: [PIV_KEY, SSH_FIDO2_KEY] })).toEqual(NOTHING);
  });

  test.each(UNKNOWN_FLAGS)('nothing is said when the requirement is %s', (_, value) => {
    const construct = withVariables((variables) => ({
      mfa: { requiredForAllApps: value(variables), allowedAuthenticators: [PIV_KEY, SSH_FIDO2_KEY] },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each(TEXT_TOKENS)('nothing is said with %s among them', (_, value) => {
    const construct = withVariables((variables) => ({
      mfa: {
        requiredForAllApps: true,
        allowedAuthenticators: [PIV_KEY, SSH_FIDO2_KEY, value(variables) as unknown as MfaAuthenticator],
      },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('mfa-required-aaguids-format', () => {
  const props = (requiredAaguids: string) => ({
    mfa: { preset: MfaPreset.PHISHING_RESISTANT, requiredAaguids },
  });

  test.each([
    ['', "''"],
    ['company keys', "'company keys'"],
    [LIST_ID.replaceAll('-', ''), `'${LIST_ID.replaceAll('-', '')}'`],
    [`{${LIST_ID}}`, `'{${LIST_ID}}'`],
    [`${LIST_ID}\n`, `'${LIST_ID}\\n'`],
    [LIST_ID.slice(1), `'${LIST_ID.slice(1)}'`],
    [`${LIST_ID}0`, `'${LIST_ID}0'`],
    [`g${LIST_ID.slice(1)}`, `'g${LIST_ID.slice(1)}'`],
    [`${LIST_ID},${LIST_ID}`, `'${LIST_ID},${LIST_ID}'`],
    ['x'.repeat(81), `'${'x'.repeat(80)}… (81 characters)'`],
  ])('%j is no list id', (requiredAaguids, shown) => {
    expect(findingsOf(props(requiredAaguids))).toEqual({
      errors: [
        `mfa.requiredAaguids: ${shown} is no list id; allowed: the UUID of a Zero Trust list of type AAGUID (not an AAGUID itself, not the list's name): write the list's id, such as new ZeroTrustList(…, { type: 'AAGUID', … }).id [mfa-required-aaguids-format]`,
      ],
      warnings: [],
    });
  });

  test.each([LIST_ID, LIST_ID.toUpperCase(), '00000000-0000-0000-0000-000000000000'])('%s is fine', (id) => {
    expect(findingsOf(props(id))).toEqual(NOTHING);
  });

  test.each(UNKNOWN_TEXTS)('nothing is said about %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });
});

describe('mfa-aaguids-bypassed', () => {
  const requiredAaguids = LIST_ID;
  const preset = MfaPreset.PHISHING_RESISTANT;

  test.each<[string, MfaSettings, string]>([
    [
      'AMR matching',
      { preset, requiredAaguids, amrMatchingSessionDuration: '24h' },
      `mfa.requiredAaguids: '${LIST_ID}' does not bind people who come by mfa.amrMatchingSessionDuration; a listed key is needed on the other ways only: leave mfa.amrMatchingSessionDuration out, or acknowledge [mfa-aaguids-bypassed]`,
    ],
    [
      'TOTP',
      { requiredAaguids },
      `mfa.requiredAaguids: '${LIST_ID}' does not bind people who come by totp; a listed key is needed on the other ways only: leave totp out, or acknowledge [mfa-aaguids-bypassed]`,
    ],
    [
      'both',
      { requiredAaguids, amrMatchingSessionDuration: '0m' },
      `mfa.requiredAaguids: '${LIST_ID}' does not bind people who come by mfa.amrMatchingSessionDuration or totp; a listed key is needed on the other ways only: leave mfa.amrMatchingSessionDuration and totp out, or acknowledge [mfa-aaguids-bypassed]`,
    ],
  ])('by %s', (_, mfa, message) => {
    expect(found(mfa)).toEqual({ errors: [], warnings: [message] });
  });

  test('it can be acknowledged', () => {
    const construct = organization({ mfa: { requiredAaguids } });
    Acknowledgements.of(construct).add({ rule: 'mfa-aaguids-bypassed', reason: 'until everybody has a key' });
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each<[string, MfaSettings]>([
    ['keys only', { preset, requiredAaguids }],
    ['ways around, but no list', { amrMatchingSessionDuration: '24h' }],
  ])('nothing is said with %s', (_, mfa) => {
    expect(found(mfa)).toEqual(NOTHING);
  });

  test('TOTP among authenticators of which some are not known yet', () => {
    const construct = withVariables(({ text }) => ({
      mfa: { requiredAaguids, allowedAuthenticators: [text.stringValue as unknown as MfaAuthenticator, TOTP] },
    }));
    expect(idsOf(findings(construct).warnings)).toEqual(['mfa-aaguids-bypassed']);
  });

  test.each(UNKNOWN_LISTS)('nothing is said when the authenticators are %s', (_, value) => {
    const construct = withVariables((variables) => ({
      mfa: { requiredAaguids, allowedAuthenticators: value(variables) as unknown as MfaAuthenticator[] },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('mfa-hardware-key-any-model', () => {
  const allowedAuthenticators = [SECURITY_KEY, BIOMETRICS];

  test('hardware keys without a list of models', () => {
    expect(found({ preset: MfaPreset.HARDWARE_KEY, allowedAuthenticators })).toEqual({
      errors: [],
      warnings: [
        'mfa.preset: received MfaPreset.HARDWARE_KEY without mfa.requiredAaguids; any FIDO2 key can be enrolled, also one in software: write requiredAaguids with the id of a Zero Trust list of the models you hand out, or acknowledge [mfa-hardware-key-any-model]',
      ],
    });
  });

  test.each<[string, MfaSettings]>([
    ['a list', { preset: MfaPreset.HARDWARE_KEY, allowedAuthenticators, requiredAaguids: LIST_ID }],
    ['another preset', { preset: MfaPreset.PHISHING_RESISTANT }],
    ['no preset', { allowedAuthenticators }],
    [
      'authenticators without security_key',
      { preset: MfaPreset.HARDWARE_KEY, allowedAuthenticators: [TOTP, BIOMETRICS] },
    ],
    ['no authenticator', { preset: MfaPreset.HARDWARE_KEY, requiredForAllApps: false, allowedAuthenticators: [] }],
  ])('nothing is said with %s', (_, mfa) => {
    expect(found(mfa)).toEqual(NOTHING);
  });

  test.each(UNKNOWN_LISTS)('%s may hold security_key', (_, value) => {
    const construct = withVariables((variables) => ({
      mfa: {
        preset: MfaPreset.HARDWARE_KEY,
        allowedAuthenticators: value(variables) as unknown as MfaAuthenticator[],
      },
    }));
    expect(idsOf(findings(construct).warnings)).toEqual(['mfa-hardware-key-any-model']);
  });

  test('it can be acknowledged', () => {
    const construct = organization({ mfa: { preset: MfaPreset.HARDWARE_KEY, allowedAuthenticators } });
    Acknowledgements.of(construct).add({ rule: 'mfa-hardware-key-any-model', reason: 'we hand the keys out' });
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each(UNKNOWN_TEXTS)('%s is a list', (_, value) => {
    const construct = withVariables((variables) => ({
      mfa: { preset: MfaPreset.HARDWARE_KEY, allowedAuthenticators, requiredAaguids: value(variables) },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('mfa-single-authenticator', () => {
  test.each(Object.values(MfaAuthenticator))('%s alone', (authenticator) => {
    expect(found({ allowedAuthenticators: [authenticator] })).toEqual({
      errors: [],
      warnings: [
        `mfa.allowedAuthenticators: received only ${authenticator}; a person who loses it is locked out until an administrator deletes it: allow a second method, or hand out two each and acknowledge [mfa-single-authenticator]`,
      ],
    });
  });

  test('one that is listed twice', () => {
    expect(idsOf(warningsOf({ mfa: { allowedAuthenticators: [TOTP, TOTP] } }))).toEqual(['mfa-single-authenticator']);
  });

  test.each([[[]], [[TOTP, BIOMETRICS]], [Object.values(MfaAuthenticator)]])('nothing is said about %j', (list) => {
    expect(found({ allowedAuthenticators: list })).toEqual(NOTHING);
  });

  test('it can be acknowledged', () => {
    const construct = organization({ mfa: { allowedAuthenticators: [SECURITY_KEY] } });
    Acknowledgements.of(construct).add({ rule: 'mfa-single-authenticator', reason: 'two keys each' });
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each(UNKNOWN_LISTS)('nothing is said about %s', (_, value) => {
    const construct = withVariables((variables) => ({
      mfa: { allowedAuthenticators: value(variables) as unknown as MfaAuthenticator[] },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('nothing is said about a known one beside one that is not known yet', () => {
    const construct = withVariables(({ text }) => ({
      mfa: { allowedAuthenticators: [TOTP, text.stringValue as unknown as MfaAuthenticator] },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('piv-requirements-unused', () => {
  const message =
    'mfa.pivKeyRequirements: received, but piv_key is not allowed; without it they do nothing: add MfaAuthenticator.PIV_KEY to mfa.allowedAuthenticators, or leave them out [piv-requirements-unused]';
  const EACH: readonly PivKeyRequirements[] = [
    { pinPolicy: PivPinPolicy.ONCE },
    { touchPolicy: PivTouchPolicy.CACHED },
    { requireFipsDevice: false },
    { sshKeySize: [256] },
    { sshKeyType: [SshKeyType.RSA] },
  ];

  test.each(EACH)('%j without piv_key', (pivKeyRequirements) => {
    expect(found({ pivKeyRequirements })).toEqual({ errors: [], warnings: [message] });
    expect(found({ pivKeyRequirements, allowedAuthenticators: [] })).toEqual({ errors: [], warnings: [message] });
  });

  test.each(EACH)('%j with piv_key is fine', (pivKeyRequirements) => {
    expect(found({ pivKeyRequirements, allowedAuthenticators: [PIV_KEY, TOTP] })).toEqual(NOTHING);
  });

  test('nothing is said about requirements of nothing', () => {
    expect(found({ pivKeyRequirements: {} })).toEqual(NOTHING);
    expect(found({ pivKeyRequirements: { pinPolicy: undefined } })).toEqual(NOTHING);
  });

  test('it can be acknowledged', () => {
    const construct = organization({ mfa: { pivKeyRequirements: { pinPolicy: PivPinPolicy.ONCE } } });
    Acknowledgements.of(construct).add({ rule: 'piv-requirements-unused', reason: 'prepared for later' });
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each(UNKNOWN_LISTS)('nothing is said when the authenticators are %s', (_, value) => {
    const construct = withVariables((variables) => ({
      mfa: {
        allowedAuthenticators: value(variables) as unknown as MfaAuthenticator[],
        pivKeyRequirements: { pinPolicy: PivPinPolicy.ONCE },
      },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('piv-key-size', () => {
  const { ECDSA, ED25519, RSA } = SshKeyType;
  const props = (sshKeySize: number[] | undefined, sshKeyType?: SshKeyType[]) => ({
    mfa: { allowedAuthenticators: [PIV_KEY, TOTP], pivKeyRequirements: { sshKeySize, sshKeyType } },
  });
  const ALL = '256, 384, 521, 2048, 3072, 4096';

  test.each<[number[], SshKeyType[] | undefined, string]>([
    [[512], undefined, `received [ 512 ] for the key types ecdsa, ed25519, rsa; allowed: ${ALL}`],
    [[1024, 255], undefined, `received [ 255, 1024 ] for the key types ecdsa, ed25519, rsa; allowed: ${ALL}`],
    [[256, 512, 512], undefined, `received [ 512 ] for the key types ecdsa, ed25519, rsa; allowed: ${ALL}`],
    [
      [7, 6, 5, 4, 3, 2, 1],
      undefined,
      `received [ 1, 2, 3, 4, 5, ... 2 more items ] for the key types ecdsa, ed25519, rsa; allowed: ${ALL}`,
    ],
    [[-256], undefined, `received [ -256 ] for the key types ecdsa, ed25519, rsa; allowed: ${ALL}`],
    [[256.5], undefined, `received [ 256.5 ] for the key types ecdsa, ed25519, rsa; allowed: ${ALL}`],
    [[256], [RSA], 'received [ 256 ] for the key types rsa; allowed: 2048, 3072, 4096'],
    [[2048], [ECDSA], 'received [ 2048 ] for the key types ecdsa; allowed: 256, 384, 521'],
    [[384], [RSA, ED25519], 'received [ 384 ] for the key types ed25519, rsa; allowed: 2048, 3072, 4096'],
  ])('%j with %j', (sizes, types, problem) => {
    expect(findingsOf(props(sizes, types))).toEqual({
      errors: [`mfa.pivKeyRequirements.sshKeySize: ${problem}: write one of these [piv-key-size]`],
      warnings: [],
    });
  });

  test('any size with no type', () => {
    expect(findingsOf(props([256], []))).toEqual({
      errors: [
        'mfa.pivKeyRequirements.sshKeySize: received [ 256 ] for the key types none; allowed: no size: leave sshKeySize out [piv-key-size]',
      ],
      warnings: [],
    });
  });

  test('any size with Ed25519 alone', () => {
    expect(findingsOf(props([256], [ED25519]))).toEqual({
      errors: [
        'mfa.pivKeyRequirements.sshKeySize: received [ 256 ] for the key types ed25519; allowed: no size: leave sshKeySize out [piv-key-size]',
      ],
      warnings: [],
    });
  });

  test.each<[number[] | undefined, SshKeyType[] | undefined]>([
    [[256, 384, 521, 2048, 3072, 4096], undefined],
    [[256, 384, 521], [ECDSA]],
    [[2048, 3072, 4096], [RSA]],
    [
      [256, 2048],
      [RSA, ECDSA],
    ],
    [[256], [ED25519, ECDSA]],
    [[], [ED25519]],
    [undefined, [ED25519]],
    [undefined, undefined],
    [[], undefined],
  ])('%j with %j is fine', (sizes, types) => {
    expect(findingsOf(props(sizes, types))).toEqual(NOTHING);
  });

  test.each(UNKNOWN_LISTS)('nothing is said when the types are %s', (_, value) => {
    const construct = withVariables((variables) => props([1], value(variables) as unknown as SshKeyType[]));
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('nothing is said when one of the types is not known yet', () => {
    const construct = withVariables(({ text }) => props([2048], [ECDSA, text.stringValue as unknown as SshKeyType]));
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('nothing is said about sizes that are not known yet', () => {
    const list = withVariables(({ numbers }) => props(numbers.value as number[]));
    expect(findings(list)).toEqual(NOTHING);
    const element = withVariables(({ number }) => props([256, number.numberValue]));
    expect(findings(element)).toEqual(NOTHING);
  });

  test('a wrong size beside one that is not known yet', () => {
    const construct = withVariables(({ number }) => props([512, number.numberValue]));
    expect(findings(construct)).toEqual({
      errors: [
        `mfa.pivKeyRequirements.sshKeySize: received [ 512 ] for the key types ecdsa, ed25519, rsa; allowed: ${ALL}: write one of these [piv-key-size]`,
      ],
      warnings: [],
    });
  });

  test('it cannot be acknowledged', () => {
    const construct = organization(props([512]));
    expect(() => {
      Acknowledgements.of(construct).add({ rule: 'piv-key-size', reason: 'it works for us' });
    }).toThrow('cannot be acknowledged');
    expect(idsOf(errorsOf(props([512])))).toEqual(['piv-key-size']);
  });
});
