/** The Markdown pages of the project, and the outputs that they show. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { transformSync } from '@swc/core';
import { Waivers } from '../lib';
import { changed, LANGUAGES } from '../scripts/guide-steps';

export const PROJECT = join(__dirname, '..');

/** The pages for users. */
export const GUIDES = [
  'README.md',
  ...readdirSync(join(PROJECT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

export function textOf(page: string): string {
  return readFileSync(join(PROJECT, page), 'utf8');
}

/** A code block, without its indentation. */
export interface Block {
  readonly info: string;
  readonly text: string;
}

const HEADING_OR_BLOCK = /^#+ (?<heading>[^\n]*)$|^(?<indent> *)```(?<info>[^\n]*)\n(?<text>.*?)^\k<indent>```$/gms;

/** The code blocks of a page, without those of sections for other languages than TypeScript. */
export function blocksOf(page: string): Block[] {
  let isForReader = true;
  return [...page.matchAll(HEADING_OR_BLOCK)].flatMap(({ groups = {} }) => {
    const { heading, indent = '', info = '', text = '' } = groups;
    if (heading !== undefined) {
      isForReader = heading === 'TypeScript' || LANGUAGES.every((each) => each !== heading);
      return [];
    }
    return isForReader ? [{ info, text: text.replace(new RegExp(`^${indent}`, 'gm'), '') }] : [];
  });
}

/** An output that a page shows. */
export interface Shown {
  readonly page: string;
  /** `text`, `json` or `hcl`. */
  readonly language: string;
  /** What the output is: the second word of the info string. */
  readonly kind: string;
  readonly text: string;
  /** The last program before it, with the changes that the page shows since. */
  readonly program: string;
  /** The environment of the program. `NOW` is its time, and the day on which waivers are evaluated. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The outputs of a page: blocks such as `text errors` and `text plan NOW=2026-12-01T18:00:00Z`. */
export function outputsOf(page: string): Shown[] {
  let program = '';
  return blocksOf(textOf(page)).flatMap(({ info, text }) => {
    const [language = '', kind = '', ...variables] = info.split(' ');
    if (info === 'ts' && text.includes('app.synth()')) {
      program = text;
    } else if (info === 'diff') {
      program = changed(program, text);
    } else if (['text', 'json', 'hcl'].includes(language)) {
      const pairs = variables.map((variable) => variable.split('=', 2) as [string, string]);
      return [{ page, language, kind, text, program, variables: Object.fromEntries(pairs) }];
    }
    return [];
  });
}

export interface Result {
  readonly printed: string;
  /** The message of the error that the program throws. */
  readonly error: string;
  /** Each as `[path] message`. */
  readonly warnings: string;
  /** The contents of the written files, by their path. */
  readonly files: Readonly<Record<string, string>>;
}

/** Runs a program of a page, whose output directory is a temporary one. */
export function run({ program, variables, language }: Pick<Shown, 'program' | 'variables' | 'language'>): Result {
  const outdir = mkdtempSync(join(tmpdir(), 'page-'));
  const { NOW, ...environment } = variables;
  const printed: string[] = [];
  const globals = {
    exports: {},
    require,
    process: { env: environment },
    console: { log: (...values: unknown[]) => printed.push(values.join(' ')) },
    ...(NOW === undefined ? {} : { Date: clockAt(NOW) }),
  };
  const today = NOW?.slice(0, 10);
  const error = withEnvironment(
    {
      CDKTF_OUTDIR: outdir,
      CDKTF_CONTEXT_JSON: JSON.stringify(today === undefined ? {} : { [Waivers.TODAY]: today }),
      SYNTH_HCL_OUTPUT: language === 'hcl' ? 'true' : 'false',
    },
    () =>
      messageOf(() => {
        runInNewContext(compiled(program), globals);
      }),
  );
  const files = filesIn(outdir);
  rmSync(outdir, { recursive: true });
  return { printed: printed.join('\n'), error, warnings: warningsIn(files['manifest.json'] ?? '{}'), files };
}

function compiled(program: string): string {
  return transformSync(program, { jsc: { parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }).code;
}

function clockAt(now: string): DateConstructor {
  return class extends Date {
    public constructor(value: string | number | Date = now) {
      super(value);
    }
  } as DateConstructor;
}

function withEnvironment<T>(variables: Readonly<Record<string, string>>, work: () => T): T {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return work();
  } finally {
    process.env = before;
  }
}

function messageOf(work: () => void): string {
  try {
    work();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

interface Manifest {
  readonly stacks?: Readonly<
    Record<string, { readonly annotations: readonly { readonly constructPath: string; readonly message: string }[] }>
  >;
}

function warningsIn(manifest: string): string {
  const { stacks = {} } = JSON.parse(manifest) as Manifest;
  const annotations = Object.values(stacks).flatMap((stack) => stack.annotations);
  return annotations.map(({ constructPath, message }) => `[${constructPath}] ${message}`).join('\n');
}

/** The Terraform configuration of an organization: the parts that determine its plan, without comments. */
export function configurationIn({ files }: Result): Record<string, unknown> {
  const [, text = '{}'] = Object.entries(files).find(([path]) => path.endsWith('cdk.tf.json')) ?? [];
  const {
    import: imports,
    moved,
    resource,
  } = JSON.parse(text, (key, value: unknown) => (['//', 'depends_on'].includes(key) ? undefined : value)) as {
    import?: unknown;
    moved?: unknown;
    resource: Record<string, unknown>;
  };
  const organizations = resource.cloudflare_zero_trust_organization;
  return JSON.parse(
    JSON.stringify({ import: imports, moved, resource: { cloudflare_zero_trust_organization: organizations } }),
  ) as Record<string, unknown>;
}

/** A configuration without its lists of unmanaged settings, in which every new setting of the library is. */
export function withoutIgnored(configuration: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(configuration, (key, value: unknown) => (key === 'ignore_changes' ? undefined : value));
  return JSON.parse(text) as Record<string, unknown>;
}

/** A plan that an engine made for the program of a page. */
export interface RecordedPlan {
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly plan: readonly string[];
}

/** The plans of each page, in the order in which it shows them. `test/engine/pages.test.ts` compares and records them. */
export const PLANS_FILE = join(PROJECT, 'test', 'engine', 'recorded-plans.json');

/** A shown plan without the paths of constructs, which the command-line interface adds to addresses. */
export function withoutPaths(plan: string): string {
  return plan.replace(/ \([\w/]+\/Default\)/g, '');
}
