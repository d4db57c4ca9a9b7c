import { setTimeout as delay } from 'node:timers/promises'
import { type ApiClient, type Execution, executionSchema } from '../api-client.ts'
import type { CliContext } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'

const ENDED = new Set(['completed', 'failed', 'cancelled'])
const LONGEST_POLL_MS = 2_000

/** Waits for the end of an execution and prints it, or prints its id; returns the exit code. */
export async function printEnd(
  context: CliContext,
  executionId: string,
  { limit, wait }: { limit: number; wait: boolean },
): Promise<number> {
  if (!wait) {
    context.print(executionId)
    return 0
  }
  const execution = await waitForEnd(context.api, executionId, limit)
  context.print(JSON.stringify(execution, null, 2))
  if (execution.status === 'completed') return 0
  for (const [nodeId, { error }] of Object.entries(execution.nodeResults)) {
    if (error) context.note(`${nodeId}: ${error.message} (${error.code})`)
  }
  return 1
}

async function waitForEnd(api: ApiClient, executionId: string, limitMs: number): Promise<Execution> {
  const deadline = Date.now() + limitMs
  for (let pause = 50; ; pause = Math.min(pause * 1.5, LONGEST_POLL_MS)) {
    const execution = await api.call(executionSchema, 'GET', `/executions/${executionId}`)
    if (ENDED.has(execution.status)) return execution
    if (Date.now() > deadline) {
      throw new CliError(
        `Execution ${executionId} is still ${execution.status} after ${limitMs / 1_000} s; it goes on.`,
      )
    }
    await delay(pause)
  }
}
