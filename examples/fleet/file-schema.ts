/** Checks the content of a fleet file against its JSON Schema, with messages for the people who edit it. */
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { closest, distance } from 'fastest-levenshtein';
import { isCollection, isMap, isScalar, type Node } from 'yaml';
import { expressionIn, tokenIn } from './literal-text';
import schema from './organizations.schema.json';

/** The keys and indexes that lead to a value. */
export type Path = readonly string[];

/** A problem of a value. */
export interface Problem {
  readonly path: Path;
  /** Completes the sentence that begins with the path. */
  readonly problem: string;
  /** How to solve it: a sentence without its full stop, or a question. */
  readonly fix: string;
}

/** The parts of the schema that messages use. */
interface Shape {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  /** Completes the sentence "the value is not …". */
  readonly 'x-allowed'?: string;
  /** How to correct the value. */
  readonly 'x-fix'?: string;
}

const ajv = new Ajv({ allErrors: true, verbose: true }).addVocabulary(['x-allowed', 'x-fix']);
addFormats(ajv, ['date']);
// Free text may contain `${` and `%{`. In all other values, these are mistakes.
ajv.addFormat('text', (text) => tokenIn(text) === undefined);
ajv.addFormat('literal', (text) => tokenIn(text) === undefined && expressionIn(text) === undefined);
/** Checks only types and notation: settings are checked by the rules of the library. */
const isValid = ajv.compile(schema);

/** Returns all problems of the content, whose nodes in the file `nodeAt` returns. */
export function schemaProblems(content: unknown, nodeAt: (path: Path) => Node | undefined): Problem[] {
  isValid(content);
  return (isValid.errors ?? []).map((error) => problemOf(error, nodeAt));
}

function problemOf(error: ErrorObject, nodeAt: (path: Path) => Node | undefined): Problem {
  const path = error.instancePath.split('/').slice(1);
  const shape = error.parentSchema as Shape;
  const { missingProperty, additionalProperty } = error.params as Readonly<Record<string, string | undefined>>;
  if (missingProperty !== undefined) {
    const { 'x-fix': fix = '' } = shape.properties?.[missingProperty] ?? {};
    return { path: [...path, missingProperty], problem: 'is required', fix };
  }
  if (additionalProperty !== undefined) {
    return { path: [...path, additionalProperty], ...unknownKey(additionalProperty, shape) };
  }
  return { path, ...invalidValue(nodeAt(path), shape) };
}

type Message = Pick<Problem, 'fix' | 'problem'>;

function unknownKey(key: string, { properties = {} }: Shape): Message {
  const known = Object.keys(properties);
  // A setting next to `settings` is probably one that is indented too little.
  const nested = known.flatMap((name) =>
    Object.keys(properties[name]?.properties ?? {}).map((own) => `${name}.${own}`),
  );
  const fix = didYouMean(key, [...nested, ...known]) ?? `Remove it, or use one of ${known.join(', ')}`;
  return { problem: 'is not a known key', fix };
}

function invalidValue(node: Node | undefined, shape: Shape): Message {
  const { type, format, enum: values = [], 'x-fix': fix = '' } = shape;
  const received = shown(node);
  if (received === undefined) {
    return { problem: 'is empty', fix };
  }
  const problem = `${received} is not ${shape['x-allowed'] ?? `one of ${values.join(', ')}`}`;
  if (!isScalar(node)) {
    return { problem, fix };
  }
  if (typeof node.value === 'string') {
    return evaluated(node.value, format, received) ?? { problem, fix: didYouMean(node.value, values) ?? fix };
  }
  // YAML reads text such as 4711 as a number.
  const isTextWithoutQuotes = type === 'string' && ajv.validate(shape, node.source);
  return { problem, fix: isTextWithoutQuotes ? `Put it in quotes: '${received}'` : fix };
}

/** The problem of text that would be evaluated. */
function evaluated(text: string, format: string | undefined, received: string): Message | undefined {
  const token = tokenIn(text);
  if (token !== undefined) {
    return { problem: `${received} contains '${token}', which CDKTF reserves for tokens`, fix: 'Use another text' };
  }
  const expression = format === 'literal' ? expressionIn(text) : undefined;
  return expression === undefined
    ? undefined
    : {
        problem: `${received} contains '${expression}', which begins a Terraform expression`,
        fix: 'Use a literal value, because nothing in the file is evaluated',
      };
}

/** The most characters that a message shows of a value. */
const MAX_CHARACTERS = 80;

/** Formats a value for a message, on one line; undefined if there is none. */
function shown(node: Node | undefined): string | undefined {
  if (isCollection(node) && node.items.length > 0) {
    return isMap(node) ? '(a mapping)' : '(a list)';
  }
  if (!isScalar(node) || node.value === null) {
    return undefined;
  }
  if (typeof node.value !== 'string') {
    return node.source ?? '';
  }
  const text = JSON.stringify(node.value).slice(1, -1).replaceAll('\\"', '"');
  return `'${text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text}'`;
}

/** Suggests the most similar name, if it is similar enough to be the one that was meant; of equal ones, the last. */
function didYouMean(received: string, names: readonly string[]): string | undefined {
  const byLastKey = new Map(names.map((name) => [name.replace(/^.*\./, '').toLowerCase(), name]));
  const text = received.toLowerCase();
  const nearest = closest(text, [...byLastKey.keys()]);
  return names.length > 0 && distance(text, nearest) <= Math.max(1, text.length / 3)
    ? `Did you mean ${byLastKey.get(nearest)}?`
    : undefined;
}
