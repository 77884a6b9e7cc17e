/** The comparison table: one row for each organization, with the settings that platform teams compare. */

import { SEVERITIES, type Severity } from '../findings';
import type { ReportedDifference } from '../report-document';
import { counted } from '../text';
import { type Content, type Entry, entryLink, isOneOf, isUnmanaged, SEVERITY_TONES } from './content';
import { badge, commaSeparated, html, type Markup, NOTHING, user } from './markup';
import { settingText, valueText } from './texts';

/** How the script of the page sorts a column. */
type Order = 'duration' | 'number' | 'text';

interface Column {
  readonly heading: string;
  readonly order: Order;
  /** The settings that it shows: props, or structs with all their props. */
  readonly settings: readonly string[];
  readonly cell: (entry: Entry) => Markup;
}

const COLUMNS: readonly Column[] = [
  { heading: 'Findings', order: 'number', settings: [], cell: findingsCell },
  { heading: 'Session', order: 'duration', settings: ['sessionDuration'], cell: valueCell('sessionDuration') },
  { heading: 'MFA', order: 'text', settings: ['mfa'], cell: mfaCell },
  { heading: 'Lock', order: 'text', settings: ['readOnlyLock.locked'], cell: lockCell },
  { heading: 'Deny unmatched', order: 'text', settings: ['denyUnmatchedRequests'], cell: denyCell },
  { heading: 'WARP', order: 'text', settings: ['allowAuthenticateViaWarp', 'warpAuthSessionDuration'], cell: warpCell },
  {
    heading: 'Seats expire',
    order: 'duration',
    settings: ['userSeatExpirationInactiveTime'],
    cell: valueCell('userSeatExpirationInactiveTime', 'never'),
  },
  {
    heading: 'Service tokens',
    order: 'text',
    settings: ['serviceTokenInactivity', 'strictServiceTokenAuth'],
    cell: tokensCell,
  },
  { heading: 'Unmanaged', order: 'number', settings: [], cell: unmanagedCell },
  { heading: 'Provider', order: 'text', settings: [], cell: providerCell },
];

export function comparison({ entries }: Content): Markup {
  return html`<section id="comparison" tabindex="-1" aria-labelledby="comparison-title">
<h2 id="comparison-title">Comparison</h2>
${entries.length === 0 ? html`<p>This app has no organizations.</p>` : table(entries)}
</section>
`;
}

function table(entries: readonly Entry[]): Markup {
  return html`<p class="soft">Worst first. <span class="was">Highlighted</span> values differ from the blueprint, whose values are shown below them.</p>
<div class="card scroll" role="region" tabindex="0" aria-label="Comparison table"><table><thead><tr><th scope="col" data-order="text">Organization</th>${COLUMNS.map(headingCell)}</tr></thead><tbody>
${entries.map(row)}</tbody></table></div>`;
}

function headingCell({ heading: text, order }: Column): Markup {
  return html`<th scope="col" data-order="${order}"${text === 'Findings' ? html` aria-sort="descending"` : NOTHING}>${text}</th>`;
}

function row(entry: Entry): Markup {
  const domain = entry.settings.get('authDomain');
  const below = domain === undefined ? NOTHING : html` <small class="s">${settingText(domain)}</small>`;
  return html`<tr data-o="${entry.id}" data-only="${kindsOf(entry).join(' ')}"><th scope="row"><span class="s">${entryLink(entry)}</span>${below}</th>${COLUMNS.map((column) => cellOf(column, entry))}</tr>
`;
}

/** What the filter of the page can select. */
function kindsOf({ organization, counts }: Entry): string[] {
  return [
    ...SEVERITIES.filter((severity) => counts[severity] > 0),
    ...(organization.guardrails.some(({ outcome }) => outcome === 'waived') ? ['waived'] : []),
    ...(organization.differences.length > 0 ? ['differs'] : []),
  ];
}

function cellOf({ heading: label, settings, cell }: Column, entry: Entry): Markup {
  const { differences } = entry.organization;
  const relevant = differences.length === 0 ? differences : differences.filter(({ prop }) => isOneOf(prop, settings));
  return relevant.length === 0
    ? html`<td data-l="${label}"><div class="s">${cell(entry)}</div></td>`
    : html`<td data-l="${label}" class="differs"><div class="s">${cell(entry)}</div>${blueprintValues(relevant, settings)}</td>`;
}

/** The values that the blueprint sends, with the names of the props where the values do not speak for themselves. */
function blueprintValues(differences: readonly ReportedDifference[], settings: readonly string[]): Markup {
  const sent = differences.filter(({ blueprint }) => blueprint !== undefined);
  const values = sent.map(({ prop, blueprint }) => {
    const isClear = Array.isArray(blueprint) || (settings.includes(prop) && typeof blueprint === 'string');
    return html`${isClear ? '' : `${prop.split('.').at(-1) ?? ''} `}${valueText(blueprint)}`;
  });
  return html`<small class="was">blueprint: ${values.length === 0 ? valueText(undefined) : commaSeparated(values)}</small>`;
}

const BADGE_TEXTS: Readonly<Record<Severity, (amount: number) => string>> = {
  error: (amount) => counted(amount, 'error'),
  warning: (amount) => counted(amount, 'warning'),
  indeterminate: (amount) => `${amount} indeterminate`,
};

/** The findings of an organization as badges. */
export function findingBadges({ counts }: Entry): Markup[] {
  return SEVERITIES.filter((severity) => counts[severity] > 0).map(
    (severity) => html`${badge(SEVERITY_TONES[severity], BADGE_TEXTS[severity](counts[severity]))} `,
  );
}

function findingsCell(entry: Entry): Markup {
  const badges = findingBadges(entry);
  return badges.length === 0 ? html`none` : html`${badges}`;
}

/** The value of a prop; a text of its own if it is not sent. */
function valueCell(prop: string, absent?: string): (entry: Entry) => Markup {
  return (entry) => {
    const setting = entry.settings.get(prop);
    if (setting !== undefined) {
      return settingText(setting);
    }
    return isUnmanaged(prop, entry) ? UNMANAGED : absent === undefined ? valueText(undefined) : html`${absent}`;
  };
}

const UNMANAGED = html`<i>unmanaged</i>`;

/** A switch: one of two texts, or how else the value is described. */
function switchText(prop: string, entry: Entry, on: Markup, off: Markup): Markup {
  const value = entry.settings.get(prop)?.value;
  return typeof value === 'boolean' ? (value ? on : off) : valueCell(prop)(entry);
}

/** The authenticators with an icon, which the style of the page defines. */
const ICONS = ['biometrics', 'piv_key', 'security_key', 'ssh_fido2_key', 'totp'];

function mfaCell(entry: Entry): Markup {
  const session = entry.settings.get('mfa.sessionDuration');
  return html`${authenticators(entry)} <small>${session === undefined ? NOTHING : html`${settingText(session)}, `}${switchText(
    'mfa.requiredForAllApps',
    entry,
    html`required for all apps`,
    html`not required for all apps`,
  )}</small>`;
}

function authenticators(entry: Entry): Markup {
  const { value, unresolved = false } = entry.settings.get('mfa.allowedAuthenticators') ?? {};
  if (!Array.isArray(value) || unresolved) {
    return valueCell('mfa.allowedAuthenticators')(entry);
  }
  return value.length === 0 ? html`none` : html`${value.map(authenticator)}`;
}

function authenticator(name: unknown): Markup {
  const icon = ICONS.find((each) => each === name);
  return html`<span${icon === undefined ? NOTHING : html` class="a i-${icon}"`}>${valueText(name)}</span> `;
}

function lockCell(entry: Entry): Markup {
  return switchText(
    'readOnlyLock.locked',
    entry,
    html`<span class="a i-locked">locked</span>`,
    html`<span class="a i-open">not locked</span>`,
  );
}

function denyCell(entry: Entry): Markup {
  const exempted = entry.settings.get('denyUnmatchedRequests.exemptedZoneNames')?.value;
  const zones =
    Array.isArray(exempted) && exempted.length > 0
      ? html` <small>except ${commaSeparated(exempted.map(valueText))}</small>`
      : NOTHING;
  return html`${switchText('denyUnmatchedRequests.enabled', entry, html`denied`, html`off`)}${zones}`;
}

function warpCell(entry: Entry): Markup {
  const session = entry.settings.get('warpAuthSessionDuration');
  const login = switchText('allowAuthenticateViaWarp', entry, html`allowed`, html`off`);
  return session === undefined ? login : html`${login} <small>${settingText(session)}</small>`;
}

function tokensCell(entry: Entry): Markup {
  const { settings } = entry;
  const parts = ['action', 'inactivityThresholdDays', 'enabled'].map((field) =>
    settings.get(`serviceTokenInactivity.${field}`),
  );
  const [action, days, enabled] = parts;
  const strict = settings.get('strictServiceTokenAuth')?.value === true ? [html`strict`] : [];
  if (parts.every((part) => part === undefined)) {
    return strict[0] ?? (isUnmanaged('serviceTokenInactivity', entry) ? UNMANAGED : html`no limit`);
  }
  const off = enabled?.value === false ? [html`off`] : [];
  const limit = html`${action === undefined ? NOTHING : settingText(action)}${days === undefined ? NOTHING : html` after ${settingText(days)} days`}`;
  return commaSeparated([limit, ...off, ...strict]);
}

function unmanagedCell({ organization: { unmanaged } }: Entry): Markup {
  return unmanaged.length === 0
    ? html`0`
    : html`${unmanaged.length} <small>${commaSeparated(unmanaged.map(({ prop }) => user(prop)))}</small>`;
}

function providerCell({ organization: { provider } }: Entry): Markup {
  const { constraint, required } = provider;
  const needs = required === undefined ? NOTHING : html` <small>requires ${user(required)}</small>`;
  return html`${constraint === undefined ? html`any` : user(constraint)}${needs}`;
}
