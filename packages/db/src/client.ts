import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.ts'

export type { PrismaClient }

/**
 * A Prisma client on the pg driver. Given a pool it shares the pool's connections and leaves the pool open on
 * `$disconnect`; given a connection string it owns its connections.
 */
export function createPrisma(source: pg.Pool | string): PrismaClient {
  const adapter = new PrismaPg(source instanceof pg.Pool ? source : { connectionString: source })
  // The longer forms quote the arguments of the call, and errors are logged.
  return new PrismaClient({ adapter, errorFormat: 'minimal' })
}
