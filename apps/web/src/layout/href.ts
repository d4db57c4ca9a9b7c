/** Addresses of the pages, so that ids are escaped in one place. */

export function workflowHref(workflowId: string, executionId?: string): string {
  const path = `/workflows/${encodeURIComponent(workflowId)}`
  return executionId === undefined ? path : `${path}?execution=${encodeURIComponent(executionId)}`
}

export function executionHref(executionId: string): string {
  return `/executions/${encodeURIComponent(executionId)}`
}

export function deadLetterHref(deadLetterId: string): string {
  return `/dead-letters?letter=${encodeURIComponent(deadLetterId)}`
}
