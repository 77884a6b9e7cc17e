import type { IResolvable, ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * Sets of MFA settings for common security levels.
 *
 * A value given next to a preset replaces that value of the preset.
 */
export enum MfaPreset {
  /**
   * TOTP, biometrics and security keys; an MFA session of 24 hours; applications opt in.
   *
   * Locks nobody out. 24 hours is the reauthentication time of NIST SP 800-63B-4 for AAL2.
   */
  BALANCED = 'balanced',
  /**
   * Biometrics and security keys; an MFA session of 12 hours; required for all applications.
   *
   * WebAuthn only, without one-time codes, which meets CISA's definition of phishing-resistant MFA.
   */
  PHISHING_RESISTANT = 'phishing_resistant',
  /**
   * Security keys only; an MFA session of 1 hour; required for all applications.
   *
   * Comparable to AAL3 if `requiredAaguids` names the allowed models. Losing the only key locks its owner out:
   * give everyone two keys.
   */
  HARDWARE_KEY = 'hardware_key',
  /**
   * No authenticators: Access does not ask for MFA, and the identity provider is responsible for it.
   */
  DISABLED = 'disabled',
}

/**
 * A method of multi-factor authentication in Cloudflare Access.
 *
 * Source: API "Update your Zero Trust organization", `mfa_config.allowed_authenticators`.
 */
export enum MfaAuthenticator {
  /** A time-based one-time password from an authenticator app. Not phishing-resistant. */
  TOTP = 'totp',
  /** A platform authenticator such as Touch ID, Face ID or Windows Hello (WebAuthn). */
  BIOMETRICS = 'biometrics',
  /** A roaming FIDO2 security key (WebAuthn). */
  SECURITY_KEY = 'security_key',
  /** An SSH key in the PIV slot of a hardware key, for infrastructure (SSH) applications only. Provider 5.24.0 or later. */
  PIV_KEY = 'piv_key',
  /** A FIDO2 SSH key, for infrastructure (SSH) applications only. Provider 5.24.0 or later. */
  SSH_FIDO2_KEY = 'ssh_fido2_key',
}

/**
 * When a PIV key requires its PIN.
 */
export enum PivPinPolicy {
  /** No PIN. */
  NEVER = 'never',
  /** Once per session. */
  ONCE = 'once',
  /** For each use. */
  ALWAYS = 'always',
}

/**
 * When a PIV key requires a touch.
 */
export enum PivTouchPolicy {
  /** No touch. */
  NEVER = 'never',
  /** For each use. */
  ALWAYS = 'always',
  /** A touch is valid for 15 seconds. */
  CACHED = 'cached',
}

/**
 * The type of an SSH key in a PIV slot.
 */
export enum SshKeyType {
  /** ECDSA; key sizes 256, 384 and 521. */
  ECDSA = 'ecdsa',
  /** Ed25519; the key size is fixed, so `sshKeySize` does not apply. */
  ED25519 = 'ed25519',
  /** RSA; key sizes 2048, 3072 and 4096. */
  RSA = 'rsa',
}

/**
 * What happens to a service token that has been inactive for longer than the threshold.
 */
export enum ServiceTokenAction {
  /** The token is disabled and can be enabled again. */
  DISABLE = 'disable',
  /** The token is deleted. */
  DELETE = 'delete',
}

/**
 * A setting of the organization, named after its prop, for `unmanaged` and `fixed`.
 */
export enum OrganizationSetting {
  /** `sessionDuration`. */
  SESSION_DURATION = 'sessionDuration',
  /** `warpAuthSessionDuration`. */
  WARP_AUTH_SESSION_DURATION = 'warpAuthSessionDuration',
  /** `userSeatExpirationInactiveTime`. */
  USER_SEAT_EXPIRATION_INACTIVE_TIME = 'userSeatExpirationInactiveTime',
  /** `allowAuthenticateViaWarp`. */
  ALLOW_AUTHENTICATE_VIA_WARP = 'allowAuthenticateViaWarp',
  /** `autoRedirectToIdentity`. */
  AUTO_REDIRECT_TO_IDENTITY = 'autoRedirectToIdentity',
  /** `readOnlyLock`: the lock and its reason. */
  READ_ONLY_LOCK = 'readOnlyLock',
  /** `mfa`: authenticators, session durations, the requirement for all applications and PIV key requirements. */
  MFA = 'mfa',
  /** `denyUnmatchedRequests`: whether it is enabled, and the exempted zones. */
  DENY_UNMATCHED_REQUESTS = 'denyUnmatchedRequests',
  /** `customPages`. */
  CUSTOM_PAGES = 'customPages',
  /** `loginDesign`. */
  LOGIN_DESIGN = 'loginDesign',
  /** `serviceTokenInactivity`. */
  SERVICE_TOKEN_INACTIVITY = 'serviceTokenInactivity',
  /** `strictServiceTokenAuth`. */
  STRICT_SERVICE_TOKEN_AUTH = 'strictServiceTokenAuth',
  /** `warpAuthNonBrowser401`. */
  WARP_AUTH_NON_BROWSER_401 = 'warpAuthNonBrowser401',
}

/**
 * A check that the engine runs when it makes the plan, against the live account. Each needs a permission of the API token
 * and at least one request: see `docs/live-checks.md`.
 */
export enum LiveCheck {
  /** The login domain remains as it is: `authDomain` equals the live one. */
  LOGIN_DOMAIN_UNCHANGED = 'login-domain-unchanged',
  /** If `autoRedirectToIdentity` is enabled, the account has exactly one identity provider. */
  SINGLE_IDENTITY_PROVIDER = 'single-identity-provider',
  /** The exempted zones of `denyUnmatchedRequests` are zones of the account. */
  EXEMPTED_ZONES_EXIST = 'exempted-zones-exist',
  /** If `denyUnmatchedRequests` is enabled, each active zone is exempted or has an Access application. */
  UNMATCHED_ZONES_COVERED = 'unmatched-zones-covered',
  /** The `customPages` exist and have the required type. */
  CUSTOM_PAGES_EXIST = 'custom-pages-exist',
  /** `mfa.requiredAaguids` is the id of a list of type AAGUID that is not empty. */
  AAGUID_LIST_USABLE = 'aaguid-list-usable',
  /** The dashboard remains locked, MFA remains as strict, and unmatched requests remain denied. */
  NOTHING_LOOSENED = 'nothing-loosened',
}

/**
 * What happens if a live check cannot read what it needs: a data source returns nothing, or as many results as it reads
 * at most.
 */
export enum UnreadableHandling {
  /** The plan continues, unchecked. */
  PASS = 'pass',
  /** The plan fails. */
  ERROR = 'error',
}

/**
 * Options of live checks.
 */
export interface LiveCheckOptions {
  /**
   * What happens if a check cannot read what it needs.
   *
   * @default UnreadableHandling.ERROR
   */
  readonly onUnreadable?: UnreadableHandling;
  /**
   * Settings that a deliberate change may loosen despite `LiveCheck.NOTHING_LOOSENED`: `READ_ONLY_LOCK`, `MFA` or
   * `DENY_UNMATCHED_REQUESTS`. Remove it after the change.
   *
   * @default []
   */
  readonly allowLoosening?: OrganizationSetting[];
  /**
   * The live login domain, if `authDomain` renames it deliberately despite `LiveCheck.LOGIN_DOMAIN_UNCHANGED`. Remove it
   * after the change.
   *
   * @default - none: the login domain must not change
   */
  readonly previousAuthDomain?: string;
  /**
   * Names of active zones without an Access application that `denyUnmatchedRequests` is meant to block, for
   * `LiveCheck.UNMATCHED_ZONES_COVERED`.
   *
   * @default []
   */
  readonly darkZones?: string[];
}

/**
 * The read-only lock of the Zero Trust dashboard, and the reason shown there.
 */
export interface ReadOnlyLock {
  /**
   * Why the dashboard is locked, or unlocked if `locked` is `false`. Free text, not blank.
   *
   * Renders `ui_read_only_toggle_reason`. A blank reason is an error (`read-only-lock-reason`): the provider keeps the
   * previous reason if none is sent.
   */
  readonly reason: string;
  /**
   * Whether the Zero Trust dashboard is read-only for all users, so that changes require the API or Terraform.
   * Renders `is_ui_read_only`.
   *
   * @default true
   */
  readonly locked?: boolean | IResolvable;
}

/**
 * Requirements for SSH keys in the PIV slot of a hardware key.
 *
 * They apply only if `MfaAuthenticator.PIV_KEY` is allowed (warning `piv-requirements-unused`).
 * Renders `mfa_piv_key_requirements`, provider 5.28.0 or later. Earlier versions have `mfa_ssh_piv_key_requirements`
 * instead, which the API ignores.
 */
export interface PivKeyRequirements {
  /**
   * When the key requires its PIN.
   *
   * @default - not sent: Cloudflare decides
   */
  readonly pinPolicy?: PivPinPolicy;
  /**
   * When the key requires a touch.
   *
   * @default - not sent: Cloudflare decides
   */
  readonly touchPolicy?: PivTouchPolicy;
  /**
   * Whether the key must be on a device validated to FIPS 140-2 Level 1 or higher.
   *
   * @default - not sent: no such requirement
   */
  readonly requireFipsDevice?: boolean | IResolvable;
  /**
   * Allowed key sizes in bits: 256, 384 and 521 for ECDSA; 2048, 3072 and 4096 for RSA.
   *
   * A size that no allowed key type has is an error (`piv-key-size`).
   *
   * @default - not sent: all sizes of the allowed types
   */
  readonly sshKeySize?: number[];
  /**
   * Allowed key types.
   *
   * @default - not sent: all types
   */
  readonly sshKeyType?: SshKeyType[];
}

/**
 * Independent multi-factor authentication: MFA in Cloudflare Access, in addition to the identity provider's.
 */
export interface MfaSettings {
  /**
   * The preset for values that are not given here.
   *
   * @default MfaPreset.BALANCED
   */
  readonly preset?: MfaPreset;
  /**
   * Allowed authenticators. An empty list turns independent MFA off. Rendered in the order of the enum, without
   * duplicates. Renders `mfa_config.allowed_authenticators`.
   *
   * @default - the preset's
   */
  readonly allowedAuthenticators?: MfaAuthenticator[];
  /**
   * How long MFA remains valid. A Go duration in hours and minutes (`12h`, `1h30m`), 0m to 720h. `0m` requires MFA for
   * every login. Renders `mfa_config.session_duration`. Error `mfa-session-duration`, and warning
   * `mfa-session-duration-notation` for fractions, signs and a bare 0, which the documentation does not show.
   *
   * @default - the preset's
   */
  readonly sessionDuration?: string;
  /**
   * Whether all applications require MFA by default. Renders `mfa_required_for_all_apps`.
   *
   * The API rejects `true` without an authenticator for browsers (`mfa-required-needs-authenticators`,
   * `mfa-required-infrastructure-only`) and without a session duration (`mfa-required-needs-session`).
   *
   * @default - the preset's
   */
  readonly requiredForAllApps?: boolean | IResolvable;
  /**
   * How long MFA performed at the identity provider (the `amr` claim) satisfies Access. A Go duration in hours and
   * minutes, 0m to 720h. Renders `mfa_config.amr_matching_session_duration`, provider 5.19.0 or later.
   * Error `amr-matching-session-duration`, and warning `amr-matching-session-duration-notation` for fractions, signs
   * and a bare 0, which the documentation does not show.
   *
   * AMR matching does not check `requiredAaguids` (warning `mfa-aaguids-bypassed`).
   *
   * @default - not sent: no AMR matching
   */
  readonly amrMatchingSessionDuration?: string;
  /**
   * The id (a UUID) of a Zero Trust list of type `AAGUID`: only the listed authenticator models can be enrolled.
   * Neither an AAGUID nor the name of the list. Renders `mfa_config.required_aaguids`, provider 5.19.0 or later.
   * Error `mfa-required-aaguids-format`.
   *
   * @default - not sent: all models can be enrolled
   */
  readonly requiredAaguids?: string;
  /**
   * Requirements for SSH keys in PIV slots.
   *
   * @default - not sent
   */
  readonly pivKeyRequirements?: PivKeyRequirements;
}

/**
 * "Require Access protection": blocks every hostname of the account that no Access application covers.
 */
export interface DenyUnmatchedRequests {
  /**
   * Whether unmatched hostnames are blocked. Renders `deny_unmatched_requests`.
   *
   * Visitors of an uncovered hostname get error 1050 (warning `deny-unmatched-outage`).
   *
   * @default true
   */
  readonly enabled?: boolean | IResolvable;
  /**
   * Names of zones that remain public, such as `example.com`, without scheme, path, port, wildcard or trailing dot
   * (`deny-unmatched-zone-name`). Internationalized names are sent as given: use the form that the zone has in the API.
   * Rendered in lower case, sorted, without duplicates.
   * Renders `deny_unmatched_requests_exempted_zone_names`.
   *
   * @default - not sent: no zone is exempted
   */
  readonly exemptedZoneNames?: string[];
}

/**
 * Pages shown instead of Cloudflare's. Custom pages require a paid plan.
 */
export interface CustomPages {
  /**
   * The `uid` of the page shown when a request fails a rule that is not about identity: a UUID, or 32 hex digits.
   * Renders `custom_pages.forbidden`. Error `custom-page-uid`.
   *
   * @default - not sent: Cloudflare's page
   */
  readonly forbidden?: string;
  /**
   * The `uid` of the page shown when a user's identity is denied: a UUID, or 32 hex digits.
   * Renders `custom_pages.identity_denied`. Error `custom-page-uid`.
   *
   * @default - not sent: Cloudflare's page
   */
  readonly identityDenied?: string;
}

/**
 * The design of the login page.
 */
export interface LoginDesign {
  /**
   * Background color, `#RGB` or `#RRGGBB`. Renders `login_design.background_color`. Error `login-color`, warning
   * `login-contrast` for text that is hard to read.
   *
   * @default - not sent: Cloudflare's color
   */
  readonly backgroundColor?: string;
  /**
   * Text color, `#RGB` or `#RRGGBB`. Renders `login_design.text_color`. Error `login-color`.
   *
   * @default - not sent: Cloudflare's color
   */
  readonly textColor?: string;
  /**
   * URL of the logo: absolute, https. Renders `login_design.logo_path`. Error `login-logo-url`.
   *
   * @default - not sent: Cloudflare's logo
   */
  readonly logoPath?: string;
  /**
   * Text at the top. Renders `login_design.header_text`.
   *
   * @default - not sent: no text
   */
  readonly headerText?: string;
  /**
   * Text at the bottom. Renders `login_design.footer_text`.
   *
   * @default - not sent: no text
   */
  readonly footerText?: string;
}

/**
 * What happens to inactive service tokens. Provider 5.26.0 or later.
 */
export interface ServiceTokenInactivity {
  /** The action for an inactive token. Renders `service_token_inactivity.action`. */
  readonly action: ServiceTokenAction;
  /**
   * The number of days without use after which a token is inactive: a whole number, 30 to 365.
   * Renders `service_token_inactivity.inactivity_threshold_days`. Error `service-token-inactivity-days`.
   */
  readonly inactivityThresholdDays: number;
  /**
   * Whether the action is taken. Renders `service_token_inactivity.enabled`.
   *
   * @default true
   */
  readonly enabled?: boolean | IResolvable;
}

/**
 * The settings of an organization, without its identity (account, name and login domain).
 *
 * Names follow Cloudflare's API "Update your Zero Trust organization", in camelCase.
 */
export interface OrganizationSettings {
  /**
   * How long a login remains valid. A Go duration such as `12h` or `1h30m` (units ns, us, µs, ms, s, m, h; no days),
   * documented as 15m to 730h. Renders `session_duration`. Error `session-duration`, and warning
   * `session-duration-notation` for fractions and signs, which the documentation does not show.
   *
   * @default '24h'
   */
  readonly sessionDuration?: string;
  /**
   * How long a login through the Cloudflare One Client (WARP) remains valid. A Go duration in hours and minutes,
   * at least 1m, documented as at most 2160h (90 days). Renders `warp_auth_session_duration`.
   * Error `warp-auth-session-duration`, and warning `warp-auth-session-duration-notation` for fractions and signs, which
   * the documentation does not show.
   *
   * @default - not sent: WARP does not authenticate to Access
   */
  readonly warpAuthSessionDuration?: string;
  /**
   * How long a user can be inactive before the seat is freed. A Go duration, at least 730h (one month; API error
   * 12123), documented as at most 8760h (one year). Renders `user_seat_expiration_inactive_time`.
   * Error `user-seat-expiration`, and warning `user-seat-expiration-notation` for fractions and signs, which the
   * documentation does not show.
   *
   * @default - not sent: seats do not expire
   */
  readonly userSeatExpirationInactiveTime?: string;
  /**
   * Whether users can authenticate with their WARP session. Requires `warpAuthSessionDuration` (API error 12130,
   * `warp-needs-session-duration`). Renders `allow_authenticate_via_warp`, which the provider always sends.
   *
   * @default false
   */
  readonly allowAuthenticateViaWarp?: boolean | IResolvable;
  /**
   * Whether users skip the selection of an identity provider. Useful with exactly one identity provider.
   * Renders `auto_redirect_to_identity`, which the provider always sends.
   *
   * @default false
   */
  readonly autoRedirectToIdentity?: boolean | IResolvable;
  /**
   * The dashboard's read-only lock, which requires a reason.
   *
   * The provider always sends the lock, as unlocked if it is not given, which unlocks an organization that was locked
   * by hand (warning `read-only-lock-unset`).
   *
   * @default - unlocked, sent as `false`, with a warning
   */
  readonly readOnlyLock?: ReadOnlyLock;
  /**
   * Independent multi-factor authentication. Provider 5.18.0 or later.
   *
   * @default { preset: MfaPreset.BALANCED }
   */
  readonly mfa?: MfaSettings;
  /**
   * Blocks every hostname of the account that no Access application covers. Provider 5.17.0 or later.
   *
   * @default - disabled, sent as `false`
   */
  readonly denyUnmatchedRequests?: DenyUnmatchedRequests;
  /**
   * Pages shown instead of Cloudflare's.
   *
   * @default - not sent
   */
  readonly customPages?: CustomPages;
  /**
   * The design of the login page.
   *
   * @default - not sent
   */
  readonly loginDesign?: LoginDesign;
  /**
   * What happens to inactive service tokens. Provider 5.26.0 or later.
   *
   * @default - not sent
   */
  readonly serviceTokenInactivity?: ServiceTokenInactivity;
  /**
   * Whether service tokens are validated strictly. Always on, and read-only, for organizations created since
   * 2026-10-05. Renders `strict_service_token_auth`, provider 5.27.0 or later. To turn it off, use `false`: if no value
   * is sent, the live value remains.
   *
   * @default - not sent
   */
  readonly strictServiceTokenAuth?: boolean | IResolvable;
  /**
   * Whether non-browser clients get a 401 response instead of a redirect to the login page.
   * Renders `warp_auth_non_browser_401`, provider 5.24.0 or later. To turn it off, use `false`: if no value is sent, the
   * live value remains.
   *
   * @default - not sent
   */
  readonly warpAuthNonBrowser401?: boolean | IResolvable;
  /**
   * Unmanaged settings, which remain managed in the dashboard: they are not sent and are listed in
   * `lifecycle.ignore_changes`, so the live values remain and the plan shows no difference. They raise the required
   * provider version; a version constraint of your own that is too low is a warning (`unmanaged-version-too-low`).
   * A setting that is both given and unmanaged is an error (`setting-managed-and-unmanaged`).
   *
   * @default []
   */
  readonly unmanaged?: OrganizationSetting[];
  /**
   * Checks that the engine runs against the live account when it makes the plan, which fails with their message. Each
   * renders data sources and a `lifecycle.precondition`. A list replaces that of the blueprint. At zone scope, only
   * `LOGIN_DOMAIN_UNCHANGED` and `NOTHING_LOOSENED` are possible (`live-check-needs-account`). Values that they compare
   * cannot refer to `count` or `each` (`live-check-instance`). Warning `live-check-overridden` for overrides of the stack.
   *
   * @default []
   */
  readonly liveChecks?: LiveCheck[];
  /**
   * Options of the live checks. An option without its check is the warning `live-check-option-unused`.
   *
   * @default - none
   */
  readonly liveCheckOptions?: LiveCheckOptions;
}

/**
 * A blueprint for organizations: see `OrganizationBlueprint`.
 */
export interface IOrganizationBlueprint {
  /** The name shown in messages and in the report. */
  readonly name: string;
  /**
   * The blueprint's settings, including those of the blueprint it extends.
   *
   * @internal
   */
  readonly _settings: OrganizationSettings;
  /**
   * The guardrails for its organizations.
   *
   * @internal
   */
  readonly _guardrails: readonly { applyTo(scope: IConstruct): void }[];
  /**
   * The name of the blueprint, this one or one that it extends, that fixed a setting.
   *
   * @internal
   */
  _fixedBy(setting: string): string | undefined;
  /**
   * The name of the blueprint, this one or one that it extends, that provides a value or makes a setting unmanaged.
   *
   * @internal
   */
  _sourceOf(prop: string): string | undefined;
}

/**
 * Props of `ZeroTrustOrganization`: the identity of the organization, its settings, and how Terraform manages it.
 */
export interface ZeroTrustOrganizationProps extends OrganizationSettings {
  /**
   * The id of the account: 32 lowercase hex digits. Exactly one of `accountId` and `zoneId` is required
   * (`scope-exactly-one`, `account-id-format`). Renders `account_id`. Changing it replaces the resource, which
   * `preventDestroy` refuses.
   *
   * @default - none: `zoneId` is required
   */
  readonly accountId?: string;
  /**
   * The id of the zone: 32 lowercase hex digits. Rarely useful: at zone scope the API supports only `authDomain`,
   * `name`, `readOnlyLock`, `loginDesign` and `userSeatExpirationInactiveTime`, and the provider cannot import.
   * Renders `zone_id`. Error `zone-id-format`.
   *
   * @default - none: `accountId` is required
   */
  readonly zoneId?: string;
  /**
   * The name of the organization. Free text, not blank (`name-blank`). Renders `name`.
   *
   * Optional in the provider's schema, but the API always returns a name, so omitting it causes a permanent diff.
   */
  readonly name: string;
  /**
   * The login domain, as a full hostname: `<team>.cloudflareaccess.com` (FedRAMP: `<team>.fed.cloudflareaccess.com`),
   * where the team has 1 to 63 characters of a-z, 0-9 and `-`. Renders `auth_domain`.
   * Error `auth-domain-format`; API error 11004 if it is missing.
   *
   * **Changing it renames the login domain of the whole company** immediately: identity providers, clients and
   * bookmarks keep using the old name, which others can register.
   */
  readonly authDomain: string;
  /**
   * The blueprint that provides settings. Settings given here override the blueprint's, by setting and, in structs, by
   * field. Same as `blueprint.organization(scope, id, props)`. Giving a setting that the blueprint fixed is an error
   * (`blueprint-fixed`).
   *
   * @default - none: the library's defaults
   */
  readonly blueprint?: IOrganizationBlueprint;
  /**
   * Whether to render an `import` block, so that the first plan shows the changes to the existing organization. It has
   * no effect once the resource is in the state. Requires Terraform 1.5 or OpenTofu 1.6, Terraform 1.6 for an account id
   * that is an expression, and provider 5.8.0. The engine must know the account id when it makes the plan: warning
   * `import-undecided` if it may not. Errors `import-needs-account`, `import-single-instance`.
   *
   * @default - `true` for an account id that is literal, or refers only to variables, locals and data sources, unless
   * `migrateFrom` is given; `false` otherwise, and at zone scope, where the provider cannot import
   */
  readonly importExisting?: boolean;
  /**
   * Whether Terraform rejects a plan that destroys the resource. Destroying it changes nothing in Cloudflare and only
   * removes the organization from the state. Renders `lifecycle.prevent_destroy`.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;
  /**
   * The address in the state from which to move the resource, for example from provider v4:
   * `cloudflare_zero_trust_access_organization.this`. Renders a `moved` block. Requires provider 5.19.0 and
   * Terraform 1.8 or OpenTofu 1.10. Error `migrate-from-address`.
   *
   * @default - none
   */
  readonly migrateFrom?: string;
  /**
   * The provider, if it is not the stack's default provider: a Cloudflare provider of the same stack
   * (`provider-reference`).
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;
  /**
   * Resources that must exist before the organization is changed.
   *
   * @default - only the resources that its values reference
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * Terraform lifecycle settings, merged with `preventDestroy` and `unmanaged`.
   *
   * @default - only those of `preventDestroy` and `unmanaged`
   */
  readonly lifecycle?: TerraformResourceLifecycle;
}

/**
 * Where the value of a prop comes from.
 */
export enum SettingSource {
  /** The library's default, or the preset that is the default. */
  LIBRARY_DEFAULT = 'library default',
  /** The organization's blueprint, or a blueprint that it extends. */
  BLUEPRINT = 'blueprint',
  /** The organization's own props, or an override of its resource. */
  ORGANIZATION = 'organization',
}

/**
 * A value that is sent, or an unmanaged setting, and where it comes from.
 */
export interface SettingProvenance {
  /** The prop, such as `mfa.sessionDuration`; for an unmanaged setting, the setting, such as `mfa`. */
  readonly prop: string;
  /**
   * The value that is sent.
   *
   * @default - none: the setting is unmanaged
   */
  readonly value?: unknown;
  /** Where the value comes from. */
  readonly source: SettingSource;
  /**
   * The name of the blueprint, if the source is a blueprint.
   *
   * @default - none: the source is not a blueprint
   */
  readonly blueprint?: string;
  /** Whether the setting is unmanaged. */
  readonly unmanaged: boolean;
}
