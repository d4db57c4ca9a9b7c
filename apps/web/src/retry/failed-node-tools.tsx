'use client'

import type { NodeRunView } from '@spane/realtime'
import { Button, IconButton, Skeleton, STATUS_LOOKS } from '@spane/ui'
import { useQuery } from '@tanstack/react-query'
import { Braces, ExternalLink, RotateCw } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { deadLetterHref } from '../layout/href.ts'
import { useTRPC } from '../trpc/trpc.ts'
import type { RetryMenu } from './use-retry-menu.tsx'

interface FailedNodeToolsProps {
  nodeName: string
  node: NodeRunView
  deadLetterId: string
  menu: RetryMenu
}

/** Under a node that failed for good, on the canvas: what became of its attempts, its dead letter, and the ways on. */
export function FailedNodeTools({ nodeName, node, deadLetterId, menu }: FailedNodeToolsProps): ReactElement | null {
  const trpc = useTRPC()
  const { data: letter, isPending } = useQuery(trpc.deadLetters.get.queryOptions({ id: deadLetterId }))
  if (isPending) return <Skeleton className="h-8 w-56" />
  if (!letter) return null
  const attempts = node.attempt > 1 ? `all ${node.attempt} attempts used` : 'no attempt left'
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons about a node, not a fieldset
    <div
      role="group"
      aria-label={`${nodeName} failed: what to do`}
      data-tone="failed"
      className="flex items-center gap-1 rounded-md border border-tone/40 bg-raised p-1 text-xs shadow-card"
    >
      {letter.status === 'open' && (
        <>
          <Button size="sm" variant="primary" loading={menu.isRetrying} onClick={() => menu.retry(letter.id)}>
            {!menu.isRetrying && <RotateCw aria-hidden="true" />}
            Retry
          </Button>
          <IconButton size="sm" label="Retry with another input…" onClick={() => menu.editInput(letter.id)}>
            <Braces aria-hidden="true" />
          </IconButton>
        </>
      )}
      <Link
        href={deadLetterHref(letter.id)}
        className="flex items-center gap-1 rounded-sm px-1 text-accent-ink hover:underline"
      >
        Dead letter: {STATUS_LOOKS[letter.status].label.toLowerCase()}
        <ExternalLink aria-hidden="true" className="size-3" />
      </Link>
      <span className="whitespace-nowrap pr-1 text-muted">· {attempts}</span>
    </div>
  )
}
