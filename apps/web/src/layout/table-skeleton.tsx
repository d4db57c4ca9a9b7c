import { Skeleton, Table, Td, Tr } from '@spane/ui'
import type { ReactElement } from 'react'

export interface TableSkeletonProps {
  /** The table's own `<thead>`, so that the columns stand where they will stay. */
  head: ReactElement
  /** Width classes of what each column will hold. */
  cells: readonly string[]
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
            {cells.map((width, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as are its cells
              <Td key={column}>
                <Skeleton className={`h-3.5 ${width}`} />
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
