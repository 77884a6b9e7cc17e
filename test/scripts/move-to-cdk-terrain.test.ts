import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renamed } from '../../scripts/framework-project';
import { CDKTN } from '../../scripts/frameworks';

const PROJECT = join(__dirname, '..', '..');
const PAGE = readFileSync(join(PROJECT, 'docs', 'move-to-cdk-terrain.md'), 'utf8');

/** The command of a language. */
function commandFor(language: string): string {
  const [, command] = new RegExp(`^${language}:\\n\\n\`\`\`sh\\n(.*?)\`\`\``, 'ms').exec(PAGE) ?? [];
  if (command === undefined) {
    throw new Error(`The page has no command for ${language}.`);
  }
  return command;
}

describe('the guide to CDK Terrain', () => {
  test.each([
    ['TypeScript and JavaScript', 'typescript/main.ts'],
    ['TypeScript and JavaScript', 'javascript/main.cjs'],
    ['TypeScript and JavaScript', 'javascript/main.mjs'],
    ['Python', 'python/main.py'],
    ['Java', 'java/Main.java'],
    ['C#', 'csharp/Program.cs'],
    ['Go', 'go/main.go'],
  ])('rewrites %s as in %s, which is tested on both frameworks', (language, file) => {
    const folder = mkdtempSync(join(tmpdir(), 'move-'));
    try {
      const source = readFileSync(join(PROJECT, 'test', 'consumers', file), 'utf8');
      const target = join(folder, file.replace(/^.*\//, ''));
      writeFileSync(target, source);
      execFileSync('bash', ['-c', commandFor(language)], { cwd: folder });
      expect(readFileSync(target, 'utf8')).toBe(renamed(source, CDKTN));
      expect(readFileSync(`${target}.bak`, 'utf8')).toBe(source);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('names the tested versions', () => {
    expect(PAGE).toContain(`\`cdktn\` ${CDKTN.versions.cdktn}`);
    expect(PAGE).toContain(`\`${CDKTN.bindings}\` ${CDKTN.versions[CDKTN.bindings]}`);
    expect(PAGE).toContain(`\`cdktn-cli\` ${CDKTN.cli['cdktn-cli']}`);
    expect(PAGE).toContain(`"cdktf": "npm:cdktn@${CDKTN.versions.cdktn}"`);
  });
});
