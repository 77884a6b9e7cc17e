import type { OrganizationSetting } from '../organization-props';
import type { EffectiveSettings } from '../settings/effective-settings';
import { ATTRIBUTES, isSetting } from '../settings/settings-table';
import { setValueAt, valueAt } from '../values/structs';
import { isUnresolved } from '../values/unresolved';
import { camelCase, isSupported } from './bindings';
import type { Attributes } from './fragments';
import { newest } from './version-constraints';

/**
 * Attributes that the bindings lack, and structs of which they lack a field. They are not arguments of the stock L1,
 * and rendered by this library.
 */
const NEWER: ReadonlySet<string> = new Set(
  ATTRIBUTES.filter(({ path }) => !isSupported(path)).map(({ path }) => path[0] as string),
);

const ROWS = ATTRIBUTES.map(({ keys, path }) => {
  const isArgument = !NEWER.has(path[0] as string);
  return { isArgument, keys, path: isArgument ? path.map(camelCase) : path };
});

/** Renders settings: arguments of the stock L1, and attributes that it does not have. */
export function renderSettings(settings: EffectiveSettings): {
  readonly config: Attributes;
  readonly newer: Attributes;
} {
  const config: Attributes = {};
  const newer: Attributes = {};
  for (const { isArgument, keys, path } of ROWS) {
    const value = valueAt(settings, keys);
    if (value !== undefined) {
      setValueAt(isArgument ? config : newer, path, value);
    }
  }
  return { config, newer };
}

/** A provider version that a prop requires. */
export interface VersionRequirement {
  readonly prop: string;
  /** The element of the list that requires the version; absent if the attribute does. */
  readonly value?: string;
  readonly since: string;
}

/** The attributes that not every provider version has. */
const RECENT = ATTRIBUTES.flatMap(({ since, ...row }) => (since === undefined ? [] : [{ ...row, since }]));

/** The first version that meets all requirements, whatever is rendered. */
export const NEWEST_REQUIREMENT = newest(
  RECENT.flatMap(({ since, valuesSince }) => [since, ...valuesSince.map(([, valueSince]) => valueSince)]),
);

/** The provider versions that rendered attributes require. */
export function requirementsOf(attributes: Attributes): VersionRequirement[] {
  const requirements: VersionRequirement[] = [];
  const whole = new Set<string>();
  for (const { prop, path, since, valuesSince } of RECENT) {
    const [name = ''] = path;
    const value = valueAt(attributes, path);
    // The engine rejects a null attribute that the provider lacks, but drops null fields of a struct.
    const isWhole = attributes[name] === null || isUnresolved(attributes[name]);
    if (whole.has(name) || (!isWhole && (value === undefined || value === null))) {
      continue;
    }
    if (isWhole) {
      whole.add(name); // none of its fields is known: it requires the version of the first one
    }
    requirements.push({ prop, since });
    for (const [element, elementSince] of valuesSince) {
      if (Array.isArray(value) && value.includes(element)) {
        requirements.push({ prop, value: element, since: elementSince });
      }
    }
  }
  return requirements;
}

/** A top-level attribute of an unmanaged setting, which `ignore_changes` can name. */
export interface IgnorableAttribute {
  readonly name: string;
  readonly setting: OrganizationSetting;
  /** The first provider version that has it; undefined if all of 5.x have it. */
  readonly since?: string;
}

/** The top-level attributes of settings. */
export function ignorableAttributes(settings: readonly OrganizationSetting[]): IgnorableAttribute[] {
  const attributes = new Map<string, IgnorableAttribute>();
  for (const { path, since, setting: owner } of ATTRIBUTES) {
    const [name = ''] = path;
    if (isSetting(owner) && settings.includes(owner) && !attributes.has(name)) {
      attributes.set(name, { name, setting: owner, since });
    }
  }
  return [...attributes.values()];
}
