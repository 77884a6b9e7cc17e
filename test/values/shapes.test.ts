import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Fn, type TerraformVariable, Testing } from 'cdktf';
import fc from 'fast-check';
import { OrganizationBlueprint, ZeroTrustOrganization } from '../../lib';
import { CONSTRUCTION_RULES, RULES } from '../../lib/rules';
import { ORGANIZATION_SHAPE } from '../../lib/settings/organization-shapes';
import { ATTRIBUTES, isSetting } from '../../lib/settings/settings-table';
import { AAGUID_LIST_ID, checkProps, type Shape, structOf } from '../../lib/values/shapes';
import { ACCOUNT_ID, organization, PROPS, rendered, stackWithProvider, thrownProblems } from '../organization';
import { findingsOf, NOTHING, summary, type Variables, withVariables } from '../rules/helpers';
import { sampleFor } from '../settings/samples';

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
    [
      'an element of a list token',
      { name: '#{TfToken[TOKEN.0]}' },
      "name '<token>' is an element of an unresolved list. Use Fn.element(list, index). [prop-type]",
    ],
    [
      'a value of a map token',
      { sessionDuration: 'String Map Token Value' },
      "sessionDuration 'String Map Token Value' is a value of an unresolved map. Use Fn.lookup(map, key). [prop-type]",
    ],
    [
      'text that looks like a number token',
      { name: 'about -8.2e298' },
      "name 'about -8.2e298' contains what CDKTF reserves for tokens, but no token of this app. Use another value. [prop-type]",
    ],
    [
      'a text token of another app',
      at('denyUnmatchedRequests.exemptedZoneNames', ['example.com', '${TfToken[TOKEN.999999999]}']),
      "denyUnmatchedRequests.exemptedZoneNames[1] '<token>' contains what CDKTF reserves for tokens, but no token of this app. Use another value. [prop-type]",
    ],
    [
      'a list token of another app',
      at('denyUnmatchedRequests.exemptedZoneNames', ['#{TfToken[TOKEN.999999999]}']),
      "denyUnmatchedRequests.exemptedZoneNames [ '<token>' ] contains what CDKTF reserves for tokens, but no token of this app. Use another value. [prop-type]",
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
      'a list in place of one value',
      at('customPages.forbidden', ['page']),
      "customPages.forbidden [ 'page' ] is not a string. Use one value, without square brackets. [prop-type]",
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
      'a misspelled enum member',
      at('mfa.preset', 'balnced'),
      "mfa.preset 'balnced' is not one of 'balanced', 'phishing_resistant', 'hardware_key', 'disabled'. Did you mean 'balanced'? [prop-type]",
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
      'loginDesign.headertext is not a property of loginDesign. Did you mean loginDesign.headerText? [prop-unknown]',
    ],
    [
      "Cloudflare's name of a nested setting",
      { allowed_authenticators: ['totp'] },
      'allowed_authenticators is not a property of ZeroTrustOrganization. Did you mean mfa.allowedAuthenticators? [prop-unknown]',
    ],
    [
      "Cloudflare's name of a struct",
      { mfa_config: { session_duration: '12h' } },
      'mfa_config is not a property of ZeroTrustOrganization. Did you mean mfa? [prop-unknown]',
    ],
    [
      "Cloudflare's name of the lock, which requires a reason here",
      { is_ui_read_only: true },
      'is_ui_read_only is not a property of ZeroTrustOrganization. Did you mean readOnlyLock: { reason: … }? [prop-unknown]',
    ],
    [
      'a name that two structs have',
      { enabled: true },
      'enabled is not a property of ZeroTrustOrganization. Did you mean denyUnmatchedRequests.enabled or serviceTokenInactivity.enabled? [prop-unknown]',
    ],
    [
      'a path as a name',
      { 'mfa.sessionDuration': '12h' },
      "'mfa.sessionDuration' is not a property of ZeroTrustOrganization. Did you mean mfa: { sessionDuration: … }? [prop-unknown]",
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

test('a list in place of the id of a list of AAGUIDs is explained', () => {
  const shape = structOf({ requiredAaguids: AAGUID_LIST_ID });
  expect(checkProps('MfaSettings', shape, { requiredAaguids: ['a'] })).toEqual([
    "requiredAaguids [ 'a' ] is not a single list id. Use the id of a Zero Trust list of type AAGUID, and add the AAGUIDs to that list. [prop-type]",
  ]);
  expect(checkProps('MfaSettings', shape, { requiredAaguids: 'id' })).toEqual([]);
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
const SETTING_PROPS: ReadonlySet<string> = new Set(ATTRIBUTES.map(({ prop }) => prop));
const STRUCTS = ALL.filter(([, { kind }]) => kind === 'struct').map(([prop]) => prop);
const LISTS = ALL.filter(([, { kind, literal }]) => kind === 'list' && !literal).map(([prop]) => prop);

/** Props that decide what is rendered, so that their values must be known at synthesis. */
const LITERAL = [
  'mfa.preset',
  'unmanaged',
  'liveChecks',
  'liveCheckOptions.onUnreadable',
  'liveCheckOptions.allowLoosening',
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

/** The same problems as `problemsIn`, without a construct: these tests have many examples. */
const checkOnly = (props: object): string[] => checkProps('ZeroTrustOrganization', ORGANIZATION_SHAPE, props);

describe('suggestions for unknown properties', () => {
  /** The names that a message suggests, each as a path and whether it is to be followed by another value. */
  function suggestionsIn(message = ''): string[] {
    return /Did you mean (.*)\? \[prop-unknown\]$/.exec(message)?.[1]?.split(' or ') ?? [];
  }

  const SAMPLES = new Map(
    ALL.filter(([, { kind }]) => kind !== 'struct').map(([prop, shape]) => [
      prop,
      SETTING_PROPS.has(prop) ? sampleFor({ shape }) : undefined,
    ]),
  );

  /** The problems after a suggestion has been followed: the value is moved there, or `…` is replaced by a valid one. */
  function problemsAfter(suggestion: string, value: unknown): string[] {
    const path = (suggestion.match(/\w+/g) ?? []).join('.');
    return checkOnly(at(path, suggestion.includes('…') ? SAMPLES.get(path) : value));
  }

  test.each<[suggestion: string, names: readonly string[], value: unknown]>([
    ['accountId', ['account', 'account_id', 'acountId', 'accountID'], ACCOUNT_ID],
    ['name', ['organizationName', 'displayName', 'nmae'], 'Widget Corp'],
    ['authDomain', ['domain', 'teamDomain', 'team_domain', 'teamName', 'auth_domain'], 'a.cloudflareaccess.com'],
    ['sessionDuration', ['session_duration', 'sessionTimeout', 'session-timeout', 'sesionDuration'], '12h'],
    ['userSeatExpirationInactiveTime', ['user_seat_expiration_inactive_time', 'seatExpiration'], '730h'],
    ['readOnlyLock', ['lock', 'readOnly', 'readonlyLock', 'is_ui_read_only'], { reason: 'PLAT-1' }],
    ['readOnlyLock: { reason: … }', ['lock', 'readOnly', 'readOnlyLok', 'is_ui_read_only', 'locked'], true],
    ['readOnlyLock.reason', ['ui_read_only_toggle_reason', 'lockReason', 'reason'], 'PLAT-1'],
    ['mfa', ['mfa_config', 'MFA'], {}],
    ['mfa.preset', ['preset', 'mfaPreset'], 'balanced'],
    ['mfa.allowedAuthenticators', ['allowedAuthenticators', 'authenticators', 'allowed_authenticator'], ['totp']],
    ['mfa.sessionDuration', ['mfaSessionDuration', 'mfa_session_duration', 'mfa_config.session_duration'], '1h'],
    ['mfa.requiredForAllApps', ['mfa_required_for_all_apps', 'mfaRequired', 'requireMfa', 'requiredForAllApps'], true],
    ['mfa.requiredAaguids', ['required_aaguids', 'aaguids'], 'id'],
    ['mfa.pivKeyRequirements', ['mfa_piv_key_requirements', 'mfa_ssh_piv_key_requirements'], {}], // until 5.27
    ['mfa.pivKeyRequirements.pinPolicy', ['pin_policy', 'pinPolicy'], 'once'],
    ['denyUnmatchedRequests', ['deny_unmatched_requests', 'denyUnmatched'], {}],
    ['denyUnmatchedRequests.enabled', ['deny_unmatched_requests'], true],
    ['denyUnmatchedRequests.exemptedZoneNames', ['exemptedZones', 'exempted_zone_names'], ['a.com']],
    ['loginDesign', ['login_design', 'branding', 'design'], {}],
    ['loginDesign.logoPath', ['logo', 'logoUrl', 'logo_url', 'logoURL', 'logo_path'], 'https://a.com/logo.png'],
    ['importExisting', ['import'], true],
    ['dependsOn', ['depends_on'], []],
    ['lifecycle.ignoreChanges', ['ignore_changes', 'ignoreChanges'], ['name']],
  ])('%s is suggested for %j', (suggestion, names, value) => {
    for (const name of names) {
      expect(checkOnly({ [name]: value }).flatMap(suggestionsIn)).toEqual([suggestion]);
      expect(problemsAfter(suggestion, value)).toEqual([]);
    }
  });

  test.each([
    ['mfa.session_duration', 'mfa.sessionDuration'], // not that of the whole organization
    ['mfa.is_ui_read_only', 'readOnlyLock: { reason: … }'],
    ['mfa.pivKeyRequirements.sshKeySizes', 'mfa.pivKeyRequirements.sshKeySize'],
    ['loginDesign.headerTxt', 'loginDesign.headerText'],
    ['readOnlyLock.logo', 'loginDesign.logoPath'],
  ])('%s: the whole path of %s is suggested', (prop, suggestion) => {
    expect(checkOnly(at(prop, Symbol('any value'))).flatMap(suggestionsIn)).toEqual([suggestion]);
  });

  test.each(['color', 'count', 'forEach', 'until', 'x', '日本'])('nothing is suggested for %s', (name) => {
    expect(checkOnly({ [name]: 1 })[0]).toContain('. Remove it, or use one of accountId, zoneId, name, ');
  });

  test.each(ATTRIBUTES.map(({ attribute, prop }) => [attribute, prop] as const))(
    'following the suggestions for %s leads to a valid prop',
    (attribute, prop) => {
      const value = SAMPLES.get(prop);
      for (const name of [attribute, attribute.replace(/^.*\./, ''), prop.replace(/^.*\./, '')]) {
        const problems = checkOnly({ [name]: value });
        const suggestions = problems.flatMap(suggestionsIn);
        expect(suggestions.length >= problems.length).toBe(true);
        expect(suggestions.flatMap((suggestion) => problemsAfter(suggestion, value))).toEqual([]);
      }
    },
  );

  test('one mistake in a name is corrected', () => {
    const letter = fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz'));
    const mistake = fc.tuple(fc.constantFrom('add', 'remove', 'replace', 'swap'), fc.nat(), letter);
    const long = ALL.map(([prop]) => prop).filter((prop) => prop.replace(/^.*\./, '').length >= 6);
    fc.assert(
      fc.property(fc.constantFrom(...long), mistake, (prop, [kind, random, other]) => {
        const [, parent = '', name = ''] = /^(.*\.)?(.*)$/.exec(prop) ?? [];
        const index = random % (name.length - 1);
        const [before, a, b, after] = [name.slice(0, index), name[index], name[index + 1], name.slice(index + 2)];
        const edits = { add: `${a}${other}${b}`, remove: b, replace: `${other}${b}`, swap: `${b}${a}` };
        const wrong = `${before}${edits[kind]}${after}`;
        fc.pre(wrong !== name);
        const [message = ''] = checkOnly(at(parent + wrong, Symbol('any value')));
        const paths = suggestionsIn(message).map((suggestion) => suggestion.match(/\w+/g)?.join('.') ?? '');
        // A struct is suggested with one of its fields.
        expect(paths.map((path) => (path.startsWith(`${prop}.`) ? prop : path))).toContain(prop);
      }),
      { numRuns: 300 },
    );
  });
});

describe('suggestions for unknown settings', () => {
  test.each(ATTRIBUTES.filter(({ setting }) => isSetting(setting)).map((row) => [row.attribute, row] as const))(
    '%s belongs to its setting',
    (attribute, { setting, prop }) => {
      const names = [attribute, prop].filter((name) => name !== setting);
      expect(checkOnly({ unmanaged: names })).toEqual(
        names.map((_, index): unknown =>
          expect.stringMatching(new RegExp(`^unmanaged\\[${index}\\] .* Did you mean '${setting}'\\? `)),
        ),
      );
    },
  );

  test.each([
    ['login_desing', 'loginDesign'],
    ['MFA_CONFIG', 'mfa'],
  ])('%s stands for %s', (name, setting) => {
    expect(checkOnly({ unmanaged: [name] })[0]).toContain(`Did you mean '${setting}'? `);
  });

  test.each([
    ['mfa_config', "Did you mean 'mfa'?"],
    ['sessionDuration', 'Use one of these.'], // a setting, but not one that is compared
  ])('%s in a list of some settings: %s', (name, fix) => {
    expect(checkOnly({ liveCheckOptions: { allowLoosening: [name] } })).toEqual([
      `liveCheckOptions.allowLoosening[0] '${name}' is not one of 'readOnlyLock', 'mfa', 'denyUnmatchedRequests'. ${fix} [prop-type]`,
    ]);
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
    ...['-8.2e+298', '|-8.15e298-', 'String Map Token Value', 'Any Map Token Value'],
    ...['#{TfToken[TOKEN.999999999]}', '${TfToken[TOKEN.999999999]}', '&{TfToken[TOKEN.999999999]}', -8.2e298],
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
