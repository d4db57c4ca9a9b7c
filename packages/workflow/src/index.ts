export * from './definition.ts'
export * from './graph.ts'
export * from './operation.ts'
export * from './problem.ts'
