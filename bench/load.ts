/** What it costs to load a package, in fresh processes: plain Node.js, without tsx in the way. */
import { execFileSync } from 'node:child_process';

export interface Load {
  readonly milliseconds: number;
  readonly megabytes: number;
}

const SCRIPT = `
  const start = performance.now();
  require(process.argv[1]);
  const milliseconds = performance.now() - start;
  process.stdout.write(JSON.stringify({ milliseconds, megabytes: process.memoryUsage().rss / 2 ** 20 }));
`;

/** Loads a module in a process of its own; the megabytes are those of the whole process. */
export function load(path: string): Load {
  return JSON.parse(execFileSync(process.execPath, ['-e', SCRIPT, path], { encoding: 'utf8' })) as Load;
}
