'use client'

import type { SystemWorkers } from '@spane/api'
import { Duration, Table, Td, Th, Tr } from '@spane/ui'
import type { ReactElement } from 'react'
import { millisecondsBetween } from './milliseconds-between.ts'
import { nodeTypeName } from './node-type-name.ts'

/** What is ready and waits for a slot, by node type. */
export function QueueTable({ queue, now }: { queue: SystemWorkers['queue']; now: string }): ReactElement {
  return (
    <section aria-label="Queue">
      <div className="mb-2 flex items-baseline gap-3">
        <h2 className="font-semibold text-base">Waiting for a slot</h2>
        <p className="text-muted text-sm tabular-nums">
          {queue.readyIsMore ? `more than ${queue.ready.toLocaleString()}` : queue.ready.toLocaleString()} ready ·{' '}
          {queue.backend === 'redis' ? 'Redis' : 'PostgreSQL'} carries the wake-ups
        </p>
      </div>
      {queue.types.length === 0 ? (
        <p className="rounded-lg border border-line bg-surface px-4 py-3 text-muted text-sm">
          Nothing waits: every node that is ready runs.
        </p>
      ) : (
        <Table aria-label="Ready nodes by type">
          <thead>
            <tr>
              <Th>Node type</Th>
              <Th className="w-32 text-right">Ready</Th>
              <Th className="w-40 text-right">Oldest waits for</Th>
            </tr>
          </thead>
          <tbody>
            {queue.types.map((type) => (
              <Tr key={type.nodeType}>
                <Td className="font-medium">{nodeTypeName(type.nodeType)}</Td>
                <Td className="text-right tabular-nums">{type.ready.toLocaleString()}</Td>
                <Td className="text-right text-muted">
                  <Duration ms={millisecondsBetween(type.oldestReadyAt, now)} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  )
}
