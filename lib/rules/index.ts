import { ACCESS_RULES } from './access';
import { ADOPTION_RULES } from './adoption';
import { APPEARANCE_RULES } from './appearance';
import { FREE_TEXT_RULES } from './free-text';
import { IDENTITY_RULES } from './identity';
import { MFA_RULES } from './mfa';
import type { Rule, Severity, Subject } from './rule';
import { SESSION_RULES } from './sessions';
import { show } from './text';

/** Every rule: the documentation's page of rules is made from this table. */
export const RULES: readonly Rule[] = [
  ...IDENTITY_RULES,
  ...SESSION_RULES,
  ...MFA_RULES,
  ...ACCESS_RULES,
  ...APPEARANCE_RULES,
  ...FREE_TEXT_RULES,
  ...ADOPTION_RULES,
];

/** Something a rule found, as the user reads it. */
export interface Problem {
  readonly rule: string;
  readonly severity: Severity;
  /** One line: the prop, what was received, what is allowed, the fix and the rule's id. */
  readonly message: string;
}

/** Holds an organization against every rule. */
export function problemsOf(subject: Subject): Problem[] {
  const problems: Problem[] = [];
  for (const { id, severity, check } of RULES) {
    for (const { prop, problem, isOwn } of check(subject)) {
      const saying = subject.saying(prop);
      const source = saying.by === 'blueprint' && !isOwn ? ` (from the blueprint ${show(saying.name)})` : '';
      problems.push({ rule: id, severity, message: `${prop}${source}: ${problem} [${id}]` });
    }
  }
  return problems;
}
