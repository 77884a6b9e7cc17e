/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  // These run with jest.engine.config.cjs and jest.browser.config.cjs.
  testPathIgnorePatterns: ['<rootDir>/test/engine/', '<rootDir>/test/browser/'],
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/temporary-directory.ts',
  globalTeardown: '<rootDir>/test/remove-temporary-directory.ts',
  maxWorkers: '100%',
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  moduleNameMapper: { '^cdktf-cloudflare-zero-trust$': '<rootDir>/lib/index.ts' },
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/bindings/',
    '<rootDir>/packages/',
    '<rootDir>/.stryker-tmp/',
  ],
  collectCoverageFrom: ['lib/**/*.ts'],
  coverageProvider: 'babel',
  coverageReporters: ['text', 'json-summary'],
  coverageThreshold: { global: { lines: 100, branches: 95 } },
};
