'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactElement, type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { cn } from '../cn.ts'
import { flattenJson, type JsonRow } from './flatten-json.ts'
import type { JsonMapping } from './json-mapping.ts'
import { jsonPath } from './json-path.ts'
import { JsonRowLine } from './json-row-line.tsx'
import { isCut } from './json-value.tsx'
import type { JsonMatch } from './search-json.ts'

export interface JsonTreeProps {
  value: unknown
  /** Names the tree for assistive technology. */
  label: string
  /** What paths begin with. */
  root: string
  mapping: JsonMapping | undefined
  /** Listed in place of the tree. */
  matches?: readonly JsonMatch[]
  className?: string
}

const ROW_HEIGHT = 22

/**
 * A value as a tree, or what was found in it as a list. Only what is in sight is drawn. One tab stop: arrows walk, open
 * and close; Enter opens what can be opened, the menu key, Shift+F10 or M the menu of a row.
 */
export function JsonTree({ value, label, root, mapping, matches, className }: JsonTreeProps): ReactElement {
  const idPrefix = useId()
  const box = useRef<HTMLDivElement>(null)
  const [openRows, setOpenRows] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [activeId, setActiveId] = useState<string>()
  const [menuId, setMenuId] = useState<string>()
  const rows = useMemo(() => (matches ? matches.map(toRow) : flattenJson(value, openRows)), [value, openRows, matches])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
    // What is drawn where there is no screen to measure.
    initialRect: { width: 320, height: 400 },
  })
  const activeIndex = Math.max(
    0,
    rows.findIndex((row) => row.id === activeId),
  )
  const active = rows[activeIndex]

  const toggle = (row: JsonRow, open: boolean) => setOpenRows(new Map(openRows).set(row.id, open))
  const isOpen = (row: JsonRow) => (row.kind === 'scalar' ? (openRows.get(row.id) ?? false) : row.open)
  const canOpen = (row: JsonRow) => (row.kind === 'scalar' ? isCut(row.value) : row.size > 0 && !matches)
  const move = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))]
    if (!row) return
    setActiveId(row.id)
    virtual.scrollToIndex(rows.indexOf(row))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || !active || event.ctrlKey || event.metaKey || event.altKey) return
    const handled = () => {
      switch (event.key) {
        case 'ArrowDown':
          return move(activeIndex + 1)
        case 'ArrowUp':
          return move(activeIndex - 1)
        case 'Home':
          return move(0)
        case 'End':
          return move(rows.length - 1)
        case 'PageDown':
          return move(activeIndex + 10)
        case 'PageUp':
          return move(activeIndex - 10)
        case 'ArrowRight':
          return canOpen(active) && !isOpen(active) ? toggle(active, true) : move(activeIndex + 1)
        case 'ArrowLeft':
          return isOpen(active) ? toggle(active, false) : move(parentIndex(rows, activeIndex))
        case 'Enter':
        case ' ':
          return canOpen(active) ? toggle(active, !isOpen(active)) : setMenuId(active.id)
        case 'ContextMenu':
        case 'm':
        case 'F10':
          return setMenuId(active.id)
        default:
          return false
      }
    }
    if (handled() === false) return
    setActiveId((id) => id ?? active.id)
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={box}
      role="tree"
      aria-label={label}
      aria-activedescendant={active && `${idPrefix}${active.id}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className={cn('overflow-auto p-1 font-mono text-xs focus-visible:outline-offset-[-2px]', className)}
    >
      <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (!row) return null
          return (
            <div
              key={item.key}
              role="presentation"
              ref={virtual.measureElement}
              data-index={item.index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <JsonRowLine
                id={`${idPrefix}${row.id}`}
                name={nameOf(row, matches !== undefined, root)}
                path={jsonPath(row.keys, root)}
                value={row.value}
                summary={summaryOf(row)}
                depth={matches ? 0 : row.depth}
                open={canOpen(row) ? isOpen(row) : undefined}
                active={row === active}
                menuOpen={menuId === row.id}
                onMenu={(open) => setMenuId(open ? row.id : undefined)}
                onPress={() => {
                  setActiveId(row.id)
                  if (canOpen(row)) toggle(row, !isOpen(row))
                }}
                mapping={mapping}
                isPlace={row.kind !== 'range'}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function toRow({ keys, value }: JsonMatch): JsonRow {
  const isBranch = typeof value === 'object' && value !== null
  const size = isBranch ? Object.keys(value).length : 0
  return { id: `=${jsonPath(keys)}`, kind: isBranch ? 'branch' : 'scalar', keys, value, depth: 0, open: false, size }
}

function nameOf(row: JsonRow, isMatch: boolean, root: string): ReactNode {
  return isMatch ? jsonPath(row.keys, root) : row.name
}

function summaryOf({ kind, value, size }: JsonRow): string | undefined {
  if (kind === 'scalar') return undefined
  if (kind === 'range') return `(${size})`
  if (Array.isArray(value)) return size === 0 ? '[]' : `[${size}]`
  return size === 0 ? '{}' : `{${size}}`
}

function parentIndex(rows: readonly JsonRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0
  for (let at = index - 1; at >= 0; at--) if ((rows[at] as JsonRow).depth < depth) return at
  return index
}
