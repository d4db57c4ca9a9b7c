'use client'

import type { TriggerDelivery } from '@spane/api'
import { Badge, Button, RelativeTime, Skeleton, type Tone } from '@spane/ui'
import { RotateCcw } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { executionHref } from '../layout/href.ts'
import { ListContent } from '../layout/list-content.tsx'
import { useDeliveries, useReplayDelivery } from './use-triggers.ts'

const LOOKS: Record<TriggerDelivery['status'], { tone: Tone; label: string }> = {
  pending: { tone: 'pending', label: 'Starting' },
  started: { tone: 'completed', label: 'Started' },
  refused: { tone: 'retrying', label: 'Refused' },
  failed: { tone: 'failed', label: 'Not started' },
}

/** What a trigger received or did last, with the way to its payload and to start it again. */
export function DeliveryList({ triggerId }: { triggerId: string }): ReactElement {
  const deliveries = useDeliveries(triggerId)
  const replay = useReplayDelivery()
  const items = deliveries.data?.items ?? []
  return (
    <ListContent
      name="deliveries"
      query={deliveries}
      filled={items.length > 0}
      skeleton={<Skeleton className="h-16" />}
      empty={<p className="text-muted text-sm">Nothing yet.</p>}
    >
      <ul aria-label="Deliveries" className="divide-y divide-line">
        {items.map((delivery) => (
          <li key={delivery.id} className="flex min-h-8 items-center gap-2 py-1 text-sm">
            <Badge tone={LOOKS[delivery.status].tone}>{LOOKS[delivery.status].label}</Badge>
            <RelativeTime at={delivery.at} className="text-muted" />
            {delivery.error && <span className="min-w-0 truncate text-muted">{delivery.error}</span>}
            {delivery.executionId && (
              <span className="ml-auto flex items-center gap-2">
                <Link href={executionHref(delivery.executionId)} className="rounded-sm hover:underline">
                  Execution and payload
                </Link>
                <Button
                  size="sm"
                  variant="ghost"
                  loading={replay.isPending && replay.variables.id === delivery.id}
                  onClick={() => replay.mutate({ id: delivery.id })}
                >
                  <RotateCcw aria-hidden="true" />
                  Replay
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </ListContent>
  )
}
