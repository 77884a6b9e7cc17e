/** Cloudflare's API as the provider calls it: with the token, and again after failures that may pass. */
import { setTimeout } from 'node:timers/promises';
import type { Value } from './values';

export interface Connection {
  readonly baseUrl: string;
  readonly token: string;
}

const PASSING = [408, 409, 429];
const ATTEMPTS = 10;
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 2000;

/** What the provider says of a request that it did not make, or that failed. */
export class ProviderError extends Error {
  public constructor(
    message: string,
    public readonly status = 0,
  ) {
    super(message);
  }
}

/** The result in the API's envelope. */
export async function call(connection: Connection, method: string, path: string, body?: Value): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await request(connection, method, path, body);
    const status = response?.status ?? 0;
    if (response !== undefined && !PASSING.includes(status) && status < 500) {
      const text = await response.text();
      if (!response.ok) {
        throw new ProviderError(`${method} "${response.url}": ${status} ${response.statusText} ${text}`, status);
      }
      return (JSON.parse(text) as { result: Value }).result;
    }
    if (attempt === ATTEMPTS) {
      throw new ProviderError(`${method} "${path}": ${status === 0 ? 'no answer' : status}, ${ATTEMPTS} times`, status);
    }
    await setTimeout(Math.min(FIRST_PAUSE * 2 ** attempt, LONGEST_PAUSE));
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
    return undefined; // the connection was refused, or dropped
  }
}
