import { startedSchema } from '../api-client.ts'
import type { Command } from '../cli-context.ts'
import { isFile } from '../load-workflow.ts'
import { printEnd } from './print-end.ts'
import { pushFile } from './push.ts'
import { readOptions } from './read-options.ts'
import { readInput, readSeconds } from './read-values.ts'

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
  return printEnd(context, executionId, { limit, wait: !values['no-wait'] })
}
