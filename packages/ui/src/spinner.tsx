import { LoaderCircle } from 'lucide-react'
import type { ReactElement } from 'react'
import { cn } from './cn.ts'

/** Decoration only: say what is loading in text beside it, or give a `label`. */
export function Spinner({ className, label }: { className?: string; label?: string }): ReactElement {
  return (
    <>
      <LoaderCircle aria-hidden="true" className={cn('size-4 shrink-0 animate-spin', className)} />
      {label && (
        <span role="status" className="sr-only">
          {label}
        </span>
      )}
    </>
  )
}
