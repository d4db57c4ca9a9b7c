'use client'

import { WorkflowEditor, type WorkflowEditorHandle } from '@spane/canvas'
import type { NodeDescription } from '@spane/node-sdk'
import { Button, Dialog, ErrorState, Select, Spinner } from '@spane/ui'
import { diffWorkflows, summarizeDiff, type Workflow } from '@spane/workflow'
import { RotateCcw } from 'lucide-react'
import { type ReactElement, useMemo, useRef } from 'react'
import { readProblem } from '../../../trpc/read-problem.ts'
import { useVersion } from '../../../versions/use-version.ts'
import { ChangeList } from './change-list.tsx'
import { type ChangeEntry, listChanges } from './list-changes.ts'
import type { Comparison, Side } from './use-history.ts'
import { useVersions, VersionList } from './version-list.tsx'

export interface HistoryDialogProps {
  workflowId: string
  /** As it is on the canvas. */
  draft: Workflow
  publishedVersion: number | null
  nodeTypes: readonly NodeDescription[]
  comparison: Comparison
  onCompare: (comparison: Comparison) => void
  onRestore: (version: number, workflow: Workflow) => void
  onClose: () => void
}

/** The history of a workflow: any version on the canvas, compared with any other, and back into the draft. */
export function HistoryDialog(props: HistoryDialogProps): ReactElement {
  const { workflowId, draft, publishedVersion, nodeTypes, comparison, onCompare, onRestore, onClose } = props
  const { shown, base } = comparison
  const canvas = useRef<WorkflowEditorHandle>(null)
  const shownSide = useSide(workflowId, shown, draft)
  const baseSide = useSide(workflowId, base, draft)
  const after = shownSide.workflow
  const before = baseSide.workflow
  const diff = useMemo(() => (before && after ? diffWorkflows(before, after) : undefined), [before, after])
  const entries = useMemo(
    () => (diff && before && after ? listChanges(diff, before, after) : []),
    [diff, before, after],
  )
  const problem = shownSide.error ?? baseSide.error
  const reveal = ({ place }: ChangeEntry) => {
    if (place?.kind === 'node') canvas.current?.reveal(place.id)
    else if (place) canvas.current?.revealNote(place.id)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="full"
      title={`Versions of ${draft.name}`}
      description="Any version on the canvas, compared with any other. Nothing here changes the draft until you restore a version."
    >
      <div className="flex h-full min-h-0">
        <section aria-label={`Canvas of ${nameOf(shown)}`} className="relative min-w-0 flex-1">
          {problem ? (
            <ErrorState
              title="This version could not be loaded"
              message={readProblem(problem).message}
              onRetry={() => {
                shownSide.retry()
                baseSide.retry()
              }}
            />
          ) : after && (base === null || before) ? (
            <WorkflowEditor
              // Another version is another canvas: it is fitted to view anew.
              key={`${shown}:${base}`}
              readOnly
              handle={canvas}
              workflow={after}
              comparedWith={before}
              nodeTypes={nodeTypes}
            />
          ) : (
            <div className="flex h-full items-center justify-center gap-2 text-muted text-sm">
              <Spinner /> Loading {nameOf(shown)}…
            </div>
          )}
        </section>
        <aside className="flex w-80 shrink-0 flex-col border-line border-l" aria-label="Versions and differences">
          <div className="max-h-[46%] shrink-0 overflow-y-auto border-line border-b p-2">
            <VersionList
              workflowId={workflowId}
              shown={shown}
              onShow={(side) => onCompare({ shown: side, base: otherThan(side, base, publishedVersion) })}
              draftState={publishedVersion === null ? 'Never published' : 'What is edited now'}
            />
          </div>
          <div className="flex flex-col gap-2 border-line border-b p-3">
            <CompareSelect
              workflowId={workflowId}
              shown={shown}
              base={base}
              publishedVersion={publishedVersion}
              onChange={(next) => onCompare({ shown, base: next })}
            />
            {typeof shown === 'number' && after && (
              <Button variant="primary" size="sm" onClick={() => onRestore(shown, after)}>
                <RotateCcw aria-hidden="true" />
                Restore version {shown} into the draft
              </Button>
            )}
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-2">
            {diff && (
              <p role="status" className="px-2 pb-1 font-medium text-sm">
                {summarizeDiff(diff) ?? `No difference: ${nameOf(shown)} is the same as ${nameOf(base)}.`}
              </p>
            )}
            <ChangeList key={`${shown}:${base}`} entries={entries} onReveal={reveal} />
          </div>
        </aside>
      </div>
    </Dialog>
  )
}

function CompareSelect(props: {
  workflowId: string
  shown: Side
  base: Side | null
  publishedVersion: number | null
  onChange: (base: Side | null) => void
}): ReactElement {
  const { workflowId, shown, base, publishedVersion, onChange } = props
  const list = useVersions(workflowId)
  const numbers = new Set(list.data?.pages.flatMap((page) => page.items.map(({ number }) => number)))
  if (publishedVersion !== null) numbers.add(publishedVersion)
  if (typeof base === 'number') numbers.add(base)
  const versions = [...numbers].filter((number) => number !== shown).sort((left, right) => right - left)
  return (
    <div className="flex items-center gap-2 text-sm">
      <span className="shrink-0 text-muted">Compared with</span>
      <Select
        size="sm"
        aria-label="Compared with"
        value={base === null ? 'nothing' : String(base)}
        onValueChange={(value) => onChange(value === 'nothing' ? null : value === 'draft' ? 'draft' : Number(value))}
        options={[
          { value: 'nothing', label: 'Nothing' },
          ...(shown === 'draft' ? [] : [{ value: 'draft', label: 'The draft' }]),
          ...versions.map((number) => ({
            value: String(number),
            label: `Version ${number}${number === publishedVersion ? ', published' : ''}`,
          })),
        ]}
      />
    </div>
  )
}

/** Keeps what is compared with, unless it would be compared with itself. */
function otherThan(shown: Side, base: Side | null, publishedVersion: number | null): Side | null {
  if (shown !== base && base !== null) return base
  return shown === 'draft' ? publishedVersion : 'draft'
}

function useSide(workflowId: string, side: Side | null, draft: Workflow) {
  const version = useVersion(workflowId, typeof side === 'number' ? side : null)
  if (side === 'draft') return { workflow: draft, error: null, retry: () => undefined }
  return {
    workflow: side === null ? undefined : version.data?.workflow,
    error: side === null ? null : version.error,
    retry: () => void version.refetch(),
  }
}

function nameOf(side: Side | null): string {
  return side === 'draft' ? 'the draft' : `version ${side}`
}
