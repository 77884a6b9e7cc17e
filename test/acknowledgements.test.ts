import { Testing } from 'cdktf';
import { Construct } from 'constructs';
import { Acknowledgements, ZeroTrustOrganization } from '../lib';
import { organization, PROPS, stackWithProvider, thrownProblems } from './organization';
import { findings, NOTHING } from './rules/helpers';

/** Props that cause a warning and exceed a documented limit. */
const VIOLATIONS = { readOnlyLock: undefined, sessionDuration: '1000h' };
const WARNING = 'read-only-lock-unset readOnlyLock';
const ERROR = 'session-duration sessionDuration';

const OF_WARNING = { rule: 'read-only-lock-unset', reason: 'the team still uses the dashboard' };
const OF_LIMIT = { rule: 'session-duration', reason: 'agreed with Cloudflare support' };

/** An organization with both violations, and the scopes above it. */
function tree() {
  const app = Testing.app();
  const stack = stackWithProvider(app);
  const parent = new Construct(stack, 'Parent');
  const construct = new ZeroTrustOrganization(parent, 'Organization', { ...PROPS, ...VIOLATIONS });
  return { app, stack, parent, construct };
}

test('a warning and a documented limit are reported unless they are acknowledged', () => {
  expect(findings(tree().construct)).toEqual({ errors: [ERROR], warnings: [WARNING] });
});

describe('an acknowledgement', () => {
  test.each(['construct', 'parent', 'stack', 'app'] as const)(
    'of the %s covers one rule of the organization',
    (scope) => {
      const one = tree();
      Acknowledgements.of(one[scope]).add(OF_WARNING);
      expect(findings(one.construct)).toEqual({ errors: [ERROR], warnings: [] });
      const other = tree();
      Acknowledgements.of(other[scope]).add(OF_LIMIT);
      expect(findings(other.construct)).toEqual({ errors: [], warnings: [WARNING] });
    },
  );

  test('can be added before the organization', () => {
    const stack = stackWithProvider();
    Acknowledgements.of(stack).add(OF_WARNING);
    Acknowledgements.of(stack).add(OF_LIMIT);
    const construct = new ZeroTrustOrganization(stack, 'Organization', { ...PROPS, ...VIOLATIONS });
    expect(findings(construct)).toEqual(NOTHING);
  });

  test('does not cover siblings of its scope', () => {
    const { parent, construct } = tree();
    Acknowledgements.of(new Construct(parent, 'Sibling')).add(OF_WARNING);
    expect(findings(construct).warnings).toEqual([WARNING]);
  });

  test('does not cover a similar rule of another prop', () => {
    const construct = organization({ mfa: { sessionDuration: '721h' }, sessionDuration: '1000h' });
    Acknowledgements.of(construct).add(OF_LIMIT);
    expect(findings(construct)).toEqual({ errors: ['mfa-session-duration mfa.sessionDuration'], warnings: [] });
  });

  test('of a documented limit does not cover hard errors of the same rule', () => {
    const construct = organization({ sessionDuration: '30d' });
    Acknowledgements.of(construct).add(OF_LIMIT);
    expect(findings(construct)).toEqual({ errors: [ERROR], warnings: [] });
  });

  test('is kept in the metadata of its scope, for audits', () => {
    const construct = organization();
    Acknowledgements.of(construct).add(OF_WARNING);
    expect(construct.node.metadata).toContainEqual(
      expect.objectContaining({ type: 'cloudflare-zero-trust:acknowledgement', data: OF_WARNING }),
    );
  });
});

describe('add', () => {
  const add = (rule: unknown, reason: unknown) => () => {
    Acknowledgements.of(stackWithProvider()).add({ rule: rule as string, reason: reason as string });
  };

  test('rejects a misspelled rule, and suggests the one that was meant', () => {
    expect(add('session-durations', 'why')).toThrow(
      new Error("rule 'session-durations' does not exist. Did you mean 'session-duration'?"),
    );
  });

  test.each([
    ['everything', "rule 'everything' does not exist"],
    ['account-id-formats', "rule 'account-id-formats' does not exist"], // the nearest one cannot be acknowledged
    [undefined, 'rule is required'],
  ])('rejects %j, and lists the rules that can be acknowledged', (rule, problem) => {
    expect(add(rule, 'why')).toThrow(`${problem}. Use one of auth-domain-format, auth-domain-`);
    expect(add(rule, 'why')).toThrow(/ read-only-lock-unset, .* live-check-option-unused\.$/);
    expect(add(rule, 'why')).not.toThrow(/ account-id-format/);
  });

  test('rejects a guardrail', () => {
    expect(add('max-session-duration', 'why')).toThrow(
      /^rule 'max-session-duration' does not exist\. Waive the guardrail with Waivers\.of\.$/,
    );
  });

  test('rejects a rule that has hard errors only', () => {
    expect(add('account-id-format', 'why')).toThrow(
      "rule 'account-id-format' cannot be acknowledged, because it is a hard error. Correct the prop that the message names.",
    );
  });

  test.each([
    ['', "reason '' is blank."],
    [' \n\u200b', "reason ' \\n\\u200b' is blank."],
    ['\ufe0f\u034f', "reason '\\ufe0f\\u034f' is blank."],
    [undefined, 'reason is required.'],
  ])('rejects the reason %j', (reason, problem) => {
    expect(add('read-only-lock-unset', reason)).toThrow(
      `${problem} Explain why 'read-only-lock-unset' is acceptable here.`,
    );
  });

  test.each<[unknown, string]>([
    [undefined, 'props undefined is not a struct. Use { rule: … }. [prop-type]'],
    [null, 'props null is not a struct. Use { rule: … }. [prop-type]'],
    [{ ...OF_WARNING, reason: 5 }, 'reason 5 is not a string. Put it in quotes. [prop-type]'],
    [{ rule: null }, 'rule null is not a string. Omit it. [prop-type]'],
    [
      { ...OF_WARNING, expires: '2027-01-01' },
      'expires is not a property of Acknowledgement. Remove it, or use one of rule, reason. [prop-unknown]',
    ],
    [{ id: 'read-only-lock-unset' }, 'id is not a property of Acknowledgement. Did you mean rule? [prop-unknown]'],
  ])('rejects %j', (acknowledgement, problem) => {
    const problems = thrownProblems('Acknowledgement', () => {
      Acknowledgements.of(stackWithProvider()).add(acknowledgement as never);
    });
    expect(problems).toEqual([problem]);
  });

  test('rejects a reason with an unpaired surrogate', () => {
    expect(add('read-only-lock-unset', 'a\ud800')).toThrow("reason 'a\\ud800' contains an unpaired surrogate");
  });
});
