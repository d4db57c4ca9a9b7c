'use client'

import { Button, Tooltip } from '@spane/ui'
import { GitCompareArrows } from 'lucide-react'
import type { ReactElement } from 'react'

export interface HistoryButtonProps {
  publishedVersion: number | null
  /** What the draft differs by from what is published. */
  difference: string | undefined
  onOpen: () => void
}

/** Opens the history, and says by what the draft differs from what is published. */
export function HistoryButton({ publishedVersion, difference, onOpen }: HistoryButtonProps): ReactElement {
  const differs = publishedVersion !== null && difference !== undefined
  return (
    <Tooltip
      side="bottom"
      content={differs ? `${difference} since version ${publishedVersion}, which is published` : 'Versions'}
    >
      <Button
        variant="ghost"
        size={differs ? 'sm' : 'icon-sm'}
        aria-label={differs ? `Versions: ${difference} since the published one` : 'Versions'}
        onClick={onOpen}
      >
        <GitCompareArrows aria-hidden="true" />
        {/* In words where there is room: the toolbar must not grow a line while somebody edits. */}
        {differs && <span aria-hidden="true" className="size-1.5 rounded-full bg-warning 2xl:hidden" />}
        {differs && <span className="hidden max-w-36 truncate text-warning 2xl:inline">{difference}</span>}
      </Button>
    </Tooltip>
  )
}
