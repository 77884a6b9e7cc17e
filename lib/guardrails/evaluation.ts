import type { IConstruct } from 'constructs';
import { GuardrailLevel, type OrganizationGuardrailsProps, UnresolvedHandling } from '../guardrail-props';
import { attributeOf } from '../provider/rendered-settings';
import type { OrganizationView } from '../rules/rule';
import type { RenderedSettings } from '../settings/provenance';
import { settingRow } from '../settings/settings-table';
import { formatFinding, show } from '../values/messages';
import { stateOf } from '../values/state';
import {
  GUARDRAILS,
  type Guardrail,
  type GuardrailCheck,
  type GuardrailFinding,
  unmanagedFinding,
} from './guardrails-table';
import { daysLeft, type PlacedWaiver, today, waiversFor } from './waiver-matching';

/** Guardrails that were applied to a scope, including those of another copy of this package. */
export interface AppliedGuardrails {
  /** @internal */
  readonly _limits: OrganizationGuardrailsProps;
}

const STATE = Symbol.for('cdktf-cloudflare-zero-trust/guardrails');

interface WithGuardrails extends IConstruct {
  readonly [STATE]?: ReadonlySet<AppliedGuardrails>;
}

/** Applies guardrails to a scope and everything below it. */
export function applyGuardrails(scope: IConstruct, guardrails: AppliedGuardrails): void {
  stateOf(scope, STATE, () => new Set<AppliedGuardrails>()).add(guardrails);
}

/** The guardrails that apply to a construct: its own and those of the scopes above it, each once. */
export function guardrailsFor(construct: IConstruct): AppliedGuardrails[] {
  return [...new Set(construct.node.scopes.flatMap((scope) => [...((scope as WithGuardrails)[STATE] ?? [])]))];
}

/** A guardrail that is required by limits, with its check. */
export interface RequiredGuardrail extends Omit<Guardrail, 'check'> {
  readonly check: GuardrailCheck;
}

/** The guardrails that limits require. */
export function requiredGuardrails(limits: OrganizationGuardrailsProps): RequiredGuardrail[] {
  return GUARDRAILS.flatMap((guardrail) => {
    const check = guardrail.check(limits);
    return check ? [{ ...guardrail, check }] : [];
  });
}

/** A guardrail that an organization does not satisfy. */
export interface GuardrailResult {
  readonly guardrails: AppliedGuardrails;
  /** The id of the guardrail. */
  readonly guardrail: string;
  readonly outcome: 'indeterminate' | 'violated' | 'waived';
  /** How it is reported; undefined if it is not. */
  readonly level?: 'error' | 'warning';
  readonly message: string;
  /** The waiver that applies, or an expired one. */
  readonly waiver?: PlacedWaiver;
}

/** The organization to evaluate, and its resource, for which waivers are looked up. */
type Target = OrganizationView & { readonly resource: IConstruct };

/** Evaluates guardrails for an organization. */
export function evaluateGuardrails(
  organization: Target,
  guardrails: AppliedGuardrails,
  required: readonly RequiredGuardrail[],
): GuardrailResult[] {
  const { rendered } = organization;
  return rendered === undefined
    ? []
    : required.flatMap((guardrail) =>
        findingsOf(guardrail, guardrails._limits.name, rendered).map((finding) =>
          resultOf(finding, organization, guardrails, guardrail.id),
        ),
      );
}

/** The findings of a guardrail. A setting that the API does not support at zone scope is not checked there. */
function findingsOf(
  { setting, props, check }: RequiredGuardrail,
  name: string,
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
  return ignored.length > 0 ? ignored.map((prop) => unmanagedFinding(name, prop)) : check(rendered);
}

function resultOf(
  finding: GuardrailFinding,
  organization: Target,
  guardrails: AppliedGuardrails,
  guardrail: string,
): GuardrailResult {
  const reported = reportedLevel(finding, guardrails._limits);
  const waivers = reported === undefined ? [] : waiversFor(organization.resource, guardrail);
  const day = waivers.length === 0 ? '' : today(organization.resource);
  const valid = waivers.find(({ waiver }) => daysLeft(waiver, day) >= 0);
  const outcome = finding.isIndeterminate ? 'indeterminate' : 'violated';
  return {
    guardrails,
    guardrail,
    outcome: valid === undefined ? outcome : 'waived',
    level: valid === undefined ? reported : undefined,
    waiver: valid ?? waivers[0],
    message: messageOf(finding, organization, guardrail, valid === undefined ? waivers[0] : undefined),
  };
}

function reportedLevel(
  { isIndeterminate }: GuardrailFinding,
  { level = GuardrailLevel.ERROR, onUnresolved = UnresolvedHandling.WARNING }: OrganizationGuardrailsProps,
): 'error' | 'warning' | undefined {
  const reported = isIndeterminate ? onUnresolved : level;
  return reported === UnresolvedHandling.PASS ? undefined : reported;
}

function messageOf(
  finding: GuardrailFinding,
  { declared }: Target,
  guardrail: string,
  expired: PlacedWaiver | undefined,
): string {
  const prop = declared === undefined ? attributeOf(finding.prop) : finding.prop;
  const message = formatFinding({ ...finding, prop, fix: `${finding.fix} or add a waiver` });
  const { reason, expires = '' } = expired?.waiver ?? {};
  const expiry = expired === undefined ? '' : ` The waiver ${show(reason)} expired on ${expires}.`;
  return `${message}${expiry} [guardrail ${guardrail}]`;
}
