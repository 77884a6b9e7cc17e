import { ATTRIBUTES } from '../settings/settings-table';
import { show } from '../values/messages';
import { nearest } from '../values/suggestions';
import type { Rule, RuleFinding } from './rule';

/** A reference in `ignore_changes`, such as `mfa_config.session_duration` or `tags["a"]`. */
const REFERENCE = /^[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*|\[(?:\d+|"[^"]*")\])*$/;
const ATTRIBUTE_NAMES = new Set(ATTRIBUTES.map(({ path }) => path[0] as string));

/** Props and attributes by their names, each with the attribute that is meant. */
const CANDIDATES = ATTRIBUTES.flatMap(({ prop, setting, attribute, path }) => [
  { name: prop, attribute },
  { name: attribute, attribute },
  { name: setting, attribute: path[0] as string },
  { name: path[0] as string, attribute: path[0] as string },
]);

/** Rules for what overrides, aspects and `lifecycle` change after the props were checked. */
export const ESCAPE_HATCH_RULES: readonly Rule[] = [
  {
    id: 'attribute-type',
    props: [],
    severity: 'hard',
    evidence: 'provider',
    statement: 'an overridden attribute has the type of the schema: text, numbers and booleans convert to each other',
    source: "the provider's schema: the engine rejects another type",
    check: ({ rendered }) =>
      rendered.mismatches.map(({ prop, attribute, value, type }) => ({
        prop,
        received: show(value),
        problem: `is not ${type}`,
        fix: `Use ${type} in the override of ${attribute}`,
      })),
  },
  {
    id: 'unresolved-struct',
    props: [],
    severity: 'warning',
    evidence: 'engine',
    statement: 'an attribute with fields is not unresolved as a whole: none of its fields can be checked',
    source: 'values that are unresolved until apply pass every rule',
    check: ({ rendered }) =>
      rendered.unresolvedStructs.map(({ prop, attribute }) => ({
        prop,
        problem: 'is unresolved as a whole, so that none of its fields can be checked',
        fix: `Set or override the fields of ${attribute} one by one, or acknowledge this`,
      })),
  },
  {
    id: 'block-override',
    props: [],
    severity: 'hard',
    evidence: 'engine',
    statement: 'overrides of the resource, its type or its `lifecycle` leave one resource with at most one `lifecycle`',
    source: 'the engine rejects expressions, text and duplicates; it removes what is `null` or an empty list',
    check: ({ rendered }) =>
      rendered.replacedBlocks
        .filter(({ isReadable }) => !isReadable)
        .map(({ prop, value }) => ({
          prop,
          received: show(value),
          problem: 'does not leave exactly one block',
          fix: 'Use overrides of single attributes',
        })),
  },
  {
    id: 'block-replaced',
    props: [],
    severity: 'warning',
    evidence: 'engine',
    statement: 'overrides of the resource, its type or its `lifecycle` are structs, which are merged by field',
    source:
      "CDKTF's merge: a list, `null` or a token replaces the block, including `prevent_destroy` and `ignore_changes`",
    check: ({ rendered }) =>
      rendered.replacedBlocks
        .filter(({ isReadable }) => isReadable)
        .map(({ prop, value }) => ({
          prop,
          received: show(value),
          problem: 'replaces the whole block, including the arguments that the props set',
          fix: 'Use overrides of single arguments, or acknowledge this',
        })),
  },
  {
    id: 'ignore-changes-reference',
    props: ['lifecycle.ignoreChanges'],
    severity: 'hard',
    evidence: 'engine',
    statement: "each entry of `lifecycle.ignoreChanges` refers to an attribute; 'all' stands alone",
    source: 'the engine rejects other entries; it accepts blanks, which would hide what is ignored',
    check: ({ rendered }) =>
      rendered.ignoreChanges
        .filter((entry) => !isReference(entry))
        .map((entry) => unusable(entry, entry === 'all' ? "Use 'all' without square brackets" : undefined)),
  },
  {
    id: 'ignore-changes-unknown',
    props: ['lifecycle.ignoreChanges'],
    severity: 'warning',
    evidence: 'provider',
    statement: 'each entry of `lifecycle.ignoreChanges` names an attribute that this library knows',
    source: 'the engine rejects attributes that the provider does not have',
    check: ({ rendered }) =>
      rendered.ignoreChanges
        .filter(isReference)
        .filter((entry) => !ATTRIBUTE_NAMES.has(entry.replace(/\W.*/s, '')))
        .map((entry) => unusable(entry)),
  },
];

function isReference(entry: unknown): entry is string {
  return typeof entry === 'string' && REFERENCE.test(entry) && entry !== 'all';
}

function unusable(entry: unknown, fix?: string): RuleFinding {
  const meant = [...new Set(nearest(String(entry), CANDIDATES).map(({ attribute }) => show(attribute)))];
  return {
    received: show(entry),
    problem: 'is not an attribute of the resource',
    fix: fix ?? `Use ${meant.length > 0 ? meant.join(' or ') : "the name of an attribute, such as 'session_duration'"}`,
  };
}
