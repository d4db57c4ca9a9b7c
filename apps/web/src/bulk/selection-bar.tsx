'use client'

import { Button } from '@spane/ui'
import type { ReactElement, ReactNode } from 'react'
import type { Selection } from './use-selection.ts'

export interface SelectionBarProps {
  selection: Selection
  /** Read aloud, e.g. `Chosen executions`. */
  label: string
  /** Beside the count, e.g. a way to choose more. */
  aside?: ReactNode
  /** What can be done with them. */
  children: ReactNode
}

/** Stands above a list as long as rows of it are chosen. */
export function SelectionBar({ selection, label, aside, children }: SelectionBarProps): ReactElement | null {
  if (selection.ids.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons about the list, not a fieldset
    <div
      role="group"
      aria-label={label}
      className="sticky top-0 z-20 mb-2 flex flex-wrap items-center gap-2 rounded-md border border-line bg-raised px-3 py-1.5 shadow-card"
    >
      <span role="status" className="font-medium text-sm tabular-nums">
        {selection.ids.length.toLocaleString('en')} chosen
      </span>
      {aside}
      <span className="flex-1" />
      {children}
      <Button size="sm" variant="ghost" onClick={selection.clear}>
        Clear
      </Button>
    </div>
  )
}
