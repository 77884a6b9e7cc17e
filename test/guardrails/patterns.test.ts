import fc from 'fast-check';
import { compilePattern, hostnamePattern, matchesTeamDomains } from '../../lib/guardrails/patterns';

describe('compilePattern', () => {
  test.each<[reason: string, source: string, matching: string, other: string]>([
    ['a ticket id', '\\b[A-Z]+-\\d+\\b', 'see PLAT-42', 'see plat-42'],
    ['an escape that the flag u rejects', '[A-Z]+\\-\\d+', 'PLAT-42', 'PLAT42'],
    ['a brace that the flag u rejects', '^{PLAT}', '{PLAT}', 'PLAT'],
    ['a Unicode property, which needs the flag u', '^\\p{Lu}', 'Ä', 'ä'],
    ['a character of two UTF-16 units, which needs the flag u', '^.$', '😀', '😀😀'],
    ['an escaped backslash before p{', '^\\\\p{x', '\\p{x', 'p{x'],
  ])('accepts %s: %s', (_, source, matching, other) => {
    expect(compilePattern(source).test(matching)).toBe(true);
    expect(compilePattern(source).test(other)).toBe(false);
  });

  test.each([
    ['a syntax error', '('],
    ['an unknown Unicode property, which would match nothing without the flag u', '\\p{Nope}'],
    ['a Unicode property together with an escape that the flag u rejects', '\\\\\\P{Lu}\\-'],
  ])('rejects %s: %s', (_, source) => {
    expect(() => compilePattern(source)).toThrow(SyntaxError);
  });

  test('accepts every pattern that JavaScript accepts, apart from those that need the flag u', () => {
    const sources = fc.string({ unit: fc.constantFrom(...Array.from('aA0-\\^$.*+?()[]{}|/')), maxLength: 8 });
    fc.assert(
      fc.property(sources, (source) => {
        const isValid = (): boolean => {
          try {
            return new RegExp(source) instanceof RegExp;
          } catch {
            return false;
          }
        };
        fc.pre(isValid());
        expect(compilePattern(source)).toBeInstanceOf(RegExp);
      }),
    );
  });
});

describe('hostnamePattern', () => {
  test.each([
    ['widget-*.cloudflareaccess.com', 'widget-eu.cloudflareaccess.com', true],
    ['widget-*.cloudflareaccess.com', 'Widget-.cloudflareaccess.com', true],
    ['widget-*.cloudflareaccess.com', 'widget-a.b.cloudflareaccess.com', false],
    ['widget-*.cloudflareaccess.com', 'widget-a-cloudflareaccess.com', false],
    ['*.com', 'x.com.evil', false],
  ])('%s and %s: %s', (pattern, hostname, matches) => {
    expect(hostnamePattern(pattern).test(hostname)).toBe(matches);
  });
});

describe('matchesTeamDomains', () => {
  test.each([
    'widget-corp.cloudflareaccess.com',
    'Widget-Corp.CloudflareAccess.com',
    'widget-*.cloudflareaccess.com',
    '*-widget.cloudflareaccess.com',
    '*.cloudflareaccess.com',
    '*.fed.cloudflareaccess.com',
    'widget.*.com',
    '*.*.*.com',
    `${'a'.repeat(63)}.cloudflareaccess.com`,
  ])('is true for %s', (pattern) => {
    expect(matchesTeamDomains(pattern)).toBe(true);
  });

  test.each([
    ['no pattern', ''],
    ['no dots, which * does not match', '*'],
    ['no team', 'cloudflareaccess.com'],
    ['a URL', 'https://widget-corp.cloudflareaccess.com'],
    ['a path', 'widget-corp.cloudflareaccess.com/'],
    ['blanks', ' widget-corp.cloudflareaccess.com'],
    ['another domain', '*.example.com'],
    ['a subdomain of a team domain', 'a.b.cloudflareaccess.com'],
    ['a team that begins with a hyphen', '-*.cloudflareaccess.com'],
    ['a team that ends with a hyphen', 'a-.cloudflareaccess.com'],
    ['a team that is too long', `${'a'.repeat(64)}.cloudflareaccess.com`],
    ['the suffix for FedRAMP', 'fed.cloudflareaccess.com'],
    ['another syntax for patterns', '(a|b).cloudflareaccess.com'],
  ])('is false for %s: %j', (_, pattern) => {
    expect(matchesTeamDomains(pattern)).toBe(false);
  });
});
