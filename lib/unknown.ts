import { Token } from 'cdktf';

/**
 * Whether a value is known only to the engine: a token, or a string with a Terraform expression in it.
 *
 * `Token.isUnresolved` alone does not see raw expressions such as `'${var.name}'`.
 */
export function isUnknown(value: unknown): boolean {
  return typeof value === 'string' ? /[$%]\{/.test(value) : Token.isUnresolved(value);
}
