import { Lazy, TerraformVariable } from 'cdktf';
import { deepMerge } from 'cdktf/lib/util';
import fc from 'fast-check';
import { mergeOverrides } from '../../lib/provider/overrides';
import { stackWithProvider } from '../organization';

const variable = new TerraformVariable(stackWithProvider(), 'variable', {});
const TOKEN = variable.value as object;

/** Everything that attributes and overrides can contain, below few keys, so that they meet. */
const { value } = fc.letrec<{ value: unknown; struct: object }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(undefined, null, true, 7, '', 'text', '${var.expression}'),
    fc.constantFrom(TOKEN, variable.stringValue, variable.listValue, Lazy.anyValue({ produce: () => ({ a: 1 }) })),
    fc.array(tie('value'), { maxLength: 2 }),
    tie('struct'),
  ),
  struct: fc.dictionary(fc.constantFrom('a', 'b', '0', '1', 'length'), tie('value'), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
}));
const struct = fc.dictionary(fc.constantFrom('a', 'b'), value, { maxKeys: 2, noNullPrototype: true });

/** A copy of structs and lists, which CDKTF changes when it merges into them. */
function copyOf(original: unknown): unknown {
  if (Array.isArray(original)) {
    return original.map(copyOf);
  }
  return typeof original === 'object' && original !== null && !('resolve' in original)
    ? Object.fromEntries(Object.entries(original).map(([key, field]) => [key, copyOf(field)]))
    : original;
}

/** The result of CDKTF's merge; undefined if it fails. */
function mergedByCdktf(lower: object, upper: object): unknown {
  try {
    return deepMerge(copyOf(lower), copyOf(upper)) as unknown;
  } catch {
    return undefined;
  }
}

describe('mergeOverrides', () => {
  test('equals the merge of CDKTF for any values, and changes neither of them', () => {
    fc.assert(
      fc.property(struct, struct, (lower, upper) => {
        const [lowerBefore, upperBefore] = [copyOf(lower), copyOf(upper)];
        const expected = mergedByCdktf(lower, upper);
        fc.pre(expected !== undefined); // CDKTF fails for fields of `null` or a token, and for an invalid length
        expect(mergeOverrides(lower, upper)).toStrictEqual(expected);
        expect([lower, upper]).toStrictEqual([lowerBefore, upperBefore]);
      }),
      { numRuns: 2000 },
    );
  });

  test.each<[string, unknown, unknown, unknown]>([
    ['merges fields', { a: { b: 1, c: 2 } }, { a: { c: 3, d: 4 } }, { a: { b: 1, c: 3, d: 4 } }],
    ['removes what is undefined', { a: 1, b: 2 }, { a: undefined }, { b: 2 }],
    ['replaces a value with null', { a: { b: 1 } }, { a: null }, { a: null }],
    ['appends to a list', { a: [1] }, { a: [2] }, { a: [1, 2] }],
    ['replaces an element of a list', { a: [1, 2] }, { a: { 1: 3 } }, { a: [1, 3] }],
    ['shortens a list', { a: [1, 2] }, { a: { length: 1 } }, { a: [1] }],
    ['replaces a struct with a list', { a: { b: 1 } }, { a: [2] }, { a: [2] }],
    ['replaces a struct with a token', { a: { b: 1 } }, { a: TOKEN }, { a: TOKEN }],
    ['replaces text with a struct', { a: '${var.a}' }, { a: { b: 1 } }, { a: { b: 1 } }],
    ['keeps null if there are no fields', { a: null }, { a: {} }, { a: null }],
  ])('%s, as CDKTF does', (_, lower, upper, merged) => {
    expect(mergeOverrides(lower, upper)).toStrictEqual(merged);
    expect(mergedByCdktf(lower as object, upper as object)).toStrictEqual(merged);
  });
});
