// A node that runs another workflow: once for every item, two at a time, and without a worker slot while it waits.
import { ChildFailedNodeError } from '@spane/node-sdk'
import { openEngine, statuses, waitFor } from './open-engine.ts'

let broken = true
const { engine, close } = await openEngine(
  {
    each: async ({ inputData, resumed, readChildren }) => {
      if (!resumed) {
        const inputs = (inputData as { orders: number[] }).orders
        return { success: true, children: { workflowId: 'ship', inputs, concurrency: 2, stopOnFailure: true } }
      }
      const children = await readChildren({ from: 0, limit: 100 })
      const failed = children.find(({ status }) => status === 'failed')
      if (failed) {
        throw new ChildFailedNodeError(`order ${failed.index}: ${failed.error?.message}`)
      }
      return { success: true, data: children.map(({ output }) => output) }
    },
    pack: ({ inputData }) => ({ success: true, data: `box ${inputData}` }),
    ship: ({ inputData }) => {
      if (inputData === 'box 3' && broken) throw new Error('no van')
      return { success: true, data: `${inputData} shipped` }
    },
    report: ({ inputData }) => ({ success: true, data: inputData }),
  },
  { defaults: { retries: 0 } },
)

// Children run the published version.
await engine.publishWorkflow({
  id: 'ship',
  name: 'Ship',
  entryNodeId: 'pack',
  nodes: [
    { id: 'pack', type: 'pack', outputs: ['ship'] },
    { id: 'ship', type: 'ship', inputs: ['pack'] },
  ],
})
engine.registerWorkflow({
  id: 'orders',
  name: 'Orders',
  entryNodeId: 'each',
  nodes: [
    { id: 'each', type: 'each', outputs: ['report'] },
    { id: 'report', type: 'report', inputs: ['each'] },
  ],
})

const executionId = await engine.enqueueWorkflow('orders', { orders: [1, 2, 3] })
const failed = await waitFor(engine, executionId)
console.log(`${failed.status}: ${statuses(failed)}, "${failed.nodeResults.each?.error?.message}"`)

// The only dead letter is the child's. Retrying it lets its parent go on, too.
const letters = await engine.getDLQItems()
console.log(`dead letters: ${letters.map(({ workflowId, nodeId }) => `${nodeId} of ${workflowId}`)}`)
broken = false
await engine.retryDLQItem(letters[0]?.id ?? '')
const completed = await waitFor(engine, executionId, ({ status }) => status === 'completed')
console.log(`${completed.status}: ${statuses(completed)}`)
console.log(JSON.stringify(completed.nodeResults.report?.data))

await close()
