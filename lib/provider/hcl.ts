/**
 * Attributes for CDKTF's HCL renderer, so that HCL and JSON are equivalent.
 *
 * CDKTF renders nested attributes as blocks, which provider v5 rejects, and treats text that begins with `[`, `{` or a
 * quote as HCL. Values that are completely written here pass through it unchanged.
 */
import { mapValues } from '../values/structs';
import { expressions } from '../values/templates';
import type { Attributes } from './fragments';

/** A value in the form that CDKTF's renderer expects. */
interface HclAttribute {
  readonly value: unknown;
  readonly isBlock: boolean;
  readonly type: 'any' | 'list' | 'reference';
  readonly storageClassType?: string;
}

/** Meta-arguments, and how they are written. */
const META_ARGUMENTS: ReadonlyMap<string, (value: never) => unknown> = new Map<string, (value: never) => unknown>([
  ['//', (metadata: unknown) => metadata],
  ['depends_on', hclReferenceList],
  ['provider', hclReference],
  ['lifecycle', hclLifecycle],
]);

/** Blocks that CDKTF renders correctly. */
const STOCK_BLOCKS = ['provisioner', 'connection', 'dynamic'];

/** The resolved attributes of a resource for HCL; `stock` is what CDKTF renders. */
export function hclResource(attributes: Attributes, stock: Attributes): Attributes {
  const rendered = Object.entries(attributes).map(([name, value]): [string, unknown] => {
    const render = META_ARGUMENTS.get(name) ?? hclAttribute;
    return [name, STOCK_BLOCKS.includes(name) ? stock[name] : render(value as never)];
  });
  return Object.fromEntries(rendered);
}

/** A resolved JSON value, which may be `null`, as an HCL attribute. */
export function hclAttribute(value: unknown): HclAttribute | null {
  return value === null ? null : { value: hclValue(value), isBlock: false, type: 'any' };
}

/**
 * A reference such as `cloudflare.eu`, without quotes, which are deprecated. CDKTF would quote one with `${`, which a key
 * can contain as `$${`.
 */
export function hclReference(value: string): HclAttribute {
  return { value: value.replaceAll('$${', '\\u0024{'), isBlock: false, type: 'reference' };
}

/** A list of references such as `ignore_changes`, or the keyword `all`. */
function hclReferenceList(value: readonly string[] | string): HclAttribute | string {
  return typeof value === 'string' ? hclReference(value) : `[${value.map(withoutBraces).join(', ')}]`;
}

/** A reference without the braces that JSON requires: `cloudflare.eu` for `${cloudflare.eu}`. */
function withoutBraces(reference: string): string {
  return reference.replace(/^\$\{(.*)\}$/, '$1');
}

/** The parts of a lifecycle that HCL writes differently: references without quotes, conditions as blocks. */
const LIFECYCLE: ReadonlyMap<string, (value: never) => unknown> = new Map<string, (value: never) => unknown>([
  ['ignore_changes', hclReferenceList],
  ['replace_triggered_by', hclReferenceList],
  ['precondition', hclBlocks],
  ['postcondition', hclBlocks],
]);

function hclLifecycle(lifecycle: Attributes): Attributes {
  const parts = Object.entries(lifecycle).map(([name, value]): [string, unknown] => {
    const render = LIFECYCLE.get(name);
    return [name, render === undefined ? value : render(value as never)];
  });
  return { value: Object.fromEntries(parts) };
}

/** Blocks of attributes, such as the preconditions of a lifecycle. */
function hclBlocks(blocks: readonly Attributes[]): HclAttribute {
  const value = blocks.map((block) => mapValues(block, hclAttribute));
  return { value, isBlock: true, type: 'list', storageClassType: 'objectList' };
}

function hclValue(value: unknown): unknown {
  if (typeof value === 'string') {
    const text = escapeTemplate(value);
    // CDKTF puts quotes around text that contains an expression, and leaves text that begins with a quote unchanged.
    return text.includes('${') ? text : `"${text}"`;
  }
  if (Array.isArray(value)) {
    return value.map(hclValue);
  }
  if (typeof value === 'object' && value !== null) {
    // Within an object, `null` means absent.
    const present = Object.entries(value).filter(([, field]) => field !== null);
    return mapValues(Object.fromEntries(present), hclValue);
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

/** Characters that a quoted string cannot contain unescaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are to be escaped
const UNSAFE = /[\\"\u0000-\u001f\u007f]/g;

function escapeLiteral(text: string): string {
  return text.replace(
    UNSAFE,
    (character) => ESCAPES.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Converts a template of Terraform JSON to the content of a quoted HCL string: escapes the text between expressions and
 * keeps the expressions.
 */
export function escapeTemplate(template: string): string {
  let result = '';
  let index = 0;
  for (const { start, end } of expressions(template)) {
    // Line breaks in an expression have no meaning, but would end the quoted string.
    result += escapeLiteral(template.slice(index, start)) + template.slice(start, end).replace(/\s*[\r\n]+\s*/g, ' ');
    index = end;
  }
  return result + escapeLiteral(template.slice(index));
}
