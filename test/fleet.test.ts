import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { TerraformStack, Testing } from 'cdktf';
import fc from 'fast-check';
import { addFleet, type FleetOptions, optionsOf, shardOf } from '../examples/fleet/fleet';
import { type FleetEntry, FleetFileError, parseFleet, readFleet } from '../examples/fleet/fleet-file';
import schema from '../examples/fleet/organizations.schema.json';
import { MfaAuthenticator, MfaPreset, Waivers, ZeroTrustOrganization } from '../lib';
import { ATTRIBUTES } from '../lib/provider/attributes';
import { GUARDRAILS } from '../lib/rules/guardrails';
import type { Rendered } from './organization';

const FILE = join(__dirname, '..', 'examples', 'fleet', 'organizations.yaml');
/** Before the waivers of the example end. */
const TODAY = '2026-11-22';

/** The lines of a file, `organizations:` above them. */
const file = (...lines: readonly string[]): string => ['organizations:', ...lines, ''].join('\n');

/** The four lines of a valid organization; `lines` follow below them. */
const valid = (id: string, ...lines: readonly string[]): string[] => [
  `  - id: ${id}`,
  `    accountId: ${accountIdOf(id)}`,
  '    name: Widget',
  `    authDomain: widget-${id}.cloudflareaccess.com`,
  ...lines.map((line) => `    ${line}`),
];

/** The letter of an id, which is a hex digit in the tests that need an account of their own, as an account's id. */
const accountIdOf = (id: string): string =>
  id
    .replace(/[^a-f]/g, 'f')
    .padEnd(32, 'a')
    .slice(0, 32);

/** What is wrong with a file, a line each. */
function problemsOf(text: string, name = 'organizations.yaml'): string[] {
  try {
    parseFleet(text, name);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(FleetFileError);
    return (error as Error).message.split('\n');
  }
}

const ACCOUNT_ID = 'allowed: 32 lower-case hex digits';
const ID = "allowed: at most 40 of a-z, 0-9 and single hyphens, beginning with a letter, and not with 'shard-'";
const ID_FIX = "write a short name such as 'call-centre'";
const DOMAIN = 'allowed: a full host name, <team>.cloudflareaccess.com: copy it from the settings of Zero Trust';
const KEYS = 'allowed: id, accountId, name, authDomain, settings, waivers';

/** The one warning of the example. */
const ADVICE =
  "[ventures/Organization] sessionDuration: received '20h'; allowed by the guardrails 'widget-corp advice': at most '12h': write '12h', or ask for a waiver [guardrail longest-session]";

describe('the file', () => {
  test.each<[what: string, text: string, lines: string[]]>([
    [
      'nothing',
      '',
      ["1:1: the file: received nothing; allowed: a mapping with the key organizations: begin with 'organizations:'"],
    ],
    [
      'no organizations',
      'organizations: []\n',
      [
        "1:1: organizations: received an empty list; allowed: a list of at least one organization: begin each with '- id: '",
      ],
    ],
    [
      'an organization that is none',
      file('  - Widget'),
      [
        "2:5: organizations[0]: received 'Widget'; allowed: a mapping: write 'id: ' and the other keys below each other",
      ],
    ],
    [
      'text that is no YAML',
      file('  - id: a', '   accountId: b'),
      ['3:1: the file: cannot be read as YAML: Sequence item without - indicator'],
    ],
    ['tabs', file('\t- id: a'), ['2:1: the file: cannot be read as YAML: Tabs are not allowed as indentation']],
    [
      'a tag',
      file(...valid('a', 'settings: !secret a')),
      ['6:15: the file: cannot be read as YAML: Unresolved tag: !secret'],
    ],
    [
      'two documents',
      `${file(...valid('a'))}---\n${file(...valid('b'))}`,
      ["6:1: the file: received a second document; allowed: one: delete the line '---'"],
    ],
    [
      'an alias, beside which nothing else is said',
      file(...valid('a', 'settings: &strict', '  sessionDuration: 1h'), ...valid('b', 'settings: *strict', 'nmae: b')),
      [
        '12:5: organizations[1].settings: received the alias *strict; allowed: values that are written out: what accounts share belongs in the blueprint',
      ],
    ],
    [
      'missing keys, each one',
      file('  - name: Widget', '    accountId:'),
      [
        `2:5: organizations[0].id: received nothing; ${ID}: ${ID_FIX}`,
        `2:5: organizations[0].authDomain: received nothing; ${DOMAIN}`,
        `3:5: organizations[0].accountId: received nothing; ${ACCOUNT_ID}: copy it from the address of the dashboard, behind dash.cloudflare.com/`,
      ],
    ],
    [
      'unknown keys, with the nearest one, wherever it belongs',
      file(...valid('a', 'acount_id: a', 'sessionDuration: 1h', 'region: eu', 'settings:', '  mfa: { presets: a }')),
      [
        `6:5: organizations[0].acount_id: received a key that is not known; ${KEYS}: did you mean accountId?`,
        `7:5: organizations[0].sessionDuration: received a key that is not known; ${KEYS}: did you mean settings.sessionDuration?`,
        `8:5: organizations[0].region: received a key that is not known; ${KEYS}: delete it`,
        '10:14: organizations[0].settings.mfa.presets: received a key that is not known; allowed: preset, allowedAuthenticators, sessionDuration, requiredForAllApps: did you mean preset?',
      ],
    ],
    [
      'keys that are special elsewhere',
      file(...valid('a', '__proto__: a', 'constructor: a', '"a b\\n": a')),
      [
        `6:5: organizations[0].__proto__: received a key that is not known; ${KEYS}: delete it`,
        `7:5: organizations[0].constructor: received a key that is not known; ${KEYS}: delete it`,
        `8:5: organizations[0]["a b\\n"]: received a key that is not known; ${KEYS}: delete it`,
      ],
    ],
    [
      'a key that is a list, in the organization that has it',
      file(...valid('a', '? [a]', ': a')),
      [`2:5: organizations[0]["[ a ]"]: received a key that is not known; ${KEYS}: delete it`],
    ],
    [
      'a key that stands twice',
      file(...valid('a', 'name: Other')),
      ['6:5: organizations[0].name: received twice, first in line 4; allowed: once: delete one of them'],
    ],
    [
      'ids, accounts and login domains that two organizations have',
      file(
        ...valid('a'),
        ...valid('b', 'waivers: []').map((line) => line.replace('b.cloud', 'A.cloud')),
        ...valid('a'),
      ),
      [
        "9:5: organizations[1].authDomain: received 'widget-A.cloudflareaccess.com', as in line 5; allowed: one organization for each authDomain: correct or delete one of them",
        "10:5: organizations[1].waivers: received an empty list; allowed: a list of at least one waiver: begin each with '- guardrail: ', or delete 'waivers'",
        "11:5: organizations[2].id: received 'a', as in line 2; allowed: one organization for each id: correct or delete one of them",
        "12:5: organizations[2].accountId: received 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', as in line 3; allowed: one organization for each accountId: correct or delete one of them",
        "14:5: organizations[2].authDomain: received 'widget-a.cloudflareaccess.com', as in line 5; allowed: one organization for each authDomain: correct or delete one of them",
      ],
    ],
    [
      'wrong values',
      file(
        '  - id: shard-1',
        '    accountId: ABC',
        "    name: ' '",
        '    authDomain: https://widget.cloudflareaccess.com',
        '    settings: {}',
        '    waivers: [a]',
      ),
      [
        `2:5: organizations[0].id: received 'shard-1'; ${ID}: ${ID_FIX}`,
        `3:5: organizations[0].accountId: received 'ABC'; ${ACCOUNT_ID}: copy it from the address of the dashboard, behind dash.cloudflare.com/`,
        "4:5: organizations[0].name: received ' '; allowed: text that is not blank: write the organization's name",
        `5:5: organizations[0].authDomain: received 'https://widget.cloudflareaccess.com'; ${DOMAIN}`,
        "6:5: organizations[0].settings: received an empty mapping; allowed: a mapping of settings: write one, or delete 'settings'",
        "7:15: organizations[0].waivers[0]: received 'a'; allowed: a mapping: write 'guardrail: ', 'reason: ' and 'expires: ' below each other",
      ],
    ],
    [
      'values that YAML reads otherwise than people do',
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
        `3:5: organizations[0].accountId: received the number 40172839561728394551728394617e12; ${ACCOUNT_ID}: write it in quotes, '40172839561728394551728394617e12'`,
        "4:5: organizations[0].name: received the number 4711; allowed: text that is not blank: write it in quotes, '4711'",
        '7:7: organizations[0].settings.sessionDuration: received the number 12; allowed: a duration: write one such as 12h',
        "8:14: organizations[0].settings.mfa.requiredForAllApps: received 'No'; allowed: true or false: write false",
        "9:32: organizations[0].settings.denyUnmatchedRequests.enabled: received 'on'; allowed: true or false: write true",
        '9:65: organizations[0].settings.denyUnmatchedRequests.exemptedZoneNames[0]: received the boolean true; allowed: a zone name: write one such as example.com',
      ],
    ],
    [
      'colours without quotes, which YAML reads as comments',
      file(...valid('a', 'settings:', '  loginDesign:', '    textColor: #ffffff', '    headerText: 2027')),
      [
        "8:9: organizations[0].settings.loginDesign.textColor: received nothing; allowed: a colour as #RRGGBB: write it in quotes, such as '#ffffff'",
        '9:9: organizations[0].settings.loginDesign.headerText: received the number 2027; allowed: text: write it in quotes',
      ],
    ],
    [
      'MFA settings',
      file(
        ...valid('a', 'settings:', '  mfa:', '    preset: phishing-resistant', '    allowedAuthenticators: totp'),
        ...valid('b', 'settings:', '  mfa:', '    preset: strong', '    allowedAuthenticators: [totp, sms]'),
      ),
      [
        "8:9: organizations[0].settings.mfa.preset: received 'phishing-resistant'; allowed: one of balanced, phishing_resistant, hardware_key, disabled: did you mean phishing_resistant?",
        "9:9: organizations[0].settings.mfa.allowedAuthenticators: received 'totp'; allowed: a list: write it in square brackets",
        "16:9: organizations[1].settings.mfa.preset: received 'strong'; allowed: one of balanced, phishing_resistant, hardware_key, disabled: write one of them",
        "17:39: organizations[1].settings.mfa.allowedAuthenticators[1]: received 'sms'; allowed: one of totp, biometrics, security_key, piv_key, ssh_fido2_key: write one of them",
      ],
    ],
    [
      'waivers',
      file(
        ...valid('a', 'waivers:', '  - guardrail: longest-sesion', '    reason: shifts', '    expires: 2027-02-30'),
        ...valid('b', 'waivers:', '  - guardrail: longest-session', '    reason: shifts, PLAT-42'),
      ),
      [
        "7:9: organizations[0].waivers[0].guardrail: received 'longest-sesion'; allowed: one of longest-session, shortest-mfa-session, longest-mfa-session, allowed-authenticators, phishing-resistant-only, mfa-required-for-all-apps, deny-unmatched-required, seat-expiration-required: did you mean longest-session?",
        "8:9: organizations[0].waivers[0].reason: received 'shifts'; allowed: text with a ticket in it: write why, and a ticket such as PLAT-42",
        "9:9: organizations[0].waivers[0].expires: received '2027-02-30'; allowed: a day of the calendar: write one such as 2027-12-31",
        '15:9: organizations[1].waivers[0].expires: received nothing; allowed: a day of the calendar: write one such as 2027-12-31',
      ],
    ],
    [
      'long text, of which the beginning is shown',
      file(...valid('a').map((line) => line.replace('widget-a.cloudflareaccess.com', 'w'.repeat(100)))),
      [`5:5: organizations[0].authDomain: received '${'w'.repeat(80)}…'; ${DOMAIN}`],
    ],
    [
      'lines that end as on Windows',
      file(...valid('a', 'region: eu')).replaceAll('\n', '\r\n'),
      [`6:5: organizations[0].region: received a key that is not known; ${KEYS}: delete it`],
    ],
  ])('with %s', (_, text, lines) => {
    expect(problemsOf(text)).toEqual(lines.map((line) => `organizations.yaml:${line}`));
  });

  test('is read as YAML 1.2, whatever it says of itself', () => {
    const waiver = ['waivers:', '  - guardrail: longest-session', '    reason: PLAT-1', '    expires: 2027-01-01'];
    const text = `%YAML 1.1\n---\n${file(...valid('a', ...waiver).map((line) => line.replace('Widget', 'on')))}`;
    expect(parseFleet(text, 'organizations.yaml')).toMatchObject([
      { name: 'on', waivers: [{ expires: '2027-01-01' }] },
    ]);
  });

  test('is either taken, or refused with lines that say where', () => {
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

  test('knows what the library knows', () => {
    const { settings, waivers } = schema.properties.organizations.items.properties;
    const { preset, allowedAuthenticators } = settings.properties.mfa.properties;
    expect(preset.enum).toEqual(Object.values(MfaPreset));
    expect(allowedAuthenticators.items.enum).toEqual(Object.values(MfaAuthenticator));
    const props = Object.entries(settings.properties).flatMap(([name, shape]) =>
      'properties' in shape ? Object.keys(shape.properties).map((member) => `${name}.${member}`) : [name],
    );
    expect([...ATTRIBUTES.map(({ prop }) => prop), 'mfa.preset']).toEqual(expect.arrayContaining(props));
    // The others are never waived: what they ask for is fixed in the blueprint, or not in the file.
    const waivable = waivers.items.properties.guardrail.enum;
    expect(GUARDRAILS.map(({ id }) => id).filter((id) => waivable.includes(id))).toEqual(waivable);
  });
});

describe('the page docs/fleet.md', () => {
  const example = readFileSync(FILE, 'utf8');
  const page = readFileSync(join(__dirname, '..', 'docs', 'fleet.md'), 'utf8');
  const blocks = (language: string): string[] =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, block = '']) => block);

  test('shows parts of the example', () => {
    const [first = '', second = ''] = blocks('yaml');
    expect(example).toContain(first);
    expect(example).toContain(second);
  });

  test('shows the messages that people get', () => {
    const [mistakes = '', warning = ''] = blocks('text');
    const wrong = example
      .replace('"70165283946170528394617052839461"', '70165283946170528394617052839461')
      .replace('sessionDuration: 36h', 'sesionDuration: 36h')
      .replace('widget-research.', 'widget-europe.');
    expect(problemsOf(wrong, 'examples/fleet/organizations.yaml')).toEqual(mistakes.trim().split('\n'));
    expect(warning.trim()).toBe(ADVICE);
  });
});

/** Where the accounts of a fleet are: the id of the stack of each. */
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
  test('have every account exactly once, where no other account moves it', () => {
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

  test('are named with two digits, and never change', () => {
    expect(shardOf('5e9f4fad703c8b6d2e1a0f9b8c7d6e54', 16)).toBe('shard-07');
    expect(shardOf('5e9f4fad703c8b6d2e1a0f9b8c7d6e54', 250)).toBe('shard-69');
  });

  test('are of about the same size', () => {
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

/** Made-up accounts: ids, names and domains of their own. */
function manyEntries(count: number): FleetEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `account-${index}`,
    accountId: createHash('sha256').update(String(index)).digest('hex').slice(0, 32),
    name: `Widget ${index}`,
    authDomain: `widget-${index}.cloudflareaccess.com`,
  }));
}

interface Synthesized {
  /** The stacks, as they are written. */
  readonly stacks: Readonly<Record<string, Rendered & { readonly terraform: { readonly backend: object } }>>;
  readonly warnings: readonly string[];
  /** What is written beside the stacks. */
  readonly files: readonly string[];
}

/** Synthesizes a fleet as its app does. */
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
      files: readdirSync(outdir).sort(),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The lines of the error that a synthesis throws. */
function errorsOf(synthesize: () => unknown): string[] {
  try {
    synthesize();
    return [];
  } catch (error) {
    const lines = (error as Error).message.split('\n');
    return lines.filter((line) => line.startsWith('  [')).map((line) => line.trim());
  }
}

/** The organization in each stack. */
function organizationsOf({ stacks }: Synthesized): Record<string, Record<string, unknown>[]> {
  return Object.fromEntries(
    Object.entries(stacks).map(([id, { resource }]) => [
      id,
      Object.values(resource.cloudflare_zero_trust_organization ?? {}),
    ]),
  );
}

/** What every account of the example gets from the blueprint. */
const FROM_THE_BLUEPRINT = {
  session_duration: '12h',
  user_seat_expiration_inactive_time: '2160h',
  mfa_config: { allowed_authenticators: ['biometrics', 'security_key'], session_duration: '12h' },
  mfa_required_for_all_apps: true,
  is_ui_read_only: true,
  ui_read_only_toggle_reason: 'managed in github.com/widget-corp/platform; to open it: PLAT-1',
  login_design: {
    background_color: '#14213d',
    text_color: '#ffffff',
    logo_path: 'https://widget-corp.com/logo.svg',
    header_text: 'Widget Corp',
    footer_text: 'Help: it@widget-corp.com',
  },
};

describe('the five accounts of the example', () => {
  test('have a stack each, with what differs from the blueprint', () => {
    expect(organizationsOf(synthesized(readFleet(FILE)))).toEqual({
      europe: [expect.objectContaining({ ...FROM_THE_BLUEPRINT, name: 'Widget Europe' })],
      finance: [
        expect.objectContaining({
          ...FROM_THE_BLUEPRINT,
          session_duration: '4h',
          mfa_config: { ...FROM_THE_BLUEPRINT.mfa_config, session_duration: '1h' },
          deny_unmatched_requests: true,
          deny_unmatched_requests_exempted_zone_names: ['widget-finance.com', 'widget-invoices.com'],
        }),
      ],
      'call-centre': [
        expect.objectContaining({
          ...FROM_THE_BLUEPRINT,
          account_id: '70165283946170528394617052839461',
          session_duration: '36h',
        }),
      ],
      research: [
        expect.objectContaining({
          ...FROM_THE_BLUEPRINT,
          mfa_config: { allowed_authenticators: ['totp', 'biometrics', 'security_key'], session_duration: '12h' },
        }),
      ],
      ventures: [
        expect.objectContaining({
          ...FROM_THE_BLUEPRINT,
          session_duration: '20h',
          user_seat_expiration_inactive_time: '4380h',
          login_design: {
            ...FROM_THE_BLUEPRINT.login_design,
            background_color: '#5c1a33',
            header_text: 'Widget Ventures',
          },
        }),
      ],
    });
  });

  test('have one warning, which the advice gives', () => {
    expect(synthesized(readFleet(FILE)).warnings).toEqual([ADVICE]);
  });

  test('are errors without their waivers', () => {
    const entries = readFleet(FILE).map((entry) => ({ ...entry, waivers: [] }));
    expect(errorsOf(() => synthesized(entries))).toEqual([
      "[call-centre/Organization] sessionDuration: received '36h'; allowed by the guardrails 'widget-corp baseline': at most '24h': write '24h', or ask for a waiver [guardrail longest-session]",
      "[call-centre/Organization] also [research/Organization] mfa.allowedAuthenticators: received 'totp'; allowed by the guardrails 'widget-corp baseline': biometrics, security_key, piv_key, ssh_fido2_key: leave the others out, or ask for a waiver [guardrail phishing-resistant-only]",
    ]);
  });

  test('are a warning two weeks before a waiver ends, and an error when it has ended', () => {
    expect(synthesized(readFleet(FILE), {}, '2027-06-16').warnings).toEqual([
      "[research/Organization] waiver of 'phishing-resistant-only' on 'research/Organization' ('guests from universities bring no security keys, PLAT-57'): ends on 2027-06-30, in 14 days: correct the setting, or agree on a new end [waiver-ends-soon]",
      ADVICE,
    ]);
    expect(errorsOf(() => synthesized(readFleet(FILE), {}, '2027-07-01'))).toEqual([
      "[research/Organization] mfa.allowedAuthenticators: received 'totp'; allowed by the guardrails 'widget-corp baseline': biometrics, security_key, piv_key, ssh_fido2_key: leave the others out, or ask for a waiver (the waiver 'guests from universities bring no security keys, PLAT-57' ended on 2027-06-30) [guardrail phishing-resistant-only]",
    ]);
  });

  test('cannot have a lock of their own', () => {
    const [entry] = readFleet(FILE) as [FleetEntry];
    const own = { ...entry, settings: { readOnlyLock: { reason: 'ours, PLAT-3' } } };
    expect(errorsOf(() => synthesized([own]))).toEqual([
      "[europe/Organization] readOnlyLock: received { reason: 'ours, PLAT-3' }, but the blueprint 'widget-corp' fixed it: leave it out, or ask the blueprint's owners [blueprint-fixed]",
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

test('a thousand accounts are synthesized, with nothing to say about them', () => {
  const fleet = synthesized(manyEntries(1000), { shards: 16 });
  expect(fleet.warnings).toEqual([]);
  expect(Object.keys(fleet.stacks)).toHaveLength(16);
  const accounts = Object.values(organizationsOf(fleet)).flat();
  expect(accounts.map(({ name }) => name).sort()).toEqual(
    manyEntries(1000)
      .map(({ name }) => name)
      .sort(),
  );
  expect(accounts).toEqual(accounts.map(() => expect.objectContaining(FROM_THE_BLUEPRINT) as object));
}, 120_000);

describe('the app', () => {
  /** Runs examples/fleet/main.ts as `cdktf synth` does, on the day of these tests. */
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

  test('synthesizes the file beside it', () => {
    expect(run({ CDKTF_OUTDIR: outdir, FLEET_SHARDS: '1' })).toEqual({ status: 0, stderr: '' });
    expect(readdirSync(join(outdir, 'stacks'))).toEqual(['shard-00']);
  });

  test('ends with the lines of a file with mistakes, and no more', () => {
    const path = join(outdir, 'other.yaml');
    writeFileSync(path, file());
    expect(run({ CDKTF_OUTDIR: outdir, FLEET_FILE: path })).toEqual({
      status: 1,
      stderr: `${relative('.', path)}:1:1: organizations: received nothing; allowed: a list of at least one organization: begin each with '- id: '\n`,
    });
  });
});

describe('the environment', () => {
  test('says how many shards there are', () => {
    expect(optionsOf({}).shards).toBeUndefined();
    expect(optionsOf({ FLEET_SHARDS: '16' }).shards).toBe(16);
  });

  test.each(['0', '-1', '1.5', 'many', ''])('with %j shards is refused', (FLEET_SHARDS) => {
    const message = `FLEET_SHARDS: received '${FLEET_SHARDS}'; allowed: a whole number from 1: write one such as 16`;
    expect(() => optionsOf({ FLEET_SHARDS })).toThrow(new Error(message));
  });
});

describe('the backend', () => {
  /** The backend of the stack `europe`. */
  const backend = (environment: Readonly<Record<string, string>>): object => {
    const { stacks } = synthesized(readFleet(FILE).slice(0, 1), optionsOf(environment));
    return stacks.europe?.terraform.backend ?? {};
  };

  test('is local, to try it out', () => {
    expect(backend({})).toEqual({ local: { path: expect.stringMatching(/terraform\.europe\.tfstate$/) as string } });
  });

  test('is an object in S3', () => {
    expect(backend({ FLEET_BACKEND: 's3', FLEET_STATE_BUCKET: 'widget-state' })).toEqual({
      s3: { bucket: 'widget-state', key: 'zero-trust/europe.tfstate', use_lockfile: true },
    });
  });

  test('is an object in Cloudflare R2', () => {
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

  test('is an object in Google Cloud Storage', () => {
    expect(backend({ FLEET_BACKEND: 'gcs', FLEET_STATE_BUCKET: 'widget-state' })).toEqual({
      gcs: { bucket: 'widget-state', prefix: 'zero-trust/europe' },
    });
  });

  test('is a workspace of HCP Terraform for each stack', () => {
    const options = optionsOf({ FLEET_BACKEND: 'hcp', TF_CLOUD_ORGANIZATION: 'widget' });
    const { stacks } = synthesized(readFleet(FILE).slice(0, 1), options);
    expect(stacks.europe?.terraform).toMatchObject({
      cloud: { organization: 'widget', workspaces: { name: 'zero-trust-europe' } },
    });
  });

  test.each([
    [{ FLEET_BACKEND: 'r2' }, "FLEET_BACKEND: received 'r2'; allowed: local, s3, gcs, hcp: write one of them"],
    [
      { FLEET_BACKEND: 's3' },
      'FLEET_STATE_BUCKET: received nothing; allowed: the name of a bucket: set it in the environment',
    ],
    [
      { FLEET_BACKEND: 'gcs', FLEET_STATE_BUCKET: '' },
      'FLEET_STATE_BUCKET: received nothing; allowed: the name of a bucket: set it in the environment',
    ],
    [
      { FLEET_BACKEND: 'hcp' },
      'TF_CLOUD_ORGANIZATION: received nothing; allowed: the name of an organization of HCP Terraform: set it in the environment',
    ],
  ])('of %j is refused', (environment, message) => {
    expect(() => optionsOf(environment)).toThrow(new Error(message));
  });
});
