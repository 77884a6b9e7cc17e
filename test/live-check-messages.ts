/** The messages of live checks that pages show: the engine prints them in `test/engine/live-checks.test.ts`. */
import { LiveCheck } from '../lib';

/** The id of a custom page or a list. */
export const ID = '8d04f4b5-7b3c-4a5e-9c4f-6d5b1f0a2c3e';

export const LIVE_CHECK_MESSAGES: Readonly<Record<LiveCheck, string>> = {
  [LiveCheck.LOGIN_DOMAIN_UNCHANGED]:
    "authDomain 'widget-corp.cloudflareaccess.com' differs from the live login domain 'widgets.cloudflareaccess.com', so that applying it renames the login domain of the whole company. Use the live login domain, or name it in liveCheckOptions.previousAuthDomain to rename it deliberately. [live check login-domain-unchanged]",
  [LiveCheck.SINGLE_IDENTITY_PROVIDER]:
    'autoRedirectToIdentity true requires exactly one identity provider, but the account has 2: Okta, One-time PIN. Remove the other ones, or use autoRedirectToIdentity: false. [live check single-identity-provider]',
  [LiveCheck.EXEMPTED_ZONES_EXIST]:
    'denyUnmatchedRequests.exemptedZoneNames contains names that are not zones of the account: many-25.example, widget-corp.com. Correct or remove them. [live check exempted-zones-exist]',
  [LiveCheck.UNMATCHED_ZONES_COVERED]:
    'denyUnmatchedRequests.enabled true blocks all requests to active zones without an exemption or an Access application: bookmarked.example, dark.example, parent.example. Add Access applications, or name the zones in denyUnmatchedRequests.exemptedZoneNames, or in liveCheckOptions.darkZones to block them deliberately. Partially covered zones: child.parent.example, partial.example, path.example. DNS records were not checked. [live check unmatched-zones-covered]',
  [LiveCheck.CUSTOM_PAGES_EXIST]: `customPages.forbidden '${ID}' is not the uid of a custom page of type forbidden: this page has the type identity_denied. Use the uid of a page of type forbidden. [live check custom-pages-exist]`,
  [LiveCheck.AAGUID_LIST_USABLE]: `mfa.requiredAaguids '${ID}' is not the id of a list of the account. Use the id of a list of type AAGUID with at least one item. [live check aaguid-list-usable]`,
  [LiveCheck.NOTHING_LOOSENED]:
    'The organization is less strict than the live one: readOnlyLock.locked (live: true, sent: false); mfa.requiredForAllApps (live: true, sent: false); mfa.allowedAuthenticators (live: security_key; sent: totp, security_key); denyUnmatchedRequests.exemptedZoneNames (added: b.example). Use the live values, or name the settings in liveCheckOptions.allowLoosening to loosen them deliberately. [live check nothing-loosened]',
};
