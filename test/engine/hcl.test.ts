import { Lazy, type TerraformStack, TerraformVariable } from 'cdktf';
import { ZeroTrustOrganization, type ZeroTrustOrganizationProps } from '../../lib';
import { PROPS, stackWithProvider } from '../organization';
import { ADDRESS, allowAnyProvider, differences, Fixture } from './fixture';

const fixture = new Fixture();

interface Case {
  readonly name: string;
  readonly props?: Partial<ZeroTrustOrganizationProps>;
  readonly edit?: (stack: TerraformStack, construct: ZeroTrustOrganization) => void;
  /** What the plan changes. */
  readonly planned: Record<string, unknown>;
  /** Attributes that the plan does not change. */
  readonly unchanged?: readonly string[];
}

const onResource = (path: string) => `resource.${ADDRESS}${path}`;

const CASES: readonly Case[] = [
  {
    name: 'comments in expressions',
    props: { name: '${\n  # a "comment" }\n  var.text // and {\n} "Corp" /* no comment */ ${var.text /* ${" */}' },
    planned: { name: 'Widget "Corp" /* no comment */ Widget' },
  },
  {
    name: 'heredocs in expressions',
    props: {
      loginDesign: {
        headerText: 'a ${<<EOF\n"${var.text}" \\ }\nEOF\n} b',
        footerText: '${upper(<<-é\n    ${var.text}\n      $${b}\n    é\n)}',
      },
    },
    planned: { login_design: expect.objectContaining({ header_text: 'a "Widget" \\ }\n b' }) as unknown },
  },
  {
    name: 'line breaks in expressions and directives',
    props: { name: '%{ if true\n}${\n  join(" ", [\n    "a",\n    var.text\n  ])\n}%{ endif }' },
    planned: { name: 'a Widget' },
  },
  {
    name: '`null` in lists',
    edit: (_, { resource }) => {
      resource.addOverride('deny_unmatched_requests_exempted_zone_names', ['example.com', null]);
    },
    planned: { deny_unmatched_requests_exempted_zone_names: ['example.com', null] },
  },
  {
    name: 'a `lifecycle` that is a list',
    edit: (_, { resource }) => {
      resource.addOverride('lifecycle', [{ ignore_changes: ['session_duration'], prevent_destroy: true }]);
    },
    planned: { name: 'Widget Corp' },
    unchanged: ['session_duration'],
  },
  {
    name: 'overrides of the stack',
    edit: (stack, { resource }) => {
      resource.addOverride('mfa_config.allowed_authenticators', ['totp']);
      stack.addOverride(onResource('.mfa_config.allowed_authenticators'), ['security_key']);
      stack.addOverride(onResource('.session_duration'), Lazy.stringValue({ produce: () => '2h' }));
      stack.addOverride(onResource('.login_design'), { header_text: '[${var.text}]' });
      stack.addOverride(onResource('.lifecycle.ignore_changes'), ['auth_domain', 'name']);
    },
    planned: { session_duration: '2h', login_design: expect.objectContaining({ header_text: '[Widget]' }) as unknown },
    unchanged: ['name'],
  },
  {
    name: 'a resource that is a list',
    edit: (stack) => {
      const { accountId, authDomain } = PROPS;
      stack.addOverride(onResource(''), [{ account_id: accountId, auth_domain: authDomain, name: 'Widget List' }]);
      allowAnyProvider(stack);
    },
    planned: { name: 'Widget List' },
  },
];

test.each(CASES)('HCL and JSON have the same plan with $name', async ({ props, edit, planned, unchanged = [] }) => {
  const stack = (): TerraformStack => {
    const created = stackWithProvider();
    new TerraformVariable(created, 'text', { type: 'string', default: 'Widget' });
    const construct = new ZeroTrustOrganization(created, 'Organization', { ...PROPS, ...props });
    edit?.(created, construct);
    return created;
  };
  const plans = [];
  for (const format of ['json', 'hcl'] as const) {
    const workspace = fixture.emptyWorkspace();
    workspace.write(stack(), format, false);
    await workspace.init();
    plans.push(await workspace.plan());
  }
  const [json, hcl] = plans.map((plan) => {
    expect(plan.code).toBe(2);
    return differences(plan);
  });
  expect(hcl).toEqual(json);
  const after = Object.fromEntries(Object.entries(hcl ?? {}).map(([name, [, value]]) => [name, value]));
  expect(after).toMatchObject(planned);
  expect(Object.keys(after).filter((attribute) => unchanged.includes(attribute))).toEqual([]);
});
