import { contrastRatio, formatContrast, isColor, MIN_CONTRAST } from '../values/colors';
import { show } from '../values/messages';
import { resolvedText } from '../values/unresolved';
import { checkTexts, findingIf, type Rule } from './rule';

const PAGE_UID = /^([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

export const APPEARANCE_RULES: readonly Rule[] = [
  {
    id: 'custom-page-uid',
    props: ['customPages.forbidden', 'customPages.identityDenied'],
    severity: 'documented',
    evidence: 'documentation',
    statement: 'the `uid` of a custom page: a UUID, or 32 hex digits',
    source: 'API examples, and API schema, `custom_pages`: "the uid of the custom page", without a pattern',
    check: checkTexts(
      (uid) =>
        !PAGE_UID.test(uid) && {
          problem: 'is not the uid of a custom page (a UUID, or 32 hex digits)',
          fix: 'Use the uid of the page, for example new ZeroTrustAccessCustomPage(…).uid',
        },
    ),
  },
  {
    id: 'login-color',
    props: ['loginDesign.backgroundColor', 'loginDesign.textColor'],
    severity: 'documented',
    evidence: 'documentation',
    statement: 'a color as `#RGB` or `#RRGGBB`',
    source: 'Cloudflare One documentation and API examples; the API schema has no pattern',
    check: checkTexts((color) => {
      const withHash = `#${color.trim().replace(/^#|^0x/i, '')}`;
      return (
        !isColor(color) && {
          problem: 'is not a color in the notation #RGB or #RRGGBB',
          fix: isColor(withHash) ? `Use ${show(withHash)}` : "Use one such as '#1a73e8'",
        }
      );
    }),
  },
  {
    id: 'login-contrast',
    props: ['loginDesign.textColor'],
    severity: 'warning',
    evidence: 'documentation',
    statement: 'the text is readable on the background: a contrast of at least 4.5 to 1',
    source: 'WCAG 2.2, success criterion 1.4.3 (level AA)',
    check: ({ effective }) => {
      const { backgroundColor, textColor } = effective.loginDesign ?? {};
      const contrast = contrastRatio(resolvedText(backgroundColor), resolvedText(textColor));
      return findingIf(contrast < MIN_CONTRAST, () => ({
        received: show(textColor),
        problem: `has a contrast of ${formatContrast(contrast)} to 1 on ${show(backgroundColor)}, less than ${MIN_CONTRAST} to 1 (WCAG AA)`,
        fix: 'Use a darker or lighter color, or acknowledge this',
      }));
    },
  },
  {
    id: 'login-logo-url',
    props: ['loginDesign.logoPath'],
    severity: 'documented',
    evidence: 'documentation',
    statement: 'an absolute https URL',
    source: 'API schema, `login_design.logo_path`: "the URL of the logo"; the login page is served over https',
    check: checkTexts(
      (url) =>
        !isHttpsUrl(url) && {
          problem: 'is not an absolute https URL',
          fix: "Use one such as 'https://widget-corp.com/logo.png'",
        },
    ),
  },
];

function isHttpsUrl(text: string): boolean {
  return /^https:\/\/[^/?#\s]\S*$/i.test(text) && URL.canParse(text);
}
