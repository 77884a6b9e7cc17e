/**
 * The types of the props, for callers without a type checker: a value of the wrong type would crash the library
 * or be dropped without a word.
 */
import { DenyUnmatchedRule, GuardrailLevel, GuardrailUnknown } from '../guardrails/guardrail-props';
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
import { isBlank, show } from './text';

/** Whether only the engine knows a value: such a value has every type. */
type IsUnknown = (value: unknown) => boolean;

/** What is wrong with the type or the name of one prop. */
interface ShapeFinding extends Finding {
  readonly rule: 'prop-type' | 'prop-unknown';
}

type Check = (prop: string, value: unknown, isUnknown: IsUnknown) => ShapeFinding[];

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

/** A value of a type, which has to be known now. */
function literal(isOfType: (value: unknown) => boolean, allowed: string, fix: string): Check {
  return (prop, value) => (isOfType(value) ? [] : wrongType(prop, value, allowed, fix));
}

/** A value of a type, or one that only the engine knows; a list of such is a list. */
function orUnknown(check: Check): Check {
  return (prop, value, isUnknown) => (isUnknown(value) && !Array.isArray(value) ? [] : check(prop, value, isUnknown));
}

const isText = (value: unknown): boolean => typeof value === 'string';
const literalText = literal(isText, 'text', 'it in quotes');
const literalFlag = literal((value) => typeof value === 'boolean', 'true or false', 'it without quotes');
const text = orUnknown(literalText);
const flag = orUnknown(literalFlag);
const number = orUnknown(literal(Number.isFinite, 'a number', 'it in digits, without quotes'));

/** A construct, or what stands for one in CDKTF; looking at its `fqn` would fix its logical id. */
const dependable = literal(
  (value) => typeof value === 'object' && value !== null && 'fqn' in value,
  'a construct of CDKTF',
  'one, such as organization.resource',
);
const anything: Check = () => [];

function oneOf(values: Readonly<Record<string, string>>): Check {
  const allowed = Object.values(values);
  return (prop, value) => {
    if (allowed.includes(value as string)) {
      return [];
    }
    const plain = isText(value)
      ? (value as string)
          .trim()
          .toLowerCase()
          .replace(/[\s-]+/g, '_')
      : undefined;
    const meant = allowed.find((name) => name === plain);
    return wrongType(prop, value, `one of ${allowed.join(', ')}`, meant === undefined ? 'one of them' : show(meant));
  };
}

function literalListOf(element: Check): Check {
  return (prop, value, isUnknown) =>
    Array.isArray(value) && !isUnknown(value)
      ? Array.from(value, (member: unknown, index) =>
          checkElement(element, `${prop}[${index}]`, member, isUnknown),
        ).flat()
      : wrongType(prop, value, 'a list', 'it in square brackets');
}

function checkElement(element: Check, prop: string, member: unknown, isUnknown: IsUnknown): ShapeFinding[] {
  const problem = 'received a list that only the engine knows; CDKTF cannot add to it: write Fn.concat([list, [...]])';
  return isUnknown([member]) && !isUnknown(member)
    ? [{ prop, rule: 'prop-type', problem }]
    : element(prop, member, isUnknown);
}

function listOf(element: Check): Check {
  const literalList = literalListOf(element);
  return (prop, value, isUnknown) => (isUnknown(value) ? [] : literalList(prop, value, isUnknown));
}

/** Whether something is a struct: an object that is no list, and none of JavaScript's own such as a Map. */
function isStruct(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function struct(fields: Readonly<Record<string, Check>>): Check {
  return (prop, value, isUnknown) => {
    if (!isStruct(value) || isUnknown(value)) {
      return wrongType(prop, value, 'a struct', `{ ${Object.keys(fields)[0] ?? ''}: … }`);
    }
    return Object.entries(value as object)
      .filter(([, member]) => member !== undefined)
      .flatMap(([key, member]) => {
        const name = prop === '' ? key : `${prop}.${key}`;
        const check = Object.hasOwn(fields, key) ? fields[key] : undefined;
        return check ? check(name, member, isUnknown) : unknownProp(name, key, Object.keys(fields));
      });
  };
}

function wrongType(prop: string, value: unknown, allowed: string, fix: string): ShapeFinding[] {
  const hint = value === null && prop !== '' ? 'leave it out' : `write ${fix}`;
  return [
    { prop: prop || 'props', rule: 'prop-type', problem: `received ${show(value)}; allowed: ${allowed}: ${hint}` },
  ];
}

function unknownProp(prop: string, key: string, names: readonly string[]): ShapeFinding[] {
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const meant = names.find((name) => plain(name) === plain(key));
  const fix = meant === undefined ? 'leave it out' : `write ${meant}`;
  const problem = `is no prop; allowed: ${names.join(', ')}: ${fix}`;
  return [{ prop: show(prop).slice(1, -1) || "''", rule: 'prop-unknown', problem }];
}

const condition = struct({ condition: anything, errorMessage: text });

const SETTINGS = {
  sessionDuration: text,
  warpAuthSessionDuration: text,
  userSeatExpirationInactiveTime: text,
  allowAuthenticateViaWarp: flag,
  autoRedirectToIdentity: flag,
  readOnlyLock: struct({ reason: text, locked: flag }),
  mfa: struct({
    preset: oneOf(MfaPreset),
    allowedAuthenticators: listOf(orUnknown(oneOf(MfaAuthenticator))),
    sessionDuration: text,
    requiredForAllApps: flag,
    amrMatchingSessionDuration: text,
    requiredAaguids: text,
    pivKeyRequirements: struct({
      pinPolicy: orUnknown(oneOf(PivPinPolicy)),
      touchPolicy: orUnknown(oneOf(PivTouchPolicy)),
      requireFipsDevice: flag,
      sshKeySize: listOf(number),
      sshKeyType: listOf(orUnknown(oneOf(SshKeyType))),
    }),
  }),
  denyUnmatchedRequests: struct({ enabled: flag, exemptedZoneNames: listOf(text) }),
  customPages: struct({ forbidden: text, identityDenied: text }),
  loginDesign: struct({ backgroundColor: text, textColor: text, logoPath: text, headerText: text, footerText: text }),
  serviceTokenInactivity: struct({
    action: orUnknown(oneOf(ServiceTokenAction)),
    inactivityThresholdDays: number,
    enabled: flag,
  }),
  strictServiceTokenAuth: flag,
  warpAuthNonBrowser401: flag,
  unmanaged: literalListOf(oneOf(OrganizationSetting)),
};

/** An instance of a class of this library, also of another copy of it. */
function instance(members: readonly string[], allowed: string, fix: string): Check {
  return literal(
    (value) => typeof value === 'object' && value !== null && members.every((member) => member in value),
    allowed,
    fix,
  );
}

const blueprint = instance(['_settings', 'organization'], 'an OrganizationBlueprint', 'new OrganizationBlueprint(…)');
const guardrails = instance(['applyTo', 'visit'], 'OrganizationGuardrails', 'new OrganizationGuardrails(…)');

const checkProps = struct({
  accountId: text,
  zoneId: text,
  name: text,
  authDomain: text,
  ...SETTINGS,
  blueprint,
  importExisting: literalFlag,
  preventDestroy: literalFlag,
  migrateFrom: literalText,
  provider: dependable,
  dependsOn: literalListOf(dependable),
  lifecycle: struct({
    createBeforeDestroy: literalFlag,
    preventDestroy: literalFlag,
    ignoreChanges: (prop, value, isUnknown) =>
      value === 'all' ? [] : literalListOf(literalText)(prop, value, isUnknown),
    replaceTriggeredBy: literalListOf((prop, value, isUnknown) =>
      isText(value) ? [] : dependable(prop, value, isUnknown),
    ),
    precondition: literalListOf(condition),
    postcondition: literalListOf(condition),
  }),
});

const checkBlueprint = struct({
  name: literalText,
  settings: struct(SETTINGS),
  fixed: literalListOf(oneOf(OrganizationSetting)),
  guardrails,
  base: blueprint,
});

const checkGuardrails = struct({
  name: literalText,
  level: oneOf(GuardrailLevel),
  unjudgeable: oneOf(GuardrailUnknown),
  longestSession: literalText,
  shortestMfaSession: literalText,
  longestMfaSession: literalText,
  allowedAuthenticators: literalListOf(oneOf(MfaAuthenticator)),
  phishingResistantOnly: literalFlag,
  mfaRequiredForAllApps: literalFlag,
  lockRequired: literalFlag,
  lockReasonPattern: literalText,
  denyUnmatchedRequests: oneOf(DenyUnmatchedRule),
  seatExpirationRequired: literalFlag,
  allowedAuthDomains: literalListOf(literalText),
  noUnmanagedSettings: literalFlag,
});

/** What each class takes. */
const CHECKS = { organization: checkProps, blueprint: checkBlueprint, guardrails: checkGuardrails };

/** What is wrong with the types and names of the props of a class, a line each. */
export function shapeProblems(of: keyof typeof CHECKS, props: unknown, isUnknown: IsUnknown): string[] {
  return CHECKS[of]('', props, isUnknown).map(({ prop, problem, rule }) => `${prop}: ${problem} [${rule}]`);
}

/** What is wrong with the name of a blueprint or of guardrails, which must be text that people can read. */
export function nameProblems(props: unknown): string[] {
  if (!isStruct(props)) {
    return [];
  }
  const { name } = props as { readonly name?: unknown };
  return name === undefined || (isText(name) && isBlank(name as string))
    ? [`name: received ${show(name)}; allowed: text that is not blank: write what people call it [prop-type]`]
    : [];
}
