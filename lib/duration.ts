import { Token } from 'cdktf';
import { show } from './rules/text';

/**
 * Writes Go durations, the format of Cloudflare's API, which knows no days.
 *
 * `Duration.days(30)` is the string `'720h'`.
 */
export class Duration {
  /**
   * A number of minutes: `Duration.minutes(30)` is `'30m'`.
   *
   * @param amount a whole number, zero or more; a number token is allowed
   */
  public static minutes(amount: number): string {
    return write('minutes', amount, 1, 'm');
  }

  /**
   * A number of hours: `Duration.hours(12)` is `'12h'`.
   *
   * @param amount a whole number, zero or more; a number token is allowed
   */
  public static hours(amount: number): string {
    return write('hours', amount, 1, 'h');
  }

  /**
   * A number of days: `Duration.days(30)` is `'720h'`.
   *
   * @param amount a whole number, zero or more; a number token is refused, since it cannot be multiplied here
   */
  public static days(amount: number): string {
    if (Token.isUnresolved(amount)) {
      throw new Error(
        'Duration.days: received a number that is known at apply only; allowed: a literal whole number: write the hours instead, as in Duration.hours(variable.numberValue)',
      );
    }
    return write('days', amount, 24, 'h');
  }

  private constructor() {}
}

/** How many of the smaller units one unit has: how a fraction is written without one. */
const SMALLER: Readonly<Record<string, readonly (readonly [unit: string, count: number])[]>> = {
  days: [
    ['hours', 24],
    ['minutes', 24 * 60],
  ],
  hours: [['minutes', 60]],
};

function write(unit: string, amount: number, factor: number, suffix: string): string {
  if (typeof amount === 'number' && Token.isUnresolved(amount)) {
    return `${amount}${suffix}`;
  }
  if (!Number.isInteger(amount) || !Number.isSafeInteger(amount * factor) || amount < 0) {
    throw new Error(
      `Duration.${unit}: received ${show(amount)}; allowed: a whole number, zero or more: ${advice(unit, amount)}`,
    );
  }
  return `${amount * factor}${suffix}`;
}

function advice(unit: string, amount: unknown): string {
  const counts = typeof amount === 'number' && amount > 0 ? (SMALLER[unit] ?? []) : [];
  const exact = counts
    .map(([smaller, count]) => [smaller, (amount as number) * count] as const)
    .find(([, smaller]) => Number.isSafeInteger(smaller));
  return exact === undefined
    ? `write a number such as Duration.${unit}(30)`
    : `write Duration.${exact[0]}(${exact[1]})`;
}
