'use client'

import type { DeadLetterGroupSummary } from '@spane/api'
import { Badge, cn, Skeleton } from '@spane/ui'
import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { countLetters } from './describe-counts.ts'

export interface GroupTitleProps {
  group: DeadLetterGroupSummary | undefined
  count: number | undefined
  backHref: string
  /** Shows the group as a whole. */
  href: string
  opened: boolean
}

/** Above the letters of a group: what they have in common, and the way back to all groups. */
export function GroupTitle({ group, count, backHref, href, opened }: GroupTitleProps): ReactElement {
  return (
    <div className="shrink-0 border-line border-b">
      <Link
        href={backHref}
        scroll={false}
        className="flex items-center gap-1 px-3 pt-2.5 pb-1 text-muted text-sm outline-offset-[-2px] hover:text-ink"
      >
        <ChevronLeft aria-hidden="true" className="size-4" />
        All groups
      </Link>
      <Link
        href={href}
        replace
        scroll={false}
        aria-current={opened ? 'true' : undefined}
        className={cn(
          'flex gap-3 border-transparent border-l-2 px-4 pt-1.5 pb-2.5 outline-offset-[-2px] hover:bg-hover/60',
          opened && 'border-accent bg-accent-soft hover:bg-accent-soft',
        )}
      >
        {group ? (
          <>
            <span className="flex min-w-0 flex-1 flex-col gap-0.5">
              <span className="line-clamp-2 break-words font-medium text-sm">{group.errorMessage}</span>
              <span className="truncate text-muted text-xs">
                {group.nodeName} · {group.workflowName}
              </span>
            </span>
            {count !== undefined && (
              <Badge tone={group.counts.open > 0 ? 'failed' : 'pending'} aria-label={countLetters(count)}>
                {count.toLocaleString('en')}
              </Badge>
            )}
          </>
        ) : (
          <Skeleton className="h-9 w-full" />
        )}
      </Link>
    </div>
  )
}
