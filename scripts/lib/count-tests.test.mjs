import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { countTests } from './count-tests.mjs'

const directory = mkdtempSync(join(tmpdir(), 'spane-count-'))
afterAll(() => rmSync(directory, { recursive: true }))
const file = join(directory, 'report.json')

it.each([
  ['of Vitest', { numPassedTests: 5, numFailedTests: 2 }, { passed: 5, failed: 2 }],
  ['of Playwright', { stats: { expected: 3, flaky: 1, unexpected: 1 } }, { passed: 4, failed: 1 }],
])('counts a report %s', (_, report, counts) => {
  writeFileSync(file, JSON.stringify(report))
  expect(countTests(file)).toEqual(counts)
})

it('counts nothing in a report that is cut off or missing', () => {
  writeFileSync(file, '{"stats":')
  expect(countTests(file)).toEqual({ passed: 0, failed: 0 })
  expect(countTests(`${file}.none`)).toEqual({ passed: 0, failed: 0 })
})
