'use client'

import { Button, cn, Popover, PopoverContent, PopoverTrigger } from '@spane/ui'
import { Server, ServerOff } from 'lucide-react'
import type { ReactElement } from 'react'
import { useConnectionLost } from '../../live/use-connection-lost.ts'
import { useSystemStatus } from '../../system/use-system-status.ts'

/** A lamp for the system's state; what stands behind it opens on a click. */
export function SystemIndicator(): ReactElement {
  const status = useSystemStatus()
  const lost = useConnectionLost()
  const workers = status?.workersAlive ?? 0
  const troubled = lost || status?.workersAlive === 0
  const summary = lost ? 'Reconnecting' : status === undefined ? 'Unknown' : workers === 0 ? 'No worker' : 'All well'
  const Icon = troubled ? ServerOff : Server
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="icon-md" aria-label={`System: ${summary}`} className="relative">
          <Icon aria-hidden="true" strokeWidth={1.75} />
          {status && (
            <span
              aria-hidden="true"
              data-tone={troubled ? 'retrying' : 'completed'}
              className={cn('absolute top-1.5 right-1.5 size-1.5 rounded-full bg-tone')}
            />
          )}
        </Button>
      </PopoverTrigger>
      <PopoverContent side="right" align="end" aria-label="System" className="w-64">
        <h2 className="font-semibold text-sm">System</h2>
        <dl className="mt-2 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-sm [&_dd]:text-right [&_dd]:tabular-nums [&_dt]:text-muted">
          <dt>Live updates</dt>
          <dd>{lost ? 'Reconnecting…' : 'Connected'}</dd>
          {status && (
            <>
              <dt>Workers</dt>
              <dd>{workers}</dd>
              <dt>Queue</dt>
              <dd>{status.backend === 'redis' ? 'Redis' : 'PostgreSQL'}</dd>
              <dt>Waiting in the queue</dt>
              <dd>{status.queue.waiting}</dd>
              <dt>Being worked on</dt>
              <dd>{status.queue.active}</dd>
              <dt>Delayed</dt>
              <dd>{status.queue.delayed}</dd>
              <dt>Version</dt>
              <dd>{status.version}</dd>
            </>
          )}
        </dl>
      </PopoverContent>
    </Popover>
  )
}
