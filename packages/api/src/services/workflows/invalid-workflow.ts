import type { Problem } from '@spane/workflow'
import { ApiError } from '../../errors/api-error.ts'

/** @param problems all of them, warnings too */
export function invalidWorkflow(problems: Problem[]): ApiError {
  const errors = problems.filter((problem) => problem.severity === 'error')
  const only = errors.length === 1 ? errors[0]?.message : undefined
  const message = only ?? `${errors.length} problems keep this workflow from running.`
  return new ApiError('WORKFLOW_INVALID', message, { problems })
}
