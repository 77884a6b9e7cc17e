import { TerraformDataSource, TerraformElement, TerraformProvider, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { IgnorableAttribute, Requirement } from './attributes';
import { excludes, guarantees, isNewer } from './versions';

/** The provider's local name: what `required_providers` calls it. */
const CLOUDFLARE = 'cloudflare';
const VERSION_PATH = `terraform.required_providers.${CLOUDFLARE}.version`;
/** The attributes of the next major version are not known. */
const END = '6.0.0';

/** What a stack's organizations ask of the provider's version. */
export interface VersionDemand {
  readonly requirements: readonly Requirement[];
  readonly ignorable: readonly IgnorableAttribute[];
}

/** The constraint on the provider in a stack. */
interface Pin {
  /** Undefined when the stack has no Cloudflare provider. */
  readonly constraint?: string;
  /** Whether a person wrote it, so that it is checked instead of changed. */
  readonly byUser: boolean;
}

const PINS = new WeakMap<TerraformStack, Pin>();

/**
 * Decides the provider's version for a stack, late enough to see what the user set: the version that the
 * bindings were generated from gives way to a range from what is needed; a version of the user's stays.
 */
export function settleProviderVersion(stack: TerraformStack, demands: readonly VersionDemand[]): void {
  const previous = PINS.get(stack);
  const overridden = overriddenVersion(stack);
  if (overridden !== undefined && (previous?.byUser !== false || previous.constraint !== overridden)) {
    PINS.set(stack, { constraint: overridden, byUser: true });
    return;
  }
  const { rendered, generated } = elementVersions(stack);
  if (rendered === undefined || !generated.has(rendered)) {
    PINS.set(stack, { constraint: rendered, byUser: rendered !== undefined });
    return;
  }
  const constraint = overridden ?? rendered;
  // Unmanaged settings count too: an update replaces the whole organization, so what the provider does not know is lost.
  const needed = versions(demands.flatMap(({ requirements, ignorable }) => [requirements, ignorable]));
  if (needed.every((since) => guarantees(constraint, since))) {
    PINS.set(stack, { constraint, byUser: false });
    return;
  }
  const range = rangeFrom(newest(needed));
  stack.addOverride(VERSION_PATH, range);
  PINS.set(stack, { constraint: range, byUser: false });
}

/** The constraint that was decided for a stack, or that its provider renders. */
export function constraintOf(stack: TerraformStack): string | undefined {
  return (PINS.get(stack) ?? { constraint: elementVersions(stack).rendered }).constraint;
}

/** The version that satisfies what one organization asks; undefined when every one does. */
export function neededVersion({ requirements, ignorable }: VersionDemand): string | undefined {
  const needed = versions([requirements, ignorable]);
  return needed.length === 0 ? undefined : newest(needed);
}

function newest(all: readonly string[]): string {
  return all.reduce((a, b) => (isNewer(b, a) ? b : a));
}

/** The versions that any of many lists names, each once. */
function versions(lists: readonly (readonly { readonly since?: string }[])[]): string[] {
  const all = new Set<string>();
  for (const list of lists) {
    for (const { since } of list) {
      if (since !== undefined) {
        all.add(since);
      }
    }
  }
  return [...all];
}

/** How one organization's demand fits its stack's pin. */
export interface VersionFit {
  /** The user's own constraint, if any. */
  readonly constraint?: string;
  /** Requirements that the user's constraint rules out. */
  readonly unmet: readonly Requirement[];
  /** Unmanaged settings that not every version which the user's constraint allows knows, and the first one that does. */
  readonly unprotected: readonly { readonly setting: string; readonly since: string }[];
}

/** Holds an organization's demand against the version that was decided for its stack. */
export function fitToProvider(stack: TerraformStack, demand: () => VersionDemand): VersionFit {
  const { constraint = '', byUser = false } = PINS.get(stack) ?? {};
  if (!byUser) {
    return { unmet: [], unprotected: [] };
  }
  const { requirements, ignorable } = demand();
  return {
    constraint,
    unmet: requirements.filter(({ since }) => excludes(constraint, since)),
    unprotected: unprotectedBy(constraint, ignorable),
  };
}

function unprotectedBy(constraint: string, ignorable: readonly IgnorableAttribute[]): VersionFit['unprotected'] {
  const newest = new Map<string, string>();
  for (const { setting, since } of ignorable) {
    if (since !== undefined && !guarantees(constraint, since) && isNewer(since, newest.get(setting) ?? '0')) {
      newest.set(setting, since);
    }
  }
  return [...newest].map(([setting, since]) => ({ setting, since }));
}

/** The unmanaged attributes that every allowed version has: what `ignore_changes` names. */
export function ignoredAttributes(stack: TerraformStack, ignorable: readonly IgnorableAttribute[]): string[] {
  const constraint = PINS.get(stack)?.constraint ?? '';
  return ignorable.filter(({ since }) => since === undefined || guarantees(constraint, since)).map(({ name }) => name);
}

/** From a version on, up to the next major one. */
function rangeFrom(version: string): string {
  return `>= ${version}, < ${END}`;
}

/** The statement with which a user sets the provider's version. */
export function pinStatement(since: string): string {
  return `stack.addOverride('${VERSION_PATH}', '${rangeFrom(since)}')`;
}

interface TerraformBlock {
  readonly terraform?: { readonly required_providers?: Readonly<Record<string, { readonly version?: unknown }>> };
}

function versionIn(block: TerraformBlock | undefined): string | undefined {
  const version = block?.terraform?.required_providers?.[CLOUDFLARE]?.version;
  return typeof version === 'string' || version === undefined ? version : '';
}

/**
 * The version set with `stack.addOverride`. CDKTF keeps the overrides private; the public way, rendering the
 * whole stack, would make synthesis a third slower.
 */
function overriddenVersion(stack: TerraformStack): string | undefined {
  return versionIn((stack as unknown as { readonly rawOverrides?: TerraformBlock }).rawOverrides);
}

/** What the elements of a stack say about the version: the last one wins, as when CDKTF merges them. */
function elementVersions(stack: TerraformStack): {
  readonly rendered?: string;
  readonly generated: ReadonlySet<string>;
} {
  let rendered: string | undefined;
  const generated = new Set<string>();
  const visit = (node: IConstruct): void => {
    if (TerraformProvider.isTerraformProvider(node) && node.terraformResourceType === CLOUDFLARE) {
      const { providerVersion, providerVersionConstraint } = node.terraformGeneratorMetadata ?? {};
      generated.add(providerVersion ?? providerVersionConstraint ?? '');
    }
    if (
      TerraformElement.isTerraformElement(node) &&
      !TerraformResource.isTerraformResource(node) &&
      !TerraformDataSource.isTerraformDataSource(node)
    ) {
      rendered = versionIn(node.toTerraform() as TerraformBlock) ?? rendered;
    }
    for (const child of node.node.children) {
      if (!TerraformStack.isStack(child)) {
        visit(child);
      }
    }
  };
  visit(stack);
  return { rendered, generated };
}
