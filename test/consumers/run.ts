/**
 * Installs the packages of packages/cdktf/ as users would, in each language, and synthesizes the same organizations: every
 * consumer must write the same resources and the same report as the TypeScript one, print the same provenance, and show
 * the same messages for the same mistake.
 *
 * `npm run test:consumers -- go java` runs some of them. Languages without a toolchain on this machine are reported as
 * skipped.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CACHE } from '../../scripts/cache';
import { CDKTN } from '../../scripts/frameworks';
import { run } from '../../scripts/run';

const PROJECT = join(__dirname, '..', '..');
const PACKAGES = join(PROJECT, 'packages', 'cdktf');
const BINDINGS = '@cdktf/provider-cloudflare';
/** Bindings that are not published for a language are generated from the npm package, once per machine. */
const GENERATED = join(CACHE, 'bindings');

interface Manifest {
  readonly name: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const MANIFEST = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as Manifest;
const VERSIONS = MANIFEST.devDependencies;

/** A project that uses the package for CDKTF with CDK Terrain, as the README describes. */
const CDK_TERRAIN = { cdktf: `npm:cdktn@${CDKTN.versions.cdktn}`, constructs: CDKTN.versions.constructs as string };

interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

interface Consumer {
  readonly name: string;
  /** The command that succeeds if the toolchain is installed, and the name of the toolchain. */
  readonly toolchain?: { readonly command: Command; readonly name: string };
  /** Installs the package into a folder, and returns the command that runs the app there. */
  readonly install: (folder: string) => Command;
}

const CONSUMERS: readonly Consumer[] = [
  { name: 'typescript', install: (folder) => typescript(folder, {}) },
  { name: 'cdk-terrain', install: (folder) => typescript(folder, CDK_TERRAIN) },
  { name: 'commonjs', install: (folder) => javascript(folder, 'main.cjs') },
  { name: 'esm', install: (folder) => javascript(folder, 'main.mjs') },
  {
    name: 'python',
    toolchain: { command: { command: 'python3', args: ['-m', 'venv', '--help'] }, name: 'Python 3 with venv' },
    install: python,
  },
  {
    name: 'java',
    toolchain: { command: { command: 'mvn', args: ['--version'] }, name: 'a JDK with Maven' },
    install: java,
  },
  { name: 'go', toolchain: { command: { command: 'go', args: ['version'] }, name: 'Go' }, install: go },
  {
    name: 'csharp',
    toolchain: { command: { command: 'dotnet', args: ['--version'] }, name: 'a .NET SDK' },
    install: csharp,
  },
];

function npmInstall(folder: string, others: Readonly<Record<string, string>>): void {
  const cdktf = others.cdktf ?? VERSIONS.cdktf;
  const dependencies = {
    [MANIFEST.name]: `file:${onlyFile(join(PACKAGES, 'js'), '.tgz')}`,
    [BINDINGS]: VERSIONS[BINDINGS] as string,
    cdktf,
    constructs: others.constructs ?? VERSIONS.constructs,
  };
  // The override that the README describes for CDK Terrain; it has no effect for CDKTF.
  const manifest = { private: true, dependencies, overrides: { cdktf } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], folder);
}

function typescript(folder: string, others: Readonly<Record<string, string>>): Command {
  npmInstall(folder, others);
  cpSync(join(__dirname, 'typescript', 'main.ts'), join(folder, 'main.ts'));
  const compiler = join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc');
  const types = join(PROJECT, 'node_modules', '@types');
  const options = ['--strict', '--target', 'es2022', '--module', 'node16', '--skipLibCheck', '--types', 'node'];
  run(process.execPath, [compiler, ...options, '--typeRoots', types, 'main.ts'], folder);
  return { command: process.execPath, args: ['main.js'] };
}

function javascript(folder: string, file: string): Command {
  npmInstall(folder, {});
  cpSync(join(__dirname, 'javascript', file), join(folder, file));
  return { command: process.execPath, args: [file] };
}

function python(folder: string): Command {
  run('python3', ['-m', 'venv', 'venv'], folder);
  const wheel = onlyFile(join(PACKAGES, 'python'), '.whl');
  const bindings = `cdktf-cdktf-provider-cloudflare==${VERSIONS[BINDINGS]}`;
  const pip = ['install', '--quiet', '--disable-pip-version-check', wheel, bindings];
  run(join(folder, 'venv', 'bin', 'pip'), pip, folder);
  cpSync(join(__dirname, 'python', 'main.py'), join(folder, 'main.py'));
  return { command: join(folder, 'venv', 'bin', 'python'), args: ['main.py'] };
}

/** CDKTF 0.21 is not on Maven Central, so it and the provider bindings are compiled from generated sources. */
function java(folder: string): Command {
  const generated = ['cdktf', BINDINGS].map((name) => generatedBindings('java', name));
  const sources = [PACKAGES, ...generated].map((from) => join(from, 'java', 'src', 'main'));
  const pom = readFileSync(join(PACKAGES, 'java', 'pom.xml'), 'utf8');
  const hashicorp = /<dependency>\s*<groupId>com\.hashicorp<[\s\S]*?<\/dependency>/g;
  writeFileSync(join(folder, 'pom.xml'), pom.replace(hashicorp, ''));
  run('mvn', ['--batch-mode', '--quiet', 'dependency:copy-dependencies', '-DoutputDirectory=jars'], folder);
  const jars = join(folder, 'jars', '*');
  const sourcePath = sources.map((source) => join(source, 'java')).join(delimiter);
  const main = join(__dirname, 'java', 'Main.java');
  run('javac', ['-nowarn', '-proc:none', '-cp', jars, '-sourcepath', sourcePath, '-d', 'classes', main], folder);
  // Generated classes load these at run time.
  const resources = sources.map((source) => join(source, 'resources'));
  return { command: 'java', args: ['-cp', [...resources, join(folder, 'classes'), jars].join(delimiter), 'Main'] };
}

function go(folder: string): Command {
  cpSync(join(__dirname, 'go', 'main.go'), join(folder, 'main.go'));
  const own = join(PACKAGES, 'go', 'cloudflarezerotrust');
  const bindings = join(generatedBindings('go', BINDINGS), 'go', 'cloudflare');
  const [ownModule, bindingsModule] = [own, bindings].map(moduleOf);
  run('go', ['mod', 'init', 'consumer'], folder);
  run('go', ['mod', 'edit', `-replace=${ownModule}=${own}`, `-replace=${bindingsModule}=${bindings}`], folder);
  run('go', ['mod', 'edit', `-require=${ownModule}@v0.0.0`], folder);
  run('go', ['build', '-mod=mod', '-o', 'consumer', '.'], folder);
  return { command: join(folder, 'consumer'), args: [] };
}

function moduleOf(folder: string): string {
  return /^module (.*)$/m.exec(readFileSync(join(folder, 'go.mod'), 'utf8'))?.[1] as string;
}

function csharp(folder: string): Command {
  cpSync(join(__dirname, 'csharp'), folder, { recursive: true });
  const project = onlyFile(join(PACKAGES, 'dotnet', 'CdktfCloudflareZeroTrust'), '.csproj');
  run('dotnet', ['build', '--output', 'out', `-p:PACKAGE=${project}`], folder);
  return { command: 'dotnet', args: [join('out', 'consumer.dll')] };
}

/** Generates an npm package in another language with jsii-pacmak, unless it is cached. */
function generatedBindings(target: 'go' | 'java', name: string): string {
  const folder = join(GENERATED, `${name.replace('/', '-')}-${VERSIONS[name]}-${target}`);
  if (!existsSync(folder)) {
    console.log(`generating ${name} for ${target}: one or two minutes, once per machine`);
    mkdirSync(GENERATED, { recursive: true });
    const unfinished = mkdtempSync(join(GENERATED, 'unfinished-'));
    const source = join(PROJECT, 'node_modules', name);
    run('jsii-pacmak', [source, '--code-only', '--outdir', unfinished, '--targets', target], PROJECT);
    cpSync(unfinished, folder, { recursive: true });
    rmSync(unfinished, { recursive: true });
  }
  return folder;
}

function onlyFile(folder: string, end: string): string {
  const [file, ...others] = readdirSync(folder).filter((name) => name.endsWith(end));
  if (file === undefined || others.length > 0) {
    throw new Error(`${folder} must contain exactly one *${end}. Run \`npm run package\`.`);
  }
  return join(folder, file);
}

/** Runs the app of a consumer, optionally with an invalid `SESSION_DURATION`. */
function synthesize(folder: string, { command, args }: Command, mistake?: string) {
  rmSync(join(folder, 'cdktf.out'), { recursive: true, force: true });
  const given = mistake === undefined ? {} : { SESSION_DURATION: mistake };
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...given },
  });
  return { status, output: stdout + stderr };
}

interface Outcome {
  /** The Terraform configuration, without CDKTF's comments. */
  readonly configuration: unknown;
  readonly report: unknown;
  /** The provenance of a value, as the app prints it. */
  readonly provenance: readonly string[];
  /** The messages of a guardrail and of a custom rule. */
  readonly messages: readonly string[];
}

/** Violates a guardrail and the custom rule of the consumer. */
const MISTAKE = '30d';

function outcomeOf(consumer: Consumer, folder: string): Outcome {
  const command = consumer.install(folder);
  const { status, output } = synthesize(folder, command);
  if (status !== 0) {
    throw new Error(`${consumer.name} cannot be synthesized:\n${output}`);
  }
  const written = join(folder, 'cdktf.out');
  const { terraform, ...rest } = without(readJson(join(written, 'stacks', 'consumer', 'cdk.tf.json')), '//');
  const report = readJson(join(written, 'zero-trust-organizations.json'));
  const provenance = output.match(/^.* comes from .*$/gm) ?? [];
  const mistaken = synthesize(folder, command, MISTAKE);
  if (mistaken.status === 0) {
    throw new Error(`${consumer.name} accepts a session duration of ${MISTAKE}`);
  }
  const messages = new Set(mistaken.output.match(/\[consumer\/Organization\] .*?\[[a-z -]+\]/g));
  // The local backend contains the path of the app.
  const configuration = { ...rest, terraform: without(terraform as object, 'backend') };
  return { configuration, report, provenance, messages: [...messages] };
}

function readJson(file: string): object {
  return JSON.parse(readFileSync(file, 'utf8')) as object;
}

function without(object: object, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

function isInstalled({ command, args }: Command): boolean {
  return spawnSync(command, args).status === 0;
}

function main(): number {
  const wanted = process.argv.slice(2);
  const chosen = CONSUMERS.filter(({ name }, index) => index === 0 || wanted.length === 0 || wanted.includes(name));
  const failures: string[] = [];
  let reference: Outcome | undefined;
  for (const consumer of chosen) {
    if (consumer.toolchain !== undefined && !isInstalled(consumer.toolchain.command)) {
      console.log(`${consumer.name}: skipped, because ${consumer.toolchain.name} is not installed`);
      continue;
    }
    const folder = mkdtempSync(join(tmpdir(), `consumer-${consumer.name}-`));
    try {
      const outcome = outcomeOf(consumer, folder);
      reference ??= outcome;
      const isComplete = outcome.provenance.length === 1 && outcome.messages.length === 2;
      const isSame = isComplete && isDeepStrictEqual(outcome, reference);
      if (!isSame) {
        failures.push(`${consumer.name} differs:\n${show(outcome)}\nfrom typescript:\n${show(reference)}`);
      }
      console.log(`${consumer.name}: ${isSame ? 'the same' : 'differs'}`);
    } catch (error) {
      failures.push(String(error));
      console.log(`${consumer.name}: failed`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  for (const failure of failures) {
    console.error(failure);
  }
  return failures.length === 0 ? 0 : 1;
}

function show(outcome: Outcome): string {
  return JSON.stringify(outcome, undefined, 2);
}

process.exitCode = main();
