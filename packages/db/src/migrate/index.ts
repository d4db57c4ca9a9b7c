export { diffSchemas } from './diff-schemas.ts'
export { type MigrateDatabaseOptions, migrateDatabase } from './migrate-database.ts'
export { MigrationError, type MigrationErrorCode } from './migration-error.ts'
