'use client'

import type { ExecutionDetail } from '@spane/api'
import { Button } from '@spane/ui'
import { GitBranch, PencilRuler, Pin } from 'lucide-react'
import type { ReactElement } from 'react'

export interface ShownRunBarProps {
  detail: ExecutionDetail
  /** The canvas shows the version of the run, and not the draft. */
  isOtherVersion: boolean
  onEditVersion: () => void
  onUseData: () => void
  isPinning: boolean
  onBack: () => void
}

/** Under the toolbar while a run from the list is shown: which version it ran, and what can be taken from it. */
export function ShownRunBar(props: ShownRunBarProps): ReactElement {
  const { detail, isOtherVersion, onEditVersion, onUseData, isPinning, onBack } = props
  return (
    <section
      aria-label="What to take from this run"
      className="flex flex-wrap items-center gap-2 border-line border-b bg-sunken px-4 py-1.5 text-sm"
    >
      <GitBranch aria-hidden="true" className="size-4 shrink-0 text-muted" />
      <p className="min-w-0 flex-1 text-muted">
        {isOtherVersion
          ? `This is version ${detail.versionNumber}, as this run ran it. What you edit is something else since.`
          : `This run ran version ${detail.versionNumber}, which is what you edit.`}
      </p>
      <Button size="sm" loading={isPinning} onClick={onUseData}>
        {!isPinning && <Pin aria-hidden="true" />}
        Use this run’s data
      </Button>
      {isOtherVersion && (
        <Button size="sm" onClick={onEditVersion}>
          <PencilRuler aria-hidden="true" />
          Edit this version
        </Button>
      )}
      <Button size="sm" variant="ghost" onClick={onBack}>
        Back to editing
      </Button>
    </section>
  )
}
