export { describeEngine } from './engine-contract.ts'
export type { CreateEngine } from './engine-harness.ts'
export { type CreateStore, describeStoreContract } from './store-contract.ts'
export { StoreDriver, sketchWorkflow } from './store-driver.ts'
