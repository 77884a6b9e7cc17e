import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, BY_HAND, Fixture } from './fixture';
import type { Result, Workspace } from './workspace';

const fixture = new Fixture();

const PROJECT = join(__dirname, '..', '..');
const CLI = join(PROJECT, 'node_modules', '.bin', 'cdktf');

/** A user's project with the quickstart as its app. */
function project(): Workspace {
  const workspace = fixture.folder();
  const app = `npx --prefix '${PROJECT}' tsx --tsconfig '${PROJECT}/tsconfig.dev.json' '${PROJECT}/examples/quickstart/main.ts'`;
  writeFileSync(
    join(workspace.folder, 'cdktf.json'),
    JSON.stringify({
      language: 'typescript',
      app,
      projectId: '00000000-0000-4000-8000-000000000000',
      sendCrashReports: 'false',
    }),
  );
  return workspace;
}

/** Runs cdktf; without a registry within reach the lock file must be left alone. */
function cdktf(workspace: Workspace, ...args: readonly string[]): Promise<Result> {
  return workspace.execute(CLI, args, {
    TERRAFORM_BINARY_NAME: fixture.tools.engine,
    CI: '1',
    DISABLE_VERSION_CHECK: '1',
    FORCE_COLOR: '0',
  });
}

test('cdktf diff, deploy, output and destroy of the quickstart', async () => {
  const { emulator } = fixture;
  const workspace = project();

  const diff = await cdktf(workspace, 'diff', 'quickstart', '--skip-provider-lock');
  expect(diff).toMatchObject({
    code: 0,
    output: expect.stringContaining('1 to import, 0 to add, 1 to change') as string,
  });
  expect(emulator.writes()).toEqual([]);

  const deploy = await cdktf(workspace, 'deploy', 'quickstart', '--auto-approve', '--skip-provider-lock');
  expect(deploy).toMatchObject({
    code: 0,
    output: expect.stringContaining('1 imported, 0 added, 1 changed') as string,
  });
  expect(emulator.writes()).toHaveLength(1);
  expect(emulator.live(ACCOUNT)).toMatchObject({ name: 'Widget Corp', is_ui_read_only: true });

  const again = await cdktf(workspace, 'diff', 'quickstart', '--skip-provider-lock');
  expect(again).toMatchObject({ code: 0, output: expect.stringContaining('No changes') as string });
  expect(await cdktf(workspace, 'output', 'quickstart', '--skip-provider-lock')).toMatchObject({ code: 0 });

  const destroy = await cdktf(workspace, 'destroy', 'quickstart', '--auto-approve', '--skip-provider-lock');
  expect(destroy).toMatchObject({ code: 1, output: expect.stringContaining('prevent_destroy') as string });
  expect(emulator.writes()).toHaveLength(1);
  expect(readFileSync(join(workspace.folder, 'terraform.quickstart.tfstate'), 'utf8')).toContain('Widget Corp');
  expect(emulator.live(ACCOUNT)).not.toMatchObject(BY_HAND);
}, 300_000);
