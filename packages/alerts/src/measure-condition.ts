import {
  countFailures,
  countNewDeadLetters,
  countOpenLetters,
  listReadyNodes,
  listWorkerRows,
  type PrismaClient,
} from '@spane/db'
import { WORKER_ALIVE_MS } from '@spane/engine'
import type { Pool } from './alert-context.ts'
import type { AlertCondition } from './alert-rule.ts'
import type { Measurement } from './decide-alert.ts'

interface MeasureOptions {
  pool: Pool
  prisma: PrismaClient
  workspaceId: string
}

/** Whether a condition holds now, and what was seen. */
export async function measureCondition(
  { pool, prisma, workspaceId }: MeasureOptions,
  condition: AlertCondition,
  now: Date,
): Promise<Measurement> {
  switch (condition.kind) {
    case 'dead-letters-new': {
      const { minutes, workflowId } = condition
      const count = await countNewDeadLetters(pool, { workspaceId, workflowId }, minutes)
      return { breached: count > 0, finding: `${countOf(count, 'node')} failed for good ${inMinutes(minutes)}.` }
    }
    case 'dead-letters-open': {
      const count = await countOpenLetters(pool, { workspaceId, workflowId: condition.workflowId })
      return {
        breached: count > condition.over,
        finding: `${countOf(count, 'dead letter')} ${count === 1 ? 'is' : 'are'} open.`,
      }
    }
    case 'failure-rate': {
      const { workflowId, minutes, percent, atLeast } = condition
      const { ended, failed } = await countFailures(pool, { workspaceId, workflowId }, minutes)
      return {
        breached: ended >= atLeast && failed * 100 >= percent * ended,
        finding: `${failed} of ${countOf(ended, 'execution')} that started ${inMinutes(minutes)} failed.`,
      }
    }
    case 'queue-age': {
      const [oldest] = await listReadyNodes(prisma, { workspaceId, limit: 1 })
      if (!oldest) return { breached: false, finding: 'Nothing waits for a free slot.' }
      const seconds = Math.max(0, Math.floor((now.getTime() - oldest.oldestReadyAt.getTime()) / 1_000))
      return {
        breached: seconds > condition.seconds,
        finding: `A node has waited ${countOf(seconds, 'second')} for a free slot.`,
      }
    }
    case 'no-worker': {
      const workers = await listWorkerRows(prisma, WORKER_ALIVE_MS)
      const alive = workers.filter((worker) => worker.alive && !worker.stopping).length
      return {
        breached: alive === 0,
        finding:
          alive === 0 ? 'No worker is alive.' : `${countOf(alive, 'worker')} ${alive === 1 ? 'is' : 'are'} alive.`,
      }
    }
  }
}

function countOf(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`
}

function inMinutes(minutes: number): string {
  return minutes === 1 ? 'in the last minute' : `in the last ${minutes} minutes`
}
