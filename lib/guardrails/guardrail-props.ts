import type { MfaAuthenticator } from '../organization-props';

/**
 * What happens when an organization does not keep within guardrails.
 */
export enum GuardrailLevel {
  /** The app is not synthesized. */
  ERROR = 'error',
  /** A warning at synth. */
  WARNING = 'warning',
}

/**
 * What happens when a value cannot be judged: only the engine knows it, or it is left to the dashboard.
 */
export enum GuardrailUnknown {
  /** Nothing. The report says that it was not judged. */
  PASS = 'pass',
  /** A warning at synth. */
  WARNING = 'warning',
  /** The app is not synthesized. */
  ERROR = 'error',
}

/**
 * What guardrails say about `denyUnmatchedRequests`.
 */
export enum DenyUnmatchedRule {
  /** Host names without an Access application must be blocked. Guardrail `deny-unmatched-required`. */
  REQUIRED = 'required',
  /** Host names without an Access application must not be blocked. Guardrail `deny-unmatched-forbidden`. */
  FORBIDDEN = 'forbidden',
}

/**
 * What organizations must keep within. Each demand has a stable id, which messages show and waivers name.
 *
 * Durations are Go durations such as `12h` or `1h30m`, as `Duration` writes them.
 */
export interface OrganizationGuardrailsProps {
  /** Their name, as messages and the report show it: free text, not blank. */
  readonly name: string;
  /**
   * What happens when an organization does not keep within them.
   *
   * @default GuardrailLevel.ERROR
   */
  readonly level?: GuardrailLevel;
  /**
   * What happens when a value cannot be judged: a token, whose value only the engine knows, or a setting that is left
   * to the dashboard.
   *
   * @default GuardrailUnknown.WARNING
   */
  readonly unjudgeable?: GuardrailUnknown;
  /**
   * The longest `sessionDuration`. Guardrail `longest-session`.
   *
   * @default - any
   */
  readonly longestSession?: string;
  /**
   * The shortest `mfa.sessionDuration`, so that people are not asked too often. Guardrail `shortest-mfa-session`.
   *
   * @default - any
   */
  readonly shortestMfaSession?: string;
  /**
   * The longest `mfa.sessionDuration`, and the longest `mfa.amrMatchingSessionDuration`. Guardrail
   * `longest-mfa-session`.
   *
   * @default - any
   */
  readonly longestMfaSession?: string;
  /**
   * The authenticators that may be allowed. Guardrail `allowed-authenticators`. An organization without MFA keeps it:
   * demand `mfaRequiredForAllApps` too.
   *
   * @default - any
   */
  readonly allowedAuthenticators?: MfaAuthenticator[];
  /**
   * Whether only phishing-resistant authenticators may be allowed: no one-time codes, and no matching of what an
   * identity provider says (`mfa.amrMatchingSessionDuration`), which takes software keys for security keys.
   * Guardrail `phishing-resistant-only`. An organization without MFA keeps it: demand `mfaRequiredForAllApps` too.
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
   * What the reason of the lock must match somewhere: a regular expression of JavaScript, such as
   * `\b[A-Z]+-\d+\b` for a ticket id. Guardrail `lock-reason-pattern`.
   *
   * @default - any reason
   */
  readonly lockReasonPattern?: string;
  /**
   * Whether unmatched requests must be denied, or must not be. Guardrails `deny-unmatched-required` and
   * `deny-unmatched-forbidden`.
   *
   * @default - either
   */
  readonly denyUnmatchedRequests?: DenyUnmatchedRule;
  /**
   * Whether seats must expire. Guardrail `seat-expiration-required`.
   *
   * @default false
   */
  readonly seatExpirationRequired?: boolean;
  /**
   * The login domains that may be used; `*` stands for any part of a team name, as in
   * `widget-*.cloudflareaccess.com`. Guardrail `allowed-auth-domains`.
   *
   * @default - any
   */
  readonly allowedAuthDomains?: string[];
  /**
   * Whether every setting must be managed by code, and none be left to the dashboard. Guardrail
   * `no-unmanaged-settings`.
   *
   * @default false
   */
  readonly noUnmanagedSettings?: boolean;
}
