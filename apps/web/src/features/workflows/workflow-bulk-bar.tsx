'use client'

import { Button, toast } from '@spane/ui'
import { useMutation } from '@tanstack/react-query'
import { ArchiveRestore, FileDown, FolderInput, Pause, Play, Tag, Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { SelectionBar } from '../../bulk/selection-bar.tsx'
import type { Selection } from '../../bulk/use-selection.ts'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPCClient } from '../../trpc/trpc.ts'
import { useExport } from './transfer/use-export.ts'
import type { useWorkflowChanges } from './use-workflow-changes.ts'
import type { ChosenWorkflow, ListQuestion } from './workflow-dialogs.tsx'
import { toFilter, type WorkflowPlace } from './workflow-place.ts'

export interface WorkflowBulkBarProps {
  place: WorkflowPlace
  selection: Selection
  chosen: readonly ChosenWorkflow[]
  /** Whether the list goes on beyond what is loaded, all of which is chosen. */
  offersAll: boolean
  changes: ReturnType<typeof useWorkflowChanges>
  onChooseAll: (workflows: readonly ChosenWorkflow[]) => void
  onAsk: (question: ListQuestion) => void
}

/** What can be done with the chosen workflows. */
export function WorkflowBulkBar(props: WorkflowBulkBarProps): ReactElement {
  const { place, selection, chosen, offersAll, changes, onChooseAll, onAsk } = props
  const client = useTRPCClient()
  const all = useMutation({
    mutationFn: () => client.workflows.matching.query(toFilter(place)),
    onSuccess: ({ items, more }) => {
      onChooseAll(items)
      if (more) toast(`The first ${items.length.toLocaleString('en')} were chosen: no more can be changed at a time`)
    },
    onError: tellFailure('The others could not be chosen'),
  })
  const { exportWorkflows, isPending } = useExport()
  const ask = (to: 'move' | 'tag' | 'delete' | 'purge') => onAsk({ about: 'workflows', to, workflows: chosen })
  const activate = (active: boolean) => {
    changes.activate(chosen, active)
    selection.clear()
  }
  return (
    <SelectionBar
      selection={selection}
      label="Chosen workflows"
      aside={
        offersAll && (
          <Button size="sm" variant="ghost" loading={all.isPending} onClick={() => all.mutate()}>
            Choose all that match
          </Button>
        )
      }
    >
      {place.trash ? (
        <>
          <Button
            size="sm"
            onClick={() => {
              changes.restore(chosen)
              selection.clear()
            }}
          >
            <ArchiveRestore aria-hidden="true" />
            Restore
          </Button>
          <Button size="sm" variant="danger-ghost" onClick={() => ask('purge')}>
            <Trash2 aria-hidden="true" />
            Delete for good…
          </Button>
        </>
      ) : (
        <>
          <Button size="sm" onClick={() => ask('move')}>
            <FolderInput aria-hidden="true" />
            Move…
          </Button>
          <Button size="sm" onClick={() => ask('tag')}>
            <Tag aria-hidden="true" />
            Tags…
          </Button>
          <Button size="sm" onClick={() => activate(true)}>
            <Play aria-hidden="true" />
            Activate
          </Button>
          <Button size="sm" onClick={() => activate(false)}>
            <Pause aria-hidden="true" />
            Pause
          </Button>
          <Button size="sm" loading={isPending} onClick={() => exportWorkflows(chosen.map(({ id }) => id))}>
            {!isPending && <FileDown aria-hidden="true" />}
            Export
          </Button>
          <Button size="sm" variant="danger-ghost" onClick={() => ask('delete')}>
            <Trash2 aria-hidden="true" />
            Delete…
          </Button>
        </>
      )}
    </SelectionBar>
  )
}
