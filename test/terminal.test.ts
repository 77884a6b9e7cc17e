import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { missingFrom } from '../scripts/guide-steps';
import {
  FLEET_APP,
  fitsOnScreen,
  linesOf,
  ONE_MISTAKE,
  occurrences,
  type Scenario,
  shownOutputs,
  TEN_MISTAKES,
  variablesFor,
  WARNINGS,
} from './terminal';

const PROJECT = join(__dirname, '..');
const TSX = [join(PROJECT, 'node_modules', '.bin', 'tsx'), '--tsconfig', join(PROJECT, 'tsconfig.dev.json')];

// Commands take seconds on a slow machine.
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'terminal-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Result {
  readonly status: number | null;
  readonly output: string;
}

function run(command: readonly string[], variables: NodeJS.ProcessEnv): Result {
  const [program = '', ...args] = command;
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: PROJECT,
    env: { ...process.env, CDKTF_OUTDIR: join(folder, 'cdktf.out'), ...variables },
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

/** The commands that run an app without cdktf-cli. */
const COMMANDS: readonly [name: string, command: readonly string[]][] = [
  ['tsx main.ts', [...TSX, FLEET_APP]],
  ['npm run synth', ['npm', 'run', '--silent', 'synth']],
];

describe.each(COMMANDS)('%s', (_, command) => {
  test.each<[string, Scenario]>([
    ['one mistake', ONE_MISTAKE],
    ['ten mistakes in three stacks', TEN_MISTAKES],
  ])('with %s prints the problems first, each once, and nothing else', (__, scenario) => {
    const { status, output } = run(command, variablesFor(scenario, folder));
    expect(status).toBe(1);
    expect(fitsOnScreen(output)).toBe(true);
    const [title, ...lines] = linesOf(output);
    expect(title).toBe('Validation failed with the following errors:');
    expect(lines).toHaveLength(scenario.findings.length);
    expect(occurrences(output, scenario)).toEqual(scenario.findings.map(() => 1));
  });
});

describe('warnings only', () => {
  test('are not printed by tsx main.ts', () => {
    expect(run([...TSX, FLEET_APP], variablesFor(WARNINGS, folder))).toEqual({ status: 0, output: '' });
  });

  test('are printed by tsx main.ts with ZERO_TRUST_PRINT_WARNINGS', () => {
    const variables = { ...variablesFor(WARNINGS, folder), ZERO_TRUST_PRINT_WARNINGS: '1' };
    const { status, output } = run([...TSX, FLEET_APP], variables);
    expect(status).toBe(0);
    expect(linesOf(output)).toHaveLength(2);
    expect(occurrences(output, WARNINGS)).toEqual([1, 1]);
  });

  test('are printed by npm run synth, with the written files of all examples', () => {
    const { status, output } = run(['npm', 'run', '--silent', 'synth'], variablesFor(WARNINGS, folder));
    expect(status).toBe(0);
    expect(fitsOnScreen(output)).toBe(true);
    expect(occurrences(output, WARNINGS)).toEqual([1, 1]);
    const written = linesOf(output).map((line) => /^([\w-]+): wrote /.exec(line)?.[1]);
    expect(written.filter((stack) => stack !== undefined)).toEqual([
      ...['adopt', 'dashboard-unlock', 'hardened', 'quickstart', 'wired'],
      ...['asia', 'europe'],
    ]);
  });
});

describe('docs/troubleshooting.md', () => {
  const shown = shownOutputs();

  /** Runs the quickstart of the README with other props, with a plain `app.synth()`. */
  const runWith = (props: string): Result => {
    const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
    const [, quickstart = ''] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? [];
    const main = join(PROJECT, 'cdktf.out', 'main.ts'); // in the project, which has the packages
    mkdirSync(dirname(main), { recursive: true });
    writeFileSync(main, quickstart.replace("sessionDuration: '12h',", props));
    try {
      return run([...TSX, main], { FORCE_COLOR: '0' });
    } finally {
      rmSync(main);
    }
  };

  test.each([
    ['an invalid value', "sessionDuration: '30d',", 0],
    ['an unknown property', "sesionDuration: '12h',", 1],
  ])('shows the output of an app with %s', (_, props, index) => {
    const { status, output } = runWith(props);
    expect(status).toBe(1);
    expect(fitsOnScreen(output)).toBe(true);
    expect(missingFrom(output, shown[index] ?? 'no output')).toBeUndefined();
  });
});
