/** Runs the programs of other packages. */
import { execFileSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

const ENVIRONMENT = {
  ...process.env,
  PATH: [join(__dirname, '..', 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  // jsii's tools print a banner on a Node.js that they no longer support, and this project does.
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
};

/** Runs a program, of this project's packages first, and returns what it printed; throws unless it succeeds. */
export function run(command: string, args: readonly string[], cwd: string = process.cwd()): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: ENVIRONMENT,
    maxBuffer: 2 ** 28,
  });
}
