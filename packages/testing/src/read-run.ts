import { DEFAULT_WORKSPACE, type DeadLetterRow, type ExecutionRecord, type InMemoryExecutionStore } from '@spane/engine'

/** Of each node the last ones. */
const MAX_LOG_LINES = 10_000

/** What a run of a workflow came to. */
export interface WorkflowRun {
  executionId: string
  status: ExecutionRecord['status']
  /** Every node run by node id: status, output, error, attempts. */
  nodes: ExecutionRecord['nodeResults']
  /** Outputs of the nodes that completed, by node id. */
  outputs: Record<string, unknown>
  /** Ids of the nodes that started, in the order in which they did; once each. */
  order: string[]
  deadLetters: Pick<DeadLetterRow, 'id' | 'nodeId' | 'errorCode' | 'errorMessage' | 'attempts' | 'status'>[]
  /** How long it took by the fake clock: delays and backoffs. */
  elapsedMs: number
  /** The lines that nodes logged, by node id. */
  logs: Record<string, { level: string; message: string }[]>
}

export async function readRun(request: {
  store: InMemoryExecutionStore
  executionId: string
  elapsedMs: number
}): Promise<WorkflowRun> {
  const { store, executionId, elapsedMs } = request
  const record = await store.getExecution(executionId)
  if (!record) throw new Error('The execution is gone')
  const events = await store.readEvents(executionId, 0, Number.MAX_SAFE_INTEGER)
  const started = events.flatMap((event) => (event.type === 'node' && event.status === 'running' ? [event.nodeId] : []))
  const letters = await store.listDeadLetters({ workspaceId: DEFAULT_WORKSPACE, limit: 1_000 })
  const logs: WorkflowRun['logs'] = {}
  for (const nodeId of new Set(started)) {
    const { lines } = await store.readLogs({ executionId, nodeId, limit: MAX_LOG_LINES })
    if (lines.length > 0) logs[nodeId] = lines.reverse().map(({ level, message }) => ({ level, message }))
  }
  return {
    executionId,
    status: record.status,
    nodes: record.nodeResults,
    outputs: Object.fromEntries(
      Object.entries(record.nodeResults).flatMap(([id, result]) => (result.success ? [[id, result.data]] : [])),
    ),
    order: [...new Set(started)],
    deadLetters: letters
      .filter((letter) => letter.executionId === executionId)
      .map(({ id, nodeId, errorCode, errorMessage, attempts, status }) => ({
        id,
        nodeId,
        errorCode,
        errorMessage,
        attempts,
        status,
      })),
    elapsedMs,
    logs,
  }
}
