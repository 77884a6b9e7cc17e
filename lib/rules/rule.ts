import type { TerraformResource } from 'cdktf';
import type { LiveCheck } from '../organization-props';
import type { VersionFit } from '../provider/provider-version';
import type { DeclaredSettings } from '../settings/declared-settings';
import type { EffectiveSettings } from '../settings/effective-settings';
import type { RenderedSettings } from '../settings/provenance';
import { keysOf } from '../settings/settings-table';
import { type Finding, show } from '../values/messages';
import { valueAt } from '../values/structs';
import { resolvedText } from '../values/unresolved';

/** An organization that is evaluated: a `ZeroTrustOrganization`, or a bare resource. */
export interface EvaluatedOrganization {
  /** The path in the construct tree. */
  readonly path: string;
  /** The resource: rules read the meta-arguments and blocks that are not settings from it. */
  readonly resource: TerraformResource;
  /** The address of the resource in the stack's module. */
  readonly address: string;
  /** The settings that the props declare; undefined for a bare resource. */
  readonly declared?: DeclaredSettings;
  /** The settings that the resource renders, including overrides; undefined if the resource was moved away. */
  readonly rendered?: RenderedSettings;
  /** Paths of other organizations in this app with the same account id. */
  readonly sameAccount: readonly string[];
  /** Paths of organizations of other accounts in this app with the same login domain. */
  readonly sameDomain: readonly string[];
  /** Paths of other organizations with the same address in the stack. */
  readonly sameAddress: readonly string[];
  /** How the settings relate to the provider version of the stack. */
  readonly versionFit: VersionFit;
  /** The live checks that the engine runs, whatever overrides change. */
  readonly liveChecks: readonly LiveCheck[];
}

/**
 * The severity of a rule: `hard`, the API, the engine or this library rejects the value, or it would be lost;
 * `documented`, it is outside a limit or format that Cloudflare documents; `warning`, it works but carries a risk.
 */
export type Severity = 'documented' | 'hard' | 'warning';

/**
 * What shows that a rule is right: the engine or the provider rejects the value or misunderstands it, the API's schema or
 * one of its error codes rules it out, this library's own contract forbids it, or documentation advises against it.
 */
type Evidence = 'API error' | 'API schema' | 'contract' | 'documentation' | 'engine' | 'provider';

/** Documentation alone does not justify a hard error, and what the library's contract forbids is always one. */
type SeverityAndEvidence =
  | { readonly severity: 'hard'; readonly evidence: Exclude<Evidence, 'documentation'> }
  | { readonly severity: Exclude<Severity, 'hard'>; readonly evidence: Exclude<Evidence, 'contract'> };

/** The documentation of a rule. */
export type RuleDescription = SeverityAndEvidence & {
  /** The id, part of the public contract. */
  readonly id: string;
  /** The props that the rule checks; empty for all settings. */
  readonly props: readonly string[];
  /** What must hold, in one line. */
  readonly statement: string;
  /** The source of this fact; for a rule of the library's contract, what the rule protects. */
  readonly source: string;
};

/** A row of the rules table. */
export type Rule = RuleDescription & {
  /** Whether it checks the organization's own props, before they are merged over the blueprint's settings. */
  readonly checksOwnProps?: true;
  readonly check: Check;
};

/** A finding of a rule. The prop is the first one of the rule unless another one is given. */
export type RuleFinding = Omit<Finding, 'prop'> & Partial<Pick<Finding, 'prop'>>;

/** The settings that rules evaluate. */
export interface EvaluatedSettings extends Omit<DeclaredSettings, 'effective'> {
  /** The settings of the props, with defaults and before overrides. */
  readonly declared: EffectiveSettings;
  /** The settings that are rendered, including overrides and aspects. */
  readonly effective: EffectiveSettings;
  /** What the resource renders besides the values of settings. */
  readonly rendered: RenderedSettings;
}

type Check = (
  settings: EvaluatedSettings,
  organization: EvaluatedOrganization,
  props: readonly string[],
) => readonly RuleFinding[];

const NONE: readonly RuleFinding[] = [];

/** One finding if a condition holds. */
export function findingIf(condition: boolean, finding: () => RuleFinding): readonly RuleFinding[] {
  return condition ? [finding()] : NONE;
}

/** A problem with a text, if any. */
export type TextProblem = Pick<Finding, 'fix' | 'problem'> | '' | false | undefined;

/** Checks the values of the rule's props, which are text; by default, those that are rendered and resolved. */
export function checkTexts(
  problemOf: (text: string) => TextProblem,
  read: (value: unknown) => string | undefined = resolvedText,
  values: 'declared' | 'effective' = 'effective',
): Check {
  return (settings, _, props) => {
    const findings: RuleFinding[] = [];
    for (const prop of props) {
      const text = read(valueAt(settings[values], keysOf(prop)));
      const problem = text !== undefined && problemOf(text);
      if (problem) {
        findings.push({ prop, received: show(text), ...problem });
      }
    }
    return findings;
  };
}
