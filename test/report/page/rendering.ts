/** The page of a report, for tests. */
import { htmlPage } from '../../../lib/report/html-page';
import type { ReportDocument, ReportedOrganization, ReportedSetting } from '../../../lib/report/report-document';
import { PLAIN, reportOf } from '../documents';

/** The texts between the tags of markup, one per line. */
export function textsIn(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, '\n')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

/** The texts of a page, one per line, with a line break before the first and after the last. */
export function textOf(page: string): string {
  return `\n${textsIn(page.slice(page.indexOf('<body>'), page.indexOf('<script>')))}\n`;
}

/** The texts of the section with an id, one per line. */
export function sectionText(page: string, id: string): string {
  return `\n${textsIn(sectionOf(page, id))}\n`;
}

/** The markup of the section with an id; empty without one. */
export function sectionOf(page: string, id: string): string {
  return new RegExp(`<section id="${id}".*?</section>`, 's').exec(page)?.[0] ?? '';
}

/** The tags of a page with their attributes, in order. */
export function tagsOf(page: string): string[] {
  return page.match(/<[^>]*>/g) ?? [];
}

/** The page of a report on one organization. */
export function pageOf(members: Partial<ReportedOrganization>): string {
  return htmlPage(reportOf(members));
}

/** The page of an organization with some more settings. */
export function pageWith(...settings: ReportedSetting[]): string {
  return pageOf({ settings: [...PLAIN.settings, ...settings] });
}

/** The page of a report with some organizations. */
export function pageOfAll(
  organizations: readonly ReportedOrganization[],
  members: Partial<ReportDocument> = {},
): string {
  return htmlPage({ ...reportOf({}), ...members, organizations });
}

export function contentOf(page: string, tag: 'script' | 'style'): string {
  const [, content = ''] = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(page) ?? [];
  return content;
}
