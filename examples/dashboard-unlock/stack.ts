import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { TerraformStack } from 'cdktf';
import { ZeroTrustOrganization } from 'cdktf-cloudflare-zero-trust';
import type { Construct } from 'constructs';

/** The change that was agreed: delete it when it is over. */
const WINDOW = {
  change: 'CHG-1042, migration of the device posture rules by hand',
  from: new Date('2026-12-01T18:00:00Z'),
  to: new Date('2026-12-01T22:00:00Z'),
};

/**
 * A locked dashboard that is open for one dated window.
 *
 * A deployment within the window opens it, and the first one after it locks it again; the reason that everybody
 * reads in the dashboard says which.
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
