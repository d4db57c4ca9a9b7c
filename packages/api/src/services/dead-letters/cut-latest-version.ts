import { resolveEntry } from '@spane/workflow'
import type { ServiceContext } from '../service-context.ts'
import { loadDraft } from '../workflows/draft.ts'
import { cutVersion } from '../workflows/run-workflow.ts'

/**
 * The workflow as the editor shows it now, as a version that can be run, without publishing it.
 * @throws ApiError when the draft cannot run
 */
export async function cutLatestVersion(context: ServiceContext, workflowId: string): Promise<string> {
  const { workflow } = await loadDraft(context, workflowId)
  // It begins at the failed node, so a workflow with several entries need not say which one.
  const entry = 'problem' in resolveEntry(workflow, context.types) ? workflow.nodes[0]?.id : undefined
  return (await cutVersion(context, workflow, entry)).versionId
}
