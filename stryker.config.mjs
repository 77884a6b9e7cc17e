import { fileURLToPath } from 'node:url';

/**
 * Prose of the tables: nothing but the generated pages in docs/ reads it, and `npm run docs -- --check` compares
 * these. Stryker runs jest only, and would call each of these texts untested. Messages for users are not among them.
 */
const PROSE_PROPERTIES = ['guards', 'limitsSource', 'purpose', 'source', 'statement', 'unitsSource', 'why'];
/** Words of a closed set: the compiler refuses any other. */
const TYPED_PROPERTIES = ['demand', 'leastIs', 'mostIs', 'severity'];
/** Constants that only such properties hold. */
const PROSE_CONSTANTS = [
  'HCL',
  'MFA_DOCUMENTATION',
  'PROTECTION_DOCUMENTATION',
  'REQUIRED_SCHEMA',
  'SEAT_DOCUMENTATION',
  'SESSION_DOCUMENTATION',
  'UPDATE_CALL',
];

const prose = {
  shouldIgnore(path) {
    const isProse =
      (path.isObjectProperty() && [...PROSE_PROPERTIES, ...TYPED_PROPERTIES].includes(path.node.key.name)) ||
      (path.isVariableDeclarator() && PROSE_CONSTANTS.includes(path.node.id.name));
    return isProse ? 'checked by npm run docs -- --check, or by the compiler' : undefined;
  },
};

/** This file is a plugin too. */
export const strykerPlugins = [{ kind: 'Ignore', name: 'prose', value: prose }];

/** What scripts/test-mutation.mjs starts from: it adds the files to mutate, and the tests to run. */
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner', fileURLToPath(import.meta.url)],
  ignorers: ['prose'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A busy machine is no endless loop.
  timeoutMS: 20_000,
  ignorePatterns: ['.git', '.jsii', 'bindings', 'cdktf.out', 'coverage', 'dist', '*.tfstate'],
};
