import { StoreDriver, sketchWorkflow } from '@spane/engine/testing'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { createPostgresStore } from './postgres-execution-store.ts'

const claim = (nodeId: string) => ({ type: 'claim' as const, nodeId, workerId: 'w', leaseMs: 60_000 })

it('decides on what other processes have written, however it remembers the execution (2.3, 5.1)', async () => {
  await using database = await createTestDatabase()
  const { pool } = database
  const stores = [createPostgresStore({ pool }), createPostgresStore({ pool })] as const
  const d = await StoreDriver.start(stores[0], sketchWorkflow({ edges: ['s>a', 's>b', 's>c', 'a>j', 'b>j', 'c>j'] }))
  const send = async (index: 0 | 1, command: Parameters<typeof d.send>[0]) => {
    const { outcomes } = await stores[index].apply([{ executionId: d.executionId, command }])
    return outcomes[0]
  }
  expect(await send(0, claim('s'))).toMatchObject({ ok: true })
  expect(await send(1, claim('s'))).toEqual({ ok: false, code: 'NODE_NOT_READY' })
  expect(await send(1, await d.completion('s'))).toMatchObject({ ok: true })
  // The first store still remembers the node as running.
  expect(await send(0, await d.completion('s'))).toEqual({ ok: false, code: 'STALE_TOKEN' })
  for (const [index, nodeId] of ['a', 'b', 'c'].entries()) {
    const [one, other] = index % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)
    expect(await send(one, claim(nodeId))).toMatchObject({ ok: true, claimed: { node: { starts: 1 } } })
    expect(await send(other, await d.completion(nodeId))).toMatchObject({ ok: true })
  }
  expect(await d.node('j')).toMatchObject({ status: 'ready', pendingEdges: 0, deliveredEdges: 3 })
  await d.run('j')
  expect(await d.status()).toBe('completed')
  await d.checkInvariants()
})

it('writes each execution of a batch by itself: one that was changed elsewhere holds up no other (2.3)', async () => {
  await using database = await createTestDatabase()
  const { pool } = database
  const [store, elsewhere] = [createPostgresStore({ pool }), createPostgresStore({ pool })]
  const drivers = await Promise.all(
    Array.from({ length: 3 }, () => StoreDriver.start(store, sketchWorkflow({ edges: ['a>b'] }))),
  )
  await store.apply(drivers.map(({ executionId }) => ({ executionId, command: claim('a') })))
  const changed = drivers[1] as StoreDriver
  await elsewhere.apply([{ executionId: changed.executionId, command: { type: 'pause' } }])
  const completions = await Promise.all(
    drivers.map(async (d) => ({
      executionId: d.executionId,
      command: { ...(await d.completion('a')), claimNext: { workerId: 'w', leaseMs: 60_000 } } as never,
    })),
  )
  const { outcomes, effects } = await store.apply(completions)
  expect(outcomes.map((outcome) => outcome.ok && outcome.claimed?.node.nodeId)).toEqual(['b', undefined, 'b'])
  expect(new Set(effects.changed.map(({ executionId }) => executionId)).size).toBe(3)
  for (const d of drivers) await d.checkInvariants()
})

it('keeps a lease that was renewed, whatever it writes into the row of the node (9.1)', async () => {
  await using database = await createTestDatabase()
  const store = createPostgresStore({ pool: database.pool })
  const d = await StoreDriver.start(
    store,
    sketchWorkflow({ edges: ['s>a', 's>b', 'a>j', 'b>j'], nodes: { j: { join: 'any' } } }),
    { entry: 's' },
  )
  await d.run('s')
  await d.run('a')
  await d.claim('b')
  await d.claim('j', 1_000)
  await store.renewLeases([{ executionId: d.executionId, nodeId: 'j', token: 1 }], 600_000)
  const renewed = (await d.node('j')).leaseUntil
  await d.complete('b')
  expect(await d.node('j')).toMatchObject({ status: 'running', pendingEdges: 0, leaseUntil: renewed })
})
