import { TerraformVariable, Testing } from 'cdktf';
import { Acknowledgements, ZeroTrustOrganization } from '../../lib';
import {
  ACCOUNT_ID,
  errors,
  errorsOf,
  organization,
  PROPS,
  stackWithProvider,
  warningsOf,
  ZONE_ID,
} from '../organization';
import { findings, findingsOf, idsOf, NOTHING, TEXT_TOKENS, UNKNOWN_TEXTS, withVariables } from './helpers';

describe('scope-exactly-one', () => {
  test('an organization of nothing', () => {
    expect(findingsOf({ accountId: undefined })).toEqual({
      errors: [
        'accountId: received nothing, and no zoneId; exactly one is needed: write the id of the account (32 hex digits) [scope-exactly-one]',
      ],
      warnings: [],
    });
  });

  test('an organization of an account and a zone', () => {
    expect(findingsOf({ zoneId: ZONE_ID })).toEqual({
      errors: [
        'zoneId: received together with accountId; exactly one is allowed: leave zoneId out, an organization belongs to an account [scope-exactly-one]',
      ],
      warnings: [],
    });
  });

  test('an organization of an account, or of a zone, is fine', () => {
    expect(findingsOf({ accountId: ACCOUNT_ID })).toEqual(NOTHING);
    expect(findingsOf({ accountId: undefined, zoneId: ZONE_ID })).toEqual(NOTHING);
  });

  test.each(UNKNOWN_TEXTS)('%s counts as given', (_, value) => {
    const both = withVariables((variables) => ({ accountId: value(variables), zoneId: ZONE_ID }));
    expect(idsOf(findings(both).errors)).toEqual(['scope-exactly-one']);
    const zone = withVariables((variables) => ({ accountId: undefined, zoneId: value(variables) }));
    expect(findings(zone)).toEqual(NOTHING);
  });
});

describe.each([
  ['account-id-format', 'accountId', 'account', ACCOUNT_ID],
  ['zone-id-format', 'zoneId', 'zone', ZONE_ID],
] as const)('%s', (id, prop, what, valid) => {
  const props = (value: string) => ({ accountId: undefined, [prop]: value });
  const dashed = `${valid.slice(0, 8)}-${valid.slice(8, 12)}-${valid.slice(12, 16)}-${valid.slice(16, 20)}-${valid.slice(20)}`;

  test.each([valid, '0'.repeat(32), 'f'.repeat(32), '0123456789abcdef0123456789abcdef'])('%s is fine', (value) => {
    expect(findingsOf(props(value))).toEqual(NOTHING);
  });

  test.each([
    [valid.toUpperCase(), valid.toUpperCase()],
    [dashed, dashed],
    [` ${valid}`, ` ${valid}`],
    [`${valid}\n`, `${valid}\\n`],
    [`${valid.slice(0, 16)}\t ${valid.slice(16)}`, `${valid.slice(0, 16)}\\t ${valid.slice(16)}`],
  ])('%j is tidied up', (value, shown) => {
    expect(findingsOf(props(value))).toEqual({
      errors: [`${prop}: '${shown}' is no ${what} id; allowed: 32 lower-case hex digits: write '${valid}' [${id}]`],
      warnings: [],
    });
  });

  test.each(['', 'Widget Corp', 'example.com', valid.slice(1), `${valid}0`, `g${valid.slice(1)}`, `${valid} ${valid}`])(
    '%j is no id',
    (value) => {
      expect(findingsOf(props(value))).toEqual({
        errors: [
          `${prop}: '${value}' is no ${what} id; allowed: 32 lower-case hex digits: write the ${what} id that the dashboard shows under 'API' on the ${what}'s overview [${id}]`,
        ],
        warnings: [],
      });
    },
  );

  test('a value of 100,000 characters is cut', () => {
    expect(errorsOf(props('x'.repeat(100_000)))).toEqual([
      `${prop}: '${'x'.repeat(80)}… (100000 characters)' is no ${what} id; allowed: 32 lower-case hex digits: write the ${what} id that the dashboard shows under 'API' on the ${what}'s overview [${id}]`,
    ]);
  });

  test.each(UNKNOWN_TEXTS)('nothing is said about %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });
});

describe('one-organization-per-account', () => {
  const message = (account: string, others: string): string =>
    `accountId: '${account}' is managed by ${others} too; an account has one organization: keep one construct, and read it elsewhere with ZeroTrustOrganization.fromAccountId [one-organization-per-account]`;

  /** Organizations of one account in stacks of one app. */
  const organizationsIn = (...stacks: string[]): ZeroTrustOrganization[] => {
    const app = Testing.app();
    return stacks.map((id) => new ZeroTrustOrganization(stackWithProvider(app, id), 'Organization', PROPS));
  };

  test('two in one stack', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'First', PROPS);
    new ZeroTrustOrganization(stack, 'Second', PROPS);
    expect(errors(stack)).toEqual([
      `[stack/First] ${message(ACCOUNT_ID, "'stack/Second'")}`,
      `[stack/Second] ${message(ACCOUNT_ID, "'stack/First'")}`,
    ]);
  });

  test('two in stacks of one app', () => {
    const [first] = organizationsIn('a', 'b');
    expect(errors(first as ZeroTrustOrganization)).toEqual([
      `[a/Organization] ${message(ACCOUNT_ID, "'b/Organization'")}`,
      `[a/Organization] also [b/Organization] ${message(ACCOUNT_ID, "'a/Organization'")}`,
    ]);
  });

  test.each([
    [4, "'b/Organization', 'c/Organization', 'd/Organization'"],
    [5, "'b/Organization', 'c/Organization', 'd/Organization'"],
    [9, "'b/Organization', 'c/Organization', 'd/Organization'"],
  ])('of %i, a message names three others', (count, others) => {
    const [first] = organizationsIn(...Array.from('abcdefghi').slice(0, count));
    expect(errors(first as ZeroTrustOrganization)[0]).toBe(`[a/Organization] ${message(ACCOUNT_ID, others)}`);
  });

  test('organizations of two accounts, or of two apps, are fine', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'First', PROPS);
    new ZeroTrustOrganization(stack, 'Second', { ...PROPS, accountId: 'f'.repeat(32) });
    expect(errors(stack)).toEqual([]);
    expect(findings(organization())).toEqual(NOTHING);
    expect(findings(organization())).toEqual(NOTHING);
  });

  test('an organization that is only read is none', () => {
    const stack = stackWithProvider();
    const construct = new ZeroTrustOrganization(stack, 'First', PROPS);
    ZeroTrustOrganization.fromAccountId(stack, 'Second', ACCOUNT_ID);
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('two of one zone are not looked at', () => {
    const stack = stackWithProvider();
    const props = { ...PROPS, accountId: undefined, zoneId: ZONE_ID };
    new ZeroTrustOrganization(stack, 'First', props);
    new ZeroTrustOrganization(stack, 'Second', props);
    expect(errors(stack)).toEqual([]);
  });

  test.each([
    ['a variable', (variable: TerraformVariable) => variable.stringValue],
    ['a raw expression', () => '${var.account}'],
  ])('nothing is said about %s: it may hold two accounts', (_, value) => {
    const stack = stackWithProvider();
    const accountId = value(new TerraformVariable(stack, 'account', {}));
    new ZeroTrustOrganization(stack, 'First', { ...PROPS, accountId });
    new ZeroTrustOrganization(stack, 'Second', { ...PROPS, accountId });
    expect(errors(stack)).toEqual([]);
  });
});

const BLANKS = [
  ['', "''"],
  [' ', "' '"],
  ['\n\t\r', "'\\n\\t\\r'"],
  ['\u00a0', "'\u00a0'"],
  ['\u200b\ufeff', "'\u200b\ufeff'"],
  ['\u00ad', "'\u00ad'"],
  ['\u0000\u0007\u001b', "'\\u0000\\u0007\\u001b'"],
  ['\u007f\u0085\u009b', "'\\u007f\\u0085\\u009b'"],
  ['\u2028\u2029', "'\\u2028\\u2029'"],
  ['\u2800', "'\u2800'"],
  ['\u115f\u1160', "'\u115f\u1160'"],
  ['\u3164', "'\u3164'"],
  ['\uffa0 \u2800', "'\uffa0 \u2800'"],
] as const;

describe('name-blank', () => {
  const message = (received: string): string =>
    `name: received ${received}; allowed: text that is not blank: write the organization's name, such as 'Widget Corp' [name-blank]`;

  test.each(BLANKS)('%j', (name, shown) => {
    expect(findingsOf({ name })).toEqual({ errors: [message(shown)], warnings: [] });
  });

  test('nothing', () => {
    expect(findingsOf({ name: undefined })).toEqual({ errors: [message('nothing')], warnings: [] });
  });

  test.each(['x', ' x ', '0', '.', '名', '😀', 'a\nb', 'C++ 1e+5', 'The+', '\u2801', '\u115f\u1161', '\u3164x', '한'])(
    '%j is fine',
    (name) => {
      expect(findingsOf({ name })).toEqual(NOTHING);
    },
  );

  test.each(TEXT_TOKENS)('nothing is said about %s', (_, value) => {
    expect(findings(withVariables((variables) => ({ name: value(variables) })))).toEqual(NOTHING);
  });
});

describe('auth-domain-format', () => {
  const blank = (received: string): string =>
    `authDomain: received ${received}; allowed: text that is not blank: write the full team domain, such as 'widget-corp.cloudflareaccess.com' [auth-domain-format]`;
  const notFull = (shown: string, fix: string): string =>
    `authDomain: '${shown}' is no full team domain; allowed: <team>.cloudflareaccess.com, the team 1 to 63 of a-z, 0-9 and '-' with no hyphen at an end: write '${fix}' [auth-domain-format]`;

  test.each(BLANKS)('%j is blank', (authDomain, shown) => {
    expect(findingsOf({ authDomain })).toEqual({ errors: [blank(shown)], warnings: [] });
  });

  test('nothing', () => {
    expect(findingsOf({ authDomain: undefined })).toEqual({ errors: [blank('nothing')], warnings: [] });
  });

  test.each([
    'widget-corp.cloudflareaccess.com',
    'widget-corp.fed.cloudflareaccess.com',
    'a.cloudflareaccess.com',
    '0.cloudflareaccess.com',
    'a-b.cloudflareaccess.com',
    'a--b.cloudflareaccess.com',
    `${'a'.repeat(62)}9.cloudflareaccess.com`,
    `${'a'.repeat(63)}.fed.cloudflareaccess.com`,
  ])('%s is fine', (authDomain) => {
    expect(findingsOf({ authDomain })).toEqual(NOTHING);
  });

  test.each([
    ['widget-corp', 'widget-corp.cloudflareaccess.com'],
    ['Widget Corp', 'widget-corp.cloudflareaccess.com'],
    ['widget-corp.', 'widget-corp.cloudflareaccess.com'],
    ['widget-corp/login', 'widget-corp.cloudflareaccess.com'],
    ['widget-corp:443', 'widget-corp.cloudflareaccess.com'],
    ['widget-corp?a=b', 'widget-corp.cloudflareaccess.com'],
    ['widget-corp#a', 'widget-corp.cloudflareaccess.com'],
    ['widget_corp', 'widget-corp.cloudflareaccess.com'],
    ['Widget-Corp.cloudflareaccess.com', 'widget-corp.cloudflareaccess.com'],
    ['widget-corp.CloudflareAccess.com', 'widget-corp.cloudflareaccess.com'],
    [' widget-corp.cloudflareaccess.com ', 'widget-corp.cloudflareaccess.com'],
    ['widget-corp.cloudflareaccess.com.', 'widget-corp.cloudflareaccess.com'],
    ['widget-corp.cloudflareaccess.com/', 'widget-corp.cloudflareaccess.com'],
    ['widget-corp.cloudflareaccess.com:443', 'widget-corp.cloudflareaccess.com'],
    ['widget-corp.cloudflareaccess.com?a=b', 'widget-corp.cloudflareaccess.com'],
    ['widget-corp.cloudflareaccess.com#a', 'widget-corp.cloudflareaccess.com'],
    ['https://widget-corp.cloudflareaccess.com', 'widget-corp.cloudflareaccess.com'],
    ['HTTPS://Widget-Corp.cloudflareaccess.com/cdn-cgi/access/callback', 'widget-corp.cloudflareaccess.com'],
    ['http://widget-corp.fed.cloudflareaccess.com', 'widget-corp.fed.cloudflareaccess.com'],
    ['Widget-Corp.fed.cloudflareaccess.com', 'widget-corp.fed.cloudflareaccess.com'],
    ['widget-corp.fed.cloudflareaccess.com.', 'widget-corp.fed.cloudflareaccess.com'],
    ['widget-corp.cloudflareacces.com', 'widget-corp.cloudflareaccess.com'],
    ['widget-corp.com', 'widget-corp.cloudflareaccess.com'],
    ['widget-corp.fed', 'widget-corp.fed.cloudflareaccess.com'],
    ['cloudflareaccess.com', '<team>.cloudflareaccess.com'],
    ['https://cloudflareaccess.com/', '<team>.cloudflareaccess.com'],
    ['login.widget-corp.com', '<team>.cloudflareaccess.com'],
    ['https://login.widget-corp.com/cdn-cgi', '<team>.cloudflareaccess.com'],
    ['user@widget-corp.cloudflareaccess.com', '<team>.cloudflareaccess.com'],
    ['user@widget-corp.com', '<team>.cloudflareaccess.com'],
    ['-a.cloudflareaccess.com', 'a.cloudflareaccess.com'],
    ['a-.cloudflareaccess.com', 'a.cloudflareaccess.com'],
    ['--a--.cloudflareaccess.com', 'a.cloudflareaccess.com'],
    ['a.b.cloudflareaccess.com', 'a.cloudflareaccess.com'],
    ['a.cloudflareaccess.com.example.com', 'a.cloudflareaccess.com'],
    ['.cloudflareaccess.com', '<team>.cloudflareaccess.com'],
    ['.fed.cloudflareaccess.com', '<team>.fed.cloudflareaccess.com'],
    ['-.cloudflareaccess.com', '<team>.cloudflareaccess.com'],
    ['ü.cloudflareaccess.com', '<team>.cloudflareaccess.com'],
    ['https://', '<team>.cloudflareaccess.com'],
  ])('%j is corrected to %s', (authDomain, fix) => {
    expect(findingsOf({ authDomain })).toEqual({ errors: [notFull(authDomain, fix)], warnings: [] });
  });

  test('the message in full', () => {
    expect(errorsOf({ authDomain: 'https://widget-corp.cloudflareaccess.com\n' })).toEqual([
      "authDomain: 'https://widget-corp.cloudflareaccess.com\\n' is no full team domain; allowed: <team>.cloudflareaccess.com, the team 1 to 63 of a-z, 0-9 and '-' with no hyphen at an end: write 'widget-corp.cloudflareaccess.com' [auth-domain-format]",
    ]);
  });

  test.each([
    ['a'.repeat(64), 'a'.repeat(64), 'a'.repeat(63)],
    [`${'a'.repeat(64)}.cloudflareaccess.com`, `${'a'.repeat(64)}.cloudflareacces… (85 characters)`, 'a'.repeat(63)],
    ['a'.repeat(100_000), `${'a'.repeat(80)}… (100000 characters)`, 'a'.repeat(63)],
    [`${'a'.repeat(62)}-b`, `${'a'.repeat(62)}-b`, 'a'.repeat(62)],
  ])('a team of more than 63 characters is cut, its suggested domain is not', (authDomain, shown, team) => {
    expect(findingsOf({ authDomain })).toEqual({
      errors: [notFull(shown, `${team}.cloudflareaccess.com`)],
      warnings: [],
    });
    expect(findingsOf({ authDomain: `${team}.cloudflareaccess.com` })).toEqual(NOTHING);
  });

  test('a FedRAMP team of more than 63 characters too', () => {
    expect(errorsOf({ authDomain: `${'a'.repeat(64)}.fed.cloudflareaccess.com` })).toEqual([
      notFull(`${'a'.repeat(64)}.fed.cloudflarea… (89 characters)`, `${'a'.repeat(63)}.fed.cloudflareaccess.com`),
    ]);
  });

  test('a domain can be acknowledged, blank text cannot', () => {
    const errorsLeft = (authDomain: string): readonly string[] => {
      const construct = organization({ authDomain });
      Acknowledgements.of(construct).add({ rule: 'auth-domain-format', reason: 'a custom login domain' });
      return findings(construct).errors;
    };
    expect(errorsLeft('login.widget-corp.com')).toEqual([]);
    expect(errorsLeft(' ')).toEqual([blank("' '")]);
  });

  test.each(UNKNOWN_TEXTS)('nothing is said about %s', (_, value) => {
    expect(findings(withVariables((variables) => ({ authDomain: value(variables) })))).toEqual(NOTHING);
  });
});

describe('auth-domain-placeholder', () => {
  const domain = (team: string): string => `${team}.cloudflareaccess.com`;

  test.each([
    'test',
    'example',
    'your-team',
    'your-team-name',
    'your-team-domain',
    'yourteam',
    'yourteamname',
    'your-org',
    'your-organization',
    'your-company',
    'your-company-name',
    'my-team',
    'myteam',
    'team-name',
    'teamname',
  ])('%s is an example', (team) => {
    expect(findingsOf({ authDomain: domain(team) })).toEqual({
      errors: [],
      warnings: [
        `authDomain: '${domain(team)}' looks copied from an example; applying it renames the login domain of the whole company: write your own team domain, or acknowledge that this is yours [auth-domain-placeholder]`,
      ],
    });
  });

  test('also under the FedRAMP domain', () => {
    expect(idsOf(warningsOf({ authDomain: 'test.fed.cloudflareaccess.com' }))).toEqual(['auth-domain-placeholder']);
  });

  test.each(['widget-corp', 'contest', 'tests', 'test-corp', 'my-test', 'team', 'my-team-lead', 'our-team-name'])(
    '%s is a name',
    (team) => {
      expect(findingsOf({ authDomain: domain(team) })).toEqual(NOTHING);
    },
  );

  test('it can be acknowledged', () => {
    const construct = organization({ authDomain: domain('test') });
    Acknowledgements.of(construct).add({ rule: 'auth-domain-placeholder', reason: 'the test company is called so' });
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('what is no team domain is not called an example too', () => {
    expect(warningsOf({ authDomain: 'test' })).toEqual([]);
  });
});
