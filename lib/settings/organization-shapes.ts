/** The types of the props of organizations and blueprints. */
import {
  type IOrganizationBlueprint,
  LiveCheck,
  type LiveCheckOptions,
  OrganizationSetting,
  type OrganizationSettings,
  UnreadableHandling,
  type ZeroTrustOrganizationProps,
} from '../organization-props';
import {
  ANY,
  BOOLEAN,
  ELEMENT,
  either,
  enumOf,
  instanceOf,
  listOf,
  literal,
  type Shape,
  type Shapes,
  STRING,
  type Synonyms,
  structOf,
  synonymsOf,
} from '../values/shapes';
import { ATTRIBUTES, IDENTITY_ROWS, isSetting, SETTING_ROWS, type SettingName, shapesOf } from './settings-table';

const CONDITION = structOf({ condition: ANY, errorMessage: STRING });

/** The props that are neither identity nor settings. */
type ManagementName = Exclude<
  keyof ZeroTrustOrganizationProps,
  SettingName | 'accountId' | 'authDomain' | 'liveCheckOptions' | 'liveChecks' | 'name' | 'unmanaged' | 'zoneId'
>;

export const BLUEPRINT: Shape<IOrganizationBlueprint> = instanceOf('OrganizationBlueprint', ['_settings', '_fixedBy']);

/** Settings by the names of their props and attributes: `mfa` for `mfa_config` and `mfa.sessionDuration`. */
const SETTING_SYNONYMS: Synonyms = Object.fromEntries(
  ATTRIBUTES.filter(({ setting }) => isSetting(setting)).flatMap(({ prop, attribute, path, setting }) =>
    [prop, attribute, path[0] as string].map((name): [string, string] => [name, setting]),
  ),
);

/** The names of live checks. */
export const LIVE_CHECK_NAMES: Shape<LiveCheck[]> = literal(listOf(enumOf(LiveCheck)));

export const SETTING_NAMES: Shape<OrganizationSetting[]> = literal(
  listOf(enumOf(OrganizationSetting, SETTING_SYNONYMS)),
);

/** The settings that `NOTHING_LOOSENED` compares. */
const LOOSENABLE_SETTINGS = {
  READ_ONLY_LOCK: OrganizationSetting.READ_ONLY_LOCK,
  MFA: OrganizationSetting.MFA,
  DENY_UNMATCHED_REQUESTS: OrganizationSetting.DENY_UNMATCHED_REQUESTS,
} as const;

/** The props of settings that render no attribute. */
const WITHOUT_ATTRIBUTE: Shapes<Pick<OrganizationSettings, 'liveCheckOptions' | 'liveChecks' | 'unmanaged'>> = {
  unmanaged: SETTING_NAMES,
  liveChecks: LIVE_CHECK_NAMES,
  liveCheckOptions: structOf<LiveCheckOptions>({
    onUnreadable: literal(enumOf(UnreadableHandling)),
    allowLoosening: literal(listOf<OrganizationSetting>(enumOf(LOOSENABLE_SETTINGS, SETTING_SYNONYMS))),
    previousAuthDomain: STRING,
    darkZones: listOf(STRING),
  }),
};

const MANAGEMENT: Shapes<Pick<ZeroTrustOrganizationProps, ManagementName>> = {
  blueprint: BLUEPRINT,
  importExisting: literal(BOOLEAN),
  preventDestroy: literal(BOOLEAN),
  migrateFrom: literal(STRING),
  provider: ELEMENT,
  dependsOn: literal(listOf(ELEMENT)),
  lifecycle: structOf({
    createBeforeDestroy: literal(BOOLEAN),
    preventDestroy: literal(BOOLEAN),
    ignoreChanges: either(literal(enumOf({ ALL: 'all' } as const)), literal(listOf(STRING))),
    replaceTriggeredBy: literal(listOf(either(literal(STRING), ELEMENT))),
    precondition: literal(listOf(CONDITION)),
    postcondition: literal(listOf(CONDITION)),
  }),
};

/** Cloudflare's names: `mfa_config` for `mfa`, `allowed_authenticators` for `mfa.allowedAuthenticators`. */
const ATTRIBUTE_NAMES: Synonyms = Object.fromEntries(
  [...ATTRIBUTES]
    .reverse() // so that, of equal names, the first prop remains
    .flatMap(({ prop, keys, attribute, path }) => [
      [path.at(-2), keys.slice(0, -1).join('.')],
      [path.at(-1), prop],
      [attribute, prop],
    ])
    // Names without separators, such as `enabled`, are found as those of the props.
    .filter(([name]) => name?.includes('_')) as [string, string][],
);

const SYNONYMS: Synonyms = {
  ...ATTRIBUTE_NAMES,
  ...synonymsOf({
    accountId: ['account'],
    zoneId: ['zone'],
    name: ['displayName', 'organizationName', 'orgName'],
    authDomain: ['domain', 'loginDomain', 'teamDomain', 'teamName'],
    sessionDuration: ['sessionLength', 'sessionTimeout'],
    userSeatExpirationInactiveTime: ['seatExpiration'],
    autoRedirectToIdentity: ['autoRedirect'],
    readOnlyLock: ['is_ui_read_only', 'lock', 'readOnly'], // `locked` alone would lack the reason
    'readOnlyLock.reason': ['lockReason'],
    'mfa.preset': ['mfaPreset'],
    'mfa.allowedAuthenticators': ['authenticators'],
    'mfa.sessionDuration': ['mfaSessionDuration'],
    'mfa.requiredAaguids': ['aaguids'],
    'mfa.requiredForAllApps': ['mfaRequired', 'requireMfa'],
    denyUnmatchedRequests: ['denyUnmatched'],
    'denyUnmatchedRequests.exemptedZoneNames': ['exemptedZones'],
    loginDesign: ['branding', 'design'],
    'loginDesign.logoPath': ['logo', 'logoUrl'],
    importExisting: ['import'],
    migrateFrom: ['movedFrom'],
  }),
};

const SETTINGS = { ...shapesOf(SETTING_ROWS), ...WITHOUT_ATTRIBUTE };

/** The settings of a blueprint. */
export const SETTINGS_SHAPE: Shape = structOf(SETTINGS, SYNONYMS);

/** The props of `ZeroTrustOrganization`. */
export const ORGANIZATION_SHAPE: Shape = structOf({ ...shapesOf(IDENTITY_ROWS), ...SETTINGS, ...MANAGEMENT }, SYNONYMS);
