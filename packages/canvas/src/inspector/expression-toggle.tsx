'use client'

import { cn, Tooltip } from '@spane/ui'
import type { ReactElement } from 'react'

const classes = 'inline-flex h-4.5 items-center rounded-sm px-1 font-mono text-xs italic leading-none'

/** Says that a field's text holds an expression. */
export function ExpressionMarker(): ReactElement {
  return (
    <span title="Holds an expression" className={cn(classes, 'bg-accent-soft text-accent-ink')}>
      fx
    </span>
  )
}

/** Switches a field between a fixed value and an expression. */
export function ExpressionToggle({ isOn, onToggle }: { isOn: boolean; onToggle: () => void }): ReactElement {
  return (
    <Tooltip content={isOn ? 'Use a fixed value' : 'Use an expression'}>
      <button
        type="button"
        aria-label="Expression"
        aria-pressed={isOn}
        onClick={onToggle}
        className={cn(classes, isOn ? 'bg-accent-soft text-accent-ink' : 'text-faint hover:bg-hover hover:text-ink')}
      >
        fx
      </button>
    </Tooltip>
  )
}
