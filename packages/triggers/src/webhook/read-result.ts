import type { IExecutionStateStore, WorkflowVersion } from '@spane/engine'

/**
 * JSON text of what an execution came to: the output of the node that has none below it; of several that ran, an object
 * with an output a node; null when none of them has one.
 */
export async function readResult(
  store: Pick<IExecutionStateStore, 'readOutputs'>,
  { workflow }: WorkflowVersion,
  executionId: string,
): Promise<string> {
  const sources = new Set(workflow.edges.map((edge) => edge.source))
  const last = workflow.nodes.filter((node) => !sources.has(node.id)).map((node) => node.id)
  const outputs = Object.entries(await store.readOutputs(executionId, last))
  if (outputs.length === 0) return 'null'
  const [only] = outputs
  if (only && outputs.length === 1) return only[1]
  return `{${outputs.map(([id, text]) => `${JSON.stringify(id)}:${text}`).join(',')}}`
}
