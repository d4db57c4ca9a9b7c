import type { ComponentProps, ReactElement } from 'react'
import { cn } from './cn.ts'
import type { Tone } from './status.ts'

export interface BadgeProps extends ComponentProps<'span'> {
  tone?: Tone
}

/** A short label, e.g. a count, a version or a type. */
export function Badge({ tone = 'pending', className, ...props }: BadgeProps): ReactElement {
  return (
    <span
      data-tone={tone}
      className={cn(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm bg-tone-soft px-1.5 font-medium text-tone text-xs tabular-nums',
        className,
      )}
      {...props}
    />
  )
}
