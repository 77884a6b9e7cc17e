import {
  type IOrganizationBlueprint,
  type OrganizationSetting,
  type OrganizationSettings,
  type SettingProvenance,
  SettingSource,
  type ZeroTrustOrganizationProps,
} from '../organization-props';
import { merge, valueAt } from '../values/structs';
import { type EffectiveSettings, effectiveSettings } from './effective-settings';
import { keysOf, SETTINGS, settingOf } from './settings-table';

/** The prop that a blueprint fixes with `fixedLiveChecks`. */
export const LIVE_CHECKS_PROP = 'liveChecks';

/** The props of an organization, and the settings that they amount to before the resource is overridden. */
export interface DeclaredSettings {
  /** The organization's own props. */
  readonly own: ZeroTrustOrganizationProps;
  /** The own props merged over the blueprint's settings. */
  readonly merged: ZeroTrustOrganizationProps;
  /** The merged props with defaults. */
  readonly effective: EffectiveSettings;
}

/** Applies the blueprint and the defaults to the props of an organization. */
export function declaredSettings(own: ZeroTrustOrganizationProps): DeclaredSettings {
  const merged = mergeWithBlueprint(own);
  return { own, merged, effective: effectiveSettings(merged) };
}

/** The own props merged over the blueprint's settings; fixed settings keep the blueprint's values. */
function mergeWithBlueprint(own: ZeroTrustOrganizationProps): ZeroTrustOrganizationProps {
  const { blueprint } = own;
  if (blueprint === undefined) {
    return own;
  }
  const fixed = SETTINGS.filter((setting) => blueprint._fixedBy(setting) !== undefined);
  const settings = without(settingsIn(own), fixed);
  const merged = mergeSettings(blueprint._settings, withoutFixedChecks(settings, blueprint));
  return { ...own, unmanaged: undefined, ...merged };
}

/** Settings without what the blueprint fixes if it fixes the live checks: their list, and what passes if they cannot read. */
function withoutFixedChecks(settings: OrganizationSettings, blueprint: IOrganizationBlueprint): OrganizationSettings {
  return blueprint._fixedBy(LIVE_CHECKS_PROP) === undefined
    ? settings
    : {
        ...settings,
        liveChecks: undefined,
        liveCheckOptions: { ...settings.liveCheckOptions, onUnreadable: undefined },
      };
}

/** The settings among props, including `unmanaged` and the live checks. */
export function settingsIn(props: OrganizationSettings): OrganizationSettings {
  const settings: Record<string, unknown> = {};
  for (const name of [...SETTINGS, 'unmanaged', 'liveChecks', 'liveCheckOptions'] as const) {
    if (props[name] !== undefined) {
      settings[name] = props[name];
    }
  }
  return settings;
}

/**
 * Merges settings: structs field by field, lists replace. A value replaces an unmanaged setting of the lower settings,
 * and an unmanaged setting replaces a value.
 */
export function mergeSettings(lower: OrganizationSettings, upper: OrganizationSettings): OrganizationSettings {
  const { unmanaged: upperUnmanaged = [], ...given } = upper;
  const { unmanaged: lowerUnmanaged = [], ...lowerGiven } = lower;
  const stillUnmanaged = lowerUnmanaged.filter((setting) => given[setting] === undefined);
  const unmanaged = [...new Set([...stillUnmanaged, ...upperUnmanaged])];
  const merged = merge(without(lowerGiven, upperUnmanaged), given) as OrganizationSettings;
  return { ...merged, ...(unmanaged.length > 0 && { unmanaged }) };
}

/** Settings without some of them, whether they are given or unmanaged. */
function without(
  { unmanaged = [], ...given }: OrganizationSettings,
  dropped: readonly OrganizationSetting[],
): OrganizationSettings {
  const names: readonly string[] = dropped;
  const kept = Object.entries(given).filter(([name]) => !names.includes(name));
  const keptUnmanaged = unmanaged.filter((setting) => !names.includes(setting));
  return { ...Object.fromEntries(kept), ...(keptUnmanaged.length > 0 && { unmanaged: keptUnmanaged }) };
}

/** Whether settings give a value for a prop, or make its setting unmanaged. */
export function declares(settings: OrganizationSettings, prop: string): boolean {
  return (
    valueAt(settings, keysOf(prop)) !== undefined ||
    (settings.unmanaged as readonly string[] | undefined)?.includes(prop) === true
  );
}

/** Where a value comes from. */
export type ValueSource = Pick<SettingProvenance, 'blueprint' | 'source'>;

/** The source of a prop's value. A value that nobody gives comes from the preset, or the struct, that implies it. */
export function sourceOf({ own, merged }: DeclaredSettings, prop: string): ValueSource {
  const setting = settingOf(prop);
  const implied = setting === 'mfa' && prop !== setting ? 'mfa.preset' : setting;
  const declared = declares(merged, prop) ? prop : implied;
  if (!declares(merged, declared)) {
    return { source: SettingSource.LIBRARY_DEFAULT };
  }
  const isOwn = declares(own, declared) && own.blueprint?._fixedBy(setting) === undefined;
  const blueprint = isOwn ? undefined : own.blueprint?._sourceOf(declared);
  return blueprint === undefined
    ? { source: SettingSource.ORGANIZATION }
    : { source: SettingSource.BLUEPRINT, blueprint };
}
