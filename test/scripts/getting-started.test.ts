import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../scripts/copy-project';
import { renamed } from '../../scripts/framework-project';
import { CDKTF, CDKTN, type Framework } from '../../scripts/frameworks';
import { changed, LANGUAGES, type Language, missingFrom, stepsOf } from '../../scripts/guide-steps';

const PAGE = readFileSync(join(PROJECT, 'docs', 'getting-started.md'), 'utf8');

function codesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

function stepsAsText(page: string, language: Language): string {
  return stepsOf(page, language)
    .map((step) => Object.values(step).join('\n'))
    .join('\n');
}

describe('docs/getting-started.md', () => {
  test.each(LANGUAGES)('ends with the first plan: %s', (language) => {
    const steps = stepsOf(PAGE, language);
    expect(steps.length).toBeGreaterThan(10);
    expect(steps.at(-1)).toMatchObject({
      commands: expect.stringContaining('npx cdktf diff access') as string,
      output: expect.stringContaining('Plan: 1 to import, 0 to add, 1 to change') as string,
    });
  });

  test.each(LANGUAGES)('has all names of CDK Terrain in its table: %s', (language) => {
    const [, table = ''] = /<!-- only cdktf -->(.*?)<!-- end -->/s.exec(PAGE) ?? [];
    const names = [...table.matchAll(/^\| (`.*`) +\| (`.*`) +\|$/gm)].flatMap(([, cdktf = '', cdktn = '']) => {
      const replacements = codesIn(cdktn);
      return codesIn(cdktf).map((name, index) => [name, replacements[index] as string] as const);
    });
    const replaced = names.reduce((text, [cdktf, cdktn]) => text.replaceAll(cdktf, cdktn), stepsAsText(PAGE, language));
    expect(replaced).toBe(stepsAsText(renamed(PAGE, CDKTN), language));
  });

  test.each<Framework>([CDKTF, CDKTN])(
    'has the Python versions that the library is tested with: $name',
    (framework) => {
      const python = [...pageFor(PAGE, framework).matchAll(/^([\w-]+)==([\d.]+)$/gm)].map(([, name = '', version]) => [
        name,
        version,
      ]);
      const names: Record<string, string> = {
        [renamed('cdktf-cdktf-provider-cloudflare', framework)]: framework.bindings,
      };
      const tested = testedVersions(framework);
      expect(python).toHaveLength(3);
      expect(python.filter(([name = '', version]) => tested[names[name] ?? name] !== version)).toEqual([]);
    },
  );
});

/** A page without the table of names for the other framework, with the names of a framework. */
function pageFor(page: string, framework: Framework): string {
  return renamed(page.replace(/<!-- only cdktf -->.*?<!-- end -->/gs, ''), framework);
}

function testedVersions({ versions, cli }: Framework): Readonly<Record<string, string>> {
  const manifest = readFileSync(join(PROJECT, 'package.json'), 'utf8');
  const { devDependencies } = JSON.parse(manifest) as { devDependencies: Record<string, string> };
  return { ...devDependencies, ...versions, ...cli };
}

describe.each(['getting-started.md', 'fleet.md'])('docs/%s', (file) => {
  const guide = readFileSync(join(PROJECT, 'docs', file), 'utf8');

  test.each<Framework>([CDKTF, CDKTN])('has the npm versions that the library is tested with: $name', (framework) => {
    const page = pageFor(guide, framework);
    const pinned = [...page.matchAll(/"([@\w/-]+)": "(\d[\d.]*)"/g)].map(([, name = '', version]) => [name, version]);
    const tested = testedVersions(framework);
    expect(pinned.length).toBeGreaterThan(6);
    expect(pinned.filter(([name = '', version]) => tested[name] !== version)).toEqual([]);
  });
});

test('docs/project-template.md shows the tests of the template', () => {
  const page = readFileSync(join(PROJECT, 'docs', 'project-template.md'), 'utf8');
  const template = readFileSync(join(PROJECT, 'templates', 'typescript', 'stack.test.ts'), 'utf8');
  const shown = [...page.matchAll(/^ok \d+ - (.*)$/gm)].map(([, name]) => name);
  expect(shown).toEqual([...template.matchAll(/test\('(.*)', /g)].map(([, name]) => name));
  expect(page).toContain(`# pass ${shown.length}\n# fail 0\n`);
});

/** The packages that a file imports, without those of Node.js. */
function packagesIn(file: string): string[] {
  const imports = readFileSync(file, 'utf8').matchAll(/ from '((?:@[\w-]+\/)?[\w-]+)/g);
  return [...imports].map(([, name = '']) => name).filter((name) => name !== 'node');
}

test('docs/fleet.md lists exactly the dependencies of the example', () => {
  const folder = join(PROJECT, 'examples', 'fleet');
  const sources = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const page = readFileSync(join(PROJECT, 'docs', 'fleet.md'), 'utf8');
  const [, manifest = ''] = /^`package\.json`:\n\n```json\n(.*?)^```$/ms.exec(page) ?? [];
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  const imported = new Set(sources.flatMap((name) => packagesIn(join(folder, name))));
  // constructs is a peer of the others.
  expect([...imported, 'constructs'].sort()).toEqual(Object.keys(dependencies).sort());
});

const GUIDE = `
# Title

\`a.txt\`:

\`\`\`text
one
\`\`\`

### TypeScript

In \`a.txt\`:

\`\`\`diff
-one
+two
\`\`\`

### Python

\`\`\`sh
cat b.txt
\`\`\`

## Result

\`\`\`sh fails
cat missing.txt
\`\`\`

\`\`\`text
No such file
\`\`\`

\`\`\`sh clone
git clone
\`\`\`
`;

test('the steps of a guide are its files, changes and commands for a language', () => {
  const common = [{ kind: 'commands', commands: 'cat missing.txt\n', fails: true, output: 'No such file\n' }];
  const file = { kind: 'file', name: 'a.txt', text: 'one\n' };
  expect(stepsOf(GUIDE, 'TypeScript')).toEqual([
    file,
    { kind: 'change', name: 'a.txt', diff: '-one\n+two\n' },
    ...common,
  ]);
  expect(stepsOf(GUIDE, 'Python')).toEqual([
    file,
    { kind: 'commands', commands: 'cat b.txt\n', fails: false },
    ...common,
  ]);
});

test('a change replaces lines that occur exactly once', () => {
  expect(changed('one\ntwo\nthree\n', '-two\n+2\n three\n')).toBe('one\n2\nthree\n');
  expect(() => changed('one\none\n', '-one\n+two\n')).toThrow('These lines do not occur exactly once:\none');
  expect(() => changed('one\n', '-two\n+2\n')).toThrow('These lines do not occur exactly once:\ntwo');
});

test.each([
  ['all lines', 'one\ntwo\nthree', undefined],
  ['lines with another indentation', '  one\n    two', undefined],
  ['lines with a gap that is shown', 'one\n…\nthree', undefined],
  ['lines after a gap', '…\ntwo\nthree', undefined],
  ['lines with a gap that is not shown', 'one\nthree', 'one\nthree'],
  ['lines in another order', 'two\n…\none', 'one'],
  ['a part of a line', 'thr', 'thr'],
])('shown output that has %s', (_, shown, missing) => {
  expect(missingFrom('one\ntwo\nthree\n', shown)).toBe(missing);
});
