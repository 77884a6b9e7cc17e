import { TerraformStack, Testing } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { Acknowledgements, ZeroTrustOrganization } from '../lib';
import { errors, organization, PROPS, stackWithProvider, warnings } from './organization';

/** A warning and a documented limit at once. */
const PROPS_WITH_PROBLEMS = { ...PROPS, readOnlyLock: undefined, sessionDuration: '1000h' };
const WARNING = { rule: 'read-only-lock-unset', reason: 'the team still uses the dashboard' };
const LIMIT = { rule: 'session-duration', reason: 'agreed with Cloudflare support' };

function problems(construct: ZeroTrustOrganization): string[] {
  return [...warnings(construct), ...errors(construct)].map((line) => /\[([\w-]+)\]$/.exec(line)?.[1] ?? line);
}

describe('an acknowledgement silences a warning and a documented limit', () => {
  const tree = () => {
    const app = Testing.app();
    const stack = stackWithProvider(app);
    const parent = new Construct(stack, 'Parent');
    const construct = new ZeroTrustOrganization(parent, 'Organization', PROPS_WITH_PROBLEMS);
    return { app, stack, parent, construct };
  };

  test('both are there without it', () => {
    expect(problems(tree().construct)).toEqual(['read-only-lock-unset', 'session-duration']);
  });

  test.each(['construct', 'parent', 'stack', 'app'] as const)('on the %s', (level) => {
    const scopes = tree();
    const scope: IConstruct = scopes[level];
    Acknowledgements.of(scope).add(WARNING);
    expect(problems(scopes.construct)).toEqual(['session-duration']);
    const others = tree();
    Acknowledgements.of(others[level]).add(LIMIT);
    expect(problems(others.construct)).toEqual(['read-only-lock-unset']);
  });

  test('before the organization is constructed', () => {
    const stack = stackWithProvider();
    Acknowledgements.of(stack).add(WARNING);
    Acknowledgements.of(stack).add(LIMIT);
    expect(problems(new ZeroTrustOrganization(stack, 'Organization', PROPS_WITH_PROBLEMS))).toEqual([]);
  });

  test('not on a neighbour', () => {
    const stack = stackWithProvider();
    const construct = new ZeroTrustOrganization(stack, 'Organization', PROPS_WITH_PROBLEMS);
    Acknowledgements.of(new Construct(stack, 'Neighbour')).add(WARNING);
    expect(problems(construct)).toContain('read-only-lock-unset');
  });

  test('of one rule does not silence another', () => {
    const construct = organization({ mfa: { sessionDuration: '721h' }, sessionDuration: '1000h' });
    Acknowledgements.of(construct).add(LIMIT);
    expect(problems(construct)).toEqual(['mfa-session-duration']);
  });

  test('of a documented limit leaves hard errors of the same rule', () => {
    const construct = organization({ sessionDuration: '30d' });
    Acknowledgements.of(construct).add(LIMIT);
    expect(problems(construct)).toEqual(['session-duration']);
  });

  test('stands in the metadata of the tree, for audits', () => {
    const construct = organization();
    Acknowledgements.of(construct).add(WARNING);
    expect(construct.node.metadata).toContainEqual(
      expect.objectContaining({ type: 'cdktf-cloudflare-zero-trust:acknowledgement', data: WARNING }),
    );
  });
});

describe('an acknowledgement is refused', () => {
  const add = (rule: unknown, reason: unknown): string => {
    try {
      Acknowledgements.of(TerraformStack.of(organization())).add({ rule: rule as string, reason: reason as string });
      return 'accepted';
    } catch (error) {
      return String(error);
    }
  };

  test('of a rule that does not exist', () => {
    expect(add('session-durations', 'why')).toMatch(
      /^Error: rule: received 'session-durations', which is no rule; allowed: auth-domain-format, .*read-only-lock-unset/,
    );
    expect(add(undefined, 'why')).toMatch(/^Error: rule: received nothing, which is no rule; allowed: /);
  });

  test('of a guardrail', () => {
    expect(add('longest-session', 'why')).toMatch(
      /^Error: rule: received 'longest-session', which is no rule; allowed: .*: a guardrail is waived, with Waivers\.of$/,
    );
  });

  test('of a hard error', () => {
    expect(add('account-id-format', 'why')).toBe(
      "Error: rule: 'account-id-format' cannot be acknowledged: the API or the engine refuses such a value; correct the setting that the message names",
    );
  });

  test.each([
    ['', "''"],
    [' \n\u200b', "' \\n\u200b'"],
    [undefined, 'nothing'],
    [5, '5'],
  ])('without a reason: %j', (reason, shown) => {
    expect(add('read-only-lock-unset', reason)).toBe(
      `Error: reason: received ${shown}; allowed: text that is not blank: write why 'read-only-lock-unset' is accepted here`,
    );
  });
});
