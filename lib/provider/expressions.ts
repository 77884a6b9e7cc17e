/** Terraform expressions as text: values of Terraform JSON within an expression, and texts that contain expressions. */
import { expressions } from '../values/templates';
import { escapeTemplate } from './hcl';

/** The most names that a message lists. */
const MAX_NAMES = 20;

/** Text that contains the value of an expression. */
export function interpolate(expression: string): string {
  return `\${${expression}}`;
}

/** A resolved value of Terraform JSON as an expression: `"a"` for the text `a`, and `var.a` for the text `${var.a}`. */
export function expressionOf(value: unknown): string {
  if (typeof value === 'string') {
    return wholeExpression(value) ?? `"${escapeTemplate(value)}"`;
  }
  return Array.isArray(value) ? `[${value.map(expressionOf).join(', ')}]` : JSON.stringify(value);
}

/** The expression of a text that is nothing but one interpolation. */
function wholeExpression(text: string): string | undefined {
  const [expression] = expressions(text);
  const isWhole = expression?.start === 0 && expression.end === text.length && text.startsWith('${');
  return isWhole && !/^\$\{~|~\}$/.test(text) ? text.slice(2, -1) : undefined;
}

/** The names in a list as text, cut after twenty with the number of the others. */
export function namesIn(list: string): string {
  const names = interpolate(`join(", ", slice(${list}, 0, min(${MAX_NAMES}, length(${list}))))`);
  const others = interpolate(
    `length(${list}) > ${MAX_NAMES} ? " and ${interpolate(`length(${list}) - ${MAX_NAMES}`)} more" : ""`,
  );
  return `${names}${others}`;
}
