'use client'

import type { WorkflowFolder } from '@spane/api'
import { cn } from '@spane/ui'
import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import type { DraggedRows } from './drag-rows.ts'
import { folderPath } from './folder-path.ts'
import { useDropTarget } from './use-drop-target.ts'
import { placeHref } from './workflow-place.ts'

export interface FolderBreadcrumbProps {
  folders: readonly WorkflowFolder[]
  folderId: string
  onDropRows: (rows: DraggedRows, folderId: string | null) => void
}

/** The way from the top to the open folder. What is dropped on a part of it moves there. */
export function FolderBreadcrumb({ folders, folderId, onDropRows }: FolderBreadcrumbProps): ReactElement {
  const path = folderPath(folders, folderId)
  const parts = [{ id: null, name: 'All workflows' }, ...path]
  return (
    <nav aria-label="Folder" className="min-w-0">
      <ol className="flex min-w-0 flex-wrap items-center gap-0.5 text-sm">
        {parts.map(({ id, name }, index) => (
          <li key={id ?? 'top'} className="flex min-w-0 items-center gap-0.5">
            {index > 0 && <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-faint" />}
            <Crumb id={id} name={name} current={id === folderId} onDropRows={(rows) => onDropRows(rows, id)} />
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Crumb({
  id,
  name,
  current,
  onDropRows,
}: {
  id: string | null
  name: string
  current: boolean
  onDropRows: (rows: DraggedRows) => void
}): ReactElement {
  const { isOver, handlers } = useDropTarget(onDropRows)
  return (
    <Link
      {...handlers}
      href={placeHref({ folderId: id })}
      aria-current={current ? 'page' : undefined}
      className={cn(
        'max-w-60 truncate rounded-sm px-1.5 py-0.5 text-muted hover:bg-hover hover:text-ink',
        current && 'font-medium text-ink',
        isOver && 'bg-accent-soft text-ink outline-2 outline-accent',
      )}
    >
      {name}
    </Link>
  )
}
