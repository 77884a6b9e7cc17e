import { OrganizationGuardrails, type OrganizationGuardrailsProps } from '../../lib';
import { thrownProblems } from '../organization';
import { type Limits, summary } from './helpers';

describe('the props of OrganizationGuardrails', () => {
  const problemsOf = (props: unknown): string[] =>
    thrownProblems('OrganizationGuardrails', () => new OrganizationGuardrails(props as OrganizationGuardrailsProps));
  const name = 'company';
  const notADuration = 'is not a valid duration of zero or more. Use a value such as Duration.hours(12).';
  const usePattern = "Use one such as '[A-Z]+-[0-9]+'.";

  test.each<[string, Limits, string]>([
    ['an invalid duration', { maxSessionDuration: '1 day' }, `maxSessionDuration '1 day' ${notADuration}`],
    ['a negative duration', { minMfaSessionDuration: '-1h' }, `minMfaSessionDuration '-1h' ${notADuration}`],
    ['an empty duration', { maxMfaSessionDuration: '' }, `maxMfaSessionDuration '' ${notADuration}`],
    ['an unresolved duration', { maxSessionDuration: '${var.x}' }, `maxSessionDuration '\${var.x}' ${notADuration}`],
    [
      'a minimum above the maximum',
      { minMfaSessionDuration: '2h', maxMfaSessionDuration: '119m' },
      "minMfaSessionDuration '2h' exceeds maxMfaSessionDuration '119m'. Lower it, or raise maxMfaSessionDuration.",
    ],
    [
      'an invalid pattern',
      { lockReasonPattern: '(' },
      `lockReasonPattern '(' is not a regular expression (Invalid regular expression: /(/u: Unterminated group). ${usePattern}`,
    ],
    [
      'a pattern that matches every reason',
      { lockReasonPattern: '[A-Z]*' },
      `lockReasonPattern '[A-Z]*' matches every reason. ${usePattern}`,
    ],
    [
      'an empty list of login domains',
      { allowedAuthDomains: [] },
      "allowedAuthDomains [] allows no login domain. Add one such as 'widget-*.cloudflareaccess.com', or omit it.",
    ],
    ['a blank name', { name: '\t' }, 'name is required. Use a name that messages and the report can show. [prop-type]'],
  ])('reject %s', (_, limits, problem) => {
    expect(problemsOf({ name, ...limits })).toEqual([problem]);
  });

  test.each<[string, unknown, string]>([
    ['no props', undefined, 'prop-type props'],
    ['no name', {}, 'prop-type name'],
    ['a level in the wrong case', { name, level: 'ERROR' }, 'prop-type level'],
    ['an unknown handling', { name, onUnresolved: 'fail' }, 'prop-type onUnresolved'],
    ['an unknown authenticator', { name, allowedAuthenticators: ['sms'] }, 'prop-type allowedAuthenticators[0]'],
    ['text for a boolean', { name, lockRequired: 'yes' }, 'prop-type lockRequired'],
    ['a misspelled prop', { name, maxSesionDuration: '1h' }, 'prop-unknown maxSesionDuration'],
  ])('reject %s, which a type checker would report', (_, props, problem) => {
    expect(problemsOf(props).map(summary)).toEqual([problem]);
  });

  test('report all problems at once', () => {
    expect(problemsOf({ name, maxSessionDuration: 'x', lockReasonPattern: '[' })).toHaveLength(2);
  });

  test.each<[string, Limits]>([
    ['a minimum equal to the maximum', { minMfaSessionDuration: '1h', maxMfaSessionDuration: '60m' }],
    ['a maximum of zero', { maxMfaSessionDuration: '0' }],
    ['an empty list of authenticators', { allowedAuthenticators: [] }], // no MFA by Cloudflare at all
  ])('accept %s', (_, limits) => {
    expect(problemsOf({ name, ...limits })).toEqual([]);
  });
});
