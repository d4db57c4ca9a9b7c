'use client'

import type { WorkflowDraft } from '@spane/api'
import { createNodeTypeLookup, type NodeDescription } from '@spane/node-sdk'
import { openDraft, validateWorkflow } from '@spane/workflow'
import { nanoid } from 'nanoid'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { isTransient, readErrorData, readProblem } from '../../trpc/read-problem.ts'
import { useTRPCClient } from '../../trpc/trpc.ts'
import { Autosave, type AutosaveSnapshot, type SaveFailure } from './autosave.ts'
import { useLeaveGuard } from './use-leave-guard.ts'

function describeFailure(error: unknown): SaveFailure {
  if (readErrorData(error)?.revision !== undefined) return { kind: 'stale' }
  const { message } = readProblem(error)
  return isTransient(error) ? { kind: 'transient', message } : { kind: 'refused', message }
}

/** Saves the edits of one opened draft and says how far they have got. Mount it anew for another draft. */
export function useAutosave(
  draft: WorkflowDraft,
  nodeTypes: readonly NodeDescription[],
  clientId: string,
): { autosave: Autosave; snapshot: AutosaveSnapshot } {
  const client = useTRPCClient()
  const [autosave] = useState(() => {
    const id = draft.workflow.id
    const types = createNodeTypeLookup(nodeTypes)
    return new Autosave({
      copy: openDraft(draft),
      problems: draft.problems,
      save: (request) => client.workflows.saveDraft.mutate({ id, clientId, ...request }),
      loadDraft: () => client.workflows.get.query({ id }),
      describeFailure,
      validate: (workflow) => validateWorkflow(workflow, types),
      createId: nanoid,
    })
  })
  const snapshot = useSyncExternalStore(autosave.subscribe, autosave.getSnapshot, autosave.getSnapshot)

  useEffect(() => {
    const retry = () => autosave.retry()
    window.addEventListener('online', retry)
    return () => {
      window.removeEventListener('online', retry)
      autosave.leave()
    }
  }, [autosave])
  useLeaveGuard(snapshot.state.kind)
  return { autosave, snapshot }
}
