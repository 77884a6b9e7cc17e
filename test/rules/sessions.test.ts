import fc from 'fast-check';
import { Acknowledgements, OrganizationSetting, type ZeroTrustOrganizationProps } from '../../lib';
import { errorsOf, organization } from '../organization';
import {
  type Findings,
  findings,
  findingsOf,
  idsOf,
  NOTHING,
  UNKNOWN_FLAGS,
  UNKNOWN_TEXTS,
  withVariables,
} from './helpers';

type Props = Partial<ZeroTrustOrganizationProps>;

const ALL_UNITS = 'ns, us, µs, ms, s, m, h';

/** The duration props, as their documentation describes them. */
const FIELDS = {
  sessionDuration: {
    id: 'session-duration',
    props: (sessionDuration: string): Props => ({ sessionDuration }),
    units: ALL_UNITS,
    limits: 'at least 15m, at most 730h',
  },
  warpAuthSessionDuration: {
    id: 'warp-auth-session-duration',
    props: (warpAuthSessionDuration: string): Props => ({ warpAuthSessionDuration }),
    units: 'm, h',
    limits: 'at least 1m',
  },
  userSeatExpirationInactiveTime: {
    id: 'user-seat-expiration',
    props: (userSeatExpirationInactiveTime: string): Props => ({ userSeatExpirationInactiveTime }),
    units: ALL_UNITS,
    limits: 'at least 730h, at most 8760h',
  },
  'mfa.sessionDuration': {
    id: 'mfa-session-duration',
    props: (sessionDuration: string): Props => ({ mfa: { sessionDuration } }),
    units: 'm, h',
    limits: 'at least 0m, at most 720h',
  },
  'mfa.amrMatchingSessionDuration': {
    id: 'amr-matching-session-duration',
    props: (amrMatchingSessionDuration: string): Props => ({ mfa: { amrMatchingSessionDuration } }),
    units: 'm, h',
    limits: 'at least 0m, at most 720h',
  },
};

type Prop = keyof typeof FIELDS;
const PROPS = Object.keys(FIELDS) as Prop[];

/** Everything that is found in one duration. */
const found = (prop: Prop, duration: string): Findings => findingsOf(FIELDS[prop].props(duration));

const notPlain = (prop: Prop, value: string, fix: string): string =>
  `${prop}: '${value}' is not written as Cloudflare documents it (whole numbers with units, no sign): write '${fix}' [${FIELDS[prop].id}]`;
const outOfRange = (prop: Prop, value: string, how: 'short' | 'long', fix: string): string =>
  `${prop}: '${value}' is too ${how}; allowed: ${FIELDS[prop].limits}: write '${fix}' [${FIELDS[prop].id}]`;

/** The errors that stay when the rule is acknowledged: those that the API is known to answer with. */
function hardErrors(prop: Prop, duration: string): readonly string[] {
  const { id, props } = FIELDS[prop];
  const construct = organization(props(duration));
  Acknowledgements.of(construct).add({ rule: id, reason: 'agreed with Cloudflare support' });
  return findings(construct).errors;
}

/** What a message tells to write. */
const fixIn = (message: string): string | undefined => /: write '(.*)' \[[\w-]+\]$/.exec(message)?.[1];

describe('messages, in full', () => {
  test.each<[Prop, string, string]>([
    [
      'sessionDuration',
      '30d',
      "sessionDuration: '30d' is not a duration Cloudflare accepts ('d' is no unit; use ns, us, µs, ms, s, m, h): write '720h' [session-duration]",
    ],
    [
      'sessionDuration',
      'soon',
      "sessionDuration: 'soon' is not a duration Cloudflare accepts (a number is missing before 'soon'; use ns, us, µs, ms, s, m, h): write a duration such as '24h' [session-duration]",
    ],
    [
      'sessionDuration',
      '1.5h',
      "sessionDuration: '1.5h' is not written as Cloudflare documents it (whole numbers with units, no sign): write '1h30m' [session-duration]",
    ],
    [
      'sessionDuration',
      '14m',
      "sessionDuration: '14m' is too short; allowed: at least 15m, at most 730h: write '15m' [session-duration]",
    ],
    [
      'sessionDuration',
      '731h',
      "sessionDuration: '731h' is too long; allowed: at least 15m, at most 730h: write '730h' [session-duration]",
    ],
    [
      'warpAuthSessionDuration',
      '3600s',
      "warpAuthSessionDuration: '3600s' is not a duration Cloudflare accepts ('s' is no unit here; use m, h): write '1h' [warp-auth-session-duration]",
    ],
    [
      'warpAuthSessionDuration',
      '-1h',
      "warpAuthSessionDuration: '-1h' is not a duration Cloudflare accepts (it is negative; use m, h): write '1h' [warp-auth-session-duration]",
    ],
    [
      'warpAuthSessionDuration',
      '0m',
      "warpAuthSessionDuration: '0m' is too short; allowed: at least 1m: write '1m' [warp-auth-session-duration]",
    ],
    [
      'userSeatExpirationInactiveTime',
      '30d',
      "userSeatExpirationInactiveTime: '30d' is not a duration Cloudflare accepts ('d' is no unit; use ns, us, µs, ms, s, m, h): write '730h' [user-seat-expiration]",
    ],
    [
      'userSeatExpirationInactiveTime',
      '720h',
      "userSeatExpirationInactiveTime: '720h' is too short; allowed: at least 730h, at most 8760h: write '730h' [user-seat-expiration]",
    ],
    [
      'mfa.sessionDuration',
      '30d',
      "mfa.sessionDuration: '30d' is not a duration Cloudflare accepts ('d' is no unit; use m, h): write '720h' [mfa-session-duration]",
    ],
    [
      'mfa.sessionDuration',
      '59s',
      "mfa.sessionDuration: '59s' is not a duration Cloudflare accepts ('s' is no unit here; use m, h): write '1m' [mfa-session-duration]",
    ],
    [
      'mfa.sessionDuration',
      '0.5m',
      "mfa.sessionDuration: '0.5m' is not written as Cloudflare documents it (whole numbers with units, no sign): write '1m' [mfa-session-duration]",
    ],
    [
      'mfa.sessionDuration',
      '20 seconds',
      "mfa.sessionDuration: '20 seconds' is not a duration Cloudflare accepts (' seconds' is no unit; use m, h): write '1m' [mfa-session-duration]",
    ],
    [
      'mfa.amrMatchingSessionDuration',
      '721h',
      "mfa.amrMatchingSessionDuration: '721h' is too long; allowed: at least 0m, at most 720h: write '720h' [amr-matching-session-duration]",
    ],
  ])('%s: %j', (prop, duration, message) => {
    expect(found(prop, duration)).toEqual({ errors: [message], warnings: [] });
  });
});

describe.each(PROPS)('%s', (prop) => {
  const { id, props, units } = FIELDS[prop];

  test.each([
    ['30d', "'d' is no unit"],
    ['1 day', "' day' is no unit"],
    ['P30D', "a number is missing before 'P'"],
    ['24', 'a unit is missing'],
    ['24H', "'H' is no unit"],
    ['1w', "'w' is no unit"],
    ['12hours', "'hours' is no unit"],
    ['-1000h', 'it is negative'],
    ['', 'it is empty'],
    ['3000000h', 'it is too long'],
  ])('%j is no duration: %s', (duration, reason) => {
    expect(errorsOf(props(duration))).toEqual([expect.stringContaining(`(${reason}; use ${units}): write `)]);
    expect(idsOf(hardErrors(prop, duration))).toEqual([id]);
  });

  test.each([
    ['1000.5h', 'a fraction'],
    ['+1000h', 'a sign'],
  ])('%j has %s: it can be acknowledged', (duration) => {
    expect(errorsOf(props(duration)).join()).toContain('is not written as Cloudflare documents it');
    expect(hardErrors(prop, duration).join()).not.toContain('is not written as Cloudflare documents it');
  });

  test.each(UNKNOWN_TEXTS)('nothing is said about %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });

  test('what a message tells to write is accepted', () => {
    const amount = fc.oneof(fc.nat(10), fc.nat(10_000_000), fc.double({ min: 0, max: 1000, noNaN: true }));
    const unit = fc.constantFrom('', 's', 'm', 'h', 'H', 'd', ' days', 'w', 'mo', 'y', 'x');
    const duration = fc
      .tuple(fc.constantFrom('', '', '-', '+'), fc.array(fc.tuple(amount, unit), { minLength: 1, maxLength: 3 }))
      .map(([sign, list]) => sign + list.flat().join(''));
    fc.assert(
      fc.property(duration, (text) => {
        const fixes = errorsOf(props(text)).flatMap((message) => fixIn(message) ?? []);
        expect(fixes.flatMap((fix) => errorsOf(props(fix)))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('units', () => {
  test.each<[Prop, string]>([
    ['sessionDuration', '900000000000ns'],
    ['sessionDuration', '900000000us'],
    ['sessionDuration', '900000000µs'],
    ['sessionDuration', '900000000\u03bcs'],
    ['sessionDuration', '900000ms'],
    ['sessionDuration', '900s'],
    ['sessionDuration', '15m'],
    ['sessionDuration', '1h15m30s'],
    ['userSeatExpirationInactiveTime', '2628000s'],
    ['warpAuthSessionDuration', '90m'],
    ['warpAuthSessionDuration', '1h30m'],
    ['mfa.sessionDuration', '90m'],
    ['mfa.amrMatchingSessionDuration', '1h30m'],
  ])('%s takes %s', (prop, duration) => {
    expect(found(prop, duration)).toEqual(NOTHING);
  });

  describe.each<Prop>(['warpAuthSessionDuration', 'mfa.sessionDuration', 'mfa.amrMatchingSessionDuration'])(
    '%s',
    (prop) => {
      test.each([
        ['3600000000000ns', 'ns'],
        ['3600000000us', 'us'],
        ['3600000000µs', 'µs'],
        ['3600000000\u03bcs', '\u03bcs'],
        ['3600000ms', 'ms'],
        ['3600s', 's'],
        ['59m60s', 's'],
      ])('does not take %s', (duration, unit) => {
        const message = `${prop}: '${duration}' is not a duration Cloudflare accepts ('${unit}' is no unit here; use m, h): write '1h' [${FIELDS[prop].id}]`;
        expect(found(prop, duration).errors).toEqual([message]);
        expect(hardErrors(prop, duration)).toEqual([message]);
      });
    },
  );
});

describe('limits', () => {
  test.each<[Prop, string]>([
    ['sessionDuration', '15m'],
    ['sessionDuration', '15m0s'],
    ['sessionDuration', '730h'],
    ['sessionDuration', '729h60m'],
    ['warpAuthSessionDuration', '1m'],
    ['warpAuthSessionDuration', '0h1m'],
    ['warpAuthSessionDuration', '2562047h'],
    ['userSeatExpirationInactiveTime', '730h'],
    ['userSeatExpirationInactiveTime', '8760h'],
    ['mfa.sessionDuration', '0m'],
    ['mfa.sessionDuration', '0h'],
    ['mfa.sessionDuration', '1m'],
    ['mfa.sessionDuration', '720h'],
    ['mfa.sessionDuration', '43200m'],
    ['mfa.amrMatchingSessionDuration', '0m'],
    ['mfa.amrMatchingSessionDuration', '0h'],
    ['mfa.amrMatchingSessionDuration', '720h'],
    ['mfa.amrMatchingSessionDuration', '43200m'],
  ])('%s allows %s', (prop, duration) => {
    expect(found(prop, duration)).toEqual(NOTHING);
  });

  test.each<[Prop, string, 'short' | 'long', string, 'hard' | 'documented']>([
    ['sessionDuration', '14m59s', 'short', '15m', 'documented'],
    ['sessionDuration', '899999999999ns', 'short', '15m', 'documented'],
    ['sessionDuration', '0s', 'short', '15m', 'documented'],
    ['sessionDuration', '730h1ns', 'long', '730h', 'documented'],
    ['sessionDuration', '731h', 'long', '730h', 'documented'],
    ['warpAuthSessionDuration', '0m', 'short', '1m', 'hard'],
    ['warpAuthSessionDuration', '0h0m', 'short', '1m', 'hard'],
    ['userSeatExpirationInactiveTime', '729h59m', 'short', '730h', 'hard'],
    ['userSeatExpirationInactiveTime', '729h59m59s999999999ns', 'short', '730h', 'hard'],
    ['userSeatExpirationInactiveTime', '8760h1ns', 'long', '8760h', 'documented'],
    ['userSeatExpirationInactiveTime', '8761h', 'long', '8760h', 'documented'],
    ['mfa.sessionDuration', '720h1m', 'long', '720h', 'hard'],
    ['mfa.sessionDuration', '43201m', 'long', '720h', 'hard'],
    ['mfa.amrMatchingSessionDuration', '720h1m', 'long', '720h', 'hard'],
    ['mfa.amrMatchingSessionDuration', '43201m', 'long', '720h', 'hard'],
  ])('%s: %s is too %s: %s (%s)', (prop, duration, how, fix, severity) => {
    const message = outOfRange(prop, duration, how, fix);
    expect(found(prop, duration)).toEqual({ errors: [message], warnings: [] });
    expect(hardErrors(prop, duration)).toEqual(severity === 'hard' ? [message] : []);
  });

  test('a value that is neither plain nor within the limits of the API has both errors', () => {
    expect(found('userSeatExpirationInactiveTime', '1.5h').errors).toEqual([
      outOfRange('userSeatExpirationInactiveTime', '1.5h', 'short', '730h'),
      notPlain('userSeatExpirationInactiveTime', '1.5h', '730h'),
    ]);
  });
});

describe('typical mistakes get the value that was meant, within the limits of the field', () => {
  test.each<[Prop, string, string]>([
    ['sessionDuration', '30d', '720h'],
    ['sessionDuration', '1 day', '24h'],
    ['sessionDuration', 'P30D', '720h'],
    ['sessionDuration', '24', '24h'],
    ['sessionDuration', '24H', '24h'],
    ['sessionDuration', '1w', '168h'],
    ['sessionDuration', '12hours', '12h'],
    ['sessionDuration', '-1h', '1h'],
    ['sessionDuration', '1.5h', '1h30m'],
    ['sessionDuration', '.5h', '30m'],
    ['sessionDuration', '15.5m', '16m'],
    ['sessionDuration', '+1h', '1h'],
    ['sessionDuration', '1h 2m', '1h2m'],
    ['sessionDuration', '1 month', '730h'],
    ['sessionDuration', '31d', '730h'],
    ['sessionDuration', '1y', '730h'],
    ['sessionDuration', '5 minutes', '15m'],
    ['sessionDuration', '0', '15m'],
    ['sessionDuration', '-1m', '15m'],
    ['userSeatExpirationInactiveTime', '30d', '730h'],
    ['userSeatExpirationInactiveTime', '30 days', '730h'],
    ['userSeatExpirationInactiveTime', '1 month', '730h'],
    ['userSeatExpirationInactiveTime', '3 months', '2190h'],
    ['userSeatExpirationInactiveTime', '45d', '1080h'],
    ['userSeatExpirationInactiveTime', '1y', '8760h'],
    ['userSeatExpirationInactiveTime', '2 years', '8760h'],
    ['userSeatExpirationInactiveTime', 'P1Y', '8760h'],
    ['userSeatExpirationInactiveTime', '-800h', '800h'],
    ['warpAuthSessionDuration', '30d', '720h'],
    ['warpAuthSessionDuration', '45d', '1080h'],
    ['warpAuthSessionDuration', '1y', '8760h'],
    ['warpAuthSessionDuration', '300y', '2562047h'],
    ['warpAuthSessionDuration', '2562048h', '2562047h'],
    ['warpAuthSessionDuration', '0', '1m'],
    ['warpAuthSessionDuration', '30s', '1m'],
    ['warpAuthSessionDuration', '-1h', '1h'],
    ['mfa.sessionDuration', '45d', '720h'],
    ['mfa.sessionDuration', '30d', '720h'],
    ['mfa.sessionDuration', '1 day', '24h'],
    ['mfa.sessionDuration', '24', '24h'],
    ['mfa.sessionDuration', '0', '0m'],
    ['mfa.sessionDuration', '60s', '1m'],
    ['mfa.sessionDuration', '59s', '1m'],
    ['mfa.sessionDuration', '61s', '2m'],
    ['mfa.sessionDuration', '0.5m', '1m'],
    ['mfa.sessionDuration', '20 seconds', '1m'],
    ['mfa.sessionDuration', '1h1ns', '1h1m'],
    ['mfa.sessionDuration', '719h59m59s', '720h'],
    ['mfa.sessionDuration', '-1h', '1h'],
    ['mfa.amrMatchingSessionDuration', '45d', '720h'],
    ['mfa.amrMatchingSessionDuration', '1 day', '24h'],
    ['mfa.amrMatchingSessionDuration', 'PT12H', '12h'],
  ])('%s: %j is %s', (prop, duration, fix) => {
    expect(new Set(found(prop, duration).errors.map(fixIn))).toEqual(new Set([fix]));
  });

  test.each(['soon', '', '1h30', '24:00', '1 fortnight'])('nothing is guessed from %j', (duration) => {
    for (const prop of PROPS) {
      expect(found(prop, duration).errors).toEqual([expect.stringContaining(": write a duration such as '24h' [")]);
    }
  });
});

describe('durations that are not given', () => {
  test('draw nothing', () => {
    const none = { sessionDuration: undefined, warpAuthSessionDuration: undefined };
    expect(findingsOf({ ...none, userSeatExpirationInactiveTime: undefined, mfa: undefined })).toEqual(NOTHING);
  });
});

describe('warp-needs-session-duration', () => {
  test('authenticating with WARP needs a duration of its session', () => {
    expect(findingsOf({ allowAuthenticateViaWarp: true })).toEqual({
      errors: [
        "allowAuthenticateViaWarp: received true without warpAuthSessionDuration; the API allows it only with one (error 12130): write warpAuthSessionDuration: '24h' beside it [warp-needs-session-duration]",
      ],
      warnings: [],
    });
  });

  test('it can be acknowledged: the account may have the duration already', () => {
    const construct = organization({ allowAuthenticateViaWarp: true });
    Acknowledgements.of(construct).add({ rule: 'warp-needs-session-duration', reason: 'set in the dashboard' });
    expect(findings(construct)).toEqual(NOTHING);
  });

  test.each<[string, Props]>([
    ['with a duration', { allowAuthenticateViaWarp: true, warpAuthSessionDuration: '12h' }],
    [
      'with a duration that the dashboard manages',
      { allowAuthenticateViaWarp: true, unmanaged: [OrganizationSetting.WARP_AUTH_SESSION_DURATION] },
    ],
    ['off', { allowAuthenticateViaWarp: false }],
    ['not given', {}],
    ['off, with a duration', { allowAuthenticateViaWarp: false, warpAuthSessionDuration: '12h' }],
    ['itself unmanaged', { unmanaged: [OrganizationSetting.ALLOW_AUTHENTICATE_VIA_WARP] }],
  ])('nothing is said when it is %s', (_, props) => {
    expect(findingsOf(props)).toEqual(NOTHING);
  });

  test('another unmanaged setting does not stand in for the duration', () => {
    const props = { allowAuthenticateViaWarp: true, unmanaged: [OrganizationSetting.SESSION_DURATION] };
    expect(idsOf(errorsOf(props))).toEqual(['warp-needs-session-duration']);
  });

  test.each(UNKNOWN_FLAGS)('nothing is said about %s', (_, value) => {
    expect(findings(withVariables((variables) => ({ allowAuthenticateViaWarp: value(variables) })))).toEqual(NOTHING);
  });

  test.each(UNKNOWN_TEXTS)('%s is a duration', (_, value) => {
    const construct = withVariables((variables) => ({
      allowAuthenticateViaWarp: true,
      warpAuthSessionDuration: value(variables),
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});
