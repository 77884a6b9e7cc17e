const config = require('./jest.config.cjs');

/** The tests with a real browser: `npm run test:browser`. */
/** @type {import('jest').Config} */
module.exports = {
  ...config,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: [],
  // Nothing here synthesizes.
  setupFilesAfterEnv: [],
  // A browser starts in seconds, and a slow machine takes many.
  testTimeout: 60_000,
};
