import { Skeleton, Table, Td, Th, Tr } from '@spane/ui'
import type { ReactElement } from 'react'

/** Holds the place of a table while it loads: same columns, same row height. */
export function TableSkeleton({ columns, rows = 6 }: { columns: readonly string[]; rows?: number }): ReactElement {
  return (
    <div role="status" aria-label="Loading">
      <Table aria-hidden="true">
        <thead>
          <tr>
            {columns.map((column) => (
              <Th key={column}>{column}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton are all alike
            <Tr key={row}>
              {columns.map((column, index) => (
                <Td key={column}>
                  <Skeleton className={index === 0 ? 'h-3.5 w-48' : 'h-3.5 w-20'} />
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
