'use client'

import type { WorkflowSummary } from '@spane/api'
import {
  AlertDialog,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
  IconButton,
} from '@spane/ui'
import { Copy, Ellipsis, ListVideo, PencilLine, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactElement, useState } from 'react'
import { NameDialog } from './name-dialog.tsx'
import { useWorkflowActions } from './use-workflow-actions.ts'

/** What can be done to one workflow from the list. */
export function WorkflowRowMenu({ workflow }: { workflow: WorkflowSummary }): ReactElement {
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null)
  const { rename, duplicate, remove } = useWorkflowActions(workflow)
  const router = useRouter()
  const close = () => setDialog(null)
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`Actions for ${workflow.name}`} size="sm" tooltip={false}>
            <Ellipsis />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setDialog('rename')}>
            <PencilLine aria-hidden="true" />
            Rename…
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => duplicate.mutate({ id: workflow.id })}>
            <Copy aria-hidden="true" />
            Duplicate
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => router.push(`/executions?workflow=${encodeURIComponent(workflow.id)}`)}>
            <ListVideo aria-hidden="true" />
            Show its executions
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem danger onSelect={() => setDialog('delete')}>
            <Trash2 aria-hidden="true" />
            Delete…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <NameDialog
        open={dialog === 'rename'}
        onOpenChange={(open) => {
          if (!open) close()
          rename.reset()
        }}
        title="Rename workflow"
        confirmLabel="Rename"
        initialName={workflow.name}
        pending={rename.isPending}
        error={rename.error}
        onConfirm={(name) => rename.mutate({ id: workflow.id, name }, { onSuccess: close })}
      />
      <AlertDialog
        open={dialog === 'delete'}
        onOpenChange={(open) => !open && close()}
        title={`Delete “${workflow.name}”?`}
        description="It disappears from the list. Its executions stay, and you can undo this right afterwards."
        confirmLabel="Delete"
        danger
        pending={remove.isPending}
        onConfirm={() => remove.mutate({ ids: [workflow.id] }, { onSettled: close })}
      />
    </>
  )
}
