import { MAX_TEXT_BYTES, PostgresChannel, RedisChannel, type TextChannel } from '@spane/engine'
import { Redis } from 'ioredis'
import { describe, expect, inject, it, vi } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'

const options = { name: 'channel-test', logger: { debug() {}, info() {}, warn() {}, error() {} } }

async function overPostgres() {
  const database = await createTestDatabase({ migrated: false })
  const create = () => new PostgresChannel(database.connectionString, options)
  return { create, end: () => database[Symbol.asyncDispose]() }
}

async function overRedis() {
  const redis = new Redis(inject('testRedisUrl'), { lazyConnect: true })
  const create = () => new RedisChannel(redis, options)
  return { create, end: async () => redis.disconnect() }
}

describe.each([
  ['PostgreSQL', overPostgres],
  ['Redis', overRedis],
])('texts between processes over %s', (_, setUp) => {
  it('reach everybody who listens, the longest ones, too', async () => {
    const { create, end } = await setUp()
    const channels: TextChannel[] = [create(), create()]
    const heard: string[][] = channels.map((channel) => {
      const texts: string[] = []
      channel.subscribe((text) => texts.push(text))
      return texts
    })
    // Nobody is told when the subscription has reached the server.
    await vi.waitFor(
      () => {
        for (const channel of channels) channel.publish('hello')
        expect(heard.every((texts) => texts.length > 0)).toBe(true)
      },
      { timeout: 20_000 },
    )
    const longest = 'ö'.repeat(MAX_TEXT_BYTES / 2)
    channels[0]?.publish(longest)
    await vi.waitFor(() => expect(heard.every((texts) => texts.includes(longest))).toBe(true), { timeout: 20_000 })
    for (const channel of channels) await channel.close()
    await end()
  })
})

it('are not heard by an installation that uses another database of the same Redis', async () => {
  const url = inject('testRedisUrl')
  const [one, other] = [new Redis(url, { lazyConnect: true, db: 1 }), new Redis(url, { lazyConnect: true, db: 2 })]
  const [here, there] = [new RedisChannel(one, options), new RedisChannel(other, options)]
  const heard = { here: [] as string[], there: [] as string[] }
  here.subscribe((text) => heard.here.push(text))
  there.subscribe((text) => heard.there.push(text))
  await vi.waitFor(
    () => {
      here.publish('here')
      there.publish('there')
      expect(heard.here.length > 0 && heard.there.length > 0).toBe(true)
    },
    { timeout: 20_000 },
  )
  expect(new Set(heard.here)).toEqual(new Set(['here']))
  expect(new Set(heard.there)).toEqual(new Set(['there']))
  await Promise.all([here.close(), there.close()])
  one.disconnect()
  other.disconnect()
})
