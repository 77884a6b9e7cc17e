import { contrastBetween, contrastText, isColor, LEAST_CONTRAST } from './contrast';
import { type Rule, when } from './rule';
import { knownText, show } from './text';

const PAGE_UID = /^([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

export const APPEARANCE_RULES: readonly Rule[] = [
  {
    id: 'custom-page-uid',
    guards: 'customPages.forbidden, customPages.identityDenied',
    severity: 'hard',
    statement: 'the `uid` of a custom page: a UUID, or 32 hex digits',
    source: 'API schema, `custom_pages`: "the uid of the custom page"',
    check: (subject) =>
      (['forbidden', 'identityDenied'] as const).flatMap((page) => {
        const uid = knownText(subject, subject.effective.customPages?.[page]);
        return when(
          uid !== undefined && !PAGE_UID.test(uid),
          `customPages.${page}`,
          () =>
            `${show(uid)} is no uid of a custom page; allowed: a UUID, or 32 hex digits: write the page's uid, such as new ZeroTrustAccessCustomPage(…).uid`,
        );
      }),
  },
  {
    id: 'login-color',
    guards: 'loginDesign.backgroundColor, loginDesign.textColor',
    severity: 'documented',
    statement: 'a colour as `#RGB` or `#RRGGBB`',
    source: 'Cloudflare One documentation and API samples; the API schema has no pattern',
    check: (subject) =>
      (['backgroundColor', 'textColor'] as const).flatMap((prop) => {
        const color = knownText(subject, subject.effective.loginDesign?.[prop]);
        return when(color !== undefined && !isColor(color), `loginDesign.${prop}`, () => {
          const withHash = `#${(color as string).trim().replace(/^#|^0x/i, '')}`;
          return `${show(color)} is no colour; allowed: #RGB or #RRGGBB: write ${isColor(withHash) ? show(withHash) : "a colour such as '#1a73e8'"}`;
        });
      }),
  },
  {
    id: 'login-contrast',
    guards: 'loginDesign.textColor',
    severity: 'warning',
    statement: 'the text can be read on the background: a contrast of at least 4.5 to 1',
    source: 'WCAG 2.2, success criterion 1.4.3 (level AA)',
    check: (subject) => {
      const { backgroundColor, textColor } = subject.effective.loginDesign ?? {};
      const contrast = contrastBetween(knownText(subject, backgroundColor), knownText(subject, textColor));
      return when(
        contrast < LEAST_CONTRAST,
        'loginDesign.textColor',
        () =>
          `${show(textColor)} on ${show(backgroundColor)} has a contrast of ${contrastText(contrast)} to 1; needed: ${LEAST_CONTRAST} to 1 (WCAG AA): write a darker or lighter colour, or acknowledge`,
      );
    },
  },
  {
    id: 'login-logo-url',
    guards: 'loginDesign.logoPath',
    severity: 'documented',
    statement: 'an absolute https URL',
    source: 'API schema, `login_design.logo_path`: "the URL of the logo"; the login page is served over https',
    check: (subject) => {
      const url = knownText(subject, subject.effective.loginDesign?.logoPath);
      return when(
        url !== undefined && !isHttpsUrl(url),
        'loginDesign.logoPath',
        () => `${show(url)} is no absolute https URL: write one such as 'https://widget-corp.com/logo.png'`,
      );
    },
  },
];

function isHttpsUrl(text: string): boolean {
  return /^https:\/\/[^/?#\s]\S*$/i.test(text) && URL.canParse(text);
}
