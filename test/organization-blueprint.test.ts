import { TerraformStack, TerraformVariable, Testing } from 'cdktf';
import fc from 'fast-check';
import {
  MfaAuthenticator,
  MfaPreset,
  OrganizationBlueprint,
  type OrganizationBlueprintProps,
  OrganizationGuardrails,
  OrganizationSetting,
  type OrganizationSettings,
  PivPinPolicy,
  ServiceTokenAction,
  SettingSource,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../lib';
import { mergeSettings, settingsOf, valueIn } from '../lib/layers';
import { ATTRIBUTES } from '../lib/provider/attributes';
import { ACCOUNT_ID, attributes, errors, refusals, stackWithProvider, synth, warnings } from './organization';

const { TOTP, SECURITY_KEY } = MfaAuthenticator;
const { SESSION_DURATION, MFA, READ_ONLY_LOCK, LOGIN_DESIGN } = OrganizationSetting;

const WHICH = { accountId: ACCOUNT_ID, name: 'Widget Corp', authDomain: 'widget-corp.cloudflareaccess.com' };
const LOCK = { reason: 'managed in github.com/widget-corp/platform' };

const blueprintWith = (
  settings: OrganizationSettings,
  props: Partial<OrganizationBlueprintProps> = {},
): OrganizationBlueprint =>
  new OrganizationBlueprint({ name: 'company', settings: { readOnlyLock: LOCK, ...settings }, ...props });

const madeWith = (
  blueprint: OrganizationBlueprint,
  own: Partial<ZeroTrustOrganizationProps> = {},
): ZeroTrustOrganization => blueprint.organization(stackWithProvider(), 'Organization', { ...WHICH, ...own });

/** Where the values of some props come from: `12h from the blueprint company`. */
function sources(organization: ZeroTrustOrganization): Record<string, string> {
  return Object.fromEntries(
    organization.provenance.map(({ prop, value, source, blueprint, unmanaged }) => [
      prop,
      `${unmanaged ? 'unmanaged' : JSON.stringify(value)} (${blueprint ?? source})`,
    ]),
  );
}

describe('an organization of a blueprint', () => {
  test('has the settings of the blueprint', () => {
    const blueprint = blueprintWith({ sessionDuration: '12h', autoRedirectToIdentity: true });
    expect(attributes(madeWith(blueprint))).toMatchObject({
      account_id: ACCOUNT_ID,
      name: 'Widget Corp',
      session_duration: '12h',
      auto_redirect_to_identity: true,
      is_ui_read_only: true,
      ui_read_only_toggle_reason: LOCK.reason,
    });
  });

  test('is the same as one that names the blueprint in its props', () => {
    const blueprint = blueprintWith({ sessionDuration: '12h' });
    const direct = new ZeroTrustOrganization(stackWithProvider(), 'Organization', { ...WHICH, blueprint });
    expect(synth(direct)).toEqual(synth(madeWith(blueprint)));
  });

  test('is a ZeroTrustOrganization with the address of one', () => {
    const organization = madeWith(blueprintWith({}));
    expect(ZeroTrustOrganization.isZeroTrustOrganization(organization)).toBe(true);
    expect(organization.resource.friendlyUniqueId).toBe('Organization');
    expect(organization.node.defaultChild).toBe(organization.resource);
  });

  test('does not change the blueprint, which makes others alike', () => {
    const blueprint = blueprintWith({ mfa: { sessionDuration: '12h' } });
    madeWith(blueprint, { mfa: { sessionDuration: '1h' }, sessionDuration: '1h' });
    expect(attributes(madeWith(blueprint))).toMatchObject({
      session_duration: '24h',
      mfa_config: { session_duration: '12h' },
    });
  });

  test('names no other blueprint', () => {
    const other = new OrganizationBlueprint({ name: 'other' });
    expect(() => madeWith(blueprintWith({}), { blueprint: other })).toThrow(
      "blueprint: received 'other' for an organization of the blueprint 'company'; allowed: one blueprint: leave it out",
    );
  });

  test('may name its own blueprint', () => {
    const blueprint = blueprintWith({ sessionDuration: '12h' });
    expect(attributes(madeWith(blueprint, { blueprint }))).toMatchObject({ session_duration: '12h' });
  });

  test('has a blueprint that says nothing', () => {
    const organization = madeWith(new OrganizationBlueprint({ name: 'nothing' }), { readOnlyLock: LOCK });
    expect(attributes(organization)).toEqual(attributes(madeWith(blueprintWith({}))));
  });
});

describe('the settings of an organization stand above those of its blueprint', () => {
  test.each<[string, OrganizationSettings, OrganizationSettings, OrganizationSettings]>([
    ['a value replaces', { sessionDuration: '12h' }, { sessionDuration: '1h' }, { sessionDuration: '1h' }],
    [
      'false replaces true',
      { autoRedirectToIdentity: true },
      { autoRedirectToIdentity: false },
      { autoRedirectToIdentity: false },
    ],
    [
      'nothing does not replace',
      { sessionDuration: '12h' },
      { sessionDuration: undefined },
      { sessionDuration: '12h' },
    ],
    [
      'a struct is merged by field',
      { mfa: { preset: MfaPreset.PHISHING_RESISTANT, sessionDuration: '12h' } },
      { mfa: { sessionDuration: '1h', requiredForAllApps: undefined } },
      { mfa: { preset: MfaPreset.PHISHING_RESISTANT, sessionDuration: '1h' } },
    ],
    [
      'a struct in a struct too',
      { mfa: { pivKeyRequirements: { requireFipsDevice: true, pinPolicy: PivPinPolicy.ONCE } } },
      { mfa: { pivKeyRequirements: { pinPolicy: PivPinPolicy.ALWAYS } } },
      { mfa: { pivKeyRequirements: { requireFipsDevice: true, pinPolicy: PivPinPolicy.ALWAYS } } },
    ],
    [
      'a list replaces',
      { denyUnmatchedRequests: { enabled: true, exemptedZoneNames: ['a.com', 'b.com'] } },
      { denyUnmatchedRequests: { exemptedZoneNames: ['c.com'] } },
      { denyUnmatchedRequests: { enabled: true, exemptedZoneNames: ['c.com'] } },
    ],
    [
      'an empty list replaces',
      { mfa: { allowedAuthenticators: [TOTP] } },
      { mfa: { allowedAuthenticators: [] } },
      { mfa: { allowedAuthenticators: [] } },
    ],
    [
      'what is left to the dashboard replaces a value',
      { loginDesign: { headerText: 'Hello' }, sessionDuration: '12h' },
      { unmanaged: [LOGIN_DESIGN] },
      { sessionDuration: '12h', unmanaged: [LOGIN_DESIGN] },
    ],
    [
      'a value replaces what is left to the dashboard',
      { unmanaged: [LOGIN_DESIGN, SESSION_DURATION] },
      { loginDesign: { headerText: 'Hello' } },
      { loginDesign: { headerText: 'Hello' }, unmanaged: [SESSION_DURATION] },
    ],
    [
      'what both leave to the dashboard is left once',
      { unmanaged: [LOGIN_DESIGN, MFA] },
      { unmanaged: [MFA, SESSION_DURATION] },
      { unmanaged: [LOGIN_DESIGN, MFA, SESSION_DURATION] },
    ],
    [
      'everything is new to nothing',
      {},
      { sessionDuration: '1h', unmanaged: [MFA] },
      { sessionDuration: '1h', unmanaged: [MFA] },
    ],
  ])('%s', (_, lower, upper, merged) => {
    expect(mergeSettings(lower, upper)).toEqual(merged);
  });

  test('a token stands for the whole struct or list, and replaces it', () => {
    const variable = new TerraformVariable(stackWithProvider(), 'v', {});
    const lower = { denyUnmatchedRequests: { enabled: true, exemptedZoneNames: ['a.com'] } };
    const upper = { denyUnmatchedRequests: { enabled: variable.booleanValue, exemptedZoneNames: variable.listValue } };
    expect(mergeSettings(lower, upper)).toEqual(upper);
  });

  test('only settings are taken from props', () => {
    expect(settingsOf({ ...WHICH, sessionDuration: '1h', preventDestroy: true, unmanaged: [MFA] } as never)).toEqual({
      sessionDuration: '1h',
      unmanaged: [MFA],
    });
  });

  test('one that is given and left to the dashboard in one place is still an error', () => {
    const problem =
      "loginDesign (from the blueprint 'company'): received, but listed in unmanaged too; a setting is one or the other: leave loginDesign out, or take it off the list [setting-managed-and-unmanaged]";
    const blueprint = blueprintWith({ loginDesign: { headerText: 'Hello' }, unmanaged: [LOGIN_DESIGN] });
    expect(errors(madeWith(blueprint))).toEqual([`[stack/Organization] ${problem}`]);
  });

  test('what the organization leaves to the dashboard is not sent', () => {
    const blueprint = blueprintWith({ sessionDuration: '12h' });
    const rendered = attributes(madeWith(blueprint, { unmanaged: [SESSION_DURATION] }));
    expect(rendered).not.toHaveProperty('session_duration');
    expect(rendered).toMatchObject({ lifecycle: { ignore_changes: ['session_duration'] } });
  });
});

describe('merging', () => {
  const durations = fc.option(fc.constantFrom('1h', '2h', '3h'), { nil: undefined });
  const flags = fc.option(fc.boolean(), { nil: undefined });
  const lists = fc.option(fc.subarray([TOTP, SECURITY_KEY]), { nil: undefined });
  const given = fc.record({
    sessionDuration: durations,
    autoRedirectToIdentity: flags,
    mfa: fc.option(
      fc.record({
        sessionDuration: durations,
        requiredForAllApps: flags,
        allowedAuthenticators: lists,
        pivKeyRequirements: fc.option(fc.record({ requireFipsDevice: flags }), { nil: undefined }),
      }),
      { nil: undefined },
    ),
    denyUnmatchedRequests: fc.option(fc.record({ enabled: flags }), { nil: undefined }),
  });
  /** Settings that leave nothing to the dashboard which they give. */
  const layers = fc
    .record({ given, left: fc.subarray(Object.values(OrganizationSetting)) })
    .map(({ given: settings, left }): OrganizationSettings => {
      const unmanaged = left.filter((setting) => !(setting in settings) || settings[setting as 'mfa'] === undefined);
      return unmanaged.length === 0 ? settings : { ...settings, unmanaged };
    });
  const props = ATTRIBUTES.map(({ prop }) => prop);

  test('every value is the upper one, or the lower one where the upper layer says nothing about its setting', () => {
    fc.assert(
      fc.property(layers, layers, (lower, upper) => {
        const merged = mergeSettings(lower, upper);
        for (const prop of props) {
          const left = upper.unmanaged?.some((setting) => prop.split('.')[0] === setting) === true;
          const below = left ? undefined : valueIn(lower, prop);
          expect(valueIn(merged, prop)).toEqual(valueIn(upper, prop) ?? below);
        }
      }),
    );
  });

  test('no setting is both given and left to the dashboard', () => {
    fc.assert(
      fc.property(layers, layers, (lower, upper) => {
        const merged = mergeSettings(lower, upper);
        expect((merged.unmanaged ?? []).filter((setting) => merged[setting] !== undefined)).toEqual([]);
      }),
    );
  });

  test('it does not matter which two of three layers are merged first, when none leaves anything to the dashboard', () => {
    fc.assert(
      fc.property(given, given, given, (a, b, c) => {
        const [left, right] = [mergeSettings(mergeSettings(a, b), c), mergeSettings(a, mergeSettings(b, c))];
        expect(props.map((prop) => valueIn(left, prop))).toEqual(props.map((prop) => valueIn(right, prop)));
      }),
    );
  });
});

describe('a setting that the blueprint fixed', () => {
  const blueprint = blueprintWith({ sessionDuration: '12h' }, { fixed: [SESSION_DURATION, MFA] });

  test('has the value of the blueprint, or the default', () => {
    expect(attributes(madeWith(blueprint))).toMatchObject({
      session_duration: '12h',
      mfa_config: { session_duration: '24h' },
    });
  });

  test.each<[string, Partial<ZeroTrustOrganizationProps>, string]>([
    ['given', { sessionDuration: '1h' }, "sessionDuration: received '1h'"],
    ['given as a struct', { mfa: { sessionDuration: '1h' } }, "mfa: received { sessionDuration: '1h' }"],
    ['left to the dashboard', { unmanaged: [SESSION_DURATION] }, 'sessionDuration: received in unmanaged'],
  ])('is an error when it is %s', (_, own, problem) => {
    expect(errors(madeWith(blueprint, own))).toEqual([
      `[stack/Organization] ${problem}, but the blueprint 'company' fixed it: leave it out, or ask the blueprint's owners [blueprint-fixed]`,
    ]);
  });

  test('is not rendered from the organization, even without validation', () => {
    const organization = madeWith(blueprint, { sessionDuration: '1h', unmanaged: [MFA] });
    expect(attributes(organization, false)).toMatchObject({
      session_duration: '12h',
      mfa_config: { session_duration: '24h' },
    });
  });

  test('others can be given', () => {
    expect(errors(madeWith(blueprint, { autoRedirectToIdentity: true }))).toEqual([]);
  });
});

describe('a blueprint that extends another', () => {
  const base = blueprintWith(
    { sessionDuration: '12h', mfa: { sessionDuration: '12h', requiredForAllApps: true } },
    { fixed: [SESSION_DURATION], guardrails: new OrganizationGuardrails({ name: 'base' }) },
  );

  test('stands above it, by setting and by field', () => {
    const strict = base.extend({ name: 'strict', settings: { sessionDuration: '1h', mfa: { sessionDuration: '1h' } } });
    expect(attributes(madeWith(strict))).toMatchObject({
      session_duration: '1h',
      mfa_config: { session_duration: '1h' },
      mfa_required_for_all_apps: true,
      is_ui_read_only: true,
    });
  });

  test('keeps what it fixed, and its guardrails', () => {
    const strict = base.extend({ name: 'strict' });
    expect(strict.guardrails).toBe(base.guardrails);
    expect(errors(madeWith(strict, { sessionDuration: '24h' }))).toEqual([
      "[stack/Organization] sessionDuration: received '24h', but the blueprint 'company' fixed it: leave it out, or ask the blueprint's owners [blueprint-fixed]",
    ]);
  });

  test('replaces what it fixed, and its guardrails, when these are given', () => {
    const guardrails = new OrganizationGuardrails({ name: 'loose' });
    const loose = base.extend({ name: 'loose', fixed: [READ_ONLY_LOCK], guardrails });
    expect(loose.guardrails).toBe(guardrails);
    expect(errors(madeWith(loose, { sessionDuration: '24h' }))).toEqual([]);
    expect(errors(madeWith(loose, { readOnlyLock: LOCK }))).toEqual([
      expect.stringContaining("the blueprint 'loose' fixed it") as string,
    ]);
  });

  test('is the same as one that names it as its base', () => {
    const settings = { sessionDuration: '1h' };
    const direct = new OrganizationBlueprint({ name: 'strict', settings, base });
    expect(synth(madeWith(direct))).toEqual(synth(madeWith(base.extend({ name: 'strict', settings }))));
  });

  test('does not change it', () => {
    base.extend({ name: 'strict', settings: { sessionDuration: '1h' }, fixed: [] });
    expect(attributes(madeWith(base))).toMatchObject({ session_duration: '12h' });
  });
});

describe('messages', () => {
  test('name the blueprint that a value comes from', () => {
    const strict = blueprintWith({ sessionDuration: '30d' }).extend({
      name: 'strict',
      settings: { mfa: { sessionDuration: '721h' } },
    });
    const lines = errors(madeWith(strict));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^\[stack\/Organization\] sessionDuration \(from the blueprint 'company'\): '30d' is/);
    expect(lines[1]).toMatch(/^\[stack\/Organization\] mfa\.sessionDuration \(from the blueprint 'strict'\): '721h'/);
  });

  test('name no blueprint for a value of the organization', () => {
    const [line] = errors(madeWith(blueprintWith({ sessionDuration: '12h' }), { sessionDuration: '30d' }));
    expect(line).toMatch(/^\[stack\/Organization\] sessionDuration: '30d' is/);
  });
});

describe('the provenance of an organization', () => {
  test('tells the library, blueprints and the organization apart', () => {
    const blueprint = blueprintWith({
      sessionDuration: '12h',
      loginDesign: { headerText: 'Hello' },
      unmanaged: [OrganizationSetting.CUSTOM_PAGES],
    }).extend({ name: 'strict', settings: { mfa: { preset: MfaPreset.PHISHING_RESISTANT } } });
    const organization = madeWith(blueprint, {
      mfa: { sessionDuration: '1h' },
      loginDesign: { footerText: 'Bye' },
      unmanaged: [OrganizationSetting.SERVICE_TOKEN_INACTIVITY],
    });
    expect(sources(organization)).toEqual({
      accountId: `"${ACCOUNT_ID}" (organization)`,
      name: '"Widget Corp" (organization)',
      authDomain: '"widget-corp.cloudflareaccess.com" (organization)',
      sessionDuration: '"12h" (company)',
      allowAuthenticateViaWarp: 'false (library default)',
      autoRedirectToIdentity: 'false (library default)',
      'readOnlyLock.locked': 'true (company)',
      'readOnlyLock.reason': `"${LOCK.reason}" (company)`,
      'mfa.allowedAuthenticators': '["biometrics","security_key"] (strict)',
      'mfa.sessionDuration': '"1h" (organization)',
      'mfa.requiredForAllApps': 'true (strict)',
      'denyUnmatchedRequests.enabled': 'false (library default)',
      'loginDesign.headerText': '"Hello" (company)',
      'loginDesign.footerText': '"Bye" (organization)',
      customPages: 'unmanaged (company)',
      serviceTokenInactivity: 'unmanaged (organization)',
    });
  });

  test('without a blueprint has the library and the organization', () => {
    const organization = new ZeroTrustOrganization(stackWithProvider(), 'Organization', {
      ...WHICH,
      denyUnmatchedRequests: { exemptedZoneNames: ['B.com', 'a.com'] },
      serviceTokenInactivity: { action: ServiceTokenAction.DISABLE, inactivityThresholdDays: 90 },
    });
    expect(sources(organization)).toMatchObject({
      sessionDuration: '"24h" (library default)',
      'readOnlyLock.locked': 'false (library default)',
      'mfa.sessionDuration': '"24h" (library default)',
      'denyUnmatchedRequests.enabled': 'true (organization)',
      'denyUnmatchedRequests.exemptedZoneNames': '["a.com","b.com"] (organization)',
      'serviceTokenInactivity.enabled': 'true (organization)',
    });
  });

  test('says of a fixed setting that it comes from the blueprint, whatever the organization gives', () => {
    const blueprint = blueprintWith({ sessionDuration: '12h' }, { fixed: [SESSION_DURATION] });
    expect(sources(madeWith(blueprint, { sessionDuration: '1h' }))).toMatchObject({
      sessionDuration: '"12h" (company)',
    });
  });

  test('has what overrides say, as the organization says it', () => {
    const organization = madeWith(blueprintWith({ sessionDuration: '12h', mfa: { sessionDuration: '1h' } }));
    organization.resource.addOverride('session_duration', '48h');
    organization.resource.addOverride('lifecycle.ignore_changes', ['login_design']);
    TerraformStack.of(organization).addOverride(
      'resource.cloudflare_zero_trust_organization.Organization.auto_redirect_to_identity',
      true,
    );
    expect(sources(organization)).toMatchObject({
      sessionDuration: '"48h" (organization)',
      autoRedirectToIdentity: 'true (organization)',
      'mfa.sessionDuration': '"1h" (company)',
      'mfa.allowedAuthenticators': '["totp","biometrics","security_key"] (library default)',
      loginDesign: 'unmanaged (organization)',
    });
  });

  test('has lists that the stack adds to', () => {
    const organization = madeWith(blueprintWith({ mfa: { allowedAuthenticators: [SECURITY_KEY] } }));
    TerraformStack.of(organization).addOverride('resource.cloudflare_zero_trust_organization.Organization.mfa_config', {
      allowed_authenticators: ['totp'],
      session_duration: '1h',
    });
    expect(sources(organization)).toMatchObject({
      'mfa.allowedAuthenticators': '["security_key","totp"] (organization)',
      'mfa.sessionDuration': '"1h" (organization)',
      'mfa.requiredForAllApps': 'false (library default)',
    });
  });

  test('has the values of its enum', () => {
    expect(SettingSource).toEqual({
      LIBRARY_DEFAULT: 'library default',
      BLUEPRINT: 'blueprint',
      ORGANIZATION: 'organization',
    });
  });
});

describe('the guardrails of a blueprint', () => {
  test('judge its organizations only', () => {
    const guardrails = new OrganizationGuardrails({ name: 'short', longestSession: '12h' });
    const stack = stackWithProvider();
    blueprintWith({}, { guardrails }).organization(stack, 'Judged', WHICH);
    new ZeroTrustOrganization(stack, 'Other', { ...WHICH, accountId: '0'.repeat(32), readOnlyLock: LOCK });
    expect(errors(stack)).toEqual([
      "[stack/Judged] sessionDuration: received '24h'; allowed by the guardrails 'short': at most '12h': write '12h', or ask for a waiver [guardrail longest-session]",
    ]);
  });
});

describe('props of a blueprint that no type checker has seen', () => {
  const problems = (props: unknown): string[] =>
    refusals('the blueprint', () => new OrganizationBlueprint(props as OrganizationBlueprintProps));
  const name = 'company';

  test.each<[string, unknown, string]>([
    ['no props', undefined, 'props: received nothing; allowed: a struct: write { name: … } [prop-type]'],
    ['no name', {}, 'name: received nothing; allowed: text that is not blank: write what people call it [prop-type]'],
    [
      'a blank name',
      { name: ' ' },
      "name: received ' '; allowed: text that is not blank: write what people call it [prop-type]",
    ],
    ['a name that is no text', { name: 1 }, 'name: received 1; allowed: text: write it in quotes [prop-type]'],
    [
      'an unknown prop',
      { name, setings: {} },
      'setings: is no prop; allowed: name, settings, fixed, guardrails, base: leave it out [prop-unknown]',
    ],
    [
      'a setting of a wrong type',
      { name, settings: { sessionDuration: 12 } },
      'settings.sessionDuration: received 12; allowed: text: write it in quotes [prop-type]',
    ],
    [
      'guardrails that are none',
      { name, guardrails: { longestSession: '1h' } },
      "guardrails: received { longestSession: '1h' }; allowed: OrganizationGuardrails: write new OrganizationGuardrails(…) [prop-type]",
    ],
    [
      'a base that is none',
      { name, base: 'company' },
      "base: received 'company'; allowed: an OrganizationBlueprint: write new OrganizationBlueprint(…) [prop-type]",
    ],
  ])('%s', (_, props, problem) => {
    expect(problems(props)).toEqual([problem]);
  });

  test('which organization it is, is no setting', () => {
    expect(problems({ name, settings: { accountId: ACCOUNT_ID } })).toEqual([
      expect.stringMatching(
        /^settings\.accountId: is no prop; allowed: sessionDuration, .* \[prop-unknown\]$/,
      ) as string,
    ]);
  });

  test('a fixed setting that is none', () => {
    expect(problems({ name, fixed: ['accountId'] })).toEqual([
      `fixed[0]: received 'accountId'; allowed: one of ${Object.values(OrganizationSetting).join(', ')}: write one of them [prop-type]`,
    ]);
  });
});

test('an organization of a complete blueprint has no warnings', () => {
  expect(warnings(madeWith(blueprintWith({})))).toEqual([]);
  expect(Testing.synth(TerraformStack.of(madeWith(blueprintWith({}))), true)).toContain(
    'cloudflare_zero_trust_organization',
  );
});
