import { workflowHref } from '../layout/href.ts'

/** The parameter of the editor's address that opens the history: what the draft is compared with. */
export const COMPARE_PARAMETER = 'compare'

/** The editor, with the draft compared with a version. */
export function compareHref(workflowId: string, version: number): string {
  return `${workflowHref(workflowId)}?${COMPARE_PARAMETER}=${version}`
}
