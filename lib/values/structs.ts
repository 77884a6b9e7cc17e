import { isUnresolved } from './unresolved';

/** An object with named fields, such as a struct of props or the attributes of a resource. */
export type Struct = Readonly<Record<string, unknown>>;

/** Whether a value has fields: an object that is neither a list, a token nor a built-in such as a `Map`. */
export function isStruct(value: unknown): value is Struct {
  return Object.prototype.toString.call(value) === '[object Object]' && !isUnresolved(value);
}

/**
 * The fields of a struct by name. Those of a class instance include getters and inherited fields, which `Object.entries`
 * and `{ ...props }` omit.
 */
export function fieldsOf(struct: Struct): [name: string, value: unknown][] {
  if (classPrototypes(struct).length === 0) {
    return Object.entries(struct);
  }
  const names = new Set<string>();
  for (const level of [struct, ...classPrototypes(struct)]) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      if (descriptor.enumerable || 'get' in descriptor) {
        names.add(name);
      }
    }
  }
  return [...names].map((name) => [name, struct[name]]);
}

/** The prototypes of an object, without the last one: `Object.prototype`, which can be that of another realm. */
function classPrototypes(object: object): object[] {
  const prototype = Object.getPrototypeOf(object) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null
    ? []
    : [prototype, ...classPrototypes(prototype)];
}

/** Returns an object with the same keys and mapped values. */
export function mapValues<T, U>(object: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

/** The value at a path; undefined if it is absent. An unresolved struct stands for each of its fields. */
export function valueAt(object: object, path: readonly string[]): unknown {
  let value: unknown = object;
  for (const key of path) {
    const field = (value as Struct | null | undefined)?.[key];
    if (field === undefined) {
      return value !== object && isUnresolved(value) ? value : undefined;
    }
    value = field;
  }
  return value;
}

/** Sets the value at a path, and creates the structs on the way. */
export function setValueAt(object: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let struct = object;
  for (const key of path.slice(0, -1)) {
    struct[key] ??= {};
    struct = struct[key] as Record<string, unknown>;
  }
  struct[path.at(-1) as string] = value;
}

/** Merges two values, structs field by field; otherwise the upper value wins unless it is undefined. */
export function merge(lower: unknown, upper: unknown): unknown {
  if (upper === undefined) {
    return lower;
  }
  if (!isStruct(lower) || !isStruct(upper)) {
    return upper;
  }
  const merged: Record<string, unknown> = { ...lower };
  for (const [key, value] of Object.entries(upper)) {
    merged[key] = merge(lower[key], value);
  }
  return merged;
}
