'use client'

import type { DeadLetterSummary } from '@spane/api'
import { Badge, Checkbox, cn, RelativeTime, StatusBadge } from '@spane/ui'
import Link from 'next/link'
import type { ReactElement } from 'react'

export interface DeadLetterRowProps {
  letter: DeadLetterSummary
  /** It no longer matches, and is only kept in its place: how it stands now is not known here. */
  gone: boolean
  href: string
  opened: boolean
  selected: boolean
  onSelect: (selected: boolean) => void
}

export function DeadLetterRow({ letter, gone, href, opened, selected, onSelect }: DeadLetterRowProps): ReactElement {
  return (
    <li
      className={cn(
        'flex border-line border-b border-l-2 border-l-transparent hover:bg-hover/60',
        selected && 'bg-hover/60',
        opened && 'border-l-accent bg-accent-soft hover:bg-accent-soft',
      )}
    >
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is the control, and names itself */}
      <label className="flex cursor-pointer items-start pt-3 pr-1 pl-3.5">
        <Checkbox
          checked={selected && !gone}
          disabled={gone}
          onCheckedChange={(checked) => onSelect(checked === true)}
          aria-label={`Select the letter “${letter.errorMessage}”`}
          tabIndex={-1}
        />
      </label>
      <Link
        href={href}
        replace
        scroll={false}
        data-row={letter.id}
        aria-current={opened ? 'true' : undefined}
        className="flex min-w-0 flex-1 flex-col gap-0.5 py-2.5 pr-4 pl-2 outline-offset-[-2px]"
      >
        <span className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate text-sm">{letter.errorMessage}</span>
          {gone ? <Badge>moved on</Badge> : <StatusBadge status={letter.status} />}
        </span>
        <span className="flex items-center gap-2 text-muted text-xs">
          <span className="min-w-0 flex-1 truncate">
            {letter.failures > 1
              ? `Failed ${letter.failures} times`
              : letter.attempts === 1
                ? '1 attempt'
                : `${letter.attempts} attempts`}
          </span>
          <RelativeTime at={letter.failedAt} />
        </span>
      </Link>
    </li>
  )
}
