'use client'

import type { NodeDescription } from '@spane/node-sdk'
import { Button } from '@spane/ui'
import type { MergeConflict } from '@spane/workflow'
import { GitMerge } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { Autosave } from './autosave.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import { describeConflict } from './describe-conflict.ts'

export interface EditConflictsProps {
  autosave: Autosave
  conflicts: readonly MergeConflict[]
  nodeTypes: readonly NodeDescription[]
  /** The edits are those of a tab that is closed, and not on the canvas. */
  closedTab?: boolean
}

/** Says that others changed the same, and asks; who puts it off finds the question above the canvas. */
export function EditConflicts({ autosave, conflicts, nodeTypes, closedTab }: EditConflictsProps): ReactElement {
  const [open, setOpen] = useState(true)
  const whose = closedTab ? 'the edits in a tab that you closed' : 'your edits'
  const isOne = conflicts.length === 1
  const what = isOne ? `One of ${whose} meets` : `${conflicts.length} of ${whose} meet`
  const newer = isOne ? 'a newer one' : 'newer ones'
  const others = closedTab ? newer : `${isOne ? 'an edit' : 'edits'} of somebody else`
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-retrying-soft px-4 py-2 text-retrying text-sm"
    >
      <GitMerge aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-64 flex-1 font-medium">
        {what} {others}. {closedTab ? 'They are not' : 'Nothing is'} saved until you decide, and nothing is lost.
      </p>
      <Button size="sm" variant="primary" onClick={() => setOpen(true)}>
        Decide
      </Button>
      {open && (
        <ConflictDialog
          // What is to be decided may change while one looks at it.
          key={conflicts.map(({ key }) => key).join()}
          closedTab={closedTab}
          conflicts={conflicts.map((conflict) => describeConflict(conflict, { working: autosave.working, nodeTypes }))}
          onDecide={(sides) => {
            autosave.resolve(({ key }) => sides.get(key))
          }}
          onLater={() => setOpen(false)}
        />
      )}
    </div>
  )
}
