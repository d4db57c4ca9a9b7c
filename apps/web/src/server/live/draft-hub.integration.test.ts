import { createTestDatabase, getTestRedisUrl } from '@spane/db/testing'
import { PostgresChannel, RedisChannel, type TextChannel } from '@spane/engine'
import { Redis } from 'ioredis'
import { describe, expect, it, vi } from 'vitest'
import { Log, openDraft, person, startProcess } from './draft-hub.fixture.ts'

const options = { name: 'drafts-test', logger: { debug() {}, info() {}, warn() {}, error() {} } }

async function overPostgres() {
  const database = await createTestDatabase({ migrated: false })
  const create = () => new PostgresChannel(database.connectionString, options)
  return { create, end: () => database[Symbol.asyncDispose]() }
}

async function overRedis() {
  const redis = new Redis(getTestRedisUrl(), { lazyConnect: true })
  return { create: () => new RedisChannel(redis, options), end: async () => redis.disconnect() }
}

describe.each([
  ['PostgreSQL', overPostgres],
  ['Redis', overRedis],
])('two web processes that share %s', (_, setUp) => {
  it('show their people to one another, and forget those of a process that fell silent', async () => {
    const { create, end } = await setUp()
    const log = new Log()
    const channels: TextChannel[] = [create(), create()]
    const [first, second] = await Promise.all(
      channels.map((channel) => startProcess(log, channel, { roundInterval: 200 })),
    )
    if (!first || !second) return expect.fail('There are no processes')
    const ann = await openDraft(first, 'Ann')
    const bob = await openDraft(second, 'Bob')
    await vi.waitFor(() => {
      expect(ann.people.at(-1)?.toSorted()).toEqual(['Ann', 'Bob'])
      expect(bob.people.at(-1)?.toSorted()).toEqual(['Ann', 'Bob'])
    }, 5_000)
    bob.client.emit('draft:person', { workflowId: 'w', person: person('Bob', ['http']) })
    await vi.waitFor(() => expect(ann.people.at(-1)).toContain('Bob+http'), 5_000)
    log.append()
    second.hub.changed('w')
    await vi.waitFor(() => expect(ann.seen).toEqual([2]), 5_000)

    await channels[1]?.close()
    await vi.waitFor(() => expect(ann.people.at(-1)).toEqual(['Ann']), 5_000)
    for (const { client } of [ann, bob]) client.disconnect()
    await Promise.all([first.close(), second.close()])
    await channels[0]?.close()
    await end()
  })
})
