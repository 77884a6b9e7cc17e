import { TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

const ORGANIZATION = 'cloudflare_zero_trust_organization';

/** The attributes of a resource as they are rendered. */
export type Attributes = Record<string, unknown>;

/** A part of a stack's configuration, in the form of Terraform JSON. */
export interface Fragment {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>> | undefined>>;
  readonly data?: unknown;
  locals?: unknown;
  readonly terraform?: { readonly required_providers?: Readonly<Record<string, { readonly version?: unknown }>> };
  moved?: readonly Attributes[];
  import?: readonly Attributes[];
}

/** Whether a construct is an organization's resource: this library's, or one of any bindings. */
export function isOrganizationResource(construct: IConstruct): construct is TerraformResource {
  return TerraformResource.isTerraformResource(construct) && construct.terraformResourceType === ORGANIZATION;
}

/** The address of a resource in the stack's module. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/** The attributes of a resource in a fragment; undefined if the fragment does not contain the resource. */
export function attributesIn({ resource: resources }: Fragment, resource: TerraformResource): Attributes | undefined {
  return resources?.[resource.terraformResourceType]?.[resource.friendlyUniqueId];
}

/** The overrides set with `addOverride`, which CDKTF keeps private. Rendering a stack to read them would be slower. */
export function overridesOf(element: IConstruct): Fragment {
  return (element as unknown as { readonly rawOverrides?: Fragment }).rawOverrides ?? {};
}
