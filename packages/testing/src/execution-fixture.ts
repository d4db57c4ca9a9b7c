import { NodeError, nodeTypeFacts } from '@spane/node-sdk'
import { nodeDescriptions } from '@spane/nodes/descriptions'
import type { Workflow } from '@spane/workflow'
import { z } from 'zod'
import { emit, type NodeMock } from './mock-node.ts'

const savedExecutionSchema = z.object({
  executionId: z.string(),
  workflowId: z.string(),
  status: z.string(),
  nodeResults: z.record(
    z.string(),
    z.object({
      status: z.string(),
      data: z.unknown().optional(),
      error: z.object({ code: z.string(), message: z.string() }).optional(),
    }),
  ),
})

/** An execution as `GET /api/executions/:id` answers it. */
export type SavedExecution = z.input<typeof savedExecutionSchema>

/** Types that depend on their input alone: with the saved outputs around them they decide again. */
const DECIDES_AGAIN = new Set(['transform', 'if', 'switch', 'merge', 'delay', 'stop-and-error'])
const TRIGGERS = new Set(nodeDescriptions.filter(({ group }) => group === 'trigger').map(({ type }) => type))

/**
 * Mocks from a saved execution: what reached outside gives what it gave then, or fails as it failed then; triggers,
 * branches and joins run.
 * @throws ZodError when the JSON is no saved execution
 */
export function mocksFromExecution(
  saved: unknown,
  workflow: Workflow,
): { mocks: Record<string, NodeMock>; input: unknown } {
  const { nodeResults } = savedExecutionSchema.parse(saved)
  const mocks: Record<string, NodeMock> = {}
  let input: unknown
  for (const node of workflow.nodes) {
    const result = nodeResults[node.id]
    if (!result) continue
    if (TRIGGERS.has(node.type) && result.status === 'completed') input = result.data
    if (DECIDES_AGAIN.has(node.type) || TRIGGERS.has(node.type)) continue
    if (result.status === 'completed') {
      const outgoing = workflow.edges.filter((edge) => edge.source === node.id)
      const taken = outgoing.filter((edge) => nodeResults[edge.target]?.status !== 'skipped')
      const onMain = emitsOnMain(node.type, node.config)
      const ports = onMain ? ['main'] : [...new Set(taken.map((edge) => edge.sourcePort))]
      mocks[node.id] = () => emit(ports, result.data)
    } else if (result.error) {
      const { code, message } = result.error
      mocks[node.id] = () => {
        throw new NodeError(message, { code })
      }
    }
  }
  return { mocks, input }
}

function emitsOnMain(type: string, config: Record<string, unknown>): boolean {
  const description = nodeDescriptions.find((candidate) => candidate.type === type)
  const ports = description && nodeTypeFacts(description).outputs?.(config)
  return ports === undefined || ports.includes('main')
}
