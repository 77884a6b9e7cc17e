/**
 * Records the contract with the provider: `npm run engine:contract -- 5.22.0` reads the schemas of that version with the
 * engine and writes those that the library depends on to test/engine/contract, without descriptions and deeper attributes.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attribute, type Attributes, type Contract, ORGANIZATION, type Schema } from '../test/engine/contract';
import { enginesUnderTest } from '../test/engine/engines';
import { engineEnvironment, inFolderRequiring, installProvider, mirroredVersions } from '../test/engine/providers';

/** Resources that the examples use besides the organization, and that the stand-in supports. */
const OTHER_RESOURCES = [
  'cloudflare_zero_trust_access_custom_page',
  'cloudflare_zero_trust_access_identity_provider',
  'cloudflare_zero_trust_list',
];

/** Data sources that checks at plan time read besides the organization. */
const LISTS = [
  'cloudflare_zero_trust_access_applications',
  'cloudflare_zero_trust_access_custom_pages',
  'cloudflare_zero_trust_access_identity_providers',
  'cloudflare_zero_trust_lists',
  'cloudflare_zones',
];

/** The levels of attributes that are recorded, such as `result[].destinations[].uri`; attributes with more are omitted. */
const DEPTH = 3;

/** The recorded properties of attributes besides their type. */
const FLAGS = ['required', 'optional', 'computed', 'sensitive', 'deprecated'] as const;

const FOLDER = join(__dirname, '..', 'test', 'engine', 'contract');

type Schemas = Readonly<Record<string, Schema>>;

interface ProviderSchemas {
  readonly provider_schemas: Readonly<
    Record<string, { readonly resource_schemas: Schemas; readonly data_source_schemas: Schemas }>
  >;
}

function schemasOf(engine: string, version: string) {
  if (!mirroredVersions().includes(version)) {
    installProvider(engine, version);
  }
  return inFolderRequiring(version, (folder) => {
    const run = (...args: string[]) =>
      execFileSync(engine, args, { cwd: folder, env: engineEnvironment(), encoding: 'utf8', maxBuffer: 2 ** 28 });
    run('init');
    const { provider_schemas: schemas } = JSON.parse(run('providers', 'schema', '-json')) as ProviderSchemas;
    const [provider] = Object.values(schemas);
    if (provider === undefined) {
      throw new Error(`The engine printed no schemas of provider ${version}.`);
    }
    return provider;
  });
}

/** The named schemas, reduced to the properties of `Schema`. */
function reduce(schemas: Schemas, names: readonly string[]): Schemas {
  const named = Object.entries(schemas).filter(([name]) => names.includes(name));
  return Object.fromEntries(
    named.map(([name, { version, block }]) => [
      name,
      { version, block: { attributes: reduceAttributes(block.attributes, DEPTH) } },
    ]),
  );
}

function reduceAttributes(attributes: Attributes, depth: number): Attributes {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([, { nested_type: nested }]) => nested === undefined || depth > 1)
      .map(([name, attribute]) => [name, { ...reduceType(attribute, depth), ...flagsOf(attribute) }]),
  );
}

function reduceType({ type, nested_type: nested }: Attribute, depth: number): Attribute {
  if (nested === undefined) {
    return { type };
  }
  const attributes = reduceAttributes(nested.attributes, depth - 1);
  return { nested_type: { nesting_mode: nested.nesting_mode, attributes } };
}

function flagsOf(attribute: Attribute): Attribute {
  return Object.fromEntries(FLAGS.filter((flag) => attribute[flag] === true).map((flag) => [flag, true]));
}

function write(file: string, contract: Contract): void {
  writeFileSync(join(FOLDER, file), `${toJson(contract)}\n`);
  console.log(`wrote ${file}`);
}

/** JSON with one line for each attribute. */
function toJson(contract: Contract): string {
  const json = JSON.stringify(contract, undefined, 2);
  return json.replace(/\{\s+"type"[^{}]*\}/g, (attribute) =>
    attribute.replace(/\s+/g, ' ').replace(/(?<=\[) | (?=])/g, ''),
  );
}

const [engine] = enginesUnderTest();
if (engine === undefined) {
  throw new Error("No engine found. Run 'npm run engine:setup'.");
}
const source = 'the provider itself';
const versions = process.argv.slice(2);
for (const version of versions) {
  const { resource_schemas: resources, data_source_schemas: data } = schemasOf(engine, version);
  write(`${version}.json`, {
    version,
    source,
    resource_schemas: reduce(resources, [ORGANIZATION]),
    data_source_schemas: reduce(data, [ORGANIZATION, ...LISTS]),
  });
  if (version === versions.at(-1)) {
    write('other-resources.json', {
      version,
      source,
      resource_schemas: reduce(resources, OTHER_RESOURCES),
      data_source_schemas: {},
    });
  }
}
