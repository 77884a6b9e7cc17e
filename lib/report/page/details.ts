/** The details of each organization: settings first, identifiers and versions last. */
import type {
  ReportedAcknowledgedViolation,
  ReportedDifference,
  ReportedFinding,
  ReportedGuardrailResult,
  ReportedGuardrails,
  ReportedSetting,
  ReportedSource,
} from '../report-document';
import { findingBadges } from './comparison';
import { type Content, type Entry, nameText, SEVERITY_TONES } from './content';
import { type ColorClasses, loginPage } from './login-page';
import {
  badge,
  commaSeparated,
  html,
  list,
  type Markup,
  meta,
  NOTHING,
  type Part,
  searched,
  table,
  user,
} from './markup';
import {
  blueprintText,
  endText,
  guardrailId,
  messageText,
  scopeText,
  settingText,
  sourceText,
  valueText,
  withoutId,
} from './texts';

/** All organizations, each collapsed; a link to its content expands it. */
export function details({ entries }: Content, classes: ColorClasses): Markup {
  const rows: Rows = new Map();
  return html`<section id="organizations" tabindex="-1" aria-labelledby="organizations-title">
<h2 id="organizations-title">Organizations</h2>
${entries.map((entry) => article(entry, classes, rows))}</section>
`;
}

function article(entry: Entry, classes: ColorClasses, rows: Rows): Markup {
  const { organization, id, findings } = entry;
  const { differences, settings, unmanaged, liveChecks, acknowledged, blueprint } = organization;
  const waived = resultsOf(entry, 'waived');
  const satisfied = resultsOf(entry, 'satisfied');
  return html`<article data-o="${id}"${tone(entry)}><details><summary><h3>${heading(entry)}</h3> <span>${badges(entry, waived.length)}</span></summary>
<div class="body" id="o${id}">${[
    part('Findings', findings, () => list(findings.map(findingItem))),
    part('Waived guardrails', waived, () => list(waived.map(waivedItem))),
    part('Acknowledged findings', acknowledged, () => list(acknowledged.map(acknowledgedItem))),
    part('Settings', settings, () => settingsTable(settings, rows)),
    part('Unmanaged settings', unmanaged, () => list(unmanaged.map(unmanagedItem))),
    part(html`Differences from ${blueprintText(blueprint)}`, differences, () => differencesTable(differences)),
    part('Live checks', liveChecks, () => html`<p>${commaSeparated(liveChecks.map(user))}</p>`),
    part('Satisfied guardrails', satisfied, () => list(satisfiedItems(satisfied))),
    loginPage(entry.settings, classes),
  ]}<h4>Address and versions</h4>${metaOf(entry)}</div></details></article>
`;
}

function resultsOf({ organization }: Entry, outcome: ReportedGuardrailResult['outcome']): ReportedGuardrailResult[] {
  return organization.guardrails.filter((result) => result.outcome === outcome);
}

/** The attribute that gives an organization the color of its worst finding. */
function tone({ counts }: Entry): Markup {
  if (counts.error > 0) {
    return html` class="t-bad"`;
  }
  return counts.warning + counts.indeterminate > 0 ? html` class="t-warn"` : NOTHING;
}

/** The name and the login domain. */
function heading(entry: Entry): Markup {
  const domain = entry.settings.get('authDomain');
  return domain === undefined ? nameText(entry) : html`${nameText(entry)} <small>${settingText(domain)}</small>`;
}

function badges(entry: Entry, waived: number): Markup {
  const found = findingBadges(entry);
  return html`${found.length === 0 ? badge('good', 'no findings') : found} ${waived === 0 ? NOTHING : badge('info', `${waived} waived`)}`;
}

/** A part with its title; nothing if it has no content. */
function part(title: Part, content: readonly unknown[], body: () => Markup): Markup {
  return content.length === 0
    ? NOTHING
    : html`<h4>${title} <span class="soft">${content.length}</span></h4>${body()}
`;
}

function findingItem(finding: ReportedFinding): Markup {
  const { severity, id, guardrails } = finding;
  const origin = guardrails === undefined ? NOTHING : html` <small>${user(guardrails)}</small>`;
  return html`${badge(SEVERITY_TONES[severity], severity)} <b>${searched(id)}</b>${origin}<p>${messageText(finding)}</p>`;
}

function waivedItem({ guardrails, guardrail, message, waiver }: ReportedGuardrailResult): Markup {
  const problem = message === undefined ? NOTHING : html`<p>${user(withoutId(message, guardrailId(guardrail)))}</p>`;
  const why =
    waiver === undefined
      ? NOTHING
      : html`<p class="why">${searched(waiver.reason)} <small>on ${scopeText(waiver.scope)}, ${endText(waiver.expires)}</small></p>`;
  return html`${badge('info', 'waived')} <b>${searched(guardrail)}</b> <small>${user(guardrails)}</small>${problem}${why}`;
}

function acknowledgedItem({ rule, message, reason, scope }: ReportedAcknowledgedViolation): Markup {
  return html`${badge('info', 'acknowledged')} <b>${searched(rule)}</b><p>${user(withoutId(message, rule))}</p><p class="why">${searched(reason)} <small>on ${scopeText(scope)}</small></p>`;
}

/** The latest row of each prop: most organizations of a fleet share most settings. */
type Rows = Map<string, { readonly setting: ReportedSetting; readonly row: Markup }>;

function settingsTable(settings: readonly ReportedSetting[], rows: Rows): Markup {
  const rowOf = (setting: ReportedSetting): Markup => {
    const latest = rows.get(setting.prop);
    if (latest !== undefined && isSame(latest.setting, setting)) {
      return latest.row;
    }
    const row = settingRow(setting);
    rows.set(setting.prop, { setting, row });
    return row;
  };
  return table(['Setting', 'Value', 'Source'], settings.map(rowOf));
}

function isSame(one: ReportedSetting, other: ReportedSetting): boolean {
  return (
    one.value === other.value &&
    one.unresolved === other.unresolved &&
    one.source === other.source &&
    one.blueprint === other.blueprint
  );
}

function settingRow(setting: ReportedSetting): Markup {
  return html`<tr><th scope="row">${setting.prop}</th><td>${settingText(setting)}</td><td data-l="Source">${sourceText(setting)}</td></tr>
`;
}

function unmanagedItem(unmanaged: ReportedSource): Markup {
  return html`<b>${unmanaged.prop}</b> <small>by ${sourceText(unmanaged)}</small>`;
}

function differencesTable(differences: readonly ReportedDifference[]): Markup {
  const rows = differences.map(
    ({ prop, blueprint, organization }) => html`<tr><th scope="row">${prop}</th>
<td data-l="Blueprint">${valueText(blueprint)}</td><td data-l="This organization">${valueText(organization)}</td></tr>
`,
  );
  return table(['Setting', 'Blueprint', 'This organization'], rows);
}

/** The satisfied guardrails, in one line per name. */
function satisfiedItems(satisfied: readonly ReportedGuardrailResult[]): Markup[] {
  return [...new Set(satisfied.map(({ guardrails }) => guardrails))].map((name) => {
    const ids = satisfied.filter(({ guardrails }) => guardrails === name).map(({ guardrail }) => guardrail);
    return html`${badge('good', 'satisfied')} ${searched(ids.join(', '))} <small>${user(name)}</small>`;
  });
}

function metaOf({ organization, settings }: Entry): Markup {
  const { path, stack, address, madeWith, blueprint, provider } = organization;
  const identifier = (label: string, prop: string): Markup => {
    const setting = settings.get(prop);
    return setting === undefined ? NOTHING : meta(label, html`<span class="s">${settingText(setting)}</span>`);
  };
  return html`<dl class="meta">${[
    meta('Path', searched(path)),
    meta('Stack', searched(stack)),
    meta('Address', user(address)),
    identifier('Account', 'accountId'),
    identifier('Zone', 'zoneId'),
    meta('Type', html`${madeWith === 'construct' ? 'ZeroTrustOrganization' : 'bare resource'}`),
    blueprint === undefined ? NOTHING : meta('Blueprint', searched(blueprint)),
    meta('Provider', providerText(provider)),
  ]}</dl>
`;
}

function providerText({ constraint, required }: Entry['organization']['provider']): Markup {
  const constrained = constraint === undefined ? html`no constraint` : user(constraint);
  return html`${constrained} <small>${required === undefined ? 'works with all of 5.x' : html`requires ${user(required)}`}</small>`;
}

/** The requirements that apply to organizations. */
export function guardrailsOverview(guardrails: readonly ReportedGuardrails[]): Markup {
  return guardrails.length === 0
    ? NOTHING
    : html`<section class="card fold"><details><summary><h2>Guardrails</h2> <span class="soft">${guardrails.length}</span></summary>
${guardrails.map(guardrailsTable)}</details></section>
`;
}

function guardrailsTable({ name, level, rules }: ReportedGuardrails): Markup {
  const rows = rules.map(
    ({ id, statement, limit }) => html`<tr><th scope="row">${user(id)}</th>
<td>${user(statement)}</td><td data-l="Limit">${limit === undefined ? html`<i>custom rule</i>` : valueText(limit)}</td></tr>
`,
  );
  return html`<h3>${user(name)} ${badge(level === 'error' ? 'bad' : 'warn', level)}</h3>
${table(['Guardrail', 'Requirement', 'Limit'], rows)}
`;
}
