import { rmSync } from 'node:fs'
import { countTests } from './count-tests.mjs'
import { installPackages } from './install-packages.mjs'
import { Problem } from './problem.mjs'
import { formatDuration, heading, say, sayProblem } from './progress.mjs'
import { runUntilStopped } from './run-until-stopped.mjs'
import { testParts } from './test-parts.mjs'

/**
 * `npm test`: sees to what the tests need, runs all parts (or the named ones) up to the first that fails, and ends with
 * one line that counts the tests.
 * @param {string[]} names
 */
export function runTests(names) {
  return runUntilStopped(async (launcher) => {
    const parts = choose(names)
    await installPackages()
    const durations = []
    let failure
    for (const part of parts) {
      if (part.results !== undefined) rmSync(part.results, { force: true })
      heading(part.title)
      const start = performance.now()
      try {
        await part.run()
      } catch (error) {
        failure = { part, error }
        break
      }
      durations.push(`  ✓ ${part.title} (${formatDuration(performance.now() - start)})`)
      say(durations.at(-1))
    }
    // Its own report of the end was asked for; the counts of a run that was cut off would mislead.
    if (launcher.ended.aborted) return 'done'
    heading('Summary')
    for (const line of durations) say(line)
    report(parts, failure)
    return 'done'
  })
}

function choose(names) {
  const unknown = names.filter((name) => !testParts.some((part) => part.name === name))
  if (unknown.length > 0) {
    throw new Problem(`There is no part of the tests named ${unknown.join(', ')}.`, {
      todo: `The parts are ${testParts.map((part) => part.name).join(', ')}.`,
    })
  }
  return names.length === 0 ? testParts : testParts.filter((part) => names.includes(part.name))
}

function report(parts, failure) {
  let passed = 0
  let failed = 0
  for (const { results } of parts) {
    if (results === undefined) continue
    const counts = countTests(results)
    passed += counts.passed
    failed += counts.failed
  }
  if (failure !== undefined) {
    say(`  ✗ ${failure.part.title}`)
    sayProblem(failure.error)
    process.exitCode = 1
    // A part can fail without a failed test: lint, types, a runner that does not start.
    failed = Math.max(failed, 1)
  }
  const ranTests = failure !== undefined || parts.some((part) => part.results !== undefined)
  if (ranTests) say(`${passed} passed, ${failed} failed`)
}
