/**
 * Makes the packages: the npm tarball and the Python wheel, and the sources of the Java, C# and Go packages, into
 * packages/. The last three are compiled where they are published, with their registries' tools, and by
 * `npm run test:consumers`. Then checks what a stranger would install.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compileApi } from './api';
import { run } from './run';

const PACKAGES = 'packages';

/** The public API of the last release, or of the first version until there is one. */
const API_BASELINE = join('test', 'api-baseline.jsii');

/** Unpacked, without the peers. */
const LARGEST_INSTALL = 400_000;

/** Licences that a project under Apache-2.0 can depend on at run time. */
const LICENCES = ['Apache-2.0', 'MPL-2.0', 'MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause'];

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

/** Makes the packages. */
function pack(): void {
  rmSync(PACKAGES, { recursive: true, force: true });
  rmSync('dist', { recursive: true, force: true }); // what a renamed file has left
  compileApi();
  // Compiles every snippet of the README and the docstrings, and keeps the translations for the packages.
  run('jsii-rosetta', ['extract', '--compile', '--fail', '.']);
  const pacmak = ['--outdir', PACKAGES, '--no-npmignore'];
  run('jsii-pacmak', [...pacmak, '--targets', 'js', 'python']);
  run('jsii-pacmak', [...pacmak, '--code-only', '--targets', 'java', 'dotnet', 'go']);
}

/** The tarball has what lib/ compiles to, the API, the schemas and the texts: nothing else, and nothing large. */
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
    ...files.filter((file) => !expected.includes(file)).map((file) => `${file} does not belong there`),
  ];
  if (wrong.length > 0) {
    throw new Error(`the npm package is not what it should be:\n${wrong.join('\n')}`);
  }
  if (packed.unpackedSize > LARGEST_INSTALL) {
    throw new Error(`the npm package has ${packed.unpackedSize} bytes, more than ${LARGEST_INSTALL}`);
  }
  console.log(`npm package: ${files.length} files, ${packed.unpackedSize} bytes unpacked`);
}

/** Nothing but the peers is needed at run time, under licences that fit. */
function checkDependencies(): void {
  const { dependencies = {}, peerDependencies = {} } = manifestOf('.');
  if (Object.keys(dependencies).length > 0) {
    throw new Error(`there are runtime dependencies beyond the peers: ${Object.keys(dependencies).join(', ')}`);
  }
  for (const name of Object.keys(peerDependencies)) {
    const { license = 'none' } = manifestOf(join('node_modules', name));
    if (!LICENCES.includes(license)) {
      throw new Error(`${name} has the licence ${license}`);
    }
    console.log(`peer ${name}: ${license}`);
  }
}

/** How long an app waits for the package, its peers being loaded. */
function showLoadTime(): void {
  const script = `
    require('cdktf'); require('@cdktf/provider-cloudflare/lib/zero-trust-organization');
    const start = performance.now(); require('./dist'); console.log((performance.now() - start).toFixed(1));`;
  console.log(`load time: ${run(process.execPath, ['-e', script]).trim()} ms`);
}

/** Nothing that users rely on is gone, or means something else. */
function checkApi(): void {
  const before = join(PACKAGES, 'api-baseline');
  mkdirSync(before);
  try {
    cpSync(API_BASELINE, join(before, '.jsii'));
    cpSync('package.json', join(before, 'package.json'));
    run('jsii-diff', [before, '.', '--error-on', 'all']);
  } finally {
    rmSync(before, { recursive: true }); // jsii-docgen would take it for the package
  }
}

pack();
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
