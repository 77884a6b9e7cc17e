import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { App, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import fc from 'fast-check';
import { MfaAuthenticator, MfaPreset, OrganizationSetting, ZeroTrustOrganization } from '../../lib';
import { escapeTemplate } from '../../lib/provider/hcl';
import { ACCOUNT_ID, attributes, organization, PROPS, stackWithProvider, synth } from '../organization';

const ADDRESS = 'cloudflare_zero_trust_organization.Organization';

interface Parsed {
  readonly resource: Record<string, Record<string, Record<string, unknown>[]>>;
  readonly import?: unknown;
  readonly moved?: unknown;
}

async function parsed(construct: ZeroTrustOrganization): Promise<Parsed> {
  return (await parse('main.tf', hcl(construct))) as unknown as Parsed;
}

function hcl(construct: ZeroTrustOrganization): string {
  return Testing.synthHcl(TerraformStack.of(construct)) as string;
}

/** The attributes of an organization in HCL, as a parser reads them, without the meta-arguments. */
async function hclAttributes(construct: ZeroTrustOrganization): Promise<unknown> {
  const { resource } = await parsed(construct);
  return normalized(resource.cloudflare_zero_trust_organization?.[construct.resource.friendlyUniqueId]?.[0] ?? {});
}

/** The same attributes in JSON. */
function jsonAttributes(construct: ZeroTrustOrganization): unknown {
  return normalized(attributes(construct, false));
}

const META_ARGUMENTS = ['lifecycle', 'depends_on', 'provider'];

/**
 * Attributes without meta-arguments. The HCL parser composes characters, drops spaces at the ends of directives, and has
 * `null` in lists and structs as an expression.
 */
function normalized(attributes: Record<string, unknown>): unknown {
  const values = Object.fromEntries(Object.entries(attributes).filter(([name]) => !META_ARGUMENTS.includes(name)));
  return JSON.parse(
    JSON.stringify(values)
      .normalize('NFC')
      .replace(/%\{ | \}/g, (space) => space.trim())
      .replaceAll('"${null}"', 'null'),
  );
}

/** Text of any kind without expressions: every `$` and `%` before a brace is removed. */
const literalText = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.stringMatching(/^["\\[\]{}<>=#\s$%a0-]{0,30}$/),
    fc.constantFrom(
      '[a]',
      '{ a = 1 }',
      '"',
      '\\',
      '\\"',
      '123',
      '007',
      'true',
      'null',
      '<<EOF\nx\nEOF',
      '//',
      '#',
      '1e5',
    ),
  )
  .map((text) => text.replace(/[$%]+(?=\{|$)/g, '').replace(/\p{Surrogate}/gu, ''));

/** Raw expressions and directives, and their escaped forms. */
const rawExpression = fc.constantFrom(
  '${var.text}',
  '${lookup(var.texts, "a")}',
  '${join("-", ["{", "}", "\\"${var.text}\\""])}',
  '${upper("a\\n")}',
  '$${literal}',
  '%%{ literal }',
  '%{ if true }yes%{ endif }',
);

const part = fc.oneof(literalText, rawExpression, fc.constant('<token>'));
/** Six texts of two parts each. */
const texts = fc.array(fc.tuple(part, part), { minLength: 6, maxLength: 6 });

describe('HCL is equivalent to JSON', () => {
  test('for any text, expression and token, in free text and in overrides', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (parts) => {
        const stack = stackWithProvider();
        const token = new TerraformVariable(stack, 'text', { type: 'string' }).stringValue;
        const withToken = parts.map((both) => both.join(' ').replaceAll('<token>', token));
        const [name = '', reason = '', headerText, footerText, title, deep] = withToken;
        const construct = new ZeroTrustOrganization(stack, 'Organization', {
          ...PROPS,
          name,
          readOnlyLock: { reason },
          loginDesign: { headerText, footerText },
        });
        construct.resource.addOverride('login_design.new_text', title);
        construct.resource.addOverride('new_struct', { list: [deep, { text: title }], on: true, size: 3 });
        expect(await hclAttributes(construct)).toEqual(jsonAttributes(construct));
      }),
      { numRuns: 120 },
    );
  });

  test('for all settings', async () => {
    const construct = organization({
      warpAuthSessionDuration: '8h',
      userSeatExpirationInactiveTime: '730h',
      mfa: {
        preset: MfaPreset.HARDWARE_KEY,
        allowedAuthenticators: [MfaAuthenticator.SECURITY_KEY, MfaAuthenticator.PIV_KEY],
        requiredAaguids: '0b3c6b9a-8b0a-4a3e-9a52-6f2f5c9a1d11',
        pivKeyRequirements: { sshKeySize: [256, 2048], requireFipsDevice: true },
      },
      denyUnmatchedRequests: { exemptedZoneNames: ['example.com', 'example.org'] },
      customPages: { forbidden: '699d98642c564d2e855e9661899b7252' },
      loginDesign: { backgroundColor: '#ffffff', textColor: '#000000', logoPath: 'https://widget-corp.com/logo.png' },
      strictServiceTokenAuth: true,
    });
    expect(await hclAttributes(construct)).toEqual(jsonAttributes(construct));
  });

  test('for tokens of a list, a number and a boolean', async () => {
    const stack = stackWithProvider();
    const construct = new ZeroTrustOrganization(stack, 'Organization', {
      ...PROPS,
      autoRedirectToIdentity: new TerraformVariable(stack, 'boolean', { type: 'bool' }).booleanValue,
      mfa: { pivKeyRequirements: { sshKeySize: [new TerraformVariable(stack, 'size', {}).numberValue] } },
      denyUnmatchedRequests: { exemptedZoneNames: new TerraformVariable(stack, 'zones', {}).listValue },
    });
    expect(await hclAttributes(construct)).toEqual(jsonAttributes(construct));
    expect(jsonAttributes(construct)).toMatchObject({
      auto_redirect_to_identity: '${var.boolean}',
      mfa_piv_key_requirements: { ssh_key_size: ['${var.size}'] },
      deny_unmatched_requests_exempted_zone_names: '${var.zones}',
    });
  });

  test('for overrides that replace, remove and set to null', async () => {
    const construct = organization({ loginDesign: { headerText: 'Hello', footerText: 'Bye' } });
    construct.resource.addOverride('session_duration', '1h');
    construct.resource.addOverride('login_design.header_text', '[Team] Login');
    construct.resource.addOverride('login_design.footer_text', undefined);
    construct.resource.addOverride('mfa_config.session_duration', '8h');
    construct.resource.addOverride('auth_domain', null);
    expect(await hclAttributes(construct)).toEqual(jsonAttributes(construct));
    expect(jsonAttributes(construct)).toMatchObject({
      session_duration: '1h',
      login_design: { header_text: '[Team] Login' },
      mfa_config: { session_duration: '8h' },
      auth_domain: null,
    });
  });

  test.each<[string, unknown]>([
    ['`null` in a list', ['a', null]],
    ['`null` in a struct', { text: null, list: [{ text: null }] }],
    ['an empty list and an empty struct', { list: [], struct: {} }],
  ])('for %s', async (_, value) => {
    const construct = organization();
    construct.resource.addOverride('new_attribute', value);
    expect(await hclAttributes(construct)).toEqual(jsonAttributes(construct));
    expect(jsonAttributes(construct)).toHaveProperty('new_attribute', value);
  });

  test('for overrides of the stack, which are applied once', async () => {
    const construct = organization();
    const stack = TerraformStack.of(construct);
    stack.addOverride(`resource.${ADDRESS}.mfa_config.allowed_authenticators`, ['piv_key']);
    stack.addOverride(`resource.${ADDRESS}.session_duration`, '1h');
    stack.addOverride(`resource.${ADDRESS}.auth_domain`, undefined);
    stack.addOverride(`resource.${ADDRESS}.lifecycle.ignore_changes`, ['auth_domain']);
    const before = hcl(construct);
    expect(await hclAttributes(construct)).toEqual(jsonAttributes(construct));
    expect(jsonAttributes(construct)).toMatchObject({
      session_duration: '1h',
      mfa_config: { allowed_authenticators: ['totp', 'biometrics', 'security_key', 'piv_key'] },
    });
    expect(hcl(construct)).toBe(before);
    expect(before).toContain('ignore_changes = [auth_domain]\n');
  });

  test('for an override of the stack that removes the resource', async () => {
    const construct = organization();
    TerraformStack.of(construct).addOverride(`resource.${ADDRESS}`, undefined);
    const text = Testing.synthHcl(TerraformStack.of(construct)) as string;
    expect(await parse('main.tf', text)).not.toHaveProperty('resource');
    expect(synth(construct, false).resource).toEqual({ cloudflare_zero_trust_organization: {} });
  });
});

describe('HCL of meta-arguments and blocks', () => {
  test('has references without quotes, and conditions as blocks', () => {
    const stack = stackWithProvider();
    const europe = new CloudflareProvider(stack, 'Europe', { alias: 'europe' });
    const other = new ZeroTrustOrganization(stack, 'Other', { ...PROPS, accountId: '0'.repeat(32) });
    const construct = new ZeroTrustOrganization(stack, 'Organization', {
      ...PROPS,
      provider: europe,
      dependsOn: [other.resource],
      unmanaged: [OrganizationSetting.CUSTOM_PAGES],
      lifecycle: {
        ignoreChanges: ['name'],
        replaceTriggeredBy: [other.resource],
        precondition: [{ condition: '${var.ready == "yes"}', errorMessage: 'not "ready"' }],
        postcondition: [{ condition: '${self.name != ""}', errorMessage: 'no name' }],
      },
    });
    const text = hcl(construct);
    expect(text).toContain('depends_on = [cloudflare_zero_trust_organization.Other]');
    expect(text).toContain('provider = cloudflare.europe');
    expect(text).toContain('ignore_changes = [name, custom_pages]');
    expect(text).toContain('replace_triggered_by = [cloudflare_zero_trust_organization.Other]');
    expect(text).toContain(
      'precondition {\ncondition = "${var.ready == "yes"}"\nerror_message = "not \\"ready\\""\n}\npostcondition {',
    );
  });

  test('ignores all changes with a keyword', () => {
    expect(hcl(organization({ lifecycle: { ignoreChanges: 'all' } }))).toContain('ignore_changes = all\n');
  });

  test('has provisioners and connections', () => {
    const construct = organization();
    construct.resource.connection = { type: 'ssh', host: 'localhost' };
    construct.resource.provisioners = [
      { type: 'local-exec', command: 'echo "${self.name}"' },
      { type: 'remote-exec', inline: ['true'], connection: { type: 'ssh', host: '${var.host}' } },
    ];
    const text = hcl(construct);
    expect(text).toContain('\nconnection {\ntype = "ssh"\nhost = "localhost"\n}');
    expect(text).toContain('provisioner "local-exec" {\ncommand = "echo \\"${self.name}\\""\n}');
    expect(text).toContain(
      'provisioner "remote-exec" {\ninline = [\n"true",\n]\nconnection {\ntype = "ssh"\nhost = "${var.host}"\n}\n}',
    );
  });

  test.each<[string, unknown]>([
    ['a struct', { 'local-exec': { command: 'true' } }],
    ['a list in a struct', { 'local-exec': [{ command: 'true' }] }],
    ['a list', [{ 'local-exec': { command: 'true' } }]],
  ])('has provisioners that an override writes as %s', (_, value) => {
    const construct = organization();
    construct.resource.addOverride('provisioner', value);
    expect(hcl(construct)).toContain('\nprovisioner "local-exec" {\ncommand = "true"\n}');
  });

  test.each<[string, unknown, string]>([
    ['a list', [{ ignore_changes: ['name'] }], 'lifecycle {\nignore_changes = [name]\n}'],
    [
      'a list of conditions',
      [{ precondition: { condition: true } }],
      'lifecycle {\nprecondition {\ncondition = true\n}\n}',
    ],
  ])('has a lifecycle that an override writes as %s', (_, value, expected) => {
    const construct = organization();
    construct.resource.addOverride('lifecycle', value);
    expect(hcl(construct)).toContain(`\n${expected}\n`);
  });

  // What the engine rejects in JSON is not lost in HCL, where validation is skipped.
  test.each<[string, unknown, string]>([
    ['lifecycle', 'text', 'lifecycle = "text"'],
    ['lifecycle', [{}, {}], 'lifecycle {\n\n}\nlifecycle {\n\n}'],
    ['lifecycle.ignore_changes', null, 'ignore_changes = null'],
    ['lifecycle.ignore_changes', 'name', 'ignore_changes = "name"'],
    ['lifecycle.ignore_changes', ['name', null, 1], 'ignore_changes = [name, null, 1]'],
    ['provider', null, 'provider = null'],
  ])('has the override of %s by %j', (path, value, expected) => {
    const construct = organization();
    construct.resource.addOverride(path, value);
    expect(hcl(construct)).toContain(`\n${expected}\n`);
  });

  test('has import and moved blocks', async () => {
    expect(await parsed(organization())).toMatchObject({
      import: [{ to: '${cloudflare_zero_trust_organization.Organization}', id: ACCOUNT_ID }],
    });
    expect(await parsed(organization({ migrateFrom: 'cloudflare_access_organization.old' }))).toMatchObject({
      moved: [
        {
          from: '${cloudflare_access_organization.old}',
          to: '${cloudflare_zero_trust_organization.Organization}',
        },
      ],
    });
  });

  test('has an address whose key contains an escaped expression, without quotes around it', () => {
    const text = hcl(organization({ migrateFrom: 'module.a["$${x}"].cloudflare_access_organization.old' }));
    expect(text).toContain('from = module.a["\\u0024{x}"].cloudflare_access_organization.old\n');
  });

  test('has the import and the provider of importFrom', async () => {
    const stack = stackWithProvider();
    const europe = new CloudflareProvider(stack, 'Europe', { alias: 'europe' });
    const construct = new ZeroTrustOrganization(stack, 'Organization', PROPS);
    construct.resource.importFrom(ACCOUNT_ID, europe);
    expect((await parsed(construct)).import).toEqual([
      {
        to: '${cloudflare_zero_trust_organization.Organization}',
        provider: '${cloudflare.europe}',
        id: ACCOUNT_ID,
      },
    ]);
  });

  test('has only the moved block of a resource that was moved away', () => {
    const construct = organization();
    construct.resource.moveToId('cloudflare_zero_trust_organization.New');
    const text = hcl(construct);
    expect(text).not.toContain('resource "cloudflare_zero_trust_organization"');
    expect(text).toContain('to = cloudflare_zero_trust_organization.New');
  });
});

test('cdktf synth --hcl writes the same HCL', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'organization-'));
  process.env.SYNTH_HCL_OUTPUT = 'true';
  try {
    const app = new App({ outdir });
    const stack = stackWithProvider(app);
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    app.synth();
    expect(readFileSync(join(outdir, 'stacks', 'stack', 'cdk.tf'), 'utf8')).toBe(stack.toHclTerraform().hcl);
  } finally {
    delete process.env.SYNTH_HCL_OUTPUT;
    rmSync(outdir, { recursive: true });
  }
});

describe('escapeTemplate', () => {
  test.each([
    ['plain', 'plain'],
    ['a "quoted" \\ word', 'a \\"quoted\\" \\\\ word'],
    ['line\nend\r\n\ttab', 'line\\nend\\r\\n\\ttab'],
    ['bell \u0007', 'bell \\u0007'],
    ['${lookup(var.texts, "a")} "b"', '${lookup(var.texts, "a")} \\"b\\"'],
    ['${"a ${"b}"} c"} "d"', '${"a ${"b}"} c"} \\"d\\"'],
    ['${"a \\" }"} "d"', '${"a \\" }"} \\"d\\"'],
    ['${"$${ }"} "d"', '${"$${ }"} \\"d\\"'],
    ['${"%%{ }"} "d"', '${"%%{ }"} \\"d\\"'],
    ['${"%{ if true }"}"%{ endif }"} "d"', '${"%{ if true }"}\\"%{ endif }\\"} \\"d\\"'],
    ['${{ a = "}" }.a} "b"', '${{ a = "}" }.a} \\"b\\"'],
    ['${join(",", [\n  "a",\n  "b"\n])} "c"', '${join(",", [\n  "a",\n  "b"\n])} \\"c\\"'],
    ['${1 # "}\n} "a"', '${1 # "}\n} \\"a\\"'],
    ['${<<E\n"\\\nE\n} "a"', '${<<E\n"\\\nE\n} \\"a\\"'],
    ['$${"literal"}', '$${\\"literal\\"}'],
    ['%%{"literal"}', '%%{\\"literal\\"}'],
    ['100% "sure" $', '100% \\"sure\\" $'],
    ['${"never closed', '${"never closed'],
  ])('converts %j to %j', (template, escaped) => {
    expect(escapeTemplate(template)).toBe(escaped);
  });

  test('converts deep nesting and long text in one pass', () => {
    const deep = '${"'.repeat(50_000);
    expect(escapeTemplate(deep)).toBe(deep);
    expect(escapeTemplate('"'.repeat(100_000))).toBe('\\"'.repeat(100_000));
  });
});
