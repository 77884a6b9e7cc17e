import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { REPORT_SCHEMA, type ReportDocument } from '../../lib/report/document';
import { FULL, reportOf, reportOfMany } from './document';

const SCHEMA = JSON.parse(
  readFileSync(join(__dirname, '../../schemas/organization-report.schema.json'), 'utf8'),
) as Record<string, unknown>;

const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(SCHEMA);

type Path = readonly (string | number)[];

/** What the schema says against a document: where, and which keyword. */
function complaints(document: unknown): string[] {
  return validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

/** The full report with one member changed; `undefined` takes it away. */
function changed(path: Path, value: unknown): unknown {
  const document = structuredClone(FULL) as unknown;
  const parent = path.slice(0, -1).reduce((inner, key) => (inner as Record<string, unknown>)[key], document);
  (parent as Record<string, unknown>)[String(path.at(-1))] = value;
  return JSON.parse(JSON.stringify(document));
}

/** The objects of a report: the path of one of each kind, and its members that need not be there. */
const OBJECTS: readonly (readonly [Path, readonly string[]])[] = [
  [[], []],
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
    ['message', 'waiver'],
  ],
  [['organizations', 0, 'guardrails', 3, 'waiver'], ['expires']],
  [
    ['organizations', 0, 'provider'],
    ['constraint', 'needed'],
  ],
  [['guardrails', 0], []],
  [['guardrails', 0, 'demands', 0], []],
  [['waivers', 0], ['expires']],
];

const at = (path: Path): string => path.map((key) => `/${key}`).join('');

function membersOf(path: Path): string[] {
  return Object.keys(path.reduce<object>((inner, key) => (inner as Record<string, object>)[key] as object, FULL));
}

const members = OBJECTS.flatMap(([path, optional]) => membersOf(path).map((key) => ({ path, key, optional })));
const isOptional = ({ key, optional }: (typeof members)[number]): boolean => optional.includes(key);

test('it is the schema that reports name', () => {
  expect(SCHEMA).toMatchObject({ $id: REPORT_SCHEMA, $schema: 'https://json-schema.org/draft/2020-12/schema' });
});

test.each<[string, ReportDocument]>([
  ['everything', FULL],
  ['a plain organization', reportOf({})],
  ['many organizations', reportOfMany(20)],
  ['no organization', { ...FULL, organizations: [], guardrails: [], waivers: [] }],
])('a report of %s is valid', (_, document) => {
  expect(complaints(document)).toEqual([]);
});

test('every member of every object is described, and refused under another name', () => {
  const objects: Record<string, unknown>[] = [];
  JSON.stringify(SCHEMA, (_, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'properties' in value) {
      objects.push(value);
    }
    return value;
  });
  expect(objects).toHaveLength(OBJECTS.length);
  for (const { additionalProperties, properties } of objects) {
    expect(additionalProperties).toBe(false);
    for (const member of Object.values(properties as object)) {
      expect(member).toHaveProperty('description', expect.stringMatching(/^\S.*\.$/));
    }
  }
});

test.each(OBJECTS.map(([path]) => [at(path), path] as const))('%s has nothing more', (_, path) => {
  expect(complaints(changed([...path, 'extra'], 1))).toEqual([`${at(path)} additionalProperties`]);
});

test.each(members.filter((member) => !isOptional(member)))('$path has $key', ({ path, key }) => {
  expect(complaints(changed([...path, key], undefined))).toEqual([`${at(path)} required`]);
});

test.each(members.filter(isOptional))('$path need not have $key', ({ path, key }) => {
  expect(complaints(changed([...path, key], undefined))).toEqual([]);
});

// A limit is what a guardrail was made with: anything.
test.each(members.filter(({ key }) => key !== 'limit'))('$path: $key is not null', ({ path, key }) => {
  expect(complaints(changed([...path, key], null))).toContainEqual(
    expect.stringMatching(new RegExp(`^${at([...path, key]).replaceAll('$', '\\$')} (const|enum|type|anyOf)$`)),
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
  [['organizations', 0, 'settings', 0, 'known'], 'yes'],
  [['organizations', 0, 'differences', 0, 'blueprint'], {}],
  [['organizations', 0, 'stack'], 5],
  [['organizations'], {}],
])('%j is not %j', (path, value) => {
  expect(complaints(changed(path, value))).toContainEqual(expect.stringContaining(at(path)));
});
