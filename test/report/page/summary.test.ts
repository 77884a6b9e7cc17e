import { htmlPage } from '../../../lib/report/html-page';
import type { ReportDocument, ReportedWaiver } from '../../../lib/report/report-document';
import { FULL, PLAIN, reportOf, reportOfMany, WIDGET } from '../documents';
import { textOf } from './rendering';

/** The counts with their tones and targets, by label. */
function tilesOf(document: ReportDocument): Record<string, string> {
  const tiles = htmlPage(document).matchAll(
    /<li><(?:span|a href="(#\w+)"[^>]*)><b class="(\w+)">([\d,]*)<\/b> ([\w ]*)</g,
  );
  return Object.fromEntries(
    [...tiles].map(([, target = '', tone = '', amount = '', label = '']) => [
      label,
      `${amount} ${tone} ${target}`.trim(),
    ]),
  );
}

/** The result in one line, with its tone. */
function resultOf(document: ReportDocument): string {
  const [, tone = '', text = ''] = /<p class="result (\w+)">([^<]*)</.exec(htmlPage(document)) ?? [];
  return `${tone}: ${text}`;
}

const NONE: ReportDocument = { ...reportOf({}), synthesisFailed: false };
const INDETERMINATE = WIDGET.guardrails.filter(({ outcome }) => outcome === 'indeterminate');

describe('the title', () => {
  test('is the name of the app, with the day and the commit of the report', () => {
    const page = htmlPage(FULL);
    expect(page).toContain('<title>widget-access, 2026-11-22</title>');
    expect(textOf(page)).toContain(
      '\nwidget-access\nZero Trust organizations, evaluated on\n2026-11-22\n, commit\n0123456789ab\n',
    );
  });

  test('is general without a name', () => {
    const page = htmlPage(NONE);
    expect(page).toContain('<title>Zero Trust organizations, 2026-11-22</title>');
    expect(textOf(page)).toContain('\nZero Trust organizations\nEvaluated on\n2026-11-22\nNo findings');
  });

  test('names the stacks whose aspects have not run', () => {
    expect(textOf(htmlPage(FULL))).toContain(
      '\nEvaluated before the aspects of these stacks, which can still change their organizations:\nlegacy\n.\n',
    );
    expect(textOf(htmlPage({ ...NONE, pendingAspects: [] }))).not.toContain('aspects');
  });

  test('says that the synthesis failed', () => {
    const note = '\nSynthesis failed. Its output also contains the errors of other constructs.\n';
    expect(textOf(htmlPage({ ...NONE, synthesisFailed: true }))).toContain(note);
    expect(textOf(htmlPage(NONE))).not.toContain('Synthesis failed');
  });
});

describe('the result', () => {
  test.each<[string, ReportDocument, string]>([
    ['errors', FULL, 'bad: 2 errors in 1 of 3 organizations, 4 warnings, 1 indeterminate guardrail'],
    ['warnings', reportOf({ warnings: WIDGET.warnings }), 'warn: 1 warning in 1 of 1 organization'],
    [
      'indeterminate guardrails',
      reportOf({ guardrails: INDETERMINATE }),
      'ask: 1 indeterminate guardrail in 1 of 1 organization',
    ],
    ['no findings', { ...NONE, organizations: [PLAIN, PLAIN] }, 'good: No findings in 2 organizations'],
    ['no findings of this library', { ...NONE, synthesisFailed: true }, 'bad: No findings in 1 organization'],
    ['no organizations', { ...NONE, organizations: [] }, 'good: No organizations'],
    ['a finding about a waiver only', { ...NONE, waivers: FULL.waivers.slice(3) }, 'warn: 1 warning'],
  ])('names the worst findings first: %s', (_, document, result) => {
    expect(resultOf(document)).toBe(result);
  });
});

describe('the counts', () => {
  test('separate errors from warnings, and link to what they count', () => {
    expect(tilesOf(FULL)).toEqual({
      Organizations: '3 info #comparison',
      Errors: '2 bad #error',
      Warnings: '4 warn #warning',
      Indeterminate: '1 ask #indeterminate',
      Waived: '2 info #comparison',
      'Waivers to review': '4 warn #exceptions',
      Changes: '9 info #changes',
    });
  });

  test('of zero are neither highlighted nor linked', () => {
    expect(tilesOf({ ...NONE, organizations: [] })).toEqual({
      Organizations: '0 info',
      Errors: '0 info',
      Warnings: '0 info',
      Indeterminate: '0 info',
      Waived: '0 info',
      'Waivers to review': '0 info',
    });
  });

  test('have grouped digits', () => {
    const waivers = Array.from({ length: 12_345 }, () => FULL.waivers[3] as ReportedWaiver);
    expect(tilesOf({ ...NONE, waivers })).toMatchObject({ 'Waivers to review': '12,345 warn #exceptions' });
    expect(tilesOf(reportOfMany(1_000))).toMatchObject({
      Organizations: '1,000 info #comparison',
      Errors: '200 bad #error',
    });
  });
});
