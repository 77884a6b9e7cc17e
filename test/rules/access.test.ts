import { Fn } from 'cdktf';
import {
  type DenyUnmatchedRequests,
  OrganizationBlueprint,
  OrganizationSetting,
  type ReadOnlyLock,
  ServiceTokenAction,
  type ServiceTokenInactivity,
  type ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { organization, ZONE_ID } from '../organization';
import {
  findings,
  findingsOf,
  messages,
  NOTHING,
  suggestionIn,
  summary,
  TEXT_TOKENS,
  UNRESOLVED_BOOLEANS,
  UNRESOLVED_LISTS,
  UNRESOLVED_TEXTS,
  type Variables,
  withVariables,
} from './helpers';

describe('read-only-lock-reason', () => {
  const REJECTED = { errors: ['read-only-lock-reason readOnlyLock.reason'], warnings: [] };

  test.each(['', ' \n', '\u200b'])('rejects %j', (reason) => {
    expect(findingsOf({ readOnlyLock: { reason } })).toEqual(REJECTED);
  });

  test('rejects a lock without a reason', () => {
    expect(findingsOf({ readOnlyLock: {} as ReadOnlyLock })).toEqual(REJECTED);
  });

  test('requires a reason for an unlocked dashboard as well', () => {
    expect(findingsOf({ readOnlyLock: { reason: '', locked: false } })).toEqual(REJECTED);
  });

  test('rejects a blank reason that an override sets without a lock', () => {
    const construct = withOverrides({ readOnlyLock: undefined }, { ui_read_only_toggle_reason: ' ' });
    expect(findings(construct).errors).toEqual(REJECTED.errors);
  });

  test.each(['x', 'maintenance\nuntil Monday', '😀'])('accepts %j', (reason) => {
    expect(findingsOf({ readOnlyLock: { reason } })).toEqual(NOTHING);
    expect(findingsOf({ readOnlyLock: { reason, locked: false } })).toEqual(NOTHING);
  });
});

describe('read-only-lock-unset', () => {
  const WARNING = { errors: [], warnings: ['read-only-lock-unset readOnlyLock'] };

  test('warns about an account or a zone without a lock', () => {
    expect(findingsOf({ readOnlyLock: undefined })).toEqual(WARNING);
    expect(findingsOf({ accountId: undefined, zoneId: ZONE_ID, readOnlyLock: undefined })).toEqual(WARNING);
  });

  test('accepts an explicitly unlocked dashboard', () => {
    expect(findingsOf({ readOnlyLock: { reason: 'maintenance', locked: false } })).toEqual(NOTHING);
  });

  test('accepts an unmanaged lock, but no other unmanaged setting in its place', () => {
    expect(findingsOf({ readOnlyLock: undefined, unmanaged: [OrganizationSetting.READ_ONLY_LOCK] })).toEqual(NOTHING);
    expect(findingsOf({ readOnlyLock: undefined, unmanaged: [OrganizationSetting.MFA] })).toEqual(WARNING);
  });

  test.each(UNRESOLVED_BOOLEANS)('accepts the lock if locked is %s', (_, value) => {
    const construct = withVariables((variables) => ({ readOnlyLock: { reason: 'x', locked: value(variables) } }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

/** An organization whose resource has overrides. */
function withOverrides(
  props: Partial<ZeroTrustOrganizationProps>,
  overrides: Readonly<Record<string, unknown>>,
): ZeroTrustOrganization {
  const construct = organization(props);
  for (const [path, value] of Object.entries(overrides)) {
    construct.resource.addOverride(path, value);
  }
  return construct;
}

describe('read-only-lock-overridden', () => {
  const WARNING = { errors: [], warnings: ['read-only-lock-overridden readOnlyLock.locked'] };

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['opens the lock', { is_ui_read_only: false }],
    ['removes the lock', { is_ui_read_only: null }],
    ['removes the lock and its reason', { is_ui_read_only: null, ui_read_only_toggle_reason: null }],
    ['makes the lock an expression', { is_ui_read_only: '${var.locked}' }],
  ])('warns about an override that %s', (_, overrides) => {
    expect(findings(withOverrides({}, overrides))).toEqual(WARNING);
  });

  test.each<[string, Partial<ZeroTrustOrganizationProps>, Readonly<Record<string, unknown>>]>([
    ['that keeps the lock', {}, { is_ui_read_only: 'true' }],
    ['of a lock that the props open', { readOnlyLock: { reason: 'x', locked: false } }, { is_ui_read_only: false }],
  ])('accepts an override %s', (_, props, overrides) => {
    expect(findings(withOverrides(props, overrides))).toEqual(NOTHING);
  });

  test.each<[string, string, Partial<ZeroTrustOrganizationProps>]>([
    [
      'the lock is unmanaged',
      'setting-managed-and-unmanaged',
      { lifecycle: { ignoreChanges: ['is_ui_read_only', 'ui_read_only_toggle_reason'] } },
    ],
    [
      'the blueprint fixed it',
      'blueprint-fixed',
      {
        readOnlyLock: undefined,
        blueprint: new OrganizationBlueprint({
          name: 'company',
          settings: { readOnlyLock: { reason: 'managed in code' } },
          fixed: [OrganizationSetting.READ_ONLY_LOCK],
        }),
      },
    ],
  ])('is not reported if %s, which is an error', (_, rule, props) => {
    const { errors, warnings } = findings(withOverrides(props, { is_ui_read_only: false }));
    expect(new Set(errors.map((line) => line.split(' ')[0]))).toEqual(new Set([rule]));
    expect(warnings).toEqual([]);
  });
});

describe('deny-unmatched-outage', () => {
  test.each<DenyUnmatchedRequests>([
    {},
    { enabled: true },
    { exemptedZoneNames: [] },
    { enabled: true, exemptedZoneNames: [] },
  ])('warns about %j', (denyUnmatchedRequests) => {
    expect(findingsOf({ denyUnmatchedRequests })).toEqual({
      errors: [],
      warnings: ['deny-unmatched-outage denyUnmatchedRequests'],
    });
  });

  test.each<DenyUnmatchedRequests | undefined>([
    undefined,
    { enabled: false },
    { enabled: false, exemptedZoneNames: [] },
    { exemptedZoneNames: ['example.com'] },
    { enabled: true, exemptedZoneNames: ['example.com'] },
  ])('accepts %j', (denyUnmatchedRequests) => {
    expect(findingsOf({ denyUnmatchedRequests })).toEqual(NOTHING);
  });

  test('accepts an unmanaged setting', () => {
    expect(findingsOf({ unmanaged: [OrganizationSetting.DENY_UNMATCHED_REQUESTS] })).toEqual(NOTHING);
  });

  test.each(UNRESOLVED_BOOLEANS)('accepts the setting if enabled is %s', (_, value) => {
    const construct = withVariables((variables) => ({ denyUnmatchedRequests: { enabled: value(variables) } }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('deny-unmatched-zone-name', () => {
  const ERROR = 'deny-unmatched-zone-name denyUnmatchedRequests.exemptedZoneNames';
  const props = (...exemptedZoneNames: string[]) => ({ denyUnmatchedRequests: { exemptedZoneNames } });

  test.each([
    'example.com',
    'a.b',
    'a.b.c.example.com',
    'EXAMPLE.com',
    'my-zone.example',
    'a--b.com',
    '0.com',
    '192.168.1.com',
    'example.0a',
    'example.a0',
    'example.1-a',
    'münchen.de',
    'mu\u0308nchen.de',
    '例え.jp',
    'xn--mnchen-3ya.de',
    '_acme.example.com',
    'my_zone.example.com',
    `${'a'.repeat(63)}.com`,
    `example.${'a'.repeat(63)}`,
    // 253 characters
    `${`${'a'.repeat(61)}.`.repeat(4)}abcde`,
  ])('accepts %s', (zone) => {
    expect(findingsOf(props(zone))).toEqual(NOTHING);
  });

  test.each([
    ['https://widget-corp.com', 'widget-corp.com'],
    ['http://www.widget-corp.com/', 'www.widget-corp.com'],
    ['https://*.widget-corp.com/path?query#hash', 'widget-corp.com'],
    ['*.widget-corp.com', 'widget-corp.com'],
    ['*.widget-corp.com.', 'widget-corp.com'],
    ['widget-corp.com.', 'widget-corp.com'],
    ['widget-corp.com:443', 'widget-corp.com'],
    ['widget-corp.com/path', 'widget-corp.com'],
    ['widget-corp.com?query', 'widget-corp.com'],
    ['widget-corp.com#hash', 'widget-corp.com'],
    [' widget-corp.com', 'widget-corp.com'],
    ['widget-corp.com\n', 'widget-corp.com'],
    ['HTTPS://Widget-Corp.COM', 'widget-corp.com'],
    ['*.Widget-Corp.com', 'widget-corp.com'],
  ])('rejects %j and suggests %s', (zone, suggestion) => {
    const { errors, warnings } = messages(organization(props(zone)));
    expect(errors.map(summary)).toEqual([ERROR]);
    expect(errors.map(suggestionIn)).toEqual([suggestion]);
    expect(warnings).toEqual([]);
  });

  test.each([
    '',
    '192.168.1.1',
    '192.168.1.1:80',
    '192.168.1.10',
    '1.2',
    'example.0',
    'example',
    '*',
    '*.com',
    'a.*.widget-corp.com',
    '-a.com',
    'a-.com',
    'example.-com',
    'example.com-',
    'example.c_m',
    'a..com',
    '.com',
    'exa mple.com',
    'a@widget-corp.com',
    'widget-corp.com,widget-corp.org',
    '2https://widget-corp.com', // no scheme
    `${'a'.repeat(64)}.com`,
    `example.${'a'.repeat(64)}`,
    // 254 characters
    `${`${'a'.repeat(61)}.`.repeat(4)}abcdef`,
  ])('rejects %j and shows an example', (zone) => {
    const { errors, warnings } = messages(organization(props(zone)));
    expect(errors.map(summary)).toEqual([ERROR]);
    expect(errors.map(suggestionIn)).toEqual(['example.com']);
    expect(warnings).toEqual([]);
  });

  test('reports each name once, as it is rendered: in lower case and sorted', () => {
    const { errors } = messages(organization(props('*.B.com', '*.a.com', 'c.com', '*.b.com', '*.B.com')));
    expect(errors.map(summary)).toEqual([ERROR, ERROR]);
    expect(errors.map((error) => /'(.*?)'/.exec(error)?.[1])).toEqual(['*.a.com', '*.b.com']);
  });

  test('checks the names even if the setting is disabled', () => {
    const { errors } = findingsOf({ denyUnmatchedRequests: { enabled: false, exemptedZoneNames: ['*.a.com'] } });
    expect(errors).toEqual([ERROR]);
  });

  test.each(UNRESOLVED_TEXTS)('rejects a wrong name next to %s', (_, value) => {
    const construct = withVariables((variables) => props(value(variables), '*.a.com'));
    expect(findings(construct)).toEqual({ errors: [ERROR], warnings: [] });
  });

  // An unresolved list can contain zones, so `deny-unmatched-outage` does not warn either.
  test.each(UNRESOLVED_LISTS)('accepts %s', (_, value) => {
    const construct = withVariables((variables) => ({
      denyUnmatchedRequests: { exemptedZoneNames: value(variables) },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('deny-unmatched-exemptions-unused', () => {
  const WARNING = {
    errors: [],
    warnings: ['deny-unmatched-exemptions-unused denyUnmatchedRequests.exemptedZoneNames'],
  };
  const disabledWith = (exemptedZoneNames: string[]) => ({
    denyUnmatchedRequests: { enabled: false, exemptedZoneNames },
  });

  test('warns about zones of a disabled setting', () => {
    expect(findingsOf(disabledWith(['example.com']))).toEqual(WARNING);
  });

  test('shows the zones as they are rendered', () => {
    const { warnings } = messages(organization(disabledWith(['F.com', 'e.com', 'F.com'])));
    expect(warnings).toEqual([expect.stringContaining(" [ 'e.com', 'f.com' ] ")]);
  });

  test.each(UNRESOLVED_TEXTS)('warns about a list with %s', (_, value) => {
    const construct = withVariables((variables) => disabledWith(['example.com', value(variables)]));
    expect(findings(construct)).toEqual(WARNING);
  });

  test.each<[string, (variables: Variables) => string[]]>([
    ['a list variable', ({ list }) => list.listValue],
    ['the copy of a list variable', ({ list }) => [...list.listValue]],
    ['a variable of any type', ({ list }) => list.value as string[]],
    ['the result of a function on lists', ({ list }) => Fn.concat([list.listValue, ['example.com']]) as string[]],
  ])('accepts %s, which can be empty', (_, value) => {
    const construct = withVariables((variables) => disabledWith(value(variables)));
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each<DenyUnmatchedRequests>([
    { enabled: false },
    { enabled: false, exemptedZoneNames: [] },
    { enabled: true, exemptedZoneNames: ['example.com'] },
    { exemptedZoneNames: ['example.com'] },
  ])('accepts %j', (denyUnmatchedRequests) => {
    expect(findingsOf({ denyUnmatchedRequests })).toEqual(NOTHING);
  });

  test.each(UNRESOLVED_BOOLEANS)('accepts zones if enabled is %s', (_, value) => {
    const construct = withVariables((variables) => ({
      denyUnmatchedRequests: { enabled: value(variables), exemptedZoneNames: ['example.com'] },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

const ACTION_ERROR = 'service-token-inactivity-action serviceTokenInactivity.action';
const DAYS_ERROR = 'service-token-inactivity-days serviceTokenInactivity.inactivityThresholdDays';

describe('service-token-inactivity-action', () => {
  test('is required', () => {
    const serviceTokenInactivity = { inactivityThresholdDays: 90 } as ServiceTokenInactivity;
    expect(findingsOf({ serviceTokenInactivity })).toEqual({ errors: [ACTION_ERROR], warnings: [] });
  });

  test.each(Object.values(ServiceTokenAction))('accepts %s', (action) => {
    const serviceTokenInactivity = { action, inactivityThresholdDays: 90 };
    expect(findingsOf({ serviceTokenInactivity })).toEqual(NOTHING);
    expect(findingsOf({ serviceTokenInactivity: { ...serviceTokenInactivity, enabled: false } })).toEqual(NOTHING);
  });

  test.each(TEXT_TOKENS)('accepts %s', (_, value) => {
    const construct = withVariables((variables) => ({
      serviceTokenInactivity: {
        action: value(variables) as unknown as ServiceTokenAction,
        inactivityThresholdDays: 90,
      },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('service-token-inactivity-days', () => {
  const action = ServiceTokenAction.DISABLE;
  const props = (inactivityThresholdDays: number) => ({ serviceTokenInactivity: { action, inactivityThresholdDays } });

  test('is required', () => {
    const serviceTokenInactivity = { action } as ServiceTokenInactivity;
    expect(findingsOf({ serviceTokenInactivity })).toEqual({ errors: [DAYS_ERROR], warnings: [] });
  });

  test('is reported together with a missing action', () => {
    const serviceTokenInactivity = {} as ServiceTokenInactivity;
    expect(findingsOf({ serviceTokenInactivity })).toEqual({ errors: [ACTION_ERROR, DAYS_ERROR], warnings: [] });
  });

  test.each([
    [29, '30'],
    [366, '365'],
    [1, '30'],
    [-90, '30'],
    [0, '90'],
    [29.9, '30'],
    [30.5, '31'],
    [90.4, '90'],
    [365.1, '365'],
    [1e300, '365'],
  ])('rejects %d and suggests %s', (days, suggestion) => {
    const { errors, warnings } = messages(organization(props(days)));
    expect(errors.map(summary)).toEqual([DAYS_ERROR]);
    expect(errors.map((error) => /Use (\d+)\./.exec(error)?.[1])).toEqual([suggestion]);
    expect(warnings).toEqual([]);
  });

  test.each([30, 31, 90, 364, 365])('accepts %d', (days) => {
    expect(findingsOf(props(days))).toEqual(NOTHING);
  });

  test.each<[string, (variables: Variables) => number]>([
    ['a number variable', ({ number }) => number.numberValue],
    ['a variable of any type', ({ number }) => number.value as number],
    ['a string variable', ({ text }) => text.stringValue as unknown as number],
  ])('accepts %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });
});
