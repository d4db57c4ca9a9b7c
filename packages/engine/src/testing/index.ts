export { describeEngine } from './engine-contract.ts'
export type { CreateEngine } from './engine-harness.ts'
export { describeStoreContract } from './store-contract.ts'
export { type CreateStore, StoreDriver, sketchWorkflow } from './store-driver.ts'
