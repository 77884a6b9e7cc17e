import { htmlPage } from '../../../lib/report/html-page';
import type { ReportedOrganization } from '../../../lib/report/report-document';
import { FULL, PLAIN, reportOf, WIDGET } from '../documents';
import { pageOf, pageOfAll, sectionOf, sectionText, textsIn } from './rendering';

/** Organizations with one warning each. */
function withWarnings(count: number, messageOf: (at: number) => string): ReportedOrganization[] {
  return Array.from({ length: count }, (_, at) => ({
    ...PLAIN,
    path: `stack-${at}`,
    settings: [],
    warnings: [{ rule: 'login-contrast', prop: 'loginDesign.textColor', message: messageOf(at) }],
  }));
}

/** The texts of the collapsed part, one per line. */
function collapsed(page: string): string {
  return textsIn(/<details class="more">.*?<\/details>/s.exec(sectionOf(page, 'findings'))?.[0] ?? '');
}

describe('the findings', () => {
  const text = sectionText(htmlPage(FULL), 'findings');

  test('show errors before warnings before indeterminate guardrails, with their numbers', () => {
    expect(text.match(/\n(Errors|Warnings|Indeterminate)\n\d+\n/g)).toEqual([
      '\nErrors\n2\n',
      '\nWarnings\n4\n',
      '\nIndeterminate\n1\n',
    ]);
    expect(htmlPage(FULL)).toContain('id="error"><h3><span class="b bad">Errors</span>');
  });

  test('show rule, message and a link to the organization', () => {
    expect(text).toContain("\nlogin-contrast\nloginDesign.textColor '#FFFFFF' has a contrast of 4.47");
    expect(text).toContain('lighter color, or acknowledge this.\nWidget Corp\n');
    expect(text).toContain('\nphishing-resistant-only\ncompany baseline\nmfa.allowedAuthenticators contains ');
    expect(sectionOf(htmlPage(FULL), 'findings')).toContain(
      '<li data-o="0"><a href="#o0"><bdi>Widget Corp</bdi></a></li>',
    );
  });

  test('include those about waivers and acknowledgements, with their scope', () => {
    expect(text).toContain('is unused. Remove it.\nlegacy\n');
    expect(text).toContain('\nwaiver-ends-soon\nWaiver of ');
    const unused = { ...reportOf({}), acknowledgements: [{ ...FULL.acknowledgements[2], scope: '' }] } as typeof FULL;
    expect(sectionText(htmlPage(unused), 'findings')).toContain('\nthe app\n');
  });

  test('have a title if a message about a waiver has no id', () => {
    const waivers = [{ ...FULL.waivers[0], message: 'No id.' }] as typeof FULL.waivers;
    expect(sectionText(htmlPage({ ...reportOf({}), waivers }), 'findings')).toContain(
      '\nwaivers and acknowledgements\nNo id.\nproduction\n',
    );
  });

  test('show equal messages of a rule once, with all organizations', () => {
    const page = pageOfAll(withWarnings(3, () => 'Too low.'));
    expect(sectionText(page, 'findings')).toContain(
      '\nWarnings\n3\nlogin-contrast\nToo low.\nstack-0\nstack-1\nstack-2\n',
    );
  });

  test.each([
    [12, ''],
    [14, '2 more\nstack-12\nstack-13'],
  ])('collapse all but twelve of %d organizations with one message', (count, rest) => {
    expect(collapsed(pageOfAll(withWarnings(count, () => 'Too low.')))).toBe(rest);
  });

  test.each([
    [3, ''],
    [4, '1 more\nMessage 3.\nstack-3'],
  ])('collapse all but three of %d messages of a rule', (count, rest) => {
    expect(collapsed(pageOfAll(withWarnings(count, (at) => `Message ${at}.`)))).toBe(rest);
  });

  test('keep guardrails with one id but different names apart', () => {
    const [violated] = WIDGET.guardrails as [ReportedOrganization['guardrails'][number]];
    const page = pageOf({ guardrails: [violated, { ...violated, guardrails: 'other' }] });
    expect(sectionOf(page, 'findings').match(/<h4>/g)).toHaveLength(2);
  });

  test('are stated to be none', () => {
    expect(sectionText(pageOf({}), 'findings')).toBe(
      '\nFindings\nnone\nAll rules and guardrails are satisfied or waived.\n',
    );
  });
});
