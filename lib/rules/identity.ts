import { idProblem } from '../values/cloudflare-ids';
import { isIdentifier } from '../values/identifiers';
import { isBlank, show } from '../values/messages';
import { teamOf } from '../values/team-domains';
import { checkNotBlank } from './free-text';
import { checkTexts, findingIf, type Rule } from './rule';

const UPDATE_CALL = 'API "Update your Zero Trust organization"';

const PLACEHOLDERS = /^(test|example|your-?(team|org|organization|company)(-?(name|domain))?|my-?team|team-?name)$/;

export const IDENTITY_RULES: readonly Rule[] = [
  {
    id: 'scope-exactly-one',
    props: ['accountId', 'zoneId'],
    severity: 'hard',
    evidence: 'API schema',
    statement: 'exactly one of `accountId` and `zoneId` is given',
    source: `${UPDATE_CALL}: the two are mutually exclusive, and one of them is part of the URL`,
    check: ({ effective: { accountId, zoneId } }) => [
      ...findingIf(accountId === undefined && zoneId === undefined, () => ({
        problem: 'or zoneId is required',
        fix: 'Use the id of the account (32 hex digits)',
      })),
      ...findingIf(accountId !== undefined && zoneId !== undefined, () => ({
        prop: 'zoneId',
        problem: 'cannot be combined with accountId',
        fix: 'Remove zoneId',
      })),
    ],
  },
  {
    id: 'account-id-format',
    props: ['accountId'],
    severity: 'hard',
    evidence: 'API schema',
    statement: 'an account id has 32 lowercase hex digits',
    source: `${UPDATE_CALL}: path parameter`,
    check: checkId('account'),
  },
  {
    id: 'zone-id-format',
    props: ['zoneId'],
    severity: 'hard',
    evidence: 'API schema',
    statement: 'a zone id has 32 lowercase hex digits',
    source: `${UPDATE_CALL}: path parameter`,
    check: checkId('zone'),
  },
  {
    id: 'one-organization-per-account',
    props: ['accountId'],
    severity: 'hard',
    evidence: 'contract',
    statement: 'an app manages the organization of an account once',
    source: 'an account has one organization: two resources would overwrite each other in every apply',
    check: ({ effective }, { sameAccount }) =>
      findingIf(sameAccount.length > 0, () => ({
        received: show(effective.accountId),
        problem: `is also managed by ${sameAccount.map(show).join(', ')}, but an account has only one organization`,
        fix: 'Keep one construct, and read the organization with ZeroTrustOrganization.fromAccountId elsewhere',
      })),
  },
  {
    id: 'one-account-per-auth-domain',
    props: ['authDomain'],
    severity: 'hard',
    evidence: 'API error',
    statement: 'the organizations of different accounts have different login domains',
    source: 'API error access.api.error.auth_domain_not_available',
    check: ({ effective }, { sameDomain }) =>
      findingIf(sameDomain.length > 0, () => ({
        received: show(effective.authDomain),
        problem: `is also the login domain of ${sameDomain.map(show).join(', ')}, in another account`,
        fix: 'Use a different login domain for each account',
      })),
  },
  {
    id: 'resource-address-unique',
    props: [],
    severity: 'hard',
    evidence: 'contract',
    statement: 'the organizations of a stack have different addresses',
    source: 'CDKTF merges resources with the same address into one, without an error',
    check: (_, { sameAddress, address }) =>
      findingIf(sameAddress.length > 0, () => ({
        prop: 'id',
        problem: `renders the address ${address}, which ${sameAddress.map(show).join(', ')} also renders`,
        fix: 'Use another id, or resource.overrideLogicalId',
      })),
  },
  {
    id: 'resource-name',
    props: [],
    severity: 'hard',
    evidence: 'engine',
    statement: 'the id renders a resource name: a letter or underscore, then letters, digits, underscores and hyphens',
    source: 'Terraform language, "Identifiers". CDKTF drops other characters than A-Z, a-z, 0-9, `_` and `-` from ids',
    check: (_, { address }) => {
      const name = address.slice(address.indexOf('.') + 1);
      return findingIf(!isIdentifier(name), () => ({
        prop: 'id',
        problem: `renders the resource name ${show(name)}, but a name is a letter or underscore, followed by letters, digits, underscores and hyphens`,
        fix: 'Use another id, or resource.overrideLogicalId',
      }));
    },
  },
  {
    id: 'name-blank',
    props: ['name'],
    severity: 'hard',
    evidence: 'contract',
    statement: 'the name is not blank',
    source: 'protects the login page and the App Launcher, which show the name',
    check: ({ effective: { name } }) =>
      checkNotBlank(name, "Use the name of the organization, for example 'Widget Corp'"),
  },
  {
    id: 'auth-domain-format',
    props: ['authDomain'],
    severity: 'hard',
    evidence: 'API error',
    statement: 'the login domain is given',
    source: 'API error 11004 (access.api.error.invalid_auth_domain)',
    check: ({ effective: { authDomain } }) =>
      checkNotBlank(authDomain, "Use the full team domain, for example 'widget-corp.cloudflareaccess.com'"),
  },
  {
    id: 'auth-domain-format',
    props: ['authDomain'],
    severity: 'documented',
    evidence: 'documentation',
    statement:
      'the login domain is a full hostname, `<team>.cloudflareaccess.com` or `<team>.fed.cloudflareaccess.com`, where the team has 1 to 63 characters of a-z, 0-9 and `-` and neither begins nor ends with a hyphen',
    source: 'Cloudflare One documentation, account limits; API examples show the full hostname',
    check: checkTexts(
      (domain) =>
        !isBlank(domain) &&
        teamOf(domain) === undefined && {
          problem:
            "is not a full team domain, <team>.cloudflareaccess.com or <team>.fed.cloudflareaccess.com, where the team has 1 to 63 characters of a-z, 0-9 and '-' and neither begins nor ends with a hyphen",
          fix: `Use ${correctedDomain(domain)}`,
        },
    ),
  },
  {
    id: 'auth-domain-placeholder',
    props: ['authDomain'],
    severity: 'warning',
    evidence: 'documentation',
    statement: 'the login domain is not a placeholder from the documentation',
    source:
      "the provider documentation's example `test.cloudflareaccess.com`, found copied verbatim in public configurations",
    check: checkTexts(
      (domain) =>
        PLACEHOLDERS.test(teamOf(domain) ?? '') && {
          problem: 'looks like a placeholder; applying it renames the login domain of the whole company',
          fix: 'Use your own team domain, or acknowledge that this is yours',
        },
    ),
  },
];

function checkId(owner: 'account' | 'zone'): Rule['check'] {
  return checkTexts((id) => idProblem(id, owner));
}

/** The domain that a team name, a URL or a misspelled host most likely stands for, or else an example. */
function correctedDomain(domain: string): string {
  const [host = ''] = domain
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .split(/[/:?#]/);
  const [label = '', ...parents] = host.split('.');
  const team = label
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  const suffix = `${parents[0] === 'fed' ? '.fed' : ''}.cloudflareaccess.com`;
  // A longer host of another domain, an email address and the bare suffix do not contain the team name.
  const isOtherHost = parents.filter(Boolean).length > 1 && !host.includes('.cloudfl');
  const hasTeam = team !== '' && !isOtherHost && !label.includes('@') && !['cloudflareaccess', 'fed'].includes(label);
  return hasTeam ? `'${team}${suffix}'` : `your own team domain, for example 'widget-corp${suffix}'`;
}
