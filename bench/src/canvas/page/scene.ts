import type { Workflow, WorkflowEdge, WorkflowNode } from '@spane/workflow'

const CELL = { width: 320, height: 128 }
/** Columns to rows that make the whole as wide to its height as a canvas is. */
const SHAPE = 0.64
const TYPES = ['http', 'transform', 'code', 'delay', 'http', 'transform', 'if', 'simulate']

/** The workflow of both pages: rows of chains, with a branch to the next row after every eighth node. */
export function createScene(count: number): Workflow {
  const columns = Math.round(Math.sqrt(count * SHAPE))
  const nodes: WorkflowNode[] = []
  const edges: WorkflowEdge[] = []
  const idAt = (index: number) => `node-${index}`
  const connect = (from: number, sourcePort: string, to: number) => {
    if (to >= count) return
    const [source, target] = [idAt(from), idAt(to)]
    edges.push({ id: `${source}-${sourcePort}-${target}`, source, sourcePort, target, targetPort: 'main' })
  }
  for (let index = 0; index < count; index++) {
    const column = index % columns
    const row = Math.floor(index / columns)
    const type = TYPES[(index + row) % TYPES.length] ?? 'transform'
    const position = { x: column * CELL.width, y: row * CELL.height }
    nodes.push({ id: idAt(index), type, name: `Step ${index} of the work`, config: {}, position })
    if (column === columns - 1) continue
    connect(index, type === 'if' ? 'true' : 'main', index + 1)
    if (type === 'if') connect(index, 'false', index + columns + 1)
  }
  return { id: 'bench', name: 'Bench', nodes, edges }
}
