import { MigrationError } from './migration-error.ts'
import type { LocalMigration } from './read-migrations.ts'

/** A row of `_prisma_migrations`. */
export interface RecordedMigration {
  name: string
  checksum: string
  finished: boolean
  rolledBack: boolean
}

/**
 * Decides which migrations a database still needs.
 *
 * @throws MigrationError when the database was written by newer code (`DATABASE_NEWER`), holds an unfinished migration
 * (`MIGRATION_FAILED`), or a migration was edited after it was applied (`MIGRATION_CHANGED`).
 */
export function planMigrations(local: readonly LocalMigration[], recorded: readonly RecordedMigration[]): string[] {
  const applied = new Map<string, RecordedMigration>()
  for (const migration of recorded) {
    if (!migration.rolledBack) applied.set(migration.name, migration)
  }

  const known = new Set(local.map((migration) => migration.name))
  const unknown = [...applied.keys()].filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new MigrationError(
      'DATABASE_NEWER',
      `The database holds migrations that this version does not know (${unknown.join(', ')}): it was last used by a ` +
        'newer version. Start that version, or point DATABASE_URL or SPANE_DATA_DIR at another database.',
    )
  }

  const unfinished = [...applied.values()].find((migration) => !migration.finished)
  if (unfinished !== undefined) {
    throw new MigrationError(
      'MIGRATION_FAILED',
      `Migration ${unfinished.name} was begun by another tool and did not finish. Bring the schema into order by hand, ` +
        'then mark it with "prisma migrate resolve", or restore a backup.',
    )
  }

  const changed = local.find((migration) => {
    const record = applied.get(migration.name)
    return record !== undefined && record.checksum !== migration.checksum
  })
  if (changed !== undefined) {
    throw new MigrationError(
      'MIGRATION_CHANGED',
      `Migration ${changed.name} was edited after this database had applied it. Undo the edit and add a new migration ` +
        'instead, or start with an empty database.',
    )
  }

  return local.filter((migration) => !applied.has(migration.name)).map((migration) => migration.name)
}
