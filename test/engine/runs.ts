/** The table of engine tests: which engine ran which tests with which provider. */
import { VERSIONS } from './contract';
import { providerVersions, type Toolchain } from './toolchain';

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
export const ALL_TESTS = 'all engine tests';
export const TESTS_OF_THE_ENGINE = 'the engine tests whose result depends on the engine';

/** The run of a toolchain. */
export function runOf({ engineName, isReal }: Toolchain, isComplete: boolean): Run {
  return {
    engine: engineName,
    provider: isReal ? '`cloudflare/cloudflare`' : 'the stand-in',
    versions: providerVersions(),
    tests: isComplete ? ALL_TESTS : TESTS_OF_THE_ENGINE,
  };
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
