export { type CreateEngine, describeEngine } from './engine-contract.ts'
export { type CreateStore, describeStoreContract } from './store-contract.ts'
export { StoreDriver, sketchWorkflow } from './store-driver.ts'
