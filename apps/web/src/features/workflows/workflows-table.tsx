'use client'

import type { WorkflowSummary, WorkflowTag } from '@spane/api'
import { Checkbox, formatBytes, formatRelativeTime, RelativeTime, StatusBadge, Table, Td, Th, Tr } from '@spane/ui'
import Link from 'next/link'
import type { KeyboardEvent, ReactElement, ReactNode } from 'react'
import type { Selection } from '../../bulk/use-selection.ts'
import { executionHref, workflowHref } from '../../layout/href.ts'
import { startDrag } from './drag-rows.ts'
import { SortTh } from './sort-th.tsx'
import type { ListQuestion } from './workflow-dialogs.tsx'
import { placeHref, type WorkflowPlace } from './workflow-place.ts'
import { WorkflowRowMenu } from './workflow-row-menu.tsx'

export interface WorkflowsTableHeadProps {
  place: WorkflowPlace
  selection?: Selection
  /** Rows that can be chosen. */
  total?: number
}

export function WorkflowsTableHead({ place, selection, total = 0 }: WorkflowsTableHeadProps): ReactElement {
  const chosen = selection?.ids.length ?? 0
  return (
    <thead>
      <tr>
        <Th className="w-10">
          {selection && total > 0 && (
            <Checkbox
              aria-label="Choose all in the list"
              checked={chosen === 0 ? false : chosen >= total ? true : 'indeterminate'}
              onCheckedChange={selection.toggleAll}
              className="align-middle"
            />
          )}
        </Th>
        <SortTh place={place} sort="name" label="Name" />
        <Th className="w-20 text-right max-xl:hidden">Nodes</Th>
        <Th className="w-28">Triggers</Th>
        <Th className="w-60">Last execution</Th>
        <Th className="w-24 text-right max-xl:hidden">Storage</Th>
        <SortTh place={place} sort="changed" label={place.trash ? 'Deleted' : 'Changed'} className="w-32" />
        <Th className="w-12">
          <span className="sr-only">Actions</span>
        </Th>
      </tr>
    </thead>
  )
}

export interface WorkflowsTableProps {
  place: WorkflowPlace
  workflows: readonly WorkflowSummary[]
  selection: Selection
  /** Rows above the workflows. */
  folders?: ReactNode
  onAsk: (question: ListQuestion) => void
  onActivate: (workflow: WorkflowSummary, active: boolean) => void
}

/** The workflows with what happened to them last. `M`, `T` and Delete act on the row that has the focus, or on the chosen ones. */
export function WorkflowsTable(props: WorkflowsTableProps): ReactElement {
  const { place, workflows, selection, folders, onAsk, onActivate } = props
  const chosen = workflows.filter(({ id }) => selection.has(id))
  const onKeyDown = (event: KeyboardEvent, workflow: WorkflowSummary) => {
    const to = ({ m: 'move', t: 'tag', Delete: 'delete' } as const)[event.key]
    if (!to || event.ctrlKey || event.metaKey || event.altKey) return
    // Keys in the open menu of the row bubble to here, too, although it stands elsewhere.
    if (!(event.target instanceof Node && event.currentTarget.contains(event.target))) return
    event.preventDefault()
    onAsk({ about: 'workflows', to, workflows: selection.has(workflow.id) ? chosen : [workflow] })
  }
  return (
    <Table aria-label="Workflows" className="min-w-[48rem]">
      <WorkflowsTableHead place={place} selection={selection} total={workflows.length} />
      <tbody>
        {folders}
        {workflows.map((workflow) => (
          <Tr
            key={workflow.id}
            className="relative"
            data-selected={selection.has(workflow.id)}
            draggable
            onDragStart={(event) => {
              const dragged = selection.has(workflow.id) ? selection.ids : [workflow.id]
              startDrag(event, { workflowIds: [...dragged] })
            }}
            onKeyDown={(event) => onKeyDown(event, workflow)}
          >
            <Td>
              <Checkbox
                aria-label={`Choose ${workflow.name}`}
                checked={selection.has(workflow.id)}
                onClick={(event) => selection.toggle(workflow.id, event.shiftKey)}
                className="relative z-10 align-middle"
              />
            </Td>
            <Td className="max-w-0">
              <div className="flex min-w-0 items-center gap-2">
                <Link
                  href={workflowHref(workflow.id)}
                  className="min-w-16 truncate rounded-sm font-medium after:absolute after:inset-0 hover:text-accent-ink"
                >
                  {workflow.name}
                </Link>
                <Tags tags={workflow.tags} place={place} />
              </div>
            </Td>
            <Td className="text-right text-muted tabular-nums max-xl:hidden">
              {workflow.nodeCount.toLocaleString('en')}
            </Td>
            <Td className="text-muted">
              <Triggers workflow={workflow} />
            </Td>
            <Td>
              {workflow.lastExecution ? (
                <Link
                  href={executionHref(workflow.lastExecution.id)}
                  className="relative z-10 flex w-fit items-center gap-2 rounded-sm text-muted hover:text-ink hover:underline"
                >
                  <StatusBadge status={workflow.lastExecution.status} />
                  <RelativeTime at={workflow.lastExecution.createdAt} />
                </Link>
              ) : (
                <span className="text-faint">Never run</span>
              )}
            </Td>
            <Td className="text-right text-muted tabular-nums max-xl:hidden">
              <Storage storage={workflow.storage} />
            </Td>
            <Td className="text-muted">
              <RelativeTime at={workflow.updatedAt} />
            </Td>
            <Td className="relative z-10 px-2 text-right">
              <WorkflowRowMenu
                workflow={workflow}
                onAsk={onAsk}
                onActivate={(active) => onActivate(workflow, active)}
              />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** Each leads to all that has it. */
function Tags({ tags, place }: { tags: readonly WorkflowTag[]; place: WorkflowPlace }): ReactElement | null {
  if (tags.length === 0) return null
  return (
    <ul aria-label="Tags" className="relative z-10 flex min-w-0 shrink items-center gap-1 overflow-hidden">
      {tags.map(({ id, name }) => (
        <li key={id} className="min-w-0">
          <Link
            href={placeHref({ ...place, tagIds: [id] })}
            className="block max-w-32 truncate rounded-sm border border-line bg-sunken px-1.5 text-muted text-xs leading-5 hover:border-line-strong hover:text-ink"
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Triggers({ workflow: { triggers } }: { workflow: WorkflowSummary }): ReactElement {
  const { total, active } = triggers
  if (total === 0) return <span className="text-faint">–</span>
  if (active === 0) return <>Paused</>
  return <span className="tabular-nums">{active === total ? `${active} active` : `${active} of ${total} active`}</span>
}

/** What the executions take of the database. An estimate, and shown as one. */
function Storage({ storage }: { storage: WorkflowSummary['storage'] }): ReactElement {
  if (!storage) return <span className="text-faint">–</span>
  const count = storage.executions.toLocaleString('en')
  const measured = formatRelativeTime(Date.parse(storage.measuredAt), Date.now())
  return (
    <span title={`About ${formatBytes(storage.bytes)} for ${count} executions, estimated ${measured}`}>
      ≈ {formatBytes(storage.bytes)}
    </span>
  )
}
