import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { LiveCheck, OrganizationSetting, ZeroTrustOrganization } from '../../lib';
import { RULES } from '../../lib/rules';
import { ACCOUNT_ID, PROPS, stackWithProvider, ZONE_ID } from '../organization';
import { ACCOUNT, differences, Fixture, LIVE, stackOf } from './fixture';
import { REJECTIONS, testRejections, untyped, violatedRules } from './rejections';
import type { Workspace } from './workspace';

const fixture = new Fixture();

const ZONE = `zones/${ZONE_ID}` as const;

/**
 * Hard rules that are not shown here: Cloudflare would accept what a blueprint fixes, and of its error for a login domain
 * of another account only the name is known.
 */
const NOT_SHOWN = ['blueprint-fixed', 'one-account-per-auth-domain'];

/** An invalid organization that is applied without an error. */
interface Consequence {
  readonly rule: string;
  /** The harm that it does. */
  readonly harm: string;
  readonly stack: () => TerraformStack;
  /** Demonstrates the harm in an empty workspace. */
  readonly demonstrate: (workspace: Workspace, stack: TerraformStack) => Promise<void>;
}

/** Consequences without the rule. */
const CONSEQUENCES: readonly Consequence[] = [
  {
    rule: 'name-blank',
    harm: 'the API returns a name that the code does not have, so that no plan is empty',
    stack: () => stackOf(untyped({ name: undefined })),
    demonstrate: async (workspace, stack) => {
      await initialize(workspace, stack);
      await workspace.deploy();
      const plan = await workspace.plan();
      expect(plan).toMatchObject({ code: 2 });
      expect(differences(plan)).toMatchObject({ name: [LIVE.name, null] });
    },
  },
  {
    rule: 'scope-exactly-one',
    harm: 'with both ids and no import, the zone is ignored and the account loses settings that zones do not have',
    stack: () => stackOf({ zoneId: ZONE_ID, importExisting: false }),
    demonstrate: async (workspace, stack) => {
      const { emulator } = fixture;
      emulator.onboard(ZONE, LIVE);
      await initialize(workspace, stack);
      await workspace.deploy();
      expect(emulator.live(ZONE)).toMatchObject(LIVE);
      expect(emulator.live(ACCOUNT)).toMatchObject({ name: 'Widget Corp' });
      expect(emulator.live(ACCOUNT)).not.toHaveProperty('session_duration');
      expect(await workspace.plan()).toMatchObject({ code: 0 });
    },
  },
  {
    rule: 'one-organization-per-account',
    harm: 'each apply overwrites the other resource, and no plan is empty',
    stack: () => {
      const stack = stackWithProvider();
      new ZeroTrustOrganization(stack, 'First', { ...PROPS, sessionDuration: '1h' });
      new ZeroTrustOrganization(stack, 'Second', { ...PROPS, sessionDuration: '2h' });
      return stack;
    },
    demonstrate: async (workspace, stack) => {
      await initialize(workspace, stack);
      const durations = new Set<unknown>();
      for (let round = 0; round < 2; round += 1) {
        expect(await workspace.planAndApply()).toMatchObject({ code: 2 });
        durations.add(fixture.emulator.live(ACCOUNT)?.session_duration);
      }
      // The engine decides which resource is written last in the first round.
      expect(durations).toEqual(new Set(['1h', '2h']));
      expect(await workspace.plan()).toMatchObject({ code: 2 });
    },
  },
  {
    rule: 'resource-address-unique',
    harm: 'the organizations are merged into one resource, and one account is never changed',
    stack: () => {
      const stack = stackWithProvider();
      const other = { accountId: '0'.repeat(32), authDomain: 'other.cloudflareaccess.com' };
      for (const [id, props] of Object.entries({ First: {}, Second: other })) {
        const organization = new ZeroTrustOrganization(stack, id, { ...PROPS, importExisting: false, ...props });
        organization.resource.overrideLogicalId('front_door');
      }
      return stack;
    },
    demonstrate: async (workspace, stack) => {
      await initialize(workspace, stack);
      const { changes } = await workspace.plan();
      expect(changes.map(({ change }) => (change.after as { account_id: string }).account_id)).toEqual([
        '0'.repeat(32),
      ]);
    },
  },
  {
    rule: 'read-only-lock-reason',
    harm: 'a removed reason stays, and no plan shows it',
    stack: () => stackOf(untyped({ readOnlyLock: { locked: false } })),
    demonstrate: async (workspace, stack) => {
      await initialize(workspace, stackOf({ readOnlyLock: { reason: 'unlocked for CHG-1', locked: false } }));
      await workspace.deploy();
      workspace.write(stack, 'json', false);
      expect(await workspace.plan()).toMatchObject({ code: 0 });
      expect(fixture.emulator.live(ACCOUNT)).toMatchObject({ ui_read_only_toggle_reason: 'unlocked for CHG-1' });
    },
  },
  {
    rule: 'text-well-formed',
    harm: 'the unpaired surrogate is replaced, and no plan shows it',
    stack: () => stackOf({ name: 'Widget \ud83d Corp' }),
    demonstrate: async (workspace, stack) => {
      await initialize(workspace, stack);
      await workspace.deploy();
      expect(fixture.emulator.live(ACCOUNT)).toMatchObject({ name: 'Widget \ufffd Corp' });
      expect(await workspace.plan()).toMatchObject({ code: 0 });
    },
  },
  {
    rule: 'setting-managed-and-unmanaged',
    harm: 'the given value is never applied, and no plan shows it',
    stack: () => stackOf({ sessionDuration: '1h', unmanaged: [OrganizationSetting.SESSION_DURATION] }),
    demonstrate: async (workspace, stack) => {
      await initialize(workspace, stack);
      await workspace.deploy();
      expect(fixture.emulator.live(ACCOUNT)).toMatchObject({ name: 'Widget Corp', session_duration: '6h' });
      expect(await workspace.plan()).toMatchObject({ code: 0 });
    },
  },
  {
    rule: 'import-needs-account',
    harm: 'nothing is imported, and the first apply overwrites settings that the plan did not show',
    stack: () => stackOf({ accountId: undefined, zoneId: ZONE_ID, importExisting: true }),
    demonstrate: async (workspace, stack) => {
      fixture.emulator.onboard(ZONE, { ...LIVE, user_seat_expiration_inactive_time: '1460h' });
      await initialize(workspace, stack);
      const plan = await workspace.planAndApply();
      expect(plan.changes.map(({ change }) => [change.actions, change.before, change.importing])).toEqual([
        [['create'], null, undefined],
      ]);
      expect(fixture.emulator.live(ZONE)).toMatchObject({ name: 'Widget Corp' });
      expect(fixture.emulator.live(ZONE)).not.toHaveProperty('user_seat_expiration_inactive_time');
    },
  },
  {
    rule: 'live-check-needs-account',
    harm: 'the check does not run, and the plan passes',
    stack: () =>
      stackOf({
        accountId: undefined,
        zoneId: ZONE_ID,
        denyUnmatchedRequests: { enabled: false, exemptedZoneNames: ['no-zone.example'] },
        liveChecks: [LiveCheck.EXEMPTED_ZONES_EXIST],
      }),
    demonstrate: async (workspace, stack) => {
      fixture.emulator.onboard(ZONE, LIVE);
      await initialize(workspace, stack);
      expect(await workspace.plan()).toMatchObject({ code: 2 });
      expect(fixture.emulator.requests.filter(({ path }) => path.includes('/zones?'))).toEqual([]);
    },
  },
  {
    rule: 'provider-reference',
    harm: 'the default provider of another stack is ignored: requests go to the API of the one in this stack',
    stack: () => {
      const app = Testing.app();
      const stack = stackWithProvider(app);
      const baseUrl = 'http://127.0.0.1:9/client/v4';
      const provider = new CloudflareProvider(new TerraformStack(app, 'other'), 'Cloudflare', { baseUrl });
      new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, provider });
      return stack;
    },
    demonstrate: async (workspace, stack) => {
      await initialize(workspace, stack);
      await workspace.deploy();
      expect(fixture.emulator.live(ACCOUNT)).toMatchObject({ name: 'Widget Corp' });
    },
  },
  {
    rule: 'prevent-destroy-conflict',
    harm: 'lifecycle.preventDestroy is ignored, and a destroy succeeds',
    stack: () => stackOf({ preventDestroy: false, lifecycle: { preventDestroy: true } }),
    demonstrate: async (workspace, stack) => {
      await initialize(workspace, stack);
      await workspace.deploy();
      expect(workspace.state()).toMatchObject({ account_id: ACCOUNT_ID });
      expect(await workspace.destroy()).toMatchObject({ code: 0 });
      expect(workspace.state()).toBeUndefined();
    },
  },
];

async function initialize(workspace: Workspace, stack: TerraformStack): Promise<void> {
  workspace.write(stack, 'json', false);
  await workspace.init();
}

describe('without the rule', () => {
  testRejections(
    fixture,
    REJECTIONS.filter(({ by }) => by === 'API'),
  );

  test.each(CONSEQUENCES)('$rule: $harm', async ({ rule, stack, demonstrate }) => {
    expect(violatedRules(stack(), rule)).toEqual([rule]);
    await demonstrate(fixture.emptyWorkspace(), stack());
  });
});

test('every hard rule has a rejection or a consequence', () => {
  const hard = RULES.filter(({ id, severity }) => severity === 'hard' && !NOT_SHOWN.includes(id)).map(({ id }) => id);
  const tested = [...REJECTIONS, ...CONSEQUENCES].map(({ rule }) => rule);
  expect(new Set(tested)).toEqual(new Set(hard));
});
