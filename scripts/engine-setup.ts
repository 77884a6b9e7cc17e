/** Installs an engine and the real provider for the engine tests, unless the machine has them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINE_CACHE, engineName, enginesUnderTest } from '../test/engine/engines';
import { installProvider, mirroredVersions } from '../test/engine/providers';

const OPENTOFU = 'v1.12.6';
/** A module that builds OpenTofu, because `go install` rejects its replacement of the HCL library with a fork. */
const GO_MOD = `module engine

go 1.26.6

tool github.com/opentofu/opentofu/cmd/tofu

require github.com/opentofu/opentofu ${OPENTOFU}

replace github.com/hashicorp/hcl/v2 v2.20.1 => github.com/opentofu/hcl/v2 v2.20.2-0.20251021132045-587d123c2828
`;

/** The exit code `EX_UNAVAILABLE` of sysexits.h. */
const UNAVAILABLE = 69;

/** The provider versions to install, each if it is available: the newest, and the oldest that the documentation names. */
const CONSTRAINTS = ['>= 5.18.0, < 6.0.0', '5.18.0', '5.14.0'];

function setUpEngine(): string | undefined {
  const found = enginesUnderTest();
  if (process.env.ENGINE) {
    return found[0];
  }
  const hasOpenTofu = found.some((engine) => engineName(engine).startsWith('OpenTofu'));
  if (!hasOpenTofu && hasGo()) {
    console.log(`Building OpenTofu ${OPENTOFU} with Go. This takes five to fifteen minutes, once per machine.`);
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
    console.log('OpenTofu could not be built.');
    return undefined;
  }
  renameSync(built, program); // so that an interrupted build leaves no partial program
  return program;
}

/** Installs the provider versions that are missing. Throws if none is installed and the newest is not available. */
function setUpProvider(engine: string): void {
  if (mirroredVersions().length > 0) {
    return;
  }
  console.log('Installing cloudflare/cloudflare. This takes a few minutes, once per machine.');
  for (const [index, constraint] of CONSTRAINTS.entries()) {
    try {
      installProvider(engine, constraint);
    } catch (error) {
      if (index === 0) {
        throw error;
      }
      console.log(`cloudflare/cloudflare ${constraint} is not available: its tests will be skipped.`);
    }
  }
}

function main(): number {
  const engine = setUpEngine();
  if (engine === undefined) {
    console.error('No engine found, and no Go to build one. Install OpenTofu, Terraform 1.8 or later, or Go.');
    return UNAVAILABLE;
  }
  console.log(`engine: ${engineName(engine)}`);
  try {
    setUpProvider(engine);
  } catch (error) {
    console.error(`The provider could not be installed:\n${String(error)}`);
    console.error("Run this again with access to the engine's registry, or run 'npm run test:engine:stand-in'.");
    return UNAVAILABLE;
  }
  console.log(`provider: cloudflare/cloudflare ${mirroredVersions().join(', ')}`);
  return 0;
}

process.exitCode = main();
