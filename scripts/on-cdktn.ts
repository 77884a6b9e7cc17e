/** Runs a command in the project for CDK Terrain: `npm run on:cdktn -- npm run bench`. */
import { spawnSync } from 'node:child_process';
import { withFrameworkProject } from './framework-project';
import { CDKTN } from './frameworks';

const [command = 'npm', ...args] = process.argv.slice(2);

// Ctrl-C ends the command; this script then removes the copy.
process.on('SIGINT', () => undefined);
process.exitCode = withFrameworkProject(
  CDKTN,
  (cwd) => spawnSync(command, args, { cwd, stdio: 'inherit' }).status ?? 1, // without a status, a signal ended it
);
