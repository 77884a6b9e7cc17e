import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Testing } from 'cdktf';
import { ZeroTrustOrganization } from '../../lib';
import { errors, PROPS, stackWithProvider } from '../organization';
import { TOKENS } from './emulator';
import { ACCOUNT, DEFAULT_BODY, Fixture, LIVE, stackOf } from './fixture';

const fixture = new Fixture();

test.each([429, 500, 503])('an apply succeeds after two responses with status %s', async (status) => {
  const workspace = await fixture.workspace(stackOf());
  await workspace.plan();
  fixture.emulator.fail({ method: 'PUT', times: 2, kind: status });
  expect(await workspace.apply()).toMatchObject({ code: 0 });
  expect(fixture.emulator.requests.filter(({ method }) => method === 'PUT').map((each) => each.status)).toEqual([
    status,
    status,
    200,
  ]);
  expect(await workspace.plan()).toMatchObject({ code: 0 });
});

test('an apply with a read-only token fails with one error and changes nothing', async () => {
  const workspace = await fixture.workspace(stackOf());
  await workspace.deploy();
  const [state, live] = [readFileSync(workspace.statePath, 'utf8'), fixture.emulator.live(ACCOUNT)];

  workspace.token = TOKENS.read;
  workspace.write(stackOf({ name: 'Renamed' }));
  expect(await workspace.plan()).toMatchObject({ code: 2 });
  const { code, output } = await workspace.apply();
  expect(code).toBe(1);
  expect(output.match(/^Error: .*$/gm)).toEqual(['Error: failed to make http request']);
  expect(onOneLine(output)).toContain('403 Forbidden');
  expect(onOneLine(output)).toContain('Authentication error');
  expect(JSON.parse(readFileSync(workspace.statePath, 'utf8'))).toMatchObject({
    resources: (JSON.parse(state) as { resources: unknown[] }).resources,
  });
  expect(fixture.emulator.live(ACCOUNT)).toEqual(live);
});

test('a plan fails for an account in which Zero Trust was never set up', async () => {
  const accountId = 'd'.repeat(32);
  const workspace = await fixture.workspace(stackOf({ accountId }));
  const { code, output } = await workspace.plan();
  expect(code).toBe(1);
  expect(onOneLine(output)).toContain('access.api.error.not_enabled: Access is not enabled');
  expect(output).toContain('9999');
});

test.each(['drop-before', 'drop-after'] as const)(
  'the next apply converges after a dropped connection (%s)',
  async (kind) => {
    const workspace = await fixture.workspace(stackOf());
    await workspace.plan();
    fixture.emulator.fail({ method: 'PUT', times: 1, kind });
    await workspace.apply();
    await workspace.deploy();
    expect(fixture.emulator.live(ACCOUNT)).toEqual(DEFAULT_BODY);
    expect(await workspace.plan()).toMatchObject({ code: 0 });
  },
);

test('the next apply converges after an engine was killed during an apply', async () => {
  const { emulator } = fixture;
  const workspace = await fixture.workspace(stackOf());
  await workspace.plan();
  emulator.delay = 3000;
  const applying = workspace.apply();
  await until(() => emulator.isPending('PUT'));
  workspace.kill();
  expect(await applying).toMatchObject({ code: null });
  emulator.delay = 0;
  await until(() => !emulator.isPending('PUT'));

  await workspace.deploy();
  expect(emulator.live(ACCOUNT)).toEqual(DEFAULT_BODY);
  expect(await workspace.plan()).toMatchObject({ code: 0 });
});

test('synthesis rejects two stacks that manage one account', () => {
  const app = Testing.app();
  const [first, second] = [stackWithProvider(app, 'first'), stackWithProvider(app, 'second')];
  new ZeroTrustOrganization(first, 'Organization', PROPS);
  new ZeroTrustOrganization(second, 'Organization', PROPS);
  expect(errors(first)).toContainEqual(expect.stringMatching(/\[one-organization-per-account\]$/));
});

test('two stacks that manage one account would overwrite each other, and no plan would be empty', async () => {
  const [first, second] = [await fixture.workspace(stackOf()), await fixture.workspace(stackOf({ name: 'Other' }))];
  await first.deploy();
  await second.deploy();
  expect(await first.plan()).toMatchObject({ code: 2 });
  expect(fixture.emulator.live(ACCOUNT)).not.toMatchObject({ name: LIVE.name });
});

/** Removes the line breaks that the engine adds to messages. */
function onOneLine(output: string): string {
  return output.replace(/\s+/g, ' ');
}

/** Waits until a condition is true, for at most ten seconds. */
async function until(condition: () => boolean): Promise<void> {
  for (let wait = 0; wait < 200 && !condition(); wait += 1) {
    await setTimeout(50);
  }
  expect(condition()).toBe(true);
}
