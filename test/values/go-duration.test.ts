/**
 * `go-durations.json` contains the results of Go 1.26's `time.ParseDuration`: each text with its nanoseconds as text,
 * or null if Go returns an error.
 */
import fc from 'fast-check';
import {
  formatGoDuration,
  type GoDuration,
  guessDuration,
  HOUR,
  MINUTE,
  nanosecondsOf,
  parseGoDuration,
} from '../../lib/values/go-duration';
import GO_DURATIONS from './go-durations.json';

const UNITS: readonly (readonly [unit: string, nanoseconds: bigint])[] = [
  ['ns', 1n],
  ['us', 1_000n],
  ['\u00b5s', 1_000n],
  ['\u03bcs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
];

function reasonOf(text: string): string | undefined {
  const duration = parseGoDuration(text);
  return 'reason' in duration ? duration.reason : undefined;
}

describe('parseGoDuration', () => {
  /** Whole numbers, each with a unit, whose sum fits an int64. */
  const parts = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 100_000n }), fc.constantFrom(...UNITS)), {
    minLength: 1,
    maxLength: 8,
  });

  test('agrees with Go on every example', () => {
    const texts = Object.keys(GO_DURATIONS);
    expect(texts.length).toBeGreaterThan(250);
    expect(Object.fromEntries(texts.map((text) => [text, nanosecondsOf(text)?.toString() ?? null]))).toEqual(
      GO_DURATIONS,
    );
  });

  test('adds whole numbers with units, and applies a sign to the sum', () => {
    fc.assert(
      fc.property(parts, (list) => {
        const text = list.map(([amount, [unit]]) => `${amount}${unit}`).join('');
        const nanoseconds = list.reduce((sum, [amount, [, size]]) => sum + amount * size, 0n);
        const units = list.map(([, [unit]]) => unit);
        expect(parseGoDuration(text)).toEqual({ nanoseconds, units, plain: true });
        expect(parseGoDuration(`+${text}`)).toEqual({ nanoseconds, units, plain: false });
        expect(parseGoDuration(`-${text}`)).toEqual({ nanoseconds: -nanoseconds, units, plain: false });
      }),
    );
  });

  test('is exact for decimal fractions in whole nanoseconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (fraction) => {
        expect(nanosecondsOf(`7.${fraction.toString().padStart(9, '0')}s`)).toBe(7_000_000_000n + BigInt(fraction));
      }),
    );
  });

  test('returns a duration or a reason in one line for any text', () => {
    const character = fc.constantFrom('0', '1', '9', '.', '+', '-', 'h', 'm', 's', 'u', 'µ', 'n', ' ', '\n', 'd');
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: character, maxLength: 12 }));
    fc.assert(
      fc.property(text, (value) => {
        expect(reasonOf(value) ?? 'valid').toMatch(/^[^\n]+$/);
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
  ])('parses %j into the units %j (plain: %s)', (text, units, plain) => {
    expect(parseGoDuration(text)).toMatchObject({ units, plain });
  });

  test.each([
    ['', 'empty'],
    ['-', 'empty'],
    ['+', 'empty'],
    ['24', 'missing unit'],
    ['1h30', 'missing unit'],
    ['1.', 'missing unit'],
    ['30d', "unknown unit 'd'"],
    ['24H', "unknown unit 'H'"],
    ['1 day', "unknown unit ' day'"],
    ['1h 2m', "unknown unit 'h '"],
    ['1h\n', "unknown unit 'h\\n'"],
    ['h', "missing number before 'h'"],
    ['.h', "missing number before '.h'"],
    ['.', "missing number before '.'"],
    ['P30D', "missing number before 'P'"],
    ['--1h', "missing number before '-'"],
    ['9223372036854775808ns', 'out of range'], // 2^63
    ['9223372036854775807ns1ns', 'out of range'],
    ['99999999999999999999h', 'out of range'],
    [`1${'d'.repeat(81)}`, `unknown unit '${'d'.repeat(80)}… (81 characters)'`],
  ])('rejects %j: %s', (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });
});

describe('nanosecondsOf', () => {
  test('returns the nanoseconds of a duration', () => {
    expect(nanosecondsOf('1h30m')).toBe(90n * MINUTE);
  });

  test.each([['30d'], [undefined], [null], [90], [['1h']]])('returns undefined for %p', (value) => {
    expect(nanosecondsOf(value)).toBeUndefined();
  });
});

describe('formatGoDuration', () => {
  test.each([
    [0n, '0m'],
    [1n, '1m'],
    [MINUTE - 1n, '1m'],
    [MINUTE, '1m'],
    [MINUTE + 1n, '2m'],
    [59n * MINUTE, '59m'],
    [59n * MINUTE + 1n, '1h'],
    [HOUR, '1h'],
    [HOUR + 1n, '1h1m'],
    [61n * MINUTE + 59_000_000_000n, '1h2m'],
    [90n * MINUTE, '1h30m'],
    [720n * HOUR, '720h'],
  ])('formats %s ns as %s', (nanoseconds, text) => {
    expect(formatGoDuration(nanoseconds)).toBe(text);
  });

  test('rounds up by less than a minute', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10_000n * HOUR }), (nanoseconds) => {
        const formatted = parseGoDuration(formatGoDuration(nanoseconds)) as GoDuration;
        const added = formatted.nanoseconds - nanoseconds;
        expect(added >= 0n && added < MINUTE).toBe(true);
      }),
    );
  });

  test('is the inverse of parsing for whole minutes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 100_000_000n }), (minutes) => {
        const nanoseconds = minutes * MINUTE;
        expect(parseGoDuration(formatGoDuration(nanoseconds))).toMatchObject({ nanoseconds, plain: true });
      }),
    );
  });
});

describe('guessDuration', () => {
  const guess = (text: string): string | undefined => {
    const nanoseconds = guessDuration(text);
    return nanoseconds === undefined ? undefined : formatGoDuration(nanoseconds);
  };

  test.each([
    ['30d', '720h'],
    ['1 day', '24h'],
    ['1w', '168h'],
    ['P30D', '720h'],
    [' p30d\n', '720h'],
    ['24', '24h'],
    ['24H', '24h'],
    ['12hours', '12h'],
    ['5 Mins', '5m'],
    ['-1h', '1h'],
    ['+1 day', '24h'],
    ['999999h', '999999h'],
    ['P999999D', '23999976h'],
  ])('reads %j as %s', (text, meant) => {
    expect(guess(text)).toBe(meant);
  });

  test.each([
    '',
    ' ',
    'soon',
    'one day',
    '0',
    '0h',
    'P0D',
    'P',
    '1h30',
    '1h 2m',
    '1d12h',
    '1.5 days',
    '1,5h',
    '24:00',
    '2026-01-01',
    '20 seconds',
    '1 fortnight',
    '1 month',
    '1y',
    'P1Y',
    'PT12H',
    'P30D12H',
    '1 dday',
    '1 days2',
    '1 minutesx',
    '--1h',
    '1000000h',
    'P1000000D',
    '٣h', // an Arabic digit
  ])('does not read %j', (text) => {
    expect(guess(text)).toBeUndefined();
  });

  test('reads a whole number with any spelling of a unit', () => {
    const spellings: readonly (readonly [minutes: number, words: readonly string[]])[] = [
      [1, ['m', 'min', 'mins', 'minute', 'minutes']],
      [60, ['', 'h', 'hr', 'hrs', 'hour', 'hours']],
      [24 * 60, ['d', 'day', 'days']],
      [7 * 24 * 60, ['w', 'week', 'weeks']],
    ];
    const unit = fc.constantFrom(
      ...spellings.flatMap(([minutes, words]) => words.map((word) => [word, minutes] as const)),
    );
    const amount = fc.integer({ min: 1, max: 999_999 });
    fc.assert(
      fc.property(
        fc.constantFrom('', '-', '+'),
        amount,
        fc.constantFrom('', ' '),
        unit,
        (sign, count, space, [word, minutes]) => {
          const expected = BigInt(count * minutes) * MINUTE;
          expect(guessDuration(`${sign}${count}${space}${word}`)).toBe(expected);
          expect(guessDuration(`${sign}${count}${space}${word.toUpperCase()}`)).toBe(expected);
        },
      ),
    );
  });

  test('returns whole minutes above zero for any text it reads', () => {
    const character = fc.constantFrom('0', '1', '9', '.', '-', 'P', 'D', 'h', 'm', 'd', 'w', 's', ' ');
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 8 }), (text) => {
        const nanoseconds = guessDuration(text) ?? MINUTE;
        expect(nanoseconds > 0n && nanoseconds % MINUTE === 0n).toBe(true);
      }),
    );
  });
});
