import type { IResolvable, ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from 'cdktf';
import type { OrganizationBlueprint } from './organization-blueprint';

/**
 * Ready-made answers to "how should Cloudflare Access ask for a second factor?".
 *
 * A preset is a starting point: what is given beside it replaces the preset's value.
 */
export enum MfaPreset {
  /**
   * TOTP, biometrics and security keys; one MFA session lasts 24 hours; applications opt in.
   *
   * Nobody is locked out by it. 24 hours is the reauthentication time of NIST SP 800-63B-4 for AAL2.
   */
  BALANCED = 'balanced',
  /**
   * Biometrics and security keys; one MFA session lasts 12 hours; required for all applications.
   *
   * CISA's definition of phishing-resistant MFA: only WebAuthn, no one-time codes.
   */
  PHISHING_RESISTANT = 'phishing_resistant',
  /**
   * Security keys only; one MFA session lasts 1 hour; required for all applications.
   *
   * Comparable with AAL3 when `requiredAaguids` names the allowed models. A person with one key who
   * loses it is locked out: hand out two keys each.
   */
  HARDWARE_KEY = 'hardware_key',
  /**
   * No authenticator is allowed, so Access never asks: MFA happens in the identity provider.
   */
  DISABLED = 'disabled',
}

/**
 * A way to prove a second factor to Cloudflare Access.
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
  /** An SSH key in the PIV slot of a hardware key: infrastructure (SSH) applications only. Provider 5.24.0 or later. */
  PIV_KEY = 'piv_key',
  /** A FIDO2 SSH key: infrastructure (SSH) applications only. Provider 5.24.0 or later. */
  SSH_FIDO2_KEY = 'ssh_fido2_key',
}

/**
 * When the PIN of a PIV key is asked for.
 */
export enum PivPinPolicy {
  /** No PIN. */
  NEVER = 'never',
  /** Once a session. */
  ONCE = 'once',
  /** At each use. */
  ALWAYS = 'always',
}

/**
 * When a PIV key must be touched.
 */
export enum PivTouchPolicy {
  /** No touch. */
  NEVER = 'never',
  /** At each use. */
  ALWAYS = 'always',
  /** A touch counts for 15 seconds. */
  CACHED = 'cached',
}

/**
 * The type of an SSH key in a PIV slot.
 */
export enum SshKeyType {
  /** ECDSA; key sizes 256, 384 and 521. */
  ECDSA = 'ecdsa',
  /** Ed25519; its size is fixed, so `sshKeySize` does not apply to it. */
  ED25519 = 'ed25519',
  /** RSA; key sizes 2048, 3072 and 4096. */
  RSA = 'rsa',
}

/**
 * What happens to a service token that was not used for the threshold.
 */
export enum ServiceTokenAction {
  /** The token stops working and can be enabled again. */
  DISABLE = 'disable',
  /** The token is deleted. */
  DELETE = 'delete',
}

/**
 * A setting of the organization, named after its prop: what `unmanaged` can list.
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
  /** `mfa`: authenticators, sessions, the requirement for all applications and the PIV requirements. */
  MFA = 'mfa',
  /** `denyUnmatchedRequests`: the switch and the exempted zones. */
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
 * The dashboard's read-only lock, with the reason everybody can read there.
 */
export interface ReadOnlyLock {
  /**
   * Why the dashboard is locked (or, with `locked: false`, why it is open). Free text, not blank.
   *
   * Renders `ui_read_only_toggle_reason`. A blank reason is an error (`read-only-lock-reason`): the
   * provider keeps the old reason when none is sent, and it would then speak of another change.
   */
  readonly reason: string;
  /**
   * Whether the Zero Trust dashboard is read-only for everybody; changes then come through the API
   * or Terraform only. Renders `is_ui_read_only`.
   *
   * @default true
   */
  readonly locked?: boolean | IResolvable;
}

/**
 * Requirements on SSH keys in the PIV slot of a hardware key.
 *
 * They only matter when `MfaAuthenticator.PIV_KEY` is allowed (warning `piv-requirements-unused`).
 * Renders `mfa_piv_key_requirements`, provider 5.28.0 or later: earlier ones have `mfa_ssh_piv_key_requirements`
 * in its place, and send it under a key that the API ignores.
 */
export interface PivKeyRequirements {
  /**
   * When the PIN is asked for.
   *
   * @default - not sent: Cloudflare decides
   */
  readonly pinPolicy?: PivPinPolicy;
  /**
   * When the key must be touched.
   *
   * @default - not sent: Cloudflare decides
   */
  readonly touchPolicy?: PivTouchPolicy;
  /**
   * Whether the key must live on a device with FIPS 140-2 Level 1 validation or higher.
   *
   * @default - not sent: no such requirement
   */
  readonly requireFipsDevice?: boolean | IResolvable;
  /**
   * Allowed key sizes in bits: 256, 384 and 521 for ECDSA; 2048, 3072 and 4096 for RSA.
   *
   * A size that fits no allowed key type is an error (`piv-key-size`).
   *
   * @default - not sent: every size of the allowed types
   */
  readonly sshKeySize?: number[];
  /**
   * Allowed key types.
   *
   * @default - not sent: every type
   */
  readonly sshKeyType?: SshKeyType[];
}

/**
 * How Cloudflare Access asks for a second factor, independently of the identity provider.
 */
export interface MfaSettings {
  /**
   * Where the values not given beside it come from.
   *
   * @default MfaPreset.BALANCED
   */
  readonly preset?: MfaPreset;
  /**
   * Allowed authenticators; an empty list turns independent MFA off. Rendered without duplicates, in the
   * order of the enum. Renders `mfa_config.allowed_authenticators`.
   *
   * @default - as the preset says
   */
  readonly allowedAuthenticators?: MfaAuthenticator[];
  /**
   * How long one MFA counts: a Go duration in hours and minutes (`12h`, `1h30m`), 0m to 720h; `0m` asks at
   * every access. Renders `mfa_config.session_duration`. Error `mfa-session-duration`.
   *
   * @default - as the preset says
   */
  readonly sessionDuration?: string;
  /**
   * Whether every application asks for MFA unless it says otherwise. Renders `mfa_required_for_all_apps`.
   *
   * The API refuses it without an authenticator for browsers (`mfa-required-needs-authenticators`,
   * `mfa-required-infrastructure-only`) and without a session (`mfa-required-needs-session`).
   *
   * @default - as the preset says
   */
  readonly requiredForAllApps?: boolean | IResolvable;
  /**
   * How long an MFA done at the identity provider (its `amr` claim) counts here: a Go duration in hours and
   * minutes, 0m to 720h. Renders `mfa_config.amr_matching_session_duration`, provider 5.19.0 or later.
   *
   * Matching skips `requiredAaguids` (warning `mfa-aaguids-bypassed`).
   *
   * @default - not sent: no AMR matching
   */
  readonly amrMatchingSessionDuration?: string;
  /**
   * The id (a UUID) of a Zero Trust list of type `AAGUID`: only these models can be enrolled. Not an AAGUID
   * itself, not the list's name. Renders `mfa_config.required_aaguids`, provider 5.19.0 or later.
   * Error `mfa-required-aaguids-format`.
   *
   * @default - not sent: every model can be enrolled
   */
  readonly requiredAaguids?: string;
  /**
   * Requirements on SSH keys in PIV slots.
   *
   * @default - not sent
   */
  readonly pivKeyRequirements?: PivKeyRequirements;
}

/**
 * "Require Access protection": block every host name of the account that no Access application covers.
 */
export interface DenyUnmatchedRequests {
  /**
   * Whether unmatched host names are blocked. Renders `deny_unmatched_requests`.
   *
   * Visitors of an uncovered host name get error 1050: see the warning `deny-unmatched-outage`.
   *
   * @default true
   */
  readonly enabled?: boolean | IResolvable;
  /**
   * Names of the zones that stay public, such as `example.com`: no scheme, path, port, wildcard or trailing
   * dot (`deny-unmatched-zone-name`). Rendered in lower case, sorted, without duplicates.
   * Renders `deny_unmatched_requests_exempted_zone_names`.
   *
   * @default - not sent: no zone is exempted
   */
  readonly exemptedZoneNames?: string[];
}

/**
 * Pages shown instead of Cloudflare's own. Custom pages need a paid plan.
 */
export interface CustomPages {
  /**
   * The `uid` of the page for a person who fails a rule that is not about identity (a UUID, or 32 hex
   * digits). Renders `custom_pages.forbidden`. Error `custom-page-uid`.
   *
   * @default - not sent: Cloudflare's page
   */
  readonly forbidden?: string;
  /**
   * The `uid` of the page for a person whose identity is denied (a UUID, or 32 hex digits).
   * Renders `custom_pages.identity_denied`. Error `custom-page-uid`.
   *
   * @default - not sent: Cloudflare's page
   */
  readonly identityDenied?: string;
}

/**
 * The look of the login page.
 */
export interface LoginDesign {
  /**
   * Background colour, `#RGB` or `#RRGGBB`. Renders `login_design.background_color`. Error `login-color`;
   * warning `login-contrast` when the text is hard to read on it.
   *
   * @default - not sent: Cloudflare's colour
   */
  readonly backgroundColor?: string;
  /**
   * Text colour, `#RGB` or `#RRGGBB`. Renders `login_design.text_color`. Error `login-color`.
   *
   * @default - not sent: Cloudflare's colour
   */
  readonly textColor?: string;
  /**
   * Address of the logo: an absolute https URL. Renders `login_design.logo_path`. Error `login-logo-url`.
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
 * What happens to service tokens that nobody uses. Provider 5.26.0 or later.
 */
export interface ServiceTokenInactivity {
  /** What to do with an inactive token. Renders `service_token_inactivity.action`. */
  readonly action: ServiceTokenAction;
  /**
   * After how many days without use a token counts as inactive: a whole number, 30 to 365.
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
 * What can be said for many organizations at once: everything but which organization it is.
 *
 * Names are those of Cloudflare's API "Update your Zero Trust organization", in camelCase.
 */
export interface OrganizationSettings {
  /**
   * How long a login lasts before a person must log in again: a Go duration such as `12h` or `1h30m` (units
   * ns, us, µs, ms, s, m, h; no days), documented 15m to 730h. Renders `session_duration`.
   * Error `session-duration`.
   *
   * @default '24h'
   */
  readonly sessionDuration?: string;
  /**
   * How long a login through the Cloudflare One Client (WARP) lasts: a Go duration in hours and minutes, above
   * zero. Renders `warp_auth_session_duration`. Error `warp-auth-session-duration`.
   *
   * @default - not sent: WARP does not authenticate to Access
   */
  readonly warpAuthSessionDuration?: string;
  /**
   * After how long without a login a person's seat is freed: a Go duration, at least 730h (one month; API
   * error 12123 below), documented at most 8760h (one year). Renders `user_seat_expiration_inactive_time`.
   * Error `user-seat-expiration`.
   *
   * @default - not sent: seats do not expire
   */
  readonly userSeatExpirationInactiveTime?: string;
  /**
   * Whether people can authenticate with their WARP session. Needs `warpAuthSessionDuration` (API error 12130,
   * `warp-needs-session-duration`). Renders `allow_authenticate_via_warp`; the provider always sends it.
   *
   * @default false
   */
  readonly allowAuthenticateViaWarp?: boolean | IResolvable;
  /**
   * Whether people skip the choice of the identity provider. Sensible with exactly one identity provider.
   * Renders `auto_redirect_to_identity`; the provider always sends it.
   *
   * @default false
   */
  readonly autoRedirectToIdentity?: boolean | IResolvable;
  /**
   * The dashboard's read-only lock, which must give its reason.
   *
   * The provider always sends the lock, as open when it is not given: an organization locked by hand would be
   * opened, which the warning `read-only-lock-unset` says.
   *
   * @default - the dashboard is editable, sent as `false`, with a warning
   */
  readonly readOnlyLock?: ReadOnlyLock;
  /**
   * Independent multi-factor authentication. Provider 5.18.0 or later.
   *
   * @default { preset: MfaPreset.BALANCED }
   */
  readonly mfa?: MfaSettings;
  /**
   * Block every host name of the account that no Access application covers. Provider 5.17.0 or later.
   *
   * @default - off, sent as `false`
   */
  readonly denyUnmatchedRequests?: DenyUnmatchedRequests;
  /**
   * Pages shown instead of Cloudflare's own.
   *
   * @default - not sent
   */
  readonly customPages?: CustomPages;
  /**
   * The look of the login page.
   *
   * @default - not sent
   */
  readonly loginDesign?: LoginDesign;
  /**
   * What happens to service tokens that nobody uses. Provider 5.26.0 or later.
   *
   * @default - not sent
   */
  readonly serviceTokenInactivity?: ServiceTokenInactivity;
  /**
   * Whether service tokens are checked strictly. Organizations made since 2026-10-05 have it on and cannot turn
   * it off. Renders `strict_service_token_auth`, provider 5.27.0 or later. To turn it off, give `false`: without a
   * value the provider leaves the live one.
   *
   * @default - not sent
   */
  readonly strictServiceTokenAuth?: boolean | IResolvable;
  /**
   * Whether clients that do not accept HTML get a 401 instead of a redirect to the login page.
   * Renders `warp_auth_non_browser_401`, provider 5.24.0 or later. To turn it off, give `false`: without a value the
   * provider leaves the live one.
   *
   * @default - not sent
   */
  readonly warpAuthNonBrowser401?: boolean | IResolvable;
  /**
   * Settings that are left to the dashboard: each is not sent and stands in `lifecycle.ignore_changes`, so its
   * live value stays, without a diff. The provider must know them: they raise the generated version, and a version of
   * your own that is too low is a warning (`unmanaged-version-too-low`). A setting both given and listed is an error
   * (`setting-managed-and-unmanaged`).
   *
   * @default []
   */
  readonly unmanaged?: OrganizationSetting[];
}

/**
 * A Cloudflare Zero Trust organization: which one it is, and its settings.
 */
export interface ZeroTrustOrganizationProps extends OrganizationSettings {
  /**
   * The account whose organization this is: 32 lower-case hex digits. Exactly one of `accountId` and `zoneId`
   * is needed (`scope-exactly-one`, `account-id-format`). Renders `account_id`; changing it is refused while
   * `preventDestroy` is on.
   *
   * @default - none: `zoneId` is then needed
   */
  readonly accountId?: string;
  /**
   * The zone whose organization this is: 32 lower-case hex digits. Rarely what you want: at zone scope the API
   * knows only `authDomain`, `name`, `readOnlyLock`, `loginDesign` and `userSeatExpirationInactiveTime`, and
   * the provider has no import. Renders `zone_id`.
   *
   * @default - none: `accountId` is then needed
   */
  readonly zoneId?: string;
  /**
   * The organization's name. Free text, not blank (`name-blank`). Renders `name`.
   *
   * Optional in the provider's schema, but the API answers with it, so leaving it out is a permanent diff.
   */
  readonly name: string;
  /**
   * The login domain, as a full host name: `<team>.cloudflareaccess.com` (FedRAMP:
   * `<team>.fed.cloudflareaccess.com`), the team 1 to 63 of a-z, 0-9 and `-`. Renders `auth_domain`.
   * Errors `auth-domain-format`; API error 11004 when missing.
   *
   * **Changing it renames the login domain of the whole company**, at once: identity providers, clients and
   * bookmarks still have the old one, and others can take the old name.
   */
  readonly authDomain: string;
  /**
   * The blueprint whose settings stand under the ones given here: what is given here wins, by setting and, inside
   * structs, by field. `blueprint.organization(scope, id, props)` gives it for you. Giving a setting that the
   * blueprint fixed is an error (`blueprint-fixed`).
   *
   * @default - none: the library's defaults
   */
  readonly blueprint?: OrganizationBlueprint;
  /**
   * Whether to render an `import` block, so that the first plan shows the real difference to the organization
   * that is already there; a no-op once the resource is in the state. Needs Terraform 1.5 or OpenTofu 1.6.
   *
   * @default - `true` for a literal account id, unless `migrateFrom` is given; `false` at zone scope, where the
   * provider has no import
   */
  readonly importExisting?: boolean;
  /**
   * Whether the engine refuses a plan that would destroy the resource. Destroying does nothing in Cloudflare's
   * API, it only makes Terraform forget the organization. Renders `lifecycle.prevent_destroy`.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;
  /**
   * The address of the provider-v4 resource in the state, such as
   * `cloudflare_zero_trust_access_organization.this`: renders a `moved` block. Needs provider 5.19.0 and
   * Terraform 1.8 or OpenTofu 1.10. Error `migrate-from-address`.
   *
   * @default - none
   */
  readonly migrateFrom?: string;
  /**
   * The provider to use, when it is not the stack's default one.
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;
  /**
   * What must be there before the organization is changed.
   *
   * @default - nothing but what its values refer to
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * Terraform's lifecycle rules, merged with `preventDestroy` and `unmanaged`.
   *
   * @default - only what `preventDestroy` and `unmanaged` say
   */
  readonly lifecycle?: TerraformResourceLifecycle;
}
