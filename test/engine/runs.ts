/** The table of engine tests: which engine ran which tests with which provider. */
import { join } from 'node:path';
import { VERSIONS } from './contract';
import { engineName } from './engines';
import { usesStandIn } from './providers';

/** A run of the engine tests. */
export interface Run {
  /** The name and version of the engine. */
  readonly engine: string;
  readonly provider: string;
  /** The provider versions, oldest first. */
  readonly versions: readonly string[];
  readonly tests: string;
}

/** What the tests with an engine run: all of them, or those whose result depends on the engine. */
const ALL_TESTS = 'all engine tests';
const TESTS_OF_THE_ENGINE = 'engine tests whose result depends on the engine';

/** The recorded runs, which docs/compatibility.md shows. */
export const RUNS_FILE = join(__dirname, 'recorded-runs.json');

/** A run with an engine and provider versions. */
export function runOf(engine: string, versions: readonly string[], isComplete: boolean): Run {
  return {
    engine: engineName(engine),
    provider: usesStandIn() ? 'stand-in' : '`cloudflare/cloudflare`',
    versions,
    tests: isComplete ? ALL_TESTS : TESTS_OF_THE_ENGINE,
  };
}

/** Adds runs to recorded ones. A run replaces those with the same engine and provider. */
export function mergeRuns(recorded: readonly Run[], runs: readonly Run[]): Run[] {
  const isReplaced = ({ engine, provider }: Run): boolean =>
    runs.some((run) => run.engine === engine && run.provider === provider);
  return [...recorded.filter((run) => !isReplaced(run)), ...runs];
}

/** The table of runs, with aligned columns, as Biome formats it. */
export function tableOf(runs: readonly Run[]): string {
  const rows = [
    ['engine', 'provider', 'provider versions', 'tests'],
    ...runs.map(({ engine, provider, versions, tests }) => [engine, provider, versionsText(versions), tests]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [
    line(head),
    line(
      head.map(() => ''),
      '-',
    ),
    ...body.map((cells) => line(cells)),
  ].join('\n');
}

/** The versions as text: the recorded ones as a range. */
function versionsText(versions: readonly string[]): string {
  const isEveryRecorded = versions.join() === VERSIONS.join();
  return isEveryRecorded
    ? `${VERSIONS.length} from ${VERSIONS[0] ?? ''} to ${VERSIONS.at(-1) ?? ''}`
    : versions.join(', ');
}
