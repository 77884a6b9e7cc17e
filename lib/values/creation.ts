import { fileURLToPath } from 'node:url';
import type { IConstruct } from 'constructs';
import { stateOf } from './state';

const CREATION = Symbol.for('cloudflare-zero-trust/creation');

/** Records where a construct is created. V8 formats the stack when it is read, so that recording takes microseconds. */
export function recordCreation(construct: IConstruct): void {
  stateOf(construct, CREATION, () => new Error('created here'));
}

/** A position in a source file. */
export interface Position {
  /** An absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A frame with a position in a file: `at new Widget (/app/main.ts:3:5)`, or a URL in an ES module. */
const FRAME = /^\s+at (?:.*? \()?((?:file:\/\/|[A-Za-z]:)?[\\/][^<>]*?):(\d+):(\d+)\)?$/;
/** Packages of npm, and the runtime in which other languages run this library. */
const PACKAGES = /[\\/](?:node_modules|site-packages)[\\/]/;

/**
 * The position in the code of the user where a construct was created: that of the first frame outside of this library
 * and other packages. Undefined if it is not known, such as for other languages.
 */
export function creationOf(construct: IConstruct): Position | undefined {
  const { stack = '' } = (construct as unknown as Record<symbol, Error | undefined>)[CREATION] ?? {};
  const [own, ...others] = stack.split('\n').flatMap(positionOf);
  // This file, or the one that the library is bundled into.
  const library = own?.file.replace(/values[\\/]creation\.[jt]s$/, '') ?? '';
  return others.find(({ file }) => !file.startsWith(library) && !PACKAGES.test(file));
}

function positionOf(frame: string): Position[] {
  const [, file = '', line, column] = FRAME.exec(frame) ?? [];
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  return file === '' ? [] : [{ file: path, line: Number(line), column: Number(column) }];
}
