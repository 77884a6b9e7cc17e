import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const PROJECT = join(__dirname, '..');

/** All Markdown pages of the project. */
const PAGES = [
  ...readdirSync(PROJECT).filter((file) => file.endsWith('.md')),
  ...readdirSync(join(PROJECT, 'docs')).map((file) => join('docs', file)),
];

function textOf(page: string): string {
  return readFileSync(join(PROJECT, page), 'utf8');
}

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

test('every TypeScript snippet compiles, and a wrong one would not', () => {
  const snippets = PAGES.flatMap(snippetsOf);
  expect(snippets.length).toBeGreaterThan(1);
  const code = "import { Duration } from 'cdktf-cloudflare-zero-trust';\nDuration.hours('12');\n";
  expect(diagnosticsOf([...snippets, { page: 'wrong.md', code }])).toEqual([
    expect.stringMatching(/^wrong\.md.*Argument of type 'string' is not assignable to parameter of type 'number'/),
  ]);
});
