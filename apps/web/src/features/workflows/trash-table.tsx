'use client'

import type { WorkflowSummary } from '@spane/api'
import { Button, Checkbox, RelativeTime, Table, Td, Th, Tr } from '@spane/ui'
import { ArchiveRestore } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Selection } from '../../bulk/use-selection.ts'
import { SortTh } from './sort-th.tsx'
import type { WorkflowPlace } from './workflow-place.ts'

export interface TrashTableProps {
  place: WorkflowPlace
  workflows: readonly WorkflowSummary[]
  selection: Selection
  onRestore: (workflow: WorkflowSummary) => void
}

/** What was deleted and can come back. */
export function TrashTable({ place, workflows, selection, onRestore }: TrashTableProps): ReactElement {
  const chosen = selection.ids.length
  return (
    <Table aria-label="Deleted workflows">
      <thead>
        <tr>
          <Th className="w-10">
            <Checkbox
              aria-label="Choose all in the list"
              checked={chosen === 0 ? false : chosen >= workflows.length ? true : 'indeterminate'}
              onCheckedChange={selection.toggleAll}
              className="align-middle"
            />
          </Th>
          <SortTh place={place} sort="name" label="Name" />
          <Th className="w-24 text-right">Nodes</Th>
          <SortTh place={place} sort="changed" label="Deleted" className="w-36" />
          <Th className="w-32">
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {workflows.map((workflow) => (
          <Tr key={workflow.id} data-selected={selection.has(workflow.id)}>
            <Td>
              <Checkbox
                aria-label={`Choose ${workflow.name}`}
                checked={selection.has(workflow.id)}
                onClick={(event) => selection.toggle(workflow.id, event.shiftKey)}
                className="align-middle"
              />
            </Td>
            <Td className="max-w-0 truncate font-medium">{workflow.name}</Td>
            <Td className="text-right text-muted tabular-nums">{workflow.nodeCount.toLocaleString('en')}</Td>
            <Td className="text-muted">{workflow.deletedAt && <RelativeTime at={workflow.deletedAt} />}</Td>
            <Td className="text-right">
              <Button size="sm" aria-label={`Restore ${workflow.name}`} onClick={() => onRestore(workflow)}>
                <ArchiveRestore aria-hidden="true" />
                Restore
              </Button>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
