/** What is wrong with the keys and values of a fleet's file, by its JSON Schema, in the words of people. */
import { Ajv, type ErrorObject } from 'ajv';
import { isScalar, type Node } from 'yaml';
import { memberOf, type Place, type Problem, show } from './file-checks';
import schema from './organizations.schema.json';

/** The parts of the schema that messages are made of. */
interface Shape {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly 'x-allowed'?: string;
  readonly 'x-fix'?: string;
}

/** Types and spelling only: whether a setting makes sense is for the rules of the library. */
const hasShape = new Ajv({ allErrors: true, verbose: true, formats: { date: isDay } })
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
    const missing = shape.properties?.[missingProperty] ?? {};
    return { offset, path: memberOf(path, missingProperty), message: messageOf(undefined, missing) };
  }
  if (additionalProperty !== undefined) {
    const unknown = memberOf(path, additionalProperty);
    return {
      offset: places.get(unknown)?.offset ?? offset,
      path: unknown,
      message: unknownKey(additionalProperty, shape),
    };
  }
  return { offset, path, message: messageOf(node, shape) };
}

/** `/organizations/3/accountId` as people write it. */
function pathOf(pointer: string): string {
  const steps = pointer.split('/').slice(1);
  return steps.reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : memberOf(path, step)), '');
}

function messageOf(node: Node | undefined, shape: Shape): string {
  const allowed = shape['x-allowed'] ?? `one of ${(shape.enum ?? []).join(', ')}`;
  return `received ${show(node)}; allowed: ${allowed}: ${trapOf(node, shape) ?? shape['x-fix'] ?? ''}`;
}

const FLAGS = new Map([
  ['yes', true],
  ['on', true],
  ['no', false],
  ['off', false],
]);

/** What to write, where YAML reads something else than was meant. */
function trapOf(node: Node | undefined, { type, pattern, enum: values }: Shape): string | undefined {
  if (!isScalar(node) || node.value === null) {
    return undefined;
  }
  const { value, source = '' } = node;
  if (typeof value !== 'string') {
    return type === 'string' && pattern !== undefined && new RegExp(pattern).test(source)
      ? `write it in quotes, '${source}'`
      : undefined;
  }
  const flag = type === 'boolean' ? FLAGS.get(value.toLowerCase()) : undefined;
  return flag === undefined ? didYouMean(value, values ?? []) : `write ${flag}`;
}

function unknownKey(key: string, { properties = {} }: Shape): string {
  const known = Object.keys(properties);
  // A setting that stands beside the settings is one that was indented too little.
  const nested = known.flatMap((name) =>
    Object.keys(properties[name]?.properties ?? {}).map((own) => `${name}.${own}`),
  );
  const fix = didYouMean(key, [...known, ...nested]) ?? 'delete it';
  return `received a key that is not known; allowed: ${known.join(', ')}: ${fix}`;
}

/** The nearest one, when it is near enough to be what was meant. */
function didYouMean(received: string, names: readonly string[]): string | undefined {
  const distances = names.map((name) => ({ name, distance: distance(received, name.replace(/^.*\./, '')) }));
  const [nearest] = distances.sort((a, b) => a.distance - b.distance);
  return nearest !== undefined && nearest.distance <= Math.max(1, received.length / 3)
    ? `did you mean ${nearest.name}?`
    : undefined;
}

/** How many letters must be added, taken away or replaced, whatever their case and hyphens. */
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

/** Whether text is a day of the calendar: not 2027-02-30. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
