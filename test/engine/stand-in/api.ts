/** A client of Cloudflare's API that, like the provider, authenticates with a token and retries transient failures. */
import { setTimeout } from 'node:timers/promises';
import type { Value } from './values';

export interface Connection {
  readonly baseUrl: string;
  readonly token: string;
}

const TRANSIENT = [408, 409, 429];
const ATTEMPTS = 10;
/** Milliseconds. */
const FIRST_PAUSE = 50;
const MAX_PAUSE = 2000;

/** An error that the provider reports: of a request that failed or was not sent, or of an attribute. */
export class ProviderError extends Error {
  public constructor(
    message: string,
    public readonly status = 0,
    public readonly summary = 'failed to make http request',
  ) {
    super(message);
  }
}

/** Sends a request and returns the `result` of the response. */
export async function call(connection: Connection, method: string, path: string, body?: Value): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await request(connection, method, path, body);
    const status = response?.status ?? 0;
    if (response !== undefined && !TRANSIENT.includes(status) && status < 500) {
      const text = await response.text();
      if (!response.ok) {
        throw new ProviderError(`${method} "${response.url}": ${status} ${response.statusText} ${text}`, status);
      }
      return (JSON.parse(text) as { result: Value }).result;
    }
    if (attempt === ATTEMPTS) {
      throw new ProviderError(
        `${method} "${path}": ${status === 0 ? 'no response' : status}, ${ATTEMPTS} times`,
        status,
      );
    }
    await setTimeout(Math.min(FIRST_PAUSE * 2 ** attempt, MAX_PAUSE));
  }
}

async function request({ baseUrl, token }: Connection, method: string, path: string, body?: Value) {
  try {
    return await fetch(`${baseUrl}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    return undefined; // the connection was refused or dropped
  }
}
