import { readFileSync, writeFileSync } from 'node:fs';
import { TerraformOutput, type TerraformStack } from 'cdktf';
import { OrganizationSetting, ZeroTrustOrganization, type ZeroTrustOrganizationProps } from '../../lib';
import { ACCOUNT_ID, PROPS, stackWithProvider, warningsOf } from '../organization';
import { ACCOUNT, ADDRESS, BY_HAND, differences, Fixture, LEAST_BODY, stackOf } from './fixture';

const fixture = new Fixture();

/** Everything that can be left to the dashboard with the oldest provider that knows MFA, set by hand. */
const ALL_BY_HAND = {
  ...BY_HAND,
  warp_auth_session_duration: '8h',
  user_seat_expiration_inactive_time: '1460h',
  allow_authenticate_via_warp: true,
  auto_redirect_to_identity: true,
  is_ui_read_only: true,
  ui_read_only_toggle_reason: 'locked by hand',
  mfa_config: { allowed_authenticators: ['security_key', 'totp'], session_duration: '2h' },
  mfa_required_for_all_apps: true,
  deny_unmatched_requests: true,
  deny_unmatched_requests_exempted_zone_names: ['zoned.example', 'another.example'],
  custom_pages: { forbidden: '699d98642c564d2e855e9661899b7252' },
  login_design: { header_text: 'by hand', text_color: '#123456' },
};

const LEFT_TO_THE_DASHBOARD: Partial<ZeroTrustOrganizationProps> = {
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

/** A stack whose provider is whichever the test has: unmanaged MFA asks for the newest. */
function unmanagedStack(props: Partial<ZeroTrustOrganizationProps> = {}): TerraformStack {
  const stack = stackOf({ ...LEFT_TO_THE_DASHBOARD, ...props });
  stack.addOverride('terraform.required_providers.cloudflare.version', fixture.tools.providerVersion);
  return stack;
}

test('the first plan is an import with the true difference, and writes nothing', async () => {
  const workspace = await fixture.workspace(stackOf());
  const plan = await workspace.plan();
  expect(plan.changes).toEqual([
    expect.objectContaining({
      address: ADDRESS,
      change: expect.objectContaining({ actions: ['update'], importing: { id: ACCOUNT_ID } }) as object,
    }),
  ]);
  expect(differences(plan)).toMatchObject({
    name: ['Set up by hand', 'Widget Corp'],
    session_duration: ['6h', '24h'],
    is_ui_read_only: [false, true],
    ui_read_only_toggle_reason: [null, PROPS.readOnlyLock?.reason],
    mfa_config: [null, expect.objectContaining({ allowed_authenticators: ['totp', 'biometrics', 'security_key'] })],
  });
  expect(differences(plan)).not.toHaveProperty('auth_domain');
  expect(new Set(fixture.emulator.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  expect(fixture.emulator.live(ACCOUNT)).toMatchObject(BY_HAND);
});

describe('unmanaged settings', () => {
  beforeEach(() => {
    fixture.emulator.onboard(ACCOUNT, ALL_BY_HAND);
  });

  test('keep their live values through import, apply and later changes, and are never sent as null', async () => {
    const { emulator } = fixture;
    const workspace = await fixture.workspace(unmanagedStack());
    const first = await workspace.deploy();
    expect(differences(first)).toEqual({ name: ['Set up by hand', 'Widget Corp'] });
    expect(emulator.live(ACCOUNT)).toEqual({ ...ALL_BY_HAND, name: 'Widget Corp' });
    expect(await workspace.plan()).toMatchObject({ code: 0 });

    emulator.change(ACCOUNT, { session_duration: '3h', login_design: { header_text: 'again by hand' } });
    expect(await workspace.plan()).toMatchObject({ code: 0 });
    workspace.write(unmanagedStack({ name: 'Renamed' }));
    await workspace.deploy();
    expect(emulator.live(ACCOUNT)).toEqual({
      ...ALL_BY_HAND,
      name: 'Renamed',
      session_duration: '3h',
      login_design: { header_text: 'again by hand' },
    });
    expect(JSON.stringify(emulator.writes())).not.toContain('null');
    expect(await workspace.plan()).toMatchObject({ code: 0 });
  });

  test('are taken over by declaring them: only then they change', async () => {
    const workspace = await fixture.workspace(unmanagedStack());
    await workspace.deploy();
    const unmanaged = LEFT_TO_THE_DASHBOARD.unmanaged?.filter((each) => each !== OrganizationSetting.SESSION_DURATION);
    workspace.write(unmanagedStack({ unmanaged, sessionDuration: '24h' }));
    expect(differences(await workspace.deploy())).toEqual({ session_duration: ['6h', '24h'] });
    expect(fixture.emulator.live(ACCOUNT)).toMatchObject({ session_duration: '24h', is_ui_read_only: true });
  });
});

describe('the lock of the dashboard', () => {
  test('is never opened by omission without a warning', async () => {
    expect(warningsOf({ readOnlyLock: undefined })).toEqual([expect.stringContaining('[read-only-lock-unset]')]);
    fixture.emulator.change(ACCOUNT, { is_ui_read_only: true, ui_read_only_toggle_reason: 'locked by hand' });
    const workspace = await fixture.workspace(stackOf({ readOnlyLock: undefined }));
    expect(differences(await workspace.plan())).toMatchObject({ is_ui_read_only: [true, false] });
  });

  test('a lock, its opening and a changed reason arrive as such', async () => {
    const steps = [
      { reason: 'managed in code' },
      { reason: 'open for CHG-1', locked: false },
      { reason: 'open for CHG-2', locked: false },
      { reason: 'managed in code again', locked: true },
    ];
    const workspace = fixture.folder();
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

const OPTIONAL: readonly (readonly [string, Partial<ZeroTrustOrganizationProps>, string])[] = [
  ['warpAuthSessionDuration', { warpAuthSessionDuration: '8h' }, 'warp_auth_session_duration'],
  ['userSeatExpirationInactiveTime', { userSeatExpirationInactiveTime: '730h' }, 'user_seat_expiration_inactive_time'],
  ['loginDesign', { loginDesign: { headerText: 'Hello' } }, 'login_design'],
  ['customPages', { customPages: { identityDenied: '699d98642c564d2e855e9661899b7252' } }, 'custom_pages'],
];

test.each(OPTIONAL)('removing %s from code resets exactly that setting', async (_, props, attribute) => {
  const everything = Object.assign({}, ...OPTIONAL.map(([, each]) => each)) as Partial<ZeroTrustOrganizationProps>;
  const without = Object.fromEntries(Object.entries(everything).filter(([name]) => !(name in props)));
  const workspace = await fixture.workspace(stackOf(everything));
  await workspace.deploy();
  const before = fixture.emulator.live(ACCOUNT);
  expect(before).toHaveProperty(attribute);

  workspace.write(stackOf(without));
  expect(Object.keys(differences(await workspace.deploy()))).toEqual([attribute]);
  const rest = Object.entries(before ?? {}).filter(([name]) => name !== attribute);
  expect(fixture.emulator.live(ACCOUNT)).toEqual(Object.fromEntries(rest));
  expect(await workspace.plan()).toMatchObject({ code: 0 });
});

describe('preventDestroy', () => {
  test('stops a destroy, and a changed account id', async () => {
    const other = 'f'.repeat(32);
    fixture.emulator.onboard(`accounts/${other}`, BY_HAND);
    const workspace = await fixture.workspace(stackOf());
    await workspace.deploy();
    fixture.emulator.forget();
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

  test('without it, a destroy makes the engine forget the organization and changes nothing in the account', async () => {
    const workspace = await fixture.workspace(stackOf({ preventDestroy: false }));
    await workspace.deploy();
    fixture.emulator.forget();
    expect(await workspace.destroy()).toMatchObject({ code: 0 });
    expect(workspace.state()).toBeUndefined();
    expect(fixture.emulator.writes()).toEqual([]);
    expect(fixture.emulator.live(ACCOUNT)).toEqual(LEAST_BODY);
  });
});

/** The state of provider v4: nested settings are lists, and there is an id. */
function v4State(type: string): string {
  const attributes = {
    id: ACCOUNT_ID,
    account_id: ACCOUNT_ID,
    zone_id: null,
    name: 'Widget Corp',
    auth_domain: 'widget-corp.cloudflareaccess.com',
    session_duration: '24h',
    is_ui_read_only: true,
    ui_read_only_toggle_reason: 'by v4',
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

test.each(['cloudflare_access_organization', 'cloudflare_zero_trust_access_organization'])(
  'migrateFrom carries the state of a %s over without a destroy',
  async (type) => {
    const { emulator } = fixture;
    emulator.change(ACCOUNT, { name: 'Widget Corp', is_ui_read_only: true, ui_read_only_toggle_reason: 'by v4' });
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
    expect(differences(plan)).toMatchObject({ ui_read_only_toggle_reason: ['by v4', PROPS.readOnlyLock?.reason] });
    expect(differences(plan)).not.toHaveProperty('login_design');
    expect(await workspace.apply()).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(workspace.statePath, 'utf8'))).toMatchObject({
      resources: [{ type: 'cloudflare_zero_trust_organization', name: 'Organization' }],
    });
    expect(await workspace.plan()).toMatchObject({ code: 0 });
  },
);

test('the members of an organization are what the API answered', async () => {
  const stack = stackWithProvider();
  const organization = new ZeroTrustOrganization(stack, 'Organization', PROPS);
  const members = {
    organizationName: organization.organizationName,
    authDomain: organization.authDomain,
    loginUrl: organization.loginUrl,
    idpCallbackUrl: organization.idpCallbackUrl,
    issuer: organization.issuer,
    certsUrl: organization.certsUrl,
  };
  for (const [name, value] of Object.entries(members)) {
    new TerraformOutput(stack, name, { value, staticId: true });
  }
  const read = ZeroTrustOrganization.fromAccountId(stack, 'Read', 'e'.repeat(32));
  new TerraformOutput(stack, 'elsewhere', { value: read.authDomain, staticId: true });
  fixture.emulator.onboard(`accounts/${'e'.repeat(32)}`, { ...BY_HAND, auth_domain: 'other.cloudflareaccess.com' });

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
