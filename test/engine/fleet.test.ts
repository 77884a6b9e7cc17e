import { TerraformStack, Testing } from 'cdktf';
import { addFleet, type FleetOptions, shardOf } from '../../examples/fleet/fleet';
import { type FleetEntry, parseFleet, readFleet } from '../../examples/fleet/fleet-file';
import { Waivers } from '../../lib';
import type { Body, Scope } from './emulator';
import { Fixture } from './fixture';
import type { Workspace } from './workspace';

const fixture = new Fixture();

/** A day on which the waivers of the example are valid. */
const TODAY = '2026-11-22';
const ENTRIES = readFleet('examples/fleet/organizations.yaml');

const scopeOf = ({ accountId }: FleetEntry): Scope => `accounts/${accountId}`;
const pathOf = ({ accountId }: FleetEntry): string => `/accounts/${accountId}/access/organizations`;

/** The stacks of a fleet by id. */
function stacksOf(entries: readonly FleetEntry[], options: FleetOptions = {}): Map<string, TerraformStack> {
  const app = Testing.app({ context: { [Waivers.TODAY]: TODAY } });
  addFleet(app, entries, options);
  const stacks = app.node.findAll().filter((node) => TerraformStack.isStack(node));
  return new Map(stacks.map((stack) => [stack.node.id, stack]));
}

/** A workspace for each stack. */
async function workspacesOf(stacks: ReadonlyMap<string, TerraformStack>): Promise<Map<string, Workspace>> {
  const workspaces = new Map<string, Workspace>();
  for (const [id, stack] of stacks) {
    workspaces.set(id, await fixture.workspace(stack));
  }
  return workspaces;
}

/** Returns the requests to the API since the last call. */
function newRequests(): string[] {
  const requests = fixture.emulator.requests.map(({ method, path }) => `${method} ${path}`);
  fixture.emulator.reset();
  return requests;
}

/** The live settings of an account before the first apply. */
function liveSettings({ name, authDomain }: FleetEntry): Body {
  return { name, auth_domain: authDomain, session_duration: '6h', is_ui_read_only: false };
}

beforeEach(() => {
  for (const entry of ENTRIES) {
    fixture.emulator.onboard(scopeOf(entry), liveSettings(entry));
  }
});

/** The settings in which entries of the fleet differ, by id. */
const DIFFERENCES: Readonly<Record<string, Body>> = {
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

test('a fleet with a stack for each account is imported and changed, and every plan is empty afterwards', async () => {
  const workspaces = await workspacesOf(stacksOf(ENTRIES));
  expect([...workspaces.keys()]).toEqual(ENTRIES.map(({ id }) => id));
  for (const entry of ENTRIES) {
    const workspace = workspaces.get(entry.id) as Workspace;
    const plan = await workspace.planAndApply();
    expect(plan.output).toContain('Plan: 1 to import, 0 to add, 1 to change, 0 to destroy');
    expect(fixture.emulator.live(scopeOf(entry))).toMatchObject({
      name: entry.name,
      auth_domain: entry.authDomain,
      session_duration: '12h',
      mfa_required_for_all_apps: true,
      is_ui_read_only: true,
      ...DIFFERENCES[entry.id],
    });
    expect(await workspace.plan()).toMatchObject({ code: 0 });
  }
  expect(fixture.emulator.writes()).toHaveLength(ENTRIES.length);
});

/** Free text that an engine would evaluate, or that is similar to it. */
const TEXTS = [
  '${file("/etc/hostname")} and ${path.cwd}',
  '%{ if true }yes%{ endif }',
  'unclosed ${',
  'unclosed %{',
  '$${escaped} %%{ escaped }',
  '$$${x} $$$${x} %%%{x} %%%%{x}',
  '$${${x}} %{%{${x}}}',
  '$%{x} %${x} $$%%{x} %%$${x}',
  '${~ "x" ~}',
  '"${"\\n"}"\n${x}',
  '{x} $',
  '#{x} &{x} ${x',
];

test.each(['json', 'hcl'] as const)('text of the file is sent as it is in the file, from %s', async (format) => {
  const organizations = TEXTS.map((text, index) => ({
    id: `a${index}`,
    accountId: String(index).padStart(32, 'a'),
    name: text,
    authDomain: `widget-${index}.cloudflareaccess.com`,
    settings: { loginDesign: { headerText: `$${text}`, footerText: `{${text}` } },
  }));
  const entries = parseFleet(JSON.stringify({ organizations }), 'organizations.yaml');
  for (const entry of entries) {
    fixture.emulator.onboard(scopeOf(entry), liveSettings({ ...entry, name: 'Widget' }));
  }
  const stack = stacksOf(entries, { shards: 1 }).get('shard-00') as TerraformStack;
  await (await fixture.workspace(stack, format)).deploy();
  expect(entries.map((entry) => fixture.emulator.live(scopeOf(entry)))).toEqual(
    TEXTS.map(
      (text) =>
        expect.objectContaining({
          name: text,
          login_design: expect.objectContaining({ header_text: `$${text}`, footer_text: `{${text}` }) as object,
        }) as object,
    ),
  );
});

describe('requests to the API', () => {
  const [entry] = ENTRIES as [FleetEntry];
  const [get, put] = [`GET ${pathOf(entry)}`, `PUT ${pathOf(entry)}`];

  test('are two for the first plan, one for its apply and one for every later plan', async () => {
    const workspaces = await workspacesOf(stacksOf([entry]));
    const workspace = workspaces.get(entry.id) as Workspace;
    expect(newRequests()).toEqual([]);

    await workspace.plan();
    expect(newRequests()).toEqual([get, get]);
    await workspace.apply();
    expect(newRequests()).toEqual([put]);

    await workspace.plan();
    expect(newRequests()).toEqual([get]);
    await workspace.succeed('apply', '-no-color', '-auto-approve');
    expect(newRequests()).toEqual([get]);

    fixture.emulator.change(scopeOf(entry), { session_duration: '1h' });
    await workspace.plan();
    expect(newRequests()).toEqual([get]);
    await workspace.apply();
    expect(newRequests()).toEqual([put]);

    await workspace.plan('-refresh=false');
    expect(newRequests()).toEqual([]);
  });

  test('are three for an apply without a plan, and one more after a response with status 429', async () => {
    const workspaces = await workspacesOf(stacksOf([entry]));
    const workspace = workspaces.get(entry.id) as Workspace;
    await workspace.succeed('apply', '-no-color', '-auto-approve');
    expect(newRequests()).toEqual([get, get, put]);

    fixture.emulator.fail({ method: 'GET', times: 1, kind: 429 });
    expect(await workspace.plan()).toMatchObject({ code: 0 });
    expect(newRequests()).toEqual([get, get]);
  });
});

describe('shards', () => {
  const SHARDS = { shards: 2 };

  test('contain all accounts and have empty plans after the first apply', async () => {
    const workspaces = await workspacesOf(stacksOf(ENTRIES, SHARDS));
    expect([...workspaces.keys()].sort()).toEqual(['shard-00', 'shard-01']);
    for (const [shard, workspace] of workspaces) {
      const entries = ENTRIES.filter(({ accountId }) => shardOf(accountId, SHARDS.shards) === shard);
      const plan = await workspace.planAndApply();
      expect(plan.output).toContain(
        `Plan: ${entries.length} to import, 0 to add, ${entries.length} to change, 0 to destroy`,
      );
      newRequests();
      expect(await workspace.plan()).toMatchObject({ code: 0 });
      expect(newRequests().sort()).toEqual(entries.map((entry) => `GET ${pathOf(entry)}`).sort());
    }
  });

  test('can remove an account, whose settings stay, and another stack can import it', async () => {
    const workspace = (await workspacesOf(stacksOf(ENTRIES, { shards: 1 }))).get('shard-00') as Workspace;
    await workspace.deploy();
    const [removed, ...others] = ENTRIES as [FleetEntry, ...FleetEntry[]];
    const before = fixture.emulator.live(scopeOf(removed));
    newRequests();

    workspace.write(stacksOf(others, { shards: 1 }).get('shard-00') as TerraformStack);
    const plan = await workspace.planAndApply();
    expect(plan.output).toContain('Plan: 0 to add, 0 to change, 1 to destroy');
    expect(await workspace.plan()).toMatchObject({ code: 0 });

    const own = (await workspacesOf(stacksOf([removed]))).get(removed.id) as Workspace;
    const imported = await own.planAndApply();
    expect(imported.output).toContain('Plan: 1 to import, 0 to add, 0 to change, 0 to destroy');
    expect(newRequests().filter((request) => !request.startsWith('GET'))).toEqual([]);
    expect(fixture.emulator.live(scopeOf(removed))).toEqual(before);
  });

  test('can remove an account from the state with a removed block', async () => {
    const workspace = (await workspacesOf(stacksOf(ENTRIES, { shards: 1 }))).get('shard-00') as Workspace;
    await workspace.deploy();
    const [removed, ...others] = ENTRIES as [FleetEntry, ...FleetEntry[]];
    const stack = stacksOf(others, { shards: 1 }).get('shard-00') as TerraformStack;
    const from = `cloudflare_zero_trust_organization.${removed.id}`;
    stack.addOverride('removed', [{ from, lifecycle: { destroy: false } }]);
    workspace.write(stack);
    const plan = await workspace.planAndApply();
    expect(plan.output).toMatch(/but will not be destroyed/);
    expect(plan.output).toContain('0 to destroy');
    expect(await workspace.plan()).toMatchObject({ code: 0 });
  });

  test('can be planned for a single account', async () => {
    const [one] = ENTRIES as [FleetEntry];
    const workspace = (await workspacesOf(stacksOf(ENTRIES, { shards: 1 }))).get('shard-00') as Workspace;
    await workspace.deploy();
    newRequests();
    await workspace.plan(`-target=cloudflare_zero_trust_organization.${one.id}`);
    expect(newRequests()).toEqual([`GET ${pathOf(one)}`]);
  });
});
