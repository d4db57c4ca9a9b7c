import type { ExecutionStatus } from '@spane/realtime'

export const EXECUTION_FILTERS = [
  { value: 'all', label: 'All', statuses: undefined },
  { value: 'active', label: 'Active', statuses: ['queued', 'running', 'paused'] },
  { value: 'completed', label: 'Completed', statuses: ['completed'] },
  { value: 'failed', label: 'Failed', statuses: ['failed'] },
  { value: 'cancelled', label: 'Cancelled', statuses: ['cancelled'] },
] as const satisfies readonly { value: string; label: string; statuses: readonly ExecutionStatus[] | undefined }[]

export type ExecutionFilter = (typeof EXECUTION_FILTERS)[number]

/** The filter that an address names; all executions when it names none that there is. */
export function findExecutionFilter(value: string | null): ExecutionFilter {
  return EXECUTION_FILTERS.find((filter) => filter.value === value) ?? EXECUTION_FILTERS[0]
}

/** The address of the list under these filters. */
export function executionsHref(filter: string, workflowId: string | null, children: boolean): string {
  const query = new URLSearchParams()
  if (filter !== 'all') query.set('status', filter)
  if (workflowId) query.set('workflow', workflowId)
  if (children) query.set('children', 'true')
  return query.size > 0 ? `/executions?${query}` : '/executions'
}
