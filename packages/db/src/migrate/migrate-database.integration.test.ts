import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { migrateDatabase } from './migrate-database.ts'
import { readMigrations } from './read-migrations.ts'

describe('migrateDatabase', () => {
  it('applies every migration to an empty database and nothing the second time', async () => {
    await using database = await createTestDatabase({ migrated: false })
    const names = (await readMigrations()).map((migration) => migration.name)
    const lines: string[] = []

    expect(await migrateDatabase({ ...database, log: (line) => lines.push(line) })).toEqual(names)
    expect(lines).toHaveLength(names.length)
    expect(await migrateDatabase(database)).toEqual([])
    const { rows } = await database.pool.query('SELECT id, workspace_id FROM app_user')
    expect(rows).toEqual([{ id: 'local', workspace_id: 'local' }])
  })

  it('lets several processes start at once, of which one migrates', async () => {
    await using database = await createTestDatabase({ migrated: false })
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrateDatabase(database)))
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
  })

  it('refuses a database that newer code has migrated', async () => {
    await using database = await createTestDatabase()
    await database.pool.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '2999_future', now())`,
    )
    await expect(migrateDatabase(database)).rejects.toMatchObject({ name: 'MigrationError', code: 'DATABASE_NEWER' })
  })

  it('refuses a database that belongs to something else', async () => {
    await using database = await createTestDatabase({ migrated: false })
    await database.pool.query('CREATE TABLE foreign_table (id int)')
    await expect(migrateDatabase(database)).rejects.toMatchObject({ code: 'DATABASE_NOT_EMPTY' })
  })

  it('says which database cannot be reached', async () => {
    const connectionString = 'postgresql://nobody@127.0.0.1:1/none'
    await expect(migrateDatabase({ connectionString })).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      message: expect.stringContaining('127.0.0.1:1/none'),
    })
  })

  it('leaves nothing behind when the process dies in the middle of a migration', async () => {
    await using database = await createTestDatabase({ migrated: false })
    const client = new pg.Client({ connectionString: database.connectionString })
    await client.connect()
    // Holds the lock back until the migrating connection waits, then cuts that connection.
    await client.query('BEGIN; SELECT pg_advisory_xact_lock(5077263114)')
    const cut = migrateDatabase(database)
    cut.catch(() => undefined)
    await expect.poll(async () => (await waiting(client)).length).toBe(1)
    await client.query(`SELECT pg_terminate_backend($1)`, [(await waiting(client))[0]?.pid])
    await client.end()
    await expect(cut).rejects.toThrow()
    expect(await migrateDatabase(database)).not.toEqual([])
  })
})

async function waiting(client: pg.Client): Promise<{ pid: number }[]> {
  const { rows } = await client.query(`SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)
  return rows
}
