import { missingFrom } from '../../scripts/guide-steps';
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
} from '../terminal';
import { cdktf, cdktfProject, OFFLINE } from './cli';
import { Fixture } from './fixture';

const fixture = new Fixture();

/** Runs a command of cdktf-cli with the fleet; `logs` writes its log to a file. */
async function run(scenario: Scenario, args: readonly string[], logs: 'log in a file' | 'log in the output') {
  const workspace = cdktfProject(fixture, FLEET_APP);
  const log = logs === 'log in a file' ? { CDKTF_LOG_FILE_DIRECTORY: workspace.directory } : {};
  const variables = { ...variablesFor(scenario, workspace.directory), ...log };
  return cdktf(fixture, workspace, args, variables);
}

const COMMANDS = [['synth'], ['diff', 'europe', OFFLINE]];

describe.each(COMMANDS.map((args) => [`cdktf ${args[0] ?? ''}`, args] as const))('%s', (_, args) => {
  test.each<[string, Scenario]>([
    ['one mistake', ONE_MISTAKE],
    ['ten mistakes in three stacks', TEN_MISTAKES],
  ])(
    'with %s prints each once and on a screen, after five lines of its own, if its log goes to a file',
    async (__, scenario) => {
      const { code, output } = await run(scenario, args, 'log in a file');
      expect(code).toBe(1);
      expect(fitsOnScreen(output)).toBe(true);
      const lines = linesOf(output);
      const title = lines.indexOf('Validation failed with the following errors:');
      expect(title).toBeGreaterThan(0);
      expect(title).toBeLessThanOrEqual(5);
      expect(occurrences(output, scenario)).toEqual(scenario.findings.map(() => 1));
      if (scenario === ONE_MISTAKE) {
        expect(missingFrom(output, shownOutputs()[2] ?? 'no output')).toBeUndefined();
      }
    },
  );

  test('begins with the problem and fits on a screen with its log, which repeats the problem', async () => {
    const { code, output } = await run(ONE_MISTAKE, args, 'log in the output');
    expect(code).toBe(1);
    expect(fitsOnScreen(output)).toBe(true);
    const [title = '', finding = ''] = linesOf(output).filter((line) => !line.endsWith('Synthesizing')); // progress
    expect(title).toMatch(/Validation failed with the following errors:$/);
    expect(finding).toContain(ONE_MISTAKE.findings[0]);
    expect(occurrences(output, ONE_MISTAKE)).toEqual([2]);
  });
});

test('cdktf synth prints each warning once', async () => {
  const { code, output } = await run(WARNINGS, ['synth'], 'log in the output');
  expect(code).toBe(0);
  expect(fitsOnScreen(output)).toBe(true);
  expect(occurrences(output, WARNINGS)).toEqual([1, 1]);
  expect(linesOf(output)[0]).toMatch(/^WARN \[/);
  expect(missingFrom(output, shownOutputs()[3] ?? 'no output')).toBeUndefined();
});

test('cdktf diff prints each warning once, before the plan', async () => {
  fixture.emulator.onboard('accounts/5e9f4fad703c8b6d2e1a0f9b8c7d6e54', {
    name: 'Widget',
    auth_domain: 'widget-europe.cloudflareaccess.com',
  });
  const { code, output } = await run(WARNINGS, ['diff', 'europe', OFFLINE], 'log in the output');
  expect(code).toBe(0);
  expect(occurrences(output, WARNINGS)).toEqual([1, 1]);
  expect(output.indexOf('WARN [')).toBeLessThan(output.indexOf('Plan: 1 to import'));
});
