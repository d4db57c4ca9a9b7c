import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CreateLetterBatch } from '../ports/dead-letter-store.ts'
import { DEFAULT_WORKSPACE, type IExecutionStateStore } from '../ports/execution-store.ts'
import { type CreateStore, StoreDriver, sketchWorkflow } from './store-driver.ts'

/** Failures of the same millisecond have no order that a test could name. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now()
  while (Date.now() <= now) await new Promise((resolve) => setImmediate(resolve))
}

/** Groups, histories and batches of dead letters on any store (rules 6.1 to 6.5). */
export function describeLettersContract(name: string, createStore: CreateStore): void {
  async function open(): Promise<IExecutionStateStore> {
    const { store, dispose } = await createStore()
    onTestFinished(dispose)
    return store
  }

  /** So many executions of one workflow, each with a letter; `message` of the failure with its number. */
  async function failing(store: IExecutionStateStore, messages: string[]): Promise<StoreDriver[]> {
    const workflow = sketchWorkflow({ nodes: { a: {} } })
    const drivers: StoreDriver[] = []
    for (const message of messages) {
      const driver = await StoreDriver.start(store, workflow)
      await driver.claim('a')
      await driver.fail('a', { unrecoverable: true, error: { code: 'BOOM', message } })
      drivers.push(driver)
      await nextMillisecond()
    }
    return drivers
  }

  const groupsOf = (store: IExecutionStateStore, more = {}) =>
    store.letters.listLetterGroups({ workspaceId: DEFAULT_WORKSPACE, limit: 100, ...more })
  const request = (
    letters: CreateLetterBatch['letters'],
    more: Partial<CreateLetterBatch> = {},
  ): CreateLetterBatch => ({
    id: randomUUID(),
    workspaceId: DEFAULT_WORKSPACE,
    action: 'retry',
    version: 'original',
    canary: null,
    by: 'program',
    letters,
    ...more,
  })
  async function letterOf(driver: StoreDriver) {
    const letter = await driver.letter()
    if (!letter) throw new Error('There is no letter')
    return letter
  }

  describe(`${name}: groups and histories of dead letters`, () => {
    it('groups alike failures and counts them by status, whatever is done to them (6.1)', async () => {
      const store = await open()
      const [first, second, other] = (await failing(store, ['Order 1 lost', 'Order 2 lost', 'No answer'])) as [
        StoreDriver,
        StoreDriver,
        StoreDriver,
      ]
      const fingerprint = (await letterOf(first)).fingerprint
      expect((await letterOf(second)).fingerprint).toBe(fingerprint)
      expect(await groupsOf(store)).toMatchObject([
        { fingerprint: (await letterOf(other)).fingerprint, counts: { open: 1 } },
        { fingerprint, errorMessage: 'Order 2 lost', nodeId: 'a', errorCode: 'BOOM', counts: { open: 2 } },
      ])
      await first.send({ type: 'discardDeadLetter', nodeId: 'a' })
      await second.send({ type: 'retryDeadLetter', nodeId: 'a' })
      const counts = async () => (await groupsOf(store, { fingerprint: [fingerprint] }))[0]?.counts
      expect(await counts()).toEqual({ open: 0, retrying: 1, resolved: 0, discarded: 1, void: 0 })
      await second.run('a')
      expect(await counts()).toEqual({ open: 0, retrying: 0, resolved: 1, discarded: 1, void: 0 })
    })

    it('moves a letter to another group when it fails again with another error (6.1)', async () => {
      const store = await open()
      const [driver] = (await failing(store, ['No answer'])) as [StoreDriver]
      const before = await letterOf(driver)
      await driver.send({ type: 'retryDeadLetter', nodeId: 'a' })
      await driver.claim('a')
      await driver.fail('a', { unrecoverable: true, error: { code: 'DENIED', message: 'Not allowed' } })
      const groups = await groupsOf(store, { status: ['open', 'retrying'] })
      expect(groups).toMatchObject([{ errorCode: 'DENIED', counts: { open: 1 } }])
      expect(groups[0]?.fingerprint).not.toBe(before.fingerprint)
    })

    it('filters groups, and pages them by key', async () => {
      const store = await open()
      await failing(store, ['First kind', 'Second sort', '100% third'])
      const all = await groupsOf(store)
      expect(all).toHaveLength(3)
      const [newest] = await groupsOf(store, { limit: 1 })
      const { lastFailedAt, fingerprint } = newest as (typeof all)[number]
      const rest = await groupsOf(store, { before: { lastFailedAt, fingerprint } })
      expect([newest, ...rest]).toEqual(all)
      expect(await groupsOf(store, { text: 'SECOND' })).toMatchObject([{ errorMessage: 'Second sort' }])
      expect(await groupsOf(store, { text: '0%' })).toMatchObject([{ errorMessage: '100% third' }])
      expect(await groupsOf(store, { errorCode: 'OTHER' })).toEqual([])
      expect(await groupsOf(store, { status: 'resolved' })).toEqual([])
      expect(await groupsOf(store, { workflowId: 'other' })).toEqual([])
      expect(await groupsOf(store, { workspaceId: 'other' })).toEqual([])
      expect(await groupsOf(store, { since: lastFailedAt + 1 })).toEqual([])
    })

    it('lists the letters of a group in some statuses, and pages them by key', async () => {
      const store = await open()
      const drivers = await failing(store, ['Order 1', 'Order 2', 'Order 3', 'Else'])
      const { fingerprint } = await letterOf(drivers[0] as StoreDriver)
      await drivers[1]?.send({ type: 'discardDeadLetter', nodeId: 'a' })
      const list = (more = {}) =>
        store.listDeadLetters({ workspaceId: DEFAULT_WORKSPACE, fingerprint, limit: 10, ...more })
      const all = await list()
      expect(all.map((letter) => letter.errorMessage)).toEqual(['Order 3', 'Order 2', 'Order 1'])
      expect((await list({ status: ['open', 'resolved'] })).map((letter) => letter.status)).toEqual(['open', 'open'])
      const { failedAt, id } = all[0] as (typeof all)[number]
      expect(await list({ before: { failedAt, id } })).toEqual(all.slice(1))
      expect(await list({ fingerprint: [fingerprint, 'other'], since: failedAt + 1 })).toEqual([])
    })

    it('writes what happened to a letter into its history, in order (6.2)', async () => {
      const store = await open()
      const [driver] = (await failing(store, ['No answer'])) as [StoreDriver]
      const origin = { by: 'person' as const }
      await driver.send({ type: 'discardDeadLetter', nodeId: 'a', origin })
      await driver.send({ type: 'restoreDeadLetter', nodeId: 'a', origin })
      await driver.send({ type: 'retryDeadLetter', nodeId: 'a', input: '{"n":1}', origin: { by: 'api' } })
      await driver.runFailing('a')
      await driver.send({ type: 'retryDeadLetter', nodeId: 'a' })
      await driver.run('a')
      const { id } = await letterOf(driver)
      expect(await store.letters.readLetterHistory(id, 100)).toMatchObject([
        { seq: 1, kind: 'failed', errorMessage: 'No answer', attempts: 1, by: null },
        { seq: 2, kind: 'discarded', by: 'person' },
        { seq: 3, kind: 'restored', by: 'person' },
        { seq: 4, kind: 'retried', by: 'api', editedInput: true },
        { seq: 5, kind: 'failed', errorCode: 'BOOM', errorMessage: 'It broke' },
        { seq: 6, kind: 'retried', by: 'program', editedInput: false },
        { seq: 7, kind: 'resolved', by: null },
      ])
      expect((await store.letters.readLetterHistory(id, 2)).map((entry) => entry.seq)).toEqual([6, 7])
    })

    it('says in the history that a cancel made the letter void (6.2)', async () => {
      const store = await open()
      const driver = await StoreDriver.start(store, sketchWorkflow({ edges: ['s>x', 's>y'] }))
      await driver.run('s')
      await driver.claim('y')
      await driver.runFailing('x')
      await driver.send({ type: 'cancel' })
      const { id } = await letterOf(driver)
      expect((await store.letters.readLetterHistory(id, 10)).map((entry) => entry.kind)).toEqual(['failed', 'voided'])
    })
  })

  describe(`${name}: batches of dead letters`, () => {
    it('takes all open letters of a group, as they are when it is made (6.5)', async () => {
      const store = await open()
      const drivers = await failing(store, ['Order 1', 'Order 2', 'Order 3', 'Else'])
      const { fingerprint } = await letterOf(drivers[0] as StoreDriver)
      await drivers[1]?.send({ type: 'discardDeadLetter', nodeId: 'a' })
      const made = request({ fingerprint })
      const batch = await store.letters.createLetterBatch(made)
      expect(batch).toMatchObject({ status: 'running', fingerprint, counts: { waiting: 2, acting: 0 } })
      expect(await store.letters.createLetterBatch(made)).toEqual(batch)
      const items = await store.letters.readWaitingItems(batch.id, 10)
      expect(items.map((item) => item.executionId)).toEqual([drivers[2]?.executionId, drivers[0]?.executionId])
      const restoring = await store.letters.createLetterBatch(request({ fingerprint }, { action: 'restore' }))
      expect(restoring.counts.waiting).toBe(1)
    })

    it('takes chosen letters once each, and none of another workspace or that there is not', async () => {
      const store = await open()
      const letters = await Promise.all((await failing(store, ['Order 1', 'Order 2'])).map(letterOf))
      const ids = letters.map((letter) => letter.id)
      const chosen = { ids: [...ids, ids[0] as string, randomUUID(), 'no id'] }
      const batch = await store.letters.createLetterBatch(request(chosen, { canary: 1 }))
      expect(batch).toMatchObject({ status: 'canary', counts: { waiting: 2 } })
      expect((await store.letters.readWaitingItems(batch.id, 10)).map((item) => item.letterId)).toEqual(ids)
      const elsewhere = await store.letters.createLetterBatch(request(chosen, { workspaceId: DEFAULT_WORKSPACE }))
      expect(elsewhere.counts.waiting).toBe(2)
    })

    it('settles what runs again by what became of the letters, and counts (6.5)', async () => {
      const store = await open()
      const drivers = await failing(store, ['Order 1', 'Order 2', 'Order 3'])
      const [first, second] = drivers as [StoreDriver, StoreDriver, StoreDriver]
      const letters = await Promise.all(drivers.map(letterOf))
      const { id } = await store.letters.createLetterBatch(request({ ids: letters.map((letter) => letter.id) }))
      const origin = { by: 'program' as const, batchId: id }
      for (const driver of drivers) await driver.send({ type: 'retryDeadLetter', nodeId: 'a', origin })
      await store.letters.recordBatchResults(
        id,
        letters.map((letter) => ({ letterId: letter.id, status: 'acting' as const })),
      )
      expect(await store.letters.settleLetterBatch(id)).toEqual([])
      await first.run('a')
      await second.runFailing('a')
      expect((await store.letters.settleLetterBatch(id)).map((item) => item.status)).toEqual(['done', 'failed'])
      expect(await store.letters.readLetterBatch(id)).toMatchObject({
        counts: { waiting: 0, acting: 1, done: 1, failed: 1, refused: 0 },
      })
      expect(await store.letters.listBatchItems(id, { status: ['failed'], limit: 10 })).toMatchObject([
        { position: 2, letterId: letters[1]?.id, errorCode: 'BOOM', errorMessage: 'It broke' },
      ])
      expect((await store.letters.listBatchItems(id, { after: 2, limit: 10 })).map((item) => item.position)).toEqual([
        3,
      ])
    })

    it('gives a batch to one worker at a time, and to another when the first is lost', async () => {
      const store = await open()
      const [driver] = (await failing(store, ['Order 1'])) as [StoreDriver]
      const { id } = await store.letters.createLetterBatch(request({ ids: [(await letterOf(driver)).id] }))
      const taken = await Promise.all([1, 2, 3].map(() => store.letters.takeLetterBatch(60_000)))
      expect(taken.filter((batch) => batch?.id === id)).toHaveLength(1)
      await store.letters.releaseLetterBatch(id)
      expect((await store.letters.takeLetterBatch(0))?.id).toBe(id)
      expect((await store.letters.takeLetterBatch(0))?.id).toBe(id)
    })

    it('changes a batch only from the status that was seen (2.3)', async () => {
      const store = await open()
      const [driver] = (await failing(store, ['Order 1'])) as [StoreDriver]
      const ids = [(await letterOf(driver)).id]
      const { id } = await store.letters.createLetterBatch(request({ ids }, { canary: 1 }))
      const stop = { from: ['canary' as const], to: 'stopped' as const, ended: false }
      expect(await store.letters.changeLetterBatch(id, stop)).toMatchObject({ status: 'stopped', endedAt: null })
      expect(await store.letters.changeLetterBatch(id, stop)).toBeUndefined()
      expect(await store.letters.takeLetterBatch(0)).toBeUndefined()
      const list = (more = {}) =>
        store.letters.listLetterBatches({ workspaceId: DEFAULT_WORKSPACE, limit: 10, ...more })
      expect((await list({ open: true })).map((batch) => batch.id)).toEqual([id])
      await store.letters.changeLetterBatch(id, { from: ['stopped'], to: 'cancelled', ended: true })
      expect(await list({ open: true })).toEqual([])
      expect(await list()).toMatchObject([{ id, status: 'cancelled', endedAt: expect.any(Number) }])
      expect(await store.letters.readLetterBatch(randomUUID())).toBeUndefined()
    })
  })
}
