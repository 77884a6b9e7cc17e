/** The `provider` of a resource, and the provider configurations of its stack. */
import { TerraformProvider, type TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { IDENTIFIER } from '../values/identifiers';
import { valueAt } from '../values/structs';
import { resolveTokens } from '../values/unresolved';
import { argumentOf } from './arguments';
import { overridesOf } from './fragments';
import { CLOUDFLARE } from './provider-version';

/** A local name and an alias, as in `cloudflare.europe`. */
const REFERENCE = new RegExp(String.raw`^\s*(?<name>${IDENTIFIER})(?:\.(?<alias>${IDENTIFIER}))?\s*$`, 'u');

/** A `provider` argument that the engine rejects or misunderstands. */
export interface ProviderProblem {
  readonly provider: unknown;
  /** Completes the sentence that begins with the provider. */
  readonly problem: string;
  /** The alias that the stack does not configure. */
  readonly missingAlias?: string;
}

/** The problem of a resource's `provider` argument, if it has one: only Cloudflare providers of the stack are valid. */
export function providerProblem(resource: TerraformResource): ProviderProblem | undefined {
  const stack = TerraformStack.of(resource);
  const provider = argumentOf(resource, 'provider', resource.provider);
  if (provider === undefined) {
    return undefined;
  }
  const { name, alias } = referenceIn(stack, provider);
  if (name === undefined) {
    return { provider, problem: 'is not a provider' };
  }
  if (!isCloudflare(stack, name)) {
    return { provider, problem: 'is not a Cloudflare provider' };
  }
  if (Construct.isConstruct(provider) && TerraformStack.of(provider) !== stack) {
    return { provider, problem: 'belongs to another stack' };
  }
  return alias === undefined || aliasesIn(stack, name).includes(alias)
    ? undefined
    : { provider, problem: 'is not configured in the stack', missingAlias: alias };
}

/** The local name and the alias of a provider construct, or of an override. */
function referenceIn(stack: TerraformStack, provider: unknown): { readonly name?: string; readonly alias?: string } {
  const isOther = Construct.isConstruct(provider) && !TerraformProvider.isTerraformProvider(provider);
  const reference = TerraformProvider.isTerraformProvider(provider) ? provider.fqn : provider;
  const text = isOther ? undefined : resolveTokens(stack, reference);
  return (typeof text === 'string' ? REFERENCE.exec(text)?.groups : undefined) ?? {};
}

/** Whether a local name stands for Cloudflare's provider, or a copy of it from another source. */
function isCloudflare(stack: TerraformStack, name: string): boolean {
  const required = valueAt(overridesOf(stack), ['terraform', 'required_providers', name, 'source']);
  const sources = [required, ...providersIn(stack, name).map((provider) => provider.terraformProviderSource)];
  return name === CLOUDFLARE || sources.some((source) => `/${String(source)}`.endsWith(`/${CLOUDFLARE}`));
}

/** The aliases that the providers of a stack, and its overrides, configure. */
function aliasesIn(stack: TerraformStack, name: string): unknown[] {
  const added = valueAt(overridesOf(stack), ['provider', name]);
  const configurations = [...providersIn(stack, name).map(configurationOf), added].flat();
  return configurations.map((configuration) => valueAt(Object(configuration) as object, ['alias']));
}

function providersIn(stack: TerraformStack, name: string): TerraformProvider[] {
  return stack.node
    .findAll()
    .filter((node) => TerraformProvider.isTerraformProvider(node))
    .filter((provider) => provider.terraformResourceType === name && TerraformStack.of(provider) === stack);
}

function configurationOf(provider: TerraformProvider): unknown {
  return valueAt(provider.toTerraform() as object, ['provider', provider.terraformResourceType]);
}
