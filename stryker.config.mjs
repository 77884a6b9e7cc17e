import { fileURLToPath } from 'node:url';

/**
 * Prose of the tables, which only the generated documentation uses and `npm run docs -- --check` compares. Stryker runs
 * jest only and would report these texts as untested. Messages for users are not among them.
 */
const PROSE_PROPERTIES = ['limitsSource', 'notationSource', 'purpose', 'rationale', 'source', 'statement'];
/** Members of closed sets, where the compiler rejects any other. */
const TYPED_PROPERTIES = ['evidence', 'limit', 'severity'];
/** Constants that only such properties use. */
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

/** This file is also the plugin. */
export const strykerPlugins = [{ kind: 'Ignore', name: 'prose', value: prose }];

/** The options to which scripts/test-mutation.mjs adds the files to mutate and the tests to run. */
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner', fileURLToPath(import.meta.url)],
  ignorers: ['prose'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // On a busy machine, tests are slow without being endless loops.
  timeoutMS: 20_000,
  ignorePatterns: ['.git', '.jsii', 'bindings', 'cdktf.out', 'coverage', 'dist', '*.tfstate'],
};
