import type { ReactElement } from 'react'
import { cn } from '../cn.ts'

/** Characters of a string in one line. */
const LONGEST = 500
/** Characters of one that is shown in full: more would freeze the page, and is copied instead. */
const LONGEST_WHOLE = 20_000

/** Whether a line shows only the beginning of a value. */
export function isCut(value: unknown): boolean {
  return typeof value === 'string' && value.length > 60
}

/** A string, number, boolean or null, coloured by its kind; `whole` wraps a long string instead of cutting it. */
export function JsonValue({ value, whole = false }: { value: unknown; whole?: boolean }): ReactElement {
  if (typeof value === 'string') {
    const limit = whole ? LONGEST_WHOLE : LONGEST
    return (
      <span className={cn('text-completed', whole ? 'whitespace-pre-wrap break-all' : 'truncate')} data-json="string">
        {JSON.stringify(value.length > limit ? value.slice(0, limit) : value)}
        {whole && value.length > limit && (
          <span className="font-sans text-faint"> … {value.length - limit} more characters: copy the value</span>
        )}
      </span>
    )
  }
  const tone = typeof value === 'number' ? 'running' : 'waiting'
  return (
    <span className="truncate text-tone" data-tone={tone} data-json={value === null ? 'null' : typeof value}>
      {String(value)}
    </span>
  )
}
