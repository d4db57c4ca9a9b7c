import { Skeleton } from '@spane/ui'
import type { ReactElement } from 'react'

interface CanvasSkeletonProps {
  /** What is being opened, for those who hear it. */
  label: string
  /** With the palette of node types at its left, as the editor has it. */
  palette?: boolean
}

/** Holds the place of a canvas while it loads: its toolbar, its palette, and nodes on a line. */
export function CanvasSkeleton({ label, palette = false }: CanvasSkeletonProps): ReactElement {
  return (
    <main className="flex min-h-0 flex-1 flex-col" aria-busy="true">
      <h1 className="sr-only">{label}</h1>
      <div className="flex h-11 shrink-0 items-center gap-3 border-line border-b bg-surface px-3">
        <Skeleton className="h-4 w-44" />
        <Skeleton className="ml-auto h-7 w-20" />
        <Skeleton className="h-7 w-20" />
      </div>
      <div className="flex min-h-0 flex-1">
        {palette && (
          <div className="flex w-52 shrink-0 flex-col gap-3 overflow-hidden border-line border-r bg-surface p-2 max-md:hidden">
            <Skeleton className="h-8 rounded-md" />
            {PALETTE_ROWS.map((width) => (
              <div key={width} className="flex items-center gap-2 px-1.5">
                <Skeleton className="size-5.5 rounded-md" />
                <Skeleton className={`h-3.5 ${width}`} />
              </div>
            ))}
          </div>
        )}
        <div className="flex flex-1 items-center justify-center">
          {[0, 1, 2].map((index) => (
            <div key={index} className="flex items-center">
              {index > 0 && <div aria-hidden="true" className="h-px w-16 bg-line-strong" />}
              <Skeleton className="h-12 w-36 rounded-lg" />
            </div>
          ))}
        </div>
      </div>
    </main>
  )
}

/** Uneven, as names are. */
const PALETTE_ROWS = ['w-28', 'w-18', 'w-20', 'w-12', 'w-25', 'w-8', 'w-13', 'w-14', 'w-24', 'w-16'] as const
