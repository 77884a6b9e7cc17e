import { once } from './once';
import { OrganizationSetting, type OrganizationSettings, type ZeroTrustOrganizationProps } from './organization-props';
import { isUnknown } from './unknown';

/** Settings that stand above each other: a blueprint, blueprints derived from it, and an organization's own. */

type Struct = Readonly<Record<string, unknown>>;

/** Whether something has fields that are merged one by one; a token stands for the whole. */
function isStruct(value: unknown): value is Struct {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnknown(value);
}

/** The upper fields over the lower ones; lists, and what has no fields, replace. */
function mergeFields(lower: Struct, upper: Struct): Struct {
  const merged: Record<string, unknown> = { ...lower };
  for (const [key, value] of Object.entries(upper)) {
    if (value !== undefined) {
      const below = lower[key];
      merged[key] = isStruct(below) && isStruct(value) ? mergeFields(below, value) : value;
    }
  }
  return merged;
}

/** Only the settings among some props. */
export function settingsOf(props: OrganizationSettings): OrganizationSettings {
  const settings: Record<string, unknown> = {};
  for (const setting of [...Object.values(OrganizationSetting), 'unmanaged' as const]) {
    if (props[setting] !== undefined) {
      settings[setting] = props[setting];
    }
  }
  return settings;
}

/** Settings without some of them, whether they are given or left to the dashboard. */
function without(
  { unmanaged = [], ...values }: OrganizationSettings,
  settings: readonly OrganizationSetting[],
): OrganizationSettings {
  const dropped: readonly string[] = settings;
  const kept = Object.entries(values).filter(([name]) => !dropped.includes(name));
  const left = unmanaged.filter((setting) => !settings.includes(setting));
  return { ...Object.fromEntries(kept), ...(left.length > 0 && { unmanaged: left }) };
}

/**
 * The upper settings over the lower ones, setting by setting: what is given above replaces what is left to the
 * dashboard below, and the other way round.
 */
export function mergeSettings(lower: OrganizationSettings, upper: OrganizationSettings): OrganizationSettings {
  const { unmanaged: left = [], ...given } = upper;
  const covered = Object.values(OrganizationSetting).filter((setting) => given[setting] !== undefined);
  const { unmanaged: leftBelow = [], ...below } = lower;
  const unmanaged = [...new Set([...leftBelow.filter((setting) => !covered.includes(setting)), ...left])];
  const merged = mergeFields(without(below, left) as Struct, given);
  return { ...merged, ...(unmanaged.length > 0 && { unmanaged }) };
}

/** The keys of a prop such as `mfa.sessionDuration`. */
const keysOf = once((prop): readonly string[] => prop.split('.'));

/** The value of a prop; undefined when it is not there. What stands for a whole struct stands for its fields. */
export function valueIn(settings: object, prop: string): unknown {
  let value: unknown = settings;
  for (const key of keysOf(prop)) {
    const inner = (value as Struct | null)?.[key];
    if (inner === undefined) {
      return value !== settings && isUnknown(value) ? value : undefined;
    }
    value = inner;
  }
  return value;
}

/** The setting of a prop: `mfa` of `mfa.sessionDuration`. */
export function settingOf(prop: string): string {
  return keysOf(prop)[0] as string;
}

/** Whether settings say something about a prop: a value, or that its setting is left to the dashboard. */
export function says(settings: OrganizationSettings, prop: string): boolean {
  return (
    valueIn(settings, prop) !== undefined ||
    (settings.unmanaged as readonly string[] | undefined)?.includes(prop) === true
  );
}

/** The props of an organization, with the settings of its blueprint under its own; those that are fixed stay. */
export function underBlueprint(own: ZeroTrustOrganizationProps): ZeroTrustOrganizationProps {
  const { blueprint } = own;
  if (blueprint === undefined) {
    return own;
  }
  const fixed = Object.values(OrganizationSetting).filter((setting) => blueprint._fixedBy(setting) !== undefined);
  const merged = mergeSettings(blueprint._settings, without(settingsOf(own), fixed));
  return { ...own, unmanaged: undefined, ...merged };
}

/** Who says the value of a prop: the organization, the blueprint with a name, or nobody. */
export type Saying = { readonly by: 'organization' | 'library' } | { readonly by: 'blueprint'; readonly name: string };

/** What nobody says itself comes from whoever gave the MFA preset, or the struct that is completed. */
export function whoSays(own: ZeroTrustOrganizationProps, given: OrganizationSettings, prop: string): Saying {
  const setting = settingOf(prop);
  const completed = setting === 'mfa' && prop !== setting ? 'mfa.preset' : setting;
  const said = says(given, prop) ? prop : completed;
  if (!says(given, said)) {
    return { by: 'library' };
  }
  const isOwn = says(own, said) && own.blueprint?._fixedBy(setting) === undefined;
  const name = isOwn ? undefined : own.blueprint?._saidBy(said);
  return name === undefined ? { by: 'organization' } : { by: 'blueprint', name };
}
