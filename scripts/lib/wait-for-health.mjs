import { setTimeout as delay } from 'node:timers/promises'
import { Problem } from './problem.mjs'

/**
 * Waits until the product says that all of it answers.
 * @param {string} url of `/health`
 * @param {{ patience: number, signal: AbortSignal }} options `signal`: aborts with the problem that ended the start
 */
export async function waitForHealth(url, { patience, signal }) {
  const deadline = Date.now() + patience
  let last = 'it did not answer'
  while (Date.now() < deadline) {
    signal.throwIfAborted()
    try {
      const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) })
      const body = await answer.text()
      if (answer.ok) return
      last = `it answered ${answer.status}: ${body.slice(0, 500)}`
    } catch (error) {
      signal.throwIfAborted()
      last = `it did not answer (${error.cause?.code ?? error.message})`
    }
    await delay(100, undefined, { signal }).catch(() => undefined)
  }
  signal.throwIfAborted()
  throw new Problem(`The product was not ready within ${patience / 1000} s.`, {
    evidence: `${url}: ${last}`,
    todo: 'The log files in the data dir (logs/web.log, logs/worker.log) may say more.',
  })
}
