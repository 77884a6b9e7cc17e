/** The live checks: what each reads from the account, and when it fails. */
import { LiveCheck, type LiveCheckOptions } from '../organization-props';
import { settingOf } from '../settings/settings-table';
import { isUnresolved } from '../values/unresolved';
import {
  expressionOf,
  interpolate,
  isAbsent,
  isNullOr,
  isPossible,
  isTrue,
  listOf,
  lowerCase,
  namesIn,
  quoted,
  whenTrue,
} from './expressions';
import { attributeOf } from './rendered-settings';

/** A data source of the provider. */
export interface LiveData {
  readonly type: string;
  /** The id of its construct in the organization. */
  readonly id: string;
  /** What its results are, and an expression for each attribute that checks read; absent if it reads one object. */
  readonly results?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Whether the provider reads page after page, until one is empty. */
  readonly isPaged?: true;
  /** The permission of the API token that it needs. */
  readonly permission: string;
}

const ORGANIZATION: LiveData = {
  type: 'cloudflare_zero_trust_organization',
  id: 'LiveOrganization',
  permission: 'Access: Organizations, Identity Providers, and Groups Read',
};
const IDENTITY_PROVIDERS: LiveData = {
  type: 'cloudflare_zero_trust_access_identity_providers',
  id: 'LiveIdentityProviders',
  results: 'identity providers',
  isPaged: true,
  attributes: { name: 'result.name' },
  permission: 'Access: Organizations, Identity Providers, and Groups Read',
};
const ZONES: LiveData = {
  type: 'cloudflare_zones',
  id: 'LiveZones',
  results: 'zones',
  isPaged: true,
  attributes: { name: 'lower(result.name)', status: 'result.status', paused: 'result.paused' },
  permission: 'Zone Read',
};
const APPLICATIONS: LiveData = {
  type: 'cloudflare_zero_trust_access_applications',
  id: 'LiveApplications',
  results: 'applications',
  isPaged: true,
  attributes: {
    type: 'result.type',
    domain: 'result.domain',
    destinations: 'result.destinations',
    // Newer API responses have destinations. The deprecated attribute causes warnings, even in an unused result of `?`.
    self_hosted_domains:
      'flatten([for older in [result] : coalesce(older.self_hosted_domains, []) if older.destinations == null])',
  },
  permission: 'Access: Apps and Policies Read',
};
const CUSTOM_PAGES: LiveData = {
  type: 'cloudflare_zero_trust_access_custom_pages',
  id: 'LiveCustomPages',
  results: 'custom pages',
  isPaged: true,
  attributes: { uid: 'result.uid', type: 'result.type' },
  permission: 'Access: Custom Pages Read',
};
const LISTS: LiveData = {
  type: 'cloudflare_zero_trust_lists',
  id: 'LiveLists',
  results: 'lists',
  attributes: { id: 'result.id', type: 'result.type', list_count: 'result.list_count' },
  permission: 'Zero Trust Read',
};

/** An organization as it is sent, and what its checks define. */
export interface CheckedOrganization {
  readonly options: LiveCheckOptions;
  /** The resolved value of a prop that is sent; undefined if there is none. */
  readonly sent: (prop: string) => unknown;
  /** Whether a prop is managed, so that omitting it has an effect. */
  readonly isManaged: (prop: string) => boolean;
  /** What a data source returns: an object, or a list of results. */
  readonly live: (data: LiveData) => string;
  /** Defines a local, and returns its address. */
  readonly local: (name: string, expression: string) => string;
}

/** A condition that the live account must meet. */
export interface LiveCondition {
  /** The prop and its value, for messages. */
  readonly subject: string;
  /** An expression: the condition applies only if it is true. */
  readonly when?: string;
  readonly expression: string;
  /** An expression for a text: why the results cannot be evaluated, or empty. */
  readonly obstacle?: string;
  /** Completes the sentence that begins with the subject. */
  readonly problem: string;
  readonly fix: string;
}

/** A row of the live checks. */
export interface LiveCheckRow {
  /** What the check ensures, in one line. */
  readonly statement: string;
  readonly data: readonly LiveData[];
  /** The props that it checks. Resources that they reference are created before the data sources are read. */
  readonly props: readonly string[];
  /** The props whose values are part of locals, which cannot refer to an instance of the resource. */
  readonly propsInLocals?: readonly string[];
  /** Whether the data sources are read after changes of the resources that the organization depends on. */
  readonly readsAfterChanges: boolean;
  /** Whether it works at zone scope. */
  readonly atZone: boolean;
  /** The first provider version whose data source has what the check compares; absent if all of 5.x have it. */
  readonly since?: string;
  readonly conditions: (organization: CheckedOrganization) => readonly LiveCondition[];
}

/** An expression for a text that names what is loosened, or is empty; undefined if nothing can be loosened. */
type Comparison = (prop: string, sent: unknown, live: string, local: DefineLocal) => string | undefined;

/** What `NOTHING_LOOSENED` compares. */
const COMPARISONS: readonly (readonly [prop: string, Comparison])[] = [
  ['readOnlyLock.locked', disabling],
  ['mfa.requiredForAllApps', disabling],
  ['mfa.allowedAuthenticators', allowingMore],
  ['denyUnmatchedRequests.enabled', disabling],
  ['denyUnmatchedRequests.exemptedZoneNames', exemptingMore],
];

export const LIVE_CHECK_ROWS: Readonly<Record<LiveCheck, LiveCheckRow>> = {
  [LiveCheck.LOGIN_DOMAIN_UNCHANGED]: {
    statement: 'The login domain is not renamed',
    data: [ORGANIZATION],
    props: ['authDomain'],
    readsAfterChanges: false,
    atZone: true,
    conditions: loginDomainUnchanged,
  },
  [LiveCheck.SINGLE_IDENTITY_PROVIDER]: {
    statement: 'Users are redirected to the only identity provider, not to an arbitrary one',
    data: [IDENTITY_PROVIDERS],
    props: ['autoRedirectToIdentity'],
    readsAfterChanges: true,
    atZone: false,
    conditions: singleIdentityProvider,
  },
  [LiveCheck.EXEMPTED_ZONES_EXIST]: {
    statement: 'Exempted zones are zones of the account',
    data: [ZONES],
    props: ['denyUnmatchedRequests.exemptedZoneNames'],
    propsInLocals: ['denyUnmatchedRequests.exemptedZoneNames'],
    readsAfterChanges: true,
    atZone: false,
    conditions: exemptedZonesExist,
  },
  [LiveCheck.UNMATCHED_ZONES_COVERED]: {
    statement: 'No zone is blocked as a whole, because it is neither exempted nor has an Access application',
    data: [ZONES, APPLICATIONS],
    props: ['denyUnmatchedRequests.enabled', 'denyUnmatchedRequests.exemptedZoneNames'],
    propsInLocals: ['denyUnmatchedRequests.exemptedZoneNames'],
    readsAfterChanges: true,
    atZone: false,
    conditions: unmatchedZonesCovered,
  },
  [LiveCheck.CUSTOM_PAGES_EXIST]: {
    statement: 'Custom pages exist and have the required type',
    data: [CUSTOM_PAGES],
    props: ['customPages.forbidden', 'customPages.identityDenied'],
    readsAfterChanges: true,
    atZone: false,
    conditions: (organization) => [
      ...customPageExists(organization, 'customPages.forbidden', 'forbidden'),
      ...customPageExists(organization, 'customPages.identityDenied', 'identity_denied'),
    ],
  },
  [LiveCheck.AAGUID_LIST_USABLE]: {
    statement: 'The list of AAGUIDs exists, has this type and is not empty',
    data: [LISTS],
    props: ['mfa.requiredAaguids'],
    propsInLocals: ['mfa.requiredAaguids'],
    readsAfterChanges: true,
    atZone: false,
    conditions: aaguidListUsable,
  },
  [LiveCheck.NOTHING_LOOSENED]: {
    statement:
      'The dashboard stays locked, MFA as strict, and unmatched requests denied, compared with the live account',
    data: [ORGANIZATION],
    props: [],
    propsInLocals: COMPARISONS.map(([prop]) => prop),
    readsAfterChanges: false,
    atZone: true,
    since: '5.18.0',
    conditions: nothingLoosened,
  },
};

function loginDomainUnchanged({ options, sent, live }: CheckedOrganization): LiveCondition[] {
  const domain = sent('authDomain');
  if (domain === undefined) {
    return [];
  }
  const liveDomain = `${live(ORGANIZATION)}.${attributeOf('authDomain')}`;
  const allowed = [null, domain, options.previousAuthDomain].filter((value) => value !== undefined);
  return [
    {
      subject: `authDomain ${quoted(domain)}`,
      expression: allowed.map((value) => `${liveDomain} == ${expressionOf(value)}`).join(' || '),
      problem: `differs from the live login domain '${interpolate(`coalesce(${liveDomain}, "(none)")`)}', so that applying it renames the login domain of the whole company`,
      fix: 'Use the live login domain, or name it in liveCheckOptions.previousAuthDomain to rename it deliberately',
    },
  ];
}

function singleIdentityProvider({ sent, live, local }: CheckedOrganization): LiveCondition[] {
  const redirect = sent('autoRedirectToIdentity');
  if (!isPossible(redirect)) {
    return [];
  }
  const names = local('identity_provider_names', `[for provider in ${live(IDENTITY_PROVIDERS)} : provider.name]`);
  return [
    {
      subject: 'autoRedirectToIdentity true',
      when: whenTrue(redirect),
      expression: `length(${names}) == 1`,
      problem: `requires exactly one identity provider, but the account has ${interpolate(`length(${names})`)}: ${namesIn(names)}`,
      fix: 'Remove the other ones, or use autoRedirectToIdentity: false',
    },
  ];
}

function exemptedZonesExist({ sent, live, local }: CheckedOrganization): LiveCondition[] {
  const exempted = sent('denyUnmatchedRequests.exemptedZoneNames');
  if (isAbsent(exempted)) {
    return [];
  }
  const names = `[for zone in ${live(ZONES)} : zone.name]`;
  const unknown = local('unknown_exempted_zones', `sort(setsubtract(${lowerCase(exempted)}, ${names}))`);
  return [
    {
      subject: 'denyUnmatchedRequests.exemptedZoneNames',
      expression: `length(${unknown}) == 0`,
      problem: `contains names that are not zones of the account: ${namesIn(unknown)}`,
      fix: 'Correct or remove them',
    },
  ];
}

/** The types of applications that protect hostnames. Bookmarks, SaaS applications and launchers do not. */
const PROTECTING_TYPES = ['self_hosted', 'ssh', 'vnc', 'rdp'];

function unmatchedZonesCovered({ options, sent, live, local }: CheckedOrganization): LiveCondition[] {
  const enabled = sent('denyUnmatchedRequests.enabled');
  if (!isPossible(enabled)) {
    return [];
  }
  const checked = checkedZones(sent('denyUnmatchedRequests.exemptedZoneNames'), options.darkZones, live(ZONES), local);
  const uris = applicationUris(live(APPLICATIONS), local);
  const withApplications = zonesWithApplications(uris, live(ZONES), local);
  const dark = local('dark_zones', `sort(setsubtract(${checked}, ${withApplications}))`);
  const wholeHosts = local('whole_hosts', `{ for uri in ${uris} : uri => true... }`);
  const isWhole = `can(${wholeHosts}[zone]) && can(${wholeHosts}["*.\${zone}"])`;
  const partial = local(
    'partially_covered_zones',
    `sort([for zone in setintersection(${checked}, ${withApplications}) : zone if !(${isWhole})])`,
  );
  return [
    {
      subject: 'denyUnmatchedRequests.enabled true',
      when: whenTrue(enabled),
      expression: `length(${dark}) == 0`,
      problem: `blocks all requests to active zones without an exemption or an Access application: ${namesIn(dark)}`,
      fix: `Add Access applications, or name the zones in denyUnmatchedRequests.exemptedZoneNames, or in liveCheckOptions.darkZones to block them deliberately. Partially covered zones: ${interpolate(`length(${partial}) == 0 ? "none" : ""`)}${namesIn(partial)}. DNS records were not checked`,
    },
  ];
}

type DefineLocal = CheckedOrganization['local'];

/** The active zones that must have an Access application. */
function checkedZones(exempted: unknown, darkZones: unknown, zones: string, local: DefineLocal): string {
  const active = local(
    'active_zones',
    `[for zone in ${zones} : zone.name if zone.status == "active" && zone.paused != true]`,
  );
  const excluded = [exempted, darkZones].filter((list) => !isAbsent(list)).map(lowerCase);
  return local('checked_zones', `setsubtract(${active}, concat(${['[]', ...excluded].join(', ')}))`);
}

/** The hostnames of the Access applications, some of them with a path. */
function applicationUris(applications: string, local: DefineLocal): string {
  const destinations =
    '[for destination in coalesce(app.destinations, []) : destination.uri if destination.type == "public"]';
  const uris = `concat([app.domain], app.self_hosted_domains, ${destinations})`;
  const isProtecting = `contains(${expressionOf(PROTECTING_TYPES)}, app.type)`;
  return local(
    'application_uris',
    `distinct(flatten([for app in ${applications} : [for uri in ${uris} : lower(trimsuffix(uri, "/")) if uri != null && uri != ""] if ${isProtecting}]))`,
  );
}

/** The zones of the Access applications: of each hostname, the longest zone that it ends with. */
function zonesWithApplications(uris: string, zones: string, local: DefineLocal): string {
  const index = local('zone_index', `{ for zone in ${zones} : zone.name => true... }`);
  const labels = local(
    'application_hosts',
    `{ for uri in ${uris} : split("/", uri)[0] => split(".", split("/", uri)[0])... }`,
  );
  const parents = local(
    'application_zones',
    `[for labels in values(${labels}) : [for i in range(length(labels[0])) : join(".", slice(labels[0], i, length(labels[0]))) if can(${index}[join(".", slice(labels[0], i, length(labels[0])))])]]`,
  );
  return local('zones_with_applications', `distinct([for zones in ${parents} : zones[0] if length(zones) > 0])`);
}

function customPageExists({ sent, live }: CheckedOrganization, prop: string, type: string): LiveCondition[] {
  const uid = sent(prop);
  if (uid === undefined) {
    return [];
  }
  const types = `[for page in ${live(CUSTOM_PAGES)} : page.type if page.uid == ${expressionOf(uid)}]`;
  const received = `try("this page has the type ${interpolate(`${types}[0]`)}", "the account has no page with this uid")`;
  return [
    {
      subject: `${prop} ${quoted(uid)}`,
      expression: `${isNullOr(uid)}contains(${types}, "${type}")`,
      problem: `is not the uid of a custom page of type ${type}: ${interpolate(received)}`,
      fix: `Use the uid of a page of type ${type}`,
    },
  ];
}

function aaguidListUsable({ sent, live, local }: CheckedOrganization): LiveCondition[] {
  const id = sent('mfa.requiredAaguids');
  if (id === undefined) {
    return [];
  }
  const found = local('aaguid_list', `[for list in ${live(LISTS)} : list if list.id == ${expressionOf(id)}]`);
  const isOfType = `try(${found}[0].type == "AAGUID", false)`;
  const empty = `${isOfType} ? "the id of an empty list"`;
  const other = `try("the id of a list of type ${interpolate(`${found}[0].type`)}", "not the id of a list of the account")`;
  return [
    {
      subject: `mfa.requiredAaguids ${quoted(id)}`,
      expression: `${isNullOr(id)}(${isOfType} && try(${found}[0].list_count > 0, false))`,
      obstacle: `${isOfType} && try(${found}[0].list_count == null, false) ? "Cloudflare returned no number of items" : ""`,
      problem: `is ${interpolate(`${empty} : ${other}`)}`,
      fix: 'Use the id of a list of type AAGUID with at least one item',
    },
  ];
}

function nothingLoosened({ options, sent, isManaged, live, local }: CheckedOrganization): LiveCondition[] {
  const allowed: readonly string[] = options.allowLoosening ?? [];
  const loosened = COMPARISONS.filter(([prop]) => isManaged(prop) && !allowed.includes(settingOf(prop))).flatMap(
    ([prop, comparison]) => comparison(prop, sent(prop), live(ORGANIZATION), local) ?? [],
  );
  if (loosened.length === 0) {
    return [];
  }
  const list = local('loosened', `compact([${loosened.join(', ')}])`);
  return [
    {
      subject: 'The organization',
      expression: `length(${list}) == 0`,
      problem: `is less strict than the live one: ${interpolate(`join("; ", ${list})`)}`,
      fix: 'Use the live values, or name the settings in liveCheckOptions.allowLoosening to loosen them deliberately',
    },
  ];
}

function disabling(prop: string, sent: unknown, live: string): string | undefined {
  const isSent = isUnresolved(sent) ? ` && !${isTrue(sent)}` : '';
  return sent === true
    ? undefined
    : `${live}.${attributeOf(prop)} == true${isSent} ? "${prop} (live: true, sent: false)" : ""`;
}

/** Without live authenticators MFA is disabled, and any authenticators are stricter. */
function allowingMore(prop: string, sent: unknown, live: string, local: DefineLocal): string {
  const before = local('authenticators', `try(coalesce(${live}.${attributeOf(prop)}, []), [])`);
  const after = isAbsent(sent) ? '[]' : listOf(sent);
  const isMore = `(length(${after}) == 0 || length(setsubtract(${after}, ${before})) > 0)`;
  const shown = (list: string): string => interpolate(`join(", ", ${list})`);
  return `length(${before}) > 0 && ${isMore} ? "${prop} (live: ${shown(before)}; sent: ${isAbsent(sent) ? 'none' : shown(after)})" : ""`;
}

function exemptingMore(prop: string, sent: unknown, live: string, local: DefineLocal): string | undefined {
  if (isAbsent(sent)) {
    return undefined;
  }
  const before = `try(coalesce(${live}.${attributeOf(prop)}, []), [])`;
  const added = local(
    'added_exempted_zones',
    `sort(setsubtract(${lowerCase(sent)}, [for name in ${before} : lower(name)]))`,
  );
  const enabled = `${live}.${attributeOf('denyUnmatchedRequests.enabled')}`;
  return `${enabled} == true && length(${added}) > 0 ? "${prop} (added: ${namesIn(added)})" : ""`;
}
