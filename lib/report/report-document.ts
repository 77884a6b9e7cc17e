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
  /** The paths of stacks whose aspects have not run: aspects can still change what is reported on them. */
  readonly pendingAspects: readonly string[];
  readonly organizations: readonly ReportedOrganization[];
  /** The guardrails that apply to at least one organization. */
  readonly guardrails: readonly ReportedGuardrails[];
  readonly waivers: readonly ReportedWaiver[];
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
  readonly acknowledged: readonly ReportedAcknowledgement[];
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
  readonly message: string;
}

export interface ReportedAcknowledgement extends ReportedViolation {
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
  readonly state: 'active' | 'ends soon' | 'expired' | 'rejected' | 'unused';
}
