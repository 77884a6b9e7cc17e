import { marked } from 'marked';
import { markdown } from '../../lib/report/markdown';
import type { ReportDocument, ReportedChanges, ReportedViolation } from '../../lib/report/report-document';
import { FULL, HOSTILE_TEXTS, NO_CHANGES, PLAIN, reportOf, reportOfMany, withTexts } from './documents';

function violation(rule: string, message = `name is wrong. [${rule}]`): ReportedViolation {
  return { rule, prop: 'name', message };
}

/** The headings of a report in Markdown. */
function headingsOf(document: ReportDocument): string[] {
  return [...markdown(document).matchAll(/^### (.*)$/gm)].map(([, heading = '']) => heading);
}

/** What a reader sees, rendered as GitHub Flavored Markdown, without the invisible separators. */
function shown(document: ReportDocument): string {
  return htmlOf(document)
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(
      /&(lt|gt|quot|amp);/g,
      (_, name: 'amp' | 'gt' | 'lt' | 'quot') => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name],
    )
    .replaceAll('\u200b', '');
}

function htmlOf(document: ReportDocument): string {
  return marked.parse(markdown(document), { gfm: true });
}

describe('begins with', () => {
  test.each<[string, Partial<ReportDocument>, string]>([
    [
      'the number of findings by severity',
      FULL,
      '**2 errors, 4 warnings, 1 indeterminate guardrail** in 3 organizations.',
    ],
    ['that there are none', { organizations: [PLAIN] }, '**No findings** in 1 organization. Evaluated on 2026-11-22.'],
    ['the name of the app', { app: 'widget' }, '## Zero Trust organizations of widget\n'],
    ['the commit', { commit: '0123abc' }, 'Commit `0123abc`. Evaluated on'],
    ['that the synthesis failed', { synthesisFailed: true }, '\nSynthesis failed. Its output also contains'],
    ['stacks with pending aspects', { pendingAspects: ['a', 'b'] }, 'can still change their organizations: `a`, `b`.'],
    [
      'that nothing is compared',
      { changes: { ...NO_CHANGES, earlier: undefined } },
      'Not compared with an earlier report',
    ],
    ['that nothing changed', { changes: NO_CHANGES }, 'Compared with the report from 2026-11-15: no changes.'],
    [
      'the number of changes',
      { changes: FULL.changes },
      'from 2026-11-15: 1 new finding, 2 resolved findings, 1 organization added, 1 organization removed, 4 settings changed.',
    ],
  ])('%s', (_, members, expected) => {
    expect(markdown({ ...reportOf({}), synthesisFailed: false, pendingAspects: [], ...members })).toContain(expected);
  });
});

test('has nothing but the summary without findings and changes', () => {
  const document = { ...reportOf({}), synthesisFailed: false, pendingAspects: [], changes: NO_CHANGES };
  expect(markdown(document).split('\n\n')).toHaveLength(3);
});

test('lists findings from the worst, then changes', () => {
  expect(headingsOf(FULL)).toEqual([
    'Errors (2)',
    'Warnings (4)',
    'Indeterminate guardrails (1)',
    'New findings (1)',
    'Organizations removed (1)',
    'Organizations added (1)',
    'Settings changed (4)',
    'Resolved findings (2)',
  ]);
});

test('shows the path and the message of a finding', () => {
  const document = reportOf({ path: 'a/b', errors: [violation('name-blank', "name '' is blank. [name-blank]")] });
  expect(shown(document)).toContain("\na/b: name '' is blank. [name-blank]\n");
});

test('shows that a finding is about the app', () => {
  const message = 'Waiver is unused. [waiver-unused]';
  const waivers = [{ scope: '', guardrail: 'x', reason: 'y', state: 'unused', message } as const];
  expect(shown({ ...reportOf({}), waivers })).toContain(`\nthe app: ${message}\n`);
});

test.each([
  [{ value: '12h', unmanaged: false }, '12h'],
  [{ value: '', unmanaged: false }, 'empty text'],
  [{ value: true, unmanaged: false }, 'true'],
  [{ value: 90, unmanaged: false }, '90'],
  [{ value: ['a', 'b'], unmanaged: false }, '["a","b"]'],
  [{ value: '`` ` x', unmanaged: false }, '`` ` x'],
  [{ value: '`', unmanaged: false }, '`'],
  [{ value: ' x ', unmanaged: false }, ' x '],
  [{ value: 'x'.repeat(201), unmanaged: false }, `${'x'.repeat(200)}… (201 characters)`],
  [{ unmanaged: true }, 'unmanaged'],
  [undefined, 'not sent'],
])('shows the change to %j', (after, expected) => {
  const settings = [{ path: 'a', prop: 'sessionDuration', before: { value: '24h', unmanaged: false }, after }];
  expect(shown({ ...reportOf({}), changes: { ...NO_CHANGES, settings } })).toContain(
    `\na: sessionDuration 24h → ${expected}\n`,
  );
});

describe('user text', () => {
  /** More texts with a meaning on GitHub or GitLab. */
  const TEXTS = [
    ...HOSTILE_TEXTS,
    '@widget-corp/platform',
    'admin@widget-corp.com',
    '#123 GH-123 !123 %1 &12 ~label $1 widget-corp/platform#1',
    'https://example.com www.example.com http://example.com',
    '[link](https://example.com) ![image](https://example.com/x.png) <https://example.com>',
    '*a* _b_ **c** __d__ ~~e~~ `f` ``g``',
    '$x$ $$y$$ ${z}',
    ':smile: a:100:b',
    '# heading\n- item\n> quote\n```\ncode\n```',
    '| a | b |\n|---|---|',
    '&amp; &lt; &#64;team &copy;',
    '\\*a\\* \\',
    '<!-- x --> <details> <img src=x>',
    '[x]: https://example.com "title"',
  ];
  /** The page makes invisible characters visible in the same way. */
  const visible = (text: string): string =>
    text.replace(
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
      (character) => `⟨U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}⟩`,
    );

  test.each(TEXTS)('remains text: %j', (text) => {
    const document = withTexts({ ...FULL, changes: { ...FULL.changes, settings: [] } as ReportedChanges }, () => text);
    const html = htmlOf(document);
    expect(html.replace(/<\/?(h2|h3|p|ul|li|strong|code|em)>/g, '')).not.toMatch(/<[a-z!/]/i);
    expect(shown(document)).toContain(`: ${visible(text)}`);
    expect(markdown(document).split('\n').length).toBe(markdown(FULL).split('\n').length - 7);
  });

  test.each([
    '@team',
    'a@b.c',
    '#1',
    'GH-1',
    '!1',
    '%1',
    '&1',
    '~label',
    '$1',
    ':smile:',
    'http://x.y',
    'www.x.y',
    'a_www.x.y',
  ])('is separated where it would be a reference: %s', (text) => {
    const message = htmlOf(reportOf({ errors: [violation('r', `value ${text} end`)] }))
      .replaceAll('&amp;', '&')
      .replaceAll('&#36;', '$');
    expect(message).toContain('\u200b');
    expect(message).not.toContain(text);
  });

  test('in code spans is not separated', () => {
    expect(markdown(reportOf({ path: '@team', errors: [violation('r')] }))).toContain('- `@team`: ');
  });
});

describe('is cut', () => {
  const message = `${'x'.repeat(200)}. [r]`;

  test('before it is too long for a comment, with the number of findings that are omitted', () => {
    const errors = Array.from({ length: 1_000 }, () => violation('r', message));
    const warnings = Array.from({ length: 3 }, () => violation('w', message));
    const text = markdown(reportOf({ errors, warnings }));
    expect(text.length).toBeLessThan(61_000);
    expect(text.length).toBeGreaterThan(59_000);
    const shownErrors = text.split('\n').filter((line) => line.includes('\\[r\\]')).length;
    expect(text).toContain(`\n- … and ${1_000 - shownErrors} more\n`);
    expect(text).toContain('### Warnings (3)\n\n- … and 3 more\n');
  });

  test('not at the limit', () => {
    const errors = Array.from({ length: 200 }, () => violation('r', message));
    expect(markdown(reportOf({ errors }))).not.toContain('more\n');
  });

  test('in a report on many organizations, in which the errors come first', () => {
    const text = markdown(reportOfMany(3_000));
    expect(text.length).toBeLessThan(61_000);
    expect(text).toContain('### Errors (600)');
    expect(text.indexOf('### Errors')).toBeLessThan(text.indexOf('### Warnings'));
  });
});
