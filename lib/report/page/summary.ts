/** The first lines of the page: what the report is about, its result in one line, and its counts. */

import { SEVERITIES, SEVERITY_NOUNS } from '../findings';
import type { ReportDocument } from '../report-document';
import { counted, grouped, SYNTHESIS_FAILED } from '../text';
import { changesCount } from './changes';
import { type Content, SEVERITY_TONES } from './content';
import { exceptionsToReview } from './exceptions';
import { commaSeparated, html, type Markup, NOTHING, type Tone, user } from './markup';
import { commitText } from './texts';

export function summary(content: Content): Markup {
  const { app, pendingAspects, synthesisFailed } = content.document;
  return html`<header>
<h1>${app === undefined ? html`Zero Trust organizations` : user(app)}</h1>
<p class="soft">${originText(content.document)}</p>
${result(content)}${failureNote(synthesisFailed)}${pendingAspectsNote(pendingAspects)}
${tiles(content)}
</header>
`;
}

/** What the report is about, its date and its commit. */
function originText({ app, asOf, commit }: ReportDocument): Markup {
  const evaluated = html`${app === undefined ? 'E' : 'Zero Trust organizations, e'}valuated on ${user(asOf)}`;
  return commit === undefined ? evaluated : html`${evaluated}, commit ${commitText(commit)}`;
}

/** The number of findings, and of organizations with the worst ones, in one line. */
function result({ document, entries, counts }: Content): Markup {
  const all = counted(entries.length, 'organization');
  const found = SEVERITIES.filter((severity) => counts[severity] > 0);
  const [worst] = found;
  if (worst === undefined) {
    return html`<p class="result ${document.synthesisFailed ? 'bad' : 'good'}">${entries.length === 0 ? 'No organizations' : `No findings in ${all}`}</p>
`;
  }
  const affected = entries.filter((entry) => entry.counts[worst] > 0).length;
  const where = affected === 0 ? '' : ` in ${grouped(affected)} of ${all}`;
  const others = found.slice(1).map((severity) => `, ${counted(counts[severity], SEVERITY_NOUNS[severity])}`);
  return html`<p class="result ${SEVERITY_TONES[worst]}">${counted(counts[worst], SEVERITY_NOUNS[worst])}${where}${others.join('')}</p>
`;
}

function failureNote(synthesisFailed: boolean): Markup {
  return synthesisFailed
    ? html`<p>${SYNTHESIS_FAILED}</p>
`
    : NOTHING;
}

function pendingAspectsNote(stacks: readonly string[]): Markup {
  return stacks.length === 0
    ? NOTHING
    : html`<p>Evaluated before the aspects of these stacks, which can still change their organizations: ${commaSeparated(stacks.map(user))}.</p>
`;
}

/** Counts with links to what they count. */
function tiles({ document, entries, counts }: Content): Markup {
  const { changes } = document;
  const waived = entries.flatMap(({ organization }) => organization.guardrails.filter(isWaived)).length;
  return html`<ul class="tiles">
${tile('Organizations', entries.length, 'info', html`href="#comparison" data-only=""`)}
${tile('Errors', counts.error, 'bad', html`href="#error" data-only="error"`)}
${tile('Warnings', counts.warning, 'warn', html`href="#warning" data-only="warning"`)}
${tile('Indeterminate', counts.indeterminate, 'ask', html`href="#indeterminate" data-only="indeterminate"`)}
${tile('Waived', waived, 'info', html`href="#comparison" data-only="waived"`)}
${tile('Waivers to review', exceptionsToReview(document).length, 'warn', html`href="#exceptions"`)}
${changes === undefined ? NOTHING : tile('Changes', changesCount(changes), 'info', html`href="#changes"`)}
</ul>`;
}

function isWaived({ outcome }: { readonly outcome: string }): boolean {
  return outcome === 'waived';
}

/** A number, highlighted and linked unless it is zero. */
function tile(label: string, amount: number, tone: Tone, attributes: Markup): Markup {
  const content = html`<b class="${amount === 0 ? 'info' : tone}">${grouped(amount)}</b> ${label}`;
  return amount === 0 ? html`<li><span>${content}</span></li>` : html`<li><a ${attributes}>${content}</a></li>`;
}
