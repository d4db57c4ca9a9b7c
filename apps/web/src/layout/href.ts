/** Addresses of the pages, so that ids are escaped in one place. */

export function workflowHref(workflowId: string, executionId?: string): string {
  const path = `/workflows/${encodeURIComponent(workflowId)}`
  return executionId === undefined ? path : `${path}?execution=${encodeURIComponent(executionId)}`
}

/** The list of workflows in a folder. */
export function folderHref(folderId: string): string {
  return `/workflows?folder=${encodeURIComponent(folderId)}`
}

/** The list of workflows that have a tag. */
export function tagHref(tagId: string): string {
  return `/workflows?tag=${encodeURIComponent(tagId)}`
}

/** @param nodeId the node to show at first */
export function executionHref(executionId: string, nodeId?: string): string {
  const path = `/executions/${encodeURIComponent(executionId)}`
  return nodeId === undefined ? path : `${path}?node=${encodeURIComponent(nodeId)}`
}

export const TEMPLATES_HREF = '/templates'

/** The parameter of the list's address that opens its import. */
export const IMPORT_PARAMETER = 'import'
export const IMPORT_HREF = `/workflows?${IMPORT_PARAMETER}`

/** @param secondId the run on whose canvas they are compared */
export function compareHref(firstId: string, secondId: string): string {
  return `/executions/compare?${new URLSearchParams({ first: firstId, second: secondId })}`
}

export function deadLetterHref(deadLetterId: string): string {
  return `/dead-letters?letter=${encodeURIComponent(deadLetterId)}`
}
