/** Overrides of a resource and its stack, applied as CDKTF applies them when it writes the stack. */
import { type TerraformElement, type TerraformResource, TerraformStack, Tokenization } from 'cdktf';
import type { ReplacedBlock } from '../settings/provenance';
import type { Struct } from '../values/structs';
import { isUnresolved, resolveTokens } from '../values/unresolved';
import { blocksIn, underLabel } from './blocks';
import { type Attributes, overridesOf } from './fragments';

/** A resource after all overrides. */
interface OverriddenResource {
  /** The attributes that the engine receives; undefined if the stack's overrides leave no resource that it can read. */
  readonly attributes?: Attributes;
  readonly replacedBlocks: readonly ReplacedBlock[];
}

/** Whether overrides of a resource, or overrides of its stack, change the resource. */
export function isOverridden(resource: TerraformResource): boolean {
  return hasOwnOverrides(resource) || stackOverridesOn(resource) !== undefined;
}

/** Whether a resource or a data source has overrides of its own. */
export function hasOwnOverrides(element: TerraformElement): boolean {
  return Object.keys(overridesOf(element)).length > 0;
}

/**
 * Applies the stack's overrides to the attributes that a resource renders, and resolves what overrides set. The other
 * attributes stay as they are declared, so that their provenance is known.
 */
export function applyOverrides(resource: TerraformResource, rendered: Attributes): OverriddenResource {
  const stack = TerraformStack.of(resource);
  const path = pathOf(resource);
  const own = overridesOf(resource);
  const ofStack = stackOverridesOn(resource) ?? {};
  // CDKTF merges the overrides of a resource before it resolves them, and those of the stack after that.
  const attributes = resolveOverridden(stack, rendered, own);
  const lower = resolveOverridden(stack, nest(path, attributes), ofStack);
  const merged = resolveOverridden(stack, mergeOverrides(lower, ofStack), ofStack);

  const [content, ...others] = path.reduce(underLabel, [merged]).flatMap(blocksIn);
  const { lifecycle, ...body } = content ?? {};
  const lifecycles = blocksIn(lifecycle);
  const hasResource = content !== undefined && others.length === 0;
  const isReadable = hasResource && lifecycles.length <= 1 && !lifecycles.includes(undefined);
  const replaced = [replacedBlock(own, ['lifecycle']), replacedBlock(ofStack, [...path, 'lifecycle'])];
  return {
    attributes: hasResource ? { ...body, lifecycle: isReadable ? lifecycles[0] : lifecycle } : undefined,
    replacedBlocks: replaced
      .filter((block) => block !== undefined)
      .map(({ prop, value }) => ({ prop, value: resolveTokens(stack, value), isReadable })),
  };
}

/** Merges overrides into a value as CDKTF does, and changes neither of them. */
export function mergeOverrides(lower: unknown, upper: unknown): unknown {
  if (Array.isArray(upper)) {
    return Array.isArray(lower) ? [...(lower as unknown[]), ...(upper as unknown[])] : upper;
  }
  if (!isMerged(upper)) {
    return upper;
  }
  if (lower === null && Object.keys(upper).length === 0) {
    return lower;
  }
  // The keys of a struct that is merged into a list are positions.
  const merged = (Array.isArray(lower) ? [...(lower as unknown[])] : isMerged(lower) ? { ...lower } : {}) as Attributes;
  for (const [key, value] of Object.entries(upper)) {
    if (value === undefined) {
      Reflect.deleteProperty(merged, key);
    } else {
      merged[key] = mergeOverrides(merged[key], value);
    }
  }
  return merged;
}

/** Whether CDKTF merges an override field by field; it replaces a value by anything else, and appends lists. */
function isMerged(override: unknown): override is Struct {
  return (
    typeof override === 'object' &&
    override !== null &&
    !Array.isArray(override) &&
    !Tokenization.isResolvable(override)
  );
}

/** Resolves the parts of a value that overrides set, extend or replace. */
function resolveOverridden(stack: TerraformStack, value: unknown, overrides: unknown): unknown {
  const keys = isMerged(overrides) ? Object.keys(overrides) : [];
  if (!isMerged(value) || !isMerged(overrides) || isUnresolved(value) || keys.some(isUnresolved)) {
    return resolveTokens(stack, value);
  }
  const resolved: Attributes = { ...value };
  for (const key of keys.filter((name) => Object.hasOwn(value, name))) {
    const field = resolveOverridden(stack, value[key], overrides[key]);
    if (field === undefined) {
      Reflect.deleteProperty(resolved, key);
    } else {
      resolved[key] = field;
    }
  }
  return resolved;
}

/** The path of a resource in Terraform JSON. */
function pathOf(resource: TerraformResource): string[] {
  return ['resource', resource.terraformResourceType, resource.friendlyUniqueId];
}

/** The overrides of a resource's stack without those of other resources; undefined if none are left. */
function stackOverridesOn(resource: TerraformResource): Struct | undefined {
  const stack = TerraformStack.of(resource);
  let part: unknown = overridesOf(stack);
  if (!Object.hasOwn(part as object, 'resource') || dropsOverrides(stack, resource)) {
    return undefined;
  }
  const keys: string[] = [];
  for (const key of pathOf(resource)) {
    if (!isMerged(part)) {
      break;
    }
    if (!Object.hasOwn(part, key)) {
      return undefined;
    }
    part = part[key];
    keys.push(key);
  }
  return nest(keys, part);
}

/** CDKTF drops these overrides when it writes HCL. The resources of this library apply them. */
function dropsOverrides(stack: TerraformStack, resource: TerraformResource): boolean {
  const { hclOutput } = stack.synthesizer as { readonly hclOutput?: boolean };
  return hclOutput === true && !('ownAttributes' in resource);
}

function nest(path: readonly string[], value: unknown): Struct {
  return path.reduceRight((inner, key) => ({ [key]: inner }), value) as Struct;
}

/** The override that replaces the block at a path, or one around it; undefined if overrides only merge fields into it. */
function replacedBlock(overrides: unknown, path: readonly string[]): Pick<ReplacedBlock, 'prop' | 'value'> | undefined {
  let value: unknown = overrides;
  for (const [index, key] of path.entries()) {
    if (!isMerged(value)) {
      return { prop: path.slice(0, index).join('.'), value };
    }
    if (!Object.hasOwn(value, key)) {
      return undefined;
    }
    value = value[key];
  }
  return isMerged(value) ? undefined : { prop: path.join('.'), value };
}
