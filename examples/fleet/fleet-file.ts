/** Reads the YAML file of a fleet, and reports all problems with their line, column and fix. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { OrganizationSettings, Waiver } from 'cdktf-cloudflare-zero-trust';
import { type Document, isMap, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { type Path, type Problem, schemaProblems } from './file-schema';

/** One Cloudflare account in the file. Its texts are literal: they are not Terraform templates. */
export interface FleetEntry {
  /** The id of the stack and its state. */
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly authDomain: string;
  /** The settings that override the blueprint. */
  readonly settings?: OrganizationSettings;
  readonly waivers?: readonly Waiver[];
}

/** The problems of a file, one per line. */
export class FleetFileError extends Error {
  public override readonly name = 'FleetFileError';
}

/** Reads a fleet file. Throws a `FleetFileError` if it is missing or has problems. */
export function readFleet(path: string): FleetEntry[] {
  const fileName = relative('.', path);
  if (!existsSync(path)) {
    throw new FleetFileError(`${fileName}: the file does not exist. Create it, or set FLEET_FILE to its path.`);
  }
  return parseFleet(readFileSync(path, 'utf8'), fileName);
}

/**
 * Parses the text of a fleet file. Throws a `FleetFileError` if it has problems.
 *
 * @param text the content of the file
 * @param fileName the name of the file, for messages
 */
export function parseFleet(text: string, fileName: string): FleetEntry[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    // YAML 1.2 regardless of a %YAML directive: in 1.1 `no` is false, and 12:30 is the number 750.
    schema: 'core',
    merge: false,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter,
  });
  const unreadable = [...syntaxProblems(document), ...aliasProblems(document)];
  const problems = unreadable.length > 0 ? unreadable : contentProblems(document, lineCounter);
  if (problems.length > 0) {
    const messages = problems
      .sort((a, b) => a.offset - b.offset)
      .map(({ offset, message }) => {
        const { line, col } = lineCounter.linePos(offset);
        return `${fileName}:${Math.max(line, 1)}:${Math.max(col, 1)}: ${message}`; // an empty file has no line
      });
    throw new FleetFileError(messages.join('\n'));
  }
  return (document.toJS() as { organizations: FleetEntry[] }).organizations;
}

/** A problem at a position in the text. */
interface LocatedProblem {
  readonly offset: number;
  readonly message: string;
}

/** The messages for mistakes that the parser describes in its own terms. */
const SYNTAX_MESSAGES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key occurs twice in its mapping. Remove one of the two.',
  MULTIPLE_DOCS: "the file has more than one document. Merge them, and remove the line '---'.",
};

function syntaxProblems({ errors, warnings }: Document): LocatedProblem[] {
  return [...errors, ...warnings].map(({ code, pos: [offset], message }) => {
    const reason = message.replace(/\s+/g, ' '); // it can quote a line break
    const general = `the file is not valid YAML (${reason}). Correct the syntax.`;
    return { offset, message: SYNTAX_MESSAGES[code] ?? general };
  });
}

/** With an alias, changing one account would silently change another. */
function aliasProblems(document: Document): LocatedProblem[] {
  const problems: LocatedProblem[] = [];
  visit(document, {
    Alias: (_, { range, source }) => {
      const message = `*${source} is an alias. Write the values here, or move them to the blueprint.`;
      problems.push({ offset: range?.[0] ?? 0, message });
    },
  });
  return problems;
}

function contentProblems(document: Document, lineCounter: LineCounter): LocatedProblem[] {
  const lineOf = (path: Path): number => lineCounter.linePos(placeOf(document, path).offset).line;
  const problems = [
    ...schemaProblems(document.toJS(), (path) => placeOf(document, path).node),
    ...['id', 'accountId', 'authDomain'].flatMap((key) => duplicates(document, key, lineOf)),
  ];
  // The first problem of a value causes the others.
  const byPath = new Map(problems.reverse().map((problem) => [pathText(problem.path), problem]));
  return [...byPath].reverse().map(([text, { path, problem, fix }]) => ({
    offset: placeOf(document, path).offset,
    message: `${text} ${problem}. ${fix}${fix.endsWith('?') ? '' : '.'}`,
  }));
}

/** Values that must be unique among organizations. */
function duplicates(document: Document, key: string, lineOf: (path: Path) => number): Problem[] {
  const organizations = document.get('organizations');
  const seen = new Map<string, Path>();
  return (isSeq(organizations) ? organizations.items : []).flatMap((organization, index) => {
    const value = isMap(organization) ? organization.get(key) : undefined;
    if (typeof value !== 'string') {
      return [];
    }
    const path = ['organizations', String(index), key];
    const name = value.toLowerCase(); // hostnames are case-insensitive
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, path);
      return [];
    }
    const problem = `'${value}' duplicates line ${lineOf(first)}, but each organization needs its own ${key}`;
    return [{ path, problem, fix: 'Correct or remove one of them' }];
  });
}

/** The key or list element at a path, or the nearest one around it if there is none. */
function placeOf(document: Document, path: Path): { readonly offset: number; readonly node?: Node } {
  let member: Member = { key: document.contents, value: document.contents };
  for (const step of path) {
    const next = memberOf(member.value, step);
    if (next === undefined) {
      return { offset: offsetOf(member) };
    }
    member = next;
  }
  return { offset: offsetOf(member), node: member.value ?? undefined };
}

/** A key of a mapping with its value, or an element of a list as both. */
interface Member {
  readonly key: Node | null;
  readonly value: Node | null;
}

function memberOf(node: Node | null, step: string): Member | undefined {
  if (isSeq<Node>(node)) {
    const element = node.items[Number(step)];
    return element && { key: element, value: element };
  }
  return isMap<Node, Node | null>(node) ? node.items.find(({ key }) => String(key) === step) : undefined;
}

function offsetOf({ key }: Member): number {
  return key?.range?.[0] ?? 0;
}

/** A path in the notation of code, such as `organizations[3].accountId`. */
function pathText(path: Path): string {
  const steps = path.map((step) => {
    if (/^\d+$/.test(step)) {
      return `[${step}]`;
    }
    return /^[\w$<-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return steps.join('').replace(/^\./, '') || 'the file';
}
