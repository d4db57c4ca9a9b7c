'use client'

import type { ImportedItem } from '@spane/api'
import { Badge } from '@spane/ui'
import { type ReactElement, useState } from 'react'
import { countNotes, type NoteGroup, summarizeItem } from './describe-import.ts'

/** What will become of each workflow: what is taken over, what is different here, and what has to be done. */
export function ImportReport({ items }: { items: readonly ImportedItem[] }): ReactElement {
  return (
    <ul aria-label="What will be imported" className="flex flex-col gap-3">
      {items.map((item, index) => (
        // The same name may stand in a file twice; the order never changes.
        // biome-ignore lint/suspicious/noArrayIndexKey: there is nothing else that tells them apart
        <li key={index} className="rounded-md border border-line p-3">
          <ImportedWorkflow item={item} isOpen={items.length === 1} />
        </li>
      ))}
    </ul>
  )
}

function ImportedWorkflow({ item, isOpen }: { item: ImportedItem; isOpen: boolean }): ReactElement {
  const groups = countNotes(item)
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 truncate font-medium text-sm">{item.name}</h3>
        {item.source === 'n8n' && <Badge>from n8n</Badge>}
        <span className="text-muted text-xs">{summarizeItem(item)}</span>
      </div>
      {item.renamedFrom !== null && (
        <p className="text-muted text-xs">There is a “{item.renamedFrom}” already, so this one gets another name.</p>
      )}
      {groups.length > 0 && (
        <details open={isOpen} className="mt-2 text-sm">
          <summary className="cursor-pointer text-muted text-xs">What to know about it</summary>
          <div className="mt-2 flex flex-col gap-3">
            {groups.map((group) => (
              <Group key={group.title} group={group} />
            ))}
          </div>
        </details>
      )}
    </>
  )
}

const SHOWN = 20

function Group({ group }: { group: NoteGroup }): ReactElement {
  const [all, setAll] = useState(false)
  const lines = all ? group.lines : group.lines.slice(0, SHOWN)
  return (
    <section aria-label={group.title}>
      <h4 className="flex items-center gap-2 font-medium text-xs">
        <Badge tone={group.tone} aria-hidden="true" className="font-mono">
          {group.sign}
        </Badge>
        {group.title} <span className="text-muted tabular-nums">{group.lines.length}</span>
      </h4>
      <ul className="mt-1 flex flex-col gap-1 pl-7 text-xs">
        {lines.map((line) => (
          <li key={line.key}>
            {line.subject && <span className="font-medium">{line.subject}: </span>}
            <span className="text-muted">{line.message}</span>
          </li>
        ))}
      </ul>
      {lines.length < group.lines.length && (
        <button
          type="button"
          className="mt-1 pl-7 text-accent-ink text-xs hover:underline"
          onClick={() => setAll(true)}
        >
          Show all {group.lines.length}
        </button>
      )}
    </section>
  )
}
