'use client'

import type { ChangeKind } from '@spane/canvas'
import { Badge, Button } from '@spane/ui'
import type { FieldChange } from '@spane/workflow'
import { type KeyboardEvent, type ReactElement, useState } from 'react'
import { type ChangeEntry, showValue } from './list-changes.ts'

const SIGNS = {
  added: { sign: '+', tone: 'completed' },
  removed: { sign: '−', tone: 'failed' },
  changed: { sign: '~', tone: 'retrying' },
  moved: { sign: '↔', tone: 'pending' },
} as const satisfies Record<ChangeKind, { sign: string; tone: string }>

/** Lines that are drawn at once. */
const STEP = 100

/** The differences; choosing one, with the arrows too, shows it on the canvas. */
export function ChangeList({
  entries,
  onReveal,
}: {
  entries: readonly ChangeEntry[]
  onReveal: (entry: ChangeEntry) => void
}): ReactElement {
  const [limit, setLimit] = useState(STEP)
  const shown = entries.slice(0, limit)
  const walk = (event: KeyboardEvent<HTMLUListElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-change-entry]')]
    const at = buttons.findIndex((button) => button.contains(document.activeElement))
    const next = buttons[at + (event.key === 'ArrowDown' ? 1 : -1)]
    if (!next) return
    event.preventDefault()
    next.focus()
    const entry = entries.find(({ key }) => key === next.dataset.changeEntry)
    if (entry) onReveal(entry)
  }
  return (
    <>
      <ul aria-label="Differences" onKeyDown={walk} className="flex flex-col gap-1">
        {shown.map((entry) => (
          <li key={entry.key}>
            <button
              type="button"
              data-change-entry={entry.key}
              onClick={() => onReveal(entry)}
              className="flex w-full items-center gap-2 rounded-md px-2 py-1 text-left text-sm hover:bg-hover"
            >
              <Badge tone={SIGNS[entry.kind].tone} className="w-5 justify-center px-0 font-mono" aria-hidden="true">
                {SIGNS[entry.kind].sign}
              </Badge>
              <span className="min-w-0 flex-1 truncate" title={entry.title}>
                {entry.title}
              </span>
              <span className="shrink-0 text-muted text-xs">
                {entry.what} {entry.kind}
              </span>
            </button>
            {entry.fields.length > 0 && <FieldChanges kind={entry.kind} fields={entry.fields} />}
          </li>
        ))}
      </ul>
      {entries.length > limit && (
        <Button size="sm" className="mt-2" onClick={() => setLimit(limit + STEP)}>
          Show {Math.min(STEP, entries.length - limit)} more of {entries.length}
        </Button>
      )}
    </>
  )
}

const MAX_FIELDS = 30

function FieldChanges({ kind, fields }: { kind: ChangeKind; fields: readonly FieldChange[] }): ReactElement {
  return (
    <dl className="mb-1 ml-4.5 flex flex-col gap-1.5 border-line border-l pl-3">
      {fields.slice(0, MAX_FIELDS).map((field) => (
        <div key={field.path} className="min-w-0">
          <dt className="truncate text-muted text-xs" title={field.path}>
            {field.path}
          </dt>
          <dd className="flex flex-col gap-px font-mono text-xs leading-4.5">
            {kind !== 'added' && <Value label="Before" sign="−" className="text-failed" value={field.before} />}
            {kind !== 'removed' && <Value label="After" sign="+" className="text-completed" value={field.after} />}
          </dd>
        </div>
      ))}
      {fields.length > MAX_FIELDS && <p className="text-muted text-xs">and {fields.length - MAX_FIELDS} more fields</p>}
    </dl>
  )
}

function Value({
  label,
  sign,
  value,
  className,
}: {
  label: string
  sign: string
  value: unknown
  className: string
}): ReactElement {
  const text = showValue(value)
  return (
    <div className="flex gap-1.5">
      <span aria-hidden="true" className={className}>
        {sign}
      </span>
      <span className="sr-only">{label}: </span>
      <span
        className={
          value === undefined ? 'text-faint italic' : 'max-h-28 min-w-0 overflow-y-auto whitespace-pre-wrap break-all'
        }
      >
        {text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text}
      </span>
    </div>
  )
}
