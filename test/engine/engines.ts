/** The engines that are installed, and those that the engine tests run. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { CACHE } from '../../scripts/cache';

/** The directory with the installed engine and providers. */
export const ENGINE_CACHE = join(CACHE, 'engine');

/** The names of the programs, which `ENGINE` can select. */
export const PROGRAMS = ['tofu', 'terraform'];

/** The engines on PATH and in the cache, OpenTofu first. */
export function installedEngines(): string[] {
  return PROGRAMS.flatMap((name) => find(name) ?? []);
}

/** The engines under test: that of `ENGINE`, which is a name or a path, or else all that are installed. */
export function enginesUnderTest(selected = process.env.ENGINE ?? ''): string[] {
  if (selected === '') {
    return installedEngines();
  }
  const engine = selected.includes(sep) ? [selected].find(isExecutable) : find(selected);
  if (engine === undefined) {
    throw new Error(`ENGINE '${selected}' is not an installed program. Use ${PROGRAMS.join(', ')} or a path.`);
  }
  return [engine];
}

/** The name and version of an engine, such as `OpenTofu 1.12.6`. */
export function engineName(engine: string): string {
  const output = execFileSync(engine, ['version'], { encoding: 'utf8', env: { CHECKPOINT_DISABLE: '1' } });
  const [, product, version] = /^(\w+) v([\d.]+)/m.exec(output) ?? [];
  if (product === undefined || version === undefined) {
    throw new Error(`'${engine} version' printed no version:\n${output}`);
  }
  return `${product} ${version}`;
}

function find(name: string): string | undefined {
  const directories = [...(process.env.PATH ?? '').split(delimiter), join(ENGINE_CACHE, 'bin')];
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
