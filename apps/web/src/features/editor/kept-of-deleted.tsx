'use client'

import { Button, EmptyState } from '@spane/ui'
import { restoreDraft } from '@spane/workflow'
import { useMutation } from '@tanstack/react-query'
import { ArchiveRestore } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactElement } from 'react'
import { workflowHref } from '../../layout/href.ts'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPCClient } from '../../trpc/trpc.ts'
import { type KeptDraft, keptDrafts } from './kept-drafts.ts'
import { restoreWorkflow } from './restore-workflow.ts'
import { saveAsNew } from './save-as-new.ts'

export interface KeptOfDeletedProps {
  kept: readonly [KeptDraft, ...KeptDraft[]]
  /** The workflow is back: it is to be opened, with the edits. */
  onRestored: () => Promise<unknown>
}

/** The workflow is gone, and edits of it are not: it can be restored, and they can become one of their own. */
export function KeptOfDeleted({ kept, onRestored }: KeptOfDeletedProps): ReactElement {
  const client = useTRPCClient()
  const router = useRouter()
  const saving = useMutation({
    mutationFn: async () => {
      const ids: string[] = []
      for (const draft of kept) {
        const { base, revision, clientId } = draft
        ids.push(await saveAsNew(client, restoreDraft(draft, { revision, workflow: base }).working))
        await keptDrafts.delete(clientId).catch(() => undefined)
      }
      return ids
    },
    onSuccess: ([id, ...others]) =>
      router.push(id !== undefined && others.length === 0 ? workflowHref(id) : '/workflows'),
    onError: tellFailure('The copy was not made'),
  })
  const restoring = useMutation({
    mutationFn: async () => {
      await restoreWorkflow(client, kept[0].workflowId)
      await onRestored()
    },
    onError: tellFailure('The workflow was not restored'),
  })
  const isPending = saving.isPending || restoring.isPending
  return (
    <EmptyState
      icon={ArchiveRestore}
      title={<h1>This workflow was deleted, and you have edits of it</h1>}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          <Button loading={saving.isPending} disabled={isPending} onClick={() => saving.mutate()}>
            {kept.length === 1 ? 'Save them as a new workflow' : `Save them as ${kept.length} new workflows`}
          </Button>
          <Button
            variant="primary"
            loading={restoring.isPending}
            disabled={isPending}
            onClick={() => restoring.mutate()}
          >
            Restore the workflow
          </Button>
        </div>
      }
    >
      They were made {kept.length === 1 ? '' : `in ${kept.length} tabs `}before you heard of it, and are kept in this
      browser.
    </EmptyState>
  )
}
