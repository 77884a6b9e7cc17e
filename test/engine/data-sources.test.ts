/** The data sources that checks at plan time read, in plain Terraform configurations. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT_ID, ZONE_ID } from '../organization';
import type { Collection, Collections } from './collections';
import { ACCOUNT, Fixture, LIVE } from './fixture';
import { providerVersions } from './toolchain';
import type { Workspace } from './workspace';

type Json = Record<string, unknown>;

const fixture = new Fixture();
const ZONE = `zones/${ZONE_ID}` as const;
const OTHER_ACCOUNT_ID = '0'.repeat(32);
const UID = '4e5fd3f9-4f0c-4a10-9ecf-5b7b0c1a2d3e';

const ORGANIZATION = 'cloudflare_zero_trust_organization';
const ZONES = 'cloudflare_zones';
const IDENTITY_PROVIDERS = 'cloudflare_zero_trust_access_identity_providers';
const APPLICATIONS = 'cloudflare_zero_trust_access_applications';
const CUSTOM_PAGES = 'cloudflare_zero_trust_access_custom_pages';
const LISTS = 'cloudflare_zero_trust_lists';

/** A data source that lists a collection. */
interface Listing {
  readonly path: string;
  readonly collection: (collections: Collections) => Collection;
  readonly args: Json;
  readonly item: Json;
  /** The attributes of the item; those that the API omits are null. */
  readonly read: Json;
}

const LISTINGS: Readonly<Record<string, Listing>> = {
  [ZONES]: {
    path: '/zones',
    collection: ({ zones }) => zones,
    args: { account: { id: ACCOUNT_ID } },
    item: { id: ZONE_ID, name: 'widget-corp.com', status: 'active', paused: false, account: { id: ACCOUNT_ID } },
    read: {
      id: ZONE_ID,
      name: 'widget-corp.com',
      status: 'active',
      paused: false,
      account: { id: ACCOUNT_ID, name: null },
      type: null,
      name_servers: null,
    },
  },
  [IDENTITY_PROVIDERS]: {
    path: `/${ACCOUNT}/access/identity_providers`,
    collection: ({ identityProviders }) => identityProviders,
    args: { account_id: ACCOUNT_ID },
    item: { id: UID, name: 'Okta', type: 'okta', config: { okta_account: 'https://widget-corp.okta.com' } },
    read: { id: UID, name: 'Okta', type: 'okta', scim_config: null },
  },
  [APPLICATIONS]: {
    path: `/${ACCOUNT}/access/apps`,
    collection: ({ applications }) => applications,
    args: { account_id: ACCOUNT_ID },
    item: {
      id: UID,
      type: 'self_hosted',
      domain: 'wiki.widget-corp.com/docs',
      destinations: [{ type: 'public', uri: 'wiki.widget-corp.com/docs' }],
      policies: [{ decision: 'allow', include: [{ everyone: {} }] }],
    },
    read: {
      id: UID,
      type: 'self_hosted',
      domain: 'wiki.widget-corp.com/docs',
      self_hosted_domains: null,
      destinations: [expect.objectContaining({ type: 'public', uri: 'wiki.widget-corp.com/docs', hostname: null })],
      policies: [expect.objectContaining({ decision: 'allow', name: null })],
    },
  },
  [CUSTOM_PAGES]: {
    path: `/${ACCOUNT}/access/custom_pages`,
    collection: ({ customPages }) => customPages,
    args: { account_id: ACCOUNT_ID },
    item: { uid: UID, name: 'Forbidden', type: 'forbidden' },
    read: { id: UID, uid: UID, name: 'Forbidden', type: 'forbidden' },
  },
  [LISTS]: {
    path: `/${ACCOUNT}/gateway/lists`,
    collection: ({ lists }) => lists,
    args: { account_id: ACCOUNT_ID },
    item: { id: UID, name: 'Security keys', type: 'AAGUID', count: 2 },
    read: { id: UID, name: 'Security keys', type: 'AAGUID', list_count: 2, description: null },
  },
};
const TYPES = Object.keys(LISTINGS);

/** What is expected of each data source, by type. */
const forEach = <T>(map: (listing: Listing, type: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(LISTINGS).map(([type, listing]) => [type, map(listing, type)]));

const collectionOf = ({ collection }: Listing): Collection => collection(fixture.emulator.collections(ACCOUNT));

function setItems(itemsOf: (listing: Listing) => readonly Json[]): void {
  for (const listing of Object.values(LISTINGS)) {
    collectionOf(listing).items = itemsOf(listing);
  }
}

/** A configuration that reads data sources into the output `read`. */
function reading(argsByType: Readonly<Record<string, Json>>): Json {
  const types = Object.keys(argsByType);
  return {
    data: Object.fromEntries(Object.entries(argsByType).map(([type, args]) => [type, { this: args }])),
    // Identity providers and applications have secrets.
    output: {
      read: { value: Object.fromEntries(types.map((type) => [type, `\${data.${type}.this}`])), sensitive: true },
    },
  };
}

/** A workspace with a configuration, as Terraform JSON or as HCL. */
async function workspaceOf(configuration: Json | string, version = '>= 5.14.0'): Promise<Workspace> {
  const workspace = fixture.emptyWorkspace();
  const write = (file: string, content: string): void => {
    writeFileSync(join(workspace.directory, file), content);
  };
  const cloudflare = { source: 'cloudflare/cloudflare', version };
  write('versions.tf.json', JSON.stringify({ terraform: { required_providers: { cloudflare } } }));
  if (typeof configuration === 'string') {
    write('main.tf', configuration);
  } else {
    write('main.tf.json', JSON.stringify(configuration));
  }
  await workspace.init();
  return workspace;
}

/** The exit code and the output of a plan, without line breaks, and what it read. */
async function planIn(workspace: Workspace) {
  const { code, output } = await workspace.plan();
  const text = output.replace(/[\s│]+/g, ' ');
  if (code !== 2) {
    return { code, text };
  }
  const shown = await workspace.succeed('show', '-json', 'plan');
  const { planned_values: planned } = JSON.parse(shown.output) as {
    planned_values: { outputs: { read: { value?: Record<string, Json> } } };
  };
  return { code, text, read: planned.outputs.read.value };
}

const planOf = async (configuration: Json | string) => planIn(await workspaceOf(configuration));

/** The output of an applied configuration. */
async function readByApply(workspace: Workspace): Promise<Record<string, Json>> {
  const { output } = await workspace.succeed('output', '-json', 'read');
  return JSON.parse(output) as Record<string, Json>;
}

/** The requests to the API as `GET /zones page 2`, in alphabetical order, because data sources are read in parallel. */
function requests(): string[] {
  return fixture.emulator.requests
    .map(({ method, path, query }) => {
      const page = new URLSearchParams(query).get('page');
      return `${method} ${path}${page === null ? '' : ` page ${page}`}`;
    })
    .sort();
}

/** The requests for the first pages of every collection, except that one request reads all lists. */
function requestsForPages(count: number): string[] {
  return TYPES.flatMap((type) => {
    const request = `GET ${LISTINGS[type]?.path ?? ''}`;
    const others = Array.from({ length: count - 1 }, (_, index) => `${request} page ${index + 2}`);
    return type === LISTS ? [request] : [request, ...others];
  }).sort();
}

describe('the organization', () => {
  test('is read as the API returns it, with one request', async () => {
    const { read } = await planOf(reading({ [ORGANIZATION]: { account_id: ACCOUNT_ID } }));
    expect(read?.[ORGANIZATION]).toMatchObject({
      ...LIVE,
      account_id: ACCOUNT_ID,
      is_ui_read_only: false,
      login_design: null,
      ui_read_only_toggle_reason: null,
    });
    expect(requests()).toEqual([`GET /${ACCOUNT}/access/organizations`]);
  });

  test('fails the plan if Access is not enabled', async () => {
    const { code, text } = await planOf(reading({ [ORGANIZATION]: { account_id: OTHER_ACCOUNT_ID } }));
    expect(code).toBe(1);
    expect(text).toMatch(/Error: failed to make http request .*403 Forbidden.*access\.api\.error\.not_enabled/);
  });

  const [oldest = ''] = providerVersions();
  (fixture.supports('5.17.0') && oldest === '5.14.0' ? test : test.skip)(
    'has no attributes that are newer than the provider, which try does not catch',
    async () => {
      const value = `\${try(data.${ORGANIZATION}.this.deny_unmatched_requests, "missing")}`;
      const configuration = { ...reading({ [ORGANIZATION]: { account_id: ACCOUNT_ID } }), output: { read: { value } } };
      expect(await planIn(await workspaceOf(configuration))).toMatchObject({ code: 2, read: false });
      expect(await planIn(await workspaceOf(configuration, oldest))).toMatchObject({
        code: 1,
        text: expect.stringContaining('Unsupported attribute') as string,
      });
    },
  );
});

describe('lists', () => {
  const argsOf = ({ args }: Listing): Json => args;

  test('have the items, and null for what the API omits', async () => {
    setItems(({ item }) => [item]);
    const { read } = await planOf(reading(forEach(argsOf)));
    expect(read).toMatchObject(forEach(({ args, read: item }) => ({ ...args, result: [item] })));
    expect(requests()).toEqual(requestsForPages(2));
  });

  test('have no items, with one request each', async () => {
    const { read } = await planOf(reading(forEach(argsOf)));
    expect(read).toMatchObject(forEach(() => ({ result: [] })));
    expect(requests()).toEqual(requestsForPages(1));
  });

  test.each([
    { maxItems: undefined, count: 45, pages: 4 }, // three pages of at most 20 items, and an empty one
    { maxItems: 0, count: 45, pages: 4 },
    { maxItems: 25, count: 25, pages: 2 },
    { maxItems: 40, count: 40, pages: 2 },
    { maxItems: 50, count: 45, pages: 4 },
  ])('have $count of 45 items with max_items = $maxItems', async ({ maxItems, count, pages }) => {
    const items = Array.from({ length: 45 }, (_, index) => ({ name: `item ${index}` }));
    setItems(() => items);
    const { read } = await planOf(reading(forEach(({ args }) => ({ ...args, max_items: maxItems }))));
    expect(read).toMatchObject(forEach(() => ({ result: items.slice(0, count) })));
    expect(requests()).toEqual(requestsForPages(pages));
  });

  test('have at most 1,000 items without max_items', async () => {
    fixture.emulator.collections(ACCOUNT).zones.items = Array.from({ length: 1020 }, () => ({}));
    const { read } = await planOf(reading({ [ZONES]: { account: { id: ACCOUNT_ID } } }));
    expect(read?.[ZONES]?.result).toHaveLength(1000);
    expect(requests()).toHaveLength(50);
  });

  test('fail the plan if the token has no permission', async () => {
    for (const listing of Object.values(LISTINGS)) {
      collectionOf(listing).listing = 'denied';
    }
    const { code, text } = await planOf(reading(forEach(argsOf)));
    expect(code).toBe(1);
    const errors = text.split('Error: failed to make http request').slice(1);
    expect(errors.filter((error) => /403 Forbidden.*Authentication error/.test(error))).toHaveLength(TYPES.length);
    expect(requests()).toEqual(requestsForPages(1));
  });

  test('can be empty although there are items', async () => {
    setItems(({ item }) => [item]);
    for (const listing of Object.values(LISTINGS)) {
      collectionOf(listing).listing = 'empty';
    }
    expect((await planOf(reading(forEach(argsOf)))).read).toMatchObject(forEach(() => ({ result: [] })));
  });

  test('are read by the apply if an argument is unknown until then', async () => {
    setItems(({ item }) => [item]);
    const configuration = JSON.stringify(reading(forEach(argsOf))).replaceAll(
      ACCOUNT_ID,
      '${terraform_data.account.output}',
    );
    const workspace = await workspaceOf({
      ...(JSON.parse(configuration) as Json),
      resource: { terraform_data: { account: { input: ACCOUNT_ID } } },
    });
    expect(await planIn(workspace)).toMatchObject({ code: 2, read: undefined });
    expect(requests()).toEqual([]);
    expect(await workspace.apply()).toMatchObject({ code: 0 });
    expect(await readByApply(workspace)).toMatchObject(forEach(({ read }) => ({ result: [read] })));
    expect(requests()).toEqual(requestsForPages(2));
  });

  test.each([
    [IDENTITY_PROVIDERS, { name: 'Okta', config: { client_secret: 'secret' } }],
    [APPLICATIONS, { name: 'Wiki', saas_app: { client_secret: 'secret' } }],
  ])('of type %s contain secrets, but their other attributes are no secrets', async (type, item) => {
    const { args } = LISTINGS[type] as Listing;
    collectionOf(LISTINGS[type] as Listing).items = [item];
    const outputOf = (attributes: string) => ({
      ...reading({ [type]: args }),
      output: { read: { value: `\${data.${type}.this.result${attributes}}` } },
    });
    expect(await planOf(outputOf('[*].name'))).toMatchObject({ code: 2, read: [item.name] });
    const { code, text } = await planOf(outputOf(''));
    expect(code).toBe(1);
    expect(text).toContain('Error: Output refers to sensitive values');
  });

  test.each([
    [ZONES, 'status', 'active'],
    [ZONES, 'name', 'widget-corp.com'],
    [LISTS, 'type', 'SERIAL'],
    [APPLICATIONS, 'aud', '737646a56ab1df6ec9bddc7e5ca84eaf3b0768850f3ffb5d74f1534911fe3893'],
  ])('of type %s are selected by %s', async (type, argument, value) => {
    const { args } = LISTINGS[type] as Listing;
    collectionOf(LISTINGS[type] as Listing).items = [{ [argument]: 'other' }, { [argument]: value }];
    const { read } = await planOf(reading({ [type]: { ...args, [argument]: value } }));
    expect(read?.[type]).toMatchObject({ result: [{ [argument]: value }] });
  });
});

test('an organization, its identity providers and its applications can be those of a zone', async () => {
  fixture.emulator.onboard(ZONE, { ...LIVE, name: 'Widget Zone' });
  fixture.emulator.collections(ZONE).identityProviders.items = [{ name: 'Okta' }];
  fixture.emulator.collections(ZONE).applications.items = [{ name: 'Wiki' }];
  const args = { zone_id: ZONE_ID };
  const { read } = await planOf(reading({ [ORGANIZATION]: args, [IDENTITY_PROVIDERS]: args, [APPLICATIONS]: args }));
  expect(read).toMatchObject({
    [ORGANIZATION]: { ...args, name: 'Widget Zone' },
    [IDENTITY_PROVIDERS]: { ...args, result: [{ name: 'Okta' }] },
    [APPLICATIONS]: { ...args, result: [{ name: 'Wiki' }] },
  });
});

describe('the account of zones', () => {
  const zonesInHcl = (account: string): string =>
    `data "${ZONES}" "this" {\n  ${account}\n}\noutput "read" {\n  value = { ${ZONES} = data.${ZONES}.this }\n}\n`;

  beforeEach(() => {
    fixture.emulator.collections(ACCOUNT).zones.items = [{ name: 'widget-corp.com' }];
    fixture.emulator.collections(`accounts/${OTHER_ACCOUNT_ID}`).zones.items = [{ name: 'other.example' }];
  });

  test.each([
    ['JSON', reading({ [ZONES]: { account: { id: ACCOUNT_ID } } })],
    ['HCL', zonesInHcl(`account = { id = "${ACCOUNT_ID}" }`)],
  ])('is an attribute in %s', async (_format, configuration) => {
    const { read } = await planOf(configuration);
    expect(read?.[ZONES]?.result).toEqual([expect.objectContaining({ name: 'widget-corp.com' })]);
  });

  test('is rejected as a block', async () => {
    const { code, text } = await planOf(zonesInHcl(`account {\n    id = "${ACCOUNT_ID}"\n  }`));
    expect(code).toBe(1);
    expect(text).toContain('Unsupported block type');
    expect(requests()).toEqual([]);
  });
});

test.each([
  [
    'is in the list if the data source depends on it',
    { depends_on: ['cloudflare_zero_trust_access_custom_page.page'] },
    1,
  ],
  ['is otherwise missing, because the list is read before it is created', {}, 0],
])('a custom page of the same configuration %s', async (_name, dependency, count) => {
  const page = {
    account_id: ACCOUNT_ID,
    name: 'Forbidden',
    type: 'forbidden',
    custom_html: '<p>Ask the help desk.</p>',
  };
  const workspace = await workspaceOf({
    ...reading({ [CUSTOM_PAGES]: { account_id: ACCOUNT_ID, ...dependency } }),
    resource: { cloudflare_zero_trust_access_custom_page: { page } },
  });
  await workspace.deploy();
  expect((await readByApply(workspace))[CUSTOM_PAGES]?.result).toHaveLength(count);
});
