/**
 * The behavior of the provider's resources, taken from its source: up to 5.22.0 compared with the real one, the
 * normalizations of 5.26.0 only read.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Attributes, ORGANIZATION, oldestFirst } from '../contract';
import { type Connection, call, ProviderError } from './api';
import { conform, isObject, known, markComputed, UNKNOWN, type Value } from './values';

export interface Resource {
  /** Throws if the provider rejects a configuration without a request. */
  validate(config: Value): void;
  /** The state of an existing resource with an import id. */
  importState(connection: Connection, id: string): Promise<Value>;
  plan(prior: Value | null, proposed: Value, config: Value): Value;
  create(connection: Connection, planned: Value): Promise<Value>;
  update(connection: Connection, planned: Value, prior: Value): Promise<Value>;
  read(connection: Connection, state: Value): Promise<Value>;
  remove(connection: Connection, state: Value): Promise<void>;
}

/** Attributes whose change replaces the resource. */
export const REPLACING = ['account_id', 'zone_id'];

/** Attributes that are sent as false if they are not set. */
const FALSE_BY_DEFAULT = ['allow_authenticate_via_warp', 'auto_redirect_to_identity', 'is_ui_read_only'];
/** Attributes for which false and null are equivalent, and those for which they are since `NORMALIZING_MORE`. */
const FALSE_OR_NULL = [...FALSE_BY_DEFAULT, 'deny_unmatched_requests'];
const FALSE_OR_NULL_SINCE = ['mfa_required_for_all_apps', 'mfa_configuration_allowed'];
/** The first version that normalizes flags of MFA, disabled token inactivity and empty lists of PIV requirements. */
const NORMALIZING_MORE = '5.26.0';

function isSince(version: string, first: string): boolean {
  return oldestFirst(version, first) >= 0;
}

function organization(attributes: Attributes, version: string): Resource {
  const normalizesMore = isSince(version, NORMALIZING_MORE);
  const put = async (connection: Connection, planned: Value, body: Value) => {
    const response = await call(connection, 'PUT', pathOf(planned), withoutIds(body));
    return fill(planned, conform(response, attributes));
  };
  const get = async (connection: Connection, { account_id, zone_id }: Value) => {
    const response = await call(connection, 'GET', pathOf({ account_id, zone_id }));
    return conform({ ...response, account_id, zone_id }, attributes);
  };
  return {
    validate: () => {
      // The provider validates enums only, ignoring case.
    },
    importState: async (connection, id) => {
      const imported = await get(connection, { account_id: id });
      for (const name of ['auto_redirect_to_identity', ...(normalizesMore ? ['mfa_required_for_all_apps'] : [])]) {
        imported[name] ??= false;
      }
      return { ...imported, login_design: isEmpty(imported.login_design) ? null : imported.login_design };
    },
    plan: (prior, proposed, config) => {
      const planned = { ...proposed };
      for (const name of FALSE_BY_DEFAULT.filter((each) => config[each] === null)) {
        planned[name] = false;
      }
      const isSame = prior !== null && isDeepStrictEqual(planned, prior);
      return isSame ? planned : markComputed(planned, config, attributes, (name) => FALSE_BY_DEFAULT.includes(name));
    },
    create: (connection, planned) => put(connection, planned, known(planned)),
    update: (connection, planned, prior) => put(connection, planned, changed(planned, prior)),
    read: async (connection, state) => normalize(await get(connection, state), state, normalizesMore),
    remove: async () => {
      // The provider only removes the resource from the state.
    },
  };
}

/** Converts a state of provider v4, in which nested settings were lists with at most one element. */
export function movedOrganization(v4: Value, attributes: Attributes): Value {
  const first = (value: unknown): unknown => (Array.isArray(value) ? ((value[0] as unknown) ?? null) : null);
  const flags = Object.fromEntries(FALSE_BY_DEFAULT.map((name) => [name, v4[name] ?? false]));
  return conform(
    { ...v4, ...flags, login_design: first(v4.login_design), custom_pages: first(v4.custom_pages) },
    attributes,
  );
}

function pathOf(value: Value): string {
  return `${scopeOf(value)}/access/organizations`;
}

/** The path of the account or the zone of a resource or data source. */
export function scopeOf({ account_id: account, zone_id: zone }: Value): string {
  if (typeof account === 'string') {
    return `accounts/${account}`;
  }
  if (typeof zone === 'string') {
    return `zones/${zone}`;
  }
  throw new ProviderError('either account ID or zone ID must be provided');
}

function withoutIds(body: Value): Value {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !REPLACING.includes(name)));
}

/** The known values of a plan, and null for values that the state has and the plan no longer sets, at every depth. */
function changed(planned: Value, prior: Value): Value {
  return Object.fromEntries(
    Object.entries(planned).flatMap(([name, value]) => {
      const before = prior[name] ?? null;
      if (value === null) {
        return before === null ? [] : [[name, null]];
      }
      if (isObject(value) && isObject(before)) {
        return [[name, changed(value, before)]];
      }
      return Object.entries(known({ [name]: value }));
    }),
  );
}

/** Replaces unknown values of a plan with those of the response. */
function fill(planned: Value, response: Value): Value {
  return Object.fromEntries(
    Object.entries(planned).map(([name, value]) => {
      if (value === UNKNOWN) {
        return [name, response[name] ?? null];
      }
      return [name, isObject(value) ? fill(value, isObject(response[name]) ? response[name] : {}) : value];
    }),
  );
}

/** Keeps the values of the state that are equivalent to those that were read, so that they cause no diff. */
function normalize(read: Value, state: Value, normalizesMore: boolean): Value {
  const result = { ...read };
  const keepIf = (name: string, isNothing: (value: unknown) => boolean) => {
    if (name in read && isNothing(read[name]) && isNothing(state[name])) {
      result[name] = state[name];
    }
  };
  for (const name of normalizesMore ? [...FALSE_OR_NULL, ...FALSE_OR_NULL_SINCE] : FALSE_OR_NULL) {
    keepIf(name, (value) => value !== true);
  }
  keepIf('login_design', (value) => value === null || Object.values(value as Value).every((each) => each === null));
  keepIf('deny_unmatched_requests_exempted_zone_names', isEmpty);
  // If the API returns no reason, the provider keeps that of the state: a removal in the dashboard is not detected.
  if ((read.ui_read_only_toggle_reason ?? '') === '') {
    result.ui_read_only_toggle_reason = state.ui_read_only_toggle_reason;
  }
  if (normalizesMore) {
    if (read.service_token_inactivity !== null) {
      keepIf('service_token_inactivity', (value) => value === null || (value as Value).enabled !== true);
    }
    keepEmptyLists(result, state, 'mfa_piv_key_requirements');
  }
  return result;
}

/** Keeps the lists of the state in a nested attribute if they are empty or null on both sides. */
function keepEmptyLists(result: Value, state: Value, attribute: string): void {
  const [read, before] = [result[attribute], state[attribute]];
  if (isObject(read) && isObject(before)) {
    const kept = ['ssh_key_size', 'ssh_key_type'].filter((name) => isEmpty(read[name]) && isEmpty(before[name]));
    result[attribute] = { ...read, ...Object.fromEntries(kept.map((name) => [name, before[name]])) };
  }
}

/** Whether a value is null, empty text, or a list or an object without values. */
function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.values(value).every(isEmpty));
}

/** The API paths of the other resources in the examples. */
const OTHER_PATHS: Readonly<Record<string, string>> = {
  cloudflare_zero_trust_list: 'gateway/lists',
  cloudflare_zero_trust_access_custom_page: 'access/custom_pages',
  cloudflare_zero_trust_access_identity_provider: 'access/identity_providers',
};

/** The types of lists that every version accepts, and later ones with the first version that does. */
const LIST_TYPES = ['SERIAL', 'URL', 'DOMAIN', 'EMAIL', 'IP', 'CATEGORY', 'LOCATION', 'DEVICE'];
const LIST_TYPES_SINCE: Readonly<Record<string, string>> = { AAGUID: '5.19.0' };

function validateListType(type: unknown, version: string): void {
  const added = Object.entries(LIST_TYPES_SINCE).filter(([, since]) => isSince(version, since));
  const types = [...LIST_TYPES, ...added.map(([name]) => name)];
  if (typeof type === 'string' && !types.includes(type.toUpperCase())) {
    const allowed = types.map((each) => `"${each}"`).join(' ');
    const message = `Attribute type value must be one of: [${allowed}], got: "${type}"`;
    throw new ProviderError(message, 0, 'Invalid Attribute Value Match');
  }
}

function otherResource(path: string, attributes: Attributes, version: string): Resource {
  const collection = (value: Value) => `accounts/${String(value.account_id)}/${path}`;
  const item = (value: Value) => `${collection(value)}/${String(value.uid ?? value.id)}`;
  return {
    validate: ({ type }) => {
      if (path === OTHER_PATHS.cloudflare_zero_trust_list) {
        validateListType(type, version);
      }
    },
    importState: () => Promise.reject(new Error('The stand-in imports only organizations.')),
    plan: (prior, proposed, config) =>
      prior !== null && isDeepStrictEqual(proposed, prior)
        ? proposed
        : markComputed(proposed, config, attributes, () => false),
    create: async (connection, planned) =>
      fill(planned, await call(connection, 'POST', collection(planned), withoutIds(known(planned)))),
    update: async (connection, planned, prior) =>
      fill(planned, await call(connection, 'PUT', item(prior), withoutIds(known(planned)))),
    read: async (connection, state) => {
      await call(connection, 'GET', item(state));
      return state;
    },
    remove: async (connection, state) => {
      await call(connection, 'DELETE', item(state));
    },
  };
}

/** A resource of a provider version. */
export function resource(type: string, attributes: Attributes, version: string): Resource {
  const path = OTHER_PATHS[type];
  if (path !== undefined) {
    return otherResource(path, attributes, version);
  }
  if (type !== ORGANIZATION) {
    throw new Error(`The stand-in does not implement ${type}.`);
  }
  return organization(attributes, version);
}
