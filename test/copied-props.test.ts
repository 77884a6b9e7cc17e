/** Props are copied when they are received: later changes have no effect, and class instances are like plain objects. */
import {
  Acknowledgements,
  type IOrganizationRule,
  MfaAuthenticator,
  OrganizationBlueprint,
  OrganizationGuardrails,
  OrganizationReport,
  OrganizationSetting,
  Waivers,
  ZeroTrustOrganization,
  type ZeroTrustOrganizationProps,
} from '../lib';
import { appOn, TODAY } from './guardrails/helpers';
import { attributes, errors, PROPS, stackWithProvider, synth, thrownProblems, warnings } from './organization';

type Writable<T> = { -readonly [K in keyof T]: T[K] extends object | undefined ? Writable<T[K]> : T[K] };

const { TOTP, SECURITY_KEY } = MfaAuthenticator;
const PLAIN = { ...PROPS, mfa: { allowedAuthenticators: [SECURITY_KEY, TOTP] }, sessionDuration: '8h' };

describe('a change after construction has no effect', () => {
  test('of the props of an organization', () => {
    const props = structuredClone(PLAIN) as Writable<ZeroTrustOrganizationProps>;
    const organization = new ZeroTrustOrganization(stackWithProvider(), 'Organization', props as never);
    props.sessionDuration = '9999h';
    props.unmanaged = [OrganizationSetting.MFA];
    Object.assign(props.mfa ?? {}, { sessionDuration: '1h' });
    props.mfa?.allowedAuthenticators?.push('sms' as never);
    expect(errors(organization)).toEqual([]);
    expect(attributes(organization)).toMatchObject({
      session_duration: '8h',
      mfa_config: { allowed_authenticators: [TOTP, SECURITY_KEY], session_duration: '24h' },
    });
  });

  test('of lifecycle and dependencies', () => {
    const stack = stackWithProvider();
    const lifecycle = { ignoreChanges: ['session_duration'] };
    const dependsOn: ZeroTrustOrganization['resource'][] = [];
    const organization = new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, lifecycle, dependsOn });
    lifecycle.ignoreChanges.push('name');
    dependsOn.push(organization.resource);
    expect(attributes(organization)).toMatchObject({
      lifecycle: { ignore_changes: ['session_duration'] },
      depends_on: [],
    });
  });

  test('of a struct that is reused in a loop', () => {
    const login = { headerText: '' };
    const organizations = ['one', 'two'].map((name) => {
      login.headerText = name;
      return new ZeroTrustOrganization(stackWithProvider(), name, { ...PLAIN, loginDesign: login });
    });
    expect(organizations.map((each) => attributes(each).login_design)).toEqual([
      { header_text: 'one' },
      { header_text: 'two' },
    ]);
  });

  test('of the props of a blueprint', () => {
    const settings = { sessionDuration: '8h', loginDesign: { headerText: 'a' }, readOnlyLock: PROPS.readOnlyLock };
    const fixed = [OrganizationSetting.SESSION_DURATION];
    const blueprint = new OrganizationBlueprint({ name: 'company', settings, fixed });
    fixed.pop();
    settings.sessionDuration = '9h';
    settings.loginDesign.headerText = 'b';
    const organization = blueprint.organization(stackWithProvider(), 'Organization', {
      ...PROPS,
      sessionDuration: '1h',
    });
    expect(errors(organization)).toEqual([expect.stringContaining('[blueprint-fixed]')]);
    expect(attributes(organization, false)).toMatchObject({
      session_duration: '8h',
      login_design: { header_text: 'a' },
    });
  });

  test('of the props of guardrails', () => {
    const rule: IOrganizationRule = {
      id: 'no-name',
      statement: 'Never satisfied',
      check: () => [{ prop: 'name', allowed: 'another name' }],
    };
    const props = { name: 'company', allowedAuthDomains: ['other.cloudflareaccess.com'], rules: [rule] };
    const guardrails = new OrganizationGuardrails(props);
    props.allowedAuthDomains.push('*.cloudflareaccess.com');
    props.rules.pop();
    const organization = new ZeroTrustOrganization(stackWithProvider(), 'Organization', PLAIN);
    guardrails.applyTo(organization);
    expect(errors(organization)).toHaveLength(2);
  });

  test('of waivers and acknowledgements', () => {
    const app = appOn(TODAY);
    const organization = new ZeroTrustOrganization(stackWithProvider(app), 'Organization', {
      ...PLAIN,
      mfa: { allowedAuthenticators: [SECURITY_KEY] },
    });
    new OrganizationGuardrails({ name: 'company', maxSessionDuration: '1h' }).applyTo(app);
    const waiver = { guardrail: 'max-session-duration', reason: 'shifts', expires: '2026-12-31' };
    const acknowledgement = { rule: 'mfa-single-authenticator', reason: 'two keys each' };
    Waivers.of(organization).add(waiver);
    Acknowledgements.of(organization).add(acknowledgement);
    waiver.expires = '2026-01-01';
    acknowledgement.rule = 'text-template';
    expect([errors(organization), warnings(organization)]).toEqual([[], []]);
  });
});

/** An object like the instance of a class that has the fields of some props as getters. */
function withGetters<T extends object>(props: T): T {
  const getters = Object.entries(props).map(([name, value]) => [name, { get: () => value as unknown }]);
  return Object.create(Object.defineProperties({}, Object.fromEntries(getters) as PropertyDescriptorMap)) as T;
}

describe('an instance of a class is like a plain object', () => {
  const mfa = withGetters({ allowedAuthenticators: [SECURITY_KEY, TOTP] });
  const props = withGetters({ ...PLAIN, mfa, readOnlyLock: withGetters({ reason: 'PLAT-1' }) });

  test('as the props of an organization', () => {
    const organization = new ZeroTrustOrganization(stackWithProvider(), 'Organization', props);
    const plain = { ...PLAIN, readOnlyLock: { reason: 'PLAT-1' } };
    expect(synth(organization)).toEqual(synth(new ZeroTrustOrganization(stackWithProvider(), 'Organization', plain)));
  });

  test('as the props of an organization with a blueprint', () => {
    const blueprint = new OrganizationBlueprint(withGetters({ name: 'company', settings: withGetters({ mfa }) }));
    const child = blueprint.extend(withGetters({ name: 'child', settings: { sessionDuration: '2h' } }));
    const organization = child.organization(stackWithProvider(), 'Organization', withGetters(PROPS));
    expect(attributes(organization)).toMatchObject({
      name: 'Widget Corp',
      session_duration: '2h',
      mfa_config: { allowed_authenticators: [TOTP, SECURITY_KEY] },
      ui_read_only_toggle_reason: PROPS.readOnlyLock?.reason,
    });
  });

  test.each<[string, () => unknown, string]>([
    [
      'ZeroTrustOrganization',
      () => new ZeroTrustOrganization(stackWithProvider(), 'O', withGetters({ ...PLAIN, sesionDuration: '1h' })),
      'sesionDuration',
    ],
    [
      'OrganizationBlueprint',
      () => new OrganizationBlueprint(withGetters({ name: 'a', settings: withGetters({ mfa: 7 as never }) })),
      'settings.mfa 7',
    ],
    [
      'OrganizationGuardrails',
      () => new OrganizationGuardrails(withGetters({ name: 'a', level: 'x' as never })),
      'level',
    ],
    [
      'Waiver',
      () => {
        Waivers.of(stackWithProvider()).add(withGetters({ guardrail: 'x', reason: 7 as never }));
      },
      'reason 7',
    ],
    [
      'Acknowledgement',
      () => {
        Acknowledgements.of(stackWithProvider()).add(withGetters({ rule: 7 as never, reason: 'x' }));
      },
      'rule 7',
    ],
    [
      'OrganizationReport',
      () => new OrganizationReport(appOn(TODAY), withGetters({ fileName: 7 as never })),
      'fileName 7',
    ],
  ])('whose fields %s checks', (subject, construct, prop) => {
    const name = subject === 'ZeroTrustOrganization' ? "'stack/O'" : subject;
    expect(thrownProblems(name, construct)).toEqual([expect.stringMatching(new RegExp(`^${prop} `))]);
  });

  test('whose getters are read once', () => {
    let reads = 0;
    class Props {
      public get accountId(): string {
        reads++;
        return PROPS.accountId ?? '';
      }
    }
    const counted = Object.assign(new Props(), { name: PROPS.name, authDomain: PROPS.authDomain });
    new ZeroTrustOrganization(stackWithProvider(), 'Organization', counted);
    expect(reads).toBe(1);
  });
});

test('constructs and tokens in props are the same objects', () => {
  const stack = stackWithProvider();
  const blueprint = new OrganizationBlueprint({ name: 'company' });
  const first = new ZeroTrustOrganization(stack, 'First', PLAIN);
  const second = blueprint.organization(stack, 'Second', {
    ...PLAIN,
    accountId: '1'.repeat(32),
    authDomain: 'other.cloudflareaccess.com',
    name: first.organizationName,
    dependsOn: [first.resource],
  });
  expect(second._declared.own.blueprint).toBe(blueprint);
  expect(attributes(second)).toMatchObject({
    name: '${cloudflare_zero_trust_organization.First.name}',
    depends_on: ['cloudflare_zero_trust_organization.First'],
  });
});
