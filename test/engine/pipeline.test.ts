import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ACCOUNT, Fixture, LIVE } from './fixture';
import type { Result, Workspace } from './workspace';

const fixture = new Fixture();

const PROJECT = join(__dirname, '..', '..');
const MANIFEST = createRequire(__filename).resolve('cdktf-cli/package.json');
const CLI = join(
  dirname(MANIFEST),
  (JSON.parse(readFileSync(MANIFEST, 'utf8')) as { bin: { cdktf: string } }).bin.cdktf,
);

/** The Node.js that the CLI runs with: that of a package if there is one, because CDK Terrain requires 22.19. */
const NODE = join(PROJECT, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');

/** A CDKTF project whose app is the quickstart. */
function quickstartProject(): Workspace {
  const workspace = fixture.emptyWorkspace();
  const app = `npx --prefix '${PROJECT}' tsx --tsconfig '${PROJECT}/tsconfig.dev.json' '${PROJECT}/examples/quickstart/main.ts'`;
  writeFileSync(
    join(workspace.directory, 'cdktf.json'),
    JSON.stringify({
      language: 'typescript',
      app,
      projectId: '00000000-0000-4000-8000-000000000000',
      sendCrashReports: 'false',
    }),
  );
  return workspace;
}

/** Runs cdktf with the engine of the tests. */
function cdktf(workspace: Workspace, ...args: readonly string[]): Promise<Result> {
  return workspace.execute(existsSync(NODE) ? NODE : process.execPath, [CLI, ...args], {
    TERRAFORM_BINARY_NAME: fixture.tools.engine,
    CI: '1',
    DISABLE_VERSION_CHECK: '1',
    FORCE_COLOR: '0',
  });
}

test('cdktf diff, deploy and output work with the quickstart, and destroy is prevented', async () => {
  const { emulator } = fixture;
  const workspace = quickstartProject();
  // Updating the lock file would require access to a registry.
  const offline = '--skip-provider-lock';

  const diff = await cdktf(workspace, 'diff', 'quickstart', offline);
  expect(diff).toMatchObject({
    code: 0,
    output: expect.stringContaining('1 to import, 0 to add, 1 to change') as string,
  });
  expect(emulator.writes()).toEqual([]);

  const deploy = await cdktf(workspace, 'deploy', 'quickstart', '--auto-approve', offline);
  expect(deploy).toMatchObject({
    code: 0,
    output: expect.stringContaining('1 imported, 0 added, 1 changed') as string,
  });
  expect(emulator.writes()).toHaveLength(1);
  expect(emulator.live(ACCOUNT)).toMatchObject({ name: 'Widget Corp', is_ui_read_only: true });

  const again = await cdktf(workspace, 'diff', 'quickstart', offline);
  expect(again).toMatchObject({ code: 0, output: expect.stringContaining('No changes') as string });
  expect(await cdktf(workspace, 'output', 'quickstart', offline)).toMatchObject({ code: 0 });

  const destroy = await cdktf(workspace, 'destroy', 'quickstart', '--auto-approve', offline);
  expect(destroy).toMatchObject({ code: 1, output: expect.stringContaining('prevent_destroy') as string });
  expect(emulator.writes()).toHaveLength(1);
  expect(readFileSync(join(workspace.directory, 'terraform.quickstart.tfstate'), 'utf8')).toContain('Widget Corp');
  expect(emulator.live(ACCOUNT)).not.toMatchObject(LIVE);
}, 300_000);
