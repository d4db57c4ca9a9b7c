import { existsSync, readFileSync } from 'node:fs'

/**
 * Counts the tests in a report of Vitest or Playwright (both JSON); a missing or broken report counts none.
 * @param {string} file
 * @returns {{ passed: number, failed: number }}
 */
export function countTests(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0 }
  let report
  try {
    report = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { passed: 0, failed: 0 }
  }
  if (report.stats !== undefined) {
    return { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected }
  }
  return { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0 }
}
