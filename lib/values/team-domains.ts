/** Login domains: `<team>.cloudflareaccess.com` and `<team>.fed.cloudflareaccess.com`. */

/** What follows the team. */
export const TEAM_SUFFIXES = ['.fed.cloudflareaccess.com', '.cloudflareaccess.com'];

/** Whether text is the name of a team. The bare suffix of FedRAMP organizations is not one. */
export function isTeam(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text) && text !== 'fed';
}

/** The team of a login domain; undefined if it is not a team domain. */
export function teamOf(domain: string): string | undefined {
  const suffix = TEAM_SUFFIXES.find((end) => domain.endsWith(end));
  const team = domain.slice(0, -(suffix?.length ?? 0));
  return suffix !== undefined && isTeam(team) ? team : undefined;
}
