import type { ReportedOrganization } from '../../../lib/report/report-document';
import { PLAIN, setting, WIDGET } from '../documents';
import { pageOf, pageOfAll, pageWith, sectionOf, tagsOf, textsIn } from './rendering';

/** The cells of the rows, by heading, each as one line. */
function rowsOf(page: string): Record<string, string>[] {
  const rows = sectionOf(page, 'comparison').matchAll(/<tr data-o.*?<\/tr>/gs);
  return [...rows].map(([row]) => {
    const [, name = ''] = /<th scope="row">(.*?)<\/th>/.exec(row) ?? [];
    const cells = [...row.matchAll(/<td data-l="([^"]*)"[^>]*>(.*?)<\/td>/g)].map(([, label = '', content = '']) => [
      label,
      lineOf(content),
    ]);
    return { Organization: lineOf(name), ...(Object.fromEntries(cells) as Record<string, string>) };
  });
}

function lineOf(markup: string): string {
  return textsIn(markup).replaceAll('\n', ' ').replaceAll(' ,', ',');
}

describe('the comparison', () => {
  test('shows every organization with the settings that are compared', () => {
    expect(rowsOf(pageOf(WIDGET))).toEqual([
      {
        Organization: 'Widget Corp widget-corp.cloudflareaccess.com',
        Findings: '2 errors 1 warning 1 indeterminate',
        Session: '12h blueprint: 24h',
        MFA: 'totp biometrics security_key 12h, required for all apps',
        Lock: 'locked',
        'Deny unmatched': 'not sent',
        WARP: 'off',
        'Seats expire': 'unmanaged',
        'Service tokens': 'after 90 days',
        Unmanaged: '2 userSeatExpirationInactiveTime, customPages',
        Provider: '>= 5.26.0, < 6.0.0 requires 5.26.0',
      },
    ]);
    expect(rowsOf(pageOf({ settings: [] }))).toEqual([
      {
        Organization: 'plain/Organization',
        Findings: 'none',
        Session: 'not sent',
        MFA: 'not sent not sent',
        Lock: 'not sent',
        'Deny unmatched': 'not sent',
        WARP: 'not sent',
        'Seats expire': 'never',
        'Service tokens': 'no limit',
        Unmanaged: '0',
        Provider: 'any',
      },
    ]);
  });

  test.each<[string, string, ReportedOrganization['settings']]>([
    ['Lock', 'not locked', [setting('readOnlyLock.locked', false)]],
    ['Lock', '<token> unresolved until apply', [setting('readOnlyLock.locked', '<token>', true)]],
    ['Deny unmatched', 'off', [setting('denyUnmatchedRequests.enabled', false)]],
    [
      'Deny unmatched',
      'denied except widget-corp.com, widget-corp.org',
      [
        setting('denyUnmatchedRequests.enabled', true),
        setting('denyUnmatchedRequests.exemptedZoneNames', ['widget-corp.com', 'widget-corp.org']),
      ],
    ],
    [
      'Deny unmatched',
      'denied',
      [setting('denyUnmatchedRequests.enabled', true), setting('denyUnmatchedRequests.exemptedZoneNames', [])],
    ],
    ['WARP', 'allowed 8h', [setting('allowAuthenticateViaWarp', true), setting('warpAuthSessionDuration', '8h')]],
    ['Seats expire', '2160h', [setting('userSeatExpirationInactiveTime', '2160h')]],
    ['Session', '<token> unresolved until apply', [setting('sessionDuration', '<token>', true)]],
    [
      'MFA',
      'none not required for all apps',
      [setting('mfa.allowedAuthenticators', []), setting('mfa.requiredForAllApps', false)],
    ],
    ['MFA', '<token> unresolved until apply not sent', [setting('mfa.allowedAuthenticators', ['<token>'], true)]],
    ['MFA', 'passkey not sent', [setting('mfa.allowedAuthenticators', ['passkey'])]],
    [
      'Service tokens',
      'disable after 90 days, off, strict',
      [
        setting('serviceTokenInactivity.action', 'disable'),
        setting('serviceTokenInactivity.inactivityThresholdDays', 90),
        setting('serviceTokenInactivity.enabled', false),
        setting('strictServiceTokenAuth', true),
      ],
    ],
    [
      'Service tokens',
      'delete after 30 days',
      [
        setting('serviceTokenInactivity.action', 'delete'),
        setting('serviceTokenInactivity.inactivityThresholdDays', 30),
        setting('serviceTokenInactivity.enabled', true),
      ],
    ],
    ['Service tokens', 'strict', [setting('strictServiceTokenAuth', true)]],
    ['Service tokens', 'no limit', [setting('strictServiceTokenAuth', false)]],
  ])('describes %s as %j', (heading, shown, settings) => {
    expect(rowsOf(pageWith(...settings))[0]).toMatchObject({ [heading]: shown });
  });

  test.each([
    ['mfa', 'MFA', 'unmanaged unmanaged'],
    ['sessionDuration', 'Session', 'unmanaged'],
    ['readOnlyLock', 'Lock', 'unmanaged'],
    ['serviceTokenInactivity', 'Service tokens', 'unmanaged'],
    ['serviceTokenInactivity', 'Unmanaged', '1 serviceTokenInactivity'],
  ])('shows that %s is unmanaged (%s)', (prop, heading, shown) => {
    const page = pageOf({ unmanaged: [{ prop, source: 'organization' }] });
    expect(rowsOf(page)[0]).toMatchObject({ [heading]: shown });
  });

  test('shows authenticators and the lock with icons', () => {
    const page = pageWith(
      setting('mfa.allowedAuthenticators', ['totp', 'biometrics', 'security_key', 'piv_key', 'ssh_fido2_key', 'x']),
      setting('readOnlyLock.locked', true),
    );
    expect(page.match(/class="a i-\w+"/g)).toEqual([
      'class="a i-totp"',
      'class="a i-biometrics"',
      'class="a i-security_key"',
      'class="a i-piv_key"',
      'class="a i-ssh_fido2_key"',
      'class="a i-locked"',
    ]);
    expect(pageWith(setting('readOnlyLock.locked', false))).toContain('class="a i-open"');
  });

  test('highlights what differs from the blueprint, with the value of the blueprint, which the search does not find', () => {
    const page = pageOf({
      settings: [setting('sessionDuration', '36h'), setting('readOnlyLock.locked', false)],
      differences: [
        { prop: 'sessionDuration', blueprint: '12h', organization: '36h' },
        { prop: 'readOnlyLock.locked', blueprint: true, organization: false },
        { prop: 'mfa.allowedAuthenticators', blueprint: ['totp'] },
        { prop: 'mfa.requiredForAllApps', blueprint: false },
        { prop: 'denyUnmatchedRequests.exemptedZoneNames', organization: ['widget-corp.com'] },
        { prop: 'loginDesign.textColor', blueprint: '#fff' },
      ],
    });
    expect(rowsOf(page)[0]).toMatchObject({
      Session: '36h blueprint: 12h',
      Lock: 'not locked blueprint: locked true',
      MFA: 'not sent not sent blueprint: totp, requiredForAllApps false',
      'Deny unmatched': 'not sent blueprint: not sent',
    });
    expect(page).toContain(
      '<td data-l="Session" class="differs"><div class="s"><bdi>36h</bdi></div><small class="was">blueprint: <bdi>12h</bdi></small></td>',
    );
    expect(tagsOf(page).filter((tag) => tag.includes('class="differs"'))).toHaveLength(4);
  });

  test('lists the worst organizations first: errors count more than warnings, these more than the rest', () => {
    const named = (path: string, members: Partial<ReportedOrganization>): ReportedOrganization => ({
      ...PLAIN,
      settings: [],
      path,
      ...members,
    });
    const indeterminate = WIDGET.guardrails.filter(({ outcome }) => outcome === 'indeterminate');
    const page = pageOfAll([
      named('none', {}),
      named('indeterminate', { guardrails: indeterminate }),
      named('two warnings', { warnings: [...WIDGET.warnings, ...WIDGET.warnings] }),
      named('error', { errors: WIDGET.errors }),
      named('error and warning', { errors: WIDGET.errors, warnings: WIDGET.warnings }),
      named('also none', {}),
      named('warning and indeterminate', { warnings: WIDGET.warnings, guardrails: indeterminate }),
    ]);
    expect(rowsOf(page).map(({ Organization }) => Organization)).toEqual([
      'error and warning',
      'error',
      'two warnings',
      'warning and indeterminate',
      'indeterminate',
      'none',
      'also none',
    ]);
    expect(page).toContain('<th scope="col" data-order="number" aria-sort="descending">Findings</th>');
  });

  test.each<[string, Partial<ReportedOrganization>, string]>([
    ['nothing', {}, ''],
    ['everything', WIDGET, 'error warning indeterminate waived differs'],
    ['a waived guardrail', { guardrails: WIDGET.guardrails.slice(3) }, 'waived'],
    ['a difference', { differences: WIDGET.differences }, 'differs'],
  ])('marks rows for the filter: %s', (_, members, marks) => {
    expect(tagsOf(pageOf(members))).toContain(`<tr data-o="0" data-only="${marks}">`);
  });
});
