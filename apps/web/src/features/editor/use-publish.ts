'use client'

import type { WorkflowDraft } from '@spane/api'
import type { DraftStatus } from '@spane/realtime'
import { toast } from '@spane/ui'
import type { Workflow } from '@spane/workflow'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC, useTRPCClient } from '../../trpc/trpc.ts'
import { useDifference } from '../../versions/use-difference.ts'
import { useVersion } from '../../versions/use-version.ts'
import { type Autosave, type AutosaveSnapshot, UnsavedEditsError } from './autosave.ts'

export interface Publishing {
  /** Number of the published version; null when there is none. */
  version: number | null
  /** Whether the published version is what is on the canvas. */
  isCurrent: boolean
  isPending: boolean
  /** What the draft differs by from the published version, in a few words; undefined when it does not, or is not known yet. */
  difference: string | undefined
  publish: (note: string) => void
}

/**
 * Saves and publishes the draft, and knows whether it has changed since.
 * @param status tells what others have published
 */
export function usePublish(
  draft: WorkflowDraft,
  document: Workflow,
  autosave: Autosave,
  snapshot: AutosaveSnapshot,
  status: DraftStatus | undefined,
): Publishing {
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [published, setPublished] = useState({
    version: draft.publishedVersion,
    /** Of the draft, when it was as it is published. */
    revision: draft.draftIsPublished ? draft.revision : null,
  })
  const [heard, setHeard] = useState(status)
  if (status !== heard) {
    setHeard(status)
    if (status && !status.isDeleted && status.publishedVersion !== published.version) {
      setPublished({ version: status.publishedVersion, revision: null })
    }
  }
  const publishedVersion = useVersion(draft.workflow.id, published.version).data?.workflow
  const difference = useDifference(publishedVersion, document)
  const isSaved = snapshot.state.kind === 'saved'
  // What was changed and changed back is what is published, too.
  const isSame =
    snapshot.revision === published.revision || (publishedVersion !== undefined && difference === undefined)
  const publishing = useMutation({
    networkMode: 'always',
    mutationFn: (note: string) =>
      autosave.withSaved(async (revision, othersCameFirst) => {
        const { publishedVersion } = await client.workflows.publish.mutate({ id: draft.workflow.id, revision, note })
        return { version: publishedVersion, revision, othersCameFirst }
      }),
    onSuccess: ({ othersCameFirst, ...next }) => {
      setPublished(next)
      toast.success(`Published as version ${next.version}`, {
        description: othersCameFirst ? 'With an edit of somebody else that was saved meanwhile.' : undefined,
      })
      void queryClient.invalidateQueries(trpc.workflows.list.pathFilter())
      void queryClient.invalidateQueries(trpc.workflows.versions.pathFilter())
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
    isCurrent: isSaved && isSame,
    isPending: publishing.isPending,
    difference,
    publish: (note) => {
      if (!publishing.isPending) publishing.mutate(note)
    },
  }
}
