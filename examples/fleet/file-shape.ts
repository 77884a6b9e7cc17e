/** Checks the keys and values of a fleet file against its JSON Schema, with messages for the people who edit it. */
import { Ajv, type ErrorObject } from 'ajv';
import { isCollection, isScalar, type Node } from 'yaml';
import { memberOf, type Place, type Problem, show } from './file-checks';
import { tokenIn } from './literal-text';
import schema from './organizations.schema.json';

/** The parts of the schema that messages use. */
interface Shape {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  /** Completes the sentence "the value is not …". */
  readonly 'x-allowed'?: string;
  /** How to correct the value: a sentence without its full stop. */
  readonly 'x-fix'?: string;
}

/** Checks only types and notation: settings are checked by the rules of the library. */
const hasShape = new Ajv({ allErrors: true, verbose: true, formats: { date: isDate } })
  .addVocabulary(['x-allowed', 'x-fix'])
  .compile(schema);

export function shapeProblems(content: unknown, places: readonly Place[]): Problem[] {
  hasShape(content);
  const byPath = new Map(places.map((place) => [place.path, place]));
  return (hasShape.errors ?? []).map((error) => problemOf(error, byPath));
}

function problemOf(error: ErrorObject, places: ReadonlyMap<string, Place>): Problem {
  const path = pathOf(error.instancePath);
  const { offset = 0, node } = places.get(path) ?? {};
  const shape = error.parentSchema as Shape;
  const { missingProperty, additionalProperty } = error.params as Readonly<Record<string, string | undefined>>;
  if (missingProperty !== undefined) {
    const { 'x-fix': fix = '' } = shape.properties?.[missingProperty] ?? {};
    return { offset, path: memberOf(path, missingProperty), problem: 'is required', fix };
  }
  if (additionalProperty !== undefined) {
    const unknown = memberOf(path, additionalProperty);
    return { offset: places.get(unknown)?.offset ?? offset, path: unknown, ...unknownKey(additionalProperty, shape) };
  }
  return { offset, path, ...invalidValue(node, shape) };
}

/** Converts a JSON Pointer such as `/organizations/3/accountId` into the notation of messages. */
function pathOf(pointer: string): string {
  const steps = pointer.split('/').slice(1);
  return steps.reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : memberOf(path, step)), '');
}

type Message = Pick<Problem, 'fix' | 'problem' | 'received'>;

function invalidValue(node: Node | undefined, shape: Shape): Message {
  const fix = yamlFix(node, shape) ?? shape['x-fix'] ?? '';
  const received = show(node);
  if (received === undefined || (isCollection(node) && node.items.length === 0)) {
    return { problem: 'is empty', fix };
  }
  const allowed = shape['x-allowed'] ?? `one of ${(shape.enum ?? []).join(', ')}`;
  return { received, problem: `is not ${allowed}`, fix };
}

/** Booleans of YAML 1.1, which YAML 1.2 reads as text. */
const BOOLEANS = new Map([
  ['yes', true],
  ['on', true],
  ['no', false],
  ['off', false],
]);

/** The fix if YAML reads another value than the one that was probably meant. */
function yamlFix(node: Node | undefined, { type, pattern, enum: values }: Shape): string | undefined {
  if (!isScalar(node) || node.value === null) {
    return undefined;
  }
  const { value, source = '' } = node;
  if (typeof value !== 'string') {
    const isValidText = pattern !== undefined && new RegExp(pattern).test(source) && tokenIn(source) === undefined;
    return type === 'string' && isValidText ? `Put it in quotes: '${source}'` : undefined;
  }
  const boolean = type === 'boolean' ? BOOLEANS.get(value.toLowerCase()) : undefined;
  return boolean === undefined ? didYouMean(value, values ?? []) : `Use ${boolean}`;
}

function unknownKey(key: string, { properties = {} }: Shape): Message {
  const known = Object.keys(properties);
  // A setting next to `settings` is probably one that is indented too little.
  const nested = known.flatMap((name) =>
    Object.keys(properties[name]?.properties ?? {}).map((own) => `${name}.${own}`),
  );
  const fix = didYouMean(key, [...known, ...nested]) ?? `Remove it, or use one of ${known.join(', ')}`;
  return { problem: 'is not a known key', fix };
}

/** Suggests the nearest name, if it is similar enough to be the one that was meant. */
function didYouMean(received: string, names: readonly string[]): string | undefined {
  const distances = names.map((name) => ({ name, distance: distance(received, name.replace(/^.*\./, '')) }));
  const [nearest] = distances.sort((a, b) => a.distance - b.distance);
  return nearest !== undefined && nearest.distance <= Math.max(1, received.length / 3)
    ? `Did you mean ${nearest.name}?`
    : undefined;
}

/** The Levenshtein distance, ignoring case and separators. */
function distance(received: string, name: string): number {
  const [a, b] = [received, name].map((text) => text.toLowerCase().replace(/[-_ ]/g, '')) as [string, string];
  let row = [...Array(b.length + 1).keys()];
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Whether text is an existing date, unlike 2027-02-30. */
function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
