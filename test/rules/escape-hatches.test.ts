import { Aspects, Lazy, TerraformVariable, Token } from 'cdktf';
import fc from 'fast-check';
import type { ZeroTrustOrganization } from '../../lib';
import { renderedSettings } from '../../lib/provider/rendered-settings';
import { organization, type stackWithProvider } from '../organization';
import { findings, messages, NOTHING } from './helpers';

function withOverride(path: string, value: unknown): ZeroTrustOrganization {
  const construct = organization();
  construct.resource.addOverride(path, value);
  return construct;
}

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
    );
    fc.assert(
      fc.property(paths, fc.jsonValue(), (path, value) => {
        const construct = withOverride(path, value);
        expect(() => messages(construct)).not.toThrow();
        expect(renderedSettings(construct.resource)).toBeDefined();
      }),
      { numRuns: 200 },
    );
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

  test.each(['custom_pages', 'custom_pages.forbidden', 'custom_pages["forbidden"]', 'login_design'])(
    'accepts %j',
    (entry) => {
      expect(findings(organization({ lifecycle: { ignoreChanges: [entry] } }))).toEqual(NOTHING);
    },
  );

  test("accepts 'all' instead of a list, but not for settings that are set", () => {
    expect(findings(organization({ lifecycle: { ignoreChanges: 'all' } })).errors).not.toContain(REFERENCE);
  });
});
