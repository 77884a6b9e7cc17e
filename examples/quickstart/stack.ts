import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { TerraformStack } from 'cdktf';
import { MfaPreset, ZeroTrustOrganization } from 'cdktf-cloudflare-zero-trust';
import type { Construct } from 'constructs';

/** Your account and its login domain. Default: the example account of Cloudflare's documentation. */
export interface QuickstartEnvironment {
  readonly CLOUDFLARE_ACCOUNT_ID?: string;
  readonly ORGANIZATION_NAME?: string;
  readonly AUTH_DOMAIN?: string;
}

const DOCUMENTATION: QuickstartEnvironment = {
  CLOUDFLARE_ACCOUNT_ID: '023e105f4ecef8ad9ca31a8372d0c353',
  ORGANIZATION_NAME: 'Widget Corp',
  AUTH_DOMAIN: 'widget-corp.cloudflareaccess.com',
};

/** Requires phishing-resistant MFA for all applications, and locks the dashboard. */
export class QuickstartStack extends TerraformStack {
  public constructor(scope: Construct, id: string, environment: QuickstartEnvironment = process.env) {
    super(scope, id);
    // All values come from one source: the example's domain would rename the login domain of your account.
    const { CLOUDFLARE_ACCOUNT_ID, ORGANIZATION_NAME, AUTH_DOMAIN } =
      environment.CLOUDFLARE_ACCOUNT_ID === undefined ? DOCUMENTATION : environment;

    new CloudflareProvider(this, 'Cloudflare'); // the API token comes from CLOUDFLARE_API_TOKEN

    new ZeroTrustOrganization(this, 'Organization', {
      accountId: CLOUDFLARE_ACCOUNT_ID,
      name: ORGANIZATION_NAME ?? '',
      authDomain: AUTH_DOMAIN ?? '',
      sessionDuration: '12h',
      mfa: { preset: MfaPreset.PHISHING_RESISTANT },
      readOnlyLock: { reason: 'managed in github.com/widget-corp/platform' },
    });
  }
}
