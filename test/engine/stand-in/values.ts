/** The values that the engine and a provider exchange: MessagePack with an extension for unknown values. */
import { decode, ExtensionCodec, encode } from '@msgpack/msgpack';
import type { Attribute, Attributes } from '../contract';

export type Value = Record<string, unknown>;

/** A value that is unknown until apply. */
export const UNKNOWN = Object.freeze({ unknown: true });

/** The extension types of cty for unknown values, without and with refinements. */
const UNKNOWN_TYPE = 0;
const REFINED_UNKNOWN_TYPE = 12;

const extensionCodec = new ExtensionCodec();
for (const type of [UNKNOWN_TYPE, REFINED_UNKNOWN_TYPE]) {
  extensionCodec.register({
    type,
    encode: (value) => (value === UNKNOWN && type === UNKNOWN_TYPE ? new Uint8Array([0]) : null),
    decode: () => UNKNOWN,
  });
}

export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

export function fromDynamic({ msgpack, json }: DynamicValue): Value | null {
  if (msgpack !== undefined && msgpack.length > 0) {
    return decode(msgpack, { extensionCodec }) as Value | null;
  }
  return JSON.parse(Buffer.from(json ?? []).toString('utf8')) as Value | null;
}

export function toDynamic(value: Value | null): DynamicValue {
  return { msgpack: encode(value, { extensionCodec }) };
}

/** Reduces a value to the attributes of its schema and adds missing ones as null. */
export function conform(value: Value, attributes: Attributes): Value {
  return mapAttributes(attributes, (name, { nested_type: nested }) => {
    const part = value[name] ?? null;
    if (nested === undefined || part === null || part === UNKNOWN) {
      return part;
    }
    return Array.isArray(part)
      ? part.map((each) => conform(each as Value, nested.attributes))
      : conform(part as Value, nested.attributes);
  });
}

/** Marks computed attributes that the configuration omits as unknown. */
export function markComputed(
  planned: Value,
  config: Value,
  attributes: Attributes,
  isKnown: (name: string) => boolean,
) {
  return mapAttributes(attributes, (name, attribute): unknown => {
    const part = planned[name];
    const given = config[name] ?? null;
    if (given === null) {
      return attribute.computed === true && !isKnown(name) ? UNKNOWN : part;
    }
    return given === UNKNOWN ? part : markComputedWithin(part, given, attribute, isKnown);
  });
}

function markComputedWithin(
  part: unknown,
  given: unknown,
  { nested_type: nested }: Attribute,
  isKnown: (name: string) => boolean,
) {
  if (nested === undefined) {
    return part;
  }
  const mark = (value: unknown, config: unknown) =>
    config === UNKNOWN ? value : markComputed(value as Value, config as Value, nested.attributes, isKnown);
  return Array.isArray(part) ? part.map((each, index) => mark(each, (given as unknown[])[index])) : mark(part, given);
}

/** Removes unknown and null values at every depth, which gives the body of a request. */
export function known(value: Value): Value {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null && part !== UNKNOWN)
      .map(([name, part]) => [name, knownWithin(part)]),
  );
}

function knownWithin(part: unknown): unknown {
  if (Array.isArray(part)) {
    return part.map(knownWithin);
  }
  return typeof part === 'object' ? known(part as Value) : part;
}

export function isObject(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && value !== UNKNOWN && !Array.isArray(value);
}

function mapAttributes(attributes: Attributes, map: (name: string, attribute: Attribute) => unknown): Value {
  return Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, map(name, attribute)]));
}
