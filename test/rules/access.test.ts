import { Fn } from 'cdktf';
import {
  Acknowledgements,
  type DenyUnmatchedRequests,
  OrganizationSetting,
  type ReadOnlyLock,
  ServiceTokenAction,
  type ServiceTokenInactivity,
} from '../../lib';
import { errorsOf, organization, warningsOf, ZONE_ID } from '../organization';
import {
  findings,
  findingsOf,
  idsOf,
  NOTHING,
  TEXT_TOKENS,
  UNKNOWN_FLAGS,
  UNKNOWN_LISTS,
  UNKNOWN_TEXTS,
  type Variables,
  withVariables,
} from './helpers';

describe('read-only-lock-reason', () => {
  const message = (received: string): string =>
    `readOnlyLock.reason: received ${received}; allowed: text that is not blank: write who manages these settings, such as 'managed in github.com/widget-corp/platform' [read-only-lock-reason]`;

  test.each([
    ['', "''"],
    [' \n', "' \\n'"],
    ['\u200b', "'\u200b'"],
  ])('%j', (reason, shown) => {
    expect(findingsOf({ readOnlyLock: { reason } })).toEqual({ errors: [message(shown)], warnings: [] });
  });

  test('nothing', () => {
    const readOnlyLock = {} as ReadOnlyLock;
    expect(findingsOf({ readOnlyLock })).toEqual({ errors: [message('nothing')], warnings: [] });
  });

  test('an open dashboard gives its reason too', () => {
    const readOnlyLock = { reason: '', locked: false };
    expect(findingsOf({ readOnlyLock })).toEqual({ errors: [message("''")], warnings: [] });
  });

  test.each(['x', 'maintenance\nuntil Monday', '😀'])('%j is fine', (reason) => {
    expect(findingsOf({ readOnlyLock: { reason } })).toEqual(NOTHING);
    expect(findingsOf({ readOnlyLock: { reason, locked: false } })).toEqual(NOTHING);
  });

  test.each(TEXT_TOKENS)('nothing is said about %s', (_, value) => {
    expect(findings(withVariables((variables) => ({ readOnlyLock: { reason: value(variables) } })))).toEqual(NOTHING);
  });
});

describe('read-only-lock-unset', () => {
  const warning =
    "readOnlyLock: received nothing; the dashboard will be editable, and a lock set by hand will be opened: write readOnlyLock: { reason: '…' }, or unmanaged: [OrganizationSetting.READ_ONLY_LOCK] [read-only-lock-unset]";

  test('an organization without a lock', () => {
    expect(findingsOf({ readOnlyLock: undefined })).toEqual({ errors: [], warnings: [warning] });
  });

  test('also at zone scope', () => {
    const props = { accountId: undefined, zoneId: ZONE_ID, readOnlyLock: undefined };
    expect(findingsOf(props)).toEqual({ errors: [], warnings: [warning] });
  });

  test('an open lock, and one that is not managed here, are fine', () => {
    expect(findingsOf({ readOnlyLock: { reason: 'maintenance', locked: false } })).toEqual(NOTHING);
    expect(findingsOf({ readOnlyLock: undefined, unmanaged: [OrganizationSetting.READ_ONLY_LOCK] })).toEqual(NOTHING);
  });

  test('another unmanaged setting does not help', () => {
    const props = { readOnlyLock: undefined, unmanaged: [OrganizationSetting.MFA] };
    expect(warningsOf(props)).toEqual([warning]);
  });

  test.each(UNKNOWN_FLAGS)('nothing is said when it is locked by %s', (_, value) => {
    const construct = withVariables((variables) => ({ readOnlyLock: { reason: 'x', locked: value(variables) } }));
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('it can be acknowledged', () => {
    const construct = organization({ readOnlyLock: undefined });
    Acknowledgements.of(construct).add({ rule: 'read-only-lock-unset', reason: 'the team uses the dashboard' });
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('deny-unmatched-outage', () => {
  const warning =
    'denyUnmatchedRequests: enabled with no exempted zone; every host name of the account without an Access application will answer 403 (error 1050): write exemptedZoneNames with the public zones, or acknowledge that every host name has its application [deny-unmatched-outage]';

  test.each<DenyUnmatchedRequests>([
    {},
    { enabled: true },
    { exemptedZoneNames: [] },
    { enabled: true, exemptedZoneNames: [] },
  ])('%j', (denyUnmatchedRequests) => {
    expect(findingsOf({ denyUnmatchedRequests })).toEqual({ errors: [], warnings: [warning] });
  });

  test.each<DenyUnmatchedRequests | undefined>([
    undefined,
    { enabled: false },
    { enabled: false, exemptedZoneNames: [] },
    { exemptedZoneNames: ['example.com'] },
    { enabled: true, exemptedZoneNames: ['example.com'] },
  ])('%j is fine', (denyUnmatchedRequests) => {
    expect(findingsOf({ denyUnmatchedRequests })).toEqual(NOTHING);
  });

  test('nothing is said when it is not managed here', () => {
    expect(findingsOf({ unmanaged: [OrganizationSetting.DENY_UNMATCHED_REQUESTS] })).toEqual(NOTHING);
  });

  test.each(UNKNOWN_FLAGS)('nothing is said when it is enabled by %s', (_, value) => {
    const construct = withVariables((variables) => ({ denyUnmatchedRequests: { enabled: value(variables) } }));
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each(UNKNOWN_LISTS)('nothing is said when the zones are %s', (_, value) => {
    const construct = withVariables((variables) => ({
      denyUnmatchedRequests: { exemptedZoneNames: value(variables) },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('it can be acknowledged', () => {
    const construct = organization({ denyUnmatchedRequests: {} });
    Acknowledgements.of(construct).add({ rule: 'deny-unmatched-outage', reason: 'every host name has one' });
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('deny-unmatched-zone-name', () => {
  const props = (...exemptedZoneNames: string[]) => ({ denyUnmatchedRequests: { exemptedZoneNames } });
  const message = (shown: string, fix: string): string =>
    `denyUnmatchedRequests.exemptedZoneNames: '${shown}' is no zone name; allowed: a name such as 'example.com', with no scheme, path, port, wildcard or trailing dot: write ${fix} [deny-unmatched-zone-name]`;
  const EXAMPLE = "the zone's name, such as 'example.com'";

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
    `${`${'a'.repeat(61)}.`.repeat(4)}abcde`,
  ])('%s is fine', (zone) => {
    expect(findingsOf(props(zone))).toEqual(NOTHING);
  });

  test.each([
    ['https://example.com', 'https://example.com', "'example.com'"],
    ['http://www.example.com/', 'http://www.example.com/', "'www.example.com'"],
    ['https://*.example.com/path?query#hash', 'https://*.example.com/path?query#hash', "'example.com'"],
    ['*.example.com', '*.example.com', "'example.com'"],
    ['*.example.com.', '*.example.com.', "'example.com'"],
    ['example.com.', 'example.com.', "'example.com'"],
    ['example.com:443', 'example.com:443', "'example.com'"],
    ['example.com/path', 'example.com/path', "'example.com'"],
    ['example.com?query', 'example.com?query', "'example.com'"],
    ['example.com#hash', 'example.com#hash', "'example.com'"],
    [' example.com', ' example.com', "'example.com'"],
    ['example.com\n', 'example.com\\n', "'example.com'"],
    ['HTTPS://Example.COM', 'HTTPS://Example.COM', "'example.com'"],
    ['*.Example.com', '*.Example.com', "'example.com'"],
    ['', '', EXAMPLE],
    ['192.168.1.1', '192.168.1.1', EXAMPLE],
    ['192.168.1.1:80', '192.168.1.1:80', EXAMPLE],
    ['1.2', '1.2', EXAMPLE],
    ['example.0', 'example.0', EXAMPLE],
    ['example', 'example', EXAMPLE],
    ['*', '*', EXAMPLE],
    ['*.com', '*.com', EXAMPLE],
    ['a.*.example.com', 'a.*.example.com', EXAMPLE],
    ['-a.com', '-a.com', EXAMPLE],
    ['a-.com', 'a-.com', EXAMPLE],
    ['example.-com', 'example.-com', EXAMPLE],
    ['example.com-', 'example.com-', EXAMPLE],
    ['example.c_m', 'example.c_m', EXAMPLE],
    ['a..com', 'a..com', EXAMPLE],
    ['.com', '.com', EXAMPLE],
    ['exa mple.com', 'exa mple.com', EXAMPLE],
    ['a@example.com', 'a@example.com', EXAMPLE],
    ['example.com,example.org', 'example.com,example.org', EXAMPLE],
    [`${'a'.repeat(64)}.com`, `${'a'.repeat(64)}.com`, EXAMPLE],
    [`example.${'a'.repeat(64)}`, `example.${'a'.repeat(64)}`, EXAMPLE],
    [`${`${'a'.repeat(61)}.`.repeat(4)}abcdef`, `${'a'.repeat(61)}.${'a'.repeat(18)}… (254 characters)`, EXAMPLE],
    ['x'.repeat(81), `${'x'.repeat(80)}… (81 characters)`, EXAMPLE],
  ])('%j is no zone name', (zone, shown, fix) => {
    expect(findingsOf(props(zone))).toEqual({ errors: [message(shown, fix)], warnings: [] });
  });

  test('the message in full', () => {
    expect(errorsOf(props('https://example.com/'))).toEqual([
      "denyUnmatchedRequests.exemptedZoneNames: 'https://example.com/' is no zone name; allowed: a name such as 'example.com', with no scheme, path, port, wildcard or trailing dot: write 'example.com' [deny-unmatched-zone-name]",
    ]);
  });

  test('each wrong name has its own error, and a name that is given twice only one', () => {
    expect(errorsOf(props('*.a.com', 'b.com', '*.c.com', '*.a.com'))).toEqual([
      message('*.a.com', "'a.com'"),
      message('*.c.com', "'c.com'"),
    ]);
  });

  test('names are shown as they are typed, in the order of the list', () => {
    expect(errorsOf(props('*.B.com', '*.a.com', '*.b.com', '*.B.com'))).toEqual([
      message('*.B.com', "'b.com'"),
      message('*.a.com', "'a.com'"),
      message('*.b.com', "'b.com'"),
    ]);
  });

  test('names are looked at while it is not enabled too', () => {
    const { errors } = findingsOf({ denyUnmatchedRequests: { enabled: false, exemptedZoneNames: ['*.a.com'] } });
    expect(errors).toEqual([message('*.a.com', "'a.com'")]);
  });

  test.each(UNKNOWN_TEXTS)('nothing is said about %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });

  test.each(UNKNOWN_TEXTS)('a wrong name beside %s', (_, value) => {
    const construct = withVariables((variables) => props(value(variables), '*.a.com'));
    expect(findings(construct)).toEqual({ errors: [message('*.a.com', "'a.com'")], warnings: [] });
  });

  test.each(UNKNOWN_LISTS)('nothing is said about %s', (_, value) => {
    const construct = withVariables((variables) => ({
      denyUnmatchedRequests: { exemptedZoneNames: value(variables) },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('deny-unmatched-exemptions-unused', () => {
  test('zones while it is not enabled', () => {
    expect(findingsOf({ denyUnmatchedRequests: { enabled: false, exemptedZoneNames: ['example.com'] } })).toEqual({
      errors: [],
      warnings: [
        "denyUnmatchedRequests.exemptedZoneNames: received [ 'example.com' ] with enabled: false; they do nothing until it is enabled: leave them out, or acknowledge that they are prepared for later [deny-unmatched-exemptions-unused]",
      ],
    });
  });

  test('the zones are shown as they are typed, five of them at most', () => {
    const exemptedZoneNames = ['F.com', 'e.com', 'd.com', 'F.com', 'c.com', 'b.com', 'a.com'];
    expect(findingsOf({ denyUnmatchedRequests: { enabled: false, exemptedZoneNames } })).toEqual({
      errors: [],
      warnings: [
        "denyUnmatchedRequests.exemptedZoneNames: received [ 'F.com', 'e.com', 'd.com', 'F.com', 'c.com', ... 2 more items ] with enabled: false; they do nothing until it is enabled: leave them out, or acknowledge that they are prepared for later [deny-unmatched-exemptions-unused]",
      ],
    });
  });

  test('a token among them is shown as one', () => {
    const construct = withVariables(({ text }) => ({
      denyUnmatchedRequests: {
        enabled: false,
        exemptedZoneNames: ['b.com', text.stringValue, `${text.stringValue}.com`],
      },
    }));
    expect(findings(construct)).toEqual({
      errors: [],
      warnings: [
        "denyUnmatchedRequests.exemptedZoneNames: received [ 'b.com', '<token>', '<token>.com' ] with enabled: false; they do nothing until it is enabled: leave them out, or acknowledge that they are prepared for later [deny-unmatched-exemptions-unused]",
      ],
    });
  });

  test.each<[string, (variables: Variables) => string[]]>([
    ['a list variable', ({ list }) => list.listValue],
    ['the copy of a list variable', ({ list }) => [...list.listValue]],
    ['a variable of any type', ({ list }) => list.value as string[]],
    ['the result of a function on lists', ({ list }) => Fn.concat([list.listValue, ['example.com']]) as string[]],
  ])('nothing is said about %s: it may be empty', (_, value) => {
    const construct = withVariables((variables) => ({
      denyUnmatchedRequests: { enabled: false, exemptedZoneNames: value(variables) },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each<DenyUnmatchedRequests>([
    { enabled: false },
    { enabled: false, exemptedZoneNames: [] },
    { enabled: true, exemptedZoneNames: ['example.com'] },
    { exemptedZoneNames: ['example.com'] },
  ])('%j is fine', (denyUnmatchedRequests) => {
    expect(findingsOf({ denyUnmatchedRequests })).toEqual(NOTHING);
  });

  test.each(UNKNOWN_FLAGS)('nothing is said when it is enabled by %s', (_, value) => {
    const construct = withVariables((variables) => ({
      denyUnmatchedRequests: { enabled: value(variables), exemptedZoneNames: ['example.com'] },
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('it can be acknowledged', () => {
    const construct = organization({ denyUnmatchedRequests: { enabled: false, exemptedZoneNames: ['example.com'] } });
    Acknowledgements.of(construct).add({ rule: 'deny-unmatched-exemptions-unused', reason: 'enabled next week' });
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('service-token-inactivity-action', () => {
  test('an action that is not given', () => {
    const serviceTokenInactivity = { inactivityThresholdDays: 90 } as ServiceTokenInactivity;
    expect(findingsOf({ serviceTokenInactivity })).toEqual({
      errors: [
        'serviceTokenInactivity.action: received nothing; allowed: disable, delete: write ServiceTokenAction.DISABLE [service-token-inactivity-action]',
      ],
      warnings: [],
    });
  });

  test.each(Object.values(ServiceTokenAction))('%s is fine', (action) => {
    expect(findingsOf({ serviceTokenInactivity: { action, inactivityThresholdDays: 90 } })).toEqual(NOTHING);
    expect(findingsOf({ serviceTokenInactivity: { action, inactivityThresholdDays: 90, enabled: false } })).toEqual(
      NOTHING,
    );
  });

  test.each(TEXT_TOKENS)('nothing is said about %s', (_, value) => {
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
  const props = (inactivityThresholdDays: number) => ({
    serviceTokenInactivity: { action, inactivityThresholdDays },
  });

  test('a number that is not given', () => {
    const serviceTokenInactivity = { action } as ServiceTokenInactivity;
    expect(findingsOf({ serviceTokenInactivity })).toEqual({
      errors: [
        'serviceTokenInactivity.inactivityThresholdDays: received nothing; allowed: a whole number of days, 30 to 365: write 90 [service-token-inactivity-days]',
      ],
      warnings: [],
    });
  });

  test('nothing of both', () => {
    expect(idsOf(errorsOf({ serviceTokenInactivity: {} as ServiceTokenInactivity }))).toEqual([
      'service-token-inactivity-action',
      'service-token-inactivity-days',
    ]);
  });

  test.each([
    [29, '29', 30],
    [366, '366', 365],
    [1, '1', 30],
    [-90, '-90', 30],
    [0, '0', 90],
    [29.9, '29.9', 30],
    [30.5, '30.5', 31],
    [90.4, '90.4', 90],
    [365.1, '365.1', 365],
    [1e300, '1e+300', 365],
  ])('%d', (days, shown, fix) => {
    const message = `serviceTokenInactivity.inactivityThresholdDays: ${shown} is no such number; allowed: a whole number of days, 30 to 365: write ${fix} [service-token-inactivity-days]`;
    expect(findingsOf(props(days))).toEqual({ errors: [message], warnings: [] });
  });

  test.each([30, 31, 90, 364, 365])('%d is fine', (days) => {
    expect(findingsOf(props(days))).toEqual(NOTHING);
  });

  test('a number can be acknowledged, nothing cannot', () => {
    const reason = 'agreed with Cloudflare support';
    const short = organization(props(7));
    Acknowledgements.of(short).add({ rule: 'service-token-inactivity-days', reason });
    expect(findings(short)).toEqual(NOTHING);
    const none = organization({ serviceTokenInactivity: { action } as ServiceTokenInactivity });
    Acknowledgements.of(none).add({ rule: 'service-token-inactivity-days', reason });
    expect(idsOf(findings(none).errors)).toEqual(['service-token-inactivity-days']);
  });

  test('nothing is said about numbers that are not known yet', () => {
    expect(findings(withVariables(({ number }) => props(number.numberValue)))).toEqual(NOTHING);
    expect(findings(withVariables(({ number }) => props(number.value as number)))).toEqual(NOTHING);
    expect(findings(withVariables(({ text }) => props(text.stringValue as unknown as number)))).toEqual(NOTHING);
  });
});
