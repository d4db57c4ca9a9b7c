import { createHash } from 'node:crypto'
import { canonicalContent, type Workflow } from '@spane/workflow'

/** What a version's `content_hash` is of a workflow of this content. */
export function contentHash(workflow: Workflow): string {
  return createHash('sha256').update(canonicalContent(workflow)).digest('hex')
}
