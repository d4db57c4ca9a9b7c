import type { ExecutionEvent, ExecutionStatus, NodeRunStatus } from '@spane/realtime'

type Step =
  | readonly [at: number, status: ExecutionStatus]
  | readonly [at: number, nodeId: string, status: NodeRunStatus, more?: Partial<ExecutionEvent & { type: 'node' }>]

/** Events in order: of the execution (`[ms, status]`) and of nodes (`[ms, node, status, more]`), `ms` since the epoch. */
export function course(...steps: Step[]): ExecutionEvent[] {
  return steps.map((step, index): ExecutionEvent => {
    const base = { seq: index + 1, at: new Date(step[0]).toISOString() }
    if (step.length === 2) return { ...base, type: 'execution', status: step[1], reason: 'started' }
    return { ...base, type: 'node', nodeId: step[1], status: step[2], ...step[3] }
  })
}
