/**
 * The settings under every behavior of the API that its documentation leaves open: the second plan is empty, unmanaged
 * settings keep their values, and the first plan shows every change of a live setting.
 */
import { isDeepStrictEqual } from 'node:util';
import type { TerraformStack } from 'cdktf';
import { MfaPreset, OrganizationSetting, ZeroTrustOrganization, type ZeroTrustOrganizationProps } from '../../lib';
import { newest } from '../../lib/provider/version-constraints';
import { ATTRIBUTES, isSetting, SETTINGS, settingRow } from '../../lib/settings/settings-table';
import { PROPS, stackWithProvider } from '../organization';
import { sampleFor } from '../settings/samples';
import { BEHAVIORS, type Behavior, type Body, describeBehavior, VALUES } from './behavior';
import { type Exception, PLAN_EXCEPTIONS, SILENT_EXCEPTIONS } from './behavior-exceptions';
import type { Scope } from './emulator';
import { differences, Fixture, VERSION_PATH } from './fixture';
import type { Plan } from './workspace';

type Props = Partial<ZeroTrustOrganizationProps>;

/** Values of every setting that the dashboard set, each different from the default and from the sample. */
const LIVE: Body = {
  name: 'Widget Inc',
  auth_domain: 'live.cloudflareaccess.com',
  session_duration: '6h',
  warp_auth_session_duration: '8h',
  user_seat_expiration_inactive_time: '1460h',
  allow_authenticate_via_warp: true,
  auto_redirect_to_identity: true,
  is_ui_read_only: true,
  ui_read_only_toggle_reason: 'locked in the dashboard',
  mfa_config: { allowed_authenticators: ['security_key'], session_duration: '2h' },
  mfa_required_for_all_apps: true,
  mfa_piv_key_requirements: { pin_policy: 'always', require_fips_device: true, ssh_key_type: ['rsa'] },
  deny_unmatched_requests: true,
  deny_unmatched_requests_exempted_zone_names: ['zoned.example', 'another.example'],
  custom_pages: { forbidden: '699d98642c564d2e855e9661899b7252' },
  login_design: { header_text: 'Set in the dashboard', text_color: '#123456' },
  service_token_inactivity: { action: 'delete', enabled: true, inactivity_threshold_days: 60 },
  strict_service_token_auth: true,
  warp_auth_non_browser_401: true,
};

/** The settings of an organization right after Zero Trust was set up. */
const NEW: Body = { name: 'Widget Inc', auth_domain: 'live.cloudflareaccess.com', session_duration: '24h' };

interface Case {
  readonly name: string;
  readonly props: Props;
  readonly unmanaged?: OrganizationSetting;
  /** The newest provider version that an attribute of the setting requires. */
  readonly needs: string;
}

const set = (setting: OrganizationSetting, value: unknown): Props => ({
  // The flag requires the duration.
  ...(setting === OrganizationSetting.ALLOW_AUTHENTICATE_VIA_WARP ? { warpAuthSessionDuration: '12h' } : {}),
  [setting]: value,
});

const attributesOf = (setting: OrganizationSetting | undefined) =>
  ATTRIBUTES.filter(({ setting: owner }) => isSetting(owner) && owner === setting);

/** Each setting as it is set, not set and unmanaged, and the presets. */
const CASES: readonly Case[] = [
  ...SETTINGS.flatMap((setting): Case[] => {
    const own = attributesOf(setting);
    const versions = own.flatMap(({ since = '5.18.0', valuesSince }) => [
      since,
      ...valuesSince.map(([, each]) => each),
    ]);
    const needs = newest(versions);
    return [
      { name: `${setting}, set`, props: set(setting, sampleFor(settingRow(setting))), needs },
      { name: `${setting}, not set`, props: set(setting, undefined), needs },
      {
        name: `${setting}, unmanaged`,
        props: { ...set(setting, undefined), unmanaged: [setting] },
        unmanaged: setting,
        needs,
      },
    ];
  }),
  {
    name: 'allowAuthenticateViaWarp, set to true',
    props: set(OrganizationSetting.ALLOW_AUTHENTICATE_VIA_WARP, true),
    needs: '5.18.0',
  },
  ...Object.entries(MfaPreset).map(([name, preset]) => ({
    name: `mfa, preset ${name}`,
    props: { mfa: { preset } },
    needs: '5.18.0',
  })),
  { name: 'a name between spaces', props: { name: ' Widget Corp ' }, needs: '5.18.0' },
];

test('every pair of values of two parameters occurs in a behavior', () => {
  const pairsOf = (behavior: Partial<Record<keyof Behavior, unknown>>) => {
    const entries = Object.entries(behavior).map(([name, value]) => `${name} ${String(value)}`);
    return entries.flatMap((a) => entries.filter((b) => a < b).map((b) => `${a}, ${b}`));
  };
  const names = Object.keys(VALUES) as (keyof Behavior)[];
  const all = names.flatMap((a) =>
    names
      .filter((b) => a < b)
      .flatMap((b) => VALUES[a].flatMap((x) => VALUES[b].flatMap((y) => pairsOf({ [a]: x, [b]: y })))),
  );
  expect(new Set(BEHAVIORS.flatMap(pairsOf))).toEqual(new Set(all));
});

/** An organization of a case, with its live settings before the first apply. */
interface Organization extends Case {
  readonly id: string;
  readonly scope: Scope;
  readonly live: Body;
}

function organizationsOf(cases: readonly Case[]): Organization[] {
  return cases
    .flatMap((each) => [
      { ...each, name: `${each.name}, existing`, live: LIVE },
      { ...each, name: `${each.name}, new`, live: NEW },
    ])
    .map((each, index) => ({ ...each, id: `O${index}`, scope: `accounts/${String(index).padStart(32, '0')}` }));
}

function stackOf(organizations: readonly Organization[], version: string): TerraformStack {
  const stack = stackWithProvider();
  for (const { id, scope, props } of organizations) {
    const accountId = scope.replace('accounts/', '');
    new ZeroTrustOrganization(stack, id, {
      ...PROPS,
      accountId,
      authDomain: `${id}.cloudflareaccess.com`.toLowerCase(),
      ...props,
    });
  }
  // Unmanaged settings would require a newer provider than the installed one.
  stack.addOverride(VERSION_PATH, version);
  return stack;
}

const addressOf = ({ id }: Organization): string => `cloudflare_zero_trust_organization.${id}`;

/** The change of an organization in a plan. */
function changeIn(plan: Plan, organization: Organization) {
  const found = plan.changes.find(({ address }) => address === addressOf(organization));
  if (found === undefined) {
    throw new Error(`The plan does not contain ${organization.name}.`);
  }
  return found.change;
}

/** Whether a value is equivalent to none: false, an empty list, or a struct of such values. */
function isNothing(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === false ||
    (typeof value === 'object' && Object.values(value).every(isNothing))
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return (isNothing(a) && isNothing(b)) || isDeepStrictEqual(a, b);
}

describe.each(BEHAVIORS.map((behavior) => ({ behavior, title: describeBehavior(behavior) })))(
  'with $title',
  ({ behavior }) => {
    const fixture = new Fixture(behavior);
    const organizations = organizationsOf(CASES.filter(({ needs }) => fixture.supports(needs)));
    const before = new Map<Organization, Body>();
    let first: Plan;
    let second: Plan;

    /** The live settings that the provider knows: an update that replaces resets others. */
    const known = (settings: Body): Body =>
      Object.fromEntries(
        Object.entries(settings).filter(([name]) =>
          ATTRIBUTES.some(({ path, since = '5.0.0' }) => path[0] === name && fixture.supports(since)),
        ),
      );
    const live = ({ scope }: Organization): Body => fixture.emulator.live(scope) ?? {};

    /** The organizations and attributes to which the exceptions of the behavior apply, each to at least one. */
    function excepted(exceptions: readonly Exception[]): string[] {
      return exceptions
        .filter((exception) => isSubset(exception.behavior, behavior))
        .filter(({ until }) => until === undefined || !fixture.supports(until))
        .flatMap(({ settings, attributes, applies }) => {
          const concerned = organizations.flatMap((organization) => {
            const { after, after_unknown: unknown } = changeIn(first, organization);
            return Object.keys({ ...after, ...unknown })
              .filter((name) => attributes.includes(name))
              .filter((name) => applies(after?.[name], before.get(organization)?.[name]))
              .map((name) => `${organization.name}: ${name}`);
          });
          const isKnown = attributes.some((name) => name in known({ [name]: true }));
          expect([settings, concerned.length > 0]).toEqual([settings, isKnown]);
          return concerned;
        });
    }

    beforeAll(async () => {
      for (const organization of organizations) {
        fixture.emulator.onboard(organization.scope, known(organization.live));
        before.set(organization, live(organization));
      }
      const workspace = await fixture.workspace(stackOf(organizations, fixture.tools.providerVersion));
      first = await workspace.planAndApply();
      second = await workspace.plan();
    }, 300_000);

    test('the second plan is empty', () => {
      const shown = organizations.flatMap((organization) => {
        // Every update shows computed values that are not set as known after apply.
        const unknown = second.code === 0 ? {} : changeIn(second, organization).after_unknown;
        const names = Object.keys(differences(second, addressOf(organization)));
        return names.filter((name) => unknown[name] !== true).map((name) => `${organization.name}: ${name}`);
      });
      expect(new Set(shown)).toEqual(new Set(excepted(PLAN_EXCEPTIONS)));
    });

    test('unmanaged settings keep their values', () => {
      const unmanaged = organizations.flatMap((organization) =>
        attributesOf(organization.unmanaged).map(({ path: [attribute = ''] }) => ({
          name: `${organization.name}: ${attribute}`,
          values: [before.get(organization)?.[attribute], live(organization)[attribute]],
        })),
      );
      expect(unmanaged).not.toEqual([]);
      expect(unmanaged.filter(({ values: [old, now] }) => !isSame(old, now))).toEqual([]);
    });

    test('the first plan shows each live setting that the apply changes', () => {
      const silent = organizations.flatMap((organization) => {
        const [old, now] = [before.get(organization) ?? {}, live(organization)];
        const { after, after_unknown: unknown } = changeIn(first, organization);
        const changed = Object.keys({ ...old, ...now }).filter((name) => !isSame(old[name], now[name]));
        const hidden = changed.filter((name) => unknown[name] === true || isSame(after?.[name], old[name]));
        return hidden.map((name) => `${organization.name}: ${name}`);
      });
      expect(new Set(silent)).toEqual(new Set(excepted(SILENT_EXCEPTIONS)));
    });
  },
);

function isSubset(part: Partial<Behavior>, behavior: Behavior): boolean {
  return (Object.keys(part) as (keyof Behavior)[]).every((name) => part[name] === behavior[name]);
}
