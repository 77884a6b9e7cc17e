import type { IConstruct } from 'constructs';
import { GuardrailLevel, type OrganizationGuardrailsProps, UnresolvedHandling } from '../guardrail-props';
import { attributeOf } from '../provider/rendered-settings';
import type { EvaluatedOrganization } from '../rules/rule';
import type { RenderedSettings } from '../settings/provenance';
import { settingRow } from '../settings/settings-table';
import { formatFinding } from '../values/messages';
import { stateOf } from '../values/state';
import { customGuardrail } from './custom-rules';
import { GUARDRAILS, type GuardrailFinding, type RequiredGuardrail, unmanagedFinding } from './guardrails-table';
import { type PlacedWaiver, today, waiverProblem, waiversFor } from './waiver-matching';

/** Guardrails that were applied to a scope, including those of another copy of this package. */
export interface AppliedGuardrails {
  /** @internal */
  readonly _limits: OrganizationGuardrailsProps;
}

const STATE = Symbol.for('cloudflare-zero-trust/guardrails');
const ALL = Symbol.for('cloudflare-zero-trust/all-guardrails');

interface WithGuardrails extends IConstruct {
  readonly [STATE]?: ReadonlySet<AppliedGuardrails>;
}

/** Applies guardrails to a scope and everything below it. */
export function applyGuardrails(scope: IConstruct, guardrails: AppliedGuardrails): void {
  for (const [construct, key] of [
    [scope, STATE],
    [scope.node.root, ALL],
  ] as const) {
    stateOf(construct, key, () => new Set<AppliedGuardrails>()).add(guardrails);
  }
}

/** The ids of all guardrails, and of the custom rules that are applied anywhere in an app. */
export function guardrailIds({ node: { root } }: IConstruct): string[] {
  const applied = [...stateOf(root, ALL, () => new Set<AppliedGuardrails>())];
  const customRules = applied.flatMap(({ _limits: { rules = [] } }) => rules);
  return [...new Set([...GUARDRAILS, ...customRules].map(({ id }) => id))];
}

/** The guardrails that apply to a construct: its own and those of the scopes above it, each once. */
export function guardrailsFor(construct: IConstruct): AppliedGuardrails[] {
  return [...new Set(construct.node.scopes.flatMap((scope) => [...((scope as WithGuardrails)[STATE] ?? [])]))];
}

/** The guardrails that limits require, and the custom rules. */
export function requiredGuardrails(limits: OrganizationGuardrailsProps): RequiredGuardrail[] {
  const builtIn = GUARDRAILS.flatMap((guardrail) => {
    const check = guardrail.check(limits);
    return check ? [{ ...guardrail, limit: limits[guardrail.limit], check }] : [];
  });
  return [...builtIn, ...(limits.rules ?? []).map((rule) => customGuardrail(limits.name, rule))];
}

/** A guardrail that an organization does not satisfy. */
export interface GuardrailResult {
  readonly guardrails: AppliedGuardrails;
  /** The id of the guardrail. */
  readonly guardrail: string;
  /** The prop that the finding is about. */
  readonly prop: string;
  readonly outcome: 'indeterminate' | 'violated' | 'waived';
  /** How it is reported; undefined if it is not. */
  readonly level?: 'error' | 'warning';
  readonly message: string;
  /** The waiver that applies, or one that has expired or is not accepted. */
  readonly waiver?: PlacedWaiver;
}

/**
 * Evaluates guardrails for an organization.
 *
 * @param organization the organization
 * @param guardrails the guardrails that apply to it
 * @param required the guardrails that are required
 * @param invalidProps props that violate rules, for which a waiver would not suffice
 */
export function evaluateGuardrails(
  organization: EvaluatedOrganization,
  guardrails: AppliedGuardrails,
  required: readonly RequiredGuardrail[],
  invalidProps: ReadonlySet<string>,
): GuardrailResult[] {
  const { rendered } = organization;
  return rendered === undefined
    ? []
    : required.flatMap((guardrail) =>
        findingsOf(guardrail, guardrails._limits.name, organization, rendered).map((finding) =>
          resultOf(finding, organization, guardrails, guardrail.id, invalidProps),
        ),
      );
}

/** The findings of a guardrail. A setting that the API does not support at zone scope is not checked there. */
function findingsOf(
  { setting, props, check }: RequiredGuardrail,
  name: string,
  organization: EvaluatedOrganization,
  rendered: RenderedSettings,
): readonly GuardrailFinding[] {
  const { accountId, zoneId } = rendered.settings;
  if (setting !== undefined && accountId === undefined && zoneId !== undefined && !settingRow(setting).atZone) {
    return [];
  }
  if (setting !== undefined && rendered.unmanaged.includes(setting)) {
    return [unmanagedFinding(name, setting)];
  }
  const ignored = props.filter((prop) => rendered.ignored.has(prop));
  return ignored.length > 0 ? ignored.map((prop) => unmanagedFinding(name, prop)) : check(rendered, organization);
}

function resultOf(
  finding: GuardrailFinding,
  organization: EvaluatedOrganization,
  guardrails: AppliedGuardrails,
  guardrail: string,
  invalidProps: ReadonlySet<string>,
): GuardrailResult {
  const limits = guardrails._limits;
  const reported = reportedLevel(finding, limits);
  const waivers = reported === undefined ? [] : waiversFor(organization.resource, guardrail);
  const problems = waivers.map(({ waiver, scope }) => waiverProblem(waiver, limits, today(scope)));
  const valid = waivers.find((_, index) => problems[index] === undefined);
  const outcome = finding.isIndeterminate ? 'indeterminate' : 'violated';
  return {
    guardrails,
    guardrail,
    prop: finding.prop,
    outcome: valid === undefined ? outcome : 'waived',
    level: valid === undefined ? reported : undefined,
    waiver: valid ?? waivers[0],
    message: messageOf(finding, organization, guardrail, {
      canBeWaived: !invalidProps.has(finding.prop),
      waiverProblem: valid === undefined ? problems[0] : undefined,
    }),
  };
}

function reportedLevel(
  { isIndeterminate, isFailure }: GuardrailFinding,
  { level = GuardrailLevel.ERROR, onUnresolved = UnresolvedHandling.WARNING }: OrganizationGuardrailsProps,
): 'error' | 'warning' | undefined {
  if (isFailure) {
    return 'error';
  }
  const reported = isIndeterminate ? onUnresolved : level;
  return reported === UnresolvedHandling.PASS ? undefined : reported;
}

function messageOf(
  finding: GuardrailFinding,
  { declared }: EvaluatedOrganization,
  guardrail: string,
  { canBeWaived, waiverProblem }: { readonly canBeWaived: boolean; readonly waiverProblem: string | undefined },
): string {
  const prop = declared === undefined ? attributeOf(finding.prop) : finding.prop;
  const message = formatFinding({
    ...finding,
    prop,
    fix: canBeWaived ? `${finding.fix} or add a waiver` : finding.fix.replace(/,$/, ''),
  });
  return `${message}${waiverProblem === undefined ? '' : ` ${waiverProblem}.`} [guardrail ${guardrail}]`;
}
