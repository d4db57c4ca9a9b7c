import type { WorkflowEdge } from '@spane/workflow'
import type { ImportNote } from '../imported.ts'
import type { ConvertedNode } from './mapping.ts'
import type { N8nNode, N8nWorkflow } from './n8n-schema.ts'

type Ends = Omit<WorkflowEdge, 'id'>

/** The connections as edges. Those that would close a loop, or carry no data, are left out and named. */
export function createEdges(
  { connections }: N8nWorkflow,
  nodes: readonly N8nNode[],
  { ids, mapped }: { ids: ReadonlyMap<string, string>; mapped: ReadonlyMap<string, ConvertedNode> },
): { edges: Ends[]; dropped: ImportNote[] } {
  const edges: Ends[] = []
  const dropped: ImportNote[] = []
  const seen = new Set<string>()
  const after = new Map<string, string[]>()
  const byName = new Map(nodes.map((node) => [node.name, node]))
  for (const [from, kinds] of Object.entries(connections)) {
    const source = ids.get(from)
    const node = byName.get(from)
    if (source === undefined || !node) continue
    const other = Object.keys(kinds).filter((kind) => kind !== 'main')
    if (other.length > 0) {
      dropped.push({
        kind: 'unmapped',
        subject: from,
        message: `Its connection ${other.join(', ')} has no counterpart.`,
      })
    }
    for (const [index, targets] of (kinds.main ?? []).entries()) {
      for (const { node: to } of targets ?? []) {
        const target = ids.get(to)
        if (target === undefined) continue
        const ends = { source, sourcePort: portOf(node, mapped.get(from), index), target, targetPort: 'main' }
        const key = JSON.stringify(ends)
        if (seen.has(key)) continue
        if (source === target || reaches(after, target, source)) {
          dropped.push({
            kind: 'unmapped',
            subject: from,
            message: `Its way back to ${to} was left out: a workflow here has no loops. Put what is repeated into a workflow of its own, and run it with For each.`,
          })
          continue
        }
        seen.add(key)
        after.set(source, [...(after.get(source) ?? []), target])
        edges.push(ends)
      }
    }
  }
  return { edges, dropped }
}

/** The error output of n8n is its last one. */
function portOf(node: N8nNode, converted: ConvertedNode | undefined, index: number): string {
  const ports = converted?.ports ?? ['main']
  if (node.onError === 'continueErrorOutput' && index === ports.length) return 'error'
  return ports[index] ?? (index === 0 ? 'main' : `output-${index + 1}`)
}

function reaches(after: ReadonlyMap<string, string[]>, from: string, to: string): boolean {
  const seen = new Set<string>()
  const stack = [from]
  while (stack.length > 0) {
    const id = stack.pop() as string
    if (id === to) return true
    if (seen.has(id)) continue
    seen.add(id)
    stack.push(...(after.get(id) ?? []))
  }
  return false
}
