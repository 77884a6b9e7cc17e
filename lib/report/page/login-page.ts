/** The login page of an organization: its settings, contrast and a preview. */
import type { LoginDesign } from '../../organization-props';
import { contrastRatio, formatContrast, isColor, MIN_CONTRAST } from '../../values/colors';
import type { ReportedOrganization, ReportedSetting } from '../report-document';
import { badge, html, type Markup, meta, NOTHING, type Tone } from './markup';
import { settingText } from './texts';

/** A CSS class for each color in the report; only valid colors enter the style. */
export type ColorClasses = ReadonlyMap<string, string>;

const LOGIN_COLORS = ['backgroundColor', 'textColor'] as const;
const LOGIN_LABELS: Readonly<Record<keyof LoginDesign, string>> = {
  backgroundColor: 'Background',
  textColor: 'Text color',
  logoPath: 'Logo',
  headerText: 'Header',
  footerText: 'Footer',
};

function loginSetting(settings: readonly ReportedSetting[], prop: keyof LoginDesign): ReportedSetting | undefined {
  return settings.find((setting) => setting.prop === `loginDesign.${prop}`);
}

/** A color that is resolved and valid. */
function loginColor(settings: readonly ReportedSetting[], prop: keyof LoginDesign): string | undefined {
  const { value, unresolved } = loginSetting(settings, prop) ?? {};
  return unresolved === false && typeof value === 'string' && isColor(value) ? value.toLowerCase() : undefined;
}

/** A CSS class for each color of all login pages. */
export function colorClasses(organizations: readonly ReportedOrganization[]): ColorClasses {
  const colors = organizations.flatMap(({ settings }) =>
    LOGIN_COLORS.flatMap((prop) => loginColor(settings, prop) ?? []),
  );
  return new Map([...new Set(colors)].map((color, at) => [color, `c${at}`]));
}

/** The login page, as text and, if both colors are resolved, as a preview. */
export function loginPage(settings: readonly ReportedSetting[], classes: ColorClasses): Markup {
  const given = Object.entries(LOGIN_LABELS).flatMap(([prop, label]) => {
    const setting = loginSetting(settings, prop as keyof LoginDesign);
    return setting === undefined ? [] : [meta(label, html`${chip(setting, classes)}${settingText(setting)}`)];
  });
  return given.length === 0
    ? NOTHING
    : html`<h4>Login page</h4>${loginPreview(settings, classes)}<dl class="meta">${given}${loginContrast(settings)}</dl>
`;
}

/** A sample of a color, next to its name. */
function chip({ prop, value, unresolved }: ReportedSetting, classes: ColorClasses): Markup {
  const isShown = !unresolved && prop.endsWith('Color') && typeof value === 'string';
  const name = isShown ? classes.get(value.toLowerCase()) : undefined;
  return name === undefined ? NOTHING : html`<span class="chip ${name}" aria-hidden="true"></span>`;
}

/** A preview of the login page, hidden from assistive technology because its content is also given as text. */
function loginPreview(settings: readonly ReportedSetting[], classes: ColorClasses): Markup {
  const [background, text] = LOGIN_COLORS.map((prop) => loginColor(settings, prop));
  if (background === undefined || text === undefined) {
    return NOTHING;
  }
  const paragraph = (prop: keyof LoginDesign): Markup => {
    const setting = loginSetting(settings, prop);
    return setting === undefined ? NOTHING : html`<p>${settingText(setting)}</p>`;
  };
  return html`<div class="login ${classes.get(background) as string}" aria-hidden="true"><div class="${classes.get(text) as string}">${[
    paragraph('logoPath'),
    paragraph('headerText'),
    html`<p class="in">Sign in</p>`,
    paragraph('footerText'),
  ]}</div></div>`;
}

function loginContrast(settings: readonly ReportedSetting[]): Markup {
  const given = LOGIN_COLORS.filter((prop) => loginSetting(settings, prop));
  if (given.length < 2) {
    return given.length === 0 ? NOTHING : meta('Contrast', html`depends on Cloudflare's default for the other color`);
  }
  const contrast = contrastRatio(loginColor(settings, 'backgroundColor'), loginColor(settings, 'textColor'));
  if (Number.isNaN(contrast)) {
    return meta('Contrast', html`unknown, because a color is unresolved until apply or not valid`);
  }
  const [tone, rating]: [Tone, string] = contrast < MIN_CONTRAST ? ['bad', 'too low'] : ['good', 'sufficient'];
  return meta(
    'Contrast',
    html`${formatContrast(contrast)} to 1 ${badge(tone, rating)} <small>WCAG AA: ${MIN_CONTRAST} to 1</small>`,
  );
}
