import { OrganizationSetting, type OrganizationSettings } from '../../lib';
import { ATTRIBUTES, SETTING_ROWS, SETTINGS, type SettingRows } from '../../lib/settings/settings-table';
import { BOOLEAN, STRING } from '../../lib/values/shapes';

type Members = `${OrganizationSetting}`;

/** Mistakes in the table that the compiler rejects: `npm run types` fails if it accepts one of them. */
export function mistakes(): unknown[] {
  const { mfa, customPages, strictServiceTokenAuth, ...others } = SETTING_ROWS;
  const { forbidden, identityDenied } = customPages.fields;
  const { pinPolicy, ...otherRequirements } = mfa.fields.pivKeyRequirements.fields;
  const row = { attribute: 'added', shape: BOOLEAN, rationale: 'none' };
  return [
    // @ts-expect-error: a missing setting
    { ...others, mfa, customPages } satisfies SettingRows,
    // @ts-expect-error: a misspelled setting
    { ...SETTING_ROWS, strictServiceTokenAuthentication: row } satisfies SettingRows,
    // @ts-expect-error: a missing field
    { ...SETTING_ROWS, customPages: { ...customPages, fields: { forbidden } } } satisfies SettingRows,
    {
      ...SETTING_ROWS,
      // @ts-expect-error: a misspelled field
      customPages: { ...customPages, fields: { forbidden, denied: identityDenied } },
    } satisfies SettingRows,
    {
      ...SETTING_ROWS,
      // @ts-expect-error: a missing field of a nested struct
      mfa: { ...mfa, fields: { ...mfa.fields, pivKeyRequirements: { fields: otherRequirements } } },
    } satisfies SettingRows,
    // @ts-expect-error: a misspelled column
    { ...SETTING_ROWS, strictServiceTokenAuth: { ...strictServiceTokenAuth, from: '5.27.0' } } satisfies SettingRows,
    // @ts-expect-error: a shape of another type
    { ...SETTING_ROWS, strictServiceTokenAuth: { ...strictServiceTokenAuth, shape: STRING } } satisfies SettingRows,
    // @ts-expect-error: a default of another type
    { ...SETTING_ROWS, strictServiceTokenAuth: { ...strictServiceTokenAuth, default: 'on' } } satisfies SettingRows,
    // @ts-expect-error: a setting without a rationale
    { ...SETTING_ROWS, strictServiceTokenAuth: { attribute: 'x', shape: BOOLEAN } } satisfies SettingRows,
    // @ts-expect-error: a prop without a row
    SETTING_ROWS satisfies SettingRows<OrganizationSettings & { readonly added?: boolean }>,
    // @ts-expect-error: a setting without a member in the enum
    SETTING_ROWS satisfies SettingRows<OrganizationSettings, Exclude<Members, 'loginDesign'>>,
    // @ts-expect-error: a member of the enum without a setting
    SETTING_ROWS satisfies SettingRows<OrganizationSettings, Members | 'added'>,
    pinPolicy,
  ];
}

test('every attribute and every prop has one row', () => {
  for (const names of [ATTRIBUTES.map(({ attribute }) => attribute), ATTRIBUTES.map(({ prop }) => prop)]) {
    expect(new Set(names).size).toBe(names.length);
  }
});

test('the settings are the members of the enum', () => {
  expect([...SETTINGS].sort()).toEqual(Object.values(OrganizationSetting).sort());
});
