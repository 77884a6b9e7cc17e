import axe from 'axe-core';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { reportPage } from '../../lib/report/page';
import { FULL, HOSTILE_TEXTS, reportOf, reportOfMany, withTexts } from '../report/document';
import { Browser, type OpenPage } from './browser';

const FULL_PAGE = reportPage(FULL);
const EVERY_HOSTILE_TEXT = withTexts(FULL, (text) => `${text} ${HOSTILE_TEXTS.join(' ').slice(0, 500)}`);

let browser: Browser | undefined;
let opened: OpenPage[] = [];

beforeAll(async () => {
  browser = await Browser.start();
});

afterEach(async () => {
  const complaints = opened.flatMap((each) => each.complaints);
  await Promise.all(opened.map(({ page }) => page.close()));
  opened = [];
  // Whatever a test does: no message, no error, no dialog, and no request.
  expect(complaints).toEqual([]);
});

afterAll(async () => {
  await browser?.stop();
});

async function open(html: string): Promise<Page> {
  const page = await (browser as Browser).open(html);
  opened.push(page);
  return page.page;
}

/** The names of the organizations in sight. */
function namesIn(page: Page): Promise<string[]> {
  return page.locator('article:not([hidden]) h3 > :first-child').allTextContents();
}

function openEverything(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.querySelectorAll('details').forEach((details) => {
      details.open = true;
    });
  });
}

/** Has organizations laid out that are off screen, too. */
function layOut(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.querySelectorAll('article').forEach((article) => {
      article.style.contentVisibility = 'visible';
    });
  });
}

/** How many elements there are of each kind. */
function elementsOf(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const counts: Record<string, number> = {};
    document.querySelectorAll('*').forEach(({ localName }) => {
      counts[localName] = (counts[localName] ?? 0) + 1;
    });
    return counts;
  });
}

/** What axe finds: each rule, and where it is broken. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  // The preview of a login page has the colours of that login page; what it shows is said beside it.
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({ include: ['html'], exclude: ['.login'] }),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

describe('the page', () => {
  test('shows every organization, its findings and the counts', async () => {
    const page = await open(FULL_PAGE);
    expect(await page.title()).toBe('Zero Trust organizations, 2026-11-22');
    expect(await namesIn(page)).toEqual(['Widget Corp', 'Plain Corp', 'legacy/zone']);
    expect(await page.getByText('phishing-resistant-only').last().isVisible()).toBe(true);
    expect(await page.getByRole('status').textContent()).toBe('3 of 3 organizations shown');
  });

  test('has its colours: the policy allows the style', async () => {
    const page = await open(FULL_PAGE);
    await openEverything(page);
    const login = page.locator('.login');
    expect(await login.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(119, 119, 119)');
    expect(
      await login
        .locator('p')
        .first()
        .evaluate((element) => getComputedStyle(element).color),
    ).toBe('rgb(255, 255, 255)');
  });

  test('runs nothing that somebody puts into it', async () => {
    const injected = '<script>document.title = "injected"</script><img src="x" onerror="document.title = 1">';
    const { page } = await (browser as Browser).open(FULL_PAGE.replace('</main>', `${injected}</main>`));
    expect(await page.title()).toBe('Zero Trust organizations, 2026-11-22');
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
    ['longest-session', ['Widget Corp']],
    ['brand team', ['Widget Corp']],
    ['  team   corp ', ['Widget Corp']],
    ['library default', []],
    ['no such thing', []],
    ['', ['Widget Corp', 'Plain Corp', 'legacy/zone']],
  ];

  test('finds organizations by what names them, their rules, guardrails and reasons', async () => {
    const page = await open(FULL_PAGE);
    const search = page.getByRole('searchbox', { name: 'Search' });
    for (const [words, names] of SEARCHES) {
      await search.fill(words);
      expect([words, await namesIn(page)]).toEqual([words, names]);
      expect(await page.getByRole('status').textContent()).toBe(`${names.length} of 3 organizations shown`);
    }
  });

  test('is narrowed to those with findings', async () => {
    const page = await open(FULL_PAGE);
    const only = page.getByRole('checkbox', { name: 'Only those with findings' });
    await only.check();
    expect(await namesIn(page)).toEqual(['Widget Corp']);
    await page.getByRole('searchbox').fill('plain');
    expect(await namesIn(page)).toEqual([]);
    await only.uncheck();
    expect(await namesIn(page)).toEqual(['Plain Corp']);
  });

  test('finds one of a thousand without delay', async () => {
    const html = reportPage(reportOfMany(1_000));
    const start = performance.now();
    const page = await open(html);
    const loaded = performance.now() - start;
    const search = page.locator('#search');
    const milliseconds = await search.evaluate((input: HTMLInputElement) =>
      ['c', 'company', 'company 7', 'company 777', ''].map((words) => {
        input.value = words;
        const before = performance.now();
        input.dispatchEvent(new Event('input'));
        document.body.getBoundingClientRect();
        return Math.round(performance.now() - before);
      }),
    );
    await search.pressSequentially('company-777.');
    expect(await namesIn(page)).toEqual(['Company 777']);
    expect(await page.locator('#count').textContent()).toBe('1 of 1,000 organizations shown');
    await search.fill('');
    await page.locator('#only').check();
    expect(await page.locator('#count').textContent()).toBe('100 of 1,000 organizations shown');
    console.info(
      `1,000 organizations: ${(html.length / 1e6).toFixed(1)} MB, open after ${loaded.toFixed(0)} ms; filtering, layout included: ${milliseconds.join(', ')} ms`,
    );
    expect(Math.max(...milliseconds)).toBeLessThan(2_000);
  });
});

describe('accessibility', () => {
  const looks = {
    light: () => Promise.resolve(),
    dark: (page: Page) => page.emulateMedia({ colorScheme: 'dark' }),
    phone: (page: Page) => page.setViewportSize({ width: 360, height: 740 }),
    print: (page: Page) => page.emulateMedia({ media: 'print' }),
  };

  test.each(Object.entries(looks))('of the full report, %s', async (_, prepare) => {
    const page = await open(FULL_PAGE);
    await prepare(page);
    expect(await violationsOf(page)).toEqual([]);
    await openEverything(page);
    expect(await page.locator('.login').isVisible()).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
  });

  test.each([
    ['nothing', reportOf({ settings: [] })],
    ['hostile texts', EVERY_HOSTILE_TEXT],
  ])('of a report of %s', async (_, report) => {
    const page = await open(reportPage(report));
    await openEverything(page);
    expect(await violationsOf(page)).toEqual([]);
    await looks.dark(page);
    await looks.phone(page);
    expect(await violationsOf(page)).toEqual([]);
  });
});

describe('the keyboard', () => {
  /** What has the focus, and whether one can see that. */
  function focused(page: Page): Promise<{ name: string; outline: string }> {
    return page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { name: element.id || element.textContent.trim(), outline: `${outlineStyle} ${outlineWidth}` };
    });
  }

  test('reaches everything in the order of the page, with a focus that can be seen', async () => {
    const page = await open(FULL_PAGE);
    const names: string[] = [];
    for (let at = 0; at < 7; at += 1) {
      await page.keyboard.press('Tab');
      const { name, outline } = await focused(page);
      names.push(name);
      expect(outline).toBe('solid 3px');
      expect(await page.locator(':focus').isVisible()).toBe(true);
    }
    expect(names).toEqual([
      'Skip to the organizations',
      'search',
      'only',
      'Guardrails 2 sets',
      'Waivers 4',
      'Waived guardrails 2',
      'Acknowledged 2',
    ]);
  });

  test('skips to the organizations', async () => {
    const page = await open(FULL_PAGE);
    await page.keyboard.press('Tab');
    expect(await page.locator('.skip').evaluate((link) => link.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect((await focused(page)).name).toBe('organizations');
    await page.keyboard.press('Tab');
    expect((await focused(page)).name).toBe('Waived guardrails 2');
  });

  test.each(['Enter', 'Space'])('opens and closes with %s', async (key) => {
    const page = await open(FULL_PAGE);
    const reason = page.getByText('everybody has two keys');
    await page.getByText('Acknowledged', { exact: false }).first().focus();
    expect(await reason.isVisible()).toBe(false);
    await page.keyboard.press(key);
    expect(await reason.isVisible()).toBe(true);
    await page.keyboard.press(key);
    expect(await reason.isVisible()).toBe(false);
  });

  test('searches and filters', async () => {
    const page = await open(FULL_PAGE);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('corp');
    expect(await namesIn(page)).toEqual(['Widget Corp', 'Plain Corp']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await namesIn(page)).toEqual(['Widget Corp']);
  });
});

test.each([
  ['the full report', FULL],
  ['hostile texts', EVERY_HOSTILE_TEXT],
])('on a phone %s fits the screen', async (_, report) => {
  const page = await open(reportPage(report));
  await page.setViewportSize({ width: 360, height: 740 });
  await openEverything(page);
  await layOut(page);
  const tooWide = await page.evaluate(() =>
    Array.from(document.querySelectorAll('body *'))
      .filter((element) => element.getBoundingClientRect().right > 360 && element.closest('thead') === null)
      .map(({ outerHTML }) => outerHTML.slice(0, 80)),
  );
  expect(tooWide).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test('on paper everything is open, and nothing is hidden but the controls', async () => {
  const page = await open(FULL_PAGE);
  await page.getByRole('searchbox').fill('plain');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.locator('#controls').isVisible()).toBe(false);
  expect(await page.locator('.skip').isVisible()).toBe(false);
  const hidden = await page.evaluate(() =>
    Array.from(document.querySelectorAll('header *, .overview *, #organizations *'))
      .filter((element) => !element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }))
      .map(({ outerHTML }) => outerHTML.slice(0, 80)),
  );
  expect(hidden).toEqual([]);
  const heights = await page.locator('details').evaluateAll((all) => all.map((each) => each.clientHeight));
  expect(Math.min(...heights)).toBeGreaterThan(40);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
});

describe('hostile texts', () => {
  test('create no element', async () => {
    const harmless = await elementsOf(await open(reportPage(withTexts(FULL, () => 'harmless'))));
    expect(harmless).toMatchObject({ script: 1, style: 1, a: 1 });
    expect(harmless).not.toHaveProperty('img');
    for (const text of [...HOSTILE_TEXTS, HOSTILE_TEXTS.join('')]) {
      const page = await open(reportPage(withTexts(FULL, () => text)));
      expect([text, await elementsOf(page)]).toEqual([text, harmless]);
    }
  });

  test('are the same text in the browser, and its parser sees no markup in any', async () => {
    const page = await open('<!doctype html><title>A parser</title>');
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
    const { tags } = await parsed(reportPage(plain));
    await fc.assert(
      fc.asyncProperty(text, async (parts) => {
        const hostile = typeof parts === 'string' ? parts : parts.join('');
        const result = await parsed(reportPage(withTexts(plain, () => hostile)));
        expect(result.tags).toEqual(tags);
        if (/^[ -~]*$/.test(hostile)) {
          expect(result.name).toBe(hostile);
        }
      }),
      { numRuns: 100 },
    );
  });
});
