'use client'

import type { ReactElement, ReactNode } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { Tooltip } from './tooltip.tsx'

export interface IconButtonProps extends Omit<ButtonProps, 'size' | 'children' | 'aria-label' | 'asChild'> {
  /** Read aloud, and shown as the tooltip. */
  label: string
  children: ReactNode
  size?: 'sm' | 'md'
  /** Shown after the label in the tooltip, e.g. a key. */
  shortcut?: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  /** `false` where the label already stands beside the button. */
  tooltip?: boolean
}

/** A button that is only an icon. */
export function IconButton({
  label,
  size = 'md',
  variant = 'ghost',
  shortcut,
  side,
  tooltip = true,
  children,
  ...props
}: IconButtonProps): ReactElement {
  const button = (
    <Button aria-label={label} variant={variant} size={size === 'sm' ? 'icon-sm' : 'icon-md'} {...props}>
      {children}
    </Button>
  )
  if (!tooltip) return button
  return (
    <Tooltip
      side={side}
      content={
        <span className="inline-flex items-center gap-1.5">
          {label}
          {shortcut}
        </span>
      }
    >
      {button}
    </Tooltip>
  )
}
