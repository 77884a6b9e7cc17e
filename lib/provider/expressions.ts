/** Terraform expressions as text: values of Terraform JSON within an expression, and texts that contain expressions. */
import { expressions } from '../values/templates';
import { isUnresolved } from '../values/unresolved';
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

/** Whether a boolean can be true. */
export function isPossible(value: unknown): boolean {
  return value !== undefined && value !== false;
}

/** The condition that a value is true; undefined if it certainly is. */
export function whenTrue(value: unknown): string | undefined {
  return value === true ? undefined : isTrue(value);
}

export function isTrue(unresolved: unknown): string {
  return `coalesce(tobool(${expressionOf(unresolved)}), false)`;
}

/** The beginning of a condition that also holds if an unresolved value is null. */
export function isNullOr(value: unknown): string {
  return isUnresolved(value) ? `${expressionOf(value)} == null || ` : '';
}

export function isAbsent(list: unknown): boolean {
  return list === undefined || (Array.isArray(list) && list.length === 0);
}

export function listOf(list: unknown): string {
  return Array.isArray(list) ? expressionOf(list) : `coalesce(${expressionOf(list)}, [])`;
}

export function lowerCase(list: unknown): string {
  return `[for name in ${listOf(list)} : lower(name)]`;
}

/** A text of Terraform JSON within a message. */
export function quoted(value: unknown): string {
  const expression = expressionOf(value);
  return expression.startsWith('"') ? `'${value as string}'` : `'${interpolate(`coalesce(${expression}, "(null)")`)}'`;
}
