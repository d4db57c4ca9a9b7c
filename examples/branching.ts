// A branch that is not taken skips what only it leads to; a join below it still fires, once.
import { openEngine, statuses, waitFor } from './open-engine.ts'

const { engine, close } = await openEngine({
  check: ({ inputData }) => {
    const { total } = inputData as { total: number }
    return { success: true, data: inputData, ports: [total >= 100 ? 'large' : 'small'] }
  },
  label: ({ nodeId }) => ({ success: true, data: nodeId }),
  join: ({ inputData }) => ({ success: true, data: inputData }),
  fan: ({ inputData }) => ({ success: true, nextNodes: (inputData as { to: string[] }).to }),
})

engine.registerWorkflow({
  id: 'orders',
  name: 'Orders',
  entryNodeId: 'check',
  nodes: [
    {
      id: 'check',
      type: 'check',
      outputs: [
        { node: 'review', port: 'large' },
        { node: 'ship', port: 'small' },
      ],
    },
    { id: 'review', type: 'label', inputs: ['check'], outputs: ['approve'] },
    { id: 'approve', type: 'label', inputs: ['review'], outputs: ['done'] },
    { id: 'ship', type: 'label', inputs: ['check'], outputs: ['done'] },
    { id: 'done', type: 'join', inputs: ['approve', 'ship'] },
  ],
})
for (const total of [250, 20]) {
  const execution = await waitFor(engine, await engine.enqueueWorkflow('orders', { total }))
  console.log(`total ${total}: ${statuses(execution)}`)
  console.log(`  done was given ${JSON.stringify(execution.nodeResults.done?.data)}`)
}

// A node may also choose among its edges by the nodes that they lead to.
engine.registerWorkflow({
  id: 'chosen',
  name: 'Chosen',
  entryNodeId: 'fan',
  nodes: [
    { id: 'fan', type: 'fan', outputs: ['a', 'b', 'c'] },
    { id: 'a', type: 'label', inputs: ['fan'] },
    { id: 'b', type: 'label', inputs: ['fan'] },
    { id: 'c', type: 'label', inputs: ['fan'] },
  ],
})
const chosen = await waitFor(engine, await engine.enqueueWorkflow('chosen', { to: ['a', 'c'] }))
console.log(`chosen: ${statuses(chosen)}`)

await close()
