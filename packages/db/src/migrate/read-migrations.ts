import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A migration as it stands in `prisma/migrations/<name>/migration.sql`. */
export interface LocalMigration {
  name: string
  sql: string
  /** SHA-256 of the SQL in hex: what the engine records for it in `_prisma_migrations`. */
  checksum: string
}

/**
 * The nearest `prisma` folder above this file. Source, build output and the container image nest it at different
 * depths, so it is searched for instead of counted out.
 */
export function findPrismaDirectory(from: string = fileURLToPath(import.meta.url)): string {
  for (let directory = dirname(from); ; directory = dirname(directory)) {
    const candidate = join(directory, 'prisma')
    if (existsSync(join(candidate, 'schema.prisma'))) return candidate
    if (directory === dirname(directory))
      throw new Error(`No folder with prisma/schema.prisma was found above ${from}.`)
  }
}

/** Reads all migrations of a `prisma` folder, in the order in which they apply. */
export async function readMigrations(prismaDirectory: string = findPrismaDirectory()): Promise<LocalMigration[]> {
  const directory = join(prismaDirectory, 'migrations')
  const entries = await readdir(directory, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return await Promise.all(
    names.sort().map(async (name) => {
      // A checkout with CRLF line ends must have the same checksum as one without.
      const sql = (await readFile(join(directory, name, 'migration.sql'), 'utf8')).replaceAll('\r\n', '\n')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}
