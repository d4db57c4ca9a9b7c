export * from './description.ts'
export * from './execution.ts'
export * from './node-error.ts'
