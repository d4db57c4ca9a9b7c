import type { NodeTypeLookup, Workflow } from '@spane/workflow'
import { expect, it } from 'vitest'
import { findCallCycle } from './find-call-cycle.ts'

const types: NodeTypeLookup = {
  get: (type) => (type === 'call' ? { calledWorkflows: (config) => [String(config.workflowId)] } : {}),
}

function calling(id: string, ...called: string[]): Workflow {
  return {
    id,
    name: id,
    nodes: called.map((workflowId, index) => ({ id: `n${index}`, type: 'call', config: { workflowId } })),
    edges: [],
  }
}

function find(workflow: Workflow, ...published: Workflow[]) {
  const byId = new Map(published.map((each) => [each.id, each]))
  return findCallCycle(workflow, types, async (id) => byId.get(id))
}

it('finds a workflow that runs itself, at once or at three removes, and names the way', async () => {
  expect(await find(calling('a', 'a'))).toMatchObject({ code: 'WORKFLOW_CYCLE', nodeId: 'n0' })
  const others = [calling('b', 'c'), calling('c', 'x', 'd'), calling('d', 'a')]
  expect(await find(calling('a', 'x', 'b'), ...others)).toMatchObject({
    nodeId: 'n1',
    message: expect.stringContaining('a → b → c → d → a'),
  })
})

it('lets workflows share what they run, and take no notice of what is not published', async () => {
  const diamond = [calling('b', 'd'), calling('c', 'd'), calling('d')]
  expect(await find(calling('a', 'b', 'c', 'nowhere'), ...diamond)).toBeUndefined()
})

it('does not walk for ever round a cycle that is not its own', async () => {
  expect(await find(calling('a', 'b'), calling('b', 'c'), calling('c', 'b'))).toBeUndefined()
})
