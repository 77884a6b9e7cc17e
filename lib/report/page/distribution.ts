/** Distributions of settings over the organizations, as bar charts. */
import { MFA_PRESETS } from '../../settings/mfa-presets';
import { nanosecondsOf } from '../../values/go-duration';
import type { ReportedSetting } from '../report-document';
import { counted, grouped } from '../text';
import { type Content, type Entry, groupBy, isUnmanaged } from './content';
import { html, type Markup, NOTHING } from './markup';
import { valueText } from './texts';

const SESSION = 'sessionDuration';
const AUTHENTICATORS = 'mfa.allowedAuthenticators';

/** A bar of a chart: organizations with a value in common. */
interface Group {
  readonly label: Markup;
  readonly amount: number;
}

/** Sorts what is not a duration behind all durations. */
const LAST = 2n ** 63n;

/** The most bars of a chart; the smallest of more groups are one bar. */
const MAX_BARS = 12;

export function distributions({ entries }: Content): Markup {
  return entries.length === 0
    ? NOTHING
    : html`<section aria-labelledby="distribution-title">
<h2 id="distribution-title">Distribution</h2>
<div class="charts">
${chart('Session duration', 'Organizations by sessionDuration.', sessionGroups(entries), entries.length)}
${chart('MFA', 'Organizations by the authenticators they allow, with the preset that allows the same ones.', mfaGroups(entries), entries.length)}
</div>
</section>
`;
}

function chart(title: string, description: string, groups: readonly Group[], total: number): Markup {
  return html`<div class="card"><h3>${title}</h3><p class="soft">${description}</p><ul class="bars">
${groups.map((group) => bar(group, total))}</ul></div>`;
}

function bar({ label, amount }: Group, total: number): Markup {
  const percent = Math.round((1000 * amount) / total) / 10;
  return html`<li><span>${label}</span><svg role="img" aria-label="${counted(amount, 'organization')}, ${percent} %"><rect width="${percent}%" height="100%" rx="3"/></svg><span aria-hidden="true">${grouped(amount)}</span></li>
`;
}

/** The groups by session duration, from the shortest. */
function sessionGroups(entries: readonly Entry[]): Group[] {
  const { groups, others } = largest(groupBy(entries, (entry) => keyOf(entry, SESSION)));
  const sorted = groups
    .map((members) => ({ members, length: nanosecondsOf(settingOf(members, SESSION)?.value) ?? LAST }))
    .sort(({ length: one }, { length: other }) => Number(one - other));
  return [...sorted.map(({ members }) => ({ label: sharedText(members, SESSION), amount: members.length })), ...others];
}

/** The groups by authenticators, from the largest. */
function mfaGroups(entries: readonly Entry[]): Group[] {
  const { groups, others } = largest(groupBy(entries, (entry) => keyOf(entry, AUTHENTICATORS)));
  return [...groups.map((members) => ({ label: mfaText(members), amount: members.length })), ...others];
}

type Members = readonly Entry[];

/** The largest groups, and one for all others. */
function largest(groups: ReadonlyMap<string, Members>): { readonly groups: Members[]; readonly others: Group[] } {
  const sorted = [...groups.values()].sort((one, other) => other.length - one.length);
  const rest = sorted.splice(sorted.length > MAX_BARS ? MAX_BARS - 1 : MAX_BARS);
  const amount = rest.reduce((sum, { length }) => sum + length, 0);
  return {
    groups: sorted,
    others: amount === 0 ? [] : [{ label: html`${grouped(rest.length)} other values`, amount }],
  };
}

/** What organizations of one group have in common; the order of a list does not matter. */
function keyOf(entry: Entry, prop: string): string {
  const setting = entry.settings.get(prop);
  if (setting === undefined) {
    return isUnmanaged(prop, entry) ? 'unmanaged' : 'not sent';
  }
  const { value, unresolved } = setting;
  return unresolved ? 'unresolved' : JSON.stringify(Array.isArray(value) ? [...(value as unknown[])].sort() : value);
}

function settingOf([member]: Members, prop: string): ReportedSetting | undefined {
  return member?.settings.get(prop);
}

/** The value that the members of a group have in common. */
function sharedText(members: Members, prop: string): Markup {
  const setting = settingOf(members, prop);
  if (setting === undefined) {
    return html`<i>${keyOf(members[0] as Entry, prop)}</i>`;
  }
  return setting.unresolved ? html`<i>unresolved until apply</i>` : valueText(setting.value);
}

function mfaText(members: Members): Markup {
  const value = settingOf(members, AUTHENTICATORS)?.value;
  const shown = Array.isArray(value) && value.length === 0 ? html`none` : sharedText(members, AUTHENTICATORS);
  const preset = presetOf(value);
  return preset === undefined ? shown : html`${shown} <small>as preset ${preset}</small>`;
}

/** The preset that allows the same authenticators. */
function presetOf(value: unknown): string | undefined {
  const same = (allowed: readonly string[]): boolean =>
    Array.isArray(value) && value.length === allowed.length && allowed.every((each) => value.includes(each));
  return Object.entries(MFA_PRESETS).find(([, { allowedAuthenticators }]) => same(allowedAuthenticators))?.[0];
}
