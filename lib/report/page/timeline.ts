/** A timeline in SVG, with positions in percent so that it has any width without distorting its labels. */
import type { ReportedWaiver } from '../report-document';
import { counted } from '../text';
import { html, type Markup, NOTHING } from './markup';

/** A range of days around today, in days since 1970; absent if the day of the report is not a date. */
export interface Scale {
  readonly start: number;
  readonly today: number;
  readonly end: number;
}

const DAY = 86_400_000;

/** The days before and after today that are shown at most, so that distant dates do not hide the next ones. */
const [MAX_BEFORE, MAX_AFTER] = [180, 1_096];
/** The days after today that are shown at least. */
const MIN_AFTER = 90;
/** The most labels of an axis, and the months that may lie between them. */
const MAX_LABELS = 5;
const STEPS = [1, 2, 3, 6, 12];

/** The days since 1970 of a date such as `2026-11-22`. */
export function dayOf(date: string | undefined): number | undefined {
  const day = /^\d{4}-\d\d-\d\d$/.test(date ?? '') ? Date.parse(date as string) / DAY : Number.NaN;
  return Number.isNaN(day) ? undefined : day;
}

/** A scale that shows today and, as far as possible, some dates. */
export function scaleOf(asOf: string, dates: readonly (string | undefined)[]): Scale | undefined {
  const today = dayOf(asOf);
  if (today === undefined) {
    return undefined;
  }
  const days = dates.flatMap((date) => dayOf(date) ?? []);
  return {
    start: Math.max(Math.min(today, ...days) - 7, today - MAX_BEFORE),
    today,
    end: Math.min(Math.max(today + MIN_AFTER, ...days) + 7, today + MAX_AFTER),
  };
}

/** The position of a day, in percent, within the scale. */
function position(day: number, { start, end }: Scale): number {
  const share = (100 * (day - start)) / (end - start);
  return Math.round(10 * Math.min(Math.max(share, 0), 100)) / 10;
}

/** The months and years below a timeline. */
export function axis(scale: Scale | undefined): Markup {
  const ticks = ticksOf(scale).map(
    ([x, label]) => html`<line x1="${x}%" x2="${x}%" y1="13" y2="18"/><text x="${x}%" y="10">${label}</text>`,
  );
  return html`<span class="at">Timeline</span><svg class="axis" aria-hidden="true">${ticks}</svg>`;
}

/** The labels of an axis: the first of some months. */
function ticksOf(scale: Scale | undefined): (readonly [position: number, label: string])[] {
  if (scale === undefined) {
    return [];
  }
  const first = new Date(scale.start * DAY);
  const months = (scale.end - scale.start) / 30.4;
  const step = STEPS.find((each) => months / each <= MAX_LABELS) ?? 12;
  const ticks: (readonly [number, string])[] = [];
  for (let month = Math.ceil((first.getUTCMonth() + 1) / step) * step; ; month += step) {
    const date = new Date(Date.UTC(first.getUTCFullYear(), month));
    const day = date.getTime() / DAY;
    if (day > scale.end) {
      return ticks;
    }
    ticks.push([position(day, scale), date.toISOString().slice(0, 7)]);
  }
}

/** The rest of the validity of a waiver, or the time since its end, as a bar. */
export function track({ expires, state }: ReportedWaiver, scale: Scale | undefined): Markup {
  const last = expires === undefined ? Number.POSITIVE_INFINITY : dayOf(expires);
  if (scale === undefined || last === undefined) {
    return NOTHING;
  }
  const [now, end] = [position(scale.today, scale), position(last, scale)];
  const [from, to] = end < now ? [end, now] : [now, end];
  const kind =
    last < scale.today ? 'expired' : expires === undefined ? 'endless' : state === 'ends soon' ? 'soon' : 'on';
  return html`<svg class="track" role="img" aria-label="${remaining(last - scale.today)}"><rect class="${kind}" x="${from}%" y="4" width="${Math.max(to - from, 0.8)}%" height="8" rx="3"/><line x1="${now}%" x2="${now}%" y1="0" y2="16"/></svg>`;
}

function remaining(days: number): string {
  if (days === Number.POSITIVE_INFINITY) {
    return 'no expiry';
  }
  return days < 0 ? `ended ${counted(-days, 'day')} ago` : `${counted(days, 'day')} left`;
}
