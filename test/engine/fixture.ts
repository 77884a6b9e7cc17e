/** The setup that engine tests share: the toolchain, an emulator and temporary workspaces. */
import type { TerraformStack } from 'cdktf';
import { ZeroTrustOrganization, type ZeroTrustOrganizationProps } from '../../lib';
import { isNewer } from '../../lib/provider/version-constraints';
import { ACCOUNT_ID, PROPS, stackWithProvider } from '../organization';
import { type Behavior, type Body, USUAL } from './behavior';
import { Emulator } from './emulator';
import { type Toolchain, toolchain } from './toolchain';
import { type Format, Workspace } from './workspace';

export const ACCOUNT = `accounts/${ACCOUNT_ID}` as const;
export const ADDRESS = 'cloudflare_zero_trust_organization.Organization';

/** The live settings of an organization before the first apply. */
export const LIVE: Body = {
  name: 'Widget Inc',
  auth_domain: 'widget-corp.cloudflareaccess.com',
  session_duration: '6h',
};

/** The request body of an organization with `PROPS`. */
export const DEFAULT_BODY: Body = {
  name: 'Widget Corp',
  auth_domain: 'widget-corp.cloudflareaccess.com',
  session_duration: '24h',
  allow_authenticate_via_warp: false,
  auto_redirect_to_identity: false,
  is_ui_read_only: true,
  ui_read_only_toggle_reason: 'managed in github.com/widget-corp/platform',
  deny_unmatched_requests: false,
  mfa_config: { allowed_authenticators: ['totp', 'biometrics', 'security_key'], session_duration: '24h' },
  mfa_required_for_all_apps: false,
};

export class Fixture {
  public readonly tools: Toolchain = toolchain();
  private started: Emulator | undefined;
  private readonly workspaces: Workspace[] = [];

  public constructor(behavior: Behavior = USUAL) {
    beforeAll(async () => {
      this.started = await Emulator.start(behavior);
    });
    beforeEach(() => {
      this.emulator.reset();
      this.emulator.clearCollections();
      this.emulator.onboard(ACCOUNT, LIVE);
    });
    afterEach(() => {
      for (const workspace of this.workspaces.splice(0)) {
        workspace.remove();
      }
    });
    afterAll(() => this.started?.stop());
  }

  public get emulator(): Emulator {
    if (this.started === undefined) {
      throw new Error('The emulator has not been started yet.');
    }
    return this.started;
  }

  /** A state file with one resource of the provider, named `this`. */
  public stateOf(type: string, attributes: Body): string {
    const registry = this.tools.engineName.startsWith('OpenTofu') ? 'registry.opentofu.org' : 'registry.terraform.io';
    return JSON.stringify({
      version: 4,
      terraform_version: '1.8.0',
      serial: 1,
      lineage: '2f1c1d4e-0d7a-4a58-9c39-2b1f5a0a8d10',
      outputs: {},
      resources: [
        {
          mode: 'managed',
          type,
          name: 'this',
          provider: `provider["${registry}/cloudflare/cloudflare"]`,
          instances: [{ schema_version: 0, attributes, sensitive_attributes: [] }],
        },
      ],
    });
  }

  /** Whether the provider has the given version or a later one. */
  public supports(version: string): boolean {
    return !isNewer(version, this.tools.providerVersion);
  }

  /** Whether the engine moves resources between types, which its release notes state. */
  public get movesBetweenTypes(): boolean {
    const [product = '', version = ''] = this.tools.engineName.split(' ');
    return !isNewer(product === 'OpenTofu' ? '1.10.0' : '1.8.0', version);
  }

  /** An initialized workspace with a stack. */
  public async workspace(stack: TerraformStack, format: Format = 'json'): Promise<Workspace> {
    const workspace = this.emptyWorkspace();
    workspace.write(stack, format);
    await workspace.init();
    return workspace;
  }

  /** A workspace without a stack, with the toolchain or changes to it. */
  public emptyWorkspace(changes: Partial<Toolchain> = {}): Workspace {
    const workspace = new Workspace({ ...this.tools, ...changes }, this.emulator);
    this.workspaces.push(workspace);
    return workspace;
  }
}

/** The path of a stack's provider version in overrides. */
export const VERSION_PATH = 'terraform.required_providers.cloudflare.version';

/** Allows any provider that is installed: the bindings pin exactly 5.14.0 for a stack that needs no newer one. */
export function allowAnyProvider(stack: TerraformStack): void {
  stack.addOverride(VERSION_PATH, '>= 5.14.0, < 6.0.0');
}

/** A stack with an organization; `undefined` removes a prop of `PROPS`. */
export function stackOf(props: Partial<ZeroTrustOrganizationProps> = {}): TerraformStack {
  const stack = stackWithProvider();
  new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, ...props });
  if (props.zoneId !== undefined) {
    allowAnyProvider(stack); // zones need no newer one than 5.14.0
  }
  return stack;
}

/** Optional and computed attributes, whose live value the provider keeps if the code gives none. */
const KEPT_BY_THE_PROVIDER = ['strict_service_token_auth', 'warp_auth_non_browser_401'];

/** The body of an update: settings that are no longer set are null, so that the API resets them. */
export function updateBody(before: Body, after: Body): Body {
  const removed = Object.keys(before).filter(
    (name) => after[name] === undefined && !KEPT_BY_THE_PROVIDER.includes(name),
  );
  const nested = Object.entries(after).map(([name, value]) => {
    const isNested = isNestedBody(value) && isNestedBody(before[name]);
    return [name, isNested ? updateBody(before[name] as Body, value) : value] as const;
  });
  return { ...Object.fromEntries(removed.map((name) => [name, null])), ...Object.fromEntries(nested) };
}

function isNestedBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && value.constructor === Object;
}

/** The attributes of an organization that a plan changes, each with the old and the new value. */
export function differences(
  plan: { readonly changes: readonly { address: string; change: object }[] },
  address: string = ADDRESS,
) {
  const entry = plan.changes.find((each) => each.address === address);
  const { before, after } = (entry?.change ?? {}) as { before?: Body | null; after?: Body | null };
  const names = Object.keys({ ...before, ...after });
  return Object.fromEntries(
    names
      .map((name) => [name, [before?.[name] ?? null, after?.[name] ?? null]] as const)
      .filter(([, [old, new_]]) => JSON.stringify(old) !== JSON.stringify(new_)),
  );
}
