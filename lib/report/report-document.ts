/** The content of the report's JSON file, which `schemas/organization-report.schema.json` describes. */
import type { LiveCheck, SettingSource } from '../organization-props';

export const REPORT_SCHEMA =
  'https://raw.githubusercontent.com/cdktf-cloudflare-zero-trust/cdktf-cloudflare-zero-trust/main/schemas/organization-report.schema.json';

/** All organizations of an app, and their findings. */
export interface ReportDocument {
  readonly $schema: string;
  /** The version of the format, raised by incompatible changes. */
  readonly version: 1;
  /** The day (UTC) on which waivers were evaluated: `2026-11-22`. */
  readonly asOf: string;
  /** The name of the app, if `appName` gives one. */
  readonly app?: string;
  /** The commit that the report was generated from: 7 to 64 hex digits; absent if it is not known. */
  readonly commit?: string;
  /** The paths of stacks whose aspects have not run: aspects can still change what is reported on them. */
  readonly pendingAspects: readonly string[];
  /** Whether the synthesis that wrote it failed: because of the errors in it, or because of errors of other constructs. */
  readonly synthesisFailed: boolean;
  readonly organizations: readonly ReportedOrganization[];
  /** The guardrails that apply to at least one organization. */
  readonly guardrails: readonly ReportedGuardrails[];
  readonly waivers: readonly ReportedWaiver[];
  readonly acknowledgements: readonly ReportedAcknowledgement[];
  /** The differences from an earlier report; absent if it is not compared with one. */
  readonly changes?: ReportedChanges;
}

export interface ReportedOrganization {
  /** The path in the construct tree. */
  readonly path: string;
  readonly stack: string;
  /** The address in the state of the stack. */
  readonly address: string;
  /** Whether it is a `ZeroTrustOrganization` or a bare resource of the bindings. */
  readonly madeWith: 'construct' | 'resource';
  /** The name of the blueprint. */
  readonly blueprint?: string;
  /** The values that are sent, in the order of the settings table. */
  readonly settings: readonly ReportedSetting[];
  readonly unmanaged: readonly ReportedSource[];
  /** The checks of the live account that the engine runs when it makes the plan. */
  readonly liveChecks: readonly `${LiveCheck}`[];
  /** The differences from the blueprint alone. */
  readonly differences: readonly ReportedDifference[];
  /** Errors of rules, which fail the synthesis unless it skips validation. */
  readonly errors: readonly ReportedViolation[];
  /** Warnings that are not acknowledged. */
  readonly warnings: readonly ReportedViolation[];
  /** Acknowledged warnings and documented limits. */
  readonly acknowledged: readonly ReportedAcknowledgedViolation[];
  readonly guardrails: readonly ReportedGuardrailResult[];
  readonly provider: {
    /** The version constraint in the stack. */
    readonly constraint?: string;
    /** The oldest version that works; absent if all of 5.x do. */
    readonly required?: string;
  };
}

export interface ReportedSource {
  /** The prop, as in code: `mfa.sessionDuration`. */
  readonly prop: string;
  readonly source: `${SettingSource}`;
  /** The name of the blueprint, if the source is one. */
  readonly blueprint?: string;
}

export interface ReportedSetting extends ReportedSource {
  /** Text, a number, a boolean, or a list of these; unresolved parts are `<token>`. */
  readonly value: unknown;
  /** Whether a part of the value is unresolved until apply. */
  readonly unresolved: boolean;
}

export interface ReportedDifference {
  readonly prop: string;
  /** Absent if the blueprint sends nothing. */
  readonly blueprint?: unknown;
  /** Absent if the organization sends nothing. */
  readonly organization?: unknown;
}

export interface ReportedViolation {
  readonly rule: string;
  /** The prop that it is about: `mfa.sessionDuration`. */
  readonly prop: string;
  readonly message: string;
}

export interface ReportedAcknowledgedViolation extends ReportedViolation {
  readonly reason: string;
  /** The path of the scope with the acknowledgement; empty for the app. */
  readonly scope: string;
}

export interface ReportedGuardrails {
  readonly name: string;
  readonly level: 'error' | 'warning';
  /** The limit is absent for a custom rule. */
  readonly rules: readonly { readonly id: string; readonly statement: string; readonly limit?: unknown }[];
}

export interface ReportedGuardrailResult {
  /** The name of the guardrails. */
  readonly guardrails: string;
  /** The id of the guardrail. */
  readonly guardrail: string;
  readonly level: 'error' | 'warning';
  /** `indeterminate`: a value is unresolved until apply, or the setting is unmanaged. */
  readonly outcome: 'indeterminate' | 'satisfied' | 'violated' | 'waived';
  /** How synthesis reports it: an `error` fails it. Absent if it does not. */
  readonly reported?: 'error' | 'warning';
  /** The prop that it is about; absent if it is satisfied. */
  readonly prop?: string;
  /** Why it is not satisfied. */
  readonly message?: string;
  /** Why it is waived, the path of the scope with the waiver (empty for the app), and the last valid day. */
  readonly waiver?: { readonly reason: string; readonly scope: string; readonly expires?: string };
}

export interface ReportedWaiver {
  /** The path of the scope with the waiver; empty for the app. */
  readonly scope: string;
  readonly guardrail: string;
  readonly reason: string;
  /** The last valid day (UTC): `2026-12-31`. */
  readonly expires?: string;
  /** `invalid`: the guardrail does not exist, which fails the synthesis. */
  readonly state: 'active' | 'ends soon' | 'expired' | 'invalid' | 'rejected' | 'unused';
  /** The finding about the waiver itself: it ends soon, is invalid or is unused. */
  readonly message?: string;
}

export interface ReportedAcknowledgement {
  /** The path of the scope with the acknowledgement; empty for the app. */
  readonly scope: string;
  readonly rule: string;
  readonly reason: string;
  readonly state: 'unused' | 'used';
  /** The finding that it is unused. */
  readonly message?: string;
}

/** The differences from an earlier report. */
export interface ReportedChanges {
  /** The earlier report; absent if its file does not exist, so that nothing was compared. */
  readonly earlier?: { readonly asOf: string; readonly commit?: string };
  readonly added: readonly ReportedIdentity[];
  readonly removed: readonly ReportedIdentity[];
  /** The settings of organizations in both reports that differ. */
  readonly settings: readonly ReportedSettingChange[];
  readonly newFindings: readonly ReportedFinding[];
  readonly resolvedFindings: readonly ReportedFinding[];
}

/** An organization that only one of two reports has. */
export interface ReportedIdentity {
  readonly path: string;
  /** The name of the organization, if one is sent. */
  readonly name?: string;
}

export interface ReportedSettingChange {
  /** The path of the organization. */
  readonly path: string;
  /** The prop, as in code: `mfa.sessionDuration`. */
  readonly prop: string;
  /** Absent if nothing was sent. */
  readonly before?: ReportedState;
  /** Absent if nothing is sent any more. */
  readonly after?: ReportedState;
}

/** A value that is sent, or an unmanaged setting. */
export interface ReportedState {
  /** Absent if the setting is unmanaged. */
  readonly value?: unknown;
  readonly unmanaged: boolean;
}

export interface ReportedFinding {
  /** `error`: it fails the synthesis. `indeterminate`: a guardrail could not be checked. */
  readonly severity: 'error' | 'indeterminate' | 'warning';
  /** The id of the rule or guardrail. */
  readonly id: string;
  /** The name of the guardrails; absent for a rule. */
  readonly guardrails?: string;
  /** The path of the organization, or of the scope with the waiver or acknowledgement; empty for the app. */
  readonly path: string;
  /** The prop that it is about; absent for a finding about a waiver or acknowledgement. */
  readonly prop?: string;
  /** The guardrail of the waiver, or the rule of the acknowledgement, that it is about. */
  readonly exceptionFrom?: string;
  /** The problem and the fix, in one line. */
  readonly message: string;
}
