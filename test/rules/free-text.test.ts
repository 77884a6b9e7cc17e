import { Acknowledgements, type ZeroTrustOrganizationProps } from '../../lib';
import { organization, rendered, synth } from '../organization';
import { findings, findingsOf, HIDDEN_TEXTS, idsOf, NOTHING, TEXT_TOKENS, withVariables } from './helpers';

type Props = Partial<ZeroTrustOrganizationProps>;

/** Every prop of free text. */
const FREE_TEXTS: readonly (readonly [prop: string, props: (text: string) => Props])[] = [
  ['name', (name) => ({ name })],
  ['readOnlyLock.reason', (reason) => ({ readOnlyLock: { reason } })],
  ['loginDesign.headerText', (headerText) => ({ loginDesign: { headerText } })],
  ['loginDesign.footerText', (footerText) => ({ loginDesign: { footerText } })],
];

describe.each(FREE_TEXTS)('%s', (prop, props) => {
  describe('text-template', () => {
    const expression = (shown: string): string =>
      `${prop}: '${shown}' holds '\${', which Terraform reads as an expression: write '$\${' to mean it literally, or acknowledge that an expression is meant [text-template]`;
    const directive = (shown: string): string =>
      `${prop}: '${shown}' holds '%{', which Terraform reads as an expression: write '%%{' to mean it literally, or acknowledge that an expression is meant [text-template]`;

    test.each([
      ['${var.name}', '${var.name}'],
      ['Widget ${var.name}', 'Widget ${var.name}'],
      ['${', '${'],
      ['%${var.name}', '%${var.name}'],
      ['$${literal} and ${var.name}', '$${literal} and ${var.name}'],
      ['%%{literal} and ${var.name}', '%%{literal} and ${var.name}'],
      ['a\n${b}', 'a\\n${b}'],
      ['\u2028\u2029\u0085\u007f\u009f${b}', '\\u2028\\u2029\\u0085\\u007f\\u009f${b}'],
      [`${'x'.repeat(79)}😀\${b}`, `${'x'.repeat(79)}… (85 characters)`],
      [`${'x'.repeat(81)}\${b}`, `${'x'.repeat(80)}… (85 characters)`],
    ])('%j has an expression', (text, shown) => {
      expect(findingsOf(props(text))).toEqual({ errors: [], warnings: [expression(shown)] });
    });

    test.each([
      ['%{ if true }a%{ endif }', '%{ if true }a%{ endif }'],
      ['100%{a}', '100%{a}'],
      ['$%{a}', '$%{a}'],
      ['%{a} ${b}', '%{a} ${b}'],
    ])('%j has a directive', (text, shown) => {
      expect(findingsOf(props(text))).toEqual({ errors: [], warnings: [directive(shown)] });
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
    ])('%j is literal', (text) => {
      expect(findingsOf(props(text))).toEqual(NOTHING);
    });

    test.each(TEXT_TOKENS)('nothing is said about %s', (_, value) => {
      expect(findings(withVariables((variables) => props(value(variables))))).toEqual(NOTHING);
    });

    test('an expression beside a token is found, and the token is shown as one', () => {
      const construct = withVariables(({ text }) => props(`${text.stringValue} of \${var.b}`));
      expect(findings(construct)).toEqual({ errors: [], warnings: [expression('<token> of ${var.b}')] });
    });

    test('it can be acknowledged', () => {
      const construct = organization(props('${var.name}'));
      Acknowledgements.of(construct).add({ rule: 'text-template', reason: 'the variable is declared by hand' });
      expect(findings(construct)).toEqual(NOTHING);
    });
  });

  describe('text-dollar-before-token', () => {
    test('a dollar sign directly before a token', () => {
      const construct = withVariables(({ text }) => props(`costs $${text.stringValue} a month`));
      expect(findings(construct)).toEqual({
        errors: [],
        warnings: [
          `${prop}: 'costs $<token> a month' has a '$' directly before a token; '$\${' is a literal '\${', and the token would not be filled in: write a space between them [text-dollar-before-token]`,
        ],
      });
    });

    test.each([
      ['a space between them', '$ '],
      ['a percent sign', '%'],
      ['a dollar sign elsewhere', '$, '],
    ])('nothing is said with %s', (_, before) => {
      expect(findings(withVariables(({ text }) => props(before + text.stringValue)))).toEqual(NOTHING);
    });

    test('it can be acknowledged', () => {
      const construct = withVariables(({ text }) => props(`$${text.stringValue}`));
      Acknowledgements.of(construct).add({ rule: 'text-dollar-before-token', reason: 'it shows how to write it' });
      expect(findings(construct)).toEqual(NOTHING);
    });
  });

  describe('text-well-formed', () => {
    const message = (shown: string, position: number): string =>
      `${prop}: '${shown}' holds half a surrogate pair at position ${position}, which UTF-8 cannot: write the whole character [text-well-formed]`;

    test.each([
      ['\ud83d', '\\ud83d', 0],
      ['\ude00', '\\ude00', 0],
      ['a\ud83d', 'a\\ud83d', 1],
      ['a\ude00b', 'a\\ude00b', 1],
      ['\ude00\ud83d', '\\ude00\\ud83d', 0],
      ['😀\ud83d', '😀\\ud83d', 2],
      [`${'x'.repeat(81)}\ud83d`, `${'x'.repeat(80)}… (82 characters)`, 81],
      [`${'x'.repeat(79)}😀\ud83d`, `${'x'.repeat(79)}… (82 characters)`, 81],
    ])('%j', (text, shown, position) => {
      expect(findingsOf(props(text))).toEqual({ errors: [message(shown, position)], warnings: [] });
    });

    test.each(['😀', 'Größe', '名前', '👩‍👩‍👧', '\u{10ffff}'])('%j is fine', (text) => {
      expect(findingsOf(props(text))).toEqual(NOTHING);
    });

    test('a token beside it is shown as one', () => {
      const construct = withVariables(({ text }) => props(`${text.stringValue}\ud83d`));
      expect(findings(construct)).toEqual({ errors: [message('<token>\\ud83d', 7)], warnings: [] });
    });
  });
});

test('several texts are looked at together', () => {
  const { errors, warnings } = findingsOf({
    name: '${a}',
    readOnlyLock: { reason: '%{b}' },
    loginDesign: { headerText: '\ud800', footerText: '${c} \udc00' },
  });
  expect(idsOf(errors)).toEqual(['text-well-formed', 'text-well-formed']);
  expect(idsOf(warnings)).toEqual(['text-template', 'text-template', 'text-template']);
});

test.each(HIDDEN_TEXTS)('%s in a field of a fixed format is left to the engine', (_, value) => {
  const construct = withVariables((variables) => ({ sessionDuration: value(variables) }));
  expect(findings(construct)).toEqual(NOTHING);
});

test('a literal template marker is rendered as it is written', () => {
  expect(rendered({ name: '$${literal} %%{literal}' })).toMatchObject({ name: '$${literal} %%{literal}' });
});

test('a token is filled in where the rules leave it alone', () => {
  const construct = withVariables(({ text }) => ({ name: `costs $ ${text.stringValue}` }));
  expect(synth(construct).resource.cloudflare_zero_trust_organization?.Organization).toMatchObject({
    name: 'costs $ ${var.text}',
  });
});
