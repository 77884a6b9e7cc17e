/** The patterns in the props of guardrails. */
import { isTeam, TEAM_SUFFIXES } from '../values/team-domains';

/**
 * Compiles a JavaScript regular expression: with the flag `u` if possible, so that `\p{…}` and characters outside the
 * Basic Multilingual Plane work, or else without it, because it rejects harmless escapes such as `\-`.
 */
export function compilePattern(source: string): RegExp {
  try {
    return new RegExp(source, 'u');
  } catch (error) {
    const needsUnicode = /(?<!\\)(?:\\\\)*\\[pPu]\{/.test(source);
    if (needsUnicode) {
      throw error; // without the flag, `\p` would be the letter p
    }
    return new RegExp(source);
  }
}

/** Compiles a pattern for hostnames, in which `*` matches anything but a dot. */
export function hostnamePattern(pattern: string): RegExp {
  const escaped = pattern.replace(/[^a-z0-9*-]/gi, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '[^.]*')}$`, 'i');
}

/** Whether a pattern for hostnames matches any team domain, `<team>.cloudflareaccess.com`. */
export function matchesTeamDomains(pattern: string): boolean {
  const [team = '', ...parents] = pattern.toLowerCase().split('.');
  const suffix = hostnamePattern(`.${parents.join('.')}`);
  return isTeam(team.replaceAll('*', 'x')) && TEAM_SUFFIXES.some((each) => suffix.test(each));
}
