import { randomUUID } from 'node:crypto'
import type { ExecutionStatus } from '@spane/realtime'
import { compileGraph, toJsonText } from '@spane/workflow'
import { EngineError } from '../engine-error.ts'
import { resultToCommand } from '../execution/result-to-command.ts'
import { createExecutionId } from './create-execution-id.ts'
import type { ExecutionRecord, ExecutionStore, IExecutionStateStore } from './execution-store.ts'

type SimpleMethods = Omit<IExecutionStateStore, keyof ExecutionStore>

/**
 * The four methods that embedders call on a store, over its transactional ones (rule 11.2): they compare and set
 * like everything else.
 */
export function simpleMethods(store: ExecutionStore, workspaceId: string): SimpleMethods {
  return {
    async createExecution(workflowId, initialData = {}) {
      const version = await store.getPublishedVersion(workspaceId, workflowId)
      if (!version) throw new EngineError('WORKFLOW_NOT_FOUND', `No workflow has the id ${workflowId}`)
      const executionId = createExecutionId()
      await store.start([{ executionId, versionId: version.id, input: toJsonText(initialData) }])
      return executionId
    },

    getExecution: (executionId) => readExecutionRecord(store, executionId),

    async updateNodeResult(executionId, nodeId, result) {
      const execution = await store.readExecution(executionId)
      const version = execution && (await store.getVersion(execution.versionId))
      if (!version) return false
      await store.apply([{ executionId, command: { type: 'claim', nodeId, workerId: 'embedder', leaseMs: 30_000 } }])
      const node = (await store.readNodeRuns(executionId)).find((row) => row.nodeId === nodeId)
      if (node?.status !== 'running') return false
      const graph = compileGraph(version.workflow)
      const command = resultToCommand({ graph, nodeId, token: node.starts, result, deadLetterId: randomUUID() })
      const { outcomes } = await store.apply([{ executionId, command }])
      return outcomes[0]?.ok === true
    },

    async setExecutionStatus(executionId, status) {
      const command = commandFor(status)
      const { outcomes } = await store.apply([{ executionId, command: { type: command } }])
      return outcomes[0]?.ok === true
    },
  }
}

function commandFor(status: ExecutionStatus): 'pause' | 'resume' | 'cancel' {
  if (status === 'paused') return 'pause'
  if (status === 'running') return 'resume'
  if (status === 'cancelled') return 'cancel'
  throw new EngineError(
    'INVALID_STATUS',
    `An execution becomes ${status} by its nodes alone; set it to paused, running or cancelled`,
    { field: 'status' },
  )
}

/** An execution as embedders and the REST API see it; undefined when there is none. */
export async function readExecutionRecord(
  store: ExecutionStore,
  executionId: string,
): Promise<ExecutionRecord | undefined> {
  const execution = await store.readExecution(executionId)
  if (!execution) return undefined
  const rows = await store.readNodeRuns(executionId)
  const finished = rows.filter((row) => row.status === 'completed' || row.handled).map((row) => row.nodeId)
  const outputs = await store.readOutputs(executionId, finished)
  const nodeResults = rows.map((row): [string, ExecutionRecord['nodeResults'][string]] => {
    const output = outputs[row.nodeId]
    return [
      row.nodeId,
      {
        status: row.status,
        success: row.status === 'completed',
        ...(row.status === 'completed' && output !== undefined ? { data: JSON.parse(output) as unknown } : {}),
        ...(row.error === null ? {} : { error: errorSummary(row.error) }),
        attempts: row.attempt,
      },
    ]
  })
  return {
    executionId,
    workflowId: execution.workflowId,
    status: execution.status,
    ...(execution.reason !== null && { reason: execution.reason }),
    ...(execution.held && { heldKey: execution.concurrencyKey ?? '' }),
    nodeResults: Object.fromEntries(nodeResults),
  }
}

function errorSummary(text: string): { code: string; message: string } {
  const { code, message } = JSON.parse(text) as { code: string; message: string }
  return { code, message }
}
