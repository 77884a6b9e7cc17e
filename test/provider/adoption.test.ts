import { DataCloudflareAccount } from '@cdktf/provider-cloudflare/lib/data-cloudflare-account';
import { ZeroTrustOrganization as OrganizationL1 } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { Fn, Lazy, TerraformIterator, TerraformLocal, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { ZeroTrustOrganization, type ZeroTrustOrganizationProps } from '../../lib';
import { ACCOUNT_ID, errors, organization, PROPS, stackWithProvider, synth } from '../organization';
import { findings, NOTHING } from '../rules/helpers';

const ADDRESS = 'cloudflare_zero_trust_organization.Organization';
const OTHER_ACCOUNT = '0'.repeat(32);
const UNDECIDED = { errors: [], warnings: ['import-undecided importExisting'] };

/** An organization whose account id is made in its stack. */
function withAccount(
  accountId: (stack: TerraformStack) => string,
  props: Partial<ZeroTrustOrganizationProps> = {},
): ZeroTrustOrganization {
  const stack = stackWithProvider();
  return new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, accountId: accountId(stack), ...props });
}

function variable(stack: TerraformStack, config = {}): string {
  return new TerraformVariable(stack, 'account', { type: 'string', ...config }).stringValue;
}

function local(stack: TerraformStack, value: unknown, id = 'account'): string {
  return new TerraformLocal(stack, id, value).asString;
}

/** An attribute that is unknown until the resource is created. */
function createdId(stack: TerraformStack): string {
  return new OrganizationL1(stack, 'Created', {}).uiReadOnlyToggleReason;
}

function dataSource(stack: TerraformStack, accountId: string, config = {}): string {
  return new DataCloudflareAccount(stack, 'data', { accountId, ...config }).id;
}

describe('an import block is rendered', () => {
  test.each<[string, (stack: TerraformStack) => string, string]>([
    ['a variable', variable, '${var.account}'],
    ['a raw variable', () => '${var.account}', '${var.account}'],
    ['two variables in text', () => '${var.first}${var.second}', '${var.first}${var.second}'],
    ['a variable that is not sensitive', (stack) => variable(stack, { sensitive: false }), '${var.account}'],
    ['a local', (stack) => local(stack, ACCOUNT_ID), '${local.account}'],
    ['a local of a variable', (stack) => local(stack, variable(stack), 'id'), '${local.id}'],
    ['a local with values of other types', (stack) => local(stack, { a: [7, true, null] }), '${local.account}'],
    ['a field of a local', () => '${local.accounts["eu"].id}', '${local.accounts["eu"].id}'],
    [
      'a local that refers to itself, which the engine rejects',
      (stack) => local(stack, '${local.account}'),
      '${local.account}',
    ],
    ['a data source', (stack) => dataSource(stack, ACCOUNT_ID), '${data.cloudflare_account.data.id}'],
    [
      'a data source of a variable',
      (stack) => dataSource(stack, variable(stack)),
      '${data.cloudflare_account.data.id}',
    ],
    [
      'an element of a raw data source',
      () => '${data.cloudflare_accounts.all.result[0].id}',
      '${data.cloudflare_accounts.all.result[0].id}',
    ],
    ['a function', (stack) => Fn.lower(variable(stack)), '${lower(var.account)}'],
    ['a function with literals', () => '${coalesce(var.account, "0", null)}', '${coalesce(var.account, "0", null)}'],
    ['a condition', () => '${var.is_eu ? var.eu : "0"}', '${var.is_eu ? var.eu : "0"}'],
    [
      'a directive',
      () => '%{ if var.is_eu }${var.eu}%{ else }0%{ endif }',
      '%{ if var.is_eu }${var.eu}%{ else }0%{ endif }',
    ],
    ...[
      '%{~ if var.is_eu ~}${var.eu}%{~ else ~}0%{~ endif ~}',
      '%{if var.is_eu}${var.eu}%{else}0%{endif}',
      '${false ? null : true ? var.account : "0"}',
      '${terraform.workspace}',
      '${path.module}',
      '${var.accounts[0].id}',
      '${lookup(var.accounts, "module.account \\"id\\"")}',
      '${lookup(var.accounts, "$ 5 % module.account")}',
      '${lookup (var.accounts, "line\\n1", "line 2")}',
    ].map((text): [string, () => string, string] => [`the expression ${text}`, () => text, text]),
    ['a lazy literal', () => Lazy.stringValue({ produce: () => OTHER_ACCOUNT }), OTHER_ACCOUNT],
  ])('for %s', (_, accountId, id) => {
    const construct = withAccount(accountId);
    expect(synth(construct).import).toEqual([{ to: ADDRESS, id }]);
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('for a reference to a resource of another stack, which is a data source here', () => {
    const app = Testing.app();
    const [other, stack] = [stackWithProvider(app, 'other'), stackWithProvider(app, 'stack')];
    const construct = new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, accountId: createdId(other) });
    stack.prepareStack(); // as in a synthesis of the app
    expect(findings(construct)).toEqual(NOTHING);
    expect(synth(construct).import?.[0]?.id).toMatch(/^\$\{data\.terraform_remote_state\./);
  });

  test('in HCL, as an expression', () => {
    const hcl = Testing.synthHcl(TerraformStack.of(withAccount(variable))) as string;
    expect(hcl.replace(/\s+/g, ' ')).toContain(`import { to = ${ADDRESS} id = "\${var.account}" }`);
  });

  test('for the account that overrides give to the resource', () => {
    const construct = organization();
    construct.resource.addOverride('account_id', OTHER_ACCOUNT);
    expect(synth(construct).import).toEqual([{ to: ADDRESS, id: OTHER_ACCOUNT }]);
    TerraformStack.of(construct).addOverride(
      'resource.cloudflare_zero_trust_organization.Organization.account_id',
      '${var.account}',
    );
    expect(synth(construct, false).import).toEqual([{ to: ADDRESS, id: '${var.account}' }]);
  });
});

describe('an import is undecided', () => {
  const UNKNOWN: [string, (stack: TerraformStack) => string][] = [
    ['a resource', createdId],
    ['a raw resource', () => '${cloudflare_account.this.id}'],
    ['a resource next to a variable', (stack) => Fn.coalesce([variable(stack), createdId(stack)]) as string],
    ['an index from a resource', () => '${local.accounts[cloudflare_account.this.id]}'],
    ['a local of a resource', (stack) => local(stack, createdId(stack))],
    ['a local of a local of a resource', (stack) => local(stack, [local(stack, createdId(stack), 'inner')])],
    ['a data source of a resource', (stack) => dataSource(stack, createdId(stack))],
    [
      'a data source with dependencies',
      (stack) => dataSource(stack, ACCOUNT_ID, { dependsOn: [new OrganizationL1(stack, 'Other', {})] }),
    ],
    ['a module', () => '${module.account.id}'],
    ['an iterator', () => TerraformIterator.fromList(['a']).value as string],
    ['a sensitive variable, which OpenTofu does not import by', (stack) => variable(stack, { sensitive: true })],
    [
      'an ephemeral variable',
      (stack) => {
        const account = new TerraformVariable(stack, 'account', {});
        account.addOverride('ephemeral', true);
        return account.stringValue;
      },
    ],
    ...['bcrypt', 'ephemeral', 'sensitive', 'timestamp', 'uuid'].map((name): [string, () => string] => [
      `the function ${name}, whose result is unknown or not allowed`,
      () => `\${${name}()}`,
    ]),
    ['a condition on a resource', () => '%{ if cloudflare_account.this.id == "" }0%{ else }1%{ endif }'],
    ...['var.account # 1\n', 'var.account // 1\n', '/* 1 */ var.account'].map((expression): [string, () => string] => [
      `an expression with a comment, which is not analyzed (${JSON.stringify(expression)})`,
      () => `\${${expression}}`,
    ]),
    ['a heredoc, which is not analyzed', () => '${<<EOT\n1\nEOT\n}'],
    ['a function of a provider', () => '${provider::cloudflare::account(var.a)}'],
    ['an expression that is too complex to analyze', () => '${{ a = var.account }["a"]}'],
    ['a template in a string', () => '${lower("${var.account}")}'],
    ['a loop', () => '%{ for id in var.ids }${id}%{ endfor }'],
  ];

  test.each(UNKNOWN)('for %s: none is rendered, with a warning', (_, accountId) => {
    const construct = withAccount(accountId);
    expect(synth(construct).import).toBeUndefined();
    expect(findings(construct)).toEqual(UNDECIDED);
  });

  test.each(UNKNOWN)('for %s, unless importExisting is given', (_, accountId) => {
    for (const importExisting of [true, false]) {
      const construct = withAccount(accountId, { importExisting });
      expect(synth(construct).import?.length).toBe(importExisting ? 1 : undefined);
      expect(findings(construct)).toEqual(NOTHING);
    }
  });

  test('only in the stack that defines what is referenced', () => {
    const app = Testing.app();
    local(stackWithProvider(app, 'other'), '${cloudflare_account.this.id}');
    const stack = stackWithProvider(app, 'stack');
    const props = { ...PROPS, accountId: '${local.account}' };
    local(new TerraformStack(stack, 'nested'), '${cloudflare_account.this.id}');
    expect(findings(new ZeroTrustOrganization(stack, 'Organization', props))).toEqual(NOTHING);
    stack.addOverride('locals.account', null);
    expect(findings(new ZeroTrustOrganization(stack, 'First', props))).toEqual(NOTHING);
    stack.addOverride('locals.account', '${cloudflare_account.this.id}');
    expect(findings(new ZeroTrustOrganization(stack, 'Second', props))).toEqual(UNDECIDED);
  });

  test.each<[string, Partial<ZeroTrustOrganizationProps>, (construct: ZeroTrustOrganization) => void]>([
    ['is moved', { migrateFrom: 'cloudflare_access_organization.this' }, () => undefined],
    [
      'is imported with importFrom',
      {},
      ({ resource }) => {
        resource.importFrom(ACCOUNT_ID);
      },
    ],
    [
      'has an import block in an override of the stack',
      {},
      (construct) => {
        TerraformStack.of(construct).addOverride('import', [{ to: ADDRESS, id: ACCOUNT_ID }]);
      },
    ],
  ])('except for a resource that %s', (_, props, change) => {
    const construct = withAccount(createdId, props);
    change(construct);
    expect(findings(construct)).toEqual(NOTHING);
    expect(synth(construct, false).import?.length ?? 0).toBe(props.migrateFrom === undefined ? 1 : 0);
  });
});

describe('a resource with instances', () => {
  const REJECTED = { errors: ['import-single-instance importExisting'], warnings: [] };
  const CHANGES: [string, (construct: ZeroTrustOrganization) => void][] = [
    [
      'count',
      ({ resource }) => {
        resource.count = 1;
      },
    ],
    [
      'an override of count',
      ({ resource }) => {
        resource.addOverride('count', '${var.count}');
      },
    ],
    [
      'forEach',
      ({ resource }) => {
        resource.forEach = TerraformIterator.fromList(['a']);
      },
    ],
    [
      'an override of for_each',
      ({ resource }) => {
        resource.addOverride('for_each', '${toset(["a"])}');
      },
    ],
    [
      'an override of the stack',
      (construct) => {
        TerraformStack.of(construct).addOverride('resource.cloudflare_zero_trust_organization.Organization.count', 0);
      },
    ],
  ];

  test.each(CHANGES)('cannot be imported: %s', (_, change) => {
    for (const importExisting of [undefined, true]) {
      const construct = organization({ importExisting });
      change(construct);
      expect(findings(construct)).toEqual(REJECTED);
    }
  });

  test.each(CHANGES)('is accepted without an import: %s', (_, change) => {
    const construct = organization({ importExisting: false });
    change(construct);
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('cannot be imported with importFrom either', () => {
    const construct = organization({ importExisting: false });
    construct.resource.count = 1;
    construct.resource.importFrom(ACCOUNT_ID);
    expect(findings(construct)).toEqual(REJECTED);
  });

  test('can be imported by an import block that names an instance', () => {
    const construct = organization({ importExisting: false });
    construct.resource.count = 1;
    TerraformStack.of(construct).addOverride('import', [{ to: `${ADDRESS}[0]`, id: ACCOUNT_ID }]);
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('is one no longer if an override removes count', () => {
    const construct = organization();
    construct.resource.count = 1;
    construct.resource.addOverride('count', undefined);
    expect(findings(construct)).toEqual(NOTHING);
  });
});

describe('a resource that is moved to another construct of the same account', () => {
  const OLD = 'cloudflare_zero_trust_organization.Old';
  const NEW = 'cloudflare_zero_trust_organization.New';

  test.each<[string, (from: ZeroTrustOrganization, to: ZeroTrustOrganization) => void]>([
    [
      'moveToId',
      (from) => {
        from.resource.moveToId(NEW);
      },
    ],
    [
      'moveTo',
      (from, to) => {
        to.resource.addMoveTarget('new');
        from.resource.moveTo('new');
      },
    ],
  ])('leaves no import block, and is accepted: %s', (_, move) => {
    const stack = stackWithProvider();
    const from = new ZeroTrustOrganization(stack, 'Old', PROPS);
    const to = new ZeroTrustOrganization(stack, 'New', PROPS);
    expect(errors(stack).length).toBe(2);
    move(from, to);
    from.resource.importFrom(ACCOUNT_ID);
    expect(errors(stack)).toEqual([]);
    const { import: imports, moved, resource } = synth(stack);
    expect(imports).toEqual([{ to: NEW, id: ACCOUNT_ID }]);
    expect(moved).toEqual([{ from: OLD, to: NEW }]);
    expect(Object.keys(resource.cloudflare_zero_trust_organization ?? {})).toEqual(['New']);
  });

  test('is still managed if it is the target of the move', () => {
    const stack = stackWithProvider();
    const first = new ZeroTrustOrganization(stack, 'First', PROPS);
    new ZeroTrustOrganization(stack, 'Second', PROPS);
    first.resource.moveFromId('cloudflare_zero_trust_organization.Old');
    expect(errors(stack).length).toBe(2);
  });
});
