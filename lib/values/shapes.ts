/**
 * The types of props, checked at run time for callers without a type checker: a value of a wrong type would crash the
 * library or be dropped silently.
 */
import { type Finding, formatFinding, isBlank, show } from './messages';
import { isStruct } from './structs';
import { isUnresolved } from './unresolved';

type Kind =
  | { readonly kind: 'either'; readonly first: Shape; readonly second: Shape }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly element: Shape }
  | { readonly kind: 'struct'; readonly fields: Readonly<Record<string, Shape>> }
  | {
      readonly kind: 'simple';
      readonly isOfType: (value: unknown) => boolean;
      /** Completes the sentence "is not …". */
      readonly type: string;
      readonly fix: string;
    };

/** The type of a value. */
export type Shape<T = unknown> = Kind & {
  /** Whether the value must be known at synthesis, because it decides what is rendered. */
  readonly literal?: true;
  /** Never set: ties the shape to the TypeScript type of its prop. */
  readonly typeOfValue?: T;
};

/** A shape for each field of a struct: a missing or misspelled one is a compile error. */
export type Shapes<T> = { readonly [P in keyof T]-?: Shape<NonNullable<T[P]>> };

function simple<T>(isOfType: (value: unknown) => boolean, type: string, fix: string): Shape<T> {
  return { kind: 'simple', isOfType, type, fix };
}

export const ANY = simple<never>(() => true, 'a value', 'Use any value');
export const BOOLEAN = simple<boolean>(
  (value) => typeof value === 'boolean',
  'a boolean',
  'Use true or false, without quotes',
);
export const NUMBER = simple<number>(Number.isFinite, 'a number', 'Use digits, without quotes');
export const STRING = simple<string>((value) => typeof value === 'string', 'a string', 'Put it in quotes');
/** A construct with an address, such as a resource or a provider. Reading `fqn` would fix its logical id. */
export const ELEMENT: Shape<never> = literal(
  simple(
    (value) => hasMembers(value, ['fqn']),
    'a Terraform element such as a resource',
    'Use one such as organization.resource',
  ),
);

/** A member of an enum. */
export function enumOf<E extends string>(values: Readonly<Record<string, E>>): Shape<E> {
  return { kind: 'enum', values: Object.values(values) };
}

export function listOf<E>(element: Shape<E>): Shape<E[]> {
  return { kind: 'list', element };
}

export function structOf<T>(fields: Shapes<T>): Shape<T> {
  return { kind: 'struct', fields, literal: true };
}

/** An instance of a class, recognized by its members so that one of another copy of this package is accepted. */
export function instanceOf<T>(className: string, members: readonly (keyof T & string)[]): Shape<T> {
  const isInstance = (value: unknown): boolean => hasMembers(value, members);
  return literal(simple(isInstance, `an instance of ${className}`, `Use new ${className}(…)`));
}

/** A value of either shape; problems are reported for the second. */
export function either<T, U>(first: Shape<T>, second: Shape<U>): Shape<T | U> {
  return { kind: 'either', first, second, literal: true };
}

/** A shape whose value, elements included, must be known at synthesis. */
export function literal<T>(shape: Shape<T>): Shape<T> {
  return shape.kind === 'list'
    ? { ...shape, element: literal(shape.element), literal: true }
    : { ...shape, literal: true };
}

/** A problem with the type or the name of a prop. */
export interface ShapeFinding extends Finding {
  readonly rule: 'prop-type' | 'prop-unknown';
}

/** Checks the props of a class, and returns one message per finding. */
export function checkProps(className: string, shape: Shape, props: unknown): string[] {
  return checkShape(shape, props, { prop: '', owner: className }).map(
    (finding) => `${formatFinding(finding)} [${finding.rule}]`,
  );
}

/** Checks that the prop `name` is given and not blank. */
export function checkName(props: unknown): string[] {
  const { name } = (isStruct(props) ? props : { name: 'absent' }) as { readonly name?: unknown };
  const isMissing = name === undefined || (typeof name === 'string' && isBlank(name));
  return isMissing ? ['name is required. Use a name that messages and the report can show. [prop-type]'] : [];
}

/** Where a value is: its prop, and the class or struct that has this prop. */
interface Place {
  readonly prop: string;
  readonly owner: string;
}

function checkShape(shape: Shape, value: unknown, place: Place): ShapeFinding[] {
  if (shape.literal !== true && isUnresolved(value) && (shape.kind === 'list' || !Array.isArray(value))) {
    return [];
  }
  switch (shape.kind) {
    case 'list':
      return Array.isArray(value) && !isUnresolved(value)
        ? // Unlike `flatMap`, this visits the holes of a sparse list.
          Array.from(value, (element, index) => checkElement(shape.element, element, `${place.prop}[${index}]`)).flat()
        : wrongType(shape, value, place);
    case 'struct':
      return isStruct(value) ? checkFields(shape.fields, value, place) : wrongType(shape, value, place);
    case 'either':
      return checkShape(shape.first, value, place).length === 0 ? [] : checkShape(shape.second, value, place);
    case 'enum':
      return shape.values.includes(value as string) ? [] : wrongType(shape, value, place);
    case 'simple':
      return shape.isOfType(value) ? [] : wrongType(shape, value, place);
  }
}

function hasMembers(value: unknown, members: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && members.every((member) => member in value);
}

function checkElement(shape: Shape, element: unknown, prop: string): ShapeFinding[] {
  // Spreading a list token leaves an element that is a token only inside a list.
  if (isUnresolved([element]) && !isUnresolved(element)) {
    const problem = 'is an unresolved list, which CDKTF cannot extend';
    return [{ prop, rule: 'prop-type', problem, fix: 'Use Fn.concat([list, [...]])' }];
  }
  return checkShape(shape, element, { prop, owner: prop });
}

function checkFields(
  fields: Readonly<Record<string, Shape>>,
  value: object,
  { prop: parent, owner }: Place,
): ShapeFinding[] {
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .flatMap(([key, field]) => {
      const prop = parent === '' ? key : `${parent}.${key}`;
      const shape = Object.hasOwn(fields, key) ? fields[key] : undefined;
      return shape === undefined
        ? [unknownProp(prop, key, owner, Object.keys(fields))]
        : checkShape(shape, field, { prop, owner: prop });
    });
}

function wrongType(shape: Described, value: unknown, { prop }: Place): ShapeFinding[] {
  const { type, fix } = describe(shape, value);
  return [
    {
      prop: prop || 'props',
      rule: 'prop-type',
      received: show(value),
      problem: `is not ${type}`,
      fix: value === null && prop !== '' ? 'Omit it' : fix,
    },
  ];
}

/** Problems with either of two shapes are reported for the second. */
type Described = Exclude<Shape, { readonly kind: 'either' }>;

/** The type that a shape requires, and how to write such a value. */
function describe(shape: Described, value: unknown): { readonly type: string; readonly fix: string } {
  switch (shape.kind) {
    case 'enum': {
      const meant = similarName(typeof value === 'string' ? value.trim() : '', shape.values);
      const type = `one of ${shape.values.map(show).join(', ')}`;
      return { type, fix: meant === undefined ? 'Use one of these' : `Did you mean ${show(meant)}?` };
    }
    case 'list':
      return { type: 'a list', fix: 'Put it in square brackets' };
    case 'struct':
      return { type: 'a struct', fix: `Use { ${Object.keys(shape.fields)[0] ?? ''}: … }` };
    case 'simple':
      return shape;
  }
}

function unknownProp(prop: string, key: string, owner: string, names: readonly string[]): ShapeFinding {
  const meant = similarName(key, names);
  return {
    prop: showName(prop),
    rule: 'prop-unknown',
    problem: `is not a property of ${showName(owner)}`,
    fix: meant === undefined ? `Remove it, or use one of ${names.join(', ')}` : `Did you mean ${meant}?`,
  };
}

/** A name as it is, unless it is not an identifier: names can be any text. */
function showName(name: string): string {
  return /^[\w.[\]]+$/.test(name) ? name : show(name);
}

/** The name that differs from a text only in case and separators. */
function similarName(text: string, names: readonly string[]): string | undefined {
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return names.find((name) => plain(name) === plain(text));
}
