import { runInNewContext } from 'node:vm';
import { TerraformVariable, Token } from 'cdktf';
import { fieldsOf, isStruct, merge, type Struct, setValueAt, valueAt } from '../../lib/values/structs';
import { stackWithProvider } from '../organization';

const variable = new TerraformVariable(stackWithProvider(), 'variable', {});
const TOKEN = variable.value as object;

describe('isStruct', () => {
  class Props {
    public readonly name = 'a';
  }

  test.each<[string, unknown]>([
    ['an object', { name: 'a' }],
    ['an empty object', {}],
    ['an object without a prototype, as parsers create', Object.create(null)],
    ['an instance of a class', new Props()],
  ])('is true for %s', (_, value) => {
    expect(isStruct(value)).toBe(true);
  });

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['text', 'a'],
    ['a list', []],
    ['a map', new Map()],
    ['a date', new Date(0)],
    ['a function', () => undefined],
    ['a token', TOKEN],
    ['a map token', Token.asStringMap(TOKEN)],
  ])('is false for %s', (_, value) => {
    expect(isStruct(value)).toBe(false);
  });
});

describe('valueAt', () => {
  test.each<[object, string, unknown]>([
    [{ mfa: { preset: 'balanced' } }, 'mfa.preset', 'balanced'],
    [{ mfa: { preset: 'balanced' } }, 'mfa', { preset: 'balanced' }],
    [{ mfa: { required: false } }, 'mfa.required', false],
    [{ mfa: { preset: null } }, 'mfa.preset', null],
    [{ mfa: {} }, 'mfa.preset', undefined],
    [{ mfa: undefined }, 'mfa.preset', undefined],
    [{ mfa: null }, 'mfa.preset', undefined],
    [{}, 'mfa.piv.pinPolicy', undefined],
  ])('of %j at %s is %j', (object, path, value) => {
    expect(valueAt(object, path.split('.'))).toEqual(value);
  });

  test.each([
    ['a token', TOKEN],
    ['an expression', '${var.mfa}'],
  ])('is %s if the struct is unresolved', (_, mfa) => {
    expect(valueAt({ mfa }, ['mfa', 'preset'])).toBe(mfa);
    expect(valueAt({ mfa: { piv: mfa } }, ['mfa', 'piv', 'pinPolicy'])).toBe(mfa);
  });
});

describe('setValueAt', () => {
  test.each<[Record<string, unknown>, string, object]>([
    [{}, 'name', { name: 1 }],
    [{}, 'mfa.piv.pin', { mfa: { piv: { pin: 1 } } }],
    [{ mfa: undefined }, 'mfa.preset', { mfa: { preset: 1 } }],
    [{ mfa: { preset: 0, required: true } }, 'mfa.preset', { mfa: { preset: 1, required: true } }],
  ])('changes %j at %s to %j', (object, path, expected) => {
    setValueAt(object, path.split('.'), 1);
    expect(object).toEqual(expected);
  });
});

describe('merge', () => {
  test.each<[string, unknown, unknown, unknown]>([
    ['keeps fields of both', { a: 1, b: { c: 2 } }, { b: { d: 3 }, e: 4 }, { a: 1, b: { c: 2, d: 3 }, e: 4 }],
    ['prefers the upper value', { a: 1 }, { a: 0 }, { a: 0 }],
    ['keeps the lower value where the upper one is undefined', { a: 1 }, { a: undefined }, { a: 1 }],
    ['replaces a value with null', { a: 1 }, { a: null }, { a: null }],
    ['replaces a struct with a value', { a: { b: 1 } }, { a: 2 }, { a: 2 }],
    ['replaces a struct with a token', { a: { b: 1 } }, { a: TOKEN }, { a: TOKEN }],
    ['replaces a token with a struct', { a: TOKEN }, { a: { b: 1 } }, { a: { b: 1 } }],
    ['replaces a list', { a: [1] }, { a: [2] }, { a: [2] }],
  ])('%s', (_, lower, upper, merged) => {
    expect(merge(lower, upper)).toEqual(merged);
  });

  test('does not change the merged values', () => {
    const [lower, upper] = [{ a: { b: 1 } }, { a: { c: 2 } }];
    merge(lower, upper);
    expect([lower, upper]).toEqual([{ a: { b: 1 } }, { a: { c: 2 } }]);
  });
});

describe('fieldsOf', () => {
  class Base {
    public get inherited(): number {
      return 1;
    }
  }
  class Props extends Base {
    public own = 2;

    public get computed(): number {
      return this.own + 1;
    }

    public method(): number {
      return 0;
    }
  }

  test.each<[string, object, Record<string, unknown>]>([
    ['an object', { a: 1, b: undefined }, { a: 1, b: undefined }],
    [
      'an object with a getter',
      {
        get a() {
          return 1;
        },
      },
      { a: 1 },
    ],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1 }), { a: 1 }],
    ['an instance of a class, without methods', new Props(), { own: 2, computed: 3, inherited: 1 }],
    [
      'an object that inherits fields',
      Object.create({ a: 1, b: 2 }, { b: { value: 3, enumerable: true } }) as object,
      { a: 1, b: 3 },
    ],
    ['an object of another realm', runInNewContext('({ a: 1 })') as object, { a: 1 }],
    ['an object with hidden fields', Object.defineProperty({ a: 1 }, 'b', { value: 2 }), { a: 1 }],
  ])('reads %s', (_, struct, fields) => {
    expect(Object.fromEntries(fieldsOf(struct as Struct))).toEqual(fields);
  });

  test('keeps a field that is named like the prototype', () => {
    expect(fieldsOf(JSON.parse('{ "__proto__": 1 }') as Struct)).toEqual([['__proto__', 1]]);
  });
});
