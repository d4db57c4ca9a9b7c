import { EngineError } from './engine-error.ts'

export function workflowNotFound(workflowId: string): EngineError {
  return new EngineError('WORKFLOW_NOT_FOUND', `No published workflow has the id ${JSON.stringify(workflowId)}`)
}

export function executionNotFound(executionId: string): EngineError {
  return new EngineError('EXECUTION_NOT_FOUND', `No execution has the id ${JSON.stringify(executionId)}`)
}
