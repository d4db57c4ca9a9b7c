import { spawn } from 'node:child_process'
import { Problem } from './problem.mjs'
import { ownGroup, signalGroup } from './process-group.mjs'

const KEPT_OUTPUT = 64 * 1024
const running = new Set()

/**
 * Runs a program to its end and gives its output.
 * @param {string} program
 * @param {string[]} args
 * @param {{
 *   cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, shell?: boolean,
 *   failure: string, todo?: string, lines?: number,
 * }} options `failure`: the sentence when it ends with anything but 0. `show`: its output goes to the terminal as it comes.
 * @returns {Promise<string>}
 * @throws {Problem} with the last lines of the output
 */
export function runCommand(program, args, { cwd, env, show = false, shell = false, failure, todo, lines = 25 }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      shell,
      ...ownGroup,
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    let output = ''
    const keep = (chunk) => {
      output = (output + chunk).slice(-KEPT_OUTPUT)
    }
    child.stdout?.setEncoding('utf8').on('data', keep)
    child.stderr?.setEncoding('utf8').on('data', keep)
    child.once('error', (cause) => {
      running.delete(child)
      reject(new Problem(failure, { todo, evidence: cause.message, cause }))
    })
    child.once('close', (code, signal) => {
      running.delete(child)
      if (code === 0) resolve(output)
      else {
        const end = signal === null ? `ended with code ${code}` : `was ended by ${signal}`
        const evidence = [...output.trim().split('\n').slice(-lines), `(${end})`].join('\n').trim()
        reject(new Problem(failure, { todo, evidence }))
      }
    })
  })
}

/** Ends the programs that runCommand has running. @param {NodeJS.Signals} signal */
export function endCommands(signal = 'SIGTERM') {
  for (const child of running) signalGroup(child, signal)
}
