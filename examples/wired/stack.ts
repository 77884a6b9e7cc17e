import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { ZeroTrustAccessCustomPage } from '@cdktf/provider-cloudflare/lib/zero-trust-access-custom-page';
import {
  ZeroTrustAccessIdentityProvider,
  type ZeroTrustAccessIdentityProviderConfigA,
} from '@cdktf/provider-cloudflare/lib/zero-trust-access-identity-provider';
import { TerraformLocal, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { ZeroTrustOrganization } from 'cdktf-cloudflare-zero-trust';
import type { Construct } from 'constructs';

const ACCOUNT_ID = '3c7d2d8b5e1a6f4b0c9e8d7f6a5b4c32';

/** Connects the organization to other resources: unresolved values as inputs, references as outputs. */
export class WiredStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new CloudflareProvider(this, 'Cloudflare');

    const text = (name: string, value?: string): string =>
      new TerraformVariable(this, name, { type: 'string', default: value }).stringValue;

    const page = (name: string, type: string, message: string): string =>
      new ZeroTrustAccessCustomPage(this, name, {
        accountId: ACCOUNT_ID,
        name,
        type,
        customHtml: `<!doctype html><title>${message}</title><h1>${message}</h1>`,
      }).uid;

    const organization = new ZeroTrustOrganization(this, 'Organization', {
      accountId: ACCOUNT_ID,
      name: text('organization_name', 'Widget Labs'),
      authDomain: text('auth_domain', 'widget-labs.cloudflareaccess.com'),
      sessionDuration: text('session_duration', '12h'),
      autoRedirectToIdentity: new TerraformVariable(this, 'single_identity_provider', { type: 'bool', default: true })
        .booleanValue,
      readOnlyLock: { reason: `managed by the pipeline of ${text('repository', 'github.com/widget-labs/platform')}` },
      customPages: {
        forbidden: page('Forbidden', 'forbidden', 'Not from here'),
        identityDenied: page('Denied', 'identity_denied', 'Not for you'),
      },
    });
    // The escape hatch: for an attribute that the library does not support, or a value that it rejects.
    organization.resource.addOverride('login_design.header_text', '${upper(var.organization_name)}');

    // The redirect URI to register with the identity provider.
    new TerraformOutput(this, 'redirect_uri', { value: organization.idpCallbackUrl, staticId: true });

    // A local, because CDKTF writes nested attributes of other resources as blocks in HCL.
    const saml = new TerraformLocal(this, 'saml', {
      // SimpleSAMLphp expects the service provider's entity id, which is Access's redirect URI, in the URL.
      sso_target_url: `https://login.widget-labs.com/saml2/idp/SSOService.php?spentityid=${organization.idpCallbackUrl}`,
      issuer_url: 'https://login.widget-labs.com/saml2/idp/metadata.php',
      idp_public_certs: [text('idp_certificate', 'MIIC...')],
      sign_request: true,
    });
    new ZeroTrustAccessIdentityProvider(this, 'IdentityProvider', {
      accountId: ACCOUNT_ID,
      name: 'Widget Labs login',
      type: 'saml',
      config: saml.expression as ZeroTrustAccessIdentityProviderConfigA,
    });
  }
}
