import type { ZeroTrustOrganizationConfig } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { TerraformVariable, Token } from 'cdktf';
import fc from 'fast-check';
import {
  DenyUnmatchedRule,
  GuardrailLevel,
  GuardrailUnknown,
  MfaAuthenticator,
  MfaPreset,
  OrganizationGuardrails,
  type OrganizationGuardrailsProps,
  OrganizationSetting,
  ServiceTokenAction,
} from '../../lib';
import { GUARDRAILS } from '../../lib/rules/guardrails';
import { refusals, stackWithProvider, ZONE_ID } from '../organization';
import { findings, guardrails, judged, judgedBare, type Limits, owned, type Props } from './helpers';

const { TOTP, BIOMETRICS, SECURITY_KEY, PIV_KEY, SSH_FIDO2_KEY } = MfaAuthenticator;
const { REQUIRED, FORBIDDEN } = DenyUnmatchedRule;

/** A variable in the place of an authenticator. */
const authenticator = (variable: TerraformVariable): MfaAuthenticator => variable.stringValue as never;
const lock = (reason: string, locked = true): Props => ({ readOnlyLock: { reason, locked } });
const mfa = (settings: Props['mfa']): Props => ({ mfa: settings });

/** A guardrail, props within it, and props that are not with the message, without the guardrails' name. */
interface Row {
  readonly limits: Limits;
  readonly within: readonly Props[];
  readonly breaches: readonly (readonly [Props, string])[];
}

const TABLE: Readonly<Record<string, Row>> = {
  'longest-session': {
    limits: { longestSession: '12h' },
    within: [{ sessionDuration: '12h' }, { sessionDuration: '720m' }, { sessionDuration: '15m' }],
    breaches: [
      [{}, "sessionDuration: received '24h'; allowed: at most '12h': write '12h'"],
      [{ sessionDuration: '12h0m1s' }, "sessionDuration: received '12h0m1s'; allowed: at most '12h': write '12h'"],
    ],
  },
  'shortest-mfa-session': {
    limits: { shortestMfaSession: '1h' },
    within: [mfa({ sessionDuration: '60m' }), mfa({ sessionDuration: '720h' }), mfa({ preset: MfaPreset.DISABLED })],
    breaches: [
      [mfa({ sessionDuration: '59m' }), "mfa.sessionDuration: received '59m'; allowed: at least '1h': write '1h'"],
      [mfa({ sessionDuration: '0m' }), "mfa.sessionDuration: received '0m'; allowed: at least '1h': write '1h'"],
    ],
  },
  'longest-mfa-session': {
    limits: { longestMfaSession: '12h' },
    within: [
      mfa({ sessionDuration: '12h' }),
      mfa({ sessionDuration: '0m' }),
      mfa({ sessionDuration: '1h', amrMatchingSessionDuration: '12h' }),
      mfa({ preset: MfaPreset.DISABLED }),
    ],
    breaches: [
      [{}, "mfa.sessionDuration: received '24h'; allowed: at most '12h': write '12h'"],
      [mfa({ sessionDuration: '721m' }), "mfa.sessionDuration: received '721m'; allowed: at most '12h': write '12h'"],
      [
        mfa({ sessionDuration: '1h', amrMatchingSessionDuration: '13h' }),
        "mfa.amrMatchingSessionDuration: received '13h'; allowed: at most '12h': write '12h'",
      ],
    ],
  },
  'allowed-authenticators': {
    limits: { allowedAuthenticators: [SECURITY_KEY, BIOMETRICS] },
    within: [
      mfa({ preset: MfaPreset.PHISHING_RESISTANT }),
      mfa({ allowedAuthenticators: [BIOMETRICS, SECURITY_KEY] }),
      mfa({ preset: MfaPreset.DISABLED }),
    ],
    breaches: [
      [{}, "mfa.allowedAuthenticators: received 'totp'; allowed: security_key, biometrics: leave the others out"],
      [
        mfa({ allowedAuthenticators: [PIV_KEY, SECURITY_KEY, TOTP] }),
        "mfa.allowedAuthenticators: received 'totp', 'piv_key'; allowed: security_key, biometrics: leave the others out",
      ],
    ],
  },
  'phishing-resistant-only': {
    limits: { phishingResistantOnly: true },
    within: [
      mfa({ preset: MfaPreset.PHISHING_RESISTANT }),
      mfa({ allowedAuthenticators: [BIOMETRICS, SECURITY_KEY, PIV_KEY, SSH_FIDO2_KEY] }),
      mfa({ preset: MfaPreset.DISABLED }),
    ],
    breaches: [
      [
        {},
        "mfa.allowedAuthenticators: received 'totp'; allowed: biometrics, security_key, piv_key, ssh_fido2_key: leave the others out",
      ],
      [
        mfa({ preset: MfaPreset.PHISHING_RESISTANT, amrMatchingSessionDuration: '1h' }),
        "mfa.amrMatchingSessionDuration: received '1h'; allowed: nothing, since matching takes software keys for security keys: leave it out",
      ],
    ],
  },
  'mfa-required-for-all-apps': {
    limits: { mfaRequiredForAllApps: true },
    within: [mfa({ requiredForAllApps: true })],
    breaches: [[{}, 'mfa.requiredForAllApps: received false; allowed: true: write true']],
  },
  'lock-required': {
    limits: { lockRequired: true },
    within: [{}],
    breaches: [
      [{ readOnlyLock: undefined }, 'readOnlyLock.locked: received false; allowed: true: write true'],
      [lock('open today', false), 'readOnlyLock.locked: received false; allowed: true: write true'],
    ],
  },
  'lock-reason-pattern': {
    limits: { lockReasonPattern: '\\b[A-Z]+-\\d+\\b' },
    within: [lock('see PLAT-12'), lock('open for PLAT-12', false), { readOnlyLock: undefined }],
    breaches: [
      [
        {},
        "readOnlyLock.reason: received 'managed in github.com/widget-corp/platform'; allowed: a reason that matches /\\b[A-Z]+-\\d+\\b/: write such a reason",
      ],
      [
        lock('plat-12', false),
        "readOnlyLock.reason: received 'plat-12'; allowed: a reason that matches /\\b[A-Z]+-\\d+\\b/: write such a reason",
      ],
    ],
  },
  'deny-unmatched-required': {
    limits: { denyUnmatchedRequests: REQUIRED },
    within: [{ denyUnmatchedRequests: { exemptedZoneNames: ['widget-corp.com'] } }],
    breaches: [[{}, 'denyUnmatchedRequests.enabled: received false; allowed: true: write true']],
  },
  'deny-unmatched-forbidden': {
    limits: { denyUnmatchedRequests: FORBIDDEN },
    within: [{}],
    breaches: [
      [
        { denyUnmatchedRequests: { exemptedZoneNames: ['widget-corp.com'] } },
        'denyUnmatchedRequests.enabled: received true; allowed: false: write false',
      ],
    ],
  },
  'seat-expiration-required': {
    limits: { seatExpirationRequired: true },
    within: [{ userSeatExpirationInactiveTime: '2160h' }],
    breaches: [
      [
        {},
        'userSeatExpirationInactiveTime: received nothing; allowed: a duration after which seats expire: write one such as Duration.days(90)',
      ],
    ],
  },
  'allowed-auth-domains': {
    limits: { allowedAuthDomains: ['other.cloudflareaccess.com', 'widget-*.cloudflareaccess.com'] },
    within: [{}, { authDomain: 'widget-.cloudflareaccess.com' }, { authDomain: 'OTHER.cloudflareaccess.com' }],
    breaches: [
      [
        { authDomain: 'a-widget-corp.cloudflareaccess.com' },
        "authDomain: received 'a-widget-corp.cloudflareaccess.com'; allowed: other.cloudflareaccess.com, widget-*.cloudflareaccess.com: write one of them",
      ],
      [
        { authDomain: 'widget-corp.fed.cloudflareaccess.com' },
        "authDomain: received 'widget-corp.fed.cloudflareaccess.com'; allowed: other.cloudflareaccess.com, widget-*.cloudflareaccess.com: write one of them",
      ],
      [
        { authDomain: 'otherxcloudflareaccess.com' },
        "authDomain: received 'otherxcloudflareaccess.com'; allowed: other.cloudflareaccess.com, widget-*.cloudflareaccess.com: write one of them",
      ],
    ],
  },
  'no-unmanaged-settings': {
    limits: { noUnmanagedSettings: true },
    within: [{}],
    breaches: [
      [
        { unmanaged: [OrganizationSetting.LOGIN_DESIGN, OrganizationSetting.MFA] },
        'unmanaged: received mfa, loginDesign; allowed: no setting left to the dashboard: give these settings their values',
      ],
      [
        { lifecycle: { ignoreChanges: 'all' } },
        `unmanaged: received ${Object.values(OrganizationSetting).join(', ')}; allowed: no setting left to the dashboard: give these settings their values`,
      ],
    ],
  },
};

/** The message as it is: with the guardrails' name, and the id at its end. */
const told = (id: string, message: string): string =>
  `${message.replace('; allowed:', "; allowed by the guardrails 'company':")} [guardrail ${id}]`;

const guardrailMessages = (lines: readonly string[]): string[] => lines.filter((line) => line.includes('[guardrail '));

describe('the table of guardrails', () => {
  test('has an example of each, and of nothing else', () => {
    expect(Object.keys(TABLE).sort()).toEqual(GUARDRAILS.map(({ id }) => id).sort());
  });

  test.each(GUARDRAILS.map((row) => [row.id, row] as const))(
    '%s is documented in one line, without a full stop',
    (id, row) => {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(row.statement).toMatch(/^\S(.*[^\s.])?$/);
    },
  );

  test('judges nothing when nothing is demanded', () => {
    const nothing: Limits = {
      phishingResistantOnly: false,
      mfaRequiredForAllApps: false,
      lockRequired: false,
      seatExpirationRequired: false,
      noUnmanagedSettings: false,
    };
    expect(guardrailMessages(judged(nothing, { unmanaged: [OrganizationSetting.MFA] }).warnings)).toEqual([]);
    expect(judged({}, {})).toEqual({ errors: [], warnings: [] });
  });
});

describe.each(Object.entries(TABLE))('%s', (id, { limits, within, breaches }) => {
  test.each(within.map((props) => [JSON.stringify(props), props] as const))('is kept by %s', (_, props) => {
    const { errors, warnings } = judged(limits, props);
    expect(guardrailMessages([...errors, ...warnings])).toEqual([]);
  });

  test.each(breaches.map(([props, message]) => [JSON.stringify(props), props, message] as const))(
    'is not kept by %s',
    (_, props, message) => {
      const { errors, warnings } = judged(limits, props);
      expect(guardrailMessages(errors)).toEqual([told(id, message)]);
      expect(guardrailMessages(warnings)).toEqual([]);
    },
  );

  test('is a warning when the platform says so', () => {
    const [[props, message] = [{}, '']] = breaches;
    const { errors, warnings } = judged({ ...limits, level: GuardrailLevel.WARNING }, props);
    expect(errors).toEqual([]);
    expect(guardrailMessages(warnings)).toEqual([told(id, message)]);
  });
});

describe('a resource of the bindings', () => {
  test.each<[string, ZeroTrustOrganizationConfig, Readonly<Record<string, unknown>>, string]>([
    ['longest-session', {}, {}, "session_duration: received nothing; allowed: at most '12h': write '12h'"],
    [
      'longest-session',
      { sessionDuration: '13h' },
      {},
      "session_duration: received '13h'; allowed: at most '12h': write '12h'",
    ],
    [
      'longest-session',
      { sessionDuration: '12 hours' },
      {},
      "session_duration: received '12 hours'; allowed: at most '12h': write '12h'",
    ],
    [
      'longest-session',
      { sessionDuration: '1h' },
      { session_duration: '13h' },
      "session_duration: received '13h'; allowed: at most '12h': write '12h'",
    ],
    [
      'shortest-mfa-session',
      {},
      { 'mfa_config.allowed_authenticators': ['totp'] },
      "mfa_config.session_duration: received nothing; allowed: at least '1h': write '1h'",
    ],
    [
      'longest-mfa-session',
      {},
      { mfa_config: { session_duration: '13h' } },
      "mfa_config.session_duration: received '13h'; allowed: at most '12h': write '12h'",
    ],
    [
      'allowed-authenticators',
      {},
      { mfa_config: { allowed_authenticators: ['totp'] } },
      "mfa_config.allowed_authenticators: received 'totp'; allowed: security_key, biometrics: leave the others out",
    ],
    [
      'phishing-resistant-only',
      {},
      { mfa_config: { amr_matching_session_duration: '1h' } },
      "mfa_config.amr_matching_session_duration: received '1h'; allowed: nothing, since matching takes software keys for security keys: leave it out",
    ],
    ['mfa-required-for-all-apps', {}, {}, 'mfa_required_for_all_apps: received nothing; allowed: true: write true'],
    ['lock-required', {}, {}, 'is_ui_read_only: received nothing; allowed: true: write true'],
    ['lock-required', { isUiReadOnly: false }, {}, 'is_ui_read_only: received false; allowed: true: write true'],
    [
      'lock-reason-pattern',
      { isUiReadOnly: true },
      {},
      'ui_read_only_toggle_reason: received nothing; allowed: a reason that matches /\\b[A-Z]+-\\d+\\b/: write such a reason',
    ],
    ['deny-unmatched-required', {}, {}, 'deny_unmatched_requests: received nothing; allowed: true: write true'],
    [
      'deny-unmatched-forbidden',
      {},
      { deny_unmatched_requests: true },
      'deny_unmatched_requests: received true; allowed: false: write false',
    ],
    [
      'seat-expiration-required',
      {},
      {},
      'user_seat_expiration_inactive_time: received nothing; allowed: a duration after which seats expire: write one such as Duration.days(90)',
    ],
    [
      'allowed-auth-domains',
      { authDomain: undefined },
      {},
      'auth_domain: received nothing; allowed: other.cloudflareaccess.com, widget-*.cloudflareaccess.com: write one of them',
    ],
    [
      'no-unmanaged-settings',
      { lifecycle: { ignoreChanges: ['mfa_config', 'login_design.header_text', 'session_duration[0]'] } },
      {},
      'lifecycle.ignore_changes: received sessionDuration, mfa, loginDesign; allowed: no setting left to the dashboard: give these settings their values',
    ],
  ])('is held to %s: %j %j', (id, config, overrides, message) => {
    expect(judgedBare(TABLE[id]?.limits ?? {}, config, overrides)).toEqual({
      errors: [told(id, message)],
      warnings: [],
    });
  });

  test.each<[string, ZeroTrustOrganizationConfig, Readonly<Record<string, unknown>>]>([
    ['longest-session', { sessionDuration: '12h' }, {}],
    ['longest-session', { sessionDuration: '13h' }, { session_duration: '12h' }],
    ['shortest-mfa-session', {}, {}],
    ['longest-mfa-session', {}, {}],
    ['mfa-required-for-all-apps', {}, { mfa_required_for_all_apps: true }],
    ['lock-required', { isUiReadOnly: true }, {}],
    ['lock-reason-pattern', { isUiReadOnly: true, uiReadOnlyToggleReason: 'PLAT-1' }, {}],
    ['deny-unmatched-forbidden', {}, {}],
    ['no-unmanaged-settings', { lifecycle: { ignoreChanges: ['created_at'] } }, {}],
  ])('keeps %s: %j %j', (id, config, overrides) => {
    expect(judgedBare(TABLE[id]?.limits ?? {}, config, overrides)).toEqual({ errors: [], warnings: [] });
  });

  test('is judged with what the stack overrides', () => {
    const stack = stackWithProvider();
    const path = 'resource.cloudflare_zero_trust_organization.Organization';
    owned(stack, 'Organization', { mfa: { allowedAuthenticators: [SECURITY_KEY] } });
    stack.addOverride(`${path}.session_duration`, '48h');
    stack.addOverride(`${path}.mfa_config.allowed_authenticators`, ['totp']);
    guardrails({ longestSession: '24h', phishingResistantOnly: true }).applyTo(stack);
    expect(findings(stack).errors).toEqual([
      told('longest-session', "sessionDuration: received '48h'; allowed: at most '24h': write '24h'"),
      told(
        'phishing-resistant-only',
        "mfa.allowedAuthenticators: received 'totp'; allowed: biometrics, security_key, piv_key, ssh_fido2_key: leave the others out",
      ),
    ]);
  });

  test('is judged with what is set on the resource of a construct', () => {
    const stack = stackWithProvider();
    owned(stack, 'Organization').resource.sessionDuration = '48h';
    guardrails({ longestSession: '24h' }).applyTo(stack);
    expect(findings(stack).errors).toEqual([
      told('longest-session', "sessionDuration: received '48h'; allowed: at most '24h': write '24h'"),
    ]);
  });
});

describe('a value that cannot be judged', () => {
  const UNKNOWN: readonly [string, Limits, (variable: TerraformVariable) => Props, string][] = [
    [
      'a session',
      { longestSession: '12h' },
      (v) => ({ sessionDuration: v.stringValue }),
      "sessionDuration: received '<token>' (known to the engine only, so it cannot be judged); allowed: at most '12h': write a value that is known now longest-session",
    ],
    [
      'a raw expression',
      { longestSession: '12h' },
      () => ({ sessionDuration: '${var.v}' }),
      "sessionDuration: received '${var.v}' (known to the engine only, so it cannot be judged); allowed: at most '12h': write a value that is known now longest-session",
    ],
    [
      'an MFA session',
      { shortestMfaSession: '1h' },
      (v) => mfa({ sessionDuration: v.stringValue }),
      "mfa.sessionDuration: received '<token>' (known to the engine only, so it cannot be judged); allowed: at least '1h': write a value that is known now shortest-mfa-session",
    ],
    [
      'a list',
      { allowedAuthenticators: [TOTP] },
      (v) => mfa({ allowedAuthenticators: v.listValue as never }),
      "mfa.allowedAuthenticators: received [ '<token>' ] (known to the engine only, so it cannot be judged); allowed: totp: write a value that is known now allowed-authenticators",
    ],
    [
      'an element',
      { phishingResistantOnly: true },
      (v) => mfa({ allowedAuthenticators: [SECURITY_KEY, authenticator(v)] }),
      "mfa.allowedAuthenticators: received '<token>' (known to the engine only, so it cannot be judged); allowed: biometrics, security_key, piv_key, ssh_fido2_key: write a value that is known now phishing-resistant-only",
    ],
    [
      'a flag',
      { mfaRequiredForAllApps: true },
      (v) => mfa({ requiredForAllApps: v.booleanValue }),
      'mfa.requiredForAllApps: received <token> (known to the engine only, so it cannot be judged); allowed: true: write a value that is known now mfa-required-for-all-apps',
    ],
    [
      'a lock',
      { lockRequired: true },
      (v) => ({ readOnlyLock: { reason: 'PLAT-1', locked: v.booleanValue } }),
      'readOnlyLock.locked: received <token> (known to the engine only, so it cannot be judged); allowed: true: write a value that is known now lock-required',
    ],
    [
      'a reason',
      { lockReasonPattern: '[A-Z]+-\\d+' },
      (v) => lock(v.stringValue),
      "readOnlyLock.reason: received '<token>' (known to the engine only, so it cannot be judged); allowed: a reason that matches /[A-Z]+-\\d+/: write a value that is known now lock-reason-pattern",
    ],
    [
      'denied requests',
      { denyUnmatchedRequests: FORBIDDEN },
      (v) => ({ denyUnmatchedRequests: { enabled: v.booleanValue } }),
      'denyUnmatchedRequests.enabled: received <token> (known to the engine only, so it cannot be judged); allowed: false: write a value that is known now deny-unmatched-forbidden',
    ],
    [
      'a login domain',
      { allowedAuthDomains: ['a.com'] },
      (v) => ({ authDomain: v.stringValue }),
      "authDomain: received '<token>' (known to the engine only, so it cannot be judged); allowed: a.com: write a value that is known now allowed-auth-domains",
    ],
    [
      'a setting of the dashboard',
      { longestSession: '12h' },
      () => ({ unmanaged: [OrganizationSetting.SESSION_DURATION] }),
      'sessionDuration: received nothing (left to the dashboard, so it cannot be judged); allowed: a value that can be judged: give it its value longest-session',
    ],
    [
      'a setting whose changes are ignored',
      { longestSession: '12h' },
      () => ({ sessionDuration: '1h', lifecycle: { ignoreChanges: ['session_duration'] } }),
      'sessionDuration: received nothing (left to the dashboard, so it cannot be judged); allowed: a value that can be judged: give it its value longest-session',
    ],
    [
      'MFA of the dashboard',
      { mfaRequiredForAllApps: true },
      () => ({ unmanaged: [OrganizationSetting.MFA] }),
      'mfa: received nothing (left to the dashboard, so it cannot be judged); allowed: a value that can be judged: give it its value mfa-required-for-all-apps',
    ],
  ];

  const messageOf = (text: string): string => {
    const [, message = '', id = ''] = /^(.*) ([a-z-]+)$/.exec(text) ?? [];
    return told(id, message);
  };

  const judgedWith = (limits: Limits, props: (variable: TerraformVariable) => Props) => {
    const stack = stackWithProvider();
    const construct = owned(stack, 'Organization', props(new TerraformVariable(stack, 'v', {})));
    guardrails(limits).applyTo(construct);
    const { errors, warnings } = findings(stack);
    return { errors: guardrailMessages(errors), warnings: guardrailMessages(warnings) };
  };

  describe.each(UNKNOWN)('%s', (_, limits, props, text) => {
    test('is a warning', () => {
      expect(judgedWith(limits, props)).toEqual({ errors: [], warnings: [messageOf(text)] });
    });

    test('is a warning where the platform says so, also when a breach is an error', () => {
      const chosen = { ...limits, level: GuardrailLevel.ERROR, unjudgeable: GuardrailUnknown.WARNING };
      expect(judgedWith(chosen, props)).toEqual({ errors: [], warnings: [messageOf(text)] });
    });

    test('is an error where the platform says so, also when a breach is a warning', () => {
      const chosen = { ...limits, level: GuardrailLevel.WARNING, unjudgeable: GuardrailUnknown.ERROR };
      expect(judgedWith(chosen, props)).toEqual({ errors: [messageOf(text)], warnings: [] });
    });

    test('passes where the platform says so', () => {
      expect(judgedWith({ ...limits, unjudgeable: GuardrailUnknown.PASS }, props)).toEqual({
        errors: [],
        warnings: [],
      });
    });
  });

  test('a struct of a bare resource that is a token stands for all its fields', () => {
    const limits = { longestMfaSession: '12h', allowedAuthenticators: [TOTP], mfaRequiredForAllApps: true };
    const { errors, warnings } = judgedBare(
      limits,
      {},
      { mfa_config: Token.asAny({ resolve: () => ({}) }), mfa_required_for_all_apps: true },
    );
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      told(
        'longest-mfa-session',
        "mfa_config.session_duration: received <token> (known to the engine only, so it cannot be judged); allowed: at most '12h': write a value that is known now",
      ),
      told(
        'longest-mfa-session',
        "mfa_config.amr_matching_session_duration: received <token> (known to the engine only, so it cannot be judged); allowed: at most '12h': write a value that is known now",
      ),
      told(
        'allowed-authenticators',
        'mfa_config.allowed_authenticators: received <token> (known to the engine only, so it cannot be judged); allowed: totp: write a value that is known now',
      ),
    ]);
  });

  test('a known authenticator beside an unknown one is still refused', () => {
    const { errors, warnings } = judgedWith({ phishingResistantOnly: true }, (v) =>
      mfa({ allowedAuthenticators: [TOTP, authenticator(v)] }),
    );
    expect([errors.length, warnings.length]).toEqual([1, 1]);
    expect(errors[0]).toContain("received 'totp';");
  });
});

describe('at zone scope', () => {
  test('settings that do not exist there are not judged, the others are', () => {
    const limits: Limits = {
      longestSession: '1h',
      mfaRequiredForAllApps: true,
      denyUnmatchedRequests: REQUIRED,
      lockRequired: true,
      seatExpirationRequired: true,
      allowedAuthDomains: ['a.com'],
    };
    const { errors } = judged(limits, { accountId: undefined, zoneId: ZONE_ID, readOnlyLock: undefined });
    expect(errors.map((line) => /\[guardrail (.*)\]$/.exec(line)?.[1])).toEqual([
      'lock-required',
      'seat-expiration-required',
      'allowed-auth-domains',
    ]);
  });

  test('a zone beside an account does not hide anything', () => {
    const { errors } = judgedBare({ longestSession: '1h' }, { zoneId: ZONE_ID });
    expect(errors).toHaveLength(1);
  });
});

test('everything at once is kept by a careful organization', () => {
  const limits: Limits = {
    longestSession: '12h',
    shortestMfaSession: '30m',
    longestMfaSession: '12h',
    allowedAuthenticators: [BIOMETRICS, SECURITY_KEY],
    phishingResistantOnly: true,
    mfaRequiredForAllApps: true,
    lockRequired: true,
    lockReasonPattern: '[A-Z]+-[0-9]+',
    denyUnmatchedRequests: REQUIRED,
    seatExpirationRequired: true,
    allowedAuthDomains: ['widget-*.cloudflareaccess.com'],
    noUnmanagedSettings: true,
  };
  const props: Props = {
    sessionDuration: '8h',
    userSeatExpirationInactiveTime: '2160h',
    mfa: { preset: MfaPreset.PHISHING_RESISTANT },
    readOnlyLock: { reason: 'PLAT-1' },
    denyUnmatchedRequests: { exemptedZoneNames: ['widget-corp.com'] },
    serviceTokenInactivity: { action: ServiceTokenAction.DISABLE, inactivityThresholdDays: 90 },
  };
  expect(judged(limits, props)).toEqual({ errors: [], warnings: [] });
});

test('a session is within a limit exactly when it is not longer', () => {
  const minutes = fc.integer({ min: 15, max: 43_800 });
  fc.assert(
    fc.property(minutes, minutes, (session, limit) => {
      const { errors } = judged({ longestSession: `${limit}m` }, { sessionDuration: `${session}m` });
      expect(errors.length === 0).toBe(session <= limit);
    }),
    { numRuns: 30 },
  );
});

describe('guardrails that no type checker has seen, or that make no sense', () => {
  const problems = (props: unknown): string[] =>
    refusals('the guardrails', () => new OrganizationGuardrails(props as OrganizationGuardrailsProps));
  const name = 'company';
  const duration = 'allowed: a Go duration of zero or more: write one such as Duration.hours(12)';

  test.each<[string, unknown, string]>([
    ['no props', undefined, 'props: received nothing; allowed: a struct: write { name: … } [prop-type]'],
    ['no name', {}, 'name: received nothing; allowed: text that is not blank: write what people call it [prop-type]'],
    [
      'a blank name',
      { name: '\t' },
      "name: received '\\t'; allowed: text that is not blank: write what people call it [prop-type]",
    ],
    [
      'a level that is none',
      { name, level: 'ERROR' },
      "level: received 'ERROR'; allowed: one of error, warning: write 'error' [prop-type]",
    ],
    [
      'an answer that is none',
      { name, unjudgeable: 'fail' },
      "unjudgeable: received 'fail'; allowed: one of pass, warning, error: write one of them [prop-type]",
    ],
    ['a duration that is none', { name, longestSession: '1 day' }, `longestSession: received '1 day'; ${duration}`],
    ['a negative duration', { name, shortestMfaSession: '-1h' }, `shortestMfaSession: received '-1h'; ${duration}`],
    ['another one', { name, longestMfaSession: '' }, `longestMfaSession: received ''; ${duration}`],
    ['a token', { name, longestSession: '${var.x}' }, `longestSession: received '\${var.x}'; ${duration}`],
    [
      'nothing between two limits',
      { name, shortestMfaSession: '2h', longestMfaSession: '119m' },
      "shortestMfaSession: received '2h' with longestMfaSession '119m'; allowed: no more than that, or nothing would be between them: write '119m' or less",
    ],
    [
      'an authenticator that is none',
      { name, allowedAuthenticators: ['sms'] },
      "allowedAuthenticators[0]: received 'sms'; allowed: one of totp, biometrics, security_key, piv_key, ssh_fido2_key: write one of them [prop-type]",
    ],
    [
      'a flag that is none',
      { name, lockRequired: 'yes' },
      "lockRequired: received 'yes'; allowed: true or false: write it without quotes [prop-type]",
    ],
    [
      'a pattern that is none',
      { name, lockReasonPattern: '(' },
      "lockReasonPattern: received '('; allowed: a regular expression (Invalid regular expression: /(/u: Unterminated group): write one such as '[A-Z]+-[0-9]+'",
    ],
    [
      'a pattern that asks for nothing',
      { name, lockReasonPattern: '[A-Z]*' },
      "lockReasonPattern: received '[A-Z]*', which every reason matches; allowed: a pattern that asks for something: write one such as '[A-Z]+-[0-9]+'",
    ],
    [
      'no login domain',
      { name, allowedAuthDomains: [] },
      "allowedAuthDomains: received an empty list; allowed: at least one login domain: write one such as 'widget-*.cloudflareaccess.com', or leave it out",
    ],
    [
      'an unknown prop',
      { name, longestSesion: '1h' },
      'longestSesion: is no prop; allowed: name, level, unjudgeable, longestSession, shortestMfaSession, longestMfaSession, allowedAuthenticators, phishingResistantOnly, mfaRequiredForAllApps, lockRequired, lockReasonPattern, denyUnmatchedRequests, seatExpirationRequired, allowedAuthDomains, noUnmanagedSettings: leave it out [prop-unknown]',
    ],
  ])('%s', (_, props, problem) => {
    expect(problems(props)).toEqual([problem]);
  });

  test('all at once', () => {
    expect(problems({ name, longestSession: 'x', lockReasonPattern: '[' })).toHaveLength(2);
  });

  test.each<[string, Limits]>([
    ['equal limits', { shortestMfaSession: '1h', longestMfaSession: '60m' }],
    ['a limit of zero', { longestMfaSession: '0' }],
    ['no authenticator at all', { allowedAuthenticators: [] }],
  ])('%s are allowed', (_, limits) => {
    expect(problems({ name, ...limits })).toEqual([]);
  });
});
