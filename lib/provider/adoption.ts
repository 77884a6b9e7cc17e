/** How a resource takes over the existing organization: with an import block, unless it is moved. */
import { type TerraformResource, TerraformStack } from 'cdktf';
import type { ZeroTrustOrganizationProps } from '../organization-props';
import { argumentOf } from './arguments';
import { addressOf, attributesIn, type Fragment, overridesOf } from './fragments';
import { isKnownAtPlan } from './plan-time';

/** Whether the library renders an import block. */
export interface ImportDecision {
  /** The id to import; undefined if no import block is rendered. */
  readonly id?: unknown;
  /** Whether the account id may be unknown when the plan is made, so that the user must decide. */
  readonly isUndecided: boolean;
}

const NO_IMPORT: ImportDecision = { isUndecided: false };

/**
 * Decides whether a resource imports the organization of its account. By default it does if the account id is known
 * when the plan is made, and it is neither moved nor imported by other means.
 */
export function importDecision(
  resource: TerraformResource,
  { importExisting, migrateFrom }: ZeroTrustOrganizationProps,
): ImportDecision {
  if (importExisting === false || isImportedByUser(resource)) {
    return NO_IMPORT;
  }
  if (importExisting === undefined && migrateFrom !== undefined) {
    return NO_IMPORT;
  }
  const { accountIdInput } = resource as { readonly accountIdInput?: string };
  const id = argumentOf(resource, 'account_id', accountIdInput) ?? undefined;
  const isDecided = importExisting === true || isKnownAtPlan(TerraformStack.of(resource), id);
  return isDecided ? { id, isUndecided: false } : { isUndecided: true };
}

/** Whether an import block of this library or of the user names the resource. */
export function isImported(resource: TerraformResource, props: ZeroTrustOrganizationProps): boolean {
  return importDecision(resource, props).id !== undefined || isImportedByUser(resource);
}

/** Whether a resource has instances with keys, instead of being one itself. */
export function hasInstances(resource: TerraformResource): boolean {
  const arguments_ = [
    argumentOf(resource, 'count', resource.count),
    argumentOf(resource, 'for_each', resource.forEach),
  ];
  return arguments_.some((value) => value !== undefined);
}

/** Whether the user called `importFrom`, or added an import block to the stack. */
function isImportedByUser(resource: TerraformResource): boolean {
  const { imports } = resource.toMetadata() as { readonly imports?: unknown };
  const { import: added } = overridesOf(TerraformStack.of(resource));
  return imports !== undefined || [added ?? []].flat().some(({ to }) => to === addressOf(resource));
}

/** Whether a resource was moved to another one, so that it is no longer rendered. */
export function isMovedAway(resource: TerraformResource): boolean {
  return (
    resource.hasResourceMove() !== undefined && attributesIn(resource.toTerraform() as Fragment, resource) === undefined
  );
}
