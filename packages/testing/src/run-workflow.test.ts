import {
  defineExecutor,
  defineNode,
  type ExecutionContext,
  RateLimitNodeError,
  UnrecoverableNodeError,
} from '@spane/node-sdk'
import type { Workflow } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { emit, inTurn } from './mock-node.ts'
import { runWorkflow } from './run-workflow.ts'

const edge = (source: string, target: string, sourcePort = 'main') => ({
  id: `${source}>${target}`,
  source,
  sourcePort,
  target,
  targetPort: 'main',
})

/** A trigger, a request, a condition on its answer, and a delay of a month on one branch. */
const workflow: Workflow = {
  id: 'orders',
  name: 'Orders',
  nodes: [
    { id: 'start', type: 'manual-trigger', config: {} },
    { id: 'fetch', type: 'http', config: { url: 'https://example.com/{{ input.id }}' } },
    {
      id: 'large',
      type: 'if',
      config: { conditions: [{ left: '{{ input.total }}', operator: 'greater', right: 100 }] },
    },
    { id: 'wait', type: 'delay', config: { mode: 'for', amount: 30, unit: 'days' } },
    {
      id: 'note',
      type: 'transform',
      config: { fields: [{ name: 'text', value: 'Order {{ nodes["start"].output.id }}' }] },
    },
  ],
  edges: [
    edge('start', 'fetch'),
    edge('fetch', 'large'),
    edge('large', 'wait', 'true'),
    edge('wait', 'note'),
    edge('large', 'note', 'false'),
  ],
}

describe('runWorkflow', () => {
  it('runs mocks, built-in nodes and expressions, and jumps over a delay of a month', async () => {
    const seen: unknown[] = []
    const run = await runWorkflow(workflow, {
      input: { id: 7 },
      clock: '2030-01-01T00:00:00Z',
      nodes: {
        http: ({ nodeConfig }: { nodeConfig: { url: string } }) => {
          seen.push(nodeConfig.url, new Date().toISOString())
          return { total: 150 }
        },
      },
    })
    expect(run).toMatchObject({ status: 'completed', order: ['start', 'fetch', 'large', 'wait', 'note'] })
    expect(run.outputs.note).toEqual({ text: 'Order 7' })
    expect(run.elapsedMs).toBe(30 * 86_400_000)
    expect(seen).toEqual(['https://example.com/7', '2030-01-01T00:00:00.000Z'])
    expect(new Date().getFullYear()).toBeLessThan(2030)
  })

  it('skips the branch that is not taken', async () => {
    const run = await runWorkflow(workflow, { nodes: { fetch: { total: 5 } }, input: { id: 1 } })
    expect(run.nodes).toMatchObject({ wait: { status: 'skipped' }, note: { status: 'completed' } })
    expect(run.elapsedMs).toBe(0)
  })

  it('retries with backoff on the fake clock and reports what stayed failed', async () => {
    const flaky = inTurn(new Error('first'), new RateLimitNodeError('slow down', 60_000), { total: 1 })
    const mended = await runWorkflow(workflow, {
      nodes: { fetch: flaky },
      defaults: { backoff: { type: 'fixed', delay: 10_000, maxDelay: 10_000 } },
    })
    expect(mended.nodes.fetch).toMatchObject({ status: 'completed', attempts: 2 })
    expect(mended.elapsedMs).toBeGreaterThan(60_000)

    const failed = await runWorkflow(workflow, {
      nodes: {
        fetch: () => {
          throw new UnrecoverableNodeError('gone', { code: 'GONE' })
        },
      },
    })
    expect(failed).toMatchObject({
      status: 'failed',
      deadLetters: [{ nodeId: 'fetch', errorCode: 'GONE', attempts: 1, status: 'open' }],
      nodes: { note: { status: 'pending' } },
    })
  })

  it('gives pinned data in place of a node, and says which node has no mock', async () => {
    const pinned = await runWorkflow(workflow, { pinned: { fetch: { total: 3 } } })
    expect(pinned.status).toBe('completed')
    await expect(runWorkflow(workflow)).rejects.toThrow('These nodes ran and have no mock: fetch (http)')
  })

  it('lets a mock choose the port', async () => {
    const run = await runWorkflow(workflow, { nodes: { fetch: {}, if: () => emit('false', 'no') } })
    expect(run.nodes.wait?.status).toBe('skipped')
  })

  it('makes a fixture of a saved execution: what reached outside does what it did', async () => {
    const saved = {
      executionId: 'e1',
      workflowId: 'orders',
      status: 'completed',
      nodeResults: {
        start: { status: 'completed', success: true, data: { id: 9 }, attempts: 1 },
        fetch: { status: 'completed', success: true, data: { total: 101 }, attempts: 1 },
        large: { status: 'completed', success: true, data: { total: 101 }, attempts: 1 },
        wait: { status: 'completed', success: true, data: { total: 101 }, attempts: 1 },
        note: { status: 'completed', success: true, data: { text: 'Order 9' }, attempts: 1 },
      },
    }
    const run = await runWorkflow(workflow, { fixture: saved })
    for (const [id, result] of Object.entries(saved.nodeResults)) expect(run.outputs[id]).toEqual(result.data)
    const broken = {
      ...saved,
      nodeResults: {
        ...saved.nodeResults,
        fetch: { status: 'failed', success: false, error: { code: 'HTTP_STATUS', message: '503' }, attempts: 3 },
      },
    }
    expect(await runWorkflow(workflow, { fixture: broken })).toMatchObject({
      status: 'failed',
      nodes: { fetch: { error: { code: 'HTTP_STATUS', message: '503' }, attempts: 3 } },
    })
    await expect(runWorkflow(workflow, { fixture: { nodeResults: 1 } })).rejects.toThrow()
  })

  it('runs node types of your own, with their config checked and their log kept', async () => {
    const description = defineNode({
      type: 'shout',
      name: 'Shout',
      summary: 'Shouts.',
      icon: 'megaphone',
      group: 'action',
      inputs: [{ id: 'main' }],
      outputs: [{ id: 'main' }],
      config: z.object({ text: z.string().min(1) }),
      defaults: { text: 'hi' },
    })
    const executor = defineExecutor(description, ({ nodeConfig, log }) => {
      log('info', 'shouting')
      return { success: true, data: nodeConfig.text.toUpperCase() }
    })
    const shouting = (text: string) => ({ id: 's', name: 'S', nodes: [{ id: 'a', type: 'shout', config: { text } }] })
    const run = await runWorkflow(shouting('{{ input.word }}'), {
      customNodes: [{ description, executor }],
      input: { word: 'hello' },
    })
    expect(run.outputs).toEqual({ a: 'HELLO' })
    expect(run.logs).toEqual({ a: [{ level: 'info', message: 'shouting' }] })
    await expect(runWorkflow(shouting(''), { customNodes: [{ description, executor }] })).rejects.toThrow()
  })

  it('keeps the clocks of runs at the same time apart', async () => {
    const years = await Promise.all(
      [2031, 2041].map(async (year) => {
        const run = await runWorkflow(
          { id: 'y', name: 'Y', nodes: [{ id: 'a', type: 'year' }] },
          { clock: `${year}-06-01T00:00:00Z`, nodes: { year: async () => new Date().getFullYear() } },
        )
        return run.outputs.a
      }),
    )
    expect(years).toEqual([2031, 2041])
  })

  it('ends an execution at its timeout, and waits for rate limits and circuits, on the fake clock', async () => {
    const late = await runWorkflow(
      { ...workflow, settings: { timeout: 86_400_000 } },
      { nodes: { fetch: { total: 150 } }, input: { id: 7 } },
    )
    expect(late).toMatchObject({ status: 'cancelled', elapsedMs: 86_400_000 })
    const fetched = (settings: Workflow['nodes'][number]['settings']): Workflow => ({
      ...workflow,
      nodes: workflow.nodes.map((node) => (node.id === 'fetch' ? { ...node, settings } : node)),
    })
    const limited = await runWorkflow(
      fetched({ retries: 1, rateLimit: { limit: 1, per: 3_600_000 }, backoff: { type: 'fixed', delay: 0 } }),
      { nodes: { fetch: inTurn(new Error('busy'), { total: 1 }) } },
    )
    expect(limited).toMatchObject({ status: 'completed', elapsedMs: 3_600_000 })
    const breaking = await runWorkflow(
      fetched({
        retries: 1,
        circuitBreaker: { failures: 1, cooldown: 3_600_000 },
        backoff: { type: 'fixed', delay: 0 },
      }),
      { nodes: { fetch: inTurn(new Error('busy'), { total: 1 }) } },
    )
    expect(breaking.status).toBe('completed')
    expect(breaking.elapsedMs).toBeGreaterThanOrEqual(3_600_000)
  })

  it('hands signals to nodes that wait for one, and lets time run out where none comes', async () => {
    const approval = { id: 'w', name: 'W', nodes: [{ id: 'ask', type: 'approval' }] }
    const nodes = {
      approval: ({ resumed, signalled }: ExecutionContext) =>
        resumed ? { success: true, data: signalled } : { success: true, waitForSignal: { timeoutMs: 86_400_000 } },
    }
    const approved = await runWorkflow(approval, { nodes, signals: { ask: { by: 'Ada' } } })
    expect(approved).toMatchObject({ outputs: { ask: { payload: { by: 'Ada' } } }, elapsedMs: 0 })
    const silent = await runWorkflow(approval, { nodes })
    expect(silent).toMatchObject({ outputs: { ask: { timedOut: true } }, elapsedMs: 86_400_000 })
  })

  it('runs sub-workflows', async () => {
    const child = { id: 'child', name: 'Child', nodes: [{ id: 'c', type: 'double' }] }
    const run = await runWorkflow(
      { id: 'parent', name: 'Parent', nodes: [{ id: 'each', type: 'fan' }] },
      {
        workflows: [child],
        nodes: {
          double: ({ inputData }: ExecutionContext) => Number(inputData) * 2,
          fan: async ({ resumed, readChildren }: ExecutionContext) => {
            if (!resumed) return { success: true, children: { workflowId: 'child', inputs: [1, 2, 3], concurrency: 2 } }
            return (await readChildren({ from: 0, limit: 10 })).map(({ output }) => output)
          },
        },
      },
    )
    expect(run.outputs.each).toEqual([2, 4, 6])
  })
})
