import { InMemoryExecutionStore, NodeRegistry, WorkflowEngine } from '@spane/engine'
import { Redis } from 'ioredis'

const registry = new NodeRegistry().register('double', {
  execute: ({ inputData }) => ({ success: true, data: Number(inputData) * 2 }),
})

const redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379')
const engine = new WorkflowEngine(registry, new InMemoryExecutionStore(), redis, { prefix: 'quick-start' })

engine.registerWorkflow({
  id: 'twice',
  name: 'Twice',
  entryNodeId: 'a',
  nodes: [
    { id: 'a', type: 'double', outputs: ['b'] },
    { id: 'b', type: 'double', inputs: ['a'] },
  ],
})

await engine.startWorkers(10)
const executionId = await engine.enqueueWorkflow('twice', 21)

let execution = await engine.store.getExecution(executionId)
while (execution?.status !== 'completed') {
  await new Promise((resolve) => setTimeout(resolve, 10))
  execution = await engine.store.getExecution(executionId)
}
console.log(`b gave ${execution.nodeResults.b?.data}`)

await engine.close()
redis.disconnect()
