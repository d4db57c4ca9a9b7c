import type { ApiClient } from './create-autosave.ts'

/**
 * Takes a workflow out of the trash again.
 * @throws Error when it is not there any more
 */
export async function restoreWorkflow(client: ApiClient, workflowId: string): Promise<void> {
  const [result] = (await client.workflows.restore.mutate({ ids: [workflowId] })).items
  if (result && 'problem' in result) throw new Error(result.problem.message)
}
