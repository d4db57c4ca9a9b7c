import { setTimeout as delay } from 'node:timers/promises'

const PATIENCE = 3_000

/** What is asked whether it answers. */
export interface HealthChecks {
  database: () => Promise<unknown>
  queue: () => Promise<unknown>
}

export interface Health {
  status: 'ok' | 'unavailable'
  database: 'ok' | 'unavailable'
  queue: 'ok' | 'unavailable'
}

/** Asks the database and the queue; one that does not answer in time counts as unavailable. */
export async function checkHealth(checks: HealthChecks, patience = PATIENCE): Promise<Health> {
  const [database, queue] = await Promise.all([answers(checks.database, patience), answers(checks.queue, patience)])
  const status = database && queue ? 'ok' : 'unavailable'
  return { status, database: database ? 'ok' : 'unavailable', queue: queue ? 'ok' : 'unavailable' }
}

async function answers(check: () => Promise<unknown>, patience: number): Promise<boolean> {
  const timer = new AbortController()
  const timeout = delay(patience, false, { signal: timer.signal }).catch(() => false)
  const answer = check().then(
    () => true,
    () => false,
  )
  try {
    return await Promise.race([answer, timeout])
  } finally {
    timer.abort()
  }
}
