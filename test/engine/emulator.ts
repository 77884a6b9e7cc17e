/** An emulator of Cloudflare's API on localhost, for organizations, and for what data sources and the examples use. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError, validateOrganization } from './api-validation';
import { type Behavior, type Body, returned, stored, USUAL, unknownFields } from './behavior';
import { Collections } from './collections';

export type { Body } from './behavior';

/** `accounts/<id>` or `zones/<id>`. */
export type Scope = `accounts/${string}` | `zones/${string}`;

export interface RecordedRequest {
  readonly method: string;
  /** The path relative to the base URL, such as `/accounts/<id>/access/organizations`. */
  readonly path: string;
  /** The query, such as `page=2`. */
  readonly query: string;
  readonly body: Body | undefined;
  /** The status of the response; 0 if the connection was dropped. */
  readonly status: number;
}

/** A failure of the next `times` requests with a method. */
export interface Fault {
  readonly method: string;
  readonly times: number;
  /** An HTTP status, or a connection that is dropped before or after the request takes effect. */
  readonly kind: number | 'drop-before' | 'drop-after';
}

const PREFIX = '/client/v4';
const ID = /^[0-9a-f]{32}$/;

/** API tokens by permission. The provider requires forty characters. */
export const TOKENS = { edit: 'edit'.repeat(10), read: 'read'.repeat(10) };

export class Emulator {
  /** Starts an emulator on a free port. */
  public static async start(behavior: Behavior = USUAL): Promise<Emulator> {
    const emulator = new Emulator(behavior);
    await new Promise<void>((resolve) => emulator.server.listen(0, '127.0.0.1', resolve));
    return emulator;
  }

  /** The requests since the start or the last `reset`. */
  public readonly requests: RecordedRequest[] = [];
  /** The delay of each response in milliseconds. */
  public delay = 0;

  private readonly server: Server;
  private readonly organizations = new Map<string, Body>();
  private readonly collectionsByScope = new Map<string, Collections>();
  private pending: string[] = [];
  private faults: { method: string; left: number; kind: Fault['kind'] }[] = [];

  private constructor(private readonly behavior: Behavior) {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  public get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${PREFIX}`;
  }

  /** Creates an organization, as setting up Zero Trust in the dashboard does. */
  public onboard(scope: Scope, settings: Body): void {
    this.organizations.set(scope, settings);
  }

  /** Changes settings, as the dashboard does. */
  public change(scope: Scope, settings: Body): void {
    this.onboard(scope, { ...this.organizations.get(scope), ...settings });
  }

  /** The live settings of an organization, as the API returns them. */
  public live(scope: Scope): Body | undefined {
    const settings = this.organizations.get(scope);
    return settings && returned(settings, this.behavior);
  }

  /** The zones, applications and other collections of an account or zone: `collections(scope).zones.items = [...]`. */
  public collections(scope: Scope): Collections {
    const collections = this.collectionsByScope.get(scope) ?? new Collections(scope);
    this.collectionsByScope.set(scope, collections);
    return collections;
  }

  /** The bodies of the successful requests that changed an organization. */
  public writes(): Body[] {
    return this.requests
      .filter(({ method, path, status }) => method !== 'GET' && path.endsWith('/organizations') && status === 200)
      .map(({ body }) => body ?? {});
  }

  /** Makes the next requests fail. */
  public fail(fault: Fault): void {
    this.faults.push({ method: fault.method, left: fault.times, kind: fault.kind });
  }

  /** Whether a request with a method was received and has no response yet. */
  public isPending(method: string): boolean {
    return this.pending.includes(method);
  }

  /** Removes the collections of every account and zone. */
  public clearCollections(): void {
    this.collectionsByScope.clear();
  }

  /** Clears recorded requests, faults and the delay. */
  public reset(): void {
    this.requests.length = 0;
    this.faults = [];
    this.delay = 0;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const { pathname, searchParams: query } = new URL(request.url ?? '', this.baseUrl);
    const path = pathname.replace(PREFIX, '');
    const body = await readBody(request);
    const fault = this.nextFault(method);
    this.pending.push(method);
    await new Promise((resolve) => setTimeout(resolve, this.delay));
    this.pending.splice(this.pending.indexOf(method), 1);

    let result: { readonly status: number; readonly json: Body };
    if (fault === 'drop-before') {
      result = { status: 0, json: {} };
    } else if (typeof fault === 'number') {
      result = errorResponse(new ApiError(fault, 10_000, 'a failure of the test'));
    } else {
      result = this.respond(method, path, query, request.headers.authorization, body);
    }
    const status = fault === 'drop-after' ? 0 : result.status;
    this.requests.push({ method, path, query: query.toString(), body, status });
    if (status === 0) {
      request.socket.destroy();
    } else {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result.json));
    }
  }

  private nextFault(method: string): Fault['kind'] | undefined {
    const fault = this.faults.find((each) => each.method === method && each.left > 0);
    if (fault !== undefined) {
      fault.left -= 1;
    }
    return fault?.kind;
  }

  private respond(
    method: string,
    path: string,
    query: URLSearchParams,
    authorization: string | undefined,
    body: Body | undefined,
  ) {
    try {
      checkPermission(method, authorization);
      const response = this.handle(method, path, query, body);
      return { status: 200, json: { success: true, errors: [], messages: [], ...response } };
    } catch (error) {
      if (error instanceof ApiError) {
        return errorResponse(error);
      }
      throw error;
    }
  }

  private handle(method: string, path: string, query: URLSearchParams, body: Body | undefined): Body {
    if (path === '/zones' && method === 'GET') {
      return this.listZones(query);
    }
    const [, kind = '', id = '', rest = ''] = /^\/(accounts|zones)\/([^/]*)\/(.*)$/.exec(path) ?? [];
    if (!ID.test(id)) {
      throw new ApiError(404, 7003, `Could not route to ${path}, perhaps your object identifier is invalid?`);
    }
    const scope = `${kind}/${id}` as Scope;
    if (rest === 'access/organizations') {
      return { result: this.handleOrganization(method, scope, body) };
    }
    const collection = this.collections(scope).at(path.slice(1));
    if (collection === undefined) {
      throw new ApiError(404, 7000, 'No route for that URI');
    }
    return collection.respond(method, path.slice(1), query, body);
  }

  /** The zones of an account, which is a parameter of the query. */
  private listZones(query: URLSearchParams): Body {
    const { zones } = this.collections(`accounts/${query.get('account.id') ?? ''}`);
    const filters = [...query].filter(([name]) => name !== 'account.id');
    return zones.respond('GET', zones.path, new URLSearchParams(filters));
  }

  private handleOrganization(method: string, scope: Scope, body: Body = {}): unknown {
    const current = this.organizations.get(scope);
    if (current === undefined) {
      throw new ApiError(403, 9999, 'access.api.error.not_enabled: Access is not enabled. Visit the Access dashboard');
    }
    if (method === 'PUT' || method === 'POST') {
      const [unknown] = unknownFields(body);
      if (unknown !== undefined && this.behavior.unknownFields === 'rejected') {
        throw new ApiError(400, 12_130, `access.api.error.invalid_request: unknown field ${unknown}`);
      }
      const settings = stored(current, body, this.behavior);
      validateOrganization(settings);
      this.organizations.set(scope, settings);
    } else if (method !== 'GET') {
      throw new ApiError(405, 10_405, 'Method not allowed for this authentication scheme');
    }
    return this.live(scope);
  }
}

function errorResponse({ status, code, message }: ApiError) {
  return { status, json: { success: false, errors: [{ code, message }], messages: [], result: null } };
}

async function readBody(request: IncomingMessage): Promise<Body | undefined> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk as string;
  }
  return text === '' ? undefined : (JSON.parse(text) as Body);
}

function checkPermission(method: string, authorization: string | undefined): void {
  const token = authorization?.replace(/^Bearer /, '') ?? '';
  if (!Object.values(TOKENS).includes(token) || (token === TOKENS.read && method !== 'GET')) {
    throw new ApiError(403, 10_000, 'Authentication error');
  }
}
