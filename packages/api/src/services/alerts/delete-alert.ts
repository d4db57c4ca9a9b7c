import { deleteAlertRule } from '@spane/db'
import type { AlertIdInput } from '../../input/alert-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { alertNotFound } from './alert-summary.ts'

/** Deletes an alert with its messages; what was still to be sent is not sent. */
export async function deleteAlert(
  { pool, workspaceId }: ServiceContext,
  { id }: AlertIdInput,
): Promise<{ id: string }> {
  if (!(await deleteAlertRule(pool, workspaceId, id))) throw alertNotFound()
  return { id }
}
