'use client'

import type { ExecutionRow } from '@spane/api'
import { Checkbox, Table, Th } from '@spane/ui'
import type { ReactElement } from 'react'
import type { Selection } from '../../bulk/use-selection.ts'
import { ExecutionTree } from './execution-tree.tsx'

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
        <Th className="w-20 text-right">Version</Th>
        <Th className="w-44 max-xl:hidden">Started by</Th>
        <Th className="w-32">Started</Th>
        <Th className="w-28 text-right">Duration</Th>
        <Th className="w-36">Execution</Th>
      </tr>
    </thead>
  )
}

export function ExecutionsTable({
  executions,
  selection,
}: {
  executions: readonly ExecutionRow[]
  selection: Selection
}): ReactElement {
  return (
    <Table aria-label="Executions" className="min-w-[54rem]">
      <ExecutionsTableHead selection={selection} total={executions.length} />
      <tbody>
        {executions.map((execution) => (
          <ExecutionTree key={execution.id} execution={execution} selection={selection} />
        ))}
      </tbody>
    </Table>
  )
}
