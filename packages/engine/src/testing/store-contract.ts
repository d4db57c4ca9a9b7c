import { randomUUID } from 'node:crypto'
import { compileGraph } from '@spane/workflow'
import { describe, expect, it, onTestFinished } from 'vitest'
import { composeInput } from '../execution/compose-input.ts'
import { DEFAULT_WORKSPACE, type IExecutionStateStore } from '../ports/execution-store.ts'
import { describeFlowStore } from './flow-store-contract.ts'
import { describeLettersContract } from './letters-contract.ts'
import { describeLogs } from './log-contract.ts'
import { type CreateStore, StoreDriver, sketchWorkflow } from './store-driver.ts'

/** What any execution store must do, whatever it is built on (rule 11.2). Numbers are rules of the engine's contract. */
export function describeStoreContract(name: string, createStore: CreateStore): void {
  async function open(): Promise<IExecutionStateStore> {
    const { store, dispose } = await createStore()
    onTestFinished(dispose)
    return store
  }
  async function start(
    sketch: Parameters<typeof sketchWorkflow>[0],
    options?: Parameters<typeof StoreDriver.start>[2],
  ) {
    const driver = await StoreDriver.start(await open(), sketchWorkflow(sketch), options)
    return driver
  }

  async function neglected({ store, executionId }: StoreDriver, readyForMs = 60_000) {
    const { expired, ready } = await store.findNeglected({ readyForMs, limit: 100 })
    const own = (found: { executionId: string }) => found.executionId === executionId
    return { expired: expired.filter(own), ready: ready.filter(own) }
  }

  describe(`${name}: which nodes run`, () => {
    it('runs a chain to its end (2.1, 2.2)', async () => {
      const d = await start({ edges: ['a>b'] })
      expect(await d.status()).toBe('queued')
      await d.run('a', { n: 1 })
      expect(await d.status()).toBe('running')
      await d.run('b')
      expect(await d.status()).toBe('completed')
      await d.checkInvariants()
    })

    it('starts the next node with the result of the one before, in one transaction (2.3)', async () => {
      const d = await start({ edges: ['a>b', 'a>c', 'b>d', 'c>d'] })
      await d.claim('a')
      const claimNext = { workerId: 'w1', leaseMs: 60_000 }
      const first = await d.store.apply([
        { executionId: d.executionId, command: { ...(await d.completion('a')), claimNext } as never },
      ])
      expect(first.outcomes[0]).toMatchObject({
        ok: true,
        claimed: { node: { nodeId: 'b', starts: 1 }, execution: { status: 'running' } },
      })
      expect(first.effects.dispatches.map((dispatch) => dispatch.nodeId)).toEqual(['c'])
      const second = await d.store.apply([
        { executionId: d.executionId, command: { ...(await d.completion('b')), claimNext } as never },
      ])
      expect(second.outcomes).toEqual([{ ok: true }])
      await d.send({ type: 'pause' })
      await d.send({ type: 'resume' })
      await d.run('c')
      await d.run('d')
      expect(await d.status()).toBe('completed')
      await d.checkInvariants()
    })

    it('skips what the chosen entry cannot reach (3.1)', async () => {
      const d = await start({ edges: ['t1>a', 't2>a', 't2>b', 'a>c'] }, { entry: 't1' })
      expect(await d.statuses()).toEqual({ t1: 'ready', t2: 'skipped', b: 'skipped', a: 'pending', c: 'pending' })
      await d.run('t1')
      await d.run('a')
      await d.run('c')
      expect(await d.status()).toBe('completed')
      await d.checkInvariants()
    })

    it('skips everything that only a dead branch leads to, and fires the join below (3.2, 3.4)', async () => {
      const d = await start({
        edges: [{ from: 'if', to: 'x', port: 'true' }, { from: 'if', to: 'y', port: 'false' }, 'y>y2', 'x>j', 'y2>j'],
      })
      await d.run('if', {}, ['true'])
      expect(await d.statuses()).toEqual({ if: 'completed', x: 'ready', y: 'skipped', y2: 'skipped', j: 'pending' })
      await d.run('x')
      await d.run('j')
      expect(await d.status()).toBe('completed')
      await d.checkInvariants()
    })

    it('skips a chain of 2,000 nodes at once (3.4)', async () => {
      const chain = Array.from({ length: 2_000 }, (_, index) => `n${index}>n${index + 1}`)
      const d = await start({ edges: [{ from: 'if', to: 'n0', port: 'true' }, ...chain] })
      await d.run('if', {}, ['false'])
      expect(await d.status()).toBe('completed')
      await d.checkInvariants()
    })

    it('decides an `all` join to skip when one edge is dead, and `some` to run (3.3)', async () => {
      const d = await start({
        edges: [{ from: 's', to: 'x', port: 'p' }, 's>y', 'x>all', 'y>all', 'x>some', 'y>some'],
        nodes: { s: {}, all: { join: 'all' }, some: { join: 'some' } },
      })
      await d.run('s')
      await d.run('y')
      expect(await d.statuses()).toMatchObject({ x: 'skipped', all: 'skipped', some: 'ready' })
      await d.checkInvariants()
    })

    it('starts an `any` join at the first delivery and waits for the other branch at the end (3.3)', async () => {
      const d = await start({ edges: ['s>x', 's>y', 'x>j', 'y>j'], nodes: { s: {}, j: { join: 'any' } } })
      await d.run('s')
      await d.run('x')
      await d.run('j')
      expect(await d.status()).toBe('running')
      await d.run('y')
      expect(await d.status()).toBe('completed')
      expect((await d.node('j')).starts).toBe(1)
      await d.checkInvariants()
    })

    it('fires a join once when its parents finish in one batch (3.3)', async () => {
      const d = await start({ edges: ['s>x', 's>y', 'x>j', 'y>j'] })
      await d.run('s')
      await d.claim('x')
      await d.claim('y')
      const commands = [await d.completion('x'), await d.completion('y')]
      await Promise.all(commands.map((command) => d.store.apply([{ executionId: d.executionId, command }])))
      expect((await d.statuses()).j).toBe('ready')
      expect((await d.events()).filter((event) => event.type === 'node' && event.nodeId === 'j')).toHaveLength(1)
      await d.checkInvariants()
    })

    it('runs no more nodes at once than maxConcurrency, and queues the next when a slot is free (3.5)', async () => {
      const d = await start({ edges: ['s>x', 's>y', 's>z'], settings: { maxConcurrency: 1 } })
      await d.run('s')
      await d.claim('x')
      expect(await d.claim('y')).toEqual({ ok: false, code: 'CONCURRENCY_LIMIT' })
      const { effects } = await d.store.apply([{ executionId: d.executionId, command: await d.completion('x') }])
      expect(effects.dispatches.map((dispatch) => dispatch.nodeId)).toEqual(['y'])
      await d.run('y')
      await d.run('z')
      expect(await d.status()).toBe('completed')
      await d.checkInvariants()
    })
  })

  describe(`${name}: attempts`, () => {
    it('refuses a second claim and a result under an older token (5.1)', async () => {
      const d = await start({ nodes: { a: {} } })
      await d.claim('a', 0)
      expect(await d.claim('a')).toEqual({ ok: false, code: 'NODE_NOT_READY' })
      const stale = await d.completion('a', 'late')
      expect(await d.send({ type: 'expire', nodeId: 'a', token: 1, deadLetterId: randomUUID() })).toEqual({ ok: true })
      await d.claim('a')
      expect(await d.send(stale)).toEqual({ ok: false, code: 'STALE_TOKEN' })
      expect(await d.complete('a', 'fresh')).toEqual({ ok: true })
      expect(await d.store.readOutputs(d.executionId, ['a'])).toEqual({ a: '"fresh"' })
      expect(await d.complete('a', 'again')).toEqual({ ok: false, code: 'STALE_TOKEN' })
      await d.checkInvariants()
    })

    it('does not take a node over before its lease has run out (9.1)', async () => {
      const d = await start({ nodes: { a: {} } })
      await d.claim('a', 60_000)
      expect(await neglected(d)).toEqual({ expired: [], ready: [] })
      const outcome = await d.send({ type: 'expire', nodeId: 'a', token: 1, deadLetterId: randomUUID() })
      expect(outcome).toEqual({ ok: false, code: 'LEASE_NOT_EXPIRED' })
    })

    it('tells for how long a lost worker had given no sign (9.1, 10.1)', async () => {
      const d = await start({ nodes: { a: {} } })
      await d.claim('a', 0)
      const expire = { type: 'expire', nodeId: 'a', token: 1, deadLetterId: randomUUID(), leaseMs: 5_000 } as const
      expect(await d.send(expire)).toEqual({ ok: true })
      const lost = (await d.events()).find((event) => event.type === 'node' && event.reason === 'lost')
      // It had been claimed a moment ago, and cannot have been silent before that.
      expect(lost).toMatchObject({ status: 'ready', silentMs: expect.any(Number) })
      expect((lost as { silentMs: number }).silentMs).toBeLessThan(5_000)
      await d.checkInvariants()
    })

    it('finds expired leases, and renews those that are still held (9.1)', async () => {
      const d = await start({ nodes: { a: {} } })
      await d.claim('a', 0)
      const hold = { executionId: d.executionId, nodeId: 'a', token: 1 }
      await expect.poll(() => neglected(d)).toMatchObject({ expired: [hold] })
      expect(await d.store.renewLeases([hold, { ...hold, token: 7 }], 60_000)).toEqual([{ ...hold, token: 7 }])
      expect(await neglected(d)).toEqual({ expired: [], ready: [] })
    })

    it('retries with backoff, and then leaves one dead letter (5.2, 6.1)', async () => {
      const backoff = { type: 'fixed' as const, delay: 0 }
      const d = await start({ nodes: { a: { retries: 1, backoff } } })
      await d.claim('a')
      await d.fail('a')
      expect(await d.node('a')).toMatchObject({ status: 'retrying', attempt: 2 })
      expect(await d.send({ type: 'wake', nodeId: 'a' })).toEqual({ ok: true })
      await d.claim('a')
      await d.fail('a')
      expect(await d.status()).toBe('failed')
      expect(await d.letter()).toMatchObject({
        status: 'open',
        nodeId: 'a',
        attempts: 2,
        failures: 1,
        errorCode: 'BOOM',
      })
      expect((await d.store.readAttempts(d.executionId, 'a')).map((attempt) => attempt.outcome)).toEqual([
        'failed',
        'failed',
      ])
      await d.checkInvariants()
    })

    it('does not wake a node before its time (5.2)', async () => {
      const d = await start({ nodes: { a: { backoff: { type: 'fixed', delay: 60_000 } } } })
      await d.claim('a')
      await d.fail('a')
      expect(await d.send({ type: 'wake', nodeId: 'a' })).toEqual({ ok: false, code: 'NOT_DUE' })
    })

    it('does not retry an unrecoverable error (5.2)', async () => {
      const d = await start({ nodes: { a: { retries: 5 } } })
      await d.runFailing('a')
      expect(await d.status()).toBe('failed')
    })

    it('spends no attempt on a rate limit (5.2)', async () => {
      const d = await start({ nodes: { a: { retries: 0 } } })
      await d.claim('a')
      await d.fail('a', { retryAfter: 0 })
      expect(await d.node('a')).toMatchObject({ status: 'retrying', attempt: 1 })
      await d.send({ type: 'wake', nodeId: 'a' })
      await d.run('a')
      expect(await d.status()).toBe('completed')
    })

    it('fails a node after five lost starts with WORKER_LOST (5.4)', async () => {
      const d = await start({ nodes: { a: {} } })
      for (let token = 1; token <= 5; token++) {
        expect(await d.claim('a', 0)).toEqual({ ok: true })
        expect(await d.send({ type: 'expire', nodeId: 'a', token, deadLetterId: randomUUID() })).toEqual({ ok: true })
      }
      expect(await d.node('a')).toMatchObject({ status: 'failed', attempt: 1 })
      expect(await d.letter()).toMatchObject({ errorCode: 'WORKER_LOST' })
      await d.checkInvariants()
    })

    it('hands a released start back at once and spends nothing (9.6)', async () => {
      const d = await start({ nodes: { a: {} } })
      await d.claim('a')
      expect(await d.send({ type: 'release', nodeId: 'a', token: 1 })).toEqual({ ok: true })
      expect(await d.node('a')).toMatchObject({ status: 'ready', attempt: 1, lostStarts: 0 })
      await d.run('a')
      await d.checkInvariants()
    })
  })

  describe(`${name}: failures and dead letters`, () => {
    it('delivers an error value on main under `continue`, on error under `branch` (3.2)', async () => {
      for (const [onError, taken, dead] of [
        ['continue', 'm', 'e'],
        ['branch', 'e', 'm'],
      ] as const) {
        const d = await start({ edges: ['a>m', { from: 'a', to: 'e', port: 'error' }], nodes: { a: { onError } } })
        await d.runFailing('a')
        expect(await d.statuses()).toMatchObject({ a: 'failed', [taken]: 'ready', [dead]: 'skipped' })
        expect(await d.letter()).toBeUndefined()
        await d.run(taken)
        expect(await d.status()).toBe('completed')
        await d.checkInvariants()
      }
    })

    it('halts: what runs is recorded, joins are decided, nothing more is claimed (3.6, 2.4)', async () => {
      const d = await start({ edges: ['s>x', 's>y', 's>z', 'y>after'] })
      await d.run('s')
      await d.claim('x')
      await d.claim('y')
      await d.fail('x', { unrecoverable: true })
      expect(await d.status()).toBe('running')
      expect(await d.claim('z')).toEqual({ ok: false, code: 'EXECUTION_HALTED' })
      const { effects } = await d.store.apply([{ executionId: d.executionId, command: await d.completion('y') }])
      expect(effects.dispatches).toEqual([])
      expect(await d.status()).toBe('failed')
      expect(await d.statuses()).toEqual({ s: 'completed', x: 'failed', y: 'completed', z: 'ready', after: 'ready' })
      await d.checkInvariants()
    })

    it('freezes timers while halted, and fires them once thawed (3.6, 6.3)', async () => {
      const d = await start({ edges: ['s>x', 's>w'], nodes: { s: {}, w: { backoff: { type: 'fixed', delay: 0 } } } })
      await d.run('s')
      await d.claim('w')
      await d.fail('w')
      await d.runFailing('x')
      expect(await d.send({ type: 'wake', nodeId: 'w' })).toEqual({ ok: false, code: 'EXECUTION_ENDED' })
      await d.send({ type: 'retryDeadLetter', nodeId: 'x' })
      await expect.poll(async () => (await d.store.takeOutbox(100, 0)).map((row) => row.nodeId)).toContain('w')
      expect(await d.send({ type: 'wake', nodeId: 'w' })).toEqual({ ok: true })
    })

    it('retries a dead letter: fresh attempts, what finished stays, what was frozen goes on (6.3)', async () => {
      const d = await start({ edges: ['s>x', 's>y', 'x>j', 'y>j'] })
      await d.run('s')
      await d.runFailing('x')
      expect(await d.status()).toBe('failed')
      const { effects } = await d.store.apply([
        { executionId: d.executionId, command: { type: 'retryDeadLetter', nodeId: 'x' } },
      ])
      expect(effects.dispatches.map((dispatch) => dispatch.nodeId).sort()).toEqual(['x', 'y'])
      expect(await d.status()).toBe('running')
      expect(await d.letter()).toMatchObject({ status: 'retrying' })
      expect(await d.node('x')).toMatchObject({ status: 'ready', attempt: 1, error: null })
      await d.run('x')
      expect(await d.letter()).toMatchObject({ status: 'resolved' })
      await d.run('y')
      await d.run('j')
      expect(await d.status()).toBe('completed')
      expect((await d.node('s')).starts).toBe(1)
      await d.checkInvariants()
    })

    it('retries with an edited input (6.3)', async () => {
      const d = await start({ edges: ['s>x'] })
      await d.run('s', { broken: true })
      await d.runFailing('x')
      await d.send({ type: 'retryDeadLetter', nodeId: 'x', input: '{"mended":true}' })
      await d.claim('x')
      const [input] = await d.store.readNodeInputs([{ executionId: d.executionId, nodeId: 'x' }])
      expect(input && composeInput(compileGraph(d.workflow), input)).toEqual({ mended: true })
    })

    it('reopens the same letter with its history when the node fails again (6.2)', async () => {
      const d = await start({ nodes: { a: {} } })
      await d.runFailing('a')
      const first = await d.letter()
      await d.send({ type: 'retryDeadLetter', nodeId: 'a' })
      await d.runFailing('a')
      expect(await d.letter()).toMatchObject({ id: first?.id, status: 'open', failures: 2 })
      expect(await d.store.readAttempts(d.executionId, 'a')).toHaveLength(2)
      await d.checkInvariants()
    })

    it('starts a retry once when two people retry at once (6.3)', async () => {
      const d = await start({ nodes: { a: {} } })
      await d.runFailing('a')
      const outcomes = await Promise.all([1, 2].map(() => d.send({ type: 'retryDeadLetter', nodeId: 'a' })))
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
      expect(outcomes).toContainEqual({ ok: false, code: 'DEAD_LETTER_NOT_OPEN' })
    })

    it('fails at the end when another unhandled failure remains (6.3)', async () => {
      const d = await start({ edges: ['s>x', 's>y', 'x>x2'] })
      await d.run('s')
      await d.claim('x')
      await d.claim('y')
      await d.fail('x', { unrecoverable: true })
      await d.fail('y', { unrecoverable: true })
      await d.send({ type: 'retryDeadLetter', nodeId: 'x' })
      await d.run('x')
      expect(await d.status()).toBe('running')
      await d.run('x2')
      expect(await d.status()).toBe('failed')
      await d.send({ type: 'retryDeadLetter', nodeId: 'y' })
      await d.run('y')
      expect(await d.status()).toBe('completed')
      await d.checkInvariants()
    })

    it('discards and restores; a discarded letter is not retried (6.2)', async () => {
      const d = await start({ nodes: { a: {} } })
      await d.runFailing('a')
      await d.send({ type: 'discardDeadLetter', nodeId: 'a' })
      expect(await d.letter()).toMatchObject({ status: 'discarded' })
      expect(await d.send({ type: 'retryDeadLetter', nodeId: 'a' })).toEqual({
        ok: false,
        code: 'DEAD_LETTER_NOT_OPEN',
      })
      await d.send({ type: 'restoreDeadLetter', nodeId: 'a' })
      expect(await d.send({ type: 'retryDeadLetter', nodeId: 'a' })).toEqual({ ok: true })
    })

    it('makes the letters of a cancelled execution void (6.2)', async () => {
      const d = await start({ edges: ['s>x', 's>y'] })
      await d.run('s')
      await d.claim('y')
      await d.runFailing('x')
      await d.send({ type: 'cancel' })
      expect(await d.letter()).toMatchObject({ status: 'void' })
      expect(await d.send({ type: 'retryDeadLetter', nodeId: 'x' })).toEqual({ ok: false, code: 'EXECUTION_CANCELLED' })
      await d.checkInvariants()
    })
  })

  describe(`${name}: pause, resume, cancel, wait`, () => {
    it('pauses: what runs is recorded, nothing new starts; resume starts what is ready (7.1)', async () => {
      const d = await start({ edges: ['a>b'] })
      await d.claim('a')
      await d.send({ type: 'pause' })
      expect(await d.complete('a')).toEqual({ ok: true })
      expect(await d.statuses()).toEqual({ a: 'completed', b: 'ready' })
      expect(await d.claim('b')).toEqual({ ok: false, code: 'EXECUTION_PAUSED' })
      const { effects } = await d.store.apply([{ executionId: d.executionId, command: { type: 'resume' } }])
      expect(effects.dispatches.map((dispatch) => dispatch.nodeId)).toEqual(['b'])
      await d.run('b')
      expect(await d.status()).toBe('completed')
      await d.checkInvariants()
    })

    it('ends a paused execution that has nothing left to do (7.1)', async () => {
      const d = await start({ nodes: { a: {} } })
      await d.claim('a')
      await d.send({ type: 'pause' })
      await d.complete('a')
      expect(await d.status()).toBe('completed')
    })

    it('lets a delay elapse while paused, and then waits as ready (7.1)', async () => {
      const d = await start({ nodes: { a: {} } })
      await d.claim('a')
      await d.send({ type: 'wait', nodeId: 'a', token: 1, until: Date.now() - 1 })
      await d.send({ type: 'pause' })
      const { effects } = await d.store.apply([{ executionId: d.executionId, command: { type: 'wake', nodeId: 'a' } }])
      expect(effects.dispatches).toEqual([])
      expect(await d.node('a')).toMatchObject({ status: 'ready', resumed: true })
      await d.send({ type: 'resume' })
      await d.run('a')
      expect(await d.status()).toBe('completed')
      await d.checkInvariants()
    })

    it('cancels everything at once, and refuses what comes later (7.2)', async () => {
      const d = await start({ edges: ['a>b'] })
      await d.claim('a')
      const late = await d.completion('a')
      const { effects } = await d.store.apply([{ executionId: d.executionId, command: { type: 'cancel' } }])
      expect(effects.changed[0]).toMatchObject({ status: 'cancelled' })
      expect(await d.statuses()).toEqual({ a: 'cancelled', b: 'cancelled' })
      expect(await d.send(late)).toEqual({ ok: false, code: 'STALE_TOKEN' })
      expect(await d.send({ type: 'cancel' })).toEqual({ ok: false, code: 'EXECUTION_ENDED' })
      expect(await d.claim('b')).toEqual({ ok: false, code: 'EXECUTION_ENDED' })
      await d.checkInvariants()
    })

    it('clears the outbox when it cancels (7.2)', async () => {
      const d = await start({ nodes: { a: {} } })
      await d.claim('a')
      await d.send({ type: 'wait', nodeId: 'a', token: 1, until: Date.now() - 1 })
      await d.send({ type: 'cancel' })
      expect((await d.store.takeOutbox(100, 0)).filter((row) => row.executionId === d.executionId)).toEqual([])
    })
  })

  describe(`${name}: what is stored`, () => {
    it('gives back data as it went in (4.2)', async () => {
      const text =
        '{"z":1,"a":[1.5,null,"\\u0000 \\ud800"],"__proto__":{"x":1},"constructor":"c","long":"' +
        'é'.repeat(20_000) +
        '"}'
      const d = await start({ edges: ['a>b'] }, { input: JSON.parse(text) })
      await d.claim('a')
      const [entry] = await d.store.readNodeInputs([{ executionId: d.executionId, nodeId: 'a' }])
      expect(entry?.executionInput).toBe(JSON.stringify(JSON.parse(text)))
      await d.complete('a', JSON.parse(text))
      await d.claim('b')
      const [input] = await d.store.readNodeInputs([{ executionId: d.executionId, nodeId: 'b' }])
      expect(input && JSON.stringify(composeInput(compileGraph(d.workflow), input))).toBe(
        JSON.stringify(JSON.parse(text)),
      )
    })

    it('keys the input of a node with several parents by parent (4.1)', async () => {
      const d = await start({ edges: ['s>x', { from: 's', to: 'y', port: 'p' }, 'x>j', 'y>j'] })
      await d.run('s', 's')
      await d.run('x', 'from x')
      await d.claim('j')
      const [input] = await d.store.readNodeInputs([{ executionId: d.executionId, nodeId: 'j' }])
      expect(input && composeInput(compileGraph(d.workflow), input)).toEqual({ x: 'from x' })
    })

    it('returns the first execution for a repeated idempotency key, also of two at once (9.5)', async () => {
      const store = await open()
      const version = await store.saveVersion({
        workspaceId: DEFAULT_WORKSPACE,
        workflow: sketchWorkflow({ nodes: { a: {} } }),
        publish: true,
      })
      const request = () => ({
        executionId: randomUUID(),
        versionId: version.id,
        entryNodeId: 'a',
        input: '{}',
        idempotencyKey: 'k',
      })
      const results = await Promise.all([1, 2, 3].map(() => store.start([request()])))
      const outcomes = results.flatMap((result) => result.outcomes)
      expect(new Set(outcomes.map((outcome) => outcome.executionId)).size).toBe(1)
      expect(outcomes.filter((outcome) => outcome.created)).toHaveLength(1)
      const other = await store.start([{ ...request(), idempotencyKey: 'other' }])
      expect(other.outcomes[0]?.created).toBe(true)
    })

    it('keeps one version for the same content, and says which is published (1.4)', async () => {
      const store = await open()
      const workflow = sketchWorkflow({ nodes: { a: {} } })
      const save = (publish: boolean, name = 'Sketch') =>
        store.saveVersion({ workspaceId: DEFAULT_WORKSPACE, workflow: { ...workflow, name }, publish })
      const first = await save(false)
      expect(await store.getPublishedVersion(DEFAULT_WORKSPACE, workflow.id)).toBeUndefined()
      expect((await save(true)).id).toBe(first.id)
      const second = await save(false, 'Other')
      expect(second).toMatchObject({ number: 2 })
      expect((await store.getPublishedVersion(DEFAULT_WORKSPACE, workflow.id))?.id).toBe(first.id)
      expect((await store.getVersion(second.id))?.workflow.name).toBe('Other')
    })

    it('answers each command of a batch on its own (2.3)', async () => {
      const d = await start({ nodes: { a: {} } })
      const unknown = randomUUID()
      const claim = { type: 'claim', nodeId: 'a', workerId: 'w', leaseMs: 1_000 } as const
      const { outcomes } = await d.store.apply([
        { executionId: unknown, command: claim },
        { executionId: 'not-an-id', command: claim },
        { executionId: d.executionId, command: { ...claim, nodeId: 'nowhere' } },
        { executionId: d.executionId, command: claim },
        { executionId: d.executionId, command: claim },
      ])
      expect(outcomes).toMatchObject([
        { ok: false, code: 'EXECUTION_NOT_FOUND' },
        { ok: false, code: 'EXECUTION_NOT_FOUND' },
        { ok: false, code: 'NODE_NOT_FOUND' },
        { ok: true },
        { ok: false, code: 'NODE_NOT_READY' },
      ])
    })

    it('keeps what must reach the queue until it is deleted (9.2)', async () => {
      const store = await open()
      const version = await store.saveVersion({
        workspaceId: DEFAULT_WORKSPACE,
        workflow: sketchWorkflow({ nodes: { a: {} } }),
        publish: true,
      })
      const executionId = randomUUID()
      const { effects } = await store.start([{ executionId, versionId: version.id, entryNodeId: 'a', input: '{}' }])
      expect(effects.dispatches).toMatchObject([{ executionId, nodeId: 'a' }])
      await expect
        .poll(() => store.takeOutbox(10, 60_000), { timeout: 10_000 })
        .toMatchObject([{ executionId, nodeId: 'a', kind: 'dispatch' }])
      expect(await store.takeOutbox(10, 60_000)).toEqual([])
      await store.deleteOutbox(effects.dispatches.map((dispatch) => dispatch.outboxId))
    })

    it('finds nodes that have been ready for too long, and queues them again (9.3)', async () => {
      const d = await start({ nodes: { a: {} } })
      await expect.poll(() => neglected(d, 1)).toMatchObject({ ready: [{ executionId: d.executionId, nodeId: 'a' }] })
      expect(await d.send({ type: 'redispatch', nodeId: 'a' })).toEqual({ ok: true })
      expect(await neglected(d)).toEqual({ expired: [], ready: [] })
    })

    it('finds them where an execution begins behind results that it was given (8.3, 9.3)', async () => {
      const given = { status: 'completed', by: 'pinned', output: '1', copyFrom: null, ports: ['main'] } as const
      const d = await start(
        { edges: ['a>b'] },
        {
          plan: {
            given: [{ ...given, nodeId: 'a', when: 'now', outputPerPort: false, error: null, delivered: ['a>b'] }],
            notRun: [],
          },
        },
      )
      expect(await d.status()).toBe('queued')
      await expect.poll(() => neglected(d, 1)).toMatchObject({ ready: [{ executionId: d.executionId, nodeId: 'b' }] })
    })

    it('pages dead letters by key, the newest first', async () => {
      const store = await open()
      const drivers = []
      for (let index = 0; index < 5; index++) {
        const d = await StoreDriver.start(store, sketchWorkflow({ nodes: { a: {} } }))
        await d.runFailing('a')
        drivers.push(d)
      }
      const seen: string[] = []
      let before: { failedAt: number; id: string } | undefined
      do {
        const page = await store.listDeadLetters({
          workspaceId: DEFAULT_WORKSPACE,
          status: 'open',
          limit: 2,
          ...(before && { before }),
        })
        seen.push(...page.map((letter) => letter.executionId))
        const last = page.at(-1)
        before = last && { failedAt: last.failedAt, id: last.id }
      } while (before)
      expect(new Set(seen).size).toBe(5)
      expect(seen).toHaveLength(5)
      expect(await store.listDeadLetters({ workspaceId: 'another', limit: 10 })).toEqual([])
    })

    it('reads events after a number, in order and without gaps (10.1, 10.2)', async () => {
      const d = await start({ edges: ['a>b', 'a>c'] })
      await d.run('a')
      const all = await d.events()
      expect(await d.events(3)).toEqual(all.slice(3))
      expect((await d.store.readEvents(d.executionId, 0, 2)).map((event) => event.seq)).toEqual([1, 2])
    })

    it('knows the workers that gave a sign lately', async () => {
      const store = await open()
      const worker = { id: `w-${randomUUID()}`, host: 'h', pid: 1, concurrency: 5, stopping: false }
      await store.heartbeat(worker)
      expect(await store.listWorkers(60_000)).toContainEqual(expect.objectContaining(worker))
      await store.removeWorker(worker.id)
      expect((await store.listWorkers(60_000)).map((row) => row.id)).not.toContain(worker.id)
    })
  })

  describeLogs(name, start)
  describeFlowStore(name, open)

  describe(`${name}: the four simple methods (11.2)`, () => {
    it('creates, reads, records and sets status through the same compare-and-set', async () => {
      const store = await open()
      const workflow = sketchWorkflow({ edges: ['a>b'] })
      await store.saveVersion({ workspaceId: DEFAULT_WORKSPACE, workflow, publish: true })
      const executionId = await store.createExecution(workflow.id, { x: 1 })
      expect(await store.getExecution(executionId)).toMatchObject({ status: 'queued', nodeResults: {} })
      await store.apply([{ executionId, command: { type: 'begin', entryNodeId: 'a' } }])
      expect(await store.updateNodeResult(executionId, 'b', { success: true })).toBe(false)
      expect(await store.updateNodeResult(executionId, 'a', { success: true, data: 7 })).toBe(true)
      expect(await store.updateNodeResult(executionId, 'a', { success: true, data: 8 })).toBe(false)
      expect(await store.getExecution(executionId)).toMatchObject({
        status: 'running',
        nodeResults: { a: { status: 'completed', success: true, data: 7 }, b: { status: 'ready' } },
      })
      expect(await store.setExecutionStatus(executionId, 'paused')).toBe(true)
      expect(await store.setExecutionStatus(executionId, 'paused')).toBe(false)
      expect(await store.setExecutionStatus(executionId, 'cancelled')).toBe(true)
      await expect(store.setExecutionStatus(executionId, 'completed')).rejects.toMatchObject({ code: 'INVALID_STATUS' })
      expect(await store.getExecution(randomUUID())).toBeUndefined()
    })
  })

  describeLettersContract(name, createStore)
}
