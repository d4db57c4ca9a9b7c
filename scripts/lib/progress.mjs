import { Problem } from './problem.mjs'

const isTerminal = process.stdout.isTTY === true
const paint = (code) => (text) => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text)
const dim = paint(2)
const bold = paint(1)
const green = paint(32)
const red = paint(31)

/** @param {number} milliseconds */
export function formatDuration(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`
}

/**
 * Announces a piece of work, does it and says how long it took. The work may return a string that is shown beside it.
 * @template T
 * @param {string} title
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const start = performance.now()
  if (isTerminal) process.stdout.write(dim(`  … ${title}`))
  try {
    const result = await work()
    const note = typeof result === 'string' ? `, ${result}` : ''
    finish(`  ${green('✓')} ${title} ${dim(`(${formatDuration(performance.now() - start)}${note})`)}`)
    return result
  } catch (error) {
    finish(`  ${red('✗')} ${title}`)
    throw error
  }
}

/** @param {string} text */
export function say(text) {
  console.log(text)
}

/** @param {string} text */
export function heading(text) {
  console.log(`\n${bold(text)}`)
}

/** Prints a problem as a person should see it; other errors with their stack. @param {unknown} error */
export function sayProblem(error) {
  if (!(error instanceof Problem)) {
    console.error(`\n${red('✗')} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    return
  }
  const evidence = error.evidence ? `\n${error.evidence.replace(/^/gm, dim('  | '))}` : ''
  const todo = error.todo ? `\n  ${error.todo}` : ''
  console.error(`\n${red('✗')} ${error.message}${evidence}${todo}\n`)
}

function finish(line) {
  process.stdout.write(isTerminal ? `\r\u001b[2K${line}\n` : `${line}\n`)
}
