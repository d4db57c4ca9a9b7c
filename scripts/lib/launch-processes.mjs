import { join } from 'node:path'
import { Problem } from './problem.mjs'
import { SupervisedProcess } from './supervised-process.mjs'
import { waitForHealth } from './wait-for-health.mjs'

// Longer than the time that a worker gives its running nodes, so that it can still hand back what did not finish.
const STOP_GRACE = 40_000
const START_PATIENCE = 90_000

/**
 * Starts the processes of the product, sees to their end, and resolves once the product answers. One that dies before is a
 * problem, with the last lines that it wrote; one that dies later is started again.
 * @param {{
 *   programs: { name: string, file: string, cwd: string, args?: string[] }[],
 *   env: NodeJS.ProcessEnv, dataDir: string, url: string, launcher: import('./run-until-stopped.mjs').Launcher,
 * }} options
 * @returns {Promise<SupervisedProcess[]>}
 * @throws {Problem}
 */
export async function launchProcesses({ programs, env, dataDir, url, launcher }) {
  const starting = new AbortController()
  let started = false
  const processes = programs.map((program) => {
    const logFile = join(dataDir, 'logs', `${program.name}.log`)
    const onDeath = (description) => {
      if (started) return
      supervised.kill()
      starting.abort(
        new Problem(`The ${program.name} process ${description} while it started.`, {
          evidence: supervised.lastLines,
          todo: `All that it wrote is in ${logFile}.`,
        }),
      )
    }
    const supervised = new SupervisedProcess({ ...program, env, logFile, onDeath })
    return supervised
  })

  launcher.onStop(async ({ force }) => {
    const kill = () => {
      for (const supervised of processes) supervised.kill()
    }
    if (force.aborted) kill()
    force.addEventListener('abort', kill)
    await Promise.all(processes.map((supervised) => supervised.stop(STOP_GRACE)))
  })
  for (const supervised of processes) supervised.start()
  const signal = AbortSignal.any([starting.signal, launcher.ended])
  await waitForHealth(`${url}/health`, { patience: START_PATIENCE, signal })
  started = true
  return processes
}
