import type { DeadLetterStatus } from '@spane/api'

export const DEAD_LETTER_FILTERS = [
  { value: 'open', label: 'Open', statuses: ['open', 'retrying'] },
  { value: 'resolved', label: 'Resolved', statuses: ['resolved'] },
  { value: 'discarded', label: 'Discarded', statuses: ['discarded', 'void'] },
  { value: 'all', label: 'All', statuses: undefined },
] as const satisfies readonly { value: string; label: string; statuses: readonly DeadLetterStatus[] | undefined }[]

export type DeadLetterFilter = (typeof DEAD_LETTER_FILTERS)[number]

/** The filter that an address names; what needs attention when it names none that there is. */
export function findDeadLetterFilter(value: string | null): DeadLetterFilter {
  return DEAD_LETTER_FILTERS.find((filter) => filter.value === value) ?? DEAD_LETTER_FILTERS[0]
}

/** The address of the list under a filter, with a letter opened beside it. */
export function deadLettersHref(filter: string, letterId?: string | null): string {
  const query = new URLSearchParams()
  if (filter !== 'open') query.set('status', filter)
  if (letterId) query.set('letter', letterId)
  return query.size > 0 ? `/dead-letters?${query}` : '/dead-letters'
}
