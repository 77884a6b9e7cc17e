import { inspect } from 'node:util';
import { type Finding, type Subject, when } from './rule';

/** The most characters of a received value that a message shows. */
const SHOWN = 80;

/** A received value as a message shows it: on one line, in single quotes when it is text, and not too long. */
export function show(value: unknown): string {
  if (typeof value === 'string') {
    const text = value.length > SHOWN ? `${value.slice(0, SHOWN)}… (${value.length} characters)` : value;
    return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')}'`;
  }
  const text = inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY, maxStringLength: SHOWN });
  return value === undefined ? 'nothing' : show(text).slice(1, -1);
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

export function isBlank(text: string): boolean {
  // Unicode's format characters (zero-width space and the like) show nothing either.
  return /^[\s\p{Cf}]*$/u.test(text);
}

/** Finds text that is missing or shows nothing. */
export function checkNotBlank({ isUnknown }: Subject, prop: string, text: string | undefined, fix: string): Finding[] {
  const blank = text === undefined || (!isUnknown(text) && isBlank(text));
  return when(blank, prop, () => `received ${show(text)}; allowed: text that is not blank: write ${fix}`);
}
