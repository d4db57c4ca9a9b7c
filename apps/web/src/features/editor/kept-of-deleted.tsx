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
import { saveAsNew } from './save-as-new.ts'

/** The workflow is gone, and edits of it are not: they can become one of their own. */
export function KeptOfDeleted({ kept }: { kept: readonly KeptDraft[] }): ReactElement {
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
  return (
    <EmptyState
      icon={ArchiveRestore}
      title={<h1>This workflow was deleted, and you have edits of it</h1>}
      action={
        <Button variant="primary" loading={saving.isPending} onClick={() => saving.mutate()}>
          {kept.length === 1 ? 'Save them as a new workflow' : `Save them as ${kept.length} new workflows`}
        </Button>
      }
    >
      They were made {kept.length === 1 ? '' : `in ${kept.length} tabs `}while the server could not be reached, and are
      kept in this browser.
    </EmptyState>
  )
}
