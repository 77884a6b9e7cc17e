/** The comparison of a report with an earlier one. */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { formatFinding, show, userError } from '../values/messages';
import { isStruct } from '../values/structs';
import { findingsOf } from './findings';
import type {
  ReportDocument,
  ReportedChanges,
  ReportedFinding,
  ReportedIdentity,
  ReportedOrganization,
  ReportedSettingChange,
  ReportedState,
} from './report-document';

/** Reads the JSON of an earlier report; undefined if the file does not exist. Throws if it is not such a report. */
export function readReport(file: string): ReportDocument | undefined {
  const text = contentOf(file);
  return text === undefined ? undefined : parsed(file, text);
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      return undefined;
    }
    throw invalid(file, `cannot be read (${message})`);
  }
}

function parsed(file: string, text: string): ReportDocument {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw invalid(file, 'is not JSON');
  }
  if (!isStruct(document) || !('version' in document)) {
    throw invalid(file, 'is not a report in JSON');
  }
  if (document.version !== 1) {
    throw invalid(file, `has version ${show(document.version)} of the format, but this library reads version 1`);
  }
  if (!isReport(document)) {
    throw invalid(file, 'is not a complete report');
  }
  return document;
}

function invalid(file: string, problem: string): Error {
  const fix = 'Use the JSON file that OrganizationReport writes, created with this version of the library';
  return userError(formatFinding({ prop: 'compareWith', received: show(file), problem, fix }));
}

/** Whether a document has what a comparison reads. */
function isReport(document: object): document is ReportDocument {
  const { asOf, organizations, waivers, acknowledgements } = document as Partial<ReportDocument>;
  return (
    typeof asOf === 'string' &&
    areStructs(waivers, ['scope', 'guardrail', 'state']) &&
    areStructs(acknowledgements, ['scope', 'rule', 'state']) &&
    areStructs(organizations, ['path']) &&
    organizations.every(
      ({ settings, unmanaged, errors, warnings, guardrails }) =>
        areStructs(settings, ['prop']) &&
        areStructs(unmanaged, ['prop']) &&
        areStructs(errors, ['rule', 'prop', 'message']) &&
        areStructs(warnings, ['rule', 'prop', 'message']) &&
        areStructs(guardrails, ['guardrails', 'guardrail', 'outcome']),
    )
  );
}

/** Whether a value is a list of structs with some texts. */
function areStructs<T>(value: readonly T[] | undefined, texts: readonly (keyof T & string)[]): value is readonly T[] {
  return (
    Array.isArray(value) && value.every((each) => isStruct(each) && texts.every((key) => typeof each[key] === 'string'))
  );
}

/** The differences of a report from an earlier one, whose file may not exist. */
export function changesSince(earlier: ReportDocument | undefined, current: ReportDocument): ReportedChanges {
  if (earlier === undefined) {
    return { added: [], removed: [], settings: [], newFindings: [], resolvedFindings: [] };
  }
  const [before, after] = [byPath(earlier), byPath(current)];
  const [old, now] = [findingsOf(earlier), findingsOf(current)];
  return {
    earlier: { asOf: earlier.asOf, commit: earlier.commit },
    added: current.organizations.filter(({ path }) => !before.has(path)).map(identityOf),
    removed: earlier.organizations.filter(({ path }) => !after.has(path)).map(identityOf),
    settings: current.organizations.flatMap((organization) =>
      settingChanges(before.get(organization.path) ?? organization, organization),
    ),
    newFindings: without(now, old),
    resolvedFindings: without(old, now),
  };
}

function byPath({ organizations }: ReportDocument): Map<string, ReportedOrganization> {
  return new Map(organizations.map((organization) => [organization.path, organization]));
}

function identityOf({ path, settings }: ReportedOrganization): ReportedIdentity {
  const name = settings.find(({ prop }) => prop === 'name')?.value;
  return { path, name: typeof name === 'string' ? name : undefined };
}

function settingChanges(earlier: ReportedOrganization, current: ReportedOrganization): ReportedSettingChange[] {
  const [before, after] = [statesOf(earlier), statesOf(current)];
  const props = new Set([...after.keys(), ...before.keys()]);
  return [...props]
    .filter((prop) => !isDeepStrictEqual(before.get(prop), after.get(prop)))
    .map((prop) => ({ path: current.path, prop, before: before.get(prop), after: after.get(prop) }));
}

function statesOf({ settings, unmanaged }: ReportedOrganization): Map<string, ReportedState> {
  return new Map([
    ...settings.map(({ prop, value }): [string, ReportedState] => [prop, { value, unmanaged: false }]),
    ...unmanaged.map(({ prop }): [string, ReportedState] => [prop, { unmanaged: true }]),
  ]);
}

/**
 * The findings that others do not contain. Those about the same value are the same, even if the value and thus the message
 * differ.
 */
function without(findings: readonly ReportedFinding[], others: readonly ReportedFinding[]): ReportedFinding[] {
  const left = new Map<string, number>();
  for (const key of others.map(keyOf)) {
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  const messages = new Set(others.map(({ message }) => message));
  // Equal messages first, so that of several findings about one value the right one is left.
  const sorted = [...findings].sort((a, b) => Number(messages.has(b.message)) - Number(messages.has(a.message)));
  const kept = new Set(
    sorted.filter((finding) => {
      const amount = left.get(keyOf(finding)) ?? 0;
      left.set(keyOf(finding), amount - 1);
      return amount <= 0;
    }),
  );
  return findings.filter((finding) => kept.has(finding));
}

function keyOf({ severity, id, guardrails, path, prop, exceptionFrom }: ReportedFinding): string {
  return JSON.stringify([severity, id, guardrails, path, prop, exceptionFrom]);
}
