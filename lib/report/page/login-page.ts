/** The login page of an organization: its settings, contrast and a preview. */
import type { LoginDesign } from '../../organization-props';
import { contrastRatio, formatContrast, isColor, MIN_CONTRAST } from '../../values/colors';
import type { ReportedSetting } from '../report-document';
import { badge, html, type Markup, meta, NOTHING, type Tone } from './markup';
import { settingText } from './texts';

/** A CSS class for each color in the report; only valid colors enter the style. */
export type ColorClasses = ReadonlyMap<string, string>;

type Settings = ReadonlyMap<string, ReportedSetting>;
type LoginProp = `loginDesign.${keyof LoginDesign}`;

const LOGIN_COLORS: readonly LoginProp[] = ['loginDesign.backgroundColor', 'loginDesign.textColor'];
const LOGIN_LABELS: Readonly<Record<LoginProp, string>> = {
  'loginDesign.backgroundColor': 'Background',
  'loginDesign.textColor': 'Text color',
  'loginDesign.logoPath': 'Logo',
  'loginDesign.headerText': 'Header',
  'loginDesign.footerText': 'Footer',
};
const LABELED_PROPS = Object.entries(LOGIN_LABELS);

/** A color that is resolved and valid. */
function loginColor(settings: Settings, prop: LoginProp): string | undefined {
  const { value, unresolved } = settings.get(prop) ?? {};
  return unresolved === false && typeof value === 'string' && isColor(value) ? value.toLowerCase() : undefined;
}

/** A CSS class for each color of all login pages. */
export function colorClasses(organizations: readonly { readonly settings: Settings }[]): ColorClasses {
  const colors = organizations.flatMap(({ settings }) =>
    LOGIN_COLORS.flatMap((prop) => loginColor(settings, prop) ?? []),
  );
  return new Map([...new Set(colors)].map((color, at) => [color, `c${at}`]));
}

/** The login page, as text and, if both colors are resolved, as a preview. */
export function loginPage(settings: Settings, classes: ColorClasses): Markup {
  const given = LABELED_PROPS.flatMap(([prop, label]) => {
    const setting = settings.get(prop);
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
function loginPreview(settings: Settings, classes: ColorClasses): Markup {
  const [background, text] = LOGIN_COLORS.map((prop) => loginColor(settings, prop));
  if (background === undefined || text === undefined) {
    return NOTHING;
  }
  const paragraph = (prop: LoginProp): Markup => {
    const setting = settings.get(prop);
    return setting === undefined ? NOTHING : html`<p>${settingText(setting)}</p>`;
  };
  return html`<div class="login ${classes.get(background) as string}" aria-hidden="true"><div class="${classes.get(text) as string}">${[
    paragraph('loginDesign.logoPath'),
    paragraph('loginDesign.headerText'),
    html`<p class="in">Sign in</p>`,
    paragraph('loginDesign.footerText'),
  ]}</div></div>`;
}

function loginContrast(settings: Settings): Markup {
  const given = LOGIN_COLORS.filter((prop) => settings.has(prop));
  if (given.length < 2) {
    return given.length === 0 ? NOTHING : meta('Contrast', html`depends on Cloudflare's default for the other color`);
  }
  const [background, text] = LOGIN_COLORS.map((prop) => loginColor(settings, prop));
  const contrast = contrastRatio(background, text);
  if (Number.isNaN(contrast)) {
    return meta('Contrast', html`unknown, because a color is unresolved until apply or not valid`);
  }
  const [tone, rating]: [Tone, string] = contrast < MIN_CONTRAST ? ['bad', 'too low'] : ['good', 'sufficient'];
  return meta(
    'Contrast',
    html`${formatContrast(contrast)} to 1 ${badge(tone, rating)} <small>WCAG AA: ${MIN_CONTRAST} to 1</small>`,
  );
}
