import fc from 'fast-check';
import { didYouMean, nearest, unknownId } from '../../lib/values/suggestions';

const namesNear = (text: string, names: readonly string[]): string[] =>
  nearest(
    text,
    names.map((name) => ({ name })),
  ).map(({ name }) => name);

describe('nearest', () => {
  test.each<[reason: string, text: string, names: string[], near: string[]]>([
    ['a missing letter', 'sesionDuration', ['sessionDuration', 'accountId'], ['sessionDuration']],
    ['an additional letter', 'sessionnDuration', ['sessionDuration'], ['sessionDuration']],
    ['a wrong letter', 'sessiunDuration', ['sessionDuration'], ['sessionDuration']],
    ['two letters swapped, which is one mistake', 'nmae', ['name'], ['name']],
    ['other separators and capitals', ' SESSION-duration', ['sessionDuration'], ['sessionDuration']],
    ['a third of the letters wrong', 'axx', ['axy'], ['axy']],
    ['more than a third wrong', 'ax', ['ay'], []],
    ['the nearest of several', 'logoPth', ['logPath', 'logoPath'], ['logoPath']],
    ['all that are equally near', 'minn', ['mint', 'mind', 'other'], ['mint', 'mind']],
    ['a letter swapped twice is two mistakes', 'bca', ['abc'], []],
    ['no letters', '日本', ['name'], []],
    ['no names', 'name', [], []],
  ])('finds %s: %j', (_, text, names, near) => {
    expect(namesNear(text, names)).toEqual(near);
  });

  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 8 });

  /** The definition of the optimal string alignment distance, without a table. */
  function distance(one: string, other: string): number {
    if (one === '' || other === '') {
      return one.length + other.length;
    }
    const [a, b] = [one.slice(0, -1), other.slice(0, -1)];
    const edits = [
      distance(a, b) + (one.at(-1) === other.at(-1) ? 0 : 1),
      distance(a, other) + 1,
      distance(one, b) + 1,
    ];
    const isSwapped = one.length > 1 && one.at(-1) === other.at(-2) && one.at(-2) === other.at(-1);
    return Math.min(...edits, ...(isSwapped ? [distance(a.slice(0, -1), b.slice(0, -1)) + 1] : []));
  }

  test('allows at most a third of the text to differ', () => {
    fc.assert(
      fc.property(letters, letters, (text, name) => {
        expect(namesNear(text, [name]).length === 1).toBe(distance(text, name) * 3 <= text.length);
      }),
      { numRuns: 300, examples: [['abcdabcd', 'abdcabcd']] },
    );
  });
});

describe('didYouMean', () => {
  test.each([
    [[], 'Remove it'],
    [['a'], 'Did you mean a?'],
    [['a', 'b', 'a'], 'Did you mean a or b?'],
  ])('%j: %s', (meant, question) => {
    expect(didYouMean(meant, 'Remove it')).toBe(question);
  });
});

describe('unknownId', () => {
  test.each([
    ['lock-reqired', "rule 'lock-reqired' does not exist. Did you mean 'lock-required'?"],
    ['other', "rule 'other' does not exist. Use one of lock-required, name-blank."],
    [undefined, 'rule is required. Use one of lock-required, name-blank.'],
  ])('%j', (id, message) => {
    expect(unknownId('rule', id, ['lock-required', 'name-blank'])).toBe(message);
  });
});
