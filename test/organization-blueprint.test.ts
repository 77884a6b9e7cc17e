import { TerraformStack, TerraformVariable } from 'cdktf';
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
import { ACCOUNT_ID, attributes, errors, stackWithProvider, synth, thrownProblems, warnings } from './organization';
import { findings, messages, summary } from './rules/helpers';

const { TOTP, SECURITY_KEY } = MfaAuthenticator;
const { SESSION_DURATION, MFA, READ_ONLY_LOCK, LOGIN_DESIGN, CUSTOM_PAGES, SERVICE_TOKEN_INACTIVITY } =
  OrganizationSetting;

const IDENTITY = { accountId: ACCOUNT_ID, name: 'Widget Corp', authDomain: 'widget-corp.cloudflareaccess.com' };
const LOCK = { reason: 'managed in github.com/widget-corp/platform' };

/** A blueprint with a lock, so that its organizations have no warnings. */
function blueprintWith(
  settings: OrganizationSettings,
  props: Partial<OrganizationBlueprintProps> = {},
): OrganizationBlueprint {
  return new OrganizationBlueprint({ name: 'company', settings: { readOnlyLock: LOCK, ...settings }, ...props });
}

function organizationOf(
  blueprint: OrganizationBlueprint,
  own: Partial<ZeroTrustOrganizationProps> = {},
): ZeroTrustOrganization {
  return blueprint.organization(stackWithProvider(), 'Organization', { ...IDENTITY, ...own });
}

function organizationWith(props: Partial<ZeroTrustOrganizationProps>): ZeroTrustOrganization {
  return new ZeroTrustOrganization(stackWithProvider(), 'Organization', { ...IDENTITY, ...props });
}

/** The errors of guardrails. */
function findingsOfGuardrails(organization: ZeroTrustOrganization): string[] {
  return errors(organization).filter((line) => line.includes('[guardrail '));
}

/** The value of each prop and its source: `"12h" (company)` for a value of the blueprint `company`. */
function sources(organization: ZeroTrustOrganization): Record<string, string> {
  return Object.fromEntries(
    organization.provenance.map(({ prop, value, source, blueprint, unmanaged }) => [
      prop,
      `${unmanaged ? 'unmanaged' : JSON.stringify(value)} (${blueprint ?? source})`,
    ]),
  );
}

describe('an organization with a blueprint', () => {
  test('has the settings of the blueprint', () => {
    const blueprint = blueprintWith({ sessionDuration: '12h', autoRedirectToIdentity: true });
    expect(attributes(organizationOf(blueprint))).toMatchObject({
      account_id: ACCOUNT_ID,
      name: 'Widget Corp',
      session_duration: '12h',
      auto_redirect_to_identity: true,
      is_ui_read_only: true,
      ui_read_only_toggle_reason: LOCK.reason,
    });
  });

  test('keeps its own props that are not settings', () => {
    const organization = organizationOf(blueprintWith({}), { preventDestroy: false, importExisting: false });
    expect(synth(organization)).toEqual(
      synth(organizationWith({ readOnlyLock: LOCK, preventDestroy: false, importExisting: false })),
    );
  });

  test('is the same whether the blueprint creates it or its props name the blueprint', () => {
    const blueprint = blueprintWith({ sessionDuration: '12h' });
    expect(synth(organizationOf(blueprint))).toEqual(synth(organizationWith({ blueprint })));
  });

  test('is a ZeroTrustOrganization with the usual address', () => {
    const organization = organizationOf(blueprintWith({}));
    expect(ZeroTrustOrganization.isZeroTrustOrganization(organization)).toBe(true);
    expect(organization.resource.friendlyUniqueId).toBe('Organization');
    expect(organization.node.defaultChild).toBe(organization.resource);
  });

  test('does not change the blueprint', () => {
    const blueprint = blueprintWith({ mfa: { sessionDuration: '12h' } });
    organizationOf(blueprint, { mfa: { sessionDuration: '1h' }, sessionDuration: '1h' });
    expect(attributes(organizationOf(blueprint))).toMatchObject({
      session_duration: '24h',
      mfa_config: { session_duration: '12h' },
    });
  });

  test('cannot name another blueprint in its props', () => {
    const other = new OrganizationBlueprint({ name: 'other' });
    expect(() => organizationOf(blueprintWith({}), { blueprint: other })).toThrow(
      new Error(
        "blueprint 'other' contradicts blueprint 'company', which creates the organization. Remove the prop blueprint.",
      ),
    );
  });

  test('can name the blueprint that creates it', () => {
    const blueprint = blueprintWith({ sessionDuration: '12h' });
    expect(attributes(organizationOf(blueprint, { blueprint }))).toMatchObject({ session_duration: '12h' });
  });

  test.each<[unknown, string]>([
    [null, 'props null is not a struct. Use { accountId: … }. [prop-type]'],
    [undefined, 'props undefined is not a struct. Use { accountId: … }. [prop-type]'],
    [
      { ...IDENTITY, blueprint: 'company' },
      "blueprint 'company' is not an instance of OrganizationBlueprint. Use new OrganizationBlueprint(…). [prop-type]",
    ],
    [
      { ...IDENTITY, blueprint: null },
      'blueprint null is not an instance of OrganizationBlueprint. Omit it. [prop-type]',
    ],
  ])('cannot have the props %j', (props, problem) => {
    const problems = thrownProblems("'stack/Organization'", () =>
      blueprintWith({}).organization(stackWithProvider(), 'Organization', props as ZeroTrustOrganizationProps),
    );
    expect(problems).toEqual([problem]);
  });

  test('has the defaults if the blueprint has no settings', () => {
    const blueprint = new OrganizationBlueprint({ name: 'empty' });
    expect(synth(organizationOf(blueprint, { readOnlyLock: LOCK }))).toEqual(
      synth(organizationWith({ readOnlyLock: LOCK })),
    );
  });

  test('has no errors or warnings if the blueprint is complete', () => {
    const organization = organizationOf(blueprintWith({}));
    expect(warnings(organization)).toEqual([]);
    expect(errors(organization)).toEqual([]);
  });
});

describe('settings of an organization override those of its blueprint', () => {
  test.each<[string, OrganizationSettings, OrganizationSettings, OrganizationSettings]>([
    ['a value replaces a value', { sessionDuration: '12h' }, { sessionDuration: '1h' }, { sessionDuration: '1h' }],
    [
      'false replaces true',
      { autoRedirectToIdentity: true },
      { autoRedirectToIdentity: false },
      { autoRedirectToIdentity: false },
    ],
    [
      'undefined does not replace a value',
      { sessionDuration: '12h' },
      { sessionDuration: undefined },
      { sessionDuration: '12h' },
    ],
    [
      'structs are merged field by field',
      { mfa: { preset: MfaPreset.PHISHING_RESISTANT, sessionDuration: '12h' } },
      { mfa: { sessionDuration: '1h', requiredForAllApps: undefined } },
      { mfa: { preset: MfaPreset.PHISHING_RESISTANT, sessionDuration: '1h' } },
    ],
    [
      'nested structs are merged field by field',
      {
        mfa: {
          allowedAuthenticators: [TOTP, MfaAuthenticator.PIV_KEY],
          pivKeyRequirements: { requireFipsDevice: true, pinPolicy: PivPinPolicy.ONCE },
        },
      },
      { mfa: { pivKeyRequirements: { pinPolicy: PivPinPolicy.ALWAYS } } },
      {
        mfa: {
          allowedAuthenticators: [TOTP, MfaAuthenticator.PIV_KEY],
          pivKeyRequirements: { requireFipsDevice: true, pinPolicy: PivPinPolicy.ALWAYS },
        },
      },
    ],
    [
      'a list replaces a list',
      { denyUnmatchedRequests: { enabled: true, exemptedZoneNames: ['a.com', 'b.com'] } },
      { denyUnmatchedRequests: { exemptedZoneNames: ['c.com'] } },
      { denyUnmatchedRequests: { enabled: true, exemptedZoneNames: ['c.com'] } },
    ],
    [
      'an empty list replaces a list',
      { mfa: { allowedAuthenticators: [TOTP] } },
      { mfa: { allowedAuthenticators: [] } },
      { mfa: { allowedAuthenticators: [] } },
    ],
    [
      'an unmanaged setting replaces a value',
      { loginDesign: { headerText: 'Hello' }, sessionDuration: '12h' },
      { unmanaged: [LOGIN_DESIGN] },
      { sessionDuration: '12h', unmanaged: [LOGIN_DESIGN] },
    ],
    [
      'a value replaces an unmanaged setting',
      { unmanaged: [LOGIN_DESIGN, SESSION_DURATION] },
      { loginDesign: { headerText: 'Hello' } },
      { loginDesign: { headerText: 'Hello' }, unmanaged: [SESSION_DURATION] },
    ],
    [
      'unmanaged settings are united',
      { unmanaged: [LOGIN_DESIGN, MFA] },
      { unmanaged: [MFA, SESSION_DURATION] },
      { unmanaged: [LOGIN_DESIGN, MFA, SESSION_DURATION] },
    ],
    [
      'a setting that the blueprint does not have is added',
      {},
      { sessionDuration: '1h', unmanaged: [MFA] },
      { sessionDuration: '1h', unmanaged: [MFA] },
    ],
  ])('%s', (_, settings, own, merged) => {
    expect(synth(organizationOf(blueprintWith(settings), own))).toEqual(
      synth(organizationWith({ readOnlyLock: LOCK, ...merged })),
    );
  });

  test('an unresolved boolean or list replaces the whole value', () => {
    const stack = stackWithProvider();
    const variable = new TerraformVariable(stack, 'v', {});
    const blueprint = blueprintWith({ denyUnmatchedRequests: { enabled: true, exemptedZoneNames: ['a.com'] } });
    const organization = blueprint.organization(stack, 'Organization', {
      ...IDENTITY,
      denyUnmatchedRequests: { enabled: variable.booleanValue, exemptedZoneNames: variable.listValue },
    });
    expect(attributes(organization)).toMatchObject({
      deny_unmatched_requests: '${var.v}',
      deny_unmatched_requests_exempted_zone_names: '${var.v}',
    });
  });

  test('an unmanaged setting is not sent, and its live value is kept', () => {
    const blueprint = blueprintWith({ sessionDuration: '12h' });
    const rendered = attributes(organizationOf(blueprint, { unmanaged: [SESSION_DURATION] }));
    expect(rendered).not.toHaveProperty('session_duration');
    expect(rendered).toMatchObject({ lifecycle: { ignore_changes: ['session_duration'] } });
  });

  test('a setting both given and unmanaged in the blueprint is an error', () => {
    const blueprint = blueprintWith({ loginDesign: { headerText: 'Hello' }, unmanaged: [LOGIN_DESIGN] });
    expect(findings(organizationOf(blueprint)).errors).toEqual(['setting-managed-and-unmanaged loginDesign']);
  });
});

describe('settings of a base, an extension and an organization', () => {
  const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(arbitrary, { nil: undefined });
  const durations = optional(fc.constantFrom('1h', '2h', '3h'));
  const booleans = optional(fc.boolean());
  const values: fc.Arbitrary<OrganizationSettings> = fc.record({
    sessionDuration: durations,
    autoRedirectToIdentity: booleans,
    mfa: optional(
      fc.record({
        sessionDuration: durations,
        requiredForAllApps: booleans,
        allowedAuthenticators: optional(fc.subarray([TOTP, SECURITY_KEY])),
        pivKeyRequirements: optional(fc.record({ requireFipsDevice: booleans })),
      }),
    ),
    denyUnmatchedRequests: optional(fc.record({ enabled: booleans })),
  });
  const PROPS = [
    'sessionDuration',
    'autoRedirectToIdentity',
    'mfa.sessionDuration',
    'mfa.requiredForAllApps',
    'mfa.allowedAuthenticators',
    'mfa.pivKeyRequirements.requireFipsDevice',
    'denyUnmatchedRequests.enabled',
  ];

  /** Values, and unmanaged settings among those without a value. */
  const settings = fc
    .tuple(values, fc.subarray(Object.values(OrganizationSetting)))
    .map(([given, unmanaged]) => ({ ...given, unmanaged: unmanaged.filter((name) => given[name] === undefined) }));

  function valueIn(given: OrganizationSettings, prop: string): unknown {
    return prop
      .split('.')
      .reduce<unknown>((struct, key) => (struct as Record<string, unknown> | undefined)?.[key], given);
  }

  function isUnmanaged({ unmanaged = [] }: OrganizationSettings, prop: string): boolean {
    return unmanaged.some((setting) => setting === prop.split('.')[0]);
  }

  test('come from the level of highest precedence that gives the value or makes the setting unmanaged', () => {
    fc.assert(
      fc.property(settings, settings, settings, (base, extension, own) => {
        const blueprint = new OrganizationBlueprint({ name: 'base', settings: base });
        const extended = blueprint.extend({ name: 'extension', settings: extension });
        const organization = organizationOf(extended, own);

        const levels = Object.entries({ organization: own, extension, base });
        const highest = (prop: string) =>
          levels.find(([, level]) => valueIn(level, prop) !== undefined || isUnmanaged(level, prop)) ?? ['none', {}];
        const actual = sources(organization);
        for (const prop of PROPS) {
          const [name, level] = highest(prop);
          const value = valueIn(level, prop);
          if (value !== undefined) {
            expect(actual[prop]).toBe(`${JSON.stringify(value)} (${name})`);
          }
        }
        for (const setting of Object.values(OrganizationSetting)) {
          const [name, level] = highest(setting);
          expect(actual[setting] === `unmanaged (${name})`).toBe(isUnmanaged(level, setting));
        }
        expect(organization.node.validate().join()).not.toContain('setting-managed-and-unmanaged');
      }),
    );
  });

  test('are dropped if a higher level makes the setting unmanaged, even if the highest manages it again', () => {
    const base = blueprintWith({ mfa: { requiredForAllApps: true } });
    const extension = base.extend({ name: 'extension', settings: { unmanaged: [MFA] } });
    expect(sources(organizationOf(extension, { mfa: { sessionDuration: '1h' } }))).toMatchObject({
      'mfa.requiredForAllApps': 'false (library default)',
      'mfa.sessionDuration': '"1h" (organization)',
    });
  });
});

describe('a setting fixed by the blueprint', () => {
  const blueprint = blueprintWith({ sessionDuration: '12h' }, { fixed: [SESSION_DURATION, MFA] });

  test('has the value of the blueprint, or else the default', () => {
    expect(attributes(organizationOf(blueprint))).toMatchObject({
      session_duration: '12h',
      mfa_config: { session_duration: '24h' },
    });
  });

  test.each<[string, Partial<ZeroTrustOrganizationProps>, string]>([
    ['given', { sessionDuration: '1h' }, 'blueprint-fixed sessionDuration'],
    ['given as a struct', { mfa: { sessionDuration: '1h' } }, 'blueprint-fixed mfa'],
    ['unmanaged', { unmanaged: [SESSION_DURATION] }, 'blueprint-fixed sessionDuration'],
  ])('cannot be %s by the organization', (_, own, finding) => {
    expect(findings(organizationOf(blueprint, own)).errors).toEqual([finding]);
  });

  test.each<[string, (organization: ZeroTrustOrganization) => void, string]>([
    [
      'an override',
      ({ resource }) => {
        resource.addOverride('session_duration', '9h');
      },
      "sessionDuration '9h' is set by an override, but fixed by blueprint 'company'. Remove the override of session_duration, or ask the owners of the blueprint for a change. [blueprint-fixed]",
    ],
    [
      'an override of a field',
      ({ resource }) => {
        resource.addOverride('mfa_config.session_duration', '9h');
      },
      "mfa.sessionDuration '9h' is set by an override, but fixed by blueprint 'company'. Remove the override of mfa_config.session_duration, or ask the owners of the blueprint for a change. [blueprint-fixed]",
    ],
    [
      'an override of the stack',
      (organization) => {
        const { resource } = organization;
        TerraformStack.of(organization).addOverride(
          `resource.${resource.terraformResourceType}.${resource.friendlyUniqueId}.mfa_required_for_all_apps`,
          true,
        );
      },
      "mfa.requiredForAllApps true is set by an override, but fixed by blueprint 'company'. Remove the override of mfa_required_for_all_apps, or ask the owners of the blueprint for a change. [blueprint-fixed]",
    ],
    [
      'a property of the resource',
      ({ resource }) => {
        resource.resetSessionDuration();
      },
      "sessionDuration is removed by an override, but fixed by blueprint 'company'. Remove the override of session_duration, or ask the owners of the blueprint for a change. [blueprint-fixed]",
    ],
  ])('cannot be changed by %s', (_, change, message) => {
    const organization = organizationOf(blueprint);
    change(organization);
    expect(messages(organization).errors).toEqual([message]);
  });

  test('can be overridden with the value of the blueprint, or in the settings that are not fixed', () => {
    const organization = organizationOf(blueprint);
    organization.resource.addOverride('session_duration', '12h');
    organization.resource.addOverride('auto_redirect_to_identity', true);
    expect(errors(organization)).toEqual([]);
  });

  test('that is unresolved is not taken for an override', () => {
    const stack = stackWithProvider();
    const duration = new TerraformVariable(stack, 'duration', {}).stringValue;
    const unresolved = blueprintWith({ sessionDuration: duration }, { fixed: [SESSION_DURATION] });
    const organization = unresolved.organization(stack, 'Organization', IDENTITY);
    organization.resource.addOverride('name', 'Widget');
    expect(errors(organization)).toEqual([]);
  });

  test('that is locked is an error, not a warning, when an override unlocks it', () => {
    const organization = organizationOf(blueprintWith({}, { fixed: [READ_ONLY_LOCK] }));
    organization.resource.addOverride('is_ui_read_only', false);
    expect(findings(organization)).toEqual({ errors: ['blueprint-fixed readOnlyLock.locked'], warnings: [] });
  });

  test('keeps the value of the blueprint without validation', () => {
    const organization = organizationOf(blueprint, { sessionDuration: '1h', unmanaged: [MFA] });
    expect(attributes(organization, false)).toMatchObject({
      session_duration: '12h',
      mfa_config: { session_duration: '24h' },
    });
  });

  test('does not prevent other settings', () => {
    expect(errors(organizationOf(blueprint, { autoRedirectToIdentity: true }))).toEqual([]);
  });
});

describe('a blueprint that extends another', () => {
  const base = blueprintWith(
    { sessionDuration: '12h', mfa: { sessionDuration: '12h', requiredForAllApps: true } },
    { fixed: [SESSION_DURATION], guardrails: new OrganizationGuardrails({ name: 'base' }) },
  );

  test('overrides its settings, structs field by field', () => {
    const strict = base.extend({ name: 'strict', settings: { sessionDuration: '1h', mfa: { sessionDuration: '1h' } } });
    expect(attributes(organizationOf(strict))).toMatchObject({
      session_duration: '1h',
      mfa_config: { session_duration: '1h' },
      mfa_required_for_all_apps: true,
      is_ui_read_only: true,
    });
  });

  test('inherits fixed settings and guardrails', () => {
    const strict = base.extend({ name: 'strict' });
    const organization = organizationOf(strict, { sessionDuration: '24h' });
    expect(strict.guardrails).toEqual(base.guardrails);
    expect(findings(organization).errors).toEqual(['blueprint-fixed sessionDuration']);
    expect(messages(organization).errors[0]).toContain("blueprint 'company'");
  });

  test('adds fixed settings', () => {
    const strict = base.extend({ name: 'strict', fixed: [READ_ONLY_LOCK] });
    const organization = organizationOf(strict, { readOnlyLock: LOCK, sessionDuration: '24h' });
    expect(messages(organization).errors).toEqual([
      expect.stringMatching(/^sessionDuration .* blueprint 'company'.* \[blueprint-fixed\]$/),
      expect.stringMatching(/^readOnlyLock .* blueprint 'strict'.* \[blueprint-fixed\]$/),
    ]);
  });

  test('adds guardrails, which loosen nothing', () => {
    const lenient = new OrganizationGuardrails({ name: 'lenient', maxSessionDuration: '24h' });
    const strict = new OrganizationGuardrails({ name: 'strict', maxSessionDuration: '1h' });
    const parent = new OrganizationBlueprint({ name: 'parent', settings: { readOnlyLock: LOCK }, guardrails: strict });
    const child = parent.extend({ name: 'child', guardrails: lenient });
    expect(child.guardrails).toEqual([strict, lenient]);
    expect(findingsOfGuardrails(organizationOf(child, { sessionDuration: '2h' }))).toEqual([
      expect.stringContaining("guardrails 'strict'"),
    ]);
  });

  test('keeps its guardrails when the list that it returns is changed', () => {
    const guardrails = new OrganizationGuardrails({ name: 'strict', maxSessionDuration: '1h' });
    const blueprint = new OrganizationBlueprint({ name: 'company', settings: { readOnlyLock: LOCK }, guardrails });
    blueprint.guardrails.pop();
    expect(findingsOfGuardrails(organizationOf(blueprint))).toHaveLength(1);
  });

  test('cannot have another base', () => {
    const other = new OrganizationBlueprint({ name: 'other' });
    expect(() => base.extend({ name: 'strict', base: other })).toThrow(
      new Error("base 'other' contradicts blueprint 'company', which is extended. Remove the prop base."),
    );
  });

  test('is the same whether created with extend or with base', () => {
    const settings = { sessionDuration: '1h' };
    const direct = new OrganizationBlueprint({ name: 'strict', settings, base });
    expect(synth(organizationOf(direct))).toEqual(synth(organizationOf(base.extend({ name: 'strict', settings }))));
  });

  test.each([undefined, null])('cannot have the props %j', (props) => {
    expect(thrownProblems('OrganizationBlueprint', () => base.extend(props as never))).toEqual([
      `props ${String(props)} is not a struct. Use { name: … }. [prop-type]`,
    ]);
  });

  test('does not change the other one', () => {
    base.extend({ name: 'strict', settings: { sessionDuration: '1h' }, fixed: [] });
    expect(attributes(organizationOf(base))).toMatchObject({ session_duration: '12h' });
  });
});

describe('a message', () => {
  test('names the blueprint that a value comes from', () => {
    const strict = blueprintWith({ sessionDuration: '30d' }).extend({
      name: 'strict',
      settings: { mfa: { sessionDuration: '721h' } },
    });
    expect(messages(organizationOf(strict)).errors).toEqual([
      expect.stringMatching(/^sessionDuration '30d' \(from blueprint 'company'\) .* \[session-duration\]$/),
      expect.stringMatching(/^mfa\.sessionDuration '721h' \(from blueprint 'strict'\) .* \[mfa-session-duration\]$/),
    ]);
  });

  test('does not name a blueprint for a value of the organization', () => {
    const organization = organizationOf(blueprintWith({ sessionDuration: '12h' }), { sessionDuration: '30d' });
    expect(findings(organization).errors).toEqual(['session-duration sessionDuration']);
    expect(messages(organization).errors[0]).not.toContain('blueprint');
  });
});

describe('provenance', () => {
  test('names the library, the blueprint or the organization as the source of each value', () => {
    const blueprint = blueprintWith({
      sessionDuration: '12h',
      loginDesign: { headerText: 'Hello' },
      unmanaged: [CUSTOM_PAGES],
    }).extend({ name: 'strict', settings: { mfa: { preset: MfaPreset.PHISHING_RESISTANT } } });
    const organization = organizationOf(blueprint, {
      mfa: { sessionDuration: '1h' },
      loginDesign: { footerText: 'Bye' },
      unmanaged: [SERVICE_TOKEN_INACTIVITY],
    });
    expect(sources(organization)).toEqual({
      accountId: `"${ACCOUNT_ID}" (organization)`,
      name: '"Widget Corp" (organization)',
      authDomain: '"widget-corp.cloudflareaccess.com" (organization)',
      sessionDuration: '"12h" (company)',
      allowAuthenticateViaWarp: 'false (library default)',
      autoRedirectToIdentity: 'false (library default)',
      'readOnlyLock.locked': 'true (company)', // implied by the lock
      'readOnlyLock.reason': `"${LOCK.reason}" (company)`,
      'mfa.allowedAuthenticators': '["biometrics","security_key"] (strict)', // implied by the preset
      'mfa.sessionDuration': '"1h" (organization)',
      'mfa.requiredForAllApps': 'true (strict)', // implied by the preset
      'denyUnmatchedRequests.enabled': 'false (library default)',
      'loginDesign.headerText': '"Hello" (company)',
      'loginDesign.footerText': '"Bye" (organization)',
      customPages: 'unmanaged (company)',
      serviceTokenInactivity: 'unmanaged (organization)',
    });
  });

  test('without a blueprint, names the library or the organization', () => {
    const organization = organizationWith({
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

  test('names the blueprint as the source of a fixed setting, even if the organization gives it', () => {
    const blueprint = blueprintWith({ sessionDuration: '12h' }, { fixed: [SESSION_DURATION] });
    expect(sources(organizationOf(blueprint, { sessionDuration: '1h' }))).toMatchObject({
      sessionDuration: '"12h" (company)',
    });
  });

  test('names the organization as the source of overrides', () => {
    const organization = organizationOf(blueprintWith({ sessionDuration: '12h', mfa: { sessionDuration: '1h' } }));
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

  test('includes list elements that a stack override appends', () => {
    const organization = organizationOf(blueprintWith({ mfa: { allowedAuthenticators: [SECURITY_KEY] } }));
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

  // The report and its JSON schema contain these values.
  test('has stable values of SettingSource', () => {
    expect(SettingSource).toEqual({
      LIBRARY_DEFAULT: 'library default',
      BLUEPRINT: 'blueprint',
      ORGANIZATION: 'organization',
    });
  });
});

test('the guardrails of a blueprint apply only to its organizations', () => {
  const guardrails = new OrganizationGuardrails({ name: 'short', maxSessionDuration: '12h' });
  const stack = stackWithProvider();
  blueprintWith({}, { guardrails }).organization(stack, 'Organization', IDENTITY);
  new ZeroTrustOrganization(stack, 'Other', {
    ...IDENTITY,
    accountId: '0'.repeat(32),
    authDomain: 'other.cloudflareaccess.com',
    readOnlyLock: LOCK,
  });
  expect(errors(stack)).toEqual([
    expect.stringMatching(/^\[stack\/Organization\] sessionDuration .* \[guardrail max-session-duration\]$/),
  ]);
});

describe('the props of OrganizationBlueprint', () => {
  const problemsOf = (props: unknown): string[] =>
    thrownProblems('OrganizationBlueprint', () => new OrganizationBlueprint(props as OrganizationBlueprintProps));
  const name = 'company';

  test.each<[string, unknown, string]>([
    [
      'guardrails that are not an OrganizationGuardrails',
      { name, guardrails: { maxSessionDuration: '1h' } },
      "guardrails { maxSessionDuration: '1h' } is not an instance of OrganizationGuardrails. Use new OrganizationGuardrails(…). [prop-type]",
    ],
    [
      'a base that is not an OrganizationBlueprint',
      { name, base: 'company' },
      "base 'company' is not an instance of OrganizationBlueprint. Use new OrganizationBlueprint(…). [prop-type]",
    ],
    [
      'a misspelled prop',
      { name, setings: {} },
      'setings is not a property of OrganizationBlueprint. Did you mean settings? [prop-unknown]',
    ],
    [
      'a setting next to settings',
      { name, sessionDuration: '12h' },
      'sessionDuration is not a property of OrganizationBlueprint. Did you mean settings.sessionDuration? [prop-unknown]',
    ],
    [
      "Cloudflare's name of a setting",
      { name, settings: { ui_read_only_toggle_reason: 'PLAT-1' } },
      'settings.ui_read_only_toggle_reason is not a property of settings. Did you mean settings.readOnlyLock.reason? [prop-unknown]',
    ],
    [
      'a name with an unpaired surrogate',
      { name: 'a\ud800' },
      "name 'a\\ud800' contains an unpaired surrogate at position 1, which UTF-8 cannot represent. Use the complete character. [prop-type]",
    ],
  ])('reject %s', (_, props, problem) => {
    expect(problemsOf(props)).toEqual([problem]);
  });

  test.each<[string, unknown, string]>([
    ['no props', undefined, 'prop-type props'],
    ['no name', {}, 'prop-type name'],
    ['a blank name', { name: ' ' }, 'prop-type name'],
    ['a name that is not text', { name: 1 }, 'prop-type name'],
    ['a setting of a wrong type', { name, settings: { sessionDuration: 12 } }, 'prop-type settings.sessionDuration'],
    [
      'the identity of an organization',
      { name, settings: { accountId: ACCOUNT_ID } },
      'prop-unknown settings.accountId',
    ],
    ['a fixed prop that is not a setting', { name, fixed: ['accountId'] }, 'prop-type fixed[0]'],
  ])('reject %s', (_, props, problem) => {
    expect(problemsOf(props).map(summary)).toEqual([problem]);
  });
});
