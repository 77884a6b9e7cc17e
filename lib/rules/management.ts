/** Rules for who manages a setting: the organization, its blueprint, or the dashboard. */
import { isDeepStrictEqual } from 'node:util';
import type { OrganizationSettings } from '../organization-props';
import { declares, LIVE_CHECKS_PROP } from '../settings/declared-settings';
import type { RenderedSettings } from '../settings/provenance';
import { ATTRIBUTES, isSetting, SETTINGS, settingOf } from '../settings/settings-table';
import { show } from '../values/messages';
import { valueAt } from '../values/structs';
import { type EvaluatedSettings, findingIf, type Rule, type RuleFinding } from './rule';

export const MANAGEMENT_RULES: readonly Rule[] = [
  {
    id: 'blueprint-fixed',
    props: [],
    severity: 'hard',
    evidence: 'contract',
    statement: 'a setting that the blueprint fixed is neither set, nor unmanaged, nor overridden',
    source: '`OrganizationBlueprint`, `fixed`: the platform team decides the setting for all organizations',
    checksOwnProps: true,
    check: (settings) =>
      settings.own.blueprint === undefined
        ? []
        : [...fixedButSet(settings), ...fixedButOverridden(settings), ...fixedChecksButSet(settings)],
  },
  {
    id: 'setting-managed-and-unmanaged',
    props: ['unmanaged', 'lifecycle.ignoreChanges'],
    severity: 'hard',
    evidence: 'contract',
    statement: 'a setting is either set or unmanaged, and `ignoreChanges` covers no value that is set',
    source: '`ignore_changes` would prevent the value from being applied',
    check: ({ merged, rendered }) => [
      ...SETTINGS.filter((setting) => merged.unmanaged?.includes(setting) && merged[setting] !== undefined).map(
        (setting) => ({
          prop: setting,
          problem: 'is both set and unmanaged, so that its value would never be applied',
          fix: `Remove ${setting}, or remove it from unmanaged`,
        }),
      ),
      ...ignoredProps(merged, rendered)
        .filter((prop) => isSetting(settingOf(prop)) && declares(merged, prop))
        .map((prop) => ({
          prop,
          problem: 'is set, but lifecycle.ignoreChanges covers it, so that its value would never be applied',
          fix: `Remove ${prop}, or remove its attribute from lifecycle.ignoreChanges`,
        })),
    ],
  },
];

/** Fixed settings that the organization gives, or does not manage. */
function fixedButSet({ own, merged, rendered }: EvaluatedSettings): RuleFinding[] {
  const ignored = new Set<string>(ignoredProps(merged, rendered).map(settingOf));
  return SETTINGS.flatMap((setting) => {
    const fixedBy = declares(own, setting) || ignored.has(setting) ? own.blueprint?._fixedBy(setting) : undefined;
    const isGiven = own[setting] !== undefined;
    const list = own.unmanaged?.includes(setting) ? 'unmanaged' : 'lifecycle.ignoreChanges';
    return findingIf(fixedBy !== undefined, () => ({
      prop: setting,
      received: isGiven ? show(own[setting]) : '(unmanaged)',
      problem: `is fixed by blueprint ${show(fixedBy)}`,
      fix: `Remove it${isGiven ? '' : ` from ${list}`}, or ask the owners of the blueprint for a change`,
    }));
  });
}

/** The props of live checks that the organization gives although the blueprint fixed them. */
function fixedChecksButSet({ own }: EvaluatedSettings): RuleFinding[] {
  const fixedBy = own.blueprint?._fixedBy(LIVE_CHECKS_PROP);
  const given = [LIVE_CHECKS_PROP, 'liveCheckOptions.onUnreadable'].filter((prop) => declares(own, prop));
  return given.flatMap((prop) =>
    findingIf(fixedBy !== undefined, () => ({
      prop,
      received: show(valueAt(own, prop.split('.'))),
      problem: `is fixed by blueprint ${show(fixedBy)}`,
      fix: 'Remove it, or ask the owners of the blueprint for a change',
    })),
  );
}

/** Props of fixed settings whose values an override or an aspect changes. */
function fixedButOverridden({ own, merged, declared, effective }: EvaluatedSettings): RuleFinding[] {
  const unmanaged: readonly string[] = merged.unmanaged ?? [];
  return ATTRIBUTES.filter(({ setting }) => !unmanaged.includes(setting)).flatMap(
    ({ prop, keys, setting, attribute }) => {
      const value = valueAt(effective, keys);
      const isOverridden = !isDeepStrictEqual(value, valueAt(declared, keys));
      const fixedBy = isOverridden ? own.blueprint?._fixedBy(setting) : undefined;
      return findingIf(fixedBy !== undefined, () => ({
        prop,
        received: value === undefined ? undefined : show(value),
        problem: `is ${value === undefined ? 'removed' : 'set'} by an override, but fixed by blueprint ${show(fixedBy)}`,
        fix: `Remove the override of ${attribute}, or ask the owners of the blueprint for a change`,
      }));
    },
  );
}

/** The props that `lifecycle.ignoreChanges` covers, without those of unmanaged settings. */
function ignoredProps({ unmanaged = [] }: OrganizationSettings, { ignored }: RenderedSettings): readonly string[] {
  return [...ignored].filter((prop) => !(unmanaged as readonly string[]).includes(settingOf(prop)));
}
