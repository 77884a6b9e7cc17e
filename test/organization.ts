import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import type { Construct } from 'constructs';
import { ZeroTrustOrganization, type ZeroTrustOrganizationProps } from '../lib';
import { isNewer } from '../lib/provider/version-constraints';

export const ACCOUNT_ID = '023e105f4ecef8ad9ca31a8372d0c353';
export const ZONE_ID = '9a7806061c88ada191ed06f989cc3dac';

/** The required props, and a lock, so that there are no warnings. */
export const PROPS: ZeroTrustOrganizationProps = {
  accountId: ACCOUNT_ID,
  name: 'Widget Corp',
  authDomain: 'widget-corp.cloudflareaccess.com',
  readOnlyLock: { reason: 'managed in github.com/widget-corp/platform' },
};

/** A stack with a Cloudflare provider. */
export function stackWithProvider(scope: Construct = Testing.app(), id = 'stack'): TerraformStack {
  const stack = new TerraformStack(scope, id);
  new CloudflareProvider(stack, 'Cloudflare', {});
  return stack;
}

/** An organization in a stack of its own; `undefined` removes a prop of `PROPS`. */
export function organization(props: Partial<ZeroTrustOrganizationProps> = {}): ZeroTrustOrganization {
  return new ZeroTrustOrganization(stackWithProvider(), 'Organization', { ...PROPS, ...props });
}

/** The range that replaces a version pinned by bindings. */
export function rangeFrom(version: string): string {
  return `>= ${version}, < 6.0.0`;
}

/** The provider version that the bindings of the framework pin. */
export function pinnedVersion(): string {
  const [provider] = stackWithProvider().allProviders();
  return provider?.terraformGeneratorMetadata?.providerVersion as string;
}

/** The constraint of a stack that requires a version: the version pinned by the bindings, unless it is too old. */
export function constraintFrom(version: string): string {
  const pinned = pinnedVersion();
  return isNewer(version, pinned) ? rangeFrom(version) : pinned;
}

export interface Rendered {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
  readonly import?: Record<string, unknown>[];
  readonly moved?: Record<string, unknown>[];
  readonly terraform?: { required_providers: { cloudflare: { version: string } } };
}

/** The stack of a construct as Terraform JSON. */
export function synth(construct: ZeroTrustOrganization | TerraformStack, validate = true): Rendered {
  return JSON.parse(Testing.synth(TerraformStack.of(construct), validate)) as Rendered;
}

/** The attributes of the resource of an organization. */
export function attributes(construct: ZeroTrustOrganization, validate = true): Record<string, unknown> {
  const { resource } = synth(construct, validate);
  return resource.cloudflare_zero_trust_organization?.[construct.resource.friendlyUniqueId] as Record<string, unknown>;
}

/** The attributes that an organization with some props renders. */
export function rendered(props: Partial<ZeroTrustOrganizationProps> = {}): Record<string, unknown> {
  return attributes(organization(props));
}

/** The errors of a stack, each beginning with the path of the construct in brackets. */
export function errors(construct: ZeroTrustOrganization | TerraformStack): string[] {
  try {
    Testing.synth(TerraformStack.of(construct), true);
    return [];
  } catch (error) {
    const [frame = '', ...lines] = String(error).split('\n');
    if (frame !== 'Error: Validation failed with the following errors:') {
      throw error;
    }
    return lines.filter((line) => line.startsWith('  [')).map((line) => line.trim());
  }
}

/** The problems that a constructor reports; none if it accepts the props. */
export function thrownProblems(subject: string, construct: () => unknown): string[] {
  try {
    construct();
    return [];
  } catch (error) {
    const [header, ...problems] = String(error).split('\n');
    expect(header).toBe(`Error: Invalid props of ${subject}:`);
    return problems.map((problem) => problem.replace(/^ {2}/, ''));
  }
}

/** The warnings of an organization, which are added when CDKTF validates its stack. */
export function warnings(construct: ZeroTrustOrganization): string[] {
  errors(construct);
  return warningsOn(construct);
}

/** The warnings that were added to a construct. */
export function warningsOn({ node }: ZeroTrustOrganization): string[] {
  return node.metadata.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => String(data));
}

/** The errors of an organization with some props, without the path of the construct. */
export function errorsOf(props: Partial<ZeroTrustOrganizationProps>): string[] {
  return errors(organization(props)).map((line) => line.replace('[stack/Organization] ', ''));
}

/** The warnings of an organization with some props. */
export function warningsOf(props: Partial<ZeroTrustOrganizationProps>): string[] {
  return warnings(organization(props));
}
