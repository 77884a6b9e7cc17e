/** Checks the props of `OrganizationGuardrails`. */
import {
  DenyUnmatchedRequirement,
  GuardrailLevel,
  type OrganizationGuardrailsProps,
  UnresolvedHandling,
} from '../guardrail-props';
import { MfaAuthenticator } from '../organization-props';
import type { IOrganizationRule } from '../organization-rule';
import { CONSTRUCTION_RULES, RULES } from '../rules';
import { MAX_MFA_SESSION } from '../settings/mfa-presets';
import { LIVE_CHECK_NAMES } from '../settings/organization-shapes';
import { formatGoDuration, nanosecondsOf } from '../values/go-duration';
import { type Finding, formatFinding, isBlank, show } from '../values/messages';
import {
  BOOLEAN,
  checkName,
  checkProps,
  copyOf,
  enumOf,
  implementing,
  listOf,
  literal,
  NUMBER,
  type Shape,
  STRING,
  structOf,
  synonymsOf,
} from '../values/shapes';
import { GUARDRAILS } from './guardrails-table';
import { compilePattern, matchesTeamDomains } from './patterns';

type Limits = OrganizationGuardrailsProps;

const SHAPE: Shape = structOf<Limits>(
  {
    name: literal(STRING),
    level: literal(enumOf(GuardrailLevel)),
    onUnresolved: literal(enumOf(UnresolvedHandling)),
    maxSessionDuration: literal(STRING),
    minMfaSessionDuration: literal(STRING),
    maxMfaSessionDuration: literal(STRING),
    allowedAuthenticators: literal(listOf(enumOf(MfaAuthenticator))),
    phishingResistantOnly: literal(BOOLEAN),
    mfaRequiredForAllApps: literal(BOOLEAN),
    lockRequired: literal(BOOLEAN),
    lockReasonPattern: literal(STRING),
    denyUnmatchedRequests: literal(enumOf(DenyUnmatchedRequirement)),
    seatExpirationRequired: literal(BOOLEAN),
    allowedAuthDomains: literal(listOf(STRING)),
    noUnmanagedSettings: literal(BOOLEAN),
    requiredLiveChecks: LIVE_CHECK_NAMES,
    rules: literal(listOf(implementing<IOrganizationRule>('IOrganizationRule', ['id', 'statement', 'check']))),
    waiverExpirationRequired: literal(BOOLEAN),
    maxWaiverDays: literal(NUMBER),
  },
  synonymsOf({
    level: ['severity'],
    maxSessionDuration: ['sessionDuration'],
    maxMfaSessionDuration: ['mfaSessionDuration'],
    mfaRequiredForAllApps: ['mfaRequired'],
    lockRequired: ['locked', 'readOnlyLock'],
    denyUnmatchedRequests: ['denyUnmatched'],
    allowedAuthDomains: ['authDomain'],
    noUnmanagedSettings: ['unmanaged'],
    requiredLiveChecks: ['liveChecks'],
    rules: ['customRules'],
    waiverExpirationRequired: ['waiversExpire'],
    maxWaiverDays: ['maxWaiverDuration'],
  }),
);

/** Copies the props of guardrails; custom rules are the same objects. */
export function copyOfLimits(props: Limits): Limits {
  return copyOf(SHAPE, props);
}

/** Checks the types of guardrails' props and, if these are correct, their values; returns one message per problem. */
export function checkLimits(props: Limits): string[] {
  const wrongTypes = [...checkProps('OrganizationGuardrails', SHAPE, props), ...checkName(props)];
  return wrongTypes.length > 0
    ? wrongTypes
    : [
        ...CHECKS.flatMap((check) => findingsOf(check, props)),
        ...domainFindings(props),
        ...(props.rules ?? []).flatMap(ruleFindings),
      ].map((finding) => formatFinding(finding));
}

type Check = readonly [prop: keyof Limits, problemOf: (limits: Limits) => string | false, fix: string];

const DURATION_FIX = 'Use a value such as Duration.hours(12)';
const DOMAIN_FIX = "one such as 'widget-*.cloudflareaccess.com'";

const CHECKS: readonly Check[] = [
  ['maxSessionDuration', (limits) => durationProblem(limits.maxSessionDuration), DURATION_FIX],
  ['minMfaSessionDuration', (limits) => durationProblem(limits.minMfaSessionDuration), DURATION_FIX],
  ['maxMfaSessionDuration', (limits) => durationProblem(limits.maxMfaSessionDuration), DURATION_FIX],
  [
    'maxSessionDuration',
    ({ maxSessionDuration }) => nanosecondsOf(maxSessionDuration) === 0n && 'allows no session',
    DURATION_FIX,
  ],
  [
    'minMfaSessionDuration',
    ({ minMfaSessionDuration }) =>
      (nanosecondsOf(minMfaSessionDuration) ?? 0n) > MAX_MFA_SESSION &&
      `exceeds the longest MFA session, ${formatGoDuration(MAX_MFA_SESSION)}`,
    `Use at most ${show(formatGoDuration(MAX_MFA_SESSION))}`,
  ],
  ['minMfaSessionDuration', orderProblem, 'Lower it, or raise maxMfaSessionDuration'],
  [
    'mfaRequiredForAllApps',
    authenticatorProblem,
    'Allow one such as MfaAuthenticator.SECURITY_KEY, or remove mfaRequiredForAllApps',
  ],
  ['lockReasonPattern', patternProblem, "Use one such as '[A-Z]+-[0-9]+'"],
  [
    'allowedAuthDomains',
    ({ allowedAuthDomains }) => allowedAuthDomains?.length === 0 && 'allows no login domain',
    `Add ${DOMAIN_FIX}, or omit it`,
  ],
  [
    'maxWaiverDays',
    ({ maxWaiverDays: days = 1 }) => !(Number.isInteger(days) && days >= 1) && 'is not a whole number of 1 or more',
    'Use a number of days such as 90',
  ],
  [
    'waiverExpirationRequired',
    ({ waiverExpirationRequired, maxWaiverDays }) =>
      waiverExpirationRequired === false &&
      maxWaiverDays !== undefined &&
      'contradicts maxWaiverDays, which requires that waivers expire',
    'Remove one of them',
  ],
];

function findingsOf([prop, problemOf, fix]: Check, props: Limits): Finding[] {
  const problem = problemOf(props);
  return problem ? [{ prop, received: show(props[prop]), problem, fix }] : [];
}

function durationProblem(duration: string | undefined): string | false {
  return duration !== undefined && (nanosecondsOf(duration) ?? -1n) < 0n && 'is not a valid duration of zero or more';
}

function orderProblem({ minMfaSessionDuration, maxMfaSessionDuration }: Limits): string | false {
  const [min, max] = [nanosecondsOf(minMfaSessionDuration), nanosecondsOf(maxMfaSessionDuration)];
  const isWrong = min !== undefined && max !== undefined && min > max;
  return isWrong && `exceeds maxMfaSessionDuration ${show(maxMfaSessionDuration)}`;
}

/** Authenticators that satisfy MFA in a browser, as `mfaRequiredForAllApps` requires; `true` if phishing-resistant. */
const BROWSER_AUTHENTICATORS: ReadonlyMap<MfaAuthenticator, boolean> = new Map([
  [MfaAuthenticator.TOTP, false],
  [MfaAuthenticator.BIOMETRICS, true],
  [MfaAuthenticator.SECURITY_KEY, true],
]);

function authenticatorProblem(limits: Limits): string | false {
  const { mfaRequiredForAllApps, phishingResistantOnly, allowedAuthenticators } = limits;
  const isPossible = allowedAuthenticators?.some((authenticator) => {
    const isResistant = BROWSER_AUTHENTICATORS.get(authenticator);
    return isResistant !== undefined && (isResistant || !phishingResistantOnly);
  });
  const kind = phishingResistantOnly ? 'phishing-resistant authenticator' : 'authenticator';
  return (
    mfaRequiredForAllApps === true &&
    isPossible === false &&
    `requires an authenticator, but allowedAuthenticators ${show(allowedAuthenticators)} contains no ${kind} for browsers`
  );
}

/** Texts that hardly any pattern matches both, unless it matches every text. */
const UNLIKE_REASONS = ['', '?'];

function patternProblem({ lockReasonPattern: source }: Limits): string | false {
  if (source === undefined) {
    return false;
  }
  try {
    const pattern = compilePattern(source);
    return UNLIKE_REASONS.every((reason) => pattern.test(reason)) && 'matches every reason';
  } catch (error) {
    return `is not a regular expression (${(error as Error).message})`;
  }
}

const RULE_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The problems of a custom rule among others. */
function ruleFindings(rule: IOrganizationRule, index: number, rules: readonly IOrganizationRule[]): Finding[] {
  const { id, statement } = rule;
  const problem = idProblem(id, rules.slice(0, index));
  return [
    ...(problem === undefined ? [] : [{ prop: `rules[${index}].id`, received: show(id), ...problem }]),
    ...(typeof statement === 'string' && !isBlank(statement)
      ? []
      : [{ prop: `rules[${index}].statement`, problem: 'is blank', fix: 'Use one line that says what must hold' }]),
  ];
}

function idProblem(id: unknown, before: readonly IOrganizationRule[]): Pick<Finding, 'fix' | 'problem'> | undefined {
  const fix = "Use another id, for example 'acme-logo-host'";
  if (typeof id !== 'string' || !RULE_ID.test(id)) {
    const problem = 'is not an id (lowercase letters, digits and hyphens, beginning with a letter)';
    return { problem, fix: "Use an id such as 'logo-host'" };
  }
  if ([...GUARDRAILS, ...RULES, ...CONSTRUCTION_RULES].some((known) => known.id === id)) {
    return { problem: 'is the id of a guardrail or a rule of this library', fix };
  }
  return before.some((other) => other.id === id) ? { problem: 'is the id of another rule', fix } : undefined;
}

function domainFindings({ allowedAuthDomains = [] }: Limits): Finding[] {
  return allowedAuthDomains.flatMap((domain, index) =>
    matchesTeamDomains(domain)
      ? []
      : {
          prop: `allowedAuthDomains[${index}]`,
          received: show(domain),
          problem: 'matches no team domain, <team>.cloudflareaccess.com',
          fix: `Use ${DOMAIN_FIX}`,
        },
  );
}
