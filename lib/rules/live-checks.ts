/** Rules for live checks. */
import { LiveCheck, type LiveCheckOptions } from '../organization-props';
import { LIVE_CHECKS } from '../provider/live-check-rows';
import { show } from '../values/messages';
import { findingIf, type Rule } from './rule';

/** The options that belong to a single check. */
const OPTIONS: readonly (readonly [option: keyof LiveCheckOptions, check: LiveCheck])[] = [
  ['allowLoosening', LiveCheck.NOTHING_LOOSENED],
  ['previousAuthDomain', LiveCheck.LOGIN_DOMAIN_UNCHANGED],
  ['darkZones', LiveCheck.UNMATCHED_ZONES_COVERED],
];

export const LIVE_RULES: readonly Rule[] = [
  {
    id: 'live-check-needs-account',
    props: ['liveChecks'],
    severity: 'hard',
    evidence: 'contract',
    statement: 'at zone scope, only checks of the organization itself are used',
    source: 'protects from a check that is requested but cannot run: the API lists the rest for accounts only',
    check: ({ merged: { liveChecks = [], zoneId } }) =>
      liveChecks
        .filter((check) => zoneId !== undefined && !LIVE_CHECKS[check].atZone)
        .map((check) => ({
          received: show(check),
          problem: 'is not possible at zone scope, because it reads lists of the account',
          fix: 'Use accountId instead of zoneId, or remove the check',
        })),
  },
  {
    id: 'live-check-overridden',
    props: ['liveChecks'],
    severity: 'warning',
    evidence: 'engine',
    statement: 'no override of the stack changes the data sources, locals or preconditions of a check',
    source: 'the engine evaluates what is rendered, so that the check can pass unnoticed',
    check: ({ merged: { liveChecks = [] } }, organization) => {
      const changed =
        liveChecks.length === 0 ? [] : liveChecks.filter((check) => !organization.liveChecks.includes(check));
      return findingIf(changed.length > 0, () => ({
        received: show(changed.join(', ')),
        problem: 'is changed by an override, so that it may pass unnoticed',
        fix: 'Remove the overrides of its data sources, locals and preconditions, or remove the check',
      }));
    },
  },
  {
    id: 'live-check-option-unused',
    props: ['liveCheckOptions'],
    severity: 'warning',
    evidence: 'engine',
    statement: 'an option belongs to a check that is used',
    source: 'no condition that the engine evaluates reads it, and an exception hides that its check is missing',
    check: ({ own: { liveCheckOptions = {} }, merged: { liveChecks = [] } }) =>
      OPTIONS.filter(([option, check]) => liveCheckOptions[option] !== undefined && !liveChecks.includes(check)).map(
        ([option, check]) => ({
          prop: `liveCheckOptions.${option}`,
          received: show(liveCheckOptions[option]),
          problem: `has no effect without the live check ${check}`,
          fix: 'Remove it, or add the check to liveChecks',
        }),
      ),
  },
];
