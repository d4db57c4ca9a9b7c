import { countOpenDeadLetters } from '@spane/db'
import type { SystemStatus } from '../../contract.ts'
import type { ServiceContext } from '../service-context.ts'

/** A worker writes its heartbeat every few seconds; one that is silent for longer counts as gone. */
const HEARTBEAT_PATIENCE = 15_000

export async function getSystemStatus({ engine, prisma, version, workspaceId }: ServiceContext): Promise<SystemStatus> {
  const [stats, workers, openDeadLetters] = await Promise.all([
    engine.getQueueStats(),
    engine.store.listWorkers(HEARTBEAT_PATIENCE),
    countOpenDeadLetters(prisma, workspaceId),
  ])
  const { backend, waiting, active, delayed, failed } = stats
  return {
    version,
    backend,
    workersAlive: workers.filter((worker) => !worker.stopping).length,
    queue: { waiting, active, delayed, failed },
    openDeadLetters,
  }
}
