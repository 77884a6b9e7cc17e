/** Checks that call stacks lead to the TypeScript sources of the library, which the installed package contains. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Frame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Throws unless each frame of the library names a line of its sources that calls the function of the frame above. */
export function checkSourceMap(folder: string, packageName: string): void {
  const main = ['--enable-source-maps', 'error.cjs'];
  const { stderr } = spawnSync(process.execPath, main, { cwd: folder, encoding: 'utf8' });
  const sources = sourcesOf(join(folder, 'node_modules', packageName));
  const frames = framesIn(stderr);
  const wrong = frames.filter(({ file, line }, index) => {
    const called =
      frames[index - 1]?.name
        .replace(/ \[as .*/, '')
        .split(/[. ]/)
        .at(-1) ?? '';
    const source = [...sources.entries()].find(([path]) => file.endsWith(`${packageName}/${path}`))?.[1];
    return file.includes(packageName) && !source?.split('\n')[line - 1]?.includes(`${called}(`);
  });
  if (wrong.length > 0 || !frames.some(({ name, file }) => /^new /.test(name) && file.endsWith('.ts'))) {
    throw new Error(`The call stack does not lead to the sources of ${packageName}:\n${stderr}`);
  }
}

/** The sources in the source map of a package, by their path in it. */
function sourcesOf(root: string): Map<string, string> {
  const { sources, sourcesContent } = JSON.parse(readFileSync(join(root, 'dist', 'index.js.map'), 'utf8')) as {
    readonly sources: readonly string[];
    readonly sourcesContent: readonly (string | null)[];
  };
  return new Map(sources.map((path, index) => [path.replace('../', ''), sourcesContent[index] ?? '']));
}

function framesIn(stack: string): Frame[] {
  const frames = stack.matchAll(/^ +at (.+) \((.+?)(?::(\d+):\d+)?\)$/gm);
  return [...frames].map(([, name = '', file = '', line = '0']) => ({ name, file, line: Number(line) }));
}
