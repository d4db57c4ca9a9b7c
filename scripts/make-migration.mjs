// Writes a new migration: the SQL from the schema that the migrations lead to (kept as prisma/migrated.prisma) to the
// one in prisma/schema.prisma. Usage: node scripts/make-migration.mjs <name>, after a build. Rules that the schema cannot
// express (checks, partial indexes, data) are added to the file by hand.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const prisma = join(dirname(dirname(fileURLToPath(import.meta.url))), 'prisma')
const name = process.argv[2] ?? ''
if (!/^[a-z0-9_]+$/.test(name)) {
  console.error('Give the migration a name of small letters, digits and underscores, such as add_worker_region.')
  process.exit(1)
}

const load = (path) => import(new URL(`../packages/db/dist/${path}/index.js`, import.meta.url).href)
const { startEmbeddedPostgres } = await load('embedded')
const { diffSchemas } = await load('migrate')

const snapshot = join(prisma, 'migrated.prisma')
const before = existsSync(snapshot) ? readFileSync(snapshot, 'utf8') : undefined
const after = readFileSync(join(prisma, 'schema.prisma'), 'utf8')

const dataDir = mkdtempSync(join(tmpdir(), 'spane-migration-'))
const server = await startEmbeddedPostgres({ dataDir, ephemeral: true })
let sql
try {
  sql = await diffSchemas(server.connectionString, before, after)
} finally {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

if (sql === '') {
  console.log('The migrations already lead to prisma/schema.prisma: nothing was written.')
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const directory = join(prisma, 'migrations', `${stamp}_${name}`)
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'migration.sql'), sql)
  writeFileSync(snapshot, after)
  console.log(`Wrote ${join(directory, 'migration.sql')}`)
}
