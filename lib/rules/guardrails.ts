/** The table of guardrails: what a platform can demand of its organizations. */
import { DEFAULTS, type EffectiveSettings } from '../defaults';
import { DenyUnmatchedRule, type OrganizationGuardrailsProps } from '../guardrails/guardrail-props';
import { once } from '../once';
import { MfaAuthenticator, OrganizationSetting } from '../organization-props';
import { parseGoDuration } from './go-duration';
import { show } from './text';

/** What guardrails look at: what a resource renders, whoever wrote it. */
export interface GuardrailSubject {
  readonly settings: EffectiveSettings;
  /** Settings that are left to the dashboard. */
  readonly unmanaged: readonly OrganizationSetting[];
  /** Whether only the engine knows a value. */
  readonly isUnknown: (value: unknown) => boolean;
}

/** What is not within the guardrails, or cannot be judged. */
export interface Breach {
  readonly prop: string;
  /** In words that fit after "received". */
  readonly received: string;
  /** In words that fit after "allowed". */
  readonly allowed: string;
  /** In words that fit before "or ask for a waiver". */
  readonly fix: string;
  /** Why it cannot be judged, in a few words. */
  readonly undecided?: string;
}

type Limits = OrganizationGuardrailsProps;

/** One row of the table. */
export interface Guardrail {
  /** Stable: part of the public contract. */
  readonly id: string;
  /** The prop that demands it. */
  readonly demand: keyof Limits;
  /** The props it looks at, as the documentation shows them. */
  readonly guards: string;
  /** What it demands, in one line. */
  readonly statement: string;
  /** The setting it looks at; undefined when it looks at no single one. */
  readonly setting?: OrganizationSetting;
  /** Whether it is demanded. */
  readonly demanded: (limits: Limits) => boolean;
  readonly check: (limits: Limits, subject: GuardrailSubject) => readonly Breach[];
}

const RESISTANT = [
  MfaAuthenticator.BIOMETRICS,
  MfaAuthenticator.SECURITY_KEY,
  MfaAuthenticator.PIV_KEY,
  MfaAuthenticator.SSH_FIDO2_KEY,
];

export const GUARDRAILS: readonly Guardrail[] = [
  {
    id: 'longest-session',
    demand: 'longestSession',
    guards: 'sessionDuration',
    statement: 'a login lasts at most so long',
    setting: OrganizationSetting.SESSION_DURATION,
    demanded: ({ longestSession }) => longestSession !== undefined,
    check: ({ longestSession }, subject) =>
      checkLength(subject, 'sessionDuration', subject.settings.sessionDuration, { most: longestSession }),
  },
  {
    id: 'shortest-mfa-session',
    demand: 'shortestMfaSession',
    guards: 'mfa.sessionDuration',
    statement: 'an MFA counts at least so long, so that nobody is asked too often',
    setting: OrganizationSetting.MFA,
    demanded: ({ shortestMfaSession }) => shortestMfaSession !== undefined,
    check: ({ shortestMfaSession }, subject) => checkMfaSession(subject, { least: shortestMfaSession }),
  },
  {
    id: 'longest-mfa-session',
    demand: 'longestMfaSession',
    guards: 'mfa.sessionDuration, mfa.amrMatchingSessionDuration',
    statement: 'an MFA counts at most so long, also one done at the identity provider',
    setting: OrganizationSetting.MFA,
    demanded: ({ longestMfaSession }) => longestMfaSession !== undefined,
    check: ({ longestMfaSession }, subject) => {
      const matching = subject.settings.mfa?.amrMatchingSessionDuration;
      const limit = { most: longestMfaSession };
      return [
        ...checkMfaSession(subject, limit),
        ...(matching === undefined ? [] : checkLength(subject, 'mfa.amrMatchingSessionDuration', matching, limit)),
      ];
    },
  },
  {
    id: 'allowed-authenticators',
    demand: 'allowedAuthenticators',
    guards: 'mfa.allowedAuthenticators',
    statement: 'only these authenticators are allowed',
    setting: OrganizationSetting.MFA,
    demanded: ({ allowedAuthenticators }) => allowedAuthenticators !== undefined,
    check: ({ allowedAuthenticators = [] }, subject) => checkAuthenticators(subject, allowedAuthenticators),
  },
  {
    id: 'phishing-resistant-only',
    demand: 'phishingResistantOnly',
    guards: 'mfa.allowedAuthenticators, mfa.amrMatchingSessionDuration',
    statement:
      'only WebAuthn and keys in hardware are allowed, and nothing that an identity provider says counts for them',
    setting: OrganizationSetting.MFA,
    demanded: ({ phishingResistantOnly }) => phishingResistantOnly === true,
    check: (_, subject) => {
      const matching = subject.settings.mfa?.amrMatchingSessionDuration;
      return [
        ...checkAuthenticators(subject, RESISTANT),
        ...(matching === undefined
          ? []
          : [
              {
                prop: 'mfa.amrMatchingSessionDuration',
                received: show(matching),
                allowed: 'nothing, since matching takes software keys for security keys',
                fix: 'leave it out',
              },
            ]),
      ];
    },
  },
  {
    id: 'mfa-required-for-all-apps',
    demand: 'mfaRequiredForAllApps',
    guards: 'mfa.requiredForAllApps',
    statement: 'every application asks for MFA',
    setting: OrganizationSetting.MFA,
    demanded: ({ mfaRequiredForAllApps }) => mfaRequiredForAllApps === true,
    check: (_, subject) => checkFlag(subject, 'mfa.requiredForAllApps', subject.settings.mfa?.requiredForAllApps, true),
  },
  {
    id: 'lock-required',
    demand: 'lockRequired',
    guards: 'readOnlyLock.locked',
    statement: 'the dashboard is locked',
    setting: OrganizationSetting.READ_ONLY_LOCK,
    demanded: ({ lockRequired }) => lockRequired === true,
    check: (_, subject) => checkFlag(subject, 'readOnlyLock.locked', subject.settings.readOnlyLock?.locked, true),
  },
  {
    id: 'lock-reason-pattern',
    demand: 'lockReasonPattern',
    guards: 'readOnlyLock.reason',
    statement: "the lock's reason matches a pattern, such as a ticket id",
    setting: OrganizationSetting.READ_ONLY_LOCK,
    demanded: ({ lockReasonPattern }) => lockReasonPattern !== undefined,
    check: ({ lockReasonPattern = '' }, subject) => {
      const { locked, reason } = subject.settings.readOnlyLock ?? {};
      return reason === undefined && locked !== true
        ? []
        : judge(subject, 'readOnlyLock.reason', reason, {
            within: typeof reason === 'string' && reasonPattern(lockReasonPattern).test(reason),
            words: () => ({ allowed: `a reason that matches /${lockReasonPattern}/`, fix: 'write such a reason' }),
          });
    },
  },
  {
    id: 'deny-unmatched-required',
    demand: 'denyUnmatchedRequests',
    guards: 'denyUnmatchedRequests.enabled',
    statement: 'host names without an Access application are blocked',
    setting: OrganizationSetting.DENY_UNMATCHED_REQUESTS,
    demanded: ({ denyUnmatchedRequests }) => denyUnmatchedRequests === DenyUnmatchedRule.REQUIRED,
    check: (_, subject) =>
      checkFlag(subject, 'denyUnmatchedRequests.enabled', subject.settings.denyUnmatchedRequests?.enabled, true),
  },
  {
    id: 'deny-unmatched-forbidden',
    demand: 'denyUnmatchedRequests',
    guards: 'denyUnmatchedRequests.enabled',
    statement: 'host names without an Access application are not blocked',
    setting: OrganizationSetting.DENY_UNMATCHED_REQUESTS,
    demanded: ({ denyUnmatchedRequests }) => denyUnmatchedRequests === DenyUnmatchedRule.FORBIDDEN,
    check: (_, subject) =>
      checkFlag(
        subject,
        'denyUnmatchedRequests.enabled',
        subject.settings.denyUnmatchedRequests?.enabled ?? false,
        false,
      ),
  },
  {
    id: 'seat-expiration-required',
    demand: 'seatExpirationRequired',
    guards: 'userSeatExpirationInactiveTime',
    statement: 'seats that nobody uses expire',
    setting: OrganizationSetting.USER_SEAT_EXPIRATION_INACTIVE_TIME,
    demanded: ({ seatExpirationRequired }) => seatExpirationRequired === true,
    check: (_, { settings: { userSeatExpirationInactiveTime } }) =>
      userSeatExpirationInactiveTime === undefined
        ? [
            {
              prop: 'userSeatExpirationInactiveTime',
              received: 'nothing',
              allowed: 'a duration after which seats expire',
              fix: 'write one such as Duration.days(90)',
            },
          ]
        : [],
  },
  {
    id: 'allowed-auth-domains',
    demand: 'allowedAuthDomains',
    guards: 'authDomain',
    statement: 'only these login domains are used',
    demanded: ({ allowedAuthDomains }) => allowedAuthDomains !== undefined,
    check: ({ allowedAuthDomains = [] }, subject) => {
      const domain = subject.settings.authDomain;
      return judge(subject, 'authDomain', domain, {
        within: typeof domain === 'string' && allowedAuthDomains.some((pattern) => hostPattern(pattern).test(domain)),
        words: () => ({ allowed: allowedAuthDomains.join(', '), fix: 'write one of them' }),
      });
    },
  },
  {
    id: 'no-unmanaged-settings',
    demand: 'noUnmanagedSettings',
    guards: 'unmanaged',
    statement: 'no setting is left to the dashboard',
    demanded: ({ noUnmanagedSettings }) => noUnmanagedSettings === true,
    check: (_, { unmanaged }) =>
      unmanaged.length === 0
        ? []
        : [
            {
              prop: 'unmanaged',
              received: unmanaged.join(', '),
              allowed: 'no setting left to the dashboard',
              fix: 'give these settings their values',
            },
          ],
  },
];

const AT_ZONE = new Set(DEFAULTS.filter(({ atZone }) => atZone).map(({ setting }) => setting));

/** What is not within one demand. A setting that does not exist at zone scope is not judged there. */
export function breachesOf(
  { setting, check }: Guardrail,
  limits: Limits,
  subject: GuardrailSubject,
): readonly Breach[] {
  const { accountId, zoneId } = subject.settings;
  if (setting !== undefined && accountId === undefined && zoneId !== undefined && !AT_ZONE.has(setting)) {
    return [];
  }
  if (setting !== undefined && subject.unmanaged.includes(setting)) {
    return [
      {
        prop: setting,
        received: 'nothing',
        undecided: 'left to the dashboard',
        allowed: 'a value that can be judged',
        fix: 'give it its value',
      },
    ];
  }
  return check(limits, subject);
}

/** What is allowed, and how to keep within it. */
type Words = Pick<Breach, 'allowed' | 'fix'>;

/** A value, and whether it is allowed; one that only the engine knows cannot be judged. Nearly every value is. */
function judge(
  { isUnknown }: GuardrailSubject,
  prop: string,
  value: unknown,
  { within, words }: { readonly within: boolean; readonly words: () => Words },
): readonly Breach[] {
  if (isUnknown(value)) {
    const { allowed } = words();
    return [
      {
        prop,
        received: show(value),
        allowed,
        fix: 'write a value that is known now',
        undecided: 'known to the engine only',
      },
    ];
  }
  return within ? [] : [{ prop, received: show(value), ...words() }];
}

function checkFlag(subject: GuardrailSubject, prop: string, value: unknown, wanted: boolean): readonly Breach[] {
  const words = (): Words => ({ allowed: String(wanted), fix: `write ${wanted}` });
  return judge(subject, prop, value, { within: value === wanted, words });
}

/** Every authenticator that is known, and one finding for those that are not. */
function checkAuthenticators(subject: GuardrailSubject, allowed: readonly MfaAuthenticator[]): readonly Breach[] {
  const prop = 'mfa.allowedAuthenticators';
  const list: readonly MfaAuthenticator[] = subject.settings.mfa?.allowedAuthenticators ?? [];
  const words = (): Words => ({ allowed: allowed.join(', ') || 'none', fix: 'leave the others out' });
  if (subject.isUnknown(list)) {
    return judge(subject, prop, list, { within: false, words });
  }
  const others = list.filter((name) => !allowed.includes(name));
  const strangers = others.filter((name) => !subject.isUnknown(name));
  const [unknown] = others.filter((name) => subject.isUnknown(name));
  return [
    ...(strangers.length === 0 ? [] : [{ prop, received: strangers.map(show).join(', '), ...words() }]),
    ...(unknown === undefined ? [] : judge(subject, prop, unknown, { within: false, words })),
  ];
}

/** How long one MFA counts: nobody does one where no authenticator is allowed. */
function checkMfaSession(subject: GuardrailSubject, limit: Limit): readonly Breach[] {
  const { allowedAuthenticators = [], sessionDuration } = subject.settings.mfa ?? {};
  const off = allowedAuthenticators.length === 0 && sessionDuration === undefined;
  return off ? [] : checkLength(subject, 'mfa.sessionDuration', sessionDuration, limit);
}

/** One end of the allowed durations. */
interface Limit {
  readonly least?: string;
  readonly most?: string;
}

function checkLength(
  subject: GuardrailSubject,
  prop: string,
  value: string | undefined,
  { least, most }: Limit,
): readonly Breach[] {
  const length = nanoseconds(value);
  const limit = least ?? most;
  const bound = nanoseconds(limit) as bigint;
  return judge(subject, prop, value, {
    within: length !== undefined && (least === undefined ? length <= bound : length >= bound),
    words: () => ({
      allowed: `at ${least === undefined ? 'most' : 'least'} ${show(limit)}`,
      fix: `write ${show(limit)}`,
    }),
  });
}

/** The length of a duration; undefined for what is none. */
function nanoseconds(text: unknown): bigint | undefined {
  const duration = typeof text === 'string' ? goDuration(text) : undefined;
  return duration && 'nanoseconds' in duration ? duration.nanoseconds : undefined;
}

const goDuration = once(parseGoDuration);

const reasonPattern = once((pattern) => new RegExp(pattern, 'u'));

/** A pattern of host names, in which `*` stands for anything but a dot. */
const hostPattern = once((pattern) => {
  const literally = pattern.replace(/[^a-z0-9*-]/gi, '\\$&');
  return new RegExp(`^${literally.replaceAll('*', '[^.]*')}$`, 'i');
});

/** What is wrong with the values of guardrails, whose types are right. */
export function limitProblems(limits: Limits): string[] {
  const durations = (['longestSession', 'shortestMfaSession', 'longestMfaSession'] as const)
    .filter((prop) => limits[prop] !== undefined && !isLimit(limits[prop]))
    .map(
      (prop) =>
        `${prop}: received ${show(limits[prop])}; allowed: a Go duration of zero or more: write one such as Duration.hours(12)`,
    );
  return [...durations, ...orderProblems(limits), ...patternProblems(limits), ...listProblems(limits)];
}

function isLimit(text: unknown): boolean {
  return (nanoseconds(text) ?? -1n) >= 0n;
}

function orderProblems({ shortestMfaSession, longestMfaSession }: Limits): string[] {
  const [least, most] = [nanoseconds(shortestMfaSession), nanoseconds(longestMfaSession)];
  return least !== undefined && most !== undefined && least > most
    ? [
        `shortestMfaSession: received ${show(shortestMfaSession)} with longestMfaSession ${show(longestMfaSession)}; allowed: no more than that, or nothing would be between them: write ${show(longestMfaSession)} or less`,
      ]
    : [];
}

function patternProblems({ lockReasonPattern }: Limits): string[] {
  if (lockReasonPattern === undefined) {
    return [];
  }
  try {
    return new RegExp(lockReasonPattern, 'u').test('')
      ? [
          `lockReasonPattern: received ${show(lockReasonPattern)}, which every reason matches; allowed: a pattern that asks for something: write one such as '[A-Z]+-[0-9]+'`,
        ]
      : [];
  } catch (error) {
    return [
      `lockReasonPattern: received ${show(lockReasonPattern)}; allowed: a regular expression (${(error as Error).message}): write one such as '[A-Z]+-[0-9]+'`,
    ];
  }
}

/** An empty list of domains would forbid every organization. */
function listProblems({ allowedAuthDomains }: Limits): string[] {
  return allowedAuthDomains?.length === 0
    ? [
        "allowedAuthDomains: received an empty list; allowed: at least one login domain: write one such as 'widget-*.cloudflareaccess.com', or leave it out",
      ]
    : [];
}
