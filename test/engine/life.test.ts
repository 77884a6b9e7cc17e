import {
  Duration,
  MfaAuthenticator,
  MfaPreset,
  PivPinPolicy,
  PivTouchPolicy,
  ServiceTokenAction,
  SshKeyType,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import type { Body } from './emulator';
import { ACCOUNT, DEFAULT_BODY, Fixture, LIVE, stackOf, updateBody } from './fixture';

const fixture = new Fixture();

interface Setting {
  readonly name: string;
  readonly needs?: string;
  readonly props: Partial<ZeroTrustOrganizationProps>;
  /** The differences from `DEFAULT_BODY`. */
  readonly body: Body;
}

const SETTINGS: readonly Setting[] = [
  { name: 'defaults', props: {}, body: {} },
  {
    name: 'durations',
    props: {
      sessionDuration: '2h45m',
      warpAuthSessionDuration: '12h',
      allowAuthenticateViaWarp: true,
      userSeatExpirationInactiveTime: Duration.days(90),
    },
    body: {
      session_duration: '2h45m',
      warp_auth_session_duration: '12h',
      allow_authenticate_via_warp: true,
      user_seat_expiration_inactive_time: '2160h',
    },
  },
  {
    name: 'MFA without sessions',
    needs: '5.19.0',
    props: {
      mfa: {
        allowedAuthenticators: [MfaAuthenticator.SECURITY_KEY, MfaAuthenticator.TOTP],
        sessionDuration: '0m',
        requiredForAllApps: true,
        amrMatchingSessionDuration: '1h30m',
        requiredAaguids: '0b3c6b9a-8b0a-4a3e-9a52-6f2f5c9a1d11',
      },
    },
    body: {
      mfa_config: {
        allowed_authenticators: ['totp', 'security_key'],
        session_duration: '0m',
        amr_matching_session_duration: '1h30m',
        required_aaguids: '0b3c6b9a-8b0a-4a3e-9a52-6f2f5c9a1d11',
      },
      mfa_required_for_all_apps: true,
    },
  },
  {
    name: 'MFA at the identity provider',
    props: { mfa: { preset: MfaPreset.DISABLED } },
    body: { mfa_config: { allowed_authenticators: [] } },
  },
  {
    name: 'SSH keys',
    needs: '5.28.0',
    props: {
      mfa: {
        allowedAuthenticators: [MfaAuthenticator.TOTP, MfaAuthenticator.PIV_KEY, MfaAuthenticator.SSH_FIDO2_KEY],
        pivKeyRequirements: {
          pinPolicy: PivPinPolicy.ONCE,
          touchPolicy: PivTouchPolicy.CACHED,
          requireFipsDevice: true,
          sshKeySize: [384, 256, 4096],
          sshKeyType: [SshKeyType.RSA, SshKeyType.ECDSA],
        },
      },
    },
    body: {
      mfa_config: { allowed_authenticators: ['totp', 'piv_key', 'ssh_fido2_key'], session_duration: '24h' },
      mfa_piv_key_requirements: {
        pin_policy: 'once',
        touch_policy: 'cached',
        require_fips_device: true,
        ssh_key_size: [256, 384, 4096],
        ssh_key_type: ['ecdsa', 'rsa'],
      },
    },
  },
  {
    name: 'deny-unmatched',
    props: { denyUnmatchedRequests: { exemptedZoneNames: ['b.example.com', 'A.example.com', 'b.example.com'] } },
    body: {
      deny_unmatched_requests: true,
      deny_unmatched_requests_exempted_zone_names: ['a.example.com', 'b.example.com'],
    },
  },
  {
    name: 'custom pages and login design',
    props: {
      customPages: { forbidden: '699d98642c564d2e855e9661899b7252' },
      loginDesign: {
        backgroundColor: '#FFF',
        textColor: '#000000',
        logoPath: 'https://w.example/logo.svg',
        headerText: 'a "b"\n${"$${"}c}',
      },
    },
    body: {
      custom_pages: { forbidden: '699d98642c564d2e855e9661899b7252' },
      login_design: {
        background_color: '#FFF',
        text_color: '#000000',
        logo_path: 'https://w.example/logo.svg',
        header_text: 'a "b"\n${c}',
      },
    },
  },
  {
    name: 'non-browser clients',
    needs: '5.24.0',
    props: { warpAuthNonBrowser401: true },
    body: { warp_auth_non_browser_401: true },
  },
  {
    name: 'service tokens',
    needs: '5.27.0',
    props: {
      strictServiceTokenAuth: true,
      serviceTokenInactivity: { action: ServiceTokenAction.DELETE, inactivityThresholdDays: 30, enabled: false },
    },
    body: {
      strict_service_token_auth: true,
      service_token_inactivity: { action: 'delete', inactivity_threshold_days: 30, enabled: false },
    },
  },
];

function isSupported({ needs = '5.18.0' }: Setting): boolean {
  return fixture.supports(needs);
}

describe('an apply', () => {
  for (const setting of SETTINGS) {
    // Settings that the provider does not support are listed as skipped.
    (isSupported(setting) ? test : test.skip)(`sends ${setting.name} and leaves an empty plan`, async () => {
      const workspace = await fixture.workspace(stackOf(setting.props));
      await workspace.deploy();
      expect(fixture.emulator.writes()).toEqual([{ ...DEFAULT_BODY, ...setting.body }]);
      expect(await workspace.plan()).toMatchObject({ code: 0 });
    });
  }

  const changes = SETTINGS.slice(1).map((to, index) => ({ from: SETTINGS[index] as Setting, to }));
  for (const { from, to } of changes.filter(({ from, to }) => isSupported(from) && isSupported(to))) {
    test(`changes ${from.name} to ${to.name} in place`, async () => {
      const workspace = await fixture.workspace(stackOf(from.props));
      await workspace.deploy();
      fixture.emulator.reset();
      workspace.write(stackOf(to.props));
      const plan = await workspace.planAndApply();
      expect(plan.output).toContain('Plan: 0 to add, 1 to change, 0 to destroy');
      const [before, after] = [
        { ...DEFAULT_BODY, ...from.body },
        { ...DEFAULT_BODY, ...to.body },
      ];
      expect(fixture.emulator.writes()).toEqual([updateBody(before, after)]);
      expect(fixture.emulator.live(ACCOUNT)).toEqual(after);
      expect(await workspace.plan()).toMatchObject({ code: 0 });
    });
  }
});

test('an organization at zone scope is created without an import', async () => {
  const zone = '9a7806061c88ada191ed06f989cc3dac';
  fixture.emulator.onboard(`zones/${zone}`, LIVE);
  const workspace = await fixture.workspace(stackOf({ accountId: undefined, zoneId: zone }));
  const plan = await workspace.planAndApply();
  expect(plan.output).toContain('Plan: 1 to add, 0 to change, 0 to destroy');
  expect(fixture.emulator.writes()).toEqual([
    {
      name: 'Widget Corp',
      auth_domain: 'widget-corp.cloudflareaccess.com',
      allow_authenticate_via_warp: false,
      auto_redirect_to_identity: false,
      is_ui_read_only: true,
      ui_read_only_toggle_reason: 'managed in github.com/widget-corp/platform',
    },
  ]);
  expect(await workspace.plan()).toMatchObject({ code: 0 });
});
