import { countOpenDeadLetters } from '@spane/db'
import type { SystemStatus } from '../../contract.ts'
import type { ServiceContext } from '../service-context.ts'

export async function getSystemStatus({ engine, prisma, version, workspaceId }: ServiceContext): Promise<SystemStatus> {
  const [stats, openDeadLetters] = await Promise.all([
    engine.getQueueStats(),
    countOpenDeadLetters(prisma, workspaceId),
  ])
  const { backend, workers, waiting, active, delayed, failed } = stats
  return {
    version,
    backend,
    workersAlive: workers,
    queue: { waiting, active, delayed, failed },
    openDeadLetters,
  }
}
