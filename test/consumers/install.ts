/** How users install the packages of a framework in each language. */
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cachedFolder } from '../../scripts/cache';
import { PROJECT } from '../../scripts/copy-project';
import { bindingsTarball, frameworkPackages, onlyFile } from '../../scripts/framework-packages';
import { renamed } from '../../scripts/framework-project';
import { CDKTF, CDKTN, type Framework } from '../../scripts/frameworks';
import { run } from '../../scripts/run';
import { checkSourceMap } from './source-map';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

export interface Consumer {
  readonly name: string;
  /** The only framework that it is for. */
  readonly framework?: Framework;
  /** The command that succeeds if the toolchain is installed, and the name of the toolchain. */
  readonly toolchain?: { readonly command: Command; readonly name: string };
  /** Installs the package into a folder, and returns the command that runs the app there. */
  readonly install: (folder: string, framework: Framework) => Command;
  /** Throws if something else about the installed package is wrong. */
  readonly check?: (folder: string, framework: Framework) => void;
}

export const CONSUMERS: readonly Consumer[] = [
  { name: 'typescript', install: (folder, framework) => typescript(folder, dependenciesOf(framework), framework) },
  { name: 'alias', framework: CDKTF, install: typescriptWithAlias },
  {
    name: 'commonjs',
    install: (folder, framework) => javascript(folder, 'main.cjs', framework),
    check: (folder, framework) => {
      copySource('javascript/error.cjs', folder, framework);
      checkSourceMap(folder, renamed('cdktf-cloudflare-zero-trust', framework));
    },
  },
  { name: 'esm', install: (folder, framework) => javascript(folder, 'main.mjs', framework) },
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

/** The versions of the packages that a framework is tested with. */
function versionsOf({ versions }: Framework): Readonly<Record<string, string>> {
  const manifest = readFileSync(join(PROJECT, 'package.json'), 'utf8');
  const { devDependencies } = JSON.parse(manifest) as { devDependencies: Record<string, string> };
  return { ...devDependencies, ...versions };
}

type Dependencies = Readonly<Record<string, string>>;

function dependenciesOf(framework: Framework): Dependencies {
  const { name, bindings } = framework;
  const versions = versionsOf(framework);
  const version = versions[bindings] as string;
  return {
    [renamed('cdktf-cloudflare-zero-trust', framework)]: `file:${onlyFile(packagesOf(framework, 'js'), '.tgz')}`,
    // The bindings for CDKTF are on npm, and those for CDK Terrain may be missing.
    [bindings]: framework === CDKTF ? version : `file:${bindingsTarball(bindings, version)}`,
    [name]: versions[name] as string,
    constructs: versions.constructs as string,
  };
}

function npmInstall(folder: string, dependencies: Dependencies, overrides: Dependencies = {}): void {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies, overrides }));
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], folder);
}

function typescript(folder: string, dependencies: Dependencies, framework: Framework, overrides?: Dependencies) {
  npmInstall(folder, dependencies, overrides);
  copySource('typescript/main.ts', folder, framework);
  const compiler = join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc');
  const types = join(PROJECT, 'node_modules', '@types');
  const options = ['--strict', '--target', 'es2022', '--module', 'node16', '--skipLibCheck', '--types', 'node'];
  run(process.execPath, [compiler, ...options, '--typeRoots', types, 'main.ts'], folder);
  return { command: process.execPath, args: ['main.js'] };
}

/** The package for CDKTF, with an npm alias for CDK Terrain. */
function typescriptWithAlias(folder: string): Command {
  const alias = { cdktf: `npm:cdktn@${CDKTN.versions.cdktn}` };
  const constructs = CDKTN.versions.constructs as string;
  return typescript(folder, { ...dependenciesOf(CDKTF), ...alias, constructs }, CDKTF, alias);
}

function javascript(folder: string, file: string, framework: Framework): Command {
  npmInstall(folder, dependenciesOf(framework));
  copySource(`javascript/${file}`, folder, framework);
  return { command: process.execPath, args: [file] };
}

function python(folder: string, framework: Framework): Command {
  run('python3', ['-m', 'venv', 'venv'], folder);
  const wheel = onlyFile(packagesOf(framework, 'python'), '.whl');
  const bindings = renamed('cdktf-cdktf-provider-cloudflare', framework);
  const requirement = `${bindings}==${versionsOf(framework)[framework.bindings] as string}`;
  const pip = ['install', '--quiet', '--disable-pip-version-check', wheel, requirement];
  run(join(folder, 'venv', 'bin', 'pip'), pip, folder);
  copySource('python/main.py', folder, framework);
  return { command: join(folder, 'venv', 'bin', 'python'), args: ['main.py'] };
}

/** Neither framework is on Maven Central in these versions: it and its bindings are compiled from generated sources. */
function java(folder: string, framework: Framework): Command {
  const generated = [framework.name, framework.bindings].map((name) => generatedBindings('java', name, framework));
  const sources = [packagesOf(framework), ...generated].map((from) => join(from, 'java', 'src', 'main'));
  const pom = readFileSync(packagesOf(framework, 'java', 'pom.xml'), 'utf8');
  const compiled = /<dependency>\s*<groupId>(com\.hashicorp|io\.cdktn)<[\s\S]*?<\/dependency>/g;
  writeFileSync(join(folder, 'pom.xml'), pom.replace(compiled, ''));
  run('mvn', ['--batch-mode', '--quiet', 'dependency:copy-dependencies', '-DoutputDirectory=jars'], folder);
  const jars = join(folder, 'jars', '*');
  const sourcePath = sources.map((source) => join(source, 'java')).join(delimiter);
  copySource('java/Main.java', folder, framework);
  run('javac', ['-nowarn', '-proc:none', '-cp', jars, '-sourcepath', sourcePath, '-d', 'classes', 'Main.java'], folder);
  // Generated classes load these at run time.
  const resources = sources.map((source) => join(source, 'resources'));
  return { command: 'java', args: ['-cp', [...resources, join(folder, 'classes'), jars].join(delimiter), 'Main'] };
}

function go(folder: string, framework: Framework): Command {
  copySource('go/main.go', folder, framework);
  const own = packagesOf(framework, 'go', 'cloudflarezerotrust');
  const bindings = join(generatedBindings('go', framework.bindings, framework), 'go', 'cloudflare');
  run('go', ['mod', 'init', 'consumer'], folder);
  for (const source of [own, bindings, ...unpublishedGo(framework)]) {
    run('go', ['mod', 'edit', `-replace=${moduleOf(source)}=${source}`], folder);
  }
  run('go', ['mod', 'edit', `-require=${moduleOf(own)}@v0.0.0`], folder);
  run('go', ['build', '-mod=mod', '-o', 'consumer', '.'], folder);
  return { command: join(folder, 'consumer'), args: [] };
}

/** The modules of CDK Terrain, which may be missing in a proxy, generated. */
function unpublishedGo(framework: Framework): string[] {
  const names = framework === CDKTF ? [] : [framework.name, 'constructs'];
  return names.map((name) => join(generatedBindings('go', name, framework), 'go', name));
}

function moduleOf(folder: string): string {
  return /^module (.*)$/m.exec(readFileSync(join(folder, 'go.mod'), 'utf8'))?.[1] as string;
}

function csharp(folder: string, framework: Framework): Command {
  copySource('csharp/Program.cs', folder, framework);
  copySource('csharp/consumer.csproj', folder, framework);
  const project = onlyFile(packagesOf(framework, 'dotnet', renamed('CdktfCloudflareZeroTrust', framework)), '.csproj');
  run('dotnet', ['build', '--output', 'out', `-p:PACKAGE=${project}`], folder);
  return { command: 'dotnet', args: [join('out', 'consumer.dll')] };
}

/** Copies a file of a consumer, with the names of the framework. */
function copySource(file: string, folder: string, framework: Framework): void {
  const text = readFileSync(join(__dirname, file), 'utf8');
  writeFileSync(join(folder, file.slice(file.indexOf('/') + 1)), renamed(text, framework));
}

/**
 * Generates an npm package in another language with jsii-pacmak, once per machine: bindings that are not published for
 * the language.
 */
function generatedBindings(target: 'go' | 'java', name: string, framework: Framework): string {
  const version = versionsOf(framework)[name] as string;
  return cachedFolder(join('bindings', `${name.replace('/', '-')}-${version}-${target}`), (folder) => {
    console.log(`generating ${name} for ${target}: one or two minutes`);
    const packages = framework === CDKTF ? join(PROJECT, 'node_modules') : frameworkPackages(framework);
    run('jsii-pacmak', [join(packages, name), '--code-only', '--outdir', folder, '--targets', target], PROJECT);
  });
}

function packagesOf({ name }: Framework, ...path: readonly string[]): string {
  return join(PROJECT, 'packages', name, ...path);
}
