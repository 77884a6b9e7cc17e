/** The same organizations with this library, with the platform features, and with an equivalent raw L1. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { ZeroTrustOrganization as OrganizationL1 } from '@cdktf/provider-cloudflare/lib/zero-trust-organization';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { ZeroTrustOrganizationProps } from '../lib';

export type Variant = 'library' | 'l1' | 'platform' | 'live';

/** The number of stacks in an app, and of organizations in each stack. */
export interface Size {
  readonly stacks: number;
  readonly organizations: number;
}

/** The compiled package, as published, instead of the sources that tsconfig.dev.json maps to. */
export const LIBRARY = join(__dirname, '..', 'dist');

/** Attributes that the bindings of CDKTF do not have. */
const NEWER = {
  mfaConfig: { allowedAuthenticators: ['biometrics', 'security_key'], sessionDuration: '12h' },
  mfaRequiredForAllApps: true,
  denyUnmatchedRequests: false,
};
const HAS_NEWER = Object.keys(NEWER).every((name) => name in OrganizationL1.prototype);

const REASON = 'managed in github.com/widget-corp/platform';

/** Adds an organization to a scope. */
type Add = (scope: Construct, index: number) => void;

/** Prepares an app for a variant; loads the library only for variants that use it. */
const ADD: Readonly<Record<Variant, (app: App) => Add>> = {
  library: () => (scope, index) => {
    addWithLibrary(scope, index);
  },
  l1: () => addWithL1,
  platform: addWithPlatform,
  live: () => (scope, index) => {
    addWithLibrary(scope, index, { liveChecks: Object.values(loadLibrary().LiveCheck) });
  },
};

function loadLibrary(): typeof import('../lib') {
  return createRequire(__filename)(LIBRARY) as typeof import('../lib');
}

function addWithLibrary(scope: Construct, index: number, more: Partial<ZeroTrustOrganizationProps> = {}): void {
  const { MfaPreset, ZeroTrustOrganization } = loadLibrary();
  new ZeroTrustOrganization(scope, `organization-${index}`, {
    accountId: accountId(index),
    name: `Widget Corp ${index}`,
    authDomain: authDomain(index),
    sessionDuration: '12h',
    mfa: { preset: MfaPreset.PHISHING_RESISTANT },
    readOnlyLock: { reason: REASON },
    ...more,
  });
}

/** The same organizations created from a blueprint, with guardrails, a waiver and a report. */
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
    maxSessionDuration: '24h',
    maxMfaSessionDuration: '24h',
    phishingResistantOnly: true,
    mfaRequiredForAllApps: true,
    lockRequired: true,
    lockReasonPattern: 'github',
    allowedAuthDomains: ['widget-corp-*.cloudflareaccess.com'],
    noUnmanagedSettings: true,
    seatExpirationRequired: true,
  }).applyTo(app);
  library.Waivers.of(app).add({ guardrail: 'seat-expiration-required', reason: 'seats are managed by another team' });
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
    ...(HAS_NEWER ? NEWER : {}),
  });
  if (!HAS_NEWER) {
    // The only way to render newer attributes without a subclass. CDKTF lists all overrides of a stack in its metadata,
    // which takes quadratic time: for 10,000 organizations, a quarter of the raw L1's total.
    resource.addOverride('mfa_config', {
      allowed_authenticators: NEWER.mfaConfig.allowedAuthenticators,
      session_duration: '12h',
    });
    resource.addOverride('mfa_required_for_all_apps', true);
    resource.addOverride('deny_unmatched_requests', false);
  }
}

/**
 * The L1 with an import block. `importFrom` would render the same block but run `terraform version` for every resource,
 * which would make the comparison unfair.
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

/** Loads the modules of a variant, and returns a function that constructs and synthesizes an app. */
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
  if (variant === 'l1' && !HAS_NEWER) {
    // The bindings pin 5.14.0, which does not have `mfa_config`; the library sets this range itself.
    stack.addOverride('terraform.required_providers.cloudflare.version', '>= 5.18.0, < 6.0.0');
  }
  return stack;
}
