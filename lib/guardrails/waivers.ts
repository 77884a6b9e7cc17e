import type { IConstruct } from 'constructs';
import { RULES } from '../rules';
import { GUARDRAILS } from '../rules/guardrails';
import { isBlank, show } from '../rules/text';

const METADATA_TYPE = 'cdktf-cloudflare-zero-trust:waiver';
const DAY = 24 * 60 * 60 * 1000;

/**
 * An exception from a guardrail, with its reason and its end.
 */
export interface Waiver {
  /** The id of the guardrail, as the message shows it in brackets: `longest-session`. */
  readonly guardrail: string;
  /** Why it is waived: free text, not blank. It stands in the construct tree's metadata and in the report. */
  readonly reason: string;
  /**
   * The last day on which it holds (UTC): `2027-03-31`. From the next day on it is void, and the error says so; a
   * warning comes in the 14 days before (`waiver-ends-soon`).
   *
   * @default - it holds until it is removed
   */
  readonly expires?: string;
}

/**
 * Exceptions from guardrails, for a construct and everything below it.
 *
 * It does not matter whether they come before or after the organization is constructed. One that waives nothing is
 * reported (`waiver-unused`).
 */
export class Waivers {
  /**
   * The context key of the day that waivers are judged on, such as `2026-11-22`: for tests, and for builds that can be
   * repeated. Without it, it is today (UTC).
   *
   * It is read from the app's own context: `cdktf-cloudflare-zero-trust:today`.
   */
  public static readonly TODAY = 'cdktf-cloudflare-zero-trust:today';

  /**
   * The waivers of a scope.
   *
   * @param scope an organization, a resource, or any scope above it: a stack, or the app
   */
  public static of(scope: IConstruct): Waivers {
    return new Waivers(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Waives a guardrail here and below.
   *
   * Throws when the guardrail does not exist, the reason is blank, or the end is no date.
   */
  public add(waiver: Waiver): void {
    const { guardrail, reason, expires } = waiver;
    if (!GUARDRAILS.some(({ id }) => id === guardrail)) {
      const all = GUARDRAILS.map(({ id }) => id).join(', ');
      const hint = RULES.some(({ id }) => id === guardrail) ? ': a rule is acknowledged, with Acknowledgements.of' : '';
      throw new Error(`guardrail: received ${show(guardrail)}, which is no guardrail; allowed: ${all}${hint}`);
    }
    if (typeof reason !== 'string' || isBlank(reason)) {
      throw new Error(
        `reason: received ${show(reason)}; allowed: text that is not blank: write why ${show(guardrail)} is waived here`,
      );
    }
    if (expires !== undefined && !isDate(expires)) {
      throw new Error(
        `expires: received ${show(expires)}; allowed: a date as YYYY-MM-DD: write the last day on which it holds, such as '2027-03-31'`,
      );
    }
    this.scope.node.addMetadata(METADATA_TYPE, { guardrail, reason, expires });
  }
}

/** A waiver, and where it stands. */
export interface PlacedWaiver {
  readonly waiver: Waiver;
  readonly scope: IConstruct;
}

/** The waivers on one scope. */
export function waiversOn(scope: IConstruct): PlacedWaiver[] {
  return scope.node.metadata
    .filter(({ type }) => type === METADATA_TYPE)
    .map(({ data }) => ({ waiver: data as Waiver, scope }));
}

const DAYS = new WeakMap<IConstruct, string>();

/** The day that waivers are judged on: one for all of an app. */
export function today({ node: { root } }: IConstruct): string {
  const day = DAYS.get(root) ?? dayOf(root);
  DAYS.set(root, day);
  return day;
}

/** The app's own day: a stack cannot set the clock for itself. */
function dayOf(root: IConstruct): string {
  const day: unknown = root.node.tryGetContext(Waivers.TODAY) ?? new Date().toISOString().slice(0, 10);
  if (!isDate(day)) {
    throw new Error(
      `${Waivers.TODAY}: received ${show(day)} in the context; allowed: a date as YYYY-MM-DD: write one such as '2026-11-22'`,
    );
  }
  return day;
}

/** For how many more days a waiver holds, the day itself not counted: below zero when it is void. */
export function daysLeft({ expires }: Waiver, day: string): number {
  return expires === undefined ? Number.POSITIVE_INFINITY : (Date.parse(expires) - Date.parse(day)) / DAY;
}

/** Whether something is a day of the calendar, as text. */
function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return false;
  }
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}
