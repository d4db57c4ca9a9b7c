import { setTimeout as delay } from 'node:timers/promises'
import { parseJsonText } from '@spane/workflow'
import { type ApiClient, type Execution, executionSchema, startedSchema } from '../api-client.ts'
import type { Command } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { isFile } from '../load-workflow.ts'
import { pushFile } from './push.ts'
import { readOptions } from './read-options.ts'

const ENDED = new Set(['completed', 'failed', 'cancelled'])
const LONGEST_POLL_MS = 2_000

/** Starts a workflow, published or of a file that is pushed first, and waits for its end. */
export const run: Command = async (args, context) => {
  const { values, positionals } = readOptions(
    args,
    {
      input: { type: 'string', default: '{}' },
      entry: { type: 'string' },
      key: { type: 'string' },
      timeout: { type: 'string', default: '300' },
      'no-wait': { type: 'boolean' },
    },
    'a file or the id of a workflow',
  )
  const [source = ''] = positionals
  const initialData = readInput(values.input)
  const limit = readSeconds(values.timeout)
  const id = isFile(source) ? await pushFile(source, context) : source
  const { executionId } = await context.api.call(
    startedSchema,
    'POST',
    `/workflows/${encodeURIComponent(id)}/execute`,
    {
      body: { initialData, ...(values.entry !== undefined && { entryNodeId: values.entry }) },
      ...(values.key !== undefined && { headers: { 'idempotency-key': values.key } }),
    },
  )
  if (values['no-wait']) {
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

function readInput(text: string): unknown {
  try {
    return parseJsonText(text)
  } catch (cause) {
    throw new CliError(`--input is no JSON: ${(cause as Error).message}`, { cause })
  }
}

function readSeconds(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text) * 1_000
  throw new CliError('--timeout is a number of seconds.')
}
