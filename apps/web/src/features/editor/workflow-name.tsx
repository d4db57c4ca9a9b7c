'use client'

import { Tooltip } from '@spane/ui'
import { type ReactElement, useState } from 'react'

export interface WorkflowNameProps {
  name: string
  onRename: (name: string) => void
}

/** The workflow's name in the toolbar; a click edits it in place. Enter keeps, Esc gives up. */
export function WorkflowName({ name, onRename }: WorkflowNameProps): ReactElement {
  const [draft, setDraft] = useState<string>()
  const finish = (text: string | undefined) => {
    const trimmed = text?.trim()
    if (trimmed && trimmed !== name) onRename(trimmed)
    setDraft(undefined)
  }
  if (draft === undefined) {
    return (
      <h1 className="min-w-0">
        <Tooltip content="Rename" side="bottom">
          <button
            type="button"
            className="block max-w-[min(16rem,100%)] truncate rounded-sm px-1 py-0.5 font-semibold text-base hover:bg-hover"
            aria-label={`${name}, rename the workflow`}
            onClick={() => setDraft(name)}
          >
            {name}
          </button>
        </Tooltip>
      </h1>
    )
  }
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the field takes the place of the button that was just pressed
      autoFocus
      aria-label="Name of the workflow"
      maxLength={200}
      value={draft}
      className="w-64 rounded-sm border border-accent bg-raised px-1 py-0.5 font-semibold text-base outline-none"
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => finish(draft)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') finish(draft)
        else if (event.key === 'Escape') setDraft(undefined)
      }}
    />
  )
}
