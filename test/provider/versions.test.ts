import fc from 'fast-check';
import { excludes, guarantees, isNewer } from '../../lib/provider/versions';

describe('isNewer', () => {
  test.each([
    ['5.18.0', '5.17.0', true],
    ['5.18.0', '5.18.0', false],
    ['5.9.0', '5.10.0', false],
    ['5.18.1', '5.18.0', true],
    ['6.0.0', '5.99.99', true],
    ['5.19', '5.18.9', true],
  ])('%s after %s: %s', (a, b, expected) => {
    expect(isNewer(a, b)).toBe(expected);
  });
});

describe('what a constraint allows', () => {
  // excludes: no allowed version is 5.18.0 or later; guarantees: every allowed version is.
  test.each([
    ['5.14.0', true, false],
    ['= 5.17.9', true, false],
    ['5.18.0', false, true],
    ['v5.18.0', false, true],
    ['=5.27.0', false, true],
    ['>= 5.18.0', false, true],
    ['>= 5.17.0', false, false],
    ['> 5.17.9', false, false],
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
    ['5.18.0-rc.1', false, true],
    ['', false, false],
    ['${var.version}', false, false],
    ['latest', false, false],
  ])('%j excludes 5.18.0: %s; guarantees it: %s', (constraint, excluded, guaranteed) => {
    expect(excludes(constraint, '5.18.0')).toBe(excluded);
    expect(guarantees(constraint, '5.18.0')).toBe(guaranteed);
  });

  const version = fc.tuple(fc.nat(9), fc.nat(30), fc.nat(9)).map((numbers) => numbers.join('.'));

  test('an exact version guarantees itself and all before it, and excludes all after it', () => {
    fc.assert(
      fc.property(version, version, (pinned, needed) => {
        expect(guarantees(pinned, needed)).toBe(!isNewer(needed, pinned));
        expect(excludes(pinned, needed)).toBe(isNewer(needed, pinned));
      }),
    );
  });
});
