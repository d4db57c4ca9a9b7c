export * from './event.ts'
export * from './execution-view.ts'
export * from './origin.ts'
export * from './protocol.ts'
