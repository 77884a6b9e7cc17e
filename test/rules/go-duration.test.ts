/**
 * `go-durations.json` was made by Go's own `time.ParseDuration` (Go 1.26): the inputs are chosen by hand, each with
 * the nanoseconds of the result as text, or null where Go returns an error.
 */
import fc from 'fast-check';
import { formatGoDuration, type GoDuration, guessDuration, parseGoDuration } from '../../lib/rules/go-duration';
import GO_DURATIONS from './go-durations.json';

const MINUTE = 60_000_000_000n;

const UNITS: readonly (readonly [unit: string, nanoseconds: bigint])[] = [
  ['ns', 1n],
  ['us', 1_000n],
  ['\u00b5s', 1_000n],
  ['\u03bcs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', MINUTE],
  ['h', 60n * MINUTE],
];

function nanosecondsOf(text: string): string | null {
  const duration = parseGoDuration(text);
  return 'reason' in duration ? null : duration.nanoseconds.toString();
}

function reasonOf(text: string): string | undefined {
  const duration = parseGoDuration(text);
  return 'reason' in duration ? duration.reason : undefined;
}

/** Whole numbers, each with a unit, short enough for an int64. */
const parts = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 100_000n }), fc.constantFrom(...UNITS)), {
  minLength: 1,
  maxLength: 8,
});

type Parts = readonly (readonly [bigint, readonly [string, bigint]])[];

const textOf = (list: Parts): string => list.map(([amount, [unit]]) => `${amount}${unit}`).join('');
const sumOf = (list: Parts): bigint => list.reduce((sum, [amount, [, size]]) => sum + amount * size, 0n);

describe('a duration is read as Go reads it', () => {
  test('every vector has the result that Go has', () => {
    const texts = Object.keys(GO_DURATIONS);
    expect(texts.length).toBeGreaterThan(250);
    expect(Object.fromEntries(texts.map((text) => [text, nanosecondsOf(text)]))).toEqual(GO_DURATIONS);
  });

  test('the sequences of whole numbers and units are the sums of their parts', () => {
    fc.assert(
      fc.property(parts, (list) => {
        expect(parseGoDuration(textOf(list))).toEqual<GoDuration>({
          nanoseconds: sumOf(list),
          units: list.map(([, [unit]]) => unit),
          plain: true,
        });
      }),
    );
  });

  test('a sign belongs to the whole sequence, and is not plain', () => {
    fc.assert(
      fc.property(parts, (list) => {
        const units = list.map(([, [unit]]) => unit);
        expect(parseGoDuration(`-${textOf(list)}`)).toEqual({ nanoseconds: -sumOf(list), units, plain: false });
        expect(parseGoDuration(`+${textOf(list)}`)).toEqual({ nanoseconds: sumOf(list), units, plain: false });
      }),
    );
  });

  test('a decimal fraction that nanoseconds can hold is exact', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (fraction) => {
        expect(nanosecondsOf(`7.${fraction.toString().padStart(9, '0')}s`)).toBe(String(7_000_000_000 + fraction));
      }),
    );
  });

  test('no text makes it crash, and every refusal has a one-line reason', () => {
    const character = fc.constantFrom('0', '1', '9', '.', '+', '-', 'h', 'm', 's', 'u', 'µ', 'n', ' ', '\n', 'd');
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: character, maxLength: 12 }));
    fc.assert(
      fc.property(text, (value) => {
        expect(reasonOf(value) ?? 'it is fine').toMatch(/^[^\n]+$/);
      }),
    );
  });

  test.each([
    ['1h', ['h'], true],
    ['1h30m', ['h', 'm'], true],
    ['1m1m', ['m', 'm'], true],
    ['0', [], false],
    ['-0', [], false],
    ['+0', [], false],
    ['1.5h', ['h'], false],
    ['1.h', ['h'], false],
    ['.5h', ['h'], false],
    ['1h0.5m', ['h', 'm'], false],
    ['1.5h30m', ['h', 'm'], false],
    ['+1h', ['h'], false],
    ['-1h', ['h'], false],
  ])('the units of %j are %j, and plain is %s', (text, units, plain) => {
    expect(parseGoDuration(text)).toMatchObject({ units, plain });
  });

  test.each([
    ['', 'it is empty'],
    ['-', 'it is empty'],
    ['+', 'it is empty'],
    ['24', 'a unit is missing'],
    ['1h30', 'a unit is missing'],
    ['1.', 'a unit is missing'],
    ['30d', "'d' is no unit"],
    ['24H', "'H' is no unit"],
    ['1 day', "' day' is no unit"],
    ['1h 2m', "'h ' is no unit"],
    ['1h\n', "'h\\n' is no unit"],
    ['h', "a number is missing before 'h'"],
    ['.h', "a number is missing before '.h'"],
    ['.', "a number is missing before '.'"],
    ['P30D', "a number is missing before 'P'"],
    ['--1h', "a number is missing before '-'"],
    ['9223372036854775808ns', 'it is too long'],
    ['9223372036854775807ns1ns', 'it is too long'],
    ['99999999999999999999h', 'it is too long'],
    [`1${'d'.repeat(80)}`, `'${'d'.repeat(80)}' is no unit`],
    [`1${'d'.repeat(81)}`, `'${'d'.repeat(80)}… (81 characters)' is no unit`],
  ])('%j is refused because %s', (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });
});

describe('a duration is written in hours and minutes', () => {
  test.each([
    [0n, '0m'],
    [1n, '1m'],
    [MINUTE - 1n, '1m'],
    [MINUTE, '1m'],
    [MINUTE + 1n, '2m'],
    [59n * MINUTE, '59m'],
    [60n * MINUTE, '1h'],
    [61n * MINUTE, '1h1m'],
    [59n * MINUTE + 1n, '1h'],
    [60n * MINUTE + 1n, '1h1m'],
    [61n * MINUTE + 59_000_000_000n, '1h2m'],
    [90n * MINUTE, '1h30m'],
    [720n * 60n * MINUTE, '720h'],
  ])('%s ns as %s', (nanoseconds, text) => {
    expect(formatGoDuration(nanoseconds)).toBe(text);
  });

  test('what it writes is less than a minute longer, and never shorter', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10_000n * 60n * MINUTE }), (nanoseconds) => {
        const written = parseGoDuration(formatGoDuration(nanoseconds)) as GoDuration;
        const more = written.nanoseconds - nanoseconds;
        expect(more >= 0n && more < MINUTE).toBe(true);
      }),
    );
  });

  test('what it writes is read back as the same whole minutes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 100_000_000n }), (minutes) => {
        expect(parseGoDuration(formatGoDuration(minutes * MINUTE))).toMatchObject({
          nanoseconds: minutes * MINUTE,
          plain: true,
        });
      }),
    );
  });
});

describe('what a person most likely meant', () => {
  const guessed = (text: string): string | undefined => {
    const nanoseconds = guessDuration(text);
    return nanoseconds === undefined ? undefined : formatGoDuration(nanoseconds);
  };

  test.each([
    ['30d', '720h'],
    ['1 day', '24h'],
    ['1day', '24h'],
    ['2 Days', '48h'],
    ['1d12h', '36h'],
    ['1d 12h', '36h'],
    ['1 day, 12 hours', '36h'],
    ['1.5 days', '36h'],
    ['0.5d', '12h'],
    ['24', '24h'],
    [' 24 ', '24h'],
    ['24H', '24h'],
    ['1 hr', '1h'],
    ['2 hrs', '2h'],
    ['1 hour', '1h'],
    ['12hours', '12h'],
    ['2-days', '48h'],
    ['2_days', '48h'],
    ['2, days', '48h'],
    ['5M', '5m'],
    ['1 min', '1m'],
    ['90 mins', '1h30m'],
    ['1 minute', '1m'],
    ['45 minutes', '45m'],
    ['1w', '168h'],
    ['1 wk', '168h'],
    ['2 wks', '336h'],
    ['1 week', '168h'],
    ['2 weeks', '336h'],
    ['1mo', '730h'],
    ['1 mon', '730h'],
    ['1 month', '730h'],
    ['3 months', '2190h'],
    ['1y', '8760h'],
    ['1 yr', '8760h'],
    ['2 yrs', '17520h'],
    ['1 year', '8760h'],
    ['2 years', '17520h'],
    ['120s', '2m'],
    ['60 sec', '1m'],
    ['90 secs', '2m'],
    ['61s', '2m'],
    ['59s', '1m'],
    ['20 seconds', '1m'],
    ['1s', '1m'],
    ['0.5m', '1m'],
    ['0.5 min', '1m'],
    ['1h 1s', '1h1m'],
    ['60 second', '1m'],
    ['180 seconds', '3m'],
    ['-1h', '1h'],
    ['1h 2m', '1h2m'],
    ["'24h'", '24h'],
    ['999999999h', '999999999h'],
    ['P30D', '720h'],
    ['p30d', '720h'],
    [' P30D\n', '720h'],
    ['P1W', '168h'],
    ['P1M', '730h'],
    ['P1Y', '8760h'],
    ['PT12H', '12h'],
    ['PT30M', '30m'],
    ['P1Y2M3W4DT5H6M', '10825h6m'],
  ])('%j is %s', (text, meant) => {
    expect(guessed(text)).toBe(meant);
  });

  test.each([
    '',
    ' ',
    'abc',
    'one day',
    '1 fortnight',
    '1h30',
    '1,5h',
    '24:00',
    '2026-01-01',
    '0',
    '0h',
    'P',
    'PT',
    'P0D',
    '1000000000h',
    '1 dday',
    '1 days2',
    '1 minutesx',
    '٣h',
  ])('%j is no guess', (text) => {
    expect(guessed(text)).toBeUndefined();
  });

  test('a guess is a whole number of minutes', () => {
    const words = fc.constantFrom('', 's', 'm', 'h', 'd', 'w', 'mo', 'y', 'days', ' hours', 'x');
    const text = fc.array(fc.tuple(fc.float({ min: 0, max: 1000, noNaN: true }), words), { maxLength: 4 });
    fc.assert(
      fc.property(text, (list) => {
        const guess = guessDuration(list.flat().join('')) ?? MINUTE;
        expect(guess >= 0n && guess % MINUTE === 0n).toBe(true);
      }),
    );
  });
});
