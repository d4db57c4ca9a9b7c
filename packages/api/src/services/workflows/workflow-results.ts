import type { ApiErrorCode } from '../../errors/api-error.ts'
import type { WorkflowResult, WorkflowResults } from '../../workflow-list-contract.ts'
import { workflowNotFound } from './draft.ts'

/** A result a workflow, in the order of the request; one that `resultOf` knows nothing of is not there. */
export function toResults(
  ids: readonly string[],
  resultOf: (id: string) => WorkflowResult | undefined,
): WorkflowResults {
  const missing = workflowNotFound()
  return { items: ids.map((id) => resultOf(id) ?? { id, problem: { code: missing.code, message: missing.message } }) }
}

export function refuse(id: string, code: ApiErrorCode, message: string): WorkflowResult {
  return { id, problem: { code, message } }
}
