import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { htmlPage } from '../../lib/report/html-page';
import type {
  ReportDocument,
  ReportedGuardrailResult,
  ReportedOrganization,
  ReportedSetting,
  ReportedWaiver,
} from '../../lib/report/report-document';
import { FULL, HOSTILE_TEXTS, PLAIN, reportOf, reportOfMany, setting, WIDGET, withTexts } from './documents';

/** The texts between the tags of markup, one per line. */
function textsIn(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, '\n')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

/** The texts of a page, one per line, with a line break before the first and after the last. */
function textOf(page: string): string {
  return `\n${textsIn(page.slice(page.indexOf('<body>'), page.indexOf('<script>')))}\n`;
}

/** The tags of a page with their attributes, in order. */
function tagsOf(page: string): string[] {
  return page.match(/<[^>]*>/g) ?? [];
}

/** The page of a report on one organization. */
function pageOf(members: Partial<ReportedOrganization>): string {
  return htmlPage(reportOf(members));
}

/** The titles of the expandable sections. */
function titlesOf(page: string): string[] {
  return [...page.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, title = '']) => textsIn(title).replaceAll('\n', ' '));
}

function contentOf(page: string, tag: 'style' | 'script'): string {
  const [, content = ''] = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(page) ?? [];
  return content;
}

/** The page of an organization with some login settings. */
function loginPage(...settings: ReportedSetting[]): string {
  return pageOf({ settings: [...PLAIN.settings, ...settings] });
}

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
    expect(starting('<a ')).toEqual(['<a class="skip" href="#organizations">']);
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

  test('states that an app has no organizations', () => {
    expect(textOf(htmlPage({ ...FULL, organizations: [] }))).toContain(
      '\nOrganizations\nThis app has no organizations.\n',
    );
  });
});

describe('the header', () => {
  /** The counts with their tones, by label. */
  const countsOf = (document: ReportDocument): Record<string, string> =>
    Object.fromEntries(
      [...htmlPage(document).matchAll(/<div><dt>([^<]*)<\/dt><dd class="(\w+)">([^<]*)<\/dd>/g)].map(
        ([, label = '', tone = '', amount = '']) => [label, `${amount} ${tone}`],
      ),
    );

  test('shows the title and the day of the evaluation', () => {
    const page = htmlPage(FULL);
    expect(page).toContain('<title>Zero Trust organizations, 2026-11-22</title>');
    expect(textOf(page)).toContain('\nZero Trust organizations\nEvaluated on\n2026-11-22\n');
  });

  test('counts organizations, errors, results of guardrails, warnings and waivers that end soon', () => {
    expect(countsOf(FULL)).toEqual({
      Organizations: '3 info',
      Errors: '1 bad',
      'Guardrails violated': '1 bad',
      'Guardrails indeterminate': '1 info',
      Warnings: '1 warn',
      'Guardrails waived': '2 info',
      'Waivers ending soon': '1 warn',
    });
  });

  test('does not highlight counts of zero', () => {
    expect(countsOf({ ...FULL, organizations: [], waivers: [] })).toEqual({
      Organizations: '0 info',
      Errors: '0 info',
      'Guardrails violated': '0 info',
      'Guardrails indeterminate': '0 info',
      Warnings: '0 info',
      'Guardrails waived': '0 info',
      'Waivers ending soon': '0 info',
    });
  });

  test('groups the digits of counts', () => {
    const soon = Array.from({ length: 12_345 }, () => FULL.waivers[0] as ReportedWaiver);
    expect(countsOf({ ...FULL, waivers: soon })).toMatchObject({ 'Waivers ending soon': '12,345 warn' });
    expect(countsOf(reportOfMany(1_000))).toMatchObject({
      Organizations: '1,000 info',
      'Guardrails violated': '100 bad',
    });
  });
});

describe('the overview', () => {
  test('lists the requirement and the limit of each guardrail', () => {
    const text = textOf(htmlPage(FULL));
    expect(text).toContain('\nGuardrails\n2\ncompany baseline\nerror\nGuardrail\nRequirement\nLimit\n');
    expect(text).toContain('\nmax-session-duration\nMaximum session duration\n24h\n');
    expect(text).toContain('\nOnly phishing-resistant authenticators\ntrue\n');
    expect(text).toContain('\nwidget-corp.cloudflareaccess.com\n,\nplain.cloudflareaccess.com\n');
    expect(text).toContain('\nadvice\nwarning\n');
  });

  test('colors the level of guardrails', () => {
    const page = htmlPage(FULL);
    expect(page).toContain('<h3><bdi>company baseline</bdi> <span class="b bad">error</span></h3>');
    expect(page).toContain('<h3><bdi>advice</bdi> <span class="b warn">warning</span></h3>');
  });

  test('lists guardrail, scope, reason, expiry and state of each waiver', () => {
    const text = textOf(htmlPage(FULL));
    expect(text).toContain('\nWaivers\n4\nGuardrail\nScope\nReason\nExpiry\nState\n');
    expect(text).toContain(
      '\nno-unmanaged-settings\nproduction\nthe brand team edits its pages\nuntil\n2026-12-31\nends soon\n',
    );
    expect(text).toContain('\nseat-expiration-required\nthe app\nseats are free of charge\nno expiry\nactive\n');
  });

  test.each<[ReportedWaiver['state'], string, string]>([
    ['active', 'good', 'collapsed'],
    ['ends soon', 'warn', 'expanded'],
    ['expired', 'bad', 'expanded'],
    ['unused', 'info', 'expanded'],
  ])("shows the state '%s' with the tone '%s' and the waivers %s", (state, tone, display) => {
    const waivers = FULL.waivers.filter((waiver) => waiver.state === state);
    const page = htmlPage({ ...FULL, guardrails: [], waivers });
    expect(page.includes('<details open><summary><h2>Waivers')).toBe(display === 'expanded');
    expect(page).toContain(`<span class="b ${tone}">${state}</span>`);
  });

  test('expands the waivers if at least one is not active', () => {
    expect(htmlPage(FULL)).toContain('<details open><summary><h2>Waivers');
  });

  test('is absent without guardrails and waivers', () => {
    expect(pageOf({})).not.toContain('class="overview"');
    expect(titlesOf(htmlPage({ ...FULL, organizations: [], guardrails: [] }))).toEqual(['Waivers 4']);
    expect(titlesOf(htmlPage({ ...FULL, organizations: [], waivers: [] }))).toEqual(['Guardrails 2']);
  });
});

describe('an organization', () => {
  const ADVICE: ReportedGuardrailResult = {
    guardrails: 'advice',
    guardrail: 'lock-required',
    level: 'warning',
    outcome: 'violated',
  };
  const full = pageOf(WIDGET);
  const fullText = textOf(full);

  test('shows its name, login domain, place in the app and provider', () => {
    expect(full).toContain(
      '<h3><span class="s"><bdi>Widget Corp</bdi></span> <small class="s"><bdi>widget-corp.cloudflareaccess.com</bdi></small></h3>',
    );
    expect(fullText).toContain('\nPath\nproduction/Widget/Organization\nStack\nproduction\nAddress\ncloudflare_zero');
    expect(fullText).toContain('\nAccount\n023e105f4ecef8ad9ca31a8372d0c353\nType\nZeroTrustOrganization\n');
    expect(fullText).toContain('\nBlueprint\nworkforce\nProvider\n>= 5.26.0, < 6.0.0\nrequires\n5.26.0\n');
  });

  test('shows its path if it has no name, and the zone if it is a bare resource of a zone', () => {
    const page = pageOf({ madeWith: 'resource', settings: [setting('zoneId', '9a7806061c88ada191ed06f989cc3dac')] });
    expect(page).toContain('<h3><bdi>plain/Organization</bdi></h3>');
    expect(textOf(page)).toContain(
      '\nZone\n9a7806061c88ada191ed06f989cc3dac\nType\nbare resource\nProvider\nno constraint\nworks with all of 5.x\n',
    );
  });

  test('shows findings, then exceptions, then settings, and omits empty sections', () => {
    expect(titlesOf(full)).toEqual([
      'Waived guardrails 2',
      'Acknowledged findings 2',
      "Differences from blueprint 'workforce' 3",
      'Settings 18',
      'Unmanaged settings 2',
      'Live checks 2',
      'Login page',
      'Satisfied guardrails 1',
    ]);
    expect(full.indexOf('class="findings"')).toBeLessThan(full.indexOf('<details>'));
    expect(titlesOf(pageOf({}))).toEqual(['Settings 3']);
    expect(titlesOf(pageOf({ settings: [] }))).toEqual([]);
    expect(pageOf({})).not.toContain('class="findings"');
  });

  test('shows each finding with its id and message', () => {
    expect(fullText).toContain(
      "\nviolated\nphishing-resistant-only\ncompany baseline\n, error\nmfa.allowedAuthenticators contains 'totp', but",
    );
    expect(fullText).toContain(
      "\nindeterminate\nlock-reason-pattern\ncompany baseline\n, warning\nreadOnlyLock.reason 'managed in",
    );
    expect(fullText).toContain("\nwarning\nlogin-contrast\nloginDesign.textColor '#FFFFFF' has a contrast of 4.47");
  });

  test('shows the id of a finding once, without repeating it at the end of the message', () => {
    expect(fullText).toContain("Remove 'totp' or add a waiver.\n");
    expect(fullText).toContain('Use a darker or lighter color, or acknowledge this.\n');
    const warning = { rule: 'login-contrast', prop: 'name', message: 'A message with another end. [text-template]' };
    expect(textOf(pageOf({ warnings: [warning] }))).toContain(`\nlogin-contrast\n${warning.message}\n`);
  });

  test('colors violations by the level of the guardrail', () => {
    const page = pageOf({ guardrails: [ADVICE] });
    expect(page).toContain('<span class="b warn">1 violated</span>');
    expect(page).toContain('<li><span class="b warn">violated</span>');
    expect(page).toContain('<dt>Guardrails violated</dt><dd class="warn">1</dd>');
    expect(full).toContain('<li><span class="b bad">violated</span>');
  });

  test('shows the reason, the scope and the expiry of waivers', () => {
    expect(fullText).toContain(
      "\nwaived\nno-unmanaged-settings\ncompany baseline\n, error\nunmanaged customPages is not allowed: guardrails 'company baseline' require all settings to be managed in code. Set these settings in code or add a waiver.\nthe brand team edits its pages\non\nproduction\n, until\n2026-12-31\n",
    );
    expect(fullText).toContain(
      '\nwaived\nseat-expiration-required\ncompany baseline\n, warning\nseats are free of charge\non the app, no expiry\n',
    );
  });

  test('shows a waived guardrail whose waiver is missing', () => {
    const result = { ...ADVICE, outcome: 'waived' } as const;
    expect(textOf(pageOf({ guardrails: [result] }))).toContain(
      '\nwaived\nlock-required\nadvice\n, warning\nSettings\n',
    );
  });

  test('shows the reason and the scope of acknowledgements', () => {
    expect(fullText).toContain('\nacknowledged\nmfa-single-authenticator\nmfa.allowedAuthenticators ');
    expect(fullText).toContain('\nevery user has two keys\non\nproduction\n');
    expect(fullText).toContain("\ntext-template\nname '${x}' contains ");
    expect(fullText).toContain('\nthe name comes from a template\non the app\n');
  });

  test('groups satisfied guardrails by name', () => {
    const satisfied = { level: 'error', outcome: 'satisfied' } as const;
    const guardrails: ReportedOrganization['guardrails'] = [
      { ...satisfied, guardrails: 'company', guardrail: 'lock-required' },
      { ...satisfied, guardrails: 'advice', guardrail: 'max-session-duration' },
      { ...satisfied, guardrails: 'company', guardrail: 'max-mfa-session-duration' },
    ];
    expect(textOf(pageOf({ guardrails }))).toContain(
      '\nsatisfied\nlock-required, max-mfa-session-duration\ncompany\nsatisfied\nmax-session-duration\nadvice\n',
    );
  });

  test.each([
    ['indeterminate', 'ask'],
    ['warning', 'warn'],
    ['waived', 'info'],
    ['acknowledged', 'info'],
    ['satisfied', 'good'],
    ['1 indeterminate', 'ask'],
    ['1 warning', 'warn'],
    ['2 waived', 'info'],
  ])("shows '%s' with the tone '%s'", (word, tone) => {
    expect(full).toContain(`<span class="b ${tone}">${word}</span>`);
  });

  test('compares differing settings with those of the blueprint', () => {
    expect(fullText).toContain(
      '\nSetting\nBlueprint\nThis organization\nsessionDuration\n24h\n12h\nloginDesign.textColor\nnot sent\n#FFFFFF\n',
    );
    expect(fullText).toContain('\ncustomPages.forbidden\nf00dfacef00dfacef00dfacef00dface\nnot sent\n');
    expect(titlesOf(pageOf({ differences: WIDGET.differences }))).toContain('Differences from blueprint 3');
  });

  test('shows the value and the source of each setting', () => {
    expect(fullText).toContain('\nSetting\nValue\nSource\naccountId\n');
    expect(fullText).toContain("\nsessionDuration\n12h\nblueprint\n'workforce'\n");
    expect(fullText).toContain('\nallowAuthenticateViaWarp\nfalse\nlibrary default\n');
    expect(fullText).toContain('\nmfa.allowedAuthenticators\ntotp\n,\nbiometrics\n,\nsecurity_key\nblueprint\n');
    expect(fullText).toContain('\ndenyUnmatchedRequests.exemptedZoneNames\nempty list\nthis organization\n');
    expect(fullText).toContain('\nloginDesign.footerText\nempty text\nthis organization\n');
    expect(fullText).toContain('\nserviceTokenInactivity.inactivityThresholdDays\n90\nthis organization\n');
    expect(fullText).toContain('by <token>\nunresolved until apply\nthis organization\n');
  });

  test('shows the source of each unmanaged setting', () => {
    expect(fullText).toContain(
      "\nuserSeatExpirationInactiveTime\nby blueprint\n'workforce'\ncustomPages\nby this organization\n",
    );
    const unmanaged = [{ prop: 'mfa', source: 'blueprint' }] as const;
    expect(textOf(pageOf({ unmanaged }))).toContain('\nmfa\nby blueprint\n');
  });

  test.each<[string, Partial<ReportedOrganization>, string, RegExp]>([
    ['no findings', {}, '<article>', /\nno findings\nPath/],
    ['a warning', { warnings: WIDGET.warnings }, '<article data-findings="warn">', /\n1 warning\nPath/],
    [
      'two warnings',
      { warnings: [...WIDGET.warnings, ...WIDGET.warnings] },
      '<article data-findings="warn">',
      /\n2 warnings\nPath/,
    ],
    [
      'an indeterminate guardrail',
      { guardrails: WIDGET.guardrails.slice(1, 2) },
      '<article data-findings="warn">',
      /\n1 indeterminate\nPath/,
    ],
    [
      'a violation at error level',
      { guardrails: WIDGET.guardrails.slice(0, 1) },
      '<article data-findings="bad">',
      /\n1 violated\nPath/,
    ],
    ['a violation at warning level', { guardrails: [ADVICE] }, '<article data-findings="warn">', /\n1 violated\nPath/],
    [
      'violations at both levels',
      { guardrails: [ADVICE, ...WIDGET.guardrails.slice(0, 1)] },
      '<article data-findings="bad">',
      /\n2 violated\nPath/,
    ],
    [
      'waived guardrails only',
      { guardrails: WIDGET.guardrails.slice(2) },
      '<article>',
      /\nno findings\n2 waived\nPath/,
    ],
    [
      'findings of every kind',
      WIDGET,
      '<article data-findings="bad">',
      /\n1 violated\n1 indeterminate\n1 warning\n2 waived\nPath/,
    ],
  ])('with %s has the matching mark and badges', (_, members, tag, badges) => {
    const page = pageOf(members);
    expect(tagsOf(page)).toContain(tag);
    expect(textOf(page)).toMatch(badges);
  });

  test('can be searched by its identity, rules, guardrails and waivers', () => {
    const searchable = [...full.matchAll(/class="s">(?:<bdi>)?([^<]*)/g)].map(([, text]) => text);
    expect(searchable.sort()).toEqual(
      [
        'Widget Corp',
        'widget-corp.cloudflareaccess.com',
        'production/Widget/Organization',
        'production',
        '023e105f4ecef8ad9ca31a8372d0c353',
        'workforce',
        ...WIDGET.guardrails.map(({ guardrail }) => guardrail),
        'name-blank',
        'login-contrast',
        'mfa-single-authenticator',
        'text-template',
        'the brand team edits its pages',
        'seats are free of charge',
      ].sort(),
    );
  });
});

describe('the login page', () => {
  const background = (value: unknown, unresolved = false): ReportedSetting =>
    setting('loginDesign.backgroundColor', value, unresolved);
  const text = (value: unknown, unresolved = false): ReportedSetting =>
    setting('loginDesign.textColor', value, unresolved);

  test.each([
    ['#777', '#fff', '4.47', 'too low'],
    ['#3f75d0', '#fff', '4.49', 'too low'], // rounded down, because 4.50 would look sufficient
    ['#767676', '#FFF', '4.54', 'sufficient'],
    ['#1f2937', '#ffffff', '14.67', 'sufficient'],
  ])('shows that %s and %s have a contrast of %s, which is %s', (one, other, contrast, rating) => {
    for (const page of [loginPage(background(one), text(other)), loginPage(background(other), text(one))]) {
      expect(textOf(page)).toContain(`\nContrast\n${contrast} to 1\n${rating}\nWCAG AA: 4.5 to 1\n`);
      expect(page).toContain(`<span class="b ${rating === 'sufficient' ? 'good' : 'bad'}">${rating}</span>`);
      expect(page).toContain('<div class="login c0" aria-hidden="true"><div class="c1">');
    }
  });

  test('is shown as a preview and as text', () => {
    const page = pageOf(WIDGET);
    expect(page).toContain(
      '<div class="login c0" aria-hidden="true"><div class="c1"><p><bdi>https://widget-corp.com/logo.png</bdi></p><p><bdi>Welcome to Widget Corp</bdi></p><p class="in">Sign in</p><p><i>empty text</i></p></div></div>',
    );
    expect(textOf(page)).toContain(
      '\nBackground\n#777\nText color\n#FFFFFF\nLogo\nhttps://widget-corp.com/logo.png\nHeader\nWelcome to Widget Corp\nFooter\nempty text\nContrast\n4.47 to 1\n',
    );
  });

  test('shows only the settings that are sent', () => {
    const page = loginPage(setting('loginDesign.headerText', 'Welcome'));
    expect(textOf(page)).toContain('\nLogin page\nHeader\nWelcome\nGenerated by');
    expect(page).not.toContain('class="login');
    expect(loginPage(background('#fff'), text('#000'))).toContain(
      '<div class="c1"><p class="in">Sign in</p></div></div>',
    );
  });

  test.each([
    ['a background color', background('#1f2937')],
    ['a text color', text('#1f2937')],
  ])('has no preview and no contrast with only %s', (_, only) => {
    const page = loginPage(only);
    expect(textOf(page)).toContain("\n#1f2937\nContrast\ndepends on Cloudflare's default for the other color\n");
    expect(page).toContain('<span class="chip c0" aria-hidden="true"></span><bdi>#1f2937</bdi>');
    expect(page).not.toContain('class="login');
  });

  test.each<[unknown, boolean, string]>([
    ['<token>', true, '<token>\nunresolved until apply'],
    ['#fff', true, '#fff\nunresolved until apply'],
    ['white', false, 'white'],
    ['#ffff', false, '#ffff'],
    ['#fff\n', false, '#fff⟨U+000A⟩'],
    ['#fff}*{display:none}', false, '#fff}*{display:none}'],
    ['', false, 'empty text'],
    [7, false, '7'],
  ])('shows the color %j (unresolved: %s) as text only', (color, unresolved, shown) => {
    const page = loginPage(background('#123'), text(color, unresolved));
    expect(textOf(page)).toContain(
      `\nText color\n${shown}\nContrast\nunknown, because a color is unresolved until apply or not valid\n`,
    );
    expect(page).not.toContain('class="login');
    expect(page.match(/class="chip [^"]*"/g)).toEqual(['class="chip c0"']);
    expect(contentOf(page, 'style')).toMatch(/\n\.c0\{--c:#123\}\n$/);
  });

  test('shares one class between equal colors, in any case', () => {
    const organizations = [
      { ...PLAIN, settings: [background('#FFF'), text('#000')] },
      { ...PLAIN, settings: [background('#000'), text('#fff')] },
    ];
    const page = htmlPage({ ...FULL, organizations });
    expect(contentOf(page, 'style')).toMatch(/\n\.c0\{--c:#fff\}\n\.c1\{--c:#000\}\n$/);
    expect(page).toContain('<div class="login c0" aria-hidden="true"><div class="c1">');
    expect(page).toContain('<div class="login c1" aria-hidden="true"><div class="c0">');
  });

  test('has color samples for colors only, and not for other text that looks like one', () => {
    const page = loginPage(background('#fff'), setting('loginDesign.headerText', '#fff'));
    expect(page.match(/class="chip/g)).toHaveLength(1);
  });
});
