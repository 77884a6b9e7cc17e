import type { ReadOnlyLock, ServiceTokenInactivity, ZeroTrustOrganizationProps } from '../organization-props';
import type { Shape } from '../values/shapes';
import type { Struct } from '../values/structs';
import { isUnresolved } from '../values/unresolved';
import { type AnyRow, SETTINGS, type SettingName, settingRow } from './settings-table';

type Identity = Pick<ZeroTrustOrganizationProps, 'accountId' | 'authDomain' | 'name' | 'zoneId'>;

/** The settings to send, as props; undefined ones are not sent. */
export type EffectiveSettings = Partial<
  Identity & Pick<ZeroTrustOrganizationProps, Exclude<SettingName, 'readOnlyLock' | 'serviceTokenInactivity'>>
> & {
  // Plain JavaScript can omit required fields; rules report that.
  readonly readOnlyLock?: Partial<ReadOnlyLock>;
  readonly serviceTokenInactivity?: Partial<ServiceTokenInactivity>;
};

/** Applies the defaults to props: given values in canonical form, defaults for the rest, nothing if unmanaged. */
export function effectiveSettings(props: ZeroTrustOrganizationProps): EffectiveSettings {
  const { accountId, zoneId, name, authDomain, unmanaged = [] } = props;
  const settings: Record<string, unknown> = { accountId, zoneId, name, authDomain };
  for (const setting of SETTINGS) {
    const row = settingRow(setting);
    const value = props[setting] ?? (zoneId === undefined || row.atZone ? row.default : undefined);
    if (value !== undefined && !unmanaged.includes(setting)) {
      settings[setting] = complete(row, value);
    }
  }
  return settings;
}

/** Adds the defaults of a struct's fields, and brings lists into canonical form. */
function complete(row: AnyRow, value: unknown): unknown {
  if (row.fields === undefined) {
    return row.shape?.kind === 'list' ? canonicalList(row, row.shape.element, value as (number | string)[]) : value;
  }
  const given = (row.complete === undefined ? value : row.complete(value as never)) as Struct;
  const completed: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(row.fields)) {
    const fieldValue = given[name] ?? field.default;
    if (fieldValue !== undefined) {
      completed[name] = complete(field, fieldValue);
    }
  }
  return completed;
}

/**
 * A list without duplicates in a fixed order, so that reordering it causes no diff: enum members in the order of the
 * enum, other elements ascending, unresolved elements last. An unresolved list is returned as it is.
 */
function canonicalList({ lowerCase }: AnyRow, element: Shape, list: readonly (number | string)[]): unknown {
  if (isUnresolved(list)) {
    return list;
  }
  const rank = (value: number | string): number | string =>
    element.kind === 'enum' ? element.values.indexOf(value as string) : value;
  const normalize = (value: number | string): number | string =>
    lowerCase && typeof value === 'string' && !isUnresolved(value) ? value.toLowerCase() : value;
  const unique = [...new Set(list.map(normalize))];
  const resolved = unique.filter((value) => !isUnresolved(value)).sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return [...resolved, ...unique.filter((value) => isUnresolved(value))];
}
