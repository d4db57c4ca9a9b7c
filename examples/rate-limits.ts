// A service that says "not now": the node is tried again when it may, and no attempt is spent on it.
import { RateLimitNodeError } from '@spane/node-sdk'
import { openEngine, waitFor } from './open-engine.ts'

let refusals = 3
const { engine, close } = await openEngine(
  {
    call: ({ attempt, start }) => {
      console.log(`start ${start}, attempt ${attempt}`)
      if (refusals-- > 0) throw new RateLimitNodeError('too many requests', 50)
      return { success: true, data: 'answered' }
    },
    other: () => ({ success: true, data: 'not held up' }),
  },
  { defaults: { retries: 0 } },
)

engine.registerWorkflow({ id: 'limited', name: 'Limited', nodes: [{ id: 'call', type: 'call' }] })
engine.registerWorkflow({ id: 'other', name: 'Other', nodes: [{ id: 'other', type: 'other' }] })
const limited = await engine.enqueueWorkflow('limited')
const other = await waitFor(engine, await engine.enqueueWorkflow('other'))
const execution = await waitFor(engine, limited)

console.log(`other work: ${other.nodeResults.other?.data}`)
console.log(
  `${execution.status}: ${execution.nodeResults.call?.data}, attempts ${execution.nodeResults.call?.attempts}`,
)

await close()
