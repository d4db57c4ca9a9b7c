import { findWorkflowRow, listTriggerRows } from '@spane/db'
import { syncTriggers } from '@spane/triggers'
import type { TriggerSummary } from '../../contract.ts'
import type { ListTriggersInput } from '../../input/trigger-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { workflowNotFound } from '../workflows/draft.ts'
import { summarizeTriggers } from './summarize-triggers.ts'
import { toTriggerContext } from './trigger-context.ts'

/** The triggers of the published version. */
export async function listTriggers(
  context: ServiceContext,
  { workflowId }: ListTriggersInput,
): Promise<{ items: TriggerSummary[] }> {
  const { prisma, pool, workspaceId } = context
  if (!(await findWorkflowRow(prisma, workspaceId, workflowId))) throw workflowNotFound()
  await syncTriggers(toTriggerContext(context))
  const rows = await listTriggerRows(pool, workspaceId, workflowId)
  return { items: await summarizeTriggers(context, rows) }
}
