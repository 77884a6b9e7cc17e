import { type TerraformResource, TerraformStack } from 'cdktf';
import type { OrganizationSetting } from '../organization-props';
import type { RenderedSettings } from '../settings/provenance';
import { ATTRIBUTES, isSetting, SETTINGS } from '../settings/settings-table';
import { merge, setValueAt, valueAt } from '../values/structs';
import { type Attributes, attributesIn, type Fragment, overridesOf } from './fragments';

/** What a resource of this library offers besides the stock L1. */
interface OwnResource {
  /** Its attributes, rendered with less work than `toTerraform`; undefined if it is overridden or moved. */
  plainAttributes(): Attributes | undefined;
  readonly unmanaged: readonly OrganizationSetting[];
}

/** The attributes that a resource renders, including its stack's overrides; undefined if it was moved away. */
export function renderedAttributes(resource: TerraformResource): Attributes | undefined {
  const { plainAttributes } = resource as Partial<OwnResource>;
  const rendered = plainAttributes?.call(resource) ?? attributesIn(resource.toTerraform() as Fragment, resource);
  const overrides = attributesIn(overridesOf(TerraformStack.of(resource)), resource);
  return rendered && overrides ? (merge(rendered, overrides, 'overrides') as Attributes) : rendered;
}

/** Reads the settings back from a rendered resource; undefined if it was moved away. */
export function renderedSettings(resource: TerraformResource): RenderedSettings | undefined {
  const attributes = renderedAttributes(resource);
  if (attributes === undefined) {
    return undefined;
  }
  const settings: Attributes = {};
  for (const { keys, path } of ATTRIBUTES) {
    const value = attributes[path[0] as string] === undefined ? undefined : valueAt(attributes, path);
    if (value !== undefined && value !== null) {
      setValueAt(settings, keys, value);
    }
  }
  // `ignore_changes` omits attributes that the provider may not have, which is decided at synthesis.
  const { unmanaged: declared = [] } = resource as Partial<OwnResource>;
  const ignored = new Set(ignoredProps(attributes));
  const unmanaged = SETTINGS.filter(
    (setting) =>
      declared.includes(setting) ||
      ATTRIBUTES.filter((row) => isSetting(row.setting) && row.setting === setting).every(({ prop }) =>
        ignored.has(prop),
      ),
  );
  return { settings, unmanaged, ignored };
}

/** The props whose attributes `ignore_changes` covers: all, or those that it names as a whole or in part. */
function ignoredProps(attributes: Attributes): string[] {
  const { ignore_changes: ignored } = (attributes.lifecycle ?? {}) as { readonly ignore_changes?: unknown[] | string };
  if (ignored === undefined) {
    return [];
  }
  const paths = Array.isArray(ignored) ? ignored.map(String) : undefined;
  const covers = (path: string, attribute: string): boolean =>
    `${attribute}.`.startsWith(`${path}.`) || path.startsWith(`${attribute}[`) || path.startsWith(`${attribute}.`);
  return ATTRIBUTES.filter(({ attribute }) => paths?.some((path) => covers(path, attribute)) ?? true).map(
    ({ prop }) => prop,
  );
}

/** The attribute that a prop or a setting renders: the name that findings about bare resources use. */
export function attributeOf(prop: string): string {
  if (prop === 'unmanaged') {
    return 'lifecycle.ignore_changes';
  }
  const row = ATTRIBUTES.find((candidate) => candidate.prop === prop);
  const [name = prop] = ATTRIBUTES.find(({ setting }) => setting === prop)?.path ?? [];
  return row?.attribute ?? name;
}
