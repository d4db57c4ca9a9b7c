'use client'

import { IconButton } from '@spane/ui'
import type { Workflow } from '@spane/workflow'
import { X } from 'lucide-react'
import { type ReactElement, useMemo } from 'react'
import { LogView } from '../../logs/log-view.tsx'

export interface ExecutionLogPanelProps {
  executionId: string
  definition: Workflow
  isLive: boolean
  /** The moment that is looked at; absent for now. */
  until: number | undefined
  onClose: () => void
}

/** What all nodes of an execution log, in the order in which it was stored; stands below the canvas. */
export function ExecutionLogPanel({
  executionId,
  definition,
  isLive,
  until,
  onClose,
}: ExecutionLogPanelProps): ReactElement {
  const names = useMemo(() => new Map(definition.nodes.map((node) => [node.id, node.name || node.id])), [definition])
  return (
    <section aria-label="Log of the execution" className="flex h-72 shrink-0 flex-col border-line border-t bg-surface">
      <header className="flex h-9 items-center px-3">
        <h2 className="flex-1 font-semibold text-sm">Log of all nodes</h2>
        <IconButton size="sm" label="Close the log" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      <LogView
        executionId={executionId}
        isLive={isLive}
        until={until}
        nodeName={(nodeId) => names.get(nodeId) ?? nodeId}
        className="border-line border-t"
      />
    </section>
  )
}
