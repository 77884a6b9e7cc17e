import { OrganizationSetting } from '../organization-props';
import {
  type DurationError,
  formatGoDuration,
  type GoDuration,
  guessDuration,
  HOUR,
  MINUTE,
  parseGoDuration,
} from '../values/go-duration';
import { show } from '../values/messages';
import { checkTexts, findingIf, type Rule, type TextProblem } from './rule';

/** The longest Go duration in whole hours. */
const LONGEST = 2_562_047n * HOUR;

const GO_UNITS = { units: ['ns', 'us', 'µs', 'ms', 's', 'm', 'h'], advice: 'Use hours, minutes or seconds' };
const HOURS_AND_MINUTES = { units: ['m', 'h'], advice: 'Use hours or minutes' };

const SESSION_DOCUMENTATION = 'Cloudflare One documentation, "Session management"';
const SEAT_DOCUMENTATION = 'Cloudflare One documentation, "Seat management"';

/** The evidence for a limit: the API, or documentation. */
type LimitSeverity = 'documented' | 'hard';
type Limit = readonly [nanoseconds: bigint, severity: LimitSeverity];

/** A prop that is a duration: its notation and its limits. */
interface DurationField {
  readonly id: string;
  readonly prop: string;
  readonly notation: typeof GO_UNITS;
  readonly notationSource: string;
  readonly min: Limit;
  readonly max?: Limit;
  readonly limitsSource: string;
}

const FIELDS: readonly DurationField[] = [
  {
    id: 'session-duration',
    prop: 'sessionDuration',
    notation: GO_UNITS,
    notationSource: 'API schema, `session_duration`; Go time.ParseDuration',
    min: [15n * MINUTE, 'documented'],
    max: [730n * HOUR, 'documented'],
    limitsSource: `${SESSION_DOCUMENTATION}: 15 minutes to one month`,
  },
  {
    id: 'warp-auth-session-duration',
    prop: 'warpAuthSessionDuration',
    notation: HOURS_AND_MINUTES,
    notationSource: 'API schema, `warp_auth_session_duration`',
    min: [MINUTE, 'hard'],
    limitsSource: 'a session without length authenticates nobody',
  },
  {
    id: 'user-seat-expiration',
    prop: 'userSeatExpirationInactiveTime',
    notation: GO_UNITS,
    notationSource: 'API schema, `user_seat_expiration_inactive_time`',
    min: [730n * HOUR, 'hard'],
    max: [8760n * HOUR, 'documented'],
    limitsSource: `API error 12123 below one month (730h); ${SEAT_DOCUMENTATION}: at most one year`,
  },
  {
    id: 'mfa-session-duration',
    prop: 'mfa.sessionDuration',
    notation: HOURS_AND_MINUTES,
    notationSource: 'API schema, `mfa_config.session_duration`',
    min: [0n, 'hard'],
    max: [720n * HOUR, 'hard'],
    limitsSource: 'minimum 0m, maximum 720h (30 days)',
  },
  {
    id: 'amr-matching-session-duration',
    prop: 'mfa.amrMatchingSessionDuration',
    notation: HOURS_AND_MINUTES,
    notationSource: 'API schema, `mfa_config.amr_matching_session_duration`',
    min: [0n, 'hard'],
    max: [720n * HOUR, 'hard'],
    limitsSource: 'minimum 0m, maximum 720h (30 days)',
  },
];

export const SESSION_RULES: readonly Rule[] = [
  ...FIELDS.flatMap(durationRules),
  {
    id: 'warp-needs-session-duration',
    props: ['allowAuthenticateViaWarp'],
    severity: 'documented',
    statement: '`allowAuthenticateViaWarp` requires `warpAuthSessionDuration`',
    source: 'API error 12130; the account may already have a duration, so it can be acknowledged',
    check: ({ merged: { unmanaged = [] }, effective: { allowAuthenticateViaWarp, warpAuthSessionDuration } }) =>
      findingIf(
        allowAuthenticateViaWarp === true &&
          warpAuthSessionDuration === undefined &&
          !unmanaged.includes(OrganizationSetting.WARP_AUTH_SESSION_DURATION),
        () => ({
          received: 'true',
          problem: 'requires warpAuthSessionDuration (API error 12130)',
          fix: "Add warpAuthSessionDuration, for example '24h'",
        }),
      ),
  },
];

/** The rules of a field: what the API rejects, and what the documentation advises against. */
function durationRules(field: DurationField): Rule[] {
  const { notation, notationSource, limitsSource } = field;
  const rule = (severity: LimitSeverity, statement: string, problemOf: typeof notationProblem): Rule => {
    const limits = limitsText(field, severity);
    return {
      id: field.id,
      props: [field.prop],
      severity,
      statement: limits === '' ? statement : `${statement}; ${limits}`,
      source: limits === '' ? notationSource : `${notationSource}; ${limitsSource}`,
      check: checkTexts((text) => {
        const duration = parseGoDuration(text);
        return problemOf(duration, field, text) || limitProblem(duration, field, severity);
      }),
    };
  };
  return [
    rule('hard', `a Go duration (units ${notation.units.join(', ')}), without days or weeks`, validityProblem),
    rule('documented', 'whole numbers with units, without a sign, such as `2h45m`', notationProblem),
  ];
}

function validityProblem(duration: DurationError | GoDuration, field: DurationField, text: string): TextProblem {
  const { units, advice } = field.notation;
  const reason = 'reason' in duration ? duration.reason : invalidPart(duration, units);
  return (
    reason && {
      problem: `is not a valid duration (${reason})`,
      fix: `${advice}, for example ${show(suggestion(text, duration, field))}`,
    }
  );
}

function invalidPart({ nanoseconds, units }: GoDuration, allowed: readonly string[]): string | undefined {
  const other = units.find((unit) => !allowed.includes(unit.replace('\u03bc', '\u00b5')));
  return nanoseconds < 0n ? 'negative' : other && `unit '${other}' is not allowed`;
}

function notationProblem(duration: DurationError | GoDuration, field: DurationField, text: string): TextProblem {
  return 'reason' in duration || duration.plain || duration.nanoseconds < 0n
    ? undefined
    : {
        problem: 'is not in the documented notation (whole numbers with units, without a sign)',
        fix: `Use ${show(suggestion(text, duration, field))}`,
      };
}

function limitProblem(
  duration: DurationError | GoDuration,
  { min: [min, minSeverity], max: [max, maxSeverity] = [LONGEST, 'hard'] }: DurationField,
  severity: LimitSeverity,
): TextProblem {
  if ('reason' in duration || duration.nanoseconds < 0n) {
    return undefined;
  }
  const documented = severity === 'documented' ? 'documented ' : '';
  if (minSeverity === severity && duration.nanoseconds < min) {
    const limit = show(formatGoDuration(min));
    return { problem: `is below the ${documented}minimum of ${limit}`, fix: `Use at least ${limit}` };
  }
  if (maxSeverity === severity && duration.nanoseconds > max) {
    const limit = show(formatGoDuration(max));
    return { problem: `exceeds the ${documented}maximum of ${limit}`, fix: `Use at most ${limit}` };
  }
  return undefined;
}

/** The limits of a field with a severity, for the documentation. */
function limitsText({ min, max }: DurationField, severity: LimitSeverity): string {
  return [
    ...(min[1] === severity ? [`at least ${formatGoDuration(min[0])}`] : []),
    ...(max?.[1] === severity ? [`at most ${formatGoDuration(max[0])}`] : []),
  ].join(', ');
}

/** The duration that was most likely meant, or else a day, within the limits of the field. */
function suggestion(
  text: string,
  duration: DurationError | GoDuration,
  { min: [min], max: [max] = [LONGEST, 'hard'] }: DurationField,
): string {
  const isReadable = 'nanoseconds' in duration && duration.nanoseconds >= 0n;
  const meant = isReadable ? duration.nanoseconds : (guessDuration(text) ?? 24n * HOUR);
  const limited = meant > max ? max : meant;
  return formatGoDuration(limited < min ? min : limited);
}
