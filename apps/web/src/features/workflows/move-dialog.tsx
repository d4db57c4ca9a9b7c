'use client'

import type { WorkflowFolder } from '@spane/api'
import { CommandDialog, CommandEmpty, CommandGroup, CommandItem } from '@spane/ui'
import { Folder, House } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { listMoveTargets, type MoveTarget } from './folder-path.ts'

export interface MoveDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  folders: readonly WorkflowFolder[]
  /** What is moved, e.g. `“Nightly import”` or `3 workflows`. */
  what: string
  /** Set when a folder is moved: it cannot go into itself. */
  movedFolderId?: string
  onMove: (target: MoveTarget) => void
}

/** Asks for a folder: type, arrows, Enter. */
export function MoveDialog(props: MoveDialogProps): ReactElement {
  const { open, onOpenChange, folders, what, movedFolderId, onMove } = props
  const [query, setQuery] = useState('')
  return (
    <CommandDialog
      open={open}
      onOpenChange={(next) => {
        onOpenChange(next)
        setQuery('')
      }}
      label={`Move ${what}`}
      query={query}
      onQueryChange={setQuery}
      placeholder={`Move ${what} to…`}
    >
      <CommandGroup heading="Folders">
        {listMoveTargets(folders, movedFolderId).map((target) => (
          <CommandItem
            key={target.id ?? 'top'}
            value={`${target.path} ${target.id ?? ''}`}
            icon={target.id === null ? <House /> : <Folder />}
            detail={target.id === null ? 'out of all folders' : undefined}
            onSelect={() => {
              onOpenChange(false)
              setQuery('')
              onMove(target)
            }}
          >
            {target.path}
          </CommandItem>
        ))}
      </CommandGroup>
      <CommandEmpty>No folder is called “{query}”.</CommandEmpty>
    </CommandDialog>
  )
}
