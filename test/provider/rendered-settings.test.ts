import { OrganizationSetting } from '../../lib';
import { attributeOf, identityOf, renderedAttributes, renderedSettings } from '../../lib/provider/rendered-settings';
import type { RenderedSettings } from '../../lib/settings/provenance';
import { ATTRIBUTES } from '../../lib/settings/settings-table';
import { bare, type Overrides } from '../guardrails/helpers';
import { ACCOUNT_ID, PROPS, stackWithProvider } from '../organization';

const { SESSION_DURATION, READ_ONLY_LOCK, LOGIN_DESIGN, MFA } = OrganizationSetting;

/** The settings of a bare resource with overrides. */
function renderedWith(overrides: Overrides): RenderedSettings {
  const resource = bare(stackWithProvider());
  for (const [path, value] of Object.entries(overrides)) {
    resource.addOverride(path, value);
  }
  return renderedSettings(resource) as RenderedSettings;
}

describe('a value that the engine converts to the type of the schema', () => {
  const days = 'service_token_inactivity.inactivity_threshold_days';

  test.each<[attribute: string, value: unknown, settings: object]>([
    ['name', 7, { name: '7' }],
    ['name', true, { name: 'true' }],
    ['is_ui_read_only', 'true', { readOnlyLock: { locked: true } }],
    ['is_ui_read_only', 'false', { readOnlyLock: { locked: false } }],
    [days, 90, { serviceTokenInactivity: { inactivityThresholdDays: 90 } }],
    [days, '90', { serviceTokenInactivity: { inactivityThresholdDays: 90 } }],
    [days, '-90', { serviceTokenInactivity: { inactivityThresholdDays: -90 } }],
    [days, '90.25', { serviceTokenInactivity: { inactivityThresholdDays: 90.25 } }],
    ['mfa_config.allowed_authenticators', ['totp', null], { mfa: { allowedAuthenticators: ['totp'] } }],
    ['is_ui_read_only', '${var.locked}', { readOnlyLock: { locked: '${var.locked}' } }],
    ['mfa_config.allowed_authenticators', '${var.list}', { mfa: { allowedAuthenticators: '${var.list}' } }],
  ])('is read as that type: %s %j', (attribute, value, settings) => {
    const rendered = renderedWith({ [attribute]: value });
    expect(rendered.settings).toMatchObject(settings);
    expect(rendered.mismatches).toEqual([]);
  });

  test.each<[attribute: string, value: unknown, prop: string, type: string]>([
    ['name', ['a'], 'name', 'text'],
    ['name', { a: 1 }, 'name', 'text'],
    ['is_ui_read_only', 'yes', 'readOnlyLock.locked', 'a boolean'],
    ['is_ui_read_only', 1, 'readOnlyLock.locked', 'a boolean'],
    ...['', '90 ', ' 90', '90d', '90.', '.5', '--90', '0x5a', true, [90]].map(
      (value): [string, unknown, string, string] => [
        days,
        value,
        'serviceTokenInactivity.inactivityThresholdDays',
        'a number',
      ],
    ),
    ['mfa_config.allowed_authenticators', 'totp', 'mfa.allowedAuthenticators', 'a list'],
    ['mfa_config.allowed_authenticators', ['totp', ['totp']], 'mfa.allowedAuthenticators', 'a list'],
    ['mfa_config', 'totp', 'mfa', 'a struct'],
    ['lifecycle.ignore_changes', 'name', 'lifecycle.ignoreChanges', "a list or 'all'"],
  ])('is not one of another type: %s %j', (attribute, value, prop, type) => {
    const rendered = renderedWith({ [attribute]: value });
    expect(rendered.mismatches).toEqual([{ prop, attribute, value, type }]);
    expect(rendered.settings).toEqual(renderedWith({ [attribute]: null }).settings);
  });

  test.each([null, undefined])('is not %s, which the engine omits', (value) => {
    const { settings, mismatches } = renderedWith({ mfa_config: value, session_duration: value });
    expect(Object.keys(settings)).toEqual(['accountId', 'name', 'authDomain']);
    expect(mismatches).toEqual([]);
  });
});

describe('ignore_changes', () => {
  const names = ATTRIBUTES.map(({ prop }) => prop);

  test.each<[entries: unknown, ignored: readonly string[], unmanaged: readonly OrganizationSetting[]]>([
    [[], [], []],
    [['session_duration'], ['sessionDuration'], [SESSION_DURATION]],
    [['session_duration[0]'], ['sessionDuration'], [SESSION_DURATION]],
    [['name', 'created_at'], ['name'], []],
    [['session'], [], []],
    [['session_durations'], [], []],
    [['is_ui_read_only'], ['readOnlyLock.locked'], []],
    [
      ['is_ui_read_only', 'ui_read_only_toggle_reason'],
      ['readOnlyLock.reason', 'readOnlyLock.locked'],
      [READ_ONLY_LOCK],
    ],
    [['mfa_config.session_duration'], ['mfa.sessionDuration'], []],
    [['mfa_config.required_aaguids.x'], ['mfa.requiredAaguids'], []],
    [['mfa_config'], ATTRIBUTES.filter(({ path }) => path[0] === 'mfa_config').map(({ prop }) => prop), []],
    [
      ['mfa_config', 'mfa_required_for_all_apps', 'mfa_piv_key_requirements'],
      names.filter((prop) => prop.startsWith('mfa.')),
      [MFA],
    ],
    [['login_design'], names.filter((prop) => prop.startsWith('loginDesign.')), [LOGIN_DESIGN]],
    ['all', names, Object.values(OrganizationSetting)],
  ])('%j covers %j, and leaves %j unmanaged', (entries, ignored, unmanaged) => {
    const rendered = renderedWith({ 'lifecycle.ignore_changes': entries });
    expect([...rendered.ignored]).toEqual(ignored);
    expect(rendered.unmanaged).toEqual(unmanaged);
    expect(rendered.ignoreChanges).toEqual(Array.isArray(entries) ? entries : []);
    expect(rendered.mismatches).toEqual([]);
  });

  test('covers nothing if it is neither a list nor all', () => {
    const { ignored, unmanaged, ignoreChanges } = renderedWith({ 'lifecycle.ignore_changes': 'session_duration' });
    expect([[...ignored], unmanaged, ignoreChanges]).toEqual([[], [], []]);
  });
});

describe('identityOf', () => {
  const address = 'cloudflare_zero_trust_organization.Bare';
  const { authDomain } = PROPS;
  const identityWith = (overrides: Overrides) => {
    const resource = bare(stackWithProvider());
    for (const [path, value] of Object.entries(overrides)) {
      resource.addOverride(path, value);
    }
    return identityOf(resource);
  };

  test.each<[string, Overrides, object]>([
    ['the arguments', {}, {}],
    ['overrides', { account_id: 'a', auth_domain: 'b' }, { accountId: 'a', authDomain: 'b' }],
    ['resolved values only', { account_id: '${var.id}' }, { accountId: undefined }],
    ['domains that are sent only', { 'lifecycle.ignore_changes': ['auth_domain'] }, { authDomain: undefined }],
    ['domains next to other ignored ones', { 'lifecycle.ignore_changes': ['name'] }, {}],
  ])('reads %s', (_, overrides, identity) => {
    expect(identityWith(overrides)).toEqual({ address, accountId: ACCOUNT_ID, authDomain, ...identity });
  });

  test('does not read a domain that the lifecycle of the resource ignores', () => {
    const resource = bare(stackWithProvider(), 'Bare', { lifecycle: { ignoreChanges: ['auth_domain'] } });
    expect(identityOf(resource)).toEqual({ address, accountId: ACCOUNT_ID, authDomain: undefined });
  });
});

test('a resource that was moved away has neither attributes nor settings', () => {
  const stack = stackWithProvider();
  const resource = bare(stack, 'Old');
  resource.moveTo('new');
  bare(stack, 'New').addMoveTarget('new');
  expect([renderedAttributes(resource), renderedSettings(resource)]).toEqual([undefined, undefined]);
});

test.each([
  ['sessionDuration', 'session_duration'],
  ['mfa.sessionDuration', 'mfa_config.session_duration'],
  ['mfa', 'mfa_config'],
  ['loginDesign', 'login_design'],
  ['unmanaged', 'lifecycle.ignore_changes'],
  ['path', 'path'], // of a custom rule
])('a finding about %s of a bare resource names %s', (prop, attribute) => {
  expect(attributeOf(prop)).toBe(attribute);
});
