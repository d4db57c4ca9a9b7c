import type { ExecutionPatch } from './execution-draft.ts'
import { isTerminal } from './state.ts'

/** How an execution can end. */
export type ExecutionEnd = 'completed' | 'failed' | 'cancelled'

/** The end of an execution. Times by the store's clock. */
export interface EndedExecution {
  /** What the tracer wanted to remember of it; null when it is not traced. */
  trace: string | null
  executionId: string
  workflowId: string
  status: ExecutionEnd
  createdAt: number
  endedAt: number
}

/** The end that a patch brings its execution to; undefined when it does not end it. */
export function describeEnd({ execution, events }: ExecutionPatch): EndedExecution | undefined {
  const { id, workflowId, status, trace, createdAt, endedAt } = execution
  if (endedAt === null || !isEnd(status)) return undefined
  const ends = events.some((event) => event.type === 'execution' && isTerminal(event.status))
  return ends ? { trace, executionId: id, workflowId, status, createdAt, endedAt } : undefined
}

function isEnd(status: ExecutionPatch['execution']['status']): status is ExecutionEnd {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}
