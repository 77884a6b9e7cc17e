import { type Rule, when } from './rule';
import { checkNotBlank, knownElements, show } from './text';

const PROTECTION_DOCUMENTATION = 'Cloudflare One documentation, "Require Access protection"';

export const ACCESS_RULES: readonly Rule[] = [
  {
    id: 'read-only-lock-reason',
    guards: 'readOnlyLock.reason',
    severity: 'hard',
    statement: 'a lock, and its opening, gives its reason',
    source: 'the provider keeps the old reason when none is sent (since 5.17.0), and takes an empty one for none',
    check: (subject) =>
      subject.given.readOnlyLock === undefined
        ? []
        : checkNotBlank(
            subject,
            'readOnlyLock.reason',
            subject.given.readOnlyLock.reason,
            "who manages these settings, such as 'managed in github.com/widget-corp/platform'",
          ),
  },
  {
    id: 'read-only-lock-unset',
    guards: 'readOnlyLock',
    severity: 'warning',
    statement: 'without a lock the dashboard will be editable, also when somebody has locked it by hand',
    source: 'the provider always sends `is_ui_read_only`, as `false` when it is unset',
    check: ({ given, effective }) =>
      when(
        given.readOnlyLock === undefined && effective.readOnlyLock !== undefined,
        'readOnlyLock',
        () =>
          "received nothing; the dashboard will be editable, and a lock set by hand will be opened: write readOnlyLock: { reason: '…' }, or unmanaged: [OrganizationSetting.READ_ONLY_LOCK]",
      ),
  },
  {
    id: 'deny-unmatched-outage',
    guards: 'denyUnmatchedRequests',
    severity: 'warning',
    statement: 'enabled with no exempted zone, it blocks every host name without an Access application',
    source: `${PROTECTION_DOCUMENTATION}; a public report of about fifty production zones answering 403 (error 1050)`,
    check: ({ effective: { denyUnmatchedRequests } }) =>
      when(
        denyUnmatchedRequests?.enabled === true && (denyUnmatchedRequests.exemptedZoneNames ?? []).length === 0,
        'denyUnmatchedRequests',
        () =>
          'enabled with no exempted zone; every host name of the account without an Access application will answer 403 (error 1050): write exemptedZoneNames with the public zones, or acknowledge that every host name has its application',
      ),
  },
  {
    id: 'deny-unmatched-zone-name',
    guards: 'denyUnmatchedRequests.exemptedZoneNames',
    severity: 'hard',
    statement: 'a zone name such as `example.com`: no scheme, path, port, wildcard or trailing dot',
    source:
      'API schema, `deny_unmatched_requests_exempted_zone_names`; a zone name is a host name of two or more labels',
    check: (subject) =>
      [...new Set(knownElements(subject, subject.given.denyUnmatchedRequests?.exemptedZoneNames))]
        .filter((zone) => !isZoneName(zone))
        .map((zone) => ({
          prop: 'denyUnmatchedRequests.exemptedZoneNames',
          problem: `${show(zone)} is no zone name; allowed: a name such as 'example.com', with no scheme, path, port, wildcard or trailing dot: write ${zoneFix(zone)}`,
        })),
  },
  {
    id: 'deny-unmatched-exemptions-unused',
    guards: 'denyUnmatchedRequests.exemptedZoneNames',
    severity: 'warning',
    statement: 'exempted zones do nothing while `denyUnmatchedRequests` is not enabled',
    source: PROTECTION_DOCUMENTATION,
    check: ({ isUnknown, effective: { denyUnmatchedRequests }, given }) =>
      when(
        denyUnmatchedRequests?.enabled === false &&
          !isUnknown(denyUnmatchedRequests.exemptedZoneNames) &&
          (denyUnmatchedRequests.exemptedZoneNames ?? []).length > 0,
        'denyUnmatchedRequests.exemptedZoneNames',
        () =>
          `received ${show(given.denyUnmatchedRequests?.exemptedZoneNames)} with enabled: false; they do nothing until it is enabled: leave them out, or acknowledge that they are prepared for later`,
      ),
  },
  {
    id: 'service-token-inactivity-action',
    guards: 'serviceTokenInactivity.action',
    severity: 'hard',
    statement: 'the action is given',
    source: 'API schema, `service_token_inactivity`: all members are required',
    check: ({ effective: { serviceTokenInactivity } }) =>
      when(
        serviceTokenInactivity !== undefined && serviceTokenInactivity.action === undefined,
        'serviceTokenInactivity.action',
        () => 'received nothing; allowed: disable, delete: write ServiceTokenAction.DISABLE',
      ),
  },
  {
    id: 'service-token-inactivity-days',
    guards: 'serviceTokenInactivity.inactivityThresholdDays',
    severity: 'hard',
    statement: 'the number of days is given',
    source: 'API schema, `service_token_inactivity`: all members are required',
    check: ({ effective: { serviceTokenInactivity } }) =>
      when(
        serviceTokenInactivity !== undefined && serviceTokenInactivity.inactivityThresholdDays === undefined,
        'serviceTokenInactivity.inactivityThresholdDays',
        () => 'received nothing; allowed: a whole number of days, 30 to 365: write 90',
      ),
  },
  {
    id: 'service-token-inactivity-days',
    guards: 'serviceTokenInactivity.inactivityThresholdDays',
    severity: 'documented',
    statement: 'a whole number of days, 30 to 365',
    source: 'Cloudflare One documentation, "Service tokens"',
    check: ({ isUnknown, effective: { serviceTokenInactivity } }) => {
      const days = serviceTokenInactivity?.inactivityThresholdDays;
      const wrong = days !== undefined && !isUnknown(days) && (!Number.isInteger(days) || days < 30 || days > 365);
      return when(
        wrong,
        'serviceTokenInactivity.inactivityThresholdDays',
        () =>
          `${show(days)} is no such number; allowed: a whole number of days, 30 to 365: write ${Math.min(365, Math.max(30, Math.round(days || 90)))}`,
      );
    },
  },
];

/** Two or more labels of letters, digits and hyphens, in any script; the last one is no number, as in an address. */
const ZONE_NAME =
  /^([\p{L}\p{M}\p{N}_]([\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}_])?\.)+(?!\d+$)[\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

function isZoneName(text: string): boolean {
  return text.length <= 253 && ZONE_NAME.test(text);
}

/** The zone name in a URL, a wildcard or a name with a trailing dot; otherwise an example. */
function zoneFix(zone: string): string {
  const host = zone
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .split(/[/:?#]/)[0] as string;
  const name = host.replace(/^\*\.|\.$/g, '');
  return isZoneName(name) ? show(name) : "the zone's name, such as 'example.com'";
}
