import { type Workflow, workflowSchema } from '@spane/workflow'
import type { ApiClient } from '../api-client.ts'

/** The published version of a workflow, without what the server adds to it. */
export function fetchWorkflow(api: ApiClient, id: string): Promise<Workflow> {
  return api.call(workflowSchema, 'GET', `/workflows/${encodeURIComponent(id)}`)
}
