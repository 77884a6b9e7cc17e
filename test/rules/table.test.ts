import {
  Acknowledgements,
  MfaAuthenticator,
  MfaPreset,
  OrganizationBlueprint,
  OrganizationSetting,
  PivPinPolicy,
  SshKeyType,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { RULES } from '../../lib/rules';
import { shapeProblems } from '../../lib/rules/shape';
import { organization, PROPS, stackWithProvider, warnings, ZONE_ID } from '../organization';
import { findings, idsOf, withVariables } from './helpers';

type Props = Partial<ZeroTrustOrganizationProps>;

const { SECURITY_KEY, BIOMETRICS, PIV_KEY, SSH_FIDO2_KEY, TOTP } = MfaAuthenticator;

/** An organization of a stack whose user asks for a provider version. */
function withProviderVersion(version: string, props: Props): ZeroTrustOrganization {
  const stack = stackWithProvider();
  stack.addOverride('terraform.required_providers.cloudflare.version', version);
  return new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, ...props });
}

/** Two organizations of one account: the second one. */
function twins(): ZeroTrustOrganization {
  const stack = stackWithProvider();
  new ZeroTrustOrganization(stack, 'First', PROPS);
  return new ZeroTrustOrganization(stack, 'Second', PROPS);
}

/** For each rule, by id and severity, an organization with this problem only. */
const EXAMPLES: Readonly<Record<string, Props | (() => ZeroTrustOrganization)>> = {
  'scope-exactly-one hard': { accountId: undefined },
  'account-id-format hard': { accountId: 'Widget Corp' },
  'zone-id-format hard': { accountId: undefined, zoneId: 'example.com' },
  'one-organization-per-account hard': twins,
  'name-blank hard': { name: ' ' },
  'auth-domain-format hard': { authDomain: '' },
  'auth-domain-format documented': { authDomain: 'widget-corp' },
  'auth-domain-placeholder warning': { authDomain: 'test.cloudflareaccess.com' },
  'session-duration hard': { sessionDuration: '30d' },
  'session-duration documented': { sessionDuration: '1000h' },
  'warp-auth-session-duration hard': { warpAuthSessionDuration: '0m' },
  'warp-auth-session-duration documented': { warpAuthSessionDuration: '1.5h' },
  'user-seat-expiration hard': { userSeatExpirationInactiveTime: '720h' },
  'user-seat-expiration documented': { userSeatExpirationInactiveTime: '9000h' },
  'mfa-session-duration hard': { mfa: { sessionDuration: '721h' } },
  'mfa-session-duration documented': { mfa: { sessionDuration: '1.5h' } },
  'amr-matching-session-duration hard': { mfa: { amrMatchingSessionDuration: '721h' } },
  'amr-matching-session-duration documented': { mfa: { amrMatchingSessionDuration: '1.5h' } },
  'warp-needs-session-duration documented': { allowAuthenticateViaWarp: true },
  'mfa-required-needs-authenticators hard': { mfa: { requiredForAllApps: true, allowedAuthenticators: [] } },
  'mfa-required-needs-session hard': {
    mfa: { preset: MfaPreset.DISABLED, requiredForAllApps: true, allowedAuthenticators: [TOTP, SECURITY_KEY] },
  },
  'mfa-required-infrastructure-only hard': {
    mfa: { requiredForAllApps: true, allowedAuthenticators: [PIV_KEY, SSH_FIDO2_KEY] },
  },
  'mfa-required-aaguids-format hard': { mfa: { preset: MfaPreset.PHISHING_RESISTANT, requiredAaguids: 'our keys' } },
  'mfa-aaguids-bypassed warning': { mfa: { requiredAaguids: '0132d110-5654-4a5e-9a2b-1f0b2b0a0a0a' } },
  'mfa-hardware-key-any-model warning': {
    mfa: { preset: MfaPreset.HARDWARE_KEY, allowedAuthenticators: [SECURITY_KEY, BIOMETRICS] },
  },
  'mfa-single-authenticator warning': { mfa: { allowedAuthenticators: [SECURITY_KEY] } },
  'piv-requirements-unused warning': { mfa: { pivKeyRequirements: { pinPolicy: PivPinPolicy.ONCE } } },
  'piv-key-size hard': {
    mfa: {
      allowedAuthenticators: [PIV_KEY, TOTP],
      pivKeyRequirements: { sshKeySize: [256], sshKeyType: [SshKeyType.RSA] },
    },
  },
  'read-only-lock-reason hard': { readOnlyLock: { reason: '' } },
  'read-only-lock-unset warning': { readOnlyLock: undefined },
  'deny-unmatched-outage warning': { denyUnmatchedRequests: {} },
  'deny-unmatched-zone-name hard': { denyUnmatchedRequests: { exemptedZoneNames: ['*.example.com'] } },
  'deny-unmatched-exemptions-unused warning': {
    denyUnmatchedRequests: { enabled: false, exemptedZoneNames: ['example.com'] },
  },
  'service-token-inactivity-action hard': { serviceTokenInactivity: { inactivityThresholdDays: 90 } as never },
  'service-token-inactivity-days hard': { serviceTokenInactivity: { action: 'disable' } as never },
  'service-token-inactivity-days documented': {
    serviceTokenInactivity: { action: 'disable', inactivityThresholdDays: 7 } as never,
  },
  'custom-page-uid hard': { customPages: { forbidden: 'denied' } },
  'login-color documented': { loginDesign: { textColor: 'white' } },
  'login-contrast warning': { loginDesign: { textColor: '#fff', backgroundColor: '#eee' } },
  'login-logo-url documented': { loginDesign: { logoPath: 'logo.png' } },
  'text-template warning': { name: '${var.name}' },
  'text-dollar-before-token warning': () => withVariables(({ text }) => ({ name: `costs $${text.stringValue}` })),
  'text-well-formed hard': { name: 'Widget \ud83d' },
  'zone-scope-settings warning': { accountId: undefined, zoneId: ZONE_ID, strictServiceTokenAuth: true },
  'blueprint-fixed hard': {
    sessionDuration: '12h',
    blueprint: new OrganizationBlueprint({ name: 'company', fixed: [OrganizationSetting.SESSION_DURATION] }),
  },
  'setting-managed-and-unmanaged hard': {
    sessionDuration: '12h',
    unmanaged: [OrganizationSetting.SESSION_DURATION],
  },
  'import-needs-account hard': { accountId: undefined, zoneId: ZONE_ID, importExisting: true },
  'migrate-from-address hard': { migrateFrom: 'this' },
  'prevent-destroy-conflict hard': { preventDestroy: true, lifecycle: { preventDestroy: false } },
  'provider-version-too-low hard': () => withProviderVersion('5.14.0', {}),
  'unmanaged-version-too-low warning': () =>
    withProviderVersion('>= 5.14.0', {
      unmanaged: [OrganizationSetting.MFA, OrganizationSetting.DENY_UNMATCHED_REQUESTS],
    }),
};

const keyOf = ({ id, severity }: { readonly id: string; readonly severity: string }): string => `${id} ${severity}`;

function example(key: string): ZeroTrustOrganization {
  const made = EXAMPLES[key] ?? {};
  return typeof made === 'function' ? made() : organization(made);
}

describe.each(RULES.map((rule) => [keyOf(rule), rule] as const))('%s', (key, rule) => {
  test('has an id in kebab-case', () => {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test('is documented in one line each, without a full stop', () => {
    for (const text of [rule.guards, rule.statement, rule.source]) {
      expect(text).toMatch(/^\S(.*[^\s.])?$/);
    }
  });

  test('guards props that exist', () => {
    const names = rule.guards === 'every setting' ? [] : rule.guards.split(', ');
    for (const name of names) {
      const members = name.split('.').reduceRight<unknown>((inner, member) => ({ [member]: inner }), undefined);
      const unknown = name.split('.').reduceRight<unknown>((inner, member) => ({ [member]: inner }), Symbol('wrong'));
      expect(shapeProblems('organization', members, () => false)).toEqual([]);
      // A prop that exists has a type.
      expect(idsOf(shapeProblems('organization', unknown, () => false))).toEqual(['prop-type']);
    }
  });

  test('is found alone in its example', () => {
    const found = findings(example(key));
    const [these, others] =
      rule.severity === 'warning' ? [found.warnings, found.errors] : [found.errors, found.warnings];
    expect(new Set(idsOf(these))).toEqual(new Set([rule.id]));
    expect(others).toEqual([]);
  });

  test('can be acknowledged unless it is hard', () => {
    const construct = example(key);
    const acknowledge = () => {
      Acknowledgements.of(construct).add({ rule: rule.id, reason: 'known and accepted' });
    };
    const severities = RULES.filter(({ id }) => id === rule.id).map(({ severity }) => severity);
    if (severities.every((severity) => severity === 'hard')) {
      expect(acknowledge).toThrow(`rule: '${rule.id}' cannot be acknowledged`);
    } else {
      acknowledge();
    }
    const { errors, warnings: left } = findings(construct);
    expect(new Set(idsOf([...errors, ...left]))).toEqual(new Set(rule.severity === 'hard' ? [rule.id] : []));
  });
});

describe('the table', () => {
  test('has each id once a severity', () => {
    const keys = RULES.map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('has an example of every rule, and of nothing else', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(RULES.map(keyOf).sort());
  });

  test('keeps the severities of one id together', () => {
    const ids = RULES.map(({ id }) => id);
    expect(ids.filter((id, index) => id !== ids[index - 1])).toEqual([...new Set(ids)]);
  });
});

describe('a message', () => {
  /** Every prop of text with a rule, and props that put a value there. */
  const TEXTS: Readonly<Record<string, (text: string) => Props>> = {
    accountId: (accountId) => ({ accountId }),
    zoneId: (zoneId) => ({ accountId: undefined, zoneId }),
    name: (name) => ({ name: `${name}\${a} \ud83d` }),
    authDomain: (authDomain) => ({ authDomain }),
    sessionDuration: (sessionDuration) => ({ sessionDuration }),
    warpAuthSessionDuration: (warpAuthSessionDuration) => ({ warpAuthSessionDuration }),
    userSeatExpirationInactiveTime: (userSeatExpirationInactiveTime) => ({ userSeatExpirationInactiveTime }),
    'readOnlyLock.reason': (reason) => ({ readOnlyLock: { reason: `${reason}\${a} \ud83d` } }),
    'mfa.sessionDuration': (sessionDuration) => ({ mfa: { sessionDuration } }),
    'mfa.amrMatchingSessionDuration': (amrMatchingSessionDuration) => ({ mfa: { amrMatchingSessionDuration } }),
    'mfa.requiredAaguids': (requiredAaguids) => ({ mfa: { requiredAaguids } }),
    'denyUnmatchedRequests.exemptedZoneNames': (zone) => ({ denyUnmatchedRequests: { exemptedZoneNames: [zone] } }),
    'customPages.forbidden': (forbidden) => ({ customPages: { forbidden } }),
    'customPages.identityDenied': (identityDenied) => ({ customPages: { identityDenied } }),
    'loginDesign.backgroundColor': (backgroundColor) => ({ loginDesign: { backgroundColor } }),
    'loginDesign.textColor': (textColor) => ({ loginDesign: { textColor } }),
    'loginDesign.logoPath': (logoPath) => ({ loginDesign: { logoPath } }),
    'loginDesign.headerText': (headerText) => ({ loginDesign: { headerText: `${headerText}\${a} \ud83d` } }),
    'loginDesign.footerText': (footerText) => ({ loginDesign: { footerText: `${footerText}\${a} \ud83d` } }),
    migrateFrom: (migrateFrom) => ({ migrateFrom }),
  };

  const oneShortLine = (prop: string): RegExp =>
    new RegExp(`^${prop.replaceAll('.', '\\.')}: [^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{1,480} \\[[a-z-]+\\]$`, 'u');

  test.each(Object.entries(TEXTS))('of %s is one short line that names the prop and the rule', (prop, props) => {
    const values = [
      'a\nb',
      '\r\n\v\fx\r',
      '1\n',
      'x\u0000\u0007\u001b[31m',
      'x\u007f\u0085\u009b31m\u2028y\u2029z',
      `${'x'.repeat(79)}😀`,
      'x'.repeat(100_000),
      '7'.repeat(100_000),
      `${' '.repeat(100_000)}x`,
      `'"`.repeat(50_000),
      '1d'.repeat(50_000),
      'a.'.repeat(50_000),
      `a${'-'.repeat(100_000)}`,
    ];
    for (const value of values) {
      // Not through a synthesis: CDKTF needs many seconds for as many digits.
      const messages = organization(props(value)).node.validate();
      expect(messages).not.toEqual([]);
      for (const message of messages) {
        expect(message).toMatch(oneShortLine(prop));
      }
    }
  });

  test.each<[string, (text: string) => Props]>([
    ['name', (text) => ({ name: `${text}\${a}` })],
    ['loginDesign.headerText', (text) => ({ loginDesign: { headerText: `%{${text}` } })],
    ['mfa.requiredAaguids', (text) => ({ mfa: { requiredAaguids: text } })],
    [
      'denyUnmatchedRequests.exemptedZoneNames',
      (text) => ({ denyUnmatchedRequests: { enabled: false, exemptedZoneNames: [text] } }),
    ],
  ])('of a warning of %s is one short line too', (prop, props) => {
    for (const text of ['a\nb\r', 'a\u0085\u2028\u2029b', `${'x'.repeat(79)}😀`, 'x'.repeat(100_000)]) {
      expect(warnings(organization(props(text)))).toEqual([expect.stringMatching(oneShortLine(prop))]);
    }
  });

  test('of an example begins with a prop, and says what to do', () => {
    for (const key of Object.keys(EXAMPLES)) {
      const construct = example(key);
      const { errors, warnings: risks } = findings(construct);
      for (const message of [...errors, ...risks]) {
        expect(message).toMatch(/^(\[[^\]]+\] )?[a-zA-Z][\w.]*: \S.{10,} \[[a-z-]+\]$/);
        expect(message).toMatch(/: (write|leave|use|keep|add|allow|raise)\b/);
      }
    }
  });
});
