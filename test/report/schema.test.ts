import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { REPORT_SCHEMA, type ReportDocument } from '../../lib/report/report-document';
import { FULL, reportOf, reportOfMany } from './documents';

const SCHEMA = JSON.parse(
  readFileSync(join(__dirname, '../../schemas/organization-report.schema.json'), 'utf8'),
) as Record<string, unknown>;

const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(SCHEMA);

type Path = readonly (string | number)[];

/** The schema errors of a document, each as `<JSON pointer> <keyword>`. */
function schemaErrors(document: unknown): string[] {
  return validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

/** The full report with one member replaced; `undefined` removes it. */
function fullWith(path: Path, value: unknown): unknown {
  const document = structuredClone(FULL) as unknown;
  const parent = path.slice(0, -1).reduce((inner, key) => (inner as Record<string, unknown>)[key], document);
  (parent as Record<string, unknown>)[String(path.at(-1))] = value;
  return JSON.parse(JSON.stringify(document));
}

/** For each kind of object in a report: the path of an example that has all members, and its optional members. */
const OBJECTS: readonly (readonly [Path, readonly string[]])[] = [
  [[], ['app', 'commit', 'changes']],
  [['organizations', 0], ['blueprint']],
  [['organizations', 0, 'settings', 3], ['blueprint']],
  [['organizations', 0, 'unmanaged', 0], ['blueprint']],
  [
    ['organizations', 0, 'differences', 0],
    ['blueprint', 'organization'],
  ],
  [['organizations', 0, 'warnings', 0], []],
  [['organizations', 0, 'acknowledged', 0], []],
  [
    ['organizations', 0, 'guardrails', 3],
    ['prop', 'message', 'waiver'],
  ],
  [['organizations', 0, 'guardrails', 3, 'waiver'], ['expires']],
  [
    ['organizations', 0, 'provider'],
    ['constraint', 'required'],
  ],
  [['guardrails', 0], []],
  [['guardrails', 0, 'rules', 0], ['limit']],
  [
    ['waivers', 0],
    ['expires', 'message'],
  ],
  [['acknowledgements', 2], ['message']],
  [['changes'], ['earlier']],
  [['changes', 'earlier'], ['commit']],
  [['changes', 'added', 0], ['name']],
  [
    ['changes', 'settings', 0],
    ['before', 'after'],
  ],
  [['changes', 'settings', 0, 'before'], ['value']],
  [
    ['changes', 'newFindings', 0],
    ['guardrails', 'prop'],
  ],
  [['changes', 'resolvedFindings', 0], ['exceptionFrom']],
];

const pointer = (path: Path): string => path.map((key) => `/${key}`).join('');

function membersOf(path: Path): string[] {
  return Object.keys(path.reduce<object>((inner, key) => (inner as Record<string, object>)[key] as object, FULL));
}

const MEMBERS = OBJECTS.flatMap(([path, optional]) =>
  membersOf(path).map((key) => ({ at: pointer([...path, key]), path: [...path, key], key, optional })),
);
const isOptional = ({ key, optional }: (typeof MEMBERS)[number]): boolean => optional.includes(key);

test('the package exports the types of the report', () => {
  const typesIn = (file: string): string[] =>
    [
      ...readFileSync(join(__dirname, '../..', file), 'utf8').matchAll(
        /(?<=export interface |^ {2})Report\w*(?= extends| \{|,)/gm,
      ),
    ]
      .map(([name]) => name)
      .sort();
  const exported = typesIn('schemas/organization-report.d.ts');
  expect(exported).toContain('ReportDocument');
  expect(exported).toEqual(typesIn('lib/report/report-document.ts'));
});

describe('the schema', () => {
  test('has the URL that reports refer to', () => {
    expect(SCHEMA).toMatchObject({ $id: REPORT_SCHEMA, $schema: 'https://json-schema.org/draft/2020-12/schema' });
  });

  test('describes every member and allows no others', () => {
    const objects: Record<string, unknown>[] = [];
    JSON.stringify(SCHEMA, (_, value: unknown) => {
      if (typeof value === 'object' && value !== null && 'properties' in value) {
        objects.push(value);
      }
      return value;
    });
    // Two examples of a finding have all members.
    expect(objects).toHaveLength(OBJECTS.length - 1);
    for (const { additionalProperties, properties } of objects) {
      expect(additionalProperties).toBe(false);
      for (const member of Object.values(properties as object)) {
        expect(member).toHaveProperty('description', expect.stringMatching(/^\S.*\.$/));
      }
    }
  });

  test.each<[string, ReportDocument]>([
    ['every member', FULL],
    ['required members only', reportOf({})],
    ['many organizations', reportOfMany(20)],
    ['no organizations', { ...FULL, organizations: [], guardrails: [], waivers: [] }],
  ])('accepts a report with %s', (_, document) => {
    expect(schemaErrors(document)).toEqual([]);
  });

  test.each(OBJECTS.map(([path]) => [pointer([...path, 'extra']), path] as const))('rejects %s', (_, path) => {
    expect(schemaErrors(fullWith([...path, 'extra'], 1))).toEqual([`${pointer(path)} additionalProperties`]);
  });

  test.each(MEMBERS.filter((member) => !isOptional(member)))('requires $at', ({ path }) => {
    expect(schemaErrors(fullWith(path, undefined))).toEqual([`${pointer(path.slice(0, -1))} required`]);
  });

  test.each(MEMBERS.filter(isOptional))('does not require $at', ({ path }) => {
    expect(schemaErrors(fullWith(path, undefined))).toEqual([]);
  });

  // A limit can have any type.
  test.each(MEMBERS.filter(({ key }) => key !== 'limit'))('rejects null as $at', ({ at, path }) => {
    expect(schemaErrors(fullWith(path, null))).toContainEqual(
      expect.stringMatching(new RegExp(`^${at.replaceAll('$', '\\$')} (const|enum|type|anyOf)$`)),
    );
  });

  test.each<[Path, unknown]>([
    [['$schema'], 'https://example.com/schema.json'],
    [['version'], 2],
    [['version'], '1'],
    [['asOf'], '2026-11-22T00:00:00Z'],
    [['asOf'], '22.11.2026'],
    [['asOf'], '2026-13-01'],
    [['asOf'], '2026-00-10'],
    [['asOf'], '2026-01-32'],
    [['asOf'], '2026-01-00'],
    [['asOf'], '2026-1-1'],
    [['waivers', 0, 'expires'], 'tomorrow'],
    [['waivers', 0, 'state'], 'pending'],
    [['organizations', 0, 'guardrails', 3, 'waiver', 'expires'], '2026-12-31\n'],
    [['organizations', 0, 'guardrails', 0, 'outcome'], 'failed'],
    [['organizations', 0, 'guardrails', 0, 'level'], 'info'],
    [['guardrails', 0, 'level'], 'hard'],
    [['organizations', 0, 'madeWith'], 'hand'],
    [['organizations', 0, 'settings', 0, 'source'], 'dashboard'],
    [['organizations', 0, 'settings', 0, 'value'], { a: 1 }],
    [['organizations', 0, 'settings', 0, 'value'], [['a']]],
    [['organizations', 0, 'settings', 0, 'unresolved'], 'yes'],
    [['organizations', 0, 'differences', 0, 'blueprint'], {}],
    [['organizations', 0, 'stack'], 5],
    [['organizations'], {}],
  ])('rejects %j with the value %j', (path, value) => {
    expect(schemaErrors(fullWith(path, value))).toContainEqual(expect.stringContaining(pointer(path)));
  });
});
