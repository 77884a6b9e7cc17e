import fc from 'fast-check';
import type { LoginDesign } from '../../lib';
import { organization } from '../organization';
import {
  findings,
  findingsOf,
  messages,
  NOTHING,
  suggestionIn,
  summary,
  UNRESOLVED_TEXTS,
  withVariables,
} from './helpers';

describe.each(['forbidden', 'identityDenied'] as const)('custom-page-uid of %s', (page) => {
  const HEX = '0123456789abcdef0123456789abcdef';
  const UUID = '01234567-89ab-cdef-0123-456789abcdef';
  const props = (uid: string) => ({ customPages: { [page]: uid } });

  test.each([HEX, HEX.toUpperCase(), UUID, UUID.toUpperCase()])('accepts %s', (uid) => {
    expect(findingsOf(props(uid))).toEqual(NOTHING);
  });

  test.each([
    '',
    'denied',
    'https://example.com/denied',
    HEX.slice(1),
    `${HEX}0`,
    `${UUID}0`,
    `{${UUID}}`,
    `g${HEX.slice(1)}`,
    `${HEX.slice(0, 16)}-${HEX.slice(16)}`,
    `${HEX}\n`,
  ])('rejects %j', (uid) => {
    expect(findingsOf(props(uid))).toEqual({ errors: [`custom-page-uid customPages.${page}`], warnings: [] });
  });

  test.each(UNRESOLVED_TEXTS)('accepts %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });
});

describe.each(['backgroundColor', 'textColor'] as const)('login-color of %s', (field) => {
  const ERROR = `login-color loginDesign.${field}`;
  const props = (color: string) => ({ loginDesign: { [field]: color } });

  test.each(['#fff', '#FFF', '#0aF', '#1a73e8', '#1A73E8', '#000000'])('accepts %s', (color) => {
    expect(findingsOf(props(color))).toEqual(NOTHING);
  });

  test.each([
    ['fff', '#fff'],
    ['12AB9F', '#12AB9F'],
    ['0x12ab9f', '#12ab9f'],
    ['0X12ab9f', '#12ab9f'],
    [' #fff ', '#fff'],
    ['#fff\n', '#fff'],
  ])('rejects %j and suggests %s', (color, suggestion) => {
    const { errors, warnings } = messages(organization(props(color)));
    expect(errors.map(summary)).toEqual([ERROR]);
    expect(errors.map(suggestionIn)).toEqual([suggestion]);
    expect(warnings).toEqual([]);
  });

  test.each([
    '',
    '#',
    'white',
    '#ff',
    '#ffff',
    '#fffff',
    '#fffffff',
    '#ffffffff',
    '#ggg',
    '##fff',
    'rgb(26, 115, 232)',
  ])('rejects %j and shows an example', (color) => {
    const { errors, warnings } = messages(organization(props(color)));
    expect(errors.map(summary)).toEqual([ERROR]);
    expect(errors.map(suggestionIn)).toEqual(['#1a73e8']);
    expect(warnings).toEqual([]);
  });

  test.each(UNRESOLVED_TEXTS)('accepts %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });
});

describe('login-contrast', () => {
  const props = (textColor: string, backgroundColor: string) => ({ loginDesign: { textColor, backgroundColor } });

  /** The contrast in the warning about two colors; undefined without a warning. */
  const contrastOf = (textColor: string, backgroundColor: string): string | undefined => {
    const { warnings } = messages(organization(props(textColor, backgroundColor)));
    return /(\d+\.\d\d) to 1/.exec(warnings.join())?.[1];
  };

  // Rounded down, so that a contrast below 4.5 is never shown as 4.50.
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
  ])('warns about %s on %s: %s to 1', (text, background, contrast) => {
    expect(findingsOf(props(text, background))).toEqual({
      errors: [],
      warnings: ['login-contrast loginDesign.textColor'],
    });
    expect(contrastOf(text, background)).toBe(contrast);
  });

  test.each([
    ['#767676', '#fff'],
    ['#fff', '#767676'],
    ['#000', '#fff'],
    ['#fff', '#00f'],
    ['#1a73e8', '#fff'],
    ['#7c7290', '#fff'],
    ['#ffffff', '#1f2937'],
  ])('accepts %s on %s', (text, background) => {
    expect(findingsOf(props(text, background))).toEqual(NOTHING);
  });

  test.each<LoginDesign>([{ textColor: '#fff' }, { backgroundColor: '#fff' }, {}])('accepts %j', (loginDesign) => {
    expect(findingsOf({ loginDesign })).toEqual(NOTHING);
  });

  test.each([
    ['white', '#fff'],
    ['#fff', 'white'],
  ])('does not compare %s with %s', (text, background) => {
    expect(findingsOf(props(text, background)).warnings).toEqual([]);
  });

  test('does not depend on the order of the colors or on the notation', () => {
    const digit = fc.constantFrom('0', '4', '7', '8', 'c', 'F');
    const color = fc.array(digit, { minLength: 3, maxLength: 3 });
    const short = (digits: string[]): string => `#${digits.join('')}`;
    const long = (digits: string[]): string => `#${digits.flatMap((hex) => [hex, hex]).join('')}`;
    fc.assert(
      fc.property(color, color, (one, other) => {
        const contrast = contrastOf(short(one), short(other));
        expect(contrastOf(short(other), short(one))).toBe(contrast);
        expect(contrastOf(long(one), long(other))).toBe(contrast);
      }),
      { numRuns: 50 },
    );
  });

  test.each(UNRESOLVED_TEXTS)('accepts %s', (_, value) => {
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
  ])('accepts %s', (url) => {
    expect(findingsOf(props(url))).toEqual(NOTHING);
  });

  test.each([
    '',
    'logo.png',
    '/logo.png',
    '//widget-corp.com/logo.png',
    'widget-corp.com/logo.png',
    'http://widget-corp.com/logo.png',
    'ftp://widget-corp.com/logo.png',
    'data:image/png;base64,iVBORw0',
    'see https://widget-corp.com/logo.png',
    'https:widget-corp.com',
    'https://',
    'https:///logo.png',
    'https://?logo.png',
    'https://#logo.png',
    'https://%',
    'https://widget-corp.com:99999/',
    'https://widget corp.com/logo.png',
    'https://widget-corp.com/my logo.png',
    ' https://widget-corp.com/logo.png',
    'https://widget-corp.com/logo.png\n',
  ])('rejects %j', (url) => {
    expect(findingsOf(props(url))).toEqual({ errors: ['login-logo-url loginDesign.logoPath'], warnings: [] });
  });

  test.each(UNRESOLVED_TEXTS)('accepts %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });
});

test('the errors of all fields are reported together', () => {
  const customPages = { forbidden: 'a', identityDenied: 'b' };
  const loginDesign = { textColor: 'white', logoPath: 'logo.png', backgroundColor: 'black' };
  expect(findingsOf({ customPages, loginDesign })).toEqual({
    errors: [
      'custom-page-uid customPages.forbidden',
      'custom-page-uid customPages.identityDenied',
      'login-color loginDesign.backgroundColor',
      'login-color loginDesign.textColor',
      'login-logo-url loginDesign.logoPath',
    ],
    warnings: [],
  });
});
