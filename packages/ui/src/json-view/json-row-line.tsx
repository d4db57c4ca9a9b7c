'use client'

import { ChevronRight } from 'lucide-react'
import type { DragEvent, ReactElement, ReactNode } from 'react'
import { cn } from '../cn.ts'
import type { JsonMapping } from './json-mapping.ts'
import { isCut, JsonValue } from './json-value.tsx'
import { PlaceMenu, placeMenuButton, textOfValue } from './place-menu.tsx'

export interface JsonRowLineProps {
  id: string
  /** Key, index, or the whole path of a match. */
  name: ReactNode
  /** JavaScript that reads the place. */
  path: string
  value: unknown
  /** Of a branch: what stands in place of its children. */
  summary?: string
  depth: number
  /** Of a branch or a long text; undefined where there is nothing to open. */
  open: boolean | undefined
  active: boolean
  menuOpen: boolean
  onMenu: (open: boolean) => void
  onPress: () => void
  mapping: JsonMapping | undefined
  /** A range is no place of its own. */
  isPlace?: boolean
}

/** Deeper levels are not moved further in: the line would be all margin. */
const DEEPEST = 16

/** One line of the tree or of the matches. */
export function JsonRowLine(props: JsonRowLineProps): ReactElement {
  const { id, name, path, value, summary, depth, open, active, menuOpen, onMenu, mapping, isPlace = true } = props
  const isBranch = summary !== undefined
  const canDrag = mapping !== undefined && isPlace && path !== ''
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.effectAllowed = 'copy'
    mapping?.onDragStart(path, event.dataTransfer)
  }
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and points at its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the tree
    <div
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-expanded={open}
      aria-selected={active}
      data-json-path={path}
      draggable={canDrag}
      onDragStart={canDrag ? onDragStart : undefined}
      onDragEnd={canDrag ? mapping.onDragEnd : undefined}
      onClick={props.onPress}
      style={{ paddingLeft: `${Math.min(depth, DEEPEST) * 12}px` }}
      className={cn(
        'group flex min-h-5.5 items-start rounded-sm pr-0.5',
        canDrag && 'cursor-grab active:cursor-grabbing',
        active ? 'bg-hover' : 'hover:bg-hover',
      )}
    >
      <span className="flex h-5.5 w-4 shrink-0 items-center">
        {open !== undefined && isBranch && (
          <ChevronRight
            aria-hidden="true"
            className={cn('size-3.5 text-faint transition-transform duration-100', open && 'rotate-90')}
          />
        )}
      </span>
      <span className={cn('flex min-w-0 flex-1 leading-5.5', open && !isBranch ? 'flex-col' : 'items-baseline')}>
        {name !== undefined && <span className="mr-1.5 max-w-[70%] shrink-0 truncate text-muted">{name}:</span>}
        {isBranch ? (
          <span className="text-faint">{summary}</span>
        ) : (
          <JsonValue value={value} whole={open === true && isCut(value)} />
        )}
      </span>
      {isPlace && (
        <PlaceMenu
          path={path}
          valueText={() => textOfValue(value)}
          mapping={mapping}
          open={menuOpen}
          onOpenChange={onMenu}
          className={cn(placeMenuButton, !active && !menuOpen && 'opacity-0 group-hover:opacity-100')}
        />
      )}
    </div>
  )
}
