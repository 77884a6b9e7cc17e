/**
 * Attributes for CDKTF's HCL renderer, so that HCL and JSON are equivalent.
 *
 * CDKTF renders nested attributes as blocks, which provider v5 rejects, and treats text that begins with `[`, `{` or a
 * quote as HCL. Values that are completely written here pass through it unchanged.
 */
import { mapValues } from '../values/structs';
import { expressions } from '../values/templates';
import { blocksIn } from './blocks';
import type { Attributes } from './fragments';

/** A value in the form that CDKTF's renderer expects. */
interface HclAttribute {
  readonly value: unknown;
  readonly isBlock: boolean;
  readonly type: 'any' | 'list' | 'reference';
  readonly storageClassType?: string;
}

/** An attribute as CDKTF's renderer expects it; it puts nothing but quotes around text. */
type Rendered = Attributes | HclAttribute | string | null;

/** Meta-arguments and blocks, and how they are written. */
const META_ARGUMENTS: ReadonlyMap<string, (value: unknown) => unknown> = new Map([
  ['//', (metadata: unknown) => metadata],
  ['depends_on', hclReferenceList],
  ['provider', (value: unknown) => (typeof value === 'string' ? hclReference(value) : hclAttribute(value))],
  ['lifecycle', hclLifecycle],
  ['connection', (value: unknown) => hclBodies(value)[0]],
  ['provisioner', hclProvisioners],
]);

/** The resolved attributes of a resource for HCL. */
export function hclResource(attributes: Attributes): Attributes {
  return hclArguments(attributes, META_ARGUMENTS);
}

/** A resolved JSON value as an HCL attribute. */
export function hclAttribute(value: unknown): Rendered {
  if (value === null) {
    return null;
  }
  // CDKTF would turn text with line breaks into a heredoc if it had the form of other values.
  return typeof value === 'string' ? hclText(value) : { value: hclValue(value), isBlock: false, type: 'any' };
}

/** The resolved value of a local. */
export function hclLocal(value: unknown): HclAttribute {
  return { value: hclValue(value), isBlock: false, type: 'any' };
}

/**
 * A reference such as `cloudflare.eu`, without quotes, which are deprecated. CDKTF would quote one with `${`, which a key
 * can contain as `$${`.
 */
export function hclReference(value: string): HclAttribute {
  return { value: value.replaceAll('$${', '\\u0024{'), isBlock: false, type: 'reference' };
}

/** A list of references such as `ignore_changes`, or the keyword `all`. */
function hclReferenceList(value: unknown): Rendered {
  if (Array.isArray(value)) {
    return `[${value.map((entry) => (typeof entry === 'string' ? withoutBraces(entry) : JSON.stringify(entry))).join(', ')}]`;
  }
  return value === 'all' ? hclReference(value) : hclAttribute(value);
}

/** A reference without the braces that JSON requires: `cloudflare.eu` for `${cloudflare.eu}`. */
export function withoutBraces(reference: string): string {
  return reference.replace(/^\$\{(.*)\}$/, '$1');
}

/** The parts of a lifecycle that HCL writes differently: references without quotes, conditions as blocks. */
const LIFECYCLE: ReadonlyMap<string, (value: unknown) => unknown> = new Map([
  ['ignore_changes', hclReferenceList],
  ['replace_triggered_by', hclReferenceList],
  ['precondition', hclBlocks],
  ['postcondition', hclBlocks],
]);

function hclLifecycle(lifecycle: unknown): unknown {
  const blocks = blocksIn(lifecycle);
  return blocks.includes(undefined)
    ? hclAttribute(lifecycle) // which the engine rejects, as in JSON
    : blockList(blocks.map((block = {}) => hclArguments(block, LIFECYCLE)));
}

/** Blocks of attributes, such as the preconditions of a lifecycle. */
function hclBlocks(blocks: unknown): HclAttribute {
  return blockList(hclBodies(blocks));
}

function blockList(value: readonly Attributes[]): HclAttribute {
  return { value, isBlock: true, type: 'list', storageClassType: 'objectList' };
}

function hclBodies(blocks: unknown): Attributes[] {
  return blocksIn(blocks).map((block = {}) => mapValues(block, hclAttribute));
}

/** The arguments of a block, some of which are written differently. */
function hclArguments(block: Attributes, special: ReadonlyMap<string, (value: unknown) => unknown>): Attributes {
  const present = Object.entries(block).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    present.map(([name, value]) => [name, (special.get(name) ?? hclAttribute)(value)] as const),
  );
}

/** Provisioners, each under its type. */
function hclProvisioners(provisioners: unknown): Attributes[] {
  return blocksIn(provisioners).flatMap((byType = {}) =>
    Object.entries(byType).flatMap(([type, blocks]) =>
      blocksIn(blocks).map(({ connection, ...block } = {}) => ({
        [type]: { ...mapValues(block, hclAttribute), connection: hclBodies(connection)[0] },
      })),
    ),
  );
}

function hclValue(value: unknown): unknown {
  if (typeof value === 'string') {
    return hclText(value);
  }
  if (value === null) {
    return '${null}'; // CDKTF's renderer has no `null` within lists
  }
  if (Array.isArray(value)) {
    return value.map(hclValue);
  }
  return typeof value === 'object' ? mapValues(value as Attributes, hclValue) : value;
}

/** CDKTF puts quotes around text that contains an expression, and leaves text that begins with a quote unchanged. */
function hclText(value: string): string {
  const text = escapeTemplate(value);
  return text.includes('${') ? text : `"${text}"`;
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
 * keeps the expressions, which can contain line breaks, comments and heredocs.
 */
export function escapeTemplate(template: string): string {
  let result = '';
  let index = 0;
  for (const { start, end } of expressions(template)) {
    result += escapeLiteral(template.slice(index, start)) + template.slice(start, end);
    index = end;
  }
  return result + escapeLiteral(template.slice(index));
}
