/** Reads the YAML file of a fleet, and reports all problems with their line and column. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { OrganizationSettings, Waiver } from 'cdktf-cloudflare-zero-trust';
import { LineCounter, parseDocument } from 'yaml';
import { aliases, duplicateKeys, duplicateValues, type Problem, placesOf, syntaxErrors } from './file-checks';
import { shapeProblems } from './file-shape';
import { expressions } from './literal-text';

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

export function readFleet(path: string): FleetEntry[] {
  return parseFleet(readFileSync(path, 'utf8'), relative('.', path));
}

/**
 * Parses the text of a fleet file. Throws a `FleetFileError` if it has problems.
 *
 * @param text the content of the file
 * @param file the name of the file, for messages
 */
export function parseFleet(text: string, file: string): FleetEntry[] {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    // YAML 1.2 regardless of a %YAML directive: in 1.1 `no` is false, and 12:30 is the number 750.
    schema: 'core',
    merge: false,
    // `duplicateKeys` also reports the line of the first key.
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
          ...duplicateKeys(places, lineAt),
          ...shapeProblems(document.toJS(), places),
          ...expressions(places),
          ...duplicateValues(places, ['id', 'accountId', 'authDomain'], lineAt),
        ];
  if (problems.length > 0) {
    const columnAt = (offset: number) => Math.max(lines.linePos(offset).col, 1);
    const located = firstOfEachPlace(problems).map(
      (problem) => `${file}:${lineAt(problem.offset)}:${columnAt(problem.offset)}: ${messageOf(problem)}`,
    );
    throw new FleetFileError(located.join('\n'));
  }
  return (document.toJS() as { organizations: FleetEntry[] }).organizations;
}

/** Sorts problems by their place and keeps the first one of each place, which causes the others. */
function firstOfEachPlace(problems: readonly Problem[]): Problem[] {
  const byPlace = new Map<string, Problem>();
  for (const problem of problems) {
    const place = `${problem.offset} ${problem.path}`;
    byPlace.set(place, byPlace.get(place) ?? problem);
  }
  return [...byPlace.values()].sort((a, b) => a.offset - b.offset);
}

function messageOf({ path, received, problem, fix }: Problem): string {
  const sentence = [path || 'the file', received, problem].filter((part) => part !== undefined).join(' ');
  return `${sentence}. ${fix}${fix.endsWith('?') ? '' : '.'}`;
}
