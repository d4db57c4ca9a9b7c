import { describe, expect, it } from 'vitest'
import { isLoopback, readWebEnv } from './env.ts'

const DATABASE_URL = 'postgresql://spane@127.0.0.1:5432/spane'

function problemsOf(source: Record<string, string>): string[] {
  const result = readWebEnv(source)
  return result.ok ? [] : result.problems
}

describe('readWebEnv', () => {
  it('fills in defaults and takes empty variables for absent ones', () => {
    const result = readWebEnv({
      DATABASE_URL,
      PORT: '',
      HOST: '',
      REDIS_URL: '',
      SPANE_API_KEY: '',
      SPANE_ALLOW_REMOTE: '',
    })
    expect(result).toEqual({
      ok: true,
      env: {
        development: false,
        port: 3_000,
        host: '127.0.0.1',
        databaseUrl: DATABASE_URL,
        redisUrl: undefined,
        apiKey: undefined,
        maxQueueDepth: undefined,
        allowRemote: false,
        allowedHosts: [],
        nodes: [],
        publicUrl: '',
        smtpUrl: undefined,
        smtpFrom: 'SPANE <spane@localhost>',
        httpAllow: [],
        tracing: undefined,
        logLevel: 'info',
        secrets: {},
      },
    })
  })

  it('says one sentence for every variable that is wrong, all at once', () => {
    const problems = problemsOf({ PORT: '70000', REDIS_URL: 'localhost', SPANE_ALLOW_REMOTE: 'yes' })
    expect(problems).toHaveLength(4)
    for (const name of ['PORT', 'DATABASE_URL', 'REDIS_URL', 'SPANE_ALLOW_REMOTE']) {
      expect(problems.filter((problem) => problem.startsWith(`${name} `))).toHaveLength(1)
    }
  })

  it.each(['0.0.0.0', '::', '192.168.1.4', 'example.org'])(
    'refuses to listen on %s unless remote use is allowed',
    (HOST) => {
      expect(problemsOf({ DATABASE_URL, HOST })[0]).toContain('SPANE_ALLOW_REMOTE=1')
      expect(problemsOf({ DATABASE_URL, HOST, SPANE_ALLOW_REMOTE: '1' })).toEqual([])
    },
  )

  it('splits the allowed hosts', () => {
    const result = readWebEnv({ DATABASE_URL, SPANE_ALLOWED_HOSTS: 'Spane.example.org, flows.example.org ,' })
    expect(result.ok && result.env.allowedHosts).toEqual(['spane.example.org', 'flows.example.org'])
  })
})

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.8.9.1', 'localhost', '::1', '[::1]', 'LOCALHOST'])('takes %s for loopback', (host) => {
    expect(isLoopback(host)).toBe(true)
  })
  it.each(['0.0.0.0', '::', '10.0.0.1', 'localhost.example.org', '127.0.0.1.example.org'])(
    'does not take %s',
    (host) => {
      expect(isLoopback(host)).toBe(false)
    },
  )
})
