'use client'

import type { DeadLetterGroupSummary } from '@spane/api'
import { Button, EmptyState } from '@spane/ui'
import { Inbox } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement, RefObject } from 'react'
import { ListContent } from '../../layout/list-content.tsx'
import { type DeadLettersPlace, findDeadLetterFilter, isNarrowed, placeHref } from './dead-letter-filter.ts'
import { FreshPill } from './fresh-pill.tsx'
import { ListSkeleton } from './group-letters.tsx'
import { GroupRow } from './group-row.tsx'
import type { useLetterGroups } from './use-letter-groups.ts'
import { useStillList } from './use-still-list.ts'

export interface GroupListProps extends ReturnType<typeof useLetterGroups> {
  place: DeadLettersPlace
  onList: (list: RefObject<HTMLElement | null>) => void
}

/** The kinds of failure, the one that failed last first. */
export function GroupList({ query, groups, place, onList }: GroupListProps): ReactElement {
  const key = placeHref({ ...place, letterId: null })
  const { ref, rows, fresh, gone, showFresh } = useStillList(key, groups, (group) => group.fingerprint)
  onList(ref)
  return (
    <section ref={ref} aria-label="Groups" className="relative min-h-0 flex-1 overflow-y-auto">
      <FreshPill count={fresh} onShow={showFresh} />
      <ListContent
        name="dead letters"
        query={query}
        filled={rows.length > 0}
        skeleton={<ListSkeleton />}
        empty={<NoGroups filtered={isNarrowed(place)} />}
      >
        <ul>
          {rows.map((group) => (
            <GroupRow
              key={group.fingerprint}
              group={group}
              gone={gone.has(group.fingerprint)}
              count={countMatching(group, place.status)}
              href={placeHref({ ...place, group: group.fingerprint, letterId: null })}
            />
          ))}
        </ul>
      </ListContent>
    </section>
  )
}

/** Letters of a group that match the chosen status. */
export function countMatching({ counts }: DeadLetterGroupSummary, status: string): number {
  const { statuses } = findDeadLetterFilter(status)
  const counted = statuses ?? (['open', 'retrying', 'resolved', 'discarded', 'void'] as const)
  return counted.reduce((sum, name) => sum + counts[name], 0)
}

export function NoGroups({ filtered }: { filtered: boolean }): ReactElement {
  return filtered ? (
    <EmptyState
      icon={Inbox}
      title="No letter matches"
      action={
        <Button asChild>
          <Link href="/dead-letters">Show what is open</Link>
        </Button>
      }
    />
  ) : (
    <EmptyState icon={Inbox} title="Nothing waits here">
      When a node fails for good, it is kept here with its input and every error. Alike failures stand together: mend
      what broke, then retry one, a few first, or all of them.
    </EmptyState>
  )
}
