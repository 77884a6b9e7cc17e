/** The npm packages of a framework, in the versions to build and test with: installed once per machine. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder } from './cache';
import type { Framework } from './frameworks';
import { run } from './run';

type Versions = Readonly<Record<string, string>>;

/** Installs the packages, unless they are cached, and returns their node_modules. */
export function frameworkPackages({ name, bindings, versions }: Framework): string {
  return installed(name, versions, () => ({
    ...versions,
    [bindings]: `file:${bindingsTarball(bindings, versions[bindings] as string)}`,
  }));
}

/** Installs the command-line interface in the same way, but apart: its dependencies replace none of the project. */
export function frameworkCli({ name, cli }: Framework): string {
  return installed(`${name}-cli`, cli, () => cli);
}

function installed(name: string, versions: Versions, dependencies: () => Versions): string {
  const key = createHash('sha256').update(JSON.stringify(versions)).digest('hex').slice(0, 16);
  const folder = cachedFolder(join('frameworks', `${name}-${key}`), (target) => {
    writeFileSync(join(target, 'package.json'), JSON.stringify({ private: true, dependencies: dependencies() }));
    run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'], target);
  });
  return join(folder, 'node_modules');
}

/** The npm tarball of bindings: from the npm registry, or else from their Python wheel, which contains it. */
export function bindingsTarball(bindings: string, version: string): string {
  const [scope = '', name = ''] = bindings.replace('@', '').split('/');
  const folder = cachedFolder(join('frameworks', `${scope}-${name}-${version}`), (target) => {
    try {
      execFileSync('npm', ['pack', `${bindings}@${version}`], { cwd: target, stdio: 'pipe' });
    } catch {
      console.log(`${bindings} ${version} is not available from npm. Using the tarball in its Python wheel.`);
      run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', `${scope}-${name}==${version}`], target);
      run('python3', ['-m', 'zipfile', '-e', onlyFile(target, '.whl'), target], target);
    }
  });
  return onlyFile(folder, '.tgz');
}

/** The only file of a folder and its subfolders with an ending. */
export function onlyFile(folder: string, end: string): string {
  const [file, ...others] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith(end),
  );
  if (file === undefined || others.length > 0) {
    throw new Error(`${folder} must contain exactly one *${end}.`);
  }
  return join(folder, file);
}
