/**
 * Builds the packages of each framework into packages/cdktf/ and packages/cdktn/: the npm tarball, the Python wheel, the
 * sources of the Java, C# and Go packages, which are compiled by the release workflow and `npm run test:consumers`, the
 * project templates and the documentation. Then checks the npm package and its API. `npm run package -- cdktn` builds
 * those of one framework.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './copy-project';
import { withFrameworkProject } from './framework-project';
import { type Framework, selectedFrameworks } from './frameworks';
import { run } from './run';

/** The public API of the last release, or of the first version before its release. */
const API_BASELINE = join('test', 'api-baseline.jsii');

/** The pages that describe the packages, and the examples that they refer to. */
const DOCUMENTATION = ['README.md', 'API.md', 'docs', 'examples'];

/**
 * The maximum size of the npm package, without its peers. Most of the unpacked size are the sources in the source map,
 * which only a debugger and `node --enable-source-maps` read.
 */
const MAX_BYTES = { packed: 260_000, unpacked: 950_000 };

/** Licenses that are compatible with Apache-2.0. */
const LICENSES = ['Apache-2.0', 'MPL-2.0', 'MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause'];

interface Manifest {
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

interface PackedFiles {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

function buildPackages(project: string, packages: string): void {
  rmSync(packages, { recursive: true, force: true });
  rmSync(join(project, 'dist'), { recursive: true, force: true }); // jsii keeps the output of files that were renamed
  if (project !== PROJECT) {
    run('npm', ['run', 'docs'], project); // the README is part of the packages
  }
  run('npm', ['run', 'build'], project);
  // Compiles the snippets of the README and the docstrings, and stores their translations for the packages.
  run('jsii-rosetta', ['extract', '--compile', '--fail', '.'], project);
  const pacmak = ['--outdir', packages, '--no-npmignore'];
  run('jsii-pacmak', [...pacmak, '--targets', 'js', 'python'], project);
  run('jsii-pacmak', [...pacmak, '--code-only', '--targets', 'java', 'dotnet', 'go'], project);
  for (const page of DOCUMENTATION) {
    cpSync(join(project, page), join(packages, 'documentation', page), { recursive: true });
  }
}

/** Packs the project templates, in the format of `cdktf init`. */
function packTemplates(project: string, packages: string): void {
  const templates = join(project, 'templates');
  for (const name of readdirSync(templates)) {
    run('python3', ['-m', 'zipfile', '-c', join(packages, `${name}-template.zip`), name], templates);
  }
}

/** The modules with the public API, which `lib/index.ts` exports. */
function publicModules(project: string): string[] {
  const index = readFileSync(join(project, 'lib', 'index.ts'), 'utf8');
  return [...index.matchAll(/ from '\.\/([\w-]+)'/g)].map(([, name = '']) => name);
}

/**
 * Checks that the npm package has only the bundle, its source map, declarations, the API, the schemas and documents, and
 * is small. Whether declarations are missing that others import is checked by attw.
 */
function checkContent(project: string): void {
  const pack = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const [packed] = JSON.parse(run('npm', pack, project)) as [PackedFiles];
  const expected = [
    ...['.jsii', '.jsii.gz', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'],
    ...readdirSync(join(project, 'schemas')).map((file) => join('schemas', file)),
    ...[join('dist', 'index.js'), join('dist', 'index.js.map'), join('dist', 'index.d.ts')],
    ...publicModules(project).map((name) => join('dist', `${name}.d.ts`)),
  ];
  const files = packed.files.map(({ path }) => path);
  const wrong = [
    ...expected.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
    ...files
      .filter((file) => !expected.includes(file) && !/^dist\/.+\.d\.ts$/.test(file))
      .map((file) => `${file} is unexpected`),
  ];
  if (wrong.length > 0) {
    throw new Error(`The npm package has missing or unexpected files:\n${wrong.join('\n')}`);
  }
  const { size, unpackedSize } = packed;
  if (size > MAX_BYTES.packed || unpackedSize > MAX_BYTES.unpacked) {
    const { packed: maxSize, unpacked: maxUnpackedSize } = MAX_BYTES;
    throw new Error(
      `The npm package has ${size} bytes, unpacked ${unpackedSize}, more than ${maxSize}, unpacked ${maxUnpackedSize}.`,
    );
  }
  console.log(`npm package: ${files.length} files, ${size} bytes, ${unpackedSize} bytes unpacked`);
}

/** Checks that the peers are the only runtime dependencies, and that their licenses are compatible. */
function checkDependencies(project: string): void {
  const { dependencies = {}, peerDependencies = {} } = manifestOf(project);
  if (Object.keys(dependencies).length > 0) {
    throw new Error(`Runtime dependencies must be peers, but these are not: ${Object.keys(dependencies).join(', ')}`);
  }
  for (const name of Object.keys(peerDependencies)) {
    const { license = 'none' } = manifestOf(join(project, 'node_modules', name));
    if (!LICENSES.includes(license)) {
      throw new Error(`The license of ${name}, ${license}, is not one of ${LICENSES.join(', ')}.`);
    }
    console.log(`peer ${name}: ${license}`);
  }
}

/** Prints the time that loading the package takes in addition to its peers. */
function showLoadTime(project: string, { name, bindings }: Framework): void {
  const script = `
    require('${name}'); require('${bindings}/lib/zero-trust-organization');
    const start = performance.now(); require('./dist'); console.log((performance.now() - start).toFixed(1));`;
  console.log(`load time: ${run(process.execPath, ['-e', script], project).trim()} ms`);
}

/** Checks that the API is compatible with the baseline. */
function checkApi(project: string): void {
  const before = join(project, 'packages', 'api-baseline');
  mkdirSync(before, { recursive: true });
  try {
    cpSync(join(project, API_BASELINE), join(before, '.jsii'));
    cpSync(join(project, 'package.json'), join(before, 'package.json'));
    run('jsii-diff', [before, '.', '--error-on', 'all'], project);
  } finally {
    rmSync(before, { recursive: true }); // jsii-docgen would mistake it for the package
  }
}

function packageFor(framework: Framework, project: string): void {
  const packages = join(PROJECT, 'packages', framework.name);
  console.log(`\n${framework.name}`);
  buildPackages(project, packages);
  packTemplates(project, packages);
  checkContent(project);
  checkDependencies(project);
  showLoadTime(project, framework);
  const [tarball = ''] = readdirSync(join(packages, 'js'));
  run('publint', ['--strict', join(packages, 'js', tarball)]);
  run('attw', [join(packages, 'js', tarball)]);
  checkApi(project);
  for (const file of readdirSync(packages, { recursive: true, encoding: 'utf8' })) {
    if (/^(js|python).*\.(tgz|whl)$/.test(file)) {
      console.log(`packages/${framework.name}/${file}: ${statSync(join(packages, file)).size} bytes`);
    }
  }
}

for (const framework of selectedFrameworks(process.argv.slice(2))) {
  withFrameworkProject(framework, (project) => {
    packageFor(framework, project);
  });
}
