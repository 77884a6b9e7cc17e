const config = require('./jest.config.cjs');

/** The tests with a real engine: `npm run test:engine`. */
/** @type {import('jest').Config} */
module.exports = {
  ...config,
  roots: ['<rootDir>/test/engine'],
  testPathIgnorePatterns: [],
  globalSetup: '<rootDir>/test/engine/prepare.ts',
  // An engine's command takes seconds.
  testTimeout: 120_000,
};
