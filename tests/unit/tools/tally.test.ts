import { describe, expect, it } from 'vitest';
import { lastLine, tallyReport } from '../../../tools/test/tally.mjs';

describe('tallyReport', () => {
  it('takes the numbers of the report', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [],
    };
    expect(tallyReport(report, 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });

  it('counts a file that would not load', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ];
    expect(tallyReport({ numPassedTests: 1, testResults }, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it.each([
    ['there is no report', undefined, 1],
    ['the runner died without a word', undefined, 0],
    ['no test was found', { testResults: [] }, 0],
    ['an error happened outside any test', { numPassedTests: 3, testResults: [] }, 1],
  ])('is a failure when %s', (_what, report, exitCode) => {
    expect(tallyReport(report, exitCode).failed).toBe(1);
  });
});

describe('lastLine', () => {
  it('names skipped tests only when there are some', () => {
    expect(lastLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(lastLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });
});
