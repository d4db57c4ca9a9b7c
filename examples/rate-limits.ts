// Calls to something that may not be called too often, and that is down for a while: the nodes wait for their turn, no
// attempt is spent on it, and nothing else is held up.
import { RateLimitNodeError } from '@spane/node-sdk'
import { openEngine, waitFor } from './open-engine.ts'

const starts: number[] = []
let refusals = 1
let isDown = true
const { engine, close } = await openEngine(
  {
    // Says by itself that it was called too often, as an API does with 429.
    polite: ({ attempt, start }) => {
      if (refusals-- > 0) throw new RateLimitNodeError('too many requests', 50)
      return { success: true, data: `answered at start ${start}, attempt ${attempt}` }
    },
    call: () => {
      starts.push(Date.now())
      return { success: true, data: 'answered' }
    },
    fragile: () => {
      if (isDown) throw new Error('unreachable')
      return { success: true, data: 'back again' }
    },
    other: () => ({ success: true, data: 'not held up' }),
  },
  // Of each node type over all workflows; a node can have its own limit besides.
  { defaults: { retries: 0 }, rateLimits: { polite: { limit: 100, per: 1_000 } } },
)

engine.registerWorkflow({ id: 'other', name: 'Other', nodes: [{ id: 'other', type: 'other' }] })

engine.registerWorkflow({ id: 'polite', name: 'Polite', nodes: [{ id: 'call', type: 'polite' }] })
const polite = await waitFor(engine, await engine.enqueueWorkflow('polite'))
console.log(`a node's own word: ${polite.nodeResults.call?.data}`)

// Two starts within 400 ms, for each customer on its own.
engine.registerWorkflow({
  id: 'limited',
  name: 'Limited',
  nodes: [{ id: 'call', type: 'call', settings: { rateLimit: { limit: 2, per: 400, key: '{{ input.customer }}' } } }],
})
const ids = await Promise.all(Array.from({ length: 5 }, () => engine.enqueueWorkflow('limited', { customer: 'acme' })))
const other = await waitFor(engine, await engine.enqueueWorkflow('other'))
console.log(`meanwhile: ${other.nodeResults.other?.data}, after ${starts.length} of 5 calls`)
const limited = await Promise.all(ids.map((id) => waitFor(engine, id)))
const [first = 0, , third = 0, , fifth = 0] = starts
console.log(`5 calls, attempts ${limited.map(({ nodeResults }) => nodeResults.call?.attempts).join(' ')}`)
console.log(`two at once, the third a period later: ${third - first >= 350}, the fifth later still: ${fifth > third}`)

// After two failures nobody calls it any more, until one tries.
engine.registerWorkflow({
  id: 'fragile',
  name: 'Fragile',
  nodes: [{ id: 'call', type: 'fragile', settings: { circuitBreaker: { failures: 2, cooldown: 300 } } }],
})
for (let index = 0; index < 2; index++) await waitFor(engine, await engine.enqueueWorkflow('fragile'))
const waiting = await engine.enqueueWorkflow('fragile')
await waitFor(engine, waiting, ({ nodeResults }) => nodeResults.call?.status === 'retrying')
const [circuit] = (await engine.listLimits()).filter(({ kind }) => kind === 'circuit')
console.log(`circuit for ${circuit?.name}: ${circuit?.kind === 'circuit' && circuit.phase}`)
isDown = false
const mended = await waitFor(engine, waiting)
console.log(`${mended.status}: ${mended.nodeResults.call?.data}, attempts ${mended.nodeResults.call?.attempts}`)

await close()
