import fc from 'fast-check';
import { Acknowledgements, type LoginDesign } from '../../lib';
import { errorsOf, organization, warningsOf } from '../organization';
import { findings, findingsOf, idsOf, NOTHING, UNKNOWN_TEXTS, withVariables } from './helpers';

const HEX = '0123456789abcdef0123456789abcdef';
const UUID = '01234567-89ab-cdef-0123-456789abcdef';

describe.each(['forbidden', 'identityDenied'] as const)('custom-page-uid: %s', (page) => {
  const props = (uid: string) => ({ customPages: { [page]: uid } });

  test.each([
    ['', ''],
    ['denied', 'denied'],
    ['https://example.com/denied', 'https://example.com/denied'],
    [HEX.slice(1), HEX.slice(1)],
    [`${HEX}0`, `${HEX}0`],
    [`${UUID}0`, `${UUID}0`],
    [`{${UUID}}`, `{${UUID}}`],
    [`g${HEX.slice(1)}`, `g${HEX.slice(1)}`],
    [`${HEX.slice(0, 16)}-${HEX.slice(16)}`, `${HEX.slice(0, 16)}-${HEX.slice(16)}`],
    [`${HEX}\n`, `${HEX}\\n`],
    ['x'.repeat(81), `${'x'.repeat(80)}… (81 characters)`],
  ])('%j is no uid', (uid, shown) => {
    expect(findingsOf(props(uid))).toEqual({
      errors: [
        `customPages.${page}: '${shown}' is no uid of a custom page; allowed: a UUID, or 32 hex digits: write the page's uid, such as new ZeroTrustAccessCustomPage(…).uid [custom-page-uid]`,
      ],
      warnings: [],
    });
  });

  test.each([HEX, HEX.toUpperCase(), UUID, UUID.toUpperCase()])('%s is fine', (uid) => {
    expect(findingsOf(props(uid))).toEqual(NOTHING);
  });

  test.each(UNKNOWN_TEXTS)('nothing is said about %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });
});

test('both custom pages are looked at', () => {
  expect(errorsOf({ customPages: { forbidden: 'a', identityDenied: 'b' } })).toEqual([
    expect.stringMatching(/^customPages\.forbidden: 'a' .*\[custom-page-uid\]$/),
    expect.stringMatching(/^customPages\.identityDenied: 'b' .*\[custom-page-uid\]$/),
  ]);
});

describe.each(['backgroundColor', 'textColor'] as const)('login-color: %s', (prop) => {
  const props = (color: string) => ({ loginDesign: { [prop]: color } });
  const EXAMPLE = "a colour such as '#1a73e8'";

  test.each(['#fff', '#FFF', '#0aF', '#1a73e8', '#1A73E8', '#000000'])('%s is fine', (color) => {
    expect(findingsOf(props(color))).toEqual(NOTHING);
  });

  test.each([
    ['fff', 'fff', "'#fff'"],
    ['1A73E8', '1A73E8', "'#1A73E8'"],
    ['0x1a73e8', '0x1a73e8', "'#1a73e8'"],
    ['0X1a73e8', '0X1a73e8', "'#1a73e8'"],
    [' #fff ', ' #fff ', "'#fff'"],
    ['#fff\n', '#fff\\n', "'#fff'"],
    ['', '', EXAMPLE],
    ['#', '#', EXAMPLE],
    ['white', 'white', EXAMPLE],
    ['#ff', '#ff', EXAMPLE],
    ['#ffff', '#ffff', EXAMPLE],
    ['#fffff', '#fffff', EXAMPLE],
    ['#fffffff', '#fffffff', EXAMPLE],
    ['#ffffffff', '#ffffffff', EXAMPLE],
    ['#ggg', '#ggg', EXAMPLE],
    ['##fff', '##fff', EXAMPLE],
    ['rgb(26, 115, 232)', 'rgb(26, 115, 232)', EXAMPLE],
    ['x'.repeat(81), `${'x'.repeat(80)}… (81 characters)`, EXAMPLE],
  ])('%j is no colour', (color, shown, fix) => {
    expect(findingsOf(props(color))).toEqual({
      errors: [`loginDesign.${prop}: '${shown}' is no colour; allowed: #RGB or #RRGGBB: write ${fix} [login-color]`],
      warnings: [],
    });
  });

  test('it can be acknowledged', () => {
    const construct = organization(props('white'));
    Acknowledgements.of(construct).add({ rule: 'login-color', reason: 'the API takes names of colours' });
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each(UNKNOWN_TEXTS)('nothing is said about %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });
});

describe('login-contrast', () => {
  const props = (textColor: string, backgroundColor: string) => ({ loginDesign: { textColor, backgroundColor } });

  // Rounded down, so that a contrast that is just too low is never shown as the one that is needed.
  test.each([
    ['#777', '#fff', '4.47'],
    ['#fff', '#777', '4.47'],
    ['#777777', '#FFFFFF', '4.47'],
    ['#f00', '#fff', '3.99'],
    ['#0f0', '#fff', '1.37'],
    ['#ff0', '#fff', '1.07'],
    ['#00f', '#000', '2.44'],
    ['#fff', '#fff', '1.00'],
    ['#123456', '#123456', '1.00'],
    ['#000', '#0b0b0b', '1.06'],
    ['#1a73e8', '#f0f', '1.43'],
    ['#333', '#999', '4.43'],
    ['#3f75d0', '#fff', '4.49'],
  ])('%s on %s', (text, background, contrast) => {
    expect(findingsOf(props(text, background))).toEqual({
      errors: [],
      warnings: [
        `loginDesign.textColor: '${text}' on '${background}' has a contrast of ${contrast} to 1; needed: 4.5 to 1 (WCAG AA): write a darker or lighter colour, or acknowledge [login-contrast]`,
      ],
    });
  });

  test.each([
    ['#767676', '#fff'],
    ['#fff', '#767676'],
    ['#000', '#fff'],
    ['#fff', '#00f'],
    ['#1a73e8', '#fff'],
    ['#7c7290', '#fff'],
    ['#ffffff', '#1f2937'],
  ])('%s on %s can be read', (text, background) => {
    expect(findingsOf(props(text, background))).toEqual(NOTHING);
  });

  test.each<LoginDesign>([{ textColor: '#fff' }, { backgroundColor: '#fff' }, {}])(
    'nothing is said about %j',
    (design) => {
      expect(findingsOf({ loginDesign: design })).toEqual(NOTHING);
    },
  );

  test('nothing is said about what is no colour', () => {
    expect(warningsOf(props('white', '#fff'))).toEqual([]);
    expect(warningsOf(props('#fff', 'white'))).toEqual([]);
  });

  test('both orders of two colours have the same contrast, and #RGB is short for #RRGGBB', () => {
    const digit = fc.constantFrom('0', '4', '7', '8', 'c', 'F');
    const color = fc.array(digit, { minLength: 3, maxLength: 3 });
    const contrastOf = (text: string, background: string): string | undefined =>
      /contrast of (\S+)/.exec(warningsOf(props(text, background)).join())?.[1];
    fc.assert(
      fc.property(color, color, (one, other) => {
        const short = (digits: string[]): string => `#${digits.join('')}`;
        const long = (digits: string[]): string => `#${digits.flatMap((hex) => [hex, hex]).join('')}`;
        const contrast = contrastOf(short(one), short(other));
        expect(contrastOf(short(other), short(one))).toBe(contrast);
        expect(contrastOf(long(one), long(other))).toBe(contrast);
      }),
      { numRuns: 50 },
    );
  });

  test('it can be acknowledged', () => {
    const construct = organization(props('#fff', '#fff'));
    Acknowledgements.of(construct).add({ rule: 'login-contrast', reason: "the company's colours" });
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each(UNKNOWN_TEXTS)('nothing is said about %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables), '#fff')))).toEqual(NOTHING);
    expect(findings(withVariables((variables) => props('#fff', value(variables))))).toEqual(NOTHING);
  });
});

describe('login-logo-url', () => {
  const props = (logoPath: string) => ({ loginDesign: { logoPath } });

  test.each([
    'https://widget-corp.com/logo.png',
    'HTTPS://widget-corp.com/logo.png',
    'https://widget-corp.com',
    'https://cdn.widget-corp.com:8443/logo.svg?size=2#a',
    'https://[2001:db8::1]/logo.png',
    'https://widget-corp.com/größe.svg',
  ])('%s is fine', (url) => {
    expect(findingsOf(props(url))).toEqual(NOTHING);
  });

  test.each([
    ['', ''],
    ['logo.png', 'logo.png'],
    ['/logo.png', '/logo.png'],
    ['//widget-corp.com/logo.png', '//widget-corp.com/logo.png'],
    ['widget-corp.com/logo.png', 'widget-corp.com/logo.png'],
    ['http://widget-corp.com/logo.png', 'http://widget-corp.com/logo.png'],
    ['ftp://widget-corp.com/logo.png', 'ftp://widget-corp.com/logo.png'],
    ['data:image/png;base64,iVBORw0', 'data:image/png;base64,iVBORw0'],
    ['see https://widget-corp.com/logo.png', 'see https://widget-corp.com/logo.png'],
    ['https:widget-corp.com', 'https:widget-corp.com'],
    ['https://', 'https://'],
    ['https:///logo.png', 'https:///logo.png'],
    ['https://?logo.png', 'https://?logo.png'],
    ['https://#logo.png', 'https://#logo.png'],
    ['https://%', 'https://%'],
    ['https://widget-corp.com:99999/', 'https://widget-corp.com:99999/'],
    ['https://widget corp.com/logo.png', 'https://widget corp.com/logo.png'],
    ['https://widget-corp.com/my logo.png', 'https://widget-corp.com/my logo.png'],
    [' https://widget-corp.com/logo.png', ' https://widget-corp.com/logo.png'],
    ['https://widget-corp.com/logo.png\n', 'https://widget-corp.com/logo.png\\n'],
    ['x'.repeat(81), `${'x'.repeat(80)}… (81 characters)`],
  ])('%j is no https URL', (url, shown) => {
    expect(findingsOf(props(url))).toEqual({
      errors: [
        `loginDesign.logoPath: '${shown}' is no absolute https URL: write one such as 'https://widget-corp.com/logo.png' [login-logo-url]`,
      ],
      warnings: [],
    });
  });

  test('it can be acknowledged', () => {
    const construct = organization(props('http://widget-corp.com/logo.png'));
    Acknowledgements.of(construct).add({ rule: 'login-logo-url', reason: 'the proxy adds TLS' });
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each(UNKNOWN_TEXTS)('nothing is said about %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });
});

test('the colours and the logo are looked at together', () => {
  const loginDesign = { textColor: 'white', logoPath: 'logo.png', backgroundColor: 'black' };
  expect(idsOf(errorsOf({ loginDesign }))).toEqual(['login-color', 'login-color', 'login-logo-url']);
});
