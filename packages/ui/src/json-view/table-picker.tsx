'use client'

import type { ReactElement } from 'react'
import { Select } from '../select.tsx'
import { jsonPath } from './json-path.ts'
import type { JsonTable } from './tables-of.ts'

/** Chooses which part of a value is shown as a table, where there are several. */
export function TablePicker({
  tables,
  chosen,
  root,
  onChoose,
}: {
  tables: readonly JsonTable[]
  chosen: number
  root: string
  onChoose: (index: number) => void
}): ReactElement | null {
  if (tables.length < 2) return null
  return (
    <div className="shrink-0 border-line border-b px-2 py-1">
      <Select
        aria-label="Rows of the table"
        value={String(chosen)}
        onValueChange={(index) => onChoose(Number(index))}
        options={tables.map((table, index) => ({
          value: String(index),
          label: `${jsonPath(table.keys, root) || 'The whole value'} (${table.kind === 'list' ? table.rows.length : 'one row'})`,
        }))}
      />
    </div>
  )
}
