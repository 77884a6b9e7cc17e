import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { TerraformElement, TerraformOutput, TerraformProvider, TerraformStack, Testing } from 'cdktf';
import type { Construct } from 'constructs';
import {
  MfaAuthenticator,
  OrganizationSetting,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { attributes, errors, organization, PROPS, stackWithProvider, synth, warnings, ZONE_ID } from '../organization';

const PATH = 'terraform.required_providers.cloudflare.version';

function versionOf(construct: ZeroTrustOrganization | TerraformStack): string | undefined {
  return synth(construct, false).terraform?.required_providers.cloudflare.version;
}

function versionFor(props: Partial<ZeroTrustOrganizationProps>): string | undefined {
  return versionOf(organization(props));
}

/** Props whose settings are all left to the dashboard. */
const ALL_UNMANAGED: Partial<ZeroTrustOrganizationProps> = {
  readOnlyLock: undefined,
  unmanaged: Object.values(OrganizationSetting),
};

describe('the generated pin gives way to what is rendered', () => {
  test.each<[string, Partial<ZeroTrustOrganizationProps>, string]>([
    ['the defaults', {}, '>= 5.18.0, < 6.0.0'],
    ['MFA left to the dashboard', { unmanaged: [OrganizationSetting.MFA] }, '>= 5.28.0, < 6.0.0'],
    ['AMR matching', { mfa: { amrMatchingSessionDuration: '1h' } }, '>= 5.19.0, < 6.0.0'],
    ['AAGUIDs', { mfa: { requiredAaguids: '0b3c6b9a-8b0a-4a3e-9a52-6f2f5c9a1d11' } }, '>= 5.19.0, < 6.0.0'],
    ['a 401 for machines', { warpAuthNonBrowser401: false }, '>= 5.24.0, < 6.0.0'],
    [
      'inactive tokens',
      { serviceTokenInactivity: { action: 'disable' as never, inactivityThresholdDays: 90 } },
      '>= 5.26.0, < 6.0.0',
    ],
    ['strict tokens', { strictServiceTokenAuth: true }, '>= 5.27.0, < 6.0.0'],
    [
      'SSH FIDO2 keys',
      { mfa: { allowedAuthenticators: [MfaAuthenticator.TOTP, MfaAuthenticator.SSH_FIDO2_KEY] } },
      '>= 5.24.0, < 6.0.0',
    ],
    ['PIV keys', { mfa: { allowedAuthenticators: [MfaAuthenticator.PIV_KEY] } }, '>= 5.24.0, < 6.0.0'],
    ['PIV requirements', { mfa: { pivKeyRequirements: { requireFipsDevice: true } } }, '>= 5.28.0, < 6.0.0'],
    ['a move from v4', { migrateFrom: 'cloudflare_access_organization.a' }, '>= 5.19.0, < 6.0.0'],
    ['nothing newer than the bindings', { accountId: undefined, zoneId: ZONE_ID }, '5.14.0'],
    ['everything left to the dashboard', ALL_UNMANAGED, '>= 5.28.0, < 6.0.0'],
  ])('%s', (_, props, expected) => {
    expect(versionFor(props)).toBe(expected);
  });

  test('an override of the resource counts like a setting', () => {
    const construct = organization();
    construct.resource.addOverride('strict_service_token_auth', true);
    expect(versionOf(construct)).toBe('>= 5.27.0, < 6.0.0');
  });

  test('an override that takes the newest setting away lowers the minimum', () => {
    const construct = organization({ strictServiceTokenAuth: true });
    construct.resource.addOverride('strict_service_token_auth', undefined);
    expect(versionOf(construct)).toBe('>= 5.18.0, < 6.0.0');
  });

  test('the newest of several organizations decides, for every provider of the stack', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'New', { ...PROPS, strictServiceTokenAuth: true });
    new ZeroTrustOrganization(stack, 'Old', { ...PROPS, accountId: '0'.repeat(32) });
    new CloudflareProvider(stack, 'Later', { alias: 'later' });
    expect(versionOf(stack)).toBe('>= 5.27.0, < 6.0.0');
  });

  test('each stack has its own', () => {
    const app = Testing.app();
    const [first, second] = [stackWithProvider(app, 'first'), stackWithProvider(app, 'second')];
    new ZeroTrustOrganization(first, 'Organization', { ...PROPS, strictServiceTokenAuth: true });
    new ZeroTrustOrganization(second, 'Organization', { ...PROPS, accountId: '0'.repeat(32) });
    expect([versionOf(first), versionOf(second)]).toEqual(['>= 5.27.0, < 6.0.0', '>= 5.18.0, < 6.0.0']);
  });

  test('synthesizing twice gives the same, and sees what came in between', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect([versionOf(stack), versionOf(stack)]).toEqual(['>= 5.18.0, < 6.0.0', '>= 5.18.0, < 6.0.0']);
    new ZeroTrustOrganization(stack, 'Other', { ...PROPS, accountId: '0'.repeat(32), strictServiceTokenAuth: true });
    expect(versionOf(stack)).toBe('>= 5.27.0, < 6.0.0');
  });

  test('HCL has the same', () => {
    expect(Testing.synthHcl(TerraformStack.of(organization()))).toContain('version = ">= 5.18.0, < 6.0.0"');
  });

  test('bindings of a sufficient version keep their pin', () => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new GeneratedProvider(stack, '5.25.0');
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(versionOf(stack)).toBe('5.25.0');
  });

  test('bindings that know only a constraint give way like those that know a version', () => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new GeneratedProvider(stack, undefined, '~> 5.0');
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(versionOf(stack)).toBe('>= 5.18.0, < 6.0.0');
  });

  test('a stack without a Cloudflare provider gets no requirement', () => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(synth(stack, false).terraform).toBeUndefined();
  });

  test('a nested stack with other bindings has no say', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    new GeneratedProvider(new TerraformStack(stack, 'nested'), '5.27.0');
    expect(versionOf(stack)).toBe('>= 5.18.0, < 6.0.0');
  });
});

describe("the user's own version wins", () => {
  test.each(['5.22.0', '~> 5.19', '>= 5.18.0', '~> 5.0'])('set before the organization: %s', (version) => {
    const stack = stackWithProvider();
    stack.addOverride(PATH, version);
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(versionOf(stack)).toBe(version);
    expect(errors(stack)).toEqual([]);
  });

  test('set after the organization', () => {
    const construct = organization();
    TerraformStack.of(construct).addOverride(PATH, '5.22.0');
    expect(versionOf(construct)).toBe('5.22.0');
  });

  test('set between two syntheses', () => {
    const construct = organization();
    expect(versionOf(construct)).toBe('>= 5.18.0, < 6.0.0');
    TerraformStack.of(construct).addOverride(PATH, '5.22.0');
    expect(versionOf(construct)).toBe('5.22.0');
  });

  test('set as a whole block, and the source survives', () => {
    const stack = stackWithProvider();
    stack.addOverride('terraform.required_providers.cloudflare', { version: '5.22.0', source: 'mirror.local/c/c' });
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(synth(stack).terraform?.required_providers.cloudflare).toEqual({
      version: '5.22.0',
      source: 'mirror.local/c/c',
    });
  });

  test("only the source overridden: the source stays, the version is the library's", () => {
    const stack = stackWithProvider();
    stack.addOverride('terraform.required_providers.cloudflare', { source: 'mirror.local/c/c' });
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(synth(stack).terraform?.required_providers.cloudflare).toEqual({
      version: '>= 5.18.0, < 6.0.0',
      source: 'mirror.local/c/c',
    });
  });

  test('rendered by an element of their own', () => {
    const stack = stackWithProvider();
    new RequiredVersion(stack, 'Version', '5.22.0');
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    new TerraformOutput(stack, 'output', { value: 'x' });
    expect(versionOf(stack)).toBe('5.22.0');
  });

  test('a version that only the engine knows is left alone', () => {
    const stack = stackWithProvider();
    stack.addOverride(PATH, null);
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(errors(stack)).toEqual([]);
  });
});

describe('provider-version-too-low', () => {
  test('names each setting, its version and both ways out', () => {
    const construct = organization({ strictServiceTokenAuth: true, mfa: { amrMatchingSessionDuration: '1h' } });
    TerraformStack.of(construct).addOverride(PATH, '5.18.0');
    expect(errors(construct)).toEqual([
      "[stack/Organization] mfa.amrMatchingSessionDuration: needs provider 5.19.0 or later, but the stack asks for '5.18.0': raise it with stack.addOverride('terraform.required_providers.cloudflare.version', '>= 5.19.0, < 6.0.0'), or list 'mfa' in unmanaged [provider-version-too-low]",
      "[stack/Organization] strictServiceTokenAuth: needs provider 5.27.0 or later, but the stack asks for '5.18.0': raise it with stack.addOverride('terraform.required_providers.cloudflare.version', '>= 5.27.0, < 6.0.0'), or list 'strictServiceTokenAuth' in unmanaged [provider-version-too-low]",
    ]);
  });

  test('a setting that cannot be unmanaged is left out instead', () => {
    const construct = organization({ ...ALL_UNMANAGED, migrateFrom: 'cloudflare_access_organization.a' });
    TerraformStack.of(construct).addOverride(PATH, '5.18.0');
    expect(errors(construct)).toEqual([
      "[stack/Organization] migrateFrom: needs provider 5.19.0 or later, but the stack asks for '5.18.0': raise it with stack.addOverride('terraform.required_providers.cloudflare.version', '>= 5.19.0, < 6.0.0'), or leave migrateFrom out [provider-version-too-low]",
    ]);
  });

  test('a range that allows the needed version is fine', () => {
    const construct = organization();
    TerraformStack.of(construct).addOverride(PATH, '>= 5.0.0');
    expect(errors(construct)).toEqual([]);
  });
});

describe('unmanaged settings stand in ignore_changes', () => {
  function ignored(construct: ZeroTrustOrganization): unknown {
    return (attributes(construct, false).lifecycle as Record<string, unknown>).ignore_changes;
  }

  test('every attribute of each of them', () => {
    expect(ignored(organization({ readOnlyLock: undefined, unmanaged: [OrganizationSetting.READ_ONLY_LOCK] }))).toEqual(
      ['is_ui_read_only', 'ui_read_only_toggle_reason'],
    );
  });

  // The engine takes the newest provider that the range allows: one with an attribute that is not named resets it.
  test('newer ones raise the range, so that no allowed provider resets them', () => {
    const construct = organization({ unmanaged: [OrganizationSetting.STRICT_SERVICE_TOKEN_AUTH] });
    expect(versionOf(construct)).toBe('>= 5.27.0, < 6.0.0');
    expect(ignored(construct)).toEqual(['strict_service_token_auth']);
  });

  test('also when the bindings know a range', () => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new GeneratedProvider(stack, undefined, '~> 5.25');
    const unmanaged = [OrganizationSetting.STRICT_SERVICE_TOKEN_AUTH];
    const construct = new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, unmanaged });
    expect(versionOf(stack)).toBe('>= 5.27.0, < 6.0.0');
    expect(ignored(construct)).toEqual(['strict_service_token_auth']);
  });

  test('also when they come after a first synthesis', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(versionOf(stack)).toBe('>= 5.18.0, < 6.0.0');
    const unmanaged = [OrganizationSetting.STRICT_SERVICE_TOKEN_AUTH];
    const later = new ZeroTrustOrganization(stack, 'Later', { ...PROPS, accountId: '0'.repeat(32), unmanaged });
    expect(versionOf(stack)).toBe('>= 5.27.0, < 6.0.0');
    expect(ignored(later)).toEqual(['strict_service_token_auth']);
  });

  test('also the exact version of the bindings', () => {
    const construct = organization(ALL_UNMANAGED);
    expect(versionOf(construct)).toBe('>= 5.28.0, < 6.0.0');
    expect(ignored(construct)).toEqual(
      expect.arrayContaining([
        'session_duration',
        'mfa_config',
        'mfa_piv_key_requirements',
        'strict_service_token_auth',
      ]),
    );
  });

  test.each([
    ['5.18.0', ['mfa_config', 'mfa_required_for_all_apps']],
    ['5.28.0', ['mfa_config', 'mfa_required_for_all_apps', 'mfa_piv_key_requirements']],
    ['>= 5.28.0', ['mfa_config', 'mfa_required_for_all_apps', 'mfa_piv_key_requirements']],
    ['5.17.0', undefined],
    ['${var.version}', undefined],
  ])("with the user's %s, only what all allowed versions have: %j", (version, names) => {
    const construct = organization({ unmanaged: [OrganizationSetting.MFA] });
    TerraformStack.of(construct).addOverride(PATH, version);
    expect(ignored(construct)).toEqual(names);
  });

  test.each(['>= 5.18.0', '5.17.0', '~> 5.18.0', '${var.version}'])(
    "unmanaged-version-too-low: the user's %s allows versions that do not know all of it",
    (version) => {
      const construct = organization({
        unmanaged: [OrganizationSetting.MFA],
        denyUnmatchedRequests: { enabled: false },
      });
      TerraformStack.of(construct).addOverride(PATH, version);
      expect(warnings(construct)).toEqual([
        `unmanaged: mfa cannot be protected: the stack asks for '${version}', which allows provider versions that do not know all of it, and updates of these would reset it: raise it with stack.addOverride('terraform.required_providers.cloudflare.version', '>= 5.28.0, < 6.0.0') [unmanaged-version-too-low]`,
      ]);
    },
  );

  test.each(['5.28.0', '~> 5.28', '>= 5.28.0'])('%s knows all of it', (version) => {
    const construct = organization({ unmanaged: [OrganizationSetting.MFA], denyUnmatchedRequests: { enabled: false } });
    TerraformStack.of(construct).addOverride(PATH, version);
    expect(warnings(construct)).toEqual([]);
  });
});

/** Bindings as `cdktf get` generates them. */
class GeneratedProvider extends TerraformProvider {
  public constructor(scope: Construct, providerVersion?: string, providerVersionConstraint?: string) {
    super(scope, 'Generated', {
      terraformResourceType: 'cloudflare',
      terraformProviderSource: 'cloudflare/cloudflare',
      terraformGeneratorMetadata: {
        providerName: 'cloudflare',
        providerVersion: providerVersion as string,
        ...(providerVersionConstraint === undefined ? {} : { providerVersionConstraint }),
      },
    });
  }
}

/** An element that asks for a provider version in its own way. */
class RequiredVersion extends TerraformElement {
  public constructor(
    scope: Construct,
    id: string,
    private readonly version: string,
  ) {
    super(scope, id);
  }

  public override toTerraform(): unknown {
    return { terraform: { required_providers: { cloudflare: { version: this.version } } } };
  }
}
