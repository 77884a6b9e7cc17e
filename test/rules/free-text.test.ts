import type { ZeroTrustOrganizationProps } from '../../lib';
import { ATTRIBUTES } from '../../lib/settings/settings-table';
import { organization, rendered, synth } from '../organization';
import { findings, findingsOf, messages, NOTHING, summary, TEXT_TOKENS, withVariables } from './helpers';

type Props = Partial<ZeroTrustOrganizationProps>;

/** The props that accept any text. */
const FREE_TEXTS: readonly (readonly [prop: string, props: (text: string) => Props])[] = [
  ['name', (name) => ({ name })],
  ['readOnlyLock.reason', (reason) => ({ readOnlyLock: { reason } })],
  ['loginDesign.headerText', (headerText) => ({ loginDesign: { headerText } })],
  ['loginDesign.footerText', (footerText) => ({ loginDesign: { footerText } })],
];

/** Props with a value at a path. */
const setting = (keys: readonly string[], value: unknown): Props =>
  keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Props;

describe.each(FREE_TEXTS)('%s', (prop, props) => {
  test('is checked by all rules for free text', () => {
    expect(findingsOf(props('${var.name}'))).toEqual({ errors: [], warnings: [`text-template ${prop}`] });
    expect(findingsOf(props('a\ud83d'))).toEqual({ errors: [`text-well-formed ${prop}`], warnings: [] });
    const construct = withVariables(({ text }) => props(`costs $${text.stringValue}`));
    expect(findings(construct)).toEqual({ errors: [], warnings: [`text-dollar-before-token ${prop}`] });
  });

  test.each(TEXT_TOKENS)('accepts %s', (_, value) => {
    expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
  });
});

// All free texts are checked alike, so the cases below use the name.

describe('text-template', () => {
  const WARNING = { errors: [], warnings: ['text-template name'] };

  test.each([
    ['${var.name}', '$${'],
    ['Widget ${var.name}', '$${'],
    ['%${var.name}', '$${'],
    ['$${literal} and ${var.name}', '$${'],
    ['%%{literal} and ${var.name}', '$${'],
    ['a\n${b}', '$${'],
    ['%{ if true }a%{ endif }', '%%{'],
    ['100%{a}', '%%{'],
    ['$%{a}', '%%{'],
    // The first kind of marker in the text decides.
    ['%{a} ${b}', '%%{'],
  ])('warns about %j and suggests %s', (name, suggestion) => {
    const { errors, warnings } = messages(organization({ name }));
    expect({ errors, warnings: warnings.map(summary) }).toEqual(WARNING);
    expect(warnings.map((warning) => /Use '(.*?)'/.exec(warning)?.[1])).toEqual([suggestion]);
  });

  test.each([
    'Widget Corp',
    '$${literal}',
    '%%{literal}',
    '$$${literal}',
    '%%%{literal}',
    '$5',
    '100 %',
    '{{ a }}',
    '$ {',
    '$',
  ])('accepts %j', (name) => {
    expect(findingsOf({ name })).toEqual(NOTHING);
  });

  test('warns about an expression next to a token', () => {
    const construct = withVariables(({ text }) => ({ name: `${text.stringValue} of \${var.b}` }));
    expect(findings(construct)).toEqual(WARNING);
  });

  test('accepts escaped markers, which are rendered unchanged', () => {
    expect(rendered({ name: '$${literal} %%{literal}' })).toMatchObject({ name: '$${literal} %%{literal}' });
  });
});

describe('text-unclosed-template', () => {
  const rejected = (prop: string) => ({ errors: [`text-unclosed-template ${prop}`], warnings: [] });

  test.each([
    '12h${',
    '100%{',
    '${var.name',
    '$${literal} ${',
    '${join("}", var.names)',
    '%{ if true }a',
    '%{ for a in [1] }a%{ if true }b%{ endif }',
  ])('rejects %j, without a warning about the same text', (name) => {
    expect(findingsOf({ name })).toEqual(rejected('name'));
  });

  test.each([
    ['%{ if true }a', 'if'],
    ['%{ for a in [1] }a', 'for'],
  ])('about %j suggests to close the directive', (name, directive) => {
    expect(messages(organization({ name })).errors).toEqual([
      expect.stringContaining(
        `contains the directive '${directive}' without 'end${directive}'. Add '%{ end${directive} }', or use '%%{'`,
      ),
    ]);
  });

  test.each(['12h$${', '100%%{', '$', '%', '{', '}', 'a } b', '$ {'])('accepts %j, which is literal', (name) => {
    expect(findingsOf({ name })).toEqual(NOTHING);
  });

  test.each(['${join("}", ["{"])}', '%{ if true }a%{ endif }', '${"a" /* } */}'])('accepts %j', (name) => {
    expect(findingsOf({ name })).toEqual({ errors: [], warnings: ['text-template name'] });
  });

  test.each(ATTRIBUTES)('is checked for $prop, whatever its type', ({ prop, keys }) => {
    // Other rules may miss the other fields of the struct.
    expect(findingsOf(setting(keys, '${var.a')).errors).toContain(`text-unclosed-template ${prop}`);
  });

  test.each<[string, Props]>([
    ['sessionDuration', { sessionDuration: '12h${' }],
    ['loginDesign.textColor', { loginDesign: { textColor: '#fff${' } }],
    ['denyUnmatchedRequests.exemptedZoneNames', { denyUnmatchedRequests: { exemptedZoneNames: ['a.com', '${var.a'] } }],
  ])('is the only finding for %s', (prop, given) => {
    expect(findingsOf(given)).toEqual(rejected(prop));
  });

  test('accepts a token within an expression', () => {
    const construct = withVariables(({ text }) => ({ sessionDuration: `\${upper("${text.stringValue}")}` }));
    expect(findings(construct)).toEqual(NOTHING);
  });
});

// The rules of fixed formats check it as any other text.
describe('an escaped expression in a fixed format', () => {
  test.each<[rule: string, Props]>([
    ['auth-domain-format authDomain', { authDomain: '$${x}' }],
    ['account-id-format accountId', { accountId: '%%{x}' }],
    ['session-duration sessionDuration', { sessionDuration: '$${x}' }],
    ['custom-page-uid customPages.forbidden', { customPages: { forbidden: '$${x}' } }],
    ['login-color loginDesign.textColor', { loginDesign: { textColor: '$${x}' } }],
    ['login-logo-url loginDesign.logoPath', { loginDesign: { logoPath: '$${x}' } }],
    ['mfa-required-aaguids-format mfa.requiredAaguids', { mfa: { requiredAaguids: '$${x}' } }],
    [
      'deny-unmatched-zone-name denyUnmatchedRequests.exemptedZoneNames',
      { denyUnmatchedRequests: { exemptedZoneNames: ['$${x}'] } },
    ],
  ])('violates %s', (rule, props) => {
    expect(findingsOf(props).errors).toEqual([rule]);
  });
});

describe('text-dollar-before-token', () => {
  test.each(['$ ', '%', '$, '])('accepts %j before a token', (before) => {
    expect(findings(withVariables(({ text }) => ({ name: before + text.stringValue })))).toEqual(NOTHING);
  });

  test('accepts a space between them, and the token is rendered as an expression', () => {
    const construct = withVariables(({ text }) => ({ name: `costs $ ${text.stringValue}` }));
    expect(synth(construct).resource.cloudflare_zero_trust_organization?.Organization).toMatchObject({
      name: 'costs $ ${var.text}',
    });
  });
});

describe('text-well-formed', () => {
  const REJECTED = { errors: ['text-well-formed name'], warnings: [] };
  const positionIn = (error: string): number => Number(/position (\d+)/.exec(error)?.[1]);

  test.each([
    ['\ud83d', 0],
    ['\ude00', 0],
    ['a\ud83d', 1],
    ['a\ude00b', 1],
    ['\ude00\ud83d', 0],
    ['😀\ud83d', 2],
    // Beyond the part of the text that the message shows.
    [`${'x'.repeat(79)}😀\ud83d`, 81],
  ])('rejects %j with an unpaired surrogate at position %i', (name, position) => {
    const { errors, warnings } = messages(organization({ name }));
    expect({ errors: errors.map(summary), warnings }).toEqual(REJECTED);
    expect(errors.map(positionIn)).toEqual([position]);
  });

  test('counts a token as it is shown', () => {
    const { errors } = messages(withVariables(({ text }) => ({ name: `${text.stringValue}\ud83d` })));
    expect(errors).toEqual([expect.stringContaining("'<token>\\ud83d'")]);
    expect(errors.map(positionIn)).toEqual(['<token>'.length]);
  });

  test.each(['😀', 'Größe', '名前', '👩‍👩‍👧', '\u{10ffff}'])('accepts %j', (name) => {
    expect(findingsOf({ name })).toEqual(NOTHING);
  });
});

test('the findings of all texts are reported together', () => {
  const texts = {
    name: '${a}',
    readOnlyLock: { reason: '%{b}' },
    loginDesign: { headerText: '\ud800', footerText: '${c} \udc00' },
  };
  expect(findingsOf(texts)).toEqual({
    errors: ['text-well-formed loginDesign.headerText', 'text-well-formed loginDesign.footerText'],
    warnings: ['text-template name', 'text-template readOnlyLock.reason', 'text-template loginDesign.footerText'],
  });
});
