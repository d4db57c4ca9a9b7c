import { ChildFailedNodeError, UnrecoverableNodeError } from '@spane/node-sdk'
import { applyEvents, emptyExecutionView } from '@spane/realtime'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { WorkflowEngineOptions } from '../engine-options.ts'
import { chain, deferred, type EngineHarness, type Execute } from './engine-harness.ts'

/** Calls `workflowId` for each item of its input, and gives the outputs in their order. */
const forEach =
  (workflowId: string, request: { concurrency?: number; stopOnFailure?: boolean } = {}): Execute =>
  async ({ inputData, resumed, readChildren }) => {
    const inputs = inputData as unknown[]
    if (!resumed) return { success: true, children: { workflowId, inputs, ...request } }
    const children = await readChildren({ from: 0, limit: inputs.length })
    const failed = children.find((child) => child.status === 'failed' || child.status === 'cancelled')
    if (failed) throw new ChildFailedNodeError(failed.error?.message ?? failed.status)
    return { success: true, data: children.map((child) => child.output) }
  }

/** Child executions and signals, on any store and backend (rules 6.4, 7.2, 7.3 and 8). */
export function describeComposition({ open, ended }: EngineHarness): void {
  describe('composition', () => {
    it('runs a child an item with bounded concurrency and gives their results in order (8.2)', async () => {
      let running = 0
      let most = 0
      const together = deferred()
      const engine = await open({
        each: forEach('child', { concurrency: 3 }),
        work: async ({ inputData }) => {
          most = Math.max(most, ++running)
          // The first ones wait for one another, so that two at a time is no matter of luck.
          if (most >= 2) together.resolve()
          await together.promise
          running -= 1
          return { success: true, data: (inputData as number) * 2 }
        },
      })
      await engine.publishWorkflow(chain('child', ['pass', 'work']))
      engine.registerWorkflow(chain('parent', ['each', 'pass']))
      const items = Array.from({ length: 20 }, (_, index) => index)
      const executionId = await engine.enqueueWorkflow('parent', items)
      const execution = await ended(engine, executionId)
      expect(execution).toMatchObject({
        status: 'completed',
        nodeResults: { n1: { data: items.map((n) => n * 2) } },
      })
      expect(most).toBeLessThanOrEqual(3)
      const view = applyEvents(emptyExecutionView(), await engine.store.readEvents(executionId, 0, 1_000))
      expect(view.nodes.n0).toMatchObject({ status: 'completed', children: { total: 20, ended: 20, failed: 0 } })
      const attempts = await engine.store.readAttempts(executionId, 'n0')
      expect(attempts.map((attempt) => attempt.outcome)).toEqual(['waiting', 'completed'])
    })

    it('collects again what its children gave when that failed, and runs no child twice (5.2, 6.3, 8.2)', async () => {
      let collected = 0
      const work = vi.fn(({ inputData }: { inputData: unknown }) => ({ success: true as const, data: inputData }))
      const each = forEach('child')
      const engine = await open({
        work,
        async each(context) {
          if (context.resumed && ++collected === 1) throw new Error('Not this time')
          if (context.resumed && collected === 2) throw new UnrecoverableNodeError('Not that time either')
          return each(context)
        },
      })
      await engine.publishWorkflow(chain('child', ['work']))
      const parent = chain('parent', ['each'])
      const backoff = { type: 'fixed' as const, delay: 1 }
      engine.registerWorkflow({
        ...parent,
        nodes: parent.nodes.map((node) => ({ ...node, settings: { retries: 1, backoff } })),
      })
      const executionId = await engine.enqueueWorkflow('parent', [1, 2, 3])
      expect(await ended(engine, executionId)).toMatchObject({ status: 'failed' })
      const [letter] = await engine.getDLQItems()
      const retry = (options = {}) => engine.retryDeadLetter(letter?.id as string, options)
      await expect(retry({ input: [4] })).rejects.toMatchObject({ code: 'CHILDREN_RAN' })
      await retry()
      expect(await ended(engine, executionId)).toMatchObject({
        status: 'completed',
        nodeResults: { n0: { data: [1, 2, 3] } },
      })
      expect(work).toHaveBeenCalledTimes(3)
    })

    it('completes at once without items (8.2)', async () => {
      const engine = await open({ each: forEach('child') })
      await engine.publishWorkflow(chain('child', ['pass']))
      engine.registerWorkflow(chain('parent', ['each']))
      expect(await ended(engine, await engine.enqueueWorkflow('parent', []))).toMatchObject({
        status: 'completed',
        nodeResults: { n0: { data: [] } },
      })
    })

    it('begins no further child after a failure when told so (8.2)', async () => {
      const started: unknown[] = []
      const engine = await open({
        each: forEach('child', { stopOnFailure: true }),
        picky: ({ inputData }) => {
          started.push(inputData)
          if (inputData === 1) throw new UnrecoverableNodeError('not this one')
          return { success: true, data: inputData }
        },
      })
      await engine.publishWorkflow(chain('child', ['picky']))
      engine.registerWorkflow(chain('parent', ['each']))
      const execution = await ended(engine, await engine.enqueueWorkflow('parent', [0, 1, 2, 3]))
      expect(execution).toMatchObject({
        status: 'failed',
        nodeResults: { n0: { error: { message: 'not this one' } } },
      })
      expect(started).toEqual([0, 1])
      // What was never begun never existed: nothing is left that looks as if it were about to run.
      const children = await engine.store.readChildren(
        { executionId: execution.executionId, nodeId: 'n0' },
        { from: 0, limit: 10 },
      )
      expect(children.map((child) => child.execution.status)).toEqual(['completed', 'failed'])
    })

    it('begins what a failed item had kept from beginning, once that is retried (6.4, 8.2)', async () => {
      let broken = true
      const engine = await open({
        each: forEach('child', { stopOnFailure: true }),
        picky: ({ inputData }) => {
          if (broken && inputData === 1) throw new UnrecoverableNodeError('not this one')
          return { success: true, data: inputData }
        },
      })
      await engine.publishWorkflow(chain('child', ['picky']))
      // With a timeout its end takes a timer back, and nothing else.
      engine.registerWorkflow({ ...chain('parent', ['each']), settings: { timeout: 3_600_000 } })
      const executionId = await engine.enqueueWorkflow('parent', [0, 1, 2, 3])
      expect((await ended(engine, executionId)).status).toBe('failed')
      broken = false
      const [letter] = await engine.getDLQItems()
      await engine.retryDeadLetter(letter?.id ?? '')
      expect(await ended(engine, executionId)).toMatchObject({
        status: 'completed',
        nodeResults: { n0: { data: [0, 1, 2, 3] } },
      })
    })

    it("leaves one dead letter, the child's, whose retry lets all that is above it go on (6.4)", async () => {
      let broken = true
      const engine = await open({
        outer: forEach('middle'),
        inner: forEach('leaf'),
        flaky: ({ inputData }) => {
          if (broken) throw new UnrecoverableNodeError('broken')
          return { success: true, data: inputData }
        },
      })
      await engine.publishWorkflow(chain('leaf', ['flaky']))
      await engine.publishWorkflow(chain('middle', ['inner', 'pass']))
      engine.registerWorkflow(chain('top', ['outer', 'pass']))
      const executionId = await engine.enqueueWorkflow('top', [['x']])
      expect((await ended(engine, executionId)).status).toBe('failed')
      const letters = await engine.getDLQItems()
      expect(letters).toMatchObject([{ workflowId: 'leaf', nodeId: 'n0', error: { message: 'broken' } }])
      broken = false
      expect(await engine.retryDLQItem(letters[0]?.id ?? '')).toBe(true)
      expect(await ended(engine, executionId)).toMatchObject({
        status: 'completed',
        nodeResults: { n1: { data: [['x']] } },
      })
      expect(await engine.getDLQItems()).toEqual([])
    })

    it('lets a parent that handled the failure stay as it is (6.4)', async () => {
      let broken = true
      const engine = await open({
        each: forEach('child'),
        flaky: () => {
          if (broken) throw new UnrecoverableNodeError('broken')
          return { success: true }
        },
      })
      await engine.publishWorkflow(chain('child', ['flaky']))
      engine.registerWorkflow(chain('parent', ['each', 'pass'], { onError: 'continue' }))
      const executionId = await engine.enqueueWorkflow('parent', [1])
      expect((await ended(engine, executionId)).status).toBe('completed')
      broken = false
      const [letter] = await engine.getDLQItems()
      expect(await engine.retryDLQItem(letter?.id ?? '')).toBe(true)
      expect((await ended(engine, letter?.executionId ?? '')).status).toBe('completed')
      expect((await engine.store.readExecution(executionId))?.status).toBe('completed')
    })

    it('cancels what is below (7.2)', async () => {
      const started = deferred()
      const engine = await open({
        each: forEach('child', { concurrency: 2 }),
        stuck: () => {
          started.resolve()
          return new Promise(() => {})
        },
      })
      await engine.publishWorkflow(chain('child', ['stuck']))
      engine.registerWorkflow(chain('parent', ['each']))
      const executionId = await engine.enqueueWorkflow('parent', [1, 2, 3, 4])
      await started.promise
      await engine.cancelWorkflow(executionId)
      const children = await engine.store.readChildren({ executionId, nodeId: 'n0' }, { from: 0, limit: 10 })
      expect(children.map((child) => child.execution.status)).toEqual(['cancelled', 'cancelled'])
    })

    it('goes on beginning children after a pause (7.1)', async () => {
      const first = deferred()
      const gate = deferred()
      const engine = await open({
        each: forEach('child'),
        gate: async ({ inputData }) => {
          first.resolve()
          await gate.promise
          return { success: true, data: inputData }
        },
      })
      await engine.publishWorkflow(chain('child', ['gate']))
      engine.registerWorkflow(chain('parent', ['each']))
      const executionId = await engine.enqueueWorkflow('parent', [1, 2, 3])
      await first.promise
      await engine.pauseWorkflow(executionId)
      gate.resolve()
      await vi.waitFor(
        async () => {
          const node = (await engine.store.readNodeRuns(executionId)).find((row) => row.nodeId === 'n0')
          expect(node?.wait).toMatchObject({ begun: 1, ended: 1 })
        },
        { timeout: 20_000 },
      )
      await engine.resumeWorkflow(executionId)
      expect(await ended(engine, executionId)).toMatchObject({
        status: 'completed',
        nodeResults: { n0: { data: [1, 2, 3] } },
      })
    })

    it('refuses workflows that call themselves and calls that go too deep (8.1)', async () => {
      const levels = Array.from({ length: 11 }, (_, level) => level)
      const callers = Object.fromEntries(levels.map((level) => [`level${level}`, forEach(`deep${level + 1}`)]))
      const engine = await open({ self: forEach('self'), ...callers })
      await engine.publishWorkflow(chain('self', ['self']))
      for (const level of levels) await engine.publishWorkflow(chain(`deep${level}`, [`level${level}`]))
      const cyclic = await ended(engine, await engine.enqueueWorkflow('self', [[]]))
      expect(cyclic.nodeResults.n0?.error).toMatchObject({
        code: 'WORKFLOW_CYCLE',
        message: expect.stringContaining('self → self'),
      })
      const nested = Array.from({ length: 12 }).reduce<unknown>((inner) => [inner], 'x')
      const deep = await ended(engine, await engine.enqueueWorkflow('deep0', nested))
      expect(deep.status).toBe('failed')
      const codes = (await engine.getDLQItems()).map((letter) => letter.error.code)
      expect(codes).toContain('TOO_DEEP')
    })

    it('reminds while it waits, keeps one link for the whole wait, and takes an answer that comes meanwhile (7.3)', async () => {
      const reminded = deferred()
      const answered = deferred()
      const links: (string | undefined)[] = []
      const ask: Execute = async ({ signalled, resumeUrl }) => {
        if (signalled && 'payload' in signalled) return { success: true, data: signalled.payload }
        links.push(resumeUrl)
        if (!signalled) return { success: true, waitForSignal: { timeoutMs: 60_000, remindAfterMs: 20 } }
        if (links.length === 3) {
          reminded.resolve()
          await answered.promise
        }
        return { success: true, waitForSignal: { remindAfterMs: 20 } }
      }
      const resumeUrl: WorkflowEngineOptions['resumeUrl'] = (wait) => Object.values(wait).join('/')
      const engine = await open({}, { resumeUrl })
      const port = [{ id: 'main' }]
      const shown = { type: 'ask', name: 'Ask', summary: 'Asks.', icon: 'hand', group: 'flow' } as const
      const description = { ...shown, inputs: port, outputs: port, config: z.object({}), defaults: {} }
      engine.registry.register('ask', { execute: ask }, { ...description, resumable: true })
      engine.registerWorkflow(chain('asking', ['pass', 'ask']))
      const executionId = await engine.enqueueWorkflow('asking')
      await reminded.promise
      const wrong = engine.signalNode(executionId, 'n1', 'late', { start: 99 })
      await expect(wrong).rejects.toMatchObject({ code: 'NODE_NOT_WAITING' })
      await engine.signalNode(executionId, 'n1', 'yes', { start: 1 })
      await expect(engine.signalNode(executionId, 'n1', 'again')).rejects.toMatchObject({ code: 'NODE_NOT_WAITING' })
      answered.resolve()
      expect(await ended(engine, executionId)).toMatchObject({
        status: 'completed',
        nodeResults: { n1: { data: 'yes' } },
      })
      expect(links).toEqual(Array(3).fill(`${executionId}/n1/1`))
    })

    it('waits for a signal, takes the first one, and gives up after its time (7.3)', async () => {
      const engine = await open({
        approval: ({ resumed, signalled, inputData }) =>
          resumed
            ? { success: true, data: signalled }
            : { success: true, waitForSignal: inputData === 'short' ? { timeoutMs: 30 } : {} },
      })
      engine.registerWorkflow(chain('approval', ['approval']))
      const executionId = await engine.enqueueWorkflow('approval', 'long')
      await vi.waitFor(
        async () => {
          expect((await engine.store.getExecution(executionId))?.nodeResults.n0?.status).toBe('waiting')
        },
        { timeout: 20_000 },
      )
      await engine.signalNode(executionId, 'n0', { approved: true })
      await expect(engine.signalNode(executionId, 'n0', { approved: false })).rejects.toMatchObject({
        code: expect.stringMatching(/NODE_NOT_WAITING|EXECUTION_ENDED/),
      })
      expect(await ended(engine, executionId)).toMatchObject({
        status: 'completed',
        nodeResults: { n0: { data: { payload: { approved: true } } } },
      })
      expect(await ended(engine, await engine.enqueueWorkflow('approval', 'short'))).toMatchObject({
        nodeResults: { n0: { data: { timedOut: true } } },
      })
    })
  })
}
