/**
 * The behavior of the provider's data sources, taken from its source, and compared with the real ones of 5.14.0 and 5.22.0:
 * one reads an organization, and the others list a collection.
 */
import { ORGANIZATION } from '../contract';
import { type Connection, call, ProviderError } from './api';
import { scopeOf } from './resources';
import type { Value } from './values';

interface Listing {
  readonly path: (config: Value) => string;
  /** The query of a request, with the arguments that select items. */
  readonly query: (config: Value) => Value;
  /** Whether all items are in one response. Otherwise the provider requests pages until one is empty. */
  readonly isSinglePage?: boolean;
  /** Attributes of an item that have another name than in the API. */
  readonly renamed?: Readonly<Record<string, string>>;
}

const LISTINGS: Readonly<Record<string, Listing>> = {
  cloudflare_zones: {
    path: () => 'zones',
    query: ({ account, direction, match, name, order, status, type }) => {
      const { id, name: accountName } = (account ?? {}) as Value;
      return { 'account.id': id, 'account.name': accountName, direction, match, name, order, status, type };
    },
  },
  cloudflare_zero_trust_access_identity_providers: {
    path: (config) => `${scopeOf(config)}/access/identity_providers`,
    query: ({ scim_enabled }) => ({ scim_enabled }),
  },
  cloudflare_zero_trust_access_applications: {
    path: (config) => `${scopeOf(config)}/access/apps`,
    query: ({ aud, domain, exact, name, search }) => ({ aud, domain, exact, name, search }),
  },
  cloudflare_zero_trust_access_custom_pages: {
    path: (config) => `${accountOf(config)}/access/custom_pages`,
    query: () => ({}),
    renamed: { id: 'uid' },
  },
  cloudflare_zero_trust_lists: {
    path: (config) => `${accountOf(config)}/gateway/lists`,
    query: ({ type }) => ({ type }),
    isSinglePage: true,
    renamed: { list_count: 'count' },
  },
};

const DEFAULT_MAX_ITEMS = 1000;

/** The arguments of a data source, and what the API returns for them. */
export async function readDataSource(type: string, connection: Connection, config: Value): Promise<Value> {
  if (type === ORGANIZATION) {
    const settings = await call(connection, 'GET', `${scopeOf(config)}/access/organizations`);
    return { ...settings, account_id: config.account_id, zone_id: config.zone_id };
  }
  const listing = LISTINGS[type];
  if (listing === undefined) {
    throw new Error(`The stand-in does not implement the data source ${type}.`);
  }
  const maxItems = Number(config.max_items ?? 0) || DEFAULT_MAX_ITEMS;
  const items = await list(listing, connection, config, maxItems);
  return { ...config, result: items.map((item) => rename(item, listing)) };
}

async function list(listing: Listing, connection: Connection, config: Value, maxItems: number): Promise<Value[]> {
  const path = listing.path(config);
  const query = queryOf(listing.query(config));
  const items: Value[] = [];
  for (let page = 1; ; page += 1) {
    if (page > 1) {
      query.set('page', String(page)); // not set for the first page, like `per_page` for every page
    }
    const response = await call(connection, 'GET', query.size === 0 ? path : `${path}?${query.toString()}`);
    const found = response as unknown as readonly Value[];
    items.push(...found);
    if (found.length === 0 || items.length >= maxItems || listing.isSinglePage === true) {
      return items.slice(0, maxItems);
    }
  }
}

function queryOf(parameters: Value): URLSearchParams {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined);
  return new URLSearchParams(
    given.flatMap(([name, value]) => [value].flat().map((each) => [name, String(each as string | boolean)])),
  );
}

function rename(item: Value, { renamed = {} }: Listing): Value {
  return { ...item, ...Object.fromEntries(Object.entries(renamed).map(([name, field]) => [name, item[field]])) };
}

function accountOf({ account_id: account }: Value): string {
  if (typeof account !== 'string') {
    throw new ProviderError('missing required account_id parameter');
  }
  return `accounts/${account}`;
}
