import { expect, it } from 'vitest'
import { describeResults } from './describe-results.ts'

const words = {
  noun: ['execution', 'executions'],
  done: 'stopped',
  undone: 'not stopped',
  nameOf: (id: string) => `…${id}`,
} as const
const failed = (id: string) => ({ id, problem: { code: 'EXECUTION_ENDED', message: 'It has ended' } })

it('counts what was done, and names what was not', () => {
  expect(describeResults([{ id: 'a' }], words)).toEqual({ ok: true, title: '1 execution stopped' })
  expect(describeResults([failed('a')], words)).toMatchObject({ ok: false, title: '1 execution not stopped' })
  expect(describeResults([{ id: 'a' }, ...['b', 'c', 'd', 'e'].map(failed)], words)).toEqual({
    ok: false,
    title: '4 executions of 5 not stopped',
    description: '…b: It has ended\n…c: It has ended\n…d: It has ended\nand 1 more',
  })
})
