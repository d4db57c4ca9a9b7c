import { expect, it } from 'vitest'
import { describeResults } from './describe-results.ts'

const words = { done: 'stopped', undone: 'not stopped' }
const failed = (id: string) => ({ id, problem: { code: 'EXECUTION_ENDED', message: 'It has ended' } })

it('counts what was done, and names what was not', () => {
  expect(describeResults([{ id: 'a', executionId: 'a' }], words)).toEqual({ ok: true, title: '1 execution stopped' })
  const items = [{ id: 'a', executionId: 'a' }, ...['b', 'c', 'd', 'e'].map(failed)]
  expect(describeResults(items, words)).toEqual({
    ok: false,
    title: '4 executions of 5 not stopped',
    description: '…b: It has ended\n…c: It has ended\n…d: It has ended\nand 1 more',
  })
})
