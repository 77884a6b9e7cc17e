/** Checks the props of `OrganizationGuardrails`. */
import {
  DenyUnmatchedRequirement,
  GuardrailLevel,
  type OrganizationGuardrailsProps,
  UnresolvedHandling,
} from '../guardrail-props';
import { MfaAuthenticator } from '../organization-props';
import { nanosecondsOf } from '../values/go-duration';
import { formatFinding, show } from '../values/messages';
import {
  BOOLEAN,
  checkName,
  checkProps,
  enumOf,
  listOf,
  literal,
  type Shape,
  STRING,
  structOf,
} from '../values/shapes';

type Limits = OrganizationGuardrailsProps;

const SHAPE: Shape = structOf<Limits>({
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
});

/** Checks the types of guardrails' props and, if these are correct, their values; returns one message per problem. */
export function checkLimits(props: Limits): string[] {
  const wrongTypes = [...checkProps('OrganizationGuardrails', SHAPE, props), ...checkName(props)];
  return wrongTypes.length > 0
    ? wrongTypes
    : CHECKS.flatMap(([prop, problemOf, fix]) => {
        const problem = problemOf(props);
        return problem ? [formatFinding({ prop, received: show(props[prop]), problem, fix })] : [];
      });
}

type Check = readonly [prop: keyof Limits, problemOf: (limits: Limits) => string | false, fix: string];

const DURATION_FIX = 'Use a value such as Duration.hours(12)';

const CHECKS: readonly Check[] = [
  ['maxSessionDuration', (limits) => durationProblem(limits.maxSessionDuration), DURATION_FIX],
  ['minMfaSessionDuration', (limits) => durationProblem(limits.minMfaSessionDuration), DURATION_FIX],
  ['maxMfaSessionDuration', (limits) => durationProblem(limits.maxMfaSessionDuration), DURATION_FIX],
  ['minMfaSessionDuration', orderProblem, 'Lower it, or raise maxMfaSessionDuration'],
  ['lockReasonPattern', patternProblem, "Use one such as '[A-Z]+-[0-9]+'"],
  [
    'allowedAuthDomains',
    ({ allowedAuthDomains }) => allowedAuthDomains?.length === 0 && 'allows no login domain',
    "Add one such as 'widget-*.cloudflareaccess.com', or omit it",
  ],
];

function durationProblem(duration: string | undefined): string | false {
  return duration !== undefined && (nanosecondsOf(duration) ?? -1n) < 0n && 'is not a valid duration of zero or more';
}

function orderProblem({ minMfaSessionDuration, maxMfaSessionDuration }: Limits): string | false {
  const [min, max] = [nanosecondsOf(minMfaSessionDuration), nanosecondsOf(maxMfaSessionDuration)];
  const isWrong = min !== undefined && max !== undefined && min > max;
  return isWrong && `exceeds maxMfaSessionDuration ${show(maxMfaSessionDuration)}`;
}

function patternProblem({ lockReasonPattern: pattern }: Limits): string | false {
  try {
    return pattern !== undefined && new RegExp(pattern, 'u').test('') && 'matches every reason';
  } catch (error) {
    return `is not a regular expression (${(error as Error).message})`;
  }
}
