import {
  type LostStartRow,
  listLostStarts,
  listReadyNodes,
  listRunningNodes,
  listWorkerRows,
  type WorkerNodeRow,
} from '@spane/db'
import { WORKER_ALIVE_MS } from '@spane/engine'
import type { QueuedType, SystemWorkers, TakenOverNode, WorkerNode } from '../../contract.ts'
import type { ServiceContext } from '../service-context.ts'
import type { NodeNames } from '../shared/definition-cache.ts'
import { listLimits } from './list-limits.ts'

/** Most ready nodes that are told apart by type; the longest waiting ones. */
const READY_LIMIT = 10_000

/** Who works, on what, what was lost with whom, and what waits for a slot. */
export async function getWorkers(context: ServiceContext): Promise<SystemWorkers> {
  const { prisma, workspaceId, definitions, engine } = context
  const [workers, running, ready, stats] = await Promise.all([
    listWorkerRows(prisma, WORKER_ALIVE_MS),
    listRunningNodes(prisma, workspaceId),
    listReadyNodes(prisma, { workspaceId, limit: READY_LIMIT }),
    engine.getQueueStats(),
  ])
  const lost = await listLostStarts(
    prisma,
    workspaceId,
    workers.map((worker) => worker.id),
  )
  const names = await definitions.nodeNames(
    workspaceId,
    [...running, ...lost, ...ready].map((row) => row.versionId),
  )
  const pids = new Map(workers.map((worker) => [worker.id, worker.pid]))
  const nodesOf = <Row extends WorkerNodeRow, Item>(rows: Row[], workerId: string, toItem: (row: Row) => Item) => {
    const own = rows.filter((row) => row.workerId === workerId)
    return { total: own[0]?.total ?? 0, items: own.map(toItem) }
  }
  const toRunning = (row: WorkerNodeRow) => toWorkerNode(row, names.get(row.versionId))
  const toTakenOver = (row: LostStartRow): TakenOverNode => ({
    ...toRunning(row),
    by: row.takenOverBy === null ? null : { workerId: row.takenOverBy, pid: pids.get(row.takenOverBy) ?? null },
  })
  const now = workers[0]?.now ?? new Date()
  const counted = ready.reduce((sum, row) => sum + row.ready, 0)
  return {
    now: now.toISOString(),
    workers: workers.map((worker) => ({
      id: worker.id,
      host: worker.host,
      pid: worker.pid,
      concurrency: worker.concurrency,
      state: worker.alive ? (worker.stopping ? 'stopping' : 'alive') : 'lost',
      startedAt: worker.startedAt.toISOString(),
      heartbeatAt: worker.heartbeatAt.toISOString(),
      running: nodesOf(running, worker.id, toRunning),
      takenOver: nodesOf(lost, worker.id, toTakenOver),
    })),
    queue: {
      backend: stats.backend,
      ready: counted,
      readyIsMore: counted >= READY_LIMIT,
      types: groupByType(ready, names),
    },
    limits: await listLimits(context, now),
  }
}

function toWorkerNode(row: WorkerNodeRow, names: NodeNames | undefined): WorkerNode {
  const named = names?.get(row.nodeId)
  return {
    executionId: row.executionId,
    workflowId: row.workflowId,
    workflowName: row.workflowName,
    nodeId: row.nodeId,
    nodeName: named?.name ?? row.nodeId,
    nodeType: named?.type ?? '',
    attempt: row.attempt,
    at: row.at.toISOString(),
  }
}

/** The type that has waited longest comes first. */
function groupByType(
  rows: readonly { versionId: string; nodeId: string; ready: number; oldestReadyAt: Date }[],
  names: ReadonlyMap<string, NodeNames>,
): QueuedType[] {
  const types = new Map<string, { ready: number; oldest: Date }>()
  for (const { versionId, nodeId, ready, oldestReadyAt } of rows) {
    const type = names.get(versionId)?.get(nodeId)?.type ?? ''
    const known = types.get(type)
    types.set(type, {
      ready: (known?.ready ?? 0) + ready,
      oldest: known && known.oldest < oldestReadyAt ? known.oldest : oldestReadyAt,
    })
  }
  return [...types]
    .map(([nodeType, { ready, oldest }]) => ({ nodeType, ready, oldestReadyAt: oldest.toISOString() }))
    .sort((a, b) => a.oldestReadyAt.localeCompare(b.oldestReadyAt))
}
