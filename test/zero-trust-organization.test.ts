import { ZeroTrustOrganization as OrganizationL1 } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { TerraformOutput, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { Construct } from 'constructs';
import {
  MfaAuthenticator,
  MfaPreset,
  OrganizationSetting,
  PivPinPolicy,
  PivTouchPolicy,
  ServiceTokenAction,
  SshKeyType,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../lib';
import {
  ACCOUNT_ID,
  attributes,
  organization,
  PROPS,
  rendered,
  stackWithProvider,
  synth,
  ZONE_ID,
} from './organization';

const BALANCED = {
  mfa_config: { allowed_authenticators: ['totp', 'biometrics', 'security_key'], session_duration: '24h' },
  mfa_required_for_all_apps: false,
};

describe('the rendered resource', () => {
  test('has the defaults, and nothing else, with the required props', () => {
    expect(rendered()).toEqual({
      account_id: ACCOUNT_ID,
      name: 'Widget Corp',
      auth_domain: 'widget-corp.cloudflareaccess.com',
      session_duration: '24h',
      allow_authenticate_via_warp: false,
      auto_redirect_to_identity: false,
      is_ui_read_only: true,
      ui_read_only_toggle_reason: 'managed in github.com/widget-corp/platform',
      deny_unmatched_requests: false,
      ...BALANCED,
      lifecycle: { prevent_destroy: true },
    });
  });

  test('has every setting of the API, with all props', () => {
    const everything: Partial<ZeroTrustOrganizationProps> = {
      sessionDuration: '12h',
      warpAuthSessionDuration: '8h',
      userSeatExpirationInactiveTime: '730h',
      allowAuthenticateViaWarp: true,
      autoRedirectToIdentity: true,
      readOnlyLock: { reason: 'maintenance', locked: false },
      mfa: {
        preset: MfaPreset.PHISHING_RESISTANT,
        allowedAuthenticators: [
          MfaAuthenticator.SECURITY_KEY,
          MfaAuthenticator.PIV_KEY,
          MfaAuthenticator.SSH_FIDO2_KEY,
        ],
        sessionDuration: '4h',
        requiredForAllApps: true,
        amrMatchingSessionDuration: '30m',
        requiredAaguids: '0b3c6b9a-8b0a-4a3e-9a52-6f2f5c9a1d11',
        pivKeyRequirements: {
          pinPolicy: PivPinPolicy.ONCE,
          touchPolicy: PivTouchPolicy.CACHED,
          requireFipsDevice: true,
          sshKeySize: [256, 2048],
          sshKeyType: [SshKeyType.ECDSA, SshKeyType.RSA],
        },
      },
      denyUnmatchedRequests: { exemptedZoneNames: ['example.com'] },
      customPages: {
        forbidden: '699d98642c564d2e855e9661899b7252',
        identityDenied: 'f174e90a-fafe-4643-bbbc-4a0ed4fc8415',
      },
      loginDesign: {
        backgroundColor: '#1a1a1a',
        textColor: '#ffffff',
        logoPath: 'https://widget-corp.com/logo.png',
        headerText: 'Hello',
        footerText: 'Bye',
      },
      serviceTokenInactivity: { action: ServiceTokenAction.DISABLE, inactivityThresholdDays: 90 },
      strictServiceTokenAuth: true,
      warpAuthNonBrowser401: true,
    };
    expect(rendered(everything)).toEqual({
      account_id: ACCOUNT_ID,
      name: 'Widget Corp',
      auth_domain: 'widget-corp.cloudflareaccess.com',
      session_duration: '12h',
      warp_auth_session_duration: '8h',
      user_seat_expiration_inactive_time: '730h',
      allow_authenticate_via_warp: true,
      auto_redirect_to_identity: true,
      is_ui_read_only: false,
      ui_read_only_toggle_reason: 'maintenance',
      mfa_config: {
        allowed_authenticators: ['security_key', 'piv_key', 'ssh_fido2_key'],
        session_duration: '4h',
        amr_matching_session_duration: '30m',
        required_aaguids: '0b3c6b9a-8b0a-4a3e-9a52-6f2f5c9a1d11',
      },
      mfa_required_for_all_apps: true,
      mfa_piv_key_requirements: {
        pin_policy: 'once',
        touch_policy: 'cached',
        require_fips_device: true,
        ssh_key_size: [256, 2048],
        ssh_key_type: ['ecdsa', 'rsa'],
      },
      deny_unmatched_requests: true,
      deny_unmatched_requests_exempted_zone_names: ['example.com'],
      custom_pages: {
        forbidden: '699d98642c564d2e855e9661899b7252',
        identity_denied: 'f174e90a-fafe-4643-bbbc-4a0ed4fc8415',
      },
      login_design: {
        background_color: '#1a1a1a',
        text_color: '#ffffff',
        logo_path: 'https://widget-corp.com/logo.png',
        header_text: 'Hello',
        footer_text: 'Bye',
      },
      service_token_inactivity: { action: 'disable', inactivity_threshold_days: 90, enabled: true },
      strict_service_token_auth: true,
      warp_auth_non_browser_401: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  test('has values that are false or zero', () => {
    expect(
      rendered({
        strictServiceTokenAuth: false,
        warpAuthNonBrowser401: false,
        mfa: { sessionDuration: '0m', pivKeyRequirements: { requireFipsDevice: false } },
        serviceTokenInactivity: { action: ServiceTokenAction.DELETE, inactivityThresholdDays: 30, enabled: false },
      }),
    ).toMatchObject({
      strict_service_token_auth: false,
      warp_auth_non_browser_401: false,
      mfa_config: { session_duration: '0m' },
      mfa_piv_key_requirements: { require_fips_device: false },
      service_token_inactivity: { enabled: false },
    });
  });

  test.each(['customPages', 'loginDesign'] as const)('has nothing for an empty %s', (prop) => {
    expect(rendered({ [prop]: {} })).toEqual(rendered());
  });

  test('has the same for fields that are undefined as for absent ones', () => {
    const props = {
      readOnlyLock: { ...PROPS.readOnlyLock, reason: 'why', locked: undefined },
      mfa: { preset: undefined, sessionDuration: undefined, pivKeyRequirements: undefined },
      denyUnmatchedRequests: { enabled: undefined, exemptedZoneNames: undefined },
      loginDesign: { headerText: undefined },
      sessionDuration: undefined,
    };
    expect(rendered(props)).toEqual({
      ...rendered({ readOnlyLock: { reason: 'why' } }),
      deny_unmatched_requests: true,
    });
  });

  test('has durations as they are written', () => {
    expect(rendered({ sessionDuration: '90m' })).toMatchObject({ session_duration: '90m' });
  });

  test('locks the dashboard if a lock is given, and unlocks it explicitly otherwise', () => {
    expect(rendered({ readOnlyLock: { reason: 'git' } })).toMatchObject({ is_ui_read_only: true });
    const unset = rendered({ readOnlyLock: undefined });
    expect(unset).toMatchObject({ is_ui_read_only: false });
    expect(unset).not.toHaveProperty('ui_read_only_toggle_reason');
  });

  test('denies unmatched requests if the struct is given, and disables this explicitly otherwise', () => {
    expect(rendered({ denyUnmatchedRequests: {} })).toMatchObject({ deny_unmatched_requests: true });
    expect(rendered({ denyUnmatchedRequests: { enabled: false } })).toMatchObject({ deny_unmatched_requests: false });
    expect(rendered()).toMatchObject({ deny_unmatched_requests: false });
  });
});

describe('an MFA preset', () => {
  test.each([
    [MfaPreset.BALANCED, ['totp', 'biometrics', 'security_key'], '24h', false],
    [MfaPreset.PHISHING_RESISTANT, ['biometrics', 'security_key'], '12h', true],
    [MfaPreset.HARDWARE_KEY, ['security_key'], '1h', true],
  ])(
    '%s sets the authenticators, the session and whether MFA is required',
    (preset, authenticators, session, required) => {
      expect(rendered({ mfa: { preset } })).toMatchObject({
        mfa_config: { allowed_authenticators: authenticators, session_duration: session },
        mfa_required_for_all_apps: required,
      });
    },
  );

  test('disabled allows no authenticators and sets no session', () => {
    const all = rendered({ mfa: { preset: MfaPreset.DISABLED } });
    expect(all).toMatchObject({ mfa_config: { allowed_authenticators: [] }, mfa_required_for_all_apps: false });
    expect(all.mfa_config).not.toHaveProperty('session_duration');
  });

  test('is balanced for an empty struct', () => {
    expect(rendered({ mfa: {} })).toMatchObject(BALANCED);
  });

  test('is overridden by props, value by value', () => {
    expect(
      rendered({ mfa: { preset: MfaPreset.PHISHING_RESISTANT, sessionDuration: '1h', requiredForAllApps: false } }),
    ).toMatchObject({
      mfa_config: { allowed_authenticators: ['biometrics', 'security_key'], session_duration: '1h' },
      mfa_required_for_all_apps: false,
    });
  });
});

describe('lists', () => {
  test.each<[string, Partial<ZeroTrustOrganizationProps>, Record<string, unknown>]>([
    [
      'authenticators',
      {
        mfa: {
          allowedAuthenticators: [
            MfaAuthenticator.SSH_FIDO2_KEY,
            MfaAuthenticator.SECURITY_KEY,
            MfaAuthenticator.TOTP,
            MfaAuthenticator.PIV_KEY,
            MfaAuthenticator.BIOMETRICS,
            MfaAuthenticator.TOTP,
          ],
        },
      },
      { mfa_config: { allowed_authenticators: ['totp', 'biometrics', 'security_key', 'piv_key', 'ssh_fido2_key'] } },
    ],
    [
      'zones, rendered in lower case',
      { denyUnmatchedRequests: { exemptedZoneNames: ['b.com', 'A.com', 'B.com', 'a.com'] } },
      { deny_unmatched_requests_exempted_zone_names: ['a.com', 'b.com'] },
    ],
    [
      'internationalized zones, which keep their form',
      { denyUnmatchedRequests: { exemptedZoneNames: ['xn--bcher-kva.example', 'B\u00dcCHER.example'] } },
      { deny_unmatched_requests_exempted_zone_names: ['b\u00fccher.example', 'xn--bcher-kva.example'] },
    ],
    [
      'key sizes and types',
      {
        mfa: {
          pivKeyRequirements: {
            sshKeySize: [4096, 256, 2048, 256],
            sshKeyType: [SshKeyType.RSA, SshKeyType.ECDSA, SshKeyType.RSA],
          },
        },
      },
      { mfa_piv_key_requirements: { ssh_key_size: [256, 2048, 4096], ssh_key_type: ['ecdsa', 'rsa'] } },
    ],
  ])('have no duplicates, and a fixed order: %s', (_, props, expected) => {
    expect(rendered(props)).toMatchObject(expected);
  });

  test('have unresolved elements at the end, in the order given', () => {
    const stack = stackWithProvider();
    const [one, two] = ['one', 'two'].map((id) => new TerraformVariable(stack, id, { type: 'string' }).stringValue);
    const construct = new ZeroTrustOrganization(stack, 'Organization', {
      ...PROPS,
      denyUnmatchedRequests: { exemptedZoneNames: [two, 'Z.com', '${var.Three}', one, 'a.com', two] as string[] },
    });
    expect(attributes(construct).deny_unmatched_requests_exempted_zone_names).toEqual([
      'a.com',
      'z.com',
      '${var.two}',
      '${var.Three}',
      '${var.one}',
    ]);
  });

  test('of the caller are not changed', () => {
    const zones = ['b.com', 'a.com'];
    rendered({ denyUnmatchedRequests: { exemptedZoneNames: zones } });
    expect(zones).toEqual(['b.com', 'a.com']);
  });
});

describe('at zone scope', () => {
  const atZone = { accountId: undefined, zoneId: ZONE_ID };

  test('only the supported settings have defaults', () => {
    expect(rendered({ ...atZone, readOnlyLock: undefined })).toEqual({
      zone_id: ZONE_ID,
      name: 'Widget Corp',
      auth_domain: 'widget-corp.cloudflareaccess.com',
      is_ui_read_only: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  test('a setting that is given is rendered even if it is not supported', () => {
    expect(rendered({ ...atZone, sessionDuration: '12h', mfa: {} })).toMatchObject({
      session_duration: '12h',
      ...BALANCED,
    });
  });

  test('no import block is rendered', () => {
    expect(synth(organization(atZone)).import).toBeUndefined();
  });
});

describe('unmanaged settings', () => {
  test('are not rendered, and are in ignore_changes', () => {
    const all = rendered({ unmanaged: [OrganizationSetting.SESSION_DURATION, OrganizationSetting.LOGIN_DESIGN] });
    expect(all).not.toHaveProperty('session_duration');
    expect(all).not.toHaveProperty('login_design');
    expect(all.lifecycle).toEqual({ prevent_destroy: true, ignore_changes: ['session_duration', 'login_design'] });
  });

  test.each(Object.values(OrganizationSetting))('have no attributes: %s', (setting) => {
    const props = { ...(setting === OrganizationSetting.READ_ONLY_LOCK ? { readOnlyLock: undefined } : {}) };
    const all = rendered({ ...props, unmanaged: [setting] });
    const { ignore_changes: ignored } = all.lifecycle as { ignore_changes: string[] };
    expect(ignored.length).toBeGreaterThan(0);
    expect(Object.keys(all).filter((name) => ignored.includes(name))).toEqual([]);
  });
});

describe('the construct tree', () => {
  test('has the resource as the default child', () => {
    const construct = organization();
    expect(construct.node.defaultChild).toBe(construct.resource);
    expect(Testing.renderConstructTree(construct)).toBe(
      'Organization (ZeroTrustOrganization)\n└── Default (OrganizationResource)\n',
    );
  });

  test('gives the resource the address of a bare one', () => {
    expect(organization().resource.friendlyUniqueId).toBe('Organization');
    const nested = new ZeroTrustOrganization(new Construct(stackWithProvider(), 'team'), 'org', PROPS);
    const bare = new OrganizationL1(new Construct(stackWithProvider(), 'team'), 'org', {});
    expect(nested.resource.friendlyUniqueId).toBe(bare.friendlyUniqueId);
  });

  test('has a resource whose arguments can be read and set', () => {
    const construct = organization({ loginDesign: { headerText: 'Hello' } });
    expect(construct.resource.nameInput).toBe('Widget Corp');
    expect(construct.resource.loginDesignInput).toEqual({ headerText: 'Hello' });
    construct.resource.name = 'Other';
    expect(construct.resource.nameInput).toBe('Other');
    expect(attributes(construct)).toMatchObject({ name: 'Other' });
  });
});

describe('an organization', () => {
  /** The values of outputs in a stack. */
  function outputs(stack: TerraformStack, values: Readonly<Record<string, string>>): Record<string, unknown> {
    for (const [id, value] of Object.entries(values)) {
      new TerraformOutput(stack, id, { value, staticId: true });
    }
    const { output } = JSON.parse(Testing.synth(stack)) as { output: Record<string, { value: unknown }> };
    return Object.fromEntries(Object.entries(output).map(([id, { value }]) => [id, value]));
  }

  test('exposes its name, login domain and URLs as references', () => {
    const construct = organization();
    const { organizationName, authDomain, loginUrl, idpCallbackUrl, issuer, certsUrl } = construct;
    const members = { organizationName, authDomain, loginUrl, idpCallbackUrl, issuer, certsUrl };
    const domain = '${cloudflare_zero_trust_organization.Organization.auth_domain}';
    expect(outputs(TerraformStack.of(construct), members)).toEqual({
      organizationName: '${cloudflare_zero_trust_organization.Organization.name}',
      authDomain: domain,
      loginUrl: `https://${domain}`,
      idpCallbackUrl: `https://${domain}/cdn-cgi/access/callback`,
      issuer: `https://${domain}`,
      certsUrl: `https://${domain}/cdn-cgi/access/certs`,
    });
  });

  test('that is managed elsewhere is read with the data source', () => {
    const stack = stackWithProvider();
    const { organizationName, idpCallbackUrl } = ZeroTrustOrganization.fromAccountId(stack, 'Elsewhere', ACCOUNT_ID);
    const address = 'data.cloudflare_zero_trust_organization.Elsewhere';
    expect(outputs(stack, { organizationName, idpCallbackUrl })).toEqual({
      organizationName: `\${${address}.name}`,
      idpCallbackUrl: `https://\${${address}.auth_domain}/cdn-cgi/access/callback`,
    });
    const configuration = synth(stack);
    expect(configuration).toMatchObject({
      data: { cloudflare_zero_trust_organization: { Elsewhere: { account_id: ACCOUNT_ID } } },
    });
    expect(configuration).not.toHaveProperty('resource');
  });
});

describe('isZeroTrustOrganization', () => {
  test('is true for an organization', () => {
    expect(ZeroTrustOrganization.isZeroTrustOrganization(organization())).toBe(true);
  });

  test('is true for an organization of another copy of the package', () => {
    jest.isolateModules(() => {
      const copy = jest.requireActual<typeof import('../lib')>('../lib');
      expect(copy.ZeroTrustOrganization).not.toBe(ZeroTrustOrganization);
      expect(copy.ZeroTrustOrganization.isZeroTrustOrganization(organization())).toBe(true);
    });
  });

  test.each([
    ['one that is only read', () => ZeroTrustOrganization.fromAccountId(stackWithProvider(), 'Elsewhere', ACCOUNT_ID)],
    ['another construct', stackWithProvider],
    ['null', () => null],
    ['undefined', () => undefined],
    ['text', () => 'organization'],
    ['an empty object', () => ({})],
  ])('is false for %s', (_, value) => {
    expect(ZeroTrustOrganization.isZeroTrustOrganization(value())).toBe(false);
  });
});
