'use client'

import { formatExactTime, Spinner, Tooltip } from '@spane/ui'
import { Check, CloudOff, Pencil, TriangleAlert } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import type { SaveState } from '../editor-props.ts'

/** Whether the edits have arrived, in a word and a shape. */
export function SaveIndicator({ state }: { state: SaveState }): ReactElement {
  const { icon, text, hint, tone } = describe(state)
  return (
    <Tooltip content={hint}>
      <span
        role="status"
        data-save-state={state.kind}
        data-tone={tone}
        className="flex h-7 min-w-0 items-center gap-1.5 px-1 text-tone text-xs tabular-nums [&_svg]:size-3.5 [&_svg]:shrink-0"
      >
        {icon}
        <span className="truncate">{text}</span>
      </span>
    </Tooltip>
  )
}

function describe(state: SaveState): { icon: ReactNode; text: string; hint?: string; tone: string } {
  switch (state.kind) {
    case 'saved':
      return {
        icon: <Check aria-hidden="true" />,
        text: 'Saved',
        hint: state.at && `Saved ${formatExactTime(new Date(state.at).getTime())}`,
        tone: 'pending',
      }
    case 'saving':
      return { icon: <Spinner />, text: 'Saving…', tone: 'pending' }
    case 'unsaved':
      return { icon: <Pencil aria-hidden="true" />, text: `${changes(state.count)} to save`, tone: 'pending' }
    case 'offline':
      return {
        icon: <CloudOff aria-hidden="true" />,
        text: `Offline, ${changes(state.count)} kept`,
        hint: 'The server cannot be reached. Your changes are kept here and are saved when it is back.',
        tone: 'retrying',
      }
    case 'conflict':
      return {
        icon: <TriangleAlert aria-hidden="true" />,
        text: 'Not saved: decide first',
        hint: state.message ?? 'Somebody else has changed the same.',
        tone: 'failed',
      }
  }
}

function changes(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`
}
