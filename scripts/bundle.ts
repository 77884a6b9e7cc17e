/**
 * Bundles the compiled library into one file, which loads in two thirds of the time of its modules, with a source map
 * that contains the TypeScript sources. Removes what the bundle replaces, and declarations that no public one imports.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { buildSync } from 'esbuild';
import ts from 'typescript';

const COMPILED = 'dist';
const MAIN = join(COMPILED, 'index.js');
const MAP = `${MAIN}.map`;
/** The type of the report's JSON, to which schemas/organization-report.d.ts refers. */
const DOCUMENT = join(COMPILED, 'report', 'report-document.d.ts');

/**
 * Structs and enums, and the formats of the report, where no call stack of a user leads. They are as readable in
 * the declarations and in the bundle.
 */
const WITHOUT_CODE = /(props\.ts|report\/(page\/.*|(markdown|sarif)[a-z-]*\.ts))$/;

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly (string | null)[];
  readonly mappings: string;
}

function bundle(): void {
  const names = Object.keys(createRequire(__filename)(resolve(MAIN)) as object);
  buildSync({
    entryPoints: [MAIN],
    outfile: MAIN,
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external', // the peers
    // Names remain, so that call stacks are readable without the source map.
    minifyWhitespace: true,
    sourcemap: 'linked',
    // Never runs: Node.js finds the names in it that ES modules can import.
    footer: { js: `0 && (module.exports = { ${names.join(', ')} });` },
    logLevel: 'warning',
  });
  writeFileSync(MAP, JSON.stringify(reduced(JSON.parse(readFileSync(MAP, 'utf8')) as SourceMap)));
}

/** Removes all compiled files except the bundle and the declarations of the public API. */
function removeModules(): void {
  const kept = new Set([MAIN, MAP, ...declarationsFrom(join(COMPILED, 'index.d.ts')), ...declarationsFrom(DOCUMENT)]);
  for (const file of readdirSync(COMPILED, { recursive: true, encoding: 'utf8' }).map((path) => join(COMPILED, path))) {
    if (/\.(js|map|d\.ts)$/.test(file) && !kept.has(file)) {
      rmSync(file);
    }
  }
}

/**
 * A smaller map with which call stacks lead to the same lines: without columns and doc comments, and without the content
 * of sources that have no code.
 */
function reduced(map: SourceMap): object {
  const mappings = decode(map.mappings).map((segments) =>
    segments.flatMap((segment, index) => {
      const [column, source, line] = segment;
      const [, lastSource, lastLine] = segments[index - 1] ?? [];
      const isSame = source === lastSource && line === lastLine;
      return source === undefined || line === undefined || isSame ? [] : [[column, source, line, 0] satisfies Segment];
    }),
  );
  const sourcesContent = map.sourcesContent.map((text, index) =>
    WITHOUT_CODE.test(map.sources[index] ?? '') ? null : text && withoutDocComments(text),
  );
  return { ...map, sourcesContent, mappings: encode(mappings), names: [] };
}

/** A source with empty lines in place of its doc comments; the declarations contain those of the public API. */
function withoutDocComments(source: string): string {
  return source.replace(/^[ \t]*\/\*\*.*?\*\/$/gms, (comment) => comment.replace(/[^\n]/g, ''));
}

type Segment = [number, number, number, number];

/** A declaration file and those that it imports, directly or not. */
function declarationsFrom(file: string, found = new Set<string>()): Set<string> {
  if (!found.has(file)) {
    found.add(file);
    for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
      if (fileName.startsWith('.')) {
        declarationsFrom(join(dirname(file), `${fileName}.d.ts`), found);
      }
    }
  }
  return found;
}

bundle();
removeModules();
