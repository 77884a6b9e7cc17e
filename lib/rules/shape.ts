/**
 * The types of the props, for callers without a type checker: a value of the wrong type would crash the library
 * or be dropped without a word.
 */
import {
  MfaAuthenticator,
  MfaPreset,
  OrganizationSetting,
  PivPinPolicy,
  PivTouchPolicy,
  ServiceTokenAction,
  SshKeyType,
} from '../organization-props';
import type { Finding, Severity } from './rule';
import { show } from './text';

/** Whether a value is a token of CDKTF's: such a value has every type. */
type IsToken = (value: unknown) => boolean;

type Check = (prop: string, value: unknown, isToken: IsToken) => Finding[];

/** What the documentation says about the two checks here; they throw, so that nothing is built on such values. */
export const SHAPE_RULES: readonly {
  id: string;
  guards: string;
  severity: Severity;
  statement: string;
  source: string;
}[] = [
  {
    id: 'prop-type',
    guards: 'every prop',
    severity: 'hard',
    statement: 'each prop has the type of its documentation; `null` is no value: leave the prop out. Thrown at once',
    source: 'the typed API, for callers without a type checker',
  },
  {
    id: 'prop-unknown',
    guards: 'every prop',
    severity: 'hard',
    statement: 'each prop is one of the documented ones: a misspelt one would be dropped. Thrown at once',
    source: 'the typed API, for callers without a type checker',
  },
];

const text: Check = (prop, value, isToken) =>
  typeof value === 'string' || isToken(value) ? [] : wrongType(prop, value, 'text', 'it in quotes');

const flag: Check = (prop, value, isToken) => (isToken(value) ? [] : literalFlag(prop, value, isToken));

const literalFlag: Check = (prop, value) =>
  typeof value === 'boolean' ? [] : wrongType(prop, value, 'true or false', 'it without quotes');

const number: Check = (prop, value, isToken) =>
  (typeof value === 'number' && Number.isFinite(value)) || isToken(value)
    ? []
    : wrongType(prop, value, 'a number', 'it in digits, without quotes');

const object: Check = (prop, value) =>
  typeof value === 'object' && value !== null ? [] : wrongType(prop, value, 'an object of CDKTF', 'one');

function oneOf(values: Readonly<Record<string, string>>): Check {
  const allowed = Object.values(values);
  return (prop, value) => {
    if (typeof value === 'string' && allowed.includes(value)) {
      return [];
    }
    const meant = allowed.find(
      (name) =>
        name ===
        String(value)
          .trim()
          .toLowerCase()
          .replace(/[\s-]+/g, '_'),
    );
    return wrongType(prop, value, `one of ${allowed.join(', ')}`, meant === undefined ? 'one of them' : show(meant));
  };
}

/** One of the values, or one that only the engine knows. */
function oneOfOrToken(values: Readonly<Record<string, string>>): Check {
  const literal = oneOf(values);
  return (prop, value, isToken) => (isToken(value) ? [] : literal(prop, value, isToken));
}

function listOf(element: Check): Check {
  return (prop, value, isToken) => {
    if (!Array.isArray(value)) {
      return isToken(value) ? [] : wrongType(prop, value, 'a list', 'it in square brackets');
    }
    if (value.length === 1 && isToken(value)) {
      return [];
    }
    return Array.from(value, (member, index) => {
      const name = `${prop}[${index}]`;
      return isToken([member]) && !isToken(member)
        ? [
            {
              prop: name,
              problem:
                'received a list that is known to the engine only; CDKTF cannot add to it: write Fn.concat([list, [...]])',
            },
          ]
        : element(name, member, isToken);
    }).flat();
  };
}

function struct(fields: Readonly<Record<string, Check>>): Check {
  return (prop, value, isToken) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || isToken(value)) {
      const received = isToken(value) ? 'a value that is known to the engine only' : value;
      return wrongType(prop, received, 'a struct', `{ ${Object.keys(fields)[0]}: … }`);
    }
    return Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .flatMap(([key, member]) => {
        const name = prop === '' ? key : `${prop}.${key}`;
        const check = Object.hasOwn(fields, key) ? fields[key] : undefined;
        return check ? check(name, member, isToken) : unknownProp(name, key, Object.keys(fields));
      });
  };
}

function wrongType(prop: string, value: unknown, allowed: string, fix: string): Finding[] {
  const hint = value === null ? 'leave the prop out' : `write ${fix}`;
  return [{ prop, problem: `received ${show(value)}; allowed: ${allowed}: ${hint} [prop-type]` }];
}

function unknownProp(prop: string, key: string, names: readonly string[]): Finding[] {
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const meant = names.find((name) => plain(name) === plain(key));
  const fix = meant === undefined ? 'leave it out' : `write ${meant}`;
  return [
    { prop: show(prop).slice(1, -1), problem: `is no prop; allowed: ${names.join(', ')}: ${fix} [prop-unknown]` },
  ];
}

const checkProps = struct({
  accountId: text,
  zoneId: text,
  name: text,
  authDomain: text,
  sessionDuration: text,
  warpAuthSessionDuration: text,
  userSeatExpirationInactiveTime: text,
  allowAuthenticateViaWarp: flag,
  autoRedirectToIdentity: flag,
  readOnlyLock: struct({ reason: text, locked: flag }),
  mfa: struct({
    preset: oneOf(MfaPreset),
    allowedAuthenticators: listOf(oneOfOrToken(MfaAuthenticator)),
    sessionDuration: text,
    requiredForAllApps: flag,
    amrMatchingSessionDuration: text,
    requiredAaguids: text,
    pivKeyRequirements: struct({
      pinPolicy: oneOfOrToken(PivPinPolicy),
      touchPolicy: oneOfOrToken(PivTouchPolicy),
      requireFipsDevice: flag,
      sshKeySize: listOf(number),
      sshKeyType: listOf(oneOfOrToken(SshKeyType)),
    }),
  }),
  denyUnmatchedRequests: struct({ enabled: flag, exemptedZoneNames: listOf(text) }),
  customPages: struct({ forbidden: text, identityDenied: text }),
  loginDesign: struct({ backgroundColor: text, textColor: text, logoPath: text, headerText: text, footerText: text }),
  serviceTokenInactivity: struct({
    action: oneOfOrToken(ServiceTokenAction),
    inactivityThresholdDays: number,
    enabled: flag,
  }),
  strictServiceTokenAuth: flag,
  warpAuthNonBrowser401: flag,
  unmanaged: listOf(oneOf(OrganizationSetting)),
  importExisting: literalFlag,
  preventDestroy: literalFlag,
  migrateFrom: text,
  provider: object,
  dependsOn: listOf(object),
  lifecycle: object,
});

/** What is wrong with the types and names of the props, a line each. */
export function shapeProblems(props: unknown, isToken: IsToken): string[] {
  return checkProps('', props, isToken).map(({ prop, problem }) => `${prop || 'props'}: ${problem}`);
}
