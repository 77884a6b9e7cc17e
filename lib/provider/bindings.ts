/** The attributes that the bindings support: they depend on the provider version that the bindings were generated from. */
import * as organization from '@cdktf/provider-cloudflare/lib/zero-trust-organization';

/** The classes of the bindings: the L1, and one for each of its structs. */
const CLASSES: Readonly<Record<string, unknown>> = organization;
const L1 = 'ZeroTrustOrganization';

/** Whether the stock L1 has an attribute such as `['mfa_config', 'session_duration']`. */
export function isSupported(path: readonly string[]): boolean {
  const structs = path.slice(0, -1).map(pascalCase);
  const owner = CLASSES[structs.length === 0 ? L1 : `${[L1, ...structs].join('')}OutputReference`];
  return typeof owner === 'function' && Object.hasOwn(owner.prototype as object, camelCase(path.at(-1) ?? ''));
}

/** The name of an attribute in the bindings: `sessionDuration` for `session_duration`. */
export function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function pascalCase(name: string): string {
  return camelCase(`_${name}`);
}
