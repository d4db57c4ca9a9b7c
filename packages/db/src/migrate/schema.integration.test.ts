import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { diffSchemas } from './diff-schemas.ts'
import { migrateDatabase } from './migrate-database.ts'
import { findPrismaDirectory } from './read-migrations.ts'

const prisma = findPrismaDirectory()
const read = (file: string) => readFileSync(join(prisma, file), 'utf8')

it('has a migration for every change of the schema', async () => {
  await using database = await createTestDatabase({ migrated: false })
  expect(await diffSchemas(database.connectionString, read('migrated.prisma'), read('schema.prisma'))).toBe('')
})

it('knows the SQL between two schemas', async () => {
  await using database = await createTestDatabase({ migrated: false })
  const after = `${read('schema.prisma')}\nmodel Extra {\n  id String @id\n}\n`
  expect(await diffSchemas(database.connectionString, read('schema.prisma'), after)).toContain('CREATE TABLE "Extra"')
})

it('holds states, counters and tenancy in the database', async () => {
  await using database = await createTestDatabase()
  const { pool } = database
  const version = '00000000-0000-4000-8000-000000000001'
  await pool.query(`INSERT INTO workspace (id, name) VALUES ('other', 'Other')`)
  await pool.query(`INSERT INTO workflow (workspace_id, id, name, draft) VALUES ('local', 'w', 'W', '{}')`)
  await pool.query(
    `INSERT INTO workflow_version (id, workspace_id, workflow_id, number, content_hash, definition)
     VALUES ($1, 'local', 'w', 1, 'h', '{}')`,
    [version],
  )
  const execute = (change: Record<string, unknown>) => {
    const row = {
      id: crypto.randomUUID(),
      workspace_id: 'local',
      workflow_id: 'w',
      version_id: version,
      status: 'running',
      open_count: 3,
      active_count: 2,
      running_count: 1,
      event_seq: 1,
      ...change,
    }
    const columns = Object.keys(row)
    const places = columns.map((_, index) => `$${index + 1}`)
    return pool.query(`INSERT INTO execution (${columns}) VALUES (${places})`, Object.values(row))
  }
  await execute({})
  await expect(execute({ status: 'done' })).rejects.toThrow('execution_status_check')
  await expect(execute({ running_count: 3 })).rejects.toThrow('execution_counters_check')
  await expect(execute({ workspace_id: 'other' })).rejects.toThrow('foreign key')

  await pool.query(`DELETE FROM workspace WHERE id = 'local'`)
  expect((await pool.query('SELECT FROM execution')).rowCount).toBe(0)
})

it('says what was wrong in a migration that fails, and changes nothing', async () => {
  await using database = await createTestDatabase({ migrated: false })
  await using folder = await makePrismaFolder('CREATE TABLE half (id int); SELECT broken;')
  await expect(migrateDatabase({ ...database, prismaDirectory: folder.path })).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    message: expect.stringMatching(/20010101000000_test.*column "broken" does not exist/s),
  })
  const { rows } = await database.pool.query(`SELECT to_regclass('half') AS half`)
  expect(rows).toEqual([{ half: null }])
})

it('sends a migration with function bodies and semicolons in comments as it stands', async () => {
  await using database = await createTestDatabase({ migrated: false })
  await using folder = await makePrismaFolder(`
    -- One; two.
    CREATE FUNCTION answer() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 42; END; $$;`)
  await migrateDatabase({ ...database, prismaDirectory: folder.path })
  expect((await database.pool.query('SELECT answer()')).rows).toEqual([{ answer: 42 }])
})

async function makePrismaFolder(sql: string): Promise<AsyncDisposable & { path: string }> {
  const { cp, mkdir, mkdtemp, rm, writeFile } = await import('node:fs/promises')
  const { tmpdir } = await import('node:os')
  const path = await mkdtemp(join(tmpdir(), 'spane-prisma-'))
  await cp(join(prisma, 'schema.prisma'), join(path, 'schema.prisma'))
  await mkdir(join(path, 'migrations/20010101000000_test'), { recursive: true })
  await writeFile(join(path, 'migrations/20010101000000_test/migration.sql'), sql)
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
