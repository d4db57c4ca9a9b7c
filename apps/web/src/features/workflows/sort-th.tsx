import { cn, Th } from '@spane/ui'
import { ArrowDown, ArrowUp } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { isAscending, sortHref, type WorkflowPlace, type WorkflowSort } from './workflow-place.ts'

export interface SortThProps {
  place: WorkflowPlace
  sort: WorkflowSort
  label: string
  className?: string
}

/** The head of a column that the list can be sorted by. */
export function SortTh({ place, sort, label, className }: SortThProps): ReactElement {
  const sorted = place.sort === sort
  const ascending = isAscending(place)
  const Arrow = ascending ? ArrowUp : ArrowDown
  return (
    <Th className={className} aria-sort={sorted ? (ascending ? 'ascending' : 'descending') : undefined}>
      <Link
        href={sortHref(place, sort)}
        replace
        scroll={false}
        className={cn('inline-flex items-center gap-1 rounded-sm hover:text-ink', sorted && 'text-ink')}
      >
        {label}
        {sorted && <Arrow aria-hidden="true" className="size-3" />}
      </Link>
    </Th>
  )
}
