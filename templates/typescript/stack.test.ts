import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { Testing } from 'cdktf';
import { AccessStack } from './stack';

/** The attributes of the organization. Fails if the stack has errors. */
function organization(): Record<string, unknown> {
  const json = Testing.synth(new AccessStack(Testing.app(), 'access'), true);
  const { resource } = JSON.parse(json) as {
    resource: { cloudflare_zero_trust_organization: { Organization: Record<string, unknown> } };
  };
  return resource.cloudflare_zero_trust_organization.Organization;
}

void test('sessions last 12 hours', () => {
  equal(organization().session_duration, '12h');
});

void test('the lock of the dashboard is not managed', () => {
  const { is_ui_read_only, lifecycle } = organization();
  equal(is_ui_read_only, undefined);
  deepEqual((lifecycle as { ignore_changes: string[] }).ignore_changes.includes('is_ui_read_only'), true);
});
