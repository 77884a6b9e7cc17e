/** Keeps the texts of a fleet file literal, so that neither Terraform nor CDKTF evaluates them. */
import { Token } from 'cdktf';

/** Escapes `${` and `%{` in all texts of a value, so that Terraform renders them unchanged. */
export function literal<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'string' ? part.replace(/[$%](?=\{)/g, '$&$&') : part,
  ) as T;
}

/** The first part of a text that begins a Terraform expression. */
export function expressionIn(text: string): string | undefined {
  return /[$%]\{/.exec(text)?.[0];
}

/** The values that CDKTF gives to tokens of maps. As a text, they stop synthesis. */
const MAP_TOKENS: readonly string[] = [Token.STRING_MAP_TOKEN_VALUE, Token.ANY_MAP_TOKEN_VALUE];

/** The part of a text that CDKTF would replace or reject, even if it is escaped for Terraform. */
export function tokenIn(text: string): string | undefined {
  // CDKTF encodes number tokens as huge negative numbers, and finds them in texts with this pattern.
  const numbers = text.match(/[-+.|\d]+e[-+.|eE\d]+/g) ?? [];
  return (
    /TfToken\[/.exec(text)?.[0] ??
    numbers.find((number) => Token.isUnresolved(Number.parseFloat(number))) ??
    MAP_TOKENS.find((value) => value === text)
  );
}
