import { Lazy, TerraformVariable } from 'cdktf';
import { checkReason, formatFinding, isBlank, show, surrogateProblem, throwProblems } from '../../lib/values/messages';
import { organization, stackWithProvider } from '../organization';

const variable = new TerraformVariable(stackWithProvider(), 'variable', {});

describe('show', () => {
  test.each<[unknown, string]>([
    ['Widget Corp', "'Widget Corp'"],
    ['', "''"],
    [`"it's"`, `'"it's"'`],
    [5, '5'],
    [90n, '90n'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [true, 'true'],
    [null, 'null'],
    [undefined, 'undefined'],
    [Symbol('a'), 'Symbol(a)'],
    [[], '[]'],
    [['a', 5], "[ 'a', 5 ]"],
    [{ a: 'b', c: [1] }, "{ a: 'b', c: [ 1 ] }"],
    [Object.create(null), '[Object: null prototype] {}'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Map([['a', 1]]), "Map(1) { 'a' => 1 }"],
  ])('formats %p as %s', (value, shown) => {
    expect(show(value)).toBe(shown);
  });

  test.each([
    ['line breaks', 'a\nb\r\u2028\u2029', 'a\\nb\\r\\u2028\\u2029'],
    ['control characters', '\u0000\t\u001b[31m\u007f\u0085\u009b', '\\u0000\\t\\u001b[31m\\u007f\\u0085\\u009b'],
    ['invisible characters', '\u00ad\u200b\ufeff\u{e0041}', '\\u00ad\\u200b\\ufeff\\u{e0041}'],
    ['fillers and joiners that display as nothing', 'a\u034f\u115f\u3164b', 'a\\u034f\\u115f\\u3164b'],
    ['joiners and variation selectors after nothing', '\u200d \ufe0f', '\\u200d \\ufe0f'],
    ['bidirectional controls', '\u202eabc\u2066', '\\u202eabc\\u2066'],
    ['unpaired surrogates', 'a\ud83d \ude00', 'a\\ud83d \\ude00'],
  ])('escapes %s', (_, text, shown) => {
    expect(show(text)).toBe(`'${shown}'`);
  });

  test.each(['Größe', '名前', '👩‍👩‍👧', 'نامه‌ای', '❤\ufe0f'])(
    'keeps letters, and the joiners and variation selectors after them: %s',
    (text) => {
      expect(show(text)).toBe(`'${text}'`);
    },
  );

  test.each([
    ['80 characters', 'x'.repeat(80), 'x'.repeat(80)],
    ['81 characters', 'x'.repeat(81), `${'x'.repeat(80)}… (81 characters)`],
    ['a surrogate pair at the limit', `${'x'.repeat(78)}😀y`, `${'x'.repeat(78)}😀… (81 characters)`],
    ['a surrogate pair across the limit', `${'x'.repeat(79)}😀`, `${'x'.repeat(79)}… (81 characters)`],
    ['tokens, which are shorter as they are shown', variable.stringValue.repeat(5), '<token>'.repeat(5)],
  ])('cuts text after 80 characters: %s', (_, text, shown) => {
    expect(show(text)).toBe(`'${shown}'`);
  });

  test.each([
    ['five elements', [1, 2, 3, 4, 5], '[ 1, 2, 3, 4, 5 ]'],
    ['six elements', [1, 2, 3, 4, 5, 6], '[ 1, 2, 3, 4, 5, ... 1 more item ]'],
    ['nested lists', [[1], [[2]]], '[ [ 1 ], [ [Array] ] ]'],
    ['nested structs', { a: { b: { c: 1 } } }, '{ a: { b: [Object] } }'],
  ])('cuts lists after five elements, and nested values after two levels: %s', (_, value, shown) => {
    expect(show(value)).toBe(shown);
  });

  test('cuts a list that contains itself', () => {
    const list: unknown[] = [];
    list.push(list);
    expect(show(list)).toBe('[ [ [Array] ] ]');
  });

  test.each<[string, unknown]>([
    [
      'an object with many fields',
      Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index])),
    ],
    ['an object with a long text', { a: 'x'.repeat(100_000) }],
    ['an object with line breaks', { 'a\nb': 'c\nd' }],
    ['an error with a stack trace', new Error('a\nb')],
  ])('formats %s on one short line', (_, value) => {
    expect(show(value)).toMatch(/^.{1,110}$/);
  });

  test.each<[string, unknown, string]>([
    ['a token of any type', variable.value, '<token>'],
    ['a number token', variable.numberValue, '<token>'],
    ['a lazy value', Lazy.anyValue({ produce: () => 5 }), '<token>'],
    ['a text token', variable.stringValue, "'<token>'"],
    ['tokens in text', `a ${variable.stringValue} ${variable.numberValue}`, "'a <token> <token>'"],
    ['a list token', variable.listValue, "[ '<token>' ]"],
    ['nested tokens', { a: [variable.value, variable.numberValue] }, '{ a: [ <token>, <token> ] }'],
    ['not an expression that the user wrote', '${var.name}', "'${var.name}'"],
  ])('replaces tokens: %s', (_, value, shown) => {
    expect(show(value)).toBe(shown);
  });

  test('formats a construct as its path', () => {
    expect(show(organization())).toBe("construct 'stack/Organization'");
    expect(show({ dependsOn: [organization()] })).toBe("{ dependsOn: [ construct 'stack/Organization' ] }");
  });
});

describe('isBlank', () => {
  test.each([
    ['no characters', ''],
    ['white space', ' \n\u00a0\u3000'],
    ['format characters', '\u200b\u202e\u{e0041}'],
    ['variation selectors', '\ufe0f\u{e0100}\u180b'],
    ['the combining grapheme joiner', '\u034f'],
    ['fillers', '\u115f\u1160\u17b4\u3164\uffa0'],
    ['reserved code points that display as nothing', '\u2065\u{e0fff}'],
    ['the blank Braille pattern', '\u2800'],
  ])('is true for %s', (_, text) => {
    expect(isBlank(text)).toBe(true);
  });

  test.each(['x', '0', '\u200bx', '\u3164한', '❤\ufe0f', '\u2801', '\ud800'])('is false for %j', (text) => {
    expect(isBlank(text)).toBe(false);
  });
});

describe('surrogateProblem', () => {
  test.each([
    ['high', 'a\ud83d', 1],
    ['low', '😀\ude00', 2],
  ])('reports an unpaired %s surrogate with its position', (_, text, position) => {
    expect(surrogateProblem(text)).toEqual({
      problem: `contains an unpaired surrogate at position ${position}, which UTF-8 cannot represent`,
      fix: 'Use the complete character',
    });
  });

  test.each(['', 'a', '😀'])('accepts %j', (text) => {
    expect(surrogateProblem(text)).toBeUndefined();
  });
});

describe('checkReason', () => {
  const check = (reason: string | undefined) => () => {
    checkReason(reason, 'Explain it');
  };

  test.each([
    [undefined, 'reason is required. Explain it.'],
    ['', "reason '' is blank. Explain it."],
    ['\ufe0f\u034f', "reason '\\ufe0f\\u034f' is blank. Explain it."],
    [
      'PLAT-1 \ud83d',
      "reason 'PLAT-1 \\ud83d' contains an unpaired surrogate at position 7, which UTF-8 cannot represent. Use the complete character.",
    ],
  ])('rejects %j', (reason, message) => {
    expect(check(reason)).toThrow(new Error(message));
  });

  test.each(['PLAT-1', '😀', '${var.reason}'])('accepts %j', (reason) => {
    expect(check(reason)).not.toThrow();
  });
});

describe('formatFinding', () => {
  const finding = { prop: 'name', problem: 'is blank', fix: 'Use another one' };

  test('joins the prop, the received value, its source, the problem and the fix', () => {
    expect(formatFinding({ ...finding, received: "' '" }, "(from blueprint 'company')")).toBe(
      "name ' ' (from blueprint 'company') is blank. Use another one.",
    );
  });

  test('omits a received value and a source that are absent', () => {
    expect(formatFinding(finding)).toBe('name is blank. Use another one.');
  });

  test('adds no full stop to a question', () => {
    expect(formatFinding({ ...finding, fix: 'Did you mean authDomain?' })).toBe(
      'name is blank. Did you mean authDomain?',
    );
  });
});

describe('throwProblems', () => {
  test('throws all problems in one error', () => {
    expect(() => {
      throwProblems("'stack/Organization'", ['name is blank.', 'mfa is not a struct.']);
    }).toThrow(new Error("Invalid props of 'stack/Organization':\n  name is blank.\n  mfa is not a struct."));
  });

  test('does nothing without problems', () => {
    expect(() => {
      throwProblems('OrganizationBlueprint', []);
    }).not.toThrow();
  });
});
