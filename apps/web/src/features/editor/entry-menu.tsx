'use client'

import {
  Button,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '@spane/ui'
import { ChevronDown } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Entries } from './use-entries.ts'

/** The middle of the Run button, in a workflow with several triggers: which of them Run begins at. */
export function EntryMenu({ entries, chosen, choose, onRun }: Entries & { onRun: () => void }): ReactElement | null {
  if (!chosen) return null
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        asChild
        onKeyDown={(event) => {
          // Whoever has just chosen is still here; the menu would take Enter with any modifier for its own.
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          onRun()
        }}
      >
        <Button
          variant="primary"
          size="sm"
          aria-label={`Run begins at ${chosen.name}; choose another trigger`}
          className="max-w-40 rounded-none @max-[62rem]/toolbar:max-w-24 border-l-on-accent/30 px-1.5 font-normal"
        >
          <span className="truncate">{chosen.name}</span>
          <ChevronDown aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>Run begins at</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={chosen.nodeId} onValueChange={choose}>
          {entries.map(({ nodeId, name, typeName }) => (
            <DropdownMenuRadioItem key={nodeId} value={nodeId} hint={name === typeName ? undefined : typeName}>
              {name}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
