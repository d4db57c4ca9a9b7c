import { describe, expect, it } from 'vitest'
import { readWorkerEnv } from './env.ts'

const DATABASE_URL = 'postgresql://spane@127.0.0.1:5432/spane'

describe('readWorkerEnv', () => {
  it('needs nothing but the database', () => {
    expect(readWorkerEnv({ DATABASE_URL, SPANE_WORKER_CONCURRENCY: '', SPANE_HTTP_ALLOW: '' })).toEqual({
      ok: true,
      env: {
        databaseUrl: DATABASE_URL,
        redisUrl: undefined,
        concurrency: 10,
        leaseMs: 30_000,
        maxQueueDepth: undefined,
        rateLimits: {},
        healthPort: undefined,
        healthHost: '127.0.0.1',
        retention: { days: 30, count: 0 },
        httpAllow: [],
        nodes: [],
        publicUrl: '',
        tracing: undefined,
        logLevel: 'info',
      },
    })
  })

  it('says one sentence for every variable that is wrong, all at once', () => {
    const result = readWorkerEnv({
      SPANE_WORKER_CONCURRENCY: '0',
      SPANE_WORKER_HEALTH_PORT: 'x',
      SPANE_RATE_LIMITS: 'http=fast',
      REDIS_URL: 'http://x',
    })
    const problems = result.ok ? [] : result.problems
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'DATABASE_URL',
      'REDIS_URL',
      'SPANE_RATE_LIMITS',
      'SPANE_WORKER_CONCURRENCY',
      'SPANE_WORKER_HEALTH_PORT',
    ])
  })

  it('splits what HTTP nodes may call', () => {
    const result = readWorkerEnv({ DATABASE_URL, SPANE_HTTP_ALLOW: '127.0.0.1:8080, 10.0.0.0/8 ,intranet' })
    expect(result.ok && result.env.httpAllow).toEqual(['127.0.0.1:8080', '10.0.0.0/8', 'intranet'])
  })

  it('takes paths of nodes relative to where npm was started', () => {
    const result = readWorkerEnv({
      DATABASE_URL,
      INIT_CWD: '/home/ada',
      SPANE_NODES: './shout, spane-node-x,/opt/nodes',
    })
    expect(result.ok && result.env.nodes).toEqual(['/home/ada/shout', 'spane-node-x', '/opt/nodes'])
  })
})
