'use client'

import { type PaletteGroup, useCommandSource } from '@spane/ui'
import { FolderPlus, Plus, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ListQuestion } from './workflow-dialogs.tsx'
import { placeHref, type WorkflowPlace } from './workflow-place.ts'

export interface ListCommandsOptions {
  place: WorkflowPlace
  onCreate: () => void
  onAsk: (question: ListQuestion) => void
}

/** What the list offers to the command palette. */
export function useListCommands({ place, onCreate, onAsk }: ListCommandsOptions): void {
  const router = useRouter()
  useCommandSource((): PaletteGroup[] => [
    {
      heading: 'This list',
      commands: [
        { id: 'new-workflow', title: 'New workflow', icon: <Plus />, run: onCreate },
        {
          id: 'new-folder',
          title: 'New folder',
          icon: <FolderPlus />,
          run: () => onAsk({ about: 'folder', to: 'create', parentId: place.folderId }),
        },
        {
          id: 'trash',
          title: 'Trash',
          detail: 'deleted workflows',
          icon: <Trash2 />,
          run: () => router.push(placeHref({ trash: true })),
        },
      ],
    },
  ])
}
