import { isDeepStrictEqual } from 'node:util';
import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { PlacedAcknowledgement } from '../acknowledgements';
import { GuardrailLevel } from '../guardrail-props';
import type { AppliedGuardrails, GuardrailResult } from '../guardrails/evaluation';
import { type PlacedWaiver, today } from '../guardrails/waiver-matching';
import type { IOrganizationBlueprint, SettingProvenance } from '../organization-props';
import { constraintOf, requiredVersion } from '../provider/provider-version';
import { effectiveSettings } from '../settings/effective-settings';
import { provenanceOf, valuesByProp } from '../settings/provenance';
import { ATTRIBUTES, isSetting } from '../settings/settings-table';
import type { Evaluation, Level } from '../synth/evaluation';
import { exceptionsOn, unusedMessage, unusedOf, waiverMessage, waiverState } from '../synth/exceptions';
import { AppEvaluation } from '../synth/stack-evaluation';
import { withoutTokens } from '../values/messages';
import { isFullyResolved, isUnresolved } from '../values/unresolved';
import {
  REPORT_SCHEMA,
  type ReportDocument,
  type ReportedAcknowledgement,
  type ReportedDifference,
  type ReportedGuardrailResult,
  type ReportedGuardrails,
  type ReportedOrganization,
  type ReportedSetting,
  type ReportedViolation,
  type ReportedWaiver,
} from './report-document';

/** What a report says about its origin. */
export type Origin = Pick<ReportDocument, 'app' | 'commit' | 'synthesisFailed'>;

/** Builds the report on all organizations at and below a scope, from their latest evaluations or from new ones. */
export function buildReport(scope: IConstruct, mode: 'latest' | 'new', origin: Origin): ReportDocument {
  const app = AppEvaluation.of(scope);
  const evaluations = app.evaluations(scope, mode).filter(({ organization }) => organization.rendered !== undefined);
  const context: Context = {
    app,
    constraintOf: once(constraintOf),
    valuesAtAccount: once(valuesOf),
    valuesAtZone: once((blueprint) => valuesOf(blueprint, '')),
  };
  const applied = [...new Set(evaluations.flatMap(({ guardrails }) => guardrails))];
  const { waivers, acknowledgements } = exceptionsOn(scope.node.findAll());
  return {
    $schema: REPORT_SCHEMA,
    version: 1,
    asOf: today(scope),
    app: origin.app,
    commit: origin.commit,
    pendingAspects: app.stacksWithPendingAspects(scope).map(({ node }) => node.path),
    synthesisFailed: origin.synthesisFailed,
    organizations: evaluations.map((evaluation) => reportOrganization(evaluation, context)),
    guardrails: applied
      .filter((guardrails) => app.requiredBy(guardrails).length > 0)
      .map((guardrails) => reportGuardrails(guardrails, app)),
    waivers: reportWaivers(waivers, evaluations),
    acknowledgements: reportAcknowledgements(acknowledgements, evaluations),
  };
}

/** Data shared by the organizations of a report, computed once. */
interface Context {
  readonly app: AppEvaluation;
  readonly constraintOf: (stack: TerraformStack) => string | undefined;
  readonly valuesAtAccount: typeof valuesOf;
  readonly valuesAtZone: typeof valuesOf;
}

/** Computes the value for an object once. */
function once<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const values = new Map<K, V>();
  return (key) => {
    const value = values.has(key) ? (values.get(key) as V) : compute(key);
    values.set(key, value);
    return value;
  };
}

/** The values of an organization with the blueprint's settings only; at zone scope there are fewer defaults. */
function valuesOf({ _settings }: IOrganizationBlueprint, zoneId?: string): ReadonlyMap<string, unknown> {
  return valuesByProp(effectiveSettings({ name: '', authDomain: '', zoneId, ..._settings }));
}

function reportOrganization(evaluation: Evaluation, context: Context): ReportedOrganization {
  const { organization } = evaluation;
  const { declared, rendered = { settings: {}, unmanaged: [] } } = organization;
  const stack = TerraformStack.of(organization.construct);
  const provenance = provenanceOf(rendered, declared);
  const values = provenance.filter(({ unmanaged }) => !unmanaged);
  return {
    path: organization.path,
    stack: stack.node.path,
    address: organization.address,
    madeWith: declared === undefined ? 'resource' : 'construct',
    blueprint: declared?.merged.blueprint?.name,
    settings: values.map(reportSetting),
    unmanaged: provenance
      .filter(({ unmanaged }) => unmanaged)
      .map(({ prop, source, blueprint }) => ({ prop, source, blueprint })),
    liveChecks: organization.liveChecks,
    differences: reportDifferences(evaluation, values, context),
    ...reportViolations(evaluation),
    guardrails: reportResults(evaluation, context),
    provider: { constraint: context.constraintOf(stack), required: requiredVersion(organization.versionNeeds) },
  };
}

function reportSetting({ prop, value, source, blueprint }: SettingProvenance): ReportedSetting {
  const unresolved = !isFullyResolved(value);
  return { prop, value: unresolved ? readable(value) : value, unresolved, source, blueprint };
}

/** The props of settings, without those that identify the organization. */
const SETTING_PROPS = ATTRIBUTES.filter(({ setting }) => isSetting(setting)).map(({ prop }) => prop);

function reportDifferences(
  { organization: { declared } }: Evaluation,
  values: readonly SettingProvenance[],
  { valuesAtAccount, valuesAtZone }: Context,
): ReportedDifference[] {
  const { blueprint, zoneId } = declared?.merged ?? {};
  if (blueprint === undefined) {
    return [];
  }
  const theirs = (zoneId === undefined ? valuesAtAccount : valuesAtZone)(blueprint);
  const ours = new Map(values.map(({ prop, value }) => [prop, value]));
  return SETTING_PROPS.filter((prop) => !isDeepStrictEqual(theirs.get(prop), ours.get(prop))).map((prop) => ({
    prop,
    blueprint: readable(theirs.get(prop)),
    organization: readable(ours.get(prop)),
  }));
}

function reportViolations({
  violations,
}: Evaluation): Pick<ReportedOrganization, 'acknowledged' | 'errors' | 'warnings'> {
  const at = (level: Level): ReportedViolation[] =>
    violations
      .filter((violation) => violation.level === level)
      .map(({ rule, prop, message }) => ({ rule, prop, message }));
  return {
    errors: at('error'),
    warnings: at('warning'),
    acknowledged: violations.flatMap(({ rule, prop, message, acknowledgement, isAcknowledged }) =>
      acknowledgement === undefined || !isAcknowledged
        ? []
        : [
            {
              rule,
              prop,
              message,
              reason: acknowledgement.acknowledgement.reason,
              scope: acknowledgement.scope.node.path,
            },
          ],
    ),
  };
}

/** The result of every guardrail that applies to an organization. */
function reportResults({ guardrails, results }: Evaluation, { app }: Context): ReportedGuardrailResult[] {
  return guardrails.flatMap((applied) =>
    app.requiredBy(applied).flatMap(({ id }) => {
      const found = results.filter((result) => result.guardrails === applied && result.guardrail === id);
      const { name } = applied._limits;
      const satisfied = { guardrails: name, guardrail: id, level: levelOf(applied), outcome: 'satisfied' } as const;
      return found.length > 0 ? found.map(reportResult) : [satisfied];
    }),
  );
}

function reportResult(result: GuardrailResult): ReportedGuardrailResult {
  const { guardrails, guardrail, level, outcome, prop, message, waiver } = result;
  return {
    guardrails: guardrails._limits.name,
    guardrail,
    // A custom rule that fails is an error at any level.
    level: outcome === 'violated' && level !== undefined ? level : levelOf(guardrails),
    outcome,
    reported: level,
    prop,
    message,
    waiver:
      outcome === 'waived' && waiver !== undefined
        ? { reason: waiver.waiver.reason, scope: waiver.scope.node.path, expires: waiver.waiver.expires }
        : undefined,
  };
}

function levelOf({ _limits: { level = GuardrailLevel.ERROR } }: AppliedGuardrails): GuardrailLevel {
  return level;
}

function reportGuardrails(guardrails: AppliedGuardrails, app: AppEvaluation): ReportedGuardrails {
  return {
    name: guardrails._limits.name,
    level: levelOf(guardrails),
    rules: app.requiredBy(guardrails).map(({ id, statement, limit }) => ({ id, statement, limit })),
  };
}

function reportWaivers(waivers: readonly PlacedWaiver[], evaluations: readonly Evaluation[]): ReportedWaiver[] {
  const results = evaluations.flatMap((evaluation) => evaluation.results);
  return waivers.map((placed) => {
    const { guardrail, reason, expires } = placed.waiver;
    const state = waiverState(placed, results, today(placed.scope));
    return {
      scope: placed.scope.node.path,
      guardrail,
      reason,
      expires,
      state,
      message: waiverMessage(placed, state),
    };
  });
}

function reportAcknowledgements(
  acknowledgements: readonly PlacedAcknowledgement[],
  evaluations: readonly Evaluation[],
): ReportedAcknowledgement[] {
  const unused = new Set(unusedOf(acknowledgements, evaluations));
  return acknowledgements.map((placed) => {
    const { rule, reason } = placed.acknowledgement;
    const scope = placed.scope.node.path;
    return unused.has(placed)
      ? { scope, rule, reason, state: 'unused', message: unusedMessage(placed) }
      : { scope, rule, reason, state: 'used' };
  });
}

/** A value for readers and for JSON, with tokens as `<token>`. */
function readable(value: unknown): unknown {
  if (typeof value === 'string') {
    return withoutTokens(value);
  }
  if (Array.isArray(value) && !isUnresolved(value)) {
    return value.map(readable);
  }
  return isUnresolved(value) ? '<token>' : value;
}
