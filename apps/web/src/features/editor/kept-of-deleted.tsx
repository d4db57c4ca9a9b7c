'use client'

import { Button, EmptyState, toast } from '@spane/ui'
import { restoreDraft } from '@spane/workflow'
import { useMutation } from '@tanstack/react-query'
import { ArchiveRestore } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactElement } from 'react'
import { workflowHref } from '../../layout/href.ts'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPCClient } from '../../trpc/trpc.ts'
import { type KeptDraft, keptDrafts } from './kept-drafts.ts'
import { saveAsNew } from './save-as-new.ts'

/** The workflow is gone, and edits of it are not: they can become one of their own. */
export function KeptOfDeleted({ kept }: { kept: KeptDraft }): ReactElement {
  const client = useTRPCClient()
  const router = useRouter()
  const { base, revision } = kept
  const saving = useMutation({
    mutationFn: () => saveAsNew(client, restoreDraft(kept, { revision, workflow: base }).working),
    onSuccess: async (id) => {
      await keptDrafts.delete(kept.clientId).catch(() => undefined)
      router.push(workflowHref(id))
    },
    onError: (error) => toast.error('The copy was not made', { description: readProblem(error).message }),
  })
  return (
    <EmptyState
      icon={ArchiveRestore}
      title={<h1>This workflow was deleted, and you have edits of it</h1>}
      action={
        <Button variant="primary" loading={saving.isPending} onClick={() => saving.mutate()}>
          Save them as a new workflow
        </Button>
      }
    >
      They were made while the server could not be reached, and are kept in this browser.
    </EmptyState>
  )
}
