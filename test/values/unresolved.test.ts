import { Fn, TerraformVariable, Token } from 'cdktf';
import {
  isFullyResolved,
  isUnresolved,
  resolutionProblem,
  resolvedElements,
  resolvedList,
  resolvedText,
  resolveTokens,
} from '../../lib/values/unresolved';
import { stackWithProvider } from '../organization';

const variable = new TerraformVariable(stackWithProvider(), 'variable', {});
const TEXT = variable.stringValue;
const LIST = variable.listValue;

describe('isUnresolved', () => {
  test.each<[string, unknown]>([
    ['a token', variable.value],
    ['a text token', TEXT],
    ['a number token', variable.numberValue],
    ['a boolean token', variable.booleanValue],
    ['a list token', LIST],
    ['the copy of a list token', [...LIST]],
    ['a map token', Token.asStringMap(variable.value)],
    ['the result of a function', Fn.lower(TEXT)],
    ['text with a text token', `a ${TEXT} b`],
    ['text with a number token', `a ${variable.numberValue} b`],
    [
      'text with a number token in a notation that CDKTF recognizes too',
      `a ${String(variable.numberValue).replace('+', '')}.`,
    ],
    ['text that CDKTF takes for a number token', '-8.2e298'],
    ['an expression', 'a ${var.b}'],
    ['a directive', '%{ if var.a }b%{ endif }'],
    ['an expression after an escaped one', '$${literal} ${var.b}'],
    ['an expression after a percent sign', '%${var.b}'],
    ['an expression that is not closed', '12h${'],
    ['a text token after a dollar sign, although the engine would not replace it', `$${TEXT}`],
  ])('is true for %s', (_, value) => {
    expect(isUnresolved(value)).toBe(true);
  });

  test.each<[unknown]>([
    [undefined],
    [null],
    [''],
    ['Widget Corp'],
    ['{{ a }}'],
    ['$ {a}'],
    ['$100 %'],
    ['$${literal}'], // escaped
    ['%%{literal}'],
    ['$$${literal}'],
    ['%%{ if true }a%%{ endif }'],
    ['C++ 1e+5'],
    ['1|-8.1e298'], // CDKTF reads the number 1
    ['-1e+300'], // looks like a number token
    [-5],
    [false],
    [[]],
    [['a']],
    [{ a: TEXT }], // its fields are checked one by one
  ])('is false for %j', (value) => {
    expect(isUnresolved(value)).toBe(false);
  });
});

describe('resolutionProblem', () => {
  test.each<[string, unknown, string]>([
    ['an element of a list token', LIST[0], 'list element'],
    ['text with an element of a list token', `a ${LIST[0] as string}`, 'list element'],
    ['a value of a map token', Object.values(Token.asStringMap(variable.value))[0], 'map value'],
    ['a value of a map token of any type', Object.values(Token.asAnyMap(variable.value))[0], 'map value'],
    ['text with a number token that does not exist', 'a -8.2e+298 b', 'no such token'],
    ['a number token that does not exist', -8.2e298, 'no such token'],
    ['a text token that does not exist', '${TfToken[TOKEN.999999999]}', 'no such token'],
    ['a list token that does not exist', ['#{TfToken[TOKEN.999999999]}'], 'no such token'],
  ])('is found for %s', (_, value, problem) => {
    expect(resolutionProblem(value)).toBe(problem);
    expect(() => resolveTokens(stackWithProvider(), value)).toThrow();
  });

  test.each<[string, unknown]>([
    ['a token', variable.value],
    ['a text token', `a ${TEXT}`],
    ['a number token', variable.numberValue],
    ['text with a number token', `a ${variable.numberValue}`],
    ['a list token', LIST],
    ['a map token', Token.asStringMap(variable.value)],
    ['an expression', '${var.a}'],
    ['an escaped token', '$${TfToken}'],
    ['a huge negative number', '-9e+298'],
    ['long text', '-'.repeat(100_000) + '7'.repeat(100_000)],
  ])('is none for %s', (_, value) => {
    expect(resolutionProblem(value)).toBeUndefined();
  });
});

describe('resolvedText', () => {
  test.each(['a', '', '$${a}'])('is the text %j', (text) => {
    expect(resolvedText(text)).toBe(text);
  });

  test.each([TEXT, '${var.a}', 5, undefined, null])('is undefined for %p', (value) => {
    expect(resolvedText(value)).toBeUndefined();
  });
});

describe('a list', () => {
  test.each<[string, string[] | undefined, { elements?: string[]; list?: string[]; isFull: boolean }]>([
    ['resolved elements', ['a', 'b'], { elements: ['a', 'b'], list: ['a', 'b'], isFull: true }],
    ['no elements', [], { elements: [], list: [], isFull: true }],
    ['an unresolved element', ['a', TEXT, 'b'], { elements: ['a', 'b'], isFull: false }],
  ])('with %s', (_, value, { elements, list, isFull }) => {
    expect(resolvedElements(value)).toEqual(elements);
    expect(resolvedList(value)).toEqual(list);
    expect(isFullyResolved(value)).toBe(isFull);
  });

  test.each([
    ['a list token', LIST],
    ['the copy of a list token', [...LIST]],
    ['an expression', '${var.list}' as unknown as string[]],
  ])('that is %s has no resolved elements', (_, value) => {
    expect(resolvedElements(value)).toBeUndefined();
    expect(resolvedList(value)).toBeUndefined();
    expect(isFullyResolved(value)).toBe(false);
  });

  test('that is absent has no elements, and nothing unresolved', () => {
    expect(resolvedElements(undefined)).toBeUndefined();
    expect(resolvedList(undefined)).toBeUndefined();
    expect(isFullyResolved(undefined)).toBe(true);
  });

  test('is fully resolved only if nested lists are', () => {
    expect(isFullyResolved(['a', ['b', ['c']]])).toBe(true);
    expect(isFullyResolved(['a', ['b', [TEXT]]])).toBe(false);
  });
});
