import { inspect } from 'node:util';
import { Construct } from 'constructs';
import { mapValues } from '../map-values';
import { type Finding, type Subject, when } from './rule';

/** The most characters, and the most elements of a list, that a message shows of a received value. */
const SHOWN = 80;
const SHOWN_ELEMENTS = 5;

/** CDKTF's own spelling of tokens in text, which says nothing to a reader. */
const TOKEN_IN_TEXT = /[$#&]\{TfToken\[[^\]]*\]\}|-\d(?:\.\d+)?e\+29\d/g;
/** Number tokens are below this. */
const NUMBER_TOKENS = -1e297;

/** Characters that would break a line or hide in it; JSON escapes the others. */
const INVISIBLE = /[\u007f-\u009f\u2028\u2029]/g;

/** How a list or a struct is shown: on one line, and no more than its beginning. */
const INSPECTION = {
  depth: 1,
  breakLength: Number.POSITIVE_INFINITY,
  compact: true,
  maxArrayLength: SHOWN_ELEMENTS,
  maxStringLength: SHOWN,
};

/** A received value as a message shows it: on one line, in single quotes when it is text, and not too long. */
export function show(value: unknown): string {
  if (typeof value === 'string') {
    const text = withoutTokens(value);
    const shown = text.length > SHOWN ? `${cut(text)}… (${text.length} characters)` : text;
    return `'${JSON.stringify(shown).slice(1, -1).replaceAll('\\"', '"').replace(INVISIBLE, unicodeEscape)}'`;
  }
  return value === undefined ? 'nothing' : show(inspect(readable(value, 2), INSPECTION)).slice(1, -1);
}

/** Text with its tokens as people think of them. */
export function withoutTokens(text: string): string {
  return text.replace(TOKEN_IN_TEXT, '<token>');
}

/** A value with its tokens, and constructs, as people think of them; deeper levels are not shown anyway. */
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
  if (Construct.isConstruct(value)) {
    return shownAs(`the construct '${value.node.path}'`);
  }
  if (Array.isArray(value)) {
    return depth === 0 ? value : value.map((element) => readable(element, depth - 1));
  }
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  return isPlain && depth > 0
    ? mapValues(value as Record<string, unknown>, (member) => readable(member, depth - 1))
    : value;
}

function shownAs(text: string): object {
  return { [inspect.custom]: () => text };
}

/** The beginning of a text, with no half of a surrogate pair at its end. */
function cut(text: string): string {
  return text.slice(0, SHOWN).replace(/[\ud800-\udbff]$/, '');
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The value, when it is text that is known now. */
export function knownText(subject: Subject, value: unknown): string | undefined {
  return typeof value === 'string' && !subject.isUnknown(value) ? value : undefined;
}

/** The elements of a list that are known now; undefined when the list itself is not given or not known. */
export function knownElements<T>(subject: Subject, list: readonly T[] | undefined): T[] | undefined {
  return list === undefined || subject.isUnknown(list)
    ? undefined
    : list.filter((element) => !subject.isUnknown(element));
}

/** The whole list, when all of it is known now. */
export function knownList<T>(subject: Subject, list: readonly T[] | undefined): T[] | undefined {
  const known = knownElements(subject, list);
  return known?.length === list?.length ? known : undefined;
}

/** Whether text shows nothing: spaces, control and format characters, and the blank letters of Braille and Hangul. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}\u2800\u115f\u1160\u3164\uffa0]*$/u.test(text);
}

/** Finds text that is missing or shows nothing. */
export function checkNotBlank(
  { isUnknown }: Subject,
  prop: string,
  text: string | undefined,
  fix: string,
): readonly Finding[] {
  const blank = text === undefined || (!isUnknown(text) && isBlank(text));
  return when(blank, prop, () => `received ${show(text)}; allowed: text that is not blank: write ${fix}`);
}
