/** The types of the props of organizations and blueprints. */
import {
  type IOrganizationBlueprint,
  OrganizationSetting,
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
  structOf,
} from '../values/shapes';
import { IDENTITY_ROWS, SETTING_ROWS, type SettingName, shapesOf } from './settings-table';

const CONDITION = structOf({ condition: ANY, errorMessage: STRING });

/** The props that are neither identity nor settings. */
type ManagementName = Exclude<
  keyof ZeroTrustOrganizationProps,
  SettingName | 'accountId' | 'authDomain' | 'name' | 'unmanaged' | 'zoneId'
>;

export const BLUEPRINT: Shape<IOrganizationBlueprint> = instanceOf('OrganizationBlueprint', ['_settings', '_fixedBy']);
export const SETTING_NAMES: Shape<OrganizationSetting[]> = literal(listOf(enumOf(OrganizationSetting)));

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

const SETTINGS = { ...shapesOf(SETTING_ROWS), unmanaged: SETTING_NAMES };

/** The settings of a blueprint. */
export const SETTINGS_SHAPE: Shape = structOf(SETTINGS);

/** The props of `ZeroTrustOrganization`. */
export const ORGANIZATION_SHAPE: Shape = structOf({ ...shapesOf(IDENTITY_ROWS), ...SETTINGS, ...MANAGEMENT });
