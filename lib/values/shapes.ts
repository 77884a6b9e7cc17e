/**
 * The types of props, checked at run time for callers without a type checker: a value of a wrong type would crash the
 * library or be dropped silently.
 */
import { type Finding, formatFinding, isBlank, show, surrogateProblem } from './messages';
import { fieldsOf, isStruct } from './structs';
import { didYouMean, nearest } from './suggestions';
import { isUnresolved, resolutionProblem } from './unresolved';

/** Other names, each with the name, or the path of the prop, that is meant: `{ logo: 'loginDesign.logoPath' }`. */
export type Synonyms = Readonly<Record<string, string>>;

/** Synonyms listed by what they mean: `{ 'loginDesign.logoPath': ['logo', 'logoUrl'] }`. */
export function synonymsOf(names: Readonly<Record<string, readonly string[]>>): Synonyms {
  return Object.fromEntries(Object.entries(names).flatMap(([meant, all]) => all.map((name) => [name, meant])));
}

interface Struct {
  readonly kind: 'struct';
  readonly fields: Readonly<Record<string, Shape>>;
  /** For suggestions; synonyms of props that the struct does not have are ignored. */
  readonly synonyms?: Synonyms;
}

type Kind =
  | Struct
  | { readonly kind: 'either'; readonly first: Shape; readonly second: Shape }
  | { readonly kind: 'enum'; readonly values: readonly string[]; readonly synonyms: Synonyms }
  | { readonly kind: 'list'; readonly element: Shape }
  | {
      readonly kind: 'simple';
      readonly isOfType: (value: unknown) => boolean;
      /** Completes the sentence "is not …". */
      readonly type: string;
      readonly fix: (value: unknown) => string;
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
  return { kind: 'simple', isOfType, type, fix: () => fix };
}

/** A single value, for which a list with one element is a common mistake. */
function scalar<T>(isOfType: (value: unknown) => boolean, type: string, fix: string): Shape<T> {
  const fixOf = (value: unknown): string => (Array.isArray(value) ? 'Use one value, without square brackets' : fix);
  return { kind: 'simple', isOfType, type, fix: fixOf };
}

const isString = (value: unknown): boolean => typeof value === 'string';

export const ANY = simple<never>(() => true, 'a value', 'Use any value');
export const BOOLEAN = scalar<boolean>(
  (value) => typeof value === 'boolean',
  'a boolean',
  'Use true or false, without quotes',
);
export const NUMBER = scalar<number>(Number.isFinite, 'a number', 'Use digits, without quotes');
export const STRING = scalar<string>(isString, 'a string', 'Put it in quotes');
/** The id of a list of AAGUIDs: the plural of the attribute suggests a list of them. */
export const AAGUID_LIST_ID = simple<string>(
  isString,
  'a single list id',
  'Use the id of a Zero Trust list of type AAGUID, and add the AAGUIDs to that list',
);
/** A construct with an address, such as a resource or a provider. Reading `fqn` would fix its logical id. */
export const ELEMENT: Shape<never> = literal(
  simple(
    (value) => hasMembers(value, ['fqn']),
    'a Terraform element such as a resource',
    'Use one such as organization.resource',
  ),
);

/** A member of an enum. */
export function enumOf<E extends string>(values: Readonly<Record<string, E>>, synonyms: Synonyms = {}): Shape<E> {
  return { kind: 'enum', values: Object.values(values), synonyms };
}

export function listOf<E>(element: Shape<E>): Shape<E[]> {
  return { kind: 'list', element };
}

export function structOf<T>(fields: Shapes<T>, synonyms: Synonyms = {}): Shape<T> {
  return { kind: 'struct', fields, synonyms, literal: true };
}

/** An instance of a class, recognized by its members so that one of another copy of this package is accepted. */
export function instanceOf<T>(className: string, members: readonly (keyof T & string)[]): Shape<T> {
  const isInstance = (value: unknown): boolean => hasMembers(value, members);
  return literal(simple(isInstance, `an instance of ${className}`, `Use new ${className}(…)`));
}

/** An object that implements an interface, which is recognized by its members. */
export function implementing<T>(interfaceName: string, members: readonly (keyof T & string)[]): Shape<T> {
  const fix = `Use an object with ${members.join(', ')}`;
  return literal(simple((value) => hasMembers(value, members), `an implementation of ${interfaceName}`, fix));
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
  return checkShape(shape, props, { prop: '', owner: className, all: shape }).map(
    (finding) => `${formatFinding(finding)} [${finding.rule}]`,
  );
}

/**
 * Copies props, so that later changes of the caller's structs and lists have no effect: structs of the shape become plain
 * objects, lists are copied, and everything else, such as a construct or a token, is the same object.
 */
export function copyOf<T>(shape: Shape, value: T): T;
export function copyOf(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'struct':
      return isStruct(value) ? copyOfFields(shape, fieldsOf(value)) : value;
    case 'list':
      return Array.isArray(value) && !isUnresolved(value)
        ? Array.from(value as unknown[], (element) => copyOf(shape.element, element))
        : value;
    case 'either':
      return isOfShape(shape.first, value) ? value : copyOf(shape.second, value);
    default:
      return value;
  }
}

function copyOfFields(struct: Struct, fields: readonly (readonly [name: string, value: unknown])[]): object {
  return Object.fromEntries(
    fields.map(([name, value]) => {
      const shape = shapeOf(struct, name);
      return [name, shape === undefined ? value : copyOf(shape, value)];
    }),
  );
}

function shapeOf({ fields }: Struct, name: string): Shape | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Whether a value has a type. */
export function isOfShape(shape: Shape, value: unknown): boolean {
  return checkShape(shape, value, { prop: '', owner: '', all: shape }).length === 0;
}

/** Checks that the prop `name` is given, not blank, and well-formed. */
export function checkName(props: unknown): string[] {
  const { name } = (isStruct(props) ? props : { name: 'absent' }) as { readonly name?: unknown };
  if (name === undefined || (typeof name === 'string' && isBlank(name))) {
    return ['name is required. Use a name that messages and the report can show. [prop-type]'];
  }
  const problem = typeof name === 'string' && surrogateProblem(name);
  return problem ? [`${formatFinding({ prop: 'name', received: show(name), ...problem })} [prop-type]`] : [];
}

/** Values that CDKTF cannot resolve: it would throw an error without the name of the prop. */
const UNRESOLVABLE: Readonly<
  Record<NonNullable<ReturnType<typeof resolutionProblem>>, Pick<Finding, 'fix' | 'problem'>>
> = {
  'list element': { problem: 'is an element of an unresolved list', fix: 'Use Fn.element(list, index)' },
  'map value': { problem: 'is a value of an unresolved map', fix: 'Use Fn.lookup(map, key)' },
  'no such token': {
    problem: 'contains what CDKTF reserves for tokens, but no token of this app',
    fix: 'Use another value',
  },
};

/** Where a value is: its prop, the class or struct that has this prop, and the shape of all props. */
interface Place {
  readonly prop: string;
  readonly owner: string;
  readonly all: Shape;
}

function checkShape(shape: Shape, value: unknown, place: Place): ShapeFinding[] {
  const unresolvable = resolutionProblem(value);
  if (unresolvable !== undefined) {
    return [{ prop: place.prop || 'props', rule: 'prop-type', received: show(value), ...UNRESOLVABLE[unresolvable] }];
  }
  if (shape.literal !== true && isUnresolved(value) && (shape.kind === 'list' || !Array.isArray(value))) {
    return [];
  }
  switch (shape.kind) {
    case 'list':
      return Array.isArray(value) && !isUnresolved(value)
        ? // Unlike `flatMap`, this visits the holes of a sparse list.
          Array.from(value, (element, index) => checkElement(shape.element, element, index, place)).flat()
        : wrongType(shape, value, place);
    case 'struct':
      return isStruct(value) ? checkFields(shape, value, place) : wrongType(shape, value, place);
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

function checkElement(shape: Shape, element: unknown, index: number, { prop: list, all }: Place): ShapeFinding[] {
  const prop = `${list}[${index}]`;
  // Spreading a list token leaves an element that is a token only inside a list.
  if (isUnresolved([element]) && !isUnresolved(element)) {
    const problem = 'is an unresolved list, which CDKTF cannot extend';
    return [{ prop, rule: 'prop-type', problem, fix: 'Use Fn.concat([list, [...]])' }];
  }
  return checkShape(shape, element, { prop, owner: prop, all });
}

function checkFields(struct: Struct, value: object, place: Place): ShapeFinding[] {
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .flatMap(([key, field]) => {
      const shape = shapeOf(struct, key);
      const prop = pathOf(place.prop, key);
      return shape === undefined
        ? [unknownProp(struct, key, field, place)]
        : checkShape(shape, field, { prop, owner: prop, all: place.all });
    });
}

function pathOf(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
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
      const { values, synonyms } = shape;
      const names = { ...synonyms, ...Object.fromEntries(values.map((name) => [name, name])) };
      const candidates = Object.entries(names).map(([name, member]) => ({ name, member }));
      // A synonym may stand for a member that is not allowed here.
      const meant = (typeof value === 'string' ? nearest(value, candidates) : [])
        .filter(({ member }) => values.includes(member))
        .map(({ member }) => show(member));
      return { type: `one of ${values.map(show).join(', ')}`, fix: didYouMean(meant, 'Use one of these') };
    }
    case 'list':
      return { type: 'a list', fix: 'Put it in square brackets' };
    case 'struct':
      return { type: 'a struct', fix: `Use { ${Object.keys(shape.fields)[0] ?? ''}: … }` };
    case 'simple':
      return { type: shape.type, fix: shape.fix(value) };
  }
}

function unknownProp(struct: Struct, key: string, value: unknown, { prop: parent, owner, all }: Place): ShapeFinding {
  const prop = pathOf(parent, key);
  const own = nearest(key, candidatesIn(struct, parent));
  const meant = mostLikely(own.length > 0 ? own : nearest(key, allCandidatesIn(all, '')), value);
  return {
    prop: isIdentifier(key) ? prop : show(prop),
    rule: 'prop-unknown',
    problem: `is not a property of ${owner}`,
    fix: didYouMean(
      meant.map((candidate) => notationOf(candidate, prop, value)),
      `Remove it, or use one of ${Object.keys(struct.fields).join(', ')}`,
    ),
  };
}

/** Names can be any text. */
function isIdentifier(name: string): boolean {
  return /^\w+$/.test(name);
}

/** A prop that an unknown one can stand for. */
interface Candidate {
  readonly name: string;
  readonly prop: string;
  readonly shape: Shape;
}

/** The props of a struct by their names and synonyms. */
function candidatesIn({ fields, synonyms = {} }: Struct, parent: string): Candidate[] {
  const names = [...Object.keys(fields).map((name) => [name, name] as const), ...Object.entries(synonyms)];
  return names.flatMap(([name, path]) => {
    const shape = shapeAt(fields, path.split('.'));
    return shape === undefined ? [] : [{ name, prop: pathOf(parent, path), shape }];
  });
}

function allCandidatesIn(shape: Shape, parent: string): Candidate[] {
  return shape.kind === 'struct'
    ? [
        ...candidatesIn(shape, parent),
        ...Object.entries(shape.fields).flatMap(([name, field]) => allCandidatesIn(field, pathOf(parent, name))),
      ]
    : [];
}

function shapeAt(fields: Struct['fields'], [name = '', ...rest]: readonly string[]): Shape | undefined {
  const shape = fields[name];
  return shape?.kind === 'struct' && rest.length > 0 ? shapeAt(shape.fields, rest) : shape;
}

/** The candidates that the value fits, if there are any; the least nested of them. */
function mostLikely(candidates: readonly Candidate[], value: unknown): readonly Candidate[] {
  const fitting = candidates.filter(({ shape }) => isKindOf(shape, value));
  const likely = fitting.length > 0 ? fitting : candidates;
  const depths = likely.map(({ prop }) => prop.split('.').length);
  return likely.filter((_, index) => depths[index] === Math.min(...depths));
}

/** The path of a prop, or `prop: { field: … }` if a path would mislead: a struct needs fields, a key can have dots. */
function notationOf({ prop, shape }: Candidate, received: string, value: unknown): string {
  const needsFields = shape.kind === 'struct' && !isStruct(value);
  if (!needsFields && prop !== received) {
    return prop;
  }
  const path = [...prop.split('.'), ...(needsFields ? Object.keys(shape.fields).slice(0, 1) : [])];
  return `${path.join(': { ')}: …${' }'.repeat(path.length - 1)}`;
}

/** Whether a value can be that of a prop, apart from the fields of a struct, which are checked where they belong. */
function isKindOf(shape: Shape, value: unknown): boolean {
  return shape.kind === 'struct' ? isStruct(value) : isOfShape(shape, value);
}
