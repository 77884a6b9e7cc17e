import { type TerraformResource, TerraformStack } from 'cdktf';
import type { OrganizationSetting } from '../organization-props';
import type { RenderedSettings, TypeMismatch } from '../settings/provenance';
import { ATTRIBUTES, SETTINGS } from '../settings/settings-table';
import { BOOLEAN, NUMBER, type Shape } from '../values/shapes';
import { isStruct, merge, setValueAt, valueAt } from '../values/structs';
import { isUnresolved, resolvedText } from '../values/unresolved';
import { type Attributes, addressOf, attributesIn, type Fragment, overridesOf } from './fragments';

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

/** What identifies the organization of a resource; the ids are undefined if they are unresolved. */
export interface Identity {
  readonly address: string;
  readonly accountId?: string;
  /** Undefined also if `ignore_changes` covers it, because a placeholder is not sent. */
  readonly authDomain?: string;
}

/** Reads the identity from the inputs and overrides of a resource, which is faster than rendering it. */
export function identityOf(resource: TerraformResource): Identity {
  const { accountIdInput, authDomainInput } = resource as {
    readonly accountIdInput?: string;
    readonly authDomainInput?: string;
  };
  const { account_id: accountId, auth_domain: authDomain }: Attributes = {
    account_id: accountIdInput,
    auth_domain: authDomainInput,
    ...(overridesOf(resource) as Attributes),
    ...attributesIn(overridesOf(TerraformStack.of(resource)), resource),
  };
  const { ignoreChanges = [] } = resource.lifecycle ?? {};
  const isIgnored = ignoreChanges === 'all' || ignoreChanges.includes('auth_domain');
  return {
    address: addressOf(resource),
    accountId: resolvedText(accountId),
    authDomain: isIgnored ? undefined : resolvedText(authDomain),
  };
}

/** Reads the settings back from a rendered resource; undefined if it was moved away. */
export function renderedSettings(resource: TerraformResource): RenderedSettings | undefined {
  const attributes = renderedAttributes(resource);
  if (attributes === undefined) {
    return undefined;
  }
  const settings: Attributes = {};
  const mismatches = wrongStructs(attributes);
  for (const { prop, attribute, keys, path, shape } of ATTRIBUTES) {
    const value = attributes[path[0] as string] === undefined ? undefined : valueAt(attributes, path);
    if (value !== undefined && value !== null) {
      const converted = convert(shape, value);
      if (converted === undefined) {
        mismatches.push({ prop, attribute, value, type: typeOf(shape) });
      } else {
        setValueAt(settings, keys, converted);
      }
    }
  }
  // `ignore_changes` omits attributes that the provider may not have, which is decided at synthesis.
  const { unmanaged: declared = [] } = resource as Partial<OwnResource>;
  const ignoreChanges = ignoreChangesIn(attributes);
  const ignored = new Set(ignoredProps(ignoreChanges));
  const isIgnored = (setting: string): boolean =>
    ignored.size > 0 && ATTRIBUTES.every((row) => row.setting !== setting || ignored.has(row.prop));
  const unmanaged = SETTINGS.filter((setting) => declared.includes(setting) || isIgnored(setting));
  return {
    settings,
    unmanaged,
    ignored,
    ignoreChanges: Array.isArray(ignoreChanges) ? ignoreChanges : [],
    mismatches,
    unresolvedStructs: STRUCTS.filter(({ attribute }) => isUnresolved(attributes[attribute])),
  };
}

/** The attributes that have fields. */
const STRUCTS = [
  ...new Map(ATTRIBUTES.filter(({ path }) => path.length > 1).map(({ path, setting }) => [path[0] as string, setting])),
].map(([attribute, prop]) => ({ attribute, prop }));

/** The attributes that have a value in place of fields. */
function wrongStructs(attributes: Attributes): TypeMismatch[] {
  return STRUCTS.map((row) => ({ ...row, value: attributes[row.attribute], type: 'a struct' })).filter(
    ({ value }) => value !== undefined && value !== null && !isStruct(value) && !isUnresolved(value),
  );
}

/** The value that an attribute has, which the engine converts between text, numbers and booleans, or undefined. */
function convert(shape: Shape, value: unknown): unknown {
  if (shape.kind === 'list') {
    const elements = Array.isArray(value) ? value.map((element) => convert(shape.element, element)) : undefined;
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

/** The entries of `ignore_changes`, or `all`. */
function ignoreChangesIn({ lifecycle }: Attributes): string[] | 'all' {
  const { ignore_changes: ignored = [] } = (lifecycle ?? {}) as { readonly ignore_changes?: unknown[] | string };
  return Array.isArray(ignored) ? ignored.map(String) : 'all';
}

/** The props whose attributes `ignore_changes` covers: all, or those that it names as a whole or in part. */
function ignoredProps(ignored: readonly string[] | 'all'): string[] {
  if (ignored.length === 0) {
    return [];
  }
  const paths = ignored === 'all' ? undefined : ignored;
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
