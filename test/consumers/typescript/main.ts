import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import {
  Acknowledgements,
  Duration,
  MfaAuthenticator,
  MfaPreset,
  OrganizationSetting,
  ServiceTokenAction,
  ZeroTrustOrganization,
} from 'cdktf-cloudflare-zero-trust';

const app = new App();
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
Acknowledgements.of(organization).add({ rule: 'mfa-single-authenticator', reason: 'everybody has two keys' });

new TerraformOutput(stack, 'redirect_uri', { value: organization.idpCallbackUrl, staticId: true });
app.synth();
