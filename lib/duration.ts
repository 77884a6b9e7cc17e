import { Token } from 'cdktf';
import { show, userError } from './values/messages';

/**
 * Creates Go durations, the format of Cloudflare's API, which has no days.
 *
 * `Duration.days(30)` is the string `'720h'`.
 */
export class Duration {
  /**
   * A number of minutes: `Duration.minutes(30)` is `'30m'`.
   *
   * @param amount a whole number of zero or more, or a number token
   */
  public static minutes(amount: number): string {
    return format('minutes', amount, 1, 'm');
  }

  /**
   * A number of hours: `Duration.hours(12)` is `'12h'`.
   *
   * @param amount a whole number of zero or more, or a number token
   */
  public static hours(amount: number): string {
    return format('hours', amount, 1, 'h');
  }

  /**
   * A number of days: `Duration.days(30)` is `'720h'`.
   *
   * @param amount a whole number of zero or more; a number token is rejected, because it cannot be multiplied here
   */
  public static days(amount: number): string {
    if (Token.isUnresolved(amount)) {
      throw userError(
        'Duration.days(<token>) is unresolved until apply and cannot be converted to hours. Use hours, for example Duration.hours(variable.numberValue).',
      );
    }
    return format('days', amount, 24, 'h');
  }

  private constructor() {}
}

function format(unit: string, amount: number, factor: number, suffix: string): string {
  if (typeof amount === 'number' && Token.isUnresolved(amount)) {
    return `${amount}${suffix}`;
  }
  if (!Number.isInteger(amount) || !Number.isSafeInteger(amount * factor) || amount < 0) {
    const problem = Number.isInteger(amount) && amount > 0 ? 'is too large' : 'is not a whole number of zero or more';
    throw userError(`Duration.${unit}(${show(amount)}) ${problem}. Use ${alternative(unit, amount)}.`);
  }
  return `${amount * factor}${suffix}`;
}

const MINUTES: Readonly<Record<string, number>> = { days: 24 * 60, hours: 60, minutes: 1 };

/** The same duration as a whole number of a smaller unit, or else an example. */
function alternative(unit: string, amount: unknown): string {
  const minutes = typeof amount === 'number' && amount > 0 ? amount * (MINUTES[unit] as number) : Number.NaN;
  const exact = Object.entries(MINUTES).find(
    ([smaller, size]) => smaller !== unit && size <= minutes && Number.isSafeInteger(minutes / size),
  );
  return exact === undefined ? `a number such as Duration.${unit}(30)` : `Duration.${exact[0]}(${minutes / exact[1]})`;
}
