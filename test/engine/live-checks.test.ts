/** The live checks, on a real engine against the emulated account. */
import { ZeroTrustAccessCustomPage } from '@cdktf/provider-cloudflare/lib/zero-trust-access-custom-page';
import { type TerraformDataSource, TerraformVariable } from 'cdktf';
import {
  LiveCheck,
  type LiveCheckOptions,
  MfaAuthenticator,
  OrganizationSetting,
  UnreadableHandling,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { ID, LIVE_CHECK_MESSAGES } from '../live-check-messages';
import { ACCOUNT_ID, PROPS, stackWithProvider } from '../organization';
import type { Body } from './behavior';
import type { Collections } from './collections';
import { ACCOUNT, Fixture, LIVE, stackOf } from './fixture';
import type { Result } from './workspace';

type Props = Partial<ZeroTrustOrganizationProps>;

const fixture = new Fixture();

const OTHER_ID = '1f0a2c3e-7b3c-4a5e-9c4f-6d5b8d04f4b5';

/** The content of an account: its collections, and its live organization. */
interface Account {
  readonly live?: Body;
  readonly zones?: readonly Body[];
  readonly identityProviders?: readonly Body[];
  readonly applications?: readonly Body[];
  readonly customPages?: readonly Body[];
  readonly lists?: readonly Body[];
}

const CHECKS = Object.values(LiveCheck);
const LISTS = ['zones', 'identityProviders', 'applications', 'customPages', 'lists'] as const;

function setAccount(account: Account, listing: Collections['zones']['listing'] = 'complete'): void {
  fixture.emulator.onboard(ACCOUNT, { ...LIVE, ...account.live });
  const collections = fixture.emulator.collections(ACCOUNT);
  for (const name of LISTS) {
    collections[name].listing = listing;
    collections[name].items = account[name] ?? [];
  }
}

const zone = (name: string, more: Body = {}): Body => ({ name, status: 'active', paused: false, ...more });
/** With the attributes that are sensitive in the provider's schema, as newer responses of the API. */
const app = (domain: string, more: Body = {}): Body => ({
  type: 'self_hosted',
  domain,
  destinations: [{ type: 'public', uri: domain }],
  saas_app: { client_secret: 'secret' },
  scim_config: { enabled: true },
  ...more,
});
const publicUris = (...uris: string[]): Body => ({ destinations: uris.map((uri) => ({ type: 'public', uri })) });
const provider = (name: string): Body => ({
  name,
  type: 'okta',
  config: { client_secret: 'secret' },
  scim_config: { secret: 'secret' },
});

/** More items than one page has. */
const many = (item: (name: string) => Body): Body[] =>
  Array.from({ length: 30 }, (_, index) => item(`many-${String(index).padStart(2, '0')}.example`));

interface Case {
  readonly props: Props;
  /** Accounts that pass. The first one has more items than a page. */
  readonly passing: readonly Account[];
  /** The number of requests with which a plan reads the lists of the first one; absent if it reads none. */
  readonly requests?: number;
  /** Accounts that fail, each with the message. */
  readonly failing: readonly (readonly [Account, message: string])[];
  /** Why the check cannot be evaluated if a list is empty; absent if it reads none. */
  readonly unreadable?: string;
  /** Props whose values are variables, and the values with which an account of `failing` fails and passes. */
  readonly unresolved: {
    readonly props: (variable: TerraformVariable) => Props;
    readonly type: string;
    readonly failing: string;
    readonly passing: string;
  };
}

const CASES: Readonly<Record<LiveCheck, Case>> = {
  [LiveCheck.LOGIN_DOMAIN_UNCHANGED]: {
    props: {},
    passing: [{}],
    failing: [
      [
        { live: { auth_domain: 'widgets.cloudflareaccess.com' } },
        LIVE_CHECK_MESSAGES[LiveCheck.LOGIN_DOMAIN_UNCHANGED],
      ],
    ],
    unresolved: {
      props: (variable) => ({ authDomain: `${variable.stringValue}.cloudflareaccess.com` }),
      type: 'string',
      failing: 'widget-corp',
      passing: 'widgets',
    },
  },
  [LiveCheck.SINGLE_IDENTITY_PROVIDER]: {
    props: { autoRedirectToIdentity: true },
    passing: [{ identityProviders: [provider('Okta')] }],
    requests: 2,
    failing: [
      [
        { identityProviders: [provider('Okta'), provider('One-time PIN')] },
        LIVE_CHECK_MESSAGES[LiveCheck.SINGLE_IDENTITY_PROVIDER],
      ],
      [
        { identityProviders: many(provider) },
        `requires exactly one identity provider, but the account has 30: ${namesOf(many(provider).slice(0, 20))} and 10 more. Remove`,
      ],
    ],
    unreadable: 'autoRedirectToIdentity true could not be checked: Cloudflare returned no identity providers.',
    unresolved: {
      props: (variable) => ({ autoRedirectToIdentity: variable.booleanValue }),
      type: 'bool',
      failing: 'true',
      passing: 'false',
    },
  },
  [LiveCheck.EXEMPTED_ZONES_EXIST]: {
    props: { denyUnmatchedRequests: { enabled: false, exemptedZoneNames: ['widget-corp.com', 'Many-25.example'] } },
    passing: [{ zones: [...many(zone), zone('Widget-Corp.com', { status: 'pending' })] }],
    requests: 3,
    failing: [[{ zones: [zone('other.example')] }, LIVE_CHECK_MESSAGES[LiveCheck.EXEMPTED_ZONES_EXIST]]],
    unreadable: 'denyUnmatchedRequests.exemptedZoneNames could not be checked: Cloudflare returned no zones.',
    unresolved: {
      props: (variable) => ({ denyUnmatchedRequests: { enabled: false, exemptedZoneNames: variable.listValue } }),
      type: 'list(string)',
      failing: '["widget-corp.com", "many-25.example"]',
      passing: '["Other.example"]',
    },
  },
  [LiveCheck.UNMATCHED_ZONES_COVERED]: {
    props: { denyUnmatchedRequests: { exemptedZoneNames: ['exempted.example'] } },
    passing: [
      {
        zones: [
          ...many(zone),
          zone('exempted.example'),
          zone('paused.example', { paused: true }),
          zone('pending.example', { status: 'pending' }),
          zone('Hosts.example'),
          zone('destinations.example'),
          zone('sub.hosts.example'),
        ],
        applications: [
          ...many(app),
          app('wiki.hosts.example/docs'),
          app('launcher.cloudflareaccess.com', {
            destinations: [
              { type: 'private', hostname: 'internal' },
              { type: 'public', uri: 'App.Destinations.example/' },
            ],
          }),
          app('www.sub.hosts.example'),
        ],
      },
      {
        zones: [zone('exempted.example'), zone('older.example')],
        applications: [
          app('one.elsewhere.example', { destinations: undefined, self_hosted_domains: ['*.older.example'] }),
        ],
      },
    ],
    requests: 6,
    failing: [
      [
        {
          zones: [
            zone('dark.example'),
            zone('bookmarked.example'),
            zone('child.parent.example'),
            zone('parent.example'),
            zone('partial.example'),
            zone('whole.example'),
            zone('path.example'),
          ],
          applications: [
            app('bookmarked.example', { type: 'bookmark' }),
            app('www.child.parent.example'),
            app('www.partial.example'),
            app('whole.example', publicUris('whole.example', '*.whole.example')),
            app('path.example/admin', publicUris('path.example/admin', '*.path.example')),
          ],
        },
        LIVE_CHECK_MESSAGES[LiveCheck.UNMATCHED_ZONES_COVERED],
      ],
      [
        { zones: many(zone), applications: [app('elsewhere.example')] },
        `Access application: ${namesOf(many(zone).slice(0, 20))} and 10 more. Add`,
      ],
    ],
    unreadable:
      'denyUnmatchedRequests.enabled true could not be checked: Cloudflare returned no zones and Cloudflare returned no applications.',
    unresolved: {
      props: (variable) => ({ denyUnmatchedRequests: { enabled: variable.booleanValue } }),
      type: 'bool',
      failing: 'true',
      passing: 'false',
    },
  },
  [LiveCheck.CUSTOM_PAGES_EXIST]: {
    props: { customPages: { forbidden: ID, identityDenied: OTHER_ID } },
    passing: [
      {
        customPages: [
          ...many((name) => ({ name, type: 'forbidden' })),
          { uid: ID, name: 'Forbidden', type: 'forbidden' },
          { uid: OTHER_ID, name: 'Denied', type: 'identity_denied' },
        ],
      },
    ],
    requests: 3,
    failing: [
      [
        { customPages: [{ uid: ID, name: 'Denied', type: 'identity_denied' }] },
        LIVE_CHECK_MESSAGES[LiveCheck.CUSTOM_PAGES_EXIST],
      ],
      [
        { customPages: [{ uid: ID, name: 'Forbidden', type: 'forbidden' }] },
        `customPages.identityDenied '${OTHER_ID}' is not the uid of a custom page of type identity_denied: the account has no page with this uid.`,
      ],
    ],
    unreadable: `customPages.forbidden '${ID}' could not be checked: Cloudflare returned no custom pages.`,
    unresolved: {
      props: (variable) => ({ customPages: { identityDenied: variable.stringValue } }),
      type: 'string',
      failing: OTHER_ID,
      passing: ID,
    },
  },
  [LiveCheck.AAGUID_LIST_USABLE]: {
    props: { mfa: { allowedAuthenticators: [MfaAuthenticator.SECURITY_KEY], requiredAaguids: ID } },
    passing: [
      { lists: [...many((name) => ({ name, type: 'DOMAIN', count: 1 })), { id: ID, type: 'AAGUID', count: 2 }] },
    ],
    requests: 1,
    failing: [
      [{ lists: [{ id: OTHER_ID, type: 'AAGUID', count: 2 }] }, LIVE_CHECK_MESSAGES[LiveCheck.AAGUID_LIST_USABLE]],
      [{ lists: [{ id: ID, type: 'SERIAL', count: 2 }] }, `'${ID}' is the id of a list of type SERIAL. Use`],
      [{ lists: [{ id: ID, type: 'AAGUID', count: 0 }] }, `'${ID}' is the id of an empty list. Use`],
      [
        { lists: [{ id: ID, type: 'AAGUID' }] },
        `'${ID}' could not be checked: Cloudflare returned no number of items.`,
      ],
    ],
    unreadable: `mfa.requiredAaguids '${ID}' could not be checked: Cloudflare returned no lists.`,
    unresolved: {
      props: (variable) => ({
        mfa: { allowedAuthenticators: [MfaAuthenticator.SECURITY_KEY], requiredAaguids: variable.stringValue },
      }),
      type: 'string',
      failing: ID,
      passing: OTHER_ID,
    },
  },
  [LiveCheck.NOTHING_LOOSENED]: {
    props: {
      readOnlyLock: { locked: false, reason: 'the team uses the dashboard' },
      mfa: { allowedAuthenticators: [MfaAuthenticator.SECURITY_KEY, MfaAuthenticator.TOTP] },
      denyUnmatchedRequests: { exemptedZoneNames: ['a.example', 'b.example'] },
    },
    passing: [
      {},
      {
        live: {
          mfa_config: { allowed_authenticators: ['security_key', 'totp'] },
          deny_unmatched_requests: true,
          deny_unmatched_requests_exempted_zone_names: ['A.example', 'b.example', 'c.example'],
        },
      },
    ],
    failing: [
      [
        {
          live: {
            is_ui_read_only: true,
            mfa_required_for_all_apps: true,
            mfa_config: { allowed_authenticators: ['security_key'] },
            deny_unmatched_requests: true,
            deny_unmatched_requests_exempted_zone_names: ['a.example'],
          },
        },
        LIVE_CHECK_MESSAGES[LiveCheck.NOTHING_LOOSENED],
      ],
    ],
    unresolved: {
      props: (variable) => ({
        readOnlyLock: { locked: variable.booleanValue, reason: 'the team uses the dashboard' },
        mfa: { allowedAuthenticators: [MfaAuthenticator.SECURITY_KEY], requiredForAllApps: true },
        denyUnmatchedRequests: { exemptedZoneNames: ['a.example'] },
      }),
      type: 'bool',
      failing: 'false',
      passing: 'true',
    },
  },
};

function namesOf(items: readonly Body[]): string {
  return items.map(({ name }) => String(name)).join(', ');
}

/** The output of an engine on one line, without its frame. */
function textOf({ output }: Result): string {
  return output.replaceAll(/\s*│\s*/g, ' ').replaceAll(/\s+/g, ' ');
}

const methods = (): string[] => [...new Set(fixture.emulator.requests.map(({ method }) => method))];

describe.each(CHECKS.map((check) => [check, CASES[check]] as const))(
  '%s',
  (check, { props, passing, failing, ...rest }) => {
    test('passes, fails the plan, and is not evaluated silently without what it reads', async () => {
      setAccount(passing[0] ?? {});
      const workspace = await fixture.workspace(stackOf({ ...props, liveChecks: [check] }));
      expect((await workspace.planAndApply()).code).toBe(2);
      expect(await workspace.plan()).toMatchObject({ code: 0 });

      for (const account of passing.slice(1)) {
        setAccount(account);
        expect((await workspace.plan()).code).not.toBe(1);
      }
      fixture.emulator.requests.length = 0;
      for (const [account, message] of failing) {
        setAccount(account);
        const plan = await workspace.plan();
        expect(plan.code).toBe(1);
        expect(textOf(plan)).toContain(message);
      }
      if (rest.unreadable !== undefined) {
        setAccount(passing[0] ?? {}, 'empty');
        const plan = await workspace.plan();
        expect(plan.code).toBe(1);
        expect(textOf(plan)).toContain(rest.unreadable);
      }
      expect(methods()).toEqual(['GET']);
    });

    test('causes no warnings of the engine', async () => {
      setAccount(passing[0] ?? {});
      const workspace = await fixture.workspace(stackOf({ ...props, liveChecks: [check] }));
      expect((await workspace.plan()).output).not.toContain('Warning');
    });

    test('compares values that are unresolved until the plan', async () => {
      const stack = stackWithProvider();
      const variable = new TerraformVariable(stack, 'value', { type: rest.unresolved.type });
      const own = rest.unresolved.props(variable);
      new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, ...own, liveChecks: [check] });
      const workspace = await fixture.workspace(stack);

      setAccount(failing[0]?.[0] ?? {});
      const failed = await workspace.plan(`-var=value=${rest.unresolved.failing}`);
      expect(failed.code).toBe(1);
      expect(textOf(failed)).toContain(`[live check ${check}]`);
      expect((await workspace.plan(`-var=value=${rest.unresolved.passing}`)).code).toBe(2);
    });
  },
);

/** Props for which every check compares something, and an account for which every check fails. */
const EVERYTHING: Props = {
  ...CASES[LiveCheck.NOTHING_LOOSENED].props,
  ...CASES[LiveCheck.SINGLE_IDENTITY_PROVIDER].props,
  ...CASES[LiveCheck.CUSTOM_PAGES_EXIST].props,
  mfa: { allowedAuthenticators: [MfaAuthenticator.SECURITY_KEY, MfaAuthenticator.TOTP], requiredAaguids: ID },
  denyUnmatchedRequests: { exemptedZoneNames: ['a.example', 'b.example'] },
  liveChecks: CHECKS,
};
const FAILING: Account = {
  ...(Object.assign({}, ...CHECKS.map((check) => CASES[check].failing[0]?.[0])) as Account),
  live: { auth_domain: 'widgets.cloudflareaccess.com', is_ui_read_only: true },
};

test.each(['json', 'hcl'] as const)('all failing checks are reported together, in %s', async (format) => {
  setAccount(FAILING);
  const workspace = await fixture.workspace(stackOf(EVERYTHING), format);
  const plan = await workspace.plan();
  expect(plan.code).toBe(1);
  const reported = [...textOf(plan).matchAll(/\[live check ([a-z-]+)\]/g)].map(([, check]) => check);
  expect(new Set(reported)).toEqual(new Set(CHECKS));
  expect(reported).toHaveLength(8); // one for each of the two custom pages
  expect(methods()).toEqual(['GET']);
});

describe('an option', () => {
  test.each<[keyof LiveCheckOptions, Props, LiveCheckOptions, Account]>([
    [
      'previousAuthDomain',
      { liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED] },
      { previousAuthDomain: 'widgets.cloudflareaccess.com' },
      { live: { auth_domain: 'widgets.cloudflareaccess.com' } },
    ],
    [
      'allowLoosening',
      { readOnlyLock: { locked: false, reason: 'a change' }, liveChecks: [LiveCheck.NOTHING_LOOSENED] },
      { allowLoosening: [OrganizationSetting.READ_ONLY_LOCK] },
      { live: { is_ui_read_only: true } },
    ],
    [
      'darkZones',
      { denyUnmatchedRequests: {}, liveChecks: [LiveCheck.UNMATCHED_ZONES_COVERED] },
      { darkZones: ['Parked.example'] },
      { zones: [zone('parked.example'), zone('a.example')], applications: [app('a.example')] },
    ],
    [
      'onUnreadable',
      { autoRedirectToIdentity: true, liveChecks: [LiveCheck.SINGLE_IDENTITY_PROVIDER] },
      { onUnreadable: UnreadableHandling.PASS },
      {},
    ],
  ])('%s lets a plan pass that fails without it', async (_, props, liveCheckOptions, account) => {
    setAccount(account);
    const workspace = await fixture.workspace(stackOf(props));
    expect((await workspace.plan()).code).toBe(1);
    workspace.write(stackOf({ ...props, liveCheckOptions }));
    expect((await workspace.plan()).code).toBe(2);
  });
});

test('a check of a list that is longer than what is read is not evaluated silently', async () => {
  const { props, passing } = CASES[LiveCheck.CUSTOM_PAGES_EXIST];
  setAccount(passing[0] ?? {});
  const stack = stackOf({ ...props, liveChecks: [LiveCheck.CUSTOM_PAGES_EXIST] });
  const pages: unknown = stack.node.findChild('Organization').node.findChild('LiveCustomPages');
  (pages as Pick<TerraformDataSource, 'addOverride'>).addOverride('max_items', 25);
  const workspace = await fixture.workspace(stack);
  const plan = await workspace.plan();
  expect(plan.code).toBe(1);
  expect(textOf(plan)).toContain(`'${ID}' could not be checked: there are 25 custom pages or more.`);
});

test('an account that the token cannot read fails the plan with the error of the provider', async () => {
  setAccount({}, 'denied');
  const workspace = await fixture.workspace(
    stackOf({ autoRedirectToIdentity: true, liveChecks: [LiveCheck.SINGLE_IDENTITY_PROVIDER] }),
  );
  const plan = await workspace.plan();
  expect(plan.code).toBe(1);
  expect(textOf(plan)).toContain('403 Forbidden');
});

test('a custom page of the same plan is not missing', async () => {
  setAccount({ customPages: many((name) => ({ name, type: 'identity_denied' })) });
  const stack = stackWithProvider();
  const page = new ZeroTrustAccessCustomPage(stack, 'page', {
    accountId: ACCOUNT_ID,
    name: 'Forbidden',
    type: 'forbidden',
    customHtml: '<h1>Forbidden</h1>',
  });
  new ZeroTrustOrganization(stack, 'Organization', {
    ...PROPS,
    customPages: { forbidden: page.uid },
    liveChecks: [LiveCheck.CUSTOM_PAGES_EXIST],
  });
  const workspace = await fixture.workspace(stack);
  await workspace.planAndApply();
  expect(await workspace.plan()).toMatchObject({ code: 0 });
});
