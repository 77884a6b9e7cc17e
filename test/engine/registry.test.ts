/** Machines with a registry, from which the engine installs the provider: simulated by a mirror with every version. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Testing } from 'cdktf';
import { QuickstartStack } from '../../examples/quickstart/stack';
import { ZeroTrustOrganization } from '../../lib';
import { CACHE } from '../../scripts/cache';
import { PROPS, pinnedVersion, stackWithProvider, ZONE_ID } from '../organization';
import { VERSIONS } from './contract';
import { Fixture } from './fixture';
import { HOSTS, PROVIDER } from './providers';
import { NetworkMirror } from './registry/network-mirror';
import type { Workspace } from './workspace';

/** Engines accept another certificate authority only through `SSL_CERT_FILE`, which they read on Linux. */
const CAN_SERVE = process.platform === 'linux' && spawnSync('openssl', ['version']).status === 0;

(CAN_SERVE ? describe : describe.skip)('with a registry (on Linux, with OpenSSL)', () => {
  const fixture = new Fixture();
  let mirror: NetworkMirror;

  beforeAll(async () => {
    mirror = await NetworkMirror.start();
  });

  afterAll(() => mirror.stop());

  function workspace(): Workspace {
    const { cliConfig, certificate } = mirror;
    return fixture.emptyWorkspace({ isReal: false, cliConfig, certificate });
  }

  /** The provider version in the lock file. */
  function lockedVersion({ directory }: Workspace): string | undefined {
    return /version\s*=\s*"([\d.]+)"/.exec(readFileSync(join(directory, '.terraform.lock.hcl'), 'utf8'))?.[1];
  }

  test('the quickstart installs the newest provider, applies, and has an empty plan afterwards', async () => {
    const quickstart = workspace();
    quickstart.write(new QuickstartStack(Testing.app(), 'quickstart', {}));
    await quickstart.init();
    expect(lockedVersion(quickstart)).toBe(VERSIONS.at(-1));
    expect((await quickstart.planAndApply()).output).toContain(
      'Plan: 1 to import, 0 to add, 1 to change, 0 to destroy',
    );
    expect(await quickstart.plan()).toMatchObject({ code: 0 });
  });

  test('an organization at zone scope installs the version of the bindings', async () => {
    const stack = stackWithProvider();
    new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, accountId: undefined, zoneId: ZONE_ID });
    const zone = workspace();
    zone.write(stack);
    await zone.init();
    expect(lockedVersion(zone)).toBe(pinnedVersion());
    expect(await zone.run('validate', '-no-color')).toMatchObject({ code: 0 });
  });

  test('`npm run engine:setup` installs the newest provider and the oldest ones that the documentation names', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'cache-'));
    try {
      const root = join(__dirname, '..', '..');
      const tsx = join(root, 'node_modules', '.bin', 'tsx');
      const script = join(root, 'scripts', 'engine-setup.ts');
      const result = await workspace().execute(tsx, ['--tsconfig', join(root, 'tsconfig.dev.json'), script], {
        XDG_CACHE_HOME: cache,
        ENGINE: fixture.tools.engine,
      });
      expect(result).toMatchObject({ code: 0 });
      for (const host of HOSTS) {
        const installed = readdirSync(join(cache, basename(CACHE), 'engine', 'mirror', host, PROVIDER));
        expect(installed).toEqual(['5.14.0', '5.18.0', VERSIONS.at(-1)]);
      }
    } finally {
      rmSync(cache, { recursive: true });
    }
  });
});
