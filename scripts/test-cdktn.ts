/**
 * Runs the tests on CDK Terrain, in a copy of the project where `cdktf` is an alias of `cdktn`, as in projects that use
 * CDK Terrain. Arguments are passed to jest.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CDK_TERRAIN } from './cdk-terrain';
import { copyProject } from './copy-project';

/** Tools that no test runs. The CLI would also install the real CDKTF. */
const UNNEEDED = [
  '@biomejs/biome',
  '@stryker-mutator/core',
  '@stryker-mutator/jest-runner',
  'cdktf-cli',
  'dependency-cruiser',
  'eslint',
  'jsii',
  'npm-run-all2',
  'typescript-eslint',
  'typescript-native',
];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function main(): number {
  const copy = mkdtempSync(join(tmpdir(), 'test-cdktn-'));
  // Ctrl-C ends npm or jest; this script then removes the copy.
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

function switchToCdkTerrain(path: string): void {
  const manifest = readManifest(path);
  const needed = Object.entries(manifest.devDependencies).filter(([name]) => !UNNEEDED.includes(name));
  const devDependencies = { ...Object.fromEntries(needed), ...CDK_TERRAIN };
  // The bindings require cdktf ^0.21.0, and the alias has another version.
  const overrides = { cdktf: CDK_TERRAIN.cdktf };
  writeFileSync(path, JSON.stringify({ ...manifest, devDependencies, overrides }, undefined, 2));
}

/** Fails if the tests would run on CDKTF. */
function checkIsCdkTerrain(copy: string): void {
  const { name, version } = readManifest(join(copy, 'node_modules', 'cdktf', 'package.json'));
  console.log(`cdktf is ${name} ${version}`);
  if (name !== 'cdktn') {
    throw new Error(`The tests would run on ${name}, not on cdktn.`);
  }
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}

/** Runs a command with its output on the terminal, and returns its exit code, or 1 if a signal ended it. */
function run(cwd: string, command: string, args: readonly string[]): number {
  return spawnSync(command, args, { cwd, stdio: 'inherit' }).status ?? 1;
}

process.exitCode = main();
