import { Construct } from 'constructs';
import { creationOf, recordCreation } from '../../lib/values/creation';

/** A construct that was created with a stack of these lines, after the frame of the library. */
function constructWith(
  frames: readonly string[],
  own = '    at recordCreation (/library/values/creation.ts:8:9)',
): Construct {
  const construct = new Construct(undefined as never, '');
  recordCreation(construct);
  const error = Object.getOwnPropertySymbols(construct)
    .map((key) => (construct as unknown as Record<symbol, unknown>)[key])
    .find((value) => value instanceof Error) as Error;
  error.stack = ['Error: created here', own, ...frames].join('\n');
  return construct;
}

test('the position is that of the caller outside of the library', () => {
  const construct = new Construct(undefined as never, '');
  const { stack = '' } = new Error('here');
  recordCreation(construct);
  const line = Number(/creation\.test\.ts:(\d+)/.exec(stack)?.[1]);
  expect(creationOf(construct)).toEqual({ file: __filename, line: line + 1, column: expect.any(Number) as number });
});

test('a construct whose creation was not recorded has none', () => {
  expect(creationOf(new Construct(undefined as never, ''))).toBeUndefined();
});

test.each<[string, string, string, number, number]>([
  ['a function', '    at main (/app/main.ts:3:5)', '/app/main.ts', 3, 5],
  ['the top level', '    at /app/main.ts:30:50', '/app/main.ts', 30, 50],
  ['a constructor', '    at new Widget (/app/main.ts:3:5)', '/app/main.ts', 3, 5],
  ['a method', '    at Widget.add [as create] (/app/main.ts:3:5)', '/app/main.ts', 3, 5],
  ['an asynchronous function', '    at async main (/app/main.ts:3:5)', '/app/main.ts', 3, 5],
  ['an ES module', '    at file:///app/with%20space/main.mjs:3:5', '/app/with space/main.mjs', 3, 5],
  ['a path with parentheses', '    at main (/app (1)/main.ts:3:5)', '/app (1)/main.ts', 3, 5],
  ['Windows', '    at main (C:\\app\\main.ts:3:5)', 'C:\\app\\main.ts', 3, 5],
])('the position is read from a frame of %s', (_, frame, file, line, column) => {
  expect(creationOf(constructWith([frame]))).toEqual({ file, line, column });
});

test.each<[string, string]>([
  ['the library', '    at new ZeroTrustOrganization (/library/zero-trust-organization.ts:1:1)'],
  ['packages', '    at create (/app/node_modules/company/index.js:1:1)'],
  ['packages on Windows', '    at create (C:\\app\\node_modules\\company\\index.js:1:1)'],
  [
    'the runtime of Python',
    '    at run (/app/.venv/lib/python3.12/site-packages/jsii/_embedded/jsii/lib/program.js:1:1)',
  ],
  ['Node.js', '    at Module._compile (node:internal/modules/cjs/loader:1521:14)'],
  ['built-in functions', '    at Array.map (<anonymous>)'],
  ['evaluated code', '    at eval (eval at main (/app/other.ts:1:1), <anonymous>:1:1)'],
  ['bundlers', '    at main (webpack://app/main.ts:1:1)'],
])('frames of %s are skipped', (_, frame) => {
  expect(creationOf(constructWith([frame, '    at main (/app/main.ts:3:5)']))).toMatchObject({ file: '/app/main.ts' });
  expect(creationOf(constructWith([frame]))).toBeUndefined();
});

test('in an app that is bundled into one file with the library, there is none', () => {
  const own = '    at recordCreation (/app/bundle.js:1:1)';
  expect(creationOf(constructWith(['    at main (/app/bundle.js:3:5)'], own))).toBeUndefined();
});

test('without frames, there is none', () => {
  expect(creationOf(constructWith([], ''))).toBeUndefined();
});
