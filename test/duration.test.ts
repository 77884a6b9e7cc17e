import { TerraformVariable } from 'cdktf';
import fc from 'fast-check';
import { Duration, ZeroTrustOrganization } from '../lib';
import { formatGoDuration, HOUR, MINUTE, parseGoDuration } from '../lib/values/go-duration';
import { attributes, errorsOf, PROPS, rendered, stackWithProvider } from './organization';

const UNITS = ['minutes', 'hours', 'days'] as const;
const NANOSECONDS = { minutes: MINUTE, hours: HOUR, days: 24n * HOUR };

/** The duration of an amount, or the error. */
function durationOf(unit: (typeof UNITS)[number], amount: unknown): string {
  try {
    return Duration[unit](amount as number);
  } catch (error) {
    return String(error);
  }
}

describe('a whole number of zero or more', () => {
  test.each([
    ['minutes', 0, '0m'],
    ['minutes', -0, '0m'],
    ['minutes', 1, '1m'],
    ['minutes', 90, '90m'],
    ['minutes', Number.MAX_SAFE_INTEGER, '9007199254740991m'],
    ['hours', 0, '0h'],
    ['hours', -0, '0h'],
    ['hours', 12, '12h'],
    ['days', 0, '0h'],
    ['days', -0, '0h'],
    ['days', 1, '24h'],
    ['days', 30, '720h'],
    ['days', 375_299_968_947_541, '9007199254740984h'], // the largest number of days whose hours are safe integers
  ] as const)('in %s: %d is %s', (unit, amount, text) => {
    expect(Duration[unit](amount)).toBe(text);
  });

  test('becomes a Go duration of the same length, in the documented notation', () => {
    fc.assert(
      fc.property(fc.constantFrom(...UNITS), fc.nat(100_000), (unit, amount) => {
        const nanoseconds = BigInt(amount) * NANOSECONDS[unit];
        expect(parseGoDuration(Duration[unit](amount))).toMatchObject({ nanoseconds, plain: true });
      }),
    );
  });

  test('in days is formatted like a suggestion', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (days) => {
        expect(Duration.days(days)).toBe(formatGoDuration(BigInt(days) * NANOSECONDS.days));
      }),
    );
  });

  test('can be the duration of a setting', () => {
    expect(rendered({ sessionDuration: Duration.days(30) })).toMatchObject({ session_duration: '720h' });
    expect(errorsOf({ mfa: { sessionDuration: Duration.minutes(0) } })).toEqual([]);
  });
});

describe('any other amount is rejected', () => {
  test.each([
    ['minutes', 0.5, 'a number such as Duration.minutes(30)'],
    ['hours', 1.5, 'Duration.minutes(90)'],
    ['hours', 0.1, 'Duration.minutes(6)'],
    ['hours', 1.001, 'a number such as Duration.hours(30)'],
    ['days', 1.5, 'Duration.hours(36)'],
    ['days', 0.1, 'Duration.minutes(144)'],
    ['days', 1 / 1440, 'Duration.minutes(1)'],
    ['days', 0.001, 'a number such as Duration.days(30)'],
  ] as const)('in %s: the fraction %d, with the suggestion %s', (unit, amount, suggested) => {
    expect(durationOf(unit, amount)).toBe(
      `Error: Duration.${unit}(${amount}) is not a whole number of zero or more. Use ${suggested}.`,
    );
  });

  describe.each(UNITS)('in %s', (unit) => {
    test.each([
      ['-1', -1],
      ['-1.5', -1.5],
      ['NaN', Number.NaN],
      ['Infinity', Number.POSITIVE_INFINITY],
      ['-Infinity', Number.NEGATIVE_INFINITY],
      ["'3'", '3'],
      ["''", ''],
      ["'12h'", '12h'],
      ["'${var.days}'", '${var.days}'],
      ['null', null],
      ['undefined', undefined],
      ['true', true],
      ['1n', 1n],
      ['Symbol(a)', Symbol('a')],
      ['[ 1 ]', [1]],
      ['{ valueOf: 1 }', { valueOf: 1 }],
      ['[Object: null prototype] {}', Object.create(null)],
    ])('%s', (shown, amount) => {
      expect(durationOf(unit, amount)).toBe(
        `Error: Duration.${unit}(${shown}) is not a whole number of zero or more. Use a number such as Duration.${unit}(30).`,
      );
    });

    test('with a message of one line', () => {
      const value = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withMap: true });
      fc.assert(
        fc.property(
          value.filter((amount) => typeof amount !== 'number'),
          (amount) => {
            expect(durationOf(unit, amount)).toMatch(
              new RegExp(`^Error: Duration\\.${unit}\\(.+\\) is not a whole number of zero or more\\. Use .+\\.$`),
            );
          },
        ),
      );
    });
  });

  test.each([
    ['minutes', 2 ** 53],
    ['hours', 1e300],
    ['days', 375_299_968_947_542], // its hours are not a safe integer
  ] as const)('in %s: %d, which is too large', (unit, amount) => {
    expect(durationOf(unit, amount)).toBe(
      `Error: Duration.${unit}(${amount}) is too large. Use a number such as Duration.${unit}(30).`,
    );
  });
});

describe('a number variable', () => {
  test.each([
    ['minutes', '${var.amount}m'],
    ['hours', '${var.amount}h'],
  ] as const)('in %s is rendered as %s', (unit, text) => {
    const stack = stackWithProvider();
    const { numberValue } = new TerraformVariable(stack, 'amount', { type: 'number' });
    const sessionDuration = Duration[unit](numberValue);
    const construct = new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, sessionDuration });
    expect(attributes(construct)).toMatchObject({ session_duration: text });
  });

  test('in days is rejected, because it cannot be multiplied at synthesis', () => {
    const { numberValue } = new TerraformVariable(stackWithProvider(), 'amount', { type: 'number' });
    expect(durationOf('days', numberValue)).toBe(
      'Error: Duration.days(<token>) is unresolved until apply and cannot be converted to hours. Use hours, for example Duration.hours(variable.numberValue).',
    );
  });
});
