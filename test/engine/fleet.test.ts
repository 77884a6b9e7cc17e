import { TerraformStack, Testing } from 'cdktf';
import { addFleet, type FleetOptions, shardOf } from '../../examples/fleet/fleet';
import { type FleetEntry, readFleet } from '../../examples/fleet/fleet-file';
import { Waivers } from '../../lib';
import type { Body, Scope } from './emulator';
import { Fixture } from './fixture';
import type { Workspace } from './workspace';

const fixture = new Fixture();

/** Before the waivers of the example end. */
const TODAY = '2026-11-22';
const ENTRIES = readFleet('examples/fleet/organizations.yaml');

const scopeOf = ({ accountId }: FleetEntry): Scope => `accounts/${accountId}`;
const pathOf = ({ accountId }: FleetEntry): string => `/accounts/${accountId}/access/organizations`;

/** The stacks of a fleet, by id. */
function stacksOf(entries: readonly FleetEntry[], options: FleetOptions = {}): Map<string, TerraformStack> {
  const app = Testing.app({ context: { [Waivers.TODAY]: TODAY } });
  addFleet(app, entries, options);
  const stacks = app.node.findAll().filter((node) => TerraformStack.isStack(node));
  return new Map(stacks.map((stack) => [stack.node.id, stack]));
}

async function workspacesOf(stacks: ReadonlyMap<string, TerraformStack>): Promise<Map<string, Workspace>> {
  const workspaces = new Map<string, Workspace>();
  for (const [id, stack] of stacks) {
    workspaces.set(id, await fixture.workspace(stack));
  }
  return workspaces;
}

/** What the API was asked since the last time. */
function requested(): string[] {
  const requests = fixture.emulator.requests.map(({ method, path }) => `${method} ${path}`);
  fixture.emulator.forget();
  return requests;
}

/** What stands in the dashboard of each account before. */
function byHand({ name, authDomain }: FleetEntry): Body {
  return { name, auth_domain: authDomain, session_duration: '6h', is_ui_read_only: false };
}

beforeEach(() => {
  for (const entry of ENTRIES) {
    fixture.emulator.onboard(scopeOf(entry), byHand(entry));
  }
});

const OWN: Readonly<Record<string, Body>> = {
  europe: {},
  finance: { session_duration: '4h', deny_unmatched_requests: true },
  'call-centre': { session_duration: '36h' },
  research: { mfa_config: { allowed_authenticators: ['totp', 'biometrics', 'security_key'], session_duration: '12h' } },
  ventures: {
    session_duration: '20h',
    user_seat_expiration_inactive_time: '4380h',
    login_design: {
      background_color: '#5c1a33',
      text_color: '#ffffff',
      logo_path: 'https://widget-corp.com/logo.svg',
      header_text: 'Widget Ventures',
      footer_text: 'Help: it@widget-corp.com',
    },
  },
};

test('a stack for each account: each is imported, changed, and planned as nothing thereafter', async () => {
  const workspaces = await workspacesOf(stacksOf(ENTRIES));
  expect([...workspaces.keys()]).toEqual(ENTRIES.map(({ id }) => id));
  for (const entry of ENTRIES) {
    const workspace = workspaces.get(entry.id) as Workspace;
    const plan = await workspace.deploy();
    expect(plan.output).toContain('Plan: 1 to import, 0 to add, 1 to change, 0 to destroy');
    expect(fixture.emulator.live(scopeOf(entry))).toMatchObject({
      name: entry.name,
      auth_domain: entry.authDomain,
      session_duration: '12h',
      mfa_required_for_all_apps: true,
      is_ui_read_only: true,
      ...OWN[entry.id],
    });
    expect(await workspace.plan()).toMatchObject({ code: 0 });
  }
  expect(fixture.emulator.writes()).toHaveLength(ENTRIES.length);
});

describe('what an account costs in requests to the API', () => {
  const [entry] = ENTRIES as [FleetEntry];
  const [get, put] = [`GET ${pathOf(entry)}`, `PUT ${pathOf(entry)}`];

  test('two for the first plan, one for its apply, and one for every later plan', async () => {
    const workspaces = await workspacesOf(stacksOf([entry]));
    const workspace = workspaces.get(entry.id) as Workspace;
    expect(requested()).toEqual([]);

    await workspace.plan();
    expect(requested()).toEqual([get, get]);
    await workspace.apply();
    expect(requested()).toEqual([put]);

    await workspace.plan();
    expect(requested()).toEqual([get]);
    await workspace.succeed('apply', '-no-color', '-auto-approve');
    expect(requested()).toEqual([get]);

    fixture.emulator.change(scopeOf(entry), { session_duration: '1h' });
    await workspace.plan();
    expect(requested()).toEqual([get]);
    await workspace.apply();
    expect(requested()).toEqual([put]);

    await workspace.plan('-refresh=false');
    expect(requested()).toEqual([]);
  });

  test('three for a first deployment without a plan before it, and one more for a 429', async () => {
    const workspaces = await workspacesOf(stacksOf([entry]));
    const workspace = workspaces.get(entry.id) as Workspace;
    await workspace.succeed('apply', '-no-color', '-auto-approve');
    expect(requested()).toEqual([get, get, put]);

    fixture.emulator.break({ method: 'GET', times: 1, kind: 429 });
    expect(await workspace.plan()).toMatchObject({ code: 0 });
    expect(requested()).toEqual([get, get]);
  });
});

describe('shards', () => {
  const SHARDS = { shards: 2 };

  test('have all accounts, and plan nothing after the first apply', async () => {
    const workspaces = await workspacesOf(stacksOf(ENTRIES, SHARDS));
    expect([...workspaces.keys()].sort()).toEqual(['shard-00', 'shard-01']);
    for (const [shard, workspace] of workspaces) {
      const own = ENTRIES.filter(({ accountId }) => shardOf(accountId, SHARDS.shards) === shard);
      const plan = await workspace.deploy();
      expect(plan.output).toContain(`Plan: ${own.length} to import, 0 to add, ${own.length} to change, 0 to destroy`);
      requested();
      expect(await workspace.plan()).toMatchObject({ code: 0 });
      expect(requested().sort()).toEqual(own.map((entry) => `GET ${pathOf(entry)}`).sort());
    }
  });

  test('forget an account that is taken out, whose settings stay, and another stack can have it', async () => {
    const workspace = (await workspacesOf(stacksOf(ENTRIES, { shards: 1 }))).get('shard-00') as Workspace;
    await workspace.deploy();
    const [gone, ...others] = ENTRIES as [FleetEntry, ...FleetEntry[]];
    const before = fixture.emulator.live(scopeOf(gone));
    requested();

    workspace.write(stacksOf(others, { shards: 1 }).get('shard-00') as TerraformStack);
    const plan = await workspace.deploy();
    expect(plan.output).toContain('Plan: 0 to add, 0 to change, 1 to destroy');
    expect(await workspace.plan()).toMatchObject({ code: 0 });

    const alone = (await workspacesOf(stacksOf([gone]))).get(gone.id) as Workspace;
    const moved = await alone.deploy();
    expect(moved.output).toContain('Plan: 1 to import, 0 to add, 0 to change, 0 to destroy');
    expect(requested().filter((request) => !request.startsWith('GET'))).toEqual([]);
    expect(fixture.emulator.live(scopeOf(gone))).toEqual(before);
  });

  test('forget an account by a block that says so', async () => {
    const workspace = (await workspacesOf(stacksOf(ENTRIES, { shards: 1 }))).get('shard-00') as Workspace;
    await workspace.deploy();
    const [gone, ...others] = ENTRIES as [FleetEntry, ...FleetEntry[]];
    const stack = stacksOf(others, { shards: 1 }).get('shard-00') as TerraformStack;
    const from = `cloudflare_zero_trust_organization.${gone.id}`;
    stack.addOverride('removed', [{ from, lifecycle: { destroy: false } }]);
    workspace.write(stack);
    const plan = await workspace.deploy();
    expect(plan.output).toMatch(/but will not be destroyed/);
    expect(plan.output).toContain('0 to destroy');
    expect(await workspace.plan()).toMatchObject({ code: 0 });
  });

  test('can be planned for one account alone', async () => {
    const [one] = ENTRIES as [FleetEntry];
    const workspace = (await workspacesOf(stacksOf(ENTRIES, { shards: 1 }))).get('shard-00') as Workspace;
    await workspace.deploy();
    requested();
    await workspace.plan(`-target=cloudflare_zero_trust_organization.${one.id}`);
    expect(requested()).toEqual([`GET ${pathOf(one)}`]);
  });
});
