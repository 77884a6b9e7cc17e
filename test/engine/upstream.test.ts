/**
 * The configurations of the provider's own acceptance tests, as props: each step applies, sends the same settings, and
 * leaves an empty plan. Settings that a configuration omits have the defaults of this library.
 */
import {
  Acknowledgements,
  MfaAuthenticator,
  OrganizationSetting,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { PROPS, stackWithProvider } from '../organization';
import { type Body, USUAL } from './behavior';
import { ACCOUNT, differences, Fixture, LIVE, stackOf } from './fixture';

type Props = Partial<ZeroTrustOrganizationProps>;

/** A configuration as props, with the settings of its request. */
interface Step {
  readonly props: Props;
  readonly body: Body;
}

const EMPTY: Step = { props: { sessionDuration: '12h' }, body: { session_duration: '12h' } };

function basic(headerText: string): Step {
  return {
    props: {
      userSeatExpirationInactiveTime: '1460h',
      autoRedirectToIdentity: false,
      sessionDuration: '12h',
      warpAuthSessionDuration: '36h',
      allowAuthenticateViaWarp: false,
      loginDesign: {
        backgroundColor: '#FFFFFF',
        textColor: '#000000',
        logoPath: 'https://example.com/logo.png',
        headerText,
        footerText: 'My footer text',
      },
    },
    body: {
      is_ui_read_only: false,
      user_seat_expiration_inactive_time: '1460h',
      auto_redirect_to_identity: false,
      session_duration: '12h',
      warp_auth_session_duration: '36h',
      allow_authenticate_via_warp: false,
      login_design: {
        background_color: '#FFFFFF',
        text_color: '#000000',
        logo_path: 'https://example.com/logo.png',
        header_text: headerText,
        footer_text: 'My footer text',
      },
    },
  };
}

const UPDATE: Step = {
  props: {
    userSeatExpirationInactiveTime: '2190h',
    autoRedirectToIdentity: false,
    sessionDuration: '24h',
    warpAuthSessionDuration: '48h',
    allowAuthenticateViaWarp: false,
    loginDesign: {
      backgroundColor: '#000000',
      textColor: '#FFFFFF',
      logoPath: 'https://example.com/logo-v2.png',
      headerText: 'Updated header',
      footerText: 'Updated footer text',
    },
  },
  body: {
    is_ui_read_only: false,
    user_seat_expiration_inactive_time: '2190h',
    auto_redirect_to_identity: false,
    session_duration: '24h',
    warp_auth_session_duration: '48h',
    allow_authenticate_via_warp: false,
    login_design: {
      background_color: '#000000',
      text_color: '#FFFFFF',
      logo_path: 'https://example.com/logo-v2.png',
      header_text: 'Updated header',
      footer_text: 'Updated footer text',
    },
  },
};

function denyUnmatched(enabled: boolean): Step {
  return {
    props: { sessionDuration: '12h', denyUnmatchedRequests: { enabled } },
    body: { session_duration: '12h', deny_unmatched_requests: enabled },
  };
}

const MFA: Step = {
  props: {
    sessionDuration: '12h',
    mfa: {
      allowedAuthenticators: [MfaAuthenticator.TOTP, MfaAuthenticator.SECURITY_KEY],
      sessionDuration: '24h',
      amrMatchingSessionDuration: '12h',
    },
  },
  body: {
    session_duration: '12h',
    mfa_config: {
      allowed_authenticators: ['totp', 'security_key'],
      session_duration: '24h',
      amr_matching_session_duration: '12h',
    },
  },
};

const READDED: Step = {
  props: {
    sessionDuration: '12h',
    loginDesign: {
      backgroundColor: '#FF0000',
      textColor: '#00FF00',
      logoPath: 'https://example.com/new-logo.png',
      headerText: 'Re-added header',
      footerText: 'Re-added footer',
    },
  },
  body: {
    session_duration: '12h',
    login_design: {
      background_color: '#FF0000',
      text_color: '#00FF00',
      logo_path: 'https://example.com/new-logo.png',
      header_text: 'Re-added header',
      footer_text: 'Re-added footer',
    },
  },
};

/** The steps of the acceptance tests of 5.22.0. `MfaConfig` requires provider 5.19.0. */
const SEQUENCES: Readonly<Record<string, readonly [Step, ...Step[]]>> = {
  Organization: [basic('My header text'), EMPTY],
  DenyUnmatchedRequests: [denyUnmatched(true), denyUnmatched(false)],
  DenyUnmatchedOmitted: [denyUnmatched(true), { ...EMPTY, body: { ...EMPTY.body, deny_unmatched_requests: false } }],
  ValueUpdate: [basic('Initial header'), UPDATE],
  LoginDesignLifecycle: [basic('Original header'), EMPTY, READDED],
  MfaConfig: [MFA, EMPTY],
};

describe('the sequences of the acceptance tests', () => {
  const fixture = new Fixture();
  const organizations = Object.entries(SEQUENCES).map(([id, steps], index) => {
    const accountId = String(index).repeat(32);
    return {
      id,
      steps,
      accountId,
      scope: `accounts/${accountId}` as const,
      authDomain: `${index}.cloudflareaccess.com`,
    };
  });
  const stepOf = (steps: readonly [Step, ...Step[]], round: number): Step =>
    steps[Math.min(round, steps.length - 1)] ?? steps[0];

  /** A stack with the organizations of a round, each at its last step if it has fewer. */
  function stackIn(round: number) {
    const stack = stackWithProvider();
    for (const { id, steps, accountId, authDomain } of organizations) {
      const props = { ...PROPS, readOnlyLock: undefined, accountId, authDomain };
      new ZeroTrustOrganization(stack, id, { ...props, ...stepOf(steps, round).props });
    }
    return stack;
  }

  (fixture.supports('5.19.0') ? test : test.skip)('apply and leave an empty plan', async () => {
    for (const { scope } of organizations) {
      fixture.emulator.onboard(scope, LIVE);
    }
    const workspace = await fixture.workspace(stackIn(0));
    for (const round of [0, 1, 2]) {
      workspace.write(stackIn(round));
      const plan = await workspace.planAndApply();
      for (const { id, steps, scope } of organizations) {
        const { body } = stepOf(steps, round);
        expect([round, id, fixture.emulator.live(scope)]).toEqual([round, id, expect.objectContaining(body)]);
      }
      if (round === 1) {
        // The omission is visible in the plan.
        const address = 'cloudflare_zero_trust_organization.DenyUnmatchedOmitted';
        expect(differences(plan, address)).toEqual({ deny_unmatched_requests: [true, false] });
      }
      expect(await workspace.plan()).toMatchObject({ code: 0 });
    }
  });
});

describe('the acceptance test BooleansTrue, which sets no WARP session duration', () => {
  const BOOLEANS: Props = {
    readOnlyLock: undefined,
    sessionDuration: '12h',
    autoRedirectToIdentity: true,
    allowAuthenticateViaWarp: true,
  };
  const BODY: Body = { session_duration: '12h', auto_redirect_to_identity: true, allow_authenticate_via_warp: true };
  const live = { ...LIVE, warp_auth_session_duration: '24h' };

  describe('if an update merges', () => {
    const fixture = new Fixture({ ...USUAL, put: 'merges' });

    test('applies without an import and leaves a plan that removes the duration', async () => {
      fixture.emulator.onboard(ACCOUNT, live);
      const stack = stackOf({ ...BOOLEANS, importExisting: false });
      Acknowledgements.of(stack).add({ rule: 'warp-needs-session-duration', reason: 'the account has one' });
      const workspace = await fixture.workspace(stack);
      await workspace.deploy();
      expect(fixture.emulator.live(ACCOUNT)).toMatchObject({ ...BODY, warp_auth_session_duration: '24h' });
      expect(differences(await workspace.plan())).toEqual({ warp_auth_session_duration: ['24h', null] });
    });
  });

  describe.each(['replaces', 'merges'] as const)('if an update %s', (put) => {
    const fixture = new Fixture({ ...USUAL, put });

    test('applies with an unmanaged duration and leaves an empty plan', async () => {
      fixture.emulator.onboard(ACCOUNT, live);
      const unmanaged = [OrganizationSetting.WARP_AUTH_SESSION_DURATION];
      const workspace = await fixture.workspace(stackOf({ ...BOOLEANS, unmanaged }));
      await workspace.deploy();
      expect(fixture.emulator.live(ACCOUNT)).toMatchObject({ ...BODY, warp_auth_session_duration: '24h' });
      expect(await workspace.plan()).toMatchObject({ code: 0 });
    });
  });
});
