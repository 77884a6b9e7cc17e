import type { IConstruct } from 'constructs';

/** State of this library that belongs to a construct, such as a stack or the app: created when it is first used. */
export function stateOf<T extends object>(construct: IConstruct, key: symbol, create: () => T): T {
  const holder = construct as unknown as Record<symbol, T | undefined>;
  const state = holder[key];
  if (state !== undefined) {
    return state;
  }
  const created = create();
  // Not enumerable, so that copies and comparisons of constructs ignore it.
  Object.defineProperty(construct, key, { value: created });
  return created;
}
