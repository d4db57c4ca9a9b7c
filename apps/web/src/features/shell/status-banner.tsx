'use client'

import { CloudOff, DatabaseZap, TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import { useConnectionLost } from '../../live/use-connection-lost.ts'
import { useNoWorker, useServerTrouble } from '../../system/use-system-status.ts'

/** Says what keeps executions from running or their changes from being seen. */
export function StatusBanner(): ReactElement | null {
  const lost = useConnectionLost()
  const trouble = useServerTrouble()
  const noWorker = useNoWorker()
  if (!lost && !trouble && !noWorker) return null
  return (
    <div
      role="status"
      className="flex items-center gap-2 border-line border-b bg-warning-soft px-4 py-1.5 text-sm text-warning"
    >
      {trouble ? (
        <>
          <DatabaseZap aria-hidden="true" className="size-4 shrink-0" />
          <span>
            {trouble === 'unreachable'
              ? 'The server does not answer: check that SPANE is running. What is shown may be out of date.'
              : 'The server cannot read its database or queue; its log says why. What is shown may be out of date.'}{' '}
            It is tried again.
          </span>
        </>
      ) : lost ? (
        <>
          <CloudOff aria-hidden="true" className="size-4 shrink-0" />
          <span>Live updates have stopped. Reconnecting; nothing that happens meanwhile is missed.</span>
        </>
      ) : (
        <>
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
          <span>No worker is running: executions wait until one starts.</span>
        </>
      )}
    </div>
  )
}
