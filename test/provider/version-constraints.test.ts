import fc from 'fast-check';
import { excludes, guarantees, isNewer } from '../../lib/provider/version-constraints';

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
    ['v5.18.0', false, true],
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
    // Unreadable constraints allow every version.
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
