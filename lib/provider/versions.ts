/** Provider versions and Terraform's constraints on them, as far as a lower and an upper end go. */

type Version = readonly [major: number, minor: number, patch: number];

/** From `lowest` (included) to `end` (excluded). */
interface Range {
  readonly lowest: Version;
  readonly end: Version;
}

const ZERO: Version = [0, 0, 0];
const INFINITY: Version = [Number.POSITIVE_INFINITY, 0, 0];

/** `>= 5.18.0-rc.1`: the operator, and up to three numbers; a pre-release counts as its release. */
const CLAUSE = /^\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+][\w.+-]*)?\s*$/;

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function parseVersion(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number);
  return [major, minor, patch];
}

/** Whether version `a` comes after version `b`. */
export function isNewer(a: string, b: string): boolean {
  return compare(parseVersion(a), parseVersion(b)) > 0;
}

/** What a clause such as `~> 5.18` allows; `!=` and anything unreadable allow everything. */
function rangeOf(clause: string): Range {
  const match = CLAUSE.exec(clause);
  if (match === null) {
    return { lowest: ZERO, end: INFINITY };
  }
  const [, operator = '=', major, minor, patch] = match;
  const version: Version = [Number(major), Number(minor ?? 0), Number(patch ?? 0)];
  const next: Version = [version[0], version[1], version[2] + 1];
  switch (operator) {
    case '=':
      return { lowest: version, end: next };
    case '>=':
      return { lowest: version, end: INFINITY };
    case '>':
      return { lowest: next, end: INFINITY };
    case '<':
      return { lowest: ZERO, end: version };
    case '<=':
      return { lowest: ZERO, end: next };
    case '~>':
      return { lowest: version, end: patch === undefined ? [version[0] + 1, 0, 0] : [version[0], version[1] + 1, 0] };
    default:
      return { lowest: ZERO, end: INFINITY };
  }
}

function allowedBy(constraint: string): Range {
  return constraint
    .split(',')
    .map(rangeOf)
    .reduce((a, b) => ({
      lowest: compare(a.lowest, b.lowest) > 0 ? a.lowest : b.lowest,
      end: compare(a.end, b.end) < 0 ? a.end : b.end,
    }));
}

/** Whether a constraint leaves no version at or after `version`. */
export function excludes(constraint: string, version: string): boolean {
  return compare(allowedBy(constraint).end, parseVersion(version)) <= 0;
}

/** Whether a constraint leaves only versions at or after `version`. */
export function guarantees(constraint: string, version: string): boolean {
  return compare(allowedBy(constraint).lowest, parseVersion(version)) >= 0;
}
