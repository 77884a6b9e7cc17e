/** The collections of an emulated account or zone, which data sources list and resources change. */
import { createHash } from 'node:crypto';
import { ApiError } from './api-validation';
import type { Body } from './behavior';

/** The default number of items on a page. It is documented for zones, and assumed for the other collections. */
const PAGE_SIZE = 20;

export class Collection {
  /** Whether a list has all items, fails with status 403, or has none, as in issue 6006 of the provider. */
  public listing: 'complete' | 'denied' | 'empty' = 'complete';

  private stored: Body[] = [];
  /** The number of ids that were given. */
  private ids = 0;

  public constructor(
    /** The path in the API, such as `accounts/<id>/access/apps`. */
    public readonly path: string,
    private readonly options: {
      /** Whether a response has all items. */
      readonly isSinglePage?: boolean;
      /** The query parameters that select the items whose field of this name has the value. */
      readonly filters?: readonly string[];
    } = {},
  ) {}

  /** The items as the API returns them, except that an item without an id gets one. */
  public get items(): readonly Body[] {
    return this.stored;
  }

  public set items(items: readonly Body[]) {
    this.stored = items.map((item) => ({ ...this.newIds(), ...item }));
  }

  /** The response to a request for the collection, an item, or the `items` of a list. */
  public respond(method: string, path: string, query: URLSearchParams, body: Body = {}): Body {
    if (path !== this.path) {
      const [id = '', part] = path.slice(this.path.length + 1).split('/');
      const item = this.respondWithItem(method, id, body);
      return { result: part === undefined ? item : item[part] };
    }
    if (method === 'POST') {
      const item = { ...this.newIds(), ...body, ...countOf(body) };
      this.stored.push(item);
      return { result: item };
    }
    return this.list(query);
  }

  private respondWithItem(method: string, id: string, body: Body): Body {
    const item = this.stored.find((each) => each.id === id || each.uid === id);
    if (item === undefined) {
      throw new ApiError(404, 12_139, 'not found');
    }
    if (method === 'PUT' || method === 'PATCH') {
      Object.assign(item, body, countOf(body));
    }
    if (method === 'DELETE') {
      this.stored = this.stored.filter((each) => each !== item);
    }
    return item;
  }

  private list(query: URLSearchParams): Body {
    if (this.listing === 'denied') {
      throw new ApiError(403, 10_000, 'Authentication error');
    }
    const { isSinglePage = false, filters = [] } = this.options;
    const unsupported = [...query.keys()].filter((name) => !['page', 'per_page', ...filters].includes(name));
    if (unsupported.length > 0) {
      throw new ApiError(400, 10_001, `the emulator does not support the parameter ${unsupported.join(', ')}`);
    }
    const items = this.stored.filter(
      (item) => this.listing === 'complete' && filters.every((name) => [item[name], null].includes(query.get(name))),
    );
    const page = Number(query.get('page') ?? 1);
    const size = isSinglePage ? items.length : Number(query.get('per_page') ?? PAGE_SIZE);
    const result = items.slice((page - 1) * size, page * size);
    return { result, result_info: { page, per_page: size, count: result.length, total_count: items.length } };
  }

  /** The ids of a new item; only custom pages use `uid`. */
  private newIds(): Body {
    this.ids += 1;
    const id = uuid(`${this.path} ${this.ids}`);
    return { id, uid: id };
  }
}

export class Collections {
  public readonly zones: Collection;
  public readonly identityProviders: Collection;
  public readonly applications: Collection;
  public readonly customPages: Collection;
  public readonly lists: Collection;

  public constructor(scope: string) {
    this.zones = new Collection(`zones of ${scope}`, { filters: ['name', 'status'] });
    this.identityProviders = new Collection(`${scope}/access/identity_providers`);
    this.applications = new Collection(`${scope}/access/apps`, { filters: ['aud'] });
    this.customPages = new Collection(`${scope}/access/custom_pages`);
    this.lists = new Collection(`${scope}/gateway/lists`, { isSinglePage: true, filters: ['type'] });
  }

  /** The collection with a path, or with an item that has it. */
  public at(path: string): Collection | undefined {
    const { identityProviders, applications, customPages, lists } = this;
    return [identityProviders, applications, customPages, lists].find(
      (each) => path === each.path || path.startsWith(`${each.path}/`),
    );
  }
}

/** The number of items that the API returns for a list. */
function countOf({ items }: Body): Body {
  return Array.isArray(items) ? { count: items.length } : {};
}

function uuid(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
