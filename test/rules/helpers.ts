import { Fn, Lazy, TerraformVariable } from 'cdktf';
import { ZeroTrustOrganization, type ZeroTrustOrganizationProps } from '../../lib';
import { errors, organization, PROPS, stackWithProvider, warningsOn } from '../organization';

/** The findings of an organization, each as `<rule id> <prop>`. */
export interface Findings {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export const NOTHING: Findings = { errors: [], warnings: [] };

/** The messages of an organization, without the path of the construct. */
export function messages(construct: ZeroTrustOrganization): Findings {
  const path = `[${construct.node.path}] `;
  const found = errors(construct).map((line) => line.replace(path, ''));
  return { errors: found, warnings: warningsOn(construct) };
}

export function findings(construct: ZeroTrustOrganization): Findings {
  const found = messages(construct);
  return { errors: found.errors.map(summary), warnings: found.warnings.map(summary) };
}

/** The findings of an organization with some props. */
export function findingsOf(props: Partial<ZeroTrustOrganizationProps>): Findings {
  return findings(organization(props));
}

/** The rule id and the prop of a message: `session-duration sessionDuration`. */
export function summary(message: string): string {
  const [, prop, id] = /^(\S+) .*\[([^[\]]+)\]$/s.exec(message) ?? [];
  return id === undefined || prop === undefined ? message : `${id} ${prop}`;
}

/** The value that a message suggests. */
export function suggestionIn(message: string): string | undefined {
  return /\. [^.]*'([^']*)'\. \[[\w-]+\]$/.exec(message)?.[1];
}

/** Terraform variables, which are unresolved until apply. */
export interface Variables {
  readonly text: TerraformVariable;
  readonly number: TerraformVariable;
  readonly boolean: TerraformVariable;
  readonly list: TerraformVariable;
  readonly numbers: TerraformVariable;
}

/** An organization with props from Terraform variables. */
export function withVariables(
  props: (variables: Variables) => Partial<ZeroTrustOrganizationProps>,
): ZeroTrustOrganization {
  const stack = stackWithProvider();
  const variables = {
    text: new TerraformVariable(stack, 'text', { type: 'string' }),
    number: new TerraformVariable(stack, 'number', { type: 'number' }),
    boolean: new TerraformVariable(stack, 'boolean', { type: 'bool' }),
    list: new TerraformVariable(stack, 'list', { type: 'list(string)' }),
    numbers: new TerraformVariable(stack, 'numbers', { type: 'list(number)' }),
  };
  return new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, ...props(variables) });
}

/** A kind of unresolved value. */
type Kind<T> = readonly [name: string, value: (variables: Variables) => T];

/** Text that CDKTF recognizes as a token or as text with a token. */
export const TEXT_TOKENS: readonly Kind<string>[] = [
  ['a string variable', ({ text }) => text.stringValue],
  ['a string variable inside text', ({ text }) => `a ${text.stringValue} b`],
  ['an element of a list variable', ({ list }) => String(Fn.element(list.listValue, 0))],
  ['the result of a function', ({ text }) => Fn.lower(text.stringValue)],
  ['a lazy value', () => Lazy.stringValue({ produce: () => 'not valid' })],
  ['a number variable', ({ number }) => number.numberValue as unknown as string],
  ['a variable of any type', ({ text }) => text.value as string],
];

/** Text that CDKTF's `Token.isUnresolved` does not recognize. */
export const HIDDEN_TEXTS: readonly Kind<string>[] = [
  ['a number variable inside text', ({ number }) => `a ${number.numberValue} b`],
  ['a raw expression', () => '${var.text}'],
  ['a raw expression inside text', () => 'a ${var.text} b'],
  ['a raw directive', () => '%{ if var.boolean }a%{ else }b%{ endif }'],
];

export const UNRESOLVED_TEXTS: readonly Kind<string>[] = [...TEXT_TOKENS, ...HIDDEN_TEXTS];

/** Lists of text with at least one unresolved part. */
export const UNRESOLVED_LISTS: readonly Kind<string[]>[] = [
  ['a list variable', ({ list }) => list.listValue],
  ['the copy of a list variable', ({ list }) => [...list.listValue]],
  ['the result of a function on lists', ({ list }) => Fn.concat([list.listValue, ['example.com']]) as string[]],
  ['a variable of any type', ({ list }) => list.value as string[]],
  ['a raw expression', () => '${var.list}' as unknown as string[]],
  ...UNRESOLVED_TEXTS.map(([name, value]): Kind<string[]> => [`a list of ${name}`, (variables) => [value(variables)]]),
];

/** Unresolved booleans. */
export const UNRESOLVED_BOOLEANS: readonly Kind<boolean>[] = [
  ['a boolean variable', ({ boolean }) => boolean.booleanValue as unknown as boolean],
  ['the result of a comparison', () => Fn.contains(['a'], 'a') as boolean],
  ['a lazy value', () => Lazy.anyValue({ produce: () => true }) as unknown as boolean],
  ['a raw expression', () => '${var.boolean}' as unknown as boolean],
  ['a raw directive', () => '%{ if var.boolean }true%{ else }false%{ endif }' as unknown as boolean],
];
