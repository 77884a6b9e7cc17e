/** The page of the report: one HTML file that loads nothing, sends nothing, and can be read without its script. */
import { createHash } from 'node:crypto';
import { contrastBetween, contrastText, isColor, LEAST_CONTRAST } from '../rules/contrast';
import type {
  ReportDocument,
  ReportedAcknowledgement,
  ReportedDifference,
  ReportedGuardrails,
  ReportedOrganization,
  ReportedSetting,
  ReportedSource,
  ReportedVerdict,
  ReportedWaiver,
} from './document';
import { SCRIPT } from './script';
import { STYLE } from './style';

/** Characters that would break a line, hide, or reorder what stands around them; joiners only join letters. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Markup that was written here: the only thing that `html` takes as it is. */
class Markup {
  public constructor(public readonly text: string) {}
}

type Part = Markup | readonly Markup[] | string | number;

const NOTHING = new Markup('');

/** Markup with texts in it, which are escaped: no text can become markup, nor leave an attribute. */
function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  let [text = ''] = strings;
  for (let at = 0; at < parts.length; at++) {
    text += markupOf(parts[at] as Part) + (strings[at + 1] as string);
  }
  return new Markup(text);
}

function markupOf(part: Part): string {
  if (part instanceof Markup) {
    return part.text;
  }
  return typeof part === 'object' ? part.map(({ text }) => text).join('') : escaped(String(part));
}

/** Printable ASCII that means nothing in markup: nearly every text of a report. */
const PLAIN = /^[ !#-%(-;=?-~]*$/;

function escaped(text: string): string {
  if (PLAIN.test(text)) {
    return text;
  }
  return text
    .replace(INVISIBLE, (character) => `⟨U+${codeOf(character).toString(16).toUpperCase().padStart(4, '0')}⟩`)
    .replace(/[&<>"']/g, (character) => `&#${codeOf(character)};`);
}

function codeOf(character: string): number {
  return character.codePointAt(0) as number;
}

/** Text of a user, whose direction of writing ends with it. */
function user(text: string): Markup {
  return new Markup(`<bdi>${escaped(text)}</bdi>`);
}

/** Text of a user by which the organization can be found. */
function searched(text: string): Markup {
  return new Markup(`<bdi class="s">${escaped(text)}</bdi>`);
}

/** The class of each colour of the report: only what is a colour for sure comes into the style. */
type ColorClasses = ReadonlyMap<string, string>;

/** The whole page. */
export function reportPage(document: ReportDocument): string {
  const { asOf, organizations, guardrails, waivers } = document;
  const classes = colorClasses(organizations);
  const style = `${STYLE}${[...classes].map(([color, name]) => `.${name}{--c:${color}}`).join('\n')}\n`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src ${hash(style)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Zero Trust organizations, ${asOf}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#organizations">Skip to the organizations</a>
<header>
<h1>Zero Trust organizations</h1>
<p class="soft">Judged on ${user(asOf)}</p>
${counts(document)}
</header>
<main>
<div id="controls" role="search" hidden>
<label>Search <input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="name, path, account, rule, reason"></label>
<label><input id="only" type="checkbox"> Only those with findings</label>
<p id="count" class="soft" role="status"></p>
</div>
${overview([guardrailsOverview(guardrails), waiversOverview(waivers)])}
<section id="organizations" tabindex="-1" aria-labelledby="list">
<h2 id="list">Organizations</h2>
${organizations.length === 0 ? html`<p>This app has none.</p>` : organizations.map((each) => article(each, classes))}
</section>
</main>
<footer class="soft">Made by cdktf-cloudflare-zero-trust. This page loads nothing and sends nothing.</footer>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`.text;
}

/** What a Content Security Policy allows by its content. */
function hash(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

function counts({ organizations, waivers }: ReportDocument): Markup {
  const verdicts = (outcome: ReportedVerdict['outcome']): ReportedVerdict[] =>
    organizations.flatMap((organization) => verdictsOf(organization, outcome));
  const violated = verdicts('violated');
  const warnings = organizations.flatMap((organization) => organization.warnings);
  const endingSoon = waivers.filter(({ state }) => state === 'ends soon').length;
  return html`<dl class="counts">
${count('Organizations', organizations.length)}
${count('Guardrails violated', violated.length, toneOf(violated))}
${count('Guardrails undecided', verdicts('undecided').length)}
${count('Warnings', warnings.length, 'warn')}
${count('Guardrails waived', verdicts('waived').length)}
${count('Waivers ending soon', endingSoon, 'warn')}
</dl>`;
}

/** A number, which stands out unless it is zero. */
function count(label: string, amount: number, tone: Tone = 'info'): Markup {
  return html`<div><dt>${label}</dt><dd class="${amount === 0 ? 'info' : tone}">${grouped(amount)}</dd></div>`;
}

/** `1,234`: `toLocaleString` would load all that is known of all languages. */
function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `2 warnings`. */
function plural(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

type Tone = 'bad' | 'warn' | 'ask' | 'good' | 'info';

/** A word with a sign and a colour. */
function badge(tone: Tone, word: string): Markup {
  return html`<span class="b ${tone}">${word}</span>`;
}

/** A table; a cell with `data-l` says what it is where there is no room for columns. */
function table(headings: readonly string[], rows: readonly Markup[]): Markup {
  return html`<table><thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead><tbody>
${rows}</tbody></table>`;
}

/** A value as people write it. */
function valueText(value: unknown): Markup {
  if (Array.isArray(value)) {
    return value.length === 0 ? html`<i>empty list</i>` : html`${value.map((each, at) => listed(each, at))}`;
  }
  if (value === undefined) {
    return html`<i>not sent</i>`;
  }
  return value === '' ? html`<i>empty text</i>` : user(typeof value === 'string' ? value : JSON.stringify(value));
}

function listed(element: unknown, at: number): Markup {
  return html`${at === 0 ? '' : ', '}${valueText(element)}`;
}

function settingText({ value, known }: ReportedSetting): Markup {
  return known ? valueText(value) : html`${valueText(value)} <small>not known before apply</small>`;
}

function sourceText({ source, blueprint }: ReportedSource): Markup {
  if (source === 'blueprint') {
    return blueprintText(blueprint);
  }
  return source === 'organization' ? html`this organization` : html`library default`;
}

function blueprintText(name: string | undefined): Markup {
  return name === undefined ? html`blueprint` : html`blueprint <bdi>'${name}'</bdi>`;
}

/** The path of a scope; the app's is empty. */
function scopeText(scope: string): Markup {
  return scope === '' ? html`the app` : user(scope);
}

function endText(expires: string | undefined): Markup {
  return expires === undefined ? html`no end` : html`until ${user(expires)}`;
}

/** What is said of all organizations. */
function overview(parts: readonly Markup[]): Markup {
  return parts.every((part) => part === NOTHING) ? NOTHING : html`<div class="overview">${parts}</div>`;
}

function guardrailsOverview(sets: readonly ReportedGuardrails[]): Markup {
  return sets.length === 0
    ? NOTHING
    : html`<details><summary><h2>Guardrails</h2> <span class="soft">${plural(sets.length, 'set')}</span></summary>
${sets.map(guardrailSet)}</details>
`;
}

function guardrailSet({ name, level, demands }: ReportedGuardrails): Markup {
  const rows = demands.map(
    ({ guardrail, statement, limit }) => html`<tr><th scope="row">${user(guardrail)}</th>
<td>${user(statement)}</td><td data-l="Limit">${valueText(limit)}</td></tr>
`,
  );
  return html`<h3>${user(name)} ${badge(toneOf([{ level }]), level)}</h3>
${table(['Guardrail', 'What it demands', 'Limit'], rows)}
`;
}

const WAIVER_TONES: Readonly<Record<ReportedWaiver['state'], Tone>> = {
  'in force': 'good',
  'ends soon': 'warn',
  expired: 'bad',
  unused: 'info',
};

/** The waivers; open when there is something to do about one. */
function waiversOverview(waivers: readonly ReportedWaiver[]): Markup {
  const rows = waivers.map(
    ({ scope, guardrail, reason, expires, state }) => html`<tr><th scope="row">${user(guardrail)}</th>
<td data-l="On">${scopeText(scope)}</td><td data-l="Reason">${user(reason)}</td>
<td>${endText(expires)}</td><td>${badge(WAIVER_TONES[state], state)}</td></tr>
`,
  );
  const open = waivers.some(({ state }) => state !== 'in force') ? html` open` : NOTHING;
  return waivers.length === 0
    ? NOTHING
    : html`<details${open}><summary><h2>Waivers</h2> <span class="soft">${waivers.length}</span></summary>
${table(['Guardrail', 'Scope', 'Reason', 'End', 'State'], rows)}</details>
`;
}

/** One organization: what is wrong first, then who accepted what, then how it is set. */
function article(organization: ReportedOrganization, classes: ColorClasses): Markup {
  const { differences, settings, unmanaged, acknowledged, blueprint } = organization;
  const waived = verdictsOf(organization, 'waived');
  const met = verdictsOf(organization, 'met');
  return html`<article${findingsMark(organization)}>
<div class="top"><h3>${heading(organization)}</h3><p>${badges(organization)}</p></div>
${metaOf(organization)}${findings(organization)}${[
  fold('Waived guardrails', waived, () => list(waived.map(waivedItem))),
  fold('Acknowledged', acknowledged, () => list(acknowledged.map(acknowledgedItem))),
  fold(html`Differences from ${blueprintText(blueprint)}`, differences, () => differencesTable(differences)),
  fold('Settings', settings, () => settingsTable(settings)),
  fold('Left to the dashboard', unmanaged, () => list(unmanaged.map(unmanagedItem))),
  loginPage(settings, classes),
  fold('Guardrails met', met, () => list(metItems(met))),
]}</article>
`;
}

function verdictsOf({ guardrails }: ReportedOrganization, outcome: ReportedVerdict['outcome']): ReportedVerdict[] {
  return guardrails.filter((verdict) => verdict.outcome === outcome);
}

/** A part that opens on demand; nothing when there is nothing in it. */
function fold(title: Part, content: readonly unknown[], body: () => Markup): Markup {
  return content.length === 0
    ? NOTHING
    : html`<details><summary>${title} <span class="soft">${content.length}</span></summary>${body()}</details>
`;
}

function list(items: readonly Markup[]): Markup {
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** The tone of guardrails that are not met: bad when one of them is an error. */
function toneOf(violated: readonly Pick<ReportedVerdict, 'level'>[]): Tone {
  return violated.some(({ level }) => level === 'error') ? 'bad' : 'warn';
}

/** What the page's filter and colours go by. */
function findingsMark(organization: ReportedOrganization): Markup {
  const violated = verdictsOf(organization, 'violated');
  const all = [...violated, ...verdictsOf(organization, 'undecided'), ...organization.warnings];
  return all.length === 0 ? NOTHING : html` data-findings="${toneOf(violated)}"`;
}

/** The name and the login domain; an organization without a name is known by its path. */
function heading({ settings, path }: ReportedOrganization): Markup {
  const [name, domain] = ['name', 'authDomain'].map((prop) => settings.find((setting) => setting.prop === prop));
  const shown = name === undefined ? user(path) : html`<span class="s">${settingText(name)}</span>`;
  return domain === undefined ? shown : html`${shown} <small class="s">${settingText(domain)}</small>`;
}

function badges(organization: ReportedOrganization): Markup[] {
  const violated = verdictsOf(organization, 'violated');
  const amounts: readonly (readonly [Tone, number, string])[] = [
    [toneOf(violated), violated.length, 'violated'],
    ['ask', verdictsOf(organization, 'undecided').length, 'undecided'],
    ['warn', organization.warnings.length, organization.warnings.length === 1 ? 'warning' : 'warnings'],
    ['info', verdictsOf(organization, 'waived').length, 'waived'],
  ];
  const shown = amounts.filter(([, amount]) => amount > 0);
  const texts = shown.map(([tone, amount, word]) => html`${badge(tone, `${amount} ${word}`)} `);
  return shown.some(([tone]) => tone !== 'info') ? texts : [html`${badge('good', 'no findings')} `, ...texts];
}

function metaOf({ path, stack, address, madeWith, blueprint, provider, settings }: ReportedOrganization): Markup {
  const identifiers = (['accountId', 'zoneId'] as const).flatMap((prop) =>
    settings
      .filter((setting) => setting.prop === prop)
      .map((setting) =>
        meta(prop === 'zoneId' ? 'Zone' : 'Account', html`<span class="s">${settingText(setting)}</span>`),
      ),
  );
  return html`<dl class="meta">${[
    meta('Path', searched(path)),
    meta('Stack', searched(stack)),
    meta('Address', user(address)),
    ...identifiers,
    meta('Made with', html`${madeWith === 'construct' ? 'ZeroTrustOrganization' : 'a bare resource of the bindings'}`),
    blueprint === undefined ? NOTHING : meta('Blueprint', searched(blueprint)),
    meta('Provider', providerText(provider)),
  ]}</dl>
`;
}

function meta(label: string, content: Markup): Markup {
  return html`<div><dt>${label}</dt><dd>${content}</dd></div>`;
}

function providerText({ constraint, needed }: ReportedOrganization['provider']): Markup {
  const constrained = constraint === undefined ? html`no constraint` : user(constraint);
  return html`${constrained} <small>${needed === undefined ? 'any 5.x will do' : html`needs ${user(needed)}`}</small>`;
}

/** What asks for a decision: always in sight. */
function findings(organization: ReportedOrganization): Markup {
  const verdicts = [...verdictsOf(organization, 'violated'), ...verdictsOf(organization, 'undecided')];
  const items = [
    ...verdicts.map(verdictItem),
    ...organization.warnings.map((warning) => html`${badge('warn', 'warning')} ${problem(warning)}`),
  ];
  return items.length === 0
    ? NOTHING
    : html`<ul class="findings" aria-label="Findings">${items.map((item) => html`<li>${item}</li>`)}</ul>
`;
}

function verdictItem(verdict: ReportedVerdict): Markup {
  const tone = verdict.outcome === 'violated' ? toneOf([verdict]) : 'ask';
  return html`${badge(tone, verdict.outcome)} ${verdictText(verdict)}`;
}

function verdictText({ set, guardrail, level, message }: ReportedVerdict): Markup {
  const why = message === undefined ? NOTHING : html`<p>${user(withoutId(message, `guardrail ${guardrail}`))}</p>`;
  return html`<b>${searched(guardrail)}</b> <small>${user(set)}, ${level}</small>${why}`;
}

function waivedItem(verdict: ReportedVerdict): Markup {
  const { waiver } = verdict;
  const by = waiver && html`<p class="why">${searched(waiver.reason)} <small>${accepted(waiver)}</small></p>`;
  return html`${badge('info', 'waived')} ${verdictText(verdict)}${by ?? NOTHING}`;
}

function accepted({ scope, expires }: NonNullable<ReportedVerdict['waiver']>): Markup {
  return html`on ${scopeText(scope)}, ${endText(expires)}`;
}

/** What is met, in a line for each set of guardrails. */
function metItems(met: readonly ReportedVerdict[]): Markup[] {
  return [...new Set(met.map(({ set }) => set))].map((set) => {
    const guardrails = met.filter((verdict) => verdict.set === set).map(({ guardrail }) => guardrail);
    return html`${badge('good', 'met')} ${searched(guardrails.join(', '))} <small>${user(set)}</small>`;
  });
}

function problem({ rule, message }: { readonly rule: string; readonly message: string }): Markup {
  return html`<b>${searched(rule)}</b><p>${user(withoutId(message, rule))}</p>`;
}

/** A message without the id at its end, which stands before it here. */
function withoutId(message: string, id: string): string {
  const end = ` [${id}]`;
  return message.endsWith(end) ? message.slice(0, -end.length) : message;
}

function acknowledgedItem(acknowledgement: ReportedAcknowledgement): Markup {
  const { reason, scope } = acknowledgement;
  return html`${badge('info', 'acknowledged')} ${problem(acknowledgement)}<p class="why">${user(reason)} <small>on ${scopeText(scope)}</small></p>`;
}

function differencesTable(differences: readonly ReportedDifference[]): Markup {
  const rows = differences.map(
    ({ prop, blueprint, organization }) => html`<tr><th scope="row">${prop}</th>
<td data-l="Blueprint">${valueText(blueprint)}</td><td data-l="This organization">${valueText(organization)}</td></tr>
`,
  );
  return table(['Setting', 'Blueprint', 'This organization'], rows);
}

function settingsTable(settings: readonly ReportedSetting[]): Markup {
  const rows = settings.map(
    (setting) => html`<tr><th scope="row">${setting.prop}</th>
<td>${settingText(setting)}</td><td data-l="From">${sourceText(setting)}</td></tr>
`,
  );
  return table(['Setting', 'Value', 'From'], rows);
}

function unmanagedItem(unmanaged: ReportedSource): Markup {
  return html`<b>${unmanaged.prop}</b> <small>by ${sourceText(unmanaged)}</small>`;
}

type LoginProp = 'backgroundColor' | 'textColor' | 'logoPath' | 'headerText' | 'footerText';

const LOGIN_LABELS: readonly (readonly [LoginProp, string])[] = [
  ['backgroundColor', 'Background'],
  ['textColor', 'Text colour'],
  ['logoPath', 'Logo'],
  ['headerText', 'Header'],
  ['footerText', 'Footer'],
];

function loginSetting(settings: readonly ReportedSetting[], prop: LoginProp): ReportedSetting | undefined {
  return settings.find((setting) => setting.prop === `loginDesign.${prop}`);
}

/** A colour that is known and can be shown. */
function loginColor(settings: readonly ReportedSetting[], prop: 'backgroundColor' | 'textColor'): string | undefined {
  const { value, known } = loginSetting(settings, prop) ?? {};
  return known === true && typeof value === 'string' && isColor(value) ? value.toLowerCase() : undefined;
}

/** A class for each colour of all login pages. */
function colorClasses(organizations: readonly ReportedOrganization[]): ColorClasses {
  const colors = organizations.flatMap(({ settings }) =>
    (['backgroundColor', 'textColor'] as const).flatMap((prop) => loginColor(settings, prop) ?? []),
  );
  return new Map([...new Set(colors)].map((color, at) => [color, `c${at}`]));
}

/** The login page, in words and, when both of its colours are known, as it looks. */
function loginPage(settings: readonly ReportedSetting[], classes: ColorClasses): Markup {
  const given = LOGIN_LABELS.flatMap(([prop, label]) => {
    const setting = loginSetting(settings, prop);
    return setting === undefined ? [] : [meta(label, html`${chip(setting, classes)}${settingText(setting)}`)];
  });
  return given.length === 0
    ? NOTHING
    : html`<details><summary>Login page</summary>${loginPicture(settings, classes)}<dl class="meta">${given}${loginContrast(settings)}</dl></details>
`;
}

/** A sample of a colour, for those who see it; its name stands beside it. */
function chip({ prop, value, known }: ReportedSetting, classes: ColorClasses): Markup {
  const isShown = known && prop.endsWith('Color') && typeof value === 'string';
  const name = isShown ? classes.get(value.toLowerCase()) : undefined;
  return name === undefined ? NOTHING : html`<span class="chip ${name}" aria-hidden="true"></span>`;
}

/** The login page as it looks; hidden from assistive technology, since everything in it is said beside it. */
function loginPicture(settings: readonly ReportedSetting[], classes: ColorClasses): Markup {
  const [background, text] = loginColors(settings);
  if (background === undefined || text === undefined) {
    return NOTHING;
  }
  const paragraph = (prop: LoginProp): Markup => {
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

function loginColors(settings: readonly ReportedSetting[]): [background: string | undefined, text: string | undefined] {
  return [loginColor(settings, 'backgroundColor'), loginColor(settings, 'textColor')];
}

function loginContrast(settings: readonly ReportedSetting[]): Markup {
  const given = (['backgroundColor', 'textColor'] as const).filter((prop) => loginSetting(settings, prop));
  if (given.length < 2) {
    return given.length === 0 ? NOTHING : meta('Contrast', html`depends on Cloudflare's default for the other colour`);
  }
  const contrast = contrastBetween(...loginColors(settings));
  if (Number.isNaN(contrast)) {
    return meta('Contrast', html`cannot be told: a colour is not known before apply, or is none`);
  }
  const [tone, verdict]: [Tone, string] = contrast < LEAST_CONTRAST ? ['bad', 'too low'] : ['good', 'enough'];
  return meta(
    'Contrast',
    html`${contrastText(contrast)} to 1 ${badge(tone, verdict)} <small>WCAG AA: ${LEAST_CONTRAST} to 1</small>`,
  );
}
