/** Rules for live checks. */
import { TerraformStack } from 'cdktf';
import { LiveCheck, type LiveCheckOptions } from '../organization-props';
import { LIVE_CHECK_ROWS } from '../provider/live-check-rows';
import { refersToInstance } from '../provider/plan-time';
import { keysOf } from '../settings/settings-table';
import { show } from '../values/messages';
import { valueAt } from '../values/structs';
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
        .filter((check) => zoneId !== undefined && !LIVE_CHECK_ROWS[check].atZone)
        .map((check) => ({
          received: show(check),
          problem: 'is not possible at zone scope, because it reads lists of the account',
          fix: 'Use accountId instead of zoneId, or remove the check',
        })),
  },
  {
    id: 'live-check-instance',
    props: ['liveChecks'],
    severity: 'hard',
    evidence: 'engine',
    statement: 'values that live checks compare do not refer to `count` or `each`',
    source:
      'data sources and locals, which are not part of the resource, compare them: the engine rejects the reference',
    check: ({ merged: { liveChecks = [] }, effective }, { resource }) => {
      const stack = TerraformStack.of(resource);
      const props = new Set([
        'accountId',
        ...liveChecks.flatMap((check) => LIVE_CHECK_ROWS[check].propsInLocals ?? []),
      ]);
      return [...(liveChecks.length === 0 ? [] : props)]
        .filter((prop) => refersToInstance(stack, valueAt(effective, keysOf(prop))))
        .map((prop) => ({
          prop,
          received: show(valueAt(effective, keysOf(prop))),
          problem: 'refers to an instance of the resource, which live checks cannot compare',
          fix: 'Use one construct for each organization, or remove the live checks of this value',
        }));
    },
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
