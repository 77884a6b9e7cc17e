import { MfaAuthenticator, OrganizationGuardrails, type OrganizationGuardrailsProps } from '../../lib';
import { thrownProblems } from '../organization';
import { type Limits, summary } from './helpers';

const { TOTP, BIOMETRICS, SECURITY_KEY, PIV_KEY, SSH_FIDO2_KEY } = MfaAuthenticator;

describe('the props of OrganizationGuardrails', () => {
  const problemsOf = (props: unknown): string[] =>
    thrownProblems('OrganizationGuardrails', () => new OrganizationGuardrails(props as OrganizationGuardrailsProps));
  const name = 'company';
  const notADuration = 'is not a valid duration of zero or more. Use a value such as Duration.hours(12).';
  const usePattern = "Use one such as '[A-Z]+-[0-9]+'.";
  const notATeamDomain =
    "matches no team domain, <team>.cloudflareaccess.com. Use one such as 'widget-*.cloudflareaccess.com'.";
  const allowOne = 'Allow one such as MfaAuthenticator.SECURITY_KEY, or remove mfaRequiredForAllApps.';

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
      `lockReasonPattern '(' is not a regular expression (Invalid regular expression: /(/: Unterminated group). ${usePattern}`,
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
    [
      'a maximum that no session satisfies',
      { maxSessionDuration: '0h' },
      "maxSessionDuration '0h' allows no session. Use a value such as Duration.hours(12).",
    ],
    [
      'a minimum that no MFA session satisfies',
      { minMfaSessionDuration: '721h' },
      "minMfaSessionDuration '721h' exceeds the longest MFA session, 720h. Use at most '720h'.",
    ],
    [
      'a login domain with a scheme',
      { allowedAuthDomains: ['widget.cloudflareaccess.com', 'https://widget.cloudflareaccess.com'] },
      `allowedAuthDomains[1] 'https://widget.cloudflareaccess.com' ${notATeamDomain}`,
    ],
    [
      'a wildcard alone, which does not match dots',
      { allowedAuthDomains: ['*'] },
      `allowedAuthDomains[0] '*' ${notATeamDomain}`,
    ],
    [
      'required MFA without authenticators',
      { mfaRequiredForAllApps: true, allowedAuthenticators: [] },
      `mfaRequiredForAllApps true requires an authenticator, but allowedAuthenticators [] contains no authenticator for browsers. ${allowOne}`,
    ],
    [
      'required MFA with authenticators for SSH only',
      { mfaRequiredForAllApps: true, allowedAuthenticators: [PIV_KEY, SSH_FIDO2_KEY] },
      `mfaRequiredForAllApps true requires an authenticator, but allowedAuthenticators [ 'piv_key', 'ssh_fido2_key' ] contains no authenticator for browsers. ${allowOne}`,
    ],
    [
      'required phishing-resistant MFA with one-time codes only',
      { mfaRequiredForAllApps: true, phishingResistantOnly: true, allowedAuthenticators: [TOTP, PIV_KEY] },
      `mfaRequiredForAllApps true requires an authenticator, but allowedAuthenticators [ 'totp', 'piv_key' ] contains no phishing-resistant authenticator for browsers. ${allowOne}`,
    ],
    [
      'a name with an unpaired surrogate',
      { name: 'a\ud800' },
      "name 'a\\ud800' contains an unpaired surrogate at position 1, which UTF-8 cannot represent. Use the complete character. [prop-type]",
    ],
    ['a blank name', { name: '\t' }, 'name is required. Use a name that messages and the report can show. [prop-type]'],
  ])('reject %s', (_, limits, problem) => {
    expect(problemsOf({ name, ...limits })).toEqual([problem]);
  });

  const rule = { id: 'logo-host', statement: 'Logos are hosted by us', check: () => [] };
  const taken = "is the id of a guardrail or a rule of this library. Use another id, for example 'acme-logo-host'.";
  const notAnId =
    "is not an id (lowercase letters, digits and hyphens, beginning with a letter). Use an id such as 'logo-host'.";

  test.each<[string, Limits, string]>([
    ['the id of a guardrail', { rules: [{ ...rule, id: 'lock-required' }] }, `rules[0].id 'lock-required' ${taken}`],
    ['the id of a rule', { rules: [{ ...rule, id: 'session-duration' }] }, `rules[0].id 'session-duration' ${taken}`],
    ['the id of a prop error', { rules: [{ ...rule, id: 'prop-type' }] }, `rules[0].id 'prop-type' ${taken}`],
    [
      'the same id twice',
      { rules: [rule, { ...rule, id: 'other' }, rule] },
      "rules[2].id 'logo-host' is the id of another rule. Use another id, for example 'acme-logo-host'.",
    ],
    ...['Logo', 'logo host', '-logo', 'logo-', 'logo--host', '1-logo', '', 'logo]', 'ex\u00e4mple'].map(
      (id): [string, Limits, string] => [
        `the id ${id}`,
        { rules: [{ ...rule, id }] },
        `rules[0].id '${id}' ${notAnId}`,
      ],
    ),
    [
      'a blank statement',
      { rules: [{ ...rule, statement: ' ' }] },
      'rules[0].statement is blank. Use one line that says what must hold.',
    ],
    [
      'a statement that is not text',
      { rules: [{ ...rule, statement: 7 as never }] },
      'rules[0].statement is blank. Use one line that says what must hold.',
    ],
    [
      'an id that is not text',
      { rules: [{ ...rule, id: ['logo-host'] as never }] },
      `rules[0].id [ 'logo-host' ] ${notAnId}`,
    ],
    [
      'an object that is not a rule',
      { rules: [{ id: 'logo-host' } as never] },
      "rules[0] { id: 'logo-host' } is not an implementation of IOrganizationRule. Use an object with id, statement, check. [prop-type]",
    ],
    [
      'no day for waivers',
      { maxWaiverDays: 0 },
      'maxWaiverDays 0 is not a whole number of 1 or more. Use a number of days such as 90.',
    ],
    [
      'half a day for waivers',
      { maxWaiverDays: 1.5 },
      'maxWaiverDays 1.5 is not a whole number of 1 or more. Use a number of days such as 90.',
    ],
    [
      'days for waivers that need not expire',
      { maxWaiverDays: 90, waiverExpirationRequired: false },
      'waiverExpirationRequired false contradicts maxWaiverDays, which requires that waivers expire. Remove one of them.',
    ],
  ])('reject %s in rules and waivers', (_, limits, problem) => {
    expect(problemsOf({ name, ...limits })).toEqual([problem]);
  });

  test.each<[string, unknown, string]>([
    ['a function as a rule', { name, rules: [() => []] }, 'prop-type rules[0]'],
    ['a rule without a check', { name, rules: [{ id: 'logo-host', statement: 'x' }] }, 'prop-type rules[0]'],
    ['one rule without a list', { name, rules: rule }, 'prop-type rules'],
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
    ['the longest MFA session as the minimum', { minMfaSessionDuration: '720h' }],
    ['the shortest session as the maximum', { maxSessionDuration: '15m' }],
    ['an empty list of authenticators', { allowedAuthenticators: [] }], // no MFA by Cloudflare at all
    // AMR matching could still be on.
    ['phishing resistance without authenticators', { allowedAuthenticators: [], phishingResistantOnly: true }],
    ['required MFA with all authenticators', { mfaRequiredForAllApps: true, phishingResistantOnly: true }],
    ...[TOTP, BIOMETRICS, SECURITY_KEY].map((authenticator): [string, Limits] => [
      `required MFA with ${authenticator} among others`,
      { mfaRequiredForAllApps: true, allowedAuthenticators: [PIV_KEY, authenticator] },
    ]),
    ...[BIOMETRICS, SECURITY_KEY].map((authenticator): [string, Limits] => [
      `required phishing-resistant MFA with ${authenticator}`,
      { mfaRequiredForAllApps: true, phishingResistantOnly: true, allowedAuthenticators: [TOTP, authenticator] },
    ]),
    ['no required MFA with SSH keys only', { mfaRequiredForAllApps: false, allowedAuthenticators: [PIV_KEY] }],
    ['a pattern that the flag u rejects', { lockReasonPattern: '[A-Z]+\\-\\d+' }],
    ['the shortest end of waivers', { maxWaiverDays: 1 }],
    ['waivers that need not expire', { waiverExpirationRequired: false }],
    ['waivers that expire, twice', { maxWaiverDays: 1, waiverExpirationRequired: true }],
    ['a pattern that any text matches, but not an empty one', { lockReasonPattern: '.' }],
    ['a pattern that also matches no text', { lockReasonPattern: '^(PLAT-\\d+)?$' }],
  ])('accept %s', (_, limits) => {
    expect(problemsOf({ name, ...limits })).toEqual([]);
  });

  test.each([
    ['maxSesionDuration', 'maxSessionDuration'],
    ['max_session_duration', 'maxSessionDuration'],
    ['sessionDuration', 'maxSessionDuration'],
    ['mfaSessionDuration', 'maxMfaSessionDuration'],
    ['mfaRequired', 'mfaRequiredForAllApps'],
    ['requiredForAllApps', 'mfaRequiredForAllApps'],
    ['locked', 'lockRequired'],
    ['readOnlyLock', 'lockRequired'],
    ['denyUnmatched', 'denyUnmatchedRequests'],
    ['unmanaged', 'noUnmanagedSettings'],
    ['severity', 'level'],
    ['customRules', 'rules'],
    ['waiversExpire', 'waiverExpirationRequired'],
    ['maxWaiverDuration', 'maxWaiverDays'],
    ['waiverDays', 'maxWaiverDays'],
    ['authDomain', 'allowedAuthDomains'],
    ['authDomains', 'allowedAuthDomains'],
  ])('suggest another name for %s: %s', (unknown, meant) => {
    expect(problemsOf({ name, [unknown]: Symbol('any value') })).toEqual([
      `${unknown} is not a property of OrganizationGuardrails. Did you mean ${meant}? [prop-unknown]`,
    ]);
  });
});
