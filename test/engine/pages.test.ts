/**
 * The plans that the pages show. `test/docs.test.ts` compares the pages with the recorded plans without an engine;
 * `RECORD_PLANS=1` records them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingFrom } from '../../scripts/guide-steps';
import {
  blocksOf,
  configurationIn,
  GUIDES,
  outputsOf,
  PLANS_FILE,
  type RecordedPlan,
  run,
  type Shown,
  textOf,
  withoutIgnored,
  withoutPaths,
} from '../pages';
import type { Body } from './emulator';
import { ACCOUNT, Fixture } from './fixture';
import type { Workspace } from './workspace';

const fixture = new Fixture();

/** The pinned version of CDK Terrain's bindings, and the one that the attributes of the shown plans are from. */
const PROVIDER = '5.28.0';

/** An organization before the first plan of a page. A reader applies each plan before the next one. */
interface Scenario {
  readonly live: Body;
  /** The first state. */
  readonly state?: () => string;
  /** Whether the first program of the page is deployed before the first plan. */
  readonly isDeployed?: boolean;
  /** The plan before which the live settings and the state are those of the start again. */
  readonly restart?: number;
  /** Changes that were made, in the dashboard or by another deployment, before a plan. */
  readonly changes?: Readonly<Record<number, Body>>;
}

const ORGANIZATION: Body = {
  name: 'Widget Corp',
  auth_domain: 'widget-corp.cloudflareaccess.com',
  session_duration: '24h',
};

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'docs/adopt-an-existing-organization.md': {
    live: {
      ...ORGANIZATION,
      session_duration: '6h',
      auto_redirect_to_identity: true,
      is_ui_read_only: true,
      ui_read_only_toggle_reason: 'locked by hand',
      user_seat_expiration_inactive_time: '1460h',
      login_design: { background_color: '#ffffff', text_color: '#000000', header_text: 'Welcome' },
    },
    restart: 2,
  },
  'docs/deny-unmatched-requests.md': { live: ORGANIZATION },
  'docs/getting-started.md': { live: ORGANIZATION },
  'docs/leave-cdktf.md': { live: ORGANIZATION, isDeployed: true },
  'docs/lock-the-dashboard.md': {
    live: ORGANIZATION,
    changes: {
      2: { is_ui_read_only: true, ui_read_only_toggle_reason: 'managed in github.com/widget-corp/platform' },
      3: { is_ui_read_only: false, ui_read_only_toggle_reason: 'Incident INC-77' },
    },
  },
  'docs/migrate-from-provider-v4.md': {
    live: {
      ...ORGANIZATION,
      is_ui_read_only: true,
      ui_read_only_toggle_reason: 'by v4',
      user_seat_expiration_inactive_time: '730h',
      login_design: { background_color: '#ffffff', text_color: '#000000', header_text: 'Hi' },
    },
    state: () =>
      fixture.stateOf('cloudflare_zero_trust_access_organization', {
        account_id: ACCOUNT.replace('accounts/', ''),
        id: ACCOUNT.replace('accounts/', ''),
        ...ORGANIZATION,
        is_ui_read_only: true,
        ui_read_only_toggle_reason: 'by v4',
        user_seat_expiration_inactive_time: '730h',
        login_design: [{ background_color: '#ffffff', text_color: '#000000', header_text: 'Hi' }],
      }),
    restart: 1,
  },
  'docs/migrate-from-the-l1.md': { live: ORGANIZATION, isDeployed: true },
  'docs/roll-out-mfa.md': { live: ORGANIZATION },
};

const PAGES = GUIDES.filter((page) => plansOf(page).length > 0);

function plansOf(page: string): Shown[] {
  return outputsOf(page).filter(({ kind }) => kind === 'plan');
}

/** The first program of a page, in the form of an output of it. */
function firstProgram(page: string): Pick<Shown, 'program' | 'variables' | 'language'> {
  const program = blocksOf(textOf(page)).find(({ info }) => info === 'ts')?.text as string;
  return { program, variables: {}, language: 'json' };
}

/** Writes the configuration of the organization in a program; plans of other resources are not shown. */
function write({ directory }: Workspace, output: Pick<Shown, 'program' | 'variables' | 'language'>): void {
  const terraform = { required_providers: { cloudflare: { source: 'cloudflare/cloudflare' } } };
  const configuration = { terraform, provider: { cloudflare: [{}] }, ...configurationIn(run(output)) };
  writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify(configuration));
}

/** Starts with the live settings and the state of a scenario. */
async function start(page: string, { live, state, isDeployed }: Scenario): Promise<Workspace> {
  fixture.emulator.onboard(ACCOUNT, live);
  const workspace = fixture.emptyWorkspace();
  if (state !== undefined) {
    writeFileSync(workspace.statePath, state());
  }
  write(workspace, firstProgram(page));
  await workspace.init();
  if (isDeployed === true) {
    await workspace.deploy();
  }
  return workspace;
}

/** The lines of a plan from the first resource on, without the sentences in which engines differ. */
function linesOf(output: string): string[] {
  const sameForEngines = output.replace(/^(OpenTofu|Terraform) (used|will) .*?following actions:$/ms, '');
  const lines = sameForEngines.split('\n').map((line) => line.trimEnd());
  const first = lines.findIndex((line) => line.startsWith('cloudflare_'));
  const last = lines.findIndex((line) => /^Plan:|^No changes/.test(line));
  return lines.slice(first, last + 1).filter((line) => line !== '');
}

function recordedPlans(): Readonly<Record<string, readonly RecordedPlan[]>> {
  return JSON.parse(readFileSync(PLANS_FILE, 'utf8')) as Record<string, readonly RecordedPlan[]>;
}

async function plan(page: string): Promise<RecordedPlan[]> {
  const scenario = SCENARIOS[page] as Scenario;
  const plans: RecordedPlan[] = [];
  let workspace = await start(page, scenario);
  for (const [index, output] of plansOf(page).entries()) {
    if (index === scenario.restart) {
      workspace = await start(page, scenario);
    } else if (index > 0) {
      await workspace.apply();
    }
    fixture.emulator.change(ACCOUNT, scenario.changes?.[index] ?? {});
    write(workspace, output);
    const configuration = withoutIgnored(configurationIn(run(output)));
    plans.push({ configuration, plan: linesOf((await workspace.plan()).output) });
  }
  return plans;
}

(fixture.supports(PROVIDER) && fixture.movesBetweenTypes ? test : test.skip).each(PAGES)(
  '%s shows the plans of the engine',
  async (page) => {
    const plans = await plan(page);
    if (process.env.RECORD_PLANS === '1') {
      writeFileSync(PLANS_FILE, `${JSON.stringify({ ...recordedPlans(), [page]: plans }, undefined, 2)}\n`);
    }
    expect(plans.map(({ configuration }) => configuration)).toEqual(
      recordedPlans()[page]?.map(({ configuration }) => configuration),
    );
    for (const [index, { text }] of plansOf(page).entries()) {
      expect(missingFrom((plans[index] as RecordedPlan).plan.join('\n'), withoutPaths(text))).toBeUndefined();
    }
  },
);
