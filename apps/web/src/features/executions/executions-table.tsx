'use client'

import type { ExecutionListItem } from '@spane/api'
import { Checkbox, Duration, RelativeTime, StatusBadge, Table, Td, Th, Tr } from '@spane/ui'
import Link from 'next/link'
import type { ReactElement } from 'react'
import type { Selection } from '../../bulk/use-selection.ts'
import { describeCancel, describeHold, shortCancel, shortHold } from '../../flow/describe-flow.ts'
import { executionHref } from '../../layout/href.ts'
import { describeOrigin } from '../../origin/describe-origin.ts'

export function ExecutionsTableHead({ selection, total }: { selection?: Selection; total?: number }): ReactElement {
  const chosen = selection?.ids.length ?? 0
  return (
    <thead>
      <tr>
        <Th className="w-10">
          {selection && (
            <Checkbox
              aria-label="Choose all in the list"
              checked={chosen === 0 ? false : chosen === total ? true : 'indeterminate'}
              onCheckedChange={selection.toggleAll}
              className="align-middle"
            />
          )}
        </Th>
        <Th>Workflow</Th>
        <Th className="w-36">Status</Th>
        <Th className="w-24 text-right">Version</Th>
        <Th className="w-44">Started by</Th>
        <Th className="w-32">Started</Th>
        <Th className="w-32 text-right">Duration</Th>
        <Th className="w-36">Execution</Th>
      </tr>
    </thead>
  )
}

export function ExecutionsTable({
  executions,
  selection,
}: {
  executions: readonly ExecutionListItem[]
  selection: Selection
}): ReactElement {
  return (
    <Table aria-label="Executions" className="min-w-3xl">
      <ExecutionsTableHead selection={selection} total={executions.length} />
      <tbody>
        {executions.map((execution) => (
          <Tr key={execution.id} className="relative">
            <Td>
              <Checkbox
                aria-label={`Choose ${execution.workflowName}, ${shortId(execution.id)}`}
                checked={selection.has(execution.id)}
                onClick={(event) => selection.toggle(execution.id, event.shiftKey)}
                className="relative z-10 align-middle"
              />
            </Td>
            <Td className="max-w-0">
              <Link
                href={executionHref(execution.id)}
                className="block truncate rounded-sm font-medium after:absolute after:inset-0 hover:text-accent-ink"
              >
                {execution.workflowName}
                {execution.parent && (
                  <span className="font-normal text-muted"> · item {execution.parent.index} of its parent</span>
                )}
                <FlowNote execution={execution} />
              </Link>
            </Td>
            <Td>
              <StatusBadge status={execution.status} className="align-middle" />
            </Td>
            <Td className="text-right text-muted tabular-nums">{execution.versionNumber}</Td>
            <Td className="max-w-0 truncate text-muted" title={describeOrigin(execution)}>
              {describeOrigin(execution) ?? <span className="text-faint">Not known</span>}
            </Td>
            <Td className="text-muted">
              <RelativeTime at={execution.createdAt} />
            </Td>
            <Td className="text-right text-muted">
              <Duration since={execution.startedAt} until={execution.endedAt} />
            </Td>
            <Td className="font-mono text-faint text-xs">{shortId(execution.id)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** What it waits for, or why it was cancelled; in full when the pointer rests on it. */
function FlowNote({ execution }: { execution: ExecutionListItem }): ReactElement | null {
  const { heldKey, cancelReason } = execution
  const note = heldKey === null ? describeCancel(cancelReason) : describeHold(heldKey)
  if (note === undefined) return null
  return (
    <span className="font-normal text-muted" title={note}>
      {' · '}
      {heldKey === null ? shortCancel(cancelReason) : shortHold(heldKey)}
    </span>
  )
}

/** The end of a UUID: time-ordered ones of the same day begin alike. */
function shortId(id: string): string {
  return id.length > 12 ? id.slice(-12) : id
}
