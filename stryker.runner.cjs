const { default: TestRunner } = require('jest-runner');

/**
 * Stops at the first test file that fails: one failing test kills a mutant, and Stryker cannot set jest's `bail`, which
 * would end its process. Jest begins with the files that failed in the last run, so the next mutant in a file usually
 * meets the test that kills it at once.
 */
module.exports = class FirstFailureRunner extends TestRunner {
  runTests(tests, watcher, options) {
    this.on('test-file-success', ([, result]) => {
      // In the run without mutants every test is wanted.
      if (result.numFailingTests > 0 && process.env.__STRYKER_ACTIVE_MUTANT__ !== undefined) {
        watcher.setState({ interrupted: true });
      }
    });
    return super.runTests(tests, watcher, options);
  }
};
