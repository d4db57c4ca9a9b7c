import { expect, it } from 'vitest'
import { createExecutionId } from './create-execution-id.ts'

it('makes ids that are UUIDs of version 7, in the order of their times and all different', () => {
  const ids = [0, 1, 0x0fff_ffff_ffff, 0xffff_ffff_ffff].map((now) => createExecutionId(now))
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(Array.from({ length: 1_000 }, () => createExecutionId(5))).size).toBe(1_000)
})
