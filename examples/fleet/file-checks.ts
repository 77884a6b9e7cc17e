/** What is wrong with the text of a fleet's file, whatever its keys mean. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';

export interface Problem {
  /** Where it stands in the text, in characters. */
  readonly offset: number;
  /** The key, such as `organizations[3].accountId`; empty for the whole file. */
  readonly path: string;
  /** What was received, what is allowed, and what to write. */
  readonly message: string;
}

/** A key of a mapping or an element of a list, with its value. */
export interface Place {
  readonly path: string;
  readonly offset: number;
  readonly node: Node | undefined;
}

/** Every place of the document, in its order. */
export function placesOf(document: Document): Place[] {
  return [...within({ path: '', offset: 0, node: document.contents ?? undefined })];
}

function* within(place: Place): Generator<Place> {
  yield place;
  const { path, node } = place;
  if (isSeq<Node>(node)) {
    for (const [index, item] of node.items.entries()) {
      yield* within({ path: `${path}[${index}]`, offset: startOf(item), node: item });
    }
  } else if (isMap<Node, Node | null>(node)) {
    for (const { key, value } of node.items) {
      yield* within({ path: memberOf(path, nameOf(key)), offset: startOf(key), node: value ?? undefined });
    }
  }
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function nameOf(key: Node): string {
  return isScalar(key) ? String(key.value) : key.toString();
}

export function memberOf(path: string, name: string): string {
  if (!/^[\w$<-]+$/.test(name)) {
    return `${path}[${JSON.stringify(name)}]`;
  }
  return path === '' ? name : `${path}.${name}`;
}

/** The most characters of a received value that a message shows. */
const SHOWN = 80;

/** A received value on one line. */
export function show(node: Node | undefined): string {
  if (isMap(node) || isSeq(node)) {
    const kind = isMap(node) ? 'mapping' : 'list';
    return node.items.length === 0 ? `an empty ${kind}` : `a ${kind}`;
  }
  if (!isScalar(node) || node.value === null) {
    return 'nothing';
  }
  if (typeof node.value !== 'string') {
    return `the ${typeof node.value} ${node.source ?? ''}`;
  }
  const text = JSON.stringify(node.value).slice(1, -1).replaceAll('\\"', '"');
  return `'${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}'`;
}

export function syntaxErrors({ errors, warnings }: Document): Problem[] {
  return [...errors, ...warnings].map(({ code, pos: [offset], message }) => ({
    offset,
    path: '',
    message:
      code === 'MULTIPLE_DOCS'
        ? "received a second document; allowed: one: delete the line '---'"
        : `cannot be read as YAML: ${message.replace(/\s+/g, ' ')}`, // it can quote a line's end
  }));
}

/** What accounts share stands in the blueprint: with an alias, a change of one account would change another unseen. */
export function aliases(places: readonly Place[]): Problem[] {
  return places.flatMap(({ path, offset, node }) =>
    isAlias(node)
      ? {
          offset,
          path,
          message: `received the alias *${node.source}; allowed: values that are written out: what accounts share belongs in the blueprint`,
        }
      : [],
  );
}

/** Keys that stand twice in one mapping: YAML's readers take the last one, people the first. */
export function repeatedKeys(places: readonly Place[], lineAt: (offset: number) => number): Problem[] {
  return repetitions(places, ({ path }) => path).map(([{ path, offset }, first]) => ({
    offset,
    path,
    message: `received twice, first in line ${lineAt(first.offset)}; allowed: once: delete one of them`,
  }));
}

/** Values that two organizations have, and only one can. */
export function sharedValues(
  places: readonly Place[],
  names: readonly string[],
  lineAt: (offset: number) => number,
): Problem[] {
  return names.flatMap((name) => {
    const own = places.filter(({ path }) => /^organizations\[\d+\]\.(\w+)$/.exec(path)?.[1] === name);
    // Host names are the same in capitals.
    return repetitions(own, ({ node }) => show(node).toLowerCase()).map(([{ path, offset, node }, first]) => ({
      offset,
      path,
      message: `received ${show(node)}, as in line ${lineAt(first.offset)}; allowed: one organization for each ${name}: correct or delete one of them`,
    }));
  });
}

/** What has the key of an earlier one, with that one. */
function repetitions(places: readonly Place[], keyOf: (place: Place) => string): [Place, Place][] {
  const seen = new Map<string, Place>();
  return places.flatMap((place) => {
    const first = seen.get(keyOf(place));
    seen.set(keyOf(place), first ?? place);
    return first === undefined ? [] : [[place, first] satisfies [Place, Place]];
  });
}
