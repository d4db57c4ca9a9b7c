'use client'

import { Search } from 'lucide-react'
import { type ReactElement, type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { Button } from '../button.tsx'
import { cn } from '../cn.ts'
import { CopyButton } from '../copy-button.tsx'
import { formatBytes } from '../format-bytes.ts'
import { IconButton } from '../icon-button.tsx'
import { Input } from '../input.tsx'
import { JsonLines } from './json-lines.tsx'
import type { JsonMapping } from './json-mapping.ts'
import { JsonTable } from './json-table.tsx'
import { JsonTree } from './json-tree.tsx'
import { TablePicker } from './table-picker.tsx'
import { tablesOf } from './tables-of.ts'
import { useJsonSearch } from './use-json-search.ts'

export interface JsonViewProps {
  /** JSON text. What does not parse (because it was cut) is shown as text. */
  text: string
  /** Names it for assistive technology, e.g. "Output". */
  label: string
  /** Set when `text` is only the beginning of what there is. */
  truncated?: boolean
  /** Size of the whole value. */
  bytes?: number
  /** Loads the whole of a truncated value. */
  onLoadAll?: () => void
  isLoading?: boolean
  /** What copied paths begin with, e.g. `input`. */
  root?: string
  /** Lets fields of the value be carried into a form. */
  mapping?: JsonMapping
  /** In place of the label, which is only read out then, and of the size: e.g. where the value comes from. */
  note?: ReactNode
  /** Takes the height of its parent instead of its own. */
  fill?: boolean
  className?: string
}

type View = 'tree' | 'table' | 'json'
const VIEWS = [
  { view: 'tree', label: 'Tree' },
  { view: 'table', label: 'Table' },
  { view: 'json', label: 'JSON' },
] as const

/** A JSON value as a tree, a table or text, to be searched and copied from. Only what is in sight is drawn. */
export function JsonView(props: JsonViewProps): ReactElement {
  const { text, label, truncated = false, bytes, root = '', mapping, note, fill = false, className } = props
  const parsed = useMemo(() => parse(text), [text])
  const tables = useMemo(() => (parsed ? tablesOf(parsed.value) : []), [parsed])
  const [view, setView] = useState<View>('tree')
  const [tableIndex, setTableIndex] = useState(0)
  const [query, setQuery] = useState<string>()
  const search = useJsonSearch(parsed?.value, useDeferredValue(query?.trim() ?? ''))
  const table = tables[Math.min(tableIndex, tables.length - 1)]
  const shown: View = parsed === undefined ? 'json' : view === 'table' && !table ? 'tree' : view
  const searching = (query ?? '').trim() !== '' && parsed !== undefined
  const body = cn('min-h-0', fill ? 'flex-1' : 'max-h-96')
  return (
    <section
      aria-label={label}
      className={cn('flex min-h-0 flex-col rounded-md border border-line bg-sunken', fill && 'h-full', className)}
    >
      <div className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-2 border-line border-b py-0.5 pr-0.5 pl-2">
        <span className="flex min-h-7 min-w-0 flex-wrap items-center gap-x-2">
          {note ?? (
            <>
              <span className="font-medium text-muted text-xs">{label}</span>
              {bytes !== undefined && <span className="text-faint text-xs tabular-nums">{formatBytes(bytes)}</span>}
            </>
          )}
        </span>
        <span className="ml-auto flex items-center">
          {parsed !== undefined &&
            VIEWS.filter((option) => option.view !== 'table' || tables.length > 0).map((option) => (
              <button
                key={option.view}
                type="button"
                aria-pressed={shown === option.view}
                onClick={() => setView(option.view)}
                className="rounded-sm px-1 py-0.5 text-muted text-xs hover:bg-hover hover:text-ink aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink"
              >
                {option.label}
              </button>
            ))}
          {parsed !== undefined && (
            <IconButton
              size="sm"
              label={`Search ${label.toLowerCase()}`}
              aria-pressed={query !== undefined}
              onClick={() => setQuery(query === undefined ? '' : undefined)}
            >
              <Search />
            </IconButton>
          )}
          <CopyButton text={text} label={`Copy ${label.toLowerCase()}`} />
        </span>
      </div>
      {query !== undefined && parsed && (
        <div className="flex shrink-0 items-center gap-2 border-line border-b px-2 py-1">
          <Input
            type="search"
            autoFocus
            aria-label={`Find in ${label.toLowerCase()}`}
            placeholder="Find a field or a value"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              event.stopPropagation()
              setQuery(undefined)
            }}
            className="h-7 text-xs"
          />
          <output className="shrink-0 text-faint text-xs tabular-nums">
            {searching && `${search.matches.length}${search.cut ? '+' : ''} found${search.done ? '' : ' …'}`}
          </output>
        </div>
      )}
      {searching ? (
        <JsonTree
          value={parsed.value}
          label={`Found in ${label.toLowerCase()}`}
          root={root}
          mapping={mapping}
          matches={search.matches}
          className={body}
        />
      ) : shown === 'tree' && parsed ? (
        <JsonTree value={parsed.value} label={`${label} tree`} root={root} mapping={mapping} className={body} />
      ) : shown === 'table' && table ? (
        <>
          <TablePicker tables={tables} chosen={tables.indexOf(table)} root={root} onChoose={setTableIndex} />
          <JsonTable table={table} label={`${label} table`} root={root} mapping={mapping} className={body} />
        </>
      ) : (
        <JsonLines text={text} isJson={parsed !== undefined} className={body} />
      )}
      {truncated && (
        <p className="flex shrink-0 flex-wrap items-center gap-2 border-line border-t px-2 py-1 text-warning text-xs">
          <span>
            Only the beginning is shown
            {bytes !== undefined && `: the whole value has ${formatBytes(bytes)}`}.
          </span>
          {props.onLoadAll && (
            <Button size="sm" className="h-6" loading={props.isLoading} onClick={props.onLoadAll}>
              Load all of it
            </Button>
          )}
        </p>
      )}
    </section>
  )
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}
