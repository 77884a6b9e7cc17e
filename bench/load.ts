/** Measures the time and memory to load a package in a fresh Node.js process, without the overhead of tsx. */
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

/** Loads a module in its own process; the memory is that of the whole process. */
export function load(path: string): Load {
  return JSON.parse(execFileSync(process.execPath, ['-e', SCRIPT, path], { encoding: 'utf8' })) as Load;
}
