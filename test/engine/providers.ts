/** The providers that the engine tests run: the real one in a mirror of this machine, or the stand-in. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { oldestFirst, VERSIONS } from './contract';
import { ENGINE_CACHE } from './engines';

/** A filesystem mirror with the real provider. */
const MIRROR = join(ENGINE_CACHE, 'mirror');
/** The stand-in is built from this project, so that it is not in the cache that all clones share. */
const STAND_IN = join(__dirname, '..', '..', 'node_modules', '.cache', 'engine-stand-in');

export const HOSTS = ['registry.terraform.io', 'registry.opentofu.org'];
export const PROVIDER = join('cloudflare', 'cloudflare');
export const PLATFORM = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;

/** Whether the tests run with the stand-in, which `ENGINE_PROVIDER=stand-in` selects. */
export function usesStandIn(): boolean {
  return process.env.ENGINE_PROVIDER === 'stand-in';
}

/** The versions of the real provider in the mirror, oldest first. */
export function mirroredVersions(): string[] {
  const directory = join(MIRROR, HOSTS[0] ?? '', PROVIDER);
  return existsSync(directory) ? readdirSync(directory).sort(oldestFirst) : [];
}

/** The recorded versions, or those of them that `STAND_IN_VERSIONS` selects, as in a mirror with few versions. */
export function standInVersions(selected = process.env.STAND_IN_VERSIONS ?? ''): readonly string[] {
  const versions = selected === '' ? VERSIONS : selected.split(',').sort(oldestFirst);
  const unknown = versions.filter((version) => !VERSIONS.includes(version));
  if (unknown.length > 0) {
    throw new Error(`STAND_IN_VERSIONS contains ${unknown.join(', ')}. Use some of ${VERSIONS.join(', ')}.`);
  }
  return versions;
}

/** The environment of engines. From this machine, it contains only `PATH` and `HOME`. */
export function engineEnvironment(cliConfig: string = mirrorConfig()): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TF_CLI_CONFIG_FILE: cliConfig,
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
  };
}

/** The path of a CLI configuration that installs providers only from the mirror of the tests. */
export function mirrorConfig(): string {
  return configOf(usesStandIn() ? standInMirror() : MIRROR);
}

function configOf(mirror: string): string {
  const file = join(mirror, 'engine.tfrc');
  if (!existsSync(file)) {
    mkdirSync(mirror, { recursive: true });
    writeFileSync(file, cliConfig(`filesystem_mirror {\n    path    = "${mirror}"\n    include = [${INCLUDED}]\n  }`));
  }
  return file;
}

const INCLUDED = HOSTS.map((host) => `"${host}/*/*"`).join(', ');

/** A CLI configuration that installs providers only with the given method. */
export function cliConfig(method: string): string {
  return `disable_checkpoint = true\nprovider_installation {\n  ${method}\n}\n`;
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

function standInMirror(): string {
  const versions = standInVersions();
  return join(STAND_IN, versions === VERSIONS ? 'all' : versions.join('-'));
}

/** The program that an engine starts for a version of the stand-in. */
export function standInProgram(version: string): string {
  return `#!/bin/sh\nexec '${process.execPath}' '${join(STAND_IN, 'program', 'launch.cjs')}' ${version}\n`;
}

/** Installs the versions of the stand-in into its mirror. */
export function installStandIns(): void {
  bundleStandIn(join(STAND_IN, 'program'));
  for (const host of HOSTS) {
    for (const version of standInVersions()) {
      const directory = join(standInMirror(), host, PROVIDER, version, PLATFORM);
      mkdirSync(directory, { recursive: true });
      const file = join(directory, `terraform-provider-cloudflare_v${version}`);
      writeFileSync(file, standInProgram(version), { mode: 0o755 });
    }
  }
}

/** Bundles the stand-in into one file that starts fast: each command of an engine starts it several times. */
function bundleStandIn(directory: string): void {
  const outfile = join(directory, `main-${process.pid}.js`);
  buildSync({ entryPoints: [join(__dirname, 'stand-in', 'main.ts')], bundle: true, platform: 'node', outfile });
  renameSync(outfile, join(directory, 'main.js')); // so that tests that run at the same time start a complete program
  cpSync(join(__dirname, 'stand-in', 'launch.cjs'), join(directory, 'launch.cjs'));
  rmSync(join(directory, 'main.cache'), { force: true });
  cpSync(join(__dirname, 'stand-in', 'tfplugin6.proto'), join(directory, 'tfplugin6.proto'));
  cpSync(join(__dirname, 'contract'), join(directory, 'contract'), { recursive: true });
}
