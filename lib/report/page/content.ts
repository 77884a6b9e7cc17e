/** What several parts of the page show: the findings, and the organizations with their findings, worst first. */
import { findingsOf, SEVERITIES, type Severity } from '../findings';
import type { ReportDocument, ReportedFinding, ReportedOrganization, ReportedSetting } from '../report-document';
import { html, type Markup, type Tone, user } from './markup';
import { scopeText, settingText } from './texts';

export const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = { error: 'bad', warning: 'warn', indeterminate: 'ask' };

export type Counts = Readonly<Record<Severity, number>>;

export interface Content {
  readonly document: ReportDocument;
  /** Worst first. */
  readonly entries: readonly Entry[];
  /** The organization at a path. */
  readonly entryAt: ReadonlyMap<string, Entry>;
  /** All findings, worst first. */
  readonly findings: readonly ReportedFinding[];
  readonly counts: Counts;
}

/** An organization. */
export interface Entry {
  readonly organization: ReportedOrganization;
  /** Its number in the document, which identifies it on the page. */
  readonly id: number;
  readonly settings: ReadonlyMap<string, ReportedSetting>;
  /** Its findings, without those about waivers and acknowledgements. */
  readonly findings: readonly ReportedFinding[];
  readonly counts: Counts;
}

export function contentOf(document: ReportDocument): Content {
  const findings = findingsOf(document);
  const byPath = groupBy(
    findings.filter(({ prop }) => prop !== undefined),
    ({ path }) => path,
  );
  const entries = document.organizations.map((organization, id) =>
    entryOf(organization, id, byPath.get(organization.path) ?? []),
  );
  return {
    document,
    entries: [...entries].sort(worstFirst),
    entryAt: new Map(entries.map((entry) => [entry.organization.path, entry])),
    findings,
    counts: countsOf(findings),
  };
}

function entryOf(organization: ReportedOrganization, id: number, findings: readonly ReportedFinding[]): Entry {
  const settings = new Map(organization.settings.map((setting) => [setting.prop, setting]));
  return { organization, id, settings, findings, counts: countsOf(findings) };
}

function countsOf(findings: readonly ReportedFinding[]): Counts {
  const counts = { error: 0, warning: 0, indeterminate: 0 };
  for (const { severity } of findings) {
    counts[severity] += 1;
  }
  return counts;
}

function worstFirst(one: Entry, other: Entry): number {
  const severity = SEVERITIES.find((each) => one.counts[each] !== other.counts[each]) ?? 'error';
  return other.counts[severity] - one.counts[severity];
}

/** Elements by a key, in the order of the first element with each key. */
export function groupBy<T>(elements: readonly T[], keyOf: (element: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const element of elements) {
    const key = keyOf(element);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [element]);
    } else {
      group.push(element);
    }
  }
  return groups;
}

/** The name of an organization; its path if it has none. */
export function nameText({ settings, organization }: Entry): Markup {
  const name = settings.get('name');
  return name === undefined ? user(organization.path) : settingText(name);
}

/** A link to the details of an organization. */
export function entryLink(entry: Entry): Markup {
  return html`<a href="#o${entry.id}">${nameText(entry)}</a>`;
}

/** A link to the details of the organization at a path, or the path of another scope. */
export function placeText(path: string, { entryAt }: Content): Markup {
  const entry = entryAt.get(path);
  return entry === undefined ? scopeText(path) : entryLink(entry);
}

/** Whether a prop is one of some settings or belongs to one. */
export function isOneOf(prop: string, settings: readonly string[]): boolean {
  return settings.some((setting) => prop === setting || prop.startsWith(`${setting}.`));
}

/** Whether a prop is not managed in code. */
export function isUnmanaged(prop: string, { organization }: Entry): boolean {
  return organization.unmanaged.some((unmanaged) => isOneOf(prop, [unmanaged.prop]));
}
