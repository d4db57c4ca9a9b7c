import type { ExecutionPatch } from './execution-draft.ts'
import { isTerminal } from './state.ts'

/** The end of a traced execution. Times by the store's clock. */
export interface TracedEnd {
  trace: string
  executionId: string
  workflowId: string
  status: 'completed' | 'failed' | 'cancelled'
  createdAt: number
  endedAt: number
}

/** What a tracer is told of an execution that a patch ends; undefined when it does not, or is not traced. */
export function describeTracedEnd({ execution, events }: ExecutionPatch): TracedEnd | undefined {
  const { id, workflowId, status, trace, createdAt, endedAt } = execution
  if (trace === null || endedAt === null || !isEnd(status)) return undefined
  const ends = events.some((event) => event.type === 'execution' && isTerminal(event.status))
  return ends ? { trace, executionId: id, workflowId, status, createdAt, endedAt } : undefined
}

function isEnd(status: ExecutionPatch['execution']['status']): status is TracedEnd['status'] {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}
