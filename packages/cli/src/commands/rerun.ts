import { startedSchema } from '../api-client.ts'
import type { Command } from '../cli-context.ts'
import { printEnd } from './print-end.ts'
import { readOptions } from './read-options.ts'
import { readInput, readSeconds } from './read-values.ts'

/** Starts a new execution from one that there is, the whole or from a node on, and waits for its end. */
export const rerun: Command = async (args, context) => {
  const { values, positionals } = readOptions(
    args,
    {
      from: { type: 'string' },
      to: { type: 'string' },
      input: { type: 'string' },
      latest: { type: 'boolean' },
      timeout: { type: 'string', default: '300' },
      'no-wait': { type: 'boolean' },
    },
    'the id of an execution',
  )
  const [id = ''] = positionals
  const limit = readSeconds(values.timeout)
  const body = {
    ...(values.from !== undefined && { fromNodeId: values.from }),
    ...(values.to !== undefined && { toNodeId: values.to }),
    ...(values.input !== undefined && { input: readInput(values.input) }),
    version: values.latest ? 'latest' : 'original',
  }
  const path = `/executions/${encodeURIComponent(id)}/rerun`
  const { executionId } = await context.api.call(startedSchema, 'POST', path, { body })
  return printEnd(context, executionId, { limit, wait: !values['no-wait'] })
}
