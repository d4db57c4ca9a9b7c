import type { ReactElement } from 'react'
import { cn } from './cn.ts'

/** Holds the place of content that loads, so that nothing jumps. Give it the content's size. */
export function Skeleton({ className }: { className?: string }): ReactElement {
  return <div aria-hidden="true" className={cn('animate-pulse rounded-sm bg-hover', className)} />
}
