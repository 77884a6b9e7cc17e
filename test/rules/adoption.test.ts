import { Fn } from 'cdktf';
import { OrganizationSetting, type ZeroTrustOrganizationProps } from '../../lib';
import { SETTINGS, settingRow } from '../../lib/settings/settings-table';
import { organization, ZONE_ID } from '../organization';
import { sampleFor } from '../settings/samples';
import { findings, findingsOf, NOTHING, UNRESOLVED_TEXTS, type Variables, withVariables } from './helpers';

type Props = Partial<ZeroTrustOrganizationProps>;

const ZONE: Props = { accountId: undefined, zoneId: ZONE_ID };

/** A valid value of every setting. */
const ALL_GIVEN: Props = Object.fromEntries(SETTINGS.map((setting) => [setting, sampleFor(settingRow(setting))]));
const given = (setting: OrganizationSetting): Props => ({ [setting]: ALL_GIVEN[setting] });

describe('zone-scope-settings', () => {
  const atZone = SETTINGS.filter((setting) => settingRow(setting).atZone);
  const others = SETTINGS.filter((setting) => !settingRow(setting).atZone);

  test.each(SETTINGS)('accepts %s in an account', (setting) => {
    expect(findingsOf(given(setting))).toEqual(NOTHING);
  });

  test.each(atZone)('accepts %s in a zone', (setting) => {
    expect(findingsOf({ ...ZONE, ...given(setting) })).toEqual(NOTHING);
  });

  test.each(others)('warns about %s in a zone', (setting) => {
    expect(findingsOf({ ...ZONE, ...given(setting) })).toEqual({
      errors: [],
      warnings: [`zone-scope-settings ${setting}`],
    });
  });

  test('warns about each setting, in the order of the settings table', () => {
    expect(findingsOf(ALL_GIVEN)).toEqual(NOTHING);
    expect(findingsOf({ ...ZONE, ...ALL_GIVEN })).toEqual({
      errors: [],
      warnings: others.map((setting) => `zone-scope-settings ${setting}`),
    });
  });
});

describe('setting-managed-and-unmanaged', () => {
  const rejected = (...settings: string[]) => ({
    errors: settings.map((setting) => `setting-managed-and-unmanaged ${setting}`),
    warnings: [],
  });

  test.each(SETTINGS)('rejects %s that is given and unmanaged', (setting) => {
    expect(findingsOf({ ...given(setting), unmanaged: [setting] })).toEqual(rejected(setting));
  });

  test.each(SETTINGS)('accepts %s that is unmanaged only', (setting) => {
    expect(findingsOf({ [setting]: undefined, unmanaged: [setting] })).toEqual(NOTHING);
  });

  test('accepts an empty list', () => {
    expect(findingsOf({ ...ALL_GIVEN, unmanaged: [] })).toEqual(NOTHING);
  });

  test('counts false as given', () => {
    const unmanaged = [OrganizationSetting.AUTO_REDIRECT_TO_IDENTITY];
    expect(findingsOf({ autoRedirectToIdentity: false, unmanaged })).toEqual(rejected('autoRedirectToIdentity'));
  });

  test.each(UNRESOLVED_TEXTS)('counts %s as given', (_, value) => {
    const unmanaged = [OrganizationSetting.SESSION_DURATION];
    const construct = withVariables((variables) => ({ sessionDuration: value(variables), unmanaged }));
    expect(findings(construct)).toEqual(rejected('sessionDuration'));
  });

  test('reports each setting once', () => {
    const unmanaged = [OrganizationSetting.MFA, OrganizationSetting.SESSION_DURATION, OrganizationSetting.MFA];
    expect(findingsOf({ sessionDuration: '12h', mfa: {}, autoRedirectToIdentity: true, unmanaged })).toEqual(
      rejected('sessionDuration', 'mfa'),
    );
  });

  test('is the only error of a setting whose value is invalid as well', () => {
    const unmanaged = [OrganizationSetting.SESSION_DURATION];
    expect(findingsOf({ sessionDuration: '30d', unmanaged })).toEqual(rejected('sessionDuration'));
  });
});

describe('import-needs-account', () => {
  test('rejects an import in a zone', () => {
    expect(findingsOf({ ...ZONE, importExisting: true })).toEqual({
      errors: ['import-needs-account importExisting'],
      warnings: [],
    });
  });

  test('is reported next to the warnings of other rules', () => {
    expect(findingsOf({ ...ZONE, mfa: {}, importExisting: true })).toEqual({
      errors: ['import-needs-account importExisting'],
      warnings: ['zone-scope-settings mfa'],
    });
  });

  test.each<[string, Props]>([
    ['an import in an account', { importExisting: true }],
    ['no import in an account', { importExisting: false }],
    ['no import in a zone', { ...ZONE, importExisting: false }],
    ['the default in a zone', ZONE],
  ])('accepts %s', (_, props) => {
    expect(findingsOf(props)).toEqual(NOTHING);
  });

  test.each(UNRESOLVED_TEXTS)('accepts an account id from %s', (_, value) => {
    const construct = withVariables((variables) => ({ accountId: value(variables), importExisting: true }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('migrate-from-address', () => {
  const REJECTED = { errors: ['migrate-from-address migrateFrom'], warnings: [] };

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
    'cloudflare_access_organization.größe-1',
    'cloudflare_access_organization.日本',
    'cloudflare_access_organization.𝒜',
    'module.größe["東京"].cloudflare_access_organization.organización',
    'cloudflare_access_organization.this["größe 😀"]',
    'cloudflare_access_organization.this["a\\"b\\\\"]',
    'cloudflare_access_organization.this["\\n\\r\\t"]',
    'cloudflare_access_organization.this["\\u00e9\\U000000e9\\U0001F600"]',
    'module.a["\\"].b"].cloudflare_access_organization.this',
    'cloudflare_access_organization.this["$${literal} %%{literal} $$${literal}"]',
    'cloudflare_access_organization.this["5% $"]',
    'cloudflare_access_organization.this[""]',
  ])('accepts %s', (migrateFrom) => {
    expect(findingsOf({ migrateFrom })).toEqual(NOTHING);
  });

  test.each([
    '',
    'this',
    'cloudflare_access_organization',
    'cloudflare_access_organization.',
    'cloudflare_access_organization.1st',
    'cloudflare_access_organization.a.b',
    'cloudflare_access_organization.a b',
    'cloudflare_access_organization.a[]',
    'cloudflare_access_organization.a[b]',
    "cloudflare_access_organization.a['b']",
    'cloudflare_access_organization.a["b]',
    'cloudflare_access_organization.a[-1]',
    'data.cloudflare_access_organization.a',
    'module.cloudflare_access_organization.a',
    'module.x',
    'cloudflare_access_application.this',
    'xcloudflare_access_organization.this',
    ' cloudflare_access_organization.this',
    'cloudflare_access_organization.this\n',
    'cloudflare_access_organization.this["${var.x}"]',
    'cloudflare_access_organization.this["%{x}"]',
    'cloudflare_access_organization.this["a\nb"]',
    'cloudflare_access_organization.this["a\r"]',
    'cloudflare_access_organization.this["a\\"]',
    'cloudflare_access_organization.this["a"b"]',
    'cloudflare_access_organization.this["\\x"]',
    'cloudflare_access_organization.this["\\u12"]',
    'cloudflare_access_organization.this["\\ud800"]', // a surrogate
    'cloudflare_access_organization.this["\\U0000DFFF"]',
    'cloudflare_access_organization.this["\\U00110000"]', // beyond Unicode
    'cloudflare_access_organization.this["\\${x}"]',
    'cloudflare_access_organization.this[12345678901234567890]', // no int64
    'cloudflare_access_organization.a\u200cb', // a joiner
    'cloudflare_access_organization.\u0301a', // a combining accent
    'cloudflare_access_organization.a😀',
    'cloudflare_access_organization.-a',
    'module.a[x y].cloudflare_access_organization.this',
    'module.a["${var.x}"].cloudflare_access_organization.this',
    'module.a["b\nc"].cloudflare_access_organization.this',
    'module.1.cloudflare_access_organization.this',
    '${var.address}',
    'cloudflare_access_organization.${var.name}',
    'x'.repeat(81),
  ])('rejects %j', (migrateFrom) => {
    expect(findingsOf({ migrateFrom })).toEqual(REJECTED);
  });

  // The engine requires a literal address.
  test.each<[string, (variables: Variables) => string]>([
    ['a string variable', ({ text }) => text.stringValue],
    ['a string variable inside an address', ({ text }) => `module.${text.stringValue}.a`],
    ['an element of a list variable', ({ list }) => String(Fn.element(list.listValue, 0))],
    ['a raw expression', () => '${var.text}'],
    ['a raw directive', () => '%{ if var.boolean }a%{ endif }'],
  ])('rejects %s', (_, value) => {
    const construct = withVariables((variables) => ({ migrateFrom: value(variables) }));
    expect(findings(construct)).toEqual(REJECTED);
  });

  test("rejects the resource's own address", () => {
    expect(findingsOf({ migrateFrom: 'cloudflare_zero_trust_organization.Organization' })).toEqual(REJECTED);
  });

  test.each([
    ['front_door', REJECTED],
    ['Organization', NOTHING],
    ['other', NOTHING],
  ])('compares %s with the overridden logical id', (name, expected) => {
    const construct = organization({ migrateFrom: `cloudflare_zero_trust_organization.${name}` });
    construct.resource.overrideLogicalId('front_door');
    expect(findings(construct)).toEqual(expected);
  });

  test.each([
    'module.a.cloudflare_zero_trust_organization.Organization',
    'cloudflare_zero_trust_organization.Organization[0]',
  ])('accepts %s, which is another resource', (migrateFrom) => {
    expect(findingsOf({ migrateFrom })).toEqual(NOTHING);
  });
});

describe('prevent-destroy-conflict', () => {
  test.each([true, false])('rejects %s with the opposite in lifecycle', (preventDestroy) => {
    expect(findingsOf({ preventDestroy, lifecycle: { preventDestroy: !preventDestroy } })).toEqual({
      errors: ['prevent-destroy-conflict preventDestroy'],
      warnings: [],
    });
  });

  test.each([true, false])('accepts %s in one place, or the same in both', (preventDestroy) => {
    expect(findingsOf({ preventDestroy })).toEqual(NOTHING);
    expect(findingsOf({ lifecycle: { preventDestroy } })).toEqual(NOTHING);
    expect(findingsOf({ preventDestroy, lifecycle: { preventDestroy } })).toEqual(NOTHING);
    expect(findingsOf({ preventDestroy, lifecycle: {} })).toEqual(NOTHING);
  });
});
