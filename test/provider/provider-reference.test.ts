import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { ZeroTrustOrganization as OrganizationL1 } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { type App, Lazy, TerraformProvider, TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { ZeroTrustOrganization } from '../../lib';
import { PROPS, stackWithProvider } from '../organization';
import { findings, messages, NOTHING } from '../rules/helpers';

const REJECTED = { errors: ['provider-reference provider'], warnings: [] };

/** A provider as `cdktf get` generates it. */
class OtherProvider extends TerraformProvider {
  public constructor(scope: Construct, name: string, source: string) {
    super(scope, `Provider ${name}`, { terraformResourceType: name, terraformProviderSource: source });
  }
}

/** An organization with a provider in a stack that also has the alias `europe`. */
function withProvider(provider: (stack: TerraformStack, app: App) => TerraformProvider): ZeroTrustOrganization {
  const app = Testing.app();
  const stack = stackWithAlias(app);
  return new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, provider: provider(stack, app) });
}

/** An organization whose provider is overridden. */
function withOverride(
  provider: unknown,
  edit: (stack: TerraformStack) => void = () => undefined,
): ZeroTrustOrganization {
  const stack = stackWithAlias();
  const construct = new ZeroTrustOrganization(stack, 'Organization', PROPS);
  construct.resource.addOverride('provider', provider);
  edit(stack);
  return construct;
}

function stackWithAlias(app = Testing.app()): TerraformStack {
  const stack = stackWithProvider(app);
  new CloudflareProvider(stack, 'Europe', { alias: 'europe' });
  return stack;
}

describe('a provider is accepted', () => {
  test.each<[string, (stack: TerraformStack) => TerraformProvider]>([
    ['of the stack', (stack) => new CloudflareProvider(new Construct(stack, 'scope'), 'Asia', { alias: 'asia' })],
    ['from a mirror', (stack) => new OtherProvider(stack, 'cf', 'mirror.local/team/cloudflare')],
  ])('%s', (_, provider) => {
    expect(findings(withProvider(provider))).toEqual(NOTHING);
  });

  test.each<[string, unknown, (stack: TerraformStack) => void]>([
    ['the default provider', 'cloudflare', () => undefined],
    ['an alias', 'cloudflare.europe', () => undefined],
    ['an alias between blanks', ' cloudflare.europe ', () => undefined],
    ['a token', Lazy.stringValue({ produce: () => 'cloudflare.europe' }), () => undefined],
    ['nothing', undefined, () => undefined],
    [
      'an alias that the stack adds',
      'cloudflare.asia',
      (stack) => {
        stack.addOverride('provider.cloudflare', [{ alias: 'asia' }]);
      },
    ],
    [
      'another local name',
      'cf.asia',
      (stack) => {
        stack.addOverride('terraform.required_providers.cf', { source: 'cloudflare/cloudflare' });
        stack.addOverride('provider.cf', { alias: 'asia' });
      },
    ],
  ])('in an override: %s', (_, provider, edit) => {
    expect(findings(withOverride(provider, edit))).toEqual(NOTHING);
  });
});

describe('a provider is rejected', () => {
  test.each<[string, string, (stack: TerraformStack, app: App) => TerraformProvider]>([
    ['another resource', 'is not a provider', (stack) => new OrganizationL1(stack, 'Other', {}) as never],
    [
      'a provider of another type',
      'is not a Cloudflare provider',
      (stack) => new OtherProvider(stack, 'aws', 'hashicorp/aws'),
    ],
    [
      'the default provider of another stack',
      'belongs to another stack',
      (_, app) => new CloudflareProvider(new TerraformStack(app, 'other'), 'Cloudflare', {}),
    ],
    [
      'an alias of another stack',
      'belongs to another stack',
      (_, app) => new CloudflareProvider(new TerraformStack(app, 'other'), 'Europe', { alias: 'europe' }),
    ],
  ])('if it is %s', (_, problem, provider) => {
    const construct = withProvider(provider);
    expect(findings(construct)).toEqual(REJECTED);
    expect(messages(construct).errors).toEqual([expect.stringContaining(`${problem}. Use`)]);
  });

  test.each([
    'cloudflare.asia',
    'cloudflare.europe.x',
    'cloudflare.1',
    'cloudflare[0]',
    'Cloudflare',
    'aws',
    'aws.europe',
    '',
    '${cloudflare}',
    '${cloudflare.europe}',
    null,
    ['cloudflare'],
  ])('if an override is %j', (provider) => {
    expect(findings(withOverride(provider))).toEqual(REJECTED);
  });

  test('also if an override of the stack is the last one', () => {
    const construct = withOverride('cloudflare.europe', (stack) => {
      stack.addOverride('resource.cloudflare_zero_trust_organization.Organization.provider', 'aws');
    });
    expect(findings(construct)).toEqual(REJECTED);
  });

  test('with the alias that is missing', () => {
    const construct = withOverride('cloudflare.asia');
    new CloudflareProvider(TerraformStack.of(construct), 'Asia', { alias: 'asia' });
    expect(findings(construct)).toEqual(NOTHING);
  });
});
