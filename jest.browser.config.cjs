const config = require('./jest.config.cjs');

/** The configuration of `npm run test:browser`. */
/** @type {import('jest').Config} */
module.exports = {
  ...config,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: [],
  // Starting a browser takes many seconds on a slow machine.
  testTimeout: 60_000,
};
