/** What these tests expect of templates was compared with Terraform 1.11, which parses them with the library HCL. */
import fc from 'fast-check';
import { expressions, unclosedPart } from '../../lib/values/templates';

/** The outermost expressions of a template, as text. */
const textsIn = (template: string): string[] =>
  [...expressions(template)].map(({ start, end }) => template.slice(start, end));

/** Templates that the engine accepts, with their outermost expressions. */
const COMPLETE: readonly (readonly [name: string, template: string, expressions: readonly string[]])[] = [
  ['no expression', 'a $ % { } " \\', []],
  ['an interpolation', 'a ${var.b} c', ['${var.b}']],
  ['directives', '%{ if true }a%{ else }b%{ endif }', ['%{ if true }', '%{ else }', '%{ endif }']],
  ['directives that strip spaces', '%{~ if true ~} a %{~ endif ~}', ['%{~ if true ~}', '%{~ endif ~}']],
  [
    'directives in each other',
    '%{for x in [1]}%{if true}${x}%{endif}%{endfor}',
    ['%{for x in [1]}', '%{if true}', '${x}', '%{endif}', '%{endfor}'],
  ],
  ['escaped markers', '$${a %%{ if b', []],
  ['an escaped marker after a dollar sign', '$$${a', []],
  ['a marker after the other sign', '%${1}', ['${1}']],
  ['a backslash, which escapes only in strings', '\\${1}', ['${1}']],
  ['braces of an object', '${ { a = { b = 1 } }.a.b }}', ['${ { a = { b = 1 } }.a.b }']],
  ['a brace in a string', '${"}"}"', ['${"}"}']],
  ['an escaped quote in a string', '${"\\"}"}', ['${"\\"}"}']],
  ['an escaped backslash in a string', '${"\\\\"}"', ['${"\\\\"}']],
  ['an expression in a string', '${"a ${"}"} b"}', ['${"a ${"}"} b"}']],
  ['an escaped marker in a string', '${"$${ %%{ $$${"}', ['${"$${ %%{ $$${"}']],
  ['a directive in a string', '${"%{ if "}" == "" }}%{ endif }"}', ['${"%{ if "}" == "" }}%{ endif }"}']],
  ['a comment', '${1 # }"\n}', ['${1 # }"\n}']],
  ['a comment with slashes', '${1 // }"\r\n}', ['${1 // }"\r\n}']],
  ['a comment with an end', '${1 /* }"\n*/}}', ['${1 /* }"\n*/}']],
  ['no comment, but a string', '${"# // /*"}', ['${"# // /*"}']],
  ['a heredoc', '${<<EOF\n}" \\\nEOF\n}b', ['${<<EOF\n}" \\\nEOF\n}']],
  ['a heredoc with an indented end', '${<<-é-1\r\n  é-1a\r\n  é-1 \r\n}', ['${<<-é-1\r\n  é-1a\r\n  é-1 \r\n}']],
  ['an expression in a heredoc', '${<<EOF\n${"}"}EOF\n$${\nEOF\n}', ['${<<EOF\n${"}"}EOF\n$${\nEOF\n}']],
];

/** Templates that the engine rejects because of what they do not close. */
const INCOMPLETE: readonly (readonly [template: string, unclosed: string])[] = [
  ['12h${', '${'],
  ['100%{', '%{'],
  ['${var.a', '${'],
  ['${var.a} ${', '${'],
  ['$${a} %{ if b', '%{'],
  ['${{ a = 1 }', '${'],
  ['${"}', '${'],
  ['${"\\"}', '${'],
  ['${"${"}"}', '${'],
  ['${"a" # }', '${'], // the comment hides the brace
  ['${"a" // }\r', '${'],
  ['${1 /* }', '${'],
  ['${<<EOF\n}', '${'],
  ['${<<EOF\nEOF}', '${'], // the end of a heredoc is a line of its own
  ['${<<EOF\n${1}EOF\n}', '${'],
  ['%{ if true }a', 'if'],
  ['%{~if true~}a', 'if'],
  ['%{ for x in [1] }a', 'for'],
  ['%{ if true }%{ if true }a%{ endif }', 'if'],
  ['%{ for x in [1] }%{ if true }a', 'if'],
  ['%{ if true }a%{ for x in [1] }%{ endfor }', 'if'],
  ['%{ if true }${', '${'],
];

describe('expressions', () => {
  test.each(COMPLETE)('finds those of a template with %s', (_, template, found) => {
    expect(textsIn(template)).toEqual(found);
    expect([...expressions(template)].every(({ isClosed }) => isClosed)).toBe(true);
  });

  test('includes an expression without an end, up to the end of the text', () => {
    expect([...expressions('a ${"b" ')]).toEqual([{ start: 2, end: 8, isClosed: false }]);
  });
});

describe('unclosedPart', () => {
  test.each(COMPLETE)('is undefined for a template with %s', (_, template) => {
    expect(unclosedPart(template)).toBeUndefined();
  });

  test.each(INCOMPLETE)('of %j is %j', (template, unclosed) => {
    expect(unclosedPart(template)).toBe(unclosed);
  });

  test('ignores an end without a beginning, which the engine reports', () => {
    expect(unclosedPart('%{ endif }')).toBeUndefined();
  });

  /** Complete expressions, with templates in strings and heredocs, which contain expressions in turn. */
  const { expression } = fc.letrec<{ expression: string; template: string }>((tie) => ({
    expression: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('1', 'var.a', '{ a = "}" }.a', '\n/* }" */ "#"', 'true # }"\n'),
      tie('template').map((text) => `"${text}"`),
      tie('template').map((text) => `<<EOF\n${text}\nEOF\n`),
    ),
    template: fc
      .array(
        fc.oneof(
          fc.constantFrom('a', '}', '{', '$', '%', '#', '$${', '%%{'),
          tie('expression').map((inner) => `\${${inner}}`),
        ),
        { maxLength: 4 },
      )
      .map((parts) => parts.join(' ')),
  }));

  test('is undefined for nested expressions, and the marker if the end is cut off', () => {
    fc.assert(
      fc.property(expression, fc.nat(), (inner, length) => {
        const template = `\${${inner}}`;
        expect(unclosedPart(template)).toBeUndefined();
        expect(unclosedPart(template.slice(0, 2 + (length % (template.length - 2))))).toBe('${');
      }),
    );
  });

  test('is undefined for text whose markers are escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '%', '{', '}', '"', '\\', 'a') }), (text) => {
        expect(unclosedPart(text.replace(/[$%](?=\{)/g, '$&$&'))).toBeUndefined();
      }),
    );
  });

  test('takes one pass for long text', () => {
    for (const part of ['${"', '$${', '%{ if a }', '${<<E\n', '${# ', '${/* ', '{', '\n']) {
      const text = part.repeat(50_000);
      expect(unclosedPart(text) === undefined).toBe(['$${', '{', '\n'].includes(part));
    }
  });
});
