import { randomUUID } from 'node:crypto'
import { StoreDriver, sketchWorkflow } from '@spane/engine/testing'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { createPostgresStore } from './postgres-execution-store.ts'

describe('the transactions of the PostgreSQL store', () => {
  it('commit after everything that they write, a cancel too', async () => {
    await using database = await createTestDatabase()
    const { pool } = database
    const sent: string[] = []
    pool.on('connect', (client) => {
      const query = client.query.bind(client) as (...given: unknown[]) => unknown
      const recording = (...given: unknown[]) => {
        const text = typeof given[0] === 'string' ? given[0] : (given[0] as { text: string }).text
        sent.push(text.trim().split(/\s+/)[0] as string)
        return query(...given)
      }
      Object.assign(client, { query: recording })
    })
    const store = createPostgresStore({ pool })
    const driver = await StoreDriver.start(store, sketchWorkflow({ edges: ['a>b', 'a>c'] }))
    await driver.run('a')
    const commands = [
      { type: 'claim', nodeId: 'b', workerId: 'w', leaseMs: 1_000 },
      { type: 'wait', nodeId: 'b', token: 1, until: Date.now() + 60_000 },
      { type: 'pause' },
      { type: 'cancel' },
    ] as const
    for (const command of commands) {
      sent.length = 0
      expect(await driver.send(command)).toEqual({ ok: true })
      expect([command.type, sent]).toEqual([command.type, oneTransaction(sent)])
    }
    sent.length = 0
    const version = (await store.readExecution(driver.executionId))?.versionId ?? ''
    await store.start([{ executionId: randomUUID(), versionId: version, entryNodeId: 'a', input: '{}' }])
    expect(sent).toEqual(oneTransaction(sent))
  })
})

/** What was sent, if it is a transaction: a statement by itself, or one that ends behind everything that it writes. */
function oneTransaction(sent: readonly string[]): unknown {
  // The clock is read beforehand by who does not know it.
  if (sent[0] !== 'BEGIN') return [...sent.slice(0, -1).filter((word) => word === 'SELECT'), 'WITH']
  return ['BEGIN', ...sent.slice(1, -1).filter((word) => word !== 'COMMIT'), 'COMMIT']
}
