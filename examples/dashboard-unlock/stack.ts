import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { TerraformStack } from 'cdktf';
import { ZeroTrustOrganization } from 'cdktf-cloudflare-zero-trust';
import type { Construct } from 'constructs';

/** The approved change; delete it afterwards. */
const WINDOW = {
  change: 'CHG-1042, migration of the device posture rules by hand',
  from: new Date('2026-12-01T18:00:00Z'),
  to: new Date('2026-12-01T22:00:00Z'),
};

/**
 * Unlocks the dashboard for a scheduled change.
 *
 * A deployment in the window unlocks it, and the next deployment after the window locks it again. The reason, which the
 * dashboard shows, names the change.
 */
export class DashboardUnlockStack extends TerraformStack {
  public constructor(scope: Construct, id: string, now: Date = new Date()) {
    super(scope, id);
    new CloudflareProvider(this, 'Cloudflare');

    const open = WINDOW.from <= now && now < WINDOW.to;
    new ZeroTrustOrganization(this, 'Organization', {
      accountId: '4d8e3e9c6f2b7a5c1d0f9e8a7b6c5d43',
      name: 'Widget Services',
      authDomain: 'widget-services.cloudflareaccess.com',
      readOnlyLock: {
        locked: !open,
        reason: open
          ? `open until ${WINDOW.to.toISOString()} for ${WINDOW.change}`
          : 'managed in github.com/widget-services/platform',
      },
    });
  }
}
