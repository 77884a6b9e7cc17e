/** Checks the text of a fleet file without its schema: syntax, aliases and duplicates. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';

/** A problem at a place in the file. */
export interface Problem {
  /** The position in the text, in characters. */
  readonly offset: number;
  /** The key, such as `organizations[3].accountId`; empty for the whole file. */
  readonly path: string;
  /** The received value, formatted with `show`; absent if there is none. */
  readonly received?: string;
  /** Completes the sentence that begins with the key and the received value. */
  readonly problem: string;
  /** How to solve it: a sentence without its full stop, or a question. */
  readonly fix: string;
}

/** A key of a mapping or an element of a list, with its value. */
export interface Place {
  readonly path: string;
  readonly offset: number;
  readonly node: Node | undefined;
}

/** All places of a document, in document order. */
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

/** The most characters that a message shows of a value. */
const MAX_CHARACTERS = 80;

/** Formats a value for a message, on one line; undefined if there is none. */
export function show(node: Node | undefined): string | undefined {
  if (isMap(node)) {
    return '(a mapping)';
  }
  if (isSeq(node)) {
    return '(a list)';
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

export function syntaxErrors({ errors, warnings }: Document): Problem[] {
  return [...errors, ...warnings].map(({ code, pos: [offset], message }) =>
    code === 'MULTIPLE_DOCS'
      ? { offset, path: '', problem: 'has more than one document', fix: "Merge them, and remove the line '---'" }
      : {
          offset,
          path: '',
          problem: `is not valid YAML (${message.replace(/\s+/g, ' ')})`, // the message can quote a line break
          fix: 'Correct the syntax',
        },
  );
}

/** With an alias, changing one account would silently change another. */
export function aliases(places: readonly Place[]): Problem[] {
  return places.flatMap(({ path, offset, node }) =>
    isAlias(node)
      ? {
          offset,
          path,
          received: `*${node.source}`,
          problem: 'is an alias',
          fix: 'Write the values here, or move them to the blueprint',
        }
      : [],
  );
}

/** YAML parsers use the last one of duplicate keys, where readers may see the first. */
export function duplicateKeys(places: readonly Place[], lineAt: (offset: number) => number): Problem[] {
  return duplicates(places, ({ path }) => path).map(([{ path, offset }, first]) => ({
    offset,
    path,
    problem: `is a duplicate of the key in line ${lineAt(first.offset)}`,
    fix: 'Remove one of them',
  }));
}

/** Values that must be unique among organizations. */
export function duplicateValues(
  places: readonly Place[],
  names: readonly string[],
  lineAt: (offset: number) => number,
): Problem[] {
  return names.flatMap((name) => {
    const own = places.filter(({ path }) => /^organizations\[\d+\]\.(\w+)$/.exec(path)?.[1] === name);
    // Hostnames are case-insensitive.
    const keyOf = ({ node }: Place): string => (show(node) ?? '').toLowerCase();
    return duplicates(own, keyOf).map(([{ path, offset, node }, first]) => ({
      offset,
      path,
      received: show(node),
      problem: `duplicates line ${lineAt(first.offset)}, but each organization needs its own ${name}`,
      fix: 'Correct or remove one of them',
    }));
  });
}

/** The places whose key an earlier place has, each with that place. */
function duplicates(places: readonly Place[], keyOf: (place: Place) => string): [Place, Place][] {
  const seen = new Map<string, Place>();
  return places.flatMap((place) => {
    const first = seen.get(keyOf(place));
    seen.set(keyOf(place), first ?? place);
    return first === undefined ? [] : [[place, first] satisfies [Place, Place]];
  });
}
