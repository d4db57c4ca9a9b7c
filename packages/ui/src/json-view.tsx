'use client'

import { type ReactElement, useMemo, useState } from 'react'
import { cn } from './cn.ts'
import { CopyButton } from './copy-button.tsx'
import { formatBytes } from './format-bytes.ts'
import { JsonTree } from './json-tree.tsx'

export interface JsonViewProps {
  /** JSON text. What does not parse (because it was cut) is shown as text. */
  text: string
  /** Names it for assistive technology, e.g. "Output". */
  label: string
  /** Set when `text` is only the beginning of what there is. */
  truncated?: boolean
  /** Size of the whole value. */
  bytes?: number
  className?: string
}

type View = 'tree' | 'text'

/** A JSON value as a tree or as text, with a button that copies it. Children are drawn only when opened. */
export function JsonView({ text, label, truncated = false, bytes, className }: JsonViewProps): ReactElement {
  const parsed = useMemo(() => parse(text), [text])
  const [view, setView] = useState<View>('tree')
  const shown: View = parsed === undefined ? 'text' : view
  return (
    <section aria-label={label} className={cn('rounded-md border border-line bg-sunken', className)}>
      <div className="flex h-8 items-center gap-2 border-line border-b pr-0.5 pl-2">
        <span className="font-medium text-muted text-xs">{label}</span>
        {bytes !== undefined && <span className="text-faint text-xs tabular-nums">{formatBytes(bytes)}</span>}
        <span className="ml-auto flex items-center gap-1">
          {parsed !== undefined && (
            <button
              type="button"
              className="rounded-sm px-1.5 py-0.5 text-muted text-xs hover:bg-hover hover:text-ink"
              onClick={() => setView(view === 'tree' ? 'text' : 'tree')}
            >
              {view === 'tree' ? 'Text' : 'Tree'}
            </button>
          )}
          <CopyButton text={text} label={`Copy ${label.toLowerCase()}`} />
        </span>
      </div>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by the keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto p-2 font-mono text-xs leading-5"
      >
        {shown === 'tree' && parsed ? (
          <JsonTree value={parsed.value} />
        ) : (
          <pre className="whitespace-pre-wrap break-all">{parsed ? parsed.pretty : text}</pre>
        )}
      </div>
      {truncated && (
        <p className="border-line border-t px-2 py-1 text-warning text-xs">
          Only the beginning is shown
          {bytes !== undefined && `: the whole value has ${formatBytes(bytes)}`}.
        </p>
      )}
    </section>
  )
}

function parse(text: string): { value: unknown; pretty: string } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return { value, pretty: indent(value, text) }
  } catch {
    return undefined
  }
}

function indent(value: unknown, text: string): string {
  try {
    return JSON.stringify(value, null, 2)
  } catch {
    // Nested deeper than the call stack: shown as it came.
    return text
  }
}
