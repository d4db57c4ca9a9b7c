import { expect, it } from 'vitest'
import { instantiateTemplate } from './instantiate-template.ts'
import type { WorkflowTemplate } from './template.ts'

const template: WorkflowTemplate = {
  id: 't',
  name: 'Whole',
  summary: 'It runs a part.',
  topic: 'Lists and parts',
  setup: 'Set it **up**.',
  graph: {
    nodes: [
      { id: 'start', type: 'manual-trigger', config: {}, position: { x: 320, y: 160 } },
      {
        id: 'run',
        type: 'sub-workflow',
        config: { workflowId: 'part:a', inputMode: 'pass' },
        position: { x: 640, y: 0 },
      },
      { id: 'other', type: 'transform', config: { workflowId: 'not a part' }, position: { x: 960, y: 0 } },
    ],
    edges: [],
  },
  parts: [
    { id: 'part:a', name: 'Part', graph: { nodes: [{ id: 'p', type: 'manual-trigger', config: {} }], edges: [] } },
  ],
  input: {},
}

it('gives every workflow an id of its own, which the nodes that run it are told', () => {
  const { workflow, parts } = instantiateTemplate(template, { createId: (name) => `${name}-1`, name: 'Mine' })
  expect(workflow).toMatchObject({ id: 'Mine-1', name: 'Mine' })
  expect(parts).toMatchObject([{ id: 'Part-1', name: 'Part' }])
  expect(workflow.nodes.map(({ config }) => config.workflowId)).toEqual([undefined, 'Part-1', 'not a part'])
  expect(template.graph.nodes[1]?.config.workflowId).toBe('part:a')
})

it('writes what to set up on a note above the nodes', () => {
  const { workflow } = instantiateTemplate(template, { createId: (name) => name })
  expect(workflow.layout?.notes).toMatchObject([{ text: 'Set it **up**.', position: { x: 320 } }])
  const [note] = workflow.layout?.notes ?? []
  expect((note?.position.y ?? 0) + (note?.size.height ?? 0)).toBeLessThan(0)
})
