import type { ClaimedNode } from '../execution/command.ts'
import type { EngineTracer, NodeSpan } from '../ports/tracing.ts'

/** Begins the span of a claimed node; undefined when its execution is not traced. */
export function startNodeSpan(
  tracer: EngineTracer | undefined,
  { execution, node }: ClaimedNode,
  nodeType: string,
  claimMs: number | undefined,
): NodeSpan | undefined {
  if (!tracer || execution.trace === null || node.startedAt === null) return undefined
  const span = tracer.startNode({
    trace: execution.trace,
    executionId: execution.id,
    workflowId: execution.workflowId,
    nodeId: node.nodeId,
    nodeType,
    attempt: node.attempt,
    start: node.starts,
    workerId: node.workerId ?? '',
    readyAt: node.readyAt,
    startedAt: node.startedAt,
  })
  if (claimMs !== undefined) span.part('claim', claimMs)
  return span
}
