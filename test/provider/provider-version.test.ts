import { Lazy, TerraformElement, TerraformOutput, TerraformProvider, TerraformStack, Testing } from 'cdktf';
import type { Construct } from 'constructs';
import {
  MfaAuthenticator,
  OrganizationSetting,
  ServiceTokenAction,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { isNewer } from '../../lib/provider/version-constraints';
import { ATTRIBUTES } from '../../lib/settings/settings-table';
import {
  attributes,
  constraintFrom,
  organization as organizationWithProvider,
  PROPS,
  rangeFrom,
  synth,
  ZONE_ID,
} from '../organization';
import { findings, messages, NOTHING, suggestionIn } from '../rules/helpers';

type Props = Partial<ZeroTrustOrganizationProps>;

const PATH = 'terraform.required_providers.cloudflare.version';
const OTHER_ACCOUNT = '0'.repeat(32);

/** Bindings as `cdktf get` generates them. */
class GeneratedProvider extends TerraformProvider {
  public constructor(scope: Construct, providerVersion?: string, providerVersionConstraint?: string, id = 'Generated') {
    super(scope, id, {
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

/** An element that renders a provider version. */
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

/** A version that lacks half of the settings. */
const OLD = '5.14.0';

/** A stack whose bindings pin an old version. */
function stackWithProvider(scope: Construct = Testing.app(), id = 'stack'): TerraformStack {
  const stack = new TerraformStack(scope, id);
  new GeneratedProvider(stack, OLD);
  return stack;
}

function organization(props: Props = {}): ZeroTrustOrganization {
  return new ZeroTrustOrganization(stackWithProvider(), 'Organization', { ...PROPS, ...props });
}

function versionOf(construct: ZeroTrustOrganization | TerraformStack): string | undefined {
  return synth(construct, false).terraform?.required_providers.cloudflare.version;
}

/** An organization in a stack whose user requires a provider version. */
function withUserVersion(version: string, props: Props = {}): ZeroTrustOrganization {
  const construct = organization(props);
  TerraformStack.of(construct).addOverride(PATH, version);
  return construct;
}

/** The newest version that introduced an attribute. */
const NEWEST = ATTRIBUTES.map(({ since = '5.0.0' }) => since).reduce((a, b) => (isNewer(b, a) ? b : a));

const ALL_UNMANAGED: Props = {
  readOnlyLock: undefined,
  unmanaged: Object.values(OrganizationSetting),
};

describe('the version pinned by the bindings', () => {
  test.each<[string, Props, string]>([
    ['the defaults', {}, '5.18.0'],
    ['unmanaged MFA', { unmanaged: [OrganizationSetting.MFA] }, '5.28.0'],
    ['AMR matching', { mfa: { amrMatchingSessionDuration: '1h' } }, '5.19.0'],
    ['AAGUIDs', { mfa: { requiredAaguids: '0b3c6b9a-8b0a-4a3e-9a52-6f2f5c9a1d11' } }, '5.19.0'],
    ['401 responses for non-browser clients', { warpAuthNonBrowser401: false }, '5.24.0'],
    [
      'inactive service tokens',
      { serviceTokenInactivity: { action: ServiceTokenAction.DISABLE, inactivityThresholdDays: 90 } },
      '5.26.0',
    ],
    ['strict service tokens', { strictServiceTokenAuth: true }, '5.27.0'],
    [
      'SSH FIDO2 keys',
      { mfa: { allowedAuthenticators: [MfaAuthenticator.TOTP, MfaAuthenticator.SSH_FIDO2_KEY] } },
      '5.24.0',
    ],
    ['PIV keys', { mfa: { allowedAuthenticators: [MfaAuthenticator.PIV_KEY] } }, '5.24.0'],
    ['PIV requirements', { mfa: { pivKeyRequirements: { requireFipsDevice: true } } }, '5.28.0'],
    ['a move from provider v4', { migrateFrom: 'cloudflare_access_organization.a' }, '5.19.0'],
    ['unmanaged settings only', ALL_UNMANAGED, NEWEST],
  ])('is replaced with the minimum required range for %s', (_, props, version) => {
    expect(versionOf(organization(props))).toBe(rangeFrom(version));
  });

  test('is kept if no setting requires a newer one', () => {
    expect(versionOf(organization({ accountId: undefined, zoneId: ZONE_ID }))).toBe(OLD);
  });

  test('is replaced for an attribute that an override adds', () => {
    const construct = organization();
    construct.resource.addOverride('strict_service_token_auth', true);
    expect(versionOf(construct)).toBe(rangeFrom('5.27.0'));
  });

  test('is replaced without regard to attributes that overrides remove', () => {
    const construct = organization({ strictServiceTokenAuth: true });
    construct.resource.addOverride('strict_service_token_auth', undefined);
    expect(versionOf(construct)).toBe(rangeFrom('5.18.0'));
  });

  test.each([
    ['an attribute that an override sets to null, which the engine rejects', 'strict_service_token_auth', '5.27.0'],
    ['a struct that an override sets to null', 'service_token_inactivity', '5.26.0'],
    ['none of the fields that an override sets to null, which are dropped', 'mfa_config.required_aaguids', '5.18.0'],
  ])('is replaced for %s', (_, path, version) => {
    const construct = organization();
    construct.resource.addOverride(path, null);
    expect(versionOf(construct)).toBe(rangeFrom(version));
  });

  test('is replaced with the range for the oldest attribute of a struct that an override makes unresolved', () => {
    const construct = organization({ mfa: { amrMatchingSessionDuration: '1h' } });
    construct.resource.addOverride('mfa_config', '${var.mfa}');
    expect(versionOf(construct)).toBe(rangeFrom('5.18.0'));
  });

  test('is replaced with the newest range that an organization of the stack requires, for all of its providers', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'New', { ...PROPS, strictServiceTokenAuth: true });
    new ZeroTrustOrganization(stack, 'Old', { ...PROPS, accountId: OTHER_ACCOUNT });
    new GeneratedProvider(stack, OLD, undefined, 'Later').alias = 'later';
    expect(versionOf(stack)).toBe(rangeFrom('5.27.0'));
  });

  test('is replaced for each stack separately', () => {
    const app = Testing.app();
    const [first, second] = [stackWithProvider(app, 'first'), stackWithProvider(app, 'second')];
    new ZeroTrustOrganization(first, 'Organization', { ...PROPS, strictServiceTokenAuth: true });
    new ZeroTrustOrganization(second, 'Organization', { ...PROPS, accountId: OTHER_ACCOUNT });
    expect([versionOf(first), versionOf(second)]).toEqual([rangeFrom('5.27.0'), rangeFrom('5.18.0')]);
  });

  test('is replaced again at each synthesis', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect([versionOf(stack), versionOf(stack)]).toEqual([rangeFrom('5.18.0'), rangeFrom('5.18.0')]);
    new ZeroTrustOrganization(stack, 'Other', { ...PROPS, accountId: OTHER_ACCOUNT, strictServiceTokenAuth: true });
    expect(versionOf(stack)).toBe(rangeFrom('5.27.0'));
  });

  test('is replaced in HCL too', () => {
    expect(Testing.synthHcl(TerraformStack.of(organization()))).toContain(`version = "${rangeFrom('5.18.0')}"`);
  });

  test('is kept if it is new enough', () => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new GeneratedProvider(stack, '5.25.0');
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(versionOf(stack)).toBe('5.25.0');
  });

  test.each<[string, Props, string]>([
    ['the defaults', {}, '5.18.0'],
    ['the newest settings', ALL_UNMANAGED, NEWEST],
  ])('is kept by the bindings of this framework only if it is new enough for %s', (_, props, version) => {
    expect(versionOf(organizationWithProvider(props))).toBe(constraintFrom(version));
  });

  test('is replaced if it is a constraint', () => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new GeneratedProvider(stack, undefined, '~> 5.0');
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(versionOf(stack)).toBe(rangeFrom('5.18.0'));
  });

  test('is absent in a stack without a Cloudflare provider, where none is added', () => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(synth(stack, false).terraform).toBeUndefined();
  });

  test('is not affected by the bindings of a nested stack', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    new GeneratedProvider(new TerraformStack(stack, 'nested'), '5.27.0');
    expect(versionOf(stack)).toBe(rangeFrom('5.18.0'));
  });
});

describe('a version set by the user takes precedence', () => {
  test.each(['5.22.0', '~> 5.19', '>= 5.18.0', '~> 5.0'])('if %s is set before the organization', (version) => {
    const stack = stackWithProvider();
    stack.addOverride(PATH, version);
    const construct = new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(versionOf(stack)).toBe(version);
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('if it is set after the organization', () => {
    expect(versionOf(withUserVersion('5.22.0'))).toBe('5.22.0');
  });

  test('if it is set between two syntheses', () => {
    const construct = organization();
    expect(versionOf(construct)).toBe(rangeFrom('5.18.0'));
    TerraformStack.of(construct).addOverride(PATH, '5.22.0');
    expect(versionOf(construct)).toBe('5.22.0');
  });

  test('if it is set together with the source', () => {
    const stack = stackWithProvider();
    const provider = { version: '5.22.0', source: 'mirror.local/c/c' };
    stack.addOverride('terraform.required_providers.cloudflare', provider);
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(synth(stack).terraform?.required_providers.cloudflare).toEqual(provider);
  });

  test('if an element of the stack renders it', () => {
    const stack = stackWithProvider();
    new RequiredVersion(stack, 'Version', '5.22.0');
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    new TerraformOutput(stack, 'output', { value: 'x' });
    expect(versionOf(stack)).toBe('5.22.0');
  });

  test('if it is a token', () => {
    const stack = stackWithProvider();
    stack.addOverride(PATH, Lazy.stringValue({ produce: () => '5.22.0' }));
    const construct = new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(versionOf(stack)).toBe('5.22.0');
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('but not if only the source is set', () => {
    const stack = stackWithProvider();
    stack.addOverride('terraform.required_providers.cloudflare', { source: 'mirror.local/c/c' });
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(synth(stack).terraform?.required_providers.cloudflare).toEqual({
      version: rangeFrom('5.18.0'),
      source: 'mirror.local/c/c',
    });
  });
});

describe('provider-version-too-low', () => {
  test('rejects each setting that the constraint of the user excludes, and suggests one range that permits them all', () => {
    const construct = withUserVersion('5.18.0', {
      strictServiceTokenAuth: true,
      mfa: { amrMatchingSessionDuration: '1h' },
    });
    expect(findings(construct).errors).toEqual([
      'provider-version-too-low mfa.amrMatchingSessionDuration',
      'provider-version-too-low strictServiceTokenAuth',
    ]);
    expect(messages(construct).errors).toEqual([
      expect.stringContaining(`'${rangeFrom('5.27.0')}'), or remove mfa.amrMatchingSessionDuration.`),
      expect.stringContaining(`'${rangeFrom('5.27.0')}'), or remove strictServiceTokenAuth.`),
    ]);
  });

  test('suggests to remove a prop that cannot be unmanaged', () => {
    const construct = withUserVersion('5.18.0', { ...ALL_UNMANAGED, migrateFrom: 'cloudflare_access_organization.a' });
    expect(findings(construct).errors).toEqual(['provider-version-too-low migrateFrom']);
    expect(messages(construct).errors).toEqual([expect.stringContaining('or remove migrateFrom.')]);
  });

  test.each(['5.7.0', '~> 5.7.0', '>= 5.0.0, < 5.8.0'])(
    'rejects an import with %s, and suggests to omit it',
    (version) => {
      const construct = withUserVersion(version, { ...ALL_UNMANAGED });
      expect(findings(construct).errors).toEqual(['provider-version-too-low importExisting']);
      expect(messages(construct).errors).toEqual([expect.stringContaining(', or importExisting: false.')]);
      expect(findings(withUserVersion(version, { ...ALL_UNMANAGED, importExisting: false })).errors).toEqual([]);
    },
  );

  test.each(['~> 4.0', '4.52.0', '< 5.0.0', '>= 3, < 5'])(
    'rejects %s, which allows only providers without the resource, at any scope and once',
    (version) => {
      for (const props of [{}, { accountId: undefined, zoneId: ZONE_ID }, ALL_UNMANAGED]) {
        expect(findings(withUserVersion(version, props))).toEqual({
          errors: [`provider-version-too-low ${PATH}`],
          warnings: [],
        });
      }
    },
  );

  test('suggests the version that all settings require', () => {
    const construct = withUserVersion('~> 4.0', { strictServiceTokenAuth: true });
    expect(messages(construct).errors).toEqual([expect.stringContaining(`Use '${rangeFrom('5.27.0')}'.`)]);
  });

  test('accepts a constraint that allows the required version', () => {
    expect(findings(withUserVersion('>= 5.0.0'))).toEqual(NOTHING);
  });
});

describe('provider-version-invalid', () => {
  const INVALID = { errors: [`provider-version-invalid ${PATH}`], warnings: [] };

  test.each<[unknown]>([
    ['5.x'],
    ['latest'],
    [''],
    ['>= 5.18.0 < 6.0.0'],
    ['${var.version}'],
    [null],
    [5.28],
    [['5.28.0']],
  ])('rejects %j, and nothing else because of it', (version) => {
    for (const props of [{}, { accountId: undefined, zoneId: ZONE_ID }, ALL_UNMANAGED]) {
      const construct = organization(props);
      TerraformStack.of(construct).addOverride(PATH, version);
      expect(findings(construct)).toEqual(INVALID);
    }
  });

  test('rejects the constraint of an element', () => {
    const stack = stackWithProvider();
    new RequiredVersion(stack, 'Version', 'latest');
    expect(findings(new ZeroTrustOrganization(stack, 'Organization', PROPS))).toEqual(INVALID);
  });

  test('suggests a range that it accepts', () => {
    const construct = withUserVersion('5.x', { accountId: undefined, zoneId: ZONE_ID });
    const suggestion = suggestionIn(messages(construct).errors[0] ?? '');
    expect(suggestion).toBe(rangeFrom('5.0.0'));
    TerraformStack.of(construct).addOverride(PATH, suggestion);
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('the attributes of unmanaged settings', () => {
  function ignored(construct: ZeroTrustOrganization): unknown {
    return (attributes(construct, false).lifecycle as Record<string, unknown>).ignore_changes;
  }

  const unmanaged = [OrganizationSetting.STRICT_SERVICE_TOKEN_AUTH];

  test('are all in ignore_changes', () => {
    const lock = organization({ readOnlyLock: undefined, unmanaged: [OrganizationSetting.READ_ONLY_LOCK] });
    expect(ignored(lock)).toEqual(['ui_read_only_toggle_reason', 'is_ui_read_only']);
    const oldAndNew = ['session_duration', 'mfa_config', 'mfa_piv_key_requirements', 'strict_service_token_auth'];
    expect(ignored(organization(ALL_UNMANAGED))).toEqual(expect.arrayContaining(oldAndNew));
  });

  // The engine installs the newest allowed provider, which resets an attribute that ignore_changes does not name.
  test('raise the version to the first one that knows them', () => {
    const construct = organization({ unmanaged });
    expect(versionOf(construct)).toBe(rangeFrom('5.27.0'));
    expect(ignored(construct)).toEqual(['strict_service_token_auth']);
  });

  test('raise a constraint of the bindings', () => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new GeneratedProvider(stack, undefined, '~> 5.25');
    const construct = new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, unmanaged });
    expect(versionOf(stack)).toBe(rangeFrom('5.27.0'));
    expect(ignored(construct)).toEqual(['strict_service_token_auth']);
  });

  test('raise the range of an earlier synthesis', () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'Organization', PROPS);
    expect(versionOf(stack)).toBe(rangeFrom('5.18.0'));
    const later = new ZeroTrustOrganization(stack, 'Later', { ...PROPS, accountId: OTHER_ACCOUNT, unmanaged });
    expect(versionOf(stack)).toBe(rangeFrom('5.27.0'));
    expect(ignored(later)).toEqual(['strict_service_token_auth']);
  });

  test.each([
    ['5.18.0', ['mfa_config', 'mfa_required_for_all_apps']],
    ['5.28.0', ['mfa_config', 'mfa_required_for_all_apps', 'mfa_piv_key_requirements']],
    ['>= 5.28.0', ['mfa_config', 'mfa_required_for_all_apps', 'mfa_piv_key_requirements']],
    ['5.17.0', undefined],
    ['${var.version}', undefined],
  ])('are in ignore_changes as far as all versions allowed by %s have them: %j', (version, names) => {
    expect(ignored(withUserVersion(version, { unmanaged: [OrganizationSetting.MFA] }))).toEqual(names);
  });
});

describe('unmanaged-version-too-low', () => {
  const MFA_UNMANAGED: Props = {
    unmanaged: [OrganizationSetting.MFA],
    denyUnmatchedRequests: { enabled: false },
  };

  test.each(['>= 5.18.0', '5.17.0', '~> 5.18.0'])(
    'warns that some versions allowed by %s do not know all attributes, and suggests a range',
    (version) => {
      const construct = withUserVersion(version, MFA_UNMANAGED);
      expect(findings(construct)).toEqual({ errors: [], warnings: ['unmanaged-version-too-low unmanaged'] });
      expect(messages(construct).warnings).toEqual([expect.stringContaining(`'${rangeFrom('5.28.0')}'`)]);
    },
  );

  test.each(['5.28.0', '~> 5.28', '>= 5.28.0'])('accepts %s, which knows all attributes', (version) => {
    expect(findings(withUserVersion(version, MFA_UNMANAGED))).toEqual(NOTHING);
  });
});
