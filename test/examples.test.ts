import { type TerraformStack, Testing } from 'cdktf';
import { AdoptStack } from '../examples/adopt/stack';
import { DashboardUnlockStack } from '../examples/dashboard-unlock/stack';
import { HardenedStack } from '../examples/hardened/stack';
import { QuickstartStack } from '../examples/quickstart/stack';
import { WiredStack } from '../examples/wired/stack';
import { ZeroTrustOrganization } from '../lib';
import { errors, synth, warnings } from './organization';

const STACKS: readonly [string, () => TerraformStack][] = [
  ['quickstart', () => new QuickstartStack(Testing.app(), 'quickstart', {})],
  ['hardened', () => new HardenedStack(Testing.app(), 'hardened')],
  ['adopt', () => new AdoptStack(Testing.app(), 'adopt')],
  ['wired', () => new WiredStack(Testing.app(), 'wired')],
  ['dashboard-unlock', () => new DashboardUnlockStack(Testing.app(), 'dashboard-unlock')],
];

function organizationOf(stack: TerraformStack): ZeroTrustOrganization {
  return stack.node
    .findAll()
    .find((node) => ZeroTrustOrganization.isZeroTrustOrganization(node)) as ZeroTrustOrganization;
}

function attributesOf(stack: TerraformStack): Record<string, unknown> {
  return synth(stack).resource.cloudflare_zero_trust_organization?.Organization as Record<string, unknown>;
}

describe.each(STACKS)('the example %s', (_, stack) => {
  test('has neither errors nor warnings', () => {
    expect(errors(stack())).toEqual([]);
    expect(warnings(organizationOf(stack()))).toEqual([]);
  });

  test('has its organization directly in the stack', () => {
    expect(attributesOf(stack())).toMatchObject({ name: expect.any(String) as string });
  });
});

describe('the example quickstart', () => {
  const environment = {
    CLOUDFLARE_ACCOUNT_ID: '0'.repeat(32),
    ORGANIZATION_NAME: 'Mine',
    AUTH_DOMAIN: 'mine.cloudflareaccess.com',
  };

  test('reads the account, name and domain from the environment', () => {
    expect(attributesOf(new QuickstartStack(Testing.app(), 'quickstart', environment))).toMatchObject({
      account_id: '0'.repeat(32),
      name: 'Mine',
      auth_domain: 'mine.cloudflareaccess.com',
    });
  });

  test('does not use its example name and domain for another account', () => {
    const { CLOUDFLARE_ACCOUNT_ID } = environment;
    const stack = new QuickstartStack(Testing.app(), 'quickstart', { CLOUDFLARE_ACCOUNT_ID });
    expect(errors(stack).map((line) => /\[([\w-]+)\]$/.exec(line)?.[1])).toEqual(['name-blank', 'auth-domain-format']);
  });
});

describe('the example dashboard-unlock', () => {
  test.each([
    ['2026-12-01T17:59:59Z', true, 'managed in github.com/widget-services/platform'],
    ['2026-12-01T18:00:00Z', false, 'open until 2026-12-01T22:00:00.000Z for CHG-1042'],
    ['2026-12-01T21:59:59Z', false, 'open until 2026-12-01T22:00:00.000Z for CHG-1042'],
    ['2026-12-01T22:00:00Z', true, 'managed in github.com/widget-services/platform'],
  ])('at %s renders locked: %s', (now, locked, reason) => {
    const stack = new DashboardUnlockStack(Testing.app(), 'dashboard-unlock', new Date(now));
    expect(attributesOf(stack)).toMatchObject({
      is_ui_read_only: locked,
      ui_read_only_toggle_reason: expect.stringContaining(reason) as string,
    });
  });
});

test('the example hardened allows only listed security keys', () => {
  expect(attributesOf(new HardenedStack(Testing.app(), 'hardened'))).toMatchObject({
    mfa_config: {
      allowed_authenticators: ['security_key'],
      required_aaguids: '${cloudflare_zero_trust_list.Keys.id}',
    },
    deny_unmatched_requests_exempted_zone_names: ['widget-bank-status.com', 'widget-bank.com'],
  });
});

test('the example adopt does not manage the unmanaged settings', () => {
  const attributes = attributesOf(new AdoptStack(Testing.app(), 'adopt'));
  expect(attributes).not.toHaveProperty('is_ui_read_only');
  expect(attributes.lifecycle).toMatchObject({
    ignore_changes: expect.arrayContaining(['is_ui_read_only', 'login_design', 'custom_pages']) as string[],
  });
});

test('the example wired renders references to and from the organization', () => {
  const stack = new WiredStack(Testing.app(), 'wired');
  expect(attributesOf(stack)).toMatchObject({
    name: '${var.organization_name}',
    custom_pages: { forbidden: '${cloudflare_zero_trust_access_custom_page.Forbidden.uid}' },
    login_design: { header_text: '${upper(var.organization_name)}' },
  });
  expect(JSON.parse(Testing.synth(stack))).toMatchObject({
    output: {
      redirect_uri: {
        value: 'https://${cloudflare_zero_trust_organization.Organization.auth_domain}/cdn-cgi/access/callback',
      },
    },
  });
});
