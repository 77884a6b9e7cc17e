import { Token } from 'cdktf';

/** A number as JavaScript writes CDKTF's number tokens, which are huge and negative. */
const HUGE_NUMBER = /-\d(?:\.\d+)?e\+\d+/g;

/**
 * Whether a value is known only to the engine: a token, or a string with a token or a Terraform expression in it.
 *
 * `Token.isUnresolved` alone sees neither raw expressions such as `'${var.name}'` nor number tokens in a string.
 */
export function isUnknown(value: unknown): boolean {
  if (typeof value !== 'string') {
    return Token.isUnresolved(value);
  }
  // Nearly no text has a brace or an exponent: looking for these first is several times faster.
  return (
    (value.includes('{') && /[$%]\{/.test(value)) ||
    (value.includes('e+') && (value.match(HUGE_NUMBER) ?? []).some((number) => Token.isUnresolved(Number(number))))
  );
}
