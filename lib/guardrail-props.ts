import type { LiveCheck, MfaAuthenticator } from './organization-props';
import type { IOrganizationRule } from './organization-rule';

/**
 * The severity of guardrail violations.
 */
export enum GuardrailLevel {
  /** Synthesis fails. */
  ERROR = 'error',
  /** Synthesis prints a warning. */
  WARNING = 'warning',
}

/**
 * What happens if a guardrail cannot check a setting, because its value is unresolved until apply or the setting is
 * unmanaged.
 */
export enum UnresolvedHandling {
  /** Nothing; the report lists the guardrail as indeterminate. */
  PASS = 'pass',
  /** Synthesis prints a warning. */
  WARNING = 'warning',
  /** Synthesis fails. */
  ERROR = 'error',
}

/**
 * What guardrails require of `denyUnmatchedRequests`.
 */
export enum DenyUnmatchedRequirement {
  /** Hostnames without an Access application must be blocked. Guardrail `deny-unmatched-required`. */
  REQUIRED = 'required',
  /** Hostnames without an Access application must not be blocked. Guardrail `deny-unmatched-forbidden`. */
  FORBIDDEN = 'forbidden',
}

/**
 * Props of `OrganizationGuardrails`. Each guardrail has a stable id, which messages show and waivers name.
 *
 * Durations are Go durations such as `12h` or `1h30m`; `Duration` creates them.
 */
export interface OrganizationGuardrailsProps {
  /** The name shown in messages and in the report. Free text, not blank. */
  readonly name: string;
  /**
   * The severity of violations.
   *
   * @default GuardrailLevel.ERROR
   */
  readonly level?: GuardrailLevel;
  /**
   * What happens if a setting cannot be checked: its value is unresolved until apply, or it is unmanaged.
   *
   * @default UnresolvedHandling.WARNING
   */
  readonly onUnresolved?: UnresolvedHandling;
  /**
   * Maximum `sessionDuration`. Guardrail `max-session-duration`.
   *
   * @default - no maximum
   */
  readonly maxSessionDuration?: string;
  /**
   * Minimum `mfa.sessionDuration`, so that users are not prompted too often. Guardrail `min-mfa-session-duration`.
   *
   * @default - no minimum
   */
  readonly minMfaSessionDuration?: string;
  /**
   * Maximum `mfa.sessionDuration` and `mfa.amrMatchingSessionDuration`. Guardrail `max-mfa-session-duration`.
   *
   * @default - no maximum
   */
  readonly maxMfaSessionDuration?: string;
  /**
   * Allowed authenticators. Guardrail `allowed-authenticators`. An organization without MFA satisfies it; combine it
   * with `mfaRequiredForAllApps`.
   *
   * @default - all authenticators
   */
  readonly allowedAuthenticators?: MfaAuthenticator[];
  /**
   * Whether only phishing-resistant authenticators are allowed: no one-time codes, and no AMR matching
   * (`mfa.amrMatchingSessionDuration`), which accepts software keys as security keys. Guardrail
   * `phishing-resistant-only`. An organization without MFA satisfies it; combine it with `mfaRequiredForAllApps`.
   *
   * @default false
   */
  readonly phishingResistantOnly?: boolean;
  /**
   * Whether MFA must be required for all applications. Guardrail `mfa-required-for-all-apps`.
   *
   * @default false
   */
  readonly mfaRequiredForAllApps?: boolean;
  /**
   * Whether the dashboard must be locked. Guardrail `lock-required`.
   *
   * @default false
   */
  readonly lockRequired?: boolean;
  /**
   * A JavaScript regular expression that the reason of the lock must match anywhere, such as `\b[A-Z]+-\d+\b` for a
   * ticket id. Guardrail `lock-reason-pattern`.
   *
   * @default - any reason
   */
  readonly lockReasonPattern?: string;
  /**
   * Whether unmatched requests must, or must not, be denied. Guardrails `deny-unmatched-required` and
   * `deny-unmatched-forbidden`.
   *
   * @default - both are allowed
   */
  readonly denyUnmatchedRequests?: DenyUnmatchedRequirement;
  /**
   * Whether seats must expire. Guardrail `seat-expiration-required`.
   *
   * @default false
   */
  readonly seatExpirationRequired?: boolean;
  /**
   * Allowed login domains. `*` matches any part of a team name, as in `widget-*.cloudflareaccess.com`. Guardrail
   * `allowed-auth-domains`.
   *
   * @default - all login domains
   */
  readonly allowedAuthDomains?: string[];
  /**
   * Whether every setting must be managed in code, so that none is unmanaged. Guardrail `no-unmanaged-settings`.
   *
   * @default false
   */
  readonly noUnmanagedSettings?: boolean;
  /**
   * Live checks that every organization must have, at account scope and, as far as they are possible there, at zone
   * scope. Guardrail `required-live-checks`. An override that changes a check violates it, too.
   *
   * @default []
   */
  readonly requiredLiveChecks?: LiveCheck[];
  /**
   * Rules of your own. Each is a guardrail with the id of the rule: it can be waived, and the report lists it.
   *
   * @default []
   */
  readonly rules?: IOrganizationRule[];
  /**
   * Whether waivers of these guardrails must expire. A waiver without `expires` waives nothing, and the violation
   * mentions it.
   *
   * @default - `true` if `maxWaiverDays` is given, otherwise `false`
   */
  readonly waiverExpirationRequired?: boolean;
  /**
   * The number of days, counted from today, in which waivers of these guardrails must expire: 1 or more. A waiver that
   * expires later waives nothing, and the violation mentions it.
   *
   * @default - no maximum
   */
  readonly maxWaiverDays?: number;
}

/**
 * An exception from a guardrail.
 */
export interface Waiver {
  /**
   * The id of the guardrail or custom rule, shown in brackets at the end of its messages: `max-session-duration`. Error
   * `waiver-guardrail` if no guardrail has it.
   */
  readonly guardrail: string;
  /** Why the exception is justified. Free text, not blank. Shown in the report and in the metadata of the construct. */
  readonly reason: string;
  /**
   * The last day (UTC) on which the waiver is valid, as `YYYY-MM-DD`. In the 14 days before, synthesis prints a warning
   * (`waiver-ends-soon`). After it, violations are reported again and mention the expired waiver.
   *
   * @default - the waiver does not expire; guardrails can reject that (`waiverExpirationRequired`, `maxWaiverDays`)
   */
  readonly expires?: string;
}
