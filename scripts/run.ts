import { execFileSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

const ENVIRONMENT = {
  ...process.env,
  PATH: [join(__dirname, '..', 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  // jsii prints a warning on Node.js 20, which this project supports.
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
};

/** Runs a program, preferably of an installed package, and returns its output; throws if it fails. */
export function run(command: string, args: readonly string[], cwd: string = process.cwd()): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: ENVIRONMENT,
    maxBuffer: 2 ** 28,
  });
}
