import { sayProblem } from './progress.mjs'
import { endCommands } from './run-command.mjs'
import { watchNpm } from './watch-npm.mjs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * What a launcher is given. `onStop` adds what must be undone at the end, `fail` ends everything for a reason, `ended`
 * aborts when the end has begun.
 * @typedef {object} Launcher
 * @property {(undo: (options: { force: AbortSignal }) => Promise<void> | void) => void} onStop
 * @property {(problem: unknown) => void} fail
 * @property {AbortSignal} ended
 */

/**
 * The frame of a launcher: runs it until a signal, a problem or its own end, and takes down what it built, last first.
 * A second signal takes it down with force. Always ends the process: nothing is left running.
 * @param {(launcher: Launcher) => Promise<'stay' | 'done'>} launch
 */
export async function runUntilStopped(launch) {
  const undoing = []
  const ended = new AbortController()
  const force = new AbortController()
  let exitCode = 0
  let stoppedBySignal = false
  let finish
  const finished = new Promise((resolve) => {
    finish = resolve
  })

  const fail = (error) => {
    if (ended.signal.aborted) return
    exitCode = 1
    sayProblem(error)
    ended.abort(error)
    finish()
  }
  let firstSignalAt
  const onSignal = (signal) => {
    if (firstSignalAt === undefined) {
      firstSignalAt = Date.now()
      stoppedBySignal = !ended.signal.aborted
      if (stoppedBySignal) ended.abort(new Error(`stopped by ${signal}`))
      endCommands()
      finish()
      return
    }
    // npm passes on the signal that the terminal has sent to everyone already: one Ctrl-C arrives twice.
    if (Date.now() - firstSignalAt > 500) force.abort()
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
  const endWatch = watchNpm(() => onSignal('SIGTERM'))

  launch({ onStop: (undo) => undoing.push(undo), fail, ended: ended.signal }).then(
    (outcome) => {
      if (outcome === 'done') finish()
    },
    (error) => {
      if (!stoppedBySignal) fail(error)
    },
  )
  await finished
  endWatch()
  if (stoppedBySignal) console.log('\n  Stopping …')
  for (const undo of undoing.reverse()) {
    try {
      await undo({ force: force.signal })
    } catch (error) {
      exitCode = 1
      sayProblem(error)
    }
  }
  if (stoppedBySignal) console.log('  Stopped.')
  process.exit(exitCode || process.exitCode)
}
