import axe from 'axe-core';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { htmlPage } from '../../lib/report/html-page';
import type { ReportedOrganization } from '../../lib/report/report-document';
import { FULL, HOSTILE_TEXTS, PLAIN, reportOf, reportOfMany, setting, withTexts } from '../report/documents';
import { Browser, type OpenPage } from './browser';

const FULL_PAGE = htmlPage(FULL);
const HOSTILE_REPORT = withTexts(FULL, (text) => `${text} ${HOSTILE_TEXTS.join(' ').slice(0, 500)}`);

let browser: Browser | undefined;
let opened: OpenPage[] = [];

beforeAll(async () => {
  browser = await Browser.start();
});

afterEach(async () => {
  const problems = opened.flatMap((each) => each.problems);
  await Promise.all(opened.map(({ page }) => page.close()));
  opened = [];
  // No test may cause console messages, errors, dialogs or requests.
  expect(problems).toEqual([]);
});

afterAll(async () => {
  await browser?.stop();
});

async function open(html: string): Promise<Page> {
  const each = await (browser as Browser).open(html);
  opened.push(each);
  return each.page;
}

/** The names of the visible organizations. */
function visibleNames(page: Page): Promise<string[]> {
  return page.locator('article:not([hidden]) h3 > :first-child').allTextContents();
}

/** Expands all sections. */
function expandAll(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.querySelectorAll('details').forEach((details) => {
      details.open = true;
    });
  });
}

/** Renders off-screen organizations, which the style of the page skips. */
function renderAll(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.querySelectorAll<HTMLElement>('article, tr').forEach((element) => {
      element.style.contentVisibility = 'visible';
    });
  });
}

/** The names in the visible rows of the comparison, in order. */
function comparedNames(page: Page): Promise<string[]> {
  return page.locator('#comparison tbody tr:not([hidden]) th a').allTextContents();
}

/** The visible findings as `<rule>: <organization or scope>`. */
function visibleFindings(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('#findings .rule li'))
      .filter((item) => item.checkVisibility())
      .map((item) => `${item.closest('.rule')?.querySelector('h4 bdi')?.textContent ?? ''}: ${item.textContent}`),
  );
}

/** The number of elements by tag name. */
function elementCounts(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const counts: Record<string, number> = {};
    document.querySelectorAll('*').forEach(({ localName }) => {
      counts[localName] = (counts[localName] ?? 0) + 1;
    });
    return counts;
  });
}

/** The accessibility violations that axe finds, each as `<rule>: <selector>`. */
async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  // The preview of a login page has the colors of that page, whatever their contrast; it is also given as text.
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({ include: ['html'], exclude: ['.login'] }),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

describe('the page', () => {
  test('shows the organizations, their findings and the counts', async () => {
    const page = await open(FULL_PAGE);
    expect(await page.title()).toBe('widget-access, 2026-11-22');
    expect(await visibleNames(page)).toEqual(['Widget Corp', 'Plain Corp', 'legacy/zone']);
    expect(await comparedNames(page)).toEqual(['Widget Corp', 'Plain Corp', 'legacy/zone']);
    expect(await visibleFindings(page)).toContain('phishing-resistant-only: Widget Corp');
    expect(await page.getByRole('status').textContent()).toBe('3 of 3 organizations shown');
  });

  test('applies its inline style, which the Content Security Policy allows', async () => {
    const page = await open(FULL_PAGE);
    await expandAll(page);
    const login = page.locator('.login');
    expect(await login.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(119, 119, 119)');
    expect(
      await login
        .locator('p')
        .first()
        .evaluate((element) => getComputedStyle(element).color),
    ).toBe('rgb(255, 255, 255)');
  });

  test('does not run injected scripts and handlers', async () => {
    const injected = '<script>document.title = "injected"</script><img src="x" onerror="document.title = 1">';
    const { page } = await (browser as Browser).open(FULL_PAGE.replace('</main>', `${injected}</main>`));
    expect(await page.title()).toBe('widget-access, 2026-11-22');
    await page.close();
  });
});

describe('the search', () => {
  const SEARCHES: readonly (readonly [string, readonly string[]])[] = [
    ['Widget', ['Widget Corp']],
    ['CORP', ['Widget Corp', 'Plain Corp']],
    ['plain/organ', ['Plain Corp']],
    ['legacy', ['legacy/zone']],
    ['023e105f', ['Widget Corp', 'Plain Corp']],
    ['widget-corp.cloudflareaccess', ['Widget Corp']],
    ['workforce', ['Widget Corp']],
    ['login-contrast', ['Widget Corp']],
    ['max-session-duration', ['Widget Corp']],
    ['brand team', ['Widget Corp']],
    ['  team   corp ', ['Widget Corp']],
    ['totp', ['Widget Corp']],
    ['locked', ['Widget Corp']],
    ['5.20.0', ['legacy/zone']],
    ['24h', []], // the value of the blueprint only
    ['no such thing', []],
    ['', ['Widget Corp', 'Plain Corp', 'legacy/zone']],
  ];

  test('finds organizations by identity, compared value, rule, guardrail and reason', async () => {
    const page = await open(FULL_PAGE);
    const search = page.getByRole('searchbox', { name: 'Search' });
    for (const [query, names] of SEARCHES) {
      await search.fill(query);
      expect([query, await visibleNames(page)]).toEqual([query, names]);
      expect([query, await comparedNames(page)]).toEqual([query, names]);
      expect(await page.getByRole('status').textContent()).toBe(`${names.length} of 3 organizations shown`);
    }
  });

  test('also filters the findings', async () => {
    const page = await open(FULL_PAGE);
    const all = await visibleFindings(page);
    expect(all).toContain('acknowledgement-unused: legacy');
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.fill('plain');
    expect(await visibleFindings(page)).toEqual([]);
    await search.fill('widget');
    expect(await visibleFindings(page)).toEqual(all.filter((finding) => finding.endsWith('Widget Corp')));
    await search.fill('');
    expect(await visibleFindings(page)).toEqual(all);
  });

  test('finds findings in collapsed parts', async () => {
    const page = await open(htmlPage(reportOfMany(200)));
    await page.getByRole('searchbox').fill('company-190.');
    expect(await visibleFindings(page)).toContain('phishing-resistant-only: Company 190');
  });

  test.each([
    ['with errors', ['Widget Corp']],
    ['with waived guardrails', ['Widget Corp']],
    ['that differ from the blueprint', ['Widget Corp']],
    ['all organizations', ['Widget Corp', 'Plain Corp', 'legacy/zone']],
  ])('combines with the filter: %s', async (option, names) => {
    const page = await open(FULL_PAGE);
    await page.getByRole('combobox', { name: 'Show' }).selectOption(option);
    expect(await comparedNames(page)).toEqual(names);
    await page.getByRole('searchbox').fill('plain');
    expect(await comparedNames(page)).toEqual(names.filter((name) => name.startsWith('Plain')));
  });
});

describe('the counts', () => {
  test('link to findings of one severity, and filter by it', async () => {
    const page = await open(FULL_PAGE);
    await page.getByRole('searchbox').fill('plain');
    await page.getByRole('link', { name: 'Warnings' }).click();
    expect(page.url()).toMatch(/#warning$/);
    expect(await comparedNames(page)).toEqual(['Widget Corp']);
    expect(await visibleFindings(page)).toEqual(['login-contrast: Widget Corp']);
    await page.getByRole('link', { name: 'Organizations' }).click();
    expect(await comparedNames(page)).toHaveLength(3);
  });
});

describe('the comparison', () => {
  const organizationWith = (name: string, session: string, authenticators: string[]): ReportedOrganization => ({
    ...PLAIN,
    path: name,
    settings: [
      setting('name', name),
      setting('sessionDuration', session),
      setting('mfa.allowedAuthenticators', authenticators),
    ],
  });
  const THREE = htmlPage({
    ...reportOf({}),
    organizations: [
      organizationWith('b 10', '90m', ['totp']),
      organizationWith('a', '12h', ['security_key']),
      organizationWith('b 9', '1h', ['biometrics', 'totp']),
    ],
  });

  test.each([
    ['Organization', ['a', 'b 9', 'b 10']],
    ['Session', ['b 9', 'b 10', 'a']],
    ['MFA', ['b 9', 'a', 'b 10']],
  ])('sorts by %s in both directions', async (heading, names) => {
    const page = await open(THREE);
    const button = page.getByRole('button', { name: heading });
    const header = page.locator('#comparison th', { hasText: heading });
    await button.click();
    expect(await comparedNames(page)).toEqual(names);
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    await button.press('Enter');
    expect(await comparedNames(page)).toEqual([...names].reverse());
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    expect(await page.locator('[aria-sort]').count()).toBe(1);
  });

  test('is sorted by findings, worst first, until another column is chosen', async () => {
    const page = await open(FULL_PAGE);
    await page.getByRole('button', { name: 'Findings' }).click();
    expect(await comparedNames(page)).toEqual(['Plain Corp', 'legacy/zone', 'Widget Corp']);
    await page.getByRole('button', { name: 'Unmanaged' }).click();
    expect((await comparedNames(page))[0]).toBe('Widget Corp');
  });

  test('can be sorted on a phone, where it has no headings', async () => {
    const page = await open(THREE);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.getByRole('button', { name: 'Session' }).isVisible()).toBe(false);
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Session, descending');
    expect(await comparedNames(page)).toEqual(['a', 'b 10', 'b 9']);
  });

  test('keeps the filter when it is sorted', async () => {
    const page = await open(THREE);
    await page.getByRole('searchbox').fill('totp');
    await page.getByRole('button', { name: 'Session' }).click();
    expect(await comparedNames(page)).toEqual(['b 9', 'b 10']);
  });

  test('links to the details, which the link expands', async () => {
    const page = await open(FULL_PAGE);
    const source = page.locator('#o1').getByText('Source');
    expect(await source.isVisible()).toBe(false);
    await page.locator('#comparison').getByRole('link', { name: 'Plain Corp' }).click();
    expect(await source.isVisible()).toBe(true);
  });

  test('sorts and filters a thousand organizations, and prints how long it takes', async () => {
    const html = htmlPage(reportOfMany(1_000));
    const page = await open(html);
    const times = await page.evaluate(() => {
      const milliseconds = (work: () => void): number[] => {
        const start = performance.now();
        work();
        const worked = performance.now();
        document.body.getBoundingClientRect();
        return [worked - start, performance.now() - worked].map(Math.round);
      };
      const search = document.querySelector('#search') as HTMLInputElement;
      return {
        firstPaint: Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1),
        sorted: Array.from(document.querySelectorAll('thead button'), (button) =>
          milliseconds(() => {
            (button as HTMLButtonElement).click();
          }),
        ),
        filtered: ['c', 'totp', 'company 777', ''].map((query) =>
          milliseconds(() => {
            search.value = query;
            search.dispatchEvent(new Event('input'));
          }),
        ),
      };
    });
    await page.locator('#search').pressSequentially('company-777.');
    expect(await comparedNames(page)).toEqual(['Company 777']);
    expect(await page.locator('#count').textContent()).toBe('1 of 1,000 organizations shown');
    await page.locator('#search').fill('');
    await page.locator('#only').selectOption('error');
    expect(await page.locator('#count').textContent()).toBe('100 of 1,000 organizations shown');
    const pairs = (all: number[][]): string => all.map((each) => each.join('+')).join(', ');
    console.info(
      `1,000 organizations: ${(html.length / 1e6).toFixed(1)} MB, first paint after ${times.firstPaint} ms; script + layout in ms: sorted ${pairs(times.sorted)}; filtered ${pairs(times.filtered)}`,
    );
  });
});

describe('accessibility', () => {
  const displays = {
    light: () => Promise.resolve(),
    dark: (page: Page) => page.emulateMedia({ colorScheme: 'dark' }),
    phone: (page: Page) => page.setViewportSize({ width: 360, height: 740 }),
    print: (page: Page) => page.emulateMedia({ media: 'print' }),
  };

  test.each(Object.entries(displays))('has no violations in the full report (%s)', async (_, prepare) => {
    const page = await open(FULL_PAGE);
    await prepare(page);
    expect(await accessibilityViolations(page)).toEqual([]);
    await expandAll(page);
    expect(await page.locator('.login').isVisible()).toBe(true);
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test.each([
    ['a report without settings', reportOf({ settings: [] })],
    ['a report with hostile texts', HOSTILE_REPORT],
  ])('has no violations in %s, in light mode and in dark mode on a phone', async (_, report) => {
    const page = await open(htmlPage(report));
    await expandAll(page);
    expect(await accessibilityViolations(page)).toEqual([]);
    await displays.dark(page);
    await displays.phone(page);
    expect(await accessibilityViolations(page)).toEqual([]);
  });
});

describe('keyboard navigation', () => {
  /** The focused element by id or text, and its outline. */
  function focused(page: Page): Promise<{ name: string; outline: string }> {
    return page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { name: element.id || element.textContent.trim(), outline: `${outlineStyle} ${outlineWidth}` };
    });
  }

  test('reaches all controls in the order of the page, with a visible focus', async () => {
    const page = await open(htmlPage(reportOf({ warnings: FULL.organizations[0]?.warnings ?? [] })));
    const names: string[] = [];
    for (let at = 0; at < 20; at += 1) {
      await page.keyboard.press('Tab');
      const { name, outline } = await focused(page);
      names.push(name);
      expect([name, outline]).toEqual([name, 'solid 3px']);
      expect(await page.locator(':focus').isVisible()).toBe(true);
    }
    const headings = await page.locator('thead th').allTextContents();
    expect(names.map((name) => name.replace(/\s+/g, ' '))).toEqual([
      'Skip to the comparison',
      ...['1 Organizations', '1 Warnings', 'search', 'only', 'Plain Corp'],
      expect.stringMatching(/^Organization ?Findings/),
      ...headings.slice(0, 11),
      'Plain Corp',
      expect.stringMatching(/^Plain Corp plain/),
    ]);
  });

  test('can skip to the comparison', async () => {
    const page = await open(FULL_PAGE);
    await page.keyboard.press('Tab');
    expect(await page.locator('.skip').evaluate((link) => link.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect((await focused(page)).name).toBe('comparison');
  });

  test.each(['Enter', 'Space'])('expands and collapses sections with %s', async (key) => {
    const page = await open(FULL_PAGE);
    const reason = page.locator('article').getByText('every user has two keys');
    await page.locator('article summary').first().focus();
    expect(await reason.isVisible()).toBe(false);
    await page.keyboard.press(key);
    expect(await reason.isVisible()).toBe(true);
    await page.keyboard.press(key);
    expect(await reason.isVisible()).toBe(false);
  });

  test('can search and filter', async () => {
    const page = await open(FULL_PAGE);
    await page.locator('#search').focus();
    await page.keyboard.type('corp');
    expect(await visibleNames(page)).toEqual(['Widget Corp', 'Plain Corp']);
    await page.keyboard.press('Tab');
    await page.keyboard.type('with errors');
    expect(await visibleNames(page)).toEqual(['Widget Corp']);
  });
});

describe('the layout', () => {
  test.each([
    ['the full report', FULL],
    ['a report with hostile texts', HOSTILE_REPORT],
  ])('fits the width of a phone: %s', async (_, report) => {
    const page = await open(htmlPage(report));
    await page.setViewportSize({ width: 360, height: 740 });
    await expandAll(page);
    await renderAll(page);
    const tooWide = await page.evaluate(() =>
      Array.from(document.querySelectorAll('body *'))
        .filter((element) => element.getBoundingClientRect().right > 360 && element.closest('thead') === null)
        .map(({ outerHTML }) => outerHTML.slice(0, 80)),
    );
    expect(tooWide).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test('is printed with all sections expanded and without controls', async () => {
    const page = await open(FULL_PAGE);
    await page.getByRole('searchbox').fill('plain');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('#controls').isVisible()).toBe(false);
    expect(await page.locator('.skip').isVisible()).toBe(false);
    const hidden = await page.evaluate(() =>
      Array.from(document.querySelectorAll('header *, main *'))
        .filter((element) => element.closest('#controls') === null)
        .filter((element) => !element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }))
        .map(({ outerHTML }) => outerHTML.slice(0, 80)),
    );
    expect(hidden).toEqual([]);
    const heights = await page.locator('details').evaluateAll((all) => all.map((each) => each.clientHeight));
    expect(Math.min(...heights)).toBeGreaterThan(30);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
  });
});

describe('hostile texts', () => {
  test('do not create elements', async () => {
    const harmless = await elementCounts(await open(htmlPage(withTexts(FULL, () => 'harmless'))));
    expect(harmless).toMatchObject({ script: 1, style: 1 });
    expect(harmless).not.toHaveProperty('img');
    for (const text of [...HOSTILE_TEXTS, HOSTILE_TEXTS.join('')]) {
      const page = await open(htmlPage(withTexts(FULL, () => text)));
      expect([text, await elementCounts(page)]).toEqual([text, harmless]);
    }
  });

  test('are parsed as text only', async () => {
    const page = await open('<!doctype html><title>Parser</title>');
    const text = fc.oneof(
      fc.constantFrom(...HOSTILE_TEXTS),
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.array(fc.constantFrom('<', '>', '"', "'", '&', '/', '!', '-', '=', 'a', ' ', '#', ';'), { minLength: 1 }),
    );
    const parsed = (html: string): Promise<{ tags: string[]; name: string | null | undefined }> =>
      page.evaluate((source) => {
        const parsedDocument = new DOMParser().parseFromString(source, 'text/html');
        return {
          tags: Array.from(parsedDocument.querySelectorAll('*'), ({ localName }) => localName),
          name: parsedDocument.querySelector('h3 bdi')?.textContent,
        };
      }, html);
    const plain = reportOf({ warnings: FULL.organizations[0]?.warnings ?? [] });
    const { tags } = await parsed(htmlPage(plain));
    await fc.assert(
      fc.asyncProperty(text, async (parts) => {
        const hostile = typeof parts === 'string' ? parts : parts.join('');
        const result = await parsed(htmlPage(withTexts(plain, () => hostile)));
        expect(result.tags).toEqual(tags);
        if (/^[ -~]*$/.test(hostile)) {
          expect(result.name).toBe(hostile);
        }
      }),
      { numRuns: 100 },
    );
  });
});
