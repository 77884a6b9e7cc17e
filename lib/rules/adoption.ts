import { DEFAULTS } from '../defaults';
import { says } from '../layers';
import { OrganizationSetting } from '../organization-props';
import { type Rule, when } from './rule';
import { show } from './text';

/** Where a provider-v4 organization, or one under another name, can stand in the state. */
const ADDRESS =
  /^(module\.[A-Za-z_][\w-]*(\[(\d+|"[^"\\$%\r\n]*")\])?\.)*cloudflare_(access|zero_trust_access|zero_trust)_organization\.[A-Za-z_][\w-]*(\[(\d+|"[^"\\$%\r\n]*")\])?$/;

export const ADOPTION_RULES: readonly Rule[] = [
  {
    id: 'zone-scope-settings',
    guards: 'zoneId',
    severity: 'warning',
    statement: 'a setting that does not exist at zone scope is sent, but the API does not know it there',
    source: 'API schema of the call at zone scope',
    check: ({ given }) =>
      given.zoneId === undefined
        ? []
        : DEFAULTS.filter(({ setting, atZone }) => !atZone && given[setting] !== undefined).map(({ setting }) => ({
            prop: setting,
            problem:
              'received together with zoneId; at zone scope the API knows only authDomain, name, readOnlyLock, loginDesign and userSeatExpirationInactiveTime: use accountId, or leave it out',
          })),
  },
  {
    id: 'blueprint-fixed',
    guards: 'every setting',
    severity: 'hard',
    statement: 'a setting that the blueprint fixed is not set, nor left to the dashboard',
    source: '`OrganizationBlueprint`, `fixed`: the platform says it for all',
    check: ({ own, fixedBy }) =>
      Object.values(OrganizationSetting).flatMap((setting) => {
        const blueprint = says(own, setting) ? fixedBy(setting) : undefined;
        const received = own[setting] === undefined ? 'in unmanaged' : show(own[setting]);
        const problem = `received ${received}, but the blueprint ${show(blueprint)} fixed it: leave it out, or ask the blueprint's owners`;
        return blueprint === undefined ? [] : [{ prop: setting, problem, isOwn: true }];
      }),
  },
  {
    id: 'setting-managed-and-unmanaged',
    guards: 'unmanaged',
    severity: 'hard',
    statement: 'a setting is given, or listed in `unmanaged`, not both',
    source: 'a value that `ignore_changes` covers would never be applied',
    check: ({ given }) =>
      [...new Set(given.unmanaged ?? [])]
        .filter((setting) => given[setting] !== undefined)
        .map((setting) => ({
          prop: setting,
          problem: `received, but listed in unmanaged too; a setting is one or the other: leave ${setting} out, or take it off the list`,
        })),
  },
  {
    id: 'import-needs-account',
    guards: 'importExisting',
    severity: 'hard',
    statement: 'only an organization of an account can be imported',
    source: 'provider, ImportState: the import id is the account id',
    check: ({ given }) =>
      when(
        given.importExisting === true && given.accountId === undefined,
        'importExisting',
        () =>
          'received true without accountId; the provider imports by account id only: write accountId, or leave importExisting out',
      ),
  },
  {
    id: 'migrate-from-address',
    guards: 'migrateFrom',
    severity: 'hard',
    statement:
      'the address of a `cloudflare_access_organization`, `cloudflare_zero_trust_access_organization` or `cloudflare_zero_trust_organization`',
    source: 'provider, MoveState (5.19.0); the engine refuses an address that it cannot read, and a move onto itself',
    check: ({ given: { migrateFrom }, address }) =>
      when(
        migrateFrom !== undefined && (!ADDRESS.test(migrateFrom) || migrateFrom === address),
        'migrateFrom',
        () =>
          `${show(migrateFrom)} is no address to move from; allowed: the literal address of another organization in the state: write one such as 'cloudflare_zero_trust_access_organization.this' (terraform state list shows it)`,
      ),
  },
  {
    id: 'prevent-destroy-conflict',
    guards: 'preventDestroy, lifecycle.preventDestroy',
    severity: 'hard',
    statement: '`preventDestroy` and `lifecycle.preventDestroy` do not contradict each other',
    source: 'one of them would be dropped without a word',
    check: ({ given: { preventDestroy, lifecycle } }) =>
      when(
        preventDestroy !== undefined &&
          lifecycle?.preventDestroy !== undefined &&
          preventDestroy !== lifecycle.preventDestroy,
        'preventDestroy',
        () =>
          `received ${show(preventDestroy)}, and lifecycle.preventDestroy ${show(lifecycle?.preventDestroy)}; only one can hold: leave lifecycle.preventDestroy out`,
      ),
  },
  {
    id: 'provider-version-too-low',
    guards: 'every setting',
    severity: 'hard',
    statement: "the stack's own provider version does not rule out a version that a setting needs",
    source:
      'the engine refuses attributes that the provider does not know ("Unsupported argument", or "No argument or block type is named")',
    check: ({ provider: { constraint, unmet, pinStatement } }) =>
      unmet.map(({ prop, since }) => ({
        prop,
        problem: `needs provider ${since} or later, but the stack asks for ${show(constraint)}: raise it with ${pinStatement(since)}, or ${wayOut(prop)}`,
      })),
  },
  {
    id: 'unmanaged-version-too-low',
    guards: 'unmanaged',
    severity: 'warning',
    statement: "every version that the stack's own constraint allows knows the attributes of an unmanaged setting",
    source:
      'an update replaces the whole organization: what the provider does not know is not sent, and what `ignore_changes` cannot name is reset',
    check: ({ provider: { constraint, unprotected, pinStatement } }) =>
      unprotected.map(({ setting, since }) => ({
        prop: 'unmanaged',
        problem: `${setting} cannot be protected: the stack asks for ${show(constraint)}, which allows provider versions that do not know all of it, and updates of these would reset it: raise it with ${pinStatement(since)}`,
      })),
  },
];

/** What to do without the newer version. */
function wayOut(prop: string): string {
  const setting = DEFAULTS.find((row) => row.setting === prop.split('.')[0])?.setting;
  return setting === undefined ? `leave ${prop} out` : `list '${setting}' in unmanaged`;
}
