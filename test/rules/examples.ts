/** Organizations that each violate one rule. */
import { TerraformStack } from 'cdktf';
import {
  LiveCheck,
  MfaAuthenticator,
  MfaPreset,
  OrganizationBlueprint,
  OrganizationSetting,
  PivPinPolicy,
  SshKeyType,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { organization, PROPS, stackWithProvider, ZONE_ID } from '../organization';
import { withVariables } from './helpers';

type Props = Partial<ZeroTrustOrganizationProps>;

const { SECURITY_KEY, BIOMETRICS, PIV_KEY, SSH_FIDO2_KEY, TOTP } = MfaAuthenticator;

/** An organization in a stack whose user requires a provider version. */
function withProviderVersion(version: string, props: Props): ZeroTrustOrganization {
  const stack = stackWithProvider();
  stack.addOverride('terraform.required_providers.cloudflare.version', version);
  return new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, ...props });
}

/** The second of two organizations of one account. */
function duplicate(): ZeroTrustOrganization {
  const stack = stackWithProvider();
  new ZeroTrustOrganization(stack, 'First', PROPS);
  return new ZeroTrustOrganization(stack, 'Second', PROPS);
}

/** The second organization of a stack; the first one has the logical id `front_door`. */
function withNeighbor(): ZeroTrustOrganization {
  const stack = stackWithProvider();
  const first = { ...PROPS, accountId: '0'.repeat(32), authDomain: 'other.cloudflareaccess.com' };
  new ZeroTrustOrganization(stack, 'First', first).resource.overrideLogicalId('front_door');
  return new ZeroTrustOrganization(stack, 'Second', PROPS);
}

/** An organization whose resource has an override. */
function withOverride(path: string, value: unknown): ZeroTrustOrganization {
  const construct = organization();
  construct.resource.addOverride(path, value);
  return construct;
}

/** An organization whose stack overrides what its live checks read. */
function withOverriddenCheck(props: Props): ZeroTrustOrganization {
  const construct = organization(props);
  TerraformStack.of(construct).addOverride('locals.Organization_live_organization', '${{ auth_domain = null }}');
  return construct;
}

/** Props, or a construct; and the message without the id. */
type Example = readonly [example: Props | (() => ZeroTrustOrganization), message: string];

/** For each rule, by id and severity: an organization that violates only this rule, and the message. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  'scope-exactly-one hard': [
    { accountId: undefined },
    'accountId or zoneId is required. Use the id of the account (32 hex digits).',
  ],
  'account-id-format hard': [
    { accountId: 'Widget Corp' },
    "accountId 'Widget Corp' is not an account id (32 lowercase hex digits). Use the id that the dashboard shows under 'API' on the account's overview page.",
  ],
  'zone-id-format hard': [
    { accountId: undefined, zoneId: ZONE_ID.toUpperCase() },
    `zoneId '${ZONE_ID.toUpperCase()}' is not a zone id (32 lowercase hex digits). Use '${ZONE_ID}'.`,
  ],
  'one-organization-per-account hard': [
    duplicate,
    "accountId '023e105f4ecef8ad9ca31a8372d0c353' is also managed by 'stack/First', but an account has only one organization. Keep one construct, and read the organization with ZeroTrustOrganization.fromAccountId elsewhere.",
  ],
  'one-account-per-auth-domain hard': [
    () => {
      const stack = stackWithProvider();
      new ZeroTrustOrganization(stack, 'First', PROPS);
      return new ZeroTrustOrganization(stack, 'Second', { ...PROPS, accountId: '0'.repeat(32) });
    },
    "authDomain 'widget-corp.cloudflareaccess.com' is also the login domain of 'stack/First', in another account. Use a different login domain for each account.",
  ],
  'resource-address-unique hard': [
    () => {
      const construct = withNeighbor();
      construct.resource.overrideLogicalId('front_door');
      return construct;
    },
    "id renders the address cloudflare_zero_trust_organization.front_door, which 'stack/First' also renders. Use another id, or resource.overrideLogicalId.",
  ],
  'resource-name hard': [
    () => new ZeroTrustOrganization(stackWithProvider(), '1org', PROPS),
    "id renders the resource name '1org', but a name is a letter or underscore, followed by letters, digits, underscores and hyphens. Use another id, or resource.overrideLogicalId.",
  ],
  'name-blank hard': [{ name: ' ' }, "name ' ' is blank. Use the name of the organization, for example 'Widget Corp'."],
  'auth-domain-format hard': [
    { authDomain: '' },
    "authDomain '' is blank. Use the full team domain, for example 'widget-corp.cloudflareaccess.com'.",
  ],
  'auth-domain-format documented': [
    { authDomain: 'widget-corp' },
    "authDomain 'widget-corp' is not a full team domain, <team>.cloudflareaccess.com or <team>.fed.cloudflareaccess.com, where the team has 1 to 63 characters of a-z, 0-9 and '-' and neither begins nor ends with a hyphen. Use 'widget-corp.cloudflareaccess.com'.",
  ],
  'auth-domain-placeholder warning': [
    { authDomain: 'test.cloudflareaccess.com' },
    "authDomain 'test.cloudflareaccess.com' looks like a placeholder; applying it renames the login domain of the whole company. Use your own team domain, or acknowledge that this is yours.",
  ],
  'session-duration hard': [
    { sessionDuration: '30d' },
    "sessionDuration '30d' is not a valid duration (unknown unit 'd'). Use hours, minutes or seconds, for example '720h'.",
  ],
  'session-duration documented': [
    { sessionDuration: '1000h' },
    "sessionDuration '1000h' exceeds the documented maximum of '730h'. Use at most '730h'.",
  ],
  'session-duration-notation warning': [
    { sessionDuration: '1.5h' },
    "sessionDuration '1.5h' is not in the documented notation (whole numbers with units, without a sign). Use '1h30m'.",
  ],
  'warp-auth-session-duration hard': [
    { warpAuthSessionDuration: '30s' },
    "warpAuthSessionDuration '30s' is not a valid duration (unit 's' is not allowed). Use hours or minutes, for example '1m'.",
  ],
  'warp-auth-session-duration documented': [
    { warpAuthSessionDuration: '2161h' },
    "warpAuthSessionDuration '2161h' exceeds the documented maximum of '2160h'. Use at most '2160h'.",
  ],
  'warp-auth-session-duration-notation warning': [
    { warpAuthSessionDuration: '1.5h' },
    "warpAuthSessionDuration '1.5h' is not in the documented notation (whole numbers with units, without a sign). Use '1h30m'.",
  ],
  'user-seat-expiration hard': [
    { userSeatExpirationInactiveTime: '720h' },
    "userSeatExpirationInactiveTime '720h' is below the minimum of '730h'. Use at least '730h'.",
  ],
  'user-seat-expiration documented': [
    { userSeatExpirationInactiveTime: '9000h' },
    "userSeatExpirationInactiveTime '9000h' exceeds the documented maximum of '8760h'. Use at most '8760h'.",
  ],
  'user-seat-expiration-notation warning': [
    { userSeatExpirationInactiveTime: '+730h' },
    "userSeatExpirationInactiveTime '+730h' is not in the documented notation (whole numbers with units, without a sign). Use '730h'.",
  ],
  'mfa-session-duration hard': [
    { mfa: { sessionDuration: '30d' } },
    "mfa.sessionDuration '30d' is not a valid duration (unknown unit 'd'). Use hours or minutes, for example '720h'.",
  ],
  'mfa-session-duration-notation warning': [
    { mfa: { sessionDuration: '+1h' } },
    "mfa.sessionDuration '+1h' is not in the documented notation (whole numbers with units, without a sign). Use '1h'.",
  ],
  'amr-matching-session-duration hard': [
    { mfa: { amrMatchingSessionDuration: '721h' } },
    "mfa.amrMatchingSessionDuration '721h' exceeds the maximum of '720h'. Use at most '720h'.",
  ],
  'amr-matching-session-duration-notation warning': [
    { mfa: { amrMatchingSessionDuration: '1.5h' } },
    "mfa.amrMatchingSessionDuration '1.5h' is not in the documented notation (whole numbers with units, without a sign). Use '1h30m'.",
  ],
  'warp-needs-session-duration documented': [
    { allowAuthenticateViaWarp: true },
    "allowAuthenticateViaWarp true requires warpAuthSessionDuration (API error 12130). Add warpAuthSessionDuration, for example '24h', or unmanaged: [OrganizationSetting.WARP_AUTH_SESSION_DURATION] to keep the live one.",
  ],
  'mfa-required-needs-authenticators hard': [
    { mfa: { requiredForAllApps: true, allowedAuthenticators: [] } },
    'mfa.requiredForAllApps true requires at least one allowed authenticator. Add an authenticator to mfa.allowedAuthenticators, or use requiredForAllApps: false.',
  ],
  'mfa-required-needs-session hard': [
    { mfa: { preset: MfaPreset.DISABLED, requiredForAllApps: true, allowedAuthenticators: [TOTP, SECURITY_KEY] } },
    "mfa.requiredForAllApps true requires mfa.sessionDuration. Add sessionDuration, for example '12h'.",
  ],
  'mfa-required-infrastructure-only hard': [
    { mfa: { requiredForAllApps: true, allowedAuthenticators: [PIV_KEY, SSH_FIDO2_KEY] } },
    'mfa.requiredForAllApps true requires an authenticator for browsers, but only piv_key and ssh_fido2_key (infrastructure applications) are allowed. Add MfaAuthenticator.SECURITY_KEY to mfa.allowedAuthenticators.',
  ],
  'mfa-required-aaguids-format hard': [
    { mfa: { preset: MfaPreset.PHISHING_RESISTANT, requiredAaguids: 'our keys' } },
    "mfa.requiredAaguids 'our keys' is not the id (a UUID) of a Zero Trust list of type AAGUID. Use the id of the list, for example new ZeroTrustList(…, { type: 'AAGUID', … }).id, and neither its name nor an AAGUID.",
  ],
  'mfa-aaguids-bypassed warning': [
    { mfa: { requiredAaguids: '0132d110-5654-4a5e-9a2b-1f0b2b0a0a0a' } },
    "mfa.requiredAaguids '0132d110-5654-4a5e-9a2b-1f0b2b0a0a0a' does not apply to users of totp. Remove totp, or acknowledge this.",
  ],
  'mfa-hardware-key-any-model warning': [
    { mfa: { preset: MfaPreset.HARDWARE_KEY, allowedAuthenticators: [SECURITY_KEY, BIOMETRICS] } },
    'mfa.preset MfaPreset.HARDWARE_KEY without mfa.requiredAaguids accepts any FIDO2 key, including software keys. Set requiredAaguids to the id of a Zero Trust list of the models in use, or acknowledge this.',
  ],
  'mfa-single-authenticator warning': [
    { mfa: { allowedAuthenticators: [SECURITY_KEY] } },
    "mfa.allowedAuthenticators 'security_key' is the only allowed authenticator, so users who lose it are locked out until an administrator removes it. Allow a second authenticator, or give every user two and acknowledge this.",
  ],
  'piv-requirements-unused warning': [
    { mfa: { pivKeyRequirements: { pinPolicy: PivPinPolicy.ONCE } } },
    'mfa.pivKeyRequirements has no effect, because piv_key is not allowed. Add MfaAuthenticator.PIV_KEY to mfa.allowedAuthenticators, or remove the requirements.',
  ],
  'piv-key-size hard': [
    {
      mfa: {
        allowedAuthenticators: [PIV_KEY, TOTP],
        pivKeyRequirements: { sshKeySize: [256], sshKeyType: [SshKeyType.RSA] },
      },
    },
    'mfa.pivKeyRequirements.sshKeySize contains 256, but the allowed key types (rsa) have the sizes 2048, 3072, 4096. Use these sizes.',
  ],
  'read-only-lock-reason hard': [
    { readOnlyLock: {} as never },
    'readOnlyLock.reason is required. Explain why the dashboard is locked or unlocked.',
  ],
  'read-only-lock-unset warning': [
    { readOnlyLock: undefined },
    "readOnlyLock is not set, so the dashboard becomes editable even if it was locked manually. Add readOnlyLock: { reason: '…' }, or unmanaged: [OrganizationSetting.READ_ONLY_LOCK].",
  ],
  'read-only-lock-overridden warning': [
    () => {
      const construct = organization();
      construct.resource.addOverride('is_ui_read_only', false);
      return construct;
    },
    'readOnlyLock.locked false is set by an override, although the props lock the dashboard. Remove the override, or use readOnlyLock: { locked: false, reason: … }.',
  ],
  'deny-unmatched-outage warning': [
    { denyUnmatchedRequests: {} },
    'denyUnmatchedRequests is enabled without exempted zones, so every hostname of the account without an Access application returns 403 (error 1050). Add the public zones to exemptedZoneNames, or acknowledge that every hostname has an application.',
  ],
  'deny-unmatched-zone-name documented': [
    { denyUnmatchedRequests: { exemptedZoneNames: ['*.example.com'] } },
    "denyUnmatchedRequests.exemptedZoneNames '*.example.com' is not a zone name (two or more labels, without scheme, path, port, wildcard or trailing dot). Use 'example.com'.",
  ],
  'deny-unmatched-exemptions-unused warning': [
    { denyUnmatchedRequests: { enabled: false, exemptedZoneNames: ['example.com'] } },
    "denyUnmatchedRequests.exemptedZoneNames [ 'example.com' ] has no effect with enabled: false. Remove the zones, or acknowledge that they are prepared for later.",
  ],
  'service-token-inactivity-action hard': [
    { serviceTokenInactivity: { inactivityThresholdDays: 90 } as never },
    'serviceTokenInactivity.action is required. Use ServiceTokenAction.DISABLE or ServiceTokenAction.DELETE.',
  ],
  'service-token-inactivity-days hard': [
    { serviceTokenInactivity: { action: 'disable' } as never },
    'serviceTokenInactivity.inactivityThresholdDays is required. Use a whole number of days, 30 to 365, for example 90.',
  ],
  'service-token-inactivity-days documented': [
    { serviceTokenInactivity: { action: 'disable', inactivityThresholdDays: 7 } as never },
    'serviceTokenInactivity.inactivityThresholdDays 7 is not a whole number of days from 30 to 365. Use 30.',
  ],
  'custom-page-uid documented': [
    { customPages: { forbidden: 'denied' } },
    "customPages.forbidden 'denied' is not the uid of a custom page (a UUID, or 32 hex digits). Use the uid of the page, for example new ZeroTrustAccessCustomPage(…).uid.",
  ],
  'login-color documented': [
    { loginDesign: { textColor: 'white' } },
    "loginDesign.textColor 'white' is not a color in the notation #RGB or #RRGGBB. Use one such as '#1a73e8'.",
  ],
  'login-contrast warning': [
    { loginDesign: { textColor: '#fff', backgroundColor: '#eee' } },
    "loginDesign.textColor '#fff' has a contrast of 1.16 to 1 on '#eee', less than 4.5 to 1 (WCAG AA). Use a darker or lighter color, or acknowledge this.",
  ],
  'login-logo-url documented': [
    { loginDesign: { logoPath: 'logo.png' } },
    "loginDesign.logoPath 'logo.png' is not an absolute https URL. Use one such as 'https://widget-corp.com/logo.png'.",
  ],
  'text-template warning': [
    { name: '${var.name}' },
    "name '${var.name}' contains '${', which begins a Terraform expression. Use '$${' for literal text, or acknowledge that an expression is intended.",
  ],
  'text-unclosed-template hard': [
    { sessionDuration: '12h${' },
    "sessionDuration '12h${' contains '${', which begins a Terraform expression that is not closed. Remove it, close it with '}', or use '$${' for literal text.",
  ],
  'text-dollar-before-token warning': [
    () => withVariables(({ text }) => ({ name: `costs $${text.stringValue}` })),
    "name 'costs $<token>' has a '$' directly before a token, so that the token would not be replaced. Add a space between them.",
  ],
  'text-well-formed hard': [
    { name: 'Widget \ud83d' },
    "name 'Widget \\ud83d' contains an unpaired surrogate at position 7, which UTF-8 cannot represent. Use the complete character.",
  ],
  'zone-scope-settings warning': [
    { accountId: undefined, zoneId: ZONE_ID, strictServiceTokenAuth: true },
    'strictServiceTokenAuth is not supported at zone scope, which supports only name, authDomain, userSeatExpirationInactiveTime, readOnlyLock, loginDesign. Use accountId instead of zoneId, or remove strictServiceTokenAuth.',
  ],
  'blueprint-fixed hard': [
    {
      sessionDuration: '12h',
      blueprint: new OrganizationBlueprint({ name: 'company', fixed: [OrganizationSetting.SESSION_DURATION] }),
    },
    "sessionDuration '12h' is fixed by blueprint 'company'. Remove it, or ask the owners of the blueprint for a change.",
  ],
  'setting-managed-and-unmanaged hard': [
    { sessionDuration: '12h', unmanaged: [OrganizationSetting.SESSION_DURATION] },
    'sessionDuration is both set and unmanaged, so that its value would never be applied. Remove sessionDuration, or remove it from unmanaged.',
  ],
  'import-needs-account hard': [
    { accountId: undefined, zoneId: ZONE_ID, importExisting: true },
    'importExisting true requires accountId, because the provider imports by account id only. Use accountId instead of zoneId, or remove importExisting.',
  ],
  'import-single-instance hard': [
    () => withOverride('count', 1),
    'importExisting cannot be combined with count and for_each, because the import block names no instance. Use importExisting: false, or remove count and for_each.',
  ],
  'import-undecided warning': [
    { accountId: '${terraform_data.account.output}' },
    'importExisting is not set, and accountId may be unknown until apply, so that nothing is imported and the first apply overwrites live settings without showing them. Use importExisting: true if the account exists already, or importExisting: false if the same apply creates it.',
  ],
  'migrate-from-address hard': [
    { migrateFrom: 'this' },
    "migrateFrom 'this' is not the literal address of another organization in the state. Use an address that terraform state list shows, for example 'cloudflare_zero_trust_access_organization.this'.",
  ],
  'prevent-destroy-conflict hard': [
    { preventDestroy: true, lifecycle: { preventDestroy: false } },
    'preventDestroy true contradicts lifecycle.preventDestroy false. Remove lifecycle.preventDestroy.',
  ],
  'provider-reference hard': [
    () => withOverride('provider', 'cloudflare.europe'),
    "provider 'cloudflare.europe' is not configured in the stack. Add a CloudflareProvider with alias 'europe'.",
  ],
  'provider-version-invalid hard': [
    () => withProviderVersion('5.x', {}),
    "terraform.required_providers.cloudflare.version '5.x' is not a version constraint (clauses such as '>= 5.18.0', separated by commas). Use '>= 5.18.0, < 6.0.0'.",
  ],
  'provider-version-too-low hard': [
    () => withProviderVersion('5.17.0', { mfa: { preset: MfaPreset.DISABLED } }),
    "mfa.allowedAuthenticators requires provider 5.18.0 or later, but the stack requires '5.17.0'. Use stack.addOverride('terraform.required_providers.cloudflare.version', '>= 5.18.0, < 6.0.0').",
  ],
  'unmanaged-version-too-low warning': [
    () => withProviderVersion('>= 5.17.0', { unmanaged: [OrganizationSetting.MFA] }),
    "unmanaged 'mfa' cannot be preserved, because the stack requires '>= 5.17.0' and some of these provider versions reset the setting. Use stack.addOverride('terraform.required_providers.cloudflare.version', '>= 5.28.0, < 6.0.0').",
  ],
  'attribute-type hard': [
    () => withOverride('mfa_config.allowed_authenticators', 'totp'),
    "mfa.allowedAuthenticators 'totp' is not a list. Use a list in the override of mfa_config.allowed_authenticators.",
  ],
  'block-override hard': [
    () => withOverride('lifecycle', '${var.lifecycle}'),
    "lifecycle '${var.lifecycle}' does not leave exactly one block. Use overrides of single attributes.",
  ],
  'block-replaced warning': [
    () => withOverride('lifecycle', [{ prevent_destroy: true }]),
    'lifecycle [ { prevent_destroy: true } ] replaces the whole block, including the arguments that the props set. Use overrides of single arguments, or acknowledge this.',
  ],
  'unresolved-struct warning': [
    () => withOverride('login_design', '${var.login_design}'),
    'loginDesign is unresolved as a whole, so that none of its fields can be checked. Set or override the fields of login_design one by one, or acknowledge this.',
  ],
  'ignore-changes-reference hard': [
    { lifecycle: { ignoreChanges: ['sessionDuration'] } },
    "lifecycle.ignoreChanges 'sessionDuration' is not an attribute of the resource. Use 'session_duration'.",
  ],
  'ignore-changes-unknown warning': [
    { lifecycle: { ignoreChanges: ['nonsense'] } },
    "lifecycle.ignoreChanges 'nonsense' is not an attribute of the resource. Use the name of an attribute, such as 'session_duration'.",
  ],
  'live-check-needs-account hard': [
    {
      accountId: undefined,
      zoneId: ZONE_ID,
      liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED, LiveCheck.EXEMPTED_ZONES_EXIST],
    },
    "liveChecks 'exempted-zones-exist' is not possible at zone scope, because it reads lists of the account. Use accountId instead of zoneId, or remove the check.",
  ],
  'live-check-instance hard': [
    {
      accountId: '${each.key}',
      importExisting: false,
      liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED],
    },
    "accountId '${each.key}' refers to an instance of the resource, which live checks cannot compare. Use one construct for each organization, or remove the live checks of this value.",
  ],
  'live-check-overridden warning': [
    () => withOverriddenCheck({ liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED] }),
    "liveChecks 'login-domain-unchanged' is changed by an override, so that it may pass unnoticed. Remove the overrides of its data sources, locals and preconditions, or remove the check.",
  ],
  'live-check-option-unused warning': [
    {
      liveChecks: [LiveCheck.LOGIN_DOMAIN_UNCHANGED],
      liveCheckOptions: { previousAuthDomain: 'widgets.cloudflareaccess.com', darkZones: ['example.com'] },
    },
    "liveCheckOptions.darkZones [ 'example.com' ] has no effect without the live check unmatched-zones-covered. Remove it, or add the check to liveChecks.",
  ],
};

/** The key of the examples: the id and the severity of a rule. */
export function keyOf({ id, severity }: { readonly id: string; readonly severity: string }): string {
  return `${id} ${severity}`;
}

/** A new organization that violates a rule. */
export function example(key: string): ZeroTrustOrganization {
  const [made] = EXAMPLES[key] ?? [{}];
  return typeof made === 'function' ? (made as () => ZeroTrustOrganization)() : organization(made);
}
