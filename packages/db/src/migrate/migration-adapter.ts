import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** Told of a migration's script that the database refused, before the engine reports it in its own words. */
export type ScriptFailureListener = (script: string, error: unknown) => void

/**
 * A driver adapter whose every statement goes through one connection, so that a caller's transaction spans all that
 * the schema engine does: a process killed in the middle of a migration leaves nothing behind.
 */
export function createPinnedAdapter(
  client: pg.Client,
  onScriptFailure: ScriptFailureListener,
): SqlMigrationAwareDriverAdapterFactory {
  const pool = Object.assign(new pg.Pool({ max: 1 }), { query: client.query.bind(client) })
  const factory = new PrismaPg(pool)
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect()
      // The adapter's own executeScript cuts the script at every semicolon, also at those in comments, strings and
      // function bodies. PostgreSQL takes a whole script in one message.
      adapter.executeScript = async (script) => {
        try {
          await client.query(script)
        } catch (error) {
          onScriptFailure(script, error)
          throw error
        }
      }
      return adapter
    },
    connectToShadowDb: () => Promise.reject(new Error('A shadow database cannot be created inside a transaction.')),
  }
}
