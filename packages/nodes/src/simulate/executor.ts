import { setTimeout as sleep } from 'node:timers/promises'
import { defineExecutor, NodeError } from '@spane/node-sdk'
import { simulateDescription } from './description.ts'

export const simulateExecutor = defineExecutor(
  simulateDescription,
  async ({ nodeConfig, inputData, signal, start, log }) => {
    const { durationMs, outcome, failures, message, output, ignoreStop } = nodeConfig
    log('info', `Start ${start}: takes ${durationMs} ms`)
    if (ignoreStop) await sleep(durationMs)
    else if (durationMs > 0 || signal.aborted) await sleepUnless(signal, durationMs)
    if (outcome === 'fail' || (outcome === 'fail-first' && start <= failures)) {
      throw new NodeError(message, { code: 'SIMULATED_FAILURE', details: { start } })
    }
    return { success: true, data: output ?? inputData }
  },
)

async function sleepUnless(signal: AbortSignal, ms: number): Promise<void> {
  try {
    await sleep(ms, undefined, { signal })
  } catch (error) {
    // The reason says why it was stopped; the timer's own error does not.
    throw signal.aborted ? signal.reason : error
  }
}
