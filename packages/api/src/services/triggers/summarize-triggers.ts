import type { TriggerRow } from '@spane/db'
import { executionTriggerConfig } from '@spane/nodes/triggers'
import type { TriggerSummary } from '../../contract.ts'
import type { ServiceContext } from '../service-context.ts'
import { toTriggerSummary } from './trigger-summary.ts'

/** Triggers as the panel shows them, with the names of the workflows that they listen to. */
export async function summarizeTriggers(
  { prisma, workspaceId }: Pick<ServiceContext, 'prisma' | 'workspaceId'>,
  rows: readonly TriggerRow[],
): Promise<TriggerSummary[]> {
  const ids = [...new Set(rows.flatMap(namedWorkflows))]
  const named =
    ids.length === 0
      ? []
      : await prisma.workflow.findMany({ where: { workspaceId, id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(named.map(({ id, name }) => [id, name]))
  const now = new Date()
  return rows.map((row) => toTriggerSummary(row, now, (id) => names.get(id)))
}

function namedWorkflows({ kind, config }: TriggerRow): string[] {
  if (kind !== 'execution') return []
  return executionTriggerConfig.safeParse(JSON.parse(config)).data?.chosen.map(({ workflowId }) => workflowId) ?? []
}
