/**
 * Runs the engine tests with each engine: all tests with the first one, and with the others those whose result depends
 * on the engine. Arguments are those of jest. `--record` instead writes the runs to the table in docs/compatibility.md, if every
 * test passes.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSIONS } from '../test/engine/contract';
import { enginesUnderTest, PROGRAMS } from '../test/engine/engines';
import { usesStandIn } from '../test/engine/providers';
import { mergeRuns, RUNS_FILE, type Run, runOf } from '../test/engine/runs';
import { providerVersions, toolchain } from '../test/engine/toolchain';

const ROOT = join(__dirname, '..');

/** Tests of the API, the provider and the examples, whose result does not depend on the engine. */
const INDEPENDENT_OF_ENGINE =
  '/engine/(acknowledgements|behaviors|faults|fleet|framework-move|life|provider-versions|rules|terminal|upstream)\\.test\\.ts$';

function main(): boolean {
  const args = process.argv.slice(2);
  const records = args.length === 1 && args[0] === '--record';
  const versions = providerVersions();
  toolchain(); // throws if the engine or the provider is missing
  printMissing(versions);

  const runs = enginesUnderTest().map((engine, index): Run | undefined => {
    const isFirst = index === 0;
    const variables = {
      ...process.env,
      ENGINE: engine,
      // The first engine runs with every version, and the others as with a mirror that has only the newest.
      ...(usesStandIn() && !isFirst ? { STAND_IN_VERSIONS: versions.at(-1) } : {}),
    };
    const selection = isFirst ? [] : ['--testPathIgnorePatterns', INDEPENDENT_OF_ENGINE, '--passWithNoTests'];
    const jest = ['--config', 'jest.engine.config.cjs', ...selection, ...(records ? [] : args)];
    const { status } = spawnSync(join(ROOT, 'node_modules', '.bin', 'jest'), jest, {
      cwd: ROOT,
      env: variables,
      stdio: 'inherit',
    });
    const tested = isFirst ? versions : versions.slice(-1);
    return status === 0 ? runOf(engine, usesStandIn() ? tested : versions, isFirst) : undefined;
  });
  const passed = runs.filter((run) => run !== undefined);
  const isPassed = passed.length === runs.length;
  if (records && isPassed) {
    const recorded = JSON.parse(readFileSync(RUNS_FILE, 'utf8')) as Run[];
    writeFileSync(RUNS_FILE, `${JSON.stringify(mergeRuns(recorded, passed), undefined, 2)}\n`);
    console.log("Recorded. Run 'npm run format' and 'npm run docs'.");
  }
  return isPassed;
}

/** Prints the engines and provider versions that are not installed. */
function printMissing(versions: readonly string[]): void {
  const engines = enginesUnderTest();
  const missing = PROGRAMS.filter((name) => !process.env.ENGINE && engines.every((engine) => !engine.endsWith(name)));
  for (const name of missing) {
    console.log(`${name} is not installed: the engine tests do not run with it.`);
  }
  const absent = VERSIONS.filter((version) => !versions.includes(version));
  if (absent.length > 0) {
    console.log(`Provider ${absent.join(', ')} is not installed: tests that require these versions are skipped.`);
  }
}

process.exitCode = main() ? 0 : 1;
