import {
  type CustomPages,
  type LoginDesign,
  MfaAuthenticator,
  PivPinPolicy,
  PivTouchPolicy,
  ServiceTokenAction,
  SshKeyType,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { ATTRIBUTES } from '../../lib/provider/attributes';
import { isNewer } from '../../lib/provider/versions';
import { type Attribute, type Attributes, contract, ORGANIZATION, type Type, VERSIONS } from '../engine/contract';
import { rendered } from '../organization';

const NEWEST = VERSIONS.at(-1) as string;

function resourceOf(version: string): Attributes {
  return contract(version).resource_schemas[ORGANIZATION]?.block.attributes as Attributes;
}

function dataSourceOf(version: string): Attributes {
  return contract(version).data_source_schemas[ORGANIZATION]?.block.attributes as Attributes;
}

/** An attribute by its path in the schema. */
function find(attributes: Attributes, path: string): Attribute | undefined {
  const [first = '', ...rest] = path.split('.');
  const attribute = attributes[first];
  return rest.length === 0 ? attribute : find(attribute?.nested_type?.attributes ?? {}, rest.join('.'));
}

/** The paths of all attributes that hold a value. */
function leaves(attributes: Attributes, prefix = ''): string[] {
  return Object.entries(attributes).flatMap(([name, { nested_type: nested }]) =>
    nested === undefined ? [`${prefix}${name}`] : leaves(nested.attributes, `${prefix}${name}.`),
  );
}

/** What does not fit the schema in rendered attributes: unknown keys, and values of another type. */
function misfits(values: Record<string, unknown>, attributes: Attributes, prefix = ''): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const attribute = attributes[name];
    if (attribute === undefined) {
      return [`${prefix}${name} is unknown`];
    }
    if (attribute.nested_type !== undefined) {
      return misfits(value as Record<string, unknown>, attribute.nested_type.attributes, `${prefix}${name}.`);
    }
    return fits(value, attribute.type as Type) ? [] : [`${prefix}${name} is no ${JSON.stringify(attribute.type)}`];
  });
}

function fits(value: unknown, type: Type): boolean {
  if (typeof type === 'string') {
    return typeof value === (type === 'bool' ? 'boolean' : type);
  }
  const [collection, element] = type as [string, Type];
  return collection === 'list' && Array.isArray(value) && value.every((each) => fits(each, element));
}

const PAGES: Required<CustomPages> = {
  forbidden: '699d98642c564d2e855e9661899b7252',
  identityDenied: '699d98642c564d2e855e9661899b7252',
};
const DESIGN: Required<LoginDesign> = {
  backgroundColor: '#ffffff',
  textColor: '#000000',
  logoPath: 'https://widget-corp.example/logo.svg',
  headerText: 'Welcome',
  footerText: 'Goodbye',
};

/** Every setting. */
const EVERYTHING: Partial<ZeroTrustOrganizationProps> = {
  sessionDuration: '24h',
  warpAuthSessionDuration: '12h',
  userSeatExpirationInactiveTime: '730h',
  allowAuthenticateViaWarp: true,
  autoRedirectToIdentity: true,
  mfa: {
    allowedAuthenticators: [MfaAuthenticator.TOTP, MfaAuthenticator.PIV_KEY],
    sessionDuration: '24h',
    requiredForAllApps: true,
    amrMatchingSessionDuration: '1h',
    requiredAaguids: '0b3c6b9a-8b0a-4a3e-9a52-6f2f5c9a1d11',
    pivKeyRequirements: {
      pinPolicy: PivPinPolicy.ONCE,
      touchPolicy: PivTouchPolicy.CACHED,
      requireFipsDevice: true,
      sshKeySize: [256],
      sshKeyType: [SshKeyType.ECDSA],
    },
  },
  denyUnmatchedRequests: { exemptedZoneNames: ['example.com'] },
  customPages: PAGES,
  loginDesign: DESIGN,
  serviceTokenInactivity: { action: ServiceTokenAction.DISABLE, inactivityThresholdDays: 90 },
  strictServiceTokenAuth: true,
  warpAuthNonBrowser401: true,
};

describe('the contract with the provider', () => {
  test('covers the versions in which settings came, and a newest one within the range of the library', () => {
    const firsts = ATTRIBUTES.flatMap(({ since }) => since ?? []);
    expect(VERSIONS).toEqual(expect.arrayContaining([...firsts, '5.14.0', '5.22.0']));
    expect(isNewer('6.0.0', NEWEST)).toBe(true);
  });

  describe.each(VERSIONS)('of %s', (version) => {
    test.each(ATTRIBUTES.map(({ path, since = '5.0.0' }) => ({ path, since })))(
      '$path, since $since, is there exactly from then on',
      ({ path, since }) => {
        expect(find(resourceOf(version), path) !== undefined).toBe(!isNewer(since, version));
      },
    );

    test('the data source has what a read organization refers to', () => {
      for (const name of ['account_id', 'auth_domain', 'name']) {
        expect(dataSourceOf(version)[name]).toMatchObject({ type: 'string' });
      }
    });
  });

  test('every setting together renders each row of the table, with the types of the newest schema', () => {
    const attributes = rendered(EVERYTHING);
    expect(misfits(attributes, resourceOf(NEWEST))).toEqual(['lifecycle is unknown']); // the engine's own
    const missing = ATTRIBUTES.filter(({ path }) => path !== 'zone_id' && at(attributes, path) === undefined);
    expect(missing).toEqual([]);
  });

  test('a misspelt nested key and a value of another type would be seen', () => {
    const wrong = { login_design: { colour: 'red', text_color: 1 }, mfa_config: { allowed_authenticators: [true] } };
    expect(misfits(wrong, resourceOf(NEWEST))).toEqual([
      'login_design.colour is unknown',
      'login_design.text_color is no "string"',
      'mfa_config.allowed_authenticators is no ["list","string"]',
    ]);
  });

  test('what the newest schema has, and the library does not set', () => {
    const covered = ATTRIBUTES.map(({ path }) => path);
    const others = leaves(resourceOf(NEWEST)).filter((path) => !covered.includes(path));
    expect(others).toEqual([
      'mfa_configuration_allowed', // says whether the account may have MFA; Cloudflare's own SDK no longer sends it
      'trusted_accounts', // read only
    ]);
  });
});

function at(values: Record<string, unknown>, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], values);
}
