/** The findings of all organizations: by severity, then by rule. */

import { SEVERITIES, type Severity } from '../findings';
import type { ReportedFinding } from '../report-document';
import { grouped } from '../text';
import { type Content, groupBy, placeText, SEVERITY_TONES } from './content';
import { badge, html, type Markup, NOTHING, user } from './markup';
import { messageText } from './texts';

const TITLES: Readonly<Record<Severity, string>> = {
  error: 'Errors',
  warning: 'Warnings',
  indeterminate: 'Indeterminate',
};

/** The number of messages of a rule, and of organizations with the same message, that are visible at first. */
const [VISIBLE_MESSAGES, VISIBLE_PLACES] = [3, 12];

export function findingList(content: Content): Markup {
  const groups = SEVERITIES.map((severity) => severityGroup(severity, content));
  return html`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
${content.findings.length === 0 ? html`<p class="card"><span class="b good">none</span> All rules and guardrails are satisfied or waived.</p>` : groups}
</section>
`;
}

function severityGroup(severity: Severity, content: Content): Markup {
  const findings = content.findings.filter((finding) => finding.severity === severity);
  const rules = groupBy(findings, ({ id, guardrails = '' }) => JSON.stringify([id, guardrails]));
  return findings.length === 0
    ? NOTHING
    : html`<div class="card group" id="${severity}"><h3>${badge(SEVERITY_TONES[severity], TITLES[severity])} <span class="soft">${grouped(findings.length)}</span></h3>
${[...rules.values()].map((each) => ruleGroup(each, content))}</div>
`;
}

/** The findings of one rule: each message once, with its organizations. */
function ruleGroup(findings: readonly ReportedFinding[], content: Content): Markup {
  const [{ id, guardrails } = { id: '' }] = findings;
  const origin = guardrails === undefined ? NOTHING : html` <small>${user(guardrails)}</small>`;
  const messages = [...groupBy(findings, ({ message }) => message).values()];
  const groups = messages.map((each) => messageGroup(each, content));
  return html`<div class="rule"><h4>${id === '' ? html`waivers and acknowledgements` : user(id)}${origin}</h4>${firstOf(groups, VISIBLE_MESSAGES, (some) => html`${some}`)}</div>
`;
}

function messageGroup(findings: readonly ReportedFinding[], content: Content): Markup {
  const text = messageText(findings[0] as ReportedFinding); // groups are not empty
  const places = findings.map(({ path }) => place(path, content));
  return html`<div class="message"><p>${text}</p>${firstOf(places, VISIBLE_PLACES, (some) => html`<ul>${some}</ul>`)}</div>`;
}

function place(path: string, content: Content): Markup {
  const entry = content.entryAt.get(path);
  return entry === undefined
    ? html`<li>${placeText(path, content)}</li>`
    : html`<li data-o="${entry.id}">${placeText(path, content)}</li>`;
}

/** The first parts, and all others in a collapsed part. */
function firstOf(parts: readonly Markup[], visible: number, together: (some: readonly Markup[]) => Markup): Markup {
  const rest = parts.slice(visible);
  return rest.length === 0
    ? together(parts)
    : html`${together(parts.slice(0, visible))}<details class="more"><summary>${grouped(rest.length)} more</summary>${together(rest)}</details>`;
}
