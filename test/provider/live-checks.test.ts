import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Aspects, TerraformDataSource, TerraformLocal, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import {
  LiveCheck,
  type LiveCheckOptions,
  type MfaAuthenticator,
  OrganizationBlueprint,
  OrganizationSetting,
  UnreadableHandling,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { LIVE_CHECK_ROWS } from '../../lib/provider/live-check-rows';
import {
  ACCOUNT_ID,
  constraintFrom,
  errors,
  organization,
  PROPS,
  stackWithProvider,
  synth,
  ZONE_ID,
} from '../organization';

type Props = Partial<ZeroTrustOrganizationProps>;
type Attributes = Record<string, unknown>;

const ALL = Object.values(LiveCheck);
const LIST_ID = '8d04f4b5-7b3c-4a5e-9c4f-6d5b1f0a2c3e';

/** Props for which every check compares something. */
const EVERYTHING: Props = {
  autoRedirectToIdentity: true,
  readOnlyLock: { locked: false, reason: 'the team uses the dashboard' },
  mfa: { requiredAaguids: LIST_ID },
  denyUnmatchedRequests: { exemptedZoneNames: ['widget-corp.com'] },
  customPages: { forbidden: LIST_ID, identityDenied: LIST_ID },
};

interface Rendered {
  readonly data: Record<string, Attributes>;
  readonly locals: Record<string, string>;
  readonly preconditions: readonly { readonly condition: string; readonly error_message: string }[];
  readonly version: string;
}

/** What the live checks of a stack with one organization render; data sources by their type. */
function renderedIn(construct: ZeroTrustOrganization): Rendered {
  const document = synth(construct) as unknown as {
    data?: Record<string, Record<string, Attributes>>;
    locals?: Record<string, string>;
    resource: { cloudflare_zero_trust_organization: Record<string, { lifecycle: Attributes }> };
    terraform: { required_providers: { cloudflare: { version: string } } };
  };
  const { lifecycle } = Object.values(document.resource.cloudflare_zero_trust_organization)[0] ?? { lifecycle: {} };
  const data = Object.entries(document.data ?? {}).map(([type, named]) => {
    const [attributes] = Object.values(named);
    return [type, Object.fromEntries(Object.entries(attributes ?? {}).filter(([name]) => name !== '//'))] as const;
  });
  return {
    data: Object.fromEntries(data),
    locals: document.locals ?? {},
    preconditions: (lifecycle.precondition ?? []) as Rendered['preconditions'],
    version: document.terraform.required_providers.cloudflare.version,
  };
}

const rendered = (props: Props): Rendered => renderedIn(organization(props));

/** The checks of which preconditions are rendered. */
function checksIn({ preconditions }: Rendered): string[] {
  const ids = preconditions.map(({ error_message: message }) => /\[live check ([a-z-]+)\]$/.exec(message)?.[1] ?? '');
  return [...new Set(ids)];
}

const ACCOUNT = { account_id: ACCOUNT_ID };
const LIST = { ...ACCOUNT, max_items: 10_000 };

describe('an organization without live checks', () => {
  test.each([{}, { liveChecks: [] }, { liveCheckOptions: { onUnreadable: UnreadableHandling.PASS } }])(
    'renders what it renders without %j',
    (props) => {
      expect(synth(organization(props))).toEqual(synth(organization()));
    },
  );
});

describe('a check', () => {
  test.each<[LiveCheck, Props, Record<string, Attributes>]>([
    [LiveCheck.LOGIN_DOMAIN_UNCHANGED, {}, { cloudflare_zero_trust_organization: ACCOUNT }],
    [LiveCheck.NOTHING_LOOSENED, {}, { cloudflare_zero_trust_organization: ACCOUNT }],
    [
      LiveCheck.SINGLE_IDENTITY_PROVIDER,
      { autoRedirectToIdentity: true },
      { cloudflare_zero_trust_access_identity_providers: LIST },
    ],
    [
      LiveCheck.EXEMPTED_ZONES_EXIST,
      { denyUnmatchedRequests: { exemptedZoneNames: ['widget-corp.com'] } },
      { cloudflare_zones: { account: { id: ACCOUNT_ID }, max_items: 10_000 } },
    ],
    [
      LiveCheck.UNMATCHED_ZONES_COVERED,
      { denyUnmatchedRequests: {} },
      {
        cloudflare_zones: { account: { id: ACCOUNT_ID }, max_items: 10_000 },
        cloudflare_zero_trust_access_applications: LIST,
      },
    ],
    [
      LiveCheck.CUSTOM_PAGES_EXIST,
      { customPages: { forbidden: LIST_ID } },
      { cloudflare_zero_trust_access_custom_pages: LIST },
    ],
    [LiveCheck.AAGUID_LIST_USABLE, { mfa: { requiredAaguids: LIST_ID } }, { cloudflare_zero_trust_lists: LIST }],
  ])('%s renders its data sources, locals and preconditions', (check, props, data) => {
    const result = rendered({ ...props, liveChecks: [check] });
    expect(result.data).toEqual(data);
    expect(checksIn(result)).toEqual([check]);
    for (const { condition } of result.preconditions) {
      expect(condition).toContain('local.Organization_live_');
    }
  });

  test.each<[LiveCheck, string, Props]>([
    [LiveCheck.LOGIN_DOMAIN_UNCHANGED, 'an ignored one', { lifecycle: { ignoreChanges: ['auth_domain'] } }],
    [LiveCheck.SINGLE_IDENTITY_PROVIDER, 'none', {}],
    [LiveCheck.SINGLE_IDENTITY_PROVIDER, 'false', { autoRedirectToIdentity: false }],
    [
      LiveCheck.SINGLE_IDENTITY_PROVIDER,
      'an unmanaged one',
      { unmanaged: [OrganizationSetting.AUTO_REDIRECT_TO_IDENTITY] },
    ],
    [LiveCheck.EXEMPTED_ZONES_EXIST, 'none', { denyUnmatchedRequests: {} }],
    [LiveCheck.EXEMPTED_ZONES_EXIST, 'an empty list', { denyUnmatchedRequests: { exemptedZoneNames: [] } }],
    [LiveCheck.UNMATCHED_ZONES_COVERED, 'none', {}],
    [LiveCheck.UNMATCHED_ZONES_COVERED, 'false', { denyUnmatchedRequests: { enabled: false } }],
    [LiveCheck.CUSTOM_PAGES_EXIST, 'none', {}],
    [LiveCheck.AAGUID_LIST_USABLE, 'none', {}],
    [
      LiveCheck.NOTHING_LOOSENED,
      'only stricter and allowed ones',
      { liveCheckOptions: { allowLoosening: [OrganizationSetting.MFA, OrganizationSetting.DENY_UNMATCHED_REQUESTS] } },
    ],
  ])('%s reads nothing if what it checks is %s', (check, _, props) => {
    const result = rendered({ ...props, liveChecks: [check] });
    expect(result).toMatchObject({ data: {}, locals: {}, preconditions: [] });
    expect(errors(organization({ ...props, liveChecks: [check] }))).toEqual([]);
  });

  test('that is named twice is rendered once', () => {
    const twice = rendered({ liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED, LiveCheck.LOGIN_DOMAIN_UNCHANGED] });
    expect(twice).toEqual(rendered({ liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED] }));
  });
});

describe('all checks', () => {
  test('have one data source for each kind', () => {
    const { data } = rendered({ ...EVERYTHING, liveChecks: ALL });
    expect(Object.keys(data).sort()).toEqual([
      'cloudflare_zero_trust_access_applications',
      'cloudflare_zero_trust_access_custom_pages',
      'cloudflare_zero_trust_access_identity_providers',
      'cloudflare_zero_trust_lists',
      'cloudflare_zero_trust_organization',
      'cloudflare_zones',
    ]);
  });

  test('refer only to data sources and locals that are rendered', () => {
    const construct = organization({ ...EVERYTHING, liveChecks: ALL });
    const document = JSON.parse(Testing.synth(TerraformStack.of(construct))) as {
      data: Record<string, Record<string, unknown>>;
      locals: Record<string, string>;
    };
    const addresses = [
      ...Object.entries(document.data).flatMap(([type, named]) =>
        Object.keys(named).map((name) => `data.${type}.${name}`),
      ),
      ...Object.keys(document.locals).map((name) => `local.${name}`),
    ];
    const { preconditions } = renderedIn(construct);
    const text = JSON.stringify([preconditions, document.locals]);
    const references = text.match(/\b(?:local\.\w+|data\.\w+\.\w+)/g) ?? [];
    expect([...new Set(references)].sort()).toEqual(addresses.sort());
  });

  test('refer once to each data source, because each reference to a long list takes OpenTofu many seconds', () => {
    const { locals, preconditions } = rendered({ ...EVERYTHING, liveChecks: ALL });
    const references = JSON.stringify([locals, preconditions]).match(/\bdata\.\w+/g) ?? [];
    expect(references.sort()).toEqual([...new Set(references)].sort());
    expect(references).toHaveLength(6);
  });

  test('are followed by the message that names the prop and the fix', () => {
    for (const { error_message: message } of rendered({ ...EVERYTHING, liveChecks: ALL }).preconditions) {
      expect(message).toMatch(/^[A-Z]?[a-zA-Z.]+ .*\. .*\. \[live check [a-z-]+\]$/);
    }
  });

  test('are rendered in HCL with nested attributes instead of blocks', () => {
    const hcl = Testing.synthHcl(TerraformStack.of(organization({ ...EVERYTHING, liveChecks: ALL }))) as string;
    expect(hcl).toContain(`account = {\nid = "${ACCOUNT_ID}"\n}`);
    expect(hcl.match(/precondition \{/g)).toHaveLength(
      rendered({ ...EVERYTHING, liveChecks: ALL }).preconditions.length,
    );
  });

  test('leave preconditions of the user in place', () => {
    const own = { condition: '${true}', errorMessage: 'never' };
    const { preconditions } = rendered({ lifecycle: { precondition: [own] }, liveChecks: ALL });
    expect(preconditions[0]).toEqual({ condition: '${true}', error_message: 'never' });
    expect(preconditions.length).toBeGreaterThan(1);
  });

  test('pass the provider on', () => {
    const stack = stackWithProvider();
    const provider = new CloudflareProvider(stack, 'Europe', { alias: 'eu' });
    const construct = new ZeroTrustOrganization(stack, 'Organization', {
      ...PROPS,
      ...EVERYTHING,
      provider,
      liveChecks: ALL,
    });
    for (const attributes of Object.values(renderedIn(construct).data)) {
      expect(attributes.provider).toBe('cloudflare.eu');
    }
  });

  test('read the zone at zone scope', () => {
    const { data } = rendered({
      accountId: undefined,
      zoneId: ZONE_ID,
      liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED],
    });
    expect(data).toEqual({ cloudflare_zero_trust_organization: { zone_id: ZONE_ID } });
  });
});

describe('the provider version', () => {
  test('has what NOTHING_LOOSENED compares', () => {
    const unmanaged = [OrganizationSetting.MFA, OrganizationSetting.DENY_UNMATCHED_REQUESTS];
    const props: Props = { accountId: undefined, zoneId: ZONE_ID, liveChecks: [LiveCheck.NOTHING_LOOSENED] };
    expect(rendered({ unmanaged, liveChecks: [LiveCheck.NOTHING_LOOSENED] }).version).toMatch(/^(>= )?5\.\d{2}\./);
    expect(rendered(props).version).toBe(constraintFrom('5.18.0'));
  });
});

/** A variable in place of a list of enum members. */
const authenticatorsOf = ({ listValue }: TerraformVariable) => listValue as unknown[] as MfaAuthenticator[];

describe('the values that are sent', () => {
  const domainCondition = (construct: ZeroTrustOrganization): string =>
    renderedIn(construct).preconditions[0]?.condition ?? '';

  test('include overrides of the resource, its stack and aspects', () => {
    const overridden = organization({ liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED] });
    overridden.resource.addOverride('auth_domain', 'one.cloudflareaccess.com');
    expect(domainCondition(overridden)).toContain('"one.cloudflareaccess.com"');

    const fromStack = organization({ liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED] });
    const path = 'resource.cloudflare_zero_trust_organization.Organization.auth_domain';
    TerraformStack.of(fromStack).addOverride(path, 'two.cloudflareaccess.com');
    expect(domainCondition(fromStack)).toContain('"two.cloudflareaccess.com"');

    const fromAspect = organization({ liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED] });
    Aspects.of(fromAspect).add({
      visit: (node) => {
        if (node === fromAspect.resource) {
          fromAspect.resource.authDomain = 'three.cloudflareaccess.com';
        }
      },
    });
    expect(domainCondition(fromAspect)).toContain('"three.cloudflareaccess.com"');
  });

  test.each<[string, (variable: TerraformVariable) => string, string]>([
    ['a variable', (variable) => variable.stringValue, 'var.team'],
    [
      'text with a variable',
      (variable) => `${variable.stringValue}.cloudflareaccess.com`,
      '"${var.team}.cloudflareaccess.com"',
    ],
    ['an expression', () => '${lower(var.team)}', 'lower(var.team)'],
    ['one with trimmed spaces', () => '${~ var.team ~}', '"${~ var.team ~}"'],
  ])('can be %s', (_, domain, expression) => {
    const stack = stackWithProvider();
    const variable = new TerraformVariable(stack, 'team', { type: 'string' });
    const construct = new ZeroTrustOrganization(stack, 'Organization', {
      ...PROPS,
      authDomain: domain(variable),
      liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED],
    });
    const [precondition] = renderedIn(construct).preconditions;
    expect(precondition?.condition).toContain(`.auth_domain == ${expression}}`);
  });

  test('can be unresolved booleans and lists', () => {
    const stack = stackWithProvider();
    const flag = new TerraformVariable(stack, 'flag', { type: 'bool' });
    const names = new TerraformVariable(stack, 'names', { type: 'list(string)' });
    const construct = new ZeroTrustOrganization(stack, 'Organization', {
      ...PROPS,
      autoRedirectToIdentity: flag.booleanValue,
      mfa: { requiredForAllApps: flag.booleanValue, allowedAuthenticators: authenticatorsOf(names) },
      denyUnmatchedRequests: { enabled: flag.booleanValue, exemptedZoneNames: names.listValue },
      liveChecks: ALL,
    });
    const { preconditions, locals } = renderedIn(construct);
    expect(
      preconditions.filter(({ condition }) => condition.startsWith('${!coalesce(tobool(var.flag), false) || ')),
    ).toHaveLength(4);
    expect(locals.Organization_live_unknown_exempted_zones).toContain(
      '[for name in coalesce(var.names, []) : lower(name)]',
    );
    expect(locals.Organization_live_loosened).toContain(
      'mfa_required_for_all_apps == true && !coalesce(tobool(var.flag), false)',
    );
    expect(locals.Organization_live_loosened).toContain('length(setsubtract(coalesce(var.names, []),');
  });

  test('can be references to another stack, also in options', () => {
    const app = Testing.app();
    const other = new ZeroTrustOrganization(stackWithProvider(app, 'other'), 'Other', {
      ...PROPS,
      accountId: '0'.repeat(32),
      authDomain: 'other.cloudflareaccess.com',
    });
    const stack = stackWithProvider(app, 'stack');
    new ZeroTrustOrganization(stack, 'Organization', {
      ...PROPS,
      liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED],
      liveCheckOptions: { previousAuthDomain: other.authDomain },
    });
    app.synth();
    const text = readFileSync(join(app.outdir, 'stacks/stack/cdk.tf.json'), 'utf8');
    const { data } = JSON.parse(text) as { data: Record<string, unknown> };
    expect(data).toHaveProperty('terraform_remote_state.cross-stack-reference-input-other');
    expect(text).toContain('.auth_domain == data.terraform_remote_state.cross-stack-reference-input-other.outputs.');
  });

  test('can be fields of an unresolved struct', () => {
    const construct = organization({ liveChecks: [LiveCheck.CUSTOM_PAGES_EXIST] });
    construct.resource.addOverride('custom_pages', '${var.pages}');
    const [, forbidden, , denied] = renderedIn(construct).preconditions;
    expect(forbidden?.condition).toContain('page.uid == var.pages.forbidden]');
    expect(denied?.condition).toContain('page.uid == var.pages.identity_denied]');
  });
});

test.each(ALL)('%s: the rule live-check-instance checks what is part of locals', (check) => {
  const { props, propsInLocals = [] } = LIVE_CHECK_ROWS[check];
  const found = [...new Set([...props, ...propsInLocals])].filter((prop) => {
    const value = prop.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), '${each.value}');
    const construct = organization({ ...(value as Props), liveChecks: [check] });
    return JSON.stringify((synth(construct, false) as { locals?: unknown }).locals ?? {}).includes('each.value');
  });
  expect(found.sort()).toEqual([...propsInLocals].sort());
});

describe('a data source', () => {
  /** An organization whose custom page is a reference. */
  function withPage(reference: (stack: TerraformStack) => string, props: Props = {}): ZeroTrustOrganization {
    const stack = stackWithProvider();
    return new ZeroTrustOrganization(stack, 'Organization', {
      ...PROPS,
      customPages: { forbidden: reference(stack) },
      liveChecks: [LiveCheck.CUSTOM_PAGES_EXIST, LiveCheck.LOGIN_DOMAIN_UNCHANGED],
      ...props,
    });
  }

  const PAGE = 'cloudflare_zero_trust_access_custom_page.page';

  /** Adds a resource, as an override of the stack renders it. */
  function addPage(stack: TerraformStack): string {
    stack.addOverride('resource.cloudflare_zero_trust_access_custom_page.page', { name: 'page' });
    return `\${${PAGE}.uid}`;
  }

  test.each<[string, (stack: TerraformStack) => string]>([
    ['directly', addPage],
    ['in a local', (stack) => new TerraformLocal(stack, 'uid', addPage(stack)).asString],
    [
      'in an expression with other names',
      (stack) =>
        addPage(stack).replace('.uid', '.uid == each.value ? [for my_page in var.pages : my_page.uid][0] : ""'),
    ],
  ])('is read after the resource that a value refers to %s', (_, reference) => {
    const { data } = renderedIn(withPage(reference));
    expect(data.cloudflare_zero_trust_access_custom_pages?.depends_on).toEqual([PAGE]);
  });

  test('is read after what the organization depends on', () => {
    const stack = stackWithProvider();
    const other = new ZeroTrustOrganization(stack, 'Other', {
      ...PROPS,
      accountId: '0'.repeat(32),
      authDomain: 'other.cloudflareaccess.com',
    });
    const construct = new ZeroTrustOrganization(stack, 'Organization', {
      ...PROPS,
      customPages: { forbidden: LIST_ID },
      dependsOn: [other.resource],
      liveChecks: [LiveCheck.CUSTOM_PAGES_EXIST],
    });
    const document = JSON.parse(Testing.synth(TerraformStack.of(construct))) as {
      data: Record<string, Record<string, Attributes>>;
    };
    const [pages] = Object.values(document.data.cloudflare_zero_trust_access_custom_pages ?? {});
    expect(pages?.depends_on).toEqual(['cloudflare_zero_trust_organization.Other']);
  });

  test('of the organization is read at once, because what is compared exists before the plan', () => {
    const { data } = renderedIn(withPage(addPage));
    expect(data.cloudflare_zero_trust_organization).toEqual(ACCOUNT);
  });

  test('renders nothing if the organization was moved to another resource', () => {
    const stack = stackWithProvider();
    const construct = new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, liveChecks: ALL });
    const target = new ZeroTrustOrganization(stack, 'Target', { ...PROPS, importExisting: false });
    target.resource.addMoveTarget('target');
    construct.resource.moveTo('target');
    const document = JSON.parse(Testing.synth(stack)) as Attributes;
    expect(document).not.toHaveProperty('data');
    expect(document).not.toHaveProperty('locals');
  });
});

describe('what cannot be read', () => {
  const conditionsWith = (liveCheckOptions: LiveCheckOptions) =>
    rendered({
      autoRedirectToIdentity: true,
      liveChecks: [LiveCheck.SINGLE_IDENTITY_PROVIDER],
      liveCheckOptions,
    }).preconditions.map(({ condition }) => condition);

  test('fails the plan by default, in a precondition of its own', () => {
    const unreadable = 'local.Organization_live_identity_providers_obstacle';
    expect(conditionsWith({})).toEqual([
      `\${${unreadable} == ""}`,
      `\${${unreadable} != "" || length(local.Organization_live_identity_provider_names) == 1}`,
    ]);
    expect(conditionsWith({ onUnreadable: UnreadableHandling.ERROR })).toEqual(conditionsWith({}));
  });

  test('passes if the options say so', () => {
    expect(conditionsWith({ onUnreadable: UnreadableHandling.PASS })).toEqual(conditionsWith({}).slice(1));
  });
});

describe('a blueprint', () => {
  const blueprint = new OrganizationBlueprint({
    name: 'workforce',
    settings: {
      liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED],
      liveCheckOptions: { onUnreadable: UnreadableHandling.ERROR, darkZones: ['parked.example'] },
    },
  });

  test('provides checks, which a list of the organization replaces', () => {
    expect(checksIn(rendered({ blueprint }))).toEqual([LiveCheck.LOGIN_DOMAIN_UNCHANGED]);
    expect(checksIn(rendered({ blueprint, liveChecks: [LiveCheck.NOTHING_LOOSENED] }))).toEqual([
      LiveCheck.NOTHING_LOOSENED,
    ]);
    expect(checksIn(rendered({ blueprint, liveChecks: [] }))).toEqual([]);
  });

  test('provides options, which options of the organization override one by one', () => {
    const { preconditions, locals } = rendered({
      blueprint,
      denyUnmatchedRequests: {},
      liveChecks: [LiveCheck.UNMATCHED_ZONES_COVERED],
      liveCheckOptions: { onUnreadable: UnreadableHandling.PASS },
    });
    expect(locals.Organization_live_checked_zones).toContain('"parked.example"');
    expect(preconditions).toHaveLength(1);
  });

  const fixed = blueprint.extend({ name: 'fixed', fixedLiveChecks: true });
  const refused = (prop: string, value: string) =>
    `[stack/Organization] ${prop} ${value} is fixed by blueprint 'fixed'. Remove it, or ask the owners of the blueprint for a change. [blueprint-fixed]`;

  test.each([fixed, fixed.extend({ name: 'extension' }), fixed.extend({ name: 'loose', fixedLiveChecks: false })])(
    'that fixes them is binding: $name',
    (binding) => {
      expect(errors(organization({ blueprint: binding, liveChecks: [] }))).toEqual([refused('liveChecks', '[]')]);
      expect(
        errors(organization({ blueprint: binding, liveCheckOptions: { onUnreadable: UnreadableHandling.PASS } })),
      ).toEqual([refused('liveCheckOptions.onUnreadable', "'pass'")]);
    },
  );

  test('that fixes them leaves exceptions to its organizations', () => {
    const liveCheckOptions = { previousAuthDomain: 'widgets.cloudflareaccess.com' };
    const construct = organization({ blueprint: fixed, liveCheckOptions });
    expect(errors(construct)).toEqual([]);
    expect(renderedIn(construct).preconditions[0]?.condition).toContain('== "widgets.cloudflareaccess.com"}');
  });
});

describe('an override that changes a check', () => {
  function data({ node }: ZeroTrustOrganization, id: string): TerraformDataSource {
    const child: unknown = node.findChild(id);
    if (!TerraformDataSource.isTerraformDataSource(child)) {
      throw new Error(`${id} is not a data source`);
    }
    return child;
  }
  const checks = [LiveCheck.LOGIN_DOMAIN_UNCHANGED, LiveCheck.CUSTOM_PAGES_EXIST];

  /** The checks that count after a change: the guardrail requires both. */
  function lacking(change: (construct: ZeroTrustOrganization, stack: TerraformStack) => void): string[] {
    const construct = organization({ liveChecks: checks, customPages: { forbidden: LIST_ID } });
    change(construct, TerraformStack.of(construct));
    Testing.synth(TerraformStack.of(construct), true);
    return construct.node.metadata
      .filter(({ type }) => type === '@cdktf/warn')
      .map(({ data }) => /liveChecks '([^']*)' is changed/.exec(String(data))?.[1] ?? String(data));
  }

  test.each<[string, (construct: ZeroTrustOrganization, stack: TerraformStack) => void, string]>([
    [
      'a local',
      (_, stack) => {
        stack.addOverride('locals.Organization_live_custom_pages', []);
      },
      checks.join(', '),
    ],
    [
      'the preconditions',
      (_, stack) => {
        stack.addOverride('resource.cloudflare_zero_trust_organization.Organization.lifecycle.precondition', undefined);
      },
      checks.join(', '),
    ],
    [
      'a data source',
      (construct) => {
        data(construct, 'LiveCustomPages').addOverride('account_id', '0'.repeat(32));
      },
      checks[1] as string,
    ],
    [
      'a data source in the stack',
      (construct, stack) => {
        stack.addOverride(
          `data.cloudflare_zero_trust_organization.${data(construct, 'LiveOrganization').friendlyUniqueId}.account_id`,
          '0'.repeat(32),
        );
      },
      checks[0] as string,
    ],
  ])('of %s is a warning', (_, change, changed) => {
    expect(lacking(change)).toEqual([changed]);
  });

  test('of the number of results that are read is not', () => {
    expect(
      lacking((construct) => {
        data(construct, 'LiveCustomPages').addOverride('max_items', 50_000);
      }),
    ).toEqual([]);
  });

  test('of the resource cannot remove a precondition', () => {
    const construct = organization({ liveChecks: checks });
    construct.resource.addOverride('lifecycle', { precondition: [] });
    expect(checksIn(renderedIn(construct))).toEqual([checks[0]]);
  });
});
