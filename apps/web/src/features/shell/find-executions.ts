import type { ExecutionListItem } from '@spane/api'

const WHOLE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** The least of an id that is looked for: fewer digits stand in half of them. */
const PART_OF_ID = /^[0-9a-f-]{4,}$/i

/** Whether a search may mean the id of an execution. */
export function looksLikeExecutionId(query: string): boolean {
  return PART_OF_ID.test(query.trim())
}

export interface FoundExecution {
  id: string
  workflowName: string | undefined
}

/** Executions that a whole id or a part of one names; one with a whole id need not be among the newest. */
export function findExecutions(newest: readonly ExecutionListItem[], query: string): FoundExecution[] {
  const text = query.trim().toLowerCase()
  if (!looksLikeExecutionId(text)) return []
  const found = newest.filter(({ id }) => id.includes(text)).map(({ id, workflowName }) => ({ id, workflowName }))
  if (found.length === 0 && WHOLE_ID.test(text)) return [{ id: text, workflowName: undefined }]
  return found.slice(0, 5)
}
