import type pg from 'pg'

/** PostgreSQL picked this transaction to break a deadlock, or two were not serializable: doing it again is right. */
const RETRYABLE = new Set(['40P01', '40001'])
const MAX_TRIES = 3

export interface Transaction {
  client: pg.PoolClient
  /**
   * Sends COMMIT behind the statements that are on their way (so all must have been sent), without waiting for them; on a pipelined connection that
   * saves a round trip. When one of them failed, PostgreSQL rolls back, and the statement's own promise rejects.
   */
  commit: () => Promise<unknown>
}

/**
 * Runs `work` in a transaction, again when PostgreSQL asks for it. BEGIN is not waited for, and `work` may commit by
 * itself with its last statement. A connection that broke is thrown away.
 */
export async function inTransaction<T>(pool: pg.Pool, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect()
    let broken = false
    try {
      let committed: Promise<unknown> | undefined
      const commit = () => {
        committed ??= client.query('COMMIT')
        return committed
      }
      const begun = client.query('BEGIN')
      const [result] = await Promise.all([work({ client, commit }), begun])
      await commit()
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {
        broken = true
      })
      if (attempt < MAX_TRIES && RETRYABLE.has(codeOf(error))) continue
      throw error
    } finally {
      client.release(broken)
    }
  }
}

/**
 * Whether an error speaks of the statement (class 22, 23 and the like), so that another item's statement may succeed,
 * or of the connection and the server.
 */
export function isStatementError(error: unknown): boolean {
  const code = codeOf(error)
  return code !== '' && !/^(08|25P03|53|57|58|XX)/.test(code) && !/^E[A-Z]+$/.test(code)
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}
