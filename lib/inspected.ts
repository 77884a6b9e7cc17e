import type { IConstruct } from 'constructs';
import type { EffectiveSettings } from './defaults';
import type { ZeroTrustOrganizationProps } from './organization-props';
import type { OrganizationResource } from './provider/organization-resource';

/** An organization, as the rules see it. */
export interface Inspected {
  readonly construct: IConstruct;
  /** What the user typed. */
  readonly own: ZeroTrustOrganizationProps;
  /** That, with the settings of its blueprint under it. */
  readonly given: ZeroTrustOrganizationProps;
  readonly effective: EffectiveSettings;
  readonly resource: OrganizationResource;
}
