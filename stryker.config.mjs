import { fileURLToPath } from 'node:url';

/**
 * Prose of the tables: nothing but the generated pages in docs/ reads it, and `npm run docs -- --check` compares
 * these. Stryker runs jest only, and would call each of these texts untested. Messages for users are not among them.
 */
const PROSE_PROPERTIES = ['guards', 'limitsSource', 'purpose', 'source', 'statement', 'unitsSource', 'why'];
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
      (path.isObjectProperty() && PROSE_PROPERTIES.includes(path.node.key.name)) ||
      (path.isVariableDeclarator() && PROSE_CONSTANTS.includes(path.node.id.name));
    return isProse ? 'prose of the generated documentation, which npm run docs -- --check compares' : undefined;
  },
};

/** This file is a plugin too. */
export const strykerPlugins = [{ kind: 'Ignore', name: 'prose', value: prose }];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner', fileURLToPath(import.meta.url)],
  ignorers: ['prose'],
  jest: {
    configFile: 'jest.config.cjs',
    config: { runner: '<rootDir>/stryker.runner.cjs' },
    // Jest looks for related tests in its roots only, and lib/ is none: it would leave tests out.
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A busy machine is no endless loop, and most of these are found by counting.
  timeoutMS: 60_000,
  timeoutFactor: 6,
  // The public face only exports.
  mutate: ['lib/**/*.ts', '!lib/index.ts'],
  ignorePatterns: ['.git', '.jsii', 'bindings', 'cdktf.out', 'coverage', 'dist', '*.tfstate'],
  reporters: ['clear-text', 'html', 'json', ...(process.env.CI ? [] : ['progress-append-only'])],
  htmlReporter: { fileName: 'reports/mutation/mutation.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  // Only with --incremental: it does not see changes in the helpers of the tests.
  incrementalFile: 'reports/mutation/incremental.json',
  thresholds: { high: 95, low: 90, break: 90 },
};
