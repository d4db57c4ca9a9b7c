export type { ApiContext } from './api-context.ts'
export type {
  AlertService,
  ApiServices,
  DeadLetterService,
  ExecutionService,
  SystemService,
  TriggerService,
  WorkflowService,
} from './api-services.ts'
export type * from './contract.ts'
export type * from './dead-letter-contract.ts'
export { ApiError, type ApiErrorCode } from './errors/api-error.ts'
export { type AppRouter, appRouter } from './routers/app-router.ts'
export { type CreateServicesOptions, createServices } from './services/create-services.ts'
export type { ServiceEngine } from './services/service-context.ts'
export { seedSamples } from './services/templates/seed-samples.ts'
export { createDraftCutter } from './services/workflows/create-draft-cutter.ts'
export type * from './workflow-list-contract.ts'
