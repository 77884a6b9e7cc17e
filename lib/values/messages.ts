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

/** Characters that break a line, are invisible or reorder the text around them; joiners only join letters. */
export const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

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
    return onOneLine(firstCharacters(inspect(readable(value, 2), INSPECTION)));
  }
  const escaped = JSON.stringify(firstCharacters(withoutTokens(value))).slice(1, -1);
  return `'${onOneLine(escaped.replaceAll('\\"', '"'))}'`;
}

function onOneLine(text: string): string {
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

/** Whether text shows nothing: spaces, control and format characters, and the blank letters of Braille and Hangul. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}\u2800\u115f\u1160\u3164\uffa0]*$/u.test(text);
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

/** Throws one error that lists all problems; does nothing if there are none. */
export function throwProblems(subject: string, problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(`Invalid props of ${subject}:\n  ${problems.join('\n  ')}`);
  }
}

/** Throws unless a reason is text that is not blank. */
export function checkReason(reason: unknown, advice: string): void {
  if (typeof reason !== 'string' || isBlank(reason)) {
    const problem = typeof reason === 'string' ? 'is blank' : 'is not a string';
    throw new Error(`${reason === undefined ? 'reason is required' : `reason ${show(reason)} ${problem}`}. ${advice}.`);
  }
}
