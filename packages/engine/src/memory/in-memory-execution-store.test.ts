import { describeStoreContract } from '../testing/store-contract.ts'
import { InMemoryExecutionStore } from './in-memory-execution-store.ts'

describeStoreContract('in-memory store', async () => ({
  store: new InMemoryExecutionStore(),
  dispose: async () => {},
}))
