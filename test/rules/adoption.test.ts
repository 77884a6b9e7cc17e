import { Fn } from 'cdktf';
import { Acknowledgements, OrganizationSetting, ServiceTokenAction, type ZeroTrustOrganizationProps } from '../../lib';
import { errorsOf, organization, warningsOf, ZONE_ID } from '../organization';
import { findings, findingsOf, idsOf, NOTHING, UNKNOWN_TEXTS, type Variables, withVariables } from './helpers';

type Props = Partial<ZeroTrustOrganizationProps>;

/** A valid value of every setting. */
const SETTINGS: Required<Pick<ZeroTrustOrganizationProps, OrganizationSetting>> = {
  sessionDuration: '12h',
  warpAuthSessionDuration: '12h',
  userSeatExpirationInactiveTime: '730h',
  allowAuthenticateViaWarp: false,
  autoRedirectToIdentity: false,
  readOnlyLock: { reason: 'managed in Terraform' },
  mfa: {},
  denyUnmatchedRequests: { enabled: false },
  customPages: {},
  loginDesign: {},
  serviceTokenInactivity: { action: ServiceTokenAction.DISABLE, inactivityThresholdDays: 90 },
  strictServiceTokenAuth: false,
  warpAuthNonBrowser401: false,
};
const ALL = Object.values(OrganizationSetting);
const AT_ZONE: readonly OrganizationSetting[] = [
  OrganizationSetting.READ_ONLY_LOCK,
  OrganizationSetting.LOGIN_DESIGN,
  OrganizationSetting.USER_SEAT_EXPIRATION_INACTIVE_TIME,
];

describe('zone-scope-settings', () => {
  const zone: Props = { accountId: undefined, zoneId: ZONE_ID };
  const given = (setting: OrganizationSetting): Props => ({ ...zone, [setting]: SETTINGS[setting] });

  test.each(ALL.filter((setting) => !AT_ZONE.includes(setting)))('%s does not exist there', (setting) => {
    expect(findingsOf(given(setting))).toEqual({
      errors: [],
      warnings: [
        `${setting}: received together with zoneId; at zone scope the API knows only authDomain, name, readOnlyLock, loginDesign and userSeatExpirationInactiveTime: use accountId, or leave it out [zone-scope-settings]`,
      ],
    });
  });

  test.each(AT_ZONE)('%s exists there', (setting) => {
    expect(findingsOf(given(setting))).toEqual(NOTHING);
  });

  test.each(ALL)('%s is fine in an account', (setting) => {
    expect(findingsOf({ [setting]: SETTINGS[setting] })).toEqual(NOTHING);
  });

  test('each setting has its own warning', () => {
    const { warnings } = findingsOf({ ...zone, ...SETTINGS });
    expect(idsOf(warnings)).toEqual(Array.from({ length: 10 }, () => 'zone-scope-settings'));
  });

  test('it can be acknowledged', () => {
    const construct = organization(given(OrganizationSetting.MFA));
    Acknowledgements.of(construct).add({ rule: 'zone-scope-settings', reason: 'the API learnt it' });
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('setting-managed-and-unmanaged', () => {
  const message = (setting: string): string =>
    `${setting}: received, but listed in unmanaged too; a setting is one or the other: leave ${setting} out, or take it off the list [setting-managed-and-unmanaged]`;

  test.each(ALL)('%s given and listed', (setting) => {
    expect(errorsOf({ readOnlyLock: undefined, [setting]: SETTINGS[setting], unmanaged: [setting] })).toEqual([
      message(setting),
    ]);
  });

  test.each(ALL)('%s is listed, and not given', (setting) => {
    expect(errorsOf({ readOnlyLock: undefined, unmanaged: [setting] })).toEqual([]);
  });

  test('each of them once, in the order of the list', () => {
    const unmanaged = [OrganizationSetting.MFA, OrganizationSetting.SESSION_DURATION, OrganizationSetting.MFA];
    expect(errorsOf({ sessionDuration: '12h', mfa: {}, autoRedirectToIdentity: true, unmanaged })).toEqual([
      message('mfa'),
      message('sessionDuration'),
    ]);
  });

  test('a setting that is listed is not looked at by its own rules', () => {
    const unmanaged = [OrganizationSetting.SESSION_DURATION];
    expect(errorsOf({ sessionDuration: '30d', unmanaged })).toEqual([message('sessionDuration')]);
  });

  test('an empty list, and a setting that is false, are fine', () => {
    expect(findingsOf({ ...SETTINGS, unmanaged: [] })).toEqual(NOTHING);
    const unmanaged = [OrganizationSetting.AUTO_REDIRECT_TO_IDENTITY];
    expect(errorsOf({ autoRedirectToIdentity: false, unmanaged })).toEqual([message('autoRedirectToIdentity')]);
  });

  test.each(UNKNOWN_TEXTS)('%s is given', (_, value) => {
    const unmanaged = [OrganizationSetting.SESSION_DURATION];
    const construct = withVariables((variables) => ({ sessionDuration: value(variables), unmanaged }));
    expect(findings(construct).errors).toEqual([message('sessionDuration')]);
  });
});

describe('import-needs-account', () => {
  test('an import at zone scope', () => {
    expect(findingsOf({ accountId: undefined, zoneId: ZONE_ID, importExisting: true })).toEqual({
      errors: [
        'importExisting: received true without accountId; the provider imports by account id only: write accountId, or leave importExisting out [import-needs-account]',
      ],
      warnings: [],
    });
  });

  test.each<[string, Props]>([
    ['an import in an account', { importExisting: true }],
    ['no import in an account', { importExisting: false }],
    ['no import at zone scope', { accountId: undefined, zoneId: ZONE_ID, importExisting: false }],
    ['nothing said at zone scope', { accountId: undefined, zoneId: ZONE_ID }],
  ])('%s is fine', (_, props) => {
    expect(findingsOf(props)).toEqual(NOTHING);
  });

  test.each(UNKNOWN_TEXTS)('%s is an account', (_, value) => {
    const construct = withVariables((variables) => ({ accountId: value(variables), importExisting: true }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('migrate-from-address', () => {
  const message = (shown: string): string =>
    `migrateFrom: ${shown} is no address to move from; allowed: the literal address of another organization in the state: write one such as 'cloudflare_zero_trust_access_organization.this' (terraform state list shows it) [migrate-from-address]`;

  test.each([
    'cloudflare_access_organization.this',
    'cloudflare_zero_trust_access_organization.this',
    'cloudflare_zero_trust_organization.other',
    'cloudflare_access_organization._x-1',
    'cloudflare_access_organization.this[0]',
    'cloudflare_access_organization.this[12]',
    'cloudflare_access_organization.this["eu"]',
    'cloudflare_access_organization.this["a b.c"]',
    'module.zero_trust.cloudflare_access_organization.this',
    'module.zero-trust.module.inner.cloudflare_access_organization.this',
    'module.zero_trust[0].cloudflare_access_organization.this',
    'module.zero_trust["eu"].module.b[1].cloudflare_access_organization.this[0]',
  ])('%s is fine', (migrateFrom) => {
    expect(findingsOf({ migrateFrom })).toEqual(NOTHING);
  });

  test.each([
    ['', ''],
    ['this', 'this'],
    ['cloudflare_access_organization', 'cloudflare_access_organization'],
    ['cloudflare_access_organization.', 'cloudflare_access_organization.'],
    ['cloudflare_access_organization.1st', 'cloudflare_access_organization.1st'],
    ['cloudflare_access_organization.a.b', 'cloudflare_access_organization.a.b'],
    ['cloudflare_access_organization.a b', 'cloudflare_access_organization.a b'],
    ['cloudflare_access_organization.a[]', 'cloudflare_access_organization.a[]'],
    ['cloudflare_access_organization.a[b]', 'cloudflare_access_organization.a[b]'],
    ["cloudflare_access_organization.a['b']", "cloudflare_access_organization.a['b']"],
    ['cloudflare_access_organization.a["b]', 'cloudflare_access_organization.a["b]'],
    ['cloudflare_access_organization.a[-1]', 'cloudflare_access_organization.a[-1]'],
    ['data.cloudflare_access_organization.a', 'data.cloudflare_access_organization.a'],
    ['module.cloudflare_access_organization.a', 'module.cloudflare_access_organization.a'],
    ['module.x', 'module.x'],
    ['cloudflare_access_application.this', 'cloudflare_access_application.this'],
    ['xcloudflare_access_organization.this', 'xcloudflare_access_organization.this'],
    [' cloudflare_access_organization.this', ' cloudflare_access_organization.this'],
    ['cloudflare_access_organization.this\n', 'cloudflare_access_organization.this\\n'],
    ['cloudflare_access_organization.this["${var.x}"]', 'cloudflare_access_organization.this["${var.x}"]'],
    ['cloudflare_access_organization.this["%{x}"]', 'cloudflare_access_organization.this["%{x}"]'],
    ['cloudflare_access_organization.this["a\nb"]', 'cloudflare_access_organization.this["a\\nb"]'],
    ['cloudflare_access_organization.this["a\r"]', 'cloudflare_access_organization.this["a\\r"]'],
    ['cloudflare_access_organization.this["a\\"]', 'cloudflare_access_organization.this["a\\\\"]'],
    ['module.a[x y].cloudflare_access_organization.this', 'module.a[x y].cloudflare_access_organization.this'],
    [
      'module.a["${var.x}"].cloudflare_access_organization.this',
      'module.a["${var.x}"].cloudflare_access_organization.this',
    ],
    ['module.a["b\nc"].cloudflare_access_organization.this', 'module.a["b\\nc"].cloudflare_access_organization.this'],
    ['module.1.cloudflare_access_organization.this', 'module.1.cloudflare_access_organization.this'],
    ['cloudflare_zero_trust_organization.Organization', 'cloudflare_zero_trust_organization.Organization'],
    ['${var.address}', '${var.address}'],
    ['cloudflare_access_organization.${var.name}', 'cloudflare_access_organization.${var.name}'],
    ['x'.repeat(81), `${'x'.repeat(80)}… (81 characters)`],
  ])('%j is no address', (migrateFrom, shown) => {
    expect(findingsOf({ migrateFrom })).toEqual({
      errors: [message(`'${shown}'`)],
      warnings: [],
    });
  });

  test.each([
    ['a string variable', ({ text }: Variables) => text.stringValue, '<token>'],
    ['a string variable inside an address', ({ text }) => `module.${text.stringValue}.a`, 'module.<token>.a'],
    ['an element of a list variable', ({ list }) => String(Fn.element(list.listValue, 0)), '<token>'],
    ['a raw expression', () => '${var.text}', '${var.text}'],
    ['a raw directive', () => '%{ if var.flag }a%{ endif }', '%{ if var.flag }a%{ endif }'],
  ])('%s is no address: the engine wants a literal one', (_, value, shown) => {
    const construct = withVariables((variables) => ({ migrateFrom: value(variables) }));
    expect(findings(construct)).toEqual({ errors: [message(`'${shown}'`)], warnings: [] });
  });

  test('the own address is the one that the resource has in the end', () => {
    expect(findingsOf({ migrateFrom: 'cloudflare_zero_trust_organization.front_door' })).toEqual(NOTHING);
    const renamed = organization({ migrateFrom: 'cloudflare_zero_trust_organization.front_door' });
    renamed.resource.overrideLogicalId('front_door');
    expect(findings(renamed).errors).toEqual([message("'cloudflare_zero_trust_organization.front_door'")]);
    const away = organization({ migrateFrom: 'cloudflare_zero_trust_organization.Organization' });
    away.resource.overrideLogicalId('front_door');
    expect(findings(away)).toEqual(NOTHING);
  });

  test('the own address in another module, or with an index, is another one', () => {
    for (const address of [
      'module.a.cloudflare_zero_trust_organization.Organization',
      'cloudflare_zero_trust_organization.Organization[0]',
    ]) {
      expect(findingsOf({ migrateFrom: address })).toEqual(NOTHING);
    }
  });
});

describe('prevent-destroy-conflict', () => {
  const message = (own: boolean, other: boolean): string =>
    `preventDestroy: received ${own}, and lifecycle.preventDestroy ${other}; only one can hold: leave lifecycle.preventDestroy out [prevent-destroy-conflict]`;

  test.each([true, false])('%s against the other', (preventDestroy) => {
    expect(findingsOf({ preventDestroy, lifecycle: { preventDestroy: !preventDestroy } })).toEqual({
      errors: [message(preventDestroy, !preventDestroy)],
      warnings: [],
    });
  });

  test.each([true, false])('%s alone, or twice, is fine', (preventDestroy) => {
    expect(findingsOf({ preventDestroy })).toEqual(NOTHING);
    expect(findingsOf({ lifecycle: { preventDestroy } })).toEqual(NOTHING);
    expect(findingsOf({ preventDestroy, lifecycle: { preventDestroy } })).toEqual(NOTHING);
    expect(findingsOf({ preventDestroy, lifecycle: {} })).toEqual(NOTHING);
  });
});

test('a warning of one setting does not hide the errors of another', () => {
  const props = { accountId: undefined, zoneId: ZONE_ID, mfa: {}, importExisting: true };
  expect(idsOf(warningsOf(props))).toEqual(['zone-scope-settings']);
  expect(idsOf(errorsOf(props))).toEqual(['import-needs-account']);
});
