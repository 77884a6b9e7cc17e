import { htmlPage } from '../../../lib/report/html-page';
import type { ReportedSetting } from '../../../lib/report/report-document';
import { FULL, PLAIN, setting, WIDGET } from '../documents';
import { contentOf, pageOf, pageWith, textOf } from './rendering';

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
    for (const page of [pageWith(background(one), text(other)), pageWith(background(other), text(one))]) {
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
    const page = pageWith(setting('loginDesign.headerText', 'Welcome'));
    expect(textOf(page)).toContain('\nLogin page\nHeader\nWelcome\nAddress and versions\n');
    expect(page).not.toContain('class="login');
    expect(pageWith(background('#fff'), text('#000'))).toContain(
      '<div class="c1"><p class="in">Sign in</p></div></div>',
    );
  });

  test.each([
    ['a background color', background('#1f2937')],
    ['a text color', text('#1f2937')],
  ])('has no preview and no contrast with only %s', (_, only) => {
    const page = pageWith(only);
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
    const page = pageWith(background('#123'), text(color, unresolved));
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
    const page = pageWith(background('#fff'), setting('loginDesign.headerText', '#fff'));
    expect(page.match(/class="chip/g)).toHaveLength(1);
  });
});
