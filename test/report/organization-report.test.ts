import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { type App, Aspects, TerraformVariable, Token } from 'cdktf';
import {
  Acknowledgements,
  DenyUnmatchedRule,
  GuardrailLevel,
  GuardrailUnknown,
  MfaAuthenticator,
  MfaPreset,
  OrganizationBlueprint,
  OrganizationGuardrails,
  OrganizationReport,
  OrganizationSetting,
  Waivers,
} from '../../lib';
import type { ReportDocument, ReportedOrganization, ReportedSetting } from '../../lib/report/document';
import schema from '../../schemas/organization-report.schema.json';
import { appOn, bare, guardrails, owned, TODAY } from '../guardrails/helpers';
import { ACCOUNT_ID, PROPS, stackWithProvider, ZONE_ID } from '../organization';

const OTHER = '1'.repeat(32);

let outdir: string;
let app: App;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'report-'));
  app = appOn(TODAY, outdir);
});

afterEach(() => {
  rmSync(outdir, { recursive: true });
});

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

/** What a report says of the app, which must be what its schema describes. */
function report(): ReportDocument {
  const document = JSON.parse(new OrganizationReport(app).toJson()) as ReportDocument;
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  return document;
}

const only = (): ReportedOrganization => {
  const { organizations } = report();
  expect(organizations).toHaveLength(1);
  return organizations[0] as ReportedOrganization;
};

const setting = ({ settings }: ReportedOrganization, prop: string): ReportedSetting | undefined =>
  settings.find((one) => one.prop === prop);

describe('the report of an app', () => {
  test('without organizations has none', () => {
    stackWithProvider(app);
    expect(report()).toEqual({
      $schema: schema.$id,
      version: 1,
      asOf: TODAY,
      organizations: [],
      guardrails: [],
      waivers: [],
    });
  });

  test('says of an organization what is sent, and who says so', () => {
    const blueprint = new OrganizationBlueprint({ name: 'company', settings: { sessionDuration: '12h' } });
    owned(stackWithProvider(app, 'zt'), 'Owned', { blueprint, mfa: { preset: MfaPreset.DISABLED } });
    const { settings, ...rest } = only();
    expect(rest).toEqual({
      path: 'zt/Owned',
      stack: 'zt',
      address: 'cloudflare_zero_trust_organization.Owned',
      madeWith: 'construct',
      blueprint: 'company',
      unmanaged: [],
      differences: [
        { prop: 'readOnlyLock.locked', blueprint: false, organization: true },
        { prop: 'readOnlyLock.reason', organization: PROPS.readOnlyLock?.reason },
        {
          prop: 'mfa.allowedAuthenticators',
          blueprint: ['totp', 'biometrics', 'security_key'],
          organization: [],
        },
        { prop: 'mfa.sessionDuration', blueprint: '24h' },
      ],
      warnings: [],
      acknowledged: [],
      guardrails: [],
      provider: { constraint: '5.14.0', needed: '5.18.0' },
    });
    expect(settings.slice(0, 5)).toEqual([
      { prop: 'accountId', value: ACCOUNT_ID, known: true, source: 'organization' },
      { prop: 'name', value: 'Widget Corp', known: true, source: 'organization' },
      { prop: 'authDomain', value: 'widget-corp.cloudflareaccess.com', known: true, source: 'organization' },
      { prop: 'sessionDuration', value: '12h', known: true, source: 'blueprint', blueprint: 'company' },
      { prop: 'allowAuthenticateViaWarp', value: false, known: true, source: 'library default' },
    ]);
  });

  test('has no differences where the organization only says which one it is', () => {
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

  test('says what is left to the dashboard, and by whom', () => {
    const blueprint = new OrganizationBlueprint({
      name: 'company',
      settings: { unmanaged: [OrganizationSetting.LOGIN_DESIGN], mfa: { sessionDuration: '1h' } },
    });
    owned(stackWithProvider(app), 'Owned', { blueprint, unmanaged: [OrganizationSetting.MFA] });
    const { unmanaged, differences } = only();
    expect(unmanaged).toEqual([
      { prop: 'mfa', source: 'organization' },
      { prop: 'loginDesign', source: 'blueprint', blueprint: 'company' },
    ]);
    expect(differences).toContainEqual({ prop: 'mfa.sessionDuration', blueprint: '1h' });
  });

  test('writes what only the engine knows as <token>', () => {
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
    const organization = only();
    const values = (prop: string): unknown[] => {
      const { value, known } = setting(organization, prop) as ReportedSetting;
      return [value, known];
    };
    expect(values('name')).toEqual(['The <token>', false]);
    expect(values('sessionDuration')).toEqual(['${var.session}', false]);
    expect(values('allowAuthenticateViaWarp')).toEqual(['<token>', false]);
    expect(values('mfa.allowedAuthenticators')).toEqual([['totp', '<token>'], false]);
    expect(values('denyUnmatchedRequests.exemptedZoneNames')).toEqual(['<token>', false]);
    expect(values('serviceTokenInactivity.inactivityThresholdDays')).toEqual(['<token>', false]);
    expect(values('warpAuthSessionDuration')).toEqual(['1h', true]);
  });

  test('has warnings, and what was acknowledged, where and why', () => {
    const stack = stackWithProvider(app);
    const organization = owned(stack, 'Owned', {
      readOnlyLock: undefined,
      sessionDuration: '1000h',
      mfa: { allowedAuthenticators: [MfaAuthenticator.SECURITY_KEY] },
    });
    Acknowledgements.of(app).add({ rule: 'session-duration', reason: 'kiosks' });
    Acknowledgements.of(stack).add({ rule: 'mfa-single-authenticator', reason: 'far away' });
    Acknowledgements.of(organization).add({ rule: 'mfa-single-authenticator', reason: 'two keys each' });
    const { warnings, acknowledged } = only();
    expect(warnings.map(({ rule, message }) => [rule, message.slice(0, 30)])).toEqual([
      ['read-only-lock-unset', 'readOnlyLock: received nothing'],
    ]);
    expect(acknowledged.map(({ rule, reason, scope }) => [rule, reason, scope])).toEqual([
      ['session-duration', 'kiosks', ''],
      ['mfa-single-authenticator', 'two keys each', 'stack/Owned'],
    ]);
  });

  test('has bare resources of the bindings too', () => {
    const resource = bare(stackWithProvider(app), 'Bare', {
      sessionDuration: '1h',
      lifecycle: { ignoreChanges: ['login_design'] },
    });
    resource.addOverride('mfa_config', { allowed_authenticators: Token.asAny({ resolve: () => [] }) });
    expect(only()).toEqual({
      path: 'stack/Bare',
      stack: 'stack',
      address: 'cloudflare_zero_trust_organization.Bare',
      madeWith: 'resource',
      settings: [
        { prop: 'accountId', value: ACCOUNT_ID, known: true, source: 'organization' },
        { prop: 'name', value: 'Widget Corp', known: true, source: 'organization' },
        { prop: 'authDomain', value: 'widget-corp.cloudflareaccess.com', known: true, source: 'organization' },
        { prop: 'sessionDuration', value: '1h', known: true, source: 'organization' },
        { prop: 'mfa.allowedAuthenticators', value: '<token>', known: false, source: 'organization' },
      ],
      unmanaged: [{ prop: 'loginDesign', source: 'organization' }],
      differences: [],
      warnings: [],
      acknowledged: [],
      guardrails: [],
      provider: { constraint: '5.14.0', needed: '5.18.0' },
    });
  });

  test('leaves out what was moved away', () => {
    const stack = stackWithProvider(app);
    const { resource, provenance } = owned(stack, 'Old');
    expect(provenance).not.toEqual([]);
    resource.moveTo('went');
    bare(stack, 'New').addMoveTarget('went');
    expect(only().path).toBe('stack/New');
  });

  test('and has no provenance of it', () => {
    const stack = stackWithProvider(app);
    const old = owned(stack, 'Old');
    old.resource.moveTo('went');
    bare(stack, 'New').addMoveTarget('went');
    only();
    expect(old.provenance).toEqual([]);
  });

  test('says that every version will do, where that is so', () => {
    bare(stackWithProvider(app));
    expect(only().provider).toEqual({ constraint: '5.14.0' });
  });

  test('has every set of guardrails once, with what it demands', () => {
    const stack = stackWithProvider(app);
    owned(stack, 'One');
    owned(stack, 'Two', { accountId: OTHER });
    guardrails({
      longestSession: '24h',
      lockRequired: true,
      allowedAuthenticators: [MfaAuthenticator.TOTP],
      denyUnmatchedRequests: DenyUnmatchedRule.FORBIDDEN,
      seatExpirationRequired: false,
    }).applyTo(app);
    new OrganizationGuardrails({ name: 'advice', level: GuardrailLevel.WARNING }).applyTo(stack);
    new OrganizationGuardrails({ name: 'judges nobody' }).applyTo(stackWithProvider(app, 'empty'));
    expect(report().guardrails).toEqual([
      {
        name: 'company',
        level: 'error',
        demands: [
          { guardrail: 'longest-session', statement: 'a login lasts at most so long', limit: '24h' },
          { guardrail: 'allowed-authenticators', statement: 'only these authenticators are allowed', limit: ['totp'] },
          { guardrail: 'lock-required', statement: 'the dashboard is locked', limit: true },
          {
            guardrail: 'deny-unmatched-forbidden',
            statement: 'host names without an Access application are not blocked',
            limit: 'forbidden',
          },
        ],
      },
    ]);
  });

  test('says what the guardrails came to', () => {
    const stack = stackWithProvider(app);
    const organization = owned(stack, 'Owned', { sessionDuration: '${var.x}' });
    guardrails({
      level: GuardrailLevel.WARNING,
      unjudgeable: GuardrailUnknown.PASS,
      longestSession: '12h',
      longestMfaSession: '12h',
      seatExpirationRequired: true,
      lockRequired: true,
      phishingResistantOnly: true,
    }).applyTo(app);
    Waivers.of(app).add({ guardrail: 'seat-expiration-required', reason: 'counted elsewhere' });
    Waivers.of(organization).add({ guardrail: 'phishing-resistant-only', reason: 'PLAT-7', expires: '2026-11-30' });
    Waivers.of(stack).add({ guardrail: 'longest-mfa-session', reason: 'late', expires: '2026-11-01' });
    Waivers.of(stack).add({ guardrail: 'lock-required', reason: 'for nothing' });
    const { organizations, waivers } = report();
    expect(
      organizations[0]?.guardrails.map(({ message, ...rest }) => ({ ...rest, told: message?.split(':')[0] })),
    ).toEqual([
      { set: 'company', guardrail: 'longest-session', level: 'warning', outcome: 'undecided', told: 'sessionDuration' },
      {
        set: 'company',
        guardrail: 'longest-mfa-session',
        level: 'warning',
        outcome: 'violated',
        told: 'mfa.sessionDuration',
      },
      {
        set: 'company',
        guardrail: 'phishing-resistant-only',
        level: 'warning',
        outcome: 'waived',
        told: 'mfa.allowedAuthenticators',
        waiver: { reason: 'PLAT-7', scope: 'stack/Owned', expires: '2026-11-30' },
      },
      { set: 'company', guardrail: 'lock-required', level: 'warning', outcome: 'met', told: undefined },
      {
        set: 'company',
        guardrail: 'seat-expiration-required',
        level: 'warning',
        outcome: 'waived',
        told: 'userSeatExpirationInactiveTime',
        waiver: { reason: 'counted elsewhere', scope: '' },
      },
    ]);
    expect(waivers).toEqual([
      { scope: '', guardrail: 'seat-expiration-required', reason: 'counted elsewhere', state: 'in force' },
      { scope: 'stack', guardrail: 'longest-mfa-session', reason: 'late', expires: '2026-11-01', state: 'expired' },
      { scope: 'stack', guardrail: 'lock-required', reason: 'for nothing', state: 'unused' },
      {
        scope: 'stack/Owned',
        guardrail: 'phishing-resistant-only',
        reason: 'PLAT-7',
        expires: '2026-11-30',
        state: 'ends soon',
      },
    ]);
  });
});

describe('the files', () => {
  const files = (): string[] => readdirSync(outdir).sort();

  test('are written beside the stacks when the app is synthesized', () => {
    owned(stackWithProvider(app), 'Owned');
    const written = new OrganizationReport(app);
    expect(files()).toEqual(['stacks']);
    app.synth();
    expect(files()).toEqual([
      'manifest.json',
      'stacks',
      'zero-trust-organizations.html',
      'zero-trust-organizations.json',
    ]);
    const read = (name: string): string => readFileSync(join(outdir, name), 'utf8');
    expect(read('zero-trust-organizations.json')).toBe(written.toJson());
    expect(read('zero-trust-organizations.html')).toBe(written.toHtml());
    expect(written.toHtml()).toContain('Widget Corp');
    expect(JSON.parse(written.toJson())).toMatchObject({
      organizations: [{ provider: { constraint: '>= 5.18.0, < 6.0.0', needed: '5.18.0' } }],
    });
  });

  test('have the name that somebody chose', () => {
    new OrganizationReport(app, { fileName: 'access.2026_q4-1' });
    stackWithProvider(app);
    app.synth();
    expect(files()).toEqual(['access.2026_q4-1.html', 'access.2026_q4-1.json', 'manifest.json', 'stacks']);
  });

  test.each(['', 'a/b', '../a', '.hidden', 'a b', 'ä', 'a\n'])('have no name such as %j', (fileName) => {
    expect(() => new OrganizationReport(app, { fileName })).toThrow(
      /^fileName: received '.*'; allowed: letters, digits, '\.', '_' and '-': write a name such as 'zero-trust-organizations'$/,
    );
  });

  test('are not written when something is wrong', () => {
    owned(stackWithProvider(app), 'Owned', { name: '' });
    new OrganizationReport(app);
    expect(() => {
      app.synth();
    }).toThrow('Validation failed');
    expect(files()).toEqual(['stacks']);
  });

  test('are written on demand, for an app that skips validation', () => {
    Object.assign(app, { skipValidation: true });
    owned(stackWithProvider(app), 'Owned', { name: '' });
    const written = new OrganizationReport(app);
    app.synth();
    expect(existsSync(join(outdir, 'zero-trust-organizations.html'))).toBe(false);
    written.write();
    expect(readFileSync(join(outdir, 'zero-trust-organizations.json'), 'utf8')).toBe(written.toJson());
  });

  test('say what an organization is after aspects changed it', () => {
    const { resource } = owned(stackWithProvider(app), 'Owned');
    new OrganizationReport(app);
    guardrails({ longestSession: '24h' }).applyTo(app);
    Aspects.of(resource).add({
      visit: () => {
        resource.sessionDuration = '8h';
      },
    });
    app.synth();
    expect(readFileSync(join(outdir, 'zero-trust-organizations.json'), 'utf8')).toContain('"8h"');
  });

  test('have stacks that were added late', () => {
    new OrganizationReport(app);
    guardrails({ longestSession: '24h', level: GuardrailLevel.WARNING }).applyTo(app);
    bare(stackWithProvider(app, 'late'));
    app.synth();
    const written = JSON.parse(readFileSync(join(outdir, 'zero-trust-organizations.json'), 'utf8')) as ReportDocument;
    expect(written.organizations.map(({ path, guardrails: [verdict] }) => [path, verdict?.outcome])).toEqual([
      ['late/Bare', 'violated'],
    ]);
  });
});
