import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { htmlPage } from '../../lib/report/html-page';
import type { ReportDocument } from '../../lib/report/report-document';
import { FULL, HOSTILE_TEXTS, reportOf, setting, withTexts } from './documents';
import { contentOf, pageOf, sectionText, tagsOf, textOf, textsIn } from './page/rendering';

describe('text from users', () => {
  /** The paths of all texts of a report that are not from a closed set. */
  function textPaths(value: unknown, path: readonly string[] = []): string[][] {
    const closed = ['level', 'madeWith', 'outcome', 'source', 'state'];
    if (typeof value === 'string') {
      return closed.includes(path.at(-1) ?? '') ? [] : [[...path]];
    }
    return typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, member]) => textPaths(member, [...path, key]))
      : [];
  }

  function withText(path: readonly string[], text: string): ReportDocument {
    const document = structuredClone(FULL);
    const parent = path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], document);
    (parent as Record<string, unknown>)[path.at(-1) ?? ''] = text;
    return document;
  }

  const anyText = fc.oneof(
    fc.constantFrom(...HOSTILE_TEXTS),
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.array(fc.constantFrom('<', '>', '"', "'", '&', '/', '`', '=', ' ', '-', '!', '\n', 'a'), { minLength: 1 }),
  );

  test('never changes the markup, in any member of the report', () => {
    const paths = textPaths(FULL);
    expect(paths.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(fc.constantFrom(...paths), anyText, (path, parts) => {
        const text = typeof parts === 'string' ? parts : parts.join('');
        const page = htmlPage(withText(path, text));
        expect(tagsOf(page)).toEqual(tagsOf(htmlPage(withText(path, 'harmless'))));
      }),
      { numRuns: 150 },
    );
  });

  test.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 50), text]))(
    'changes neither markup nor style nor script if every text is %j',
    (_, text) => {
      const page = htmlPage(withTexts(FULL, () => text));
      const harmless = htmlPage(withTexts(FULL, () => 'harmless'));
      expect(tagsOf(page)).toEqual(tagsOf(harmless));
      expect(contentOf(page, 'style')).toBe(contentOf(harmless, 'style'));
      expect(contentOf(page, 'script')).toBe(contentOf(harmless, 'script'));
    },
  );

  test('is shown unchanged', () => {
    const name = `<b class="x">Widget's & Söhne 🏢 \${a} $&</b>`;
    expect(textOf(pageOf({ settings: [setting('name', name)] }))).toContain(`\n${name}\n`);
  });

  test('shows the codes of characters that are invisible, break lines or reorder text', () => {
    const name = 'a\u0000\n\t\u0085\u200b\u200e\u202e\u2066\u2028\ufeff\ud83d\udb40\udc41z';
    const shown = 'a⟨U+0000⟩⟨U+000A⟩⟨U+0009⟩⟨U+0085⟩⟨U+200B⟩⟨U+200E⟩⟨U+202E⟩⟨U+2066⟩⟨U+2028⟩⟨U+FEFF⟩⟨U+D83D⟩⟨U+E0041⟩z';
    expect(textOf(pageOf({ settings: [setting('name', name)] }))).toContain(`\n${shown}\n`);
  });

  test('keeps the zero-width joiners of letters and emoji', () => {
    const name = 'می\u200cخواهم 👩\u200d💻';
    expect(textOf(pageOf({ settings: [setting('name', name)] }))).toContain(`\n${name}\n`);
  });

  test('is isolated, so that its writing direction does not affect the text around it', () => {
    const texts: string[] = [];
    const page = htmlPage(
      withTexts(FULL, (text) => {
        const marked = `#${texts.length}# ${text}`;
        texts.push(marked);
        return marked;
      }),
    );
    const body = page.slice(page.indexOf('<body>'));
    const isolated = [...body.matchAll(/<bdi[^>]*>(.*?)<\/bdi>/g)].map(([, text = '']) => text).join('\n');
    const count = (text: string): number => text.match(/#\d+#/g)?.length ?? 0;
    expect(count(isolated)).toBeGreaterThan(100);
    expect(count(body)).toBe(count(isolated));
  });
});

describe('the Content Security Policy', () => {
  const policyOf = (page: string): string =>
    textsIn(/Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '');
  const hash = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

  test.each([
    ['the full report', FULL],
    ['a report without colors', reportOf({})],
    ['hostile texts', withTexts(FULL, (text) => text + HOSTILE_TEXTS.join(''))],
  ])('allows only the inline style and script of the page: %s', (_, document) => {
    const page = htmlPage(document);
    expect(policyOf(page)).toBe(
      `default-src 'none'; img-src data:; style-src ${hash(contentOf(page, 'style'))}; script-src ${hash(contentOf(page, 'script'))}; base-uri 'none'; form-action 'none'`,
    );
  });

  test('precedes all content, and the page sends no referrer', () => {
    const page = htmlPage(FULL);
    expect(tagsOf(page).slice(0, 5)).toEqual([
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      expect.stringContaining('Content-Security-Policy') as string,
    ]);
    expect(page).toContain('<meta name="referrer" content="no-referrer">');
  });

  test('blocks nothing on the page, which has one style, one script, no handlers and no external resources', () => {
    const tags = tagsOf(htmlPage(withTexts(FULL, (text) => text + HOSTILE_TEXTS.join(''))));
    const starting = (start: string): string[] => tags.filter((tag) => tag.startsWith(start));
    expect(starting('<style')).toEqual(['<style>']);
    expect(starting('<script')).toEqual(['<script>']);
    expect(starting('<a ').filter((tag) => !/ href="#[a-z]+\d*"[ >]/.test(tag))).toEqual([]);
    expect(starting('<link')).toEqual(['<link rel="icon" href="data:,">']);
    expect(tags.filter((tag) => /<(img|iframe|form|base|object|embed)|\s(on\w+|style|src)=/.test(tag))).toEqual([]);
  });
});

describe('the page', () => {
  test('hides the search unless the script runs', () => {
    const page = htmlPage(FULL);
    expect(page).toContain('<div id="controls" role="search" hidden>');
    expect(contentOf(page, 'script')).toContain('controls.hidden = false;');
  });

  test('is ASCII if all texts are', () => {
    expect(htmlPage(FULL)).toMatch(/^[\n -~]*$/);
  });

  test('answers first: result, findings, exceptions, changes, comparison, charts, then the details', () => {
    const titles = [...htmlPage(FULL).matchAll(/<h[12][^>]*>(.*?)<\/h[12]>/g)].map(([, title = '']) => textsIn(title));
    expect(titles.map((title) => title.split('\n')[0])).toEqual([
      'widget-access',
      'Findings',
      'Expiring or unused',
      'Changes',
      'Comparison',
      'Distribution',
      'Waivers',
      'Guardrails',
      'Organizations',
    ]);
  });

  test('states that an app has no organizations', () => {
    const page = htmlPage({ ...FULL, organizations: [], waivers: [], acknowledgements: [] });
    expect(sectionText(page, 'comparison')).toBe('\nComparison\nThis app has no organizations.\n');
    expect(page).not.toContain('Distribution');
  });

  test('has an element for every link', () => {
    const page = htmlPage(FULL);
    const targets = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, target]) => target);
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((target) => !page.includes(` id="${target}"`))).toEqual([]);
  });

  test('escapes the name of the app in the title', () => {
    expect(htmlPage({ ...FULL, app: '</title><b>' })).toContain(
      '<title>&#60;/title&#62;&#60;b&#62;, 2026-11-22</title>',
    );
  });
});
