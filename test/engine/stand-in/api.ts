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

export class ApiError extends Error {
  public constructor(
    public readonly status: number,
    message: string,
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
        throw new ApiError(status, `${method} "${response.url}": ${status} ${response.statusText} ${text}`);
      }
      return (JSON.parse(text) as { result: Value }).result;
    }
    if (attempt === ATTEMPTS) {
      throw new ApiError(status, `${method} "${path}": ${status === 0 ? 'no answer' : status}, ${ATTEMPTS} times`);
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
