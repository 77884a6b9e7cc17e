/** Reports for tests. */
import {
  REPORT_SCHEMA,
  type ReportDocument,
  type ReportedChanges,
  type ReportedOrganization,
  type ReportedSetting,
} from '../../lib/report/report-document';

const ACCOUNT_ID = '023e105f4ecef8ad9ca31a8372d0c353';

/** A setting whose value comes from the organization. */
export function setting(prop: string, value: unknown, unresolved = false): ReportedSetting {
  return { prop, value, unresolved, source: 'organization' };
}

/** An organization with nothing but the required members. */
export const PLAIN: ReportedOrganization = {
  path: 'plain/Organization',
  stack: 'plain',
  address: 'cloudflare_zero_trust_organization.Organization',
  madeWith: 'construct',
  settings: [
    setting('accountId', ACCOUNT_ID),
    setting('name', 'Plain Corp'),
    setting('authDomain', 'plain.cloudflareaccess.com'),
  ],
  unmanaged: [],
  liveChecks: [],
  differences: [],
  errors: [],
  warnings: [],
  acknowledged: [],
  guardrails: [],
  provider: {},
};

/** An organization with every member, and every outcome of a guardrail. */
export const WIDGET: ReportedOrganization = {
  path: 'production/Widget/Organization',
  stack: 'production',
  address: 'cloudflare_zero_trust_organization.Widget_Organization_A1B2C3D4',
  madeWith: 'construct',
  blueprint: 'workforce',
  settings: [
    setting('accountId', ACCOUNT_ID),
    setting('name', 'Widget Corp'),
    setting('authDomain', 'widget-corp.cloudflareaccess.com'),
    { prop: 'sessionDuration', value: '12h', unresolved: false, source: 'blueprint', blueprint: 'workforce' },
    { prop: 'allowAuthenticateViaWarp', value: false, unresolved: false, source: 'library default' },
    { prop: 'autoRedirectToIdentity', value: false, unresolved: false, source: 'library default' },
    setting('readOnlyLock.reason', 'managed in github.com/widget-corp/platform by <token>', true),
    { prop: 'readOnlyLock.locked', value: true, unresolved: false, source: 'blueprint', blueprint: 'workforce' },
    {
      prop: 'mfa.allowedAuthenticators',
      value: ['totp', 'biometrics', 'security_key'],
      unresolved: false,
      source: 'blueprint',
      blueprint: 'workforce',
    },
    { prop: 'mfa.sessionDuration', value: '12h', unresolved: false, source: 'blueprint', blueprint: 'workforce' },
    { prop: 'mfa.requiredForAllApps', value: true, unresolved: false, source: 'blueprint', blueprint: 'workforce' },
    setting('denyUnmatchedRequests.exemptedZoneNames', []),
    setting('loginDesign.backgroundColor', '#777'),
    setting('loginDesign.textColor', '#FFFFFF'),
    setting('loginDesign.logoPath', 'https://widget-corp.com/logo.png'),
    setting('loginDesign.headerText', 'Welcome to Widget Corp'),
    setting('loginDesign.footerText', ''),
    setting('serviceTokenInactivity.inactivityThresholdDays', 90),
  ],
  unmanaged: [
    { prop: 'userSeatExpirationInactiveTime', source: 'blueprint', blueprint: 'workforce' },
    { prop: 'customPages', source: 'organization' },
  ],
  liveChecks: ['login-domain-unchanged', 'nothing-loosened'],
  differences: [
    { prop: 'sessionDuration', blueprint: '24h', organization: '12h' },
    { prop: 'loginDesign.textColor', organization: '#FFFFFF' },
    { prop: 'customPages.forbidden', blueprint: 'f00dfacef00dfacef00dfacef00dface' },
  ],
  errors: [
    {
      rule: 'name-blank',
      prop: 'name',
      message: "name '' is blank. Use the name of the organization, for example 'Widget Corp'. [name-blank]",
    },
  ],
  warnings: [
    {
      rule: 'login-contrast',
      prop: 'loginDesign.textColor',
      message:
        "loginDesign.textColor '#FFFFFF' has a contrast of 4.47 to 1 on '#777', less than 4.5 to 1 (WCAG AA). Use a darker or lighter color, or acknowledge this. [login-contrast]",
    },
  ],
  acknowledged: [
    {
      rule: 'mfa-single-authenticator',
      prop: 'mfa.allowedAuthenticators',
      message:
        "mfa.allowedAuthenticators 'security_key' is the only method; users who lose it are locked out until an administrator deletes it. Allow a second method, or give every user two authenticators and acknowledge this. [mfa-single-authenticator]",
      reason: 'every user has two keys',
      scope: 'production',
    },
    {
      rule: 'text-template',
      prop: 'name',
      message:
        "name '${x}' contains '${', which begins a Terraform expression. Use '$${' for literal text, or acknowledge that an expression is intended. [text-template]",
      reason: 'the name comes from a template',
      scope: '',
    },
  ],
  guardrails: [
    {
      guardrails: 'company baseline',
      guardrail: 'phishing-resistant-only',
      level: 'error',
      outcome: 'violated',
      reported: 'error',
      prop: 'mfa.allowedAuthenticators',
      message:
        "mfa.allowedAuthenticators contains 'totp', but guardrails 'company baseline' allow only biometrics, security_key, piv_key, ssh_fido2_key. Remove 'totp' or add a waiver. [guardrail phishing-resistant-only]",
    },
    {
      guardrails: 'company baseline',
      guardrail: 'lock-reason-pattern',
      level: 'warning',
      outcome: 'indeterminate',
      reported: 'warning',
      prop: 'readOnlyLock.reason',
      message:
        "readOnlyLock.reason 'managed in github.com/widget-corp/platform by <token>' is unresolved until apply, so guardrails 'company baseline' cannot check it (required: a reason that matches /PLAT-/). Use a literal value or add a waiver. [guardrail lock-reason-pattern]",
    },
    { guardrails: 'company baseline', guardrail: 'max-session-duration', level: 'error', outcome: 'satisfied' },
    {
      guardrails: 'company baseline',
      guardrail: 'no-unmanaged-settings',
      level: 'error',
      outcome: 'waived',
      prop: 'customPages',
      message:
        "unmanaged customPages is not allowed: guardrails 'company baseline' require all settings to be managed in code. Set these settings in code or add a waiver. [guardrail no-unmanaged-settings]",
      waiver: { reason: 'the brand team edits its pages', scope: 'production', expires: '2026-12-31' },
    },
    {
      guardrails: 'company baseline',
      guardrail: 'seat-expiration-required',
      level: 'warning',
      outcome: 'waived',
      prop: 'userSeatExpirationInactiveTime',
      waiver: { reason: 'seats are free of charge', scope: '' },
    },
  ],
  provider: { constraint: '>= 5.26.0, < 6.0.0', required: '5.26.0' },
};

/** A report with every member, and every state of a waiver. */
export const FULL: ReportDocument = {
  $schema: REPORT_SCHEMA,
  version: 1,
  asOf: '2026-11-22',
  app: 'widget-access',
  commit: '0123456789abcdef0123456789abcdef01234567',
  pendingAspects: ['legacy'],
  synthesisFailed: true,
  organizations: [
    WIDGET,
    PLAIN,
    {
      ...PLAIN,
      path: 'legacy/zone',
      stack: 'legacy',
      madeWith: 'resource',
      settings: [setting('zoneId', '<token>', true), setting('loginDesign.backgroundColor', '#1f2937')],
      provider: { constraint: '5.20.0' },
    },
  ],
  guardrails: [
    {
      name: 'company baseline',
      level: 'error',
      rules: [
        { id: 'max-session-duration', statement: 'Maximum session duration', limit: '24h' },
        { id: 'phishing-resistant-only', statement: 'Only phishing-resistant authenticators', limit: true },
        {
          id: 'allowed-auth-domains',
          statement: 'Allowed login domains',
          limit: ['widget-corp.cloudflareaccess.com', 'plain.cloudflareaccess.com'],
        },
      ],
    },
    {
      name: 'advice',
      level: 'warning',
      rules: [{ id: 'lock-required', statement: 'The dashboard is locked', limit: true }],
    },
  ],
  waivers: [
    {
      scope: 'production',
      guardrail: 'no-unmanaged-settings',
      reason: 'the brand team edits its pages',
      expires: '2026-12-31',
      state: 'ends soon',
      message:
        "Waiver of 'no-unmanaged-settings' on 'production' ('the brand team edits its pages') expires on 2026-12-31, in 14 days. Correct the setting or extend the waiver. [waiver-ends-soon]",
    },
    { scope: '', guardrail: 'seat-expiration-required', reason: 'seats are free of charge', state: 'active' },
    {
      scope: 'legacy',
      guardrail: 'max-session-duration',
      reason: 'until the old portal is gone',
      expires: '2026-06-30',
      state: 'expired',
    },
    {
      scope: 'legacy/zone',
      guardrail: 'lock-required',
      reason: 'a trial',
      state: 'unused',
      message: "Waiver of 'lock-required' on 'legacy/zone' ('a trial') is unused. Remove it. [waiver-unused]",
    },
  ],
  acknowledgements: [
    { scope: 'production', rule: 'mfa-single-authenticator', reason: 'every user has two keys', state: 'used' },
    { scope: '', rule: 'text-template', reason: 'the name comes from a template', state: 'used' },
    {
      scope: 'legacy',
      rule: 'read-only-lock-unset',
      reason: 'a trial',
      state: 'unused',
      message:
        "Acknowledgement of 'read-only-lock-unset' on 'legacy' ('a trial') is unused. Remove it. [acknowledgement-unused]",
    },
  ],
  changes: {
    earlier: { asOf: '2026-11-15', commit: 'fedcba9876543210fedcba9876543210fedcba98' },
    added: [{ path: 'plain/Organization', name: 'Plain Corp' }],
    removed: [{ path: 'old/Organization', name: 'Old Corp' }],
    settings: [
      {
        path: 'production/Widget/Organization',
        prop: 'sessionDuration',
        before: { value: '24h', unmanaged: false },
        after: { value: '12h', unmanaged: false },
      },
      {
        path: 'production/Widget/Organization',
        prop: 'loginDesign.textColor',
        after: { value: '#FFFFFF', unmanaged: false },
      },
      { path: 'production/Widget/Organization', prop: 'customPages', after: { unmanaged: true } },
      {
        path: 'production/Widget/Organization',
        prop: 'customPages.forbidden',
        before: { value: 'f00dfacef00dfacef00dfacef00dface', unmanaged: false },
      },
    ],
    newFindings: [
      {
        severity: 'error',
        id: 'phishing-resistant-only',
        guardrails: 'company baseline',
        path: 'production/Widget/Organization',
        prop: 'mfa.allowedAuthenticators',
        message:
          "mfa.allowedAuthenticators contains 'totp', but guardrails 'company baseline' allow only biometrics, security_key, piv_key, ssh_fido2_key. Remove 'totp' or add a waiver. [guardrail phishing-resistant-only]",
      },
    ],
    resolvedFindings: [
      {
        severity: 'warning',
        id: 'waiver-unused',
        path: '',
        exceptionFrom: 'lock-required',
        message: "Waiver of 'lock-required' on the app ('a trial') is unused. Remove it. [waiver-unused]",
      },
      {
        severity: 'warning',
        id: 'read-only-lock-unset',
        path: 'production/Widget/Organization',
        prop: 'readOnlyLock',
        message: 'readOnlyLock is not set, so the dashboard is unlocked. [read-only-lock-unset]',
      },
    ],
  },
};

/** A report on one organization: `PLAIN` with some members replaced. */
export function reportOf(members: Partial<ReportedOrganization>): ReportDocument {
  return {
    ...FULL,
    app: undefined,
    commit: undefined,
    guardrails: [],
    waivers: [],
    acknowledgements: [],
    changes: undefined,
    organizations: [{ ...PLAIN, ...members }],
  };
}

/** A report on many organizations, every tenth of which has findings. */
export function reportOfMany(count: number): ReportDocument {
  const many = Array.from({ length: count }, (_, at): ReportedOrganization => {
    const [name, domain] = [`Company ${at}`, `company-${at}.cloudflareaccess.com`];
    const identity = [setting('accountId', at.toString(16).padStart(32, '0')), setting('name', name)];
    return {
      ...WIDGET,
      path: `stack-${at}/Organization`,
      stack: `stack-${at}`,
      settings: [...identity, setting('authDomain', domain), ...WIDGET.settings.slice(3)],
      errors: at % 10 === 0 ? WIDGET.errors : [],
      warnings: at % 10 === 0 ? WIDGET.warnings : [],
      guardrails: WIDGET.guardrails.filter(
        ({ outcome }) => at % 10 === 0 || (outcome !== 'violated' && outcome !== 'indeterminate'),
      ),
    };
  });
  return { ...FULL, organizations: many, changes: undefined };
}

/** A comparison with an earlier report that is equal. */
export const NO_CHANGES: ReportedChanges = {
  earlier: { asOf: '2026-11-15' },
  added: [],
  removed: [],
  settings: [],
  newFindings: [],
  resolvedFindings: [],
};

/** Texts that would be harmful as markup, style, script or URL. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><style>*{display:none}</style>',
  '</title></bdi></article><a href="javascript:alert(1)">x</a>',
  'javascript:alert(1)',
  '<!-- x',
  ']]>',
  '&lt;b&gt;&amp;#60;',
  '${alert(1)}`$&$1',
  '\u202egnp.exe\u2066\u2069\u200f',
  'a\u0000b\u001b[31m\r\n\u2028c\ufeff',
  '\ud83d',
  'x'.repeat(2_000),
];

/** Members that are not free text. */
const NOT_FREE_TEXT = [
  '$schema',
  'asOf',
  'commit',
  'expires',
  'level',
  'madeWith',
  'outcome',
  'prop',
  'reported',
  'severity',
  'source',
  'state',
];

/** Changes every text of a report except closed sets, props, dates and colors. */
export function withTexts(document: ReportDocument, change: (text: string) => string): ReportDocument {
  const text = JSON.stringify(document, (key, value: unknown) =>
    typeof value === 'string' && !NOT_FREE_TEXT.includes(key) && !value.startsWith('#') ? change(value) : value,
  );
  return JSON.parse(text) as ReportDocument;
}
