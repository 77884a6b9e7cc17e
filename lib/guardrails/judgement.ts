import { Aspects, type IAspect, type TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Inspected } from '../inspected';
import {
  attributeOf,
  isOrganizationResource,
  type RenderedSettings,
  renderedSettings,
} from '../provider/rendered-settings';
import { type Breach, breachesOf, GUARDRAILS, type Guardrail } from '../rules/guardrails';
import { show } from '../rules/text';
import { isUnknown } from '../unknown';
import { GuardrailLevel, GuardrailUnknown, type OrganizationGuardrailsProps } from './guardrail-props';
import { daysLeft, type PlacedWaiver, today, waiversOn } from './waivers';

/** Marks guardrails, also those of another copy of this package. */
export const GUARDRAILS_SYMBOL = Symbol.for('cdktf-cloudflare-zero-trust/OrganizationGuardrails');

/** Guardrails, as they are found on a scope. */
export interface PlacedGuardrails extends IAspect {
  /** @internal */
  readonly _limits: OrganizationGuardrailsProps;
}

/** An organization in the tree: this library's, or a resource of any bindings. */
export interface Judged {
  /** What people know it by: the construct, or the resource when there is none. */
  readonly construct: IConstruct;
  readonly resource: TerraformResource;
  /** What the rules see of it; undefined when it is a bare resource. */
  readonly inspected?: Inspected;
}

/** What a guardrail comes to that an organization does not keep, or that cannot be judged. */
export interface Verdict {
  readonly set: PlacedGuardrails;
  readonly guardrail: string;
  readonly outcome: 'violated' | 'undecided' | 'waived';
  /** What happens; undefined when nothing does. */
  readonly consequence?: 'error' | 'warning';
  readonly message: string;
  /** The waiver that waives it, or that would if it were not void. */
  readonly waiver?: PlacedWaiver;
}

/** The organizations at and below a scope. */
export function organizationsIn(scope: IConstruct): Judged[] {
  return scope.node.findAll().filter(isOrganizationResource).map(judgedOf);
}

function judgedOf(resource: TerraformResource): Judged {
  const { _inspected: inspected } = resource.node.scope as { readonly _inspected?: Inspected };
  return inspected?.resource === resource
    ? { construct: inspected.construct, resource, inspected }
    : { construct: resource, resource };
}

/** The guardrails on an organization and on the scopes above it, each once. */
function guardrailsOf({ resource }: Judged): PlacedGuardrails[] {
  const sets = new Set<PlacedGuardrails>();
  for (const scope of resource.node.scopes) {
    for (const aspect of Aspects.of(scope).all) {
      if (isGuardrails(aspect)) {
        sets.add(aspect);
      }
    }
  }
  return [...sets];
}

function isGuardrails(aspect: IAspect): aspect is PlacedGuardrails {
  return GUARDRAILS_SYMBOL in aspect;
}

/** What an organization's resource says, and what the guardrails on it come to. */
export interface Judgement {
  /** The guardrails on it and on the scopes above it. */
  readonly sets: readonly PlacedGuardrails[];
  /** Undefined when nothing demands anything of it, or it was moved away. */
  readonly rendered?: RenderedSettings;
  readonly verdicts: readonly Verdict[];
}

const LATEST = new WeakMap<TerraformResource, Judgement>();

/** Judges an organization as it is now. */
export function judge(organization: Judged): Judgement {
  const sets = guardrailsOf(organization);
  const rendered = sets.length === 0 ? undefined : renderedSettings(organization.resource);
  const verdicts = rendered === undefined ? [] : verdictsOn(organization, rendered, sets);
  const judgement = { sets, rendered, verdicts };
  LATEST.set(organization.resource, judgement);
  return judgement;
}

/** What was last found at an organization. */
export function latestJudgement(organization: Judged): Judgement {
  return LATEST.get(organization.resource) ?? judge(organization);
}

function verdictsOn(organization: Judged, rendered: RenderedSettings, sets: readonly PlacedGuardrails[]): Verdict[] {
  const subject = { ...rendered, isUnknown };
  const verdicts: Verdict[] = [];
  for (const set of sets) {
    for (const demand of demandsOf(set)) {
      for (const breach of breachesOf(demand, set._limits, subject)) {
        verdicts.push(verdictOn(breach, { set, guardrail: demand.id, organization }));
      }
    }
  }
  return verdicts;
}

const DEMANDS = new WeakMap<PlacedGuardrails, readonly Guardrail[]>();

/** The rows of the table that a set of guardrails demands. */
export function demandsOf(set: PlacedGuardrails): readonly Guardrail[] {
  const demands = DEMANDS.get(set) ?? GUARDRAILS.filter(({ demanded }) => demanded(set._limits));
  DEMANDS.set(set, demands);
  return demands;
}

interface Circumstances {
  readonly set: PlacedGuardrails;
  readonly guardrail: string;
  readonly organization: Judged;
}

function verdictOn(breach: Breach, circumstances: Circumstances): Verdict {
  const { set, guardrail, organization } = circumstances;
  const consequence = consequenceOf(breach, set._limits);
  const outcome = breach.undecided === undefined ? 'violated' : 'undecided';
  if (consequence === undefined) {
    return { set, guardrail, outcome, message: messageOf(breach, circumstances) };
  }
  const waivers = waiversFor(organization, guardrail);
  const day = today(organization.construct);
  const inForce = waivers.find(({ waiver }) => daysLeft(waiver, day) >= 0);
  if (inForce !== undefined) {
    return { set, guardrail, outcome: 'waived', waiver: inForce, message: messageOf(breach, circumstances) };
  }
  const [expired] = waivers;
  return { set, guardrail, outcome, consequence, waiver: expired, message: messageOf(breach, circumstances, expired) };
}

/** The waivers of a guardrail that cover an organization, the nearest first. */
function waiversFor({ resource }: Judged, guardrail: string): PlacedWaiver[] {
  const scopes = resource.node.scopes.reverse();
  return scopes.flatMap(waiversOn).filter(({ waiver }) => waiver.guardrail === guardrail);
}

function consequenceOf(
  { undecided }: Breach,
  { level = GuardrailLevel.ERROR, unjudgeable = GuardrailUnknown.WARNING }: OrganizationGuardrailsProps,
): 'error' | 'warning' | undefined {
  const told = undecided === undefined ? level : unjudgeable;
  return told === GuardrailUnknown.PASS ? undefined : told;
}

function messageOf(breach: Breach, { set, guardrail, organization }: Circumstances, expired?: PlacedWaiver): string {
  const { received, allowed, fix, undecided } = breach;
  const prop = organization.inspected === undefined ? attributeOf(breach.prop) : breach.prop;
  const problem = undecided === undefined ? received : `${received} (${undecided}, so it cannot be judged)`;
  const ended = expired && ` (the waiver ${show(expired.waiver.reason)} ended on ${expired.waiver.expires ?? ''})`;
  return `${prop}: received ${problem}; allowed by the guardrails ${show(set._limits.name)}: ${allowed}: ${fix}, or ask for a waiver${ended ?? ''} [guardrail ${guardrail}]`;
}
