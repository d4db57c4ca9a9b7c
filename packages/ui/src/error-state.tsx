'use client'

import { RotateCw, TriangleAlert } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Button } from './button.tsx'
import { cn } from './cn.ts'

export interface ErrorStateProps {
  title?: ReactNode
  /** What went wrong, in a sentence. */
  message: ReactNode
  onRetry?: () => void
  retrying?: boolean
  /** A way on beside trying again, or in place of it. */
  action?: ReactNode
  className?: string
}

/** In place of content that could not be loaded. */
export function ErrorState({
  title = 'This could not be loaded',
  message,
  onRetry,
  retrying,
  action,
  className,
}: ErrorStateProps): ReactElement {
  return (
    <div
      role="alert"
      className={cn('flex flex-col items-center justify-center gap-1 px-6 py-12 text-center', className)}
    >
      <span className="mb-2 flex size-10 items-center justify-center rounded-lg bg-failed-soft text-failed">
        <TriangleAlert aria-hidden="true" className="size-5" strokeWidth={1.5} />
      </span>
      <div className="font-medium text-base text-ink">{title}</div>
      <p className="max-w-md break-words text-muted text-sm">{message}</p>
      {(onRetry || action) && (
        <div className="mt-3 flex flex-wrap justify-center gap-2">
          {onRetry && (
            <Button onClick={onRetry} loading={retrying}>
              {!retrying && <RotateCw aria-hidden="true" />}
              Try again
            </Button>
          )}
          {action}
        </div>
      )}
    </div>
  )
}
