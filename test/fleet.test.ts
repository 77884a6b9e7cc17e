import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import { TerraformStack, TerraformVariable, Testing } from 'cdktf';
import fc from 'fast-check';
import { addFleet, type FleetOptions, optionsOf, shardOf } from '../examples/fleet/fleet';
import { type FleetEntry, FleetFileError, parseFleet, readFleet } from '../examples/fleet/fleet-file';
import schema from '../examples/fleet/organizations.schema.json';
import { MfaAuthenticator, MfaPreset, Waivers, ZeroTrustOrganization } from '../lib';
import { GUARDRAILS } from '../lib/guardrails/guardrails-table';
import { ATTRIBUTES } from '../lib/settings/settings-table';
import { changed } from '../scripts/guide-steps';
import type { Rendered } from './organization';

const FILE = join(__dirname, '..', 'examples', 'fleet', 'organizations.yaml');
/** A day on which the waivers of the example are valid. */
const TODAY = '2026-11-22';

/** A file with some lines below `organizations:`. */
const file = (...lines: readonly string[]): string => ['organizations:', ...lines, ''].join('\n');

/** The lines of a valid organization, and further lines of it. */
const valid = (id: string, ...lines: readonly string[]): string[] => [
  `  - id: ${id}`,
  `    accountId: ${accountIdOf(id)}`,
  '    name: Widget',
  `    authDomain: widget-${id}.cloudflareaccess.com`,
  ...lines.map((line) => `    ${line}`),
];

/** An account id that starts with an id; ids that are hex digits have different account ids. */
const accountIdOf = (id: string): string =>
  id
    .replace(/[^a-f]/g, 'f')
    .padEnd(32, 'a')
    .slice(0, 32);

/** The messages about a file. */
function problemsOf(text: string, name = 'organizations.yaml'): string[] {
  try {
    parseFleet(text, name);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(FleetFileError);
    return (error as Error).message.split('\n');
  }
}

const ID =
  "is not a valid id (at most 40 of a-z, 0-9 and single hyphens, starting with a letter, but not with 'shard-')";
const ID_FIX = 'Use a short name, for example call-centre.';
const ACCOUNT_ID = 'is not an account id (32 lowercase hex digits)';
const ACCOUNT_ID_FIX = 'Copy it from the URL of the dashboard, after dash.cloudflare.com/.';
const DOMAIN_FIX = 'Copy it from the Zero Trust settings in the dashboard.';
const DOMAIN = `is not a full team domain (<team>.cloudflareaccess.com). ${DOMAIN_FIX}`;
const UNKNOWN_KEY = 'is not a known key. Remove it, or use one of id, accountId, name, authDomain, settings, waivers.';

const EXPRESSION =
  "contains '${', which begins a Terraform expression. Use a literal value, because nothing in the file is evaluated.";
const TOKEN = "contains 'TfToken[', which CDKTF reserves for tokens. Use another text.";

/** The only warning of the example. */
const ADVICE = 'ventures/Organization sessionDuration [guardrail max-session-duration]';

/** A message of the library, as the path of the construct, the prop and the id of the rule. */
function identify(message: string): string {
  const [, path, prop, id] = /^(?:\[\S+\] also )?\[(\S+)\] (\S+) .*\[([^\]]+)\]$/.exec(message) ?? [];
  return `${path} ${prop} [${id}]`;
}

describe('parseFleet', () => {
  test.each<[what: string, text: string, messages: string[]]>([
    ['an empty file', '', ["1:1: the file is empty. Start with the line 'organizations:'."]],
    [
      'a file without organizations',
      'organizations: []\n',
      ["1:1: organizations is empty. Add an organization, starting with '- id:'."],
    ],
    [
      'an organization that is not a mapping',
      file('  - Widget'),
      [
        "2:5: organizations[0] 'Widget' is not a mapping. Use the keys id, accountId, name and authDomain, each on its own line.",
      ],
    ],
    [
      'text that is not YAML',
      file('  - id: a', '   accountId: b'),
      ['3:1: the file is not valid YAML (Sequence item without - indicator). Correct the syntax.'],
    ],
    [
      'tabs',
      file('\t- id: a'),
      ['2:1: the file is not valid YAML (Tabs are not allowed as indentation). Correct the syntax.'],
    ],
    [
      'a tag',
      file(...valid('a', 'settings: !secret a')),
      ['6:15: the file is not valid YAML (Unresolved tag: !secret). Correct the syntax.'],
    ],
    [
      'two documents',
      `${file(...valid('a'))}---\n${file(...valid('b'))}`,
      ["6:1: the file has more than one document. Merge them, and remove the line '---'."],
    ],
    [
      'an alias, without other messages that it may cause',
      file(...valid('a', 'settings: &strict', '  sessionDuration: 1h'), ...valid('b', 'settings: *strict', 'nmae: b')),
      ['12:15: *strict is an alias. Write the values here, or move them to the blueprint.'],
    ],
    [
      'every missing key',
      file('  - name: Widget', '    accountId:'),
      [
        `2:5: organizations[0].id is required. ${ID_FIX}`,
        `2:5: organizations[0].authDomain is required. ${DOMAIN_FIX}`,
        `3:5: organizations[0].accountId is empty. ${ACCOUNT_ID_FIX}`,
      ],
    ],
    [
      'unknown keys, with the most similar known key at any level',
      file(...valid('a', 'acount_id: a', 'sessionDuration: 1h', 'region: eu', 'settings:', '  mfa: { presets: a }')),
      [
        '6:5: organizations[0].acount_id is not a known key. Did you mean accountId?',
        '7:5: organizations[0].sessionDuration is not a known key. Did you mean settings.sessionDuration?',
        `8:5: organizations[0].region ${UNKNOWN_KEY}`,
        '10:14: organizations[0].settings.mfa.presets is not a known key. Did you mean preset?',
      ],
    ],
    [
      'keys that are special in JavaScript',
      file(...valid('a', '__proto__: a', 'constructor: a', '"a b\\n": a')),
      [
        `6:5: organizations[0].__proto__ ${UNKNOWN_KEY}`,
        `7:5: organizations[0].constructor ${UNKNOWN_KEY}`,
        `8:5: organizations[0]["a b\\n"] ${UNKNOWN_KEY}`,
      ],
    ],
    [
      'a key that is a list, at the position of its organization',
      file(...valid('a', '? [a]', ': a')),
      [`2:5: organizations[0]["[ a ]"] ${UNKNOWN_KEY}`],
    ],
    [
      'a duplicate key',
      file(...valid('a', 'name: Other')),
      ['6:5: this key occurs twice in its mapping. Remove one of the two.'],
    ],
    [
      'duplicate ids, accounts and login domains',
      file(
        ...valid('a'),
        ...valid('b', 'waivers: []').map((line) => line.replace('b.cloud', 'A.cloud')),
        ...valid('a'),
      ),
      [
        "9:5: organizations[1].authDomain 'widget-A.cloudflareaccess.com' duplicates line 5, but each organization needs its own authDomain. Correct or remove one of them.",
        "10:5: organizations[1].waivers is empty. Add a waiver, starting with '- guardrail:', or remove the key.",
        "11:5: organizations[2].id 'a' duplicates line 2, but each organization needs its own id. Correct or remove one of them.",
        "12:5: organizations[2].accountId 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' duplicates line 3, but each organization needs its own accountId. Correct or remove one of them.",
        "14:5: organizations[2].authDomain 'widget-a.cloudflareaccess.com' duplicates line 5, but each organization needs its own authDomain. Correct or remove one of them.",
      ],
    ],
    [
      'invalid values',
      file(
        '  - id: shard-1',
        '    accountId: ABC',
        "    name: ' '",
        '    authDomain: https://widget.cloudflareaccess.com',
        '    settings: {}',
        '    waivers: [a]',
      ),
      [
        `2:5: organizations[0].id 'shard-1' ${ID}. ${ID_FIX}`,
        `3:5: organizations[0].accountId 'ABC' ${ACCOUNT_ID}. ${ACCOUNT_ID_FIX}`,
        "4:5: organizations[0].name ' ' is not a name (a string that is not blank). Use the name of the organization.",
        `5:5: organizations[0].authDomain 'https://widget.cloudflareaccess.com' ${DOMAIN}`,
        '6:5: organizations[0].settings is empty. Add a setting, or remove the key.',
        "7:15: organizations[0].waivers[0] 'a' is not a mapping. Use the keys guardrail, reason and expires, each on its own line.",
      ],
    ],
    [
      'mappings and lists in the place of other values',
      file(...valid('a', 'settings: [sessionDuration]').map((line) => line.replace('Widget', '{ first: Widget }'))),
      [
        '4:5: organizations[0].name (a mapping) is not a name (a string that is not blank). Use the name of the organization.',
        '6:5: organizations[0].settings (a list) is not a mapping of settings. Add a setting, or remove the key.',
      ],
    ],
    [
      'values that YAML reads as another type',
      file(
        '  - id: a',
        '    accountId: 40172839561728394551728394617e12',
        '    name: 4711',
        '    authDomain: widget.cloudflareaccess.com',
        '    settings:',
        '      sessionDuration: 12',
        '      mfa: { requiredForAllApps: No }',
        '      denyUnmatchedRequests: { enabled: on, exemptedZoneNames: [true] }',
      ),
      [
        `3:5: organizations[0].accountId 40172839561728394551728394617e12 ${ACCOUNT_ID}. Put it in quotes: '40172839561728394551728394617e12'.`,
        "4:5: organizations[0].name 4711 is not a name (a string that is not blank). Put it in quotes: '4711'.",
        '7:7: organizations[0].settings.sessionDuration 12 is not a duration. Use a number with a unit, for example 12h.',
        "8:14: organizations[0].settings.mfa.requiredForAllApps 'No' is not a boolean. Use true or false.",
        "9:32: organizations[0].settings.denyUnmatchedRequests.enabled 'on' is not a boolean. Use true or false.",
        '9:65: organizations[0].settings.denyUnmatchedRequests.exemptedZoneNames[0] true is not a zone name. Use the name of a zone, for example example.com.',
      ],
    ],
    [
      'colors without quotes, which YAML reads as comments',
      file(...valid('a', 'settings:', '  loginDesign:', '    textColor: #ffffff', '    headerText: 2027')),
      [
        "8:9: organizations[0].settings.loginDesign.textColor is empty. Put it in quotes, for example '#ffffff'.",
        "9:9: organizations[0].settings.loginDesign.headerText 2027 is not a string. Put it in quotes: '2027'.",
      ],
    ],
    [
      'invalid MFA settings',
      file(
        ...valid('a', 'settings:', '  mfa:', '    preset: phishing-resistant', '    allowedAuthenticators: totp'),
        ...valid('b', 'settings:', '  mfa:', '    preset: strong', '    allowedAuthenticators: [totp, sms]'),
      ),
      [
        "8:9: organizations[0].settings.mfa.preset 'phishing-resistant' is not one of balanced, phishing_resistant, hardware_key, disabled. Did you mean phishing_resistant?",
        "9:9: organizations[0].settings.mfa.allowedAuthenticators 'totp' is not a list. Use a list in square brackets, for example [biometrics, security_key].",
        "16:9: organizations[1].settings.mfa.preset 'strong' is not one of balanced, phishing_resistant, hardware_key, disabled. Use one of these.",
        "17:39: organizations[1].settings.mfa.allowedAuthenticators[1] 'sms' is not one of totp, biometrics, security_key, piv_key, ssh_fido2_key. Use one of these.",
      ],
    ],
    [
      'invalid waivers',
      file(
        ...valid(
          'a',
          'waivers:',
          '  - guardrail: max-sesion-duration',
          '    reason: shifts',
          '    expires: 2027-02-30',
        ),
        ...valid('b', 'waivers:', '  - guardrail: max-session-duration', '    reason: shifts, PLAT-42'),
      ),
      [
        "7:9: organizations[0].waivers[0].guardrail 'max-sesion-duration' is not one of max-session-duration, min-mfa-session-duration, max-mfa-session-duration, allowed-authenticators, phishing-resistant-only, mfa-required-for-all-apps, deny-unmatched-required, seat-expiration-required. Did you mean max-session-duration?",
        "8:9: organizations[0].waivers[0].reason 'shifts' is not a reason with a ticket id. Explain why the exception is justified, and add a ticket id, for example PLAT-42.",
        "9:9: organizations[0].waivers[0].expires '2027-02-30' is not a date. Use the last valid day in the format YYYY-MM-DD, for example 2027-12-31.",
        '15:9: organizations[1].waivers[0].expires is required. Use the last valid day in the format YYYY-MM-DD, for example 2027-12-31.',
      ],
    ],
    [
      'Terraform expressions in values that are not free text',
      file(
        ...valid(
          'a',
          'settings:',
          '  sessionDuration: "\\x24{var.duration}"',
          '  loginDesign:',
          `    logoPath: 'https://widget-corp.com/\${urlencode(file("~/.aws/credentials"))}'`,
          '    textColor: "%{ if true }#ffffff%{ endif }"',
          '  denyUnmatchedRequests:',
          '    exemptedZoneNames: ["$${escaped}.com"]',
        ).map((line) => line.replace('widget-a.', '${x}.')),
      ),
      [
        `5:5: organizations[0].authDomain '\${x}.cloudflareaccess.com' ${EXPRESSION}`,
        `7:7: organizations[0].settings.sessionDuration '\${var.duration}' ${EXPRESSION}`,
        `9:9: organizations[0].settings.loginDesign.logoPath 'https://widget-corp.com/\${urlencode(file("~/.aws/credentials"))}' ${EXPRESSION}`,
        `10:9: organizations[0].settings.loginDesign.textColor '%{ if true }#ffffff%{ endif }' ${EXPRESSION.replace('$', '%')}`,
        `12:29: organizations[0].settings.denyUnmatchedRequests.exemptedZoneNames[0] '$\${escaped}.com' ${EXPRESSION}`,
      ],
    ],
    [
      'tokens of CDKTF in any text, which cannot be escaped',
      file(
        ...valid(
          'a',
          'settings:',
          '  loginDesign:',
          "    headerText: '#{TfToken[TOKEN.1]}'",
          "    footerText: 'about -81.09562212591379e+297 of them'",
          '  denyUnmatchedRequests:',
          "    exemptedZoneNames: ['&{TfToken[TOKEN.2]}']",
          'waivers:',
          '  - guardrail: max-session-duration',
          '    reason: Any Map Token Value, PLAT-1',
          '    expires: 2027-01-01',
          '  - guardrail: max-mfa-session-duration',
          '    reason: PLAT-1 TfToken[',
          '    expires: 2027-01-01',
        ).map((line) => line.replace('Widget', "'${TfToken[TOKEN.0]}'")),
        ...valid('b').map((line) => line.replace('Widget', 'Any Map Token Value')),
      ),
      [
        `4:5: organizations[0].name '\${TfToken[TOKEN.0]}' ${TOKEN}`,
        `8:9: organizations[0].settings.loginDesign.headerText '#{TfToken[TOKEN.1]}' ${TOKEN}`,
        `9:9: organizations[0].settings.loginDesign.footerText 'about -81.09562212591379e+297 of them' ${TOKEN.replace('TfToken[', '-81.09562212591379e+297')}`,
        `11:29: organizations[0].settings.denyUnmatchedRequests.exemptedZoneNames[0] '&{TfToken[TOKEN.2]}' ${TOKEN}`,
        `17:9: organizations[0].waivers[1].reason 'PLAT-1 TfToken[' ${TOKEN}`,
        `21:5: organizations[1].name 'Any Map Token Value' ${TOKEN.replace('TfToken[', 'Any Map Token Value')}`,
      ],
    ],
    [
      'a number that would be a token in quotes, without suggesting quotes',
      file(...valid('a').map((line) => line.replace('Widget', '-8.109562212591379e+298'))),
      [
        '4:5: organizations[0].name -8.109562212591379e+298 is not a name (a string that is not blank). Use the name of the organization.',
      ],
    ],
    [
      'a long value, which is cut',
      file(...valid('a').map((line) => line.replace('widget-a.cloudflareaccess.com', 'w'.repeat(100)))),
      [`5:5: organizations[0].authDomain '${'w'.repeat(80)}…' ${DOMAIN}`],
    ],
    [
      'an unknown key in a file with Windows line endings',
      file(...valid('a', 'region: eu')).replaceAll('\n', '\r\n'),
      [`6:5: organizations[0].region ${UNKNOWN_KEY}`],
    ],
  ])('reports %s', (_, text, messages) => {
    expect(problemsOf(text)).toEqual(messages.map((message) => `organizations.yaml:${message}`));
  });

  test('reads YAML 1.2, even with a YAML 1.1 directive', () => {
    const waiver = ['waivers:', '  - guardrail: max-session-duration', '    reason: PLAT-1', '    expires: 2027-01-01'];
    const text = `%YAML 1.1\n---\n${file(...valid('a', ...waiver).map((line) => line.replace('Widget', 'on')))}`;
    expect(parseFleet(text, 'organizations.yaml')).toMatchObject([
      { name: 'on', waivers: [{ expires: '2027-01-01' }] },
    ]);
  });

  test('accepts any text, or reports problems with their line and column', () => {
    const example = readFileSync(FILE, 'utf8');
    const change = fc.record({
      at: fc.nat(example.length),
      length: fc.nat(40),
      text: fc.oneof(
        fc.string(),
        fc.constantFrom('\t', '\n  - ', '*a', '&a', '? ', ': ', '!!binary a', '<<: ', '{', '"'),
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const text = changes.reduce(
          (text, { at, length, text: added }) => text.slice(0, at) + added + text.slice(at + length),
          example,
        );
        for (const line of problemsOf(text)) {
          expect(line).toMatch(/^organizations\.yaml:[1-9]\d*:[1-9]\d*: \S+/);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('accepts the presets, authenticators, props and guardrails of the library', () => {
    const { settings, waivers } = schema.properties.organizations.items.properties;
    const { preset, allowedAuthenticators } = settings.properties.mfa.properties;
    expect(preset.enum).toEqual(Object.values(MfaPreset));
    expect(allowedAuthenticators.items.enum).toEqual(Object.values(MfaAuthenticator));
    const props = Object.entries(settings.properties).flatMap(([name, shape]) =>
      'properties' in shape ? Object.keys(shape.properties).map((member) => `${name}.${member}`) : [name],
    );
    expect([...ATTRIBUTES.map(({ prop }) => prop), 'mfa.preset']).toEqual(expect.arrayContaining(props));
    // No other guardrail can be violated in the file.
    const waivable = waivers.items.properties.guardrail.enum;
    expect(GUARDRAILS.map(({ id }) => id).filter((id) => waivable.includes(id))).toEqual(waivable);
  });
});

describe('docs/fleet.md', () => {
  const example = readFileSync(FILE, 'utf8');
  const page = readFileSync(join(__dirname, '..', 'docs', 'fleet.md'), 'utf8');
  const blocks = (language: string): string[] =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, block = '']) => block);

  test('shows parts of the example', () => {
    const [first = '', second = ''] = blocks('yaml');
    expect(example).toContain(first);
    expect(example).toContain(second);
  });

  test('shows the actual messages', () => {
    const [mistakes = '', warning = ''] = blocks('text command');
    const wrong = blocks('diff yaml').reduce(changed, example);
    expect(problemsOf(wrong)).toEqual(mistakes.trim().split('\n'));
    const { warnings } = synthesized(readFleet(FILE));
    expect([warning.split('\n')[0]]).toEqual(warnings.map((line) => line.replace(/^(\S+)/, 'WARN $1:')));
  });

  test('lists the files of the example', () => {
    const files = readdirSync(dirname(FILE)).sort();
    const linked = [...page.matchAll(/\]\(\.\.\/examples\/fleet\/([\w.-]+)\)/g)].map(([, file = '']) => file);
    expect([...new Set(linked)].sort()).toEqual(files);
  });
});

/** The id of the stack of each account. */
function stacksOf(accountIds: readonly string[], shards: number): [accountId: string, stack: string][] {
  const app = Testing.app();
  addFleet(app, entriesOf(accountIds), { shards });
  return organizationsIn(app).map((organization) => [
    String(organization.resource.accountIdInput),
    TerraformStack.of(organization).node.id,
  ]);
}

function entriesOf(accountIds: readonly string[]): FleetEntry[] {
  return accountIds.map((accountId) => ({
    id: `a${accountId}`,
    accountId,
    name: 'Widget',
    authDomain: `widget-${accountId}.cloudflareaccess.com`,
  }));
}

function organizationsIn(app: ReturnType<typeof Testing.app>): ZeroTrustOrganization[] {
  return app.node.findAll().filter((node) => ZeroTrustOrganization.isZeroTrustOrganization(node));
}

const accountIds = (maxLength: number) =>
  fc.uniqueArray(
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')), minLength: 32, maxLength: 32 }),
    {
      minLength: 2,
      maxLength,
    },
  );

describe('shards', () => {
  test('contain every account once, independent of other accounts', () => {
    fc.assert(
      fc.property(accountIds(8), fc.integer({ min: 1, max: 120 }), ([added, ...others], shards) => {
        const before = stacksOf(others, shards);
        const after = stacksOf([added as string, ...others].reverse(), shards);
        expect(before.map(([accountId]) => accountId).sort()).toEqual([...others].sort());
        expect(after.sort()).toEqual([...before, [added, shardOf(added as string, shards)]].sort());
      }),
      { numRuns: 30 },
    );
  });

  test('have stable names with at least two digits', () => {
    expect(shardOf('5e9f4fad703c8b6d2e1a0f9b8c7d6e54', 16)).toBe('shard-07');
    expect(shardOf('5e9f4fad703c8b6d2e1a0f9b8c7d6e54', 250)).toBe('shard-69');
  });

  test('have similar sizes', () => {
    const sizes = new Map<string, number>();
    for (const { accountId } of manyEntries(1600)) {
      const shard = shardOf(accountId, 16);
      sizes.set(shard, (sizes.get(shard) ?? 0) + 1);
    }
    expect(sizes.size).toBe(16);
    expect(Math.max(...sizes.values())).toBeLessThan(150);
    expect(Math.min(...sizes.values())).toBeGreaterThan(50);
  });
});

/** Fictional accounts with unique ids, names and domains. */
function manyEntries(count: number): FleetEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `account-${index}`,
    accountId: createHash('sha256').update(String(index)).digest('hex').slice(0, 32),
    name: `Widget ${index}`,
    authDomain: `widget-${index}.cloudflareaccess.com`,
  }));
}

interface Synthesized {
  /** The stacks as Terraform JSON, by id. */
  readonly stacks: Readonly<Record<string, Rendered & { readonly terraform: { readonly backend: object } }>>;
  readonly warnings: readonly string[];
  readonly report: { readonly waivers: readonly object[] };
  /** The files in the output folder. */
  readonly files: readonly string[];
}

/** Synthesizes a fleet in the same way as its app. */
function synthesized(entries: readonly FleetEntry[], options: FleetOptions = {}, today = TODAY): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), 'fleet-'));
  try {
    const app = Testing.app({ outdir, context: { [Waivers.TODAY]: today } });
    addFleet(app, entries, options);
    app.synth();
    const ids = readdirSync(join(outdir, 'stacks'));
    const text = (id: string) => readFileSync(join(outdir, 'stacks', id, 'cdk.tf.json'), 'utf8');
    return {
      stacks: Object.fromEntries(ids.map((id) => [id, JSON.parse(text(id)) as Synthesized['stacks'][string]])),
      warnings: app.node
        .findAll()
        .flatMap(({ node }) =>
          node.metadata.map(({ type, data }) => ({ type, line: `[${node.path}] ${String(data)}` })),
        )
        .filter(({ type }) => type === '@cdktf/warn')
        .map(({ line }) => line),
      report: JSON.parse(readFileSync(join(outdir, 'zero-trust-organizations.json'), 'utf8')) as Synthesized['report'],
      files: readdirSync(outdir).sort(),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The errors of a synthesis. */
function errorsOf(synthesize: () => unknown): string[] {
  try {
    synthesize();
    return [];
  } catch (error) {
    const lines = (error as Error).message.split('\n');
    return lines.filter((line) => line.startsWith('  [')).map((line) => line.trim());
  }
}

/** The organizations in each stack. */
function organizationsOf({ stacks }: Synthesized): Record<string, Record<string, unknown>[]> {
  return Object.fromEntries(
    Object.entries(stacks).map(([id, { resource }]) => [
      id,
      Object.values(resource.cloudflare_zero_trust_organization ?? {}),
    ]),
  );
}

/** The attributes that the blueprint of the example provides. */
const FROM_BLUEPRINT = {
  session_duration: '12h',
  user_seat_expiration_inactive_time: '2160h',
  mfa_config: { allowed_authenticators: ['biometrics', 'security_key'], session_duration: '12h' },
  mfa_required_for_all_apps: true,
  is_ui_read_only: true,
  ui_read_only_toggle_reason: 'managed in github.com/widget-corp/platform; to unlock: PLAT-1',
  login_design: {
    background_color: '#14213d',
    text_color: '#ffffff',
    logo_path: 'https://widget-corp.com/logo.svg',
    header_text: 'Widget Corp',
    footer_text: 'Help: it@widget-corp.com',
  },
};

describe('the accounts of the example', () => {
  test('have a stack each, with the blueprint and their own settings', () => {
    expect(organizationsOf(synthesized(readFleet(FILE)))).toEqual({
      europe: [expect.objectContaining({ ...FROM_BLUEPRINT, name: 'Widget Europe' })],
      finance: [
        expect.objectContaining({
          ...FROM_BLUEPRINT,
          session_duration: '4h',
          mfa_config: { ...FROM_BLUEPRINT.mfa_config, session_duration: '1h' },
          deny_unmatched_requests: true,
          deny_unmatched_requests_exempted_zone_names: ['widget-finance.com', 'widget-invoices.com'],
        }),
      ],
      'call-centre': [
        expect.objectContaining({
          ...FROM_BLUEPRINT,
          account_id: '70165283946170528394617052839461',
          session_duration: '36h',
        }),
      ],
      research: [
        expect.objectContaining({
          ...FROM_BLUEPRINT,
          mfa_config: { allowed_authenticators: ['totp', 'biometrics', 'security_key'], session_duration: '12h' },
        }),
      ],
      ventures: [
        expect.objectContaining({
          ...FROM_BLUEPRINT,
          session_duration: '20h',
          user_seat_expiration_inactive_time: '4380h',
          login_design: {
            ...FROM_BLUEPRINT.login_design,
            background_color: '#5c1a33',
            header_text: 'Widget Ventures',
          },
        }),
      ],
    });
  });

  test('have one warning, from the advice', () => {
    expect(synthesized(readFleet(FILE)).warnings.map(identify)).toEqual([ADVICE]);
  });

  test('violate the baseline without their waivers', () => {
    const entries = readFleet(FILE).map((entry) => ({ ...entry, waivers: [] }));
    expect(errorsOf(() => synthesized(entries)).map(identify)).toEqual([
      'call-centre/Organization sessionDuration [guardrail max-session-duration]',
      'research/Organization mfa.allowedAuthenticators [guardrail phishing-resistant-only]',
    ]);
  });

  test('have a warning two weeks before a waiver ends, and an error after its end', () => {
    expect(synthesized(readFleet(FILE), {}, '2027-06-16').warnings.map(identify)).toEqual([
      'research/Organization Waiver [waiver-ends-soon]',
      ADVICE,
    ]);
    expect(errorsOf(() => synthesized(readFleet(FILE), {}, '2027-07-01')).map(identify)).toEqual([
      'research/Organization mfa.allowedAuthenticators [guardrail phishing-resistant-only]',
    ]);
  });

  test('cannot have their own lock', () => {
    const [entry] = readFleet(FILE) as [FleetEntry];
    const own = { ...entry, settings: { readOnlyLock: { reason: 'ours, PLAT-3' } } };
    expect(errorsOf(() => synthesized([own])).map(identify)).toEqual([
      'europe/Organization readOnlyLock [blueprint-fixed]',
    ]);
  });

  test('are in the report', () => {
    expect(synthesized(readFleet(FILE)).files).toEqual([
      'manifest.json',
      'stacks',
      'zero-trust-organizations.html',
      'zero-trust-organizations.json',
    ]);
  });
});

/** The texts of a file that can contain any character. */
interface FreeText {
  readonly name: string;
  readonly headerText: string;
  readonly footerText: string;
  readonly reason: string;
}

/** The parts of a schema that list its keys. */
interface Shape {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
}

/** For each key that can have text: the key, and an organization with only this text. */
function organizationsWith(
  text: string,
  { type, items, properties }: Shape,
  key = '',
): [key: string, value: unknown][] {
  if (items !== undefined) {
    return organizationsWith(text, items, `${key}[0]`).map(([path, value]) => [path, [value]]);
  }
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([name, shape]) =>
      organizationsWith(text, shape, `${key}.${name}`).map(([path, value]): [string, unknown] => [
        path,
        { [name]: value },
      ]),
    );
  }
  return type === 'boolean' ? [] : [[key, text]];
}

/** The free text of a resource as the engine shows it. */
function shownTexts(resource: Record<string, unknown> | undefined): unknown {
  const { name, login_design: design } = resource as { name: string; login_design: Record<string, string> };
  const { header_text: headerText = '', footer_text: footerText = '' } = design;
  return [name, headerText, footerText].map(shownByEngine);
}

/** Text as the engine shows it: of a run of `$` before a brace, the last two are an escape. Throws on expressions. */
function shownByEngine(template: string): string {
  return template.replace(/\$\$\{|%%\{|[$%]\{/g, (marker) => {
    if (marker.length === 2) {
      throw new Error(`The engine would evaluate '${template}'.`);
    }
    return marker.slice(1);
  });
}

interface ParsedHcl {
  readonly resource: Record<string, Record<string, Record<string, unknown>[]>>;
}

describe('text of the file', () => {
  // Tokens of another stack, which CDKTF would resolve in any text of the app.
  const variable = new TerraformVariable(new TerraformStack(Testing.app(), 'tokens'), 'secret', {});
  const tokens = [variable.stringValue, variable.listValue[0] ?? '', String(variable.numberValue), 'TfToken['];

  /** A file with free text in all keys that allow it. */
  const fileWith = ({ name, headerText, footerText, reason }: FreeText): string =>
    file(
      ...valid(
        'a',
        'settings:',
        '  sessionDuration: 36h',
        `  loginDesign: { headerText: ${JSON.stringify(headerText)}, footerText: ${JSON.stringify(footerText)} }`,
        'waivers:',
        '  - guardrail: max-session-duration',
        `    reason: ${JSON.stringify(reason)}`,
        '    expires: 2027-12-31',
      ).map((line) => line.replace('Widget', () => JSON.stringify(name))),
    );

  /** Text with markers of expressions that are unclosed, nested, escaped or overlapping. */
  const hostileText = fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('$', '%', '{', '$$', '%%', '${', '%{', '$${', '%%{', '~', '}') },
        {
          weight: 2,
          arbitrary: fc.constantFrom(
            'file("~/.aws/credentials")',
            'if true',
            '"',
            '\\',
            '\n',
            ' ',
            'x',
            '#{',
            ' -1.88815458970875e+289 ',
          ),
        },
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((parts) => parts.join(''))
    .filter((text) => text.trim() !== '');
  const freeText = fc.record<FreeText>({
    name: hostileText,
    headerText: hostileText,
    footerText: hostileText,
    reason: hostileText.map((text) => `PLAT-1 ${text}`),
  });

  test('is shown by the engine as it is in the file, in JSON and HCL', async () => {
    await fc.assert(
      fc.asyncProperty(freeText, async (texts) => {
        const expected = [texts.name, texts.headerText, texts.footerText];
        const app = Testing.app({ context: { [Waivers.TODAY]: TODAY } });
        addFleet(app, parseFleet(fileWith(texts), 'organizations.yaml'));
        const [stack] = app.node.children.filter((node) => TerraformStack.isStack(node)) as [TerraformStack];
        const json = JSON.parse(Testing.synth(stack, true)) as Rendered;
        expect(shownTexts(json.resource.cloudflare_zero_trust_organization?.Organization)).toEqual(expected);
        const hcl = (await parse('cdk.tf', Testing.synthHcl(stack, true) as string)) as unknown as ParsedHcl;
        expect(shownTexts(hcl.resource.cloudflare_zero_trust_organization?.Organization?.[0])).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test('is rejected if it contains a token', () => {
    const key = fc.constantFrom<keyof FreeText>('name', 'headerText', 'footerText', 'reason');
    fc.assert(
      fc.property(freeText, key, fc.constantFrom(...tokens), hostileText, (texts, key, token, after) => {
        const text = texts[key] + token + after;
        expect(problemsOf(fileWith({ ...texts, [key]: text }))).toEqual([
          expect.stringMatching(new RegExp(`${key} .* which CDKTF reserves for tokens\\. Use another text\\.$`)),
        ]);
      }),
    );
  });

  test('is unchanged in the report if it is the reason of a waiver', () => {
    const reason = 'a ${budget} of 100%{, $${escaped}, PLAT-42';
    const [entry] = parseFleet(fileWith({ name: 'a', headerText: 'a', footerText: 'a', reason }), 'a.yaml');
    expect(synthesized([entry as FleetEntry]).report.waivers).toMatchObject([{ reason }]);
  });

  test('draws no warnings about expressions', () => {
    const text = 'a ${budget} of 100%{, $${escaped}';
    const texts = { name: text, headerText: text, footerText: text, reason: `${text}, PLAT-42` };
    expect(synthesized(parseFleet(fileWith(texts), 'a.yaml')).warnings.map(identify)).toEqual([]);
  });

  test('can contain markers of expressions in free text only', () => {
    const text = '${x} PLAT-1';
    const accepted = organizationsWith(text, schema.properties.organizations.items).filter(([, organization]) => {
      const problems = problemsOf(JSON.stringify({ organizations: [organization] }));
      return !problems.some((problem) => problem.includes(`'${text}'`));
    });
    expect(accepted.map(([key]) => key)).toEqual([
      '.name',
      '.settings.loginDesign.headerText',
      '.settings.loginDesign.footerText',
      '.waivers[0].reason',
    ]);
  });
});

test('accounts in shards can be synthesized without warnings, each once', () => {
  const fleet = synthesized(manyEntries(200), { shards: 16 });
  expect(fleet.warnings).toEqual([]);
  expect(Object.keys(fleet.stacks)).toHaveLength(16);
  const accounts = Object.values(organizationsOf(fleet)).flat();
  expect(accounts.map(({ name }) => name).sort()).toEqual(
    manyEntries(200)
      .map(({ name }) => name)
      .sort(),
  );
  expect(accounts).toEqual(accounts.map(() => expect.objectContaining(FROM_BLUEPRINT) as object));
}, 120_000);

describe('the app of the fleet', () => {
  /** Runs examples/fleet/main.ts in the same way as `cdktf synth`, on the day of these tests. */
  const run = (environment: Readonly<Record<string, string>>) => {
    const main = ['--tsconfig', 'tsconfig.dev.json', 'examples/fleet/main.ts'];
    const { status, stderr } = spawnSync(join('node_modules', '.bin', 'tsx'), main, {
      env: { ...process.env, CDKTF_CONTEXT_JSON: JSON.stringify({ [Waivers.TODAY]: TODAY }), ...environment },
      encoding: 'utf8',
    });
    return { status, stderr };
  };
  const outdir = mkdtempSync(join(tmpdir(), 'fleet-'));
  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  test('synthesizes the file in its folder', () => {
    expect(run({ CDKTF_OUTDIR: outdir, FLEET_SHARDS: '1' })).toEqual({ status: 0, stderr: '' });
    expect(readdirSync(join(outdir, 'stacks'))).toEqual(['shard-00']);
  });

  test('names a file that does not exist', () => {
    const path = join(outdir, 'missing.yaml');
    expect(run({ CDKTF_OUTDIR: outdir, FLEET_FILE: path })).toEqual({
      status: 1,
      stderr: `${relative('.', path)}: the file does not exist. Create it, or set FLEET_FILE to its path.\n`,
    });
  });

  test('prints the problems of a file and nothing else', () => {
    const path = join(outdir, 'other.yaml');
    writeFileSync(path, file());
    expect(run({ CDKTF_OUTDIR: outdir, FLEET_FILE: path })).toEqual({
      status: 1,
      stderr: `${relative('.', path)}:1:1: organizations is empty. Add an organization, starting with '- id:'.\n`,
    });
  });
});

describe('FLEET_SHARDS', () => {
  test('is the number of shards', () => {
    expect(optionsOf({}).shards).toBeUndefined();
    expect(optionsOf({ FLEET_SHARDS: '16' }).shards).toBe(16);
  });

  test.each(['0', '-1', '1.5', 'many', ''])('rejects %j', (FLEET_SHARDS) => {
    const message = `FLEET_SHARDS '${FLEET_SHARDS}' is not a whole number of one or more. Use a number such as 16.`;
    expect(() => optionsOf({ FLEET_SHARDS })).toThrow(new Error(message));
  });
});

describe('FLEET_BACKEND', () => {
  /** The backend of the stack `europe`. */
  const backend = (environment: Readonly<Record<string, string>>): object => {
    const { stacks } = synthesized(readFleet(FILE).slice(0, 1), optionsOf(environment));
    return stacks.europe?.terraform.backend ?? {};
  };

  test('is local by default', () => {
    expect(backend({})).toEqual({ local: { path: expect.stringMatching(/terraform\.europe\.tfstate$/) as string } });
  });

  test('can be S3', () => {
    expect(backend({ FLEET_BACKEND: 's3', FLEET_STATE_BUCKET: 'widget-state' })).toEqual({
      s3: { bucket: 'widget-state', key: 'zero-trust/europe.tfstate', use_lockfile: true },
    });
  });

  test('can be Cloudflare R2', () => {
    const endpoint = 'https://5e9f4fad703c8b6d2e1a0f9b8c7d6e54.r2.cloudflarestorage.com';
    expect(
      backend({ FLEET_BACKEND: 's3', FLEET_STATE_BUCKET: 'widget-state', FLEET_STATE_ENDPOINT: endpoint }),
    ).toEqual({
      s3: {
        bucket: 'widget-state',
        key: 'zero-trust/europe.tfstate',
        region: 'auto',
        endpoints: { s3: endpoint },
        use_path_style: true,
        use_lockfile: true,
        skip_credentials_validation: true,
        skip_metadata_api_check: true,
        skip_region_validation: true,
        skip_requesting_account_id: true,
        skip_s3_checksum: true,
      },
    });
  });

  test('can be Google Cloud Storage', () => {
    expect(backend({ FLEET_BACKEND: 'gcs', FLEET_STATE_BUCKET: 'widget-state' })).toEqual({
      gcs: { bucket: 'widget-state', prefix: 'zero-trust/europe' },
    });
  });

  test('can be HCP Terraform, with a workspace per stack', () => {
    const options = optionsOf({ FLEET_BACKEND: 'hcp', TF_CLOUD_ORGANIZATION: 'widget' });
    const { stacks } = synthesized(readFleet(FILE).slice(0, 1), options);
    expect(stacks.europe?.terraform).toMatchObject({
      cloud: { organization: 'widget', workspaces: { name: 'zero-trust-europe' } },
    });
  });

  test.each([
    [{ FLEET_BACKEND: 'r2' }, "FLEET_BACKEND 'r2' is not one of local, s3, gcs, hcp. Use one of these."],
    [{ FLEET_BACKEND: 's3' }, 'FLEET_STATE_BUCKET is required. Set it to the name of a bucket.'],
    [
      { FLEET_BACKEND: 'gcs', FLEET_STATE_BUCKET: '' },
      'FLEET_STATE_BUCKET is required. Set it to the name of a bucket.',
    ],
    [
      { FLEET_BACKEND: 'hcp' },
      'TF_CLOUD_ORGANIZATION is required. Set it to the name of an organization of HCP Terraform.',
    ],
  ])('rejects %j', (environment, message) => {
    expect(() => optionsOf(environment)).toThrow(new Error(message));
  });
});
