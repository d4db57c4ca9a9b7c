import { randomUUID } from 'node:crypto'
import { type Workflow, workflowSchema } from '@spane/workflow'
import fc from 'fast-check'
import type { Behaviour } from './reference-interpreter.ts'

export interface RandomWorkflow {
  workflow: Workflow
  entry: string
  behaviours: Record<string, Behaviour>
}

const PORTS = ['main', 'p1', 'p2', 'error']

/**
 * Random DAGs: up to 12 nodes with branches, the three join rules, handled failures, dead ports and several roots, of
 * which one is chosen as the entry.
 */
export const randomWorkflow: fc.Arbitrary<RandomWorkflow> = fc
  .record({
    size: fc.integer({ min: 1, max: 12 }),
    nodes: fc.array(
      fc.record({
        join: fc.constantFrom('some', 'all', 'any'),
        onError: fc.constantFrom('continue', 'branch'),
        fails: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
        ports: fc.oneof(
          { weight: 3, arbitrary: fc.constant<string[]>(['main']) },
          { weight: 2, arbitrary: fc.subarray(PORTS.slice(0, 3)) },
        ),
      }),
      { minLength: 12, maxLength: 12 },
    ),
    edges: fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.constantFrom(...PORTS, 'main', 'main', 'main')), {
      maxLength: 28,
    }),
    entry: fc.nat(11),
  })
  .map(({ size, nodes, edges, entry }) => {
    const ids = Array.from({ length: size }, (_, index) => `n${index}`)
    const drawn = new Map<string, unknown>()
    for (const [a, b, port] of edges) {
      const [from, to] = [Math.min(a, b) % size, Math.max(a, b) % size].sort((x, y) => x - y) as [number, number]
      if (from === to) continue
      const id = `n${from}:${port}>n${to}`
      drawn.set(id, { id, source: `n${from}`, sourcePort: port, target: `n${to}` })
    }
    const workflow = workflowSchema.parse({
      id: `random-${randomUUID()}`,
      name: 'Random',
      entryNodeId: 'n0',
      nodes: ids.map((id, index) => ({
        id,
        type: 'random',
        settings: { join: nodes[index]?.join, onError: nodes[index]?.onError, retries: 0 },
      })),
      edges: [...drawn.values()],
    })
    const behaviours = Object.fromEntries(
      ids.map((id, index) => [id, { ports: nodes[index]?.ports ?? ['main'], fails: nodes[index]?.fails ?? false }]),
    )
    // A root close to the front, so that there is something below it.
    const roots = ids.filter((id) => !workflow.edges.some((edge) => edge.target === id))
    return { workflow, entry: roots[entry % roots.length] as string, behaviours }
  })
