/** The attributes that rules evaluate are those that the engine receives, in JSON and in HCL. */
import { parse } from '@cdktf/hcl2json';
import { ZeroTrustOrganization as OrganizationL1 } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { Aspects, Lazy, type TerraformResource, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import type { IConstruct } from 'constructs';
import fc from 'fast-check';
import {
  MfaAuthenticator,
  MfaPreset,
  OrganizationBlueprint,
  OrganizationSetting,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import type { Attributes } from '../../lib/provider/fragments';
import { renderedAttributes, renderedSettings } from '../../lib/provider/rendered-settings';
import { resolveTokens } from '../../lib/values/unresolved';
import { errors, PROPS, stackWithProvider } from '../organization';

const NUM_RUNS = process.env.CI ? 1000 : 60;

const TYPE = 'cloudflare_zero_trust_organization';
const ADDRESS = ['resource', TYPE, 'Organization'].join('.');

/** A value that can contain tokens of a stack. */
type Value = (stack: TerraformStack) => unknown;

/** Values by their notation, so that counterexamples are readable; new ones each time, because overrides change them. */
const VALUES: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['undefined', () => undefined],
  ...['null', 'true', '7', '"1h"', '"all"', '"${var.text}"', '[]', '{}', '["totp"]', '["name"]', '[null]'].map(
    (json): [string, Value] => [json, () => JSON.parse(json) as unknown],
  ),
  ['{ session_duration }', () => ({ session_duration: '2h' })],
  ['[{ ignore_changes }]', () => [{ ignore_changes: ['custom_pages'] }]],
  ['{ 0: … }', () => ({ 0: 'security_key' })],
  ['{ a: { b: null } }', () => ({ a: { b: null, c: [null, 1] } })],
  ['lazy text', () => Lazy.stringValue({ produce: () => '3h' })],
  ['lazy nothing', () => Lazy.anyValue({ produce: () => undefined })],
  ['lazy list', () => Lazy.listValue({ produce: () => ['biometrics'] })],
  ['lazy struct', () => Lazy.anyValue({ produce: () => ({ session_duration: '4h', 0: 'totp' }) })],
  ['struct of lazy', () => ({ session_duration: Lazy.stringValue({ produce: () => '5h' }) })],
  ['lazy key', () => ({ [Lazy.stringValue({ produce: () => 'session_duration' })]: '6h' })],
  ['variable', (stack): unknown => variable(stack).value],
  ['text variable', (stack) => `a ${variable(stack).stringValue}`],
  ['list variable', (stack) => variable(stack).listValue],
]);

const body = () => ({ account_id: PROPS.accountId, name: 'Replaced', mfa_config: { session_duration: '1h' } });

/** Values of a resource, each of which replaces or extends all attributes. */
const BODIES: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['body', body],
  ['[body]', () => [body()]],
  ['[[body]]', () => [[{ name: 'Replaced' }, { account_id: PROPS.accountId }]]],
  ['[body, body]', () => [body(), body()]],
  ['[null]', () => [null]],
  ['lazy body', () => Lazy.anyValue({ produce: body })],
  ['[lazy body]', () => [Lazy.anyValue({ produce: () => ({ ...body(), lifecycle: [{ ignore_changes: ['name'] }] }) })]],
]);

function variable(stack: TerraformStack): TerraformVariable {
  return (stack.node.tryFindChild('text') as TerraformVariable | undefined) ?? new TerraformVariable(stack, 'text', {});
}

/** An override of the resource or its stack, set at once or by an aspect. */
interface Override {
  readonly of: 'resource' | 'stack';
  readonly byAspect: boolean;
  readonly path: string;
  readonly value: string;
}

/** Structs with keys that a block cannot have: HCL has no notation for them. */
const NOT_OF_BLOCKS = ['{ 0: … }', 'lazy struct'];

const onAttribute = {
  path: fc.constantFrom(
    ...['name', 'auth_domain', 'session_duration', 'is_ui_read_only', 'unknown_attribute'],
    ...['mfa_config', 'mfa_config.session_duration', 'mfa_config.allowed_authenticators', 'login_design.header_text'],
    ...['deny_unmatched_requests_exempted_zone_names', 'custom_pages', 'custom_pages.forbidden'],
    ...['lifecycle', 'lifecycle.ignore_changes', 'lifecycle.prevent_destroy'],
  ),
  value: fc.constantFrom(...VALUES.keys()),
  byAspect: fc.boolean(),
};

const override: fc.Arbitrary<Override> = fc
  .oneof(
    { weight: 6, arbitrary: fc.record({ of: fc.constant('resource' as const), ...onAttribute }) },
    {
      weight: 6,
      arbitrary: fc
        .record({ of: fc.constant('stack' as const), ...onAttribute })
        .map((each) => ({ ...each, path: `${ADDRESS}.${each.path}` })),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        of: fc.constant('stack' as const),
        byAspect: fc.boolean(),
        path: fc.constantFrom(ADDRESS, `resource.${TYPE}`, 'resource', `${ADDRESS}_2`, 'resource.other_type.x'),
        value: fc.constantFrom(...BODIES.keys(), 'null', 'undefined', '[]', '"1h"', '{}', 'variable'),
      }),
    },
  )
  .filter(({ path, value }) => !(path.endsWith('lifecycle') && NOT_OF_BLOCKS.includes(value)));

/** The value of an override; types and lists of resources need labels around it. */
function producedBy({ of, path, value }: Override, stack: TerraformStack): unknown {
  const produced = (BODIES.get(value) ?? VALUES.get(value))?.(stack);
  const missing = of === 'stack' && BODIES.has(value) ? [TYPE, 'Organization'].slice(path.split('.').length - 1) : [];
  const labeled = missing.reduceRight((inner, label) => ({ [label]: inner }), produced);
  return missing.length > 0 && value.startsWith('[') ? [labeled] : labeled;
}

const list = fc.uniqueArray(fc.constantFrom(MfaAuthenticator.TOTP, MfaAuthenticator.SECURITY_KEY));
const settings = fc.record(
  {
    sessionDuration: fc.constantFrom('8h', '<token>'),
    mfa: fc.record(
      { preset: fc.constantFrom(MfaPreset.BALANCED, MfaPreset.DISABLED), allowedAuthenticators: list },
      { requiredKeys: [] },
    ),
    denyUnmatchedRequests: fc.record({ exemptedZoneNames: fc.constantFrom<string[][]>(['example.com'], ['<list>']) }),
    loginDesign: fc.record({ headerText: fc.constantFrom('Hello', '', 'a "${var.text}"') }),
    unmanaged: fc.subarray([OrganizationSetting.CUSTOM_PAGES, OrganizationSetting.STRICT_SERVICE_TOKEN_AUTH]),
  },
  { requiredKeys: [] },
);
const organization = fc.record({
  props: settings,
  blueprint: fc.option(settings, { nil: undefined }),
  ignoreChanges: fc.constantFrom(undefined, ['name'], 'all' as const),
  overrides: fc.array(override, { maxLength: 3 }),
});
type Organization = typeof organization extends fc.Arbitrary<infer T> ? T : never;

/** Adds the organization to a new stack. */
function build({ props, blueprint, ignoreChanges, overrides }: Organization): ZeroTrustOrganization {
  const stack = stackWithProvider();
  const withTokens = <T>(given: T): T => {
    const text = JSON.stringify(given).replaceAll('<token>', variable(stack).stringValue);
    return JSON.parse(text, (_, value: unknown) =>
      Array.isArray(value) && value[0] === '<list>' ? variable(stack).listValue : value,
    ) as T;
  };
  const construct = new ZeroTrustOrganization(stack, 'Organization', {
    ...PROPS,
    ...(withTokens(props) as Partial<ZeroTrustOrganizationProps>),
    blueprint: blueprint && new OrganizationBlueprint({ name: 'baseline', settings: withTokens(blueprint) }),
    lifecycle: { ignoreChanges },
  });
  for (const each of overrides) {
    const add = (): void => {
      (each.of === 'stack' ? stack : construct.resource).addOverride(each.path, producedBy(each, stack));
    };
    if (each.byAspect) {
      const visited = new Set<IConstruct>(); // a second synthesis adds nothing
      Aspects.of(stack).add({
        visit: (node) => {
          if (node === construct.resource && !visited.has(node)) {
            visited.add(node);
            add();
          }
        },
      });
    } else {
      add();
    }
  }
  return construct;
}

/** What a function returns; undefined if it throws, as CDKTF does for some overrides. */
function attempt<T>(get: () => T): T | undefined {
  try {
    return get();
  } catch {
    return undefined;
  }
}

/** The organization in Terraform JSON as the engine reads it; undefined if it finds none or several, or rejects it. */
function engineReads(json: string): Attributes | undefined {
  const { resource } = JSON.parse(json) as { readonly resource?: unknown };
  const types = structs(resource)?.flatMap((each) => (TYPE in each ? [each[TYPE]] : []));
  const named = types?.map((type) =>
    structs(type)?.flatMap((each) => ('Organization' in each ? [each.Organization] : [])),
  );
  const values = named?.includes(undefined) ? undefined : named?.flat();
  const body = values?.length === 1 ? oneBlock(values[0]) : undefined;
  const lifecycle = body && (isAbsent(body.lifecycle) ? {} : oneBlock(body.lifecycle));
  return lifecycle && { ...body, lifecycle };
}

function structs(value: unknown): Attributes[] | undefined {
  const all = [value].flat();
  return all.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each))
    ? (all as Attributes[])
    : undefined;
}

function isAbsent(block: unknown): boolean {
  return block === undefined || block === null || (Array.isArray(block) && block.length === 0);
}

function oneBlock(value: unknown): Attributes | undefined {
  const blocks: unknown[] = Array.isArray(value) ? value : [value];
  const [block] = blocks;
  const parts = Array.isArray(block) ? structs(block) : structs(block === null && Array.isArray(value) ? {} : block);
  return blocks.length === 1 ? parts && (Object.assign({}, ...parts) as Attributes) : undefined;
}

/** Attributes as rules see them: without meta-arguments except for `ignore_changes`, and without metadata. */
function relevant({ lifecycle, ...attributes }: Attributes): unknown {
  const hidden = ['//', 'provider', 'depends_on'];
  const shown = Object.entries(attributes).filter(([name]) => !hidden.includes(name));
  const { ignore_changes } = (lifecycle ?? {}) as Attributes;
  return JSON.parse(JSON.stringify({ ...Object.fromEntries(shown), ignore_changes }));
}

function viewOf(resource: TerraformResource): unknown {
  const attributes = renderedAttributes(resource) ?? {};
  return relevant(resolveTokens(TerraformStack.of(resource), attributes) as Attributes);
}

/** The organization in HCL as a parser reads it: blocks are lists, references and `null` are expressions. */
async function parsedHcl(hcl: string): Promise<unknown> {
  const { resource } = (await parse('main.tf', hcl)) as {
    readonly resource?: Record<string, Record<string, Attributes[]> | undefined>;
  };
  const body = resource?.[TYPE]?.Organization?.[0];
  const [lifecycle = {}] = (body?.lifecycle ?? []) as Attributes[];
  const { ignore_changes: ignored } = lifecycle;
  const names = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/^\$\{(\w+)\}$/, '$1') : value);
  const ignore_changes = Array.isArray(ignored) ? ignored.map(names) : names(ignored);
  return body && withNull(relevant({ ...body, lifecycle: { ...lifecycle, ignore_changes } }));
}

function withNull(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('"${null}"', 'null')) as unknown;
}

describe('over random organizations, overrides and aspects', () => {
  test('rules evaluate what the engine receives, in JSON and in HCL', async () => {
    await fc.assert(
      fc.asyncProperty(organization, async (given) => {
        const construct = build(given);
        const stack = TerraformStack.of(construct);
        const json = attempt(() => Testing.synth(stack));
        fc.pre(json !== undefined);
        const written = engineReads(json);
        const { replacedBlocks = [] } = renderedSettings(construct.resource) ?? {};
        expect(replacedBlocks.every(({ isReadable }) => isReadable)).toBe(written !== undefined);
        if (written !== undefined) {
          expect(viewOf(construct.resource)).toEqual(relevant(written));
          expect(await parsedHcl(String(Testing.synthHcl(stack)))).toEqual(relevant(written));
        }
      }),
      { numRuns: NUM_RUNS },
    );
  }, 600_000);
});

test('the fast way of reading a resource gives the same settings as the complete one', () => {
  fc.assert(
    fc.property(organization, (given) => {
      const { resource } = build({ ...given, overrides: [] });
      errors(TerraformStack.of(resource));
      const fast = renderedSettings(resource);
      expect(fast).toBeDefined();
      Object.assign(resource, { plainAttributes: () => undefined });
      expect(renderedSettings(resource)).toEqual(fast);
    }),
    { numRuns: NUM_RUNS / 4 },
  );
});

test('validation does not fail unexpectedly, and does not change what is written, including the provider version', () => {
  fc.assert(
    fc.property(organization, fc.constantFrom('synth', 'synthHcl'), (given, synth) => {
      const plain = TerraformStack.of(build(given));
      const written = attempt(() => Testing[synth](plain) as unknown);
      fc.pre(written !== undefined);
      const validated = TerraformStack.of(build(given));
      errors(validated);
      expect(Testing[synth](validated)).toEqual(written);
    }),
    { numRuns: NUM_RUNS / 4 },
  );
});

describe('a bare resource', () => {
  function bare(): OrganizationL1 {
    const { accountId, name } = PROPS;
    const resource = new OrganizationL1(stackWithProvider(), 'Organization', { accountId, name });
    resource.addOverride('mfa_config', Lazy.anyValue({ produce: () => ({ session_duration: '1h' }) }));
    TerraformStack.of(resource).addOverride(`${ADDRESS}.session_duration`, '2h');
    return resource;
  }

  test('is evaluated with its overrides and those of its stack, as JSON has them', () => {
    const resource = bare();
    expect(viewOf(resource)).toMatchObject({ session_duration: '2h', mfa_config: { session_duration: '1h' } });
    expect(viewOf(resource)).toEqual(relevant(engineReads(Testing.synth(TerraformStack.of(resource))) ?? {}));
  });

  test('is evaluated without overrides of its stack by cdktf synth --hcl, where CDKTF drops them', () => {
    process.env.SYNTH_HCL_OUTPUT = 'true';
    try {
      const resource = bare();
      expect(viewOf(resource)).not.toHaveProperty('session_duration');
      expect(Testing.synthHcl(TerraformStack.of(resource))).not.toContain('2h');
    } finally {
      delete process.env.SYNTH_HCL_OUTPUT;
    }
  });
});
