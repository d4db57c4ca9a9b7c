import { Redis } from 'ioredis'
import { inject } from 'vitest'
import { silentLogger } from '../logger.ts'
import { describeFlowState } from '../testing/flow-state-contract.ts'
import { RedisFlowState } from './redis-flow-state.ts'

describeFlowState('Redis', async () => {
  const redis = new Redis(inject('testRedisUrl'), { lazyConnect: true })
  const create = () => new RedisFlowState(redis, { prefix: 'flow-test', logger: silentLogger })
  return [create(), create()]
})
