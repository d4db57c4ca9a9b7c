// A node that fails for good leaves a dead letter. Its retry goes on from there: nothing that finished runs again.
import { openEngine, statuses, waitFor } from './open-engine.ts'

let bankAnswers = false
let orders = 0
const { engine, close } = await openEngine(
  {
    order: () => ({ success: true, data: { order: ++orders, amount: 40 } }),
    charge: ({ inputData, attempt, idempotencyKey }) => {
      console.log(`charge: attempt ${attempt}, ${idempotencyKey.endsWith(':charge') ? 'the same key' : 'another key'}`)
      if (!bankAnswers) throw new Error('the bank does not answer')
      return { success: true, data: { charged: (inputData as { amount: number }).amount } }
    },
    confirm: ({ inputData }) => ({ success: true, data: inputData }),
  },
  { defaults: { retries: 1, backoff: { type: 'fixed', delay: 50, maxDelay: 50 } } },
)

engine.registerWorkflow({
  id: 'shop',
  name: 'Shop',
  entryNodeId: 'order',
  nodes: [
    { id: 'order', type: 'order', outputs: ['charge'] },
    { id: 'charge', type: 'charge', inputs: ['order'], outputs: ['confirm'] },
    { id: 'confirm', type: 'confirm', inputs: ['charge'] },
  ],
})

const executionId = await engine.enqueueWorkflow('shop')
const failed = await waitFor(engine, executionId)
console.log(`${failed.status}: ${statuses(failed)}`)

const [letter] = await engine.getDLQItems()
if (!letter) throw new Error('There should be a dead letter')
console.log(`dead letter: ${letter.nodeId} after ${letter.attempts} attempts, "${letter.error.message}"`)

bankAnswers = true
console.log(`retried: ${await engine.retryDLQItem(letter.id, { input: { amount: 35 } })}`)
const completed = await waitFor(engine, executionId, ({ status }) => status === 'completed')
console.log(`${completed.status}: ${statuses(completed)}`)
console.log(`orders taken: ${orders}, charged: ${JSON.stringify(completed.nodeResults.confirm?.data)}`)
console.log(`open dead letters: ${(await engine.getDLQItems()).length}`)

await close()
