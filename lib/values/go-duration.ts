/** Durations as Go's `time.ParseDuration` reads them, which is what Cloudflare's API uses. */
import { show } from './messages';

/** Nanoseconds per unit, by Go's unit names. */
const NANOSECONDS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['\u00b5s', 1_000n], // micro sign
  ['\u03bcs', 1_000n], // Greek letter mu
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

/** In nanoseconds. */
export const MINUTE = 60_000_000_000n;
/** In nanoseconds. */
export const HOUR = 60n * MINUTE;
/** 2^63, one more than the largest int64: Go reports larger intermediate results as overflow. */
const LIMIT = 1n << 63n;

/** A parsed duration. */
export interface GoDuration {
  readonly nanoseconds: bigint;
  /** The units it is written in. */
  readonly units: readonly string[];
  /** Whether it is a sequence of whole numbers and units, without sign or fraction. */
  readonly plain: boolean;
}

/** Why text is not a duration. */
export interface DurationError {
  readonly reason: string;
}

/** Parses text as Go does, or returns the reason why Go would reject it. */
export function parseGoDuration(text: string): GoDuration | DurationError {
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  const body = text.slice(sign.length);
  if (body === '0') {
    return { nanoseconds: 0n, units: [], plain: false };
  }
  if (body === '') {
    return { reason: 'empty' };
  }
  let total = 0n;
  let plain = sign === '';
  const units: string[] = [];
  for (const part of body.split(/(?<=[^\d.])(?=[\d.])/)) {
    const match = /^(\d*)(\.(\d*))?([^\d.]*)$/.exec(part);
    if (match === null) {
      return { reason: 'missing unit' }; // as in `1.2.3h`
    }
    const [, whole = '', point, fraction = '', unit = ''] = match;
    if (whole === '' && fraction === '') {
      return { reason: `missing number before ${show(`${point ?? ''}${unit}`)}` };
    }
    if (unit === '') {
      return { reason: 'missing unit' };
    }
    const size = NANOSECONDS.get(unit);
    if (size === undefined) {
      return { reason: `unknown unit ${show(unit)}` };
    }
    total += toNanoseconds(whole, fraction, size);
    if (total > LIMIT) {
      return { reason: 'out of range' };
    }
    plain = plain && point === undefined;
    units.push(unit);
  }
  if (sign === '-') {
    return { nanoseconds: -total, units, plain };
  }
  return total === LIMIT ? { reason: 'out of range' } : { nanoseconds: total, units, plain };
}

/** Go adds the fraction as a float64 of its first digits, up to what fits an int64. */
function toNanoseconds(whole: string, fraction: string, size: bigint): bigint {
  const nanoseconds = BigInt(whole) * size;
  let digits = 0n;
  let scale = 1;
  for (const digit of fraction) {
    const next = digits * 10n + BigInt(digit);
    if (next > LIMIT) {
      break;
    }
    digits = next;
    scale *= 10;
  }
  return nanoseconds + BigInt(Math.trunc(Number(digits) * (Number(size) / scale)));
}

/** The nanoseconds of a valid duration; undefined for anything else. */
export function nanosecondsOf(value: unknown): bigint | undefined {
  const duration = typeof value === 'string' ? parseGoDuration(value) : undefined;
  return duration && 'nanoseconds' in duration ? duration.nanoseconds : undefined;
}

/** Formats nanoseconds in hours and minutes, rounded up to a minute: `1h30m`, `12h`, `0m`. */
export function formatGoDuration(nanoseconds: bigint): string {
  const minutes = (nanoseconds + MINUTE - 1n) / MINUTE;
  const hours = minutes / 60n;
  const rest = minutes % 60n;
  return `${hours > 0n ? `${hours}h` : ''}${rest > 0n || hours === 0n ? `${rest}m` : ''}`;
}

/** Minutes per unit that people write in place of Go's; a number alone means hours. */
const COLLOQUIAL_UNITS: readonly (readonly [RegExp, number])[] = [
  [/^m(in(ute)?s?)?$/i, 1],
  [/^(h(ou)?(rs?)?)?$/i, 60],
  [/^d(ays?)?$/i, 24 * 60],
  [/^w(eeks?)?$/i, 7 * 24 * 60],
];

/** The duration meant by a typical mistake such as `30d`, `1 day`, `P30D`, `24` or `-1h`, in nanoseconds. */
export function guessDuration(text: string): bigint | undefined {
  const [, days, amount, unit = 'd'] = /^(?:P(\d{1,6})D|[-+]?(\d{1,6})\s*(\p{L}{0,7}))$/iu.exec(text.trim()) ?? [];
  const minutes = COLLOQUIAL_UNITS.find(([name]) => name.test(unit))?.[1];
  const guess = Number(days ?? amount) * (minutes ?? 0);
  return guess > 0 ? BigInt(guess) * MINUTE : undefined;
}
