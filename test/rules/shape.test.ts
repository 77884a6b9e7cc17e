import { DataCloudflareZeroTrustOrganization } from '@cdktf/provider-cloudflare/lib/data-cloudflare-zero-trust-organization';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { ZeroTrustOrganization as OrganizationL1 } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { TerraformVariable, Testing, Token } from 'cdktf';
import fc from 'fast-check';
import {
  MfaAuthenticator,
  MfaPreset,
  OrganizationSetting,
  PivPinPolicy,
  PivTouchPolicy,
  ServiceTokenAction,
  SshKeyType,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { RULES } from '../../lib/rules';
import { SHAPE_RULES } from '../../lib/rules/shape';
import { attributes, organization, PROPS, refusals, rendered, stackWithProvider, synth } from '../organization';
import { findingsOf, idsOf, type Variables, withVariables } from './helpers';

const problemsOf = (construct: () => unknown): string[] => refusals("'stack/Organization'", construct);

/** The problems of props that no type checker has seen, beside valid ones. */
const problemsIn = (props: object): string[] => problemsOf(() => organization(props));

const problemsInAll = (props: unknown): string[] =>
  problemsOf(() => new ZeroTrustOrganization(stackWithProvider(), 'Organization', props as never));

const problemsWithVariables = (props: (variables: Variables) => object): string[] =>
  problemsOf(() => withVariables(props));

/** A value at a path such as `mfa.preset`. */
const at = (path: string, value: unknown): object =>
  path.split('.').reduceRight<object>((inner, key) => ({ [key]: inner }), value as object);

const oneOf = (values: Readonly<Record<string, string>>): string => `one of ${Object.values(values).join(', ')}`;

const TEXT = { allowed: 'text', fix: 'it in quotes' };
const FLAG = { allowed: 'true or false', fix: 'it without quotes' };
const NUMBER = { allowed: 'a number', fix: 'it in digits, without quotes' };
const LIST = { allowed: 'a list', fix: 'it in square brackets' };
const CONSTRUCT = { allowed: 'a construct of CDKTF', fix: 'one, such as organization.resource' };
const struct = (first: string) => ({ allowed: 'a struct', fix: `{ ${first}: … }` });
const choice = (values: Readonly<Record<string, string>>) => ({ allowed: oneOf(values), fix: 'one of them' });

/** Every prop: what it takes, and how a message says so. */
const TYPES: Readonly<Record<string, { readonly allowed: string; readonly fix: string }>> = {
  accountId: TEXT,
  zoneId: TEXT,
  name: TEXT,
  authDomain: TEXT,
  sessionDuration: TEXT,
  warpAuthSessionDuration: TEXT,
  userSeatExpirationInactiveTime: TEXT,
  allowAuthenticateViaWarp: FLAG,
  autoRedirectToIdentity: FLAG,
  readOnlyLock: struct('reason'),
  'readOnlyLock.reason': TEXT,
  'readOnlyLock.locked': FLAG,
  mfa: struct('preset'),
  'mfa.preset': choice(MfaPreset),
  'mfa.allowedAuthenticators': LIST,
  'mfa.sessionDuration': TEXT,
  'mfa.requiredForAllApps': FLAG,
  'mfa.amrMatchingSessionDuration': TEXT,
  'mfa.requiredAaguids': TEXT,
  'mfa.pivKeyRequirements': struct('pinPolicy'),
  'mfa.pivKeyRequirements.pinPolicy': choice(PivPinPolicy),
  'mfa.pivKeyRequirements.touchPolicy': choice(PivTouchPolicy),
  'mfa.pivKeyRequirements.requireFipsDevice': FLAG,
  'mfa.pivKeyRequirements.sshKeySize': LIST,
  'mfa.pivKeyRequirements.sshKeyType': LIST,
  denyUnmatchedRequests: struct('enabled'),
  'denyUnmatchedRequests.enabled': FLAG,
  'denyUnmatchedRequests.exemptedZoneNames': LIST,
  customPages: struct('forbidden'),
  'customPages.forbidden': TEXT,
  'customPages.identityDenied': TEXT,
  loginDesign: struct('backgroundColor'),
  'loginDesign.backgroundColor': TEXT,
  'loginDesign.textColor': TEXT,
  'loginDesign.logoPath': TEXT,
  'loginDesign.headerText': TEXT,
  'loginDesign.footerText': TEXT,
  serviceTokenInactivity: struct('action'),
  'serviceTokenInactivity.action': choice(ServiceTokenAction),
  'serviceTokenInactivity.inactivityThresholdDays': NUMBER,
  'serviceTokenInactivity.enabled': FLAG,
  strictServiceTokenAuth: FLAG,
  warpAuthNonBrowser401: FLAG,
  unmanaged: LIST,
  blueprint: { allowed: 'an OrganizationBlueprint', fix: 'new OrganizationBlueprint(…)' },
  importExisting: FLAG,
  preventDestroy: FLAG,
  migrateFrom: TEXT,
  provider: CONSTRUCT,
  dependsOn: LIST,
  lifecycle: struct('createBeforeDestroy'),
  'lifecycle.createBeforeDestroy': FLAG,
  'lifecycle.preventDestroy': FLAG,
  'lifecycle.ignoreChanges': LIST,
  'lifecycle.replaceTriggeredBy': LIST,
  'lifecycle.precondition': LIST,
  'lifecycle.postcondition': LIST,
};
const PATHS = Object.keys(TYPES);
const STRUCTS = PATHS.filter((path) => TYPES[path]?.allowed === 'a struct');

/** The members of a struct; of the props themselves for ''. */
function membersOf(path: string): string[] {
  const prefix = path === '' ? '' : `${path}.`;
  return PATHS.filter((other) => other.startsWith(prefix) && other !== path)
    .map((other) => other.slice(prefix.length))
    .filter((other) => !other.includes('.'));
}

describe('the rules that throw', () => {
  test.each(SHAPE_RULES)('$id is documented in one line, and is an id of its own', (rule) => {
    expect(rule.id).toMatch(/^prop-[a-z]+$/);
    expect(rule.severity).toBe('hard');
    for (const text of [rule.guards, rule.statement, rule.source]) {
      expect(text).toMatch(/^\S.*[^.\s]$/);
    }
    expect(RULES.map(({ id }) => id)).not.toContain(rule.id);
  });
});

describe('a value of a wrong type', () => {
  /** Values of every type, as a message shows them. */
  const VALUES: readonly (readonly [shown: string, value: unknown])[] = [
    ['null', null],
    ["'yes'", 'yes'],
    ['5', 5],
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['90n', 90n],
    ['true', true],
    ['Symbol(a)', Symbol('a')],
    ['[Function: a]', { a: () => 1 }.a],
    ['[]', []],
    ['{}', {}],
    ["[ 'a' ]", ['a']],
    ["{ a: 'b' }", { a: 'b' }],
    ['1970-01-01T00:00:00.000Z', new Date(0)],
    ["Map(1) { 'a' => 1 }", new Map([['a', 1]])],
    ["[String: 'a']", Object('a')],
    ['Set(0) {}', new Set()],
    ['/a/', /a/],
    ['{ toString: 1 }', { toString: 1 }],
    ['[Object: null prototype] {}', Object.create(null)],
    ["[ Symbol(a), 1n, [ 'b' ] ]", [Symbol('a'), 1n, ['b']]],
  ];
  /** The shown values that each type takes, or looks into. */
  const TAKEN: Readonly<Record<string, (value: unknown) => boolean>> = {
    text: (value) => typeof value === 'string',
    'true or false': (value) => typeof value === 'boolean',
    'a number': (value) => value === 5,
    'a list': (value) => Array.isArray(value),
    'a struct': (value) =>
      typeof value === 'object' &&
      value !== null &&
      [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null),
  };

  test.each(PATHS)('%s', (path) => {
    const { allowed, fix } = TYPES[path] ?? TEXT;
    const wrong = VALUES.filter(([, value]) => TAKEN[allowed]?.(value) !== true);
    expect(wrong.map(([, value]) => problemsIn(at(path, value)))).toEqual(
      wrong.map(([shown, value]) => [
        `${path}: received ${shown}; allowed: ${allowed}: ${value === null ? 'leave it out' : `write ${fix}`} [prop-type]`,
      ]),
    );
    expect(wrong.length).toBeGreaterThan(VALUES.length / 3);
  });

  test.each(PATHS)('%s can be undefined: it is not given then', (path) => {
    expect(problemsIn(at(path, undefined))).toEqual([]);
  });

  test('the table of types has every prop', () => {
    for (const path of ['', ...STRUCTS]) {
      const [problem] = problemsIn(at(path === '' ? 'bogus' : `${path}.bogus`, 1));
      expect(/allowed: (.*): leave it out/.exec(problem ?? '')?.[1]?.split(', ')).toEqual(membersOf(path));
    }
  });

  test.each([
    ['mfa.preset', 'BALANCED', 'balanced'],
    ['mfa.preset', 'Phishing-Resistant', 'phishing_resistant'],
    ['mfa.preset', ' hardware key\n', 'hardware_key'],
    ['mfa.pivKeyRequirements.pinPolicy', 'Once', 'once'],
    ['mfa.pivKeyRequirements.touchPolicy', 'CACHED', 'cached'],
    ['serviceTokenInactivity.action', 'Delete', 'delete'],
  ])('%s: %j is corrected to %s', (path, value, fix) => {
    expect(problemsIn(at(path, value))).toEqual([
      `${path}: received '${value.replace('\n', '\\n')}'; allowed: ${TYPES[path]?.allowed}: write '${fix}' [prop-type]`,
    ]);
  });

  test.each([
    ['mfa.preset', ['balanced'], "[ 'balanced' ]"],
    ['mfa.preset', { toString: () => 'balanced' }, '{ toString: [Function: toString] }'],
    ['mfa.pivKeyRequirements.pinPolicy', ['once'], "[ 'once' ]"],
    ['mfa.pivKeyRequirements.touchPolicy', ['cached'], "[ 'cached' ]"],
    ['serviceTokenInactivity.action', ['disable'], "[ 'disable' ]"],
    ['serviceTokenInactivity.action', Object('disable'), "[String: 'disable']"],
  ])('%s takes no %j, though its text is one', (path, value, shown) => {
    expect(problemsIn(at(path, value))).toEqual([
      `${path}: received ${shown}; allowed: ${TYPES[path]?.allowed}: write one of them [prop-type]`,
    ]);
  });
});

describe('an element of a list', () => {
  test.each([
    ['mfa.allowedAuthenticators', 'Security Key', "'Security Key'", oneOf(MfaAuthenticator), "'security_key'"],
    ['mfa.allowedAuthenticators', 'sms', "'sms'", oneOf(MfaAuthenticator), 'one of them'],
    ['mfa.allowedAuthenticators', 5, '5', oneOf(MfaAuthenticator), 'one of them'],
    ['mfa.pivKeyRequirements.sshKeyType', 'RSA', "'RSA'", oneOf(SshKeyType), "'rsa'"],
    ['mfa.pivKeyRequirements.sshKeyType', ['rsa'], "[ 'rsa' ]", oneOf(SshKeyType), 'one of them'],
    ['mfa.allowedAuthenticators', ['totp'], "[ 'totp' ]", oneOf(MfaAuthenticator), 'one of them'],
    ['mfa.pivKeyRequirements.sshKeySize', '256', "'256'", 'a number', 'it in digits, without quotes'],
    ['mfa.pivKeyRequirements.sshKeySize', Number.NaN, 'NaN', 'a number', 'it in digits, without quotes'],
    ['denyUnmatchedRequests.exemptedZoneNames', 5, '5', 'text', 'it in quotes'],
    ['denyUnmatchedRequests.exemptedZoneNames', ['a.com'], "[ 'a.com' ]", 'text', 'it in quotes'],
    ['unmanaged', 'mfa_config', "'mfa_config'", oneOf(OrganizationSetting), 'one of them'],
    ['unmanaged', 'accountId', "'accountId'", oneOf(OrganizationSetting), 'one of them'],
    ['unmanaged', ['mfa'], "[ 'mfa' ]", oneOf(OrganizationSetting), 'one of them'],
    [
      'dependsOn',
      'cloudflare_zone.a',
      "'cloudflare_zone.a'",
      'a construct of CDKTF',
      'one, such as organization.resource',
    ],
    ['dependsOn', {}, '{}', 'a construct of CDKTF', 'one, such as organization.resource'],
    ['dependsOn', [], '[]', 'a construct of CDKTF', 'one, such as organization.resource'],
    ['dependsOn', 5, '5', 'a construct of CDKTF', 'one, such as organization.resource'],
    ['lifecycle.ignoreChanges', 5, '5', 'text', 'it in quotes'],
    ['lifecycle.ignoreChanges', ['name'], "[ 'name' ]", 'text', 'it in quotes'],
    ['lifecycle.replaceTriggeredBy', 5, '5', 'a construct of CDKTF', 'one, such as organization.resource'],
    ['lifecycle.replaceTriggeredBy', {}, '{}', 'a construct of CDKTF', 'one, such as organization.resource'],
    ['lifecycle.precondition', 'var.ready', "'var.ready'", 'a struct', '{ condition: … }'],
    ['lifecycle.precondition', [], '[]', 'a struct', '{ condition: … }'],
    ['lifecycle.postcondition', 5, '5', 'a struct', '{ condition: … }'],
    ['lifecycle.postcondition', new Map(), 'Map(0) {}', 'a struct', '{ condition: … }'],
  ])('%s takes no %j', (path, element, shown, allowed, fix) => {
    expect(problemsIn(at(path, [element]))).toEqual([
      `${path}[0]: received ${shown}; allowed: ${allowed}: write ${fix} [prop-type]`,
    ]);
  });

  test('null is none', () => {
    expect(problemsIn(at('denyUnmatchedRequests.exemptedZoneNames', [null]))).toEqual([
      'denyUnmatchedRequests.exemptedZoneNames[0]: received null; allowed: text: leave it out [prop-type]',
    ]);
    expect(problemsIn(at('dependsOn', [null]))).toEqual([
      'dependsOn[0]: received null; allowed: a construct of CDKTF: leave it out [prop-type]',
    ]);
  });

  test('each wrong one has its own problem', () => {
    expect(problemsIn(at('denyUnmatchedRequests.exemptedZoneNames', [1, 'a.com', 2]))).toEqual([
      'denyUnmatchedRequests.exemptedZoneNames[0]: received 1; allowed: text: write it in quotes [prop-type]',
      'denyUnmatchedRequests.exemptedZoneNames[2]: received 2; allowed: text: write it in quotes [prop-type]',
    ]);
  });

  test('a hole is no element', () => {
    const zones = ['a.com'];
    zones[2] = 'b.com';
    expect(problemsIn(at('denyUnmatchedRequests.exemptedZoneNames', zones))).toEqual([
      'denyUnmatchedRequests.exemptedZoneNames[1]: received nothing; allowed: text: write it in quotes [prop-type]',
    ]);
  });
});

describe('a lifecycle', () => {
  test.each<[string, object]>([
    ['a list of text', { ignoreChanges: ['name', 'auth_domain'] }],
    ["'all'", { ignoreChanges: 'all' }],
    ['addresses', { replaceTriggeredBy: ['cloudflare_zone.a', '${cloudflare_zone.a.name}'] }],
    ['flags', { createBeforeDestroy: true, preventDestroy: true }],
    [
      'conditions',
      { precondition: [{ condition: '${var.a}', errorMessage: 'b' }], postcondition: [{ condition: 'c' }] },
    ],
    ['empty lists', { ignoreChanges: [], replaceTriggeredBy: [], precondition: [], postcondition: [] }],
    ['what is undefined', { createBeforeDestroy: undefined, ignoreChanges: undefined, bogus: undefined }],
  ])('can have %s', (_, lifecycle) => {
    expect(problemsIn({ lifecycle })).toEqual([]);
  });

  test.each(['', 'none', 'ALL', '*'])('ignores all changes, or those of a list: not %j', (text) => {
    expect(problemsIn({ lifecycle: { ignoreChanges: text } })).toEqual([
      `lifecycle.ignoreChanges: received '${text}'; allowed: a list: write it in square brackets [prop-type]`,
    ]);
  });

  test.each([
    ['provisioners', 'leave it out'],
    ['prevent_destroy', 'write preventDestroy'],
    ['IgnoreChanges', 'write ignoreChanges'],
  ])('has no %s', (key, fix) => {
    expect(problemsIn({ lifecycle: { [key]: [] } })).toEqual([
      `lifecycle.${key}: is no prop; allowed: ${membersOf('lifecycle').join(', ')}: ${fix} [prop-unknown]`,
    ]);
  });
});

describe('a construct of CDKTF', () => {
  test('is taken where one is wanted, and its address is rendered', () => {
    const stack = stackWithProvider();
    const resource = new OrganizationL1(stack, 'Other', {});
    const data = new DataCloudflareZeroTrustOrganization(stack, 'Data', {});
    const provider = new CloudflareProvider(stack, 'Europe', { alias: 'europe' });
    const construct = new ZeroTrustOrganization(stack, 'Organization', {
      ...PROPS,
      provider,
      dependsOn: [resource, data],
      lifecycle: { replaceTriggeredBy: [resource, 'cloudflare_zone.a'] },
    });
    expect(attributes(construct)).toMatchObject({
      provider: 'cloudflare.europe',
      depends_on: ['cloudflare_zero_trust_organization.Other', 'data.cloudflare_zero_trust_organization.Data'],
      lifecycle: {
        replace_triggered_by: ['${cloudflare_zero_trust_organization.Other}', 'cloudflare_zone.a'],
      },
    });
  });

  test('is not looked at: its logical id can still be changed', () => {
    const stack = stackWithProvider();
    const resource = new OrganizationL1(stack, 'Other', {});
    const construct = new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, dependsOn: [resource] });
    expect(() => {
      construct.resource.overrideLogicalId('front_door');
    }).not.toThrow();
    expect(synth(construct).import).toEqual([
      { to: 'cloudflare_zero_trust_organization.front_door', id: PROPS.accountId },
    ]);
  });

  test('is no construct without an address', () => {
    expect(problemsIn({ provider: {}, dependsOn: [{ node: {} }, { toString: 1 }, Object.create(null)] })).toEqual([
      'provider: received {}; allowed: a construct of CDKTF: write one, such as organization.resource [prop-type]',
      'dependsOn[0]: received { node: {} }; allowed: a construct of CDKTF: write one, such as organization.resource [prop-type]',
      'dependsOn[1]: received { toString: 1 }; allowed: a construct of CDKTF: write one, such as organization.resource [prop-type]',
      'dependsOn[2]: received [Object: null prototype] {}; allowed: a construct of CDKTF: write one, such as organization.resource [prop-type]',
    ]);
  });
});

describe('a prop that does not exist', () => {
  const PROP_NAMES = membersOf('').join(', ');

  test('at the top', () => {
    expect(problemsIn({ teamName: 'widget-corp' })).toEqual([
      `teamName: is no prop; allowed: ${PROP_NAMES}: leave it out [prop-unknown]`,
    ]);
  });

  test.each([
    ['session_duration', 'sessionDuration'],
    ['SessionDuration', 'sessionDuration'],
    ['session-duration', 'sessionDuration'],
    ['authdomain', 'authDomain'],
    ['account_id', 'accountId'],
    ['MFA', 'mfa'],
    ['warp_auth_non_browser_401', 'warpAuthNonBrowser401'],
  ])('%s is corrected to %s', (key, fix) => {
    expect(problemsIn({ [key]: 1 })).toEqual([
      `${key}: is no prop; allowed: ${PROP_NAMES}: write ${fix} [prop-unknown]`,
    ]);
  });

  test.each(STRUCTS)('in %s', (path) => {
    const [first = ''] = membersOf(path);
    expect(problemsIn(at(path, { bogus: 1, [first.toUpperCase()]: 2 }))).toEqual([
      `${path}.bogus: is no prop; allowed: ${membersOf(path).join(', ')}: leave it out [prop-unknown]`,
      `${path}.${first.toUpperCase()}: is no prop; allowed: ${membersOf(path).join(', ')}: write ${first} [prop-unknown]`,
    ]);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf'])(
    'an own key %s, as JSON can have it',
    (key) => {
      const json = (value: unknown): object => JSON.parse(`{ "${key}": ${JSON.stringify(value)} }`) as object;
      const message = (prop: string, names: string): string =>
        `${prop}: is no prop; allowed: ${names}: leave it out [prop-unknown]`;
      expect(problemsInAll(json({ accountId: 'x' }))).toEqual([message(key, PROP_NAMES)]);
      expect(problemsIn({ mfa: json(1) })).toEqual([message(`mfa.${key}`, membersOf('mfa').join(', '))]);
    },
  );

  test('one that is undefined is none', () => {
    expect(problemsIn({ bogus: undefined })).toEqual([]);
  });

  test('one that is null is one', () => {
    expect(problemsIn({ bogus: null })).toEqual([
      `bogus: is no prop; allowed: ${PROP_NAMES}: leave it out [prop-unknown]`,
    ]);
  });

  test('one without a name is shown as an empty text', () => {
    expect(problemsIn({ '': 1 })).toEqual([`'': is no prop; allowed: ${PROP_NAMES}: leave it out [prop-unknown]`]);
    expect(problemsIn({ mfa: { '': 1 } })).toEqual([
      `mfa.: is no prop; allowed: ${membersOf('mfa').join(', ')}: leave it out [prop-unknown]`,
    ]);
  });

  test('a token in its name is shown as one', () => {
    expect(problemsWithVariables(({ text }) => ({ [text.stringValue]: 1 }))).toEqual([
      `<token>: is no prop; allowed: ${PROP_NAMES}: leave it out [prop-unknown]`,
    ]);
  });

  test.each([
    ['a\nb', 'a\\nb'],
    ['a\u0085\u009b\u2028\u2029b', 'a\\u0085\\u009b\\u2028\\u2029b'],
    [`${'x'.repeat(79)}😀`, `${'x'.repeat(79)}… (81 characters)`],
    ["it's", "it's"],
    ['x'.repeat(81), `${'x'.repeat(80)}… (81 characters)`],
  ])('%j is shown on one line, and not too long', (key, shown) => {
    expect(problemsIn({ [key]: 1 })).toEqual([
      `${shown}: is no prop; allowed: ${PROP_NAMES}: leave it out [prop-unknown]`,
    ]);
  });
});

describe('props that are no struct', () => {
  test.each([
    [undefined, 'nothing'],
    ['023e105f4ecef8ad9ca31a8372d0c353', "'023e105f4ecef8ad9ca31a8372d0c353'"],
    [5, '5'],
    [true, 'true'],
    [[], '[]'],
    [['name'], "[ 'name' ]"],
    [null, 'null'],
    [new Map([['name', 1]]), "Map(1) { 'name' => 1 }"],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
  ])('%p', (props, shown) => {
    expect(problemsInAll(props)).toEqual([
      `props: received ${shown}; allowed: a struct: write { accountId: … } [prop-type]`,
    ]);
  });

  test('a token', () => {
    const variable = new TerraformVariable(stackWithProvider(), 'props', {});
    const message = (shown: string): string =>
      `props: received ${shown}; allowed: a struct: write { accountId: … } [prop-type]`;
    expect(problemsInAll(variable.value)).toEqual([message('<token>')]);
    expect(problemsInAll(variable.listValue)).toEqual([message("[ '<token>' ]")]);
  });

  test('an empty struct is one: the rules say what is missing', () => {
    const { errors } = findingsOf({ accountId: undefined, name: undefined, authDomain: undefined });
    expect(idsOf(errors)).toEqual(['scope-exactly-one', 'name-blank', 'auth-domain-format']);
    expect(problemsInAll({})).toEqual([]);
  });
});

describe('values that are hard to show', () => {
  test('an object that contains itself', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(problemsIn({ name: circle, mfa: circle, loginDesign: { headerText: circle } })).toEqual([
      'name: received { self: { self: [Object] } }; allowed: text: write it in quotes [prop-type]',
      `mfa.self: is no prop; allowed: ${membersOf('mfa').join(', ')}: leave it out [prop-unknown]`,
      'loginDesign.headerText: received { self: { self: [Object] } }; allowed: text: write it in quotes [prop-type]',
    ]);
  });

  test('a list that contains itself', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    const paths = ['denyUnmatchedRequests.exemptedZoneNames', 'mfa.allowedAuthenticators', 'unmanaged'];
    for (const path of paths) {
      const enums: Record<string, object> = {
        'mfa.allowedAuthenticators': MfaAuthenticator,
        unmanaged: OrganizationSetting,
      };
      const values = enums[path];
      const wanted =
        values === undefined
          ? 'text: write it in quotes'
          : `${oneOf(values as Record<string, string>)}: write one of them`;
      expect(problemsIn(at(path, circle))).toEqual([
        `${path}[0]: received [ [ [Array] ] ]; allowed: ${wanted} [prop-type]`,
      ]);
    }
    expect(problemsIn({ name: circle })).toEqual([
      'name: received [ [ [Array] ] ]; allowed: text: write it in quotes [prop-type]',
    ]);
  });

  test.each<[string, unknown, string]>([
    ['five elements', [1, 2, 3, 4, 5], '[ 1, 2, 3, 4, 5 ]'],
    ['six elements', [1, 2, 3, 4, 5, 6], '[ 1, 2, 3, 4, 5, ... 1 more item ]'],
    ['a thousand elements', Array.from({ length: 1000 }, () => 0), '[ 0, 0, 0, 0, 0, ... 995 more items ]'],
    ['seven texts', Array.from('abcdefg'), "[ 'a', 'b', 'c', 'd', 'e', ... 2 more items ]"],
    ['lists in it', [[1, 2], { a: 1 }], '[ [ 1, 2 ], { a: 1 } ]'],
  ])('a list with %s is shown on one line, and not in full', (_, value, shown) => {
    expect(problemsIn({ name: value })).toEqual([
      `name: received ${shown}; allowed: text: write it in quotes [prop-type]`,
    ]);
  });

  test.each([
    ['\u2028\u2029', '\\u2028\\u2029'],
    ['\u007f\u0080\u0085\u009b\u009f', '\\u007f\\u0080\\u0085\\u009b\\u009f'],
    ['\u0000\u001b\t', '\\u0000\\u001b\\t'],
    ['\ud83d', '\\ud83d'],
    [`${'x'.repeat(78)}😀`, `${'x'.repeat(78)}😀`],
    [`${'x'.repeat(78)}😀y`, `${'x'.repeat(78)}😀… (81 characters)`],
    [`${'x'.repeat(79)}😀`, `${'x'.repeat(79)}… (81 characters)`],
    [`${'x'.repeat(79)}\ude00y`, `${'x'.repeat(79)}\\ude00… (81 characters)`],
  ])('the text %j is shown as %s', (text, shown) => {
    expect(problemsIn({ importExisting: text })).toEqual([
      `importExisting: received '${shown}'; allowed: true or false: write it without quotes [prop-type]`,
    ]);
  });

  test('a token in a text is shown as one', () => {
    expect(
      problemsWithVariables(({ text, list }) => ({
        importExisting: `a ${text.stringValue} b`,
        preventDestroy: [text.stringValue, 'a', `${text.stringValue}b`],
        dependsOn: [list.listValue[0]],
        unmanaged: [text.value, text.stringValue],
      })),
    ).toEqual([
      "importExisting: received 'a <token> b'; allowed: true or false: write it without quotes [prop-type]",
      "preventDestroy: received [ '<token>', 'a', '<token>b' ]; allowed: true or false: write it without quotes [prop-type]",
      "dependsOn: received [ '<token>' ]; allowed: a list: write it in square brackets [prop-type]",
      `unmanaged[0]: received <token>; allowed: ${oneOf(OrganizationSetting)}: write one of them [prop-type]`,
      `unmanaged[1]: received '<token>'; allowed: ${oneOf(OrganizationSetting)}: write one of them [prop-type]`,
    ]);
  });

  test('an object with objects in it', () => {
    expect(problemsIn({ name: { a: { b: { c: 1 } } } })).toEqual([
      'name: received { a: { b: [Object] } }; allowed: text: write it in quotes [prop-type]',
    ]);
  });

  test.each<[string, unknown]>([
    ['a long text', 'x'.repeat(100_000)],
    ['a text of many lines', 'a\nb\r\nc'],
    ['a text in an object', { a: 'x'.repeat(100_000) }],
    ['a key of many lines', { 'a\nb': 1 }],
    ['a long list', Array.from({ length: 100_000 }, () => 'a')],
    ['a large object', Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, index]))],
    ['an error', new Error('a\nb')],
    ['a function', (a: number) => a + 1],
  ])('%s is shown on one line, and not too long', (_, value) => {
    const problems = problemsIn({ importExisting: value, mfa: { preset: value }, strictServiceTokenAuth: value });
    expect(problems).toHaveLength(3);
    for (const problem of problems) {
      expect(problem).toMatch(/^[\w.]+: received .{1,130}; allowed: .* \[prop-type\]$/);
    }
  });
});

describe('values that are known to the engine only', () => {
  /** A variable of any type, which CDKTF takes for every type. */
  const anything = ({ text }: Variables): unknown => text.value;

  const NOW = PATHS.filter(
    (path) =>
      path.startsWith('lifecycle.') ||
      [
        'mfa.preset',
        'unmanaged',
        'blueprint',
        'importExisting',
        'preventDestroy',
        'migrateFrom',
        'provider',
        'dependsOn',
      ].includes(path),
  );
  const LATER = PATHS.filter((path) => !STRUCTS.includes(path) && !NOW.includes(path));
  const LISTS = LATER.filter((path) => TYPES[path] === LIST);
  const RAW = ['${var.x}', '%{ if var.x }a%{ else }b%{ endif }', 'a ${var.x}'];

  const refused = (path: string, shown: string): string => {
    const { allowed, fix } = TYPES[path] ?? TEXT;
    return `${path}: received ${shown}; allowed: ${allowed}: write ${fix} [prop-type]`;
  };

  test.each(LATER)('%s takes one', (path) => {
    expect(problemsWithVariables((variables) => at(path, anything(variables)))).toEqual([]);
  });

  test.each<[string, (variable: TerraformVariable) => unknown]>([
    ['a string', (variable) => variable.stringValue],
    ['a number', (variable) => variable.numberValue],
    ['a boolean', (variable) => variable.booleanValue],
  ])('%s is taken for every type', (_, value) => {
    for (const path of LATER) {
      expect(problemsWithVariables(({ text }) => at(path, value(text)))).toEqual([]);
    }
  });

  test.each(RAW)('the raw text %j is taken for every type', (text) => {
    for (const path of LATER) {
      expect(problemsIn(at(path, text))).toEqual([]);
    }
    for (const path of LISTS) {
      expect(problemsIn(at(path, [text, text]))).toEqual([]);
    }
  });

  test('raw text for a whole list is rendered as it is', () => {
    const raw = '${var.x}' as never;
    const props = {
      mfa: { allowedAuthenticators: raw, pivKeyRequirements: { sshKeySize: raw, sshKeyType: raw } },
      denyUnmatchedRequests: { exemptedZoneNames: raw, enabled: false },
    };
    expect(findingsOf(props)).toEqual({ errors: [], warnings: [] });
    expect(rendered(props)).toMatchObject({
      mfa_config: { allowed_authenticators: raw },
      mfa_piv_key_requirements: { ssh_key_size: raw, ssh_key_type: raw },
      deny_unmatched_requests_exempted_zone_names: raw,
    });
  });

  test('a construct in a message is its path, and tokens in lists are tokens', () => {
    expect(problemsWithVariables(({ text }) => ({ name: [text.value, text.stringValue] }))).toEqual([
      "name: received [ <token>, '<token>' ]; allowed: text: write it in quotes [prop-type]",
    ]);
    expect(problemsIn({ dependsOn: [organization()] })).toEqual([
      "dependsOn[0]: received the construct 'stack/Organization'; allowed: a construct of CDKTF: write one, such as organization.resource [prop-type]",
    ]);
    expect(problemsIn({ lifecycle: { precondition: [{ condition: true, errorMessage: 'x', foo: 1n }] } })).toEqual([
      'lifecycle.precondition[0].foo: is no prop; allowed: condition, errorMessage: leave it out [prop-unknown]',
    ]);
  });

  test('raw text is rendered as it is', () => {
    const raw = '${var.x}' as never;
    const directive = '%{ if var.x }true%{ endif }' as never;
    const props = {
      allowAuthenticateViaWarp: raw,
      autoRedirectToIdentity: directive,
      strictServiceTokenAuth: directive,
      readOnlyLock: { reason: 'x', locked: raw },
      serviceTokenInactivity: { action: raw, inactivityThresholdDays: directive, enabled: raw },
      mfa: {
        requiredForAllApps: raw,
        allowedAuthenticators: [raw, MfaAuthenticator.TOTP],
        pivKeyRequirements: { pinPolicy: raw, requireFipsDevice: directive, sshKeySize: [256, raw], sshKeyType: [raw] },
      },
    };
    expect(findingsOf(props)).toEqual({ errors: [], warnings: [] });
    expect(rendered(props)).toMatchObject({
      allow_authenticate_via_warp: raw,
      auto_redirect_to_identity: directive,
      strict_service_token_auth: directive,
      is_ui_read_only: raw,
      service_token_inactivity: { action: raw, inactivity_threshold_days: directive, enabled: raw },
      mfa_required_for_all_apps: raw,
      mfa_config: { allowed_authenticators: ['totp', raw] },
      mfa_piv_key_requirements: {
        pin_policy: raw,
        require_fips_device: directive,
        ssh_key_size: [256, raw],
        ssh_key_type: [raw],
      },
    });
  });

  test('a list is taken for a list only', () => {
    for (const path of LISTS) {
      expect(problemsWithVariables(({ list }) => at(path, list.listValue))).toEqual([]);
    }
    const scalars = LATER.filter((path) => !LISTS.includes(path));
    expect(scalars.map((path) => problemsWithVariables(({ list }) => at(path, list.listValue)))).toEqual(
      scalars.map((path) => [refused(path, "[ '<token>' ]")]),
    );
  });

  test.each(NOW)('%s takes none: it decides what is rendered', (path) => {
    expect(problemsWithVariables((variables) => at(path, anything(variables)))).toEqual([refused(path, '<token>')]);
    expect(problemsWithVariables(({ flag }) => at(path, flag.booleanValue))).toEqual([refused(path, '<token>')]);
    expect(problemsWithVariables(({ list }) => at(path, list.listValue))).toEqual([refused(path, "[ '<token>' ]")]);
  });

  // The rule migrate-from-address refuses text.
  test.each(NOW.filter((path) => path !== 'migrateFrom'))(
    '%s takes no text that is known to the engine only',
    (path) => {
      expect(problemsWithVariables(({ text }) => at(path, text.stringValue))).toEqual([refused(path, "'<token>'")]);
      for (const text of RAW) {
        expect(problemsIn(at(path, text))).toEqual([refused(path, `'${text}'`)]);
      }
    },
  );

  test('a setting that is not managed must be known', () => {
    const problem = (shown: string): string =>
      `unmanaged[0]: received ${shown}; allowed: ${oneOf(OrganizationSetting)}: write one of them [prop-type]`;
    expect(problemsWithVariables(({ text }) => ({ unmanaged: [text.stringValue] }))).toEqual([problem("'<token>'")]);
    expect(problemsWithVariables((variables) => ({ unmanaged: [anything(variables)] }))).toEqual([problem('<token>')]);
    expect(problemsIn({ unmanaged: ['${var.x}'] })).toEqual([problem("'${var.x}'")]);
  });

  test.each(['dependsOn', 'lifecycle.replaceTriggeredBy'])('an element of %s is a construct, not a token', (path) => {
    expect(problemsWithVariables((variables) => at(path, [anything(variables)]))).toEqual([
      `${path}[0]: received <token>; allowed: a construct of CDKTF: write one, such as organization.resource [prop-type]`,
    ]);
  });

  test('a change that is ignored must be known', () => {
    expect(problemsWithVariables((variables) => at('lifecycle.ignoreChanges', ['name', anything(variables)]))).toEqual([
      'lifecycle.ignoreChanges[1]: received <token>; allowed: text: write it in quotes [prop-type]',
    ]);
  });

  test.each(STRUCTS)('%s takes none: its members are looked at', (path) => {
    expect(problemsWithVariables((variables) => at(path, anything(variables)))).toEqual([refused(path, '<token>')]);
    expect(problemsWithVariables(({ text }) => at(path, text.stringValue))).toEqual([refused(path, "'<token>'")]);
    expect(problemsWithVariables(({ list }) => at(path, list.listValue))).toEqual([refused(path, "[ '<token>' ]")]);
    expect(problemsIn(at(path, '${var.x}'))).toEqual([refused(path, "'${var.x}'")]);
  });

  test.each([
    ['denyUnmatchedRequests.exemptedZoneNames', 'text: write it in quotes'],
    ['mfa.allowedAuthenticators', `${oneOf(MfaAuthenticator)}: write one of them`],
    ['mfa.pivKeyRequirements.sshKeySize', 'a number: write it in digits, without quotes'],
    ['mfa.pivKeyRequirements.sshKeyType', `${oneOf(SshKeyType)}: write one of them`],
    ['unmanaged', `${oneOf(OrganizationSetting)}: write one of them`],
    ['dependsOn', 'a construct of CDKTF: write one, such as organization.resource'],
    ['lifecycle.ignoreChanges', 'text: write it in quotes'],
  ])('a list is no element of %s', (path, allowed) => {
    expect(problemsWithVariables(({ list }) => at(path, [list.listValue]))).toEqual([
      `${path}[0]: received [ '<token>' ]; allowed: ${allowed} [prop-type]`,
    ]);
  });

  test.each([
    ['denyUnmatchedRequests.exemptedZoneNames', 'a.com'],
    ['mfa.allowedAuthenticators', 'totp'],
    ['mfa.pivKeyRequirements.sshKeyType', 'rsa'],
    ['unmanaged', 'mfa'],
    ['lifecycle.ignoreChanges', 'name'],
    ['lifecycle.replaceTriggeredBy', 'cloudflare_zone.a'],
  ])('a list spread into %s is refused: CDKTF would lose it', (path, element) => {
    const problem = (index: number): string =>
      `${path}[${index}]: received a list that only the engine knows; CDKTF cannot add to it: write Fn.concat([list, [...]]) [prop-type]`;
    expect(problemsWithVariables(({ list }) => at(path, [element, ...list.listValue]))).toEqual([problem(1)]);
    expect(problemsWithVariables(({ list }) => at(path, [...list.listValue, element]))).toEqual([problem(0)]);
    expect(problemsWithVariables(({ list }) => at(path, [...list.listValue, ...list.listValue]))).toEqual([
      problem(0),
      problem(1),
    ]);
    expect(problemsWithVariables(({ list }) => at(path, [...list.listValue]))).toEqual(
      LISTS.includes(path) ? [] : [refused(path, "[ '<token>' ]")],
    );
  });

  test('a list of numbers spread into sshKeySize is refused too', () => {
    const path = 'mfa.pivKeyRequirements.sshKeySize';
    const list = ({ numbers }: Variables): number[] => Token.asNumberList(numbers.value);
    expect(problemsWithVariables((variables) => at(path, [256, ...list(variables)]))).toEqual([
      `${path}[1]: received a list that only the engine knows; CDKTF cannot add to it: write Fn.concat([list, [...]]) [prop-type]`,
    ]);
    expect(problemsWithVariables((variables) => at(path, [...list(variables)]))).toEqual([]);
  });
});

describe('empty structs', () => {
  test.each<[string, Partial<ZeroTrustOrganizationProps>, string[]]>([
    ['mfa', { mfa: {} }, []],
    ['mfa.pivKeyRequirements', { mfa: { pivKeyRequirements: {} } }, []],
    ['customPages', { customPages: {} }, []],
    ['loginDesign', { loginDesign: {} }, []],
    ['lifecycle', { lifecycle: {} }, []],
    ['denyUnmatchedRequests', { denyUnmatchedRequests: {} }, ['deny-unmatched-outage']],
    ['readOnlyLock', { readOnlyLock: {} as never }, ['read-only-lock-reason']],
    [
      'serviceTokenInactivity',
      { serviceTokenInactivity: {} as never },
      ['service-token-inactivity-action', 'service-token-inactivity-days'],
    ],
  ])('%s', (_, props, ids) => {
    const { errors, warnings } = findingsOf(props);
    expect(idsOf([...errors, ...warnings])).toEqual(ids);
  });

  test('one that says nothing renders nothing', () => {
    const empty = { mfa: { pivKeyRequirements: {} }, customPages: {}, loginDesign: {}, lifecycle: {}, unmanaged: [] };
    expect(rendered(empty)).toEqual(rendered());
  });
});

test('every problem is in the one error, in the order of the props', () => {
  const props = {
    name: 5,
    mfa: {
      preset: 'strong',
      allowedAuthenticators: ['totp', 'sms'],
      pivKeyRequirements: { sshKeySize: ['256'], pin: 1 },
    },
    session_duration: '12h',
    unmanaged: 'mfa',
    importExisting: null,
  };
  expect(problemsIn(props).map((problem) => problem.replace(/^(\S+): .* \[([\w-]+)\]$/, '$1 $2'))).toEqual([
    'name prop-type',
    'mfa.preset prop-type',
    'mfa.allowedAuthenticators[1] prop-type',
    'mfa.pivKeyRequirements.sshKeySize[0] prop-type',
    'mfa.pivKeyRequirements.pin prop-unknown',
    'session_duration prop-unknown',
    'unmanaged prop-type',
    'importExisting prop-type',
  ]);
});

test('the error names the construct', () => {
  const stack = stackWithProvider(Testing.app(), 'production');
  expect(() => new ZeroTrustOrganization(stack, 'Zero Trust', 5 as never)).toThrow(
    "the props of 'production/Zero Trust' are not valid:\n  props: received 5",
  );
});

describe('anything at all in place of the props', () => {
  const RULE_IDS = new Set(RULES.map(({ id }) => id));
  const NAMES = new RegExp(`^(props|${membersOf('').join('|')})$`);

  /** Values that pass for some prop, so that the rules see them too. */
  const plausible = fc.constantFrom<unknown>(
    ...[
      true,
      false,
      0,
      1,
      30,
      90,
      256,
      '',
      ' ',
      '0',
      '12h',
      '30d',
      'totp',
      'piv_key',
      'once',
      'rsa',
      'disabled',
      'mfa',
    ],
    ...['#fff', 'example.com', 'https://a.com/', 'a\nb', '\ud800', '${var.x}', '%{ if x }', '$${', undefined],
  );
  const garbage = fc.oneof(
    plausible,
    fc.array(plausible, { maxLength: 3 }),
    fc.anything({
      key: fc.string({ maxLength: 5 }),
      maxDepth: 3,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withSparseArray: true,
    }),
    fc.string({ unit: 'binary' }),
  );
  const path = fc.constantFrom(...PATHS);
  const props = fc
    .array(fc.tuple(path, garbage), { minLength: 1, maxLength: 4 })
    .map((members): object => members.reduce((all, [name, value]) => merge(all, at(name, value)), {}));

  function merge(one: object, other: object): object {
    const mergeMember = ([key, value]: [string, unknown]): [string, unknown] => {
      const old = (one as Record<string, unknown>)[key];
      const both = isPlain(old) && isPlain(value);
      return [key, both ? merge(old, value) : value];
    };
    return { ...one, ...Object.fromEntries(Object.entries(other).map(mergeMember)) };
  }

  const isPlain = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

  /** Fails unless the props are taken, or refused in words. */
  function check(given: unknown): void {
    const stack = stackWithProvider();
    try {
      new ZeroTrustOrganization(stack, 'Organization', given as never);
    } catch (error) {
      const [header, ...problems] = String(error).split('\n');
      expect(header).toBe("Error: the props of 'stack/Organization' are not valid:");
      for (const problem of problems) {
        expect(problem).toMatch(/^ {2}.+: .+\[(prop-type|prop-unknown)\]$/s);
        // The name of one that does not exist can be anything.
        const [, name] = /^ {2}(\w+).*\[prop-type\]$/s.exec(problem) ?? [];
        expect(name ?? 'props').toMatch(NAMES);
      }
      return;
    }
    try {
      Testing.synth(stack, true);
    } catch (error) {
      const [header, ...lines] = String(error).split('\n');
      expect(header).toBe('Error: Validation failed with the following errors:');
      const ids = lines.slice(0, lines.indexOf('')).map((line) => /\[([\w-]+)\]$/.exec(line)?.[1] ?? line);
      expect(ids.filter((id) => !RULE_IDS.has(id))).toEqual([]);
      expect(ids).not.toEqual([]);
    }
  }

  test('garbage beside valid props', () => {
    fc.assert(
      fc.property(props, (given) => {
        check(merge(PROPS, given));
      }),
      { numRuns: 300 },
    );
  });

  test('garbage for all of the props', () => {
    fc.assert(fc.property(garbage, check), { numRuns: 100 });
  });
});
