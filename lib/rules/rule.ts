import type { EffectiveSettings } from '../defaults';
import type { Saying } from '../layers';
import type { OrganizationSetting, ZeroTrustOrganizationProps } from '../organization-props';

/**
 * How sure the library is that a value is wrong: the API or the engine is known to refuse it (`hard`);
 * Cloudflare's documentation says it should not be (`documented`); it works, at a risk (`warning`).
 */
export type Severity = 'hard' | 'documented' | 'warning';

/** What rules look at. */
export interface Subject {
  /** The props as the user typed them. */
  readonly own: ZeroTrustOrganizationProps;
  /** These, with the settings of the blueprint under them. */
  readonly given: ZeroTrustOrganizationProps;
  /** What will be sent. */
  readonly effective: EffectiveSettings;
  /** Whether only the engine knows a value. */
  readonly isUnknown: (value: unknown) => boolean;
  /** The address of its resource in the state. */
  readonly address: string;
  /** Paths of the other organizations of the same account in this app. */
  readonly twins: readonly string[];
  /** How the settings fit the provider version of the stack. */
  readonly provider: ProviderFit;
  /** The blueprint that fixed a setting. */
  readonly fixedBy: (setting: OrganizationSetting) => string | undefined;
  /** Who says the value of a prop. */
  readonly saying: (prop: string) => Saying;
}

/** How the settings fit the provider version of the stack. */
export interface ProviderFit {
  /** The user's own version constraint, if any. */
  readonly constraint?: string;
  /** Props that need a version which the constraint rules out. */
  readonly unmet: readonly { readonly prop: string; readonly since: string }[];
  /** Unmanaged settings that not every allowed version knows, and the first one that does. */
  readonly unprotected: readonly { readonly setting: string; readonly since: string }[];
  /** The statement that sets a sufficient version. */
  readonly pinStatement: (since: string) => string;
}

/** What a rule found: the prop as the user typed it, and what is wrong with it, what is allowed and the fix. */
export interface Finding {
  readonly prop: string;
  readonly problem: string;
  /** Whether it is about what the organization itself says, whatever its blueprint makes of it. */
  readonly isOwn?: true;
}

/** One row of the table of rules. */
export interface Rule {
  /** Stable: part of the public contract. */
  readonly id: string;
  /** The props it guards, as the documentation shows them. */
  readonly guards: string;
  readonly severity: Severity;
  /** One line, for the documentation. */
  readonly statement: string;
  /** Where the fact comes from. */
  readonly source: string;
  readonly check: (subject: Subject) => readonly Finding[];
}

/** Nearly every rule finds nothing nearly every time. */
const NONE: readonly Finding[] = [];

/** The one finding of a rule, or none. */
export function when(condition: boolean, prop: string, problem: () => string): readonly Finding[] {
  return condition ? [{ prop, problem: problem() }] : NONE;
}
