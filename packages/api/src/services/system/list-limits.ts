import type { FlowEntry } from '@spane/engine'
import type { FlowLimit } from '../../contract.ts'
import type { ServiceContext } from '../service-context.ts'

/** Rate limits that were used lately, and circuits with failures. */
export async function listLimits(
  {
    prisma,
    workspaceId,
    engine,
    redact,
  }: Pick<ServiceContext, 'prisma' | 'workspaceId' | 'redact'> & {
    engine: Pick<ServiceContext['engine'], 'listLimits'>
  },
  now: Date,
): Promise<FlowLimit[]> {
  // What the queue's server keeps is not worth failing the whole page.
  const entries = await engine.listLimits().catch(() => [])
  const ids = entries.flatMap((entry) => workflowIdOf(entry.id) ?? [])
  const workflows =
    ids.length === 0
      ? []
      : await prisma.workflow.findMany({ where: { workspaceId, id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(workflows.map(({ id, name }) => [id, name]))
  return entries.map((entry) => {
    const workflowName = names.get(workflowIdOf(entry.id) ?? '') ?? null
    return { ...toFlowLimit(entry, now), name: redact(entry.name), workflowName }
  })
}

/** Whose node it is about, by the id that the engine gave the limit; undefined for a type or an address that many nodes call. */
function workflowIdOf(limitId: string): string | undefined {
  return /^node\/([^/]+)\//.exec(limitId)?.[1]
}

function toFlowLimit(entry: FlowEntry, now: Date) {
  const at = new Date(now.getTime() + entry.wait).toISOString()
  if (entry.kind === 'rate-limit') {
    return { id: entry.id, kind: entry.kind, limit: entry.limit, perMs: entry.per, nextAt: at }
  }
  const { id, kind, phase, failures } = entry
  return { id, kind, phase, failures, openUntil: phase === 'open' ? at : null }
}
