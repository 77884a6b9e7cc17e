import { isNewer } from '../../lib/provider/version-constraints';
import { type AnyRow, ATTRIBUTES, SETTINGS, settingRow } from '../../lib/settings/settings-table';
import { valueAt } from '../../lib/values/structs';
import { type Attribute, type Attributes, contract, ORGANIZATION, type Type, VERSIONS } from '../engine/contract';
import { rendered } from '../organization';
import { sampleFor } from '../settings/samples';

const NEWEST = VERSIONS.at(-1) as string;

function resourceOf(version: string): Attributes {
  return contract(version).resource_schemas[ORGANIZATION]?.block.attributes as Attributes;
}

function dataSourceOf(version: string, type = ORGANIZATION): Attributes {
  return contract(version).data_source_schemas[type]?.block.attributes as Attributes;
}

/** The attributes of other data sources that checks at plan time can use. */
const LISTED: Readonly<Record<string, readonly string[]>> = {
  cloudflare_zones: ['account.id', 'result.name', 'result.status', 'result.paused'],
  cloudflare_zero_trust_access_identity_providers: ['account_id', 'zone_id', 'result.id', 'result.name', 'result.type'],
  cloudflare_zero_trust_access_applications: [
    'account_id',
    'zone_id',
    'result.type',
    'result.domain',
    'result.self_hosted_domains',
    'result.destinations.type',
    'result.destinations.uri',
  ],
  cloudflare_zero_trust_access_custom_pages: ['account_id', 'result.uid', 'result.name', 'result.type'],
  cloudflare_zero_trust_lists: ['account_id', 'result.id', 'result.name', 'result.type', 'result.list_count'],
};

/** An attribute by its path in the schema. */
function find(attributes: Attributes, path: string): Attribute | undefined {
  const [first = '', ...rest] = path.split('.');
  const attribute = attributes[first];
  return rest.length === 0 ? attribute : find(attribute?.nested_type?.attributes ?? {}, rest.join('.'));
}

/** The paths of all attributes without nested ones. */
function leaves(attributes: Attributes, prefix = ''): string[] {
  return Object.entries(attributes).flatMap(([name, { nested_type: nested }]) =>
    nested === undefined ? [`${prefix}${name}`] : leaves(nested.attributes, `${prefix}${name}.`),
  );
}

/** Mismatches between rendered attributes and a schema: unknown keys, and values of another type. */
function mismatches(values: Record<string, unknown>, attributes: Attributes, prefix = ''): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const attribute = attributes[name];
    if (attribute === undefined) {
      return [`${prefix}${name} is unknown`];
    }
    if (attribute.nested_type !== undefined) {
      return mismatches(value as Record<string, unknown>, attribute.nested_type.attributes, `${prefix}${name}.`);
    }
    const type = attribute.type as Type;
    return hasType(value, type) ? [] : [`${prefix}${name} is not a ${[type].flat().join(' of ')}`];
  });
}

function hasType(value: unknown, type: Type): boolean {
  if (typeof type === 'string') {
    return typeof value === (type === 'bool' ? 'boolean' : type);
  }
  const [collection, element] = type as [string, Type];
  return collection === 'list' && Array.isArray(value) && value.every((each) => hasType(each, element));
}

/** A value for every prop of the settings table. */
const EVERYTHING = Object.fromEntries(SETTINGS.map((setting) => [setting, everyField(settingRow(setting))]));

function everyField(row: AnyRow): unknown {
  return row.fields === undefined
    ? sampleFor(row)
    : Object.fromEntries(Object.entries(row.fields).map(([name, field]) => [name, everyField(field)]));
}

describe('the settings table and the schemas of the provider', () => {
  test('a schema is recorded for every version that introduced an attribute, up to the newest known one', () => {
    const introduced = ATTRIBUTES.flatMap(({ since }) => since ?? []);
    expect(VERSIONS).toEqual(expect.arrayContaining([...introduced, '5.14.0', '5.22.0']));
    expect(isNewer('6.0.0', NEWEST)).toBe(true);
  });

  describe.each(VERSIONS)('provider %s', (version) => {
    test.each(ATTRIBUTES.map(({ attribute, since = '5.0.0' }) => ({ attribute, since })))(
      '$attribute, since $since, exists exactly from then on',
      ({ attribute, since }) => {
        expect(find(resourceOf(version), attribute) !== undefined).toBe(!isNewer(since, version));
      },
    );

    test('the data source has the attributes that an imported organization references', () => {
      for (const name of ['account_id', 'auth_domain', 'name']) {
        expect(dataSourceOf(version)[name]).toMatchObject({ type: 'string' });
      }
    });

    test('the data source has every setting of the resource, with the same type', () => {
      const settings = ATTRIBUTES.filter(({ attribute }) => find(resourceOf(version), attribute) !== undefined);
      for (const { attribute } of settings) {
        const [ofResource, ofDataSource] = [resourceOf(version), dataSourceOf(version)].map((schema) => ({
          attribute,
          type: find(schema, attribute)?.type,
        }));
        expect(ofDataSource).toEqual(ofResource);
      }
    });

    test.each(Object.entries(LISTED))('%s and its results have the attributes that checks use', (type, attributes) => {
      const missing = attributes.filter((path) => find(dataSourceOf(version, type), path) === undefined);
      expect([type, missing]).toEqual([type, []]);
    });
  });

  test('an organization with all settings renders every attribute, with the types of the newest schema', () => {
    const attributes = rendered(EVERYTHING);
    expect(mismatches(attributes, resourceOf(NEWEST))).toEqual(['lifecycle is unknown']); // a meta-argument
    const missing = ATTRIBUTES.filter(({ path }) => valueAt(attributes, path) === undefined);
    expect(missing.map(({ attribute }) => attribute)).toEqual(['zone_id']); // excluded by account_id
  });

  test('a misspelled nested key and a value of another type are mismatches', () => {
    const wrong = { login_design: { colour: 'red', text_color: 1 }, mfa_config: { allowed_authenticators: [true] } };
    expect(mismatches(wrong, resourceOf(NEWEST))).toEqual([
      'login_design.colour is unknown',
      'login_design.text_color is not a string',
      'mfa_config.allowed_authenticators is not a list of string',
    ]);
  });

  test('attributes of the newest schema that the library does not set', () => {
    const covered = ATTRIBUTES.map(({ attribute }) => attribute);
    const others = leaves(resourceOf(NEWEST)).filter((path) => !covered.includes(path));
    expect(others).toEqual([
      'mfa_configuration_allowed', // an entitlement of the account, which Cloudflare's SDK no longer sends
      'trusted_accounts', // read-only
    ]);
  });
});
