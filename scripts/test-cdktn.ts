/**
 * Runs the tests on CDK Terrain: in a copy of the project in which `cdktf` is an alias of `cdktn`, as in the projects
 * of its users. Arguments go to jest.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CDK_TERRAIN } from './cdk-terrain';

const PROJECT = join(__dirname, '..');

/** Tools that no test runs; above all the CLI, which brings the real CDKTF along. */
const UNNEEDED = [
  '@biomejs/biome',
  '@stryker-mutator/core',
  '@stryker-mutator/jest-runner',
  'cdktf-cli',
  'eslint',
  'jsii',
  'typescript-eslint',
];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function main(): number {
  const copy = mkdtempSync(join(tmpdir(), 'test-cdktn-'));
  // Ctrl-C ends npm or jest, and this script thereafter: with the copy removed.
  process.on('SIGINT', () => undefined);
  try {
    copyProject(copy);
    switchToCdkTerrain(join(copy, 'package.json'));
    const installed = run(copy, 'npm', ['install', '--no-package-lock', '--no-audit', '--no-fund']);
    if (installed !== 0) {
      return installed;
    }
    checkIsCdkTerrain(copy);
    return run(copy, 'npx', ['--no', '--', 'jest', ...process.argv.slice(2)]);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** Copies what git tracks, or would track: neither packages nor results. */
function copyProject(copy: string): void {
  const list = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], { cwd: PROJECT, encoding: 'utf8' });
  for (const file of list.split('\0').filter(Boolean)) {
    const source = join(PROJECT, file);
    // A file that is deleted, but not yet for git, is listed too.
    if (existsSync(source)) {
      cpSync(source, join(copy, file));
    }
  }
}

function switchToCdkTerrain(path: string): void {
  const manifest = readManifest(path);
  const needed = Object.entries(manifest.devDependencies).filter(([name]) => !UNNEEDED.includes(name));
  const devDependencies = { ...Object.fromEntries(needed), ...CDK_TERRAIN };
  // The bindings ask for cdktf ^0.21.0, and the alias has another version.
  const overrides = { cdktf: CDK_TERRAIN.cdktf };
  writeFileSync(path, JSON.stringify({ ...manifest, devDependencies, overrides }, undefined, 2));
}

/** Tests that run on CDKTF after all would prove nothing. */
function checkIsCdkTerrain(copy: string): void {
  const { name, version } = readManifest(join(copy, 'node_modules', 'cdktf', 'package.json'));
  console.log(`cdktf is ${name} ${version}`);
  if (name !== 'cdktn') {
    throw new Error(`the tests would run on ${name}, not on cdktn`);
  }
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}

/** Runs a command with its output on the terminal, and returns its exit code; 1 when a signal ended it. */
function run(cwd: string, command: string, args: readonly string[]): number {
  return spawnSync(command, args, { cwd, stdio: 'inherit' }).status ?? 1;
}

process.exitCode = main();
