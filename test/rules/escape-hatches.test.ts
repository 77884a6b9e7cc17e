import { Aspects, Lazy, TerraformStack, TerraformVariable, Token } from 'cdktf';
import fc from 'fast-check';
import { OrganizationSetting, type ZeroTrustOrganization } from '../../lib';
import { renderedSettings } from '../../lib/provider/rendered-settings';
import {
  ACCOUNT_ID,
  attributes,
  constraintFrom,
  organization,
  PROPS,
  type stackWithProvider,
  synth,
} from '../organization';
import { findings, messages, NOTHING } from './helpers';

function withOverride(path: string, value: unknown): ZeroTrustOrganization {
  const construct = organization();
  construct.resource.addOverride(path, value);
  return construct;
}

const TYPE = 'resource.cloudflare_zero_trust_organization';
const RESOURCE = `${TYPE}.Organization`;

/** An organization whose stack has an override. */
function withStackOverride(path: string, value: unknown): ZeroTrustOrganization {
  const construct = organization();
  TerraformStack.of(construct).addOverride(path, value);
  return construct;
}

const lazy = (value: unknown): unknown => Lazy.anyValue({ produce: () => value });

const rejected = (...lines: string[]) => ({ errors: lines, warnings: [] });

describe('attribute-type', () => {
  test.each<[string, unknown, string]>([
    ['session_duration', ['12h'], 'sessionDuration'],
    ['session_duration', { hours: 12 }, 'sessionDuration'],
    ['name', ['Widget Corp'], 'name'],
    ['is_ui_read_only', 'yes', 'readOnlyLock.locked'],
    ['is_ui_read_only', 1, 'readOnlyLock.locked'],
    ['mfa_config.allowed_authenticators', true, 'mfa.allowedAuthenticators'],
    ['mfa_config.allowed_authenticators', [['totp']], 'mfa.allowedAuthenticators'],
    ['mfa_config', 'totp', 'mfa'],
    ['mfa_config', [{ session_duration: '1h' }], 'mfa'],
    ['login_design', [], 'loginDesign'],
    ['login_design', lazy([]), 'loginDesign'],
    ['mfa_config', { session_duration: lazy(['1h']) }, 'mfa.sessionDuration'],
    ['lifecycle.ignore_changes', 'name', 'lifecycle.ignoreChanges'],
    ['lifecycle.ignore_changes', null, 'lifecycle.ignoreChanges'],
    ['lifecycle.ignore_changes', { name: true }, 'lifecycle.ignoreChanges'],
    ['lifecycle.ignore_changes', '${var.names}', 'lifecycle.ignoreChanges'],
    ['deny_unmatched_requests_exempted_zone_names', 'example.com', 'denyUnmatchedRequests.exemptedZoneNames'],
    [
      'service_token_inactivity',
      { inactivity_threshold_days: '30d' },
      'serviceTokenInactivity.inactivityThresholdDays',
    ],
  ])('rejects the override of %s by %j', (path, value, prop) => {
    expect(findings(withOverride(path, value)).errors).toContain(`attribute-type ${prop}`);
  });

  test.each<[string, unknown]>([
    ['name', 7],
    ['is_ui_read_only', 'true'],
    ['mfa_config.session_duration', Lazy.stringValue({ produce: () => '12h' })],
    ['mfa_config.allowed_authenticators', Token.asAny({ resolve: () => ['totp'] })],
    ['session_duration', null],
    ['mfa_config', undefined],
    ['mfa_config.allowed_authenticators', [null]],
    ['lifecycle.ignore_changes', undefined],
  ])('accepts the override of %s by %j, which the engine converts', (path, value) => {
    const { errors } = findings(withOverride(path, value));
    expect(errors.filter((line) => line.startsWith('attribute-type'))).toEqual([]);
  });

  test('is checked in overrides of the stack and of aspects', () => {
    const construct = organization();
    const stack = construct.node.scope as ReturnType<typeof stackWithProvider>;
    stack.addOverride('resource.cloudflare_zero_trust_organization.Organization.session_duration', ['1h']);
    Aspects.of(stack).add({
      visit: (node) => {
        if (node === construct.resource) {
          construct.resource.addOverride('custom_pages', 'none');
        }
      },
    });
    expect(findings(construct)).toEqual(rejected('attribute-type customPages', 'attribute-type sessionDuration'));
  });

  test('never hides a value from other rules by converting it', () => {
    expect(findings(withOverride('mfa_config.session_duration', 9999)).errors).toEqual([
      'mfa-session-duration mfa.sessionDuration',
    ]);
  });

  test('no override crashes the evaluation', () => {
    const paths = fc.constantFrom(
      'name',
      'session_duration',
      'mfa_config',
      'mfa_config.allowed_authenticators',
      'lifecycle',
      'lifecycle.ignore_changes',
    );
    const place = fc.oneof(
      paths.map((path) => [withOverride, path] as const),
      paths.map((path) => [withStackOverride, `${RESOURCE}.${path}`] as const),
      fc.constantFrom('resource', TYPE, RESOURCE).map((path) => [withStackOverride, path] as const),
    );
    fc.assert(
      fc.property(place, fc.jsonValue(), ([override, path], value) => {
        const construct = override(path, value);
        expect(() => messages(construct)).not.toThrow();
        expect(renderedSettings(construct.resource)).toBeDefined();
      }),
      // Names that objects inherit are not fields.
      { numRuns: 200, examples: [[[withStackOverride, RESOURCE], { valueOf: [] }]] },
    );
  });
});

const BODY = {
  account_id: ACCOUNT_ID,
  name: 'Widget Corp',
  auth_domain: PROPS.authDomain,
  session_duration: '30d',
  is_ui_read_only: true,
  ui_read_only_toggle_reason: 'managed in code',
};
const body = (): object => ({ ...BODY }); // `addOverride` changes the struct that it is given

describe('an override of the whole resource', () => {
  const UNREADABLE: readonly (readonly [path: string, value: unknown])[] = [
    [RESOURCE, 'text'],
    [RESOURCE, 5],
    [RESOURCE, '${var.organization}'],
    [RESOURCE, lazy('${var.organization}')],
    [RESOURCE, [body(), body()]],
    [RESOURCE, [null, body()]],
    [TYPE, [{ Organization: body() }, { Organization: body() }]],
    [TYPE, [null, { Organization: body() }]],
    [TYPE, '${var.organizations}'],
    ['resource', 'text'],
    // The engine would remove the organization, or reject its import.
    [RESOURCE, undefined],
    [RESOURCE, null],
    [RESOURCE, []],
    [TYPE, undefined],
    [TYPE, null],
    [TYPE, []],
    [TYPE, [{ Other: body() }]],
    ['resource', undefined],
    ['resource', []],
    ['resource', [{ other_type: { Organization: body() } }]],
  ];

  test.each(UNREADABLE)('of %s is an error if its value is %j', (path, value) => {
    expect(findings(withStackOverride(path, value))).toEqual(rejected(`block-override ${path}`));
  });

  test('is an error if its value is a variable', () => {
    const construct = organization();
    const variable = new TerraformVariable(construct, 'v', {});
    TerraformStack.of(construct).addOverride(RESOURCE, variable.value);
    expect(findings(construct)).toEqual(rejected(`block-override ${RESOURCE}`));
  });

  test.each<[string, unknown]>([
    [RESOURCE, [body()]],
    [RESOURCE, lazy(body())],
    [RESOURCE, lazy([body()])],
    [RESOURCE, [lazy(body())]],
    [TYPE, [{ Organization: body() }]],
    [TYPE, [{ Other: {} }, { Organization: [body()] }]],
    [TYPE, lazy({ Organization: body() })],
    ['resource', [{ other_type: {} }, { cloudflare_zero_trust_organization: [{ Organization: body() }] }]],
    ['resource', lazy({ cloudflare_zero_trust_organization: { Organization: body() } })],
  ])('of %s by %j is a warning, and the rules evaluate the new values', (path, value) => {
    const construct = withStackOverride(path, value);
    expect(findings(construct)).toEqual({
      errors: ['session-duration sessionDuration'],
      warnings: [`block-replaced ${path}`],
    });
    expect(renderedSettings(construct.resource)?.settings).not.toHaveProperty('mfa');
  });

  test.each<[string, unknown]>([
    [RESOURCE, { session_duration: '30d' }],
    [TYPE, { Organization: { session_duration: '30d' } }],
    ['resource', { cloudflare_zero_trust_organization: { Organization: { session_duration: '30d' } } }],
  ])('of %s by %j merges its fields', (path, value) => {
    const construct = withStackOverride(path, value);
    expect(findings(construct)).toEqual(rejected('session-duration sessionDuration'));
    expect(renderedSettings(construct.resource)?.settings).toHaveProperty('mfa');
  });

  test.each<[string, unknown]>([
    [`${RESOURCE}_2`, { session_duration: '30d' }],
    [`${TYPE}_2.Organization`, [body()]],
    ['terraform.required_version', '>= 1.6'],
  ])('has no effect at %s, which is something else', (path, value) => {
    expect(findings(withStackOverride(path, value))).toEqual(NOTHING);
  });
});

describe('an override of lifecycle', () => {
  test.each<[string, unknown]>([
    ['text', 'text'],
    ['an expression', '${var.lifecycle}'],
    ['two blocks', [{ prevent_destroy: true }, {}]],
    ['a list of text', ['text']],
  ])('is an error if it is %s', (_, value) => {
    expect(findings(withOverride('lifecycle', value))).toEqual(rejected('block-override lifecycle'));
    const path = `${RESOURCE}.lifecycle`;
    expect(findings(withStackOverride(path, value))).toEqual(rejected(`block-override ${path}`));
  });

  test('is an error if a list of the stack is appended to one of the resource', () => {
    const construct = withOverride('lifecycle', [{ prevent_destroy: true }]);
    TerraformStack.of(construct).addOverride(`${RESOURCE}.lifecycle`, [{ ignore_changes: ['custom_pages'] }]);
    expect(findings(construct).errors).toEqual(['block-override lifecycle', `block-override ${RESOURCE}.lifecycle`]);
  });

  test.each<[string, unknown]>([
    ['a list', [{ ignore_changes: ['session_duration'] }]],
    ['a list of lists', [[{ ignore_changes: ['session_duration'] }, { prevent_destroy: true }]]],
    ['a lazy struct', lazy({ ignore_changes: ['session_duration'] })],
  ])('is a warning if it is %s, and the rules evaluate it', (_, value) => {
    const construct = withOverride('lifecycle', value);
    expect(findings(construct)).toEqual({ errors: [], warnings: ['block-replaced lifecycle'] });
    expect(renderedSettings(construct.resource)?.unmanaged).toEqual([OrganizationSetting.SESSION_DURATION]);
  });

  test.each([undefined, null, [], [null]].map((value) => [value]))('is a warning if %j removes it', (value) => {
    expect(findings(withOverride('lifecycle', value))).toEqual({ errors: [], warnings: ['block-replaced lifecycle'] });
  });

  test('merges the fields of a struct', () => {
    expect(findings(withOverride('lifecycle', { ignore_changes: ['custom_pages'] }))).toEqual(NOTHING);
  });
});

describe('a setting that is unmanaged in the props', () => {
  const { CUSTOM_PAGES, MFA } = OrganizationSetting;

  function unmanagedWith(path: string, value: unknown): readonly OrganizationSetting[] | undefined {
    const construct = organization({ unmanaged: [CUSTOM_PAGES, MFA] });
    construct.resource.addOverride(path, value);
    messages(construct); // decides the provider version
    return renderedSettings(construct.resource)?.unmanaged;
  }

  test.each<[string, unknown]>([
    ['lifecycle.prevent_destroy', false],
    ['lifecycle.ignore_changes', ['name']],
    ['session_duration', '1h'],
  ])('remains unmanaged if %s is overridden by %j', (path, value) => {
    expect(unmanagedWith(path, value)).toEqual([MFA, CUSTOM_PAGES]);
  });

  test.each<[string, unknown, readonly OrganizationSetting[]]>([
    ['lifecycle', [{ ignore_changes: ['custom_pages'] }], [CUSTOM_PAGES]],
    ['lifecycle', null, []],
    ['lifecycle.ignore_changes', undefined, []],
    ['lifecycle.ignore_changes', { 0: 'name' }, [CUSTOM_PAGES]],
  ])('is reset if an override of %s by %j removes it from ignore_changes', (path, value, remaining) => {
    expect(unmanagedWith(path, value)).toEqual(remaining);
  });

  // `ignore_changes` has no attributes that a provider of this version does not have.
  test.each<[string, unknown, readonly OrganizationSetting[]]>([
    ['session_duration', '1h', [MFA, CUSTOM_PAGES]],
    ['lifecycle', null, [MFA]],
    ['lifecycle.ignore_changes', undefined, [MFA]],
  ])(
    'remains unmanaged in an older provider if %s is overridden by %j, unless that removes it',
    (path, value, remaining) => {
      const construct = organization({ unmanaged: [CUSTOM_PAGES, MFA] });
      TerraformStack.of(construct).addOverride('terraform.required_providers.cloudflare.version', '5.17.0');
      construct.resource.addOverride(path, value);
      messages(construct);
      expect(renderedSettings(construct.resource)?.unmanaged).toEqual(remaining);
    },
  );

  test("is reset if a list replaces 'all'", () => {
    const construct = organization({ unmanaged: [CUSTOM_PAGES, MFA], lifecycle: { ignoreChanges: 'all' } });
    construct.resource.addOverride('lifecycle.ignore_changes', ['custom_pages']);
    expect(renderedSettings(construct.resource)?.unmanaged).toEqual([CUSTOM_PAGES]);
  });
});

describe('lazy values and tokens in overrides', () => {
  const INVALID: readonly (readonly [path: string, value: unknown, finding: string])[] = [
    ['mfa_config', lazy({ session_duration: '9999h' }), 'mfa-session-duration mfa.sessionDuration'],
    ['mfa_config', { session_duration: lazy('9999h') }, 'mfa-session-duration mfa.sessionDuration'],
    [
      'mfa_config.session_duration',
      Token.asString({ resolve: () => '9999h' }),
      'mfa-session-duration mfa.sessionDuration',
    ],
    ['custom_pages', Token.asAnyMap(lazy({ forbidden: 'sorry' })), 'custom-page-uid customPages.forbidden'],
    ['session_duration', lazy('30d'), 'session-duration sessionDuration'],
    ['mfa_config', lazy('text'), 'attribute-type mfa'],
  ];

  test.each(INVALID)('are evaluated in an override of %s', (path, value, finding) => {
    expect(findings(withOverride(path, value)).errors).toContain(finding);
    expect(findings(withStackOverride(`${RESOURCE}.${path}`, value)).errors).toContain(finding);
  });

  test('are evaluated as keys', () => {
    const key = Lazy.stringValue({ produce: () => 'session_duration' });
    expect(findings(withOverride('mfa_config', { [key]: '9999h' })).errors).toEqual([
      'mfa-session-duration mfa.sessionDuration',
    ]);
  });

  test('are evaluated in overrides of aspects', () => {
    const construct = organization();
    Aspects.of(construct).add({
      visit: (node) => {
        if (node === construct.resource) {
          construct.resource.addOverride('mfa_config', lazy({ session_duration: '9999h' }));
        }
      },
    });
    expect(findings(construct).errors).toEqual(['mfa-session-duration mfa.sessionDuration']);
  });

  test('keep other values as they are declared, with their provenance', () => {
    const construct = organization({ mfa: { sessionDuration: Lazy.stringValue({ produce: () => '12h' }) } });
    construct.resource.addOverride('mfa_config.allowed_authenticators', lazy(['totp', 'security_key']));
    const sources = construct.provenance.map(({ prop, value }) => [prop, value]);
    expect(sources).toContainEqual(['mfa.sessionDuration', construct._declared.effective.mfa?.sessionDuration]);
    expect(sources).toContainEqual(['mfa.allowedAuthenticators', ['totp', 'security_key']]);
  });

  test('determine the provider version', () => {
    const construct = organization();
    const stack = TerraformStack.of(construct);
    stack.addOverride(RESOURCE, lazy({ ...BODY, service_token_inactivity: { action: 'disable' } }));
    const { terraform } = synth(construct, false);
    expect(terraform?.required_providers.cloudflare.version).toBe(constraintFrom('5.26.0'));
  });

  test('do not change the declared lists', () => {
    const construct = organization();
    construct.resource.addOverride('mfa_config.allowed_authenticators.0', 'security_key');
    const declared = [...(construct._declared.effective.mfa?.allowedAuthenticators ?? [])];
    expect(attributes(construct, false).mfa_config).toMatchObject({
      allowed_authenticators: ['security_key', ...declared.slice(1)],
    });
    expect(construct._declared.effective.mfa?.allowedAuthenticators).toEqual(declared);
    expect(declared[0]).toBe('totp');
  });
});

describe('unresolved-struct', () => {
  test.each(['mfa_config', 'login_design', 'custom_pages', 'service_token_inactivity'])(
    'warns about %s',
    (attribute) => {
      const construct = organization();
      const variable = new TerraformVariable(construct, 'v', {});
      construct.resource.addOverride(attribute, variable.value);
      const { errors, warnings } = findings(construct);
      expect(errors).toEqual([]);
      expect(warnings.filter((line) => line.startsWith('unresolved-struct'))).toHaveLength(1);
    },
  );

  test('accepts unresolved fields', () => {
    const { warnings } = findings(withOverride('mfa_config', { session_duration: '${var.duration}' }));
    expect(warnings.filter((line) => line.startsWith('unresolved-struct'))).toEqual([]);
  });
});

describe('lifecycle.ignoreChanges', () => {
  const REFERENCE = 'ignore-changes-reference lifecycle.ignoreChanges';

  test.each<[string, string]>([
    ['sessionDuration', "'session_duration'"],
    ['mfa.sessionDuration', "'mfa_config.session_duration'"],
    [' custom_pages', "'custom_pages'"],
    ['Custom_Pages', "'custom_pages'"],
    ['', "the name of an attribute, such as 'session_duration'"],
    ['${custom_pages}', "'custom_pages'"],
    ['all', "'all' without square brackets"],
  ])('rejects the entry %j, and suggests %s', (entry, suggestion) => {
    const { errors } = messages(organization({ lifecycle: { ignoreChanges: [entry] } }));
    expect(errors).toEqual([expect.stringMatching(/\[ignore-changes-reference\]$/)]);
    expect(errors[0]).toContain(`Use ${suggestion}.`);
    expect(findings(organization({ lifecycle: { ignoreChanges: [entry] } }))).toEqual(rejected(REFERENCE));
  });

  test.each([
    'custom_pages.',
    'custom_pages.1',
    'custom_pages.Forbidden',
    'custom_pages[x]',
    'custom_pages["a"b"]',
    'custom_pages[1',
    'custom_pages forbidden',
    'custom_pages\n',
    '1_custom_pages',
    '-custom_pages',
  ])('rejects %j, which is not a reference', (entry) => {
    expect(findings(organization({ lifecycle: { ignoreChanges: [entry] } }))).toEqual(rejected(REFERENCE));
  });

  test.each<[unknown]>([[7], [null], [['custom_pages']]])('rejects %j, which is not text', (entry) => {
    const { errors } = messages(withOverride('lifecycle.ignore_changes', [entry, 'custom_pages']));
    expect(errors).toEqual([expect.stringMatching(/^lifecycle\.ignoreChanges .* \[ignore-changes-reference\]$/)]);
  });

  test.each([
    ['created_at', "the name of an attribute, such as 'session_duration'"],
    ['tags["a"]', "the name of an attribute, such as 'session_duration'"],
    ['sesion_duration', "'session_duration'"],
    ['custompages.forbidden', "'custom_pages.forbidden'"],
    ['_x1[0].y_2', "the name of an attribute, such as 'session_duration'"],
  ])('warns about %s, which no known provider has, and suggests %s', (entry, suggestion) => {
    const { errors, warnings } = messages(organization({ lifecycle: { ignoreChanges: [entry] } }));
    expect(errors).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/^lifecycle\.ignoreChanges .* \[ignore-changes-unknown\]$/)]);
    expect(warnings[0]).toContain(`Use ${suggestion}.`);
  });

  test.each([
    'custom_pages',
    'custom_pages.forbidden',
    'custom_pages["forbidden"]',
    'custom_pages[0]',
    'custom_pages[12].forbidden["a"]',
    'login_design',
  ])('accepts %j', (entry) => {
    expect(findings(organization({ lifecycle: { ignoreChanges: [entry] } }))).toEqual(NOTHING);
  });

  test("accepts 'all' instead of a list, but not for settings that are set", () => {
    expect(findings(organization({ lifecycle: { ignoreChanges: 'all' } })).errors).not.toContain(REFERENCE);
  });
});
