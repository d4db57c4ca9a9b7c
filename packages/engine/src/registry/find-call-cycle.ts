import { type NodeTypeLookup, type Problem, quote, type Workflow } from '@spane/workflow'

interface Call {
  workflowId: string
  /** The node of the first workflow by which it gets there. */
  nodeId: string
  /** The workflows on the way, the first one first. */
  path: string[]
}

/**
 * Whether a workflow would run itself in the end (rule 8.1), told from the workflows that its nodes name and the published
 * versions of those. What an expression names shows only when it runs, and is refused then.
 */
export async function findCallCycle(
  workflow: Workflow,
  types: NodeTypeLookup,
  readPublished: (workflowId: string) => Promise<Workflow | undefined>,
): Promise<Problem | undefined> {
  const seen = new Set<string>()
  const calls = callsOf(workflow, types)
  for (const call of calls) {
    const path = [...call.path, call.workflowId]
    if (call.workflowId === workflow.id) return cycleProblem(call.nodeId, path)
    if (seen.has(call.workflowId)) continue
    seen.add(call.workflowId)
    const called = await readPublished(call.workflowId)
    // Grows while it is walked: the nearest workflows first.
    if (called) for (const next of callsOf(called, types)) calls.push({ ...next, nodeId: call.nodeId, path })
  }
  return undefined
}

function callsOf(workflow: Workflow, types: NodeTypeLookup): Call[] {
  return workflow.nodes.flatMap((node) =>
    (node.disabled ? [] : (types.get(node.type)?.calledWorkflows?.(node.config) ?? [])).map((workflowId) => ({
      workflowId,
      nodeId: node.id,
      path: [workflow.id],
    })),
  )
}

function cycleProblem(nodeId: string, path: string[]): Problem {
  const message = `A workflow may not run itself, and by node ${quote(nodeId)} it would: ${path.join(' → ')}.`
  return { code: 'WORKFLOW_CYCLE', severity: 'error', message, nodeId }
}
