import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/**
 * A driver adapter whose every statement goes through one connection, so that a caller's transaction spans all that
 * the schema engine does: a process killed in the middle of a migration leaves nothing behind.
 */
export function createPinnedAdapter(client: pg.Client): SqlMigrationAwareDriverAdapterFactory {
  const pool = Object.assign(new pg.Pool({ max: 1 }), { query: client.query.bind(client) })
  const factory = new PrismaPg(pool)
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => sendScriptsWhole(await factory.connect(), pool),
    connectToShadowDb: () => Promise.reject(new Error('A shadow database cannot be created inside a transaction.')),
  }
}

// The adapter's own executeScript cuts the script at every semicolon, also at those in comments, strings and function
// bodies. PostgreSQL takes a whole script in one message.
function sendScriptsWhole<A extends SqlDriverAdapter>(adapter: A, pool: pg.Pool): A {
  adapter.executeScript = async (script) => {
    await pool.query(script)
  }
  return adapter
}
