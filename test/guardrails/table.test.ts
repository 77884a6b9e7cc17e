import type { ZeroTrustOrganizationConfig } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import type { TerraformStack } from 'cdktf';
import {
  DenyUnmatchedRequirement,
  GuardrailLevel,
  LiveCheck,
  MfaAuthenticator,
  MfaPreset,
  OrganizationSetting,
  ServiceTokenAction,
  Waivers,
} from '../../lib';
import { GUARDRAILS } from '../../lib/guardrails/guardrails-table';
import { errors, stackWithProvider, ZONE_ID } from '../organization';
import {
  appOn,
  authenticator,
  findings,
  guardrails,
  type Limits,
  lock,
  messages,
  mfa,
  NOTHING,
  type Overrides,
  owned,
  type Props,
  stackOf,
  stackOfBare,
  stackWithVariable,
  TODAY,
  warningsIn,
} from './helpers';

const { TOTP, BIOMETRICS, SECURITY_KEY, PIV_KEY, SSH_FIDO2_KEY } = MfaAuthenticator;
const { REQUIRED, FORBIDDEN } = DenyUnmatchedRequirement;
const { SESSION_DURATION, MFA, LOGIN_DESIGN } = OrganizationSetting;

/** A guardrail, props that satisfy it, and props that violate it with the prop of the finding. */
interface Row {
  readonly limits: Limits;
  readonly satisfied: readonly Props[];
  readonly violated: readonly (readonly [Props, string])[];
  /** The message about the first props that violate it. */
  readonly message: string;
}

const TABLE: Readonly<Record<string, Row>> = {
  'max-session-duration': {
    limits: { maxSessionDuration: '12h' },
    satisfied: [{ sessionDuration: '12h' }, { sessionDuration: '720m' }, { sessionDuration: '15m' }],
    violated: [
      [{}, 'sessionDuration'],
      [{ sessionDuration: '12h0m1s' }, 'sessionDuration'],
    ],
    message:
      "sessionDuration '24h' exceeds the maximum of '12h' set by guardrails 'company'. Use at most '12h' or add a waiver.",
  },
  'min-mfa-session-duration': {
    limits: { minMfaSessionDuration: '1h' },
    satisfied: [
      mfa({ sessionDuration: '60m' }),
      mfa({ sessionDuration: '720h' }),
      mfa({ preset: MfaPreset.DISABLED }), // no MFA session at all
    ],
    violated: [
      [mfa({ sessionDuration: '59m' }), 'mfa.sessionDuration'],
      [mfa({ sessionDuration: '0m' }), 'mfa.sessionDuration'],
    ],
    message:
      "mfa.sessionDuration '59m' is below the minimum of '1h' set by guardrails 'company'. Use at least '1h' or add a waiver.",
  },
  'max-mfa-session-duration': {
    limits: { maxMfaSessionDuration: '12h' },
    satisfied: [
      mfa({ sessionDuration: '12h' }),
      mfa({ sessionDuration: '0m' }),
      mfa({ sessionDuration: '1h', amrMatchingSessionDuration: '12h' }),
      mfa({ preset: MfaPreset.DISABLED }),
    ],
    violated: [
      [{}, 'mfa.sessionDuration'],
      [mfa({ sessionDuration: '721m' }), 'mfa.sessionDuration'],
      [mfa({ sessionDuration: '1h', amrMatchingSessionDuration: '13h' }), 'mfa.amrMatchingSessionDuration'],
    ],
    message:
      "mfa.sessionDuration '24h' exceeds the maximum of '12h' set by guardrails 'company'. Use at most '12h' or add a waiver.",
  },
  'allowed-authenticators': {
    limits: { allowedAuthenticators: [SECURITY_KEY, BIOMETRICS] },
    satisfied: [
      mfa({ preset: MfaPreset.PHISHING_RESISTANT }),
      mfa({ allowedAuthenticators: [BIOMETRICS, SECURITY_KEY] }),
      mfa({ preset: MfaPreset.DISABLED }),
    ],
    violated: [
      [mfa({ allowedAuthenticators: [PIV_KEY, SECURITY_KEY, TOTP] }), 'mfa.allowedAuthenticators'],
      [{}, 'mfa.allowedAuthenticators'],
    ],
    message:
      "mfa.allowedAuthenticators contains 'totp', 'piv_key', but guardrails 'company' allow only security_key, biometrics. Set mfa.allowedAuthenticators without 'totp', 'piv_key' or add a waiver.",
  },
  'phishing-resistant-only': {
    limits: { phishingResistantOnly: true },
    satisfied: [
      mfa({ preset: MfaPreset.PHISHING_RESISTANT }),
      mfa({ allowedAuthenticators: [BIOMETRICS, SECURITY_KEY, PIV_KEY, SSH_FIDO2_KEY] }),
      mfa({ preset: MfaPreset.DISABLED }),
    ],
    violated: [
      [{}, 'mfa.allowedAuthenticators'],
      [
        mfa({ preset: MfaPreset.PHISHING_RESISTANT, amrMatchingSessionDuration: '1h' }),
        'mfa.amrMatchingSessionDuration',
      ],
    ],
    message:
      "mfa.allowedAuthenticators contains 'totp', but guardrails 'company' allow only biometrics, security_key, piv_key, ssh_fido2_key. Set mfa.allowedAuthenticators without 'totp' or add a waiver.",
  },
  'mfa-required-for-all-apps': {
    limits: { mfaRequiredForAllApps: true },
    satisfied: [mfa({ requiredForAllApps: true })],
    violated: [[{}, 'mfa.requiredForAllApps']],
    message:
      "mfa.requiredForAllApps false is not allowed by guardrails 'company'. Use true and allow at least one authenticator, or add a waiver.",
  },
  'lock-required': {
    limits: { lockRequired: true },
    satisfied: [{}],
    violated: [
      [{ readOnlyLock: undefined }, 'readOnlyLock.locked'],
      [lock('maintenance', false), 'readOnlyLock.locked'],
    ],
    message:
      "readOnlyLock.locked false is not allowed by guardrails 'company'. Set readOnlyLock with a reason or add a waiver.",
  },
  'lock-reason-pattern': {
    limits: { lockReasonPattern: '\\b[A-Z]+-\\d+\\b' },
    satisfied: [
      lock('see PLAT-12'),
      lock('unlocked for PLAT-12', false),
      { readOnlyLock: undefined }, // no lock, so no reason
    ],
    violated: [
      [lock('plat-12'), 'readOnlyLock.reason'],
      [lock('plat-12', false), 'readOnlyLock.reason'],
    ],
    message:
      "readOnlyLock.reason 'plat-12' does not match /\\b[A-Z]+-\\d+\\b/, the pattern set by guardrails 'company'. Use a matching reason or add a waiver.",
  },
  'deny-unmatched-required': {
    limits: { denyUnmatchedRequests: REQUIRED },
    satisfied: [{ denyUnmatchedRequests: { exemptedZoneNames: ['widget-corp.com'] } }],
    violated: [[{}, 'denyUnmatchedRequests.enabled']],
    message: "denyUnmatchedRequests.enabled false is not allowed by guardrails 'company'. Use true or add a waiver.",
  },
  'deny-unmatched-forbidden': {
    limits: { denyUnmatchedRequests: FORBIDDEN },
    satisfied: [{}],
    violated: [
      [{ denyUnmatchedRequests: { exemptedZoneNames: ['widget-corp.com'] } }, 'denyUnmatchedRequests.enabled'],
    ],
    message: "denyUnmatchedRequests.enabled true is not allowed by guardrails 'company'. Use false or add a waiver.",
  },
  'seat-expiration-required': {
    limits: { seatExpirationRequired: true },
    satisfied: [{ userSeatExpirationInactiveTime: '2160h' }],
    violated: [[{}, 'userSeatExpirationInactiveTime']],
    message:
      "userSeatExpirationInactiveTime is not given, but guardrails 'company' require seats to expire. Use a duration such as Duration.days(90) or add a waiver.",
  },
  'allowed-auth-domains': {
    limits: { allowedAuthDomains: ['other.cloudflareaccess.com', 'widget-*.cloudflareaccess.com'] },
    satisfied: [
      {},
      { authDomain: 'widget-.cloudflareaccess.com' }, // '*' also matches nothing
      { authDomain: 'OTHER.cloudflareaccess.com' }, // hostnames are not case-sensitive
    ],
    violated: [
      [{ authDomain: 'widgets.cloudflareaccess.com' }, 'authDomain'],
      [{ authDomain: 'a-widget-corp.cloudflareaccess.com' }, 'authDomain'], // a pattern matches the whole domain
      [{ authDomain: 'widget-corp.fed.cloudflareaccess.com' }, 'authDomain'], // '*' does not match a dot
      [{ authDomain: 'otherxcloudflareaccess.com' }, 'authDomain'], // a dot matches only a dot
    ],
    message:
      "authDomain 'widgets.cloudflareaccess.com' is not one of the login domains that guardrails 'company' allow (other.cloudflareaccess.com, widget-*.cloudflareaccess.com). Use one of them or add a waiver.",
  },
  'no-unmanaged-settings': {
    limits: { noUnmanagedSettings: true },
    satisfied: [{}],
    violated: [
      [{ unmanaged: [LOGIN_DESIGN, MFA] }, 'unmanaged'],
      [{ lifecycle: { ignoreChanges: 'all' } }, 'unmanaged'],
    ],
    message:
      "unmanaged mfa, loginDesign is not allowed by guardrails 'company', which require all settings to be managed in code. Remove them from unmanaged and set them in code, or add a waiver.",
  },
  'required-live-checks': {
    limits: { requiredLiveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED, LiveCheck.EXEMPTED_ZONES_EXIST] },
    satisfied: [
      { liveChecks: Object.values(LiveCheck) },
      // A check of a setting that is not sent reads nothing, and is there nevertheless.
      { liveChecks: [LiveCheck.EXEMPTED_ZONES_EXIST, LiveCheck.LOGIN_DOMAIN_UNCHANGED] },
      { accountId: undefined, zoneId: ZONE_ID, liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED] },
    ],
    violated: [
      [{}, 'liveChecks'],
      [{ liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED] }, 'liveChecks'],
      [{ accountId: undefined, zoneId: ZONE_ID }, 'liveChecks'],
    ],
    message:
      "liveChecks lacks login-domain-unchanged, exempted-zones-exist, which guardrails 'company' require. Add what is missing, without overrides of its data sources, locals and preconditions, or add a waiver.",
  },
};

describe.each(Object.entries(TABLE))('%s', (id, { limits, satisfied, violated, message }) => {
  test.each(satisfied.map((props) => [JSON.stringify(props), props] as const))('is satisfied by %s', (_, props) => {
    expect(findings(stackOf(limits, props))).toEqual(NOTHING);
  });

  test.each(violated.map(([props, prop]) => [JSON.stringify(props), props, prop] as const))(
    'is violated by %s',
    (_, props, prop) => {
      expect(findings(stackOf(limits, props))).toEqual({ errors: [`${id} ${prop}`], warnings: [] });
    },
  );

  const [[example, prop] = [{}, '']] = violated;

  test('has a message with prop, received value, limit, fix and id', () => {
    expect(messages(stackOf(limits, example)).errors).toEqual([`${message} [guardrail ${id}]`]);
  });

  test('is a warning at level WARNING', () => {
    const atWarning = { ...limits, level: GuardrailLevel.WARNING };
    expect(findings(stackOf(atWarning, example))).toEqual({ errors: [], warnings: [`${id} ${prop}`] });
  });
});

describe('the guardrails table', () => {
  test('has an example for every row', () => {
    expect(Object.keys(TABLE).sort()).toEqual(GUARDRAILS.map(({ id }) => id).sort());
  });

  test.each(GUARDRAILS.map((row) => [row.id, row] as const))(
    '%s has an id in kebab case and a statement of one line without a full stop',
    (id, { statement }) => {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(statement).toMatch(/^\S(.*[^\s.])?$/);
    },
  );

  test.each(GUARDRAILS.map((row) => [row.id, row] as const))(
    '%s names the limit that requires it and the props that it checks',
    (id, { limit, props }) => {
      const { limits, violated } = TABLE[id] as Row;
      expect(Object.keys(limits)).toEqual([limit]);
      expect(new Set(violated.map(([, prop]) => prop))).toEqual(new Set(props));
    },
  );

  test.each<[string, Limits]>([
    ['there are no limits', {}],
    [
      'all limits are false',
      {
        phishingResistantOnly: false,
        mfaRequiredForAllApps: false,
        lockRequired: false,
        seatExpirationRequired: false,
        noUnmanagedSettings: false,
      },
    ],
  ])('requires nothing if %s', (_, limits) => {
    expect(findings(stackOf(limits, { unmanaged: [MFA] }))).toEqual(NOTHING);
  });

  test('can be satisfied as a whole', () => {
    const all: Limits = {
      maxSessionDuration: '12h',
      minMfaSessionDuration: '30m',
      maxMfaSessionDuration: '12h',
      allowedAuthenticators: [BIOMETRICS, SECURITY_KEY],
      phishingResistantOnly: true,
      mfaRequiredForAllApps: true,
      lockRequired: true,
      lockReasonPattern: '[A-Z]+-[0-9]+',
      denyUnmatchedRequests: REQUIRED,
      seatExpirationRequired: true,
      allowedAuthDomains: ['widget-*.cloudflareaccess.com'],
      noUnmanagedSettings: true,
      requiredLiveChecks: Object.values(LiveCheck),
    };
    const stack = stackOf(all, {
      liveChecks: Object.values(LiveCheck),
      sessionDuration: '8h',
      userSeatExpirationInactiveTime: '2160h',
      mfa: { preset: MfaPreset.PHISHING_RESISTANT },
      readOnlyLock: { reason: 'PLAT-1' },
      denyUnmatchedRequests: { exemptedZoneNames: ['widget-corp.com'] },
      serviceTokenInactivity: { action: ServiceTokenAction.DISABLE, inactivityThresholdDays: 90 },
    });
    expect(errors(stack)).toEqual([]);
    expect(warningsIn(stack)).toEqual([]);
  });
});

/** Messages with wording that no row of the table has. */
describe('messages', () => {
  const LIMITS: Limits = { maxSessionDuration: '12h' };

  const withExpiredWaiver = (): TerraformStack => {
    const stack = stackWithProvider(appOn(TODAY));
    owned(stack, 'Organization');
    guardrails(LIMITS).applyTo(stack);
    Waivers.of(stack).add({ guardrail: 'max-session-duration', reason: '24-hour shifts', expires: '2026-11-21' });
    return stack;
  };

  const stackWithOverride = (limits: Limits, path: string, value: unknown): TerraformStack => {
    const stack = stackWithProvider();
    owned(stack, 'Organization').resource.addOverride(path, value);
    guardrails(limits).applyTo(stack);
    return stack;
  };

  test.each<[string, () => TerraformStack, string]>([
    [
      'an expired waiver',
      withExpiredWaiver,
      "sessionDuration '24h' exceeds the maximum of '12h' set by guardrails 'company'. Use at most '12h' or add a waiver. The waiver '24-hour shifts' expired on 2026-11-21. [guardrail max-session-duration]",
    ],
    [
      'AMR matching',
      () => stackOf({ phishingResistantOnly: true }, TABLE['phishing-resistant-only']?.violated[1]?.[0]),
      "mfa.amrMatchingSessionDuration '1h' is not allowed by guardrails 'company', because AMR matching accepts software keys as security keys. Remove it or add a waiver. [guardrail phishing-resistant-only]",
    ],
    [
      'authenticators where none is allowed',
      () => stackOf({ allowedAuthenticators: [] }, mfa({ allowedAuthenticators: [TOTP] })),
      "mfa.allowedAuthenticators contains 'totp', but guardrails 'company' allow no authenticators. Set mfa.allowedAuthenticators without 'totp' or add a waiver. [guardrail allowed-authenticators]",
    ],
    [
      'an absent value of a bare resource',
      () => stackOfBare({ mfaRequiredForAllApps: true }),
      "mfa_required_for_all_apps is not given, but guardrails 'company' require true. Use true and allow at least one authenticator, or add a waiver. [guardrail mfa-required-for-all-apps]",
    ],
    [
      'an absent lock reason of a bare resource',
      () => stackOfBare({ lockReasonPattern: '[a-z]+' }, { isUiReadOnly: true }),
      "ui_read_only_toggle_reason is not given, but guardrails 'company' require a reason that matches /[a-z]+/. Use a matching reason or add a waiver. [guardrail lock-reason-pattern]",
    ],
    [
      'an absent login domain of a bare resource',
      () =>
        stackOfBare(
          { allowedAuthDomains: ['a.cloudflareaccess.com', 'b.cloudflareaccess.com'] },
          { authDomain: undefined },
        ),
      "auth_domain is not given, but guardrails 'company' require one of a.cloudflareaccess.com, b.cloudflareaccess.com. Use one of them or add a waiver. [guardrail allowed-auth-domains]",
    ],
    [
      'an invalid duration of a bare resource',
      () => stackOfBare(LIMITS, { sessionDuration: '12 hours' }),
      "session_duration '12 hours' is not a valid duration, but guardrails 'company' require at most '12h'. Use at most '12h' or add a waiver. [guardrail max-session-duration]",
    ],
    [
      'a value that no waiver would make valid',
      () => stackWithOverride({ mfaRequiredForAllApps: true }, 'mfa_required_for_all_apps', 'no'),
      "mfa.requiredForAllApps is not given, but guardrails 'company' require true. Use true and allow at least one authenticator. [guardrail mfa-required-for-all-apps]",
    ],
  ])('describe %s', (_, make, message) => {
    expect(messages(make())).toEqual({ errors: [message], warnings: [] });
  });

  test.each<[string, () => TerraformStack, string]>([
    [
      'an unresolved value',
      () => stackWithVariable(LIMITS, (v) => ({ sessionDuration: v.stringValue })),
      "sessionDuration '<token>' is unresolved until apply, so guardrails 'company' cannot check it (required: at most '12h'). Use a literal value or add a waiver. [guardrail max-session-duration]",
    ],
    [
      'an unresolved authenticator',
      () =>
        stackWithVariable({ allowedAuthenticators: [TOTP] }, (v) => mfa({ allowedAuthenticators: [authenticator(v)] })),
      "mfa.allowedAuthenticators '<token>' is unresolved until apply, so guardrails 'company' cannot check it (required: only totp). Use a literal value or add a waiver. [guardrail allowed-authenticators]",
    ],
    [
      'an unmanaged setting',
      () => stackOf(LIMITS, { unmanaged: [SESSION_DURATION] }),
      "sessionDuration is unmanaged, so guardrails 'company' cannot check it. Remove it from unmanaged or lifecycle.ignoreChanges and set it in code, or add a waiver. [guardrail max-session-duration]",
    ],
  ])('describe %s', (_, make, message) => {
    expect(messages(make())).toEqual({ errors: [], warnings: [message] });
  });
});

describe('a bare resource', () => {
  type Case = [id: string, config: ZeroTrustOrganizationConfig, overrides: Overrides, attribute: string];

  test.each<Case>([
    ['max-session-duration', {}, {}, 'session_duration'],
    ['max-session-duration', { sessionDuration: '13h' }, {}, 'session_duration'],
    ['max-session-duration', { sessionDuration: '12 hours' }, {}, 'session_duration'],
    ['max-session-duration', { sessionDuration: '1h' }, { session_duration: '13h' }, 'session_duration'],
    ['min-mfa-session-duration', {}, { 'mfa_config.allowed_authenticators': ['totp'] }, 'mfa_config.session_duration'],
    ['max-mfa-session-duration', {}, { mfa_config: { session_duration: '13h' } }, 'mfa_config.session_duration'],
    [
      'allowed-authenticators',
      {},
      { mfa_config: { allowed_authenticators: ['totp'] } },
      'mfa_config.allowed_authenticators',
    ],
    [
      'phishing-resistant-only',
      {},
      { mfa_config: { amr_matching_session_duration: '1h' } },
      'mfa_config.amr_matching_session_duration',
    ],
    ['mfa-required-for-all-apps', {}, {}, 'mfa_required_for_all_apps'],
    ['lock-required', {}, {}, 'is_ui_read_only'],
    ['lock-required', { isUiReadOnly: false }, {}, 'is_ui_read_only'],
    ['lock-reason-pattern', { isUiReadOnly: true }, {}, 'ui_read_only_toggle_reason'],
    ['deny-unmatched-required', {}, {}, 'deny_unmatched_requests'],
    ['deny-unmatched-forbidden', {}, { deny_unmatched_requests: true }, 'deny_unmatched_requests'],
    ['seat-expiration-required', {}, {}, 'user_seat_expiration_inactive_time'],
    ['allowed-auth-domains', { authDomain: undefined }, {}, 'auth_domain'],
    ['required-live-checks', {}, {}, 'lifecycle.precondition'],
    ['no-unmanaged-settings', { lifecycle: { ignoreChanges: ['mfa_config'] } }, {}, 'lifecycle.ignore_changes'],
    [
      'no-unmanaged-settings',
      { lifecycle: { ignoreChanges: ['login_design.header_text'] } },
      {},
      'lifecycle.ignore_changes',
    ],
    [
      'no-unmanaged-settings',
      { lifecycle: { ignoreChanges: ['session_duration[0]'] } },
      {},
      'lifecycle.ignore_changes',
    ],
  ])('violates %s with %j and overrides %j', (id, config, overrides, attribute) => {
    const stack = stackOfBare(TABLE[id]?.limits ?? {}, config, overrides);
    expect(findings(stack)).toEqual({ errors: [`${id} ${attribute}`], warnings: [] });
  });

  test.each<[string, ZeroTrustOrganizationConfig, Overrides]>([
    ['max-session-duration', { sessionDuration: '12h' }, {}],
    ['max-session-duration', { sessionDuration: '13h' }, { session_duration: '12h' }],
    ['min-mfa-session-duration', {}, {}],
    ['max-mfa-session-duration', {}, {}],
    ['allowed-authenticators', {}, {}],
    ['phishing-resistant-only', {}, {}],
    ['mfa-required-for-all-apps', {}, { mfa_required_for_all_apps: true }],
    ['lock-required', { isUiReadOnly: true }, {}],
    ['lock-reason-pattern', {}, {}],
    ['lock-reason-pattern', { isUiReadOnly: true, uiReadOnlyToggleReason: 'PLAT-1' }, {}],
    ['deny-unmatched-forbidden', {}, {}],
    ['no-unmanaged-settings', { lifecycle: { ignoreChanges: ['created_at'] } }, {}], // not a setting
  ])('satisfies %s with %j and overrides %j', (id, config, overrides) => {
    expect(findings(stackOfBare(TABLE[id]?.limits ?? {}, config, overrides))).toEqual(NOTHING);
  });

  test('has only unmanaged settings if all changes are ignored', () => {
    const stack = stackOfBare({ noUnmanagedSettings: true }, { lifecycle: { ignoreChanges: 'all' } });
    expect(messages(stack).errors[0]).toContain(Object.values(OrganizationSetting).join(', '));
  });
});
