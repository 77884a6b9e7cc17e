import { show } from './text';

/**
 * Reads durations exactly as Go's `time.ParseDuration` does: that is what Cloudflare's API uses.
 */

/** Nanoseconds of one unit, by Go's names for it. */
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
/** 2^63: one more than the largest int64, the most that Go accumulates before it calls it an overflow. */
const LIMIT = 1n << 63n;

/** What a duration string comes to. */
export interface GoDuration {
  /** Its length. */
  readonly nanoseconds: bigint;
  /** The units it is written in. */
  readonly units: readonly string[];
  /** Whether it is a plain sequence of whole numbers and units, without sign or fraction. */
  readonly plain: boolean;
}

/** Why a string is no duration. */
export interface NotADuration {
  /** In words that fit into "is no Go duration (…)". */
  readonly reason: string;
}

/** One number and its unit; sticky, so that the parts must follow each other. */
const PART = /(\d*)(\.(\d*))?([^\d.]*)/y;

/** Reads `text`, or says why Go would not. */
export function parseGoDuration(text: string): GoDuration | NotADuration {
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  const body = text.slice(sign.length);
  if (body === '0') {
    return { nanoseconds: 0n, units: [], plain: false };
  }
  if (body === '') {
    return { reason: 'it is empty' };
  }
  let total = 0n;
  let plain = sign === '';
  const units: string[] = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < body.length) {
    const [, whole = '', point, fraction = '', unit = ''] = PART.exec(body) as RegExpExecArray;
    if (whole === '' && fraction === '') {
      return { reason: `a number is missing before ${show(`${point ?? ''}${unit}`)}` };
    }
    if (unit === '') {
      return { reason: 'a unit is missing' };
    }
    const size = NANOSECONDS.get(unit);
    if (size === undefined) {
      return { reason: `${show(unit)} is no unit` };
    }
    total += toNanoseconds(whole, fraction, size);
    if (total > LIMIT) {
      return { reason: 'it is too long' };
    }
    plain = plain && point === undefined;
    units.push(unit);
  }
  if (sign === '-') {
    return { nanoseconds: -total, units, plain };
  }
  return total === LIMIT ? { reason: 'it is too long' } : { nanoseconds: total, units, plain };
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

/** Writes a number of nanoseconds in hours and minutes, rounded up to a minute: `1h30m`, `12h`, `0m`. */
export function formatGoDuration(nanoseconds: bigint): string {
  const minutes = (nanoseconds + MINUTE - 1n) / MINUTE;
  const hours = minutes / 60n;
  const rest = minutes % 60n;
  return `${hours > 0n ? `${hours}h` : ''}${rest > 0n || hours === 0n ? `${rest}m` : ''}`;
}

/** Minutes of the units people write; a month is Cloudflare's month of 730 hours. */
const PEOPLE_UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(m|min|mins|minute|minutes)$/i, 1],
  [/^(|h|hr|hrs|hour|hours)$/i, 60],
  [/^(d|day|days)$/i, 24 * 60],
  [/^(w|wk|wks|week|weeks)$/i, 7 * 24 * 60],
  [/^(mo|mon|month|months)$/i, 730 * 60],
  [/^(y|yr|yrs|year|years)$/i, 365 * 24 * 60],
  [/^(s|sec|secs|second|seconds)$/i, 1 / 60],
];

/** `P1DT12H`: the letters of ISO 8601, which says minutes and months with the same one. */
const ISO_8601 = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/i;
const ISO_UNITS = ['years', 'months', 'weeks', 'days', 'hours', 'minutes'];

/**
 * What a person most likely meant by `text` (`30d`, `1 day`, `P30D`, `24`, `24H`, `12hours`, `-1h`), in
 * nanoseconds; undefined when nothing can be guessed.
 */
export function guessDuration(text: string): bigint | undefined {
  const iso = ISO_8601.exec(text.trim());
  const parts: [number, string][] = iso
    ? ISO_UNITS.map((unit, index) => [Number(iso[index + 1] ?? 0), unit])
    : [...text.matchAll(/(\d{1,9}(?:\.\d{1,9})?)[\s,_-]*(\p{L}{0,9})/gu)].map((match) => [
        Number(match[1]),
        match[2] as string,
      ]);
  let minutes = 0;
  for (const [amount, unit] of parts) {
    const factor = PEOPLE_UNITS.find(([name]) => name.test(unit))?.[1];
    if (factor === undefined || (unit === '' && parts.length > 1)) {
      return undefined;
    }
    minutes += amount * factor;
  }
  return minutes > 0 ? BigInt(Math.ceil(minutes)) * MINUTE : undefined;
}
