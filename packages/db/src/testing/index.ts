export {
  type CreateTestDatabaseOptions,
  createTestDatabase,
  getTestRedisUrl,
  type TestDatabase,
} from './create-test-database.ts'
export { startTestRedis, type TestRedis } from './start-test-redis.ts'
