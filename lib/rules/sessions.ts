import { OrganizationSetting } from '../organization-props';
import {
  formatGoDuration,
  type GoDuration,
  guessDuration,
  HOUR,
  MINUTE,
  type NotADuration,
  parseGoDuration,
} from './go-duration';
import { type Finding, type Rule, type Subject, when } from './rule';
import { knownText, show } from './text';

/** The most hours that a Go duration holds. */
const LONGEST = 2_562_047n * HOUR;

const GO_UNITS = ['ns', 'us', 'µs', 'ms', 's', 'm', 'h'];
const HOURS_AND_MINUTES = ['m', 'h'];

const SESSION_DOCUMENTATION = 'Cloudflare One documentation, "Session management"';
const SEAT_DOCUMENTATION = 'Cloudflare One documentation, "Seat management"';

/** How sure a limit is: known from the API, or from prose. */
type LimitSeverity = 'hard' | 'documented';

/** A duration prop: how it is written, and how long it may be. */
interface DurationField {
  readonly id: string;
  readonly prop: string;
  readonly value: (subject: Subject) => string | undefined;
  readonly units: readonly string[];
  readonly unitsSource: string;
  readonly least: bigint;
  readonly most?: bigint;
  readonly leastIs: LimitSeverity;
  readonly mostIs: LimitSeverity;
  readonly limitsSource: string;
}

const FIELDS: readonly DurationField[] = [
  {
    id: 'session-duration',
    prop: 'sessionDuration',
    value: ({ effective }) => effective.sessionDuration,
    units: GO_UNITS,
    unitsSource: 'API schema, `session_duration`; Go time.ParseDuration',
    least: 15n * MINUTE,
    most: 730n * HOUR,
    leastIs: 'documented',
    mostIs: 'documented',
    limitsSource: `${SESSION_DOCUMENTATION}: 15 minutes to one month`,
  },
  {
    id: 'warp-auth-session-duration',
    prop: 'warpAuthSessionDuration',
    value: ({ effective }) => effective.warpAuthSessionDuration,
    units: HOURS_AND_MINUTES,
    unitsSource: 'API schema, `warp_auth_session_duration`',
    least: MINUTE,
    leastIs: 'hard',
    mostIs: 'hard',
    limitsSource: 'a session of no length authenticates nobody',
  },
  {
    id: 'user-seat-expiration',
    prop: 'userSeatExpirationInactiveTime',
    value: ({ effective }) => effective.userSeatExpirationInactiveTime,
    units: GO_UNITS,
    unitsSource: 'API schema, `user_seat_expiration_inactive_time`',
    least: 730n * HOUR,
    most: 8760n * HOUR,
    leastIs: 'hard',
    mostIs: 'documented',
    limitsSource: `API error 12123 below one month (730h); ${SEAT_DOCUMENTATION}: at most one year`,
  },
  {
    id: 'mfa-session-duration',
    prop: 'mfa.sessionDuration',
    value: ({ effective }) => effective.mfa?.sessionDuration,
    units: HOURS_AND_MINUTES,
    unitsSource: 'API schema, `mfa_config.session_duration`',
    least: 0n,
    most: 720n * HOUR,
    leastIs: 'hard',
    mostIs: 'hard',
    limitsSource: 'minimum 0m, maximum 720h (30 days)',
  },
  {
    id: 'amr-matching-session-duration',
    prop: 'mfa.amrMatchingSessionDuration',
    value: ({ effective }) => effective.mfa?.amrMatchingSessionDuration,
    units: HOURS_AND_MINUTES,
    unitsSource: 'API schema, `mfa_config.amr_matching_session_duration`',
    least: 0n,
    most: 720n * HOUR,
    leastIs: 'hard',
    mostIs: 'hard',
    limitsSource: 'minimum 0m, maximum 720h (30 days)',
  },
];

export const SESSION_RULES: readonly Rule[] = [
  ...FIELDS.flatMap(durationRules),
  {
    id: 'warp-needs-session-duration',
    guards: 'allowAuthenticateViaWarp',
    severity: 'documented',
    statement: '`allowAuthenticateViaWarp` needs `warpAuthSessionDuration`',
    source: 'API error 12130; the duration may stand in the account already, so it can be acknowledged',
    check: ({ given, effective }) =>
      when(
        effective.allowAuthenticateViaWarp === true &&
          effective.warpAuthSessionDuration === undefined &&
          !(given.unmanaged ?? []).includes(OrganizationSetting.WARP_AUTH_SESSION_DURATION),
        'allowAuthenticateViaWarp',
        () =>
          "received true without warpAuthSessionDuration; the API allows it only with one (error 12130): write warpAuthSessionDuration: '24h' beside it",
      ),
  },
];

/** The two rules of one field: what is refused, and what the documentation speaks against. */
function durationRules(field: DurationField): Rule[] {
  const { units, unitsSource, limitsSource } = field;
  const rule = (severity: LimitSeverity, form: string, problemOf: ProblemOf): Rule => {
    const limits = limitsText(field, severity);
    return {
      id: field.id,
      guards: field.prop,
      severity,
      statement: limits === '' ? form : `${form}; ${limits}`,
      source: limits === '' ? unitsSource : `${unitsSource}; ${limitsSource}`,
      check: (subject) =>
        checkDuration(subject, field, (duration) => problemOf(duration) ?? outOfRange(duration, field, severity)),
    };
  };
  return [
    rule('hard', `a Go duration (units ${units.join(', ')}), no days and no weeks`, (duration) =>
      notReadable(duration, field),
    ),
    rule('documented', 'whole numbers with units, without a sign, as in `2h45m`', notPlain),
  ];
}

/** What is wrong with a duration, in words that end before the fix; undefined when nothing is. */
type ProblemOf = (duration: GoDuration | NotADuration) => string | undefined;

function checkDuration(subject: Subject, field: DurationField, problemOf: ProblemOf): readonly Finding[] {
  const text = knownText(subject, field.value(subject));
  if (text === undefined) {
    return [];
  }
  const duration = parseGoDuration(text);
  const problem = problemOf(duration);
  return when(
    problem !== undefined,
    field.prop,
    () => `${show(text)} ${problem ?? ''}: write ${suggestion(text, duration, field)}`,
  );
}

function notReadable(duration: GoDuration | NotADuration, { units }: DurationField): string | undefined {
  const reason = 'reason' in duration ? duration.reason : notAllowed(duration, units);
  return reason && `is not a duration Cloudflare accepts (${reason}; use ${units.join(', ')})`;
}

function notAllowed({ nanoseconds, units }: GoDuration, allowed: readonly string[]): string | undefined {
  const stranger = units.find((unit) => !allowed.includes(unit.replace('\u03bc', '\u00b5')));
  return nanoseconds < 0n ? 'it is negative' : stranger && `'${stranger}' is no unit here`;
}

function notPlain(duration: GoDuration | NotADuration): string | undefined {
  return 'reason' in duration || duration.plain || duration.nanoseconds < 0n
    ? undefined
    : 'is not written as Cloudflare documents it (whole numbers with units, no sign)';
}

function outOfRange(
  duration: GoDuration | NotADuration,
  field: DurationField,
  severity: LimitSeverity,
): string | undefined {
  if ('reason' in duration || duration.nanoseconds < 0n) {
    return undefined;
  }
  const { least, leastIs, most, mostIs } = field;
  const tooShort = leastIs === severity && duration.nanoseconds < least;
  const tooLong = mostIs === severity && most !== undefined && duration.nanoseconds > most;
  return tooShort || tooLong ? `is too ${tooShort ? 'short' : 'long'}; allowed: ${limitsText(field)}` : undefined;
}

/** The limits of a field, or those of one severity. */
function limitsText({ least, leastIs, most, mostIs }: DurationField, severity?: LimitSeverity): string {
  const limits = [
    ...((severity ?? leastIs) === leastIs ? [`at least ${formatGoDuration(least)}`] : []),
    ...((severity ?? mostIs) === mostIs && most !== undefined ? [`at most ${formatGoDuration(most)}`] : []),
  ];
  return limits.join(', ');
}

/** The duration that was most likely meant, within the field's limits. */
function suggestion(
  text: string,
  duration: GoDuration | NotADuration,
  { least, most = LONGEST }: DurationField,
): string {
  const readable = 'nanoseconds' in duration && duration.nanoseconds >= 0n ? duration.nanoseconds : undefined;
  const meant = readable ?? guessDuration(text);
  if (meant === undefined) {
    return "a duration such as '24h'";
  }
  const limited = meant > most ? most : meant;
  return show(formatGoDuration(limited < least ? least : limited));
}
