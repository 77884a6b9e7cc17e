import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { TerraformStack } from 'cdktf';
import { MfaPreset, OrganizationSetting, ZeroTrustOrganization } from 'cdktf-cloudflare-zero-trust';
import type { Construct } from 'constructs';

/**
 * Adopts an organization that was set up by hand, setting by setting.
 *
 * The import block makes the first plan show the actual changes, so no live setting is overwritten unnoticed.
 */
export class AdoptStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new CloudflareProvider(this, 'Cloudflare');

    new ZeroTrustOrganization(this, 'Organization', {
      accountId: '2b6c1c7a4d0f5e3a9b8d7c6e5f4a3b21',
      name: 'Widget Works',
      authDomain: 'widget-works.cloudflareaccess.com',
      sessionDuration: '24h',
      mfa: { preset: MfaPreset.BALANCED },
      // Still managed in the dashboard: these keep their live values and never appear in a plan.
      unmanaged: [
        OrganizationSetting.READ_ONLY_LOCK,
        OrganizationSetting.LOGIN_DESIGN,
        OrganizationSetting.CUSTOM_PAGES,
        OrganizationSetting.USER_SEAT_EXPIRATION_INACTIVE_TIME,
        OrganizationSetting.DENY_UNMATCHED_REQUESTS,
      ],
    });
  }
}
