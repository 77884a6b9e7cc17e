import { htmlPage } from '../../../lib/report/html-page';
import type { ReportedWaiver } from '../../../lib/report/report-document';
import { FULL, reportOf } from '../documents';
import { sectionOf, sectionText, textsIn } from './rendering';

const WAIVER: ReportedWaiver = { scope: 'legacy', guardrail: 'lock-required', reason: 'a trial', state: 'active' };

/** The page of a report with some waivers. */
function pageWith(...waivers: Partial<ReportedWaiver>[]): string {
  return htmlPage({ ...reportOf({}), waivers: waivers.map((waiver) => ({ ...WAIVER, ...waiver })) });
}

describe('the waivers and acknowledgements to review', () => {
  const text = sectionText(htmlPage(FULL), 'exceptions');

  test('show state, scope, expiry and reason', () => {
    expect(text).toContain(
      '\nends soon\nno-unmanaged-settings\nWaiver on\nproduction\n, until\n2026-12-31\nthe brand team edits its pages\n',
    );
    expect(text).toContain('\nunused\nlock-required\nWaiver on\nlegacy/zone\n, no expiry\na trial\n');
    expect(text).toContain('\nunused\nread-only-lock-unset\nAcknowledgement on\nlegacy\na trial\n');
  });

  test('begin with the first to end, and omit active waivers and used acknowledgements', () => {
    expect(text.match(/\n(expired|ends soon|unused)\n.*(?=\n)/g)).toEqual([
      '\nexpired\nmax-session-duration',
      '\nends soon\nno-unmanaged-settings',
      '\nunused\nlock-required',
      '\nunused\nread-only-lock-unset',
    ]);
  });

  test('are absent if there are none', () => {
    expect(sectionOf(pageWith({ state: 'active' }), 'exceptions')).toBe('');
  });

  test.each<[ReportedWaiver['state'], string]>([
    ['ends soon', 'warn'],
    ['expired', 'bad'],
    ['invalid', 'bad'],
    ['rejected', 'bad'],
    ['unused', 'info'],
  ])("show the state '%s' with the tone '%s'", (state, tone) => {
    expect(sectionOf(pageWith({ state }), 'exceptions')).toContain(`<span class="b ${tone}">${state}</span>`);
  });
});

describe('the timeline of waivers', () => {
  /** The bars as `<kind> <start> <width>`, in percent, with their text alternatives. */
  function barsOf(page: string): string[] {
    const bars = page.matchAll(
      /<svg class="track" role="img" aria-label="([^"]*)"><rect class="(\w+)" x="([\d.]+)%" y="4" width="([\d.]+)%"/g,
    );
    return [...bars].map(([, label = '', kind = '', x = '', width = '']) => `${kind} ${x} ${width}: ${label}`);
  }

  /** The labels of the axis. */
  function labelsOf(page: string): string[] {
    return [...page.matchAll(/<text [^>]*>([^<]*)</g)].map(([, label = '']) => label);
  }

  test('lists guardrail, scope, reason, state and expiry of all waivers, by their end', () => {
    const text = sectionText(htmlPage(FULL), 'waivers');
    expect(text).toContain('\nWaivers\nGuardrail\nScope\nReason\nState\nTimeline\n');
    expect(text).toContain(
      '\nno-unmanaged-settings\nproduction\nthe brand team edits its pages\nends soon\nuntil\n2026-12-31\n',
    );
    expect(text).toContain('\nseat-expiration-required\nthe app\nseats are free of charge\nactive\nno expiry\n');
    expect(text.match(/\n(until\n.*|no expiry)/g)?.map((end) => textsIn(end).replace('\n', ' '))).toEqual([
      'until 2026-06-30',
      'until 2026-12-31',
      'no expiry',
      'no expiry',
    ]);
  });

  test('shows the time to the end of a waiver, or since then, as a bar with a text alternative', () => {
    // 200 days: 7 before today, 90 at least after it and 96 more for the last waiver, and 7 behind it.
    const page = pageWith(
      { expires: '2026-11-23', state: 'ends soon' },
      { expires: '2026-11-22' },
      { expires: '2027-05-27' },
      {},
    );
    expect(barsOf(page)).toEqual([
      'on 3.5 0.8: 0 days left',
      'soon 3.5 0.8: 1 day left',
      'on 3.5 93: 186 days left',
      'endless 3.5 96.5: no expiry',
    ]);
  });

  test('shows expired waivers before today, and clips what is far away', () => {
    const page = pageWith({ expires: '2020-01-01', state: 'expired' }, { expires: '2099-12-31' });
    expect(barsOf(page)).toEqual(
      ['expired 0 14.1: 2517 days ago', 'on 14.1 85.9: 26702 days left'].map((bar) =>
        bar.replace('2517 days ago', 'ended 2,517 days ago').replace('26702', '26,702'),
      ),
    );
  });

  test.each([
    ['2026-12-31', ['2026-12', '2027-01', '2027-02']],
    ['2027-07-01', ['2027-01', '2027-03', '2027-05', '2027-07']],
    ['2028-05-01', ['2027-01', '2027-07', '2028-01']],
    ['2099-01-01', ['2027-01', '2028-01', '2029-01']],
  ])('labels months or years, so that labels do not overlap: until %s', (expires, labels) => {
    expect(labelsOf(pageWith({ expires }))).toEqual(labels);
  });

  test.each(['soon', '2026-02-31x', '20261231', '2026-13-45', ''])('has no bar for the date %j', (expires) => {
    expect(barsOf(pageWith({ expires }))).toEqual([]);
  });

  test('has no bars if the day of the report is not a date', () => {
    const page = htmlPage({ ...FULL, asOf: 'today' });
    expect([barsOf(page), labelsOf(page)]).toEqual([[], []]);
  });

  test('is absent without waivers', () => {
    expect(sectionOf(htmlPage(reportOf({})), 'waivers')).toBe('');
  });
});
