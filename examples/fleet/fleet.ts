/** Creates the stacks of a fleet from the entries of its file. */
import { createHash } from 'node:crypto';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { type App, TerraformStack } from 'cdktf';
import { OrganizationReport, Waivers } from 'cdktf-cloudflare-zero-trust';
import { type Backend, backendOf, type Environment } from './backends';
import type { FleetEntry } from './fleet-file';
import { literal } from './literal-text';
import { ADVICE, BASELINE, BLUEPRINT } from './platform';

export interface FleetOptions {
  /**
   * The number of stacks to distribute the accounts over.
   *
   * @default - one stack per account
   */
  readonly shards?: number;
  /**
   * The backend of each stack.
   *
   * @default - local
   */
  readonly backend?: Backend;
}

/** Reads the options from `FLEET_SHARDS` and `FLEET_BACKEND`: see main.ts. */
export function optionsOf(environment: Environment): FleetOptions {
  const { FLEET_SHARDS: shards } = environment;
  if (shards !== undefined && !/^[1-9]\d*$/.test(shards)) {
    throw new Error(`FLEET_SHARDS '${shards}' is not a whole number of one or more. Use a number such as 16.`);
  }
  return { shards: shards === undefined ? undefined : Number(shards), backend: backendOf(environment) };
}

/** Adds the organizations of a fleet to an app, with the guardrails of the platform team and a report. */
export function addFleet(app: App, entries: readonly FleetEntry[], options: FleetOptions = {}): void {
  const { shards, backend = backendOf({}) } = options;
  const stacks = new Map<string, TerraformStack>();
  for (const entry of entries) {
    const id = shards === undefined ? entry.id : shardOf(entry.accountId, shards);
    const stack = stacks.get(id) ?? stackOf(app, id, backend);
    stacks.set(id, stack);
    addOrganization(stack, shards === undefined ? 'Organization' : entry.id, entry);
  }
  // Applied to the app, guardrails also cover organizations that are added elsewhere.
  BASELINE.applyTo(app);
  ADVICE.applyTo(app);
  new OrganizationReport(app);
}

/**
 * The shard of an account, which does not depend on other accounts. Changing the number of shards moves most accounts,
 * which are then imported into another state.
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
  const props = literal({ ...settings, accountId, name, authDomain });
  const organization = BLUEPRINT.organization(stack, id, props);
  for (const waiver of waivers) {
    Waivers.of(organization).add(waiver);
  }
}
