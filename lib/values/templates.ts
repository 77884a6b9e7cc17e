/** Terraform templates: text with interpolations (`${…}`) and directives (`%{…}`). */

/** An interpolation or directive, from its marker to its closing brace, or to the end of the text if it has none. */
export interface Expression {
  readonly start: number;
  readonly end: number;
  readonly isClosed: boolean;
}

/** The outermost interpolations and directives of a template. */
export function* expressions(template: string): Generator<Expression> {
  const marker = /\$\$\{|%%\{|(?<open>[$%]\{)/g;
  for (let match = marker.exec(template); match !== null; match = marker.exec(template)) {
    if (match.groups?.open !== undefined) {
      const end = endOfExpression(template, marker.lastIndex);
      yield { start: match.index, end: end ?? template.length, isClosed: end !== undefined };
      marker.lastIndex = end ?? template.length;
    }
  }
}

/** What a template opens without closing it: `${`, `%{`, or the keyword of a directive; undefined if it is complete. */
export function unclosedPart(template: string): string | undefined {
  if (!template.includes('{')) {
    return undefined;
  }
  const directives: string[] = [];
  for (const { start, end, isClosed } of expressions(template)) {
    if (!isClosed) {
      return template.slice(start, start + 2);
    }
    const [, ends, keyword] = /^%\{~?\s*(end)?(if|for)\b/.exec(template.slice(start, end)) ?? [];
    if (ends !== undefined) {
      directives.pop();
    } else if (keyword !== undefined) {
      directives.push(keyword);
    }
  }
  return directives.at(-1);
}

/** The tokens that matter within an expression: braces, the beginnings of texts, and comments, which hide both. */
const IN_EXPRESSION =
  /(?:#|\/\/)[^\n]*|\/\*.*?(?:\*\/|$)|(?<open>\{)|(?<quote>")|<<-?(?<marker>[\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n|(?<close>\})/gsu;
const IN_STRING = /\\.|\$\$\{|%%\{|(?<open>[$%]\{)|(?<close>")/gs;

/** A heredoc ends with a line that contains only its marker. */
function inHeredoc(marker: string): RegExp {
  return new RegExp(`\\$\\$\\{|%%\\{|(?<open>[$%]\\{)|(?<close>(?<=\\n)[^\\S\\n]*${marker}[^\\S\\n]*\\n)`, 'g');
}

/** The position after the closing brace of the expression that begins at `start`; undefined if it has none. */
function endOfExpression(template: string, start: number): number | undefined {
  const unclosed = [IN_EXPRESSION]; // the tokens of what is unclosed, innermost last
  let index = start;
  for (let tokens = unclosed.at(-1); tokens !== undefined; tokens = unclosed.at(-1)) {
    tokens.lastIndex = index;
    const match = tokens.exec(template);
    if (match === null) {
      return undefined;
    }
    index = tokens.lastIndex;
    const { open, quote, marker, close } = match.groups ?? {};
    if (close !== undefined) {
      unclosed.pop();
    } else if (open !== undefined) {
      unclosed.push(IN_EXPRESSION);
    } else if (quote !== undefined) {
      unclosed.push(IN_STRING);
    } else if (marker !== undefined) {
      unclosed.push(inHeredoc(marker));
    }
  }
  return index;
}
