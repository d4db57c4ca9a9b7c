// A store of your own: here one that counts its transactions. What lacks a method is refused at once, by its name.
import {
  EngineError,
  type IExecutionStateStore,
  InMemoryExecutionStore,
  NodeRegistry,
  WorkflowEngine,
} from '@spane/engine'
import { openEngine, statuses, waitFor } from './open-engine.ts'

let transactions = 0
class CountingStore extends InMemoryExecutionStore {
  override async start(...args: Parameters<InMemoryExecutionStore['start']>) {
    transactions += 1
    return super.start(...args)
  }

  override async apply(...args: Parameters<InMemoryExecutionStore['apply']>) {
    transactions += 1
    return super.apply(...args)
  }
}

const executors = { pass: ({ inputData }: { inputData: unknown }) => ({ success: true, data: inputData }) }
const { engine, close } = await openEngine(executors, { store: new CountingStore() })
engine.registerWorkflow({
  id: 'chain',
  name: 'Chain',
  entryNodeId: 'a',
  nodes: [
    { id: 'a', type: 'pass', outputs: ['b'] },
    { id: 'b', type: 'pass', inputs: ['a'], outputs: ['c'] },
    { id: 'c', type: 'pass', inputs: ['b'] },
  ],
})
const execution = await waitFor(engine, await engine.enqueueWorkflow('chain', 'hello'))
console.log(`${execution.status}: ${statuses(execution)}`)
console.log(`the store was written to: ${transactions > 0}`)
await close()

const incomplete = Object.assign(new InMemoryExecutionStore(), { readEvents: undefined })
try {
  new WorkflowEngine(new NodeRegistry(), incomplete as unknown as IExecutionStateStore, null)
} catch (error) {
  if (!(error instanceof EngineError)) throw error
  console.log(`${error.code}: ${error.message}`)
}
