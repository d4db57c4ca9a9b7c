'use client'

import type { ExecutionDetail } from '@spane/api'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { executionHref } from '../../layout/href.ts'
import { describeOrigin, sourceOf } from '../../origin/describe-origin.ts'

/** What set the execution off, and the way to the one whose results it reuses. */
export function ExecutionOrigin({ detail }: { detail: ExecutionDetail }): ReactElement | null {
  const text = detail.parent ? undefined : describeOrigin(detail)
  if (text === undefined) return null
  const source = sourceOf(detail)
  return (
    <span className="flex min-w-0 items-center gap-1 truncate text-muted text-xs">
      <span aria-hidden="true">·</span>
      <span className="truncate">{text}</span>
      {source !== undefined && (
        <Link href={executionHref(source)} className="shrink-0 rounded-sm text-accent-ink hover:underline">
          of …{source.slice(-6)}
        </Link>
      )}
    </span>
  )
}
