import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { ReportDocument, ReportedOrganization, ReportedSetting, ReportedWaiver } from '../../lib/report/document';
import { reportPage } from '../../lib/report/page';
import { FULL, HOSTILE_TEXTS, PLAIN, reportOf, reportOfMany, setting, WIDGET, withTexts } from './document';

/** The texts of markup, each on a line of its own. */
function shown(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, '\n')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

/** The texts of a page, each between line breaks. */
function textOf(page: string): string {
  return `\n${shown(page.slice(page.indexOf('<body>'), page.indexOf('<script>')))}\n`;
}

/** The tags, attributes included, in their order. */
function tagsOf(page: string): string[] {
  return page.match(/<[^>]*>/g) ?? [];
}

/** The page of one organization. */
function pageOf(differing: Partial<ReportedOrganization>): string {
  return reportPage(reportOf(differing));
}

/** The titles of the parts that open on demand. */
function titlesOf(page: string): string[] {
  return [...page.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, title = '']) => shown(title).replaceAll('\n', ' '));
}

function contentOf(page: string, tag: 'style' | 'script'): string {
  const [, content = ''] = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(page) ?? [];
  return content;
}

/** The page of one organization with a login design. */
function loginPage(...settings: ReportedSetting[]): string {
  return pageOf({ settings: [...PLAIN.settings, ...settings] });
}

describe('texts', () => {
  /** The paths of all texts but the words of closed sets. */
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

  test('have no effect on the markup, wherever they stand', () => {
    const paths = textPaths(FULL);
    expect(paths.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(fc.constantFrom(...paths), anyText, (path, parts) => {
        const text = typeof parts === 'string' ? parts : parts.join('');
        const page = reportPage(withText(path, text));
        expect(tagsOf(page)).toEqual(tagsOf(reportPage(withText(path, 'harmless'))));
      }),
      { numRuns: 300 },
    );
  });

  test.each(HOSTILE_TEXTS)('%j is harmless in every place at once', (text) => {
    const page = reportPage(withTexts(FULL, () => text));
    const harmless = reportPage(withTexts(FULL, () => 'harmless'));
    expect(tagsOf(page)).toEqual(tagsOf(harmless));
    expect(contentOf(page, 'style')).toBe(contentOf(harmless, 'style'));
    expect(contentOf(page, 'script')).toBe(contentOf(harmless, 'script'));
  });

  test('are shown as they are', () => {
    const name = `<b class="x">Widget's & Söhne 🏢 \${a} $&</b>`;
    expect(textOf(pageOf({ settings: [setting('name', name)] }))).toContain(`\n${name}\n`);
  });

  test('show what would hide, break a line or turn the direction of writing', () => {
    const name = 'a\u0000\n\t\u0085\u200b\u200e\u202e\u2066\u2028\ufeff\ud83d\udb40\udc41z';
    const shown = 'a⟨U+0000⟩⟨U+000A⟩⟨U+0009⟩⟨U+0085⟩⟨U+200B⟩⟨U+200E⟩⟨U+202E⟩⟨U+2066⟩⟨U+2028⟩⟨U+FEFF⟩⟨U+D83D⟩⟨U+E0041⟩z';
    expect(textOf(pageOf({ settings: [setting('name', name)] }))).toContain(`\n${shown}\n`);
  });

  test('keep the joiners of letters and emoji', () => {
    const name = 'می\u200cخواهم 👩\u200d💻';
    expect(textOf(pageOf({ settings: [setting('name', name)] }))).toContain(`\n${name}\n`);
  });

  test('end their direction of writing where they end', () => {
    const texts: string[] = [];
    const page = reportPage(
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

describe('the policy', () => {
  const policyOf = (page: string): string => shown(/Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '');
  const hash = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

  test.each([
    ['the full report', FULL],
    ['a report without colours', reportOf({})],
    ['hostile texts', withTexts(FULL, (text) => text + HOSTILE_TEXTS.join(''))],
  ])('of %s allows its style and its script, and nothing else', (_, document) => {
    const page = reportPage(document);
    expect(policyOf(page)).toBe(
      `default-src 'none'; img-src data:; style-src ${hash(contentOf(page, 'style'))}; script-src ${hash(contentOf(page, 'script'))}; base-uri 'none'; form-action 'none'`,
    );
  });

  test('is before anything that it is about, and no referrer is sent', () => {
    const page = reportPage(FULL);
    expect(tagsOf(page).slice(0, 5)).toEqual([
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      expect.stringContaining('Content-Security-Policy'),
    ]);
    expect(page).toContain('<meta name="referrer" content="no-referrer">');
  });

  test('has nothing to forbid: one style, one script, no handler, and one link, to the page itself', () => {
    const tags = tagsOf(reportPage(withTexts(FULL, (text) => text + HOSTILE_TEXTS.join(''))));
    const starting = (start: string): string[] => tags.filter((tag) => tag.startsWith(start));
    expect(starting('<style')).toEqual(['<style>']);
    expect(starting('<script')).toEqual(['<script>']);
    expect(starting('<a ')).toEqual(['<a class="skip" href="#organizations">']);
    expect(starting('<link')).toEqual(['<link rel="icon" href="data:,">']);
    expect(tags.filter((tag) => /<(img|iframe|form|base|object|embed)|\s(on\w+|style|src)=/.test(tag))).toEqual([]);
  });
});

test('the search is not there without its script, which shows it', () => {
  const page = reportPage(FULL);
  expect(page).toContain('<div id="controls" role="search" hidden>');
  expect(contentOf(page, 'script')).toContain('controls.hidden = false;');
});

test('a page is in ASCII when its texts are', () => {
  expect(reportPage(FULL)).toMatch(/^[\n -~]*$/);
});

describe('the header', () => {
  const countsOf = (document: ReportDocument): Record<string, string> =>
    Object.fromEntries(
      [...reportPage(document).matchAll(/<div><dt>([^<]*)<\/dt><dd class="(\w+)">([^<]*)<\/dd>/g)].map(
        ([, label = '', tone = '', amount = '']) => [label, `${amount} ${tone}`],
      ),
    );

  test('says what it is, and on which day it was judged', () => {
    const page = reportPage(FULL);
    expect(page).toContain('<title>Zero Trust organizations, 2026-11-22</title>');
    expect(textOf(page)).toContain('\nZero Trust organizations\nJudged on\n2026-11-22\n');
  });

  test('counts', () => {
    expect(countsOf(FULL)).toEqual({
      Organizations: '3 info',
      'Guardrails violated': '1 bad',
      'Guardrails undecided': '1 info',
      Warnings: '1 warn',
      'Guardrails waived': '2 info',
      'Waivers ending soon': '1 warn',
    });
  });

  test('counts nothing, and thousands', () => {
    expect(countsOf({ ...FULL, organizations: [], waivers: [] })).toEqual({
      Organizations: '0 info',
      'Guardrails violated': '0 info',
      'Guardrails undecided': '0 info',
      Warnings: '0 info',
      'Guardrails waived': '0 info',
      'Waivers ending soon': '0 info',
    });
    const soon = Array.from({ length: 12_345 }, () => FULL.waivers[0] as ReportedWaiver);
    expect(countsOf({ ...FULL, waivers: soon })).toMatchObject({ 'Waivers ending soon': '12,345 warn' });
    expect(countsOf(reportOfMany(1_000))).toMatchObject({
      Organizations: '1,000 info',
      'Guardrails violated': '100 bad',
    });
  });
});

describe('the overview', () => {
  test('says what each set of guardrails demands', () => {
    const text = textOf(reportPage(FULL));
    expect(text).toContain('\nGuardrails\n2 sets\ncompany baseline\nerror\nGuardrail\nWhat it demands\nLimit\n');
    expect(text).toContain('\nlongest-session\nno session is longer than 24h\n24h\n');
    expect(text).toContain('\nonly phishing-resistant authenticators\ntrue\n');
    expect(text).toContain('\nwidget-corp.cloudflareaccess.com\n,\nplain.cloudflareaccess.com\n');
    expect(text).toContain('\nadvice\nwarning\n');
  });

  test('shows whether a set is an error or a warning', () => {
    const page = reportPage(FULL);
    expect(page).toContain('<h3><bdi>company baseline</bdi> <span class="b bad">error</span></h3>');
    expect(page).toContain('<h3><bdi>advice</bdi> <span class="b warn">warning</span></h3>');
  });

  test('says what is waived, where, why and until when', () => {
    const text = textOf(reportPage(FULL));
    expect(text).toContain('\nWaivers\n4\nGuardrail\nScope\nReason\nEnd\nState\n');
    expect(text).toContain(
      '\nno-unmanaged-settings\nproduction\nthe brand team edits its pages\nuntil\n2026-12-31\nends soon\n',
    );
    expect(text).toContain('\nseat-expiration-required\nthe app\nseats are free of charge\nno end\nin force\n');
  });

  test('of one set says so', () => {
    expect(titlesOf(reportPage({ ...FULL, guardrails: FULL.guardrails.slice(0, 1) }))).toContain('Guardrails 1 set');
  });

  test.each(FULL.waivers.map((waiver) => [waiver.state, waiver] as const))(
    'is open for a waiver that is %s when somebody should act',
    (state, waiver) => {
      const page = reportPage({ ...FULL, guardrails: [], waivers: [waiver] });
      expect(page.includes('<details open><summary><h2>Waivers')).toBe(state !== 'in force');
      const tone = { 'in force': 'good', 'ends soon': 'warn', expired: 'bad', unused: 'info' }[state];
      expect(page).toContain(`<span class="b ${tone}">${state}</span>`);
    },
  );

  test('is open for one such waiver among others', () => {
    expect(reportPage(FULL)).toContain('<details open><summary><h2>Waivers');
  });

  test('is left out when there is neither', () => {
    expect(pageOf({})).not.toContain('class="overview"');
    expect(titlesOf(reportPage({ ...FULL, organizations: [], guardrails: [] }))).toEqual(['Waivers 4']);
    expect(titlesOf(reportPage({ ...FULL, organizations: [], waivers: [] }))).toEqual(['Guardrails 2 sets']);
  });
});

describe('an organization', () => {
  const ADVICE = { set: 'advice', guardrail: 'lock-required', level: 'warning', outcome: 'violated' } as const;
  const full = pageOf(WIDGET);
  const fullText = textOf(full);

  test('has its name, its login domain and where it is', () => {
    expect(full).toContain(
      '<h3><span class="s"><bdi>Widget Corp</bdi></span> <small class="s"><bdi>widget-corp.cloudflareaccess.com</bdi></small></h3>',
    );
    expect(fullText).toContain('\nPath\nproduction/Widget/Organization\nStack\nproduction\nAddress\ncloudflare_zero');
    expect(fullText).toContain('\nAccount\n023e105f4ecef8ad9ca31a8372d0c353\nMade with\nZeroTrustOrganization\n');
    expect(fullText).toContain('\nBlueprint\nworkforce\nProvider\n>= 5.26.0, < 6.0.0\nneeds\n5.26.0\n');
  });

  test('without a name is known by its path, and one of a zone has a zone', () => {
    const page = pageOf({ madeWith: 'resource', settings: [setting('zoneId', '9a7806061c88ada191ed06f989cc3dac')] });
    expect(page).toContain('<h3><bdi>plain/Organization</bdi></h3>');
    expect(textOf(page)).toContain(
      '\nZone\n9a7806061c88ada191ed06f989cc3dac\nMade with\na bare resource of the bindings\nProvider\nno constraint\nany 5.x will do\n',
    );
  });

  test('has findings first, then what was accepted, then how it is set', () => {
    expect(titlesOf(full)).toEqual([
      'Waived guardrails 2',
      'Acknowledged 2',
      "Differences from blueprint 'workforce' 3",
      'Settings 18',
      'Left to the dashboard 2',
      'Login page',
      'Guardrails met 1',
    ]);
    expect(full.indexOf('class="findings"')).toBeLessThan(full.indexOf('<details>'));
    expect(titlesOf(pageOf({}))).toEqual(['Settings 3']);
    expect(titlesOf(pageOf({ settings: [] }))).toEqual([]);
    expect(pageOf({})).not.toContain('class="findings"');
  });

  test('says what is wrong with it, each rule once', () => {
    expect(fullText).toContain(
      "\nviolated\nphishing-resistant-only\ncompany baseline\n, error\nmfa.allowedAuthenticators: 'totp' is not phishing-resistant;",
    );
    expect(fullText).toContain(
      '\nundecided\nlock-reason-pattern\ncompany baseline\n, warning\nreadOnlyLock.reason: is',
    );
    expect(fullText).toContain("\nwarning\nlogin-contrast\nloginDesign.textColor: '#FFFFFF' on '#777' has");
    expect(fullText).toContain('write a darker or lighter colour, or acknowledge\n');
  });

  test('shows violated guardrails of sets that only warn in another colour', () => {
    const page = pageOf({ guardrails: [ADVICE] });
    expect(page).toContain('<span class="b warn">1 violated</span>');
    expect(page).toContain('<li><span class="b warn">violated</span>');
    expect(page).toContain('<dt>Guardrails violated</dt><dd class="warn">1</dd>');
    expect(full).toContain('<li><span class="b bad">violated</span>');
  });

  test('shows the id of a guardrail before its message, and not again at its end', () => {
    const verdict = { set: 'company', guardrail: 'lock-required', level: 'error', outcome: 'violated' } as const;
    const text = textOf(pageOf({ guardrails: [{ ...verdict, message: 'it is open [guardrail lock-required]' }] }));
    expect(text).toContain('\nlock-required\ncompany\n, error\nit is open\n');
  });

  test('says who accepted what, why, where and until when', () => {
    expect(fullText).toContain(
      '\nwaived\nno-unmanaged-settings\ncompany baseline\n, error\nunmanaged: customPages is left to the dashboard\nthe brand team edits its pages\non\nproduction\n, until\n2026-12-31\n',
    );
    expect(fullText).toContain(
      '\nwaived\nseat-expiration-required\ncompany baseline\n, warning\nseats are free of charge\non the app, no end\n',
    );
    expect(fullText).toContain('\nacknowledged\nmfa-single-authenticator\nmfa.allowedAuthenticators: one');
    expect(fullText).toContain('\neverybody has two keys\non\nproduction\n');
    expect(fullText).toContain("\ntext-template\nname: '${x}'\na template on purpose\non the app\n");
    expect(fullText).toContain('\nmet\nlongest-session\ncompany baseline\n');
  });

  test('shows what is met by each set', () => {
    const met = { level: 'error', outcome: 'met' } as const;
    const guardrails: ReportedOrganization['guardrails'] = [
      { ...met, set: 'company', guardrail: 'lock-required' },
      { ...met, set: 'advice', guardrail: 'longest-session' },
      { ...met, set: 'company', guardrail: 'longest-mfa-session' },
    ];
    const text = textOf(pageOf({ guardrails }));
    expect(text).toContain('\nmet\nlock-required, longest-mfa-session\ncompany\nmet\nlongest-session\nadvice\n');
  });

  test.each([
    ['ask', 'undecided'],
    ['warn', 'warning'],
    ['info', 'waived'],
    ['info', 'acknowledged'],
    ['good', 'met'],
    ['ask', '1 undecided'],
    ['warn', '1 warning'],
    ['info', '2 waived'],
  ])('has the colour %s for %s', (tone, word) => {
    expect(full).toContain(`<span class="b ${tone}">${word}</span>`);
  });

  test('shows a waived guardrail even when nothing is known about the waiver', () => {
    const verdict = { set: 'baseline', guardrail: 'lock', level: 'error', outcome: 'waived' } as const;
    expect(textOf(pageOf({ guardrails: [verdict] }))).toContain('\nwaived\nlock\nbaseline\n, error\nSettings\n');
  });

  test('says where it is not its blueprint', () => {
    expect(fullText).toContain(
      '\nSetting\nBlueprint\nThis organization\nsessionDuration\n24h\n12h\nloginDesign.textColor\nnot sent\n#FFFFFF\n',
    );
    expect(fullText).toContain('\ncustomPages.forbidden\nf00dfacef00dfacef00dfacef00dface\nnot sent\n');
    expect(titlesOf(pageOf({ differences: WIDGET.differences }))).toContain('Differences from blueprint 3');
  });

  test('says how it is set, and where each value comes from', () => {
    expect(fullText).toContain('\nSetting\nValue\nFrom\naccountId\n');
    expect(fullText).toContain("\nsessionDuration\n12h\nblueprint\n'workforce'\n");
    expect(fullText).toContain('\nallowAuthenticateViaWarp\nfalse\nlibrary default\n');
    expect(fullText).toContain('\nmfa.allowedAuthenticators\ntotp\n,\nbiometrics\n,\nsecurity_key\nblueprint\n');
    expect(fullText).toContain('\ndenyUnmatchedRequests.exemptedZoneNames\nempty list\nthis organization\n');
    expect(fullText).toContain('\nloginDesign.footerText\nempty text\nthis organization\n');
    expect(fullText).toContain('\nserviceTokenInactivity.inactivityThresholdDays\n90\nthis organization\n');
    expect(fullText).toContain('by <token>\nnot known before apply\nthis organization\n');
  });

  test('says who left a setting to the dashboard', () => {
    expect(fullText).toContain(
      "\nuserSeatExpirationInactiveTime\nby blueprint\n'workforce'\ncustomPages\nby this organization\n",
    );
  });

  test('that a blueprint without a name made has one all the same', () => {
    const unmanaged = [{ prop: 'mfa', source: 'blueprint' }] as const;
    expect(textOf(pageOf({ unmanaged }))).toContain('\nmfa\nby blueprint\n');
  });

  test.each<[string, Partial<ReportedOrganization>, string, RegExp]>([
    ['nothing', {}, '<article>', /\nno findings\nPath/],
    ['a warning', { warnings: WIDGET.warnings }, '<article data-findings="warn">', /\n1 warning\nPath/],
    [
      'warnings',
      { warnings: [...WIDGET.warnings, ...WIDGET.warnings] },
      '<article data-findings="warn">',
      /\n2 warnings\nPath/,
    ],
    [
      'an undecided guardrail',
      { guardrails: WIDGET.guardrails.slice(1, 2) },
      '<article data-findings="warn">',
      /\n1 undecided\nPath/,
    ],
    [
      'a violated guardrail',
      { guardrails: WIDGET.guardrails.slice(0, 1) },
      '<article data-findings="bad">',
      /\n1 violated\nPath/,
    ],
    [
      'a violated guardrail that only warns',
      { guardrails: [ADVICE] },
      '<article data-findings="warn">',
      /\n1 violated\nPath/,
    ],
    [
      'violated guardrails, one of which is an error',
      { guardrails: [ADVICE, ...WIDGET.guardrails.slice(0, 1)] },
      '<article data-findings="bad">',
      /\n2 violated\nPath/,
    ],
    ['waived guardrails', { guardrails: WIDGET.guardrails.slice(2) }, '<article>', /\nno findings\n2 waived\nPath/],
    ['everything', WIDGET, '<article data-findings="bad">', /\n1 violated\n1 undecided\n1 warning\n2 waived\nPath/],
  ])('is marked when there is %s', (_, differing, tag, badges) => {
    const page = pageOf(differing);
    expect(tagsOf(page)).toContain(tag);
    expect(textOf(page)).toMatch(badges);
  });

  test('is found by what names it, its rules, guardrails and waivers', () => {
    const found = [...full.matchAll(/class="s">(?:<bdi>)?([^<]*)/g)].map(([, text]) => text);
    expect(found.sort()).toEqual(
      [
        'Widget Corp',
        'widget-corp.cloudflareaccess.com',
        'production/Widget/Organization',
        'production',
        '023e105f4ecef8ad9ca31a8372d0c353',
        'workforce',
        ...WIDGET.guardrails.map(({ guardrail }) => guardrail),
        'login-contrast',
        'mfa-single-authenticator',
        'text-template',
        'the brand team edits its pages',
        'seats are free of charge',
      ].sort(),
    );
  });

  test('is not the only thing that can be missing', () => {
    expect(textOf(reportPage({ ...FULL, organizations: [] }))).toContain('\nOrganizations\nThis app has none.\n');
  });
});

describe('the login page', () => {
  const background = (value: unknown, known = true): ReportedSetting =>
    setting('loginDesign.backgroundColor', value, known);
  const text = (value: unknown, known = true): ReportedSetting => setting('loginDesign.textColor', value, known);

  test.each([
    ['#777', '#fff', '4.47', 'too low'],
    ['#3f75d0', '#fff', '4.49', 'too low'],
    ['#767676', '#FFF', '4.54', 'enough'],
    ['#1f2937', '#ffffff', '14.67', 'enough'],
  ])('%s and %s have a contrast of %s, which is %s', (one, other, contrast, verdict) => {
    for (const page of [loginPage(background(one), text(other)), loginPage(background(other), text(one))]) {
      expect(textOf(page)).toContain(`\nContrast\n${contrast} to 1\n${verdict}\nWCAG AA: 4.5 to 1\n`);
      expect(page).toContain(`<span class="b ${verdict === 'enough' ? 'good' : 'bad'}">${verdict}</span>`);
      expect(page).toContain('<div class="login c0" aria-hidden="true"><div class="c1">');
    }
  });

  test('is shown in its colours and texts, and all of it is said beside it', () => {
    const page = pageOf(WIDGET);
    expect(page).toContain(
      '<div class="login c0" aria-hidden="true"><div class="c1"><p><bdi>https://widget-corp.com/logo.png</bdi></p><p><bdi>Welcome to Widget Corp</bdi></p><p class="in">Sign in</p><p><i>empty text</i></p></div></div>',
    );
    expect(textOf(page)).toContain(
      '\nBackground\n#777\nText colour\n#FFFFFF\nLogo\nhttps://widget-corp.com/logo.png\nHeader\nWelcome to Widget Corp\nFooter\nempty text\nContrast\n4.47 to 1\n',
    );
  });

  test('has what was given, and no more', () => {
    const page = loginPage(setting('loginDesign.headerText', 'Welcome'));
    expect(textOf(page)).toContain('\nLogin page\nHeader\nWelcome\nMade by');
    expect(page).not.toContain('class="login');
    expect(loginPage(background('#fff'), text('#000'))).toContain(
      '<div class="c1"><p class="in">Sign in</p></div></div>',
    );
  });

  test.each([
    ['a background', background('#1f2937')],
    ['a colour of text', text('#1f2937')],
  ])('with only %s says what its contrast depends on', (_, only) => {
    const page = loginPage(only);
    expect(textOf(page)).toContain("\n#1f2937\nContrast\ndepends on Cloudflare's default for the other colour\n");
    expect(page).toContain('<span class="chip c0" aria-hidden="true"></span><bdi>#1f2937</bdi>');
    expect(page).not.toContain('class="login');
  });

  test.each<[unknown, boolean, string]>([
    ['<token>', false, '<token>\nnot known before apply'],
    ['#fff', false, '#fff\nnot known before apply'],
    ['white', true, 'white'],
    ['#ffff', true, '#ffff'],
    ['#fff\n', true, '#fff⟨U+000A⟩'],
    ['#fff}*{display:none}', true, '#fff}*{display:none}'],
    ['', true, 'empty text'],
    [7, true, '7'],
  ])('names the colour %j (known: %s), and does not show it', (color, known, shown) => {
    const page = loginPage(background('#123'), text(color, known));
    expect(textOf(page)).toContain(
      `\nText colour\n${shown}\nContrast\ncannot be told: a colour is not known before apply, or is none\n`,
    );
    expect(page).not.toContain('class="login');
    expect(page.match(/class="chip [^"]*"/g)).toEqual(['class="chip c0"']);
    expect(contentOf(page, 'style')).toMatch(/\n\.c0\{--c:#123\}\n$/);
  });

  test('has one class a colour, whatever its case', () => {
    const organizations = [
      { ...PLAIN, settings: [background('#FFF'), text('#000')] },
      { ...PLAIN, settings: [background('#000'), text('#fff')] },
    ];
    const page = reportPage({ ...FULL, organizations });
    expect(contentOf(page, 'style')).toMatch(/\n\.c0\{--c:#fff\}\n\.c1\{--c:#000\}\n$/);
    expect(page).toContain('<div class="login c0" aria-hidden="true"><div class="c1">');
    expect(page).toContain('<div class="login c1" aria-hidden="true"><div class="c0">');
  });

  test('has a text that looks like a colour as a text', () => {
    expect(loginPage(background('#fff'), setting('loginDesign.headerText', '#fff')).match(/class="chip/g)).toHaveLength(
      1,
    );
  });
});
