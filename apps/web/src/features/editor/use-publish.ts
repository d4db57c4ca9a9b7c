'use client'

import type { WorkflowDraft } from '@spane/api'
import { toast } from '@spane/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC, useTRPCClient } from '../../trpc/trpc.ts'
import { type Autosave, type AutosaveSnapshot, UnsavedEditsError } from './autosave.ts'

export interface Publishing {
  /** Number of the published version; null when there is none. */
  version: number | null
  /** Whether the published version is what is on the canvas. */
  isCurrent: boolean
  isPending: boolean
  publish: () => void
}

/** Saves and publishes the draft, and knows whether it has changed since. */
export function usePublish(draft: WorkflowDraft, autosave: Autosave, snapshot: AutosaveSnapshot): Publishing {
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [published, setPublished] = useState({
    version: draft.publishedVersion,
    /** Of the draft, when it was as it is published. */
    revision: draft.draftIsPublished ? draft.revision : null,
  })
  const publishing = useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      const revision = await autosave.flush()
      const { publishedVersion } = await client.workflows.publish.mutate({ id: draft.workflow.id, revision })
      return { version: publishedVersion, revision }
    },
    onSuccess: (next) => {
      setPublished(next)
      toast.success(`Published as version ${next.version}`)
      void queryClient.invalidateQueries(trpc.workflows.list.pathFilter())
    },
    onError: (error) => {
      const unsaved = error instanceof UnsavedEditsError
      toast.error(unsaved ? 'Not published: your last edits are not saved' : 'Not published', {
        description: unsaved ? error.message : readProblem(error).message,
      })
    },
  })
  return {
    version: published.version,
    isCurrent: snapshot.state.kind === 'saved' && snapshot.revision === published.revision,
    isPending: publishing.isPending,
    publish: () => {
      if (!publishing.isPending) publishing.mutate()
    },
  }
}
