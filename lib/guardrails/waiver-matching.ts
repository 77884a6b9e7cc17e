import type { IConstruct } from 'constructs';
import type { OrganizationGuardrailsProps, Waiver } from '../guardrail-props';
import { show } from '../values/messages';
import { stateOf } from '../values/state';

/** The context key of the day on which waivers are evaluated. */
export const TODAY = 'cdktf-cloudflare-zero-trust:today';

/** A waiver, and the scope to which it was added. */
export interface PlacedWaiver {
  readonly waiver: Waiver;
  readonly scope: IConstruct;
}

const METADATA_TYPE = 'cloudflare-zero-trust:waiver';

/** Stores a waiver in the metadata of a scope. */
export function addWaiver(scope: IConstruct, { guardrail, reason, expires }: Waiver): void {
  scope.node.addMetadata(METADATA_TYPE, { guardrail, reason, expires });
}

/** The waivers that were added to a scope. */
export function waiversOn(scope: IConstruct): PlacedWaiver[] {
  return scope.node.metadata
    .filter(({ type }) => type === METADATA_TYPE)
    .map(({ data }) => ({ waiver: data as Waiver, scope }));
}

/** The waivers of a guardrail that apply to a construct, the nearest first. */
export function waiversFor(construct: IConstruct, guardrail: string): PlacedWaiver[] {
  const scopes = construct.node.scopes.reverse();
  return scopes.flatMap(waiversOn).filter(({ waiver }) => waiver.guardrail === guardrail);
}

const STATE = Symbol('day');

/** The day on which the waivers of an app are evaluated: its context, or else today (UTC). */
export function today({ node: { root } }: IConstruct): string {
  return stateOf(root, STATE, () => ({ day: dayOf(root) })).day;
}

/** Reads the context of the app only, so that no stack can change the day for itself. */
function dayOf(root: IConstruct): string {
  const day: unknown = root.node.tryGetContext(TODAY) ?? new Date().toISOString().slice(0, 10);
  if (!isDate(day)) {
    throw new Error(
      `Context ${TODAY} ${show(day)} is not a date. Use the format YYYY-MM-DD, for example '2026-11-22'.`,
    );
  }
  return day;
}

const DAY = 24 * 60 * 60 * 1000;

/** The number of days for which a waiver remains valid after a day; negative if it has expired. */
export function daysLeft({ expires }: Waiver, day: string): number {
  return expires === undefined ? Number.POSITIVE_INFINITY : (Date.parse(expires) - Date.parse(day)) / DAY;
}

/** Why guardrails do not accept a waiver on a day, as a sentence without its full stop; undefined if they accept it. */
export function waiverProblem(
  waiver: Waiver,
  { name, maxWaiverDays, waiverExpirationRequired }: OrganizationGuardrailsProps,
  day: string,
): string | undefined {
  const { reason, expires } = waiver;
  const left = daysLeft(waiver, day);
  if (expires === undefined) {
    return waiverExpirationRequired || maxWaiverDays !== undefined
      ? `The waiver ${show(reason)} does not expire, but guardrails ${show(name)} require an end date`
      : undefined;
  }
  if (left < 0) {
    return `The waiver ${show(reason)} expired on ${expires}`;
  }
  return maxWaiverDays !== undefined && left > maxWaiverDays
    ? `The waiver ${show(reason)} expires on ${expires}, in ${left} days, but guardrails ${show(name)} allow at most ${maxWaiverDays}`
    : undefined;
}

/** Whether a value is a calendar day in the format YYYY-MM-DD. */
export function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return false;
  }
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}
