import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changesSince, readReport } from '../../lib/report/changes';
import type { ReportDocument, ReportedFinding, ReportedOrganization } from '../../lib/report/report-document';
import { FULL, PLAIN, reportOf, setting } from './documents';

const NONE = { added: [], removed: [], settings: [], newFindings: [], resolvedFindings: [] };
const EARLIER = { earlier: { asOf: '2026-11-22', commit: undefined } };

function organizationAt(path: string, members: Partial<ReportedOrganization> = {}): ReportedOrganization {
  return { ...PLAIN, path, ...members };
}

function reportOn(...organizations: ReportedOrganization[]): ReportDocument {
  return { ...reportOf({}), organizations };
}

/** A violation of the rule `r`, which is about a prop. */
const about = (prop: string, message: string) => ({ rule: 'r', prop, message: `${message} [r]` });
const messagesOf = (findings: readonly ReportedFinding[]): string[] => findings.map(({ message }) => message);

describe('the changes', () => {
  test('of a report without differences are empty', () => {
    expect(changesSince(FULL, FULL)).toEqual({ ...NONE, earlier: { asOf: FULL.asOf, commit: FULL.commit } });
  });

  test('since a report that does not exist are empty, without an earlier report', () => {
    expect(changesSince(undefined, FULL)).toEqual(NONE);
  });

  test('are organizations added and removed, by their path', () => {
    const nameless = organizationAt('c', { settings: [] });
    const unresolved = organizationAt('d', { settings: [setting('name', 7)] });
    expect(changesSince(reportOn(organizationAt('a'), nameless), reportOn(organizationAt('b'), unresolved))).toEqual({
      ...NONE,
      ...EARLIER,
      added: [{ path: 'b', name: 'Plain Corp' }, { path: 'd' }],
      removed: [{ path: 'a', name: 'Plain Corp' }, { path: 'c' }],
    });
  });

  test('are settings that differ, with both values', () => {
    const before = organizationAt('a', {
      settings: [setting('same', [1, 'x']), setting('changed', '24h'), setting('list', ['a', 'b']), setting('gone', 1)],
      unmanaged: [{ prop: 'managed', source: 'organization' }],
    });
    const after = organizationAt('a', {
      settings: [setting('same', [1, 'x']), setting('changed', '12h'), setting('list', ['b', 'a']), setting('new', '')],
      unmanaged: [{ prop: 'unmanaged', source: 'organization' }],
    });
    expect(changesSince(reportOn(before), reportOn(after))).toEqual({
      ...NONE,
      ...EARLIER,
      settings: [
        {
          path: 'a',
          prop: 'changed',
          before: { value: '24h', unmanaged: false },
          after: { value: '12h', unmanaged: false },
        },
        {
          path: 'a',
          prop: 'list',
          before: { value: ['a', 'b'], unmanaged: false },
          after: { value: ['b', 'a'], unmanaged: false },
        },
        { path: 'a', prop: 'new', after: { value: '', unmanaged: false } },
        { path: 'a', prop: 'unmanaged', after: { unmanaged: true } },
        { path: 'a', prop: 'gone', before: { value: 1, unmanaged: false } },
        { path: 'a', prop: 'managed', before: { unmanaged: true } },
      ],
    });
  });

  test('do not include a value whose source differs', () => {
    const before = organizationAt('a', { settings: [{ ...setting('x', 1), source: 'library default' }] });
    const after = organizationAt('a', { settings: [setting('x', 1)] });
    expect(changesSince(reportOn(before), reportOn(after)).settings).toEqual([]);
  });

  test('are findings that only one report has, worst first', () => {
    const before = organizationAt('a', { errors: [about('x', 'old')], warnings: [about('y', 'kept')] });
    const after = organizationAt('a', {
      errors: [about('z', 'new')],
      warnings: [about('w', 'new'), about('y', 'kept')],
    });
    const changes = changesSince(reportOn(before), reportOn(after));
    expect(changes.newFindings.map(({ severity, prop }) => [severity, prop])).toEqual([
      ['error', 'z'],
      ['warning', 'w'],
    ]);
    expect(changes.resolvedFindings.map(({ severity, prop }) => [severity, prop])).toEqual([['error', 'x']]);
  });

  test('include the findings of organizations that were added or removed', () => {
    const [before, after] = ['a', 'b'].map((path) => reportOn(organizationAt(path, { errors: [about('x', 'wrong')] })));
    const changes = changesSince(before, after as ReportDocument);
    expect(changes.newFindings.map(({ path }) => path)).toEqual(['b']);
    expect(changes.resolvedFindings.map(({ path }) => path)).toEqual(['a']);
  });

  test('do not include a finding about another value of the same prop', () => {
    const before = organizationAt('a', { errors: [about('x', "x '36h' is too long.")] });
    const after = organizationAt('a', { errors: [about('x', "x '48h' is too long.")] });
    expect(changesSince(reportOn(before), reportOn(after))).toMatchObject({ newFindings: [], resolvedFindings: [] });
  });

  test('include a finding that became an error', () => {
    const before = organizationAt('a', { warnings: [about('x', 'wrong')] });
    const after = organizationAt('a', { errors: [about('x', 'wrong')] });
    const { newFindings, resolvedFindings } = changesSince(reportOn(before), reportOn(after));
    expect([newFindings, resolvedFindings].map(([finding]) => finding?.severity)).toEqual(['error', 'warning']);
  });

  test('are the right ones of several findings about a prop', () => {
    const before = organizationAt('a', { errors: [about('x', 'one'), about('x', 'two')] });
    const after = organizationAt('a', { errors: [about('x', 'three'), about('x', 'one'), about('x', 'two')] });
    expect(messagesOf(changesSince(reportOn(before), reportOn(after)).newFindings)).toEqual(['three [r]']);
    expect(messagesOf(changesSince(reportOn(after), reportOn(before)).resolvedFindings)).toEqual(['three [r]']);
  });

  test('do not include a waiver that ends one day earlier', () => {
    const [before, after] = ['14', '13'].map((days) => ({
      ...reportOf({}),
      waivers: [
        {
          scope: '',
          guardrail: 'x',
          reason: 'y',
          state: 'ends soon' as const,
          message: `It expires in ${days} days. [waiver-ends-soon]`,
        },
      ],
    }));
    expect(changesSince(before, after as ReportDocument).newFindings).toEqual([]);
  });
});

describe('an earlier report', () => {
  let directory: string;
  let file: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'earlier-'));
    file = join(directory, 'main.json');
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  test('is read', () => {
    writeFileSync(file, JSON.stringify(FULL));
    expect(readReport(file)).toEqual(JSON.parse(JSON.stringify(FULL)));
  });

  test('may not exist', () => {
    expect(readReport(file)).toBeUndefined();
  });

  const FIX = 'Use the JSON file that OrganizationReport writes, created with this version of the library.';
  const problemOf = (): string => {
    try {
      readReport(file);
    } catch (error) {
      return (error as Error).message.replace(file, 'main.json');
    }
    return '';
  };

  test.each<[string, string]>([
    ['', 'is not JSON'],
    ['<!doctype html>', 'is not JSON'],
    ['null', 'is not a report in JSON'],
    ['[]', 'is not a report in JSON'],
    ['{}', 'is not a report in JSON'],
    ['{"version":2}', 'has version 2 of the format, but this library reads version 1'],
    ['{"version":"1"}', "has version '1' of the format, but this library reads version 1"],
    ['{"version":"2.1.0","runs":[]}', "has version '2.1.0' of the format, but this library reads version 1"],
    ['{"version":1}', 'is not a complete report'],
  ])('with the content %j is an error', (content, problem) => {
    writeFileSync(file, content);
    expect(problemOf()).toBe(`compareWith 'main.json' ${problem}. ${FIX}`);
  });

  test('that is a directory is an error', () => {
    mkdirSync(file);
    expect(problemOf()).toMatch(/^compareWith 'main\.json' cannot be read \(EISDIR: .*\)\. Use the JSON file/);
  });

  test.each<[string, object]>([
    ['asOf', { asOf: 1 }],
    ['waivers', { waivers: {} }],
    ['a waiver', { waivers: [null] }],
    ['acknowledgements', { acknowledgements: undefined }],
    ['organizations', { organizations: 'none' }],
    ['an organization', { organizations: [{}] }],
    ['a path', { organizations: [{ ...PLAIN, path: 1 }] }],
    ['settings', { organizations: [{ ...PLAIN, settings: null }] }],
    ['a setting', { organizations: [{ ...PLAIN, settings: [{ value: 1 }] }] }],
    ['unmanaged settings', { organizations: [{ ...PLAIN, unmanaged: ['mfa'] }] }],
    ['errors', { organizations: [{ ...PLAIN, errors: undefined }] }],
    ['a warning', { organizations: [{ ...PLAIN, warnings: [{ rule: 'r', message: 'm' }] }] }],
    ['a result', { organizations: [{ ...PLAIN, guardrails: [{ guardrail: 'x' }] }] }],
  ])('with invalid %s is an error', (_, members) => {
    writeFileSync(file, JSON.stringify({ ...FULL, ...members }));
    expect(problemOf()).toBe(`compareWith 'main.json' is not a complete report. ${FIX}`);
  });
});
