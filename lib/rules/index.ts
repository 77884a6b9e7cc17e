import { SettingSource } from '../organization-props';
import { type DeclaredSettings, sourceOf } from '../settings/declared-settings';
import type { EffectiveSettings } from '../settings/effective-settings';
import type { RenderedSettings } from '../settings/provenance';
import { formatFinding, show } from '../values/messages';
import { ACCESS_RULES } from './access';
import { ADOPTION_RULES } from './adoption';
import { APPEARANCE_RULES } from './appearance';
import { ESCAPE_HATCH_RULES } from './escape-hatches';
import { FREE_TEXT_RULES } from './free-text';
import { IDENTITY_RULES } from './identity';
import { LIVE_RULES } from './live-checks';
import { MANAGEMENT_RULES } from './management';
import { MFA_RULES } from './mfa';
import type { EvaluatedOrganization, Rule, RuleDescription, RuleFinding, Severity } from './rule';
import { SESSION_RULES } from './sessions';

/** The rules table; `docs/rules.md` is generated from it. */
export const RULES: readonly Rule[] = [
  ...IDENTITY_RULES,
  ...SESSION_RULES,
  ...MFA_RULES,
  ...ACCESS_RULES,
  ...APPEARANCE_RULES,
  ...FREE_TEXT_RULES,
  ...MANAGEMENT_RULES,
  ...ADOPTION_RULES,
  ...ESCAPE_HATCH_RULES,
  ...LIVE_RULES,
];

/** The rules that constructors check by throwing. */
export const CONSTRUCTION_RULES: readonly RuleDescription[] = [
  {
    id: 'prop-type',
    props: [],
    severity: 'hard',
    evidence: 'contract',
    statement: 'each prop has its documented type; `null` is not a value. Thrown by the constructor',
    source: 'protects callers without a type checker: the value would crash the library or be dropped silently',
  },
  {
    id: 'prop-unknown',
    props: [],
    severity: 'hard',
    evidence: 'contract',
    statement: 'each prop exists: a misspelled one would be dropped silently. Thrown by the constructor',
    source: 'protects callers without a type checker: the value would crash the library or be dropped silently',
  },
];

/** A rule that an organization violates. */
export interface Violation {
  readonly rule: string;
  readonly severity: Severity;
  /** The prop that the finding is about. */
  readonly prop: string;
  /** Whether the rule is for this prop, and not for all settings alike. */
  readonly isForProp: boolean;
  /** One line: prop and received value, the problem, the fix, the id of the rule. */
  readonly message: string;
}

/** Evaluates all rules for an organization as it is rendered. A bare resource has guardrails only. */
export function evaluateRules(organization: EvaluatedOrganization): Violation[] {
  const { declared, rendered } = organization;
  const violations: Violation[] = [];
  if (declared === undefined || rendered === undefined) {
    return violations;
  }
  const evaluated = { ...declared, declared: declared.effective, effective: withPreset(rendered, declared), rendered };
  for (const rule of RULES) {
    for (const finding of rule.check(evaluated, organization, rule.props)) {
      violations.push(violationOf(rule, finding, declared));
    }
  }
  return violations;
}

function violationOf(
  { id, props, severity, checksOwnProps }: Rule,
  { prop = props[0] ?? '', ...finding }: RuleFinding,
  declared: DeclaredSettings,
): Violation {
  const { source, blueprint } = sourceOf(declared, prop);
  const isInherited = source === SettingSource.BLUEPRINT && !checksOwnProps;
  const origin = isInherited ? `(from blueprint ${show(blueprint)})` : undefined;
  const message = `${formatFinding({ prop, ...finding }, origin)} [${id}]`;
  return { rule: id, severity, prop, isForProp: props.includes(prop), message };
}

/** The rendered settings with the MFA preset, which is not rendered. */
function withPreset({ settings }: RenderedSettings, { effective }: DeclaredSettings): EffectiveSettings {
  const preset = effective.mfa?.preset;
  return settings.mfa === undefined || preset === undefined
    ? settings
    : { ...settings, mfa: { ...settings.mfa, preset } };
}
