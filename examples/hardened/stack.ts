import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { ZeroTrustList } from '@cdktf/provider-cloudflare/lib/zero-trust-list';
import { type IResolvable, TerraformLocal, TerraformStack } from 'cdktf';
import {
  Acknowledgements,
  Duration,
  MfaPreset,
  ServiceTokenAction,
  ZeroTrustOrganization,
} from 'cdktf-cloudflare-zero-trust';
import type { Construct } from 'constructs';

const ACCOUNT_ID = '1a5b0b6f3c9e4d2f8a7c6b5d4e3f2a10';

/** Allows only listed security key models, blocks uncovered hostnames, and disables inactive service tokens. */
export class HardenedStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new CloudflareProvider(this, 'Cloudflare');

    // A local, because CDKTF writes nested attributes of other resources as blocks in HCL.
    const models = new TerraformLocal(this, 'models', [
      { value: 'cb69481e8ff7403993ec0a2729a154a8', description: 'YubiKey 5 Series' },
      { value: 'fa2b99dc9e3942578f924a30d23c4118', description: 'YubiKey 5 Series with NFC' },
    ]);
    const keys = new ZeroTrustList(this, 'Keys', {
      accountId: ACCOUNT_ID,
      name: 'Approved security keys',
      type: 'AAGUID',
      items: models.expression as IResolvable,
    });

    const organization = new ZeroTrustOrganization(this, 'Organization', {
      accountId: ACCOUNT_ID,
      name: 'Widget Bank',
      authDomain: 'widget-bank.cloudflareaccess.com',
      sessionDuration: Duration.hours(8),
      userSeatExpirationInactiveTime: Duration.days(90),
      mfa: { preset: MfaPreset.HARDWARE_KEY, requiredAaguids: keys.id },
      readOnlyLock: { reason: 'managed in github.com/widget-bank/platform; break glass: SEC-7' },
      denyUnmatchedRequests: { exemptedZoneNames: ['widget-bank.com', 'widget-bank-status.com'] },
      serviceTokenInactivity: { action: ServiceTokenAction.DISABLE, inactivityThresholdDays: 90 },
      strictServiceTokenAuth: true,
    });

    Acknowledgements.of(organization).add({
      rule: 'mfa-single-authenticator',
      reason: 'every user gets two keys on the first day; one is kept in a safe',
    });
  }
}
