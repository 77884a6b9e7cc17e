import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { missingFrom } from '../scripts/guide-steps';
import { LIVE_CHECK_MESSAGES } from './live-check-messages';
import {
  configurationIn,
  GUIDES,
  outputsOf,
  PLANS_FILE,
  PROJECT,
  type RecordedPlan,
  type Result,
  run,
  type Shown,
  textOf,
  withoutIgnored,
  withoutPaths,
} from './pages';

/** All Markdown pages of the project. */
const PAGES = [
  ...readdirSync(PROJECT),
  ...['docs', 'examples', 'templates'].flatMap((folder) =>
    readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  ),
].filter((file) => file.endsWith('.md') && !file.includes('node_modules'));

/** The anchors of a page: headings as GitHub converts them, and explicit ids. */
function anchorsOf(page: string): string[] {
  const headings = [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  const named = [...textOf(page).matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-');
  return [...headings.map(slug), ...named];
}

/** Links to pages and headings of the project that do not exist. */
function brokenLinks(page: string): string[] {
  const targets = [...textOf(page).matchAll(/\]\(([^)\s]+)\)|href="([^"]+)"/g)].map(([, a, b]) => (a ?? b) as string);
  return targets.filter((target) => {
    const [path = '', anchor] = target.split('#');
    if (/^[a-z]+:/.test(target)) {
      return false; // tests do not use the network
    }
    const file = path === '' ? page : relative(PROJECT, join(PROJECT, dirname(page), decodeURI(path)));
    return !existsSync(join(PROJECT, file)) || (anchor !== undefined && !anchorsOf(file).includes(decodeURI(anchor)));
  });
}

/** Pages whose outputs other tests check: test/fleet.test.ts. */
const CHECKED_ELSEWHERE = ['docs/fleet.md'];

const SHOWN = GUIDES.filter((page) => !CHECKED_ELSEWHERE.includes(page)).flatMap(outputsOf);

interface Snippet {
  readonly page: string;
  readonly code: string;
}

/** Complete TypeScript programs. */
function snippetsOf(page: string): Snippet[] {
  return [...textOf(page).matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => ({ page, code }));
}

const { config } = ts.readConfigFile(join(PROJECT, 'tsconfig.dev.json'), (file) => ts.sys.readFile(file)) as {
  config: { extends: string };
};
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, PROJECT);

/** The diagnostics of the compiler for snippets, each of which is a module. */
function diagnosticsOf(snippets: readonly Snippet[]): string[] {
  const sources = new Map(
    snippets.map(({ page, code }, index) => [join(PROJECT, `${page}-${index}.ts`), `${code}\nexport {};\n`]),
  );
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram(
    [...sources.keys()],
    { ...options, noUnusedLocals: false },
    {
      ...host,
      fileExists: (file) => sources.has(file) || host.fileExists(file),
      readFile: (file) => sources.get(file) ?? host.readFile(file),
      getSourceFile: (file, ...rest) => {
        const source = sources.get(file);
        return source === undefined ? host.getSourceFile(file, ...rest) : ts.createSourceFile(file, source, rest[0]);
      },
    },
  );
  return [...sources.keys()].flatMap((file) => {
    const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
    return found.map(
      (each) => `${relative(PROJECT, file)}: ${ts.flattenDiagnosticMessageText(each.messageText, '\n')}`,
    );
  });
}

describe.each(PAGES)('%s', (page) => {
  test('has no broken links', () => {
    expect(brokenLinks(page)).toEqual([]);
  });
});

test('every TypeScript snippet compiles, also with the changes that follow it, and a wrong one would not', () => {
  const changedPrograms = SHOWN.map(({ page, program }) => ({ page, code: program }));
  const snippets = [...PAGES.flatMap(snippetsOf), ...changedPrograms];
  expect(snippets.length).toBeGreaterThan(1);
  const code = "import { Duration } from 'cdktf-cloudflare-zero-trust';\nDuration.hours('12');\n";
  expect(diagnosticsOf([...snippets, { page: 'wrong.md', code }])).toEqual([
    expect.stringMatching(/^wrong\.md.*Argument of type 'string' is not assignable to parameter of type 'number'/),
  ]);
});

/** A `json` block without a kind is a file that the reader writes. */
const FILE = '';

/** Output of other programs: `npm run test:getting-started` follows the pages that show it. */
const OF_COMMANDS = 'command';

/** The kinds of output that a program of the page produces, each with the complete output. */
const PRODUCED: Readonly<Record<string, (result: Result) => string>> = {
  errors: ({ error }) => error,
  warnings: ({ warnings }) => warnings,
  prints: ({ printed }) => printed,
};

function shown(...kinds: readonly string[]): (Shown & { readonly start: string })[] {
  const selected = SHOWN.filter(({ kind }) => kinds.includes(kind));
  return selected.map((each) => ({ ...each, start: each.text.trim().split('\n')[0] as string }));
}

/** Fails with the complete output if it lacks shown lines. */
function expectToShow(output: string, lines: string): void {
  expect(missingFrom(output, lines) === undefined ? lines : output).toBe(lines);
}

describe('shown output', () => {
  test('has a kind', () => {
    const kinds = ['check', 'plan', 'quote', 'rendered', 'report', OF_COMMANDS, ...Object.keys(PRODUCED)];
    const unchecked = SHOWN.filter(({ language, kind }) =>
      kind === FILE ? language === 'text' : !kinds.includes(kind),
    );
    expect(unchecked.map(({ page, text }) => `${page}: ${text}`)).toEqual([]);
  });

  test.each(shown(...Object.keys(PRODUCED)))('$page: $kind: $start', (output) => {
    const produce = PRODUCED[output.kind] as (result: Result) => string;
    expectToShow(produce(run(output)), output.text);
  });

  test.each(shown('rendered'))('$page: is rendered: $start', (output) => {
    const files = Object.entries(run(output).files);
    const [, text = ''] = files.find(([path]) => /cdk\.tf(\.json)?$/.test(path)) ?? [];
    if (output.language === 'hcl') {
      const withoutAlignment = (hcl: string): string => hcl.replace(/ +/g, ' '); // by `terraform fmt`
      expectToShow(withoutAlignment(text), withoutAlignment(output.text));
    } else {
      expect(JSON.parse(text)).toMatchObject(JSON.parse(output.text) as object);
    }
  });

  test.each(shown('report'))('$page: is part of the report', (output) => {
    const report = run(output).files['zero-trust-organizations.json'] as string;
    expect(contains(JSON.parse(report), JSON.parse(output.text))).toBe(true);
  });

  test.each(shown('check'))('$page: a message of a live check: $start', ({ text }) => {
    expect(Object.values(LIVE_CHECK_MESSAGES)).toContain(text.trim().replaceAll('\n', ' '));
  });

  test.each(shown('quote'))('$page: is also shown with its program: $start', ({ text }) => {
    const checked = shown('plan', ...Object.keys(PRODUCED)).flatMap((each) => each.text.trim().split('\n'));
    expect(checked).toEqual(expect.arrayContaining(text.trim().split('\n')));
  });
});

describe('shown plans', () => {
  const recorded = JSON.parse(readFileSync(PLANS_FILE, 'utf8')) as Readonly<Record<string, readonly RecordedPlan[]>>;
  const plansOf = (page: string) => shown('plan').filter((each) => each.page === page);

  test('are recorded', () => {
    const counts = GUIDES.map((page) => [page, plansOf(page).length] as const);
    expect(counts).toEqual(GUIDES.map((page) => [page, recorded[page]?.length ?? 0]));
  });

  test.each(
    GUIDES.flatMap((page) => plansOf(page).map((output, index) => ({ ...output, record: recorded[page]?.[index] }))),
  )('$page: an engine made the plan for the program: $start', ({ record, ...output }) => {
    expect(withoutIgnored(configurationIn(run(output)))).toEqual(record?.configuration);
    expectToShow(record?.plan.join('\n') ?? '', withoutPaths(output.text));
  });
});

/** Whether a value has all values of an excerpt. */
function contains(actual: unknown, excerpt: unknown): boolean {
  if (Array.isArray(excerpt)) {
    return Array.isArray(actual) && excerpt.every((part) => actual.some((each) => contains(each, part)));
  }
  if (typeof excerpt === 'object' && excerpt !== null) {
    const values = Object(actual) as Record<string, unknown>;
    return Object.entries(excerpt).every(([name, value]) => contains(values[name], value));
  }
  return actual === excerpt;
}
