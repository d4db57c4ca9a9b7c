// Pausing starts nothing further and lets what runs finish; cancelling aborts what runs; a time limit ends an attempt.
import { openEngine, statuses, waitFor } from './open-engine.ts'

let release: () => void = () => undefined
const released = new Promise<void>((resolve) => {
  release = resolve
})
const aborted: string[] = []
const { engine, close } = await openEngine({
  gate: async () => {
    await released
    return { success: true, data: 'open' }
  },
  next: ({ inputData }) => ({ success: true, data: inputData }),
  endless: ({ signal, nodeId }) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        aborted.push(nodeId)
        reject(signal.reason)
      })
    }),
})
const running = (nodeId: string) => (execution: { nodeResults: Record<string, { status: string }> }) =>
  execution.nodeResults[nodeId]?.status === 'running'

// Pause, resume.
engine.registerWorkflow({
  id: 'gated',
  name: 'Gated',
  entryNodeId: 'gate',
  nodes: [
    { id: 'gate', type: 'gate', outputs: ['next'] },
    { id: 'next', type: 'next', inputs: ['gate'] },
  ],
})
const gated = await engine.enqueueWorkflow('gated')
await waitFor(engine, gated, running('gate'))
await engine.pauseWorkflow(gated)
release()
const paused = await waitFor(engine, gated, ({ nodeResults }) => nodeResults.next?.status === 'ready')
console.log(`${paused.status}: ${statuses(paused)}`)
await engine.resumeWorkflow(gated)
const resumed = await waitFor(engine, gated)
console.log(`${resumed.status}: ${statuses(resumed)}`)

// Cancel.
engine.registerWorkflow({
  id: 'endless',
  name: 'Endless',
  entryNodeId: 'wait',
  nodes: [
    { id: 'wait', type: 'endless', outputs: ['after'] },
    { id: 'after', type: 'next', inputs: ['wait'] },
  ],
})
const endless = await engine.enqueueWorkflow('endless')
await waitFor(engine, endless, running('wait'))
await engine.cancelWorkflow(endless)
const cancelled = await waitFor(engine, endless)
while (!aborted.includes('wait')) await new Promise((resolve) => setTimeout(resolve, 10))
console.log(`${cancelled.status}: ${statuses(cancelled)}, aborted: ${aborted}`)
await engine.resumeWorkflow(endless).catch((error) => console.log(`resume: ${error.code}`))

// Time limit.
engine.registerWorkflow({
  id: 'limited',
  name: 'Limited',
  entryNodeId: 'slow',
  nodes: [{ id: 'slow', type: 'endless', settings: { timeout: 100, retries: 0 } }],
})
const limited = await waitFor(engine, await engine.enqueueWorkflow('limited'))
console.log(`${limited.status}: ${limited.nodeResults.slow?.error?.code}, aborted: ${aborted}`)

await close()
