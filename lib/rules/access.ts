import { OrganizationSetting } from '../organization-props';
import { show } from '../values/messages';
import { isUnresolved, resolvedElements } from '../values/unresolved';
import { checkNotBlank } from './free-text';
import { findingIf, type Rule } from './rule';

const PROTECTION_DOCUMENTATION = 'Cloudflare One documentation, "Require Access protection"';

export const ACCESS_RULES: readonly Rule[] = [
  {
    id: 'read-only-lock-reason',
    props: ['readOnlyLock.reason'],
    severity: 'hard',
    evidence: 'contract',
    statement: 'a lock, or its removal, has a reason',
    source:
      'protects the record of why the dashboard is locked: the provider keeps the previous reason if none is sent (since 5.17.0), and treats an empty one as none',
    check: ({ merged, effective: { readOnlyLock } }) =>
      readOnlyLock === undefined || (merged.readOnlyLock === undefined && readOnlyLock.reason === undefined)
        ? []
        : checkNotBlank(readOnlyLock.reason, 'Explain why the dashboard is locked or unlocked'),
  },
  {
    id: 'read-only-lock-unset',
    props: ['readOnlyLock'],
    severity: 'warning',
    evidence: 'provider',
    statement: 'the lock is set, or unmanaged: otherwise the dashboard becomes editable even if it was locked manually',
    source: 'the provider always sends `is_ui_read_only`, as `false` if it is omitted',
    check: ({ merged, effective }) =>
      findingIf(merged.readOnlyLock === undefined && effective.readOnlyLock !== undefined, () => ({
        problem: 'is not set, so the dashboard becomes editable even if it was locked manually',
        fix: "Add readOnlyLock: { reason: '…' }, or unmanaged: [OrganizationSetting.READ_ONLY_LOCK]",
      })),
  },
  {
    id: 'read-only-lock-overridden',
    props: ['readOnlyLock.locked'],
    severity: 'warning',
    evidence: 'provider',
    statement: 'an override does not unlock the dashboard that the props lock',
    source: 'the provider sends what is rendered, so the dashboard becomes editable although the props lock it',
    check: ({ own, declared, effective, rendered }) =>
      findingIf(
        declared.readOnlyLock?.locked === true &&
          own.blueprint?._fixedBy(OrganizationSetting.READ_ONLY_LOCK) === undefined &&
          effective.readOnlyLock?.locked !== true &&
          !rendered.unmanaged.includes(OrganizationSetting.READ_ONLY_LOCK),
        () => ({
          received: show(effective.readOnlyLock?.locked),
          problem: 'is set by an override, although the props lock the dashboard',
          fix: 'Remove the override, or use readOnlyLock: { locked: false, reason: … }',
        }),
      ),
  },
  {
    id: 'deny-unmatched-outage',
    props: ['denyUnmatchedRequests'],
    severity: 'warning',
    evidence: 'documentation',
    statement: 'if enabled without exempted zones, it blocks every hostname without an Access application',
    source: `${PROTECTION_DOCUMENTATION}; a public report of about fifty production zones returning 403 (error 1050)`,
    check: ({ effective: { denyUnmatchedRequests: { enabled, exemptedZoneNames: zones = [] } = {} } }) =>
      findingIf(enabled === true && zones.length === 0, () => ({
        problem:
          'is enabled without exempted zones, so every hostname of the account without an Access application returns 403 (error 1050)',
        fix: 'Add the public zones to exemptedZoneNames, or acknowledge that every hostname has an application',
      })),
  },
  {
    id: 'deny-unmatched-zone-name',
    props: ['denyUnmatchedRequests.exemptedZoneNames'],
    severity: 'documented',
    evidence: 'documentation',
    statement: 'a zone name such as `example.com`, without scheme, path, port, wildcard or trailing dot',
    source:
      'API schema, `deny_unmatched_requests_exempted_zone_names`; a zone name is a hostname of two or more labels',
    check: ({ effective }) =>
      [...new Set(resolvedElements(effective.denyUnmatchedRequests?.exemptedZoneNames))]
        .filter((zone) => !isZoneName(zone))
        .map((zone) => ({
          received: show(zone),
          problem: 'is not a zone name (two or more labels, without scheme, path, port, wildcard or trailing dot)',
          fix: `Use ${correctedZone(zone)}`,
        })),
  },
  {
    id: 'deny-unmatched-exemptions-unused',
    props: ['denyUnmatchedRequests.exemptedZoneNames'],
    severity: 'warning',
    evidence: 'documentation',
    statement: 'exempted zones have no effect unless `denyUnmatchedRequests` is enabled',
    source: PROTECTION_DOCUMENTATION,
    check: ({ effective: { denyUnmatchedRequests: { enabled, exemptedZoneNames: zones = [] } = {} } }) =>
      findingIf(enabled === false && !isUnresolved(zones) && zones.length > 0, () => ({
        received: show(zones),
        problem: 'has no effect with enabled: false',
        fix: 'Remove the zones, or acknowledge that they are prepared for later',
      })),
  },
  {
    id: 'service-token-inactivity-action',
    props: ['serviceTokenInactivity.action'],
    severity: 'hard',
    evidence: 'API schema',
    statement: 'the action is given',
    source: 'API schema, `service_token_inactivity`: all members are required',
    check: ({ effective: { serviceTokenInactivity } }) =>
      findingIf(serviceTokenInactivity !== undefined && serviceTokenInactivity.action === undefined, () => ({
        problem: 'is required',
        fix: 'Use ServiceTokenAction.DISABLE or ServiceTokenAction.DELETE',
      })),
  },
  {
    id: 'service-token-inactivity-days',
    props: ['serviceTokenInactivity.inactivityThresholdDays'],
    severity: 'hard',
    evidence: 'API schema',
    statement: 'the number of days is given',
    source: 'API schema, `service_token_inactivity`: all members are required',
    check: ({ effective: { serviceTokenInactivity } }) =>
      findingIf(
        serviceTokenInactivity !== undefined && serviceTokenInactivity.inactivityThresholdDays === undefined,
        () => ({
          problem: 'is required',
          fix: 'Use a whole number of days, 30 to 365, for example 90',
        }),
      ),
  },
  {
    id: 'service-token-inactivity-days',
    props: ['serviceTokenInactivity.inactivityThresholdDays'],
    severity: 'documented',
    evidence: 'documentation',
    statement: 'a whole number of days, 30 to 365',
    source: 'Cloudflare One documentation, "Service tokens"',
    check: ({ effective: { serviceTokenInactivity } }) => {
      const days = serviceTokenInactivity?.inactivityThresholdDays;
      const isWrong = days !== undefined && !isUnresolved(days) && !isThreshold(days);
      return findingIf(isWrong, () => ({
        received: show(days),
        problem: 'is not a whole number of days from 30 to 365',
        fix: `Use ${Math.min(365, Math.max(30, Math.round(days || 90)))}`,
      }));
    },
  },
];

function isThreshold(days: number): boolean {
  return Number.isInteger(days) && days >= 30 && days <= 365;
}

/** Letters, digits, underscores and hyphens, in any script. */
const LABEL = /^(?!-)[\p{L}\p{M}\p{N}_-]{1,63}(?<!-)$/u;

/** Two or more labels; the last one has no underscore, and is not a number, as in an IP address. */
function isZoneName(text: string): boolean {
  const labels = text.split('.');
  const isName = labels.every((label) => LABEL.test(label)) && !/_|^\d+$/.test(labels.at(-1) as string);
  return text.length <= 253 && labels.length > 1 && isName;
}

/** The zone name in a URL, a wildcard or a name with a trailing dot; otherwise an example. */
function correctedZone(zone: string): string {
  const [host = ''] = zone
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .split(/[/:?#]/);
  const name = host.replace(/^\*\.|\.$/g, '');
  return isZoneName(name) ? show(name) : "the name of the zone, for example 'example.com'";
}
