import type { WorkflowDraft } from '@spane/api'
import { createNodeTypeLookup, type NodeDescription } from '@spane/node-sdk'
import { type DraftCopy, openDraft, restoreDraft, validateWorkflow } from '@spane/workflow'
import { nanoid } from 'nanoid'
import { isTransient, readErrorData, readProblem } from '../../trpc/read-problem.ts'
import type { useTRPCClient } from '../../trpc/trpc.ts'
import { Autosave, type SaveFailure } from './autosave.ts'
import { BrowserKeeper } from './draft-keeper.ts'
import { type KeptDraft, keptDrafts } from './kept-drafts.ts'

export type ApiClient = ReturnType<typeof useTRPCClient>

export interface CreateAutosaveOptions {
  client: ApiClient
  /** As the server has it. */
  draft: WorkflowDraft
  nodeTypes: readonly NodeDescription[]
  clientId: string
  /** What an earlier visit has left unsent. */
  kept: KeptDraft | undefined
  /** Told whether what is unsent would outlast the page. */
  onKept?: (isKept: boolean) => void
}

function describeFailure(error: unknown): SaveFailure {
  if (readErrorData(error)?.revision !== undefined) return { kind: 'stale' }
  const { code, message } = readProblem(error)
  if (isTransient(error)) return { kind: 'transient', message }
  return { kind: 'refused', message, reason: code === 'WORKFLOW_NOT_FOUND' ? 'deleted' : 'invalid' }
}

/** Saves one draft over the API, and keeps in the browser what is not acknowledged yet. */
export function createAutosave(options: CreateAutosaveOptions): Autosave {
  const { client, draft, nodeTypes, clientId, kept, onKept = () => undefined } = options
  const { id } = draft.workflow
  const types = createNodeTypeLookup(nodeTypes)
  const copy: DraftCopy = kept ? restoreDraft(kept, draft) : openDraft(draft)
  return new Autosave({
    copy,
    problems: kept ? validateWorkflow(copy.working, types) : draft.problems,
    save: (request) => client.workflows.saveDraft.mutate({ id, clientId, ...request }),
    loadDraft: () => client.workflows.get.query({ id }),
    describeFailure,
    validate: (workflow) => validateWorkflow(workflow, types),
    createId: nanoid,
    keeper: new BrowserKeeper(keptDrafts, { clientId, holds: kept !== undefined, onKept }),
  })
}
