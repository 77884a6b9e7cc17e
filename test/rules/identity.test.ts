import { Lazy, type TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { ZeroTrustOrganization, type ZeroTrustOrganizationProps } from '../../lib';
import { bare } from '../guardrails/helpers';
import { ACCOUNT_ID, errors, errorsOf, organization, PROPS, stackWithProvider, ZONE_ID } from '../organization';
import {
  findings,
  findingsOf,
  messages,
  NOTHING,
  suggestionIn,
  summary,
  UNRESOLVED_TEXTS,
  withVariables,
} from './helpers';

describe('scope-exactly-one', () => {
  test('rejects an organization without a scope', () => {
    expect(findingsOf({ accountId: undefined })).toEqual({ errors: ['scope-exactly-one accountId'], warnings: [] });
  });

  test('rejects an account together with a zone', () => {
    expect(findingsOf({ zoneId: ZONE_ID })).toEqual({ errors: ['scope-exactly-one zoneId'], warnings: [] });
  });

  test('accepts an account or a zone', () => {
    expect(findingsOf({ accountId: ACCOUNT_ID })).toEqual(NOTHING);
    expect(findingsOf({ accountId: undefined, zoneId: ZONE_ID })).toEqual(NOTHING);
  });

  test.each(UNRESOLVED_TEXTS)('counts %s as a scope', (_, value) => {
    const both = withVariables((variables) => ({ accountId: value(variables), zoneId: ZONE_ID }));
    expect(findings(both)).toEqual({ errors: ['scope-exactly-one zoneId'], warnings: [] });
    const zone = withVariables((variables) => ({ accountId: undefined, zoneId: value(variables) }));
    expect(findings(zone)).toEqual(NOTHING);
  });
});

describe.each([
  ['account-id-format', 'accountId', ACCOUNT_ID],
  ['zone-id-format', 'zoneId', ZONE_ID],
] as const)('%s', (id, prop, valid) => {
  const props = (value: string) => ({ accountId: undefined, [prop]: value });

  test.each([valid, '0'.repeat(32), 'f'.repeat(32), '0123456789abcdef0123456789abcdef'])('accepts %s', (value) => {
    expect(findingsOf(props(value))).toEqual(NOTHING);
  });

  test.each([
    ['upper case', valid.toUpperCase()],
    ['the notation of a UUID', valid.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')],
    ['a leading space', ` ${valid}`],
    ['a trailing newline', `${valid}\n`],
    ['spaces inside', `${valid.slice(0, 16)}\t ${valid.slice(16)}`],
  ])('rejects an id with %s and suggests the plain id', (_, value) => {
    const { errors: problems, warnings } = messages(organization(props(value)));
    expect(problems.map(summary)).toEqual([`${id} ${prop}`]);
    expect(problems.map(suggestionIn)).toEqual([valid]);
    expect(warnings).toEqual([]);
  });

  test.each(['', 'Widget Corp', 'example.com', valid.slice(1), `${valid}0`, `g${valid.slice(1)}`, `${valid} ${valid}`])(
    'rejects %j without a suggestion',
    (value) => {
      const { errors: problems, warnings } = messages(organization(props(value)));
      expect(problems.map(summary)).toEqual([`${id} ${prop}`]);
      expect(problems.map(suggestionIn)).toEqual([undefined]);
      expect(warnings).toEqual([]);
    },
  );

  test.each(UNRESOLVED_TEXTS)('accepts %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });
});

describe('one-organization-per-account', () => {
  /** Organizations of one account, each in a stack of its own. */
  const organizationsIn = (...stacks: string[]): ZeroTrustOrganization[] => {
    const app = Testing.app();
    return stacks.map((id) => new ZeroTrustOrganization(stackWithProvider(app, id), 'Organization', PROPS));
  };

  /** An error of a stack: the construct, the rule and the prop, and the organizations that the message names. */
  const parse = (error: string): readonly string[] => {
    const [, construct = '', message = ''] = /^(\[.*\]) (accountId .*)$/.exec(error) ?? [];
    return [construct, summary(message), ...(message.match(/(?<=')\w+\/\w+(?=')/g) ?? [])];
  };

  test('rejects two organizations of an account in one stack', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'First', PROPS);
    new ZeroTrustOrganization(stack, 'Second', PROPS);
    expect(errors(stack).map(parse)).toEqual([
      ['[stack/First]', 'one-organization-per-account accountId', 'stack/Second'],
      ['[stack/Second]', 'one-organization-per-account accountId', 'stack/First'],
    ]);
  });

  test('rejects two organizations of an account in two stacks', () => {
    const [first, second] = organizationsIn('a', 'b');
    expect(errors(first as ZeroTrustOrganization).map(parse)).toEqual([
      ['[a/Organization]', 'one-organization-per-account accountId', 'b/Organization'],
      ['[a/Organization] also [b/Organization]', 'one-organization-per-account accountId', 'a/Organization'],
    ]);
    expect(errors(second as ZeroTrustOrganization).map(parse)).toEqual([
      ['[b/Organization]', 'one-organization-per-account accountId', 'a/Organization'],
    ]);
  });

  test.each([4, 5, 9])('names at most three others, of %i organizations', (count) => {
    const [first] = organizationsIn(...Array.from('abcdefghi').slice(0, count));
    const [error = ''] = errors(first as ZeroTrustOrganization);
    expect(parse(error).slice(2)).toEqual(['b/Organization', 'c/Organization', 'd/Organization']);
  });

  test('accepts organizations of two accounts', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'First', PROPS);
    new ZeroTrustOrganization(stack, 'Second', {
      ...PROPS,
      accountId: 'f'.repeat(32),
      authDomain: 'other.cloudflareaccess.com',
    });
    expect(errors(stack)).toEqual([]);
  });

  test('accepts an account in two apps', () => {
    const [first, second] = [organization(), organization()];
    expect(findings(first)).toEqual(NOTHING);
    expect(findings(second)).toEqual(NOTHING);
  });

  test('accepts a data source next to the organization', () => {
    const stack = stackWithProvider();
    const construct = new ZeroTrustOrganization(stack, 'First', PROPS);
    ZeroTrustOrganization.fromAccountId(stack, 'Second', ACCOUNT_ID);
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('does not compare zones', () => {
    const stack = stackWithProvider();
    const props = { ...PROPS, accountId: undefined, zoneId: ZONE_ID };
    new ZeroTrustOrganization(stack, 'First', props);
    new ZeroTrustOrganization(stack, 'Second', props);
    expect(errors(stack)).toEqual([]);
  });

  // One expression can have different values in different stacks.
  test.each([
    ['a variable', (variable: TerraformVariable) => variable.stringValue],
    ['a raw expression', () => '${var.account}'],
  ])('does not compare %s', (_, value) => {
    const stack = stackWithProvider();
    const accountId = value(new TerraformVariable(stack, 'account', {}));
    new ZeroTrustOrganization(stack, 'First', { ...PROPS, accountId });
    new ZeroTrustOrganization(stack, 'Second', { ...PROPS, accountId });
    expect(errors(stack)).toEqual([]);
  });
});

describe('identities that collide', () => {
  const SECOND = 'f'.repeat(32);
  const DOMAIN = 'other.cloudflareaccess.com';

  /** The rules that the organization of `PROPS` violates next to a second one, which violates none or the same. */
  const violated = (add: (stack: TerraformStack) => void): string[] => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'First', PROPS);
    add(stack);
    const found = errors(stack).map((error) => {
      const [, path = '', message = ''] = /^\[(.*?)\] (?:also \[.*?\] )*(.*)$/s.exec(error) ?? [];
      return { path, rule: summary(message) };
    });
    const rulesOf = (construct: string): string[] =>
      found.filter(({ path }) => path === construct).map(({ rule }) => rule);
    const rules = rulesOf('stack/First');
    expect([[], rules]).toContainEqual(rulesOf('stack/Second'));
    return rules;
  };
  const ONE_ACCOUNT = ['one-organization-per-account accountId'];
  const ONE_DOMAIN = ['one-account-per-auth-domain authDomain'];

  test.each<[string, string[], Partial<ZeroTrustOrganizationProps>]>([
    ['the domain of another account', ONE_DOMAIN, { accountId: SECOND }],
    ['a domain of its own', [], { accountId: SECOND, authDomain: DOMAIN }],
    ['the domain for a zone, which can be of the same account', [], { accountId: undefined, zoneId: ZONE_ID }],
    ['the domain for an account that is an expression', [], { accountId: '${var.account}' }],
    ['a domain that is an expression', [], { accountId: SECOND, authDomain: '${var.domain}' }],
    ['a placeholder that is not sent', [], { accountId: SECOND, lifecycle: { ignoreChanges: ['auth_domain'] } }],
    [
      'placeholders that are not sent',
      [],
      { accountId: SECOND, readOnlyLock: undefined, lifecycle: { ignoreChanges: 'all' } },
    ],
  ])('are found by value: %s', (_, rules, props) => {
    expect(violated((stack) => new ZeroTrustOrganization(stack, 'Second', { ...PROPS, ...props }))).toEqual(rules);
  });

  test('are found in bare resources', () => {
    expect(violated((stack) => bare(stack))).toEqual(ONE_ACCOUNT);
    expect(violated((stack) => bare(stack, 'Bare', { accountId: SECOND, authDomain: PROPS.authDomain }))).toEqual(
      ONE_DOMAIN,
    );
  });

  test('are not found in a resource that was moved away', () => {
    const stack = stackWithProvider();
    bare(stack, 'Old').moveTo('new');
    new ZeroTrustOrganization(stack, 'New', PROPS).resource.addMoveTarget('new');
    expect(errors(stack)).toEqual([]);
  });

  test('are found in overrides, of the resource and of the stack', () => {
    const other = { accountId: SECOND, authDomain: DOMAIN };
    expect(
      violated((stack) => {
        bare(stack, 'Bare', other).addOverride('account_id', ACCOUNT_ID);
      }),
    ).toEqual(ONE_ACCOUNT);
    expect(
      violated((stack) => {
        bare(stack, 'Bare', other);
        stack.addOverride('resource.cloudflare_zero_trust_organization.Bare.auth_domain', PROPS.authDomain);
      }),
    ).toEqual(ONE_DOMAIN);
    expect(
      violated((stack) => {
        bare(stack).addOverride('account_id', SECOND);
      }),
    ).toEqual(ONE_DOMAIN);
  });

  test.each<[string, string, unknown]>([
    ['a lazy value', '.account_id', Lazy.anyValue({ produce: () => ACCOUNT_ID })],
    ['a lazy resource', '', Lazy.anyValue({ produce: () => ({ account_id: ACCOUNT_ID }) })],
    ['a resource as a list', '', [{ account_id: ACCOUNT_ID }]],
  ])('are found in overrides by %s', (_, path, value) => {
    expect(
      violated((stack) => {
        bare(stack, 'Bare', { accountId: SECOND, authDomain: DOMAIN });
        stack.addOverride(`resource.cloudflare_zero_trust_organization.Bare${path}`, value);
      }),
    ).toEqual(ONE_ACCOUNT);
  });

  test('are not found in an overridden domain that ignore_changes covers', () => {
    expect(
      violated((stack) => {
        const resource = bare(stack, 'Bare', { accountId: SECOND, authDomain: PROPS.authDomain });
        resource.addOverride('lifecycle', [{ ignore_changes: ['auth_domain'] }]);
      }),
    ).toEqual([]);
  });
});

describe('resource-address-unique', () => {
  /** An organization of an account of its own, with a logical id. */
  const named = (stack: TerraformStack, id: string, logicalId: string): ZeroTrustOrganization => {
    const accountId = Buffer.from(`${stack.node.id}/${id}`).toString('hex').padStart(32, '0');
    const authDomain = `account-${accountId}.cloudflareaccess.com`;
    const construct = new ZeroTrustOrganization(stack, id, { ...PROPS, accountId, authDomain });
    construct.resource.overrideLogicalId(logicalId);
    return construct;
  };

  test('rejects organizations of a stack with one address', () => {
    const stack = stackWithProvider();
    const [first, second] = [named(stack, 'A', 'front_door'), named(stack, 'B', 'front_door')];
    named(stack, 'C', 'back_door');
    expect(first.node.validate()).toEqual([
      expect.stringMatching(/^id .*'stack\/B' also .*\[resource-address-unique\]$/),
    ]);
    expect(second.node.validate()).toEqual([
      expect.stringMatching(/^id .*'stack\/A' also .*\[resource-address-unique\]$/),
    ]);
    expect(errors(stack)).toHaveLength(2);
  });

  test('accepts one address in several stacks', () => {
    const app = Testing.app();
    const [first, second] = ['a', 'b'].map((id) => named(stackWithProvider(app, id), 'A', 'front_door'));
    expect([first, second].map((construct) => construct?.node.validate())).toEqual([[], []]);
  });
});

/** Text that shows nothing: spaces, control and format characters, the blank letters of Braille and Hangul. */
const BLANKS = [
  '',
  ' ',
  '\n\t\r',
  '\u00a0',
  '\u200b\ufeff',
  '\u00ad',
  '\u0000\u0007\u001b',
  '\u007f\u0085\u009b',
  '\u2028\u2029',
  '\u2800',
  '\u115f\u1160',
  '\u3164',
  '\uffa0 \u2800',
];

describe('resource-name', () => {
  const named = (id: string) => new ZeroTrustOrganization(stackWithProvider(), id, PROPS);
  const REJECTED = { errors: ['resource-name id'], warnings: [] };

  // CDKTF drops all characters but A-Z, a-z, 0-9, '_' and '-'.
  test.each(['1org', '-a', '日本', 'ü', '1', '2 orgs', '…'])('rejects the id %s', (id) => {
    expect(findings(named(id))).toEqual(REJECTED);
  });

  test.each(['org', '_org', 'org-', 'a b', 'größe', '.org', 'x'.repeat(300)])('accepts the id %s', (id) => {
    expect(findings(named(id))).toEqual(NOTHING);
  });

  test('accepts any id below another one that begins with a letter', () => {
    const scope = new Construct(stackWithProvider(), 'team');
    expect(findings(new ZeroTrustOrganization(scope, '1org', PROPS))).toEqual(NOTHING);
  });

  test.each(['1a', 'a b', 'a.b', 'a"b', '-a', '${var.x}', 'a\u200cb', 'a\n'])('rejects the logical id %j', (name) => {
    const construct = organization();
    construct.resource.overrideLogicalId(name);
    expect(findings(construct)).toEqual(REJECTED);
  });

  test.each(['größe', '日本', '𝒜', 'for', '_'])('accepts the logical id %s', (name) => {
    const construct = named('1org');
    construct.resource.overrideLogicalId(name);
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('name-blank', () => {
  test.each([...BLANKS, undefined])('rejects %j', (name) => {
    expect(findingsOf({ name })).toEqual({ errors: ['name-blank name'], warnings: [] });
  });

  test.each(['x', ' x ', '0', '.', '名', '😀', 'a\nb', 'C++ 1e+5', 'The+', '\u2801', '\u115f\u1161', '\u3164x', '한'])(
    'accepts %j',
    (name) => {
      expect(findingsOf({ name })).toEqual(NOTHING);
    },
  );
});

describe('auth-domain-format', () => {
  const REJECTED = { errors: ['auth-domain-format authDomain'], warnings: [] };

  const suggestionFor = (authDomain: string): string | undefined => errorsOf({ authDomain }).map(suggestionIn)[0];

  test.each([...BLANKS, undefined])('rejects %j', (authDomain) => {
    expect(findingsOf({ authDomain })).toEqual(REJECTED);
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
  ])('accepts %s', (authDomain) => {
    expect(findingsOf({ authDomain })).toEqual(NOTHING);
  });

  test.each([
    'widget-corp',
    'Widget Corp',
    'widget-corp.',
    'widget-corp/login',
    'widget-corp:443',
    'widget-corp?a=b',
    'widget-corp#a',
    'widget_corp',
    'Widget-Corp.cloudflareaccess.com',
    'widget-corp.CloudflareAccess.com',
    ' widget-corp.cloudflareaccess.com ',
    'widget-corp.cloudflareaccess.com\n',
    'widget-corp.cloudflareaccess.com.',
    'widget-corp.cloudflareaccess.com/',
    'widget-corp.cloudflareaccess.com:443',
    'widget-corp.cloudflareaccess.com?a=b',
    'widget-corp.cloudflareaccess.com#a',
    'https://widget-corp.cloudflareaccess.com',
    'HTTPS://Widget-Corp.cloudflareaccess.com/cdn-cgi/access/callback',
    'widget-corp.cloudflareacces.com',
    'widget-corp.com',
  ])('rejects %j and suggests the team domain', (authDomain) => {
    expect(findingsOf({ authDomain })).toEqual(REJECTED);
    expect(suggestionFor(authDomain)).toBe('widget-corp.cloudflareaccess.com');
  });

  test.each([
    ['http://widget-corp.fed.cloudflareaccess.com', 'widget-corp.fed.cloudflareaccess.com'],
    ['Widget-Corp.fed.cloudflareaccess.com', 'widget-corp.fed.cloudflareaccess.com'],
    ['widget-corp.fed.cloudflareaccess.com.', 'widget-corp.fed.cloudflareaccess.com'],
    ['widget-corp.fed', 'widget-corp.fed.cloudflareaccess.com'],
    ['-a.cloudflareaccess.com', 'a.cloudflareaccess.com'],
    ['a-.cloudflareaccess.com', 'a.cloudflareaccess.com'],
    ['--a--.cloudflareaccess.com', 'a.cloudflareaccess.com'],
    ['a.b.cloudflareaccess.com', 'a.cloudflareaccess.com'],
    ['a.cloudflareaccess.com.example.com', 'a.cloudflareaccess.com'],
  ])('rejects %j and suggests %s', (authDomain, suggestion) => {
    expect(findingsOf({ authDomain })).toEqual(REJECTED);
    expect(suggestionFor(authDomain)).toBe(suggestion);
  });

  test.each([
    ['64 characters', 'a'.repeat(64), `${'a'.repeat(63)}.cloudflareaccess.com`],
    ['100,000 characters', 'a'.repeat(100_000), `${'a'.repeat(63)}.cloudflareaccess.com`],
    ['a hyphen at the cut', `${'a'.repeat(62)}-b`, `${'a'.repeat(62)}.cloudflareaccess.com`],
    ['a domain', `${'a'.repeat(64)}.cloudflareaccess.com`, `${'a'.repeat(63)}.cloudflareaccess.com`],
    ['a FedRAMP domain', `${'a'.repeat(64)}.fed.cloudflareaccess.com`, `${'a'.repeat(63)}.fed.cloudflareaccess.com`],
  ])('suggests the first 63 characters of a longer team: %s', (_, authDomain, suggestion) => {
    expect(findingsOf({ authDomain })).toEqual(REJECTED);
    expect(suggestionFor(authDomain)).toBe(suggestion);
  });

  test.each([
    ['cloudflareaccess.com', 'widget-corp.cloudflareaccess.com'],
    ['https://cloudflareaccess.com/', 'widget-corp.cloudflareaccess.com'],
    ['login.widget-corp.com', 'widget-corp.cloudflareaccess.com'],
    ['https://login.widget-corp.com/cdn-cgi', 'widget-corp.cloudflareaccess.com'],
    ['user@widget-corp.cloudflareaccess.com', 'widget-corp.cloudflareaccess.com'],
    ['user@widget-corp.com', 'widget-corp.cloudflareaccess.com'],
    ['.cloudflareaccess.com', 'widget-corp.cloudflareaccess.com'],
    ['fed.cloudflareaccess.com', 'widget-corp.cloudflareaccess.com'],
    ['.fed.cloudflareaccess.com', 'widget-corp.fed.cloudflareaccess.com'],
    ['-.cloudflareaccess.com', 'widget-corp.cloudflareaccess.com'],
    ['ü.cloudflareaccess.com', 'widget-corp.cloudflareaccess.com'],
    ['https://', 'widget-corp.cloudflareaccess.com'],
  ])('rejects %j with an example instead of a guess', (authDomain, suggestion) => {
    expect(findingsOf({ authDomain })).toEqual(REJECTED);
    expect(suggestionFor(authDomain)).toBe(suggestion);
  });

  test('suggests domains that it accepts', () => {
    const part = fc.constantFrom(
      'a',
      'B',
      '0',
      '-',
      '_',
      '.',
      ' ',
      '/',
      'a'.repeat(60),
      '.fed',
      '.cloudflareaccess.com',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const authDomain = suggestionFor(parts.join(''));
        expect(authDomain === undefined ? NOTHING : findingsOf({ authDomain })).toEqual(NOTHING);
      }),
      { numRuns: 50 },
    );
  });

  test.each(UNRESOLVED_TEXTS)('accepts %s', (_, value) => {
    expect(findings(withVariables((variables) => ({ authDomain: value(variables) })))).toEqual(NOTHING);
  });
});

describe('auth-domain-placeholder', () => {
  const WARNING = { errors: [], warnings: ['auth-domain-placeholder authDomain'] };

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
  ])('warns about %s', (team) => {
    expect(findingsOf({ authDomain: `${team}.cloudflareaccess.com` })).toEqual(WARNING);
    expect(findingsOf({ authDomain: `${team}.fed.cloudflareaccess.com` })).toEqual(WARNING);
  });

  test.each(['widget-corp', 'contest', 'tests', 'test-corp', 'my-test', 'team', 'my-team-lead', 'our-team-name'])(
    'accepts %s',
    (team) => {
      expect(findingsOf({ authDomain: `${team}.cloudflareaccess.com` })).toEqual(NOTHING);
    },
  );

  test('does not warn about a domain that has a wrong format', () => {
    expect(findingsOf({ authDomain: 'test' })).toEqual({ errors: ['auth-domain-format authDomain'], warnings: [] });
  });
});

test('an account that two copies of this package manage is reported', () => {
  const stack = stackWithProvider();
  new ZeroTrustOrganization(stack, 'Organization', PROPS);
  jest.isolateModules(() => {
    const copy = jest.requireActual<{ ZeroTrustOrganization: typeof ZeroTrustOrganization }>('../../lib');
    expect(copy.ZeroTrustOrganization).not.toBe(ZeroTrustOrganization);
    new copy.ZeroTrustOrganization(stack, 'Copy', PROPS);
  });
  expect(errors(stack).filter((line) => line.includes('[one-organization-per-account]'))).toEqual([
    expect.stringContaining("is also managed by 'stack/Copy'"),
    expect.stringContaining("is also managed by 'stack/Organization'"),
  ]);
});
