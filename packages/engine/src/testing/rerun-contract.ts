import { UnrecoverableNodeError } from '@spane/node-sdk'
import { applyEvents, emptyExecutionView } from '@spane/realtime'
import type { WorkflowDefinition } from '@spane/workflow'
import { describe, expect, it, vi } from 'vitest'
import { createApiHandler } from '../http/create-api-handler.ts'
import type { WorkflowEngine } from '../workflow-engine.ts'
import { chain, type EngineHarness, type Execute } from './engine-harness.ts'

/** `start` branches to `left` and `right`, which meet in `join`; `end` comes after it. */
const diamond = (type: string): WorkflowDefinition => ({
  id: 'diamond',
  name: 'Diamond',
  entryNodeId: 'start',
  nodes: [
    { id: 'start', type, outputs: ['left', 'right'] },
    { id: 'left', type, inputs: ['start'], outputs: ['join'] },
    { id: 'right', type, inputs: ['start'], outputs: ['join'] },
    { id: 'join', type, inputs: ['left', 'right'], outputs: ['end'] },
    { id: 'end', type, inputs: ['join'] },
  ],
})

/** Gives what it got, signed; counts how often each node ran. */
function counting(): { runs: Record<string, number>; count: Execute } {
  const runs: Record<string, number> = {}
  return {
    runs,
    count: ({ nodeId, inputData }) => {
      runs[nodeId] = (runs[nodeId] ?? 0) + 1
      return { success: true, data: { [nodeId]: inputData } }
    },
  }
}

async function viewOf(engine: WorkflowEngine, executionId: string) {
  return applyEvents(emptyExecutionView(), await engine.store.readEvents(executionId, 0, 1_000))
}

/** Runs from a node on, up to a node, and with pinned data, on any store and backend (rule 8.3). */
export function describeRerun({ open, ended }: EngineHarness): void {
  describe('re-running', () => {
    it('runs from a node on, and reuses what is before and beside it', async () => {
      const { runs, count } = counting()
      const engine = await open({ count })
      await engine.publishWorkflow(diamond('count'))
      const first = await engine.enqueueWorkflow('diamond', 'x'.repeat(20_000))
      const before = await ended(engine, first)
      const { executionId } = await engine.rerun(first, { fromNodeId: 'left' })
      const after = await ended(engine, executionId)
      expect(after.status).toBe('completed')
      expect(runs).toEqual({ start: 1, left: 2, right: 1, join: 2, end: 2 })
      expect(after.nodeResults.end?.data).toEqual(before.nodeResults.end?.data)
      const view = await viewOf(engine, executionId)
      expect(view.origin).toEqual({ kind: 'rerun', executionId: first, nodeId: 'left' })
      expect(view.nodes.right).toMatchObject({ status: 'completed', givenBy: first })
      expect(view.nodes.left?.givenBy).toBeUndefined()
      expect((await engine.store.readExecution(executionId))?.origin).toEqual(view.origin)
      const rows = await engine.store.readNodeRuns(executionId)
      expect(rows.find((row) => row.nodeId === 'start')).toMatchObject({ givenBy: first, starts: 0 })
    })

    it('takes an edited input for the node, and one that is not JSON it refuses by its field', async () => {
      const { count } = counting()
      const engine = await open({ count })
      await engine.publishWorkflow(chain('line', ['count', 'count', 'count']))
      const first = await engine.enqueueWorkflow('line', 1)
      await ended(engine, first)
      const { executionId } = await engine.rerun(first, { fromNodeId: 'n1', input: 'edited' })
      const { nodeResults } = await ended(engine, executionId)
      expect(nodeResults.n2?.data).toEqual({ n2: { n1: 'edited' } })
      const whole = await engine.rerun(first, { input: 2 })
      expect((await ended(engine, whole.executionId)).nodeResults.n0?.data).toEqual({ n0: 2 })
      await expect(engine.rerun(first, { fromNodeId: 'n1', input: 1n })).rejects.toMatchObject({ field: 'input' })
    })

    it('runs one node alone, and skips the ones beyond it with that reason', async () => {
      const { runs, count } = counting()
      const engine = await open({ count })
      await engine.publishWorkflow(diamond('count'))
      const first = await engine.enqueueWorkflow('diamond')
      await ended(engine, first)
      const { executionId } = await engine.rerun(first, { fromNodeId: 'join', toNodeId: 'join' })
      expect((await ended(engine, executionId)).status).toBe('completed')
      expect(runs).toEqual({ start: 1, left: 1, right: 1, join: 2, end: 1 })
      expect((await viewOf(engine, executionId)).nodes.end).toMatchObject({
        status: 'skipped',
        skippedBecause: 'beyond',
      })
    })

    it('stops at a node, and takes pinned data in place of what is before it', async () => {
      const { runs, count } = counting()
      const engine = await open({ count })
      const { id: versionId } = await engine.publishWorkflow(diamond('count'))
      const toJoin = await engine.startVersion({ versionId, input: 1, toNodeId: 'join' })
      expect((await ended(engine, toJoin.executionId)).nodeResults.end?.status).toBe('skipped')
      expect(runs).toEqual({ start: 1, left: 1, right: 1, join: 1 })
      const pins = { left: { output: '"pinned"' }, right: { output: '"too"' } }
      const pinned = await engine.startVersion({ versionId, input: 1, toNodeId: 'join', pins })
      const { nodeResults } = await ended(engine, pinned.executionId)
      expect(nodeResults.join?.data).toEqual({ join: { left: 'pinned', right: 'too' } })
      expect(runs).toEqual({ start: 1, left: 1, right: 1, join: 2 })
      const view = await viewOf(engine, pinned.executionId)
      expect(view.nodes.left).toMatchObject({ status: 'completed', givenBy: 'pinned' })
      expect(view.nodes.start).toMatchObject({ status: 'skipped', skippedBecause: 'not-needed' })
    })

    it('lets a pinned node of a whole run settle when its turn comes, and skips it on a branch that is not taken', async () => {
      const { count } = counting()
      const engine = await open({
        count,
        choose: ({ inputData }) => ({ success: true, data: inputData, ports: [String(inputData)] }),
      })
      const { id: versionId } = await engine.publishWorkflow({
        id: 'choice',
        name: 'Choice',
        nodes: [
          { id: 'if', type: 'choose', outputs: [{ node: 'call', port: 'yes' }] },
          { id: 'call', type: 'count', inputs: ['if'], outputs: ['after'] },
          { id: 'after', type: 'count', inputs: ['call'] },
        ],
      })
      const pins = { call: { output: '{"status":200}' } }
      const yes = await engine.startVersion({ versionId, input: 'yes', pins })
      expect((await ended(engine, yes.executionId)).nodeResults).toMatchObject({
        call: { status: 'completed', data: { status: 200 }, attempts: 0 },
        after: { data: { after: { status: 200 } } },
      })
      const no = await engine.startVersion({ versionId, input: 'no', pins })
      expect((await ended(engine, no.executionId)).nodeResults.call?.status).toBe('skipped')
    })

    it('refuses to begin where data is missing, and names the node', async () => {
      const engine = await open({
        fail: () => {
          throw new UnrecoverableNodeError('broken')
        },
      })
      await engine.publishWorkflow(chain('line', ['pass', 'fail', 'pass']))
      const first = await engine.enqueueWorkflow('line', 1)
      expect((await ended(engine, first)).status).toBe('failed')
      const rerun = engine.rerun(first, { fromNodeId: 'n2' })
      await expect(rerun).rejects.toMatchObject({ code: 'MISSING_OUTPUT', message: expect.stringContaining('"n1"') })
      const given = await engine.rerun(first, { fromNodeId: 'n2', input: 'by hand' })
      expect((await ended(engine, given.executionId)).nodeResults).toMatchObject({
        n1: { status: 'skipped' },
        n2: { data: 'by hand' },
      })
      await expect(engine.rerun(first, { fromNodeId: 'nowhere' })).rejects.toMatchObject({ code: 'NODE_NOT_FOUND' })
      await expect(engine.rerun('nothing')).rejects.toMatchObject({ code: 'EXECUTION_NOT_FOUND' })
    })

    it('goes on from the node that failed on the latest version, with nodes beside it that never had their turn', async () => {
      const { runs, count } = counting()
      const engine = await open({
        count,
        fail: () => {
          throw new UnrecoverableNodeError('broken')
        },
      })
      const broken = diamond('count')
      const left = broken.nodes.find((node) => node.id === 'left')
      Object.assign(left ?? {}, { type: 'fail' })
      await engine.publishWorkflow({ ...broken, settings: { maxConcurrency: 1 } })
      const first = await engine.enqueueWorkflow('diamond', 'x')
      expect((await ended(engine, first)).nodeResults.right?.status).toBe('ready')
      await engine.publishWorkflow(diamond('count'))
      const { executionId } = await engine.rerun(first, { fromNodeId: 'left', version: 'latest' })
      expect((await ended(engine, executionId)).nodeResults.join?.data).toEqual({
        join: { left: { left: { start: 'x' } }, right: { right: { start: 'x' } } },
      })
      expect(runs).toEqual({ start: 1, left: 1, right: 1, join: 1, end: 1 })
    })

    it('reuses what was reused, and names the execution in which it ran', async () => {
      const { count } = counting()
      const engine = await open({ count })
      await engine.publishWorkflow(chain('line', ['count', 'count', 'count']))
      const first = await engine.enqueueWorkflow('line', 1)
      await ended(engine, first)
      const second = await engine.rerun(first, { fromNodeId: 'n1' })
      await ended(engine, second.executionId)
      const third = await engine.rerun(second.executionId, { fromNodeId: 'n2' })
      const { nodeResults } = await ended(engine, third.executionId)
      expect(nodeResults.n2?.data).toEqual({ n2: { n1: { n0: 1 } } })
      const { nodes } = await viewOf(engine, third.executionId)
      expect([nodes.n0?.givenBy, nodes.n1?.givenBy]).toEqual([first, second.executionId])
    })
  })

  describe('many at once', () => {
    it('starts and cancels many, with a result an item (8.3, 9.5)', async () => {
      const engine = await open({}, { workers: 0 })
      await engine.publishWorkflow(chain('line', ['pass']))
      const items = Array.from({ length: 250 }, (_, index) => ({
        workflowId: index === 7 ? 'unknown' : 'line',
        input: index,
        idempotencyKey: `key-${Math.min(index, 248)}`,
      }))
      const results = await engine.enqueueMany(items)
      expect(results[7]).toMatchObject({ ok: false, error: { code: 'WORKFLOW_NOT_FOUND' } })
      const started = results.flatMap((result) => (result.ok ? [result] : []))
      expect(started).toHaveLength(249)
      expect(new Set(started.map(({ executionId }) => executionId)).size).toBe(248)
      expect(started.filter(({ created }) => !created)).toHaveLength(1)
      const ids = started.slice(0, 30).map(({ executionId }) => executionId)
      const cancelled = await engine.cancelMany([...ids, 'nothing'])
      expect(cancelled.filter((result) => result.ok)).toHaveLength(30)
      expect(cancelled[30]).toMatchObject({ ok: false, error: { code: 'EXECUTION_NOT_FOUND' } })
      expect((await engine.cancelMany(ids))[0]).toMatchObject({ ok: false, error: { code: 'EXECUTION_ENDED' } })
      await expect(engine.enqueueMany(Array(1_001).fill({ workflowId: 'line' }))).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      })
    })

    it('serves re-runs and many at once by REST', async () => {
      const engine = await open({})
      await engine.publishWorkflow(chain('line', ['pass', 'pass']))
      const handle = createApiHandler(engine)
      const post = async (path: string, body: unknown) => {
        const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
        const response = await handle(new Request(`http://localhost/api${path}`, request))
        return { status: response.status, body: await response.json() }
      }
      const started = await post('/executions', {
        items: [{ workflowId: 'line', initialData: 5 }, { workflowId: 'no' }],
      })
      expect(started).toMatchObject({
        status: 200,
        body: {
          items: [
            { ok: true, created: true },
            { ok: false, error: { code: 'WORKFLOW_NOT_FOUND' } },
          ],
        },
      })
      const { executionId } = started.body.items[0]
      await ended(engine, executionId)
      const again = await post(`/executions/${executionId}/rerun`, { fromNodeId: 'n1', input: 6 })
      expect(again.status).toBe(202)
      expect((await ended(engine, again.body.executionId)).nodeResults).toMatchObject({
        n0: { data: 5 },
        n1: { data: 6 },
      })
      expect(await post(`/executions/${executionId}/rerun`, { fromNodeId: 'n9' })).toMatchObject({
        status: 404,
        body: { code: 'NODE_NOT_FOUND', field: 'fromNodeId' },
      })
      expect(await post('/executions/rerun', { ids: [executionId] })).toMatchObject({ body: { items: [{ ok: true }] } })
      expect(await post('/executions/cancel', { ids: [executionId] })).toMatchObject({
        body: { items: [{ ok: false, error: { code: 'EXECUTION_ENDED' } }] },
      })
      expect(await post('/executions/cancel', { ids: [] })).toMatchObject({ status: 400, body: { field: 'ids' } })
    })

    it('retries many dead letters, with a result an item (6.3)', async () => {
      let broken = true
      const engine = await open({
        flaky: ({ inputData }) => {
          if (broken) throw new UnrecoverableNodeError('broken')
          return { success: true, data: inputData }
        },
      })
      await engine.publishWorkflow(chain('line', ['flaky']))
      const executionIds = await Promise.all([1, 2, 3].map((n) => engine.enqueueWorkflow('line', n)))
      for (const id of executionIds) await ended(engine, id)
      broken = false
      const letters = await engine.getDLQItems()
      const results = await engine.retryDeadLetters([...letters.map(({ id }) => id), 'nothing'])
      expect(results.map((result) => result.ok)).toEqual([true, true, true, false])
      for (const id of executionIds) expect((await ended(engine, id)).status).toBe('completed')
    })

    it('retries the letters of one execution in one transaction, and tells what became of each (6.3)', async () => {
      let broken = true
      let release = () => {}
      const both = new Promise<void>((resolve) => {
        release = resolve
      })
      let arrived = 0
      const engine = await open({
        // Both are on their way before one fails, or the halt would keep the other from starting.
        flaky: async ({ inputData }) => {
          arrived += 1
          if (arrived === 2) release()
          await both
          if (broken) throw new UnrecoverableNodeError('broken')
          return { success: true, data: inputData }
        },
      })
      await engine.publishWorkflow({
        id: 'pair',
        name: 'Pair',
        entryNodeId: 'start',
        nodes: [
          { id: 'start', type: 'pass', outputs: ['a', 'b'] },
          { id: 'a', type: 'flaky', inputs: ['start'] },
          { id: 'b', type: 'flaky', inputs: ['start'] },
        ],
      })
      const id = await engine.enqueueWorkflow('pair', 1)
      await ended(engine, id)
      broken = false
      const [first, second] = await engine.getDLQItems()
      const apply = vi.spyOn(engine.store, 'apply')
      const ids = [first?.id as string, 'nothing', second?.id as string, first?.id as string]
      const results = await engine.retryDeadLetters(ids, { input: 'edited' })
      expect(results.map((result) => (result.ok ? result.executionId : result.error.code))).toEqual([
        id,
        'DEAD_LETTER_NOT_FOUND',
        id,
        id,
      ])
      const retries = apply.mock.calls.flat(2).filter(({ command }) => command.type === 'retryDeadLetter')
      expect(retries).toHaveLength(1)
      const { status, nodeResults } = await ended(engine, id)
      expect({ status, a: nodeResults.a?.data, b: nodeResults.b?.data }).toEqual({
        status: 'completed',
        a: 'edited',
        b: 'edited',
      })
      const again = await engine.retryDeadLetters(ids.slice(2))
      expect(again.map((result) => result.ok || result.error.code)).toEqual(Array(2).fill('DEAD_LETTER_NOT_OPEN'))
    })
  })
}
