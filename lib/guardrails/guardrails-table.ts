import { DenyUnmatchedRequirement, type OrganizationGuardrailsProps } from '../guardrail-props';
import { type LiveCheck, MfaAuthenticator, OrganizationSetting } from '../organization-props';
import { LIVE_CHECK_ROWS } from '../provider/live-check-rows';
import type { EvaluatedOrganization } from '../rules/rule';
import type { RenderedSettings } from '../settings/provenance';
import { isSetting, keysOf, settingOf } from '../settings/settings-table';
import { nanosecondsOf } from '../values/go-duration';
import { type Finding, show } from '../values/messages';
import { valueAt } from '../values/structs';
import { isUnresolved } from '../values/unresolved';
import { compilePattern, hostnamePattern } from './patterns';

/** A finding of a guardrail. */
export interface GuardrailFinding extends Finding {
  /** Whether the guardrail itself failed, which is an error at any level. */
  readonly isFailure?: true;
  /** Whether the guardrail cannot be checked, because a value is unresolved or a setting is unmanaged. */
  readonly isIndeterminate?: true;
}

/** Checks what an organization renders. */
export type GuardrailCheck = (
  rendered: RenderedSettings,
  organization: EvaluatedOrganization,
) => readonly GuardrailFinding[];

type Limits = OrganizationGuardrailsProps;

interface GuardrailDescription {
  /** The id, part of the public contract. */
  readonly id: string;
  /** The props of an organization that it checks; empty for custom rules, which read what they need. */
  readonly props: readonly string[];
  /** What must hold, in one line. */
  readonly statement: string;
  /** The setting that it checks; absent if it does not check a single one. */
  readonly setting?: OrganizationSetting;
}

/** A guardrail that applies to organizations: one of the table, or a custom rule. */
export interface RequiredGuardrail extends GuardrailDescription {
  /** The configured limit; absent for a custom rule. */
  readonly limit?: unknown;
  readonly check: GuardrailCheck;
}

/** A row of the guardrails table. */
export interface Guardrail extends GuardrailDescription {
  /** The prop of `OrganizationGuardrails` that requires it. */
  readonly limit: keyof Limits;
  /** Returns the check for limits, or a falsy value if they do not require the guardrail. */
  readonly check: (limits: Limits) => GuardrailCheck | '' | false | undefined;
}

const PHISHING_RESISTANT = [
  MfaAuthenticator.BIOMETRICS,
  MfaAuthenticator.SECURITY_KEY,
  MfaAuthenticator.PIV_KEY,
  MfaAuthenticator.SSH_FIDO2_KEY,
];

export const GUARDRAILS: readonly Guardrail[] = [
  {
    id: 'max-session-duration',
    limit: 'maxSessionDuration',
    props: ['sessionDuration'],
    statement: 'Maximum session duration',
    setting: OrganizationSetting.SESSION_DURATION,
    check: ({ name, maxSessionDuration: max }) => max && maximum(name, 'sessionDuration', max),
  },
  {
    id: 'min-mfa-session-duration',
    limit: 'minMfaSessionDuration',
    props: ['mfa.sessionDuration'],
    statement: 'Minimum MFA session duration, so that users are not prompted too often',
    setting: OrganizationSetting.MFA,
    check: ({ name, minMfaSessionDuration: min }) => min && unlessMfaIsOff(minimum(name, 'mfa.sessionDuration', min)),
  },
  {
    id: 'max-mfa-session-duration',
    limit: 'maxMfaSessionDuration',
    props: ['mfa.sessionDuration', 'mfa.amrMatchingSessionDuration'],
    statement: 'Maximum MFA session duration, including AMR matching',
    setting: OrganizationSetting.MFA,
    check: ({ name, maxMfaSessionDuration: max }) =>
      max &&
      all(
        unlessMfaIsOff(maximum(name, 'mfa.sessionDuration', max)),
        ifGiven('mfa.amrMatchingSessionDuration', maximum(name, 'mfa.amrMatchingSessionDuration', max)),
      ),
  },
  {
    id: 'allowed-authenticators',
    limit: 'allowedAuthenticators',
    props: ['mfa.allowedAuthenticators'],
    statement: 'Allowed authenticators',
    setting: OrganizationSetting.MFA,
    check: ({ name, allowedAuthenticators }) =>
      allowedAuthenticators && onlyAuthenticators(name, allowedAuthenticators),
  },
  {
    id: 'phishing-resistant-only',
    limit: 'phishingResistantOnly',
    props: ['mfa.allowedAuthenticators', 'mfa.amrMatchingSessionDuration'],
    statement: 'Only phishing-resistant authenticators, without AMR matching',
    setting: OrganizationSetting.MFA,
    check: ({ name, phishingResistantOnly }) =>
      phishingResistantOnly && all(onlyAuthenticators(name, PHISHING_RESISTANT), noMatching(name)),
  },
  {
    id: 'mfa-required-for-all-apps',
    limit: 'mfaRequiredForAllApps',
    props: ['mfa.requiredForAllApps'],
    statement: 'MFA is required for all applications',
    setting: OrganizationSetting.MFA,
    check: ({ name, mfaRequiredForAllApps }) =>
      mfaRequiredForAllApps &&
      exactly(name, 'mfa.requiredForAllApps', true, 'Use true and allow at least one authenticator,'),
  },
  {
    id: 'lock-required',
    limit: 'lockRequired',
    props: ['readOnlyLock.locked'],
    statement: 'The dashboard is locked',
    setting: OrganizationSetting.READ_ONLY_LOCK,
    check: ({ name, lockRequired }) =>
      lockRequired && exactly(name, 'readOnlyLock.locked', true, 'Set readOnlyLock with a reason'),
  },
  {
    id: 'lock-reason-pattern',
    limit: 'lockReasonPattern',
    props: ['readOnlyLock.reason'],
    statement: 'The reason of the lock matches a pattern, such as a ticket id',
    setting: OrganizationSetting.READ_ONLY_LOCK,
    check: ({ name, lockReasonPattern }) => lockReasonPattern && matchingReason(name, lockReasonPattern),
  },
  {
    id: 'deny-unmatched-required',
    limit: 'denyUnmatchedRequests',
    props: ['denyUnmatchedRequests.enabled'],
    statement: 'Hostnames without an Access application are blocked',
    setting: OrganizationSetting.DENY_UNMATCHED_REQUESTS,
    check: ({ name, denyUnmatchedRequests }) =>
      denyUnmatchedRequests === DenyUnmatchedRequirement.REQUIRED &&
      exactly(name, 'denyUnmatchedRequests.enabled', true),
  },
  {
    id: 'deny-unmatched-forbidden',
    limit: 'denyUnmatchedRequests',
    props: ['denyUnmatchedRequests.enabled'],
    statement: 'Hostnames without an Access application are not blocked',
    setting: OrganizationSetting.DENY_UNMATCHED_REQUESTS,
    check: ({ name, denyUnmatchedRequests }) =>
      denyUnmatchedRequests === DenyUnmatchedRequirement.FORBIDDEN &&
      ifGiven('denyUnmatchedRequests.enabled', exactly(name, 'denyUnmatchedRequests.enabled', false)),
  },
  {
    id: 'seat-expiration-required',
    limit: 'seatExpirationRequired',
    props: ['userSeatExpirationInactiveTime'],
    statement: 'Inactive seats expire',
    setting: OrganizationSetting.USER_SEAT_EXPIRATION_INACTIVE_TIME,
    check: ({ name, seatExpirationRequired }) => seatExpirationRequired && expiringSeats(name),
  },
  {
    id: 'allowed-auth-domains',
    limit: 'allowedAuthDomains',
    props: ['authDomain'],
    statement: 'Allowed login domains',
    check: ({ name, allowedAuthDomains }) => allowedAuthDomains && oneOfDomains(name, allowedAuthDomains),
  },
  {
    id: 'no-unmanaged-settings',
    limit: 'noUnmanagedSettings',
    props: ['unmanaged'],
    statement: 'No setting is unmanaged',
    check: ({ name, noUnmanagedSettings }) => noUnmanagedSettings && noUnmanaged(name),
  },
  {
    id: 'required-live-checks',
    limit: 'requiredLiveChecks',
    props: ['liveChecks'],
    statement: 'The plan checks the live account',
    check: ({ name, requiredLiveChecks = [] }) =>
      requiredLiveChecks.length > 0 && havingLiveChecks(name, requiredLiveChecks),
  },
];

/** What a guardrail requires of a value. */
interface Requirement {
  readonly isAllowed: (value: unknown) => boolean;
  /** Completes the sentence "guardrails require …". */
  readonly requirement: string;
  /** Completes the sentence that begins with a prop and a value that is not allowed. */
  readonly problem: string | ((value: unknown) => string);
  readonly fix: string;
}

/** Checks the value of a prop. */
function required(name: string, prop: string, { isAllowed, requirement, problem, fix }: Requirement): GuardrailCheck {
  const keys = keysOf(prop);
  return ({ settings }) => {
    const value = valueAt(settings, keys);
    if (isUnresolved(value)) {
      return [indeterminate(name, prop, value, requirement)];
    }
    if (isAllowed(value)) {
      return [];
    }
    return value === undefined
      ? [{ prop, problem: `is not given, but guardrails ${show(name)} require ${requirement}`, fix }]
      : [{ prop, received: show(value), problem: typeof problem === 'string' ? problem : problem(value), fix }];
  };
}

/** The finding for an unresolved value, which no guardrail can check. */
export function indeterminate(name: string, prop: string, value: unknown, requirement: string): GuardrailFinding {
  return {
    prop,
    received: show(value),
    problem: `is unresolved until apply, so guardrails ${show(name)} cannot check it (required: ${requirement})`,
    fix: 'Use a literal value',
    isIndeterminate: true,
  };
}

/** The finding for an unmanaged setting, which no guardrail can check. */
export function unmanagedFinding(name: string, prop: string): GuardrailFinding {
  return {
    prop,
    problem: `is unmanaged, so guardrails ${show(name)} cannot check it`,
    fix: 'Remove it from unmanaged or lifecycle.ignoreChanges and set it in code,',
    isIndeterminate: true,
  };
}

function all(...checks: readonly GuardrailCheck[]): GuardrailCheck {
  return (...organization) => checks.flatMap((check) => check(...organization));
}

function ifGiven(prop: string, check: GuardrailCheck): GuardrailCheck {
  const keys = keysOf(prop);
  return (rendered, organization) =>
    valueAt(rendered.settings, keys) === undefined ? [] : check(rendered, organization);
}

/** Without authenticators there are no MFA sessions. */
function unlessMfaIsOff(check: GuardrailCheck): GuardrailCheck {
  return (rendered, organization) => {
    const { allowedAuthenticators = [], sessionDuration } = rendered.settings.mfa ?? {};
    return allowedAuthenticators.length === 0 && sessionDuration === undefined ? [] : check(rendered, organization);
  };
}

function exactly(name: string, prop: string, value: boolean, fix = `Use ${value}`): GuardrailCheck {
  return required(name, prop, {
    isAllowed: (received) => received === value,
    requirement: String(value),
    problem: `is not allowed by guardrails ${show(name)}`,
    fix,
  });
}

function maximum(name: string, prop: string, max: string): GuardrailCheck {
  const limit = nanosecondsOf(max) as bigint;
  const problem = `exceeds the maximum of ${show(max)} set by guardrails ${show(name)}`;
  return requiredLength(name, prop, `at most ${show(max)}`, problem, (length) => length <= limit);
}

function minimum(name: string, prop: string, min: string): GuardrailCheck {
  const limit = nanosecondsOf(min) as bigint;
  const problem = `is below the minimum of ${show(min)} set by guardrails ${show(name)}`;
  return requiredLength(name, prop, `at least ${show(min)}`, problem, (length) => length >= limit);
}

/** Checks the length of a duration; a bare resource may render one that is not valid. */
function requiredLength(
  name: string,
  prop: string,
  requirement: string,
  problem: string,
  isAllowed: (length: bigint) => boolean,
): GuardrailCheck {
  const invalid = `is not a valid duration, but guardrails ${show(name)} require ${requirement}`;
  return required(name, prop, {
    isAllowed: (value) => {
      const length = nanosecondsOf(value);
      return length !== undefined && isAllowed(length);
    },
    requirement,
    problem: (value) => (nanosecondsOf(value) === undefined ? invalid : problem),
    fix: `Use ${requirement}`,
  });
}

/** One finding for all authenticators that are not allowed, and one for unresolved ones. */
function onlyAuthenticators(name: string, allowed: readonly MfaAuthenticator[]): GuardrailCheck {
  const prop = 'mfa.allowedAuthenticators';
  const requirement = allowed.length === 0 ? 'no authenticators' : `only ${allowed.join(', ')}`;
  const limit = `but guardrails ${show(name)} allow ${requirement}`;
  return ({ settings: { mfa: { allowedAuthenticators: list = [] } = {} } }) => {
    if (isUnresolved(list)) {
      return [indeterminate(name, prop, list, requirement)];
    }
    const others = list.filter((authenticator) => !allowed.includes(authenticator));
    const unresolved = others.filter((authenticator) => isUnresolved(authenticator));
    const forbidden = others.filter((authenticator) => !isUnresolved(authenticator)).map(show);
    const names = forbidden.join(', ');
    return [
      ...(names === ''
        ? []
        : [{ prop, problem: `contains ${names}, ${limit}`, fix: `Set mfa.allowedAuthenticators without ${names}` }]),
      ...unresolved.slice(0, 1).map((authenticator) => indeterminate(name, prop, authenticator, requirement)),
    ];
  };
}

function noMatching(name: string): GuardrailCheck {
  const prop = 'mfa.amrMatchingSessionDuration';
  const problem = `is not allowed by guardrails ${show(name)}, because AMR matching accepts software keys as security keys`;
  return ({ settings: { mfa: { amrMatchingSessionDuration: duration } = {} } }) =>
    duration === undefined ? [] : [{ prop, received: show(duration), problem, fix: 'Remove it' }];
}

function matchingReason(name: string, source: string): GuardrailCheck {
  const pattern = compilePattern(source);
  const check = required(name, 'readOnlyLock.reason', {
    isAllowed: (reason) => typeof reason === 'string' && pattern.test(reason),
    requirement: `a reason that matches /${source}/`,
    problem: `does not match /${source}/, the pattern set by guardrails ${show(name)}`,
    fix: 'Use a matching reason',
  });
  return (rendered, organization) => {
    const { locked, reason } = rendered.settings.readOnlyLock ?? {};
    return reason === undefined && locked !== true ? [] : check(rendered, organization);
  };
}

function expiringSeats(name: string): GuardrailCheck {
  const prop = 'userSeatExpirationInactiveTime';
  const problem = `is not given, but guardrails ${show(name)} require seats to expire`;
  return ({ settings }) =>
    settings[prop] === undefined ? [{ prop, problem, fix: 'Use a duration such as Duration.days(90)' }] : [];
}

function oneOfDomains(name: string, allowed: readonly string[]): GuardrailCheck {
  const patterns = allowed.map(hostnamePattern);
  return required(name, 'authDomain', {
    isAllowed: (domain) => typeof domain === 'string' && patterns.some((pattern) => pattern.test(domain)),
    requirement: `one of ${allowed.join(', ')}`,
    problem: `is not one of the login domains that guardrails ${show(name)} allow (${allowed.join(', ')})`,
    fix: 'Use one of them',
  });
}

function noUnmanaged(name: string): GuardrailCheck {
  const problem = `is not allowed by guardrails ${show(name)}, which require all settings to be managed in code`;
  return ({ unmanaged, ignored }) => {
    const names: readonly string[] = unmanaged;
    const others = [...ignored].filter((prop) => !names.includes(settingOf(prop)) && isSetting(settingOf(prop)));
    const received = [...names, ...others].join(', ');
    return received === ''
      ? []
      : [{ prop: 'unmanaged', received, problem, fix: 'Remove them from unmanaged and set them in code,' }];
  };
}

/** At zone scope, the other checks are not possible. */
function havingLiveChecks(name: string, required: readonly LiveCheck[]): GuardrailCheck {
  return ({ settings: { accountId } }, { liveChecks }) => {
    const possible = required.filter((check) => accountId !== undefined || LIVE_CHECK_ROWS[check].atZone);
    const missing = possible.filter((check) => !liveChecks.includes(check)).join(', ');
    const problem = `lacks ${missing}, which guardrails ${show(name)} require`;
    const fix = 'Add what is missing, without overrides of its data sources, locals and preconditions,';
    return missing === '' ? [] : [{ prop: 'liveChecks', problem, fix }];
  };
}
