/**
 * Brings what the engine tests run, once per machine: an engine, and the real provider. `npm run engine:setup` does
 * nothing when both are there.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINE_CACHE, engineName, engines, installProvider, mirroredVersions } from '../test/engine/toolchain';

const OPENTOFU = 'v1.12.6';
/** OpenTofu builds with its own fork of the HCL library, which `go install` refuses: hence a module of our own. */
const GO_MOD = `module engine

go 1.26.6

tool github.com/opentofu/opentofu/cmd/tofu

require github.com/opentofu/opentofu ${OPENTOFU}

replace github.com/hashicorp/hcl/v2 v2.20.1 => github.com/opentofu/hcl/v2 v2.20.2-0.20251021132045-587d123c2828
`;

/** The end of the exit codes of sysexits.h: a service that cannot be reached. */
const UNAVAILABLE = 69;

function setUpEngine(): string | undefined {
  const found = engines();
  const hasOpenTofu = found.some((engine) => engineName(engine).startsWith('OpenTofu'));
  if (!hasOpenTofu && hasGo()) {
    console.log(`building OpenTofu ${OPENTOFU} with Go: five to fifteen minutes, once`);
    return buildOpenTofu() ?? found[0];
  }
  return found[0];
}

function hasGo(): boolean {
  return spawnSync('go', ['version']).status === 0;
}

function buildOpenTofu(): string | undefined {
  const source = join(ENGINE_CACHE, 'opentofu');
  const built = join(source, 'tofu');
  const program = join(ENGINE_CACHE, 'bin', 'tofu');
  mkdirSync(source, { recursive: true });
  mkdirSync(join(ENGINE_CACHE, 'bin'), { recursive: true });
  writeFileSync(join(source, 'go.mod'), GO_MOD);
  const { status } = spawnSync(
    'go',
    ['build', '-mod=mod', '-ldflags=-s -w', '-o', built, 'github.com/opentofu/opentofu/cmd/tofu'],
    { cwd: source, stdio: 'inherit' },
  );
  if (status !== 0) {
    console.log('OpenTofu could not be built');
    return undefined;
  }
  renameSync(built, program); // whole or not at all
  return program;
}

function setUpProvider(engine: string): void {
  if (mirroredVersions().length === 0) {
    console.log('asking the registry of the engine for the newest cloudflare/cloudflare 5.x: a minute or two, once');
    installProvider(engine, '>= 5.28.0, < 6.0.0');
  }
}

function main(): number {
  const engine = setUpEngine();
  if (engine === undefined) {
    console.error('There is no engine, and no Go to build one: install OpenTofu, Terraform 1.8 or later, or Go.');
    return UNAVAILABLE;
  }
  console.log(`engine: ${engineName(engine)}`);
  try {
    setUpProvider(engine);
  } catch (error) {
    console.error(`provider: none. The registry could not be reached:\n${String(error)}`);
    console.error('Run this again where it can, or run the tests with `npm run test:engine:stand-in`.');
    return UNAVAILABLE;
  }
  console.log(`provider: cloudflare/cloudflare ${mirroredVersions().join(', ')}`);
  return 0;
}

process.exitCode = main();
