import { describe, expect, it, vi } from 'vitest'
import { silentLogger } from '../logger.ts'
import type { ExecutionChange } from '../ports/event-bus.ts'
import type { ExecutionStore } from '../ports/execution-store.ts'
import type { LogBatch } from '../ports/node-logs.ts'
import { LogWriter } from './log-writer.ts'

const hold = (nodeId: string) => ({ executionId: 'e', nodeId, token: 1 })
const plain = (text: string) => text

function setUp(appendLogs: (batch: readonly LogBatch[]) => Promise<void>) {
  const published: ExecutionChange[] = []
  const writer = new LogWriter({
    store: { appendLogs } as ExecutionStore,
    bus: { publish: (changes) => published.push(...changes), subscribe: () => () => undefined, close: async () => {} },
    logger: silentLogger,
    intervalMs: 1,
  })
  return { writer, published }
}

describe('LogWriter', () => {
  it('writes what runs in one statement, announces it by ids, and leaves the rest to the result', async () => {
    const batches: LogBatch[][] = []
    const { writer, published } = setUp(async (batch) => void batches.push([...batch]))
    const [a, b] = [writer.begin(hold('a'), 'w', plain), writer.begin(hold('b'), 'w', plain)]
    a.write('info', 'one')
    b.write('info', 'two')
    await vi.waitFor(() => expect(batches).not.toEqual([]))
    expect(batches[0]).toMatchObject([
      { ...hold('a'), lines: [{ message: 'one' }] },
      { ...hold('b'), lines: [{ message: 'two' }] },
    ])
    expect(published[0]).toEqual({ executionId: 'e', workspaceId: 'w', seq: 0, logged: true })
    a.write('info', 'last')
    expect(await writer.end(a)).toMatchObject([{ line: 2, message: 'last' }])
    expect(await writer.end(b)).toBeUndefined()
  })

  it('gives the others their turn while one node logs without end', async () => {
    const batches: LogBatch[][] = []
    const { writer } = setUp(async (batch) => void batches.push([...batch]))
    const [loud, quiet] = [writer.begin(hold('loud'), 'w', plain), writer.begin(hold('quiet'), 'w', plain)]
    for (let index = 0; index < 100_000; index++) loud.write('info', `line ${index}`)
    quiet.write('info', 'hello')
    await vi.waitFor(() => expect(batches).not.toEqual([]))
    expect(batches[0]?.map(({ nodeId, lines }) => [nodeId, lines.length])).toEqual([
      ['loud', 200],
      ['quiet', 1],
    ])
  })

  it('keeps lines that could not be stored for the next turn, or for the result', async () => {
    let refuse: (error: Error) => void = () => undefined
    const appendLogs = vi.fn(
      () =>
        new Promise<void>((_, reject) => {
          refuse = reject
        }),
    )
    const { writer } = setUp(appendLogs)
    const log = writer.begin(hold('a'), 'w', plain)
    log.write('info', 'one')
    await vi.waitFor(() => expect(appendLogs).toHaveBeenCalled())
    const ended = writer.end(log)
    log.write('info', 'two')
    refuse(new Error('away'))
    expect(await ended).toMatchObject([{ message: 'one' }, { message: 'two' }])
  })
})
