/** Acknowledgements that nothing needs, and findings of rules and guardrails about the same prop. */
import type { App, TerraformStack } from 'cdktf';
import fc from 'fast-check';
import {
  Acknowledgements,
  OrganizationBlueprint,
  OrganizationSetting,
  UnresolvedHandling,
  Waivers,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../../lib';
import { appOn, guardrails, type Limits, messages, summary, TODAY, warningsIn } from '../guardrails/helpers';
import { errors, PROPS, stackWithProvider } from '../organization';

const REASON = 'the team still uses the dashboard';
const ACKNOWLEDGEMENT = { rule: 'read-only-lock-unset', reason: REASON };

function organizationIn(app: App, props: Partial<ZeroTrustOrganizationProps> = {}, id = 'stack'): TerraformStack {
  const stack = stackWithProvider(app, id);
  new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, ...props });
  return stack;
}

describe('an acknowledgement that nothing needs is a warning', () => {
  test.each<[string, (stack: TerraformStack) => TerraformStack['node']['scope'], string]>([
    ['on an organization', (stack) => stack.node.findChild('Organization'), "'stack/Organization'"],
    ['on a stack', (stack) => stack, "'stack'"],
    ['on the app', (stack) => stack.node.root, 'the app'],
  ])('%s', (_, scopeOf, where) => {
    const app = appOn(TODAY);
    const stack = organizationIn(app);
    Acknowledgements.of(scopeOf(stack) ?? app).add(ACKNOWLEDGEMENT);
    expect(errors(stack)).toEqual([]);
    expect(warningsIn(app).map((line) => line.replace(/^\[[^\]]*\] /, ''))).toEqual([
      `Acknowledgement of 'read-only-lock-unset' on ${where} ('${REASON}') is unused. Remove it. [acknowledgement-unused]`,
    ]);
  });

  test('if a nearer one covers the violation', () => {
    const app = appOn(TODAY);
    const stack = organizationIn(app, { readOnlyLock: undefined });
    Acknowledgements.of(stack).add(ACKNOWLEDGEMENT);
    Acknowledgements.of(stack.node.findChild('Organization')).add(ACKNOWLEDGEMENT);
    errors(stack);
    expect(warningsIn(app)).toEqual([expect.stringMatching(/^\[stack\] .*\[acknowledgement-unused\]$/)]);
  });

  test('not if an organization of any stack needs it', () => {
    const app = appOn(TODAY);
    const first = organizationIn(app, { readOnlyLock: undefined }, 'first');
    const other = { accountId: '1'.repeat(32), authDomain: 'other.cloudflareaccess.com' };
    const second = organizationIn(app, other, 'second');
    Acknowledgements.of(app).add(ACKNOWLEDGEMENT);
    expect([...errors(first), ...errors(second), ...warningsIn(app)]).toEqual([]);
  });

  test('not if the value violates the rule with a hard error, which comes first', () => {
    const app = appOn(TODAY);
    const stack = organizationIn(app, { sessionDuration: '1d' });
    Acknowledgements.of(stack).add({ rule: 'session-duration', reason: REASON });
    expect(errors(stack).map(summary)).toEqual(['[stack/Organization] session-duration sessionDuration']);
    expect(warningsIn(app)).toEqual([]);
  });
});

describe('a value that violates rules and guardrails has the finding of the guardrails only', () => {
  test.each<[string, Partial<ZeroTrustOrganizationProps>, Limits, string]>([
    [
      'a duration that is not valid',
      { sessionDuration: '30d' },
      { maxSessionDuration: '24h' },
      "sessionDuration '30d' is not a valid duration, but guardrails 'company' require at most '24h'. Use at most '24h'. [guardrail max-session-duration]",
    ],
    [
      'a duration above the limit of the API',
      { sessionDuration: '9999h' },
      { maxSessionDuration: '24h' },
      "sessionDuration '9999h' exceeds the maximum of '24h' set by guardrails 'company'. Use at most '24h'. [guardrail max-session-duration]",
    ],
    [
      'a login domain without the suffix',
      { authDomain: 'widget' },
      { allowedAuthDomains: ['widget-*.cloudflareaccess.com'] },
      "authDomain 'widget' is not one of the login domains that guardrails 'company' allow (widget-*.cloudflareaccess.com). Use one of them. [guardrail allowed-auth-domains]",
    ],
    [
      'MFA for all applications without authenticators',
      { mfa: { allowedAuthenticators: [], requiredForAllApps: false } },
      { mfaRequiredForAllApps: true },
      "mfa.requiredForAllApps false is not allowed by guardrails 'company'. Use true and allow at least one authenticator, or add a waiver. [guardrail mfa-required-for-all-apps]",
    ],
  ])('%s', (_, props, limits, message) => {
    const app = appOn(TODAY);
    const stack = organizationIn(app, props);
    guardrails(limits).applyTo(app);
    expect(errors(stack)).toEqual([`[stack/Organization] ${message}`]);
  });

  test('the finding of the rule appears again when the guardrail is waived', () => {
    const app = appOn(TODAY);
    const stack = organizationIn(app, { sessionDuration: '30d' });
    guardrails({ maxSessionDuration: '24h' }).applyTo(app);
    Waivers.of(stack).add({ guardrail: 'max-session-duration', reason: 'shifts' });
    expect(errors(stack).map(summary)).toEqual(['[stack/Organization] session-duration sessionDuration']);
  });

  test('a rule for all settings is not hidden, because another value would not satisfy it', () => {
    const app = appOn(TODAY);
    const blueprint = new OrganizationBlueprint({ name: 'company', fixed: [OrganizationSetting.SESSION_DURATION] });
    const stack = stackWithProvider(app);
    const { resource } = blueprint.organization(stack, 'Organization', PROPS);
    resource.addOverride('session_duration', '48h');
    guardrails({ maxSessionDuration: '24h' }).applyTo(app);
    expect(errors(stack).map(summary)).toEqual([
      '[stack/Organization] blueprint-fixed sessionDuration',
      '[stack/Organization] max-session-duration sessionDuration',
    ]);
  });

  test('an indeterminate guardrail does not hide a rule', () => {
    const app = appOn(TODAY);
    const stack = organizationIn(app, { readOnlyLock: { reason: '${var.reason} \ud83d' } });
    guardrails({ lockReasonPattern: 'PLAT', onUnresolved: UnresolvedHandling.ERROR }).applyTo(app);
    expect(errors(stack).map(summary)).toEqual([
      '[stack/Organization] text-well-formed readOnlyLock.reason',
      '[stack/Organization] lock-reason-pattern readOnlyLock.reason',
    ]);
  });

  test('the acknowledgement of a rule is not unused because a guardrail hides the rule', () => {
    const app = appOn(TODAY);
    const stack = organizationIn(app, { sessionDuration: '9999h' });
    guardrails({ maxSessionDuration: '24h' }).applyTo(app);
    Acknowledgements.of(stack).add({ rule: 'session-duration', reason: REASON });
    expect(errors(stack).map(summary)).toEqual(['[stack/Organization] max-session-duration sessionDuration']);
    expect(warningsIn(app)).toEqual([]);
  });

  test.each([
    ['a warning of a rule', '36.0h', "Use at most '24h' or add a waiver. ["],
    ['an error of a rule, which would remain', '9999h', "Use at most '24h'. ["],
  ])('a waiver is suggested depending on %s', (_, sessionDuration, fix) => {
    const app = appOn(TODAY);
    const stack = organizationIn(app, { sessionDuration });
    guardrails({ maxSessionDuration: '24h' }).applyTo(app);
    expect(messages(stack).errors).toEqual([expect.stringContaining(fix)]);
  });

  test('for any durations, each prop has one error that can be followed literally', () => {
    const hours = fc.integer({ min: 0, max: 3000 });
    const duration = fc.oneof(
      hours.map((length) => `${length}h`),
      hours.map((length) => `${length}d`),
      fc.constantFrom('', '1.5h', '+1h', '-1h', 'PT8H'),
    );
    fc.assert(
      fc.property(duration, duration, fc.integer({ min: 1, max: 720 }), (session, mfaSession, max) => {
        const app = appOn(TODAY);
        const stack = organizationIn(app, { sessionDuration: session, mfa: { sessionDuration: mfaSession } });
        guardrails({ maxSessionDuration: `${max}h`, maxMfaSessionDuration: `${max}h` }).applyTo(app);
        const props = errors(stack).map((line) => summary(line).replace(/^.* /, ''));
        expect(props).toEqual([...new Set(props)]);
        const fixed = organizationIn(appOn(TODAY), { sessionDuration: `${max}h`, mfa: { sessionDuration: `${max}h` } });
        guardrails({ maxSessionDuration: `${max}h`, maxMfaSessionDuration: `${max}h` }).applyTo(fixed);
        expect(messages(fixed).errors).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
