import { type ExecutionContext, RateLimitNodeError, UnrecoverableNodeError } from '@spane/node-sdk'
import { applyEvents, emptyExecutionView } from '@spane/realtime'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createApiHandler } from '../http/create-api-handler.ts'
import { describeComposition } from './composition-contract.ts'
import { type CreateEngine, chain, createHarness, deferred, type Execute, passOn } from './engine-harness.ts'
import { describeFlow } from './flow-contract.ts'
import { describeLetterBatches } from './letter-batches-contract.ts'
import { randomWorkflow } from './random-workflow.ts'
import { type Behaviour, interpret, outputOf } from './reference-interpreter.ts'
import { describeRerun } from './rerun-contract.ts'

/** What an engine must do on any store and backend (rule 11.1). Numbers are rules of the engine's contract. */
export function describeEngine(name: string, createEngine: CreateEngine, { randomRuns = 60 } = {}): void {
  const { open, ended } = createHarness(createEngine)

  describe(`engine on ${name}`, () => {
    it('runs a diamond and joins its branches once (3.3, 4.1)', async () => {
      const join = vi.fn<Execute>(({ inputData }) => ({ success: true, data: inputData }))
      const engine = await open({ join })
      engine.registerWorkflow({
        id: 'diamond',
        name: 'Diamond',
        entryNodeId: 'a',
        nodes: [
          { id: 'a', type: 'pass', outputs: ['b', 'c'] },
          { id: 'b', type: 'pass', inputs: ['a'], outputs: ['d'] },
          { id: 'c', type: 'pass', inputs: ['a'], outputs: ['d'] },
          { id: 'd', type: 'join', inputs: ['b', 'c'] },
        ],
      })
      const execution = await ended(engine, await engine.enqueueWorkflow('diamond', { x: 1 }))
      expect(execution).toMatchObject({
        status: 'completed',
        nodeResults: { d: { data: { b: { x: 1 }, c: { x: 1 } } } },
      })
      expect(join).toHaveBeenCalledTimes(1)
    })

    it('passes the input of a disabled node on instead of executing it, whatever its type and config (3.2, 4.1)', async () => {
      const never = vi.fn(passOn)
      const engine = await open({ never })
      engine.registerWorkflow({
        id: 'disabled',
        name: 'Disabled',
        entryNodeId: 'a',
        nodes: [
          { id: 'a', type: 'never', disabled: true, outputs: ['b', 'c'] },
          { id: 'b', type: 'never', disabled: true, inputs: ['a'], outputs: ['d'] },
          { id: 'c', type: 'unheard of', disabled: true, inputs: ['a'], outputs: [{ node: 'd', port: 'first' }] },
          { id: 'd', type: 'pass', inputs: ['b', 'c'] },
        ],
      })
      const execution = await ended(engine, await engine.enqueueWorkflow('disabled', { x: 1 }))
      expect(execution).toMatchObject({
        status: 'completed',
        nodeResults: { d: { data: { b: { x: 1 }, c: { x: 1 } } } },
      })
      expect(never).not.toHaveBeenCalled()
    })

    it('gives an executor its context (4.1, 5.3)', async () => {
      const seen: ExecutionContext[] = []
      const look: Execute = async (context) => {
        seen.push(context)
        context.log.info('hello', { x: 1 })
        return { success: true, data: await context.readOutput('n0') }
      }
      const engine = await open({ look })
      engine.registerWorkflow(chain('context', ['pass', 'pass', 'look']))
      const executionId = await engine.enqueueWorkflow('context', { x: 1 })
      const execution = await ended(engine, executionId)
      expect(seen[0]).toMatchObject({
        workflowId: 'context',
        executionId,
        nodeId: 'n2',
        attempt: 1,
        inputData: { x: 1 },
        previousResults: { n1: { success: true, data: { x: 1 } } },
        idempotencyKey: `${executionId}:n2`,
        resumed: false,
      })
      expect(seen[0]?.signal.aborted).toBe(false)
      expect(execution.nodeResults.n2?.data).toEqual({ x: 1 })
      const { lines } = await engine.store.readLogs({ executionId, limit: 10 })
      expect(lines).toMatchObject([
        { nodeId: 'n2', start: 1, line: 1, level: 'info', message: 'hello', fields: '{"x":1}' },
      ])
    })

    it('retries with the same idempotency key, then leaves a dead letter whose retry completes the execution (5.2, 6)', async () => {
      let broken = true
      const keys: string[] = []
      const first = vi.fn(passOn)
      const flaky: Execute = ({ idempotencyKey, inputData }) => {
        keys.push(idempotencyKey)
        if (broken) throw new Error('still broken')
        return { success: true, data: inputData }
      }
      const engine = await open({ first, flaky })
      engine.registerWorkflow(chain('flaky', ['first', 'flaky', 'pass']))
      const executionId = await engine.enqueueWorkflow('flaky', 7)
      expect(await ended(engine, executionId)).toMatchObject({ status: 'failed', nodeResults: { n1: { attempts: 3 } } })
      expect(new Set(keys).size).toBe(1)
      const letter = (await engine.getDLQItems()).find((item) => item.executionId === executionId)
      expect(letter).toMatchObject({ nodeId: 'n1', error: { message: 'still broken' }, attempts: 3 })
      broken = false
      expect(await engine.retryDLQItem(letter?.id ?? '')).toBe(true)
      expect(await ended(engine, executionId)).toMatchObject({ status: 'completed', nodeResults: { n2: { data: 7 } } })
      expect(first).toHaveBeenCalledTimes(1)
      expect(await engine.retryDLQItem(letter?.id ?? '')).toBe(false)
      expect((await engine.getDLQItems()).filter((item) => item.executionId === executionId)).toEqual([])
    })

    it('takes { success: false } for a throw, and refuses what is no result (3.7, 4.2)', async () => {
      const engine = await open(
        {
          says: () => ({ success: false, error: 'no' }),
          nothing: (() => undefined) as unknown as Execute,
          bad: () => ({ success: true, data: { a: [1, Number.NaN] } }),
          next: () => ({ success: true, nextNodes: ['nowhere'] }),
          huge: () => ({ success: true, data: 'x'.repeat(2_000) }),
        },
        { maxOutputBytes: 1_000 },
      )
      const messageOf = async (type: string) => {
        engine.registerWorkflow(chain(type, [type]))
        const execution = await ended(engine, await engine.enqueueWorkflow(type))
        return execution.nodeResults.n0?.error
      }
      expect(await messageOf('says')).toEqual({ code: 'NODE_FAILED', message: 'no' })
      expect(await messageOf('nothing')).toMatchObject({ code: 'BAD_RESULT' })
      expect(await messageOf('bad')).toMatchObject({ code: 'NOT_JSON', message: expect.stringContaining('$.a[1]') })
      expect(await messageOf('next')).toMatchObject({ code: 'UNKNOWN_NEXT_NODE' })
      expect(await messageOf('huge')).toMatchObject({ code: 'TOO_LARGE' })
    })

    it('chooses among the main edges by nextNodes; [] takes none (3.7)', async () => {
      const engine = await open({
        choose: ({ inputData }) => ({ success: true, nextNodes: (inputData as { next: string[] }).next }),
      })
      engine.registerWorkflow({
        id: 'choose',
        name: 'Choose',
        entryNodeId: 'a',
        nodes: [
          { id: 'a', type: 'choose', outputs: ['b', 'c'] },
          { id: 'b', type: 'pass', inputs: ['a'] },
          { id: 'c', type: 'pass', inputs: ['a'] },
        ],
      })
      const one = await ended(engine, await engine.enqueueWorkflow('choose', { next: ['c'] }))
      expect(one.nodeResults).toMatchObject({ b: { status: 'skipped' }, c: { status: 'completed' } })
      const none = await ended(engine, await engine.enqueueWorkflow('choose', { next: [] }))
      expect(none).toMatchObject({
        status: 'completed',
        nodeResults: { b: { status: 'skipped' }, c: { status: 'skipped' } },
      })
    })

    it('does not retry unrecoverable errors, and spends no attempt on a rate limit (5.2)', async () => {
      let limited = 0
      const engine = await open(
        {
          hopeless: () => {
            throw new UnrecoverableNodeError('hopeless')
          },
          limited: () => {
            if (++limited < 3) throw new RateLimitNodeError('slow down', 5)
            return { success: true }
          },
        },
        { defaults: { retries: 0 } },
      )
      engine.registerWorkflow(chain('hopeless', ['hopeless'], { retries: 5 }))
      engine.registerWorkflow(chain('limited', ['limited']))
      expect((await ended(engine, await engine.enqueueWorkflow('hopeless'))).nodeResults.n0).toMatchObject({
        attempts: 1,
      })
      expect(await ended(engine, await engine.enqueueWorkflow('limited'))).toMatchObject({
        status: 'completed',
        nodeResults: { n0: { attempts: 1 } },
      })
    })

    it('bounds an attempt in time, and frees the slot of one that ignores its signal (5.3)', async () => {
      let aborted = false
      const engine = await open(
        {
          stuck: ({ signal }) => {
            signal.addEventListener('abort', () => {
              aborted = true
            })
            return new Promise(() => {})
          },
        },
        { workers: 1 },
      )
      engine.registerWorkflow(chain('stuck', ['stuck'], { timeout: 60, retries: 0 }))
      engine.registerWorkflow(chain('after', ['pass']))
      const execution = await ended(engine, await engine.enqueueWorkflow('stuck'))
      expect(execution).toMatchObject({ status: 'failed', nodeResults: { n0: { error: { code: 'TIMEOUT' } } } })
      expect(aborted).toBe(true)
      expect(await ended(engine, await engine.enqueueWorkflow('after'))).toMatchObject({ status: 'completed' })
    })

    it('waits without a worker slot and goes on where it was (2.2, 7.3)', async () => {
      const engine = await open(
        {
          later: ({ resumed }) =>
            resumed ? { success: true, data: 'woken' } : { success: true, waitUntil: Date.now() + 100 },
        },
        { workers: 1 },
      )
      engine.registerWorkflow(chain('later', ['later', 'pass']))
      const executionId = await engine.enqueueWorkflow('later')
      await vi.waitFor(
        async () => {
          expect((await engine.store.getExecution(executionId))?.nodeResults.n0?.status).toBe('waiting')
        },
        { timeout: 20_000 },
      )
      expect(await ended(engine, executionId)).toMatchObject({
        status: 'completed',
        nodeResults: { n1: { data: 'woken' } },
      })
    })

    it('pauses and resumes (7.1)', async () => {
      const gate = deferred()
      const engine = await open({ gate: () => gate.promise.then(() => ({ success: true })) })
      engine.registerWorkflow(chain('paused', ['gate', 'pass']))
      const executionId = await engine.enqueueWorkflow('paused')
      await vi.waitFor(
        async () => {
          expect((await engine.store.getExecution(executionId))?.nodeResults.n0?.status).toBe('running')
        },
        { timeout: 20_000 },
      )
      await engine.pauseWorkflow(executionId)
      gate.resolve()
      await vi.waitFor(
        async () => {
          expect((await engine.store.getExecution(executionId))?.nodeResults.n1?.status).toBe('ready')
        },
        { timeout: 20_000 },
      )
      expect((await engine.store.readExecution(executionId))?.status).toBe('paused')
      await expect(engine.pauseWorkflow(executionId)).rejects.toMatchObject({ code: 'EXECUTION_PAUSED' })
      await engine.resumeWorkflow(executionId)
      expect(await ended(engine, executionId)).toMatchObject({ status: 'completed' })
    })

    it('cancels, and aborts what runs in another process (7.2)', async () => {
      const group = `cancel-${Date.now()}`
      const started = deferred()
      const aborted = deferred()
      const executors: Record<string, Execute> = {
        long: ({ signal }) => {
          started.resolve()
          signal.addEventListener('abort', () => aborted.resolve())
          return new Promise(() => {})
        },
      }
      const web = await open(executors, { workers: 0, group })
      await open(executors, { group })
      web.registerWorkflow(chain('long', ['long', 'pass']))
      const executionId = await web.enqueueWorkflow('long')
      await started.promise
      await web.cancelWorkflow(executionId)
      expect((await web.store.getExecution(executionId))?.nodeResults).toMatchObject({
        n0: { status: 'cancelled' },
        n1: { status: 'cancelled' },
      })
      await aborted.promise
      await expect(web.cancelWorkflow(executionId)).rejects.toMatchObject({ code: 'EXECUTION_ENDED' })
    })

    it('hands running nodes back when it closes, and another engine finishes them at once (9.6)', async () => {
      const group = `release-${Date.now()}`
      const started = deferred()
      const first = await open(
        {
          work: () => {
            started.resolve()
            return new Promise(() => {})
          },
        },
        { group, graceMs: 50 },
      )
      first.registerWorkflow(chain('handed-back', ['work', 'pass']))
      const executionId = await first.enqueueWorkflow('handed-back')
      await started.promise
      await first.close()
      expect((await first.store.readNodeRuns(executionId)).find((row) => row.nodeId === 'n0')).toMatchObject({
        status: 'ready',
      })
      const second = await open({ work: passOn }, { group, leaseMs: 60_000 })
      expect(await ended(second, executionId)).toMatchObject({ status: 'completed' })
      const attempts = await second.store.readAttempts(executionId, 'n0')
      expect(attempts.map((attempt) => attempt.outcome)).toEqual(['released', 'completed'])
    })

    it('queues what a crashed process left in the outbox (9.2)', async () => {
      const engine = await open({})
      engine.registerWorkflow(chain('left-behind', ['pass', 'pass']))
      const version = await engine.currentVersion('left-behind')
      const executionId = crypto.randomUUID()
      // What a process does that dies right after its commit.
      await engine.store.start([{ executionId, versionId: version?.id ?? '', entryNodeId: 'n0', input: '{}' }])
      expect(await ended(engine, executionId)).toMatchObject({ status: 'completed' })
    })

    it('begins a created execution at a node, and refuses a node that cannot start (11.3)', async () => {
      const engine = await open({})
      engine.registerWorkflow(chain('created', ['pass', 'pass']))
      await engine.currentVersion('created')
      const executionId = await engine.store.createExecution('created', { x: 1 })
      await engine.enqueueNode(executionId, 'created', 'n1', { y: 2 })
      expect(await ended(engine, executionId)).toMatchObject({
        status: 'completed',
        nodeResults: { n0: { status: 'skipped' }, n1: { data: { y: 2 } } },
      })
      await expect(engine.enqueueNode(executionId, 'created', 'n1')).rejects.toMatchObject({
        code: 'NODE_NOT_STARTABLE',
      })
      await expect(engine.enqueueNode(executionId, 'other', 'n1')).rejects.toMatchObject({
        code: 'EXECUTION_NOT_FOUND',
      })
    })

    it('refuses a workflow with every problem, and an unknown one by name (1.3)', async () => {
      const engine = await open({}, { workers: 0 })
      expect(() =>
        engine.registerWorkflow({
          id: 'bad',
          name: 'Bad',
          entryNodeId: 'a',
          nodes: [
            { id: 'a', type: 'unheard-of', outputs: ['b'], inputs: ['b'] },
            { id: 'b', type: 'pass', outputs: ['a'], inputs: ['a'] },
          ],
        }),
      ).toThrow(
        expect.objectContaining({
          code: 'WORKFLOW_INVALID',
          details: expect.arrayContaining([
            expect.objectContaining({ code: 'CYCLE' }),
            expect.objectContaining({ code: 'UNKNOWN_TYPE' }),
          ]),
        }),
      )
      await expect(engine.enqueueWorkflow('nobody')).rejects.toMatchObject({ code: 'WORKFLOW_NOT_FOUND' })
    })

    it('appends events without gaps that replay to the stored state (10.1, 10.2)', async () => {
      const engine = await open({})
      engine.registerWorkflow(chain('events', ['pass', 'pass', 'pass']))
      const executionId = await engine.enqueueWorkflow('events')
      await ended(engine, executionId)
      const view = applyEvents(emptyExecutionView(), await engine.store.readEvents(executionId, 0, 1_000))
      expect(view.status).toBe('completed')
      expect(Object.values(view.nodes).map((node) => node.status)).toEqual(['completed', 'completed', 'completed'])
    })

    it('announces changes on its bus, also to another process (10.2)', async () => {
      const group = `bus-${Date.now()}`
      const watcher = await open({}, { workers: 0, group })
      const seen = new Map<string, number>()
      watcher.bus.subscribe((changes) => {
        for (const change of changes) seen.set(change.executionId, change.seq)
      })
      const engine = await open({}, { group })
      engine.registerWorkflow(chain('announced', ['pass', 'pass']))
      // The subscription may still be on its way, so what is asked is that some execution is heard of to its end.
      await vi.waitFor(
        async () => {
          const executionId = await engine.enqueueWorkflow('announced')
          await ended(engine, executionId)
          const seq = (await engine.store.readExecution(executionId))?.eventSeq
          await vi.waitFor(() => expect(seen.get(executionId)).toBe(seq), { timeout: 500 })
        },
        { timeout: 15_000 },
      )
    })

    describeComposition({ open, ended })
    describeRerun({ open, ended })
    describeFlow({ open, ended })

    describeLetterBatches(name, { open, ended })

    it('serves the REST API', async () => {
      const engine = await open({
        fails: ({ inputData }) => {
          if (inputData !== 'good') throw new UnrecoverableNodeError('bad input')
          return { success: true, data: 'fine' }
        },
      })
      const handle = createApiHandler(engine, { apiKey: 'secret-key' })
      const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
        const response = await handle(
          new Request(`http://localhost${path}`, {
            method,
            headers: { authorization: 'Bearer secret-key', 'content-type': 'application/json', ...headers },
            ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
          }),
        )
        return { status: response.status, type: response.headers.get('content-type'), body: await response.json() }
      }
      expect(await call('POST', '/api/workflows', chain('rest', ['pass', 'fails']))).toMatchObject({
        status: 201,
        body: { id: 'rest', version: 1 },
      })
      expect(await call('GET', '/api/workflows/rest')).toMatchObject({
        status: 200,
        body: { id: 'rest', nodes: [{ id: 'n0' }, { id: 'n1' }] },
      })
      const once = await call(
        'POST',
        '/api/workflows/rest/execute',
        { initialData: 'bad' },
        { 'idempotency-key': 'k1' },
      )
      expect(once.status).toBe(202)
      expect(
        await call('POST', '/api/workflows/rest/execute', { initialData: 'bad' }, { 'idempotency-key': 'k1' }),
      ).toEqual(once)
      const { executionId } = once.body
      await ended(engine, executionId)
      expect(await call('GET', `/api/executions/${executionId}`)).toMatchObject({
        status: 200,
        body: {
          executionId,
          workflowId: 'rest',
          status: 'failed',
          nodeResults: { n1: { success: false, error: { message: 'bad input' }, attempts: 1 } },
        },
      })
      const letters = await call('GET', '/api/dlq?workflowId=rest')
      expect(letters.body.items).toMatchObject([{ executionId, nodeId: 'n1', error: { message: 'bad input' } }])
      expect(await call('POST', `/api/dlq/${letters.body.items[0].id}/retry`, { input: 'good' })).toMatchObject({
        status: 202,
      })
      expect(await ended(engine, executionId)).toMatchObject({
        status: 'completed',
        nodeResults: { n1: { data: 'fine' } },
      })
      expect(await call('POST', `/api/executions/${executionId}/cancel`)).toMatchObject({
        status: 409,
        type: 'application/problem+json',
        body: { code: 'EXECUTION_ENDED' },
      })
      expect(await call('GET', '/api/stats')).toMatchObject({
        status: 200,
        body: { backend: expect.any(String), workers: expect.any(Number) },
      })
      expect(await call('GET', '/health')).toMatchObject({ status: 200 })

      expect(await call('GET', '/api/stats', undefined, { authorization: 'Bearer wrong' })).toMatchObject({
        status: 401,
        body: { code: 'UNAUTHORIZED' },
      })
      expect(await call('POST', '/api/workflows', '{ bad')).toMatchObject({
        status: 400,
        body: { code: 'BAD_REQUEST', field: 'body' },
      })
      expect(await call('POST', '/api/workflows', '[]')).toMatchObject({
        status: 422,
        body: { code: 'WORKFLOW_INVALID' },
      })
      expect(await call('POST', '/api/workflows', '{}', { 'content-type': 'text/plain' })).toMatchObject({
        status: 415,
      })
      expect(await call('POST', '/api/workflows/nobody/execute', {})).toMatchObject({
        status: 404,
        body: { code: 'WORKFLOW_NOT_FOUND' },
      })
      expect(await call('GET', '/api/executions/nobody')).toMatchObject({
        status: 404,
        body: { code: 'EXECUTION_NOT_FOUND' },
      })
      expect(await call('POST', '/api/dlq/nobody/retry')).toMatchObject({
        status: 404,
        body: { code: 'DEAD_LETTER_NOT_FOUND' },
      })
      expect(await call('GET', '/api/dlq?limit=9999')).toMatchObject({ status: 400, body: { field: 'limit' } })
      expect(await call('GET', '/api/dlq?cursor=nonsense')).toMatchObject({ status: 400, body: { field: 'cursor' } })
      expect(await call('GET', '/api/nowhere')).toMatchObject({ status: 404, body: { code: 'ROUTE_NOT_FOUND' } })
      const hiding = createApiHandler(engine, {
        redact: (value) => JSON.parse(JSON.stringify(value).replaceAll('fine', '•••')),
      })
      const hidden = await hiding(new Request(`http://localhost/api/executions/${executionId}`))
      expect(await hidden.json()).toMatchObject({ nodeResults: { n1: { data: '•••' } } })
      const small = createApiHandler(engine, { maxBodyBytes: 10 })
      const large = await small(
        new Request('http://localhost/api/workflows', { method: 'POST', body: 'x'.repeat(100) }),
      )
      expect(large.status).toBe(413)
    })

    it('runs random workflows as the reference interpreter does (3.1-3.4, 4.1)', async () => {
      const behavioursOf = new Map<string, Record<string, Behaviour>>()
      const engine = await open({
        random: ({ workflowId, nodeId, inputData }) => {
          const behaviour = behavioursOf.get(workflowId)?.[nodeId]
          if (behaviour?.fails) throw Object.assign(new Error(nodeId), { code: 'BOOM' })
          const join = engine.getWorkflow(workflowId)?.nodes.find((node) => node.id === nodeId)?.settings?.join
          return { success: true, data: outputOf(nodeId, inputData, join), ports: behaviour?.ports }
        },
      })
      await fc.assert(
        fc.asyncProperty(randomWorkflow, async ({ workflow, entry, behaviours }) => {
          behavioursOf.set(workflow.id, behaviours)
          engine.registerWorkflow(workflow)
          const executionId = await engine.enqueueWorkflow(workflow.id, { start: true }, { entryNodeId: entry })
          const execution = await ended(engine, executionId)
          const expected = interpret(workflow, entry, behaviours)
          expect(execution.status).toBe('completed')
          for (const [nodeId, reference] of Object.entries(expected)) {
            expect([nodeId, execution.nodeResults[nodeId]?.status]).toEqual([nodeId, reference.status])
            if (reference.status === 'completed') {
              expect([nodeId, execution.nodeResults[nodeId]?.data]).toEqual([nodeId, reference.output])
            }
          }
        }),
        { numRuns: randomRuns },
      )
    }, 120_000)

    it('ends random workflows as if nothing had failed, once every dead letter was retried (6.3)', async () => {
      const behavioursOf = new Map<string, Record<string, Behaviour>>()
      const failedOnce = new Set<string>()
      const engine = await open({
        random: ({ workflowId, executionId, nodeId, inputData }) => {
          const behaviour = behavioursOf.get(workflowId)?.[nodeId]
          const key = `${executionId} ${nodeId}`
          if (behaviour?.fails && !failedOnce.has(key)) {
            failedOnce.add(key)
            throw new UnrecoverableNodeError('the first time')
          }
          const join = engine.getWorkflow(workflowId)?.nodes.find((node) => node.id === nodeId)?.settings?.join
          return { success: true, data: outputOf(nodeId, inputData, join), ports: behaviour?.ports }
        },
      })
      await fc.assert(
        fc.asyncProperty(randomWorkflow, async ({ workflow, entry, behaviours }) => {
          const nodes = workflow.nodes.map((node) => ({
            ...node,
            settings: { ...node.settings, onError: 'stop' as const },
          }))
          const stopping = { ...workflow, nodes }
          behavioursOf.set(workflow.id, behaviours)
          engine.registerWorkflow(stopping)
          const executionId = await engine.enqueueWorkflow(workflow.id, { start: true }, { entryNodeId: entry })
          let execution = await ended(engine, executionId)
          for (let round = 0; execution.status === 'failed' && round < 20; round++) {
            const letters = (await engine.getDLQItems(0, 999)).filter((item) => item.executionId === executionId)
            expect(letters.length).toBeGreaterThan(0)
            for (const letter of letters) await engine.retryDLQItem(letter.id)
            execution = await ended(engine, executionId)
          }
          const faultless = Object.fromEntries(
            Object.entries(behaviours).map(([id, { ports }]) => [id, { ports, fails: false }]),
          )
          const expected = interpret(stopping, entry, faultless)
          expect(execution.status).toBe('completed')
          for (const [nodeId, reference] of Object.entries(expected)) {
            expect([nodeId, execution.nodeResults[nodeId]?.status]).toEqual([nodeId, reference.status])
            if (reference.status === 'completed') {
              expect([nodeId, execution.nodeResults[nodeId]?.data]).toEqual([nodeId, reference.output])
            }
          }
        }),
        { numRuns: Math.ceil(randomRuns / 2) },
      )
    }, 120_000)
  })
}
