import { builtInTypes } from '@spane/nodes/descriptions'
import { resolveEntry, validateWorkflow, workflowSchema } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { SAMPLES } from './seed-samples.ts'

const NODE_WIDTH = 224
const NODE_HEIGHT = 128

describe.each(SAMPLES.map((sample) => [sample.workflow.name, sample] as const))(
  'sample “%s”',
  (_name, { workflow }) => {
    it('can be read and run as it is', () => {
      expect(workflowSchema.parse(JSON.parse(JSON.stringify(workflow)))).toEqual(workflow)
      expect(validateWorkflow(workflow, builtInTypes)).toEqual([])
      expect(resolveEntry(workflow, builtInTypes)).toEqual({ entryNodeId: workflow.nodes[0]?.id })
    })

    it('reads from left to right without overlaps', () => {
      const placed = new Map(workflow.nodes.map((node) => [node.id, node.position ?? expect.fail('no position')]))
      for (const edge of workflow.edges) {
        const [from, to] = [placed.get(edge.source), placed.get(edge.target)]
        expect((to?.x ?? 0) - (from?.x ?? 0)).toBeGreaterThan(NODE_WIDTH)
      }
      for (const [id, a] of placed) {
        for (const [other, b] of placed) {
          if (id === other) continue
          const apart = Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT
          expect(apart, `${id} and ${other}`).toBe(true)
        }
      }
    })
  },
)
