import { htmlPage } from '../../../lib/report/html-page';
import type { ReportedChanges } from '../../../lib/report/report-document';
import { FULL, NO_CHANGES, reportOf } from '../documents';
import { sectionOf, sectionText, textOf } from './rendering';

function pageWith(changes: ReportedChanges): string {
  return htmlPage({ ...reportOf({}), changes });
}

describe('the changes since an earlier report', () => {
  const page = htmlPage(FULL);
  const text = sectionText(page, 'changes');

  test('name the earlier report', () => {
    expect(text).toMatch(/^\nChanges\nsince the report of\n2026-11-15\n, commit\nfedcba987654\n/);
    expect(sectionText(pageWith(NO_CHANGES), 'changes')).toContain('\nsince the report of\n2026-11-15\nNo changes.\n');
  });

  test('show new and resolved findings with their organizations', () => {
    expect(text).toContain(
      '\nNew findings\n1\nerror\nphishing-resistant-only\nWidget Corp\nmfa.allowedAuthenticators contains ',
    );
    expect(text).toContain("Remove 'totp' or add a waiver.\nResolved findings\n2\nwarning\nwaiver-unused\nthe app\n");
    expect(text).toContain('\nwarning\nread-only-lock-unset\nWidget Corp\n');
    expect(sectionOf(page, 'changes')).toContain('<a href="#o0"><bdi>Widget Corp</bdi></a>');
  });

  test('show added organizations with a link, and removed ones with their path', () => {
    expect(text).toContain(
      '\nOrganizations added\n1\nPlain Corp\nOrganizations removed\n1\nOld Corp\nold/Organization\n',
    );
    const unnamed = pageWith({ ...NO_CHANGES, removed: [{ path: 'old' }] });
    expect(sectionText(unnamed, 'changes')).toContain('\nOrganizations removed\n1\nold\n');
  });

  test('show the old and the new value of each setting', () => {
    expect(text).toContain('\nSettings changed\n4\nOrganization\nSetting\nBefore\nAfter\n');
    expect(text).toContain('\nWidget Corp\nsessionDuration\n24h\n12h\n');
    expect(text).toContain('\nWidget Corp\nloginDesign.textColor\nnot sent\n#FFFFFF\n');
    expect(text).toContain('\nWidget Corp\ncustomPages\nnot sent\nunmanaged\n');
    expect(text).toContain('\ncustomPages.forbidden\nf00dfacef00dfacef00dfacef00dface\nnot sent\n');
  });

  test('state that there is no earlier report', () => {
    expect(sectionText(pageWith({ ...NO_CHANGES, earlier: undefined }), 'changes')).toBe(
      '\nChanges\nThere is no earlier report to compare with.\n',
    );
  });

  test('are absent if the report is not compared', () => {
    expect(textOf(htmlPage(reportOf({})))).not.toContain('Changes');
  });
});
