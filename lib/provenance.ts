import { isDeepStrictEqual } from 'node:util';
import type { EffectiveSettings } from './defaults';
import type { Inspected } from './inspected';
import { says, settingOf, valueIn, whoSays } from './layers';
import { ATTRIBUTES } from './provider/attributes';
import type { RenderedSettings } from './provider/rendered-settings';

/**
 * Who says a value.
 */
export enum SettingSource {
  /** Nobody: it is this library's default, or follows from a preset that is the default. */
  LIBRARY_DEFAULT = 'library default',
  /** The organization's blueprint, or one that it extends. */
  BLUEPRINT = 'blueprint',
  /** The organization's own props, or an override of its resource. */
  ORGANIZATION = 'organization',
}

/**
 * A value that is sent, or a setting that is left to the dashboard, and where that comes from.
 */
export interface SettingProvenance {
  /** The prop, such as `mfa.sessionDuration`; of a setting that is left to the dashboard, the setting: `mfa`. */
  readonly prop: string;
  /**
   * The value that is sent.
   *
   * @default - none: the setting is left to the dashboard
   */
  readonly value?: unknown;
  /** Who says so. */
  readonly source: SettingSource;
  /**
   * The name of the blueprint, when the source is one.
   *
   * @default - none: the source is no blueprint
   */
  readonly blueprint?: string;
  /** Whether the setting is left to the dashboard. */
  readonly unmanaged: boolean;
}

/** The value of every prop that settings give, in the order of the table. */
export function valuesIn(settings: EffectiveSettings): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const { prop } of ATTRIBUTES) {
    const value = valueIn(settings, prop);
    if (value !== undefined) {
      values.set(prop, value);
    }
  }
  return values;
}

type Source = Pick<SettingProvenance, 'source' | 'blueprint'>;

/** Only the organization's own code overrides its resource. */
const OVERRIDE: Source = { source: SettingSource.ORGANIZATION };

/** Every value that an organization's resource renders, and where it comes from. */
export function provenanceOf(inspected: Inspected, { settings, unmanaged }: RenderedSettings): SettingProvenance[] {
  const leftToDashboard = new Set<string>(unmanaged);
  const values: SettingProvenance[] = [];
  const effective = valuesIn(inspected.effective);
  for (const [prop, value] of valuesIn(settings)) {
    if (!leftToDashboard.has(settingOf(prop))) {
      const isOverridden = !isDeepStrictEqual(value, effective.get(prop));
      const { source, blueprint } = isOverridden ? OVERRIDE : sourceOf(inspected, prop);
      values.push({ prop, value, source, blueprint, unmanaged: false });
    }
  }
  return [
    ...values,
    ...unmanaged.map((setting) => ({
      prop: setting,
      ...(says(inspected.given, setting) ? sourceOf(inspected, setting) : OVERRIDE),
      unmanaged: true,
    })),
  ];
}

function sourceOf({ own, given }: Inspected, prop: string): Source {
  const saying = whoSays(own, given, prop);
  switch (saying.by) {
    case 'blueprint':
      return { source: SettingSource.BLUEPRINT, blueprint: saying.name };
    case 'organization':
      return { source: SettingSource.ORGANIZATION };
    case 'library':
      return { source: SettingSource.LIBRARY_DEFAULT };
  }
}
