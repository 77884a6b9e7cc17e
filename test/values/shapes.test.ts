import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Fn, type TerraformVariable, Testing } from 'cdktf';
import fc from 'fast-check';
import { OrganizationBlueprint, ZeroTrustOrganization } from '../../lib';
import { CONSTRUCTION_RULES, RULES } from '../../lib/rules';
import { ORGANIZATION_SHAPE } from '../../lib/settings/organization-shapes';
import type { Shape } from '../../lib/values/shapes';
import { organization, PROPS, rendered, stackWithProvider, thrownProblems } from '../organization';
import { findingsOf, NOTHING, summary, type Variables, withVariables } from '../rules/helpers';

/** The problems that the constructor reports for props that no type checker has seen. */
const problemsIn = (props: object): string[] => thrownProblems("'stack/Organization'", () => organization(props));

const problemsInAll = (props: unknown): string[] =>
  thrownProblems("'stack/Organization'", () => {
    new ZeroTrustOrganization(stackWithProvider(), 'Organization', props as never);
  });

const problemsWithVariables = (props: (variables: Variables) => object): string[] =>
  thrownProblems("'stack/Organization'", () => withVariables(props));

/** A value at a path: `{ mfa: { preset: value } }` for `mfa.preset`. */
const at = (path: string, value: unknown): object =>
  path.split('.').reduceRight<object>((inner, key) => ({ [key]: inner }), value as object);

describe('a mistake is reported with its prop and a fix', () => {
  test.each<[mistake: string, props: object, message: string]>([
    // Values of a wrong type, as plain JavaScript, JSON files and other languages provide them.
    [
      'a number in quotes',
      { serviceTokenInactivity: { action: 'disable', inactivityThresholdDays: '90' } },
      "serviceTokenInactivity.inactivityThresholdDays '90' is not a number. Use digits, without quotes. [prop-type]",
    ],
    [
      'a number that is not finite',
      at('serviceTokenInactivity.inactivityThresholdDays', Number.NaN),
      'serviceTokenInactivity.inactivityThresholdDays NaN is not a number. Use digits, without quotes. [prop-type]',
    ],
    [
      'a boolean in quotes',
      at('readOnlyLock.locked', 'false'),
      "readOnlyLock.locked 'false' is not a boolean. Use true or false, without quotes. [prop-type]",
    ],
    [
      'a duration as a number of hours',
      { sessionDuration: 24 },
      'sessionDuration 24 is not a string. Put it in quotes. [prop-type]',
    ],
    ['null for an absent value', { customPages: null }, 'customPages null is not a struct. Omit it. [prop-type]'],
    [
      'one element in place of a list',
      at('denyUnmatchedRequests.exemptedZoneNames', 'example.com'),
      "denyUnmatchedRequests.exemptedZoneNames 'example.com' is not a list. Put it in square brackets. [prop-type]",
    ],
    [
      'a boolean in place of a struct',
      { readOnlyLock: true },
      'readOnlyLock true is not a struct. Use { reason: … }. [prop-type]',
    ],
    [
      'a Map in place of a struct',
      { loginDesign: new Map([['headerText', 'Hello']]) },
      "loginDesign Map(1) { 'headerText' => 'Hello' } is not a struct. Use { backgroundColor: … }. [prop-type]",
    ],
    [
      'an element of a wrong type, with its index',
      at('mfa.pivKeyRequirements.sshKeySize', [256, '384']),
      "mfa.pivKeyRequirements.sshKeySize[1] '384' is not a number. Use digits, without quotes. [prop-type]",
    ],
    [
      'a hole in a list',
      at('mfa.pivKeyRequirements.sshKeyType', new Array(1)),
      "mfa.pivKeyRequirements.sshKeyType[0] undefined is not one of 'ecdsa', 'ed25519', 'rsa'. Use one of these. [prop-type]",
    ],
    // Enum members by another spelling.
    [
      'the name of an enum member in place of its value',
      at('mfa.preset', 'PHISHING_RESISTANT'),
      "mfa.preset 'PHISHING_RESISTANT' is not one of 'balanced', 'phishing_resistant', 'hardware_key', 'disabled'. Did you mean 'phishing_resistant'? [prop-type]",
    ],
    [
      'an enum member with other separators',
      at('mfa.pivKeyRequirements.touchPolicy', ' Always '),
      "mfa.pivKeyRequirements.touchPolicy ' Always ' is not one of 'never', 'always', 'cached'. Did you mean 'always'? [prop-type]",
    ],
    [
      'a value that no enum member has',
      at('mfa.allowedAuthenticators', ['sms']),
      "mfa.allowedAuthenticators[0] 'sms' is not one of 'totp', 'biometrics', 'security_key', 'piv_key', 'ssh_fido2_key'. Use one of these. [prop-type]",
    ],
    // Constructs and instances.
    [
      'the name of a blueprint in place of the blueprint',
      { blueprint: 'company' },
      "blueprint 'company' is not an instance of OrganizationBlueprint. Use new OrganizationBlueprint(…). [prop-type]",
    ],
    [
      'a dependency that has no resource of its own',
      { dependsOn: [organization()] },
      "dependsOn[0] construct 'stack/Organization' is not a Terraform element such as a resource. Use one such as organization.resource. [prop-type]",
    ],
    [
      'another keyword than all',
      at('lifecycle.ignoreChanges', 'everything'),
      "lifecycle.ignoreChanges 'everything' is not a list. Put it in square brackets. [prop-type]",
    ],
    // Names.
    [
      "Cloudflare's name of a setting",
      { session_duration: '12h' },
      'session_duration is not a property of ZeroTrustOrganization. Did you mean sessionDuration? [prop-unknown]',
    ],
    [
      'a nested property with other capitals',
      at('loginDesign.headertext', 'Hello'),
      'loginDesign.headertext is not a property of loginDesign. Did you mean headerText? [prop-unknown]',
    ],
    [
      'a property that does not exist',
      at('readOnlyLock.until', 'tomorrow'),
      'readOnlyLock.until is not a property of readOnlyLock. Remove it, or use one of reason, locked. [prop-unknown]',
    ],
    [
      'the name of a member of Object',
      at('customPages.toString', 'page'),
      'customPages.toString is not a property of customPages. Remove it, or use one of forbidden, identityDenied. [prop-unknown]',
    ],
    [
      'a name with a line break',
      at('customPages', { 'a\nb': 1 }),
      "'customPages.a\\nb' is not a property of customPages. Remove it, or use one of forbidden, identityDenied. [prop-unknown]",
    ],
  ])('%s', (_, props, message) => {
    expect(problemsIn(props)).toEqual([message]);
  });

  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    ['Widget Corp', "'Widget Corp'"],
    [[], '[]'],
  ])('%j in place of the props', (props, shown) => {
    expect(problemsInAll(props)).toEqual([`props ${shown} is not a struct. Use { accountId: … }. [prop-type]`]);
  });

  test('all problems are reported at once, in the order of the props', () => {
    const props = {
      name: 5,
      mfa: { preset: 'strong', pivKeyRequirements: { sshKeySize: ['256'], pin: 1 } },
      color: '',
    };
    expect(problemsIn(props).map(summary)).toEqual([
      'prop-type name',
      'prop-type mfa.preset',
      'prop-type mfa.pivKeyRequirements.sshKeySize[0]',
      'prop-unknown mfa.pivKeyRequirements.pin',
      'prop-unknown color',
    ]);
  });

  test('the rules about types and names are documented', () => {
    expect(CONSTRUCTION_RULES.map(({ id }) => id)).toEqual(['prop-type', 'prop-unknown']);
  });
});

/** The props with their shapes; elements of lists are not included. */
function propsIn(shape: Shape, parent = ''): (readonly [prop: string, shape: Shape])[] {
  return shape.kind === 'struct'
    ? Object.entries(shape.fields).flatMap(([name, field]) => {
        const prop = parent === '' ? name : `${parent}.${name}`;
        return [[prop, field] as const, ...propsIn(field, prop)];
      })
    : [];
}

const ALL = propsIn(ORGANIZATION_SHAPE);
const STRUCTS = ALL.filter(([, { kind }]) => kind === 'struct').map(([prop]) => prop);
const LISTS = ALL.filter(([, { kind, literal }]) => kind === 'list' && !literal).map(([prop]) => prop);

/** Props that decide what is rendered, so that their values must be known at synthesis. */
const LITERAL = [
  'mfa.preset',
  'unmanaged',
  'importExisting',
  'preventDestroy',
  'dependsOn',
  'provider',
  'blueprint',
  'lifecycle.createBeforeDestroy',
  'lifecycle.preventDestroy',
  'lifecycle.ignoreChanges',
  'lifecycle.replaceTriggeredBy',
  'lifecycle.precondition',
  'lifecycle.postcondition',
];
/** `migrateFrom` must be a literal too; the rule `migrate-from-address` reports text that is not. */
const RENDERED = ALL.map(([prop]) => prop).filter(
  (prop) => !STRUCTS.includes(prop) && !LITERAL.includes(prop) && prop !== 'migrateFrom',
);

describe('unresolved values', () => {
  const TOKENS: readonly (readonly [string, (variable: TerraformVariable) => unknown])[] = [
    ['a variable of any type', (variable): unknown => variable.value],
    ['a string variable', (variable) => variable.stringValue],
    ['a number variable', (variable) => variable.numberValue],
    ['a boolean variable', (variable) => variable.booleanValue],
    ['a raw expression', () => '${var.x}'],
    ['a raw directive', () => '%{ if var.x }a%{ else }b%{ endif }'],
  ];

  test.each(TOKENS)('%s is accepted for every value that is rendered', (_, token) => {
    for (const prop of RENDERED) {
      expect(problemsWithVariables(({ text }) => at(prop, token(text)))).toEqual([]);
    }
  });

  test.each(TOKENS)('%s is rejected for a struct and where the value decides what is rendered', (_, token) => {
    for (const prop of [...LITERAL, ...STRUCTS]) {
      expect(problemsWithVariables(({ text }) => at(prop, token(text))).map(summary)).toEqual([`prop-type ${prop}`]);
    }
  });

  test('a list token is accepted for a list only', () => {
    for (const prop of RENDERED) {
      const problems = problemsWithVariables(({ list }) => at(prop, list.listValue));
      expect(problems.map(summary)).toEqual(LISTS.includes(prop) ? [] : [`prop-type ${prop}`]);
    }
  });

  test('elements of a list may be unresolved', () => {
    for (const prop of LISTS) {
      expect(problemsWithVariables(({ text }) => at(prop, [text.stringValue, '${var.x}']))).toEqual([]);
    }
  });

  test.each([
    'denyUnmatchedRequests.exemptedZoneNames',
    'mfa.allowedAuthenticators',
    'unmanaged',
    'lifecycle.ignoreChanges',
  ])('a list token spread into %s is rejected, because CDKTF would lose it', (prop) => {
    const problems = problemsWithVariables(({ list }) => at(prop, [...list.listValue, ...list.listValue]));
    expect(problems).toEqual(
      [0, 1].map(
        (index) =>
          `${prop}[${index}] is an unresolved list, which CDKTF cannot extend. Use Fn.concat([list, [...]]). [prop-type]`,
      ),
    );
  });

  test('the suggested Fn.concat works', () => {
    const zones = (variables: Variables) => Fn.concat([variables.list.listValue, ['example.com']]) as string[];
    expect(
      problemsWithVariables((variables) => at('denyUnmatchedRequests.exemptedZoneNames', zones(variables))),
    ).toEqual([]);
  });

  test('expressions are rendered as they are', () => {
    const raw = '${var.x}' as never;
    const props = {
      allowAuthenticateViaWarp: raw,
      readOnlyLock: { reason: 'x', locked: raw },
      serviceTokenInactivity: { action: raw, inactivityThresholdDays: raw, enabled: raw },
      mfa: { allowedAuthenticators: raw, pivKeyRequirements: { pinPolicy: raw, sshKeySize: [256, raw] } },
      denyUnmatchedRequests: { enabled: false, exemptedZoneNames: raw },
    };
    expect(findingsOf(props)).toEqual(NOTHING);
    expect(rendered(props)).toMatchObject({
      allow_authenticate_via_warp: raw,
      is_ui_read_only: raw,
      service_token_inactivity: { action: raw, inactivity_threshold_days: raw, enabled: raw },
      mfa_config: { allowed_authenticators: raw },
      mfa_piv_key_requirements: { pin_policy: raw, ssh_key_size: [256, raw] },
      deny_unmatched_requests_exempted_zone_names: raw,
    });
  });
});

describe('empty structs', () => {
  test.each<[object, string[]]>([
    [{ mfa: {} }, []],
    [{ mfa: { pivKeyRequirements: {} } }, []],
    [{ customPages: {} }, []],
    [{ loginDesign: {} }, []],
    [{ lifecycle: {} }, []],
    [{ denyUnmatchedRequests: {} }, ['deny-unmatched-outage denyUnmatchedRequests']],
    [{ readOnlyLock: {} }, ['read-only-lock-reason readOnlyLock.reason']],
    [
      { serviceTokenInactivity: {} },
      [
        'service-token-inactivity-action serviceTokenInactivity.action',
        'service-token-inactivity-days serviceTokenInactivity.inactivityThresholdDays',
      ],
    ],
  ])('%j', (props, expected) => {
    const { errors, warnings } = findingsOf(props);
    expect([...errors, ...warnings]).toEqual(expected);
  });
});

describe('any value for any prop', () => {
  const RULE_IDS = new Set(RULES.map(({ id }) => id));

  /** Values that some prop accepts, so that they reach the rules. */
  const plausible = fc.constantFrom<unknown>(
    ...[true, false, 0, 1, 30, 256, '', ' ', '0', '12h', '30d', 'totp', 'piv_key', 'once', 'rsa', 'disabled', 'mfa'],
    ...['#fff', 'example.com', 'https://a.com/', 'a\nb', '\ud800', '${var.x}', '%{ if x }', '$${', undefined],
    ...[new OrganizationBlueprint({ name: 'company' })],
  );
  const hostile = fc.oneof(
    plausible,
    fc.array(plausible, { maxLength: 3 }),
    fc.anything({
      key: fc.string({ maxLength: 5 }),
      maxDepth: 3,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
      withSparseArray: true,
    }),
    fc.string({ unit: 'binary' }),
  );

  /** Fails unless the props are accepted, or rejected with messages that name their props. */
  function check(props: unknown): void {
    const stack = stackWithProvider();
    try {
      new ZeroTrustOrganization(stack, 'Organization', props as never);
    } catch (error) {
      const [header, ...problems] = String(error).split('\n');
      expect(header).toBe("Error: Invalid props of 'stack/Organization':");
      for (const problem of problems) {
        expect(problem).toMatch(/^ {2}\S.*[.?] \[(prop-type|prop-unknown)\]$/);
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

  test.each(ALL.map(([prop]) => prop))('%s', (prop) => {
    const [first = '', ...rest] = prop.split('.');
    fc.assert(
      fc.property(hostile, (value) => {
        check({ ...PROPS, [first]: rest.length === 0 ? value : at(rest.join('.'), value) });
      }),
      { numRuns: 15 },
    );
  });

  test('in place of all props', () => {
    fc.assert(fc.property(hostile, check), { numRuns: 100 });
  });
});

test('a provider of another stack is a construct', () => {
  const other = stackWithProvider(Testing.app(), 'other');
  const provider = new CloudflareProvider(other, 'Alias', { alias: 'other' });
  expect(problemsIn({ provider })).toEqual([]);
});
