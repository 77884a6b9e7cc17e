import { Fn, Lazy, TerraformVariable } from 'cdktf';
import { ZeroTrustOrganization, type ZeroTrustOrganizationProps } from '../../lib';
import { errors, organization, PROPS, stackWithProvider, warnings } from '../organization';

/** The messages of an organization, without the construct's path. */
export interface Findings {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export const NOTHING: Findings = { errors: [], warnings: [] };

export function findings(construct: ZeroTrustOrganization): Findings {
  const path = `[${construct.node.path}] `;
  return {
    // This one fails when the synthesis crashes, instead of being refused.
    warnings: warnings(construct),
    errors: errors(construct).map((line) => line.replace(path, '')),
  };
}

export function findingsOf(props: Partial<ZeroTrustOrganizationProps>): Findings {
  return findings(organization(props));
}

/** The rule ids at the ends of messages. */
export function idsOf(messages: readonly string[]): string[] {
  return messages.map((message) => /\[([^[\]]+)\]$/.exec(message)?.[1] ?? message);
}

/** Terraform variables: what they hold is known to the engine only. */
export interface Variables {
  readonly text: TerraformVariable;
  readonly number: TerraformVariable;
  readonly flag: TerraformVariable;
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
    flag: new TerraformVariable(stack, 'flag', { type: 'bool' }),
    list: new TerraformVariable(stack, 'list', { type: 'list(string)' }),
    numbers: new TerraformVariable(stack, 'numbers', { type: 'list(number)' }),
  };
  return new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, ...props(variables) });
}

/** A kind of value that is known to the engine only. */
type Kind<T> = readonly [name: string, value: (variables: Variables) => T];

/** Text that CDKTF knows to be a token, or to hold one. */
export const TEXT_TOKENS: readonly Kind<string>[] = [
  ['a string variable', ({ text }) => text.stringValue],
  ['a string variable inside text', ({ text }) => `a ${text.stringValue} b`],
  ['an element of a list variable', ({ list }) => String(Fn.element(list.listValue, 0))],
  ['the result of a function', ({ text }) => Fn.lower(text.stringValue)],
  ['a lazy value', () => Lazy.stringValue({ produce: () => 'not valid' })],
  ['a number variable', ({ number }) => number.numberValue as unknown as string],
  ['a variable of any type', ({ text }) => text.value as string],
];

/** Text that CDKTF's `Token.isUnresolved` takes for a literal. */
export const HIDDEN_TEXTS: readonly Kind<string>[] = [
  ['a number variable inside text', ({ number }) => `a ${number.numberValue} b`],
  ['a raw expression', () => '${var.text}'],
  ['a raw expression inside text', () => 'a ${var.text} b'],
  ['a raw directive', () => '%{ if var.flag }a%{ else }b%{ endif }'],
];

export const UNKNOWN_TEXTS: readonly Kind<string>[] = [...TEXT_TOKENS, ...HIDDEN_TEXTS];

/** Lists of text of which at least a part is known to the engine only. */
export const UNKNOWN_LISTS: readonly Kind<string[]>[] = [
  ['a list variable', ({ list }) => list.listValue],
  ['the copy of a list variable', ({ list }) => [...list.listValue]],
  ['the result of a function on lists', ({ list }) => Fn.concat([list.listValue, ['example.com']]) as string[]],
  ['a variable of any type', ({ list }) => list.value as string[]],
  ['a raw expression', () => '${var.list}' as unknown as string[]],
  ...UNKNOWN_TEXTS.map(([name, value]): Kind<string[]> => [`a list of ${name}`, (variables) => [value(variables)]]),
];

/** Booleans that are known to the engine only. */
export const UNKNOWN_FLAGS: readonly Kind<boolean>[] = [
  ['a boolean variable', ({ flag }) => flag.booleanValue as unknown as boolean],
  ['the result of a comparison', () => Fn.contains(['a'], 'a') as boolean],
  ['a lazy value', () => Lazy.anyValue({ produce: () => true }) as unknown as boolean],
  ['a raw expression', () => '${var.flag}' as unknown as boolean],
  ['a raw directive', () => '%{ if var.flag }true%{ else }false%{ endif }' as unknown as boolean],
];
