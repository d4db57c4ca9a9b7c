import { Skeleton } from '@spane/ui'
import type { ReactElement } from 'react'

/** Holds the place of a canvas with its toolbar while it loads. */
export function CanvasSkeleton({ label }: { label: string }): ReactElement {
  return (
    <main className="flex min-h-0 flex-1 flex-col" aria-busy="true">
      <h1 className="sr-only">{label}</h1>
      <div className="flex h-11 shrink-0 items-center gap-3 border-line border-b bg-surface px-3">
        <Skeleton className="h-4 w-44" />
        <Skeleton className="ml-auto h-7 w-24" />
      </div>
      <div className="flex flex-1 items-center justify-center gap-10">
        {[0, 1, 2].map((index) => (
          <Skeleton key={index} className="h-14 w-44 rounded-md" />
        ))}
      </div>
    </main>
  )
}
