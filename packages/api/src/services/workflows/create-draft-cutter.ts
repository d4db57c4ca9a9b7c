import type { CutDraft } from '@spane/triggers'
import { ApiError } from '../../errors/api-error.ts'
import type { ServiceContext } from '../service-context.ts'
import { type DraftContext, loadDraft } from './draft.ts'
import { readPins } from './pins.ts'
import { cutVersion } from './run-workflow.ts'

/** Makes versions of drafts for test calls of their webhooks. Pinned data counts, but not in place of the request itself. */
export function createDraftCutter(context: DraftContext & Pick<ServiceContext, 'engine' | 'types'>): CutDraft {
  return async (workflowId, entryNodeId) => {
    try {
      const { workflow } = await loadDraft(context, workflowId)
      const cut = await cutVersion(context, workflow, entryNodeId)
      const { [entryNodeId]: _, ...pins } = (await readPins(context, workflowId)) ?? {}
      return { ...cut, ...(Object.keys(pins).length > 0 && { pins }) }
    } catch (error) {
      if (error instanceof ApiError) return { refusal: error.message }
      throw error
    }
  }
}
