'use client'

import type { WorkflowFolder } from '@spane/api'
import {
  cn,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
  IconButton,
  Td,
  Tr,
} from '@spane/ui'
import { Ellipsis, Folder, FolderInput, PencilLine, Trash2 } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { type DraggedRows, startDrag } from './drag-rows.ts'
import { useDropTarget } from './use-drop-target.ts'
import { placeHref } from './workflow-place.ts'

export interface FolderRowProps {
  folder: WorkflowFolder
  onDropRows: (rows: DraggedRows) => void
  onRename: () => void
  onMove: () => void
  onDelete: () => void
}

/** A folder, above the workflows beside it. It can be dragged, and takes what is dropped on it. */
export function FolderRow({ folder, onDropRows, onRename, onMove, onDelete }: FolderRowProps): ReactElement {
  const { isOver, handlers } = useDropTarget(onDropRows)
  return (
    <Tr
      {...handlers}
      draggable
      onDragStart={(event) => startDrag(event, { folderId: folder.id })}
      className={cn('relative', isOver && 'bg-accent-soft outline-2 -outline-offset-2 outline-accent')}
    >
      <Td>
        <Folder aria-hidden="true" className="size-4 text-muted" />
      </Td>
      <Td className="max-w-0" colSpan={4}>
        <Link
          href={placeHref({ folderId: folder.id })}
          className="block truncate rounded-sm font-medium after:absolute after:inset-0 hover:text-accent-ink"
        >
          <span className="sr-only">Folder </span>
          {folder.name}
          <span className="ml-2 font-normal text-muted text-xs tabular-nums">
            {folder.workflows.toLocaleString('en')} {folder.workflows === 1 ? 'workflow' : 'workflows'}
          </span>
        </Link>
      </Td>
      {/* Under the columns that narrow windows leave out. */}
      <Td className="max-xl:hidden" colSpan={2} />
      <Td className="relative z-10 px-2 text-right">
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <IconButton label={`Actions for the folder ${folder.name}`} size="sm" tooltip={false}>
              <Ellipsis />
            </IconButton>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={onRename}>
              <PencilLine aria-hidden="true" />
              Rename…
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={onMove}>
              <FolderInput aria-hidden="true" />
              Move…
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem danger onSelect={onDelete}>
              <Trash2 aria-hidden="true" />
              Delete…
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      </Td>
    </Tr>
  )
}
