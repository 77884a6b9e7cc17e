import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
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
  errorsOf,
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

describe('what is sent', () => {
  test('with the least props: the defaults, and nothing else', () => {
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

  test('with every prop: every setting of the API', () => {
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

  test('values that are false or zero are sent', () => {
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

  test.each(['customPages', 'loginDesign'] as const)('an empty %s sends nothing', (prop) => {
    expect(rendered({ [prop]: {} })).toEqual(rendered());
  });

  test('members that are undefined count as not given', () => {
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

  test('durations are sent as written', () => {
    expect(rendered({ sessionDuration: '90m' })).toMatchObject({ session_duration: '90m' });
  });

  test('the lock is on when it is given, and open, said openly, when it is not', () => {
    expect(rendered({ readOnlyLock: { reason: 'git' } })).toMatchObject({ is_ui_read_only: true });
    const unset = rendered({ readOnlyLock: undefined });
    expect(unset).toMatchObject({ is_ui_read_only: false });
    expect(unset).not.toHaveProperty('ui_read_only_toggle_reason');
  });

  test('deny-unmatched is on when it is given, and off, said openly, when it is not', () => {
    expect(rendered({ denyUnmatchedRequests: {} })).toMatchObject({ deny_unmatched_requests: true });
    expect(rendered({ denyUnmatchedRequests: { enabled: false } })).toMatchObject({ deny_unmatched_requests: false });
    expect(rendered()).toMatchObject({ deny_unmatched_requests: false });
  });
});

describe('MFA presets', () => {
  test.each([
    [MfaPreset.BALANCED, ['totp', 'biometrics', 'security_key'], '24h', false],
    [MfaPreset.PHISHING_RESISTANT, ['biometrics', 'security_key'], '12h', true],
    [MfaPreset.HARDWARE_KEY, ['security_key'], '1h', true],
  ])('%s', (preset, authenticators, session, required) => {
    expect(rendered({ mfa: { preset } })).toMatchObject({
      mfa_config: { allowed_authenticators: authenticators, session_duration: session },
      mfa_required_for_all_apps: required,
    });
  });

  test('disabled: no authenticator, no session, not required', () => {
    expect(rendered({ mfa: { preset: MfaPreset.DISABLED } })).toMatchObject({
      mfa_config: { allowed_authenticators: [] },
      mfa_required_for_all_apps: false,
    });
    expect(rendered({ mfa: { preset: MfaPreset.DISABLED } }).mfa_config).not.toHaveProperty('session_duration');
  });

  test('an empty struct is the balanced preset', () => {
    expect(rendered({ mfa: {} })).toMatchObject(BALANCED);
  });

  test('what is given beside a preset replaces its value, and only that', () => {
    expect(
      rendered({ mfa: { preset: MfaPreset.PHISHING_RESISTANT, sessionDuration: '1h', requiredForAllApps: false } }),
    ).toMatchObject({
      mfa_config: { allowed_authenticators: ['biometrics', 'security_key'], session_duration: '1h' },
      mfa_required_for_all_apps: false,
    });
  });
});

describe('lists have no duplicates and one order', () => {
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
      'zones, in lower case',
      { denyUnmatchedRequests: { exemptedZoneNames: ['b.com', 'A.com', 'B.com', 'a.com'] } },
      { deny_unmatched_requests_exempted_zone_names: ['a.com', 'b.com'] },
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
  ])('%s', (_, props, expected) => {
    const all = rendered(props);
    for (const [path, value] of Object.entries(expected)) {
      expect(all[path]).toEqual(
        typeof value === 'object' && !Array.isArray(value) ? expect.objectContaining(value as object) : value,
      );
    }
  });

  test('elements that only the engine knows come last, in the order given', () => {
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

  test('the props of the caller are left as they are', () => {
    const zones = ['b.com', 'a.com'];
    rendered({ denyUnmatchedRequests: { exemptedZoneNames: zones } });
    expect(zones).toEqual(['b.com', 'a.com']);
  });
});

describe('at zone scope', () => {
  const atZone = { accountId: undefined, zoneId: ZONE_ID };

  test('only the settings that exist there are sent', () => {
    expect(rendered({ ...atZone, readOnlyLock: undefined })).toEqual({
      zone_id: ZONE_ID,
      name: 'Widget Corp',
      auth_domain: 'widget-corp.cloudflareaccess.com',
      is_ui_read_only: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  test('a setting that is given is sent all the same', () => {
    expect(rendered({ ...atZone, sessionDuration: '12h', mfa: {} })).toMatchObject({
      session_duration: '12h',
      ...BALANCED,
    });
  });

  test('there is no import', () => {
    expect(synth(organization(atZone)).import).toBeUndefined();
  });
});

describe('unmanaged settings', () => {
  test('are not sent, and stand in ignore_changes', () => {
    const all = rendered({ unmanaged: [OrganizationSetting.SESSION_DURATION, OrganizationSetting.LOGIN_DESIGN] });
    expect(all).not.toHaveProperty('session_duration');
    expect(all).not.toHaveProperty('login_design');
    expect(all.lifecycle).toEqual({ prevent_destroy: true, ignore_changes: ['session_duration', 'login_design'] });
  });

  test.each(Object.values(OrganizationSetting))('%s can be unmanaged: nothing of it is sent', (setting) => {
    const props = { ...(setting === OrganizationSetting.READ_ONLY_LOCK ? { readOnlyLock: undefined } : {}) };
    const all = rendered({ ...props, unmanaged: [setting] });
    const { ignore_changes: ignored } = all.lifecycle as { ignore_changes: string[] };
    expect(ignored.length).toBeGreaterThan(0);
    expect(Object.keys(all).filter((name) => ignored.includes(name))).toEqual([]);
  });

  test('join the changes that the user ignores, without duplicates', () => {
    const props = { unmanaged: [OrganizationSetting.CUSTOM_PAGES, OrganizationSetting.CUSTOM_PAGES] };
    expect(rendered({ ...props, lifecycle: { ignoreChanges: ['name', 'custom_pages'] } }).lifecycle).toMatchObject({
      ignore_changes: ['name', 'custom_pages'],
    });
    expect(rendered({ ...props, lifecycle: { ignoreChanges: 'all' } }).lifecycle).toMatchObject({
      ignore_changes: 'all',
    });
  });
});

describe('import, move and protection', () => {
  const TO = 'cloudflare_zero_trust_organization.Organization';

  test('an existing organization is imported by its literal account id', () => {
    expect(synth(organization()).import).toEqual([{ to: TO, id: ACCOUNT_ID }]);
  });

  test.each(['${var.account}', 'token'])('not by default when only the engine knows the id: %s', (id) => {
    const stack = stackWithProvider();
    const token = new TerraformVariable(stack, 'account', { type: 'string' }).stringValue;
    const accountId = id === 'token' ? token : id;
    const props = { ...PROPS, accountId };
    const imports = (more: Partial<ZeroTrustOrganizationProps>): unknown => {
      const scope = stackWithProvider();
      return synth(new ZeroTrustOrganization(scope, 'Organization', { ...props, ...more }), false).import;
    };
    expect(imports({})).toBeUndefined();
    expect(imports({ importExisting: true })).toEqual([{ to: TO, id: '${var.account}' }]);
  });

  test('not when it is declined', () => {
    expect(synth(organization({ importExisting: false })).import).toBeUndefined();
  });

  test('a move from provider v4 instead of an import', () => {
    const { moved, import: imports } = synth(organization({ migrateFrom: 'cloudflare_access_organization.this' }));
    expect(moved).toEqual([{ from: 'cloudflare_access_organization.this', to: TO }]);
    expect(imports).toBeUndefined();
  });

  test('both, when both are asked for', () => {
    const { moved, import: imports } = synth(
      organization({ migrateFrom: 'cloudflare_access_organization.this', importExisting: true }),
    );
    expect([moved, imports]).toEqual([
      [{ from: 'cloudflare_access_organization.this', to: TO }],
      [{ to: TO, id: ACCOUNT_ID }],
    ]);
  });

  test('the blocks follow a changed logical id', () => {
    const construct = organization();
    construct.resource.overrideLogicalId('front_door');
    expect(synth(construct).import).toEqual([{ to: 'cloudflare_zero_trust_organization.front_door', id: ACCOUNT_ID }]);
  });

  test("the resource's own importFrom and moveFromId win", () => {
    const construct = organization({ migrateFrom: 'cloudflare_access_organization.a', importExisting: true });
    construct.resource.importFrom('0'.repeat(32));
    construct.resource.moveFromId('cloudflare_access_organization.b');
    const { moved, import: imports } = synth(construct, false);
    expect(imports).toEqual([{ to: TO, id: '0'.repeat(32) }]);
    expect(moved).toEqual([{ to: TO, from: 'cloudflare_access_organization.b' }]);
  });

  test('several organizations keep their own blocks', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'One', PROPS);
    new ZeroTrustOrganization(stack, 'Two', { ...PROPS, accountId: '0'.repeat(32) });
    expect(synth(stack).import).toEqual([
      { to: 'cloudflare_zero_trust_organization.One', id: ACCOUNT_ID },
      { to: 'cloudflare_zero_trust_organization.Two', id: '0'.repeat(32) },
    ]);
  });

  test.each<[Partial<ZeroTrustOrganizationProps>, boolean]>([
    [{}, true],
    [{ preventDestroy: true }, true],
    [{ preventDestroy: false }, false],
    [{ lifecycle: { preventDestroy: false } }, false],
    [{ lifecycle: { preventDestroy: true } }, true],
    [{ preventDestroy: false, lifecycle: { preventDestroy: false } }, false],
    [{ lifecycle: { createBeforeDestroy: true } }, true],
  ])('%j: prevent_destroy is %s', (props, expected) => {
    expect(rendered(props).lifecycle).toMatchObject({ prevent_destroy: expected });
  });

  test("the user's lifecycle is kept", () => {
    const lifecycle = {
      createBeforeDestroy: true,
      precondition: [{ condition: '${var.ready}', errorMessage: 'not ready' }],
    };
    expect(rendered({ lifecycle }).lifecycle).toEqual({
      create_before_destroy: true,
      precondition: [{ condition: '${var.ready}', error_message: 'not ready' }],
      prevent_destroy: true,
    });
  });

  test('a lifecycle set on the resource later holds', () => {
    const construct = organization({ unmanaged: [OrganizationSetting.CUSTOM_PAGES] });
    construct.resource.lifecycle = { preventDestroy: false };
    expect(attributes(construct).lifecycle).toEqual({ prevent_destroy: false, ignore_changes: ['custom_pages'] });
    construct.resource.lifecycle = undefined;
    expect(attributes(construct).lifecycle).toEqual({ ignore_changes: ['custom_pages'] });
  });

  test('provider and dependencies are passed on', () => {
    const stack = stackWithProvider();
    const europe = new CloudflareProvider(stack, 'Europe', { alias: 'europe' });
    const other = new OrganizationL1(stack, 'Other', {});
    const construct = new ZeroTrustOrganization(stack, 'Organization', {
      ...PROPS,
      provider: europe,
      dependsOn: [other],
    });
    expect(attributes(construct)).toMatchObject({
      provider: 'cloudflare.europe',
      depends_on: ['cloudflare_zero_trust_organization.Other'],
    });
  });

  test('synthesizing needs no engine', () => {
    const path = process.env.PATH;
    process.env.PATH = '';
    try {
      expect(errorsOf({})).toEqual([]);
    } finally {
      process.env.PATH = path;
    }
  });
});

describe('the tree', () => {
  test('the resource is the default child, and has the address of a bare one', () => {
    const construct = organization();
    expect(construct.node.defaultChild).toBe(construct.resource);
    expect(Testing.renderConstructTree(construct)).toBe(
      'Organization (ZeroTrustOrganization)\n└── Default (OrganizationResource)\n',
    );
    expect(construct.resource.friendlyUniqueId).toBe('Organization');
  });

  test('below another construct the address has the path, as for a bare one', () => {
    const stack = stackWithProvider();
    const nested = new ZeroTrustOrganization(new Construct(stack, 'team'), 'org', PROPS);
    const bare = new OrganizationL1(new Construct(stackWithProvider(), 'team'), 'org', {});
    expect(nested.resource.friendlyUniqueId).toBe(bare.friendlyUniqueId);
  });

  test('the resource knows what it was given', () => {
    const { resource } = organization({ loginDesign: { headerText: 'Hello' } });
    expect(resource.nameInput).toBe('Widget Corp');
    expect(resource.loginDesignInput).toEqual({ headerText: 'Hello' });
    resource.name = 'Other';
    expect(attributes(organization(), false)).toMatchObject({ name: 'Widget Corp' });
    expect(resource.nameInput).toBe('Other');
  });
});

describe('members', () => {
  function values(construct: ZeroTrustOrganization): Record<string, unknown> {
    const stack = TerraformStack.of(construct);
    const { organizationName, authDomain, loginUrl, idpCallbackUrl, issuer, certsUrl } = construct;
    for (const [id, value] of Object.entries({
      organizationName,
      authDomain,
      loginUrl,
      idpCallbackUrl,
      issuer,
      certsUrl,
    })) {
      new TerraformOutput(stack, id, { value, staticId: true });
    }
    const { output } = JSON.parse(Testing.synth(stack)) as { output: Record<string, { value: unknown }> };
    return Object.fromEntries(Object.entries(output).map(([id, { value }]) => [id, value]));
  }

  test('are references to the resource', () => {
    const domain = '${cloudflare_zero_trust_organization.Organization.auth_domain}';
    expect(values(organization())).toEqual({
      organizationName: '${cloudflare_zero_trust_organization.Organization.name}',
      authDomain: domain,
      loginUrl: `https://${domain}`,
      idpCallbackUrl: `https://${domain}/cdn-cgi/access/callback`,
      issuer: `https://${domain}`,
      certsUrl: `https://${domain}/cdn-cgi/access/certs`,
    });
  });

  test('an organization that is managed elsewhere is read, and not changed', () => {
    const stack = stackWithProvider();
    const imported = ZeroTrustOrganization.fromAccountId(stack, 'Elsewhere', ACCOUNT_ID);
    new TerraformOutput(stack, 'url', { value: imported.idpCallbackUrl, staticId: true });
    new TerraformOutput(stack, 'name', { value: imported.organizationName, staticId: true });
    expect(JSON.parse(Testing.synth(stack, true))).toMatchObject({
      data: { cloudflare_zero_trust_organization: { Elsewhere: { account_id: ACCOUNT_ID } } },
      output: {
        url: {
          value: 'https://${data.cloudflare_zero_trust_organization.Elsewhere.auth_domain}/cdn-cgi/access/callback',
        },
        name: { value: '${data.cloudflare_zero_trust_organization.Elsewhere.name}' },
      },
    });
    expect(synth(stack)).not.toHaveProperty('resource');
  });

  test('isZeroTrustOrganization', () => {
    const stack = stackWithProvider();
    const imported = ZeroTrustOrganization.fromAccountId(stack, 'Elsewhere', ACCOUNT_ID);
    const all = [organization(), imported, stack, null, undefined, 'organization', {}];
    expect(all.map((x) => ZeroTrustOrganization.isZeroTrustOrganization(x))).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test('isZeroTrustOrganization knows one of another copy of the package', () => {
    jest.isolateModules(() => {
      const copy = jest.requireActual<typeof import('../lib')>('../lib');
      expect(copy.ZeroTrustOrganization).not.toBe(ZeroTrustOrganization);
      expect(copy.ZeroTrustOrganization.isZeroTrustOrganization(organization())).toBe(true);
    });
  });
});
