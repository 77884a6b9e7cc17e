import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log, Result, Run } from 'sarif';
import { OrganizationReport, Waivers } from '../../lib';
import type { ReportDocument } from '../../lib/report/report-document';
import { sarif } from '../../lib/report/sarif';
import { SourceLocations } from '../../lib/report/source-location';
import { appOn, bare, guardrails, owned, SECOND_ACCOUNT, TODAY } from '../guardrails/helpers';
import { stackWithProvider } from '../organization';
import { FULL, HOSTILE_TEXTS, reportOf, reportOfMany, withTexts } from './documents';

/** The official schema, which is a draft 4 without keywords that later drafts changed. */
const { $schema, id, ...schema } = sarifSchema as Record<string, unknown>;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

/** The only run of a valid SARIF file. */
function runIn(text: string): Run {
  const log = JSON.parse(text) as Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect(log.runs).toHaveLength(1);
  return log.runs[0] as Run;
}

function runOf(document: ReportDocument): Run {
  return runIn(sarif(document, () => ({ uri: 'main.ts', line: 3, column: 5 })));
}

function resultsOf(document: ReportDocument): Result[] {
  return runOf(document).results ?? [];
}

test('the schema is that of SARIF 2.1.0, and rejects other files', () => {
  expect($schema).toBe('http://json-schema.org/draft-04/schema#');
  expect(String(id)).toContain('sarif-2.1.0');
  expect(JSON.stringify(schema)).not.toMatch(/"exclusiveM(in|ax)imum"/);
  expect(validate({ version: '2.1.0', runs: [{}] })).toBe(false);
});

describe('a SARIF file', () => {
  test.each<[string, ReportDocument]>([
    ['every member', FULL],
    ['no findings', reportOf({})],
    ['no organizations', { ...reportOf({}), organizations: [] }],
    ['many organizations', reportOfMany(100)],
    ['hostile texts', withTexts(FULL, () => HOSTILE_TEXTS.join(' '))],
  ])('is valid for a report with %s', (_, document) => {
    expect(resultsOf(document)).toEqual(expect.any(Array));
    runIn(sarif(document, () => undefined));
  });

  test('has a result for each finding, worst first', () => {
    expect(resultsOf(FULL).map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['name-blank', 'error'],
      ['guardrail/phishing-resistant-only', 'error'],
      ['login-contrast', 'warning'],
      ['waiver-ends-soon', 'warning'],
      ['waiver-unused', 'warning'],
      ['acknowledgement-unused', 'warning'],
      ['guardrail/lock-reason-pattern', 'note'],
    ]);
  });

  test('has the message, the construct and the position of a finding', () => {
    const [result] = resultsOf(FULL);
    expect(result).toMatchObject({
      message: { text: "name '' is blank. Use the name of the organization, for example 'Widget Corp'. [name-blank]" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'main.ts', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 5 },
          },
          logicalLocations: [{ fullyQualifiedName: 'production/Widget/Organization' }],
        },
      ],
    });
  });

  test('has the first line of a file if only the file is known', () => {
    const { results = [] } = runIn(sarif(FULL, () => ({ uri: 'cdktf.json' })));
    expect(results[0]?.locations?.[0]?.physicalLocation?.region).toEqual({ startLine: 1 });
  });

  test('has only the construct if no file is known, and nothing for the app', () => {
    const message = 'Waiver is unused. [waiver-unused]';
    const waivers = [{ scope: '', guardrail: 'x', reason: 'y', state: 'unused', message } as const];
    const { results = [] } = runIn(sarif({ ...FULL, waivers }, () => undefined));
    expect(results[0]?.locations).toEqual([
      { logicalLocations: [{ fullyQualifiedName: 'production/Widget/Organization', kind: 'resource' }] },
    ]);
    expect(results.find(({ ruleId }) => ruleId === 'waiver-unused')?.locations).toEqual([]);
  });

  test('has the rules of its findings once, with help', () => {
    const { rules = [] } = runOf({ ...FULL, organizations: [...FULL.organizations, ...FULL.organizations] }).tool
      .driver;
    expect(rules.map(({ id: rule, shortDescription, helpUri }) => [rule, shortDescription?.text, helpUri])).toEqual([
      ['name-blank', 'The name is not blank.', expect.stringMatching(/docs\/rules\.md$/)],
      [
        'guardrail/phishing-resistant-only',
        'Only phishing-resistant authenticators.',
        expect.stringMatching(/docs\/guardrails\.md$/),
      ],
      ['login-contrast', expect.stringMatching(/contrast/i), expect.stringMatching(/docs\/rules\.md$/)],
      ['waiver-ends-soon', 'Waivers do not end within 14 days.', expect.stringMatching(/docs\/waivers\.md$/)],
      ['waiver-unused', 'Waivers are needed.', expect.stringMatching(/docs\/waivers\.md$/)],
      ['acknowledgement-unused', 'Acknowledgements are needed.', expect.stringMatching(/docs\/findings\.md$/)],
      ['guardrail/lock-reason-pattern', 'Lock-reason-pattern.', expect.stringMatching(/docs\/guardrails\.md$/)],
    ]);
    const helpOf = (wanted: string): string | undefined => rules.find((rule) => rule.id === wanted)?.help?.text;
    expect(helpOf('name-blank')).toMatch(/ Source: .*\.$/);
    expect(helpOf('login-contrast')).toMatch(/ It can be acknowledged with a reason\.$/);
    expect(helpOf('guardrail/phishing-resistant-only')).toBe(
      "Only phishing-resistant authenticators. Required by guardrails 'company baseline'. Correct the setting, or add a waiver with a reason.",
    );
  });

  test('has no results for waived guardrails and acknowledged rules', () => {
    expect(JSON.stringify(runOf(FULL))).not.toMatch(/no-unmanaged-settings"|mfa-single-authenticator/);
  });

  test('distinguishes the same finding in several organizations and apps', () => {
    const error = { rule: 'name-blank', prop: 'name', message: 'name is blank. [name-blank]' };
    const { organizations } = reportOf({ errors: [error] });
    const [first, second] = ['a', 'b'].map((path) => ({
      ...reportOf({}),
      organizations: organizations.map((each) => ({ ...each, path })),
    }));
    const fingerprints = [first, first, second].map(
      (document) => resultsOf(document as ReportDocument)[0]?.partialFingerprints?.primaryLocationLineHash,
    );
    expect(fingerprints[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprints[1]).toBe(fingerprints[0]);
    expect(fingerprints[2]).not.toBe(fingerprints[0]);
    expect(runOf({ ...FULL, app: 'Widget access' }).automationDetails).toEqual({ id: 'Widget%20access/' });
    expect(runOf(reportOf({}))).not.toHaveProperty('automationDetails');
  });

  test('has text without links and line breaks', () => {
    const text = 'a [link](https://example.com)\nb';
    const error = { rule: 'name-blank', prop: 'name', message: `${text} [name-blank]` };
    expect(resultsOf(reportOf({ errors: [error] }))[0]?.message).toEqual({
      text: 'a [link] (https://example.com)\\u000ab [name-blank]',
    });
    const texts = JSON.stringify(runOf(withTexts(FULL, () => text))).match(/"text":"[^"]*"/g) ?? [];
    expect(texts.length).toBeGreaterThan(7);
    expect(texts.filter((each) => each.includes(']('))).toEqual([]);
  });

  test('describes a rule of another version of the library by its id', () => {
    const { rules = [] } = runOf(reportOf({ errors: [{ rule: 'unheard-of', prop: 'name', message: 'x' }] })).tool
      .driver;
    expect(rules[0]).toMatchObject({ id: 'unheard-of', shortDescription: { text: 'Unheard-of.' } });
  });
});

describe('the source of a finding', () => {
  let root: string;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'repository-')));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  /** The path of this file relative to a directory above all others, as in a repository that contains it. */
  const here = __filename.split(/[\\/]/).slice(1).join('/');

  test('is the line that creates the organization, relative to the repository', () => {
    const app = appOn(TODAY);
    const { stack = '' } = new Error('here');
    owned(stackWithProvider(app), 'Owned');
    const helper = new SourceLocations(app, '/').of('stack/Owned');
    expect(helper?.uri).toBe(here.replace('report/sarif.test.ts', 'guardrails/helpers.ts'));
    expect(stack).toContain('sarif.test.ts');
    expect(helper?.line).toBeGreaterThan(1);
    expect(helper?.column).toBeGreaterThan(1);
  });

  test('is a URI', () => {
    const app = appOn(TODAY);
    writeFileSync(join(root, 'cdktf.json'), '{}');
    mkdirSync(join(root, '.git'));
    mkdirSync(join(root, 'my app #1'));
    writeFileSync(join(root, 'my app #1', 'cdktf.json'), '{}');
    expect(new SourceLocations(app, join(root, 'my app #1')).of('')).toEqual({ uri: 'my%20app%20%231/cdktf.json' });
  });

  test('is relative to the directory if there is no repository', () => {
    writeFileSync(join(root, 'cdktf.json'), '{}');
    expect(new SourceLocations(appOn(TODAY), root).of('')).toEqual({ uri: 'cdktf.json' });
  });

  test('is cdktf.json for a bare resource, a stack, and code outside of the repository', () => {
    writeFileSync(join(root, 'cdktf.json'), '{}');
    const app = appOn(TODAY);
    const stack = stackWithProvider(app);
    bare(stack);
    owned(stack, 'Owned', { accountId: SECOND_ACCOUNT });
    for (const path of ['stack/Bare', 'stack', 'stack/Owned']) {
      expect(new SourceLocations(app, root).of(path)).toEqual({ uri: 'cdktf.json' });
    }
  });

  test('is not known without cdktf.json', () => {
    expect(new SourceLocations(appOn(TODAY), root).of('')).toBeUndefined();
  });
});

test('the report of an app has the lines of this repository, and no absolute path', () => {
  const app = appOn(TODAY);
  owned(stackWithProvider(app), 'Owned', { name: '' });
  guardrails({ lockRequired: true }).applyTo(app);
  Waivers.of(app).add({ guardrail: 'lock-required', reason: 'PLAT-1' });
  const text = new OrganizationReport(app).toSarif();
  const repository = join(__dirname, '../..');
  expect(text).not.toContain(repository);
  const { results = [] } = runIn(text);
  expect(
    results.map(({ ruleId, locations }) => [ruleId, locations?.[0]?.physicalLocation?.artifactLocation?.uri]),
  ).toEqual([
    ['name-blank', relative(repository, join(__dirname, '../guardrails/helpers.ts'))],
    ['waiver-unused', 'cdktf.json'],
  ]);
});
