import type { OrganizationSettings } from '../organization-props';
import { hasInstances, importDecision, isImported } from '../provider/adoption';
import { providerProblem } from '../provider/provider-reference';
import { rangeFrom, VERSION_PATH, versionStatement } from '../provider/provider-version';
import { newest } from '../provider/version-constraints';
import { declares } from '../settings/declared-settings';
import { SETTINGS, settingRow } from '../settings/settings-table';
import { IDENTIFIER } from '../values/identifiers';
import { show } from '../values/messages';
import { findingIf, type Rule } from './rule';

/** An escape sequence of HCL: none for a surrogate. */
const ESCAPE = String.raw`\\(?:[nrt"\\]|(?:u|U0000)(?![dD][89a-fA-F])[\da-fA-F]{4}|U00(?:0[1-9a-fA-F]|10)[\da-fA-F]{4})`;
/** The key of a module or resource: a number, or quoted text without line breaks and expressions. */
const KEY = String.raw`\[(?:\d{1,18}|"(?:\$\$\{|%%\{|(?![$%]\{)[^"\\\r\n]|${ESCAPE})*")\]`;
const NAME = `${IDENTIFIER}(?:${KEY})?`;
/** The address of an organization's resource in the state: of provider v4, or under another name. */
const ADDRESS = new RegExp(
  String.raw`^(?:module\.${NAME}\.)*cloudflare_(?:access|zero_trust_access|zero_trust)_organization\.${NAME}$`,
  'u',
);

const ZONE_PROPS = ['name', 'authDomain', ...SETTINGS.filter((setting) => settingRow(setting).atZone)];

export const ADOPTION_RULES: readonly Rule[] = [
  {
    id: 'zone-scope-settings',
    props: ['zoneId'],
    severity: 'warning',
    evidence: 'API schema',
    statement: 'a setting that the API does not support at zone scope is sent without effect',
    source: 'API schema of the call at zone scope',
    check: ({ merged }) =>
      merged.zoneId === undefined
        ? []
        : SETTINGS.filter((setting) => !settingRow(setting).atZone && merged[setting] !== undefined).map((setting) => ({
            prop: setting,
            problem: `is not supported at zone scope, which supports only ${ZONE_PROPS.join(', ')}`,
            fix: `Use accountId instead of zoneId, or remove ${setting}`,
          })),
  },
  {
    id: 'import-needs-account',
    props: ['importExisting'],
    severity: 'hard',
    evidence: 'provider',
    statement: 'only the organization of an account can be imported',
    source: 'provider, ImportState: the import id is the account id',
    check: ({ merged }) =>
      findingIf(merged.importExisting === true && merged.accountId === undefined, () => ({
        received: 'true',
        problem: 'requires accountId, because the provider imports by account id only',
        fix: 'Use accountId instead of zoneId, or remove importExisting',
      })),
  },
  {
    id: 'import-single-instance',
    props: ['importExisting'],
    severity: 'hard',
    evidence: 'engine',
    statement: 'a resource with `count` or `for_each` is not imported',
    source: 'the import block names the resource, not one of its instances: the engine rejects it',
    check: ({ merged }, { resource }) =>
      findingIf(isImported(resource, merged) && hasInstances(resource), () => ({
        problem: 'cannot be combined with count and for_each, because the import block names no instance',
        fix: 'Use importExisting: false, or remove count and for_each',
      })),
  },
  {
    id: 'import-undecided',
    props: ['importExisting'],
    severity: 'warning',
    evidence: 'engine',
    statement: 'an account id that may be unknown until apply needs an explicit `importExisting`',
    source:
      'the engine imports only ids that it knows when it makes the plan; without an import, the first apply overwrites live settings that the plan did not show',
    check: ({ merged }, { resource }) =>
      findingIf(importDecision(resource, merged).isUndecided, () => ({
        problem:
          'is not set, and accountId may be unknown until apply, so that nothing is imported and the first apply overwrites live settings without showing them',
        fix: 'Use importExisting: true if the account exists already, or importExisting: false if the same apply creates it',
      })),
  },
  {
    id: 'migrate-from-address',
    props: ['migrateFrom'],
    severity: 'hard',
    evidence: 'engine',
    statement:
      'the address of a `cloudflare_access_organization`, `cloudflare_zero_trust_access_organization` or `cloudflare_zero_trust_organization`',
    source: 'provider, MoveState (5.19.0); the engine rejects an invalid address, and a move to the same address',
    check: ({ merged: { migrateFrom } }, { address }) =>
      findingIf(migrateFrom !== undefined && (!ADDRESS.test(migrateFrom) || migrateFrom === address), () => ({
        received: show(migrateFrom),
        problem: 'is not the literal address of another organization in the state',
        fix: "Use an address that terraform state list shows, for example 'cloudflare_zero_trust_access_organization.this'",
      })),
  },
  {
    id: 'prevent-destroy-conflict',
    props: ['preventDestroy', 'lifecycle.preventDestroy'],
    severity: 'hard',
    evidence: 'contract',
    statement: '`preventDestroy` and `lifecycle.preventDestroy` do not contradict each other',
    source: 'one of them would be dropped silently',
    check: ({ merged: { preventDestroy, lifecycle } }) =>
      findingIf(
        preventDestroy !== undefined &&
          lifecycle?.preventDestroy !== undefined &&
          preventDestroy !== lifecycle.preventDestroy,
        () => ({
          received: show(preventDestroy),
          problem: `contradicts lifecycle.preventDestroy ${show(lifecycle?.preventDestroy)}`,
          fix: 'Remove lifecycle.preventDestroy',
        }),
      ),
  },
  {
    id: 'provider-reference',
    props: ['provider'],
    severity: 'hard',
    evidence: 'engine',
    statement: '`provider` is a Cloudflare provider of the same stack',
    source:
      'the engine rejects other references, and takes the default provider of another stack for the one of this stack',
    check: (_, { resource }) => {
      const found = providerProblem(resource);
      return findingIf(found !== undefined, () => ({
        received: show(found?.provider),
        problem: found?.problem ?? '',
        fix:
          found?.missingAlias === undefined
            ? 'Use a CloudflareProvider of the same stack'
            : `Add a CloudflareProvider with alias ${show(found.missingAlias)}`,
      }));
    },
  },
  {
    id: 'provider-version-invalid',
    props: [],
    severity: 'hard',
    evidence: 'engine',
    statement: 'the version constraint of the stack is one that the engine can parse',
    source: 'Terraform language, "Version Constraints": the engine rejects others ("Invalid version constraint")',
    check: (_, { versionFit: { constraint, problem, required } }) =>
      findingIf(problem === 'not parsable', () => ({
        prop: VERSION_PATH,
        received: show(constraint),
        problem: "is not a version constraint (clauses such as '>= 5.18.0', separated by commas)",
        fix: `Use ${show(rangeFrom(required))}`,
      })),
  },
  {
    id: 'provider-version-too-low',
    props: [],
    severity: 'hard',
    evidence: 'engine',
    statement:
      "the stack's own provider version does not exclude 5.x, nor a version that a setting or an import requires",
    source:
      'the engine rejects resources and attributes that the provider does not have ("Invalid resource type", "Unsupported argument", "No argument or block type is named")',
    check: ({ merged }, { versionFit: { constraint, problem, required, unmet } }) => [
      ...findingIf(problem === 'too old', () => ({
        prop: VERSION_PATH,
        received: show(constraint),
        problem: 'allows only providers without cloudflare_zero_trust_organization, which 5.0.0 introduced',
        fix: `Use ${show(rangeFrom(required))}`,
      })),
      ...unmet.map(({ prop, value, since }) => ({
        prop,
        received: value && show(value),
        problem: `requires provider ${since} or later, but the stack requires ${show(constraint)}`,
        fix: `Use ${versionStatement(newest(unmet.map((each) => each.since)))}${alternative(merged, value === undefined ? prop : show(value), prop)}`,
      })),
    ],
  },
  {
    id: 'unmanaged-version-too-low',
    props: ['unmanaged'],
    severity: 'warning',
    evidence: 'provider',
    statement: "every provider version that the stack's own constraint allows has the attributes of unmanaged settings",
    source:
      'an update replaces the whole organization: attributes that the provider does not have are not sent, and `ignore_changes` cannot preserve them',
    check: (_, { versionFit: { constraint, unprotected } }) =>
      unprotected.map(({ setting, since }) => ({
        received: show(setting),
        problem: `cannot be preserved, because the stack requires ${show(constraint)} and some of these provider versions reset the setting`,
        fix: `Use ${versionStatement(since)}`,
      })),
  },
];

/** How to avoid a newer provider version: a value that is set can be removed, a default cannot. */
function alternative(merged: OrganizationSettings, what: string, prop: string): string {
  if (prop === 'importExisting') {
    return ', or importExisting: false';
  }
  return declares(merged, prop) || prop === 'migrateFrom' ? `, or remove ${what}` : '';
}
