/** The changes since an earlier report. */
import type {
  ReportedChanges,
  ReportedFinding,
  ReportedIdentity,
  ReportedSettingChange,
  ReportedState,
} from '../report-document';
import { grouped } from '../text';
import { type Content, placeText, SEVERITY_TONES } from './content';
import { badge, html, type Markup, NOTHING, table, user } from './markup';
import { commitText, messageText, valueText } from './texts';

/** The number of changes. */
export function changesCount({ added, removed, settings, newFindings, resolvedFindings }: ReportedChanges): number {
  return [added, removed, settings, newFindings, resolvedFindings].reduce((sum, { length }) => sum + length, 0);
}

export function changeList(content: Content): Markup {
  const { changes } = content.document;
  return changes === undefined
    ? NOTHING
    : html`<section id="changes" aria-labelledby="changes-title">
<h2 id="changes-title">Changes${sinceText(changes)}</h2>
<div class="card">${changes.earlier === undefined ? html`<p>There is no earlier report to compare with.</p>` : parts(changes, content)}</div>
</section>
`;
}

function sinceText({ earlier }: ReportedChanges): Markup {
  if (earlier === undefined) {
    return NOTHING;
  }
  const { asOf, commit } = earlier;
  return html` <span class="soft">since the report of ${user(asOf)}${commit === undefined ? NOTHING : html`, commit ${commitText(commit)}`}</span>`;
}

function parts(changes: ReportedChanges, content: Content): Markup {
  const { added, removed, settings, newFindings, resolvedFindings } = changes;
  return changesCount(changes) === 0
    ? html`<p>No changes.</p>`
    : html`${[
        part('New findings', newFindings, (all) => findings(all, content)),
        part('Resolved findings', resolvedFindings, (all) => findings(all, content)),
        part('Organizations added', added, (all) => organizations(all, content)),
        part('Organizations removed', removed, (all) => organizations(all, content)),
        part('Settings changed', settings, (all) => settingsTable(all, content)),
      ]}`;
}

/** A part with its title; nothing if it has no content. */
function part<T>(title: string, all: readonly T[], body: (all: readonly T[]) => Markup): Markup {
  return all.length === 0
    ? NOTHING
    : html`<h3>${title} <span class="soft">${grouped(all.length)}</span></h3>${body(all)}
`;
}

function findings(all: readonly ReportedFinding[], content: Content): Markup {
  const items = all.map(
    (
      finding,
    ) => html`<li>${badge(SEVERITY_TONES[finding.severity], finding.severity)} <b>${user(finding.id)}</b> ${placeText(finding.path, content)}
<p>${messageText(finding)}</p></li>`,
  );
  return html`<ul>${items}</ul>`;
}

function organizations(all: readonly ReportedIdentity[], content: Content): Markup {
  const items = all.map(({ path, name }) =>
    content.entryAt.has(path)
      ? placeText(path, content)
      : html`${name === undefined ? NOTHING : html`${user(name)} `}<small>${user(path)}</small>`,
  );
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function settingsTable(all: readonly ReportedSettingChange[], content: Content): Markup {
  const rows = all.map(
    ({ path, prop, before, after }) => html`<tr><th scope="row">${placeText(path, content)}</th>
<td data-l="Setting">${user(prop)}</td><td data-l="Before">${stateText(before)}</td><td data-l="After">${stateText(after)}</td></tr>
`,
  );
  return table(['Organization', 'Setting', 'Before', 'After'], rows);
}

function stateText(state: ReportedState | undefined): Markup {
  if (state === undefined) {
    return valueText(undefined);
  }
  return state.unmanaged ? html`<i>unmanaged</i>` : valueText(state.value);
}
