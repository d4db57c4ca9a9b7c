import type { DeadLetterStatus } from '@spane/api'

const MINUTE = 60_000

export const DEAD_LETTER_FILTERS = [
  { value: 'open', label: 'Open', statuses: ['open', 'retrying'] },
  { value: 'resolved', label: 'Resolved', statuses: ['resolved'] },
  { value: 'discarded', label: 'Discarded', statuses: ['discarded', 'void'] },
  { value: 'all', label: 'All', statuses: undefined },
] as const satisfies readonly { value: string; label: string; statuses: readonly DeadLetterStatus[] | undefined }[]

/** How long ago something failed last, at most. */
export const LETTER_AGES = [
  { value: '1h', label: 'Last hour', ms: 3_600_000 },
  { value: '24h', label: 'Last 24 hours', ms: 86_400_000 },
  { value: '7d', label: 'Last 7 days', ms: 604_800_000 },
] as const

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
  /** The value of one of the {@link LETTER_AGES}. */
  age: string | null
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
    age: LETTER_AGES.find(({ value }) => value === params.get('age'))?.value ?? null,
    text: params.get('q'),
    group: params.get('group'),
    letterId: params.get('letter'),
  }
}

/** Whether the groups are narrowed down to others than all that want something done. */
export function isNarrowed({ status, workflowId, age, text }: DeadLettersPlace): boolean {
  return status !== 'open' || workflowId !== null || age !== null || text !== null
}

/**
 * The time from which on groups count that failed no longer ago than `age`; undefined: all do. Of whole minutes, so that the same
 * list is asked for again.
 */
export function sinceOf(age: string | null, now: number): string | undefined {
  const chosen = LETTER_AGES.find(({ value }) => value === age)
  return chosen && new Date(Math.floor(now / MINUTE) * MINUTE - chosen.ms).toISOString()
}

export function placeHref(place: Partial<DeadLettersPlace>): string {
  const query = new URLSearchParams()
  if (place.status && place.status !== 'open') query.set('status', place.status)
  if (place.workflowId) query.set('workflow', place.workflowId)
  if (place.age) query.set('age', place.age)
  if (place.text) query.set('q', place.text)
  if (place.group) query.set('group', place.group)
  if (place.letterId) query.set('letter', place.letterId)
  return query.size > 0 ? `/dead-letters?${query}` : '/dead-letters'
}
