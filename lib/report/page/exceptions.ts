/** Waivers and acknowledgements: the ones to review, and all waivers on a timeline. */
import type { ReportDocument, ReportedAcknowledgement, ReportedWaiver } from '../report-document';
import { badge, html, type Markup, NOTHING, type Tone, table, user } from './markup';
import { endText, scopeText } from './texts';
import { axis, dayOf, type Scale, scaleOf, track } from './timeline';

const STATE_TONES: Readonly<Record<ReportedAcknowledgement['state'] | ReportedWaiver['state'], Tone>> = {
  active: 'good',
  'ends soon': 'warn',
  expired: 'bad',
  invalid: 'bad',
  rejected: 'bad',
  unused: 'info',
  used: 'good',
};

type Exception = ReportedAcknowledgement | ReportedWaiver;

/** The waivers and acknowledgements that need attention: the ones with a date first, by date. */
export function exceptionsToReview({ waivers, acknowledgements }: ReportDocument): Exception[] {
  return [
    ...byExpiry(waivers).filter(({ state }) => state !== 'active'),
    ...acknowledgements.filter(({ state }) => state === 'unused'),
  ];
}

/** The waivers by their last day, and the ones without one last. */
function byExpiry(waivers: readonly ReportedWaiver[]): ReportedWaiver[] {
  const lastDay = ({ expires }: ReportedWaiver): number => dayOf(expires) ?? Number.MAX_SAFE_INTEGER;
  return [...waivers].sort((one, other) => lastDay(one) - lastDay(other));
}

export function exceptionList(document: ReportDocument): Markup {
  const all = exceptionsToReview(document);
  return all.length === 0
    ? NOTHING
    : html`<section id="exceptions" aria-labelledby="exceptions-title">
<h2 id="exceptions-title">Expiring or unused</h2>
<div class="card"><ul>${all.map(exceptionItem)}</ul></div>
</section>
`;
}

function exceptionItem(exception: Exception): Markup {
  const { scope, reason, state } = exception;
  const [kind, id, end] =
    'guardrail' in exception
      ? ['Waiver', exception.guardrail, html`, ${endText(exception.expires)}`]
      : ['Acknowledgement', exception.rule, NOTHING];
  return html`<li>${badge(STATE_TONES[state], state)} <b>${user(id)}</b>
<p>${kind} on ${scopeText(scope)}${end}</p><p class="why">${user(reason)}</p></li>
`;
}

/** All waivers with their validity on a timeline, by their end. */
export function waiverTimeline({ waivers, asOf }: ReportDocument): Markup {
  if (waivers.length === 0) {
    return NOTHING;
  }
  const scale = scaleOf(
    asOf,
    waivers.map(({ expires }) => expires),
  );
  const rows = byExpiry(waivers).map((waiver) => waiverRow(waiver, scale));
  return html`<section id="waivers" aria-labelledby="waivers-title">
<h2 id="waivers-title">Waivers</h2>
<div class="card wide">${table(['Guardrail', 'Scope', 'Reason', 'State', axis(scale)], rows)}</div>
</section>
`;
}

function waiverRow(waiver: ReportedWaiver, scale: Scale | undefined): Markup {
  const { guardrail, scope, reason, state, expires } = waiver;
  return html`<tr><th scope="row">${user(guardrail)}</th>
<td data-l="Scope">${scopeText(scope)}</td><td data-l="Reason">${user(reason)}</td>
<td>${badge(STATE_TONES[state], state)}</td><td><span class="at">${endText(expires)}</span>${track(waiver, scale)}</td></tr>
`;
}
