'use client'

import type { DeadLetterSummary } from '@spane/api'
import { cn, RelativeTime, StatusBadge } from '@spane/ui'
import Link from 'next/link'
import type { ReactElement } from 'react'

export interface DeadLetterRowProps {
  letter: DeadLetterSummary
  href: string
  opened: boolean
}

export function DeadLetterRow({ letter, href, opened }: DeadLetterRowProps): ReactElement {
  return (
    <li className="border-line border-b">
      <Link
        href={href}
        replace
        scroll={false}
        aria-current={opened ? 'true' : undefined}
        className={cn(
          'flex flex-col gap-0.5 border-transparent border-l-2 px-4 py-2.5 outline-offset-[-2px] hover:bg-hover/60',
          opened && 'border-accent bg-accent-soft hover:bg-accent-soft',
        )}
      >
        <span className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate font-medium text-sm">{letter.nodeName}</span>
          <StatusBadge status={letter.status} />
        </span>
        <span className="truncate text-muted text-sm">{letter.errorMessage}</span>
        <span className="flex items-center gap-2 text-muted text-xs">
          <span className="min-w-0 flex-1 truncate">{letter.workflowName}</span>
          <RelativeTime at={letter.failedAt} />
        </span>
      </Link>
    </li>
  )
}
