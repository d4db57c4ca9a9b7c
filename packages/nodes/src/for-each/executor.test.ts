import type { ChildResult } from '@spane/node-sdk'
import { expect, it } from 'vitest'
import { createContext } from '../testing/create-context.fixture.ts'
import { forEachExecutor } from './executor.ts'

it('reads the results of 1,200 items in pages', async () => {
  const asked: number[] = []
  const result = await forEachExecutor.execute(
    createContext({
      nodeConfig: { workflowId: 'w2' },
      resumed: true,
      readChildren: async ({ from, limit }) => {
        asked.push(from)
        const count = Math.min(limit, 1_200 - from)
        return Array.from(
          { length: count },
          (_, offset): ChildResult => ({
            executionId: `c${from + offset}`,
            index: from + offset,
            status: 'completed',
            output: from + offset,
          }),
        )
      },
    }),
  )
  expect(asked).toEqual([0, 500, 1_000])
  expect(result.data).toEqual(Array.from({ length: 1_200 }, (_, index) => index))
})
