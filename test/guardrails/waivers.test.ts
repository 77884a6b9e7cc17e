import type { App, TerraformStack } from 'cdktf';
import { Testing } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import fc from 'fast-check';
import { GuardrailUnknown, OrganizationSetting, type Waiver, Waivers } from '../../lib';
import { errors, stackWithProvider } from '../organization';
import { appOn, bare, guardrails, type Limits, owned, TODAY, warningsIn } from './helpers';

const WAIVER: Waiver = { guardrail: 'longest-session', reason: 'shifts of 24 hours, PLAT-42' };
const LIMITS: Limits = { longestSession: '12h' };
const OTHER = '1'.repeat(32);

const tooLong = (path: string, waiver = ''): string =>
  `[${path}] sessionDuration: received '24h'; allowed by the guardrails 'company': at most '12h': write '12h', or ask for a waiver${waiver} [guardrail longest-session]`;

interface Scopes {
  readonly app: App;
  readonly stack: TerraformStack;
  readonly part: Construct;
  readonly organization: Construct;
  readonly resource: IConstruct;
}

/** An organization with a session that is too long, on a day, and every scope above it. */
function scopes(day = TODAY, limits: Limits = LIMITS): Scopes {
  const app = appOn(day);
  const stack = stackWithProvider(app);
  const part = new Construct(stack, 'part');
  const organization = owned(part, 'Owned');
  guardrails(limits).applyTo(app);
  return { app, stack, part, organization, resource: organization.resource };
}

const messages = ({ app, stack }: Scopes) => ({ errors: errors(stack), warnings: warningsIn(app) });

describe('a waiver', () => {
  test.each<keyof Scopes>(['app', 'stack', 'part', 'organization', 'resource'])(
    'on the %s waives what is below it',
    (name) => {
      const all = scopes();
      Waivers.of(all[name]).add(WAIVER);
      expect(messages(all)).toEqual({ errors: [], warnings: [] });
    },
  );

  test('may come before the organization', () => {
    const stack = stackWithProvider(appOn(TODAY));
    Waivers.of(stack).add(WAIVER);
    owned(stack, 'Owned');
    guardrails(LIMITS).applyTo(stack);
    expect(errors(stack)).toEqual([]);
  });

  test('waives for a bare resource too', () => {
    const stack = stackWithProvider(appOn(TODAY));
    Waivers.of(bare(stack)).add(WAIVER);
    guardrails(LIMITS).applyTo(stack);
    expect(errors(stack)).toEqual([]);
    expect(warningsIn(stack)).toEqual([]);
  });

  test('waives warnings and what cannot be judged', () => {
    const stack = stackWithProvider(appOn(TODAY));
    owned(stack, 'Owned', { unmanaged: [OrganizationSetting.SESSION_DURATION] });
    Waivers.of(stack).add(WAIVER);
    guardrails({ ...LIMITS, unjudgeable: GuardrailUnknown.ERROR }).applyTo(stack);
    guardrails({ ...LIMITS, name: 'advice' }).applyTo(stack);
    expect(errors(stack)).toEqual([]);
    expect(warningsIn(stack)).toEqual([]);
  });

  test('waives its own guardrail only, and nothing beside its scope', () => {
    const stack = stackWithProvider(appOn(TODAY));
    const waived = owned(stack, 'Waived');
    owned(stack, 'Other', { accountId: OTHER });
    Waivers.of(waived).add(WAIVER);
    guardrails({ ...LIMITS, seatExpirationRequired: true }).applyTo(stack);
    expect(errors(stack).map((line) => line.replace(/: .*(?= \[)/, ''))).toEqual([
      '[stack/Waived] userSeatExpirationInactiveTime [guardrail seat-expiration-required]',
      '[stack/Other] sessionDuration [guardrail longest-session]',
      '[stack/Other] userSeatExpirationInactiveTime [guardrail seat-expiration-required]',
    ]);
  });
});

describe('the end of a waiver', () => {
  const ENDS = '2026-12-31';
  const ended = ` (the waiver 'shifts of 24 hours, PLAT-42' ended on ${ENDS})`;
  const soon = (days: string): string =>
    `[stack] waiver of 'longest-session' on 'stack' ('shifts of 24 hours, PLAT-42'): ends on ${ENDS}, ${days}: correct the setting, or agree on a new end [waiver-ends-soon]`;

  test.each<[string, { readonly errors: readonly string[]; readonly warnings: readonly string[] }]>([
    ['2026-11-22', { errors: [], warnings: [] }],
    ['2026-12-16', { errors: [], warnings: [] }],
    ['2026-12-17', { errors: [], warnings: [soon('in 14 days')] }],
    ['2026-12-30', { errors: [], warnings: [soon('in 1 day')] }],
    ['2026-12-31', { errors: [], warnings: [soon('today')] }],
    ['2027-01-01', { errors: [tooLong('stack/part/Owned', ended)], warnings: [] }],
    ['2030-01-01', { errors: [tooLong('stack/part/Owned', ended)], warnings: [] }],
  ])('on %s', (day, expected) => {
    const all = scopes(day);
    Waivers.of(all.stack).add({ ...WAIVER, expires: ENDS });
    expect(messages(all)).toEqual(expected);
  });

  test('a waiver holds exactly until its day is over', () => {
    const days = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
    const written = (date: Date): string => date.toISOString().slice(0, 10);
    fc.assert(
      fc.property(days, days, (now, end) => {
        const all = scopes(written(now));
        Waivers.of(all.stack).add({ ...WAIVER, expires: written(end) });
        expect(messages(all).errors.length === 0).toBe(written(now) <= written(end));
      }),
      { numRuns: 50 },
    );
  });

  test('one that holds is enough, wherever it stands', () => {
    const all = scopes('2027-01-01');
    Waivers.of(all.organization).add({ ...WAIVER, expires: ENDS });
    Waivers.of(all.app).add({ ...WAIVER, expires: '2027-12-31' });
    expect(messages(all)).toEqual({
      errors: [],
      warnings: [
        "[stack/part/Owned] waiver of 'longest-session' on 'stack/part/Owned' ('shifts of 24 hours, PLAT-42'): waives nothing: remove it [waiver-unused]",
      ],
    });
  });

  test('of several that are void, the nearest is named', () => {
    const all = scopes('2028-01-01');
    Waivers.of(all.stack).add({ ...WAIVER, reason: 'far', expires: '2027-01-01' });
    Waivers.of(all.organization).add({ ...WAIVER, reason: 'near', expires: '2026-01-01' });
    expect(messages(all).errors).toEqual([tooLong('stack/part/Owned', " (the waiver 'near' ended on 2026-01-01)")]);
  });

  test('without a day in the context, it is today', () => {
    const stack = stackWithProvider();
    owned(stack, 'Owned');
    guardrails(LIMITS).applyTo(stack);
    const day = new Date().toISOString().slice(0, 10);
    Waivers.of(stack).add({ ...WAIVER, expires: day });
    expect(errors(stack)).toEqual([]);
    expect(warningsIn(stack)).toEqual([expect.stringContaining(`ends on ${day}, today`) as string]);
  });

  test.each(['tomorrow', '2026-02-30', '2026-13-01', 20261122, true])('the day in the context is not %p', (day) => {
    const app = Testing.app({ context: { [Waivers.TODAY]: day } });
    const stack = stackWithProvider(app);
    owned(stack, 'Owned');
    Waivers.of(stack).add(WAIVER);
    guardrails(LIMITS).applyTo(stack);
    const shown = typeof day === 'string' ? `'${day}'` : String(day);
    expect(() => errors(stack)).toThrow(
      `cdktf-cloudflare-zero-trust:today: received ${shown} in the context; allowed: a date as YYYY-MM-DD: write one such as '2026-11-22'`,
    );
  });
});

describe('a waiver that waives nothing', () => {
  const unused = (path: string, where: string): string =>
    `[${path}] waiver of 'longest-session' on ${where} ('shifts of 24 hours, PLAT-42'): waives nothing: remove it [waiver-unused]`;

  test.each<[keyof Scopes, string, string]>([
    ['app', 'stack', 'the app'],
    ['stack', 'stack', "'stack'"],
    ['part', 'stack/part', "'stack/part'"],
    ['organization', 'stack/part/Owned', "'stack/part/Owned'"],
    ['resource', 'stack/part/Owned/Default', "'stack/part/Owned/Default'"],
  ])('is reported: on the %s', (name, path, where) => {
    const all = scopes(TODAY, { longestSession: '24h' });
    Waivers.of(all[name]).add(WAIVER);
    expect(messages(all)).toEqual({ errors: [], warnings: [unused(path, where)] });
  });

  test('is reported where nothing is judged', () => {
    const stack = stackWithProvider(appOn(TODAY));
    owned(stack, 'Owned');
    Waivers.of(stack).add(WAIVER);
    expect(errors(stack)).toEqual([]);
    expect(warningsIn(stack)).toEqual([unused('stack', "'stack'")]);
  });

  test('is reported where a value cannot be judged, and may pass', () => {
    const stack = stackWithProvider(appOn(TODAY));
    owned(stack, 'Owned', { unmanaged: [OrganizationSetting.SESSION_DURATION] });
    Waivers.of(stack).add(WAIVER);
    guardrails({ ...LIMITS, unjudgeable: GuardrailUnknown.PASS }).applyTo(stack);
    expect(errors(stack)).toEqual([]);
    expect(warningsIn(stack)).toEqual([unused('stack', "'stack'")]);
  });

  test('is reported when a nearer one does its work', () => {
    const all = scopes();
    Waivers.of(all.app).add(WAIVER);
    Waivers.of(all.organization).add(WAIVER);
    expect(messages(all).warnings).toEqual([unused('stack', 'the app')]);
  });

  test('is reported when it stands there twice', () => {
    const all = scopes();
    Waivers.of(all.organization).add(WAIVER);
    Waivers.of(all.organization).add(WAIVER);
    expect(messages(all).warnings).toEqual([unused('stack/part/Owned', "'stack/part/Owned'")]);
  });

  test('is reported when it is over, and nobody misses it', () => {
    const all = scopes(TODAY, { longestSession: '24h' });
    Waivers.of(all.stack).add({ ...WAIVER, expires: '2026-01-01' });
    expect(messages(all).warnings).toEqual([unused('stack', "'stack'")]);
  });

  test('on the app is not reported when another stack needs it', () => {
    const app = appOn(TODAY);
    const first = stackWithProvider(app, 'first');
    owned(first, 'Owned', { sessionDuration: '1h' });
    owned(stackWithProvider(app, 'second'), 'Owned', { accountId: OTHER });
    guardrails(LIMITS).applyTo(app);
    Waivers.of(app).add(WAIVER);
    expect(errors(first)).toEqual([]);
    expect(warningsIn(app)).toEqual([]);
  });

  test('between the app and its stacks is reported once, with the first stack', () => {
    const app = appOn(TODAY);
    new Construct(app, 'without stacks');
    const group = new Construct(app, 'group');
    const stacks = ['first', 'second'].map((id) => stackWithProvider(group, id));
    guardrails(LIMITS).applyTo(app);
    Waivers.of(group).add(WAIVER);
    for (const stack of stacks) {
      expect(errors(stack)).toEqual([]);
    }
    expect(warningsIn(app)).toEqual([unused('group/first', "'group'")]);
  });
});

describe('a waiver that is none', () => {
  const add = (waiver: unknown) => () => {
    Waivers.of(stackWithProvider()).add(waiver as Waiver);
  };

  test.each(['longest-sesion', '', undefined])('the guardrail %p does not exist', (guardrail) => {
    const shown = guardrail === undefined ? 'nothing' : `'${guardrail}'`;
    expect(add({ ...WAIVER, guardrail })).toThrow(
      new Error(
        `guardrail: received ${shown}, which is no guardrail; allowed: longest-session, shortest-mfa-session, longest-mfa-session, allowed-authenticators, phishing-resistant-only, mfa-required-for-all-apps, lock-required, lock-reason-pattern, deny-unmatched-required, deny-unmatched-forbidden, seat-expiration-required, allowed-auth-domains, no-unmanaged-settings`,
      ),
    );
  });

  test('the id of a rule is told from that of a guardrail', () => {
    expect(add({ ...WAIVER, guardrail: 'session-duration' })).toThrow(
      /^guardrail: received 'session-duration', which is no guardrail; allowed: .*: a rule is acknowledged, with Acknowledgements\.of$/,
    );
  });

  test("the clock is the app's: a stack cannot set it for itself", () => {
    const stack = stackWithProvider(appOn(TODAY));
    const part = new Construct(stack, 'part');
    part.node.setContext(Waivers.TODAY, '2020-01-01');
    owned(part, 'Owned');
    guardrails(LIMITS).applyTo(stack);
    Waivers.of(part).add({ ...WAIVER, expires: '2026-01-01' });
    expect(errors(stack)).toHaveLength(1);
  });

  test.each(['', ' ', '\n', undefined, 7])('the reason %p says nothing', (reason) => {
    expect(add({ ...WAIVER, reason })).toThrow(
      /^reason: received .*; allowed: text that is not blank: write why 'longest-session' is waived here$/,
    );
  });

  test.each(['2026', '2026-12', '31.12.2026', '2026-02-30', '2026-12-31T00:00:00Z', ' 2026-12-31', 20261231, null])(
    'the end %p is no date',
    (expires) => {
      expect(add({ ...WAIVER, expires })).toThrow(
        /^expires: received .*; allowed: a date as YYYY-MM-DD: write the last day on which it holds, such as '2027-03-31'$/,
      );
    },
  );

  test('one of a leap day is one', () => {
    expect(add({ ...WAIVER, expires: '2028-02-29' })).not.toThrow();
    expect(add({ ...WAIVER, expires: '2027-02-29' })).toThrow("expires: received '2027-02-29'");
  });
});

test('waivers stand in the metadata of the tree, for audits', () => {
  const stack = stackWithProvider();
  Waivers.of(stack).add({ ...WAIVER, expires: '2026-12-31' });
  Waivers.of(stack).add(WAIVER);
  expect(stack.node.metadata.map(({ type, data }): unknown[] => [type, data])).toEqual([
    ['cdktf-cloudflare-zero-trust:waiver', { ...WAIVER, expires: '2026-12-31' }],
    ['cdktf-cloudflare-zero-trust:waiver', WAIVER],
  ]);
});
