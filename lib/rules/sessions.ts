import { OrganizationSetting } from '../organization-props';
import { attributeOf } from '../provider/rendered-settings';
import { MAX_MFA_SESSION } from '../settings/mfa-presets';
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

const GO_UNITS = { units: ['ns', 'us', 'µs', 'ms', 's', 'm', 'h'], advice: 'Use hours, minutes or seconds' };
const HOURS_AND_MINUTES = { units: ['m', 'h'], advice: 'Use hours or minutes' };

const SESSION_DOCUMENTATION = 'Cloudflare One documentation, "Session management": 15 minutes to one month';
const CLIENT_DOCUMENTATION =
  'cloudflare-docs pull request 33320, "Document 90-day Cloudflare One Client session limit"';
const MFA_LIMITS = 'minimum 0m, maximum 720h (30 days)';

/** The evidence for a limit: the API, or documentation. */
type LimitSeverity = 'documented' | 'hard';
type Limit = readonly [nanoseconds: bigint, severity: LimitSeverity, source: string];

/** A prop that is a duration: its units and its limits. */
interface DurationField {
  readonly id: string;
  readonly prop: string;
  readonly notation: typeof GO_UNITS;
  readonly min: Limit;
  readonly max: Limit;
}

const FIELDS: readonly DurationField[] = [
  {
    id: 'session-duration',
    prop: 'sessionDuration',
    notation: GO_UNITS,
    min: [15n * MINUTE, 'documented', SESSION_DOCUMENTATION],
    max: [730n * HOUR, 'documented', SESSION_DOCUMENTATION],
  },
  {
    id: 'warp-auth-session-duration',
    prop: 'warpAuthSessionDuration',
    notation: HOURS_AND_MINUTES,
    min: [
      1n,
      'documented',
      '1m is the shortest session in the documented notation; one without length would authenticate nobody',
    ],
    max: [2160n * HOUR, 'documented', CLIENT_DOCUMENTATION],
  },
  {
    id: 'user-seat-expiration',
    prop: 'userSeatExpirationInactiveTime',
    notation: GO_UNITS,
    min: [730n * HOUR, 'hard', 'API error 12123 below one month (730h)'],
    max: [8760n * HOUR, 'documented', 'Cloudflare One documentation, "Seat management": at most one year'],
  },
  {
    id: 'mfa-session-duration',
    prop: 'mfa.sessionDuration',
    notation: HOURS_AND_MINUTES,
    min: [0n, 'hard', MFA_LIMITS],
    max: [MAX_MFA_SESSION, 'hard', MFA_LIMITS],
  },
  {
    id: 'amr-matching-session-duration',
    prop: 'mfa.amrMatchingSessionDuration',
    notation: HOURS_AND_MINUTES,
    min: [0n, 'hard', MFA_LIMITS],
    max: [MAX_MFA_SESSION, 'hard', MFA_LIMITS],
  },
];

export const SESSION_RULES: readonly Rule[] = [
  ...FIELDS.flatMap(durationRules),
  {
    id: 'warp-needs-session-duration',
    props: ['allowAuthenticateViaWarp'],
    severity: 'documented',
    evidence: 'API error',
    statement: '`allowAuthenticateViaWarp` requires `warpAuthSessionDuration`',
    source: 'API error 12130; an update without a duration resets that of the account',
    check: ({ effective: { allowAuthenticateViaWarp, warpAuthSessionDuration }, rendered }) =>
      findingIf(
        allowAuthenticateViaWarp === true &&
          warpAuthSessionDuration === undefined &&
          !rendered.unmanaged.includes(OrganizationSetting.WARP_AUTH_SESSION_DURATION),
        () => ({
          received: 'true',
          problem: 'requires warpAuthSessionDuration (API error 12130)',
          fix: "Add warpAuthSessionDuration, for example '24h', or unmanaged: [OrganizationSetting.WARP_AUTH_SESSION_DURATION] to keep the live one",
        }),
      ),
  },
];

/** The rules of a field: what the API rejects, the documented limits, and the documented notation. */
function durationRules(field: DurationField): Rule[] {
  const { id, notation } = field;
  const props = [field.prop];
  const schema = `API schema, \`${attributeOf(field.prop)}\`; Go time.ParseDuration`;
  const hard = limitsOf(field, 'hard');
  const documented = limitsOf(field, 'documented');
  const validity: Rule = {
    id,
    props,
    severity: 'hard',
    evidence: 'API schema',
    statement: [`a Go duration (units ${notation.units.join(', ')}), without days or weeks`, ...hard.statements].join(
      '; ',
    ),
    source: [schema, ...hard.sources].join('; '),
    check: checkDurations(
      (duration, text) => validityProblem(duration, field, text) || limitProblem(duration, field, 'hard'),
    ),
  };
  const limits: Rule = {
    id,
    props,
    severity: 'documented',
    evidence: 'documentation',
    statement: documented.statements.join('; '),
    source: [...documented.sources].join('; '),
    check: checkDurations((duration) => limitProblem(duration, field, 'documented')),
  };
  const documentedNotation: Rule = {
    id: `${id}-notation`,
    props,
    severity: 'warning',
    evidence: 'documentation',
    statement: 'whole numbers with units, without a sign, such as `2h45m`',
    source: `${schema} accepts fractions, signs and a bare 0 as well, but the documentation does not show them`,
    check: checkDurations((duration, text) => notationProblem(duration, field, text)),
  };
  return [validity, ...(documented.statements.length > 0 ? [limits] : []), documentedNotation];
}

function checkDurations(problemOf: (duration: DurationError | GoDuration, text: string) => TextProblem): Rule['check'] {
  return checkTexts((text) => problemOf(parse(text), text));
}

const parse = rememberLast(parseGoDuration);

/** Remembers the last result: the rules of a prop parse the same text one after the other. */
function rememberLast<T>(parseText: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly result: T } | undefined;
  return (text) => {
    if (last?.text !== text) {
      last = { text, result: parseText(text) };
    }
    return last.result;
  };
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
  { min: [min, minSeverity], max: [max, maxSeverity] }: DurationField,
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
function limitsOf({ min, max }: DurationField, severity: LimitSeverity) {
  const limits = [
    { bound: 'at least', limit: min },
    { bound: 'at most', limit: max },
  ].filter(({ limit }) => limit[1] === severity);
  return {
    statements: limits.map(({ bound, limit: [length] }) => `${bound} ${formatGoDuration(length)}`),
    sources: new Set(limits.map(({ limit: [, , source] }) => source)),
  };
}

/** The duration that was most likely meant, or else a day, within the limits of the field. */
function suggestion(
  text: string,
  duration: DurationError | GoDuration,
  { min: [min], max: [max] }: DurationField,
): string {
  const isReadable = 'nanoseconds' in duration && duration.nanoseconds >= 0n;
  const meant = isReadable ? duration.nanoseconds : (guessDuration(text) ?? 24n * HOUR);
  const limited = meant > max ? max : meant;
  return formatGoDuration(limited < min ? min : limited);
}
