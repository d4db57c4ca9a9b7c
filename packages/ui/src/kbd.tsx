import type { ComponentProps, ReactElement } from 'react'
import { cn } from './cn.ts'

/** A key of the keyboard. */
export function Kbd({ className, ...props }: ComponentProps<'kbd'>): ReactElement {
  return (
    <kbd
      className={cn(
        'inline-flex h-4 whitespace-nowrap min-w-4 items-center justify-center rounded-sm border border-current/25 px-1 font-sans text-xs leading-none opacity-80',
        className,
      )}
      {...props}
    />
  )
}
