/** The project as the sources of one framework: the project itself, or a copy with the names of the framework. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROJECT, projectFiles } from './copy-project';
import { frameworkCli, frameworkPackages } from './framework-packages';
import { CDKTF, type Framework } from './frameworks';

/** Files about several frameworks, and those that belong to the repository. */
const NOT_COPIED =
  /^(\.ci|\.github|docs\/move-to-|package-lock\.json|scripts\/(framework|on-|package|screenshots|terminal-|test-getting)|test\/(consumers\/(install|run|source-map)|engine\/framework-|scripts))/;

/** The cache is that of the machine, and images are no text. */
const NOT_RENAMED = /^(scripts\/cache\.ts|docs\/images\/.*)$/;

/** Packages that the copy must not find: those of CDKTF, and those that the framework has another version of. */
const CDKTF_PACKAGES: readonly string[] = [CDKTF.name, CDKTF.bindings, 'cdktf-cli'];

/** Calls a function with the folder of a framework's project, and removes the folder afterwards if it is a copy. */
export function withFrameworkProject<T>(framework: Framework, work: (project: string) => T): T {
  if (framework === CDKTF) {
    return work(PROJECT);
  }
  const copy = mkdtempSync(join(tmpdir(), `${framework.name}-`));
  try {
    writeProject(copy, framework);
    linkPackages(join(copy, 'node_modules'), framework);
    return work(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function writeProject(copy: string, framework: Framework): void {
  for (const file of projectFiles().filter((path) => !NOT_COPIED.test(path))) {
    const target = join(copy, file);
    mkdirSync(dirname(target), { recursive: true });
    if (NOT_RENAMED.test(file)) {
      cpSync(join(PROJECT, file), target);
    } else {
      writeFileSync(target, converted(file, framework));
    }
  }
}

function converted(file: string, framework: Framework): string {
  const text = readFileSync(join(PROJECT, file), 'utf8');
  if (file === 'package.json') {
    return withVersions(renamed(text, framework), framework);
  }
  return renamed(file.endsWith('.md') ? onlyFor(text, framework) : text, framework);
}

/** Replaces the names of CDKTF. */
export function renamed(text: string, { names }: Framework): string {
  if (Object.keys(names).length === 0) {
    return text;
  }
  const longestFirst = Object.keys(names).sort((a, b) => b.length - a.length);
  const pattern = longestFirst.map((name) => name.replace(/[.^*+?$(){}[\]|\\]/g, '\\$&')).join('|');
  return text.replace(new RegExp(`(?<!\\w)(?:${pattern})(?!\\w)`, 'g'), (name) => names[name] as string);
}

/** Removes the passages that are for another framework: those between `<!-- only cdktf -->` and `<!-- end -->`. */
export function onlyFor(page: string, { name }: Framework): string {
  return page.replace(/<!-- only (\w+) -->\n(.*?)<!-- end -->\n/gs, (_, other: string, passage: string) =>
    other === name ? passage : '',
  );
}

function withVersions(manifest: string, { versions }: Framework): string {
  const { devDependencies, ...others } = JSON.parse(manifest) as { readonly devDependencies: object };
  return `${JSON.stringify({ ...others, devDependencies: { ...devDependencies, ...versions } }, undefined, 2)}\n`;
}

/** Links the packages and the command-line interface of the framework, and the other packages of the project. */
function linkPackages(target: string, framework: Framework): void {
  const own = join(PROJECT, 'node_modules');
  const sources = new Map<string, string>();
  for (const folder of [own, frameworkPackages(framework)]) {
    for (const name of packagesIn(folder).filter((each) => !CDKTF_PACKAGES.includes(each))) {
      sources.set(name, join(folder, name));
    }
  }
  for (const name of Object.keys(framework.cli)) {
    sources.set(name, join(frameworkCli(framework), name));
  }
  sources.set('.bin', join(own, '.bin'));
  for (const [name, source] of sources) {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    symlinkSync(source, join(target, name));
  }
}

function packagesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : name,
    );
}
