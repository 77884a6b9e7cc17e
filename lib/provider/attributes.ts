import type { OrganizationSetting } from '../organization-props';
import type { EffectiveSettings } from '../settings/effective-settings';
import { ATTRIBUTES, isSetting } from '../settings/settings-table';
import { setValueAt, valueAt } from '../values/structs';
import { isUnresolved } from '../values/unresolved';
import type { Attributes } from './fragments';
import { isNewer } from './version-constraints';

/** The provider version of the prebuilt bindings: older attributes are arguments of the stock L1. */
const BINDINGS_VERSION = '5.14.0';

const ROWS = ATTRIBUTES.map(({ keys, path, since = BINDINGS_VERSION }) => {
  const isArgument = !isNewer(since, BINDINGS_VERSION);
  return { isArgument, keys, path: isArgument ? path.map(camelCase) : path };
});

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

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

/** The provider versions that rendered attributes require. */
export function requirementsOf(attributes: Attributes): VersionRequirement[] {
  const requirements: VersionRequirement[] = [];
  const unresolved = new Set<string>();
  for (const { prop, path, since, valuesSince } of RECENT) {
    const [name = ''] = path;
    const value = attributes[name] === undefined ? undefined : valueAt(attributes, path);
    if (value === undefined || value === null || unresolved.has(name)) {
      continue;
    }
    if (path.length > 1 && isUnresolved(attributes[name])) {
      unresolved.add(name); // its fields are unresolved: it requires the version of the first one
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
