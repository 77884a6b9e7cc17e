/** What the report says: the content of its JSON file, which `schemas/organization-report.schema.json` describes. */

export const REPORT_SCHEMA =
  'https://raw.githubusercontent.com/cdktf-cloudflare-zero-trust/cdktf-cloudflare-zero-trust/main/schemas/organization-report.schema.json';

/** Every organization of an app, and what the platform says about them. */
export interface ReportDocument {
  readonly $schema: string;
  /** The version of the format: raised when a reader would have to change. */
  readonly version: 1;
  /** The day waivers were judged on: `2026-11-22`. */
  readonly asOf: string;
  readonly organizations: readonly ReportedOrganization[];
  /** The sets of guardrails that judged at least one organization. */
  readonly guardrails: readonly ReportedGuardrails[];
  readonly waivers: readonly ReportedWaiver[];
}

export interface ReportedOrganization {
  /** Its path in the construct tree. */
  readonly path: string;
  readonly stack: string;
  /** Its address in the state of the stack. */
  readonly address: string;
  /** Whether it is a `ZeroTrustOrganization`, or a resource of the bindings. */
  readonly madeWith: 'construct' | 'resource';
  /** The name of its blueprint. */
  readonly blueprint?: string;
  /** What is sent: `accountId`, `name` and `authDomain` first. */
  readonly settings: readonly ReportedSetting[];
  /** Settings left to the dashboard. */
  readonly unmanaged: readonly ReportedSource[];
  /** Where it is not what its blueprint alone would make. */
  readonly differences: readonly ReportedDifference[];
  /** Warnings that nobody acknowledged. */
  readonly warnings: readonly ReportedProblem[];
  /** Warnings and documented limits that somebody acknowledged. */
  readonly acknowledged: readonly ReportedAcknowledgement[];
  readonly guardrails: readonly ReportedVerdict[];
  readonly provider: {
    /** The constraint on the provider in its stack. */
    readonly constraint?: string;
    /** The first version that has everything it uses: absent when all of 5.x have. */
    readonly needed?: string;
  };
}

/** Where a value comes from. */
export type ReportedOrigin = 'library default' | 'blueprint' | 'organization';

export interface ReportedSource {
  /** The prop, as in code: `mfa.sessionDuration`. */
  readonly prop: string;
  readonly source: ReportedOrigin;
  /** The blueprint that says so, when the source is one. */
  readonly blueprint?: string;
}

export interface ReportedSetting extends ReportedSource {
  /** Text, a number, a flag, or a list of these; what only the engine knows is written `<token>`. */
  readonly value: unknown;
  /** Whether all of the value is known before the engine runs. */
  readonly known: boolean;
}

export interface ReportedDifference {
  readonly prop: string;
  /** Absent when the blueprint sends nothing. */
  readonly blueprint?: unknown;
  /** Absent when the organization sends nothing. */
  readonly organization?: unknown;
}

export interface ReportedProblem {
  readonly rule: string;
  readonly message: string;
}

export interface ReportedAcknowledgement extends ReportedProblem {
  readonly reason: string;
  /** The path of the scope it was acknowledged on; empty for the app. */
  readonly scope: string;
}

export interface ReportedGuardrails {
  readonly name: string;
  readonly level: 'error' | 'warning';
  /** What it demands. */
  readonly demands: readonly { readonly guardrail: string; readonly statement: string; readonly limit: unknown }[];
}

export interface ReportedVerdict {
  /** The name of the set of guardrails. */
  readonly set: string;
  readonly guardrail: string;
  readonly level: 'error' | 'warning';
  /** `undecided`: only the engine, or Cloudflare, knows the value. */
  readonly outcome: 'met' | 'violated' | 'undecided' | 'waived';
  /** Why it is not met. */
  readonly message?: string;
  /** Why it is waived, by whom it is said (the path of the scope; empty for the app), and until when (included). */
  readonly waiver?: { readonly reason: string; readonly scope: string; readonly expires?: string };
}

export interface ReportedWaiver {
  /** The path of the scope it stands on; empty for the app. */
  readonly scope: string;
  readonly guardrail: string;
  readonly reason: string;
  /** The last day it holds: `2026-12-31`. */
  readonly expires?: string;
  readonly state: 'in force' | 'ends soon' | 'expired' | 'unused';
}
