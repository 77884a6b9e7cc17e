/**
 * Follows "Add a Cloudflare setting" of CONTRIBUTING.md in a copy of the project and runs the checks there, so that the
 * guide works and a new setting needs no other change in lib/.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { copyProject, PROJECT } from './copy-project';

/** A code block of the guide, and the declaration to whose end it is added. */
interface Step {
  readonly file: string;
  readonly declaration: string;
  readonly code: string;
}

const SCHEMA = 'test/engine/contract/5.29.0.json';
const PREVIOUS_SCHEMA = 'test/engine/contract/5.28.0.json';

function main(): void {
  const copy = mkdtempSync(join(tmpdir(), 'test-contributing-'));
  try {
    copyProject(copy);
    symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
    run(copy, 'git', 'init', '--quiet');
    run(copy, 'git', 'add', '--all');
    recordSchema(copy);
    const steps = stepsOf(readFileSync(join(PROJECT, 'CONTRIBUTING.md'), 'utf8'));
    for (const step of steps.filter(({ code }) => !code.includes('team-name-shown'))) {
      apply(copy, step);
    }
    checkEdits(copy);
    for (const step of steps.filter(({ code }) => code.includes('team-name-shown'))) {
      apply(copy, step);
    }
    for (const command of ['docs', 'format', 'test']) {
      run(copy, 'npm', 'run', command);
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** The steps: each names a file and a declaration in the text before its code. */
function stepsOf(guide: string): Step[] {
  const [, section = ''] = /^## Add a Cloudflare setting$(.*?)^## /ms.exec(guide) ?? [];
  let file = '';
  const steps: Step[] = [];
  for (const [, text = '', code = ''] of section.matchAll(/(.*?)^ *```ts fragment\n(.*?)^ *```$/gms)) {
    file =
      [...text.matchAll(/In `((?:lib|test)\/[\w/.-]+\.ts)`|here `(lib\/[\w/.-]+\.ts)`/g)]
        .map(([, a, b]) => a ?? b)
        .at(-1) ?? file;
    const declaration = [...text.matchAll(/to\s+`(\w+)`/g)].map(([, name]) => name).at(-1);
    if (file === '' || declaration === undefined) {
      throw new Error(`CONTRIBUTING.md does not name a file and a declaration for this code:\n${code}`);
    }
    steps.push({ file, declaration, code });
  }
  return steps;
}

/** The schema that `npm run engine:contract -- 5.29.0` would write. */
function recordSchema(copy: string): void {
  const schema = readFileSync(join(copy, PREVIOUS_SCHEMA), 'utf8');
  const attribute = '"show_team_name": { "type": "bool", "optional": true },';
  const extended = schema
    .replaceAll('"strict_service_token_auth":', (name) => `${attribute}\n${name}`)
    .replace('"version": "5.28.0"', '"version": "5.29.0"');
  writeFileSync(join(copy, SCHEMA), extended);
}

/** Adds the code of a step before the end of its declaration. */
function apply(copy: string, { file, declaration, code }: Step): void {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  const end = endOf(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), declaration);
  if (end === undefined) {
    throw new Error(`CONTRIBUTING.md names ${declaration} in ${file}, which does not exist`);
  }
  writeFileSync(path, `${text.slice(0, end)}${code}${text.slice(end)}`);
}

/** The position before the closing brace or bracket of a declaration. */
function endOf(source: ts.SourceFile, name: string): number | undefined {
  for (const statement of source.statements) {
    if ((ts.isInterfaceDeclaration(statement) || ts.isEnumDeclaration(statement)) && statement.name.text === name) {
      return statement.end - 1;
    }
    const variables = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    const variable = variables.find(({ name: variableName }) => variableName.getText(source) === name);
    if (variable?.initializer !== undefined) {
      return variable.initializer.end - 1;
    }
  }
  return undefined;
}

/** Fails unless the new setting takes three edits of two files in lib/. */
function checkEdits(copy: string): void {
  const diff = execFileSync('git', ['diff', '--unified=0', '--', 'lib'], { cwd: copy, encoding: 'utf8' });
  const files = diff.match(/^\+\+\+ /gm)?.length ?? 0;
  const edits = diff.match(/^@@ /gm)?.length ?? 0;
  if (files !== 2 || edits !== 3) {
    throw new Error(`a new setting takes ${edits} edits of ${files} files in lib/, not 3 of 2`);
  }
  console.log(`a new setting: ${edits} edits of ${files} files in lib/`);
}

function run(cwd: string, command: string, ...args: string[]): void {
  execFileSync(command, args, { cwd, stdio: 'inherit' });
}

main();
