/** The engine and the provider that the tests of this folder run. `npm run engine:setup` brings them. */
import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { buildSync } from 'esbuild';
import { CACHE } from '../../scripts/cache';
import { oldestFirst, VERSIONS } from './contract';

/** What the engine tests run. */
export const ENGINE_CACHE = join(CACHE, 'engine');
/** The real provider, as a filesystem mirror. */
const MIRROR = join(ENGINE_CACHE, 'mirror');
const STAND_IN_MIRROR = join(ENGINE_CACHE, 'stand-in');

const HOSTS = ['registry.terraform.io', 'registry.opentofu.org'];
const PROVIDER = join('cloudflare', 'cloudflare');
const PLATFORM = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;

export interface Toolchain {
  /** The program: `tofu` or `terraform`. */
  readonly engine: string;
  readonly engineName: string;
  /** Whether the provider is the real one. */
  readonly isReal: boolean;
  readonly providerVersion: string;
  /** A CLI configuration that takes providers from the mirror, and from nowhere else. */
  readonly cliConfig: string;
}

/** Engines on this machine: OpenTofu first, from PATH or the cache. */
export function engines(): string[] {
  return ['tofu', 'terraform'].flatMap((name) => {
    const folders = [...(process.env.PATH ?? '').split(delimiter), join(ENGINE_CACHE, 'bin')];
    return folders.map((folder) => join(folder, name)).find(isExecutable) ?? [];
  });
}

/** `OpenTofu v1.12.6`, as the engine says it. */
export function engineName(engine: string): string {
  const output = execFileSync(engine, ['version'], { encoding: 'utf8', env: { CHECKPOINT_DISABLE: '1' } });
  return output.split('\n')[0] ?? engine;
}

/** Versions of the real provider in the mirror, oldest first. */
export function mirroredVersions(): string[] {
  const folder = join(MIRROR, HOSTS[0] ?? '', PROVIDER);
  return existsSync(folder) ? readdirSync(folder).sort(oldestFirst) : [];
}

/** Runs something in a folder with a configuration that needs nothing but the provider. */
export function inFolderRequiring<T>(version: string, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'provider-'));
  try {
    const terraform = { required_providers: { cloudflare: { source: 'cloudflare/cloudflare', version } } };
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform }));
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What every run of an engine gets: nothing of this machine but the two that programs need. */
export function engineEnvironment(cliConfig: string = cliConfigFor(MIRROR)): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TF_CLI_CONFIG_FILE: cliConfig,
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
  };
}

/**
 * Takes the newest provider of a constraint into the mirror, for both hosts, from where the engine of this machine is
 * configured to get providers: its registry, or a mirror of the company's.
 */
export function installProvider(engine: string, constraint: string): void {
  inFolderRequiring(constraint, (folder) => {
    execFileSync(engine, ['init', '-no-color'], { cwd: folder, stdio: 'pipe' });
    const providers = join(folder, '.terraform', 'providers');
    for (const from of readdirSync(providers)) {
      for (const host of HOSTS) {
        cpSync(join(providers, from, PROVIDER), join(MIRROR, host, PROVIDER), { recursive: true, dereference: true });
      }
    }
  });
}

/** The provider versions that the tests can run, oldest first. */
export function providerVersions(): readonly string[] {
  return asksForStandIn() ? VERSIONS : mirroredVersions();
}

function asksForStandIn(): boolean {
  return process.env.ENGINE_PROVIDER === 'stand-in';
}

/**
 * What the tests run. The real provider, unless the environment asks for the stand-in; nothing is skipped in silence.
 */
export function toolchain(): Toolchain {
  const [engine] = process.env.ENGINE === undefined ? engines() : [process.env.ENGINE];
  if (engine === undefined) {
    throw new Error('There is no engine: install OpenTofu or Terraform, or Go, and run `npm run engine:setup`.');
  }
  const isReal = !asksForStandIn();
  const providerVersion = providerVersions().at(-1);
  if (providerVersion === undefined) {
    throw new Error(
      'There is no provider cloudflare/cloudflare: run `npm run engine:setup` where the registry of your engine can be reached, or `npm run test:engine:stand-in`.',
    );
  }
  return {
    engine,
    engineName: engineName(engine),
    isReal,
    providerVersion,
    cliConfig: cliConfigFor(isReal ? MIRROR : STAND_IN_MIRROR),
  };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The stand-in, once per recorded version, where the engine looks for providers. */
export function installStandIns(): void {
  const program = bundleStandIn();
  for (const host of HOSTS) {
    for (const version of VERSIONS) {
      const folder = join(STAND_IN_MIRROR, host, PROVIDER, version, PLATFORM);
      mkdirSync(folder, { recursive: true });
      const script = `#!/bin/sh\nexec '${process.execPath}' '${program}' ${version}\n`;
      writeFileSync(join(folder, `terraform-provider-cloudflare_v${version}`), script, { mode: 0o755 });
    }
  }
}

/** In one file: the engine starts a provider several times for each command. */
function bundleStandIn(): string {
  const folder = join(STAND_IN_MIRROR, 'program');
  const program = join(folder, 'main.js');
  buildSync({
    entryPoints: [join(__dirname, 'stand-in', 'main.ts')],
    bundle: true,
    platform: 'node',
    outfile: program,
  });
  cpSync(join(__dirname, 'stand-in', 'tfplugin6.proto'), join(folder, 'tfplugin6.proto'));
  cpSync(join(__dirname, 'contract'), join(folder, 'contract'), { recursive: true });
  return program;
}

/** A CLI configuration that takes providers from a mirror, and from nowhere else. */
function cliConfigFor(mirror: string): string {
  const file = join(mirror, 'engine.tfrc');
  if (!existsSync(file)) {
    const include = HOSTS.map((host) => `"${host}/*/*"`).join(', ');
    mkdirSync(mirror, { recursive: true });
    writeFileSync(
      file,
      `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path    = "${mirror}"\n    include = [${include}]\n  }\n}\n`,
    );
  }
  return file;
}
