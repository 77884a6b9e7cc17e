/** The same organizations twice: with this library, and with the raw L1 by somebody who knows everything it knows. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { ZeroTrustOrganization as OrganizationL1 } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

export type Variant = 'library' | 'l1' | 'platform';

/** How many stacks an app has, and how many organizations each of them. */
export interface Size {
  readonly stacks: number;
  readonly organizations: number;
}

/** The package as it is published: compiled, not through the path mapping of tsconfig.dev.json. */
export const LIBRARY = join(__dirname, '..', 'dist');

const REASON = 'managed in github.com/widget-corp/platform';

/** Adds the organization with a number to a scope. */
type Add = (scope: Construct, index: number) => void;

/** What adds organizations to an app; the library is loaded only where it is measured. */
const ADD: Readonly<Record<Variant, (app: App) => Add>> = {
  library: () => addWithLibrary,
  l1: () => addWithL1,
  platform: addWithPlatform,
};

function loadLibrary(): typeof import('../lib') {
  return createRequire(__filename)(LIBRARY) as typeof import('../lib');
}

function addWithLibrary(scope: Construct, index: number): void {
  const { MfaPreset, ZeroTrustOrganization } = loadLibrary();
  new ZeroTrustOrganization(scope, `organization-${index}`, {
    accountId: accountId(index),
    name: `Widget Corp ${index}`,
    authDomain: authDomain(index),
    sessionDuration: '12h',
    mfa: { preset: MfaPreset.PHISHING_RESISTANT },
    readOnlyLock: { reason: REASON },
  });
}

/** The same organizations from a blueprint, with guardrails, a waiver and the report. */
function addWithPlatform(app: App): Add {
  const library = loadLibrary();
  const blueprint = new library.OrganizationBlueprint({
    name: 'widget-corp',
    settings: {
      sessionDuration: '12h',
      mfa: { preset: library.MfaPreset.PHISHING_RESISTANT },
      readOnlyLock: { reason: REASON },
    },
    fixed: [library.OrganizationSetting.READ_ONLY_LOCK],
  });
  new library.OrganizationGuardrails({
    name: 'baseline',
    longestSession: '24h',
    longestMfaSession: '24h',
    phishingResistantOnly: true,
    mfaRequiredForAllApps: true,
    lockRequired: true,
    lockReasonPattern: 'github',
    allowedAuthDomains: ['widget-corp-*.cloudflareaccess.com'],
    noUnmanagedSettings: true,
    seatExpirationRequired: true,
  }).applyTo(app);
  library.Waivers.of(app).add({ guardrail: 'seat-expiration-required', reason: 'seats are counted elsewhere' });
  new library.OrganizationReport(app);
  return (scope, index) => {
    blueprint.organization(scope, `organization-${index}`, {
      accountId: accountId(index),
      name: `Widget Corp ${index}`,
      authDomain: authDomain(index),
    });
  };
}

function addWithL1(scope: Construct, index: number): void {
  const resource = new ImportedL1(scope, `organization-${index}`, {
    accountId: accountId(index),
    name: `Widget Corp ${index}`,
    authDomain: authDomain(index),
    sessionDuration: '12h',
    allowAuthenticateViaWarp: false,
    autoRedirectToIdentity: false,
    isUiReadOnly: true,
    uiReadOnlyToggleReason: REASON,
    lifecycle: { preventDestroy: true },
  });
  // The only way to newer attributes without a class of one's own. It is not free: CDKTF lists all overrides of a
  // stack in its metadata, in a time that grows with their square; at 10,000 that is a quarter of the raw L1's time.
  resource.addOverride('mfa_config', {
    allowed_authenticators: ['biometrics', 'security_key'],
    session_duration: '12h',
  });
  resource.addOverride('mfa_required_for_all_apps', true);
  resource.addOverride('deny_unmatched_requests', false);
}

/**
 * The L1 with an import block. `importFrom` would render the same block, and run `terraform version` for every
 * resource: next to that, this library would look far too good.
 */
class ImportedL1 extends OrganizationL1 {
  public override toTerraform(): unknown {
    const to = `${this.terraformResourceType}.${this.friendlyUniqueId}`;
    return { ...(super.toTerraform() as object), import: [{ to, id: this.accountIdInput }] };
  }
}

function accountId(index: number): string {
  return index.toString(16).padStart(32, '0');
}

function authDomain(index: number): string {
  return `widget-corp-${index}.cloudflareaccess.com`;
}

/** Loads what a variant needs, and returns what constructs and synthesizes an app of it. */
export function prepare(variant: Variant): (size: Size, outdir: string) => void {
  if (variant !== 'l1') {
    loadLibrary();
  }
  return ({ stacks, organizations }, outdir) => {
    const app = new App({ outdir });
    const add = ADD[variant](app);
    for (let stack = 0; stack < stacks; stack++) {
      const scope = stackWithProvider(app, stack, variant);
      for (let index = 0; index < organizations; index++) {
        add(scope, stack * organizations + index);
      }
    }
    app.synth();
  };
}

function stackWithProvider(app: App, index: number, variant: Variant): TerraformStack {
  const stack = new TerraformStack(app, `stack-${index}`);
  new CloudflareProvider(stack, 'Cloudflare', {});
  if (variant === 'l1') {
    // The library finds out by itself that the generated pin, 5.14.0, does not know `mfa_config`.
    stack.addOverride('terraform.required_providers.cloudflare.version', '>= 5.18.0, < 6.0.0');
  }
  return stack;
}
