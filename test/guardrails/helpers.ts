import {
  ZeroTrustOrganization as Bare,
  type ZeroTrustOrganizationConfig,
} from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { App, type TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import {
  type MfaAuthenticator,
  OrganizationGuardrails,
  type OrganizationGuardrailsProps,
  Waivers,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { errors, organization, PROPS, stackWithProvider } from '../organization';

export type Limits = Partial<OrganizationGuardrailsProps>;
export type Props = Partial<ZeroTrustOrganizationProps>;
/** Attributes by their path in a resource, such as `mfa_config.session_duration`. */
export type Overrides = Readonly<Record<string, unknown>>;

/** Props with MFA settings. */
export const mfa = (settings: Props['mfa']): Props => ({ mfa: settings });
/** Props with a lock. */
export const lock = (reason: string, locked = true): Props => ({ readOnlyLock: { reason, locked } });
/** A variable in place of an authenticator. */
export const authenticator = (variable: TerraformVariable): MfaAuthenticator => variable.stringValue as never;

export const TODAY = '2026-11-22';

/** Account ids besides the one in `PROPS`: an account has only one organization. */
export const SECOND_ACCOUNT = '1'.repeat(32);
export const THIRD_ACCOUNT = '2'.repeat(32);

/** An app that evaluates waivers on a fixed day. */
export function appOn(day: string, outdir?: string): App {
  return new App({ outdir, context: { [Waivers.TODAY]: day }, stackTraces: false });
}

export function guardrails(limits: Limits): OrganizationGuardrails {
  return new OrganizationGuardrails({ name: 'company', ...limits });
}

/** A resource of the provider's bindings with the required arguments only. */
export function bare(scope: Construct, id = 'Bare', config: ZeroTrustOrganizationConfig = {}): Bare {
  const { accountId, name, authDomain } = PROPS;
  return new Bare(scope, id, { accountId, name, authDomain, ...domainOf(config.accountId), ...config });
}

/** A login domain of its own for another account than that of `PROPS`. */
function domainOf(accountId: string | undefined): { authDomain?: string } {
  return accountId === undefined ? {} : { authDomain: `account-${accountId}.cloudflareaccess.com` };
}

export function owned(scope: Construct, id: string, props: Props = {}): ZeroTrustOrganization {
  return new ZeroTrustOrganization(scope, id, { ...PROPS, ...domainOf(props.accountId), ...props });
}

export interface Lines {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export const NOTHING: Lines = { errors: [], warnings: [] };

/** The warnings at and below a construct: `[path] message`. */
export function warningsIn(root: IConstruct): string[] {
  return root.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => `[${node.path}] ${String(data)}`),
    );
}

/** The messages of the guardrails in a stack, without the path of the construct. */
export function messages(stack: TerraformStack): Lines {
  const ofGuardrails = (lines: readonly string[]): string[] =>
    lines.filter((line) => line.includes('[guardrail ')).map((line) => line.replace(/^\[[^\]]*\] /, ''));
  return { errors: ofGuardrails(errors(stack)), warnings: ofGuardrails(warningsIn(stack)) };
}

/** The findings of the guardrails in a stack, each as `<guardrail id> <prop>`. */
export function findings(stack: TerraformStack): Lines {
  const found = messages(stack);
  return { errors: found.errors.map(summary), warnings: found.warnings.map(summary) };
}

/** The path, the id and the prop of a message: `[stack/Owned] max-session-duration sessionDuration`. */
export function summary(line: string): string {
  const pattern = /^(?<paths>(?:\[[^\]]*\] |also )*)(?<prop>[a-z]\S* )?.*\[(?:guardrail )?(?<id>[^[\]]+)\]$/s;
  const { paths = '', prop = '', id } = pattern.exec(line)?.groups ?? {};
  return id === undefined ? line : `${paths}${id} ${prop}`.trim();
}

/** The errors with which the synthesis of an app fails, of stacks or of the app, summarized. */
export function synthErrors(app: App): string[] {
  try {
    app.synth();
    return [];
  } catch (error) {
    const lines = String(error).split('\n');
    return lines
      .filter((line) => line.startsWith('  [') || line.startsWith('Error: ['))
      .map((line) => summary(line.trim()));
  }
}

/** A stack with an organization, to which guardrails are applied. */
export function stackOf(limits: Limits, props: Props = {}): TerraformStack {
  const construct = organization(props);
  guardrails(limits).applyTo(construct);
  return construct.node.scope as TerraformStack;
}

/** A stack with an organization whose props use a Terraform variable, to which guardrails are applied. */
export function stackWithVariable(limits: Limits, props: (variable: TerraformVariable) => Props): TerraformStack {
  const stack = stackWithProvider();
  owned(stack, 'Organization', props(new TerraformVariable(stack, 'v', {})));
  guardrails(limits).applyTo(stack);
  return stack;
}

/** A stack with a resource of the bindings, to which guardrails are applied. */
export function stackOfBare(
  limits: Limits,
  config: ZeroTrustOrganizationConfig = {},
  overrides: Overrides = {},
): TerraformStack {
  const stack = stackWithProvider();
  const resource = bare(stack, 'Bare', config);
  for (const [path, value] of Object.entries(overrides)) {
    resource.addOverride(path, value);
  }
  guardrails(limits).applyTo(stack);
  return stack;
}
