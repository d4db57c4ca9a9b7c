import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { LogLine } from '../execution/state.ts'
import type { LogQuery, StoredLogLine } from '../ports/node-logs.ts'
import type { StoreDriver, sketchWorkflow } from './store-driver.ts'

const line = (number: number, message: string, more: Partial<LogLine> = {}): LogLine => ({
  line: number,
  at: 1_700_000_000_000 + number,
  level: 'info',
  message,
  fields: null,
  ...more,
})

/** What every store holds of the logs of nodes. */
export function describeLogs(
  name: string,
  start: (spec: Parameters<typeof sketchWorkflow>[0]) => Promise<StoreDriver>,
): void {
  const append = (d: StoreDriver, nodeId: string, token: number, lines: LogLine[]) =>
    d.store.appendLogs([{ executionId: d.executionId, nodeId, token, lines }])
  const read = async (d: StoreDriver, query: Partial<LogQuery> = {}) =>
    (await d.store.readLogs({ executionId: d.executionId, limit: 100, ...query })).lines
  const messages = (lines: StoredLogLine[]) => lines.map(({ message }) => message)

  describe(`${name}: node logs`, () => {
    it('keeps what a running start wrote as it was, and what it wrote last with its result', async () => {
      const d = await start({ edges: ['a>b'] })
      await d.claim('a')
      const odd = line(2, 'wörld "\\ \n \ufffd', { level: 'warn', fields: '{"nul":"\\u0000"}' })
      await append(d, 'a', 1, [line(1, 'hello'), odd])
      await d.send({ ...(await d.completion('a')), logs: [line(3, 'bye')] } as Parameters<StoreDriver['send']>[0])
      const lines = await read(d)
      expect(lines).toMatchObject([
        { nodeId: 'a', start: 1, line: 3, level: 'info', message: 'bye', fields: null, at: 1_700_000_000_003 },
        { nodeId: 'a', start: 1, ...odd },
        { nodeId: 'a', start: 1, line: 1, message: 'hello' },
      ])
      await d.checkInvariants()
    })

    it('leaves out lines of a start that lost its node, and keeps no line twice (5.1)', async () => {
      const d = await start({ edges: ['a>b'] })
      await d.claim('a', 0)
      await append(d, 'a', 1, [line(1, 'first')])
      await append(d, 'a', 1, [line(1, 'first'), line(2, 'second')])
      await d.send({ type: 'expire', nodeId: 'a', token: 1, deadLetterId: randomUUID() })
      await append(d, 'a', 1, [line(3, 'late')])
      await d.claim('a')
      await append(d, 'a', 1, [line(3, 'later')])
      await append(d, 'a', 2, [line(1, 'again')])
      await d.send({ ...(await d.completion('a')), logs: [line(1, 'again')] } as Parameters<StoreDriver['send']>[0])
      await append(d, 'b', 1, [line(1, 'not started')])
      expect(messages(await read(d))).toEqual(['again', 'second', 'first'])
    })

    it('reads them by page, by node, by level, by a text and up to a moment, the newest first', async () => {
      const d = await start({ nodes: { a: {}, b: {} } })
      await d.claim('a')
      for (let number = 1; number <= 5; number++) {
        const level = number % 2 ? 'error' : 'debug'
        await append(d, 'a', 1, [line(number, `a${number}`, { level, fields: '{"Key":"Värdé"}' })])
      }
      const pages: string[][] = []
      for (const nodeId of [undefined, 'a']) {
        let before: LogQuery['before']
        do {
          const page = await d.store.readLogs({
            executionId: d.executionId,
            limit: 2,
            ...(nodeId && { nodeId }),
            ...(before && { before }),
          })
          pages.push(messages(page.lines))
          before = page.next ?? undefined
        } while (before)
      }
      expect(pages).toEqual([['a5', 'a4'], ['a3', 'a2'], ['a1'], ['a5', 'a4'], ['a3', 'a2'], ['a1']])
      expect(messages(await read(d, { nodeId: 'b' }))).toEqual([])
      expect(messages(await read(d, { levels: ['debug', 'warn'] }))).toEqual(['a4', 'a2'])
      expect(messages(await read(d, { text: 'A3' }))).toEqual(['a3'])
      expect(messages(await read(d, { text: '"key":"vär', levels: ['debug'] }))).toEqual(['a4', 'a2'])
      expect(messages(await read(d, { text: '%' }))).toEqual([])
      expect(messages(await read(d, { until: line(3, '').at, levels: ['error'] }))).toEqual(['a3', 'a1'])
      expect(messages(await read(d, { until: line(0, '').at }))).toEqual([])
      expect(await d.store.readLogs({ executionId: randomUUID(), limit: 1 })).toEqual({ lines: [], next: null })
    })
  })
}
