/**
 * Records the contract with the provider: `npm run engine:contract -- 5.22.0` reads the schemas of that version with the
 * engine and writes those that the library depends on to test/engine/contract, without descriptions.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attributes, type Contract, ORGANIZATION, type Schema } from '../test/engine/contract';
import { enginesUnderTest } from '../test/engine/engines';
import { engineEnvironment, inFolderRequiring, installProvider, mirroredVersions } from '../test/engine/providers';

/** Resources that the examples use besides the organization, and that the stand-in supports. */
const OTHER_RESOURCES = [
  'cloudflare_zero_trust_access_custom_page',
  'cloudflare_zero_trust_access_identity_provider',
  'cloudflare_zero_trust_list',
];

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
  return Object.fromEntries(
    names.flatMap((name) => {
      const schema = schemas[name];
      return schema === undefined
        ? []
        : [[name, { version: schema.version, block: { attributes: reduceAttributes(schema.block.attributes) } }]];
    }),
  );
}

function reduceAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type, nested_type: nested, required, optional, computed }]) => [
      name,
      {
        ...(nested === undefined
          ? { type }
          : { nested_type: { nesting_mode: nested.nesting_mode, attributes: reduceAttributes(nested.attributes) } }),
        ...(required === true ? { required } : {}),
        ...(optional === true ? { optional } : {}),
        ...(computed === true ? { computed } : {}),
      },
    ]),
  );
}

function write(file: string, contract: Contract): void {
  writeFileSync(join(FOLDER, file), `${JSON.stringify(contract, undefined, 2)}\n`);
  console.log(`wrote ${file}`);
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
    data_source_schemas: reduce(data, [ORGANIZATION]),
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
