export { createPrisma, type PrismaClient } from './client.ts'
export {
  type MigrateDatabaseOptions,
  MigrationError,
  type MigrationErrorCode,
  migrateDatabase,
} from './migrate/index.ts'
