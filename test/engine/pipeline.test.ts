import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cdktf, cdktfProject, OFFLINE } from './cli';
import { ACCOUNT, Fixture, LIVE } from './fixture';

const fixture = new Fixture();

test('cdktf diff, deploy and output work with the quickstart, and destroy is prevented', async () => {
  const { emulator } = fixture;
  const workspace = cdktfProject(fixture, join('examples', 'quickstart', 'main.ts'));
  const run = (...args: readonly string[]) => cdktf(fixture, workspace, [...args, OFFLINE]);

  const diff = await run('diff', 'quickstart');
  expect(diff).toMatchObject({
    code: 0,
    output: expect.stringContaining('1 to import, 0 to add, 1 to change') as string,
  });
  expect(emulator.writes()).toEqual([]);

  const deploy = await run('deploy', 'quickstart', '--auto-approve');
  expect(deploy).toMatchObject({
    code: 0,
    output: expect.stringContaining('1 imported, 0 added, 1 changed') as string,
  });
  expect(emulator.writes()).toHaveLength(1);
  expect(emulator.live(ACCOUNT)).toMatchObject({ name: 'Widget Corp', is_ui_read_only: true });

  const again = await run('diff', 'quickstart');
  expect(again).toMatchObject({ code: 0, output: expect.stringContaining('No changes') as string });
  expect(await run('output', 'quickstart')).toMatchObject({ code: 0 });

  const destroy = await run('destroy', 'quickstart', '--auto-approve');
  expect(destroy).toMatchObject({ code: 1, output: expect.stringContaining('prevent_destroy') as string });
  expect(emulator.writes()).toHaveLength(1);
  expect(readFileSync(join(workspace.directory, 'terraform.quickstart.tfstate'), 'utf8')).toContain('Widget Corp');
  expect(emulator.live(ACCOUNT)).not.toMatchObject(LIVE);
}, 300_000);
