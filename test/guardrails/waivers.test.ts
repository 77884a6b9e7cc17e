import { type App, type TerraformStack, Testing } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import fc from 'fast-check';
import { OrganizationReport, OrganizationSetting, UnresolvedHandling, type Waiver, Waivers } from '../../lib';
import type { ReportDocument } from '../../lib/report/report-document';
import { errors, stackWithProvider, thrownProblems } from '../organization';
import {
  appOn,
  bare,
  guardrails,
  type Limits,
  type Lines,
  NOTHING,
  owned,
  SECOND_ACCOUNT,
  summary,
  TODAY,
  warningsIn,
} from './helpers';

/** By default, a session lasts 24 hours. */
const VIOLATED: Limits = { maxSessionDuration: '12h' };
const SATISFIED: Limits = { maxSessionDuration: '24h' };
const WAIVER: Waiver = { guardrail: 'max-session-duration', reason: '24-hour shifts, PLAT-42' };

const VIOLATION = '[stack/part/Owned] max-session-duration sessionDuration';

/** An organization and all scopes above it. */
interface Scopes {
  readonly app: App;
  readonly stack: TerraformStack;
  readonly part: Construct;
  readonly organization: Construct;
  readonly resource: IConstruct;
}

function scopes(day = TODAY, limits: Limits = VIOLATED): Scopes {
  const app = appOn(day);
  const stack = stackWithProvider(app);
  const part = new Construct(stack, 'part');
  const organization = owned(part, 'Owned');
  guardrails(limits).applyTo(app);
  return { app, stack, part, organization, resource: organization.resource };
}

/** The errors of a stack and the warnings in its app, summarized. */
function linesOf(stack: TerraformStack): Lines {
  const found = errors(stack).map(summary);
  return { errors: found, warnings: warningsIn(stack.node.root).map(summary) };
}

function reportOf(app: App): ReportDocument {
  return JSON.parse(new OrganizationReport(app).toJson()) as ReportDocument;
}

describe('a waiver', () => {
  test.each<keyof Scopes>(['app', 'stack', 'part', 'organization', 'resource'])(
    'on the %s covers the organization at or below it',
    (name) => {
      const all = scopes();
      Waivers.of(all[name]).add(WAIVER);
      expect(linesOf(all.stack)).toEqual(NOTHING);
    },
  );

  test('can be added before the organization', () => {
    const stack = stackWithProvider(appOn(TODAY));
    Waivers.of(stack).add(WAIVER);
    owned(stack, 'Owned');
    guardrails(VIOLATED).applyTo(stack);
    expect(linesOf(stack)).toEqual(NOTHING);
  });

  test('covers a bare resource', () => {
    const stack = stackWithProvider(appOn(TODAY));
    Waivers.of(bare(stack)).add(WAIVER);
    guardrails(VIOLATED).applyTo(stack);
    expect(linesOf(stack)).toEqual(NOTHING);
  });

  test('covers indeterminate guardrails, whether errors or warnings', () => {
    const stack = stackWithProvider(appOn(TODAY));
    owned(stack, 'Owned', { unmanaged: [OrganizationSetting.SESSION_DURATION] });
    Waivers.of(stack).add(WAIVER);
    guardrails({ ...VIOLATED, onUnresolved: UnresolvedHandling.ERROR }).applyTo(stack);
    guardrails({ ...VIOLATED, name: 'advice' }).applyTo(stack);
    expect(linesOf(stack)).toEqual(NOTHING);
  });

  test('covers only its guardrail in its scope', () => {
    const stack = stackWithProvider(appOn(TODAY));
    const waived = owned(stack, 'Waived');
    owned(stack, 'Other', { accountId: SECOND_ACCOUNT });
    Waivers.of(waived).add(WAIVER);
    guardrails({ ...VIOLATED, seatExpirationRequired: true }).applyTo(stack);
    expect(linesOf(stack).errors).toEqual([
      '[stack/Waived] seat-expiration-required userSeatExpirationInactiveTime',
      '[stack/Other] max-session-duration sessionDuration',
      '[stack/Other] seat-expiration-required userSeatExpirationInactiveTime',
    ]);
  });

  test('is stored in the metadata of its scope', () => {
    const stack = stackWithProvider();
    Waivers.of(stack).add({ ...WAIVER, expires: '2026-12-31' });
    Waivers.of(stack).add(WAIVER);
    expect(stack.node.metadata.map(({ type, data }): unknown[] => [type, data])).toEqual([
      ['cloudflare-zero-trust:waiver', { ...WAIVER, expires: '2026-12-31' }],
      ['cloudflare-zero-trust:waiver', WAIVER],
    ]);
  });
});

describe('a waiver that expires', () => {
  const EXPIRES = '2026-12-31';
  const ENDS_SOON = '[stack] waiver-ends-soon';

  test.each<[string, Partial<Lines>]>([
    ['2026-11-22', {}],
    ['2026-12-16', {}], // 15 days left
    ['2026-12-17', { warnings: [ENDS_SOON] }], // 14 days left
    ['2026-12-31', { warnings: [ENDS_SOON] }], // the last valid day
    ['2027-01-01', { errors: [VIOLATION] }],
    ['2030-01-01', { errors: [VIOLATION] }],
  ])('is evaluated on %s: %j', (day, expected) => {
    const all = scopes(day);
    Waivers.of(all.stack).add({ ...WAIVER, expires: EXPIRES });
    expect(linesOf(all.stack)).toEqual({ ...NOTHING, ...expected });
  });

  test('is valid until the end of its last day', () => {
    const dates = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
    const days = dates.map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, days, (day, expires) => {
        const all = scopes(day);
        Waivers.of(all.stack).add({ ...WAIVER, expires });
        expect(errors(all.stack).length === 0).toBe(day <= expires);
      }),
      { numRuns: 50 },
    );
  });

  test('does not matter if another waiver is valid, even in a wider scope', () => {
    const all = scopes('2027-01-01');
    Waivers.of(all.organization).add({ ...WAIVER, expires: EXPIRES });
    Waivers.of(all.app).add({ ...WAIVER, expires: '2027-12-31' });
    expect(linesOf(all.stack)).toEqual({ errors: [], warnings: ['[stack/part/Owned] waiver-unused'] });
    const [result] = reportOf(all.app).organizations[0]?.guardrails ?? [];
    expect(result).toMatchObject({ outcome: 'waived', waiver: { expires: '2027-12-31' } });
    expect(result?.message).not.toContain('expired');
  });

  test('is named by the violation if it is the nearest expired one', () => {
    const all = scopes('2028-01-01');
    Waivers.of(all.stack).add({ ...WAIVER, reason: 'far', expires: '2027-01-01' });
    Waivers.of(all.organization).add({ ...WAIVER, reason: 'near', expires: '2026-01-01' });
    const [error] = errors(all.stack);
    expect(error).toContain("'near' expired on 2026-01-01");
    expect(error).not.toContain('far');
  });
});

describe('the day of evaluation', () => {
  test('is today by default', () => {
    const stack = stackWithProvider();
    owned(stack, 'Owned');
    guardrails(VIOLATED).applyTo(stack);
    Waivers.of(stack).add({ ...WAIVER, expires: new Date().toISOString().slice(0, 10) });
    expect(linesOf(stack)).toEqual({ errors: [], warnings: ['[stack] waiver-ends-soon'] });
  });

  test('cannot be changed by the context of a construct', () => {
    const stack = stackWithProvider(appOn(TODAY));
    const part = new Construct(stack, 'part');
    part.node.setContext(Waivers.TODAY, '2020-01-01');
    owned(part, 'Owned');
    guardrails(VIOLATED).applyTo(stack);
    Waivers.of(part).add({ ...WAIVER, expires: '2026-01-01' });
    expect(linesOf(stack).errors).toEqual([VIOLATION]);
  });

  const withContext = (day: unknown): TerraformStack => {
    const stack = stackWithProvider(Testing.app({ context: { [Waivers.TODAY]: day } }));
    owned(stack, 'Owned');
    Waivers.of(stack).add(WAIVER);
    guardrails(VIOLATED).applyTo(stack);
    return stack;
  };

  test('must be a date if the context sets it', () => {
    expect(() => errors(withContext('tomorrow'))).toThrow(
      "Context cdktf-cloudflare-zero-trust:today 'tomorrow' is not a date. Use the format YYYY-MM-DD, for example '2026-11-22'.",
    );
  });

  test.each(['2026-02-30', '2026-13-01', 20261122, true, ['2026-11-22']])('cannot be %j', (day) => {
    expect(() => errors(withContext(day))).toThrow('Context cdktf-cloudflare-zero-trust:today');
  });
});

describe('an unused waiver is reported', () => {
  const unused = (path: string): string => `[${path}] waiver-unused`;

  test.each<[keyof Scopes, string]>([
    ['app', 'stack'], // CDKTF prints the annotations of stacks only
    ['stack', 'stack'],
    ['part', 'stack/part'],
    ['organization', 'stack/part/Owned'],
    ['resource', 'stack/part/Owned/Default'],
  ])('on the %s, at %s', (name, path) => {
    const all = scopes(TODAY, SATISFIED);
    Waivers.of(all[name]).add(WAIVER);
    expect(linesOf(all.stack)).toEqual({ errors: [], warnings: [unused(path)] });
  });

  test('if no guardrails apply', () => {
    const stack = stackWithProvider(appOn(TODAY));
    owned(stack, 'Owned');
    Waivers.of(stack).add(WAIVER);
    expect(linesOf(stack)).toEqual({ errors: [], warnings: [unused('stack')] });
  });

  test('if the guardrail is indeterminate and passes', () => {
    const stack = stackWithProvider(appOn(TODAY));
    owned(stack, 'Owned', { unmanaged: [OrganizationSetting.SESSION_DURATION] });
    Waivers.of(stack).add(WAIVER);
    guardrails({ ...VIOLATED, onUnresolved: UnresolvedHandling.PASS }).applyTo(stack);
    expect(linesOf(stack)).toEqual({ errors: [], warnings: [unused('stack')] });
  });

  test('if a nearer waiver covers the violation', () => {
    const all = scopes();
    Waivers.of(all.app).add(WAIVER);
    Waivers.of(all.organization).add(WAIVER);
    expect(linesOf(all.stack).warnings).toEqual([unused('stack')]);
  });

  test('if it is a duplicate', () => {
    const all = scopes();
    Waivers.of(all.organization).add(WAIVER);
    Waivers.of(all.organization).add(WAIVER);
    expect(linesOf(all.stack).warnings).toEqual([unused('stack/part/Owned')]);
  });

  test('if it has expired and the guardrail is satisfied', () => {
    const all = scopes(TODAY, SATISFIED);
    Waivers.of(all.stack).add({ ...WAIVER, expires: '2026-01-01' });
    expect(linesOf(all.stack).warnings).toEqual([unused('stack')]);
  });

  test('but not if it is on the app and another stack needs it', () => {
    const app = appOn(TODAY);
    const first = stackWithProvider(app, 'first');
    owned(first, 'Owned', { sessionDuration: '1h' });
    owned(stackWithProvider(app, 'second'), 'Owned', { accountId: SECOND_ACCOUNT });
    guardrails(VIOLATED).applyTo(app);
    Waivers.of(app).add(WAIVER);
    expect(linesOf(first)).toEqual(NOTHING);
  });

  test('once, at the last stack, if it is between the app and its stacks', () => {
    const app = appOn(TODAY);
    new Construct(app, 'no stacks');
    const group = new Construct(app, 'group');
    const stacks = ['first', 'second'].map((id) => stackWithProvider(group, id));
    guardrails(VIOLATED).applyTo(app);
    Waivers.of(group).add(WAIVER);
    const lines = stacks.map(linesOf);
    expect(lines).toEqual([NOTHING, { errors: [], warnings: [unused('group/second')] }]);
  });
});

describe('a warning names guardrail, scope and reason of the waiver', () => {
  const fix = 'Correct the setting or extend the waiver. [waiver-ends-soon]';

  test.each<[string, keyof Scopes, string, Partial<Waiver>, string]>([
    ['unused on the app', 'app', TODAY, {}, 'the app (%s) is unused. Remove it. [waiver-unused]'],
    ['unused on a construct', 'part', TODAY, {}, "'stack/part' (%s) is unused. Remove it. [waiver-unused]"],
    [
      'expires in 14 days',
      'stack',
      '2026-12-17',
      { expires: '2026-12-31' },
      `'stack' (%s) expires on 2026-12-31, in 14 days. ${fix}`,
    ],
    [
      'expires tomorrow',
      'stack',
      '2026-12-30',
      { expires: '2026-12-31' },
      `'stack' (%s) expires on 2026-12-31, in 1 day. ${fix}`,
    ],
    [
      'expires today',
      'app',
      '2026-12-31',
      { expires: '2026-12-31' },
      `the app (%s) expires on 2026-12-31, today. ${fix}`,
    ],
  ])('%s', (_, name, day, { expires }, warning) => {
    const all = scopes(day, expires === undefined ? SATISFIED : VIOLATED);
    Waivers.of(all[name]).add({ ...WAIVER, expires });
    expect(errors(all.stack)).toEqual([]);
    const message = `Waiver of 'max-session-duration' on ${warning.replace('%s', "'24-hour shifts, PLAT-42'")}`;
    expect(warningsIn(all.app).map((line) => line.replace(/^\[[^\]]*\] /, ''))).toEqual([message]);
  });
});

describe('guardrails can limit waivers', () => {
  const DAY_90 = '2027-02-20'; // 90 days after `TODAY`
  const DAY_91 = '2027-02-21';
  const noEnd =
    "The waiver '24-hour shifts, PLAT-42' does not expire, but guardrails 'company' require an end date. [guardrail max-session-duration]";

  test.each<[Limits, string | undefined]>([
    [{ waiverExpirationRequired: true }, '2999-12-31'],
    [{ waiverExpirationRequired: false }, undefined],
    [{ maxWaiverDays: 90 }, DAY_90],
    [{ maxWaiverDays: 90, waiverExpirationRequired: true }, '2026-12-31'],
    [{ maxWaiverDays: 14 }, '2026-11-22'],
  ])('%j accepts the end %s', (limits, expires) => {
    const all = scopes(TODAY, { ...VIOLATED, ...limits });
    Waivers.of(all.stack).add({ ...WAIVER, expires });
    expect(errors(all.stack)).toEqual([]);
  });

  test.each<[Limits, string | undefined, string]>([
    [{ waiverExpirationRequired: true }, undefined, noEnd],
    [{ maxWaiverDays: 90 }, undefined, noEnd],
    [
      { maxWaiverDays: 90 },
      DAY_91,
      "The waiver '24-hour shifts, PLAT-42' expires on 2027-02-21, in 91 days, but guardrails 'company' allow at most 90. [guardrail max-session-duration]",
    ],
  ])('%j rejects the end %s, and the violation says so', (limits, expires, sentence) => {
    const all = scopes(TODAY, { ...VIOLATED, ...limits });
    Waivers.of(all.stack).add({ ...WAIVER, expires });
    expect(errors(all.stack)).toEqual([expect.stringContaining(`Use at most '12h' or add a waiver. ${sentence}`)]);
    expect(warningsIn(all.app)).toEqual([]);
  });

  test('and another waiver that they accept is used', () => {
    const all = scopes(TODAY, { ...VIOLATED, maxWaiverDays: 90 });
    Waivers.of(all.organization).add(WAIVER);
    Waivers.of(all.stack).add({ ...WAIVER, expires: DAY_90 });
    expect(linesOf(all.stack)).toEqual({ errors: [], warnings: [expect.stringContaining('waiver-unused')] });
  });

  test('for themselves only', () => {
    const all = scopes(TODAY, { ...VIOLATED, name: 'strict', maxWaiverDays: 90 });
    guardrails({ ...VIOLATED, name: 'lenient' }).applyTo(all.app);
    Waivers.of(all.stack).add(WAIVER);
    expect(errors(all.stack)).toEqual([expect.stringContaining("set by guardrails 'strict'")]);
    expect(reportOf(all.app).waivers).toMatchObject([{ state: 'active' }]);
  });
});

test.each([
  ['active', '2026-12-16', VIOLATED],
  ['ends soon', '2026-12-17', VIOLATED],
  ['ends soon', '2026-12-31', VIOLATED],
  ['expired', '2027-01-01', VIOLATED],
  ['unused', '2026-12-31', SATISFIED],
  ['unused', '2027-01-01', SATISFIED],
  ['rejected', '2026-12-16', { ...VIOLATED, maxWaiverDays: 14 }],
])('in the report, a waiver is %s on %s, given %j', (state, day, limits) => {
  const all = scopes(day, limits);
  Waivers.of(all.stack).add({ ...WAIVER, expires: '2026-12-31' });
  expect(reportOf(all.app).waivers).toMatchObject([{ guardrail: 'max-session-duration', state }]);
});

describe('Waivers.add', () => {
  const add = (waiver: unknown) => () => {
    Waivers.of(stackWithProvider()).add(waiver as Waiver);
  };

  test.each<[string, Partial<Waiver>, string]>([
    [
      'a rule',
      { guardrail: 'session-duration' },
      "guardrail 'session-duration' does not exist. Acknowledge the rule with Acknowledgements.of.",
    ],
    ['a blank reason', { reason: ' ' }, "reason ' ' is blank. Explain why 'max-session-duration' is waived here."],
    [
      'an end without a day',
      { expires: '2026-12' },
      "expires '2026-12' is not a date. Use the last valid day in the format YYYY-MM-DD, for example '2027-03-31'.",
    ],
  ])('rejects %s', (_, waiver, message) => {
    expect(add({ ...WAIVER, ...waiver })).toThrow(new Error(message));
  });

  test.each<[prop: string, value: unknown]>([
    ['guardrail', ''],
    ['guardrail', undefined],
    ['reason', ''],
    ['reason', '\n'],
    ['reason', undefined],
    ['reason', '\ufe0f\u034f'],
    ['reason', 'a\ud800'],
    ['expires', '2026'],
    ['expires', '31.12.2026'],
    ['expires', '2026-02-30'],
    ['expires', '2027-02-29'], // not a leap year
    ['expires', '2026-12-31T00:00:00.000Z'],
    ['expires', '+012026-12-31'], // in the year 12026
    ['expires', ' 2026-12-31'],
  ])('rejects %s %j', (prop, value) => {
    expect(add({ ...WAIVER, [prop]: value })).toThrow(new RegExp(`^${prop} `));
  });

  test.each<[unknown, string]>([
    [undefined, 'props undefined is not a struct. Use { guardrail: … }. [prop-type]'],
    [null, 'props null is not a struct. Use { guardrail: … }. [prop-type]'],
    [{ ...WAIVER, reason: 7 }, 'reason 7 is not a string. Put it in quotes. [prop-type]'],
    [{ ...WAIVER, expires: 20261231 }, 'expires 20261231 is not a string. Put it in quotes. [prop-type]'],
    [{ ...WAIVER, expires: null }, 'expires null is not a string. Omit it. [prop-type]'],
    ...['expire', 'until', 'EXPIRES', 'expiry', 'endDate'].map((name): [unknown, string] => [
      { ...WAIVER, [name]: '2026-12-31' },
      `${name} is not a property of Waiver. Did you mean expires? [prop-unknown]`,
    ]),
    [
      { ...WAIVER, scope: 'stack' },
      'scope is not a property of Waiver. Remove it, or use one of guardrail, reason, expires. [prop-unknown]',
    ],
  ])('rejects %j', (waiver, problem) => {
    expect(thrownProblems('Waiver', add(waiver))).toEqual([problem]);
  });

  test('accepts a leap day', () => {
    expect(add({ ...WAIVER, expires: '2028-02-29' })).not.toThrow();
  });
});
