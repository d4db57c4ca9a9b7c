'use client'

import type { ExecutionView, NodeRunView } from '@spane/realtime'
import { Button } from '@spane/ui'
import type { Workflow } from '@spane/workflow'
import { OctagonX, RotateCw } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { deadLetterHref } from '../layout/href.ts'
import { useRetryDeadLetter } from './use-retry-dead-letter.ts'

/** Why the execution failed, and the way on: its dead letter and Retry. */
export function FailureBanner({
  view,
  definition,
}: {
  view: ExecutionView
  definition: Workflow
}): ReactElement | null {
  const retry = useRetryDeadLetter()
  if (view.status !== 'failed') return null
  const failed = Object.entries(view.nodes).filter(([, node]) => node.status === 'failed' && !node.handled)
  const first = failed[0]
  if (!first) return null
  const [nodeId, node] = first
  const name = definition.nodes.find((candidate) => candidate.id === nodeId)?.name ?? nodeId
  return (
    <div
      role="status"
      data-tone="failed"
      className="flex items-center gap-3 border-line border-b bg-tone-soft px-4 py-2 text-sm"
    >
      <OctagonX aria-hidden="true" className="size-4 shrink-0 text-tone" />
      <p className="min-w-0 flex-1 truncate" title={node.error?.message}>
        <strong className="font-medium text-tone">
          “{name}” failed{describeAttempts(node)}
        </strong>
        {node.error && <span className="text-muted"> · {node.error.message}</span>}
        {failed.length > 1 && <span className="text-muted"> · and {failed.length - 1} more</span>}
      </p>
      {node.deadLetterId && (
        <>
          <Button asChild size="sm">
            <Link href={deadLetterHref(node.deadLetterId)}>Open the dead letter</Link>
          </Button>
          <Button
            size="sm"
            variant="primary"
            loading={retry.isPending}
            onClick={() => node.deadLetterId && retry.mutate({ id: node.deadLetterId })}
          >
            {!retry.isPending && <RotateCw aria-hidden="true" />}
            Retry
          </Button>
        </>
      )}
    </div>
  )
}

function describeAttempts(node: NodeRunView): string {
  return node.attempt > 1 ? ` after ${node.attempt} attempts` : ''
}
