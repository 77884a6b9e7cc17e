/** Reads the YAML file of a fleet, and says everything that is wrong in it, each with its line. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { OrganizationSettings, Waiver } from 'cdktf-cloudflare-zero-trust';
import { LineCounter, parseDocument } from 'yaml';
import { aliases, type Problem, placesOf, repeatedKeys, sharedValues, syntaxErrors } from './file-checks';
import { shapeProblems } from './file-shape';

/** One Cloudflare account, as the file describes it. */
export interface FleetEntry {
  /** Names the stack and its state. */
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly authDomain: string;
  /** What differs from the blueprint. */
  readonly settings?: OrganizationSettings;
  readonly waivers?: readonly Waiver[];
}

/** Everything that is wrong in a file, a line each. */
export class FleetFileError extends Error {
  public override readonly name = 'FleetFileError';
}

export function readFleet(path: string): FleetEntry[] {
  return parseFleet(readFileSync(path, 'utf8'), relative('.', path));
}

/** Reads the text of a file, whose name is for the messages. */
export function parseFleet(text: string, file: string): FleetEntry[] {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    // YAML 1.2, whatever the file says of itself: in 1.1 `no` is false, and 12:30 is the number 750.
    schema: 'core',
    merge: false,
    // Ours say the line of the first one.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const lineAt = (offset: number) => Math.max(lines.linePos(offset).line, 1);
  const places = placesOf(document);

  const unreadable = [...syntaxErrors(document), ...aliases(places)];
  const problems =
    unreadable.length > 0
      ? unreadable
      : [
          ...repeatedKeys(places, lineAt),
          ...shapeProblems(document.toJS(), places),
          ...sharedValues(places, ['id', 'accountId', 'authDomain'], lineAt),
        ];
  if (problems.length > 0) {
    const column = (offset: number) => Math.max(lines.linePos(offset).col, 1);
    const located = inOrder(problems).map(
      ({ offset, path, message }) =>
        `${file}:${lineAt(offset)}:${column(offset)}: ${path === '' ? 'the file' : path}: ${message}`,
    );
    throw new FleetFileError(located.join('\n'));
  }
  return (document.toJS() as { organizations: FleetEntry[] }).organizations;
}

/** As they stand in the file, the first one of each place: the others follow from it. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const byPlace = new Map<string, Problem>();
  for (const problem of problems) {
    const place = `${problem.offset} ${problem.path}`;
    byPlace.set(place, byPlace.get(place) ?? problem);
  }
  return [...byPlace.values()].sort((a, b) => a.offset - b.offset);
}
