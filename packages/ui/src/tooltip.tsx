'use client'

import { Tooltip as TooltipPrimitive } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { cn } from './cn.ts'

/** Once near the root: after one tooltip was shown, its neighbours show at once. */
export function TooltipProvider({ children }: { children: ReactNode }): ReactElement {
  return (
    <TooltipPrimitive.Provider delayDuration={350} skipDelayDuration={200}>
      {children}
    </TooltipPrimitive.Provider>
  )
}

export interface TooltipProps {
  content: ReactNode
  /** Must be focusable, so that the keyboard reaches the tooltip too. */
  children: ReactElement
  side?: 'top' | 'right' | 'bottom' | 'left'
  className?: string
}

/** A short hint on hover and focus. Needs a {@link TooltipProvider} around it. */
export function Tooltip({ content, children, side = 'top', className }: TooltipProps): ReactElement {
  if (content === undefined || content === null || content === '') return children
  return (
    <TooltipPrimitive.Root>
      <TooltipPrimitive.Trigger asChild>{children}</TooltipPrimitive.Trigger>
      <TooltipPrimitive.Portal>
        <TooltipPrimitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            'z-50 max-w-72 animate-fade-in rounded-md bg-ink px-2 py-1 text-page text-xs shadow-overlay',
            className,
          )}
        >
          {content}
        </TooltipPrimitive.Content>
      </TooltipPrimitive.Portal>
    </TooltipPrimitive.Root>
  )
}
