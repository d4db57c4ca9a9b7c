'use client'

import { ChevronRight } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { cn } from './cn.ts'

/** Children drawn at once; the rest follows on demand, so that a list of a million does not freeze the page. */
const PAGE = 100
const LONGEST_STRING = 500
/** Levels that are open at first. */
const OPEN_LEVELS = 2

export function JsonTree({ value }: { value: unknown }): ReactElement {
  return <JsonEntry value={value} depth={0} />
}

interface JsonEntryProps {
  name?: string
  value: unknown
  depth: number
}

function JsonEntry({ name, value, depth }: JsonEntryProps): ReactElement {
  if (value !== null && typeof value === 'object') return <JsonBranch name={name} value={value} depth={depth} />
  return (
    <div className="flex pl-4">
      <JsonName name={name} />
      <JsonScalar value={value} />
    </div>
  )
}

function JsonBranch({ name, value, depth }: JsonEntryProps & { value: object }): ReactElement {
  const isArray = Array.isArray(value)
  const keys = isArray ? undefined : Object.keys(value)
  const size = keys ? keys.length : (value as unknown[]).length
  const [open, setOpen] = useState(depth < OPEN_LEVELS && size <= PAGE)
  const [limit, setLimit] = useState(PAGE)
  const summary = isArray ? `[${size}]` : `{${size}}`
  if (size === 0) {
    return (
      <div className="flex pl-4">
        <JsonName name={name} />
        <span className="text-faint">{isArray ? '[]' : '{}'}</span>
      </div>
    )
  }
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex items-center rounded-sm text-left hover:bg-hover"
      >
        <ChevronRight
          aria-hidden="true"
          className={cn('mr-0.5 size-3.5 shrink-0 text-faint transition-transform duration-100', open && 'rotate-90')}
        />
        <JsonName name={name} />
        <span className="text-faint">{summary}</span>
      </button>
      {open && (
        <div className="ml-1.5 border-line border-l pl-1.5">
          {range(Math.min(size, limit)).map((index) => {
            const key = keys ? (keys[index] as string) : String(index)
            return <JsonEntry key={key} name={key} value={(value as Record<string, unknown>)[key]} depth={depth + 1} />
          })}
          {size > limit && (
            <button
              type="button"
              onClick={() => setLimit(limit + PAGE)}
              className="ml-4 rounded-sm px-1 font-sans text-accent-ink hover:underline"
            >
              Show {Math.min(PAGE, size - limit)} more of {size - limit}
            </button>
          )}
        </div>
      )}
    </div>
  )
}

function JsonName({ name }: { name: string | undefined }): ReactElement | null {
  if (name === undefined) return null
  return <span className="mr-1.5 shrink-0 text-muted">{name}:</span>
}

function JsonScalar({ value }: { value: unknown }): ReactElement {
  const [whole, setWhole] = useState(false)
  if (typeof value === 'string') {
    const cut = !whole && value.length > LONGEST_STRING
    return (
      <span className="whitespace-pre-wrap break-all text-completed" data-json="string">
        {JSON.stringify(cut ? value.slice(0, LONGEST_STRING) : value)}
        {cut && (
          <button
            type="button"
            onClick={() => setWhole(true)}
            className="ml-1 rounded-sm font-sans text-accent-ink hover:underline"
          >
            show all {value.length} characters
          </button>
        )}
      </span>
    )
  }
  const tone = typeof value === 'number' ? 'running' : 'waiting'
  return (
    <span className="text-tone" data-tone={tone} data-json={value === null ? 'null' : typeof value}>
      {String(value)}
    </span>
  )
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index)
}
