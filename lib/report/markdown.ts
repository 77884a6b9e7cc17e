/** The report in Markdown, for a comment on a pull request: findings and changes, worst first. */
import { findingsOf, SEVERITIES, SEVERITY_NOUNS, type Severity } from './findings';
import type {
  ReportDocument,
  ReportedChanges,
  ReportedFinding,
  ReportedIdentity,
  ReportedSettingChange,
  ReportedState,
} from './report-document';
import { counted, SYNTHESIS_FAILED, visible } from './text';

/** Comments on GitHub have at most 65,536 characters; the rest is for what a workflow adds. */
const MAX_CHARACTERS = 60_000;
/** Longer values are cut, so that one value does not take the place of all findings. */
const MAX_VALUE = 200;

/** A heading, and the entries of a list below it. */
interface Section {
  readonly heading: string;
  readonly entries: readonly string[];
}

/** Renders a report as Markdown. */
export function markdown(document: ReportDocument): string {
  const { changes } = document;
  const findings = findingsOf(document);
  const sections = [...findingSections(findings), ...(changes?.earlier === undefined ? [] : changeSections(changes))];
  return fitted(introduction(document, findings), sections);
}

function introduction(document: ReportDocument, findings: readonly ReportedFinding[]): string {
  const { app, commit, asOf, synthesisFailed, pendingAspects, organizations, changes } = document;
  const of = app === undefined ? '' : ` of ${text(app)}`;
  const at = commit === undefined ? '' : ` Commit ${code(commit)}.`;
  const lines = [
    `## Zero Trust organizations${of}`,
    `**${summary(findings)}** in ${counted(organizations.length, 'organization')}.${at} Evaluated on ${text(asOf)}.`,
  ];
  if (synthesisFailed) {
    lines.push(SYNTHESIS_FAILED);
  }
  if (pendingAspects.length > 0) {
    const stacks = pendingAspects.map(code).join(', ');
    lines.push(`Evaluated before the aspects of these stacks, which can still change their organizations: ${stacks}.`);
  }
  if (changes !== undefined) {
    lines.push(comparison(changes));
  }
  return lines.join('\n\n');
}

const HEADINGS: Readonly<Record<Severity, string>> = {
  error: 'Errors',
  warning: 'Warnings',
  indeterminate: 'Indeterminate guardrails',
};

function summary(findings: readonly ReportedFinding[]): string {
  const amounts = SEVERITIES.map((severity) => [ofSeverity(findings, severity).length, severity] as const);
  const given = amounts
    .filter(([amount]) => amount > 0)
    .map(([amount, severity]) => counted(amount, SEVERITY_NOUNS[severity]));
  return given.length === 0 ? 'No findings' : given.join(', ');
}

function comparison({ earlier, added, removed, settings, newFindings, resolvedFindings }: ReportedChanges): string {
  if (earlier === undefined) {
    return 'Not compared with an earlier report, because its file does not exist.';
  }
  const of = earlier.commit === undefined ? '' : ` of commit ${code(earlier.commit)}`;
  const parts = (
    [
      [newFindings.length, 'new finding'],
      [resolvedFindings.length, 'resolved finding'],
      [added.length, 'organization', 'added'],
      [removed.length, 'organization', 'removed'],
      [settings.length, 'setting', 'changed'],
    ] as const
  )
    .filter(([amount]) => amount > 0)
    .map(([amount, noun, verb]) => [counted(amount, noun), verb].filter((part) => part !== undefined).join(' '));
  const changes = parts.length === 0 ? 'no changes' : parts.join(', ');
  return `Compared with the report${of} from ${text(earlier.asOf)}: ${changes}.`;
}

function findingSections(findings: readonly ReportedFinding[]): Section[] {
  return SEVERITIES.map((severity) => ({
    heading: HEADINGS[severity],
    entries: ofSeverity(findings, severity).map(findingEntry),
  }));
}

function changeSections({ added, removed, settings, newFindings, resolvedFindings }: ReportedChanges): Section[] {
  return [
    { heading: 'New findings', entries: newFindings.map(gradedEntry) },
    { heading: 'Organizations removed', entries: removed.map(identityEntry) },
    { heading: 'Organizations added', entries: added.map(identityEntry) },
    { heading: 'Settings changed', entries: settings.map(settingEntry) },
    { heading: 'Resolved findings', entries: resolvedFindings.map(gradedEntry) },
  ];
}

function ofSeverity(findings: readonly ReportedFinding[], severity: Severity): ReportedFinding[] {
  return findings.filter((finding) => finding.severity === severity);
}

function findingEntry({ path, message }: ReportedFinding): string {
  return `- ${path === '' ? 'the app' : code(path)}: ${text(message)}`;
}

function gradedEntry(finding: ReportedFinding): string {
  return `${findingEntry(finding)} (${finding.severity})`;
}

function identityEntry({ path, name }: ReportedIdentity): string {
  return `- ${code(path)}${name === undefined ? '' : `: ${text(name)}`}`;
}

function settingEntry({ path, prop, before, after }: ReportedSettingChange): string {
  return `- ${code(path)}: ${code(prop)} ${stateText(before)} → ${stateText(after)}`;
}

function stateText(state: ReportedState | undefined): string {
  if (state === undefined) {
    return '*not sent*';
  }
  const { value, unmanaged } = state;
  return unmanaged ? '*unmanaged*' : code(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Joins the sections, and replaces the last entries of each that do not fit with their number. */
function fitted(start: string, sections: readonly Section[]): string {
  let result = `${start}\n`;
  for (const { heading, entries } of sections.filter((section) => section.entries.length > 0)) {
    const title = `\n### ${heading} (${entries.length})\n\n`;
    let shown = 0;
    let list = '';
    for (const entry of entries) {
      if (result.length + title.length + list.length + entry.length > MAX_CHARACTERS) {
        break;
      }
      list += `${entry}\n`;
      shown += 1;
    }
    const omitted = entries.length - shown;
    result += `${title}${list}${omitted === 0 ? '' : `- … and ${omitted} more\n`}`;
  }
  return result;
}

/** Characters with a meaning within a paragraph. Texts never begin a line. */
const MARKUP = /[\\`*_[\]<>~|]/g;
/** Where GitHub or GitLab would begin a mention, a reference, an emoji or a link. */
const REFERENCE = /(?<=[@#!%&~$:])(?=[\w+"/-])|(?<=GH)(?=-)|(?<=www)(?=\.)/gi;
/** A zero-width space. */
const SEPARATOR = '\u200b';

/** Text without a meaning in Markdown: no markup, HTML, formulas, links, mentions, references or line breaks. */
function text(value: string): string {
  return visible(value)
    .replace(REFERENCE, SEPARATOR)
    .replace(MARKUP, '\\$&')
    .replace(/[&$]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Text in a code span, in which nothing has a meaning but backticks. */
function code(value: string): string {
  const content = visible(
    value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}… (${value.length} characters)` : value,
  );
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  // A space at each end is removed, and one space remains.
  const padding = content === '' || /^[` ]|[` ]$/.test(content) ? ' ' : '';
  return content === '' ? '*empty text*' : `${fence}${padding}${content}${padding}${fence}`;
}
