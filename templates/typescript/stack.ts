import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { TerraformStack } from 'cdktf';
import {
  Duration,
  OrganizationGuardrails,
  OrganizationSetting,
  ZeroTrustOrganization,
} from 'cdktf-cloudflare-zero-trust';
import type { Construct } from 'constructs';

/** The Zero Trust organization, and the limits for its settings. Replace the account id, the name and the domain. */
export class AccessStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);

    // The API token comes from CLOUDFLARE_API_TOKEN. Add a remote backend here before the first deployment.
    new CloudflareProvider(this, 'Cloudflare');

    new ZeroTrustOrganization(this, 'Organization', {
      accountId: '023e105f4ecef8ad9ca31a8372d0c353',
      name: 'Widget Corp',
      authDomain: 'widget-corp.cloudflareaccess.com',
      sessionDuration: Duration.hours(12),
      unmanaged: [OrganizationSetting.READ_ONLY_LOCK], // whether the dashboard is locked remains as it is
    });

    new OrganizationGuardrails({ name: 'baseline', maxSessionDuration: Duration.hours(24) }).applyTo(this);
  }
}
