/** Lists the tests that were skipped, which jest only counts: not every engine and provider supports all of them. */
module.exports = class SkippedReporter {
  constructor(globalConfig) {
    // With a filter, jest reports all other tests as pending.
    this.isFiltered = Boolean(globalConfig.testNamePattern);
    this.skipped = [];
  }

  onTestResult(_test, { testResults }) {
    this.skipped.push(...testResults.filter(({ status }) => status === 'pending').map(({ fullName }) => fullName));
  }

  onRunComplete() {
    if (!this.isFiltered && this.skipped.length > 0) {
      console.log(['', 'Skipped with this engine and provider:', ...this.skipped.sort()].join('\n- '));
    }
  }
};
