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

/** What the page shows: it stands in the address, so that it can be linked to and survives a reload. */
export interface DeadLettersPlace {
  /** The value of a {@link DeadLetterFilter}. */
  status: string
  workflowId: string | null
  /** Searched for in groups. */
  text: string | null
  /** The fingerprint of the opened group. */
  group: string | null
  letterId: string | null
}

export function readPlace(params: Pick<URLSearchParams, 'get'>): DeadLettersPlace {
  return {
    status: findDeadLetterFilter(params.get('status')).value,
    workflowId: params.get('workflow'),
    text: params.get('q'),
    group: params.get('group'),
    letterId: params.get('letter'),
  }
}

export function placeHref(place: Partial<DeadLettersPlace>): string {
  const query = new URLSearchParams()
  if (place.status && place.status !== 'open') query.set('status', place.status)
  if (place.workflowId) query.set('workflow', place.workflowId)
  if (place.text) query.set('q', place.text)
  if (place.group) query.set('group', place.group)
  if (place.letterId) query.set('letter', place.letterId)
  return query.size > 0 ? `/dead-letters?${query}` : '/dead-letters'
}
