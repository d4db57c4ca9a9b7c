'use client'

import { CopyButton } from '@spane/ui'
import type { ReactElement } from 'react'

/** An address on this server, to be copied. */
export function Address({ method, path }: { method: string; path: string }): ReactElement {
  const url = `${window.location.origin}${path}`
  return (
    <p className="mt-2 flex items-center gap-1.5 text-sm">
      <span className="font-medium text-xs">{method}</span>
      <code className="min-w-0 flex-1 truncate" title={url}>
        {url}
      </code>
      <CopyButton text={url} label="Copy the address" />
    </p>
  )
}
