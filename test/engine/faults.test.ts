import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Testing } from 'cdktf';
import { ZeroTrustOrganization } from '../../lib';
import { errors, PROPS, stackWithProvider } from '../organization';
import { TOKENS } from './emulator';
import { ACCOUNT, BY_HAND, Fixture, LEAST_BODY, stackOf } from './fixture';

const fixture = new Fixture();

test.each([429, 500, 503])('%s for a while: the apply succeeds', async (status) => {
  const workspace = await fixture.workspace(stackOf());
  await workspace.plan();
  fixture.emulator.break({ method: 'PUT', times: 2, kind: status });
  expect(await workspace.apply()).toMatchObject({ code: 0 });
  expect(fixture.emulator.requests.filter(({ method }) => method === 'PUT').map((each) => each.status)).toEqual([
    status,
    status,
    200,
  ]);
  expect(await workspace.plan()).toMatchObject({ code: 0 });
});

test('a token that may not write: one clear error, and nothing has changed', async () => {
  const workspace = await fixture.workspace(stackOf());
  await workspace.deploy();
  const [state, live] = [readFileSync(workspace.statePath, 'utf8'), fixture.emulator.live(ACCOUNT)];

  workspace.token = TOKENS.read;
  workspace.write(stackOf({ name: 'Renamed' }));
  expect(await workspace.plan()).toMatchObject({ code: 2 });
  const { code, output } = await workspace.apply();
  expect(code).toBe(1);
  expect(output.match(/^Error: .*$/gm)).toEqual(['Error: failed to make http request']);
  expect(inOneLine(output)).toContain('403 Forbidden');
  expect(inOneLine(output)).toContain('Authentication error');
  expect(JSON.parse(readFileSync(workspace.statePath, 'utf8'))).toMatchObject({
    resources: (JSON.parse(state) as { resources: unknown[] }).resources,
  });
  expect(fixture.emulator.live(ACCOUNT)).toEqual(live);
});

test('an account in which Zero Trust was never set up: the plan says so', async () => {
  const accountId = 'd'.repeat(32);
  const workspace = await fixture.workspace(stackOf({ accountId }));
  const { code, output } = await workspace.plan();
  expect(code).toBe(1);
  expect(inOneLine(output)).toContain('access.api.error.not_enabled: Access is not enabled');
  expect(output).toContain('9999');
});

test.each(['drop-before', 'drop-after'] as const)(
  'a connection that is dropped (%s the change): converges',
  async (kind) => {
    const workspace = await fixture.workspace(stackOf());
    await workspace.plan();
    fixture.emulator.break({ method: 'PUT', times: 1, kind });
    await workspace.apply();
    await workspace.deploy();
    expect(fixture.emulator.live(ACCOUNT)).toEqual(LEAST_BODY);
    expect(await workspace.plan()).toMatchObject({ code: 0 });
  },
);

test('an engine that is killed in the middle of an apply: the next one converges', async () => {
  const { emulator } = fixture;
  const workspace = await fixture.workspace(stackOf());
  await workspace.plan();
  emulator.delay = 3000;
  const applying = workspace.apply();
  await until(() => emulator.isAnswering('PUT'));
  workspace.kill();
  expect(await applying).toMatchObject({ code: null });
  emulator.delay = 0;
  await until(() => !emulator.isAnswering('PUT'));

  await workspace.deploy();
  expect(emulator.live(ACCOUNT)).toEqual(LEAST_BODY);
  expect(await workspace.plan()).toMatchObject({ code: 0 });
});

test('two stacks for one account are seen when they are synthesized', () => {
  const app = Testing.app();
  const [first, second] = [stackWithProvider(app, 'first'), stackWithProvider(app, 'second')];
  new ZeroTrustOrganization(first, 'Organization', PROPS);
  new ZeroTrustOrganization(second, 'Organization', PROPS);
  expect(errors(first).join('\n')).toContain('[one-organization-per-account]');
});

test('what they would do: each undoes the other, and no plan is ever empty', async () => {
  const [first, second] = [await fixture.workspace(stackOf()), await fixture.workspace(stackOf({ name: 'Other' }))];
  await first.deploy();
  await second.deploy();
  expect(await first.plan()).toMatchObject({ code: 2 });
  expect(fixture.emulator.live(ACCOUNT)).not.toMatchObject({ name: BY_HAND.name });
});

/** The engine breaks its messages into lines. */
function inOneLine(output: string): string {
  return output.replace(/\s+/g, ' ');
}

/** Waits for at most ten seconds. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let wait = 0; wait < 200 && !isTrue(); wait += 1) {
    await setTimeout(50);
  }
  expect(isTrue()).toBe(true);
}
