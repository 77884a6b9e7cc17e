import { TerraformVariable } from 'cdktf';
import fc from 'fast-check';
import { Duration, ZeroTrustOrganization } from '../lib';
import { formatGoDuration, parseGoDuration } from '../lib/rules/go-duration';
import { attributes, errorsOf, PROPS, rendered, stackWithProvider } from './organization';

const UNITS = ['minutes', 'hours', 'days'] as const;
const MINUTES = { minutes: 1, hours: 60, days: 24 * 60 };

describe('a whole number', () => {
  test.each([
    ['minutes', 0, '0m'],
    ['minutes', 1, '1m'],
    ['minutes', 30, '30m'],
    ['minutes', 90, '90m'],
    ['minutes', Number.MAX_SAFE_INTEGER, '9007199254740991m'],
    ['hours', 0, '0h'],
    ['hours', 12, '12h'],
    ['hours', 730, '730h'],
    ['days', 0, '0h'],
    ['days', 1, '24h'],
    ['days', 30, '720h'],
    ['days', 365, '8760h'],
    ['days', 375_299_968_947_541, '9007199254740984h'],
  ] as const)('of %s: %d is %s', (unit, amount, text) => {
    expect(Duration[unit](amount)).toBe(text);
  });

  test('minus zero is zero', () => {
    expect(UNITS.map((unit) => Duration[unit](-0))).toEqual(['0m', '0h', '0h']);
  });

  test('is a plain Go duration of that length', () => {
    fc.assert(
      fc.property(fc.constantFrom(...UNITS), fc.nat(100_000), (unit, amount) => {
        expect(parseGoDuration(Duration[unit](amount))).toMatchObject({
          nanoseconds: BigInt(amount * MINUTES[unit]) * 60_000_000_000n,
          plain: true,
        });
      }),
    );
  });

  test('of days is written as the library writes a length itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (days) => {
        expect(Duration.days(days)).toBe(formatGoDuration(BigInt(days) * 86_400_000_000_000n));
      }),
    );
  });

  test('is taken by a setting', () => {
    expect(rendered({ sessionDuration: Duration.days(30) })).toMatchObject({ session_duration: '720h' });
    expect(errorsOf({ mfa: { sessionDuration: Duration.minutes(0) } })).toEqual([]);
  });
});

describe('what is no whole number', () => {
  const messageOf = (unit: (typeof UNITS)[number], amount: unknown): string => {
    try {
      return Duration[unit](amount as number);
    } catch (error) {
      return String(error);
    }
  };

  test.each([
    ['hours', 1.5, '1.5', 'write Duration.minutes(90)'],
    ['hours', 0.5, '0.5', 'write Duration.minutes(30)'],
    ['hours', 0.1, '0.1', 'write Duration.minutes(6)'],
    ['days', 1.5, '1.5', 'write Duration.hours(36)'],
    ['days', 0.25, '0.25', 'write Duration.hours(6)'],
    ['hours', 1.001, '1.001', 'write a number such as Duration.hours(30)'],
    ['days', 0.1, '0.1', 'write Duration.minutes(144)'],
    ['days', 1 / 1440, '0.0006944444444444445', 'write Duration.minutes(1)'],
    ['days', 0.001, '0.001', 'write a number such as Duration.days(30)'],
    ['minutes', 0.5, '0.5', 'write a number such as Duration.minutes(30)'],
    ['minutes', 1.5, '1.5', 'write a number such as Duration.minutes(30)'],
  ] as const)('of %s: the fraction %d', (unit, amount, shown, fix) => {
    expect(messageOf(unit, amount)).toBe(
      `Error: Duration.${unit}: received ${shown}; allowed: a whole number, zero or more: ${fix}`,
    );
  });

  describe.each(UNITS)('of %s', (unit) => {
    test.each([
      ['-1', -1],
      ['-1.5', -1.5],
      ['NaN', Number.NaN],
      ['Infinity', Number.POSITIVE_INFINITY],
      ['-Infinity', Number.NEGATIVE_INFINITY],
      ['9007199254740992', 2 ** 53],
      ['1e+300', 1e300],
      ["'3'", '3'],
      ["'30'", '30'],
      ["'thirty'", 'thirty'],
      ["''", ''],
      ["'12h'", '12h'],
      ["'a\\nb'", 'a\nb'],
      ["'${var.days}'", '${var.days}'],
      [`'${'x'.repeat(80)}… (100000 characters)'`, 'x'.repeat(100_000)],
      ['null', null],
      ['nothing', undefined],
      ['false', false],
      ['true', true],
      ['1n', 1n],
      ['Symbol(a)', Symbol('a')],
      ['[Function: a]', { a: () => 1 }.a],
      ['[]', []],
      ['[ 1 ]', [1]],
      ['{}', {}],
      ['[Object: null prototype] {}', Object.create(null)],
      ['{ toString: 1 }', { toString: 1 }],
      ['{ valueOf: 1 }', { valueOf: 1 }],
      ['1970-01-01T00:00:00.001Z', new Date(1)],
    ])('%s', (shown, amount) => {
      expect(messageOf(unit, amount)).toBe(
        `Error: Duration.${unit}: received ${shown}; allowed: a whole number, zero or more: write a number such as Duration.${unit}(30)`,
      );
    });
  });

  test('days whose hours are no safe number', () => {
    const message = 'allowed: a whole number, zero or more: write a number such as Duration.days(30)';
    expect(messageOf('days', 375_299_968_947_542)).toBe(`Error: Duration.days: received 375299968947542; ${message}`);
    expect(messageOf('days', 2 ** 53 - 1)).toBe(`Error: Duration.days: received 9007199254740991; ${message}`);
  });
});

describe('a number that is known to the engine only', () => {
  test.each([
    ['minutes', '${var.amount}m'],
    ['hours', '${var.amount}h'],
  ] as const)('of %s is filled in by the engine', (unit, text) => {
    const stack = stackWithProvider();
    const { numberValue } = new TerraformVariable(stack, 'amount', { type: 'number' });
    const sessionDuration = Duration[unit](numberValue);
    const construct = new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, sessionDuration });
    expect(attributes(construct)).toMatchObject({ session_duration: text });
  });

  test('of days is refused: it cannot be multiplied', () => {
    const { numberValue } = new TerraformVariable(stackWithProvider(), 'amount', { type: 'number' });
    expect(() => Duration.days(numberValue)).toThrow(
      new Error(
        'Duration.days: received a number that is known at apply only; allowed: a literal whole number: write the hours instead, as in Duration.hours(variable.numberValue)',
      ),
    );
  });
});
