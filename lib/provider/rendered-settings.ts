import type { TerraformResource, TerraformResourceLifecycle } from 'cdktf';
import type { OrganizationSetting } from '../organization-props';
import type { RenderedSettings, ReplacedBlock, TypeMismatch } from '../settings/provenance';
import { ATTRIBUTES, SETTINGS } from '../settings/settings-table';
import { BOOLEAN, NUMBER, type Shape } from '../values/shapes';
import { isStruct, setValueAt, valueAt } from '../values/structs';
import { isUnresolved, resolvedText } from '../values/unresolved';
import { type Attributes, addressOf, attributesIn, type Fragment } from './fragments';
import { applyOverrides, isOverridden } from './overrides';

/** What a resource of this library offers besides the stock L1. */
interface OwnResource {
  /** Its attributes with its own overrides and without those of its stack; undefined if it was moved away. */
  ownAttributes(): Attributes | undefined;
  readonly unmanaged: readonly OrganizationSetting[];
}

/** A resource as the engine receives it. */
interface RenderedResource {
  readonly attributes: Attributes;
  readonly replacedBlocks: readonly ReplacedBlock[];
}

/** The attributes that the engine receives of a resource; undefined if it was moved away. */
export function renderedAttributes(resource: TerraformResource): Attributes | undefined {
  return renderedResource(resource)?.attributes;
}

function renderedResource(resource: TerraformResource): RenderedResource | undefined {
  const { ownAttributes } = resource as Partial<OwnResource>;
  const attributes =
    ownAttributes === undefined
      ? attributesIn(resource.toTerraform() as Fragment, resource)
      : ownAttributes.call(resource);
  if (attributes === undefined || !isOverridden(resource)) {
    return attributes && { attributes, replacedBlocks: [] };
  }
  // If the engine cannot read the result, rules report that, and the stack is not written.
  const { attributes: overridden = attributes, replacedBlocks } = applyOverrides(resource, attributes);
  return { attributes: overridden, replacedBlocks };
}

/** What identifies the organization of a resource; the ids are undefined if they are unresolved. */
export interface Identity {
  readonly address: string;
  readonly accountId?: string;
  /** Undefined also if `ignore_changes` covers it, because a placeholder is not sent. */
  readonly authDomain?: string;
}

/** Reads the identity from the inputs of a resource, which is faster than rendering it, unless it is overridden. */
export function identityOf(resource: TerraformResource): Identity {
  const overridden = isOverridden(resource) ? renderedAttributes(resource) : undefined;
  const attributes = overridden ?? inputsOf(resource);
  const isIgnored = ignoredProps(ignoreChangesIn(attributes)).includes('authDomain');
  return {
    address: addressOf(resource),
    accountId: resolvedText(attributes.account_id),
    authDomain: isIgnored ? undefined : resolvedText(attributes.auth_domain),
  };
}

/** The attributes of the identity, as they are declared. */
function inputsOf(resource: TerraformResource): Attributes {
  const { accountIdInput, authDomainInput } = resource as Partial<Record<'accountIdInput' | 'authDomainInput', string>>;
  return {
    account_id: accountIdInput,
    auth_domain: authDomainInput,
    lifecycle: { ignore_changes: resource.lifecycle?.ignoreChanges },
  };
}

/** Reads the settings back from a rendered resource; undefined if it was moved away. */
export function renderedSettings(resource: TerraformResource): RenderedSettings | undefined {
  const rendered = renderedResource(resource);
  if (rendered === undefined) {
    return undefined;
  }
  const { attributes, replacedBlocks } = rendered;
  const settings: Attributes = {};
  const mismatches = [...wrongStructs(attributes), ...wrongIgnoreChanges(attributes)];
  for (const { prop, attribute, keys, path, shape } of ATTRIBUTES) {
    const value = valueAt(attributes, path);
    if (value !== undefined && value !== null) {
      const converted = convert(shape, value);
      if (converted === undefined) {
        mismatches.push({ prop, attribute, value, type: typeOf(shape) });
      } else {
        setValueAt(settings, keys, converted);
      }
    }
  }
  const ignoreChanges = ignoreChangesIn(attributes);
  const ignored = new Set(ignoredProps(ignoreChanges));
  const declared = unmanagedSettings(resource, ignoreChanges);
  return {
    settings,
    unmanaged: declared.length === 0 && ignored.size === 0 ? [] : notManaged(declared, ignored),
    ignored,
    ignoreChanges: Array.isArray(ignoreChanges) ? ignoreChanges : [],
    mismatches,
    replacedBlocks,
    unresolvedStructs: STRUCTS.filter(({ attribute }) => isUnresolved(attributes[attribute])),
  };
}

/** The settings that are declared as unmanaged, or whose attributes are all ignored. */
function notManaged(
  declared: readonly OrganizationSetting[],
  ignored: ReadonlySet<string>,
): readonly OrganizationSetting[] {
  const isIgnored = (setting: string): boolean =>
    ATTRIBUTES.every((row) => row.setting !== setting || ignored.has(row.prop));
  return SETTINGS.filter((setting) => declared.includes(setting) || isIgnored(setting));
}

/**
 * The settings that a resource declares as unmanaged, without those that an override removes from `ignore_changes`. The
 * list has no attributes that the provider may not have, which is decided at synthesis.
 */
function unmanagedSettings(
  resource: TerraformResource,
  rendered: readonly unknown[] | 'all',
): readonly OrganizationSetting[] {
  const { unmanaged = [] } = resource as Partial<OwnResource>;
  if (unmanaged.length === 0 || rendered === 'all' || !isOverridden(resource)) {
    return unmanaged;
  }
  const { lifecycle } = resource.terraformMetaArguments as { readonly lifecycle?: TerraformResourceLifecycle };
  const declared = lifecycle?.ignoreChanges ?? [];
  const isRemoved = (name: string): boolean =>
    (declared === 'all' || declared.includes(name)) && !rendered.includes(name);
  return unmanaged.filter((setting: string) =>
    ATTRIBUTES.every((row) => row.setting !== setting || !isRemoved(row.path[0] as string)),
  );
}

/** The attributes that have fields. */
const STRUCTS = [
  ...new Map(ATTRIBUTES.filter(({ path }) => path.length > 1).map(({ path, setting }) => [path[0] as string, setting])),
].map(([attribute, prop]) => ({ attribute, prop }));

/** The attributes that have a value in place of fields. */
function wrongStructs(attributes: Attributes): TypeMismatch[] {
  return STRUCTS.filter(({ attribute }) => {
    const value = attributes[attribute];
    return value !== undefined && value !== null && !isStruct(value) && !isUnresolved(value);
  }).map((row) => ({ ...row, value: attributes[row.attribute], type: 'a struct' }));
}

/** The value that an attribute has, which the engine converts between text, numbers and booleans, or undefined. */
function convert(shape: Shape, value: unknown): unknown {
  if (shape.kind === 'list') {
    // The engine accepts `null` among the elements.
    const given: unknown[] | undefined = Array.isArray(value) ? value.filter((element) => element !== null) : undefined;
    const elements = given?.map((element) => convert(shape.element, element));
    return isUnresolved(value) ? value : elements?.includes(undefined) ? undefined : elements;
  }
  if (isUnresolved(value)) {
    return value;
  }
  switch (shape) {
    case BOOLEAN:
      return typeof value === 'boolean' ? value : BOOLEANS.get(value);
    case NUMBER:
      return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
        ? Number(value)
        : undefined;
    default:
      return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
  }
}

const BOOLEANS: ReadonlyMap<unknown, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

function typeOf(shape: Shape): string {
  switch (shape) {
    case BOOLEAN:
      return 'a boolean';
    case NUMBER:
      return 'a number';
    default:
      return shape.kind === 'list' ? 'a list' : 'text';
  }
}

/** The entries of `ignore_changes`, or `all`; none if the engine rejects the value. */
function ignoreChangesIn(attributes: Attributes): readonly unknown[] | 'all' {
  const ignored = ignoreChangesValue(attributes);
  return ignored === 'all' || Array.isArray(ignored) ? ignored : [];
}

function ignoreChangesValue({ lifecycle }: Attributes): unknown {
  return isStruct(lifecycle) ? lifecycle.ignore_changes : undefined;
}

function wrongIgnoreChanges(attributes: Attributes): TypeMismatch[] {
  const value = ignoreChangesValue(attributes);
  const isOfType = value === undefined || value === 'all' || Array.isArray(value);
  const [prop, attribute] = ['lifecycle.ignoreChanges', 'lifecycle.ignore_changes'];
  return isOfType ? [] : [{ prop, attribute, value, type: "a list or 'all'" }];
}

/** The props whose attributes `ignore_changes` covers: all, or those that it names as a whole or in part. */
function ignoredProps(ignored: readonly unknown[] | 'all'): string[] {
  if (ignored.length === 0) {
    return [];
  }
  const paths = ignored === 'all' ? undefined : ignored.map(String);
  const covers = (path: string, attribute: string): boolean =>
    `${attribute}.`.startsWith(`${path}.`) || path.startsWith(`${attribute}[`) || path.startsWith(`${attribute}.`);
  return ATTRIBUTES.filter(({ attribute }) => paths?.some((path) => covers(path, attribute)) ?? true).map(
    ({ prop }) => prop,
  );
}

/** The attribute that a prop or a setting renders: the name that findings about bare resources use. */
export function attributeOf(prop: string): string {
  if (prop === 'unmanaged' || prop === 'liveChecks') {
    return `lifecycle.${prop === 'unmanaged' ? 'ignore_changes' : 'precondition'}`;
  }
  const row = ATTRIBUTES.find((candidate) => candidate.prop === prop);
  const [name = prop] = ATTRIBUTES.find(({ setting }) => setting === prop)?.path ?? [];
  return row?.attribute ?? name;
}
