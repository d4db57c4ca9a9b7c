import { UnrecoverableNodeError } from '@spane/node-sdk'
import { describe, expect, it, vi } from 'vitest'
import type { DeadLetterGroup } from '../ports/dead-letter-store.ts'
import type { WorkflowEngine } from '../workflow-engine.ts'
import { chain, deferred, type EngineHarness } from './engine-harness.ts'

/** Batches of dead letters, carried on by the workers, on any store and backend (rule 6.5). */
export function describeLetterBatches(name: string, { open, ended }: EngineHarness): void {
  /** So many failed executions, and a switch: which of them (by their input) fail when they are retried. */
  async function fail(count: number, options: { group?: string } = {}) {
    const failing = new Set<number>(Array.from({ length: count }, (_, index) => index))
    const breakDown = ({ inputData }: { inputData: unknown }) => {
      if (failing.has(inputData as number)) throw new UnrecoverableNodeError(`Order ${inputData} was refused`)
      return { success: true as const, data: inputData }
    }
    const engine = await open({ break: breakDown }, options)
    engine.registerWorkflow(chain('orders', ['break', 'pass']))
    const executionIds: string[] = []
    for (let index = 0; index < count; index++) {
      const executionId = await engine.enqueueWorkflow('orders', index)
      await ended(engine, executionId)
      executionIds.push(executionId)
    }
    const [group] = (await engine.deadLetters.groups()) as [DeadLetterGroup]
    return { engine, failing, executionIds, group, breakDown }
  }
  async function until(engine: WorkflowEngine, id: string, status: string) {
    await vi.waitFor(async () => expect(await engine.deadLetters.batch(id)).toMatchObject({ status }), {
      timeout: 20_000,
      interval: 20,
    })
    return engine.deadLetters.batch(id)
  }
  async function onlyLetter(engine: WorkflowEngine): Promise<{ id: string }> {
    const [letter] = await engine.getDLQItems()
    if (!letter) throw new Error('There is no letter')
    return letter
  }
  const statuses = async (engine: WorkflowEngine, ids: string[]) =>
    Promise.all(ids.map(async (id) => (await engine.store.readExecution(id))?.status))

  describe(`batches of dead letters on ${name}`, () => {
    it('retries a whole group and says what became of each letter', async () => {
      const { engine, failing, group, executionIds } = await fail(6)
      expect(group.counts.open).toBe(6)
      for (const index of [0, 1, 2, 3, 4]) failing.delete(index)
      const { id } = await engine.deadLetters.startBatch({
        action: 'retry',
        letters: { fingerprint: group.fingerprint },
        by: 'person',
      })
      const batch = await until(engine, id, 'completed')
      expect(batch).toMatchObject({ counts: { waiting: 0, acting: 0, done: 5, failed: 1, refused: 0 } })
      expect(batch.endedAt).not.toBeNull()
      const [item] = await engine.deadLetters.batchItems(id, { status: ['failed'], limit: 10 })
      expect(item).toMatchObject({ executionId: executionIds[5], errorMessage: 'Order 5 was refused' })
      for (const executionId of executionIds.slice(0, 5)) {
        expect(await ended(engine, executionId)).toMatchObject({ status: 'completed' })
      }
      const history = await engine.deadLetters.history(item?.letterId as string)
      expect(history.map(({ kind, by, batchId }) => [kind, by, batchId])).toEqual([
        ['failed', null, null],
        ['retried', 'person', id],
        ['failed', null, null],
      ])
    })

    it('retries the rest once all letters of the canary have resolved', async () => {
      const { engine, failing, group, executionIds } = await fail(6)
      failing.clear()
      const letters = { fingerprint: group.fingerprint }
      const { id, status } = await engine.deadLetters.startBatch({ action: 'retry', letters, canary: 2 })
      expect(status).toBe('canary')
      expect((await until(engine, id, 'completed')).counts.done).toBe(6)
      for (const executionId of executionIds) await ended(engine, executionId)
      expect(new Set(await statuses(engine, executionIds))).toEqual(new Set(['completed']))
    })

    it('stops when one of the canary fails again, leaves the rest untouched, and goes on when told to', async () => {
      const { engine, failing, group, executionIds } = await fail(6)
      // The newest failure is tried first.
      failing.delete(5)
      const letters = { fingerprint: group.fingerprint }
      const { id } = await engine.deadLetters.startBatch({ action: 'retry', letters, canary: 2 })
      const stopped = await until(engine, id, 'stopped')
      expect(stopped).toMatchObject({ counts: { done: 1, failed: 1, waiting: 4, acting: 0 }, endedAt: null })
      expect(await statuses(engine, executionIds.slice(0, 4))).toEqual(['failed', 'failed', 'failed', 'failed'])
      const attempts = await engine.store.readAttempts(executionIds[0] as string, 'n0')
      expect(attempts).toHaveLength(1)
      await expect(engine.deadLetters.cancelBatch('nothing')).rejects.toMatchObject({ code: 'LETTER_BATCH_NOT_FOUND' })
      failing.clear()
      await engine.deadLetters.continueBatch(id)
      expect((await until(engine, id, 'completed')).counts).toMatchObject({ done: 5, failed: 1 })
      await expect(engine.deadLetters.continueBatch(id)).rejects.toMatchObject({ code: 'LETTER_BATCH_NOT_STOPPED' })
      await expect(engine.deadLetters.cancelBatch(id)).rejects.toMatchObject({ code: 'LETTER_BATCH_ENDED' })
    })

    it('leaves the rest of a stopped batch alone when it is cancelled', async () => {
      const { engine, group, executionIds } = await fail(3)
      const letters = { fingerprint: group.fingerprint }
      const { id } = await engine.deadLetters.startBatch({ action: 'retry', letters, canary: 1 })
      await until(engine, id, 'stopped')
      await engine.deadLetters.cancelBatch(id)
      await vi.waitFor(async () => expect((await engine.deadLetters.batch(id)).endedAt).not.toBeNull(), {
        timeout: 20_000,
      })
      expect((await engine.deadLetters.batch(id)).counts).toMatchObject({ waiting: 2, failed: 1 })
      expect(new Set(await statuses(engine, executionIds))).toEqual(new Set(['failed']))
    })

    it('discards a group and restores it', async () => {
      const { engine, group } = await fail(3)
      const letters = { fingerprint: group.fingerprint }
      const discarding = await engine.deadLetters.startBatch({ action: 'discard', letters })
      await until(engine, discarding.id, 'completed')
      expect((await engine.deadLetters.groups())[0]?.counts).toMatchObject({ open: 0, discarded: 3 })
      const restoring = await engine.deadLetters.startBatch({ action: 'restore', letters })
      await until(engine, restoring.id, 'completed')
      expect((await engine.deadLetters.groups())[0]?.counts).toMatchObject({ open: 3, discarded: 0 })
    })

    it('names the letters that it could not act on, and why', async () => {
      const { engine, group } = await fail(2)
      const items = await engine.getDLQItems()
      await engine.discardDeadLetter(items[0]?.id as string)
      const ids = items.map((item) => item.id)
      const { id } = await engine.deadLetters.startBatch({ action: 'discard', letters: { ids } })
      const batch = await until(engine, id, 'completed')
      expect(batch.counts).toMatchObject({ done: 1, refused: 1 })
      expect(await engine.deadLetters.batchItems(id, { status: ['refused'], limit: 10 })).toMatchObject([
        { letterId: ids[0], errorCode: 'DEAD_LETTER_NOT_OPEN' },
      ])
      expect((await engine.deadLetters.groups())[0]).toMatchObject({
        fingerprint: group.fingerprint,
        counts: { discarded: 2 },
      })
    })

    it('refuses a batch that makes no sense, and names the field', async () => {
      const engine = await open({}, { workers: 0 })
      const start = (more: object) => engine.deadLetters.startBatch({ action: 'retry', letters: {}, ...more })
      await expect(start({ letters: { ids: [] } })).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'letters.ids' })
      await expect(start({ canary: 0 })).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'canary' })
      await expect(start({ canary: 1, action: 'discard' })).rejects.toMatchObject({ field: 'canary' })
      await expect(start({ version: 'latest', action: 'restore' })).rejects.toMatchObject({ field: 'version' })
    })

    it('goes on in another worker when the one that had it ends', async () => {
      const shared = `letters-${Date.now()}`
      const { engine, failing, group, breakDown } = await fail(8, { group: shared })
      const other = await open({ break: breakDown }, { group: shared, workers: 0 })
      failing.clear()
      const letters = { fingerprint: group.fingerprint }
      const { id } = await engine.deadLetters.startBatch({ action: 'retry', letters, canary: 1 })
      await engine.close()
      await other.startWorkers(4)
      expect((await until(other, id, 'completed')).counts.done).toBe(8)
    })

    it('retries on the latest version: a new execution from the node on resolves the letter (6.6, 8.3)', async () => {
      const prepare = vi.fn(() => ({ success: true as const, data: { order: 7 } }))
      const engine = await open({
        prepare,
        broken: () => {
          throw new UnrecoverableNodeError('It broke')
        },
      })
      engine.registerWorkflow(chain('mended', ['prepare', 'broken', 'pass']))
      const executionId = await engine.enqueueWorkflow('mended')
      await ended(engine, executionId)
      const letter = await onlyLetter(engine)
      engine.registerWorkflow(chain('mended', ['prepare', 'pass', 'pass']))
      const retries = await Promise.allSettled(
        [1, 2].map(() => engine.retryDeadLetter(letter.id, { version: 'latest', by: 'person' })),
      )
      const started = retries.flatMap((retry) => (retry.status === 'fulfilled' ? [retry.value] : []))
      expect(started).toHaveLength(1)
      const [successorId] = started as [string]
      expect(await ended(engine, successorId)).toMatchObject({
        status: 'completed',
        nodeResults: { n1: { data: { order: 7 } }, n2: { data: { order: 7 } } },
      })
      expect(prepare).toHaveBeenCalledTimes(1)
      expect(await engine.store.readDeadLetter(letter.id)).toMatchObject({ status: 'resolved', successorId })
      expect(await engine.store.readExecution(executionId)).toMatchObject({ status: 'failed' })
      const latest = await engine.currentVersion('mended')
      expect(await engine.deadLetters.history(letter.id)).toMatchObject([
        { kind: 'failed' },
        { kind: 'retried', by: 'person', versionId: latest?.id, successorId },
        { kind: 'resolved', successorId },
      ])
    })

    it('retries the letters of one execution in one transaction (6.3)', async () => {
      let isBroken = true
      const bothRun = { left: deferred(), right: deferred() }
      const work = (own: 'left' | 'right', other: 'left' | 'right') => async () => {
        bothRun[own].resolve()
        // Both fail: the first failure halts the execution, so the other one has to be running then.
        await bothRun[other].promise
        if (isBroken) throw new UnrecoverableNodeError('It broke')
        return { success: true as const }
      }
      const engine = await open({ left: work('left', 'right'), right: work('right', 'left') })
      engine.registerWorkflow({
        id: 'pair',
        name: 'pair',
        nodes: ['pass', 'left', 'right'].map((type) => ({ id: type, type, config: {} })),
        edges: ['left', 'right'].map((target) => ({
          id: target,
          source: 'pass',
          sourcePort: 'main',
          target,
          targetPort: 'main',
        })),
      })
      const executionId = await engine.enqueueWorkflow('pair')
      expect(await ended(engine, executionId)).toMatchObject({ status: 'failed' })
      isBroken = false
      const { id } = await engine.deadLetters.startBatch({ action: 'retry', letters: { workflowId: 'pair' } })
      expect((await until(engine, id, 'completed')).counts).toMatchObject({ done: 2, refused: 0 })
      expect(await ended(engine, executionId)).toMatchObject({ status: 'completed' })
      const events = await engine.store.readEvents(executionId, 0, 1_000)
      const retried = events.filter((event) => event.type === 'node' && event.reason === 'retried')
      expect(retried).toHaveLength(2)
      expect(new Set(retried.map(({ at }) => at)).size).toBe(1)
    })

    it('begins at once on the latest version, also beside an execution that would have it skipped (6.6)', async () => {
      let isBroken = true
      let release = () => {}
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      const engine = await open({
        async work({ inputData }) {
          if (inputData === 'long') await held
          if (inputData === 'bad' && isBroken) throw new UnrecoverableNodeError('No')
          return { success: true }
        },
      })
      const workflow = chain('alone', ['work'])
      engine.registerWorkflow({ ...workflow, settings: { concurrency: { limit: 1, whenBusy: 'skip' } } })
      const failed = await engine.enqueueWorkflow('alone', 'bad')
      await ended(engine, failed)
      const letter = await onlyLetter(engine)
      isBroken = false
      const long = await engine.enqueueWorkflow('alone', 'long')
      const successorId = await engine.retryDeadLetter(letter.id, { version: 'latest' })
      expect(await ended(engine, successorId)).toMatchObject({ status: 'completed' })
      release()
      expect(await ended(engine, long)).toMatchObject({ status: 'completed' })
    })

    it('refuses the latest version when the node is no longer there, and leaves the letter open (6.6)', async () => {
      const { engine } = await fail(1)
      engine.registerWorkflow(chain('orders', ['pass']))
      const other = await open({}, { workers: 0 })
      const letter = await onlyLetter(engine)
      engine.registerWorkflow({ ...chain('orders', []), entryNodeId: 'x', nodes: [{ id: 'x', type: 'pass' }] })
      await expect(engine.retryDeadLetter(letter.id, { version: 'latest' })).rejects.toMatchObject({
        code: 'NODE_NOT_FOUND',
        field: 'version',
      })
      expect(await engine.store.readDeadLetter(letter.id)).toMatchObject({ status: 'open', successorId: null })
      await expect(other.retryDeadLetter(letter.id, { version: 'latest' })).rejects.toMatchObject({
        code: 'DEAD_LETTER_NOT_FOUND',
      })
    })

    it('holds a canary on the latest version to what becomes of the new executions', async () => {
      const { engine, group } = await fail(3)
      engine.registerWorkflow(chain('orders', ['break']))
      const letters = { fingerprint: group.fingerprint }
      const { id } = await engine.deadLetters.startBatch({ action: 'retry', version: 'latest', letters, canary: 1 })
      const stopped = await until(engine, id, 'stopped')
      expect(stopped.counts).toMatchObject({ waiting: 2, failed: 1 })
      const [item] = await engine.deadLetters.batchItems(id, { status: ['failed'], limit: 1 })
      expect(item?.successorId).toEqual(expect.any(String))
      engine.registerWorkflow(chain('orders', ['pass']))
      await engine.deadLetters.continueBatch(id)
      expect((await until(engine, id, 'completed')).counts).toMatchObject({ done: 2, failed: 1 })
      // The letter of the canary is resolved by its successor, which left one of its own.
      expect((await engine.deadLetters.groups())[0]?.counts).toMatchObject({ open: 1, resolved: 3 })
    })
  })
}
