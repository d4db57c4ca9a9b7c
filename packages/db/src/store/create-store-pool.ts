import pg from 'pg'

/**
 * A pool for the execution store. Pipelined: statements of a transaction that do not wait for each other share a round
 * trip. Its statements are prepared once and their parameters are arrays, so one generic plan is right for all sizes, and
 * planning the largest of them anew would cost more than running it. Errors of idle connections go to `onError` instead
 * of ending the process.
 */
export function createStorePool(options: {
  connectionString: string
  max?: number
  onError?: (error: Error) => void
}): pg.Pool {
  const { connectionString, max = 10, onError } = options
  const pool = new pg.Pool({
    connectionString,
    max,
    pipeline: true,
    options: '-c plan_cache_mode=force_generic_plan',
  })
  pool.on('error', (error) => onError?.(error))
  return pool
}
