import type { Workflow } from './definition.ts'
import type { NodeTypeLookup } from './node-type-lookup.ts'
import type { Problem } from './problem.ts'
import { quote } from './quote.ts'

export type EntryResult = { entryNodeId: string } | { problem: Problem }

/**
 * The node where an execution starts: the chosen one, else the workflow's entry, else its first trigger (one that is not
 * disabled, if there is one), else the only node without incoming edges.
 */
export function resolveEntry(workflow: Workflow, types?: NodeTypeLookup, chosen?: string): EntryResult {
  const named = chosen ?? workflow.entryNodeId
  if (named !== undefined) {
    if (workflow.nodes.some((node) => node.id === named)) return { entryNodeId: named }
    const problem: Problem = {
      code: 'UNKNOWN_NODE',
      severity: 'error',
      message: `The entry is ${quote(named)}, but there is no such node.`,
    }
    return { problem: chosen === undefined ? { ...problem, path: 'entryNodeId' } : problem }
  }
  const triggers = workflow.nodes.filter((node) => types?.get(node.type)?.isTrigger)
  const trigger = triggers.find((node) => !node.disabled) ?? triggers[0]
  if (trigger) return { entryNodeId: trigger.id }

  const targets = new Set(workflow.edges.map((edge) => edge.target))
  const roots = workflow.nodes.filter((node) => !targets.has(node.id))
  const [root] = roots
  if (root && roots.length === 1) return { entryNodeId: root.id }
  return { problem: { code: 'NO_ENTRY', severity: 'error', message: explain(workflow, roots.length) } }
}

function explain(workflow: Workflow, roots: number): string {
  if (workflow.nodes.length === 0) return 'The workflow has no nodes: add a trigger to start with.'
  if (roots === 0)
    return 'It is not clear where the workflow starts, because every node has an incoming edge: add a trigger.'
  return `It is not clear where the workflow starts, because ${roots} nodes have no incoming edge: add a trigger, or name the entry.`
}
