import {
  ZeroTrustOrganization as Bare,
  type ZeroTrustOrganizationConfig,
} from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { App, type TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import {
  OrganizationGuardrails,
  type OrganizationGuardrailsProps,
  Waivers,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { errors, organization, PROPS, stackWithProvider } from '../organization';

export type Limits = Partial<OrganizationGuardrailsProps>;
export type Props = Partial<ZeroTrustOrganizationProps>;

export const TODAY = '2026-11-22';

/** An app on a known day, whose files go into a folder. */
export function appOn(day: string, outdir?: string): App {
  return new App({ outdir, context: { [Waivers.TODAY]: day }, stackTraces: false });
}

export function guardrails(limits: Limits): OrganizationGuardrails {
  return new OrganizationGuardrails({ name: 'company', ...limits });
}

/** The least organization, as somebody writes it with the bindings alone. */
export function bare(scope: Construct, id = 'Bare', config: ZeroTrustOrganizationConfig = {}): Bare {
  const { accountId, name, authDomain } = PROPS;
  return new Bare(scope, id, { accountId, name, authDomain, ...config });
}

export function owned(scope: Construct, id: string, props: Props = {}): ZeroTrustOrganization {
  return new ZeroTrustOrganization(scope, id, { ...PROPS, ...props });
}

/** The warnings in the tree of a construct: `[path] message`. */
export function warningsIn(root: IConstruct): string[] {
  return root.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => `[${node.path}] ${String(data)}`),
    );
}

/** What guardrails come to: the messages, without paths and without the words that all have. */
export function findings(stack: TerraformStack): { errors: string[]; warnings: string[] } {
  const shorten = (line: string): string => line.replace(/^\[[^\]]*\] /, '').replace(', or ask for a waiver', '');
  return { errors: errors(stack).map(shorten), warnings: warningsIn(stack).map(shorten) };
}

/** What guardrails say about some props. */
export function judged(limits: Limits, props: Props = {}): { errors: string[]; warnings: string[] } {
  const construct = organization(props);
  guardrails(limits).applyTo(construct);
  return findings(construct.node.scope as TerraformStack);
}

/** What guardrails say about a resource of the bindings. */
export function judgedBare(
  limits: Limits,
  config: ZeroTrustOrganizationConfig = {},
  overrides: Readonly<Record<string, unknown>> = {},
): { errors: string[]; warnings: string[] } {
  const stack = stackWithProvider();
  const resource = bare(stack, 'Bare', config);
  for (const [path, value] of Object.entries(overrides)) {
    resource.addOverride(path, value);
  }
  guardrails(limits).applyTo(stack);
  return findings(stack);
}
