/**
 * A stand-in for the Cloudflare provider, for machines without access to a registry. It implements Terraform's plugin
 * protocol with the recorded schemas of a version and the behavior of its resources and data sources. With the real provider,
 * the same tests pass and send the same requests.
 *
 * The argument is the provider version.
 */
import { join } from 'node:path';
import { loadPackageDefinition, Server, ServerCredentials, type ServiceDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { type Attributes, contract, ORGANIZATION, otherResources, type Schema } from '../contract';
import { type Connection, ProviderError } from './api';
import { readDataSource } from './data-sources';
import { movedOrganization, REPLACING, type Resource, resource } from './resources';
import { conform, type DynamicValue, fromDynamic, toDynamic, type Value } from './values';

/** The versions of go-plugin's handshake and of the plugin protocol, printed with the address of the server. */
const HANDSHAKE_VERSION = 1;
const PROTOCOL_VERSION = 6;
/** A variable that engines set; without it, the program was not started by an engine. */
const MAGIC_COOKIE = [
  'TF_PLUGIN_MAGIC_COOKIE',
  'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
] as const;

/** The control service of go-plugin, without which the engine waits two seconds for each provider to exit. */
const CONTROLLER: ServiceDefinition = {
  Shutdown: {
    path: '/plugin.GRPCController/Shutdown',
    requestStream: false,
    responseStream: false,
    requestSerialize: () => Buffer.alloc(0),
    requestDeserialize: () => ({}),
    responseSerialize: () => Buffer.alloc(0),
    responseDeserialize: () => ({}),
  },
};

const V4_TYPES = ['cloudflare_access_organization', 'cloudflare_zero_trust_access_organization'];

interface Request {
  readonly type_name: string;
  readonly id: string;
  readonly config: DynamicValue;
  readonly current_state: DynamicValue;
  readonly prior_state: DynamicValue;
  readonly planned_state: DynamicValue;
  readonly proposed_new_state: DynamicValue;
  readonly raw_state: DynamicValue;
  readonly source_state: DynamicValue;
  readonly source_type_name: string;
}

type Handler = (request: Request) => object | Promise<object>;

const PROVIDER_ATTRIBUTES: Attributes = Object.fromEntries(
  ['api_token', 'api_key', 'api_user_service_key', 'email', 'base_url', 'user_agent_operator_suffix'].map((name) => [
    name,
    { type: 'string', optional: true },
  ]),
);

function handlersOf(version: string): Readonly<Record<string, Handler>> {
  const { resource_schemas: own, data_source_schemas: data } = contract(version);
  const schemas = { ...otherResources().resource_schemas, ...own };
  const attributesOf = (type: string): Attributes => schemas[type]?.block.attributes ?? {};
  const resourceOf = ({ type_name: type }: Request): Resource => resource(type, attributesOf(type), version);
  let connection: Connection = { baseUrl: '', token: '' };
  /** The state of a resource; null if the API no longer has it. */
  const readIfExists = (of: Resource, state: Value): Promise<Value | null> =>
    of.read(connection, state).catch((error: unknown) => {
      if (error instanceof ProviderError && error.status === 404) {
        return null;
      }
      throw error;
    });

  return {
    GetProviderSchema: () => ({
      provider: toSchema({ version: 0, block: { attributes: PROVIDER_ATTRIBUTES } }),
      resource_schemas: mapSchemas(schemas),
      data_source_schemas: mapSchemas(data),
      server_capabilities: { move_resource_state: true },
    }),
    ValidateProviderConfig: () => ({}),
    ValidateResourceConfig: (request) => {
      resourceOf(request).validate(fromDynamic(request.config) ?? {});
      return {};
    },
    ValidateDataResourceConfig: () => ({}),
    ConfigureProvider: ({ config }) => {
      const { base_url: baseUrl, api_token: token } = fromDynamic(config) ?? {};
      connection = {
        baseUrl: (baseUrl ?? process.env.CLOUDFLARE_BASE_URL ?? '') as string,
        token: (token ?? process.env.CLOUDFLARE_API_TOKEN ?? '') as string,
      };
      return {};
    },
    UpgradeResourceState: ({ type_name: type, raw_state: state }) => ({
      upgraded_state: toDynamic(conform(fromDynamic(state) ?? {}, attributesOf(type))),
    }),
    PlanResourceChange: (request) => {
      const prior = fromDynamic(request.prior_state);
      const proposed = fromDynamic(request.proposed_new_state);
      if (proposed === null) {
        return { planned_state: toDynamic(null) };
      }
      const planned = resourceOf(request).plan(prior, proposed, fromDynamic(request.config) ?? {});
      const replacing = REPLACING.filter((name) => prior !== null && name in planned && planned[name] !== prior[name]);
      return {
        planned_state: toDynamic(planned),
        requires_replace: replacing.map((name) => ({ steps: [{ attribute_name: name }] })),
      };
    },
    ApplyResourceChange: async (request) => {
      const prior = fromDynamic(request.prior_state);
      const planned = fromDynamic(request.planned_state);
      if (planned === null) {
        await resourceOf(request).remove(connection, prior ?? {});
        return { new_state: toDynamic(null) };
      }
      const created = await (prior === null
        ? resourceOf(request).create(connection, planned)
        : resourceOf(request).update(connection, planned, prior));
      return { new_state: toDynamic(conform(created, attributesOf(request.type_name))) };
    },
    ReadResource: async (request) => {
      const state = await readIfExists(resourceOf(request), fromDynamic(request.current_state) ?? {});
      return { new_state: toDynamic(state && conform(state, attributesOf(request.type_name))) };
    },
    ImportResourceState: async (request) => {
      const state = await resourceOf(request).importState(connection, request.id);
      return { imported_resources: [{ type_name: request.type_name, state: toDynamic(state) }] };
    },
    MoveResourceState: ({ source_type_name: source, source_state: state }) => {
      if (!V4_TYPES.includes(source)) {
        throw new Error(`A ${source} cannot be moved to a ${ORGANIZATION}.`);
      }
      return { target_state: toDynamic(movedOrganization(fromDynamic(state) ?? {}, attributesOf(ORGANIZATION))) };
    },
    ReadDataSource: async ({ type_name: type, config }) => {
      const read = await readDataSource(type, connection, fromDynamic(config) ?? {});
      return { state: toDynamic(conform(read, data[type]?.block.attributes ?? {})) };
    },
    StopProvider: () => ({}),
  };
}

function mapSchemas(schemas: Readonly<Record<string, Schema>>): object {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, toSchema(schema)]));
}

function toSchema({ version, block }: Schema): object {
  return { version, block: { attributes: toAttributes(block.attributes) } };
}

function toAttributes(attributes: Attributes): object[] {
  return Object.entries(attributes).map(([name, { type, nested_type: nested, ...flags }]) => ({
    ...flags,
    name,
    ...(nested === undefined
      ? { type: Buffer.from(JSON.stringify(type)) }
      : { nested_type: { nesting: nested.nesting_mode.toUpperCase(), attributes: toAttributes(nested.attributes) } }),
  }));
}

/** Converts an error into a diagnostic with the summary that the provider uses. */
function toDiagnostics(error: unknown): object {
  const summary = error instanceof ProviderError ? error.summary : 'The stand-in failed.';
  const detail = error instanceof ProviderError ? error.message : String(error instanceof Error ? error.stack : error);
  return { diagnostics: [{ severity: 'ERROR', summary, detail }] };
}

function serve(version: string): void {
  const [cookie, value] = MAGIC_COOKIE;
  if (process.env[cookie] !== value) {
    throw new Error('This program is a Terraform provider, which only an engine can start.');
  }
  const definition = loadSync(join(__dirname, 'tfplugin6.proto'), { keepCase: true, longs: Number, enums: String });
  const loaded = loadPackageDefinition(definition) as unknown as {
    tfplugin6: { Provider: { service: ServiceDefinition } };
  };
  const server = new Server();
  server.addService(
    loaded.tfplugin6.Provider.service,
    Object.fromEntries(
      Object.entries(handlersOf(version)).map(([name, handler]) => [
        name,
        (call: { request: Request }, respond: (error: null, value: object) => void) => {
          void Promise.resolve(call.request)
            .then(handler)
            .catch(toDiagnostics)
            .then((response) => {
              respond(null, response);
            });
        },
      ]),
    ),
  );
  server.addService(CONTROLLER, {
    Shutdown: (_: object, respond: (error: null, value: object) => void) => {
      respond(null, {});
      server.tryShutdown(() => process.exit(0));
    },
  });
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) {
      throw error;
    }
    console.log([HANDSHAKE_VERSION, PROTOCOL_VERSION, 'tcp', `127.0.0.1:${port}`, 'grpc', ''].join('|'));
  });
}

serve(process.argv[2] ?? '');
