import { Acknowledgements, type ZeroTrustOrganizationProps } from '../../lib';
import { CONSTRUCTION_RULES, RULES } from '../../lib/rules';
import { ORGANIZATION_SHAPE } from '../../lib/settings/organization-shapes';
import { checkProps } from '../../lib/values/shapes';
import { organization, warnings } from '../organization';
import { EXAMPLES, example, keyOf } from './examples';
import { messages } from './helpers';

type Props = Partial<ZeroTrustOrganizationProps>;

const ruleOf = (message: string): string | undefined => /\[([^[\]]+)\]$/.exec(message)?.[1];

describe.each(RULES.map((rule) => [keyOf(rule), rule] as const))('%s', (key, rule) => {
  test('has an id in kebab case', () => {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test('is documented in single lines without full stops', () => {
    for (const text of [rule.statement, rule.source]) {
      expect(text).toMatch(/^\S(.*[^\s.])?$/);
    }
  });

  test('checks props that exist', () => {
    for (const name of rule.props) {
      const props = name.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), Symbol('wrong'));
      const problems = checkProps('ZeroTrustOrganization', ORGANIZATION_SHAPE, props);
      expect(problems.map(ruleOf)).toEqual(['prop-type']);
    }
  });

  test('is the only rule that its example violates, and its message is as documented here', () => {
    const { errors, warnings: risks } = messages(example(key));
    const [these, others] = rule.severity === 'warning' ? [risks, errors] : [errors, risks];
    expect(these.map(ruleOf).filter((id) => id !== rule.id)).toEqual([]);
    expect(these).toContain(`${EXAMPLES[key]?.[1] ?? ''} [${rule.id}]`);
    expect(others).toEqual([]);
  });

  test('can be acknowledged unless it is hard', () => {
    const construct = example(key);
    const acknowledge = () => {
      Acknowledgements.of(construct).add({ rule: rule.id, reason: 'accepted for a test' });
    };
    const severities = RULES.filter(({ id }) => id === rule.id).map(({ severity }) => severity);
    if (severities.every((severity) => severity === 'hard')) {
      expect(acknowledge).toThrow(`rule '${rule.id}' cannot be acknowledged`);
    } else {
      acknowledge();
    }
    const { errors, warnings: risks } = messages(construct);
    expect(new Set([...errors, ...risks].map(ruleOf))).toEqual(new Set(rule.severity === 'hard' ? [rule.id] : []));
  });
});

describe('the rules table', () => {
  test('has no hard rule that only documentation supports', () => {
    const evidence = new Set(RULES.filter(({ severity }) => severity === 'hard').map((rule) => rule.evidence));
    expect([...evidence].sort()).toEqual(['API error', 'API schema', 'contract', 'engine', 'provider']);
  });

  test('has no rule of the contract that can be acknowledged', () => {
    const severities = new Set(
      [...RULES, ...CONSTRUCTION_RULES].filter(({ evidence }) => evidence === 'contract').map((rule) => rule.severity),
    );
    expect([...severities]).toEqual(['hard']);
  });

  test('has one row per id and severity', () => {
    const keys = RULES.map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('names the rules of the problems that constructors report', () => {
    const problems = checkProps('ZeroTrustOrganization', ORGANIZATION_SHAPE, { name: 7, invented: true });
    expect(new Set(problems.map(ruleOf))).toEqual(new Set(CONSTRUCTION_RULES.map(({ id }) => id)));
  });

  test('has an example for every row', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(RULES.map(keyOf).sort());
  });

  test('keeps the rows of an id together', () => {
    const ids = RULES.map(({ id }) => id);
    expect(ids.filter((id, index) => id !== ids[index - 1])).toEqual([...new Set(ids)]);
  });
});

describe('a message', () => {
  /** Props that put text where a rule checks it. */
  const TEXTS: Readonly<Record<string, (text: string) => Props>> = {
    accountId: (accountId) => ({ accountId }),
    zoneId: (zoneId) => ({ accountId: undefined, zoneId }),
    name: (name) => ({ name: `${name}\${a} \ud83d` }),
    authDomain: (authDomain) => ({ authDomain }),
    sessionDuration: (sessionDuration) => ({ sessionDuration }),
    warpAuthSessionDuration: (warpAuthSessionDuration) => ({ warpAuthSessionDuration }),
    userSeatExpirationInactiveTime: (userSeatExpirationInactiveTime) => ({ userSeatExpirationInactiveTime }),
    'readOnlyLock.reason': (reason) => ({ readOnlyLock: { reason: `${reason}\${a} \ud83d` } }),
    'mfa.sessionDuration': (sessionDuration) => ({ mfa: { sessionDuration } }),
    'mfa.amrMatchingSessionDuration': (amrMatchingSessionDuration) => ({ mfa: { amrMatchingSessionDuration } }),
    'mfa.requiredAaguids': (requiredAaguids) => ({ mfa: { requiredAaguids } }),
    'denyUnmatchedRequests.exemptedZoneNames': (zone) => ({ denyUnmatchedRequests: { exemptedZoneNames: [zone] } }),
    'customPages.forbidden': (forbidden) => ({ customPages: { forbidden } }),
    'customPages.identityDenied': (identityDenied) => ({ customPages: { identityDenied } }),
    'loginDesign.backgroundColor': (backgroundColor) => ({ loginDesign: { backgroundColor } }),
    'loginDesign.textColor': (textColor) => ({ loginDesign: { textColor } }),
    'loginDesign.logoPath': (logoPath) => ({ loginDesign: { logoPath } }),
    'loginDesign.headerText': (headerText) => ({ loginDesign: { headerText: `${headerText}\${a} \ud83d` } }),
    'loginDesign.footerText': (footerText) => ({ loginDesign: { footerText: `${footerText}\${a} \ud83d` } }),
    migrateFrom: (migrateFrom) => ({ migrateFrom }),
  };

  const oneShortLine = (prop: string): RegExp =>
    new RegExp(`^${prop.replaceAll('.', '\\.')} [^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{1,480}[.?] \\[[a-z-]+\\]$`, 'u');

  test.each(Object.entries(TEXTS))('about %s is one short line, whatever the text', (prop, props) => {
    const values = [
      'a\nb',
      '\r\n\v\fx\r',
      '1\n',
      'x\u0000\u0007\u001b[31m',
      'x\u007f\u0085\u009b31m\u2028y\u2029z',
      `${'x'.repeat(79)}😀`,
      'x'.repeat(100_000),
      '7'.repeat(100_000),
      `${' '.repeat(100_000)}x`,
      `'"`.repeat(50_000),
      '1d'.repeat(50_000),
      'a.'.repeat(50_000),
      `a${'-'.repeat(100_000)}`,
    ];
    for (const value of values) {
      // Not through a synthesis: CDKTF needs many seconds for as many digits.
      const errors = organization(props(value)).node.validate();
      expect(errors).not.toEqual([]);
      for (const message of errors) {
        expect(message).toMatch(oneShortLine(prop));
      }
    }
  });

  test.each<[string, (text: string) => Props]>([
    ['name', (text) => ({ name: `${text}\${a}` })],
    ['loginDesign.headerText', (text) => ({ loginDesign: { headerText: `%{${text}}` } })],
    ['mfa.requiredAaguids', (text) => ({ mfa: { requiredAaguids: text } })],
    [
      'denyUnmatchedRequests.exemptedZoneNames',
      (text) => ({ denyUnmatchedRequests: { enabled: false, exemptedZoneNames: [text] } }),
    ],
  ])('that warns about %s is one short line too', (prop, props) => {
    for (const text of ['a\nb\r', 'a\u0085\u2028\u2029b', `${'x'.repeat(79)}😀`, 'x'.repeat(100_000)]) {
      expect(warnings(organization(props(text)))).toEqual([expect.stringMatching(oneShortLine(prop))]);
    }
  });

  test.each(Object.values(EXAMPLES).map(([, message]) => message))(
    'names the prop, the problem and a fix: %s',
    (message) => {
      expect(message).toMatch(/^[a-z][\w.]* .{4,}[^.]\. (Use|Add|Remove|Set|Keep|Allow|Explain) .{2,}\.$/);
    },
  );
});
