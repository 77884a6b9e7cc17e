import { isDeepStrictEqual } from 'node:util';
import { type OrganizationSetting, type SettingProvenance, SettingSource } from '../organization-props';
import { valueAt } from '../values/structs';
import { type DeclaredSettings, declares, sourceOf, type ValueSource } from './declared-settings';
import type { EffectiveSettings } from './effective-settings';
import { ATTRIBUTES, settingOf } from './settings-table';

/** The settings that a resource renders, including overrides. */
export interface RenderedSettings {
  readonly settings: EffectiveSettings;
  /** Settings whose live values remain as a whole. */
  readonly unmanaged: readonly OrganizationSetting[];
  /** Props whose live values remain, because `ignore_changes` covers their attributes. */
  readonly ignored: ReadonlySet<string>;
  /** The entries of `ignore_changes`. */
  readonly ignoreChanges: readonly unknown[];
  /** Values that the attributes cannot have, which `settings` does not contain. */
  readonly mismatches: readonly TypeMismatch[];
  /** Attributes with fields that are unresolved as a whole. */
  readonly unresolvedStructs: readonly Pick<TypeMismatch, 'attribute' | 'prop'>[];
  /** Overrides that replace the resource or its `lifecycle` in place of merging fields into it. */
  readonly replacedBlocks: readonly ReplacedBlock[];
}

/** An override that replaces a block. */
export interface ReplacedBlock {
  /** The path of the override, such as `lifecycle` or `resource.<type>.<name>`. */
  readonly prop: string;
  /** The value that replaces the block, resolved. */
  readonly value: unknown;
  /** Whether the engine can read the resource and its `lifecycle` afterwards. */
  readonly isReadable: boolean;
}

/** A value of a type that the provider's schema does not permit. */
export interface TypeMismatch {
  readonly prop: string;
  readonly attribute: string;
  readonly value: unknown;
  /** Completes the sentence "is not …". */
  readonly type: string;
}

/** The value of every prop that renders an attribute, in the order of the table. */
export function valuesByProp(settings: EffectiveSettings): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const { prop, keys } of ATTRIBUTES) {
    const value = valueAt(settings, keys);
    if (value !== undefined) {
      values.set(prop, value);
    }
  }
  return values;
}

/** An override, and everything in a bare resource, is the organization's own code. */
const OWN: ValueSource = { source: SettingSource.ORGANIZATION };

/** The provenance of every value that a resource renders; a bare resource declares no settings. */
export function provenanceOf(
  { settings, unmanaged }: Pick<RenderedSettings, 'settings' | 'unmanaged'>,
  declared: DeclaredSettings | undefined,
): SettingProvenance[] {
  const unmanagedSettings = new Set<string>(unmanaged);
  const effective = declared && valuesByProp(declared.effective);
  const values: SettingProvenance[] = [];
  for (const [prop, value] of valuesByProp(settings)) {
    if (!unmanagedSettings.has(settingOf(prop))) {
      const isDeclared = declared !== undefined && isDeepStrictEqual(value, effective?.get(prop));
      const { source, blueprint } = isDeclared ? sourceOf(declared, prop) : OWN;
      values.push({ prop, value, source, blueprint, unmanaged: false });
    }
  }
  const unmanagedValues = unmanaged.map((setting) => {
    const isDeclared = declared !== undefined && declares(declared.merged, setting);
    return { prop: setting, ...(isDeclared ? sourceOf(declared, setting) : OWN), unmanaged: true };
  });
  return [...values, ...unmanagedValues];
}
