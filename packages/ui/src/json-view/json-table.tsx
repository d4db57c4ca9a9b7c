'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type DragEvent, type ReactElement, useRef, useState } from 'react'
import { cn } from '../cn.ts'
import type { JsonMapping } from './json-mapping.ts'
import { jsonPath } from './json-path.ts'
import { JsonValue } from './json-value.tsx'
import { PlaceMenu, placeMenuButton } from './place-menu.tsx'
import { cellKeys, columnPath, type JsonTable as Table } from './tables-of.ts'

const ROW_HEIGHT = 24
const NUMBER_WIDTH = 44
const COLUMN_WIDTH = 132

/** A list of objects as rows, its columns' heads to be carried into fields. Only rows in sight are drawn. */
export function JsonTable({
  table,
  label,
  root,
  mapping,
  className,
}: {
  table: Table
  label: string
  root: string
  mapping: JsonMapping | undefined
  className?: string
}): ReactElement {
  const box = useRef<HTMLDivElement>(null)
  const [menuColumn, setMenuColumn] = useState<string>()
  const virtual = useVirtualizer({
    count: table.rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    initialRect: { width: 320, height: 400 },
  })
  const columns = `${NUMBER_WIDTH}px repeat(${table.columns.length}, ${COLUMN_WIDTH}px)`
  const width = NUMBER_WIDTH + COLUMN_WIDTH * table.columns.length
  const carry = (path: string) =>
    mapping && {
      draggable: true,
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.effectAllowed = 'copy'
        mapping.onDragStart(path, event.dataTransfer)
      },
      onDragEnd: mapping.onDragEnd,
    }
  // biome-ignore-start lint/a11y/useSemanticElements: rows that are placed one by one cannot be those of a table
  // biome-ignore-start lint/a11y/useFocusableInteractive: the head's button has the focus
  return (
    <div
      ref={box}
      role="table"
      aria-label={label}
      aria-rowcount={table.rows.length + 1}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by the keyboard
      tabIndex={0}
      className={cn('overflow-auto font-mono text-xs focus-visible:outline-offset-[-2px]', className)}
    >
      <div role="rowgroup" className="sticky top-0 z-10 border-line border-b bg-sunken" style={{ width }}>
        <div role="row" aria-rowindex={1} className="grid h-7 items-center" style={{ gridTemplateColumns: columns }}>
          <span role="columnheader" className="px-2 text-faint">
            #
          </span>
          {table.columns.map((column) => {
            const path = columnPath(table, column, root)
            return (
              <span
                key={column}
                role="columnheader"
                data-json-path={path}
                title={path}
                {...carry(path)}
                className={cn('flex items-center pl-2 font-medium text-muted', mapping && 'cursor-grab')}
              >
                <span className="truncate">{column}</span>
                <PlaceMenu
                  path={path}
                  mapping={mapping}
                  open={menuColumn === column}
                  onOpenChange={(open) => setMenuColumn(open ? column : undefined)}
                  tabIndex={0}
                  className={placeMenuButton}
                />
              </span>
            )
          })}
        </div>
      </div>
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize(), width }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            role="row"
            aria-rowindex={index + 2}
            className="absolute top-0 left-0 grid items-center border-line border-b hover:bg-hover"
            style={{ height: ROW_HEIGHT, width, gridTemplateColumns: columns, transform: `translateY(${start}px)` }}
          >
            <span role="cell" className="px-2 text-faint tabular-nums">
              {index}
            </span>
            {table.columns.map((column) => (
              <span
                key={column}
                role="cell"
                {...carry(jsonPath(cellKeys(table, index, column), root))}
                className={cn('flex truncate px-2', mapping && 'cursor-grab')}
              >
                <Cell value={table.rows[index]?.[column]} />
              </span>
            ))}
          </div>
        ))}
      </div>
      {table.hiddenColumns > 0 && (
        <p className="sticky left-0 w-fit px-2 py-1 font-sans text-faint">
          {table.hiddenColumns} more columns: see the tree.
        </p>
      )}
    </div>
  )
  // biome-ignore-end lint/a11y/useFocusableInteractive: see above
  // biome-ignore-end lint/a11y/useSemanticElements: see above
}

function Cell({ value }: { value: unknown }): ReactElement | null {
  if (value === undefined) return null
  if (Array.isArray(value)) return <span className="text-faint">[{value.length}]</span>
  if (typeof value === 'object' && value !== null)
    return <span className="text-faint">{`{${Object.keys(value).length}}`}</span>
  return <JsonValue value={value} />
}
