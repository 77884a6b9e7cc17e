const config = require('./jest.config.cjs');

/** The configuration of `npm run test:engine`. */
/** @type {import('jest').Config} */
module.exports = {
  ...config,
  roots: ['<rootDir>/test/engine'],
  testPathIgnorePatterns: [],
  globalSetup: '<rootDir>/test/engine/prepare.ts',
  reporters: ['default', '<rootDir>/test/engine/skipped-reporter.cjs'],
  // Each command of an engine takes seconds.
  testTimeout: 120_000,
};
