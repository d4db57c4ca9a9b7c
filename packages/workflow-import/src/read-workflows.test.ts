import { builtInTypes } from '@spane/nodes/descriptions'
import type { Workflow } from '@spane/workflow'
import { expect, it } from 'vitest'
import { findSecretNames } from './find-needs.ts'
import { readWorkflows } from './read-workflows.ts'
import { writeWorkflowFile } from './workflow-file.ts'

const workflow: Workflow = {
  id: 'orders',
  name: 'Orders',
  nodes: [
    { id: 'hook', type: 'webhook-trigger', config: { method: 'POST', path: 'a', auth: 'bearer', secret: 'HOOK' } },
    {
      id: 'call',
      type: 'http',
      config: { url: 'https://x', headers: [{ name: 'A', value: '{{ secrets.TOKEN }} {{ secrets["OTHER"] }}' }] },
      position: { x: 16, y: 0 },
    },
  ],
  edges: [{ id: 'hook->call', source: 'hook', sourcePort: 'main', target: 'call', targetPort: 'main' }],
  settings: { priority: 2 },
  layout: { notes: [], groups: [{ id: 'g', name: 'G', nodeIds: ['call'] }] },
}
const problemOf = (text: string) => {
  const read = readWorkflows(text, builtInTypes)
  return 'problem' in read ? read.problem : undefined
}

it('reads back what it wrote, several at once', () => {
  const text = writeWorkflowFile([workflow, { ...workflow, id: 'two' }], new Date(0))
  const read = readWorkflows(text, builtInTypes)
  expect(read).toEqual({
    workflows: [
      { source: 'spane', workflow, notes: [] },
      { source: 'spane', workflow: { ...workflow, id: 'two' }, notes: [] },
    ],
  })
})

it('names the secrets that are asked for, and holds no value of any', () => {
  expect(findSecretNames(workflow)).toEqual(['HOOK', 'OTHER', 'TOKEN'])
})

it('reads one workflow without a head, and names types that are not there', () => {
  const read = readWorkflows(JSON.stringify({ name: 'X', nodes: [{ id: 'a', type: 'mine' }] }), builtInTypes)
  expect(read).toMatchObject({ workflows: [{ notes: [{ kind: 'unmapped', subject: 'a' }] }] })
})

it.each([
  ['', 'empty'],
  ['{', 'not JSON'],
  ['5', 'no object'],
  ['{}', 'no list of nodes'],
  ['[]', 'no workflow'],
  ['{"format":"spane/workflows"}', 'not complete'],
  ['{"format":"spane/workflows","formatVersion":9,"workflows":[]}', 'newest'],
  ['{"nodes":[{"id":"a","type":"http"},5],"edges":[]}', 'not valid'],
  ['{"nodes":[{"type":"n8n-nodes-base.set"}],"connections":{}}', 'nodes.0.name'],
])('says what is wrong with %s', (text, words) => {
  expect(problemOf(text)).toContain(words)
})
