'use client'

import type { WorkflowSummary } from '@spane/api'
import { formatBytes, formatRelativeTime, RelativeTime, StatusBadge, Table, Td, Th, Tr } from '@spane/ui'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { executionHref, workflowHref } from '../../layout/href.ts'
import { WorkflowRowMenu } from './workflow-row-menu.tsx'

export function WorkflowsTableHead(): ReactElement {
  return (
    <thead>
      <tr>
        <Th>Name</Th>
        <Th className="w-24 text-right">Nodes</Th>
        <Th className="w-64">Last execution</Th>
        <Th className="w-28 text-right">Storage</Th>
        <Th className="w-36">Changed</Th>
        <Th className="w-12">
          <span className="sr-only">Actions</span>
        </Th>
      </tr>
    </thead>
  )
}

/** The workflows with what happened to them last. */
export function WorkflowsTable({ workflows }: { workflows: readonly WorkflowSummary[] }): ReactElement {
  return (
    <Table aria-label="Workflows">
      <WorkflowsTableHead />
      <tbody>
        {workflows.map((workflow) => (
          <Tr key={workflow.id} className="relative">
            <Td className="max-w-0">
              <Link
                href={workflowHref(workflow.id)}
                className="block truncate rounded-sm font-medium after:absolute after:inset-0 hover:text-accent-ink"
              >
                {workflow.name}
              </Link>
            </Td>
            <Td className="text-right text-muted tabular-nums">{workflow.nodeCount}</Td>
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
            <Td className="text-right text-muted tabular-nums">
              <Storage storage={workflow.storage} />
            </Td>
            <Td className="text-muted">
              <RelativeTime at={workflow.updatedAt} />
            </Td>
            <Td className="relative z-10 px-2 text-right">
              <WorkflowRowMenu workflow={workflow} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** What the executions take of the database. An estimate, and shown as one. */
function Storage({ storage }: { storage: WorkflowSummary['storage'] }): ReactElement {
  if (!storage) return <span className="text-faint">–</span>
  const count = storage.executions.toLocaleString()
  const measured = formatRelativeTime(Date.parse(storage.measuredAt), Date.now())
  return (
    <span title={`About ${formatBytes(storage.bytes)} for ${count} executions, estimated ${measured}`}>
      ≈ {formatBytes(storage.bytes)}
    </span>
  )
}
