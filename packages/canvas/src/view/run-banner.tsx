'use client'

import { Duration, IconButton, StatusBadge } from '@spane/ui'
import { History, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { useEditor } from '../store/editor-context.ts'

/** Names the run that lies over the canvas and the version that it ran. */
export function RunBanner({ onClose }: { onClose?: () => void }): ReactElement | null {
  const run = useEditor((state) => state.run)
  if (!run) return null
  const { view, versionLabel, versionNote, notice, at } = run
  return (
    <div className="pointer-events-none absolute inset-x-0 top-3 z-10 flex flex-col items-center gap-1.5 px-3">
      {/* biome-ignore lint/a11y/useSemanticElements: a labelled part of the canvas, not a fieldset */}
      <div
        role="group"
        aria-label="Run shown"
        data-execution-id={run.executionId}
        data-execution-status={view.status}
        data-execution-seq={view.seq}
        className="pointer-events-auto flex h-8 items-center gap-2 rounded-md border border-line bg-surface pr-1 pl-1.5 text-xs shadow-card"
      >
        <StatusBadge status={view.status} />
        <span className="whitespace-nowrap text-muted">{versionLabel}</span>
        {versionNote && <span className="border-line border-l pl-2">{versionNote}</span>}
        {view.halted && (
          <span data-tone="failed" className="whitespace-nowrap border-line border-l pl-2 font-medium text-tone">
            A failure halts it
          </span>
        )}
        {at !== undefined && (
          <span data-tone="waiting" className="flex items-center gap-1 whitespace-nowrap font-medium text-tone">
            <History aria-hidden="true" className="size-3.5" />
            As it stood then
          </span>
        )}
        {view.startedAt && (
          <span className="border-line border-l pl-2 text-muted">
            <Duration since={view.startedAt} until={view.endedAt} />
          </span>
        )}
        {onClose ? (
          <IconButton size="sm" label="Close the execution" onClick={onClose} className="size-6">
            <X />
          </IconButton>
        ) : (
          <span className="w-0.5" />
        )}
      </div>
      {notice && at === undefined && (
        <div className="pointer-events-auto max-w-lg rounded-md border border-warning/40 bg-warning-soft px-2.5 py-1 text-warning text-xs">
          {notice}
        </div>
      )}
    </div>
  )
}
