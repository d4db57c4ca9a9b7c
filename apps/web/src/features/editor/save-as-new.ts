import { changeOperations, type Workflow } from '@spane/workflow'
import type { ApiClient } from './create-autosave.ts'

/** Makes a workflow of its own out of edits that cannot be saved where they belong. Returns its id. */
export async function saveAsNew(client: ApiClient, workflow: Workflow): Promise<string> {
  const created = await client.workflows.create.mutate({ name: `${workflow.name.slice(0, 180)} (my copy)` })
  const { id, name } = created.workflow
  const operations = changeOperations(created.workflow, { ...workflow, id, name })
  if (operations.length > 0) {
    await client.workflows.saveDraft.mutate({ id, baseRevision: created.revision, operations })
  }
  return id
}
