import { Skeleton, Table, Td, Tr } from '@spane/ui'
import type { ReactElement } from 'react'

export interface TableSkeletonProps {
  /** The table's own `<thead>`, so that the columns stand where they will stay. */
  head: ReactElement
  /** Classes of what each column will hold: its width, and where the column is left out, as its head is. */
  cells: readonly (string | { width: string; className: string })[]
  rows?: number
}

/** Holds the place of a table while it loads: same columns, same row height. For a `ListContent`, which says so aloud. */
export function TableSkeleton({ head, cells, rows = 6 }: TableSkeletonProps): ReactElement {
  return (
    <Table aria-hidden="true">
      {head}
      <tbody>
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton are all alike
          <Tr key={row}>
            {cells.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as are its cells
              <Td key={column} className={typeof cell === 'string' ? undefined : cell.className}>
                <Skeleton className={`h-3.5 ${typeof cell === 'string' ? cell : cell.width}`} />
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
