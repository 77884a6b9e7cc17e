import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import {
  Acknowledgements,
  Duration,
  type IOrganizationRule,
  MfaAuthenticator,
  MfaPreset,
  OrganizationBlueprint,
  OrganizationGuardrails,
  OrganizationReport,
  OrganizationSetting,
  type OrganizationView,
  type RuleFinding,
  ServiceTokenAction,
  SettingSource,
  UnresolvedHandling,
  Waivers,
  ZeroTrustOrganization,
} from 'cdktf-cloudflare-zero-trust';

// Evaluates waivers on a fixed day, so that the output is reproducible. The default is today.
const app = new App({ context: { [Waivers.TODAY]: '2026-11-22' } });
const stack = new TerraformStack(app, 'consumer');
new CloudflareProvider(stack, 'Cloudflare');

const organization = new ZeroTrustOrganization(stack, 'Organization', {
  accountId: '023e105f4ecef8ad9ca31a8372d0c353',
  name: 'Widget "Corp"',
  authDomain: 'widget-corp.cloudflareaccess.com',
  sessionDuration: process.env.SESSION_DURATION ?? Duration.hours(12),
  userSeatExpirationInactiveTime: Duration.days(90),
  mfa: {
    preset: MfaPreset.PHISHING_RESISTANT,
    allowedAuthenticators: [MfaAuthenticator.SECURITY_KEY],
    requiredAaguids: '0b3c6b9a-8b0a-4a3e-9a52-6f2f5c9a1d11',
  },
  readOnlyLock: { reason: 'managed in github.com/widget-corp/platform' },
  denyUnmatchedRequests: { exemptedZoneNames: ['widget-corp.com', 'widget-corp.example'] },
  serviceTokenInactivity: { action: ServiceTokenAction.DISABLE, inactivityThresholdDays: 90 },
  strictServiceTokenAuth: true,
  unmanaged: [OrganizationSetting.LOGIN_DESIGN],
});
Acknowledgements.of(organization).add({ rule: 'mfa-single-authenticator', reason: 'every user has two keys' });

const blueprint = new OrganizationBlueprint({
  name: 'widget-corp',
  settings: {
    sessionDuration: Duration.hours(12),
    mfa: { preset: MfaPreset.PHISHING_RESISTANT },
    readOnlyLock: { reason: 'managed in github.com/widget-corp/platform' },
  },
  fixed: [OrganizationSetting.READ_ONLY_LOCK],
});
const subsidiary = blueprint.organization(stack, 'Subsidiary', {
  accountId: 'f037e56e89293a057740de681ac9abbe',
  name: 'Widget Labs',
  authDomain: 'widget-labs.cloudflareaccess.com',
  sessionDuration: Duration.hours(8),
});
for (const { prop, value, source, blueprint: name } of subsidiary.provenance) {
  if (source === SettingSource.BLUEPRINT && prop === 'readOnlyLock.reason') {
    console.log(`${prop} comes from ${name}:`, value);
  }
}

/** A guardrail of our own. */
class WholeHours implements IOrganizationRule {
  public readonly id = 'whole-hours';
  public readonly statement = 'Session durations are whole hours';

  public check(organization: OrganizationView): RuleFinding[] {
    const duration = String(organization.value('sessionDuration'));
    return duration.endsWith('h') ? [] : [{ prop: 'sessionDuration', allowed: "whole hours such as '12h'" }];
  }
}

new OrganizationGuardrails({
  name: 'widget-corp baseline',
  onUnresolved: UnresolvedHandling.ERROR,
  maxSessionDuration: Duration.hours(24),
  phishingResistantOnly: true,
  lockRequired: true,
  allowedAuthDomains: ['widget-*.cloudflareaccess.com'],
  noUnmanagedSettings: true,
  rules: [new WholeHours()],
}).applyTo(app);
Waivers.of(organization).add({
  guardrail: 'no-unmanaged-settings',
  reason: 'marketing designs the login page',
  expires: '2027-03-31',
});
new OrganizationReport(app);

new TerraformOutput(stack, 'redirect_uri', { value: organization.idpCallbackUrl, staticId: true });
app.synth();
