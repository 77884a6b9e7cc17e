import type { ReportedOrganization, ReportedSetting } from '../../../lib/report/report-document';
import { PLAIN, setting } from '../documents';
import { pageOfAll, textsIn } from './rendering';

/** Organizations with one more setting each. */
function withSettings(settings: readonly (ReportedSetting | undefined)[]): ReportedOrganization[] {
  return settings.map((each, at) => ({
    ...PLAIN,
    path: `stack-${at}`,
    settings: each === undefined ? PLAIN.settings : [...PLAIN.settings, each],
  }));
}

/** The bars of the chart with a title, as `<label>: <text alternative>`. */
function barsOf(title: string, organizations: readonly ReportedOrganization[]): string[] {
  const page = pageOfAll(organizations);
  const chart = page.slice(page.indexOf(`<h3>${title}</h3>`));
  const bars = chart
    .slice(0, chart.indexOf('</ul>'))
    .matchAll(/<li><span>(.*?)<\/span><svg role="img" aria-label="([^"]*)"/g);
  return [...bars].map(([, label = '', alternative = '']) => `${textsIn(label).replaceAll('\n', ' ')}: ${alternative}`);
}

describe('the distribution of session durations', () => {
  const sessions = (...values: readonly (string | undefined)[]): string[] =>
    barsOf(
      'Session duration',
      withSettings(
        values.map((value) =>
          value === undefined ? undefined : setting('sessionDuration', value, value.includes('<token>')),
        ),
      ),
    );

  test('counts organizations by duration, from the shortest, and other states last', () => {
    expect(sessions('24h', '30m', '4h', undefined, '24h', '<token>h', '1 day')).toEqual([
      '30m: 1 organization, 14.3 %',
      '4h: 1 organization, 14.3 %',
      '24h: 2 organizations, 28.6 %',
      'not sent: 1 organization, 14.3 %',
      'unresolved until apply: 1 organization, 14.3 %',
      '1 day: 1 organization, 14.3 %',
    ]);
  });

  test('shows unmanaged settings', () => {
    const unmanaged = [{ prop: 'sessionDuration', source: 'organization' as const }];
    expect(barsOf('Session duration', [{ ...PLAIN, unmanaged }])).toEqual(['unmanaged: 1 organization, 100 %']);
  });

  test('combines the rarest of more than twelve values', () => {
    const hours = (count: number): string[] => Array.from({ length: count }, (_, at) => `${at + 1}h`);
    expect(sessions(...hours(12))).toHaveLength(12);
    const bars = sessions(...hours(14), '14h');
    expect(bars).toHaveLength(12);
    expect(bars.slice(-2)).toEqual(['14h: 2 organizations, 13.3 %', '3 other values: 3 organizations, 20 %']);
  });

  test('has bars as long as their share', () => {
    const page = pageOfAll(withSettings([setting('sessionDuration', '4h'), undefined]));
    expect(page.match(/<rect width="50%" height="100%" rx="3"\/>/g)).toHaveLength(2);
  });
});

describe('the distribution of MFA', () => {
  const mfa = (...values: readonly unknown[]): string[] =>
    barsOf('MFA', withSettings(values.map((value) => setting('mfa.allowedAuthenticators', value))));

  test('counts organizations by authenticators in any order, with the preset that allows the same ones', () => {
    expect(
      mfa(
        ['totp'],
        ['security_key', 'biometrics'],
        ['biometrics', 'security_key'],
        ['totp', 'biometrics', 'security_key'],
        ['security_key'],
        [],
      ),
    ).toEqual([
      'security_key , biometrics as preset phishing_resistant: 2 organizations, 33.3 %',
      'totp: 1 organization, 16.7 %',
      'totp , biometrics , security_key as preset balanced: 1 organization, 16.7 %',
      'security_key as preset hardware_key: 1 organization, 16.7 %',
      'none as preset disabled: 1 organization, 16.7 %',
    ]);
  });

  test('shows unmanaged and unresolved authenticators', () => {
    const unmanaged = [{ prop: 'mfa', source: 'organization' as const }];
    expect(barsOf('MFA', [{ ...PLAIN, unmanaged }])).toEqual(['unmanaged: 1 organization, 100 %']);
    const unresolved = withSettings([setting('mfa.allowedAuthenticators', '<token>', true)]);
    expect(barsOf('MFA', unresolved)).toEqual(['unresolved until apply: 1 organization, 100 %']);
  });
});
