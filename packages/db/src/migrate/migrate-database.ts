import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { ensureSearchIndex } from './ensure-search-index.ts'
import { createPinnedAdapter } from './migration-adapter.ts'
import { MigrationError } from './migration-error.ts'
import { planMigrations, type RecordedMigration } from './plan-migrations.ts'
import { findPrismaDirectory, type LocalMigration, readMigrations } from './read-migrations.ts'
import { startSchemaEngine, toMigrationList } from './schema-engine.ts'

export interface MigrateDatabaseOptions {
  connectionString: string
  /** Called with a line for each migration that was applied. */
  log?: (line: string) => void
  /** The folder with schema.prisma and migrations/; default: the repository's. */
  prismaDirectory?: string
}

// Any fixed number: all processes that migrate one database must take the same lock.
const MIGRATION_LOCK = 5_077_263_114

/**
 * Applies the migrations that a database lacks and returns their names. All of them go in one transaction, and several
 * processes may call this at once: one migrates, the others wait and find nothing left to do. An up-to-date database
 * costs three queries.
 *
 * @throws MigrationError with a code and a sentence for a person.
 */
export async function migrateDatabase(options: MigrateDatabaseOptions): Promise<string[]> {
  const prismaDirectory = options.prismaDirectory ?? findPrismaDirectory()
  const local = await readMigrations(prismaDirectory)
  const client = await connect(options.connectionString)
  try {
    const missing = await applyMissing(client, prismaDirectory, local)
    for (const name of missing) options.log?.(`applied migration ${name}`)
    const unindexed = await ensureSearchIndex(client)
    if (unindexed !== undefined) options.log?.(unindexed)
    return missing
  } finally {
    // Closing the connection also rolls back what is not committed.
    await client.end().catch(() => undefined)
  }
}

/** Returns the names of what it applied. */
async function applyMissing(client: pg.Client, prismaDirectory: string, local: LocalMigration[]): Promise<string[]> {
  if (planMigrations(local, await readRecorded(client)).length === 0) return []
  await client.query('BEGIN')
  await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
  const missing = planMigrations(local, await readRecorded(client))
  if (missing.length > 0) await applyMigrations(client, prismaDirectory, local)
  await client.query('COMMIT')
  return missing
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 })
  // Without a listener a connection lost between two queries would end the process; the next query reports it.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => undefined)
    throw new MigrationError(
      'DATABASE_UNREACHABLE',
      `The database at ${describeAddress(client)} cannot be reached: ${describeCause(error)}.`,
      error,
    )
  }
  return client
}

async function readRecorded(client: pg.Client): Promise<RecordedMigration[]> {
  // Not to_regclass: it answers from a cache that may not yet know what the holder of the lock has just committed.
  const table = await client.query<{ present: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_class WHERE relname = '_prisma_migrations'
                       AND relnamespace = current_schema()::regnamespace) AS present`,
  )
  if (table.rows[0]?.present !== true) return []
  const { rows } = await client.query<RecordedMigration>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
            rolled_back_at IS NOT NULL AS "rolledBack"
       FROM _prisma_migrations ORDER BY started_at`,
  )
  return rows
}

async function applyMigrations(client: pg.Client, prismaDirectory: string, local: LocalMigration[]): Promise<void> {
  const path = join(prismaDirectory, 'schema.prisma')
  let failure: MigrationError | undefined
  const adapter = createPinnedAdapter(client, (script, error) => {
    const name = local.find((migration) => migration.sql === script)?.name ?? 'A migration'
    const message = `${name} failed, and nothing was changed: ${describeCause(error)}.`
    failure = new MigrationError('MIGRATION_FAILED', message, error)
  })
  const engine = await startSchemaEngine(adapter, { path, content: await readFile(path, 'utf8') })
  try {
    await engine.applyMigrations({
      migrationsList: toMigrationList(join(prismaDirectory, 'migrations'), local),
      filters: { externalTables: [], externalEnums: [] },
    })
  } catch (error) {
    // The engine goes on to note the failure, which the broken transaction refuses: its error hides the cause.
    throw failure ?? translateEngineError(error)
  } finally {
    engine.free()
  }
}

function translateEngineError(error: unknown): MigrationError {
  const message = describeCause(error)
  if (message.includes('P3005') || message.includes('schema is not empty')) {
    return new MigrationError(
      'DATABASE_NOT_EMPTY',
      'The database holds tables that are not from this product. Give it a database of its own.',
      error,
    )
  }
  return new MigrationError('MIGRATION_FAILED', `The migrations failed, and nothing was changed: ${message}`, error)
}

function describeAddress(client: pg.Client): string {
  return `${client.host}:${client.port}/${client.database ?? ''}`
}

// A refused connection to a name with several addresses is an AggregateError without a message of its own.
function describeCause(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(describeCause).join(', ')
  return error instanceof Error ? error.message : String(error)
}
