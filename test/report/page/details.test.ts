import { htmlPage } from '../../../lib/report/html-page';
import type { ReportedGuardrailResult, ReportedOrganization } from '../../../lib/report/report-document';
import { FULL, reportOf, setting, WIDGET } from '../documents';
import { pageOf, sectionOf, sectionText, tagsOf, textOf, textsIn } from './rendering';

const ADVICE: ReportedGuardrailResult = {
  guardrails: 'advice',
  guardrail: 'lock-required',
  level: 'warning',
  outcome: 'violated',
  reported: 'warning',
  prop: 'readOnlyLock.locked',
  message: 'readOnlyLock.locked is false. [guardrail lock-required]',
};

/** The titles of the parts of an organization. */
function titlesOf(page: string): string[] {
  const titles = sectionOf(page, 'organizations').matchAll(/<h4>(.*?)<\/h4>/g);
  return [...titles].map(([, title = '']) => textsIn(title).replaceAll('\n', ' '));
}

describe('the details of an organization', () => {
  const full = pageOf(WIDGET);
  const text = sectionText(full, 'organizations');

  test('are one collapsed element with the name, the login domain and the findings', () => {
    expect(text).toMatch(
      /^\nOrganizations\nWidget Corp\nwidget-corp.cloudflareaccess.com\n2 errors\n1 warning\n1 indeterminate\n2 waived\nFindings\n/,
    );
    expect(full).toContain('<article data-o="0" class="t-bad"><details><summary><h3><bdi>Widget Corp</bdi>');
    expect(full).toContain('<div class="body" id="o0">');
  });

  test('begin with the path of an organization without a name', () => {
    expect(pageOf({ settings: [] })).toContain('<summary><h3><bdi>plain/Organization</bdi></h3>');
  });

  test('show settings, differences and live checks before the login page, and identifiers and versions last', () => {
    expect(titlesOf(full)).toEqual([
      'Findings 4',
      'Waived guardrails 2',
      'Acknowledged findings 2',
      'Settings 18',
      'Unmanaged settings 2',
      "Differences from blueprint 'workforce' 3",
      'Live checks 2',
      'Satisfied guardrails 1',
      'Login page',
      'Address and versions',
    ]);
  });

  test('omit what an organization does not have', () => {
    expect(titlesOf(pageOf({}))).toEqual(['Settings 3', 'Address and versions']);
    expect(titlesOf(pageOf({ settings: [] }))).toEqual(['Address and versions']);
  });

  test('show the place in the app, the account and the provider', () => {
    expect(text).toContain('\nPath\nproduction/Widget/Organization\nStack\nproduction\nAddress\ncloudflare_zero');
    expect(text).toContain('\nAccount\n023e105f4ecef8ad9ca31a8372d0c353\nType\nZeroTrustOrganization\n');
    expect(text).toContain('\nBlueprint\nworkforce\nProvider\n>= 5.26.0, < 6.0.0\nrequires\n5.26.0\n');
  });

  test('show the zone of a bare resource, which can have no version constraint', () => {
    const page = pageOf({ madeWith: 'resource', settings: [setting('zoneId', '9a7806061c88ada191ed06f989cc3dac')] });
    expect(textOf(page)).toContain(
      '\nZone\n9a7806061c88ada191ed06f989cc3dac\nType\nbare resource\nProvider\nno constraint\nworks with all of 5.x\n',
    );
  });

  test('show each finding with its id and message, worst first', () => {
    const findings = text.slice(text.indexOf('\nFindings\n'), text.indexOf('\nWaived guardrails\n'));
    expect(findings.match(/\n(error|warning|indeterminate)\n.*\n/g)).toEqual([
      '\nerror\nname-blank\n',
      '\nerror\nphishing-resistant-only\n',
      '\nwarning\nlogin-contrast\n',
      '\nindeterminate\nlock-reason-pattern\n',
    ]);
    expect(findings).toContain('\nphishing-resistant-only\ncompany baseline\nmfa.allowedAuthenticators contains ');
  });

  test('show the id of a finding once, without repeating it at the end of the message', () => {
    expect(text).toContain("Remove 'totp' or add a waiver.\n");
    expect(text).toContain('Use a darker or lighter color, or acknowledge this.\n');
    const warning = { rule: 'login-contrast', prop: 'name', message: 'A message with another end. [text-template]' };
    expect(textOf(pageOf({ warnings: [warning] }))).toContain(`\nlogin-contrast\n${warning.message}\n`);
  });

  test('show the reason, the scope and the expiry of waivers', () => {
    expect(text).toContain(
      "\nwaived\nno-unmanaged-settings\ncompany baseline\nunmanaged customPages is not allowed: guardrails 'company baseline' require all settings to be managed in code. Set these settings in code or add a waiver.\nthe brand team edits its pages\non\nproduction\n, until\n2026-12-31\n",
    );
    expect(text).toContain(
      '\nwaived\nseat-expiration-required\ncompany baseline\nseats are free of charge\non the app, no expiry\n',
    );
  });

  test('show a waived guardrail whose waiver is missing', () => {
    const waived = { ...ADVICE, outcome: 'waived', message: undefined } as const;
    expect(textOf(pageOf({ guardrails: [waived] }))).toContain('\nwaived\nlock-required\nadvice\nSettings\n');
  });

  test('show the reason and the scope of acknowledgements', () => {
    expect(text).toContain('\nacknowledged\nmfa-single-authenticator\nmfa.allowedAuthenticators ');
    expect(text).toContain('\nevery user has two keys\non\nproduction\n');
    expect(text).toContain('\nthe name comes from a template\non the app\n');
  });

  test('group satisfied guardrails by name', () => {
    const satisfied = { level: 'error', outcome: 'satisfied' } as const;
    const guardrails: ReportedOrganization['guardrails'] = [
      { ...satisfied, guardrails: 'company', guardrail: 'lock-required' },
      { ...satisfied, guardrails: 'advice', guardrail: 'max-session-duration' },
      { ...satisfied, guardrails: 'company', guardrail: 'max-mfa-session-duration' },
    ];
    expect(textOf(pageOf({ guardrails }))).toContain(
      '\nsatisfied\nlock-required, max-mfa-session-duration\ncompany\nsatisfied\nmax-session-duration\nadvice\n',
    );
  });

  test('compare differing settings with those of the blueprint', () => {
    expect(text).toContain(
      '\nSetting\nBlueprint\nThis organization\nsessionDuration\n24h\n12h\nloginDesign.textColor\nnot sent\n#FFFFFF\n',
    );
    expect(text).toContain('\ncustomPages.forbidden\nf00dfacef00dfacef00dfacef00dface\nnot sent\n');
    expect(titlesOf(pageOf({ differences: WIDGET.differences }))).toContain('Differences from blueprint 3');
  });

  test('show the value and the source of each setting', () => {
    expect(text).toContain('\nSetting\nValue\nSource\naccountId\n');
    expect(text).toContain("\nsessionDuration\n12h\nblueprint\n'workforce'\n");
    expect(text).toContain('\nallowAuthenticateViaWarp\nfalse\nlibrary default\n');
    expect(text).toContain('\nmfa.allowedAuthenticators\ntotp\n,\nbiometrics\n,\nsecurity_key\nblueprint\n');
    expect(text).toContain('\ndenyUnmatchedRequests.exemptedZoneNames\nempty list\nthis organization\n');
    expect(text).toContain('\nloginDesign.footerText\nempty text\nthis organization\n');
    expect(text).toContain('\nserviceTokenInactivity.inactivityThresholdDays\n90\nthis organization\n');
    expect(text).toContain('by <token>\nunresolved until apply\nthis organization\n');
  });

  test('show the source of each unmanaged setting', () => {
    expect(text).toContain(
      "\nuserSeatExpirationInactiveTime\nby blueprint\n'workforce'\ncustomPages\nby this organization\n",
    );
    expect(textOf(pageOf({ unmanaged: [{ prop: 'mfa', source: 'blueprint' }] }))).toContain('\nmfa\nby blueprint\n');
  });

  test.each<[string, Partial<ReportedOrganization>, string, string]>([
    ['no findings', {}, '<article data-o="0">', '\nno findings\n'],
    ['a warning', { warnings: WIDGET.warnings }, '<article data-o="0" class="t-warn">', '\n1 warning\n'],
    [
      'an indeterminate guardrail',
      { guardrails: WIDGET.guardrails.slice(1, 2) },
      '<article data-o="0" class="t-warn">',
      '\n1 indeterminate\n',
    ],
    [
      'a violation at error level',
      { guardrails: WIDGET.guardrails.slice(0, 1) },
      '<article data-o="0" class="t-bad">',
      '\n1 error\n',
    ],
    ['a violation at warning level', { guardrails: [ADVICE] }, '<article data-o="0" class="t-warn">', '\n1 warning\n'],
    [
      'violations at both levels',
      { guardrails: [ADVICE, ...WIDGET.guardrails.slice(0, 1)] },
      '<article data-o="0" class="t-bad">',
      '\n1 error\n1 warning\n',
    ],
    [
      'waived guardrails only',
      { guardrails: WIDGET.guardrails.slice(3) },
      '<article data-o="0">',
      '\nno findings\n2 waived\n',
    ],
  ])('have the color and the badges of their findings: %s', (_, members, tag, badges) => {
    const page = pageOf(members);
    expect(tagsOf(page)).toContain(tag);
    expect(sectionText(page, 'organizations')).toContain(badges);
  });

  test('can be searched by identifiers, rules, guardrails and reasons', () => {
    const searchable = [...sectionOf(full, 'organizations').matchAll(/class="s">(?:<bdi>)?([^<]*)/g)];
    expect(searchable.map(([, found]) => found).sort()).toEqual(
      [
        'production/Widget/Organization',
        'production',
        '023e105f4ecef8ad9ca31a8372d0c353',
        'workforce',
        ...WIDGET.guardrails.map(({ guardrail }) => guardrail),
        'name-blank',
        'login-contrast',
        'mfa-single-authenticator',
        'text-template',
        'the brand team edits its pages',
        'seats are free of charge',
        'every user has two keys',
        'the name comes from a template',
      ].sort(),
    );
  });
});

describe('the guardrails', () => {
  const page = htmlPage(FULL);

  test('are listed with requirement, limit and level', () => {
    const text = textOf(page);
    expect(text).toContain('\nGuardrails\n2\ncompany baseline\nerror\nGuardrail\nRequirement\nLimit\n');
    expect(text).toContain('\nmax-session-duration\nMaximum session duration\n24h\n');
    expect(text).toContain('\nOnly phishing-resistant authenticators\ntrue\n');
    expect(text).toContain('\nwidget-corp.cloudflareaccess.com\n,\nplain.cloudflareaccess.com\n');
    expect(page).toContain('<h3><bdi>company baseline</bdi> <span class="b bad">error</span></h3>');
    expect(page).toContain('<h3><bdi>advice</bdi> <span class="b warn">warning</span></h3>');
  });

  test('of a custom rule have no limit', () => {
    const rules = [{ id: 'own-rule', statement: 'A rule of our own' }];
    const guardrails = [{ name: 'custom', level: 'error' as const, rules }];
    expect(textOf(htmlPage({ ...reportOf({}), guardrails }))).toContain('\nA rule of our own\ncustom rule\n');
  });

  test('are absent if none apply', () => {
    expect(pageOf({})).not.toContain('<h2>Guardrails');
  });
});
