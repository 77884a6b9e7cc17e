import { TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { EffectiveSettings } from '../defaults';
import { settingOf, valueIn } from '../layers';
import { OrganizationSetting } from '../organization-props';
import { ATTRIBUTES, type Attributes, setValueAt } from './attributes';
import type { OrganizationResource } from './organization-resource';

const RESOURCE_TYPE = 'cloudflare_zero_trust_organization';

/** What the resource of an organization says, whoever wrote it, and with all overrides. */
export interface RenderedSettings {
  /** In the vocabulary of the props. */
  readonly settings: EffectiveSettings;
  /** Settings whose live value stays: `ignore_changes` names them. */
  readonly unmanaged: readonly OrganizationSetting[];
}

/** Whether a construct is the resource of an organization: this library's, or one of any bindings. */
export function isOrganizationResource(construct: IConstruct): construct is TerraformResource {
  return (
    TerraformElement.isTerraformElement(construct) &&
    TerraformResource.isTerraformResource(construct) &&
    construct.terraformResourceType === RESOURCE_TYPE
  );
}

/** The address of a resource in the state, at the top of the stack's module. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/** The attributes that a resource renders, with what `stack.addOverride` says about them; none when it was moved away. */
export function renderedAttributes(resource: TerraformResource): Attributes | undefined {
  const { plainAttributes } = resource as Partial<Pick<OrganizationResource, 'plainAttributes'>>;
  const rendered = plainAttributes?.call(resource) ?? attributesIn(resource.toTerraform() as Fragment, resource);
  // CDKTF keeps the overrides private.
  const { rawOverrides } = TerraformStack.of(resource) as unknown as { readonly rawOverrides?: Fragment };
  const overrides = attributesIn(rawOverrides ?? {}, resource);
  return rendered && overrides ? (merge(rendered, overrides) as Attributes) : rendered;
}

/** A part of a stack's configuration. */
interface Fragment {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>> | undefined>>;
}

/** The attributes of a resource in a part of the configuration. */
export function attributesIn({ resource: resources }: Fragment, resource: TerraformResource): Attributes | undefined {
  return resources?.[resource.terraformResourceType]?.[resource.friendlyUniqueId];
}

/** As CDKTF merges overrides: objects by key, lists one after the other. */
function merge(below: unknown, above: unknown): unknown {
  if (Array.isArray(below) && Array.isArray(above)) {
    return [...(below as unknown[]), ...(above as unknown[])];
  }
  if (isObject(below) && isObject(above)) {
    const merged = Object.entries(above).map(([key, value]) => [key, merge(below[key], value)] as const);
    return { ...below, ...Object.fromEntries(merged) };
  }
  return above;
}

function isObject(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const ROWS = ATTRIBUTES.map(({ path, prop }) => ({ path, name: path.split('.')[0] as string, keys: prop.split('.') }));

/** Reads what a resource renders back into settings; undefined when it was moved away. */
export function renderedSettings(resource: TerraformResource): RenderedSettings | undefined {
  const attributes = renderedAttributes(resource);
  if (attributes === undefined) {
    return undefined;
  }
  const { settings, unmanaged } = readSettings(attributes);
  // `ignore_changes` names only what the provider knows for sure, which is decided at synth.
  const { unmanaged: declared = [] } = resource as { readonly unmanaged?: readonly OrganizationSetting[] };
  const all = new Set([...unmanaged, ...declared]);
  return { settings, unmanaged: Object.values(OrganizationSetting).filter((setting) => all.has(setting)) };
}

function readSettings(attributes: Attributes): RenderedSettings {
  const settings: Attributes = {};
  for (const { path, name, keys } of ROWS) {
    // Most attributes are not there.
    const value = attributes[name] === undefined ? undefined : valueIn(attributes, path);
    if (value !== undefined && value !== null) {
      setValueAt(settings, keys, value);
    }
  }
  const { ignore_changes: ignored } = (attributes.lifecycle ?? {}) as { readonly ignore_changes?: string[] | string };
  return { settings, unmanaged: ignored === undefined ? [] : settingsIgnored(ignored) };
}

/** The settings that `ignore_changes` covers: all of them, or those whose attributes it names. */
function settingsIgnored(ignored: readonly string[] | string): OrganizationSetting[] {
  const names = Array.isArray(ignored) ? ignored.map((path) => String(path).split(/[.[]/)[0]) : undefined;
  const covered = ATTRIBUTES.filter(({ path }) => names?.includes(path.split('.')[0]) ?? true);
  const settings = new Set(covered.map(({ prop }) => settingOf(prop)));
  return Object.values(OrganizationSetting).filter((setting) => settings.has(setting));
}

/** The attribute of a prop, or of a setting, as somebody who wrote the resource by hand knows it. */
export function attributeOf(prop: string): string {
  if (prop === 'unmanaged') {
    return 'lifecycle.ignore_changes';
  }
  const path = ATTRIBUTES.find((row) => row.prop === prop)?.path;
  return path ?? (ATTRIBUTES.find((row) => settingOf(row.prop) === prop)?.path.split('.')[0] as string);
}
