import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { type App, Aspects, TerraformVariable } from 'cdktf';
import {
  Acknowledgements,
  DenyUnmatchedRequirement,
  GuardrailLevel,
  MfaAuthenticator,
  MfaPreset,
  OrganizationBlueprint,
  OrganizationGuardrails,
  OrganizationReport,
  type OrganizationReportProps,
  OrganizationSetting,
  ReportFormat,
  UnresolvedHandling,
  Waivers,
} from '../../lib';
import { COMMIT_VARIABLES } from '../../lib/report/commit';
import { findingsOf } from '../../lib/report/findings';
import type { ReportDocument, ReportedOrganization, ReportedSetting } from '../../lib/report/report-document';
import schema from '../../schemas/organization-report.schema.json';
import { appOn, bare, guardrails, owned, SECOND_ACCOUNT, summary, TODAY } from '../guardrails/helpers';
import {
  ACCOUNT_ID,
  constraintFrom,
  PROPS,
  pinnedVersion,
  stackWithProvider,
  thrownProblems,
  ZONE_ID,
} from '../organization';

let outdir: string;
let app: App;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'report-'));
  app = appOn(TODAY, outdir);
  jest.replaceProperty(process, 'env', { ...process.env });
  for (const name of COMMIT_VARIABLES) {
    Reflect.deleteProperty(process.env, name);
  }
});

afterEach(() => {
  rmSync(outdir, { recursive: true });
  jest.restoreAllMocks();
});

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

/** The report on the app, after checking it against the schema. */
function report(): ReportDocument {
  const document = JSON.parse(new OrganizationReport(app).toJson()) as ReportDocument;
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  return document;
}

/** The only organization of the report. */
function onlyOrganization(): ReportedOrganization {
  const { organizations } = report();
  expect(organizations).toHaveLength(1);
  return organizations[0] as ReportedOrganization;
}

describe('the report', () => {
  test('has empty lists for an app without organizations', () => {
    stackWithProvider(app);
    expect(report()).toEqual({
      $schema: schema.$id,
      version: 1,
      asOf: TODAY,
      pendingAspects: [],
      synthesisFailed: false,
      organizations: [],
      guardrails: [],
      waivers: [],
      acknowledgements: [],
    });
  });

  test('has the given name of the app and commit', () => {
    const written = new OrganizationReport(app, { appName: 'Widget access', commit: '0123abc' });
    expect(JSON.parse(written.toJson())).toMatchObject({ app: 'Widget access', commit: '0123abc' });
  });

  describe('has the commit of the CI run', () => {
    const COMMIT = 'd'.repeat(40);

    test.each(COMMIT_VARIABLES)('from %s', (name) => {
      process.env[name] = COMMIT;
      expect(report().commit).toBe(COMMIT);
    });

    test.each(['', 'HEAD', 'main', 'abc123', 'd'.repeat(65)])('unless the variable is %j', (value) => {
      process.env.GITHUB_SHA = value;
      expect(report()).not.toHaveProperty('commit');
      process.env.GIT_COMMIT = COMMIT;
      expect(report().commit).toBe(COMMIT);
    });

    test('unless one is given', () => {
      process.env.GITHUB_SHA = COMMIT;
      expect(JSON.parse(new OrganizationReport(app, { commit: 'abc1234' }).toJson())).toMatchObject({
        commit: 'abc1234',
      });
    });
  });

  test('contains the settings of an organization, their sources and the differences from its blueprint', () => {
    const blueprint = new OrganizationBlueprint({ name: 'company', settings: { sessionDuration: '12h' } });
    owned(stackWithProvider(app, 'zt'), 'Owned', { blueprint, mfa: { preset: MfaPreset.DISABLED } });
    const { settings, ...rest } = onlyOrganization();
    expect(rest).toEqual({
      path: 'zt/Owned',
      stack: 'zt',
      address: 'cloudflare_zero_trust_organization.Owned',
      madeWith: 'construct',
      blueprint: 'company',
      unmanaged: [],
      liveChecks: [],
      differences: [
        { prop: 'readOnlyLock.reason', organization: PROPS.readOnlyLock?.reason },
        { prop: 'readOnlyLock.locked', blueprint: false, organization: true },
        {
          prop: 'mfa.allowedAuthenticators',
          blueprint: ['totp', 'biometrics', 'security_key'],
          organization: [],
        },
        { prop: 'mfa.sessionDuration', blueprint: '24h' },
      ],
      errors: [],
      warnings: [],
      acknowledged: [],
      guardrails: [],
      provider: { constraint: constraintFrom('5.18.0'), required: '5.18.0' },
    });
    expect(settings.slice(0, 5)).toEqual([
      { prop: 'accountId', value: ACCOUNT_ID, unresolved: false, source: 'organization' },
      { prop: 'name', value: 'Widget Corp', unresolved: false, source: 'organization' },
      { prop: 'authDomain', value: 'widget-corp.cloudflareaccess.com', unresolved: false, source: 'organization' },
      { prop: 'sessionDuration', value: '12h', unresolved: false, source: 'blueprint', blueprint: 'company' },
      { prop: 'allowAuthenticateViaWarp', value: false, unresolved: false, source: 'library default' },
    ]);
  });

  test('has no differences for an organization that adds only its identity to the blueprint', () => {
    const blueprint = new OrganizationBlueprint({ name: 'company', settings: { readOnlyLock: { reason: 'PLAT-1' } } });
    owned(stackWithProvider(app, 'a'), 'Account', { blueprint, readOnlyLock: undefined });
    owned(stackWithProvider(app, 'z'), 'Zone', {
      blueprint,
      readOnlyLock: undefined,
      accountId: undefined,
      zoneId: ZONE_ID,
    });
    expect(report().organizations.map(({ differences }) => differences)).toEqual([[], []]);
  });

  test('contains unmanaged settings and their sources', () => {
    const blueprint = new OrganizationBlueprint({
      name: 'company',
      settings: { unmanaged: [OrganizationSetting.LOGIN_DESIGN], mfa: { sessionDuration: '1h' } },
    });
    owned(stackWithProvider(app), 'Owned', { blueprint, unmanaged: [OrganizationSetting.MFA] });
    const { unmanaged, differences } = onlyOrganization();
    expect(unmanaged).toEqual([
      { prop: 'mfa', source: 'organization' },
      { prop: 'loginDesign', source: 'blueprint', blueprint: 'company' },
    ]);
    expect(differences).toContainEqual({ prop: 'mfa.sessionDuration', blueprint: '1h' });
  });

  test('shows unresolved parts of values as <token>', () => {
    const stack = stackWithProvider(app);
    const variable = new TerraformVariable(stack, 'v', {});
    owned(stack, 'Owned', {
      name: `The ${variable.stringValue}`,
      sessionDuration: '${var.session}',
      allowAuthenticateViaWarp: variable.booleanValue,
      warpAuthSessionDuration: '1h',
      mfa: { allowedAuthenticators: [MfaAuthenticator.TOTP, variable.stringValue as never] },
      denyUnmatchedRequests: { exemptedZoneNames: variable.listValue },
      serviceTokenInactivity: { action: 'disable' as never, inactivityThresholdDays: variable.numberValue },
    });
    const { settings } = onlyOrganization();
    const reported = (prop: string): unknown[] => {
      const { value, unresolved } = settings.find((setting) => setting.prop === prop) as ReportedSetting;
      return [value, unresolved];
    };
    expect(reported('name')).toEqual(['The <token>', true]);
    expect(reported('sessionDuration')).toEqual(['${var.session}', true]);
    expect(reported('allowAuthenticateViaWarp')).toEqual(['<token>', true]);
    expect(reported('mfa.allowedAuthenticators')).toEqual([['totp', '<token>'], true]);
    expect(reported('denyUnmatchedRequests.exemptedZoneNames')).toEqual(['<token>', true]);
    expect(reported('serviceTokenInactivity.inactivityThresholdDays')).toEqual(['<token>', true]);
    expect(reported('warpAuthSessionDuration')).toEqual(['1h', false]);
  });

  test('contains warnings, and acknowledged ones with reason and scope', () => {
    const stack = stackWithProvider(app);
    const organization = owned(stack, 'Owned', {
      readOnlyLock: undefined,
      sessionDuration: '1000h',
      mfa: { allowedAuthenticators: [MfaAuthenticator.SECURITY_KEY] },
    });
    Acknowledgements.of(app).add({ rule: 'session-duration', reason: 'kiosks' });
    Acknowledgements.of(stack).add({ rule: 'mfa-single-authenticator', reason: 'remote sites' });
    Acknowledgements.of(organization).add({ rule: 'mfa-single-authenticator', reason: 'two keys each' });
    const { warnings, acknowledged } = onlyOrganization();
    expect(warnings.map(({ rule, message }) => [rule, summary(message)])).toEqual([
      ['read-only-lock-unset', 'read-only-lock-unset readOnlyLock'],
    ]);
    expect(acknowledged.map(({ message, reason, scope }) => [summary(message), reason, scope])).toEqual([
      ['session-duration sessionDuration', 'kiosks', ''],
      ['mfa-single-authenticator mfa.allowedAuthenticators', 'two keys each', 'stack/Owned'],
    ]);
  });

  test('contains errors, before and after synthesis', () => {
    owned(stackWithProvider(app), 'Owned', { name: ' ', authDomain: 'widget corp' });
    const found = (): (readonly string[])[] =>
      onlyOrganization().errors.map(({ rule, message }) => [rule, summary(message)]);
    const expected = [
      ['name-blank', 'name-blank name'],
      ['auth-domain-format', 'auth-domain-format authDomain'],
    ];
    expect(found()).toEqual(expected);
    expect(() => {
      app.synth();
    }).toThrow('Validation failed');
    expect(found()).toEqual(expected);
  });

  test('contains bare resources of the bindings', () => {
    const resource = bare(stackWithProvider(app), 'Bare', {
      sessionDuration: '1h',
      lifecycle: { ignoreChanges: ['login_design'] },
    });
    resource.addOverride('mfa_config', { allowed_authenticators: '${var.authenticators}' });
    expect(onlyOrganization()).toEqual({
      path: 'stack/Bare',
      stack: 'stack',
      address: 'cloudflare_zero_trust_organization.Bare',
      madeWith: 'resource',
      settings: [
        { prop: 'accountId', value: ACCOUNT_ID, unresolved: false, source: 'organization' },
        { prop: 'name', value: 'Widget Corp', unresolved: false, source: 'organization' },
        { prop: 'authDomain', value: 'widget-corp.cloudflareaccess.com', unresolved: false, source: 'organization' },
        { prop: 'sessionDuration', value: '1h', unresolved: false, source: 'organization' },
        { prop: 'mfa.allowedAuthenticators', value: '${var.authenticators}', unresolved: true, source: 'organization' },
      ],
      unmanaged: [{ prop: 'loginDesign', source: 'organization' }],
      liveChecks: [],
      differences: [],
      errors: [],
      warnings: [],
      acknowledged: [],
      guardrails: [],
      provider: { constraint: pinnedVersion(), required: '5.18.0' },
    });
  });

  test('has no required provider version if all of 5.x work', () => {
    bare(stackWithProvider(app));
    expect(onlyOrganization().provider).toEqual({ constraint: pinnedVersion() });
  });

  test('omits an organization that was moved to another resource and has no provenance any more', () => {
    const stack = stackWithProvider(app);
    const old = owned(stack, 'Old');
    expect(old.provenance).not.toEqual([]);
    old.resource.moveTo('moved');
    bare(stack, 'New').addMoveTarget('moved');
    expect(onlyOrganization().path).toBe('stack/New');
    expect(old.provenance).toEqual([]);
  });

  test('contains guardrails once, without those that require nothing or apply to no organization', () => {
    const stack = stackWithProvider(app);
    owned(stack, 'One');
    owned(stack, 'Two', { accountId: SECOND_ACCOUNT });
    guardrails({
      maxSessionDuration: '24h',
      lockRequired: true,
      allowedAuthenticators: [MfaAuthenticator.TOTP],
      denyUnmatchedRequests: DenyUnmatchedRequirement.FORBIDDEN,
      seatExpirationRequired: false,
    }).applyTo(app);
    new OrganizationGuardrails({ name: 'requires nothing', level: GuardrailLevel.WARNING }).applyTo(stack);
    guardrails({ name: 'no organization', lockRequired: true }).applyTo(stackWithProvider(app, 'empty'));
    expect(report().guardrails).toEqual([
      {
        name: 'company',
        level: 'error',
        rules: [
          { id: 'max-session-duration', statement: 'Maximum session duration', limit: '24h' },
          { id: 'allowed-authenticators', statement: 'Allowed authenticators', limit: ['totp'] },
          { id: 'lock-required', statement: 'The dashboard is locked', limit: true },
          {
            id: 'deny-unmatched-forbidden',
            statement: 'Hostnames without an Access application are not blocked',
            limit: 'forbidden',
          },
        ],
      },
    ]);
  });

  test('contains the result of each guardrail and the state of each waiver', () => {
    const stack = stackWithProvider(app);
    const organization = owned(stack, 'Owned', { sessionDuration: '${var.x}' });
    guardrails({
      level: GuardrailLevel.WARNING,
      onUnresolved: UnresolvedHandling.PASS,
      maxSessionDuration: '12h',
      maxMfaSessionDuration: '12h',
      seatExpirationRequired: true,
      lockRequired: true,
      phishingResistantOnly: true,
    }).applyTo(app);
    Waivers.of(app).add({ guardrail: 'seat-expiration-required', reason: 'counted elsewhere' });
    Waivers.of(organization).add({ guardrail: 'phishing-resistant-only', reason: 'PLAT-7', expires: '2026-11-30' });
    Waivers.of(stack).add({ guardrail: 'max-mfa-session-duration', reason: 'migration', expires: '2026-11-01' });
    Waivers.of(stack).add({ guardrail: 'lock-required', reason: 'not needed' });
    const { organizations, waivers } = report();
    const results = organizations.flatMap((each) => each.guardrails);
    expect(results.map(({ message, ...rest }) => ({ ...rest, summary: message && summary(message) }))).toEqual([
      {
        guardrails: 'company',
        guardrail: 'max-session-duration',
        level: 'warning',
        outcome: 'indeterminate',
        prop: 'sessionDuration',
        summary: 'max-session-duration sessionDuration',
      },
      {
        guardrails: 'company',
        guardrail: 'max-mfa-session-duration',
        level: 'warning',
        outcome: 'violated',
        reported: 'warning',
        prop: 'mfa.sessionDuration',
        summary: 'max-mfa-session-duration mfa.sessionDuration',
      },
      {
        guardrails: 'company',
        guardrail: 'phishing-resistant-only',
        level: 'warning',
        outcome: 'waived',
        prop: 'mfa.allowedAuthenticators',
        summary: 'phishing-resistant-only mfa.allowedAuthenticators',
        waiver: { reason: 'PLAT-7', scope: 'stack/Owned', expires: '2026-11-30' },
      },
      { guardrails: 'company', guardrail: 'lock-required', level: 'warning', outcome: 'satisfied', summary: undefined },
      {
        guardrails: 'company',
        guardrail: 'seat-expiration-required',
        level: 'warning',
        outcome: 'waived',
        prop: 'userSeatExpirationInactiveTime',
        summary: 'seat-expiration-required userSeatExpirationInactiveTime',
        waiver: { reason: 'counted elsewhere', scope: '' },
      },
    ]);
    expect(waivers.map(({ message, ...rest }) => ({ ...rest, id: message && summary(message) }))).toEqual([
      { scope: '', guardrail: 'seat-expiration-required', reason: 'counted elsewhere', state: 'active' },
      {
        scope: 'stack',
        guardrail: 'max-mfa-session-duration',
        reason: 'migration',
        expires: '2026-11-01',
        state: 'expired',
      },
      { scope: 'stack', guardrail: 'lock-required', reason: 'not needed', state: 'unused', id: 'waiver-unused' },
      {
        scope: 'stack/Owned',
        guardrail: 'phishing-resistant-only',
        reason: 'PLAT-7',
        expires: '2026-11-30',
        state: 'ends soon',
        id: 'waiver-ends-soon',
      },
    ]);
  });
});

describe('findings', () => {
  /** Severity, id, path and prop of each finding. */
  function found(): (string | undefined)[][] {
    return findingsOf(report()).map(({ severity, id, path, prop }) => [severity, id, path, prop]);
  }

  test('are sorted by severity, then in the order of the report', () => {
    const stack = stackWithProvider(app);
    owned(stack, 'One', { readOnlyLock: undefined, sessionDuration: '${var.x}' });
    const two = owned(stack, 'Two', { name: '', accountId: SECOND_ACCOUNT });
    guardrails({ maxSessionDuration: '12h', maxMfaSessionDuration: '12h' }).applyTo(app);
    Waivers.of(two).add({ guardrail: 'max-session-duration', reason: 'PLAT-1', expires: TODAY });
    Waivers.of(app).add({ guardrail: 'max-mfa-session-duration', reason: 'PLAT-2', expires: '2026-11-01' });
    Waivers.of(app).add({ guardrail: 'max-sesion-duration', reason: 'PLAT-3' });
    Acknowledgements.of(two).add({ rule: 'read-only-lock-unset', reason: 'PLAT-4' });
    expect(found()).toEqual([
      ['error', 'max-mfa-session-duration', 'stack/One', 'mfa.sessionDuration'],
      ['error', 'name-blank', 'stack/Two', 'name'],
      ['error', 'max-mfa-session-duration', 'stack/Two', 'mfa.sessionDuration'],
      ['error', 'waiver-guardrail', '', undefined],
      ['warning', 'read-only-lock-unset', 'stack/One', 'readOnlyLock'],
      ['warning', 'waiver-ends-soon', 'stack/Two', undefined],
      ['warning', 'acknowledgement-unused', 'stack/Two', undefined],
      ['indeterminate', 'max-session-duration', 'stack/One', 'sessionDuration'],
    ]);
  });

  test.each<[UnresolvedHandling, string]>([
    [UnresolvedHandling.ERROR, 'error'],
    [UnresolvedHandling.WARNING, 'indeterminate'],
    [UnresolvedHandling.PASS, 'indeterminate'],
  ])('of a guardrail that cannot be checked (%s) have the severity %s', (onUnresolved, severity) => {
    owned(stackWithProvider(app), 'Owned', { sessionDuration: '${var.x}' });
    guardrails({ maxSessionDuration: '12h', level: GuardrailLevel.WARNING, onUnresolved }).applyTo(app);
    expect(found()).toEqual([[severity, 'max-session-duration', 'stack/Owned', 'sessionDuration']]);
  });

  test('of a guardrail at warning level are warnings, and a rule that fails is an error', () => {
    owned(stackWithProvider(app), 'Owned');
    const rule = {
      id: 'failing',
      statement: 'Fails',
      check: () => {
        throw new Error('out of order');
      },
    };
    guardrails({ maxSessionDuration: '12h', level: GuardrailLevel.WARNING, rules: [rule] }).applyTo(app);
    expect(found().map(([severity, id]) => [severity, id])).toEqual([
      ['error', 'failing'],
      ['warning', 'max-session-duration'],
    ]);
  });

  test('do not include waived guardrails, acknowledged rules and used exceptions', () => {
    owned(stackWithProvider(app), 'Owned', { readOnlyLock: undefined });
    guardrails({ maxSessionDuration: '12h' }).applyTo(app);
    Waivers.of(app).add({ guardrail: 'max-session-duration', reason: 'PLAT-1' });
    Acknowledgements.of(app).add({ rule: 'read-only-lock-unset', reason: 'PLAT-2' });
    expect(found()).toEqual([]);
    expect(report().acknowledgements).toEqual([
      { scope: '', rule: 'read-only-lock-unset', reason: 'PLAT-2', state: 'used' },
    ]);
  });
});

describe('the formats', () => {
  const { HTML, JSON: JSON_FORMAT, MARKDOWN, SARIF } = ReportFormat;

  test.each<[ReportFormat[] | undefined, string[]]>([
    [undefined, ['html', 'json']],
    [[HTML], ['html']],
    [[JSON_FORMAT], ['json']],
    [[MARKDOWN], ['md']],
    [[SARIF, SARIF], ['sarif']],
    [
      [SARIF, MARKDOWN, JSON_FORMAT, HTML],
      ['html', 'json', 'md', 'sarif'],
    ],
  ])('%j are written as %j', (formats, extensions) => {
    owned(stackWithProvider(app), 'Owned', { readOnlyLock: undefined });
    const written = new OrganizationReport(app, { fileName: 'report', formats });
    app.synth();
    const files = readdirSync(outdir).filter((file) => file.startsWith('report.'));
    expect(files.sort()).toEqual(extensions.map((extension) => `report.${extension}`));
    const contents: Readonly<Record<string, () => string>> = {
      html: () => written.toHtml(),
      json: () => written.toJson(),
      md: () => written.toMarkdown(),
      sarif: () => written.toSarif(),
    };
    for (const extension of extensions) {
      const content = readFileSync(join(outdir, `report.${extension}`), 'utf8');
      expect(content).toContain('read-only-lock-unset');
      expect(content).toBe(contents[extension]?.());
    }
  });
});

describe('the comparison with an earlier report', () => {
  const changes = (): ReportDocument['changes'] =>
    (JSON.parse(readFileSync(join(outdir, 'report.json'), 'utf8')) as ReportDocument).changes;
  const file = (): string => join(outdir, 'report.json');

  test('is part of JSON and Markdown, also if the earlier report is replaced', () => {
    const organization = owned(stackWithProvider(app), 'Owned', { sessionDuration: '12h' });
    const props = { fileName: 'report', formats: [ReportFormat.JSON, ReportFormat.MARKDOWN] };
    new OrganizationReport(app, props).write();
    new OrganizationReport(app, { ...props, compareWith: file(), commit: '0123abc' });
    organization.resource.sessionDuration = '8h';
    app.synth();
    expect(changes()).toMatchObject({
      earlier: { asOf: TODAY },
      settings: [{ path: 'stack/Owned', prop: 'sessionDuration', before: { value: '12h' }, after: { value: '8h' } }],
    });
    expect(readFileSync(join(outdir, 'report.md'), 'utf8')).toContain('`sessionDuration` `12h` → `8h`');
    const document: unknown = JSON.parse(readFileSync(file(), 'utf8'));
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('says that the earlier report does not exist', () => {
    stackWithProvider(app);
    const written = new OrganizationReport(app, { compareWith: file() });
    expect(JSON.parse(written.toJson())).toMatchObject({ changes: { added: [] } });
    expect(written.toMarkdown()).toContain('Not compared with an earlier report');
  });

  test('is an error in the constructor if the file is not a report', () => {
    writeFileSync(file(), '{}');
    expect(() => new OrganizationReport(app, { compareWith: file() })).toThrow(
      /^compareWith '.*report\.json' is not a report in JSON\. /,
    );
  });
});

describe('the files', () => {
  const HTML_FILE = 'zero-trust-organizations.html';
  const JSON_FILE = 'zero-trust-organizations.json';
  const files = (): string[] => readdirSync(outdir).sort();
  const read = (name: string): string => readFileSync(join(outdir, name), 'utf8');

  test('are written next to the stacks by the synthesis of the app', () => {
    owned(stackWithProvider(app), 'Owned');
    const written = new OrganizationReport(app);
    expect(files()).toEqual(['stacks']);
    app.synth();
    expect(files()).toEqual(['manifest.json', 'stacks', HTML_FILE, JSON_FILE]);
    expect(read(JSON_FILE)).toBe(written.toJson());
    expect(read(HTML_FILE)).toBe(written.toHtml());
    expect(written.toHtml()).toContain('Widget Corp');
    expect(JSON.parse(written.toJson())).toMatchObject({
      organizations: [{ provider: { constraint: constraintFrom('5.18.0'), required: '5.18.0' } }],
    });
  });

  test('can have another name', () => {
    new OrganizationReport(app, { fileName: 'access.2026_q4-1' });
    stackWithProvider(app);
    app.synth();
    expect(files()).toEqual(['access.2026_q4-1.html', 'access.2026_q4-1.json', 'manifest.json', 'stacks']);
  });

  const problemsOf = (props: unknown): string[] =>
    thrownProblems('OrganizationReport', () => new OrganizationReport(app, props as OrganizationReportProps));

  test.each(['', 'a/b', '../a', '.hidden', 'a b', 'ä', 'a\n'])('cannot have the name %j', (fileName) => {
    expect(problemsOf({ fileName })).toEqual([
      expect.stringMatching(
        /^fileName '.*' is not a valid file name\. Use letters, digits, '\.', '_' and '-', for example 'zero-trust-organizations'\.$/,
      ),
    ]);
  });

  test.each(['manifest', 'Manifest'])('cannot have the name %j, which CDKTF uses', (fileName) => {
    expect(problemsOf({ fileName })).toEqual([
      `fileName '${fileName}' is the name of CDKTF's manifest.json, which would replace the report. Use another name, for example 'zero-trust-organizations'.`,
    ]);
  });

  test.each<[unknown, string]>([
    [null, 'props null is not a struct. Use { fileName: … }. [prop-type]'],
    [{ fileName: 123 }, 'fileName 123 is not a string. Put it in quotes. [prop-type]'],
    [{ filename: 'a' }, 'filename is not a property of OrganizationReport. Did you mean fileName? [prop-unknown]'],
    [{ name: 'a' }, 'name is not a property of OrganizationReport. Did you mean fileName? [prop-unknown]'],
    [{ app: 'a' }, 'app is not a property of OrganizationReport. Did you mean appName? [prop-unknown]'],
    [{ sha: 'a' }, 'sha is not a property of OrganizationReport. Did you mean commit? [prop-unknown]'],
    [{ formats: [] }, 'formats is empty. Use at least one, such as ReportFormat.HTML, or omit it.'],
    [{ formats: 'html' }, "formats 'html' is not a list. Put it in square brackets. [prop-type]"],
    [
      { formats: ['markdown'] },
      "formats[0] 'markdown' is not one of 'html', 'json', 'md', 'sarif'. Did you mean 'md'? [prop-type]",
    ],
    [{ baseline: 'a' }, 'baseline is not a property of OrganizationReport. Did you mean compareWith? [prop-unknown]'],
    [{ appName: ' ' }, "appName ' ' is blank. Use the name of the app, or omit it."],
    [
      { appName: '\ud83d' },
      "appName '\\ud83d' contains an unpaired surrogate at position 0, which UTF-8 cannot represent. Use the complete character.",
    ],
    [{ commit: 'main' }, "commit 'main' is not a Git commit. Use its hash: 7 to 64 hex digits."],
    [{ commit: '0123abc\n' }, "commit '0123abc\\n' is not a Git commit. Use its hash: 7 to 64 hex digits."],
  ])('are not written for %j', (props, problem) => {
    expect(problemsOf(props)).toEqual([problem]);
  });

  test('are written by write() without a synthesis', () => {
    owned(stackWithProvider(app), 'Owned', { name: '' });
    const written = new OrganizationReport(app);
    written.write();
    expect(files()).toEqual(['stacks', HTML_FILE, JSON_FILE]);
    expect(read(JSON_FILE)).toBe(written.toJson());
  });

  test('contain changes made by aspects', () => {
    const { resource } = owned(stackWithProvider(app), 'Owned');
    new OrganizationReport(app);
    guardrails({ maxSessionDuration: '24h' }).applyTo(app);
    Aspects.of(resource).add({
      visit: () => {
        resource.sessionDuration = '8h';
      },
    });
    app.synth();
    expect(read(JSON_FILE)).toContain('"8h"');
  });

  test('contain stacks that were added after the report', () => {
    new OrganizationReport(app);
    guardrails({ maxSessionDuration: '24h', level: GuardrailLevel.WARNING }).applyTo(app);
    bare(stackWithProvider(app, 'late'));
    app.synth();
    const { organizations } = JSON.parse(read(JSON_FILE)) as ReportDocument;
    expect(organizations.map(({ path, guardrails: [result] }) => [path, result?.outcome])).toEqual([
      ['late/Bare', 'violated'],
    ]);
  });
});
