import { isDeepStrictEqual } from 'node:util';
import { type TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { acknowledgementOf } from '../acknowledgements';
import { DEFAULTS, effectiveSettings } from '../defaults';
import { stateOf } from '../guardrails/guardrail-inspection';
import { GuardrailLevel } from '../guardrails/guardrail-props';
import {
  demandsOf,
  type Judged,
  type Judgement,
  organizationsIn,
  type PlacedGuardrails,
  type Verdict,
} from '../guardrails/judgement';
import { today, waiversOn } from '../guardrails/waivers';
import type { Inspected } from '../inspected';
import { problemsAt } from '../inspection';
import { settingOf } from '../layers';
import type { OrganizationBlueprint } from '../organization-blueprint';
import { provenanceOf, type SettingProvenance, SettingSource, valuesIn } from '../provenance';
import { ATTRIBUTES, requirementsOf } from '../provider/attributes';
import { addressOf, type RenderedSettings, renderedAttributes, renderedSettings } from '../provider/rendered-settings';
import { constraintOf, neededVersion } from '../provider/version-pin';
import { withoutTokens } from '../rules/text';
import { isUnknown } from '../unknown';
import {
  REPORT_SCHEMA,
  type ReportDocument,
  type ReportedDifference,
  type ReportedGuardrails,
  type ReportedOrganization,
  type ReportedSetting,
  type ReportedVerdict,
  type ReportedWaiver,
} from './document';

/** An organization of the app, and what was found. */
interface Examined extends Judged {
  readonly sets: readonly PlacedGuardrails[];
  readonly provenance: readonly SettingProvenance[];
  readonly verdicts: readonly Verdict[];
}

/** What there is to say about the organizations at and below a scope, as somebody judges them. */
export function buildReport(scope: IConstruct, judge: (organization: Judged) => Judgement): ReportDocument {
  const examined = organizationsIn(scope).flatMap((organization) => examine(organization, judge(organization)));
  const constraints = new Map(
    [...new Set(examined.map(({ construct }) => TerraformStack.of(construct)))].map((stack) => [
      stack,
      constraintOf(stack),
    ]),
  );
  const verdicts = examined.flatMap((one) => one.verdicts);
  return {
    $schema: REPORT_SCHEMA,
    version: 1,
    asOf: today(scope),
    organizations: examined.map((organization) => reportOrganization(organization, constraints)),
    guardrails: [...new Set(examined.flatMap(({ sets }) => sets))]
      .filter((set) => demandsOf(set).length > 0)
      .map(reportGuardrails),
    waivers: reportWaivers(scope, verdicts),
  };
}

/** Nothing, when its resource was moved away. */
function examine(organization: Judged, judgement: Judgement): Examined[] {
  const { sets, verdicts, rendered = renderedSettings(organization.resource) } = judgement;
  if (rendered === undefined) {
    return [];
  }
  const { inspected } = organization;
  const provenance = inspected === undefined ? bareProvenance(rendered) : provenanceOf(inspected, rendered);
  return [{ ...organization, sets, provenance, verdicts }];
}

/** Whatever a resource of the bindings says, its author said. */
function bareProvenance({ settings, unmanaged }: RenderedSettings): SettingProvenance[] {
  const source = SettingSource.ORGANIZATION;
  return [
    ...[...valuesIn(settings)].map(([prop, value]) => ({ prop, value, source, unmanaged: false })),
    ...unmanaged.map((prop) => ({ prop, source, unmanaged: true })),
  ];
}

function reportOrganization(
  organization: Examined,
  constraints: ReadonlyMap<TerraformStack, string | undefined>,
): ReportedOrganization {
  const { construct, resource, inspected, provenance } = organization;
  const stack = TerraformStack.of(construct);
  const values = provenance.filter(({ unmanaged }) => !unmanaged);
  return {
    path: construct.node.path,
    stack: stack.node.path,
    address: addressOf(resource),
    madeWith: inspected === undefined ? 'resource' : 'construct',
    blueprint: inspected?.given.blueprint?.name,
    settings: values.map(reportSetting),
    unmanaged: provenance
      .filter(({ unmanaged }) => unmanaged)
      .map(({ prop, source, blueprint }) => ({ prop, source, blueprint })),
    differences: inspected === undefined ? [] : differences(inspected, values),
    ...reportProblems(inspected),
    guardrails: reportVerdicts(organization),
    provider: reportProvider(resource, inspected, constraints.get(stack)),
  };
}

function reportSetting({ prop, value, source, blueprint }: SettingProvenance): ReportedSetting {
  const known = isKnown(value);
  return { prop, value: known ? value : plain(value), known, source, blueprint };
}

/** Where an organization is not what its blueprint alone would make of it. */
function differences({ given }: Inspected, values: readonly SettingProvenance[]): ReportedDifference[] {
  if (given.blueprint === undefined) {
    return [];
  }
  const alone = valuesAlone(given.blueprint, given.zoneId);
  const own = new Map(values.map(({ prop, value }) => [prop, value]));
  const found: ReportedDifference[] = [];
  for (const prop of SETTING_PROPS) {
    const [theirs, ours] = [alone.get(prop), own.get(prop)];
    if (!isDeepStrictEqual(theirs, ours)) {
      found.push({ prop, blueprint: plain(theirs), organization: plain(ours) });
    }
  }
  return found;
}

const SETTINGS: readonly string[] = DEFAULTS.map(({ setting }) => setting);
/** What is said of an organization, but not which one it is. */
const SETTING_PROPS = ATTRIBUTES.map(({ prop }) => prop).filter((prop) => SETTINGS.includes(settingOf(prop)));

/** What a blueprint alone comes to: at zone scope there are fewer defaults. */
const ALONE = new WeakMap<OrganizationBlueprint, Map<boolean, ReadonlyMap<string, unknown>>>();

function valuesAlone(blueprint: OrganizationBlueprint, zoneId: string | undefined): ReadonlyMap<string, unknown> {
  const known = ALONE.get(blueprint) ?? new Map<boolean, ReadonlyMap<string, unknown>>();
  ALONE.set(blueprint, known);
  const isZone = zoneId !== undefined;
  const values =
    known.get(isZone) ?? valuesIn(effectiveSettings({ name: '', authDomain: '', zoneId, ...blueprint._settings }));
  known.set(isZone, values);
  return values;
}

function reportProblems(inspected: Inspected | undefined): Pick<ReportedOrganization, 'warnings' | 'acknowledged'> {
  const problems = inspected === undefined ? [] : problemsAt(inspected);
  const found = problems.map(({ rule, message, severity }) => ({
    rule,
    message,
    severity,
    by: inspected && acknowledgementOf(inspected.construct, rule),
  }));
  return {
    warnings: found
      .filter(({ severity, by }) => severity === 'warning' && by === undefined)
      .map(({ rule, message }) => ({ rule, message })),
    acknowledged: found.flatMap(({ rule, message, severity, by }) =>
      severity === 'hard' || by === undefined ? [] : [{ rule, message, reason: by.reason, scope: by.scope.node.path }],
    ),
  };
}

/** What each demand of each set comes to. */
function reportVerdicts({ sets, verdicts }: Examined): ReportedVerdict[] {
  return sets.flatMap((set) =>
    demandsOf(set).flatMap(({ id }) => {
      const found = verdicts.filter((verdict) => verdict.set === set && verdict.guardrail === id);
      return found.length > 0
        ? found.map(reportVerdict)
        : [{ set: set._limits.name, guardrail: id, level: levelOf(set), outcome: 'met' } satisfies ReportedVerdict];
    }),
  );
}

function reportVerdict({ set, guardrail, outcome, message, waiver }: Verdict): ReportedVerdict {
  return {
    set: set._limits.name,
    guardrail,
    level: levelOf(set),
    outcome,
    message,
    waiver:
      outcome === 'waived' && waiver !== undefined
        ? { reason: waiver.waiver.reason, scope: waiver.scope.node.path, expires: waiver.waiver.expires }
        : undefined,
  };
}

function levelOf({ _limits: { level = GuardrailLevel.ERROR } }: PlacedGuardrails): GuardrailLevel {
  return level;
}

function reportProvider(
  resource: TerraformResource,
  inspected: Inspected | undefined,
  constraint: string | undefined,
): ReportedOrganization['provider'] {
  const needed = neededVersion(
    inspected?.resource.versionDemand() ?? {
      requirements: requirementsOf(renderedAttributes(resource) ?? {}),
      ignorable: [],
    },
  );
  return { constraint, needed };
}

function reportGuardrails(set: PlacedGuardrails): ReportedGuardrails {
  const { _limits: limits } = set;
  return {
    name: limits.name,
    level: levelOf(set),
    demands: demandsOf(set).map(({ id, statement, demand }) => ({
      guardrail: id,
      statement,
      limit: limits[demand],
    })),
  };
}

function reportWaivers(root: IConstruct, verdicts: readonly Verdict[]): ReportedWaiver[] {
  const day = today(root);
  return root.node
    .findAll()
    .flatMap(waiversOn)
    .map((placed) => {
      const { guardrail, reason, expires } = placed.waiver;
      return {
        scope: placed.scope.node.path,
        guardrail,
        reason,
        expires,
        state: stateOf(placed, verdicts, day),
      };
    });
}

/** A value for people and for JSON, in which a token is `<token>`. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') {
    return withoutTokens(value);
  }
  if (Array.isArray(value) && !isUnknown(value)) {
    return value.map(plain);
  }
  return isUnknown(value) ? '<token>' : value;
}

function isKnown(value: unknown): boolean {
  return Array.isArray(value) && !isUnknown(value) ? value.every(isKnown) : !isUnknown(value);
}
