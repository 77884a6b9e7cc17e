import { mapValues } from '../map-values';

/**
 * Attributes for CDKTF's HCL renderer, so that HCL says what JSON says.
 *
 * CDKTF renders nested attributes as blocks, which provider v5 refuses, and takes text that begins with `[`,
 * `{` or a quote for HCL. Values that are fully written out here pass through it unchanged.
 */

/** A value as CDKTF's renderer takes it: written as it is. */
interface HclAttribute {
  readonly value: unknown;
  readonly isBlock: boolean;
  readonly type: 'any' | 'list' | 'reference';
  readonly storageClassType?: string;
}

/** A resolved JSON attribute (`null` when it is set to null) as an HCL attribute. */
export function hclAttribute(value: unknown): HclAttribute | null {
  return value === null ? null : { value: hclValue(value), isBlock: false, type: 'any' };
}

/** A reference such as `cloudflare.eu`: quoted ones are deprecated. */
export function hclReference(value: string): HclAttribute {
  return { value, isBlock: false, type: 'reference' };
}

/** A list of references such as `ignore_changes`: quoted ones are deprecated. */
export function hclReferences(value: readonly string[] | string): HclAttribute | string {
  return typeof value === 'string' ? hclReference(value) : `[${value.map(bare).join(', ')}]`;
}

/** A reference as JSON may have it, `${cloudflare.eu}`, without the braces. */
function bare(reference: string): string {
  return reference.replace(/^\$\{(.*)\}$/, '$1');
}

/** Blocks, each with attributes, such as the preconditions of a lifecycle. */
export function hclBlocks(blocks: readonly Readonly<Record<string, unknown>>[]): HclAttribute {
  const value = blocks.map((block) => mapValues(block, hclAttribute));
  return { value, isBlock: true, type: 'list', storageClassType: 'objectList' };
}

function hclValue(value: unknown): unknown {
  if (typeof value === 'string') {
    const text = escapeTemplate(value);
    // CDKTF puts quotes around text with an expression, and takes text that begins with a quote as it is.
    return text.includes('${') ? text : `"${text}"`;
  }
  if (Array.isArray(value)) {
    return value.map(hclValue);
  }
  if (typeof value === 'object' && value !== null) {
    // An attribute that is null is one that is not set.
    const set = Object.entries(value).filter(([, member]) => member !== null);
    return mapValues(Object.fromEntries(set), hclValue);
  }
  return value;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Characters that a quoted string cannot hold as they are. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
const UNSAFE = /[\\"\u0000-\u001f\u007f]/g;

function escapeLiteral(text: string): string {
  return text.replace(
    UNSAFE,
    (character) => ESCAPES.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * The inside of a quoted HCL string for a template as JSON has it: what stands between expressions is escaped,
 * the expressions are kept.
 */
export function escapeTemplate(template: string): string {
  let result = '';
  let index = 0;
  for (const { start, end } of expressions(template)) {
    // A line end inside an expression means nothing, but would end the quoted string.
    result += escapeLiteral(template.slice(index, start)) + template.slice(start, end).replace(/\s*[\r\n]+\s*/g, ' ');
    index = end;
  }
  return result + escapeLiteral(template.slice(index));
}

/** The interpolations and directives of a template, from `${` or `%{` to the end of the closing brace. */
function* expressions(template: string): Generator<{ readonly start: number; readonly end: number }> {
  const opening = /\$\$\{|%%\{|[$%]\{/g;
  for (let match = opening.exec(template); match !== null; match = opening.exec(template)) {
    if (match[0].length === 2) {
      const end = endOfExpression(template, opening.lastIndex);
      yield { start: match.index, end };
      opening.lastIndex = end;
    }
  }
}

/** What matters inside an expression, and inside a quoted string within one. */
const IN_EXPRESSION = /["{}]/g;
const IN_STRING = /\\.|\$\$\{|%%\{|[$%]\{|"/gs;

/** Where the expression that begins at `start` ends: past its closing brace, or at the end of the text. */
function endOfExpression(template: string, start: number): number {
  const open = ['{']; // the braces and quotes that are not closed yet, innermost last
  let index = start;
  while (open.length > 0) {
    const inString = open.at(-1) === '"';
    const next = inString ? IN_STRING : IN_EXPRESSION;
    next.lastIndex = index;
    const token = next.exec(template)?.[0];
    if (token === undefined) {
      return template.length;
    }
    index = next.lastIndex;
    if (token === (inString ? '"' : '}')) {
      open.pop();
    } else if (!inString || /^[$%]\{/.test(token)) {
      open.push(token.at(-1) as string);
    }
  }
  return index;
}
