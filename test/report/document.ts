/** Reports for tests. */
import {
  REPORT_SCHEMA,
  type ReportDocument,
  type ReportedOrganization,
  type ReportedSetting,
} from '../../lib/report/document';

const ACCOUNT_ID = '023e105f4ecef8ad9ca31a8372d0c353';

/** A setting that the organization gives itself. */
export function setting(prop: string, value: unknown, known = true): ReportedSetting {
  return { prop, value, known, source: 'organization' };
}

/** An organization of which nothing is to say. */
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
  differences: [],
  warnings: [],
  acknowledged: [],
  guardrails: [],
  provider: {},
};

/** An organization that has everything a report can say. */
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
    { prop: 'sessionDuration', value: '12h', known: true, source: 'blueprint', blueprint: 'workforce' },
    { prop: 'allowAuthenticateViaWarp', value: false, known: true, source: 'library default' },
    { prop: 'autoRedirectToIdentity', value: false, known: true, source: 'library default' },
    { prop: 'readOnlyLock.locked', value: true, known: true, source: 'blueprint', blueprint: 'workforce' },
    setting('readOnlyLock.reason', 'managed in github.com/widget-corp/platform by <token>', false),
    {
      prop: 'mfa.allowedAuthenticators',
      value: ['totp', 'biometrics', 'security_key'],
      known: true,
      source: 'blueprint',
      blueprint: 'workforce',
    },
    { prop: 'mfa.sessionDuration', value: '12h', known: true, source: 'blueprint', blueprint: 'workforce' },
    { prop: 'mfa.requiredForAllApps', value: true, known: true, source: 'blueprint', blueprint: 'workforce' },
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
  differences: [
    { prop: 'sessionDuration', blueprint: '24h', organization: '12h' },
    { prop: 'loginDesign.textColor', organization: '#FFFFFF' },
    { prop: 'customPages.forbidden', blueprint: 'f00dfacef00dfacef00dfacef00dface' },
  ],
  warnings: [
    {
      rule: 'login-contrast',
      message:
        "loginDesign.textColor: '#FFFFFF' on '#777' has a contrast of 4.47 to 1; needed: 4.5 to 1 (WCAG AA): write a darker or lighter colour, or acknowledge [login-contrast]",
    },
  ],
  acknowledged: [
    {
      rule: 'mfa-single-authenticator',
      message: 'mfa.allowedAuthenticators: one authenticator is a single point of failure [mfa-single-authenticator]',
      reason: 'everybody has two keys',
      scope: 'production',
    },
    { rule: 'text-template', message: "name: '${x}'", reason: 'a template on purpose', scope: '' },
  ],
  guardrails: [
    {
      set: 'company baseline',
      guardrail: 'phishing-resistant-only',
      level: 'error',
      outcome: 'violated',
      message:
        "mfa.allowedAuthenticators: 'totp' is not phishing-resistant; demanded by 'company baseline': leave it out, or ask the platform team for a waiver",
    },
    {
      set: 'company baseline',
      guardrail: 'lock-reason-pattern',
      level: 'warning',
      outcome: 'undecided',
      message: 'readOnlyLock.reason: is known at apply only',
    },
    { set: 'company baseline', guardrail: 'longest-session', level: 'error', outcome: 'met' },
    {
      set: 'company baseline',
      guardrail: 'no-unmanaged-settings',
      level: 'error',
      outcome: 'waived',
      message: 'unmanaged: customPages is left to the dashboard',
      waiver: { reason: 'the brand team edits its pages', scope: 'production', expires: '2026-12-31' },
    },
    {
      set: 'company baseline',
      guardrail: 'seat-expiration-required',
      level: 'warning',
      outcome: 'waived',
      waiver: { reason: 'seats are free of charge', scope: '' },
    },
  ],
  provider: { constraint: '>= 5.26.0, < 6.0.0', needed: '5.26.0' },
};

/** A report that has everything. */
export const FULL: ReportDocument = {
  $schema: REPORT_SCHEMA,
  version: 1,
  asOf: '2026-11-22',
  organizations: [
    WIDGET,
    PLAIN,
    {
      ...PLAIN,
      path: 'legacy/zone',
      stack: 'legacy',
      madeWith: 'resource',
      settings: [setting('zoneId', '<token>', false), setting('loginDesign.backgroundColor', '#1f2937')],
      provider: { constraint: '5.20.0' },
    },
  ],
  guardrails: [
    {
      name: 'company baseline',
      level: 'error',
      demands: [
        { guardrail: 'longest-session', statement: 'no session is longer than 24h', limit: '24h' },
        { guardrail: 'phishing-resistant-only', statement: 'only phishing-resistant authenticators', limit: true },
        {
          guardrail: 'allowed-auth-domains',
          statement: 'the login domain is one of these',
          limit: ['widget-corp.cloudflareaccess.com', 'plain.cloudflareaccess.com'],
        },
      ],
    },
    {
      name: 'advice',
      level: 'warning',
      demands: [{ guardrail: 'lock-required', statement: 'the dashboard is locked', limit: true }],
    },
  ],
  waivers: [
    {
      scope: 'production',
      guardrail: 'no-unmanaged-settings',
      reason: 'the brand team edits its pages',
      expires: '2026-12-31',
      state: 'ends soon',
    },
    { scope: '', guardrail: 'seat-expiration-required', reason: 'seats are free of charge', state: 'in force' },
    {
      scope: 'legacy',
      guardrail: 'longest-session',
      reason: 'until the old portal is gone',
      expires: '2026-06-30',
      state: 'expired',
    },
    { scope: 'legacy/zone', guardrail: 'lock-required', reason: 'a trial', state: 'unused' },
  ],
};

/** A report of one organization, which is plain but for this. */
export function reportOf(differing: Partial<ReportedOrganization>): ReportDocument {
  return { ...FULL, guardrails: [], waivers: [], organizations: [{ ...PLAIN, ...differing }] };
}

/** A report of many organizations; every tenth has findings, and the others have none. */
export function reportOfMany(count: number): ReportDocument {
  const many = Array.from({ length: count }, (_, at): ReportedOrganization => {
    const [name, domain] = [`Company ${at}`, `company-${at}.cloudflareaccess.com`];
    const identity = [setting('accountId', at.toString(16).padStart(32, '0')), setting('name', name)];
    return {
      ...WIDGET,
      path: `stack-${at}/Organization`,
      stack: `stack-${at}`,
      settings: [...identity, setting('authDomain', domain), ...WIDGET.settings.slice(3)],
      warnings: at % 10 === 0 ? WIDGET.warnings : [],
      guardrails: WIDGET.guardrails.filter(
        ({ outcome }) => at % 10 === 0 || (outcome !== 'violated' && outcome !== 'undecided'),
      ),
    };
  });
  return { ...FULL, organizations: many };
}

/** Texts that would do harm where they become markup, style, script or an address. */
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

/** A report whose every text of a user is changed; the words of closed sets, names of props, dates and colours stay. */
export function withTexts(document: ReportDocument, change: (text: string) => string): ReportDocument {
  const kept = ['$schema', 'asOf', 'expires', 'level', 'madeWith', 'outcome', 'prop', 'source', 'state'];
  const text = JSON.stringify(document, (key, value: unknown) =>
    typeof value === 'string' && !kept.includes(key) && !value.startsWith('#') ? change(value) : value,
  );
  return JSON.parse(text) as ReportDocument;
}
