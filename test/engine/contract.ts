/**
 * The contract with the provider: the schemas of the organization's resource and data source, per provider version, as
 * `tofu providers schema -json` prints them, without the prose. `npm run engine:contract` records them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A Terraform type, such as `"string"` or `["list", "string"]`. */
export type Type = string | readonly unknown[];

export interface Attribute {
  readonly type?: Type;
  readonly nested_type?: { readonly nesting_mode: string; readonly attributes: Attributes };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
}

export type Attributes = Readonly<Record<string, Attribute>>;

export interface Schema {
  readonly version: number;
  readonly block: { readonly attributes: Attributes };
}

export interface Contract {
  readonly version: string;
  /** Where the schemas were read: in the provider itself, or in bindings that were generated from it. */
  readonly source: string;
  readonly resource_schemas: Readonly<Record<string, Schema>>;
  readonly data_source_schemas: Readonly<Record<string, Schema>>;
}

export const ORGANIZATION = 'cloudflare_zero_trust_organization';

const FOLDER = join(__dirname, 'contract');

/** The recorded versions, oldest first. */
export const VERSIONS: readonly string[] = readdirSync(FOLDER)
  .flatMap((file) => /^(\d+\.\d+\.\d+)\.json$/.exec(file)?.[1] ?? [])
  .sort(oldestFirst);

/** Sorts versions. */
export function oldestFirst(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

export function contract(version: string): Contract {
  return read(`${version}.json`);
}

/** Resources that the examples put beside the organization. */
export function neighbours(): Contract {
  return read('neighbours.json');
}

function read(file: string): Contract {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Contract;
}
