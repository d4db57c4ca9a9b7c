import {
  type ChildResult,
  defineExecutor,
  type ExecutionContext,
  type ExecutionResult,
  UnrecoverableNodeError,
} from '@spane/node-sdk'
import { childFailure } from '../child-failure.ts'
import { describe } from '../compare.ts'
import { forEachDescription } from './description.ts'

/** Results read at once: an item's output may be large. */
const PAGE = 500

export const forEachExecutor = defineExecutor(forEachDescription, async (context): Promise<ExecutionResult> => {
  const { nodeConfig, inputData, resumed, log } = context
  const { workflowId, concurrency, onItemFailure } = nodeConfig
  const stop = onItemFailure === 'stop'
  if (!resumed) {
    const inputs = itemsOf(nodeConfig.items ?? inputData)
    log('info', `${inputs.length} ${inputs.length === 1 ? 'item' : 'items'}, ${concurrency} at the same time`)
    return { success: true, children: { workflowId, inputs, concurrency, stopOnFailure: stop } }
  }
  const collected: unknown[] = []
  for await (const child of readAll(context)) collected.push(stop ? outputOf(child) : describeChild(child))
  return { success: true, data: collected }
})

function itemsOf(items: unknown): unknown[] {
  if (Array.isArray(items)) return items
  throw new UnrecoverableNodeError(`The items are ${describe(items)}, and not a list.`, { code: 'ITEMS_NOT_LIST' })
}

async function* readAll({ readChildren, signal }: Pick<ExecutionContext, 'readChildren' | 'signal'>) {
  for (let from = 0; ; from += PAGE) {
    signal.throwIfAborted()
    const page = await readChildren({ from, limit: PAGE })
    yield* page
    if (page.length < PAGE) return
  }
}

/** Items that were never begun come after the failed one: what is thrown is what stopped them. */
function outputOf(child: ChildResult): unknown {
  if (child.status !== 'completed') throw childFailure(child, `Item ${child.index}: `)
  return child.output ?? null
}

function describeChild({ status, output, error }: ChildResult): unknown {
  return status === 'completed' ? { status, output: output ?? null } : { status, ...(error && { error }) }
}
