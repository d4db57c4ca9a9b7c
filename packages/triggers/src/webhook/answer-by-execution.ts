import type { WorkflowEngine, WorkflowVersion } from '@spane/engine'
import { RESPOND_TYPE, type WebhookAnswer, type WebhookTriggerConfig, webhookAnswerSchema } from '@spane/nodes/triggers'
import { accepted, jsonAnswer, nodeAnswer, problemAnswer } from './answer.ts'
import type { EndWaiter } from './end-waiter.ts'
import { readResult } from './read-result.ts'

export interface AnswerOptions {
  store: WorkflowEngine['store']
  waiter: EndWaiter
  /** Takes secrets out of what goes out. */
  redact: (text: string) => string
}

export interface AnsweringExecution {
  executionId: string
  /** What this request has created it with; undefined when an earlier one with the same key did. */
  versionId?: string
}

/**
 * The answer that an execution makes: that of the first `respond` node to complete, where the trigger asks for it, else its
 * result at the end; 202 when that takes longer than the trigger allows.
 */
export async function answerByExecution(
  { store, waiter, redact }: AnswerOptions,
  { executionId, versionId }: AnsweringExecution,
  config: WebhookTriggerConfig,
  signal: AbortSignal,
): Promise<Response> {
  const isNew = versionId !== undefined
  // Created by an earlier request, it may be one of an older version.
  const itsVersionId = versionId ?? (await store.readExecution(executionId))?.versionId
  const version = itsVersionId === undefined ? undefined : await store.getVersion(itsVersionId)
  if (!version) return accepted(executionId)
  let nodeIds = config.respond === 'from-node' ? respondNodes(version) : []
  const deadline = performance.now() + config.timeoutSeconds * 1_000
  for (;;) {
    const timeoutMs = Math.max(0, deadline - performance.now())
    const status = await waiter.wait(executionId, { timeoutMs, signal, nodeIds, isNew })
    if (status === undefined) return accepted(executionId)
    const said = nodeIds.length > 0 ? await readAnswer(store, executionId, nodeIds) : undefined
    if (said) return nodeAnswer(said, executionId, redact)
    // A node of another make that has this name: only the end can answer.
    nodeIds = []
    if (status === 'completed') {
      const text = await readResult(store, version, executionId)
      return jsonAnswer(200, redact(text), { 'x-execution-id': executionId })
    }
    if (status === 'failed' || status === 'cancelled') {
      const code = status === 'failed' ? 'EXECUTION_FAILED' : 'EXECUTION_CANCELLED'
      return problemAnswer(500, { code, message: `The execution was started and then ${status}.`, executionId })
    }
  }
}

function respondNodes({ workflow }: WorkflowVersion): string[] {
  return workflow.nodes.filter((node) => node.type === RESPOND_TYPE).map((node) => node.id)
}

/** Of several that completed before this was asked, the first in the workflow. */
async function readAnswer(
  store: WorkflowEngine['store'],
  executionId: string,
  nodeIds: string[],
): Promise<WebhookAnswer | undefined> {
  const outputs = await store.readOutputs(executionId, nodeIds)
  const text = nodeIds.map((id) => (Object.hasOwn(outputs, id) ? outputs[id] : undefined)).find(Boolean)
  const parsed = text === undefined ? undefined : webhookAnswerSchema.safeParse(JSON.parse(text))
  return parsed?.data
}
