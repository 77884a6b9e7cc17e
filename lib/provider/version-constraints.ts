/** Provider versions, and the lower and upper bounds of Terraform's version constraints. */

type Version = readonly [major: number, minor: number, patch: number];

/** From `lowest`, inclusive, to `end`, exclusive. */
interface Range {
  readonly lowest: Version;
  readonly end: Version;
}

const ZERO: Version = [0, 0, 0];
const INFINITY: Version = [Number.POSITIVE_INFINITY, 0, 0];

/**
 * A clause that both parsers of the engine accept (hashicorp/go-version, apparentlymart/go-versions): an operator, at
 * most one space, and up to three numbers. A pre-release is treated as its release.
 */
const CLAUSE =
  /^(?:(=|!=|>=|<=|>|<|~>) ?)?(\d{1,18})(?:\.(\d{1,18}))?(?:\.(\d{1,18}))?(?:-(?:[\da-z-]+(?:\.[\da-z-]+)*)?)?(?:\+[\da-z-]+(?:\.[\da-z-]+)*)?$/i;

/** The white space that the engine ignores around clauses. */
const SURROUNDING_SPACE = /^[\t\n\f\r ]+|[\t\n\f\r ]+$/g;

/** Whether the engine can parse a version constraint. */
export function isConstraint(constraint: string): boolean {
  return clausesOf(constraint).every((clause) => CLAUSE.test(clause));
}

/** Whether a constraint allows no version from `version` on. */
export function excludes(constraint: string, version: string): boolean {
  return compare(allowedBy(constraint).end, parseVersion(version)) <= 0;
}

/** Whether a constraint allows only versions from `version` on. */
export function guarantees(constraint: string, version: string): boolean {
  return compare(allowedBy(constraint).lowest, parseVersion(version)) >= 0;
}

/** Whether version `a` is newer than version `b`. */
export function isNewer(a: string, b: string): boolean {
  return compare(parseVersion(a), parseVersion(b)) > 0;
}

/** The newest of some versions. */
export function newest(versions: readonly string[]): string {
  return versions.reduce((a, b) => (isNewer(b, a) ? b : a));
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function parseVersion(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number);
  return [major, minor, patch];
}

function clausesOf(constraint: string): string[] {
  return constraint.split(',').map((clause) => clause.replace(SURROUNDING_SPACE, ''));
}

function allowedBy(constraint: string): Range {
  return clausesOf(constraint)
    .map(rangeOf)
    .reduce((a, b) => ({
      lowest: compare(a.lowest, b.lowest) > 0 ? a.lowest : b.lowest,
      end: compare(a.end, b.end) < 0 ? a.end : b.end,
    }));
}

/** The versions that a clause such as `~> 5.18` allows; `!=` and clauses that the engine cannot parse allow all. */
function rangeOf(clause: string): Range {
  const [, operator = '=', major, minor = 0, patch] = CLAUSE.exec(clause) ?? [];
  const version: Version = [Number(major), Number(minor), Number(patch ?? 0)];
  const next: Version = [version[0], version[1], version[2] + 1];
  const nextSeries: Version = patch === undefined ? [version[0] + 1, 0, 0] : [version[0], version[1] + 1, 0];
  const ranges: Readonly<Record<string, readonly [lowest: Version, end: Version]>> = {
    '=': [version, next],
    '>=': [version, INFINITY],
    '>': [next, INFINITY],
    '<': [ZERO, version],
    '<=': [ZERO, next],
    '~>': [version, nextSeries],
  };
  const [lowest, end] = (major === undefined ? undefined : ranges[operator]) ?? [ZERO, INFINITY];
  return { lowest, end };
}
