import { type TerraformStack, Testing } from 'cdktf';
import { AdoptStack } from '../../examples/adopt/stack';
import { DashboardUnlockStack } from '../../examples/dashboard-unlock/stack';
import { HardenedStack } from '../../examples/hardened/stack';
import { QuickstartStack } from '../../examples/quickstart/stack';
import { WiredStack } from '../../examples/wired/stack';
import type { Body, Scope } from './emulator';
import { ADDRESS, DEFAULT_BODY, differences, Fixture, updateBody } from './fixture';

const fixture = new Fixture();

interface Example {
  readonly name: string;
  readonly stack: () => TerraformStack;
  readonly account: string;
  /** The provider version that it requires. */
  readonly needs: string;
  /** The body of its only request. */
  readonly body: Body;
}

const UNLOCK_START = new Date('2026-12-01T19:00:00Z');

const EXAMPLES: readonly Example[] = [
  {
    name: 'quickstart',
    stack: () => new QuickstartStack(Testing.app(), 'quickstart', {}),
    account: '023e105f4ecef8ad9ca31a8372d0c353',
    needs: '5.18.0',
    body: {
      ...DEFAULT_BODY,
      session_duration: '12h',
      mfa_config: { allowed_authenticators: ['biometrics', 'security_key'], session_duration: '12h' },
      mfa_required_for_all_apps: true,
    },
  },
  {
    name: 'hardened',
    stack: () => new HardenedStack(Testing.app(), 'hardened'),
    account: '1a5b0b6f3c9e4d2f8a7c6b5d4e3f2a10',
    needs: '5.27.0',
    body: {
      ...DEFAULT_BODY,
      name: 'Widget Bank',
      auth_domain: 'widget-bank.cloudflareaccess.com',
      session_duration: '8h',
      user_seat_expiration_inactive_time: '2160h',
      ui_read_only_toggle_reason: 'managed in github.com/widget-bank/platform; break glass: SEC-7',
      mfa_config: {
        allowed_authenticators: ['security_key'],
        session_duration: '1h',
        required_aaguids: expect.stringMatching(/^[0-9a-f]{8}-/) as string,
      },
      mfa_required_for_all_apps: true,
      deny_unmatched_requests: true,
      deny_unmatched_requests_exempted_zone_names: ['widget-bank-status.com', 'widget-bank.com'],
      service_token_inactivity: { action: 'disable', enabled: true, inactivity_threshold_days: 90 },
      strict_service_token_auth: true,
    },
  },
  {
    name: 'adopt',
    stack: () => new AdoptStack(Testing.app(), 'adopt'),
    account: '2b6c1c7a4d0f5e3a9b8d7c6e5f4a3b21',
    needs: '5.18.0',
    body: {
      ...DEFAULT_BODY,
      name: 'Widget Works',
      auth_domain: 'widget-works.cloudflareaccess.com',
      // Unmanaged settings keep the values of `BEFORE`.
      is_ui_read_only: true,
      ui_read_only_toggle_reason: 'locked in the dashboard',
      deny_unmatched_requests: true,
      deny_unmatched_requests_exempted_zone_names: ['zoned.example'],
      login_design: { header_text: 'Set in the dashboard' },
      user_seat_expiration_inactive_time: '1460h',
    },
  },
  {
    name: 'wired',
    stack: () => new WiredStack(Testing.app(), 'wired'),
    account: '3c7d2d8b5e1a6f4b0c9e8d7f6a5b4c32',
    needs: '5.18.0',
    body: {
      ...DEFAULT_BODY,
      name: 'Widget Labs',
      auth_domain: 'widget-labs.cloudflareaccess.com',
      session_duration: '12h',
      auto_redirect_to_identity: true,
      ui_read_only_toggle_reason: 'managed by the pipeline of github.com/widget-labs/platform',
      custom_pages: {
        forbidden: expect.stringMatching(/^[0-9a-f]{8}-/) as string,
        identity_denied: expect.stringMatching(/^[0-9a-f]{8}-/) as string,
      },
      login_design: { header_text: 'WIDGET LABS' },
    },
  },
  {
    name: 'dashboard-unlock',
    stack: () => new DashboardUnlockStack(Testing.app(), 'dashboard-unlock', UNLOCK_START),
    account: '4d8e3e9c6f2b7a5c1d0f9e8a7b6c5d43',
    needs: '5.18.0',
    body: {
      ...DEFAULT_BODY,
      name: 'Widget Services',
      auth_domain: 'widget-services.cloudflareaccess.com',
      is_ui_read_only: false,
      ui_read_only_toggle_reason:
        'open until 2026-12-01T22:00:00.000Z for CHG-1042, migration of the device posture rules by hand',
    },
  },
];

/** The live settings before each example. */
const BEFORE: Body = {
  name: 'Widget Inc',
  auth_domain: 'widget-inc.cloudflareaccess.com',
  session_duration: '6h',
  is_ui_read_only: true,
  ui_read_only_toggle_reason: 'locked in the dashboard',
  deny_unmatched_requests: true,
  deny_unmatched_requests_exempted_zone_names: ['zoned.example'],
  user_seat_expiration_inactive_time: '1460h',
  login_design: { header_text: 'Set in the dashboard' },
};

const RUNNABLE = EXAMPLES.filter(({ needs }) => fixture.supports(needs));
const TOO_NEW = EXAMPLES.filter(({ needs }) => !fixture.supports(needs));

describe.each(RUNNABLE)('the example $name', ({ stack, account, body }) => {
  const scope: Scope = `accounts/${account}`;

  beforeEach(() => {
    fixture.emulator.onboard(scope, BEFORE);
  });

  test('is imported, applied, corrects drift and cannot be destroyed', async () => {
    const workspace = await fixture.workspace(stack());
    const { emulator } = fixture;
    expect((await workspace.run('validate', '-no-color')).output).toContain('The configuration is valid');

    const plan = await workspace.plan();
    expect(plan.output).toMatch(/Plan: 1 to import, \d to add, 1 to change, 0 to destroy/);
    expect(emulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(await workspace.apply()).toMatchObject({ code: 0 });
    expect(emulator.writes()).toEqual([updateBody(BEFORE, body)]);
    expect(await workspace.plan()).toMatchObject({ code: 0 });

    emulator.change(scope, { session_duration: '1h' });
    const drift = await workspace.plan();
    expect(drift.code).toBe(2);
    expect(differences(drift)).toEqual({ session_duration: ['1h', body.session_duration] });
    await workspace.apply();
    expect(emulator.live(scope)).toMatchObject({ session_duration: body.session_duration });
    expect(await workspace.plan()).toMatchObject({ code: 0 });

    expect((await workspace.destroy()).output).toContain('prevent_destroy');
    expect(emulator.live(scope)).toMatchObject(body);
  });

  test('has the same plan in HCL and in JSON', async () => {
    const [json, hcl] = [await fixture.workspace(stack()), await fixture.workspace(stack(), 'hcl')];
    expect((await hcl.run('validate', '-no-color')).output).toContain('The configuration is valid');
    const [fromJson, fromHcl] = [await json.plan(), await hcl.plan()];
    expect(fromHcl.changes).toEqual(fromJson.changes);
    expect(fromHcl.changes).toContainEqual(expect.objectContaining({ address: ADDRESS }));
    await hcl.apply();
    hcl.write(stack());
    expect(await hcl.plan()).toMatchObject({ code: 0 });
  });
});

if (TOO_NEW.length > 0) {
  test.each(TOO_NEW)('the example $name requires a newer provider than the installed one', async ({ stack }) => {
    const workspace = fixture.emptyWorkspace();
    workspace.write(stack());
    expect((await workspace.run('init', '-no-color')).output).toMatch(/no available releases match/);
  });
}
