/** From the entries of a fleet's file to stacks. */
import { createHash } from 'node:crypto';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { type App, TerraformStack } from 'cdktf';
import { OrganizationReport, Waivers } from 'cdktf-cloudflare-zero-trust';
import { type Backend, backendOf, type Environment } from './backends';
import type { FleetEntry } from './fleet-file';
import { ADVICE, BASELINE, BLUEPRINT } from './platform';

export interface FleetOptions {
  /**
   * Into how many stacks the accounts go.
   *
   * @default - a stack for each account
   */
  readonly shards?: number;
  /**
   * Where the states are.
   *
   * @default - beside the app
   */
  readonly backend?: Backend;
}

/** What `FLEET_SHARDS` and `FLEET_BACKEND` say: see main.ts. */
export function optionsOf(environment: Environment): FleetOptions {
  const { FLEET_SHARDS: shards } = environment;
  if (shards !== undefined && !/^[1-9]\d*$/.test(shards)) {
    throw new Error(`FLEET_SHARDS: received '${shards}'; allowed: a whole number from 1: write one such as 16`);
  }
  return { shards: shards === undefined ? undefined : Number(shards), backend: backendOf(environment) };
}

/** Adds the organizations of a fleet to an app, with what the platform team says about them. */
export function addFleet(app: App, entries: readonly FleetEntry[], options: FleetOptions = {}): void {
  const { shards, backend = backendOf({}) } = options;
  const stacks = new Map<string, TerraformStack>();
  for (const entry of entries) {
    const id = shards === undefined ? entry.id : shardOf(entry.accountId, shards);
    const stack = stacks.get(id) ?? stackOf(app, id, backend);
    stacks.set(id, stack);
    addOrganization(stack, shards === undefined ? 'Organization' : entry.id, entry);
  }
  // On the app: an account that somebody adds in another way is judged, and reported, as well.
  BASELINE.applyTo(app);
  ADVICE.applyTo(app);
  new OrganizationReport(app);
}

/**
 * The shard of an account: always the same one, whichever other accounts there are. Another number of shards is
 * another fleet: most accounts move, and are imported into their new state.
 */
export function shardOf(accountId: string, shards: number): string {
  const hash = createHash('sha256').update(accountId).digest().readUInt32BE();
  return `shard-${String(hash % shards).padStart(2, '0')}`;
}

function stackOf(app: App, id: string, backend: Backend): TerraformStack {
  const stack = new TerraformStack(app, id);
  new CloudflareProvider(stack, 'Cloudflare'); // the API token comes from CLOUDFLARE_API_TOKEN
  backend(stack);
  return stack;
}

function addOrganization(stack: TerraformStack, id: string, entry: FleetEntry): void {
  const { accountId, name, authDomain, settings, waivers = [] } = entry;
  const organization = BLUEPRINT.organization(stack, id, { ...settings, accountId, name, authDomain });
  for (const waiver of waivers) {
    Waivers.of(organization).add(waiver);
  }
}
