/** The engine and the provider that the engine tests run. `npm run engine:setup` installs them. */
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

/** The directory with the installed engine and providers. */
export const ENGINE_CACHE = join(CACHE, 'engine');
/** A filesystem mirror with the real provider. */
const MIRROR = join(ENGINE_CACHE, 'mirror');
const STAND_IN_MIRROR = join(ENGINE_CACHE, 'stand-in');

const HOSTS = ['registry.terraform.io', 'registry.opentofu.org'];
const PROVIDER = join('cloudflare', 'cloudflare');
const PLATFORM = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;

export interface Toolchain {
  /** The path of `tofu` or `terraform`. */
  readonly engine: string;
  readonly engineName: string;
  /** Whether the provider is the real one. */
  readonly isReal: boolean;
  readonly providerVersion: string;
  /** The path of a CLI configuration that installs providers only from the mirror. */
  readonly cliConfig: string;
}

/** The engines on PATH and in the cache, OpenTofu first. */
export function engines(): string[] {
  return ['tofu', 'terraform'].flatMap((name) => {
    const directories = [...(process.env.PATH ?? '').split(delimiter), join(ENGINE_CACHE, 'bin')];
    return directories.map((directory) => join(directory, name)).find(isExecutable) ?? [];
  });
}

/** The name and version of an engine, such as `OpenTofu v1.12.6`. */
export function engineName(engine: string): string {
  const output = execFileSync(engine, ['version'], { encoding: 'utf8', env: { CHECKPOINT_DISABLE: '1' } });
  return output.split('\n')[0] ?? engine;
}

/** The versions of the real provider in the mirror, oldest first. */
export function mirroredVersions(): string[] {
  const directory = join(MIRROR, HOSTS[0] ?? '', PROVIDER);
  return existsSync(directory) ? readdirSync(directory).sort(oldestFirst) : [];
}

/** Calls a function with a temporary directory whose configuration requires only the provider. */
export function inFolderRequiring<T>(version: string, use: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'provider-'));
  try {
    const terraform = { required_providers: { cloudflare: { source: 'cloudflare/cloudflare', version } } };
    writeFileSync(join(directory, 'main.tf.json'), JSON.stringify({ terraform }));
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The environment of engines. From this machine, it contains only `PATH` and `HOME`. */
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
 * Installs the newest provider that a constraint allows into the mirror, for both hosts. It is downloaded from the
 * registry or mirror that the engine of this machine is configured to use.
 */
export function installProvider(engine: string, constraint: string): void {
  inFolderRequiring(constraint, (directory) => {
    execFileSync(engine, ['init', '-no-color'], { cwd: directory, stdio: 'pipe' });
    const providers = join(directory, '.terraform', 'providers');
    for (const source of readdirSync(providers)) {
      for (const host of HOSTS) {
        cpSync(join(providers, source, PROVIDER), join(MIRROR, host, PROVIDER), { recursive: true, dereference: true });
      }
    }
  });
}

/** The available provider versions, oldest first. */
export function providerVersions(): readonly string[] {
  return usesStandIn() ? VERSIONS : mirroredVersions();
}

function usesStandIn(): boolean {
  return process.env.ENGINE_PROVIDER === 'stand-in';
}

/**
 * The toolchain of the tests: with the stand-in if `ENGINE_PROVIDER` is `stand-in`, otherwise with the real provider.
 * Throws if the engine or the provider is not installed, so that no test is skipped silently.
 */
export function toolchain(): Toolchain {
  const [engine] = process.env.ENGINE === undefined ? engines() : [process.env.ENGINE];
  if (engine === undefined) {
    throw new Error('No engine is installed. Install OpenTofu, Terraform or Go, and run `npm run engine:setup`.');
  }
  const isReal = !usesStandIn();
  const providerVersion = providerVersions().at(-1);
  if (providerVersion === undefined) {
    throw new Error(
      'Provider cloudflare/cloudflare is not installed. Run `npm run engine:setup` with access to the registry, or `npm run test:engine:stand-in`.',
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

/** Installs the stand-in for every recorded version into its mirror. */
export function installStandIns(): void {
  const program = bundleStandIn();
  for (const host of HOSTS) {
    for (const version of VERSIONS) {
      const directory = join(STAND_IN_MIRROR, host, PROVIDER, version, PLATFORM);
      mkdirSync(directory, { recursive: true });
      const script = `#!/bin/sh\nexec '${process.execPath}' '${program}' ${version}\n`;
      writeFileSync(join(directory, `terraform-provider-cloudflare_v${version}`), script, { mode: 0o755 });
    }
  }
}

/** Bundles the stand-in into one file that starts fast: each command of an engine starts it several times. */
function bundleStandIn(): string {
  const directory = join(STAND_IN_MIRROR, 'program');
  const program = join(directory, 'main.js');
  buildSync({
    entryPoints: [join(__dirname, 'stand-in', 'main.ts')],
    bundle: true,
    platform: 'node',
    outfile: program,
  });
  cpSync(join(__dirname, 'stand-in', 'tfplugin6.proto'), join(directory, 'tfplugin6.proto'));
  cpSync(join(__dirname, 'contract'), join(directory, 'contract'), { recursive: true });
  return program;
}

/** The path of a CLI configuration that installs providers only from a mirror. */
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
