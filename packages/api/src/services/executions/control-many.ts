import type { ItemResult } from '../../contract.ts'
import { describeError } from '../../errors/describe-error.ts'
import type { CancelExecutionsInput, RerunExecutionsInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { rerunExecution } from './rerun-execution.ts'

/** Re-runs at the same time. */
const AT_ONCE = 20

/** Cancels many executions, each by itself: one that has ended already keeps no other from being cancelled. */
export async function cancelExecutions(
  { engine }: ServiceContext,
  { ids }: CancelExecutionsInput,
): Promise<{ items: ItemResult[] }> {
  const results = await engine.cancelMany(ids)
  const items = results.map((result, index): ItemResult => {
    const id = ids[index] as string
    return result.ok ? { id, executionId: id } : { id, problem: result.error }
  })
  return { items }
}

/** Runs many executions again as a whole, each by itself. */
export async function rerunExecutions(
  context: ServiceContext,
  { ids, version }: RerunExecutionsInput,
): Promise<{ items: ItemResult[] }> {
  const items: ItemResult[] = []
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const part = ids.slice(from, from + AT_ONCE).map(async (id): Promise<ItemResult> => {
      try {
        return { id, ...(await rerunExecution(context, { id, version })) }
      } catch (error) {
        const described = describeError(error)
        if (!described) throw error
        return { id, problem: described.data.problem }
      }
    })
    items.push(...(await Promise.all(part)))
  }
  return { items }
}
