import fc from 'fast-check';
import { excludes, guarantees, isConstraint, isNewer } from '../../lib/provider/version-constraints';

describe('isNewer', () => {
  test.each([
    ['5.18.0', '5.17.0', true],
    ['5.18.0', '5.18.0', false],
    ['5.9.0', '5.10.0', false], // numbers, not text
    ['5.18.1', '5.18.0', true],
    ['6.0.0', '5.99.99', true],
    ['5.19', '5.18.9', true],
  ])('compares %s with %s: %s', (a, b, expected) => {
    expect(isNewer(a, b)).toBe(expected);
  });
});

describe('a version constraint', () => {
  test.each([
    ['5.14.0', true, false],
    ['= 5.17.9', true, false],
    ['5.18.0', false, true],
    ['=5.27.0', false, true],
    ['>= 5.18.0', false, true],
    ['>= 5.17.0', false, false],
    ['> 5.17.9', false, false], // also allows 5.17.10
    ['> 5.18.0', false, true],
    ['< 5.18.0', true, false],
    ['<= 5.18.0', false, false],
    ['<= 5.17.99', true, false],
    ['< 5.18', true, false],
    ['~> 5.0', false, false],
    ['~> 5.18', false, true],
    ['~> 5.17.0', true, false],
    ['~> 5.18.0', false, true],
    ['~> 4.0', true, false],
    ['~> 5', false, false],
    ['>= 5.18.0, < 6.0.0', false, true],
    ['>= 5.14.0, < 5.18.0', true, false],
    ['>= 5.14.0,< 5.19.0, != 5.18.0', false, false],
    ['!= 5.14.0', false, false],
    ['5.18.0-rc.1', false, true], // treated as its release
    // Constraints that the engine cannot parse allow every version.
    ['', false, false],
    ['${var.version}', false, false],
    ['latest', false, false],
  ])(
    'such as %j excludes all versions from 5.18.0 on: %s; allows only these: %s',
    (constraint, excluded, guaranteed) => {
      expect(excludes(constraint, '5.18.0')).toBe(excluded);
      expect(guarantees(constraint, '5.18.0')).toBe(guaranteed);
    },
  );

  const version = fc.tuple(fc.nat(9), fc.nat(30), fc.nat(9)).map((numbers) => numbers.join('.'));

  test('that is an exact version guarantees all versions up to it and excludes newer ones', () => {
    fc.assert(
      fc.property(version, version, (pinned, required) => {
        expect(guarantees(pinned, required)).toBe(!isNewer(required, pinned));
        expect(excludes(pinned, required)).toBe(isNewer(required, pinned));
      }),
    );
  });
});

// As parsed by OpenTofu 1.12 and Terraform 1.11, which use two parsers.
describe('isConstraint', () => {
  test.each([
    '5.28.0',
    '5.28',
    '5',
    '= 5.28.0',
    '!=5.27.0',
    '>=5.18',
    '~> 5.18.0',
    ' 5.28.0 ',
    '\t>= 5.18.0\n',
    '>= 5.18.0,< 6.0.0',
    '>= 5.18.0 ,\n< 6.0.0',
    '>=05.18.0',
    '5.28.0-beta',
    '>= 5.18.0-rc.1',
    '>= 5.18.0-',
    '5.28.0+meta',
    '>= 5.18.0-rc.1+meta.2',
  ])('is true for %j', (constraint) => {
    expect(isConstraint(constraint)).toBe(true);
  });

  test.each([
    '',
    ' ',
    'latest',
    '*',
    '5.x',
    '5.*',
    'v5.28.0',
    '>= v5.18',
    '5.28.0.0',
    '5.',
    '.5',
    '>= 5.18.0 < 6.0.0', // without a comma
    '5.28.0 5.27.0',
    '5.18.0,',
    ',5.28.0',
    '>= 5.18.0,, < 6.0.0',
    '>= 5.18.0, >= 5.x',
    '=> 5.18',
    '=< 5.18',
    '== 5.18.0',
    '> = 5.18',
    '^5.18',
    '~5.18',
    '>=  5.18', // two spaces
    '>=\t5.18',
    '>=\u00a05.18',
    '>=',
    '>= 5.18.0-rc..1',
    '>= 5.18.0beta',
    '>= 99999999999999999999',
    '${var.version}',
  ])('is false for %j', (constraint) => {
    expect(isConstraint(constraint)).toBe(false);
  });
});
