import { readFileSync, writeFileSync } from 'node:fs';
import { Fn, TerraformLocal, TerraformOutput, type TerraformStack, TerraformVariable } from 'cdktf';
import { OrganizationSetting, ZeroTrustOrganization, type ZeroTrustOrganizationProps } from '../../lib';
import { ACCOUNT_ID, PROPS, stackWithProvider, warningsOf } from '../organization';
import { ACCOUNT, ADDRESS, DEFAULT_BODY, differences, Fixture, LIVE, stackOf } from './fixture';

const fixture = new Fixture();

/** Live values of all settings that can be unmanaged with provider 5.18.0, the oldest one with MFA. */
const LIVE_SETTINGS = {
  ...LIVE,
  warp_auth_session_duration: '8h',
  user_seat_expiration_inactive_time: '1460h',
  allow_authenticate_via_warp: true,
  auto_redirect_to_identity: true,
  is_ui_read_only: true,
  ui_read_only_toggle_reason: 'locked in the dashboard',
  mfa_config: { allowed_authenticators: ['security_key', 'totp'], session_duration: '2h' },
  mfa_required_for_all_apps: true,
  deny_unmatched_requests: true,
  deny_unmatched_requests_exempted_zone_names: ['zoned.example', 'another.example'],
  custom_pages: { forbidden: '699d98642c564d2e855e9661899b7252' },
  login_design: { header_text: 'Set in the dashboard', text_color: '#123456' },
};

const UNMANAGED: Partial<ZeroTrustOrganizationProps> = {
  readOnlyLock: undefined,
  unmanaged: [
    OrganizationSetting.SESSION_DURATION,
    OrganizationSetting.WARP_AUTH_SESSION_DURATION,
    OrganizationSetting.USER_SEAT_EXPIRATION_INACTIVE_TIME,
    OrganizationSetting.ALLOW_AUTHENTICATE_VIA_WARP,
    OrganizationSetting.AUTO_REDIRECT_TO_IDENTITY,
    OrganizationSetting.READ_ONLY_LOCK,
    OrganizationSetting.MFA,
    OrganizationSetting.DENY_UNMATCHED_REQUESTS,
    OrganizationSetting.CUSTOM_PAGES,
    OrganizationSetting.LOGIN_DESIGN,
  ],
};

/** A stack with unmanaged settings and the provider of the tests; unmanaged MFA would require a newer one. */
function unmanagedStack(props: Partial<ZeroTrustOrganizationProps> = {}): TerraformStack {
  const stack = stackOf({ ...UNMANAGED, ...props });
  stack.addOverride('terraform.required_providers.cloudflare.version', fixture.tools.providerVersion);
  return stack;
}

test('the first plan imports the organization, shows the actual changes and writes nothing', async () => {
  const workspace = await fixture.workspace(stackOf());
  const plan = await workspace.plan();
  expect(plan.changes).toEqual([
    expect.objectContaining({
      address: ADDRESS,
      change: expect.objectContaining({ actions: ['update'], importing: { id: ACCOUNT_ID } }) as object,
    }),
  ]);
  expect(differences(plan)).toMatchObject({
    name: [LIVE.name, 'Widget Corp'],
    session_duration: ['6h', '24h'],
    is_ui_read_only: [false, true],
    ui_read_only_toggle_reason: [null, PROPS.readOnlyLock?.reason],
    mfa_config: [null, expect.objectContaining({ allowed_authenticators: ['totp', 'biometrics', 'security_key'] })],
  });
  expect(differences(plan)).not.toHaveProperty('auth_domain');
  expect(new Set(fixture.emulator.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  expect(fixture.emulator.live(ACCOUNT)).toMatchObject(LIVE);
});

describe('an account id that is an expression', () => {
  const IDS: [string, (stack: TerraformStack) => string][] = [
    ['a variable', (stack) => new TerraformVariable(stack, 'account', { default: ACCOUNT_ID }).stringValue],
    ['a local', (stack) => new TerraformLocal(stack, 'account', ACCOUNT_ID).asString],
    ['a function', (stack) => Fn.lower(new TerraformVariable(stack, 'account', { default: ACCOUNT_ID }).stringValue)],
    ['a directive', () => `%{ if true }${ACCOUNT_ID}%{ else }%{ endif }`],
  ];

  for (const format of ['json', 'hcl'] as const) {
    test.each(IDS)(`is imported by the first plan in ${format}: %s`, async (_, accountId) => {
      const stack = stackWithProvider();
      new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, accountId: accountId(stack) });
      const workspace = await fixture.workspace(stack, format);
      const plan = await workspace.planAndApply();
      expect(plan.output).toContain('Plan: 1 to import, 0 to add, 1 to change, 0 to destroy.');
      expect(await workspace.plan()).toMatchObject({ code: 0 });
    });
  }
});

test('an organization is moved to another construct of the same account', async () => {
  const workspace = await fixture.workspace(stackOf());
  await workspace.deploy();

  const stack = stackWithProvider();
  new ZeroTrustOrganization(stack, 'Organization', PROPS).resource.moveTo('renamed');
  new ZeroTrustOrganization(stack, 'Renamed', PROPS).resource.addMoveTarget('renamed');
  workspace.write(stack);
  expect((await workspace.planAndApply()).output).toContain('has moved to cloudflare_zero_trust_organization.Renamed');
  expect(await workspace.plan()).toMatchObject({ code: 0 });
});

describe('unmanaged settings', () => {
  beforeEach(() => {
    fixture.emulator.onboard(ACCOUNT, LIVE_SETTINGS);
  });

  test('keep their live values after import, apply and later changes, and are never sent as null', async () => {
    const { emulator } = fixture;
    const workspace = await fixture.workspace(unmanagedStack());
    const first = await workspace.planAndApply();
    expect(differences(first)).toEqual({ name: [LIVE.name, 'Widget Corp'] });
    expect(emulator.live(ACCOUNT)).toEqual({ ...LIVE_SETTINGS, name: 'Widget Corp' });
    expect(await workspace.plan()).toMatchObject({ code: 0 });

    emulator.change(ACCOUNT, { session_duration: '3h', login_design: { header_text: 'Changed in the dashboard' } });
    expect(await workspace.plan()).toMatchObject({ code: 0 });
    workspace.write(unmanagedStack({ name: 'Renamed' }));
    await workspace.deploy();
    expect(emulator.live(ACCOUNT)).toEqual({
      ...LIVE_SETTINGS,
      name: 'Renamed',
      session_duration: '3h',
      login_design: { header_text: 'Changed in the dashboard' },
    });
    expect(JSON.stringify(emulator.writes())).not.toContain('null');
    expect(await workspace.plan()).toMatchObject({ code: 0 });
  });

  test('change only when they become managed', async () => {
    const workspace = await fixture.workspace(unmanagedStack());
    await workspace.deploy();
    const unmanaged = UNMANAGED.unmanaged?.filter((each) => each !== OrganizationSetting.SESSION_DURATION);
    workspace.write(unmanagedStack({ unmanaged, sessionDuration: '24h' }));
    expect(differences(await workspace.planAndApply())).toEqual({ session_duration: ['6h', '24h'] });
    expect(fixture.emulator.live(ACCOUNT)).toMatchObject({ session_duration: '24h', is_ui_read_only: true });
  });
});

describe('the lock of the dashboard', () => {
  test('is opened with a warning if it is omitted', async () => {
    expect(warningsOf({ readOnlyLock: undefined })).toEqual([expect.stringMatching(/\[read-only-lock-unset\]$/)]);
    fixture.emulator.change(ACCOUNT, { is_ui_read_only: true, ui_read_only_toggle_reason: 'locked in the dashboard' });
    const workspace = await fixture.workspace(stackOf({ readOnlyLock: undefined }));
    expect(differences(await workspace.plan())).toMatchObject({ is_ui_read_only: [true, false] });
  });

  test('is locked and unlocked with the given reasons', async () => {
    const steps = [
      { reason: 'managed in code' },
      { reason: 'unlocked for CHG-1', locked: false },
      { reason: 'unlocked for CHG-2', locked: false },
      { reason: 'managed in code again', locked: true },
    ];
    const workspace = fixture.emptyWorkspace();
    for (const [index, step] of steps.entries()) {
      workspace.write(stackOf({ readOnlyLock: step }));
      await (index === 0 ? workspace.init() : undefined);
      await workspace.deploy();
    }
    expect(fixture.emulator.writes().map((body) => [body.is_ui_read_only, body.ui_read_only_toggle_reason])).toEqual(
      steps.map(({ reason, locked = true }) => [locked, reason]),
    );
  });
});

/** Settings that are not sent by default, with the attribute that they render. */
const OPTIONAL: readonly (readonly [string, Partial<ZeroTrustOrganizationProps>, string])[] = [
  ['warpAuthSessionDuration', { warpAuthSessionDuration: '8h' }, 'warp_auth_session_duration'],
  ['userSeatExpirationInactiveTime', { userSeatExpirationInactiveTime: '730h' }, 'user_seat_expiration_inactive_time'],
  ['loginDesign', { loginDesign: { headerText: 'Hello' } }, 'login_design'],
  ['customPages', { customPages: { identityDenied: '699d98642c564d2e855e9661899b7252' } }, 'custom_pages'],
];

test.each(OPTIONAL)('removing %s from the code resets only this setting', async (_, props, attribute) => {
  const all = Object.assign({}, ...OPTIONAL.map(([, each]) => each)) as Partial<ZeroTrustOrganizationProps>;
  const without = Object.fromEntries(Object.entries(all).filter(([name]) => !(name in props)));
  const workspace = await fixture.workspace(stackOf(all));
  await workspace.deploy();
  const before = fixture.emulator.live(ACCOUNT);
  expect(before).toHaveProperty(attribute);

  workspace.write(stackOf(without));
  expect(Object.keys(differences(await workspace.planAndApply()))).toEqual([attribute]);
  const rest = Object.entries(before ?? {}).filter(([name]) => name !== attribute);
  expect(fixture.emulator.live(ACCOUNT)).toEqual(Object.fromEntries(rest));
  expect(await workspace.plan()).toMatchObject({ code: 0 });
});

describe('preventDestroy', () => {
  test('prevents a destroy and a change of the account id', async () => {
    const other = 'f'.repeat(32);
    fixture.emulator.onboard(`accounts/${other}`, LIVE);
    const workspace = await fixture.workspace(stackOf());
    await workspace.deploy();
    fixture.emulator.reset();
    expect(await workspace.destroy()).toMatchObject({
      code: 1,
      output: expect.stringContaining('prevent_destroy') as string,
    });

    workspace.write(stackOf({ accountId: other }));
    expect(await workspace.plan()).toMatchObject({
      code: 1,
      output: expect.stringContaining('prevent_destroy') as string,
    });
    expect(fixture.emulator.writes()).toEqual([]);
  });

  test('can be disabled; a destroy then removes the organization from the state only', async () => {
    const workspace = await fixture.workspace(stackOf({ preventDestroy: false }));
    await workspace.deploy();
    fixture.emulator.reset();
    expect(await workspace.destroy()).toMatchObject({ code: 0 });
    expect(workspace.state()).toBeUndefined();
    expect(fixture.emulator.writes()).toEqual([]);
    expect(fixture.emulator.live(ACCOUNT)).toEqual(DEFAULT_BODY);
  });
});

/** A state of provider v4, in which nested settings are lists and the resource has an id. */
function v4State(type: string): string {
  const attributes = {
    id: ACCOUNT_ID,
    account_id: ACCOUNT_ID,
    zone_id: null,
    name: 'Widget Corp',
    auth_domain: 'widget-corp.cloudflareaccess.com',
    session_duration: '24h',
    is_ui_read_only: true,
    ui_read_only_toggle_reason: 'set by v4',
    user_seat_expiration_inactive_time: '730h',
    auto_redirect_to_identity: false,
    allow_authenticate_via_warp: null,
    warp_auth_session_duration: null,
    login_design: [
      { background_color: '#ffffff', text_color: '#000000', logo_path: null, header_text: 'Hi', footer_text: null },
    ],
    custom_pages: [],
  };
  return fixture.stateOf(type, attributes);
}

(fixture.movesBetweenTypes ? test : test.skip).each([
  'cloudflare_access_organization',
  'cloudflare_zero_trust_access_organization',
])('migrateFrom moves the state of a %s without destroying it', async (type) => {
  const { emulator } = fixture;
  emulator.change(ACCOUNT, { name: 'Widget Corp', is_ui_read_only: true, ui_read_only_toggle_reason: 'set by v4' });
  const props: Partial<ZeroTrustOrganizationProps> = {
    migrateFrom: `${type}.this`,
    userSeatExpirationInactiveTime: '730h',
    loginDesign: { backgroundColor: '#ffffff', textColor: '#000000', headerText: 'Hi' },
  };
  emulator.change(ACCOUNT, {
    session_duration: '24h',
    user_seat_expiration_inactive_time: '730h',
    login_design: { background_color: '#ffffff', text_color: '#000000', header_text: 'Hi' },
  });
  const workspace = await fixture.workspace(stackOf(props));
  writeFileSync(workspace.statePath, v4State(type));
  const plan = await workspace.plan();
  expect(plan.output).toContain(`(moved from ${type}.this)`);
  expect(plan.output).toContain('Plan: 0 to add, 1 to change, 0 to destroy');
  expect(differences(plan)).toMatchObject({ ui_read_only_toggle_reason: ['set by v4', PROPS.readOnlyLock?.reason] });
  expect(differences(plan)).not.toHaveProperty('login_design');
  expect(await workspace.apply()).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(workspace.statePath, 'utf8'))).toMatchObject({
    resources: [{ type: 'cloudflare_zero_trust_organization', name: 'Organization' }],
  });
  expect(await workspace.plan()).toMatchObject({ code: 0 });
});

test('the properties of an organization have the values that the API returns', async () => {
  const stack = stackWithProvider();
  const organization = new ZeroTrustOrganization(stack, 'Organization', PROPS);
  const properties = {
    organizationName: organization.organizationName,
    authDomain: organization.authDomain,
    loginUrl: organization.loginUrl,
    idpCallbackUrl: organization.idpCallbackUrl,
    issuer: organization.issuer,
    certsUrl: organization.certsUrl,
  };
  for (const [name, value] of Object.entries(properties)) {
    new TerraformOutput(stack, name, { value, staticId: true });
  }
  const read = ZeroTrustOrganization.fromAccountId(stack, 'Read', 'e'.repeat(32));
  new TerraformOutput(stack, 'elsewhere', { value: read.authDomain, staticId: true });
  fixture.emulator.onboard(`accounts/${'e'.repeat(32)}`, { ...LIVE, auth_domain: 'other.cloudflareaccess.com' });

  const workspace = await fixture.workspace(stack);
  await workspace.deploy();
  const outputs = JSON.parse((await workspace.succeed('output', '-json')).output) as Record<string, { value: unknown }>;
  expect(Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]))).toEqual({
    organizationName: 'Widget Corp',
    authDomain: 'widget-corp.cloudflareaccess.com',
    loginUrl: 'https://widget-corp.cloudflareaccess.com',
    idpCallbackUrl: 'https://widget-corp.cloudflareaccess.com/cdn-cgi/access/callback',
    issuer: 'https://widget-corp.cloudflareaccess.com',
    certsUrl: 'https://widget-corp.cloudflareaccess.com/cdn-cgi/access/certs',
    elsewhere: 'other.cloudflareaccess.com',
  });
});
