'use client'

import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { ReactElement } from 'react'
import { TEMPLATES_HREF, workflowHref } from '../../layout/href.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { NameDialog } from './name-dialog.tsx'

export interface CreateWorkflowDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Where it is to stand; null: in no folder. */
  folderId: string | null
}

/** Asks for a name, creates the workflow and opens it. */
export function CreateWorkflowDialog({ open, onOpenChange, folderId }: CreateWorkflowDialogProps): ReactElement {
  const trpc = useTRPC()
  const router = useRouter()
  const create = useMutation(
    trpc.workflows.create.mutationOptions({ onSuccess: (draft) => router.push(workflowHref(draft.workflow.id)) }),
  )
  return (
    <NameDialog
      open={open}
      onOpenChange={(next) => {
        onOpenChange(next)
        create.reset()
      }}
      title="New workflow"
      description={
        <>
          An empty canvas. Or{' '}
          <Link href={TEMPLATES_HREF} className="rounded-sm font-medium text-accent-ink underline underline-offset-2">
            start from a template
          </Link>
          .
        </>
      }
      confirmLabel="Create and open"
      // Enough to go on with; it is selected, so that typing replaces it.
      initialName="My workflow"
      // Until the editor is there, the dialog stays: it must not look as if nothing had happened.
      pending={create.isPending || create.isSuccess}
      error={create.error}
      onConfirm={(name) => create.mutate({ name, folderId })}
    />
  )
}
