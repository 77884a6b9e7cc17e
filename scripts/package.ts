/**
 * Builds the packages into packages/: the npm tarball, the Python wheel, and the sources of the Java, C# and Go packages,
 * which are compiled by the release workflow and `npm run test:consumers`. Then checks the npm package and its API.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compileApi } from './api';
import { run } from './run';

const PACKAGES = 'packages';

/** The public API of the last release, or of the first version before its release. */
const API_BASELINE = join('test', 'api-baseline.jsii');

/** The maximum size of the unpacked npm package, without its peers. */
const MAX_BYTES = 560_000;

/** Licenses that are compatible with Apache-2.0. */
const LICENSES = ['Apache-2.0', 'MPL-2.0', 'MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause'];

interface Manifest {
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

interface PackedFiles {
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

function buildPackages(): void {
  rmSync(PACKAGES, { recursive: true, force: true });
  rmSync('dist', { recursive: true, force: true }); // jsii keeps the output of files that were renamed
  compileApi();
  // Compiles the snippets of the README and the docstrings, and stores their translations for the packages.
  run('jsii-rosetta', ['extract', '--compile', '--fail', '.']);
  const pacmak = ['--outdir', PACKAGES, '--no-npmignore'];
  run('jsii-pacmak', [...pacmak, '--targets', 'js', 'python']);
  run('jsii-pacmak', [...pacmak, '--code-only', '--targets', 'java', 'dotnet', 'go']);
}

/** Checks that the npm package has only the compiled library, the API, the schemas and documents, and is small. */
function checkContent(): void {
  const [packed] = JSON.parse(run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'])) as [PackedFiles];
  const sources = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const expected = [
    ...['.jsii', '.jsii.gz', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'],
    ...readdirSync('schemas').map((file) => join('schemas', file)),
    ...sources.flatMap((file) => ['.js', '.d.ts'].map((end) => join('dist', file.replace(/\.ts$/, end)))),
  ];
  const files = packed.files.map(({ path }) => path);
  const wrong = [
    ...expected.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
    ...files.filter((file) => !expected.includes(file)).map((file) => `${file} is unexpected`),
  ];
  if (wrong.length > 0) {
    throw new Error(`The npm package has missing or unexpected files:\n${wrong.join('\n')}`);
  }
  if (packed.unpackedSize > MAX_BYTES) {
    throw new Error(`The npm package has ${packed.unpackedSize} bytes, more than the maximum of ${MAX_BYTES}.`);
  }
  console.log(`npm package: ${files.length} files, ${packed.unpackedSize} bytes unpacked`);
}

/** Checks that the peers are the only runtime dependencies, and that their licenses are compatible. */
function checkDependencies(): void {
  const { dependencies = {}, peerDependencies = {} } = manifestOf('.');
  if (Object.keys(dependencies).length > 0) {
    throw new Error(`Runtime dependencies must be peers, but these are not: ${Object.keys(dependencies).join(', ')}`);
  }
  for (const name of Object.keys(peerDependencies)) {
    const { license = 'none' } = manifestOf(join('node_modules', name));
    if (!LICENSES.includes(license)) {
      throw new Error(`The license of ${name}, ${license}, is not one of ${LICENSES.join(', ')}.`);
    }
    console.log(`peer ${name}: ${license}`);
  }
}

/** Prints the time that loading the package takes in addition to its peers. */
function showLoadTime(): void {
  const script = `
    require('cdktf'); require('@cdktf/provider-cloudflare/lib/zero-trust-organization');
    const start = performance.now(); require('./dist'); console.log((performance.now() - start).toFixed(1));`;
  console.log(`load time: ${run(process.execPath, ['-e', script]).trim()} ms`);
}

/** Checks that the API is compatible with the baseline. */
function checkApi(): void {
  const before = join(PACKAGES, 'api-baseline');
  mkdirSync(before);
  try {
    cpSync(API_BASELINE, join(before, '.jsii'));
    cpSync('package.json', join(before, 'package.json'));
    run('jsii-diff', [before, '.', '--error-on', 'all']);
  } finally {
    rmSync(before, { recursive: true }); // jsii-docgen would mistake it for the package
  }
}

buildPackages();
checkContent();
checkDependencies();
showLoadTime();
const [tarball = ''] = readdirSync(join(PACKAGES, 'js'));
run('publint', ['--strict', join(PACKAGES, 'js', tarball)]);
run('attw', [join(PACKAGES, 'js', tarball)]);
checkApi();
for (const file of readdirSync(PACKAGES, { recursive: true, encoding: 'utf8' })) {
  if (/^(js|python).*\.(tgz|whl)$/.test(file)) {
    console.log(`packages/${file}: ${statSync(join(PACKAGES, file)).size} bytes`);
  }
}
