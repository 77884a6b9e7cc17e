/** Which values the engine knows when it makes a plan, as opposed to those that it knows after an apply. */
import { TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import { IDENTIFIER } from '../values/identifiers';
import { valueAt } from '../values/structs';
import { expressions } from '../values/templates';
import { isUnresolved, resolveTokens } from '../values/unresolved';
import { overridesOf } from './fragments';

/** The results of these functions are unknown during a plan, or not allowed where it must be known. */
const UNSUITABLE_FUNCTIONS: readonly string[] = ['bcrypt', 'ephemeral', 'sensitive', 'timestamp', 'uuid'];

/** Keywords and objects that are known without an apply. */
const ALWAYS_KNOWN: readonly string[] = ['false', 'null', 'path', 'terraform', 'true'];

/** A string of an expression without interpolations and directives. */
const PLAIN_STRING = /"(?:[^"\\$%]|\\.|[$%](?!\{))*"/gs;

/** The keywords of conditional directives. */
const CONDITIONAL = /^%\{~?\s*(?:if|else|endif)\b/;

/** What else contains other expressions, or hides them: templates, objects, heredocs and comments. */
const COMPLEX = /["{}#]|\/\/|\/\*|<</;

/** A reference such as `data.cloudflare_account.this`, a function call, or a keyword. */
const NAME = new RegExp(
  String.raw`(?<![\p{ID_Continue}.])(?<path>${IDENTIFIER}(?:\.${IDENTIFIER})*)\s*(?<call>\(|::)?`,
  'gu',
);

/**
 * Whether a value is known when the plan is made: it is literal, or refers only to variables, locals and data sources
 * that are. Sensitive variables do not count, because OpenTofu does not import by them.
 */
export function isKnownAtPlan(stack: TerraformStack, value: unknown): boolean {
  return !isUnresolved(value) || isKnown(stack, value, []);
}

function isKnown(stack: TerraformStack, value: unknown, visited: readonly string[]): boolean {
  return textsIn(resolveTokens(stack, value)).every((text) =>
    [...expressions(text)].every(({ start, end }) => isKnownExpression(stack, text.slice(start, end), visited)),
  );
}

/** The addresses of the resources, data sources and modules of a stack that a value refers to, directly or in locals. */
export function referencesIn(stack: TerraformStack, value: unknown): string[] {
  const addresses = new Set<string>();
  const visited = new Set<string>();
  const visit = (part: unknown): void => {
    for (const path of pathsIn(resolveTokens(stack, part))) {
      const length = path[0] === 'data' ? 3 : 2;
      const address = path.slice(0, length).join('.');
      if (path[0] === 'local' && !visited.has(address)) {
        visited.add(address);
        definitionsOf(stack, path[1] as string, ['locals', path[1] as string]).forEach(visit);
      } else if (path.length >= length && isElement(stack, path)) {
        addresses.add(address);
      }
    }
  };
  visit(value);
  return [...addresses];
}

/** Whether a value refers to the instance of its resource, which only the resource itself can do. */
export function refersToInstance(stack: TerraformStack, value: unknown): boolean {
  return pathsIn(resolveTokens(stack, value)).some(([kind]) => kind === 'count' || kind === 'each');
}

/** The names in the expressions of a value, such as `['cloudflare_zone', 'this', 'id']`. */
function pathsIn(value: unknown): string[][] {
  return textsIn(value).flatMap((text) =>
    [...expressions(text)].flatMap(({ start, end }) =>
      [...text.slice(start, end).matchAll(NAME)].map(({ groups: { path = '' } = {} }) => path.split('.')),
    ),
  );
}

/** Whether a path begins with the address of an element, and not with the name of a variable of a `for` expression. */
function isElement(stack: TerraformStack, [kind = '', name = '', label = '']: readonly string[]): boolean {
  const inModule = kind === 'module' ? [kind, name] : ['resource', kind, name];
  const address = kind === 'data' ? [kind, name, label] : inModule;
  return (
    valueAt(overridesOf(stack), address) !== undefined ||
    elementsNamed(stack, kind === 'data' ? label : name).some(
      (element) => valueAt(element.toTerraform() as object, address) !== undefined,
    )
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap(textsIn);
  }
  return typeof value === 'string' ? [value] : [];
}

/** Whether an interpolation or a directive is known. Complex ones are not analyzed, and count as unknown. */
function isKnownExpression(stack: TerraformStack, text: string, visited: readonly string[]): boolean {
  const expression = text
    .replace(CONDITIONAL, '')
    .replace(/^[$%]\{|\}$/g, '')
    .replace(PLAIN_STRING, '');
  return (
    !COMPLEX.test(expression) &&
    [...expression.matchAll(NAME)].every(({ groups: { path = '', call } = {} }) =>
      call === '(' ? !UNSUITABLE_FUNCTIONS.includes(path) : isKnownReference(stack, path.split('.'), visited),
    )
  );
}

function isKnownReference(stack: TerraformStack, path: readonly string[], visited: readonly string[]): boolean {
  const [kind = '', name = '', label = ''] = path;
  switch (kind) {
    case 'var':
      return definitionsOf(stack, name, ['variable', name]).every(isPublic);
    case 'local':
      return isKnownElement(stack, name, ['locals', name], visited);
    case 'data':
      return isKnownElement(stack, label, ['data', name, label], visited);
    default:
      return ALWAYS_KNOWN.includes(kind);
  }
}

function isPublic(variable: unknown): boolean {
  const { ephemeral, sensitive } = variable as { readonly ephemeral?: unknown; readonly sensitive?: unknown };
  return ephemeral !== true && sensitive !== true;
}

/** Whether a local or a data source is known. A data source with dependencies is read after they are changed. */
function isKnownElement(
  stack: TerraformStack,
  name: string,
  path: readonly string[],
  visited: readonly string[],
): boolean {
  const key = path.join('.');
  return (
    visited.includes(key) ||
    definitionsOf(stack, name, path).every(
      (definition) =>
        valueAt(definition as object, ['depends_on']) === undefined && isKnown(stack, definition, [...visited, key]),
    )
  );
}

/** What the elements of a stack that have a name, and the overrides of the stack, render at a path. */
function definitionsOf(stack: TerraformStack, name: string, path: readonly string[]): unknown[] {
  const elements = elementsNamed(stack, name).filter((element) => !TerraformResource.isTerraformResource(element));
  return [...elements.map((element) => element.toTerraform() as object), overridesOf(stack)]
    .map((fragment) => valueAt(fragment, path))
    .filter((definition) => definition !== undefined && definition !== null);
}

function elementsNamed(stack: TerraformStack, name: string): TerraformElement[] {
  return stack.node
    .findAll()
    .filter((node) => TerraformElement.isTerraformElement(node))
    .filter((element) => element.friendlyUniqueId === name && TerraformStack.of(element) === stack);
}
