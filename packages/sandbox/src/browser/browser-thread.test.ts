import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { SandboxError } from '../sandbox-error.ts'
import { createSandboxOn, type Sandbox } from '../sandbox-on.ts'
import type { FromThread } from '../thread-protocol.ts'
import { BrowserThread, type BrowserWorker } from './browser-thread.ts'

const execution = { id: 'e', workflowId: 'w' }
const scope = { input: { total: 12, items: [{ price: 2 }] }, execution }
const sandboxes: Sandbox[] = []
let started = 0

/** The thread of the workers behind the messages of a web worker: the code inside is the same. */
function createWorker(): BrowserWorker {
  started++
  const thread = new Worker(new URL('../thread/main.js', import.meta.url), { execArgv: [], env: {} })
  const worker: BrowserWorker = {
    postMessage: (message) => thread.postMessage(message),
    terminate: () => void thread.terminate(),
    onmessage: null,
    onerror: null,
  }
  thread.on('message', (data: FromThread) => worker.onmessage?.({ data }))
  thread.on('error', ({ message }: Error) => worker.onerror?.({ message }))
  return worker
}

/** Generous, because what is slow on a busy machine is no endless loop. */
function create({ start = createWorker, expressionTimeoutMs = 20_000 } = {}): Sandbox {
  started = 0
  const sandbox = createSandboxOn(new BrowserThread(start), { secrets: 'masked', expressionTimeoutMs })
  sandboxes.push(sandbox)
  return sandbox
}

afterEach(async () => {
  for (const sandbox of sandboxes.splice(0)) await sandbox.close()
})

const resolve = async (sandbox: Sandbox, text: string, more: object = {}) =>
  (await sandbox.resolveConfig({ config: { text }, scope: { ...scope, ...more } })).text

describe('a sandbox in a web worker', { timeout: 30_000 }, () => {
  it('gives what the sandbox of a worker gives', async () => {
    const sandbox = create()
    const values = await Promise.all([
      resolve(sandbox, '{{ input.items.map((item) => item.price * 2) }}'),
      resolve(sandbox, 'Total: {{ input.total }} €'),
      resolve(sandbox, '{{ nodes["a b"].output.x }}', { readOutput: async () => ({ x: [1] }) }),
    ])
    expect(values).toEqual([[4], 'Total: 12 €', [1]])
    expect(started).toBe(1)
  })

  it('ends what never ends, and goes on with another worker', async () => {
    const sandbox = create({ expressionTimeoutMs: 3_000 })
    const endless = resolve(sandbox, '{{ (() => { while (true) {} })() }}')
    const next = resolve(sandbox, '{{ 1 + 1 }}')
    await expect(endless).rejects.toMatchObject({ code: 'TIMEOUT' })
    expect(await next).toBe(2)
  })

  it('shows no secret, and a placeholder under every name', async () => {
    expect(await resolve(create(), 'Bearer {{ secrets.ANY }}')).toBe('Bearer •••')
  })

  it('ends the worker of a job that nobody waits for any more', async () => {
    const sandbox = create()
    const controller = new AbortController()
    const config = { text: '{{ (() => { while (true) {} })() }}' }
    const endless = sandbox.resolveConfig({ config, scope, signal: controller.signal })
    const waiting = resolve(sandbox, '{{ input.total }}')
    controller.abort()
    await expect(endless).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(await waiting).toBe(12)
  })

  it('says so when it cannot start, and tries again with the next job', async () => {
    let fails = true
    const start = () => {
      if (!fails) return createWorker()
      fails = false
      throw new Error('blocked by a policy')
    }
    const sandbox = create({ start })
    await expect(resolve(sandbox, '{{ 1 }}')).rejects.toMatchObject({
      code: 'SANDBOX_FAILED',
      message: 'The sandbox could not start: blocked by a policy.',
    })
    expect(await resolve(sandbox, '{{ 2 }}')).toBe(2)
  })
})

describe('the place of a mistake', { timeout: 30_000 }, () => {
  it.each([
    ['Sum: {{ input.missing.price }}!', 'price', 'TypeError'],
    ['{{ input.total }} {{ inptu.total }}', 'inptu', 'ReferenceError'],
    ['{{ input.items\n  .map((item) => item.a.bcd) }}', 'bcd', 'TypeError'],
    ['{{ input.total + }}', '+', 'SyntaxError'],
    ['{{ input total }}', 'total', 'SyntaxError'],
    ['{{ [() => 1] }}', '[() => 1]', 'TypeError'],
    ['text {{ input.total', '{{ input.total', '"}}" is missing'],
  ])('of %j is at %j', async (text, place, reason) => {
    const error = await resolve(create(), text).catch((thrown: unknown) => thrown)
    if (!(error instanceof SandboxError)) throw new Error('it should have failed')
    expect(error).toMatchObject({ code: 'EXPRESSION_FAILED', reason: expect.stringContaining(reason) })
    expect(text.slice(error.range?.from, error.range?.to)).toBe(place)
  })
})
