import type { TerraformVariable } from 'cdktf';
import fc from 'fast-check';
import {
  DenyUnmatchedRequirement,
  GuardrailLevel,
  MfaAuthenticator,
  OrganizationReport,
  OrganizationSetting,
  UnresolvedHandling,
} from '../../lib';
import type { ReportDocument } from '../../lib/report/report-document';
import { stackWithProvider, ZONE_ID } from '../organization';
import {
  appOn,
  authenticator,
  findings,
  guardrails,
  type Limits,
  type Lines,
  lock,
  messages,
  mfa,
  NOTHING,
  owned,
  type Props,
  stackOf,
  stackOfBare,
  stackWithVariable,
  TODAY,
} from './helpers';

const { TOTP, SECURITY_KEY } = MfaAuthenticator;
const { REQUIRED, FORBIDDEN } = DenyUnmatchedRequirement;
const { SESSION_DURATION, MFA } = OrganizationSetting;

test('maxSessionDuration allows exactly the sessions that are not longer', () => {
  const minutes = fc.integer({ min: 15, max: 43_800 });
  fc.assert(
    fc.property(minutes, minutes, (session, max) => {
      const stack = stackOf({ maxSessionDuration: `${max}m` }, { sessionDuration: `${session}m` });
      expect(findings(stack).errors.length === 0).toBe(session <= max);
    }),
    { numRuns: 30 },
  );
});

describe('guardrails check the rendered value', () => {
  test('of stack overrides', () => {
    const stack = stackWithProvider();
    const path = 'resource.cloudflare_zero_trust_organization.Organization';
    owned(stack, 'Organization', { mfa: { allowedAuthenticators: [SECURITY_KEY] } });
    stack.addOverride(`${path}.session_duration`, '48h');
    stack.addOverride(`${path}.mfa_config.allowed_authenticators`, ['totp']);
    guardrails({ maxSessionDuration: '24h', phishingResistantOnly: true }).applyTo(stack);
    expect(findings(stack).errors).toEqual([
      'max-session-duration sessionDuration',
      'phishing-resistant-only mfa.allowedAuthenticators',
    ]);
  });

  test('of a property set on the resource of a construct', () => {
    const stack = stackWithProvider();
    owned(stack, 'Organization').resource.sessionDuration = '48h';
    guardrails({ maxSessionDuration: '24h' }).applyTo(stack);
    expect(findings(stack).errors).toEqual(['max-session-duration sessionDuration']);
  });
});

/** Values and settings that a guardrail cannot check, and the finding. */
const INDETERMINATE: readonly [string, Limits, (variable: TerraformVariable) => Props, string][] = [
  [
    'an unresolved session duration',
    { maxSessionDuration: '12h' },
    (v) => ({ sessionDuration: v.stringValue }),
    'max-session-duration sessionDuration',
  ],
  [
    'a raw expression',
    { maxSessionDuration: '12h' },
    () => ({ sessionDuration: '${var.v}' }),
    'max-session-duration sessionDuration',
  ],
  [
    'an unresolved MFA session duration',
    { minMfaSessionDuration: '1h' },
    (v) => mfa({ sessionDuration: v.stringValue }),
    'min-mfa-session-duration mfa.sessionDuration',
  ],
  [
    'an unresolved list',
    { allowedAuthenticators: [TOTP] },
    (v) => mfa({ allowedAuthenticators: v.listValue as never }),
    'allowed-authenticators mfa.allowedAuthenticators',
  ],
  [
    'an unresolved element of a list',
    { phishingResistantOnly: true },
    (v) => mfa({ allowedAuthenticators: [SECURITY_KEY, authenticator(v)] }),
    'phishing-resistant-only mfa.allowedAuthenticators',
  ],
  [
    'several unresolved elements of a list, once',
    { phishingResistantOnly: true },
    (v) => mfa({ allowedAuthenticators: [authenticator(v), SECURITY_KEY, '${var.other}' as never] }),
    'phishing-resistant-only mfa.allowedAuthenticators',
  ],
  [
    'an unresolved boolean',
    { mfaRequiredForAllApps: true },
    (v) => mfa({ requiredForAllApps: v.booleanValue }),
    'mfa-required-for-all-apps mfa.requiredForAllApps',
  ],
  [
    'an unresolved lock',
    { lockRequired: true },
    (v) => ({ readOnlyLock: { reason: 'PLAT-1', locked: v.booleanValue } }),
    'lock-required readOnlyLock.locked',
  ],
  [
    'an unresolved lock reason',
    { lockReasonPattern: '[A-Z]+-\\d+' },
    (v) => lock(v.stringValue),
    'lock-reason-pattern readOnlyLock.reason',
  ],
  [
    'unresolved deny-unmatched',
    { denyUnmatchedRequests: FORBIDDEN },
    (v) => ({ denyUnmatchedRequests: { enabled: v.booleanValue } }),
    'deny-unmatched-forbidden denyUnmatchedRequests.enabled',
  ],
  [
    'an unresolved login domain',
    { allowedAuthDomains: ['a.cloudflareaccess.com'] },
    (v) => ({ authDomain: v.stringValue }),
    'allowed-auth-domains authDomain',
  ],
  [
    'an unmanaged setting',
    { maxSessionDuration: '12h' },
    () => ({ unmanaged: [SESSION_DURATION] }),
    'max-session-duration sessionDuration',
  ],
  [
    'a setting whose changes are ignored',
    { maxSessionDuration: '12h' },
    () => ({ sessionDuration: '1h', lifecycle: { ignoreChanges: ['session_duration'] } }),
    'max-session-duration sessionDuration',
  ],
  [
    'a field whose changes are ignored',
    { maxMfaSessionDuration: '12h' },
    () => ({ lifecycle: { ignoreChanges: ['mfa_config.session_duration'] } }),
    'max-mfa-session-duration mfa.sessionDuration',
  ],
  [
    'an unmanaged struct',
    { mfaRequiredForAllApps: true },
    () => ({ unmanaged: [MFA] }),
    'mfa-required-for-all-apps mfa',
  ],
];

describe('a guardrail is indeterminate', () => {
  test.each(INDETERMINATE)('for %s', (_, limits, props, finding) => {
    expect(findings(stackWithVariable(limits, props))).toEqual({ errors: [], warnings: [finding] });
  });

  test('for each field of an unresolved struct of a bare resource', () => {
    const limits = { maxMfaSessionDuration: '12h', allowedAuthenticators: [TOTP], mfaRequiredForAllApps: true };
    const overrides = { mfa_config: '${var.mfa}', mfa_required_for_all_apps: true };
    expect(findings(stackOfBare(limits, {}, overrides))).toEqual({
      errors: [],
      warnings: [
        'max-mfa-session-duration mfa_config.session_duration',
        'max-mfa-session-duration mfa_config.amr_matching_session_duration',
        'allowed-authenticators mfa_config.allowed_authenticators',
      ],
    });
  });
});

test('the report has the outcome of each guardrail', () => {
  const limits = { maxSessionDuration: '12h', seatExpirationRequired: true, lockRequired: true };
  const app = appOn(TODAY);
  owned(stackWithProvider(app), 'Owned', { sessionDuration: '${var.session}' });
  guardrails(limits).applyTo(app);
  const { organizations } = JSON.parse(new OrganizationReport(app).toJson()) as ReportDocument;
  expect(organizations[0]?.guardrails.map(({ guardrail, outcome }) => [guardrail, outcome])).toEqual([
    ['max-session-duration', 'indeterminate'],
    ['lock-required', 'satisfied'],
    ['seat-expiration-required', 'violated'],
  ]);
});

describe('onUnresolved', () => {
  const { PASS, WARNING, ERROR } = UnresolvedHandling;
  const finding = 'max-session-duration sessionDuration';

  test.each<[string, Limits, Partial<Lines>]>([
    [
      'WARNING reports a warning, even at level ERROR',
      { onUnresolved: WARNING, level: GuardrailLevel.ERROR },
      { warnings: [finding] },
    ],
    [
      'ERROR reports an error, even at level WARNING',
      { onUnresolved: ERROR, level: GuardrailLevel.WARNING },
      { errors: [finding] },
    ],
    ['PASS reports nothing', { onUnresolved: PASS }, {}],
  ])('%s', (_, handling, found) => {
    const limits = { maxSessionDuration: '12h', ...handling };
    for (const props of [{ sessionDuration: '${var.v}' }, { unmanaged: [SESSION_DURATION] }]) {
      expect(findings(stackOf(limits, props))).toEqual({ ...NOTHING, ...found });
    }
  });
});

test('a resolved authenticator in a list is checked, although another one is unresolved', () => {
  const stack = stackWithVariable({ phishingResistantOnly: true }, (v) =>
    mfa({ allowedAuthenticators: [TOTP, authenticator(v)] }),
  );
  const finding = 'phishing-resistant-only mfa.allowedAuthenticators';
  expect(findings(stack)).toEqual({ errors: [finding], warnings: [finding] });
  expect(messages(stack).errors[0]).toContain("'totp'");
});

describe('at zone scope', () => {
  test('only settings that exist at zone scope are checked', () => {
    const limits: Limits = {
      maxSessionDuration: '1h',
      mfaRequiredForAllApps: true,
      denyUnmatchedRequests: REQUIRED,
      lockRequired: true,
      seatExpirationRequired: true,
      allowedAuthDomains: ['a.cloudflareaccess.com'],
    };
    const stack = stackOf(limits, { accountId: undefined, zoneId: ZONE_ID, readOnlyLock: undefined });
    expect(findings(stack).errors).toEqual([
      'lock-required readOnlyLock.locked',
      'seat-expiration-required userSeatExpirationInactiveTime',
      'allowed-auth-domains authDomain',
    ]);
  });

  test.each([
    ['both an account and a zone', { zoneId: ZONE_ID }],
    ['neither of them', { accountId: undefined }],
  ])('a resource with %s is checked completely', (_, config) => {
    const stack = stackOfBare({ maxSessionDuration: '1h' }, config);
    expect(findings(stack).errors).toEqual(['max-session-duration session_duration']);
  });
});
