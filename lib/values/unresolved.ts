import { DefaultTokenResolver, StringConcat, Token, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * Text in which CDKTF looks for a number token, which it encodes as a huge negative number: its pattern, except that
 * the lookbehind keeps the search linear.
 */
const NUMBER = /(?<![-|\d.+])[-|\d.+]+e[-|\d.eE+]+/g;

/** A token, or a Terraform expression that is not escaped: `$${` and `%%{` are literal text. */
const EXPRESSION = /\$\{TfToken\[|(?<!\$)\$\{|(?<!%)%\{/;

/**
 * Whether a value is unresolved until apply: a token, or text that contains a token or a Terraform expression.
 *
 * `Token.isUnresolved` alone misses raw expressions such as `'${var.name}'` and number tokens in text.
 */
export function isUnresolved(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      // Searching for single characters first is several times faster, and almost no text has them.
      return (value.includes('{') && EXPRESSION.test(value)) || numberTokensIn(value).length > 0;
    case 'object':
      return (
        value !== null &&
        (Array.isArray(value) ? mayBeListToken(value) : mayBeToken(value)) &&
        Token.isUnresolved(value)
      );
    case 'number':
      return value < 0 && Token.isUnresolved(value);
    default:
      return false;
  }
}

/** The number tokens in text. */
function numberTokensIn(text: string): number[] {
  const numbers = text.includes('-') ? (text.match(NUMBER) ?? []) : [];
  return numbers.map((number) => Number.parseFloat(number)).filter((number) => Token.isUnresolved(number));
}

/** A list token: as an element of its list, it is text. */
const LIST_TOKEN = /#\{TfToken\[[\w:.-]+\]\}/;
/** The texts that stand for the value of a map token. */
const MAP_TOKEN_VALUES: readonly string[] = [Token.STRING_MAP_TOKEN_VALUE, Token.ANY_MAP_TOKEN_VALUE];

/** Why CDKTF cannot resolve a value: it is an element of a list or map token, or encodes a token that does not exist. */
export function resolutionProblem(value: unknown): 'list element' | 'map value' | 'no such token' | undefined {
  if (MAP_TOKEN_VALUES.includes(value as string)) {
    return 'map value';
  }
  if (typeof value === 'string' && value.includes('{') && LIST_TOKEN.test(value)) {
    return 'list element';
  }
  return isUnresolved(value) && !hasExistingTokens(value) ? 'no such token' : undefined;
}

function hasExistingTokens(value: unknown): boolean {
  try {
    Tokenization.reverse(value);
    return typeof value !== 'string' || numberTokensIn(value).every((number) => Tokenization.reverseNumber(number));
  } catch {
    return false;
  }
}

/** A list token has one element. CDKTF compiles a pattern to test it, which is slow. */
function mayBeListToken(list: readonly unknown[]): boolean {
  const [element] = list;
  return list.length === 1 && (typeof element === 'string' ? element.includes('{') : typeof element === 'number');
}

/** CDKTF tests every key of an object for a map token, which is slow: nearly all objects are plain structs. */
function mayBeToken(value: object): boolean {
  return 'resolve' in value || Object.keys(value).some((key) => key.includes('{'));
}

/** The value if it is resolved text. */
export function resolvedText(value: unknown): string | undefined {
  return typeof value === 'string' && !isUnresolved(value) ? value : undefined;
}

/** The resolved elements of a list; undefined if the list itself is absent or unresolved. */
export function resolvedElements<T>(list: readonly T[] | undefined): T[] | undefined {
  return list === undefined || isUnresolved(list) ? undefined : list.filter((element) => !isUnresolved(element));
}

/** The list if all of its elements are resolved. */
export function resolvedList<T>(list: readonly T[] | undefined): T[] | undefined {
  const resolved = resolvedElements(list);
  return resolved?.length === list?.length ? resolved : undefined;
}

/** Whether a value contains no unresolved part; lists are checked element by element. */
export function isFullyResolved(value: unknown): boolean {
  return Array.isArray(value) && !isUnresolved(value) ? value.every(isFullyResolved) : !isUnresolved(value);
}

/** Replaces the tokens in a value with what they stand for: values, or text with Terraform expressions. */
export function resolveTokens(scope: IConstruct, value: unknown): unknown {
  return Tokenization.resolve(value, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  }) as unknown;
}
