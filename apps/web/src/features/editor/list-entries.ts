import type { NodeDescription } from '@spane/node-sdk'
import type { Workflow } from '@spane/workflow'

/** A trigger that a run can begin at. */
export interface RunEntry {
  nodeId: string
  /** As it stands on the canvas. */
  name: string
  /** What kind of trigger it is, in words. */
  typeName: string
}

/** The triggers of a workflow that are not disabled, in its order. */
export function listEntries(workflow: Workflow, nodeTypes: readonly NodeDescription[]): RunEntry[] {
  return workflow.nodes.flatMap((node) => {
    const type = nodeTypes.find((candidate) => candidate.type === node.type)
    if (type?.group !== 'trigger' || node.disabled) return []
    return [{ nodeId: node.id, name: node.name ?? node.id, typeName: type.name }]
  })
}
