/** Keeps the texts of a fleet file literal, so that neither Terraform nor CDKTF evaluates them. */
import { Token } from 'cdktf';
import { isScalar } from 'yaml';
import { type Place, type Problem, show } from './file-checks';

/** Keys of free text, which may contain `${` and `%{`. In all other values, these are mistakes. */
const FREE_TEXT = /\.(name|headerText|footerText|reason)$/;

/** The texts with expressions where only a literal value is valid, and those with tokens, which cannot be escaped. */
export function expressions(places: readonly Place[]): Problem[] {
  return places.flatMap(({ path, offset, node }) => {
    if (!isScalar(node) || typeof node.value !== 'string') {
      return [];
    }
    const message = tokenProblem(node.value) ?? (FREE_TEXT.test(path) ? undefined : templateProblem(node.value));
    return message === undefined ? [] : [{ offset, path, received: show(node), ...message }];
  });
}

type Message = Pick<Problem, 'fix' | 'problem'>;

function tokenProblem(text: string): Message | undefined {
  const token = tokenIn(text);
  return token === undefined
    ? undefined
    : { problem: `contains '${token}', which CDKTF reserves for tokens`, fix: 'Use another text' };
}

function templateProblem(text: string): Message | undefined {
  const [marker] = /[$%]\{/.exec(text) ?? [];
  return marker === undefined
    ? undefined
    : {
        problem: `contains '${marker}', which begins a Terraform expression`,
        fix: 'Use a literal value, because nothing in the file is evaluated',
      };
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

/** Escapes `${` and `%{` in all texts of a value, so that Terraform renders them unchanged. */
export function literal<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'string' ? part.replace(/[$%](?=\{)/g, '$&$&') : part,
  ) as T;
}
