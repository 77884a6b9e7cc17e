/**
 * The recorded schemas of the organization's resource and of data sources, by provider version: the output of
 * `tofu providers schema -json` without descriptions and deeply nested attributes. `npm run engine:contract` records them.
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
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
}

export type Attributes = Readonly<Record<string, Attribute>>;

export interface Schema {
  readonly version: number;
  readonly block: { readonly attributes: Attributes };
}

export interface Contract {
  readonly version: string;
  /** The source of the schemas: the provider, or bindings that were generated from it. */
  readonly source: string;
  readonly resource_schemas: Readonly<Record<string, Schema>>;
  readonly data_source_schemas: Readonly<Record<string, Schema>>;
}

export const ORGANIZATION = 'cloudflare_zero_trust_organization';

const DIRECTORY = join(__dirname, 'contract');

/** The recorded versions, oldest first. */
export const VERSIONS: readonly string[] = readdirSync(DIRECTORY)
  .flatMap((file) => /^(\d+\.\d+\.\d+)\.json$/.exec(file)?.[1] ?? [])
  .sort(oldestFirst);

/** Compares versions for sorting. */
export function oldestFirst(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** The schemas of a provider version. */
export function contract(version: string): Contract {
  return read(`${version}.json`);
}

/** The schemas of the other resources in the examples. */
export function otherResources(): Contract {
  return read('other-resources.json');
}

function read(file: string): Contract {
  return JSON.parse(readFileSync(join(DIRECTORY, file), 'utf8')) as Contract;
}
