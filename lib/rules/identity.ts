import { type Finding, type Rule, type Subject, when } from './rule';
import { checkNotBlank, isBlank, knownText, show } from './text';

const UPDATE_CALL = 'API "Update your Zero Trust organization"';

const ID = /^[0-9a-f]{32}$/;
const SUFFIXES = ['.fed.cloudflareaccess.com', '.cloudflareaccess.com'];
const TEAM = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const PLACEHOLDERS = /^(test|example|your-?(team|org|organization|company)(-?(name|domain))?|my-?team|team-?name)$/;

export const IDENTITY_RULES: readonly Rule[] = [
  {
    id: 'scope-exactly-one',
    guards: 'accountId, zoneId',
    severity: 'hard',
    statement: 'exactly one of `accountId` and `zoneId` is given',
    source: `${UPDATE_CALL}: the two are mutually exclusive, and one is part of the address`,
    check: ({ given: { accountId, zoneId } }) => [
      ...when(
        accountId === undefined && zoneId === undefined,
        'accountId',
        () => 'received nothing, and no zoneId; exactly one is needed: write the id of the account (32 hex digits)',
      ),
      ...when(
        accountId !== undefined && zoneId !== undefined,
        'zoneId',
        () =>
          'received together with accountId; exactly one is allowed: leave zoneId out, an organization belongs to an account',
      ),
    ],
  },
  {
    id: 'account-id-format',
    guards: 'accountId',
    severity: 'hard',
    statement: 'an account id is 32 lower-case hex digits',
    source: `${UPDATE_CALL}: path parameter`,
    check: (subject) => checkId(subject, 'accountId', 'account'),
  },
  {
    id: 'zone-id-format',
    guards: 'zoneId',
    severity: 'hard',
    statement: 'a zone id is 32 lower-case hex digits',
    source: `${UPDATE_CALL}: path parameter`,
    check: (subject) => checkId(subject, 'zoneId', 'zone'),
  },
  {
    id: 'one-organization-per-account',
    guards: 'accountId',
    severity: 'hard',
    statement: 'an app manages the organization of an account once',
    source: 'an account has one organization: two resources would overwrite each other at every apply',
    check: ({ given, twins }) =>
      when(
        twins.length > 0,
        'accountId',
        () =>
          `${show(given.accountId)} is managed by ${twins.map(show).join(', ')} too; an account has one organization: keep one construct, and read it elsewhere with ZeroTrustOrganization.fromAccountId`,
      ),
  },
  {
    id: 'name-blank',
    guards: 'name',
    severity: 'hard',
    statement: 'the name is not blank',
    source: 'the API answers with a name: without one, every plan has a difference',
    check: (subject) =>
      checkNotBlank(subject, 'name', subject.given.name, "the organization's name, such as 'Widget Corp'"),
  },
  {
    id: 'auth-domain-format',
    guards: 'authDomain',
    severity: 'hard',
    statement: 'the login domain is given',
    source: 'API error 11004 (access.api.error.invalid_auth_domain)',
    check: (subject) =>
      checkNotBlank(
        subject,
        'authDomain',
        subject.given.authDomain,
        "the full team domain, such as 'widget-corp.cloudflareaccess.com'",
      ),
  },
  {
    id: 'auth-domain-format',
    guards: 'authDomain',
    severity: 'documented',
    statement:
      'the login domain is a full host name, `<team>.cloudflareaccess.com` or `<team>.fed.cloudflareaccess.com`; the team is 1 to 63 of a-z, 0-9 and `-`, with no hyphen at an end',
    source: 'Cloudflare One documentation, account limits; API samples carry the full host name',
    check: (subject) => {
      const domain = knownText(subject, subject.given.authDomain) ?? '';
      return when(
        !isBlank(domain) && teamOf(domain) === undefined,
        'authDomain',
        () =>
          `${show(domain)} is no full team domain; allowed: <team>.cloudflareaccess.com, the team 1 to 63 of a-z, 0-9 and '-' with no hyphen at an end: write ${correctedDomain(domain)}`,
      );
    },
  },
  {
    id: 'auth-domain-placeholder',
    guards: 'authDomain',
    severity: 'warning',
    statement: 'the login domain is not an example of the documentation',
    source:
      "provider documentation's example `test.cloudflareaccess.com`, found copied verbatim in public configurations",
    check: (subject) => {
      const domain = knownText(subject, subject.given.authDomain) ?? '';
      return when(
        PLACEHOLDERS.test(teamOf(domain) ?? ''),
        'authDomain',
        () =>
          `${show(domain)} looks copied from an example; applying it renames the login domain of the whole company: write your own team domain, or acknowledge that this is yours`,
      );
    },
  },
];

function checkId(subject: Subject, prop: 'accountId' | 'zoneId', what: string): readonly Finding[] {
  const id = knownText(subject, subject.given[prop]);
  return when(id !== undefined && !ID.test(id), prop, () => {
    const tidy = (id as string).replace(/[\s-]/g, '').toLowerCase();
    const fix = ID.test(tidy)
      ? show(tidy)
      : `the ${what} id that the dashboard shows under 'API' on the ${what}'s overview`;
    return `${show(id)} is no ${what} id; allowed: 32 lower-case hex digits: write ${fix}`;
  });
}

function teamOf(domain: string): string | undefined {
  const suffix = SUFFIXES.find((end) => domain.endsWith(end));
  const team = domain.slice(0, -(suffix?.length ?? 0));
  // The bare suffix of FedRAMP organizations is no team.
  return suffix !== undefined && team !== 'fed' && TEAM.test(team) ? team : undefined;
}

/** The domain that was most likely meant by a team name, a URL or a misspelt host, in quotes. */
function correctedDomain(domain: string): string {
  const [host = ''] = domain
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .split(/[/:?#]/);
  const [label = '', ...parents] = host.split('.');
  const team = label
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-|-$/g, '');
  // A longer host of another kind, a mail address or the bare suffix says nothing of the team's name.
  const isHost = parents.filter(Boolean).length > 1 && !host.includes('.cloudfl');
  const isTeam = team !== '' && !isHost && !label.includes('@') && !['cloudflareaccess', 'fed'].includes(label);
  return `'${isTeam ? team : '<team>'}${parents[0] === 'fed' ? '.fed' : ''}.cloudflareaccess.com'`;
}
