import fc from 'fast-check';
import { Acknowledgements, OrganizationSetting, type ZeroTrustOrganizationProps } from '../../lib';
import { RULES } from '../../lib/rules';
import { errorsOf, organization } from '../organization';
import {
  type Findings,
  findings,
  findingsOf,
  messages,
  NOTHING,
  suggestionIn,
  UNRESOLVED_BOOLEANS,
  UNRESOLVED_TEXTS,
  withVariables,
} from './helpers';

type Props = Partial<ZeroTrustOrganizationProps>;

/** The duration props, each with a number of hours within its limits. */
const FIELDS = {
  sessionDuration: {
    id: 'session-duration',
    props: (sessionDuration: string): Props => ({ sessionDuration }),
    hours: 12,
  },
  warpAuthSessionDuration: {
    id: 'warp-auth-session-duration',
    props: (warpAuthSessionDuration: string): Props => ({ warpAuthSessionDuration }),
    hours: 12,
  },
  userSeatExpirationInactiveTime: {
    id: 'user-seat-expiration',
    props: (userSeatExpirationInactiveTime: string): Props => ({ userSeatExpirationInactiveTime }),
    hours: 800,
  },
  'mfa.sessionDuration': {
    id: 'mfa-session-duration',
    props: (sessionDuration: string): Props => ({ mfa: { sessionDuration } }),
    hours: 12,
  },
  'mfa.amrMatchingSessionDuration': {
    id: 'amr-matching-session-duration',
    props: (amrMatchingSessionDuration: string): Props => ({ mfa: { amrMatchingSessionDuration } }),
    hours: 12,
  },
};

type Prop = keyof typeof FIELDS;
const DURATION_PROPS = Object.keys(FIELDS) as Prop[];

/** The findings of an organization with this duration. */
const found = (prop: Prop, duration: string): Findings => findingsOf(FIELDS[prop].props(duration));

/** The finding if the duration violates its rule. */
const violation = (prop: Prop): string => `${FIELDS[prop].id} ${prop}`;

/** The finding if the duration is in a notation that the documentation does not show. */
const notation = (prop: Prop): string => `${FIELDS[prop].id}-notation ${prop}`;

const errorMessages = (prop: Prop, duration: string): string[] => errorsOf(FIELDS[prop].props(duration));

/** The messages of all rules. */
function allMessages(prop: Prop, duration: string): string[] {
  const { errors, warnings } = messages(organization(FIELDS[prop].props(duration)));
  return [...errors, ...warnings];
}

/** The errors that remain when all that can be acknowledged is: values that the API is known to reject. */
function hardErrors(prop: Prop, duration: string): readonly string[] {
  const { id, props } = FIELDS[prop];
  const construct = organization(props(duration));
  const rules = RULES.filter((rule) => [id, `${id}-notation`].includes(rule.id) && rule.severity !== 'hard');
  for (const rule of rules) {
    Acknowledgements.of(construct).add({ rule: rule.id, reason: 'agreed with Cloudflare support' });
  }
  return findings(construct).errors;
}

describe.each(DURATION_PROPS)('%s', (prop) => {
  const { props, hours } = FIELDS[prop];

  // The last one is an escaped expression, which is literal text.
  test.each(['30d', '1 day', '1w', 'P30D', '24', '24H', '12hours', '-1000h', '', 'soon', '3000000h', '$${var.a}'])(
    'rejects %j, even if the rule is acknowledged',
    (duration) => {
      expect(found(prop, duration)).toEqual({ errors: [violation(prop)], warnings: [] });
      expect(hardErrors(prop, duration)).toEqual([violation(prop)]);
    },
  );

  test.each([`+${hours}h`, `${hours}.5h`, `${hours}.00h`, `${hours}.h`, `${hours}h.5m`, `+${hours}h0.5m`])(
    'accepts %j, but warns that the documentation does not show this notation',
    (duration) => {
      expect(found(prop, duration)).toEqual({ errors: [], warnings: [notation(prop)] });
    },
  );

  test.each(UNRESOLVED_TEXTS)('accepts %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });

  test('accepts every suggestion', () => {
    const amount = fc.oneof(fc.nat(10), fc.nat(10_000_000), fc.double({ min: 0, max: 1000, noNaN: true }));
    const unit = fc.constantFrom('', 's', 'm', 'h', 'H', 'd', ' days', 'w', 'mo', 'y', 'x');
    const duration = fc
      .tuple(fc.constantFrom('', '', '-', '+'), fc.array(fc.tuple(amount, unit), { minLength: 1, maxLength: 3 }))
      .map(([sign, list]) => sign + list.flat().join(''));
    fc.assert(
      fc.property(duration, (text) => {
        const suggestions = allMessages(prop, text).map((message) => suggestionIn(message) ?? message);
        expect(new Set(suggestions).size).toBeLessThanOrEqual(1);
        expect(suggestions.flatMap((suggestion) => allMessages(prop, suggestion))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('units', () => {
  test.each<[Prop, string]>([
    ['sessionDuration', '900000000000ns'],
    ['sessionDuration', '900000000us'],
    ['sessionDuration', '900000000\u00b5s'],
    ['sessionDuration', '900000000\u03bcs'],
    ['sessionDuration', '900000ms'],
    ['sessionDuration', '900s'],
    ['sessionDuration', '1h15m30s'],
    ['userSeatExpirationInactiveTime', '2628000s'],
    ['warpAuthSessionDuration', '90m'],
    ['warpAuthSessionDuration', '1h30m'],
    ['mfa.sessionDuration', '90m'],
    ['mfa.sessionDuration', '1h30m'],
    ['mfa.amrMatchingSessionDuration', '90m'],
    ['mfa.amrMatchingSessionDuration', '1h30m'],
  ])('%s accepts %s', (prop, duration) => {
    expect(found(prop, duration)).toEqual(NOTHING);
  });

  describe.each<Prop>(['warpAuthSessionDuration', 'mfa.sessionDuration', 'mfa.amrMatchingSessionDuration'])(
    '%s accepts hours and minutes only',
    (prop) => {
      test.each([
        ['3600000000000ns', 'ns'],
        ['3600000000us', 'us'],
        ['3600000000\u00b5s', '\u00b5s'],
        ['3600000000\u03bcs', '\u03bcs'],
        ['3600000ms', 'ms'],
        ['3600s', 's'],
        ['59m60s', 's'],
      ])('rejects %s, even if the rule is acknowledged', (duration, unit) => {
        const errors = errorMessages(prop, duration);
        expect(errors).toEqual([expect.stringContaining(`(unit '${unit}' is not allowed)`)]);
        expect(errors.map(suggestionIn)).toEqual(['1h']);
        expect(hardErrors(prop, duration)).toEqual([violation(prop)]);
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
    ['warpAuthSessionDuration', '2160h'],
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
  ])('%s accepts %s', (prop, duration) => {
    expect(found(prop, duration)).toEqual(NOTHING);
  });

  test.each<[Prop, string, string]>([
    ['userSeatExpirationInactiveTime', '729h59m', '730h'],
    ['userSeatExpirationInactiveTime', '729h59m59s999999999ns', '730h'],
    ['mfa.sessionDuration', '720h1m', '720h'],
    ['mfa.sessionDuration', '43201m', '720h'],
    ['mfa.amrMatchingSessionDuration', '720h1m', '720h'],
    ['mfa.amrMatchingSessionDuration', '43201m', '720h'],
  ])('%s rejects %s and suggests %s, even if the rule is acknowledged', (prop, duration, limit) => {
    expect(found(prop, duration)).toEqual({ errors: [violation(prop)], warnings: [] });
    expect(errorMessages(prop, duration).map(suggestionIn)).toEqual([limit]);
    expect(hardErrors(prop, duration)).toEqual([violation(prop)]);
  });

  test.each<[Prop, string, string]>([
    ['sessionDuration', '0s', '15m'],
    ['sessionDuration', '14m59s', '15m'],
    ['sessionDuration', '899999999999ns', '15m'],
    ['sessionDuration', '730h1ns', '730h'],
    ['sessionDuration', '731h', '730h'],
    ['userSeatExpirationInactiveTime', '8760h1ns', '8760h'],
    ['userSeatExpirationInactiveTime', '8761h', '8760h'],
    ['warpAuthSessionDuration', '0m', '1m'],
    ['warpAuthSessionDuration', '0h0m', '1m'],
    ['warpAuthSessionDuration', '2160h1m', '2160h'],
    ['warpAuthSessionDuration', '2562047h', '2160h'], // the longest Go duration in whole hours
  ])('%s rejects %s and suggests %s, unless the rule is acknowledged', (prop, duration, limit) => {
    expect(found(prop, duration)).toEqual({ errors: [violation(prop)], warnings: [] });
    expect(errorMessages(prop, duration).map(suggestionIn)).toEqual([limit]);
    expect(hardErrors(prop, duration)).toEqual([]);
  });

  test.each<[Prop, string]>([
    ['mfa.sessionDuration', '0'],
    ['mfa.sessionDuration', '+0'],
    ['mfa.sessionDuration', '-0'], // Go has no negative zero
    ['mfa.sessionDuration', '0.0h'],
    ['mfa.sessionDuration', '720.0h'],
    ['mfa.amrMatchingSessionDuration', '0'],
    ['warpAuthSessionDuration', '0.5m'], // more than nothing
    ['warpAuthSessionDuration', '2160.0h'],
    ['userSeatExpirationInactiveTime', '730.0h'],
    ['sessionDuration', '0.25h'],
    ['sessionDuration', '1.5h'],
  ])('%s accepts %s in a notation that is not documented', (prop, duration) => {
    expect(found(prop, duration)).toEqual({ errors: [], warnings: [notation(prop)] });
  });

  test.each<[Prop, string]>([
    ['sessionDuration', '0'],
    ['sessionDuration', '730.5h'],
    ['userSeatExpirationInactiveTime', '1.5h'],
    ['userSeatExpirationInactiveTime', '+8761h'],
    ['warpAuthSessionDuration', '0'],
    ['warpAuthSessionDuration', '2160.5h'],
    ['mfa.sessionDuration', '720.1h'],
    ['mfa.amrMatchingSessionDuration', '+721h'],
  ])('%s is limited for %s, even if its notation is acknowledged', (prop, duration) => {
    const construct = organization(FIELDS[prop].props(duration));
    Acknowledgements.of(construct).add({ rule: `${FIELDS[prop].id}-notation`, reason: 'Go accepts it' });
    expect(findings(construct)).toEqual({ errors: [violation(prop)], warnings: [] });
  });

  test('an acknowledged limit does not acknowledge the notation', () => {
    const construct = organization({ sessionDuration: '730.5h' });
    Acknowledgements.of(construct).add({ rule: 'session-duration', reason: 'agreed with Cloudflare support' });
    expect(findings(construct)).toEqual({ errors: [], warnings: [notation('sessionDuration')] });
  });
});

describe('the suggestion', () => {
  /** All suggestions for one duration, which must not contradict each other. */
  const suggestions = (prop: Prop, duration: string) => new Set(allMessages(prop, duration).map(suggestionIn));

  test.each<[Prop, string, string]>([
    ['sessionDuration', '1.5h', '1h30m'],
    ['sessionDuration', '.5h', '30m'],
    ['sessionDuration', '+1h', '1h'],
    ['warpAuthSessionDuration', '-1h', '1h'],
    ['mfa.sessionDuration', '0', '0m'],
    ['mfa.sessionDuration', '60s', '1m'],
  ])('for %s %j is %s, the same duration', (prop, duration, suggested) => {
    expect(suggestions(prop, duration)).toEqual(new Set([suggested]));
  });

  test.each<[Prop, string, string]>([
    ['sessionDuration', '15.5m', '16m'],
    ['mfa.sessionDuration', '0.5m', '1m'],
    ['mfa.sessionDuration', '59s', '1m'],
    ['mfa.sessionDuration', '61s', '2m'],
    ['mfa.sessionDuration', '1h1ns', '1h1m'],
    ['mfa.sessionDuration', '719h59m59s', '720h'],
  ])('for %s %j is %s, rounded up to a minute', (prop, duration, suggested) => {
    expect(suggestions(prop, duration)).toEqual(new Set([suggested]));
  });

  test.each<[Prop, string, string]>([
    ['sessionDuration', '30d', '720h'],
    ['sessionDuration', '24', '24h'],
    ['userSeatExpirationInactiveTime', '45d', '1080h'],
    ['userSeatExpirationInactiveTime', '-800h', '800h'],
    ['userSeatExpirationInactiveTime', '52w', '8736h'],
    ['warpAuthSessionDuration', '45d', '1080h'],
    ['mfa.amrMatchingSessionDuration', '1 day', '24h'],
  ])('for %s %j is %s, which was probably meant', (prop, duration, suggested) => {
    expect(suggestions(prop, duration)).toEqual(new Set([suggested]));
  });

  test.each<[Prop, string, string]>([
    ['sessionDuration', '0', '15m'],
    ['sessionDuration', '-1m', '15m'],
    ['sessionDuration', '5 minutes', '15m'],
    ['sessionDuration', '31d', '730h'],
    ['userSeatExpirationInactiveTime', '1.5h', '730h'],
    ['userSeatExpirationInactiveTime', '30d', '730h'],
    ['userSeatExpirationInactiveTime', '53w', '8760h'],
    ['warpAuthSessionDuration', '0', '1m'],
    ['warpAuthSessionDuration', '0s', '1m'],
    ['warpAuthSessionDuration', '0.5s', '1m'],
    ['warpAuthSessionDuration', '20000w', '2160h'],
    ['mfa.sessionDuration', '45d', '720h'],
    ['mfa.amrMatchingSessionDuration', '45d', '720h'],
  ])('for %s %j is %s, the nearest limit', (prop, duration, suggested) => {
    expect(suggestions(prop, duration)).toEqual(new Set([suggested]));
  });

  test.each(['', 'soon', '1h30', '24:00', '1 month', '1y', 'P1Y', '1.5 days', '1h 2m', '2562048h'])(
    'for %j is one day, or the minimum if that is longer',
    (duration) => {
      const expected: Partial<Record<Prop, string>> = { userSeatExpirationInactiveTime: '730h' };
      for (const prop of DURATION_PROPS) {
        expect(suggestions(prop, duration)).toEqual(new Set([expected[prop] ?? '24h']));
      }
    },
  );
});

test('the error about -1h explains that it is negative', () => {
  expect(errorMessages('sessionDuration', '-1h')).toEqual([expect.stringContaining('(negative)')]);
});

test('durations are optional', () => {
  const props = { sessionDuration: undefined, warpAuthSessionDuration: undefined, mfa: undefined };
  expect(findingsOf({ ...props, userSeatExpirationInactiveTime: undefined })).toEqual(NOTHING);
});

describe('warp-needs-session-duration', () => {
  const VIOLATION: Findings = { errors: ['warp-needs-session-duration allowAuthenticateViaWarp'], warnings: [] };

  test.each<[string, Props]>([
    ['without a duration', {}],
    ['with another unmanaged setting', { unmanaged: [OrganizationSetting.SESSION_DURATION] }],
  ])('rejects authentication via WARP %s', (_, props) => {
    expect(findingsOf({ allowAuthenticateViaWarp: true, ...props })).toEqual(VIOLATION);
  });

  test.each<[string, Props]>([
    ['authentication via WARP with a duration', { allowAuthenticateViaWarp: true, warpAuthSessionDuration: '12h' }],
    [
      'authentication via WARP with an unmanaged duration',
      { allowAuthenticateViaWarp: true, unmanaged: [OrganizationSetting.WARP_AUTH_SESSION_DURATION] },
    ],
    [
      'authentication via WARP with a duration that lifecycle.ignoreChanges keeps',
      { allowAuthenticateViaWarp: true, lifecycle: { ignoreChanges: ['warp_auth_session_duration'] } },
    ],
    ['no authentication via WARP', { allowAuthenticateViaWarp: false }],
    ['a duration without authentication via WARP', { allowAuthenticateViaWarp: false, warpAuthSessionDuration: '12h' }],
    ['unmanaged authentication via WARP', { unmanaged: [OrganizationSetting.ALLOW_AUTHENTICATE_VIA_WARP] }],
    ['an organization without these settings', {}],
  ])('accepts %s', (_, props) => {
    expect(findingsOf(props)).toEqual(NOTHING);
  });

  test.each(UNRESOLVED_BOOLEANS)('accepts %s for allowAuthenticateViaWarp', (_, value) => {
    expect(findings(withVariables((variables) => ({ allowAuthenticateViaWarp: value(variables) })))).toEqual(NOTHING);
  });

  test.each(UNRESOLVED_TEXTS)('accepts %s as the duration', (_, value) => {
    const construct = withVariables((variables) => ({
      allowAuthenticateViaWarp: true,
      warpAuthSessionDuration: value(variables),
    }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});
