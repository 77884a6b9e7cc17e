import { inspect } from 'node:util';
import { Construct } from 'constructs';
import { mapValues } from './structs';

/** The most characters, and the most elements of a list, that a message shows of a value. */
const MAX_CHARACTERS = 80;
const MAX_ELEMENTS = 5;

/** CDKTF's encoding of tokens in text, which means nothing to a reader. */
const TOKEN_IN_TEXT = /[$#&]\{TfToken\[[^\]]*\]\}|-\d(?:\.\d+)?e\+2(?:89|9\d)/g;
/** Number tokens, and the elements of number list tokens, are below this. */
const NUMBER_TOKENS = -1e288;

/**
 * Characters that break a line, are invisible or reorder the text around them. Joiners and variation selectors only
 * change the appearance of the character before them, if there is one.
 */
export const INVISIBLE =
  /(?!(?<=\S)(?:\u200c|\u200d|\p{Variation_Selector}))[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Lists and structs are shown on one line, cut after a few elements. */
const INSPECTION = {
  depth: 1,
  breakLength: Number.POSITIVE_INFINITY,
  compact: true,
  maxArrayLength: MAX_ELEMENTS,
  maxStringLength: MAX_CHARACTERS,
};

/** Formats a value for a message: on one line, text in single quotes, long values cut. */
export function show(value: unknown): string {
  if (typeof value !== 'string') {
    return oneLine(firstCharacters(inspect(readable(value, 2), INSPECTION)));
  }
  const escaped = JSON.stringify(firstCharacters(withoutTokens(value))).slice(1, -1);
  return `'${oneLine(escaped.replaceAll('\\"', '"'))}'`;
}

/** Escapes the line breaks and invisible characters of a text. */
export function oneLine(text: string): string {
  return text.replace(INVISIBLE, unicodeEscape);
}

/** Replaces the tokens in text with `<token>`. */
export function withoutTokens(text: string): string {
  return text.replace(TOKEN_IN_TEXT, '<token>');
}

/** Replaces tokens and constructs in a value with a readable form, down to the depth that is shown. */
function readable(value: unknown, depth: number): unknown {
  if (typeof value === 'string') {
    return withoutTokens(value);
  }
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'number' && Number.isFinite(value) && value < NUMBER_TOKENS ? shownAs('<token>') : value;
  }
  if ('resolve' in value) {
    return shownAs('<token>');
  }
  if (value instanceof Error) {
    return shownAs(String(value)); // without its stack
  }
  if (Construct.isConstruct(value)) {
    return shownAs(`construct '${value.node.path}'`);
  }
  if (Array.isArray(value)) {
    return depth === 0 ? value : value.map((element) => readable(element, depth - 1));
  }
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  return isPlain && depth > 0
    ? mapValues(value as Record<string, unknown>, (field) => readable(field, depth - 1))
    : value;
}

function shownAs(text: string): object {
  return { [inspect.custom]: () => text };
}

/** Cuts a long text, but not between the surrogates of a pair, and adds its length. */
function firstCharacters(text: string): string {
  return text.length > MAX_CHARACTERS
    ? `${text.slice(0, MAX_CHARACTERS).replace(/[\ud800-\udbff]$/, '')}… (${text.length} characters)`
    : text;
}

function unicodeEscape(character: string): string {
  const code = (character.codePointAt(0) as number).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

/**
 * Whether text shows nothing: spaces, control and format characters, code points that Unicode displays as nothing
 * (variation selectors, fillers, joiners), and the blank Braille pattern.
 */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(text);
}

/** A problem with the value of a prop. */
export interface Finding {
  /** The prop as the user wrote it, such as `mfa.sessionDuration`. */
  readonly prop: string;
  /** The received value, formatted with `show`; absent if there is none or `problem` names it. */
  readonly received?: string;
  /** Completes the sentence that begins with the prop and the received value. */
  readonly problem: string;
  /** How to solve it: a sentence without its full stop, or a question. */
  readonly fix: string;
}

/** Formats a finding as one line: prop and received value, the source of the value, the problem, the fix. */
export function formatFinding({ prop, received, problem, fix }: Finding, source?: string): string {
  const sentence = [prop, received, source, problem].filter((part) => part !== undefined).join(' ');
  return `${sentence}. ${fix}${fix.endsWith('?') ? '' : '.'}`;
}

/** The file of the first frame of a stack. */
const FIRST_FILE = /^\n +at [^\n]*\((.*?):\d+:\d+\)$/m;

/**
 * An error whose stack has only the code of the user and other packages: frames of this library and of Node.js do not
 * help to correct a prop.
 */
export function userError(message: string): Error {
  const error = new Error(message);
  const header = String(error);
  const frames = String(error.stack).slice(header.length);
  // This file, or the one that the library is bundled into.
  const library = FIRST_FILE.exec(frames)?.[1]?.replace(/values[\\/]messages\.[jt]s$/, '');
  if (library !== undefined) {
    const kept = frames.split('\n').filter((frame) => !frame.includes(library) && !/[ (]node:/.test(frame));
    // In an app that is bundled into one file, all frames are alike.
    error.stack = kept.join('') === '' ? error.stack : `${header}${kept.join('\n')}`;
  }
  return error;
}

/** Throws one error that lists all problems; does nothing if there are none. */
export function throwProblems(subject: string, problems: readonly string[]): void {
  if (problems.length > 0) {
    throw userError(`Invalid props of ${subject}:\n  ${problems.join('\n  ')}`);
  }
}

/** The problem of text that is not well-formed Unicode; undefined if it is. */
export function surrogateProblem(text: string): Pick<Finding, 'fix' | 'problem'> | undefined {
  const index = text.search(/\p{Surrogate}/u);
  return index < 0
    ? undefined
    : {
        problem: `contains an unpaired surrogate at position ${index}, which UTF-8 cannot represent`,
        fix: 'Use the complete character',
      };
}

/** Throws unless a reason is well-formed text that is not blank. */
export function checkReason(reason: string | undefined, advice: string): void {
  const received = reason === undefined ? undefined : show(reason);
  const problem =
    reason === undefined || isBlank(reason)
      ? { problem: reason === undefined ? 'is required' : 'is blank', fix: advice }
      : surrogateProblem(reason);
  if (problem) {
    throw userError(formatFinding({ prop: 'reason', received, ...problem }));
  }
}
