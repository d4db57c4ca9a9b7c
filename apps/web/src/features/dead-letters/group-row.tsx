'use client'

import type { DeadLetterGroupSummary } from '@spane/api'
import { Badge, cn, RelativeTime } from '@spane/ui'
import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { countLetters } from './describe-counts.ts'

/** A kind of failure: how many, of what, since when. Opens its letters. */
export function GroupRow({
  group,
  gone,
  count,
  href,
}: {
  group: DeadLetterGroupSummary
  /** It no longer matches, and is only kept in its place. */
  gone: boolean
  /** Letters that match the filter. */
  count: number
  href: string
}): ReactElement {
  const { retrying } = group.counts
  return (
    <li className={cn('border-line border-b', gone && 'opacity-60')}>
      <Link
        href={href}
        scroll={false}
        data-row
        className="group/row flex gap-3 px-4 py-2.5 outline-offset-[-2px] hover:bg-hover/60"
      >
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="line-clamp-2 break-words font-medium text-sm">{group.errorMessage}</span>
          <span className="truncate text-muted text-xs">
            {group.nodeName} · {group.workflowName}
          </span>
          <span className="flex items-center gap-2 text-muted text-xs">
            <span className="truncate font-mono">{group.errorCode}</span>
            <RelativeTime className="ml-auto" at={group.lastFailedAt} />
          </span>
        </span>
        <span className="flex flex-col items-end gap-1">
          {gone ? (
            <Badge>none left</Badge>
          ) : (
            <Badge tone={group.counts.open > 0 ? 'failed' : 'pending'} aria-label={countLetters(count)}>
              {count.toLocaleString('en')}
            </Badge>
          )}
          {retrying > 0 && !gone && <Badge tone="retrying">{retrying.toLocaleString('en')} retrying</Badge>}
          <ChevronRight aria-hidden="true" className="mt-auto size-4 text-faint group-hover/row:text-muted" />
        </span>
      </Link>
    </li>
  )
}
