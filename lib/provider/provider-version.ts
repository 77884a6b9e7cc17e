import { TerraformDataSource, TerraformElement, TerraformProvider, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { stateOf } from '../values/state';
import { resolveTokens } from '../values/unresolved';
import { type IgnorableAttribute, NEWEST_REQUIREMENT, type VersionRequirement } from './attributes';
import { type Fragment, isOrganizationResource, overridesOf } from './fragments';
import { excludes, guarantees, isConstraint, isNewer, newest } from './version-constraints';

/** The local name of Cloudflare's provider, unless a stack requires it under another one. */
export const CLOUDFLARE = 'cloudflare';
export const VERSION_PATH = `terraform.required_providers.${CLOUDFLARE}.version`;
/** The first version that has the resource. */
const OLDEST = '5.0.0';
/** The attributes of the next major version are unknown. */
const NEXT_MAJOR = '6.0.0';

/** The provider versions that an organization requires. */
export interface VersionNeeds {
  readonly requirements: readonly VersionRequirement[];
  readonly ignorable: readonly IgnorableAttribute[];
}

/** The version constraint of a stack's provider. */
interface ProviderVersion {
  /** Undefined if the stack has no Cloudflare provider; not text if an override is invalid. */
  readonly constraint?: unknown;
  /** Whether the user set it: such a constraint is checked and never changed. */
  readonly byUser: boolean;
}

const STATE = Symbol('provider version');

/** The constraint that was decided for a stack. */
function decidedVersion(stack: TerraformStack): { version?: ProviderVersion } {
  return stateOf(stack, STATE, () => ({}));
}

/** A resource that requires provider versions. */
interface VersionedResource extends IConstruct {
  versionNeeds(): VersionNeeds;
}

/**
 * Decides the version constraint of a stack's provider from the resources as they are: replaces the exact version pinned
 * by the bindings with the minimum required range. A constraint set by the user stays.
 */
export function decideProviderVersion(stack: TerraformStack): void {
  const state = decidedVersion(stack);
  const overridden = versionIn(stack, overridesOf(stack));
  if (overridden !== undefined && (state.version?.byUser !== false || state.version.constraint !== overridden)) {
    state.version = { constraint: overridden, byUser: true };
    return;
  }
  const { rendered, generated } = elementVersions(stack);
  if (typeof rendered !== 'string' || !generated.has(rendered)) {
    state.version = { constraint: rendered, byUser: rendered !== undefined };
    return;
  }
  // Reading the needs of all organizations takes time.
  const required = guarantees(rendered, NEWEST_REQUIREMENT) ? [] : requiredVersions(stack);
  const isSufficient = required.every((since) => guarantees(rendered, since));
  const constraint = isSufficient ? rendered : rangeFrom(newest(required));
  if (constraint !== (overridden ?? rendered)) {
    stack.addOverride(VERSION_PATH, constraint);
  }
  state.version = { constraint, byUser: false };
}

/**
 * The versions that the organizations of a stack require. Unmanaged settings count: an update replaces the whole
 * organization, and resets what the provider does not know.
 */
function requiredVersions(stack: TerraformStack): string[] {
  const needs = stack.node
    .findAll()
    .filter(
      (node): node is VersionedResource =>
        isOrganizationResource(node) && 'versionNeeds' in node && TerraformStack.of(node) === stack,
    )
    .map((resource) => resource.versionNeeds());
  return versionsIn(needs.flatMap(({ requirements, ignorable }) => [requirements, ignorable]));
}

/** The constraint that was decided for a stack, or else the one that its provider renders. */
export function constraintOf(stack: TerraformStack): string | undefined {
  const { constraint } = decidedVersion(stack).version ?? { constraint: elementVersions(stack).rendered };
  return constraint === undefined ? undefined : textOf(constraint);
}

/** A constraint as text; empty, which the engine cannot parse either, if it is not text. */
function textOf(constraint: unknown): string {
  return typeof constraint === 'string' ? constraint : '';
}

/** The oldest version that an organization can use; undefined if all of 5.x work. */
export function requiredVersion({ requirements, ignorable }: VersionNeeds): string | undefined {
  const required = versionsIn([requirements, ignorable]);
  return required.length === 0 ? undefined : newest(required);
}

/** The distinct versions in lists. */
function versionsIn(lists: readonly (readonly { readonly since?: string }[])[]): string[] {
  return [...new Set(lists.flatMap((list) => list.flatMap(({ since }) => since ?? [])))];
}

/** How the needs of an organization relate to a constraint set by the user. */
export interface VersionFit {
  /** The user's constraint, if any. */
  readonly constraint?: unknown;
  /** Why no version that the constraint allows can be used: the engine cannot parse it, or none has the resource. */
  readonly problem?: 'not parsable' | 'too old';
  /** The oldest version that meets all requirements. */
  readonly required?: string;
  /** Requirements that the constraint excludes; empty if there is a problem with the constraint itself. */
  readonly unmet: readonly VersionRequirement[];
  /** Unmanaged settings that some allowed versions do not know, and the first version that knows them. */
  readonly unprotected: readonly { readonly setting: string; readonly since: string }[];
}

/** Compares the needs of an organization with the version decided for its stack. */
export function versionFit(stack: TerraformStack, needs: () => VersionNeeds): VersionFit {
  const { constraint, byUser = false } = decidedVersion(stack).version ?? {};
  if (!byUser) {
    return { unmet: [], unprotected: [] };
  }
  const { requirements, ignorable } = needs();
  const required = requiredVersion({ requirements, ignorable }) ?? OLDEST;
  const allowed = textOf(constraint);
  if (!isConstraint(allowed) || excludes(allowed, OLDEST)) {
    const problem = isConstraint(allowed) ? 'too old' : 'not parsable';
    return { constraint, problem, required, unmet: [], unprotected: [] };
  }
  return {
    constraint,
    required,
    unmet: requirements.filter(({ since }) => excludes(allowed, since)),
    unprotected: unprotectedSettings(allowed, ignorable),
  };
}

function unprotectedSettings(constraint: string, ignorable: readonly IgnorableAttribute[]): VersionFit['unprotected'] {
  const newestSince = new Map<string, string>();
  for (const { setting, since } of ignorable) {
    if (since !== undefined && !guarantees(constraint, since) && isNewer(since, newestSince.get(setting) ?? '0')) {
      newestSince.set(setting, since);
    }
  }
  return [...newestSince].map(([setting, since]) => ({ setting, since }));
}

/** The unmanaged attributes that every allowed provider version has, for `ignore_changes`. */
export function ignoredAttributes(stack: TerraformStack, ignorable: readonly IgnorableAttribute[]): string[] {
  const constraint = textOf(decidedVersion(stack).version?.constraint);
  return ignorable.filter(({ since }) => since === undefined || guarantees(constraint, since)).map(({ name }) => name);
}

/** All versions from one on, by default from the first one, up to the next major version. */
export function rangeFrom(version = OLDEST): string {
  return `>= ${version}, < ${NEXT_MAJOR}`;
}

/** The statement with which a user requires a provider version. */
export function versionStatement(since: string): string {
  return `stack.addOverride('${VERSION_PATH}', '${rangeFrom(since)}')`;
}

/** The provider's version in a fragment, without tokens. */
function versionIn(stack: TerraformStack, { terraform }: Fragment): unknown {
  return resolveTokens(stack, terraform?.required_providers?.[CLOUDFLARE]?.version);
}

/** The versions that the elements of a stack render: the last one wins, as when CDKTF merges them. */
function elementVersions(stack: TerraformStack): {
  readonly rendered?: unknown;
  /** The versions that the bindings pin. */
  readonly generated: ReadonlySet<unknown>;
} {
  let rendered: unknown;
  const generated = new Set<unknown>();
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
      rendered = versionIn(stack, node.toTerraform() as Fragment) ?? rendered;
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
