import pg from 'pg'

/**
 * The store's statements look up a handful of rows by key in tables of any size, and are prepared once. So they are
 * planned once (`force_generic_plan`: planning the largest of them costs more than running it), and never as what looks
 * best for the empty tables that they may have been planned on: a scan and a hash of a whole table.
 */
const PLANNER = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  jit: 'off',
}

/**
 * A transaction of the store takes milliseconds. A process that stands still in the middle of one (its event loop is
 * blocked, its machine frozen) holds rows that those who take its work over wait for: the server ends it then.
 */
const IDLE_IN_TRANSACTION_MS = 5_000

/**
 * A pool for the execution store. Pipelined: statements of a transaction that do not wait for each other share a round
 * trip. Errors of idle connections go to `onError` instead of ending the process.
 */
export function createStorePool(options: {
  connectionString: string
  max?: number
  onError?: (error: Error) => void
  /** Milliseconds after which the server ends a transaction in which nothing happens; default 5 s. */
  idleInTransactionMs?: number
}): pg.Pool {
  const { connectionString, max = 10, onError, idleInTransactionMs = IDLE_IN_TRANSACTION_MS } = options
  const session = { ...PLANNER, idle_in_transaction_session_timeout: idleInTransactionMs }
  const settings = Object.entries(session).map(([name, value]) => `-c ${name}=${value}`)
  const pool = new pg.Pool({ connectionString, max, pipeline: true, options: settings.join(' ') })
  pool.on('error', (error) => onError?.(error))
  // The pool listens to idle connections only. When the server goes away under one that is checked out, its statements
  // reject; without a listener of its own the connection would end the process besides.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
